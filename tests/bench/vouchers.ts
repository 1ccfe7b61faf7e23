/**
 * `npm run bench:vouchers`: claims per second through HTTP on a durable MariaDB of its own, every claim by another
 * member: (a) the real route, coalesced, (b) one transaction each, (c) the same route without the database. In one run,
 * the three after one another in every round, at one server process and at three, at 64 and at 256 connections.
 * `-- <rounds> <seconds>` makes it shorter. Checked after every block: stock, one per person, every answer.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@niangjia/server/app';
import { loadConfig } from '@niangjia/server/core/config';
import { type Database, openDatabase } from '@niangjia/server/core/db';
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { migrate } from '@niangjia/server/core/migrate';
import { insert, query } from '@niangjia/server/core/sql';
import { migrations } from '@niangjia/server/migrations/index';
import { type Union, UnionTable } from '@niangjia/server/modules/unions/entity';
import { holderOf } from '@niangjia/server/modules/vouchers/entitled';
import { signTicket } from '@niangjia/server/modules/vouchers/ticket';
import { tables } from '@niangjia/server/tables';
import { openPrivateMariadb } from '../processes';
import { plantCampaign, plantMembers } from '../voucher-world';
import { union } from './roster-database';
import { type Fired, fireClaims, type Order } from './vouchers-load';
import { serveBench } from './vouchers-server';

const MEMBERS = 40_000;
const STOCK = 1_000_000;
const targets = { coalesced: '/api/offers', plain: '/bench/plain', ceiling: '/bench/ceiling' };
type Target = keyof typeof targets;
const SHAPES = [
  { processes: 1, connections: 64 },
  { processes: 1, connections: 256 },
  { processes: 3, connections: 64 },
  { processes: 3, connections: 256 },
];

const say = (line: string) => process.stdout.write(`${line}\n`);
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const round = (value: number, by = 1000) => Math.round(value * by) / by;

type Taker = Awaited<ReturnType<typeof plantMembers>>[number];

interface Place {
  kit: Kit;
  db: Database;
  folder: string;
  street: Union;
  takers: Taker[];
  ports: number[];
  load: ChildProcess;
}

/** A campaign of its own, so that every member may claim again, and one request for each of them. */
async function prepare({ kit, folder, street, takers }: Place, target: Target) {
  const unions = { street } as never;
  const { campaignId, kindIds } = await plantCampaign({ kit, unions }, { kinds: [{ total: STOCK }] });
  const at = kit.now().getTime() - 5000;
  const parts: Buffer[] = [];
  for (const { personId, token } of takers) {
    const holder = holderOf(kit, campaignId, { personId, idNumberIndex: null });
    const ticket = { p: personId, c: campaignId, h: holder, n: ulid(), at };
    const body = JSON.stringify({ kindId: kindIds[0], ticket: signTicket(kit, ticket) });
    const head =
      `POST ${targets[target]}/${campaignId}/claim HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    const bytes = Buffer.from(head + body);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    parts.push(length, bytes);
  }
  const file = join(folder, 'requests');
  writeFileSync(file, Buffer.concat(parts));
  return { campaignId, file };
}

const answerOf = <Answer>(child: ChildProcess, order?: object) =>
  new Promise<Answer>((done, fail) => {
    child.once('message', (answer) => {
      child.off('exit', ended);
      done(answer as Answer);
    });
    const ended = (code: number | null) => fail(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', ended);
    if (order) child.send(order);
  });

async function block(place: Place, target: Target, shape: (typeof SHAPES)[number], seconds: number): Promise<Fired> {
  const { campaignId, file } = await prepare(place, target);
  const order: Order = { file, seconds, connections: shape.connections, ports: place.ports.slice(0, shape.processes) };
  const fired = await answerOf<Fired>(place.load, order);
  if (fired.odd) throw new Error(`${target}: an answer was not a voucher: ${fired.odd}`);
  if (target !== 'ceiling') await check(place, campaignId, fired);
  const busy = fired.answers.filter(([, id]) => id === null).length;
  const { processes, connections } = shape;
  say(`  ${processes}x${connections} ${target} ${Math.round(fired.perSecond)}${busy ? `，${busy} 次回答 BUSY` : ''}`);
  return fired;
}

/** The invariants after a block; throws at the first that does not hold. */
async function check({ db, takers }: Place, campaignId: string, { answers }: Fired): Promise<void> {
  const rows = await query<{ id: string; personId: string; holder: string }>(
    db.reader,
    'SELECT id, personId, holder FROM voucher WHERE campaignId = ?',
    [campaignId],
  );
  const [stock] = await query<{ remaining: number }>(
    db.reader,
    'SELECT remaining FROM voucher_stock WHERE campaignId = ?',
    [campaignId],
  );
  const owner = new Map(rows.map(({ id, personId }) => [id, personId]));
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`campaign ${campaignId}: ${what}`);
  };
  must(Number(stock?.remaining) + rows.length === STOCK, 'left + issued is not the stock');
  must(new Set(rows.map(({ holder }) => holder)).size === rows.length, 'somebody has two');
  const given = new Map(answers.flatMap(([nth, id]) => (id ? [[id, takers[nth]?.personId]] : [])));
  const busy = new Set(answers.flatMap(([nth, id]) => (id ? [] : [takers[nth]?.personId])));
  must(
    [...given].every(([id, personId]) => owner.get(id) === personId),
    'an answer that is not in the database',
  );
  must(
    rows.every(({ id, personId }) => given.has(id) || busy.has(personId)),
    'a voucher that nobody was told of',
  );
}

async function main(rounds: number, seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-bench-'));
  const maria = await openPrivateMariadb(
    1,
    'innodb_buffer_pool_size=1G\ninnodb_log_file_size=256M\nmax_connections=200\n',
  );
  const db = await openDatabase({ url: maria.url, tables, migrations });
  await migrate(db);
  const config = { ...loadConfig({ DATA_DIR: folder }), databaseUrl: maria.url, logLevel: 'silent' };
  const { app, kit } = await buildApp({ config, db });
  const street = { ...union, path: `/${union.id}/` };
  await db.tx((manager) => insert(manager, UnionTable, street));
  const takers: Taker[] = [];
  while (takers.length < MEMBERS) takers.push(...(await plantMembers({ kit, unions: { street } as never }, 4000)));
  const start = (role: string) => fork(__filename, [role, maria.url, folder], { serialization: 'advanced' });
  const servers = Array.from({ length: 3 }, () => start('serve'));
  const load = start('load');
  const ports = await Promise.all(servers.map(async (server) => (await answerOf<{ port: number }>(server)).port));
  const place: Place = { kit, db, folder, street, takers, ports, load };
  try {
    await measure(place, rounds, seconds);
  } finally {
    for (const child of [...servers, load]) child.disconnect();
    await app.close();
    await db.close();
    await maria.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(place: Place, rounds: number, seconds: number): Promise<void> {
  const names = Object.keys(targets) as Target[];
  const runs = new Map<string, Fired[]>();
  const of = ({ processes, connections }: (typeof SHAPES)[number], name: Target) =>
    `${name}${processes}x${connections}`;
  let checked = 0;
  for (let nth = 0; nth <= rounds; nth += 1)
    for (const shape of SHAPES)
      for (const name of names) {
        // The first round warms up and is not counted.
        const fired = await block(place, name, shape, nth === 0 ? Math.min(1, seconds) : seconds);
        if (name !== 'ceiling') checked += fired.answers.length;
        if (nth > 0) runs.set(of(shape, name), [...(runs.get(of(shape, name)) ?? []), { ...fired, answers: [] }]);
      }
  const [{ version }] = (await place.db.writer.query('SELECT VERSION() AS version')) as [{ version: string }];
  say(
    `\n${version}，每次提交写盘，${cpus().length} 核，负载 ${loadavg()[0]?.toFixed(1)}，每项 ${rounds} 轮 × ${seconds} 秒取中位数`,
  );
  const figures: Record<string, number> = {};
  const ratios: Record<string, number> = {};
  for (const shape of SHAPES) {
    const mid = (name: Target, what: 'perSecond' | 'p50' | 'p99') =>
      median((runs.get(of(shape, name)) ?? []).map((run) => run[what]));
    // Round by round, so that a machine that slows down in between does not tell.
    const paired = (to: Target) =>
      round(
        median(
          (runs.get(of(shape, 'coalesced')) ?? []).map(
            (run, nth) => run.perSecond / (runs.get(of(shape, to))?.[nth]?.perSecond ?? 1),
          ),
        ),
      );
    const mark = `${shape.processes}x${shape.connections}`;
    for (const name of names) {
      const [perSecond, p50, p99] = [round(mid(name, 'perSecond'), 1), mid(name, 'p50'), mid(name, 'p99')];
      Object.assign(figures, {
        [`${name}${mark}`]: perSecond,
        [`${name}${mark}P50Ms`]: p50,
        [`${name}${mark}P99Ms`]: p99,
      });
      say(
        `${mark.padEnd(6)} ${name.padEnd(10)} ${String(perSecond).padStart(7)} 次/秒   p50 ${p50} ms   p99 ${p99} ms`,
      );
    }
    ratios[`coalescedToPlain${mark}`] = paired('plain');
    ratios[`coalescedToCeiling${mark}`] = paired('ceiling');
    say(`${mark.padEnd(6)} 合并/逐个 ${paired('plain')}   合并/上限 ${paired('ceiling')}`);
  }
  const main = {
    coalescedToPlain: ratios.coalescedToPlain1x256 ?? 0,
    coalescedToCeiling: ratios.coalescedToCeiling1x256 ?? 0,
  };
  const checks = {
    coalescedToPlain: main.coalescedToPlain >= 4,
    coalescedToCeiling: main.coalescedToCeiling >= 0.6,
    p99: (figures.coalesced1x256P99Ms ?? 1e9) < 250 && (figures.coalesced3x256P99Ms ?? 1e9) < 250,
  };
  say(`核对：${checked} 张券，发出 + 剩余 = 总数，每人一张，每个回答都在库里。`);
  say(
    JSON.stringify({
      bench: 'vouchers',
      database: 'mariadb',
      version,
      figures,
      ratios: { ...main, ...ratios },
      checks,
    }),
  );
  if (!Object.values(checks).every(Boolean)) process.exitCode = 1;
}

const [, , role = '', ...rest] = process.argv;
if (role === 'load') {
  process.once('disconnect', () => process.exit(0));
  process.on('message', (order) => void fireClaims(order as Order).then((fired) => process.send?.(fired)));
} else {
  const work =
    role === 'serve' ? serveBench(rest[0] ?? '', rest[1] ?? '') : main(Number(role || 3), Number(rest[0] || 3));
  work.catch((error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
}
