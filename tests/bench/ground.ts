/**
 * `npm run bench`: what one process answers, compared inside one run. (a) an empty route of the same server, (b) the
 * same with a token checked and a parameter validated, without any database, (c) reading one's own card, (d) a list
 * of 50 applications. (c) and (d) look at the session in the database with every request.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@niangjia/server/app';
import { makeAsk } from '@niangjia/server/core/ask';
import { loadConfig } from '@niangjia/server/core/config';
import { openDatabase } from '@niangjia/server/core/db';
import { migrate } from '@niangjia/server/core/migrate';
import { openSession } from '@niangjia/server/core/session';
import { loadDemo } from '@niangjia/server/demo/load';
import { madeUpIdNumber, madeUpName, madeUpPhone } from '@niangjia/server/demo/people';
import { migrations } from '@niangjia/server/migrations/index';
import { submitApplication } from '@niangjia/server/modules/membership/apply';
import { personByPhone } from '@niangjia/server/modules/people/person';
import { listTexts, storeTexts } from '@niangjia/server/modules/unions/consents';
import { tables } from '@niangjia/server/tables';
import * as z from 'zod';
import { fire } from './fire';

const ROUNDS = 3;
const SECONDS = 4;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-bench-'));
  const url = process.env.DATABASE_URL ?? `sqlite:${join(folder, 'bench.sqlite')}`;
  const config = { ...loadConfig({ DATA_DIR: folder }), databaseUrl: url, rateLimit: 0, logLevel: 'silent' };
  const db = await openDatabase({ url, tables, migrations });
  await migrate(db);
  await db.tx((manager) => storeTexts(manager, '2026-11-22'));
  const { app, kit } = await buildApp({
    config,
    db,
    beside: async (server) => {
      server.get('/bench/empty', async () => ({ ok: true }));
      const query = z.strictObject({ page: z.string().regex(/^\d+$/) });
      server.get('/bench/token', async (request) => {
        const claims = kit.tokens.verify(String(request.headers.authorization).slice(7), kit.now());
        return { ok: true, ...query.parse(request.query), sub: claims.sub };
      });
    },
  });
  await loadDemo(kit);
  const { memberToken, officerToken } = await prepare();
  const address = await app.listen({ port: 0, host: '127.0.0.1' });

  const targets = {
    empty: { path: '/bench/empty', token: memberToken },
    token: { path: '/bench/token?page=1', token: memberToken },
    card: { path: '/api/card', token: memberToken },
    list: { path: '/api/applications', token: officerToken },
  };
  const names = Object.keys(targets) as (keyof typeof targets)[];
  const runs: Record<string, { perSecond: number; p50: number; p99: number }[]> = {};
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const name of names) {
      const result = await fire(address + targets[name].path, targets[name].token, round === 0 ? 1 : SECONDS);
      // The first round warms up and is not counted.
      if (round > 0) (runs[name] ??= []).push(result);
    }
  const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const figures: Record<string, number> = {};
  process.stdout.write(`\n${db.dialect}, ${cpus().length} 核，64 个连接，每项 ${ROUNDS} 轮 × ${SECONDS} 秒取中位数\n`);
  for (const name of names) {
    const [perSecond, p50, p99] = (['perSecond', 'p50', 'p99'] as const).map((what) =>
      median((runs[name] ?? []).map((run) => run[what])),
    );
    Object.assign(figures, { [`${name}PerSecond`]: perSecond, [`${name}P50Ms`]: p50, [`${name}P99Ms`]: p99 });
    process.stdout.write(
      `${name.padEnd(8)} ${String(Math.round(perSecond ?? 0)).padStart(7)} 次/秒   p50 ${p50} ms   p99 ${p99} ms\n`,
    );
  }
  const ratio = (of: string, to: string) =>
    Math.round((1000 * (figures[`${of}PerSecond`] ?? 0)) / (figures[`${to}PerSecond`] ?? 1)) / 1000;
  // Round by round, so that a machine that slows down in between does not tell.
  const paired = (of: string) =>
    median((runs[of] ?? []).map((run, nth) => run.perSecond / (runs.token?.[nth]?.perSecond ?? 1)));
  const ratios = {
    token: ratio('token', 'empty'),
    card: Math.round(1000 * paired('card')) / 1000,
    list: Math.round(1000 * paired('list')) / 1000,
  };
  const checks = { card: ratios.card >= 0.5, list: ratios.list >= 0.25 };
  process.stdout.write(`${JSON.stringify({ bench: 'ground', database: db.dialect, figures, ratios, checks })}\n`);
  await app.close();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(Object.values(checks).every(Boolean) ? 0 : 1);

  /** Sixty applications that wait in one union, a member with a card, and who reads them. */
  async function prepare(): Promise<{ memberToken: string; officerToken: string }> {
    const [union] = (await db.writer.query(`SELECT id FROM trade_union WHERE name = '青州北部片区工会联合会'`)) as {
      id: string;
    }[];
    for (let nth = 1000; nth < 1060; nth += 1)
      await db.tx(async (manager) => {
        const nobody = makeAsk(kit, manager, { kind: 'nobody' }).ask;
        const personId = await personByPhone(nobody, madeUpPhone(nth));
        const consents = (await listTexts(nobody)).items.map(({ purpose, hash }) => ({ purpose, hash }));
        const body = {
          unionId: union?.id ?? '',
          codeToken: null,
          name: madeUpName(nth),
          idNumber: madeUpIdNumber(nth),
          occupation: 'COURIER' as const,
          consents,
        };
        await submitApplication(makeAsk(kit, manager, { kind: 'person', personId, sessionId: 'bench' }).ask, body);
      });
    const [member] = (await db.writer.query('SELECT personId FROM membership LIMIT 1')) as { personId: string }[];
    const [officer] = (await db.writer.query(`SELECT id FROM staff_account WHERE account = 'qingzhou'`)) as {
      id: string;
    }[];
    const open = (kind: 'person' | 'staff', id: string) =>
      db.tx(async (manager) => (await openSession(makeAsk(kit, manager, { kind: 'nobody' }).ask, kind, id)).access);
    return {
      memberToken: await open('person', member?.personId ?? ''),
      officerToken: await open('staff', officer?.id ?? ''),
    };
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
