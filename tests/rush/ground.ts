/** Where a rush takes place: a durable MariaDB of its own, members with tickets, a campaign, and the checker. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type AppOptions, buildApp } from '@niangjia/server/app';
import { loadConfig } from '@niangjia/server/core/config';
import { openDatabase } from '@niangjia/server/core/db';
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { migrate } from '@niangjia/server/core/migrate';
import { insert } from '@niangjia/server/core/sql';
import { migrations } from '@niangjia/server/migrations/index';
import { type Union, UnionTable } from '@niangjia/server/modules/unions/entity';
import { holderOf } from '@niangjia/server/modules/vouchers/entitled';
import { signTicket } from '@niangjia/server/modules/vouchers/ticket';
import { tables } from '@niangjia/server/tables';
import { plantCampaign, plantMembers } from '../voucher-world';
import type { Taker } from './clients';

/** Commands run in the checkout's folder; this file may stand in a bundle elsewhere. */
const root = process.cwd();
const run = promisify(execFile);

export interface Planted {
  personId: string;
  token: string;
}

/** Tickets of a campaign that were handed out five seconds ago, one for each. */
export const ticketsFor = (kit: Kit, campaignId: string, members: Planted[]): Taker[] =>
  members.map(({ personId, token }) => {
    const h = holderOf(kit, campaignId, { personId, idNumberIndex: null });
    const ticketId = ulid();
    const ticket = signTicket(kit, { p: personId, c: campaignId, h, n: ticketId, at: kit.now().getTime() - 5000 });
    return { personId, token, ticketId, ticket };
  });

/** A migrated database at `url` with one union; an app on it that serves nothing until it listens. */
export async function openGround(url: string, beside?: AppOptions['beside']) {
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-rush-'));
  const db = await openDatabase({ url, tables, migrations });
  await migrate(db);
  const config = { ...loadConfig({ DATA_DIR: folder }), databaseUrl: url, rateLimit: 0, logLevel: 'silent' };
  const { app, kit } = await buildApp({ config, db, ...(beside && { beside }) });
  const id = ulid();
  const street: Union = {
    ...{ id, parentId: null, path: `/${id}/`, name: '某片区工会联合会', level: 'federation', districtCode: '370781' },
    ...{ phone: null, holding: true, closedAt: null },
  };
  await db.tx((manager) => insert(manager, UnionTable, street));
  const place = { kit, unions: { street } as never };
  return {
    ...{ app, db, kit, folder, url },
    /** What a server process needs to be one of this ground. */
    environment: { DATABASE_URL: url, DATA_DIR: folder },
    history: (name: string) => join(folder, `${name}.jsonl`),
    members: async (count: number): Promise<Planted[]> => {
      const all: Planted[] = [];
      while (all.length < count) all.push(...(await plantMembers(place, Math.min(2000, count - all.length))));
      return all;
    },
    campaign: async (total: number) => {
      const { campaignId, kindIds } = await plantCampaign(place, { kinds: [{ total }] });
      return { campaignId, kindId: kindIds[0] ?? '' };
    },
    close: async () => {
      await app.close();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Verdict {
  given: number;
  refused: number;
  unanswered: number;
  wrong: string[];
}

let checker: Promise<string> | undefined;
/** The checker as a program of its own, in a process of its own. */
export async function check(url: string, campaignId: string, history: string): Promise<Verdict> {
  checker ??= (async () => {
    const outfile = join(root, 'node_modules/.cache', `niangjia-checker-${process.pid}.cjs`);
    const options = {
      ...{ entryPoints: [join(root, 'tests/rush/checker.ts')], outfile, bundle: true, platform: 'node' },
      packages: 'external',
    };
    const code = `import { build } from 'esbuild'; await build(${JSON.stringify(options)});`;
    await run(process.execPath, ['--input-type=module', '-e', code], { cwd: root });
    return outfile;
  })();
  const ran = await run(process.execPath, [await checker, url, campaignId, history]).catch(
    (error: { code: number; stdout: string; stderr: string }) => {
      if (error.code !== 1) throw new Error(error.stderr);
      return error;
    },
  );
  return JSON.parse(ran.stdout) as Verdict;
}
export const forgetChecker = async () => checker && rmSync(await checker, { force: true });
