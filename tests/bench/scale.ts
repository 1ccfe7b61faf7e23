/**
 * `npm run bench:scale`: lists, searches and counts over a province of full size (tests/scale/plant.ts) on MariaDB,
 * 200 calls each, one after another, through HTTP. Every statement behind them is explained: a plan that reads all rows
 * of applications, memberships or persons fails the run. It plants into an empty database, a planted one it uses again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@niangjia/server/app';
import { makeAsk } from '@niangjia/server/core/ask';
import { loadConfig } from '@niangjia/server/core/config';
import { type Database, openDatabase } from '@niangjia/server/core/db';
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { migrate } from '@niangjia/server/core/migrate';
import { openSession } from '@niangjia/server/core/session';
import { insert } from '@niangjia/server/core/sql';
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { migrations } from '@niangjia/server/migrations/index';
import { PostTable } from '@niangjia/server/modules/people/entity';
import { tables } from '@niangjia/server/tables';
import { plant, plantedId, plantKnown, SIZES } from '../scale/plant';

const SEED = 20261122;
const CALLS = 200;
/** The aim for the first page of the queue. */
const P99_MS = 200;
/** What would be quick for finding nothing. */
const FINDS = /^search(Number|IdNumber|NameProvince|NameCounty)$/;
const NOW = new Date('2026-11-23T02:00:00.000Z');

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Heard {
  sql: string;
  values: unknown[];
}
type Execute = (sql: string, values: unknown[], done: unknown) => unknown;
interface Connection {
  execute: Execute;
}
interface Pool {
  on(event: 'connection', listener: (connection: Connection) => void): void;
  _allConnections: { toArray(): Connection[] };
}

/** Hears every prepared statement of a database; what comes back gives those of one piece of work. */
function listen(db: Database): (work: () => Promise<unknown>) => Promise<Heard[]> {
  let heard: Heard[] | undefined;
  const wrap = (connection: Connection) => {
    const execute = connection.execute.bind(connection);
    connection.execute = (sql, values, done) => {
      heard?.push({ sql, values });
      return execute(sql, values, done);
    };
  };
  const { pool } = db.writer.driver as unknown as { pool: Pool };
  for (const connection of pool._allConnections.toArray()) wrap(connection);
  pool.on('connection', wrap);
  return async (work) => {
    const all: Heard[] = [];
    heard = all;
    await work();
    heard = undefined;
    return all;
  };
}

/** Aliases under which a statement speaks of the three large tables. */
const largeOf = (sql: string): Map<string, string> =>
  new Map(
    [...sql.matchAll(/\b(application|membership|person)\b(?:\s+(?!WHERE|JOIN|ON|SET|LEFT|ORDER)(\w+))?/g)].map(
      ([, table = '', alias]) => [alias ?? table, table],
    ),
  );

interface Plan {
  table: string | null;
  type: string | null;
  key: string | null;
  rows: string | number | null;
  Extra: string | null;
}

/** Prints the plans of what was heard about the large tables; false when one reads a whole table. */
async function explain(db: Database, heard: readonly Heard[]): Promise<boolean> {
  let good = true;
  for (const { sql, values } of heard) {
    const large = largeOf(sql);
    if (large.size === 0 || !/^\s*SELECT/i.test(sql)) continue;
    say(`    ${sql.replace(/\s+/g, ' ').trim().slice(0, 150)}`);
    for (const row of (await db.writer.query(`EXPLAIN ${sql}`, values)) as Plan[]) {
      const scans = row.type === 'ALL' && large.has(row.table ?? '');
      if (scans) good = false;
      say(
        `      ${scans ? '!! ' : ''}${row.table ?? '-'} ${row.type ?? '-'} ${row.key ?? '-'} ${row.rows ?? '-'} ${row.Extra ?? ''}`,
      );
    }
  }
  return good;
}

const at = (sorted: readonly number[], part: number) =>
  Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)) / 10;

/** A staff member with a session, an officer of the union. */
async function officerOf(kit: Kit, db: Database, unionId: string): Promise<string> {
  return db.tx(async (manager) => {
    const accountId = ulid();
    await manager.query(
      `INSERT INTO staff_account (id, account, name, passwordHash, otpSealed, lastOtpStep, createdAt)
       VALUES (?, ?, '干事', 'x', 'x', 0, ?)`,
      [accountId, accountId.toLowerCase(), NOW.toISOString()],
    );
    const post = { id: ulid(), accountId, role: 'officer', unionId, fromOn: '2026-01-01', toOn: null };
    await insert(manager, PostTable, post as never);
    return (await openSession(makeAsk(kit, manager, { kind: 'nobody' }).ask, 'staff', accountId)).access;
  });
}

async function makeDatabase(url: string): Promise<void> {
  const server = Object.assign(new URL(url), { pathname: '/' }).href;
  const admin = await openDatabase({ url: server, tables: [], migrations: [], poolSize: 1 });
  await admin.writer.query(`CREATE DATABASE IF NOT EXISTS \`${new URL(url).pathname.slice(1)}\``);
  await admin.close();
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url?.startsWith('mysql')) throw new Error('DATABASE_URL 要指一个空的 MariaDB 库');
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-scale-'));
  await makeDatabase(url);
  const db = await openDatabase({ url, tables, migrations });
  await migrate(db);
  const config = { ...loadConfig({ DATA_DIR: folder }), databaseUrl: url, rateLimit: 0, logLevel: 'silent' };
  const { app, kit } = await buildApp({ config, db, now: () => NOW });
  const [planted] = (await db.writer.query('SELECT COUNT(*) AS n FROM trade_union')) as { n: string }[];
  if (Number(planted?.n) === 0) await plant(kit, db, SEED, say);
  await plantKnown(kit, db);
  const listening = listen(db);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const officers = {
    province: await officerOf(kit, db, plantedId('A', 1)),
    county: await officerOf(kit, db, plantedId('C', 7)),
    grassroots: await officerOf(kit, db, plantedId('E', 77)),
    large: await officerOf(kit, db, plantedId('E', 1)),
  };
  const call = async (token: string, path: string, body?: unknown): Promise<string> => {
    const response = await fetch(`${address}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
    return text;
  };
  const search = (token: string, text: (nth: number) => string) => (nth: number) =>
    call(token, '/members/search', { text: text(nth) });
  const number = (nth: number) => `370000${String(1 + ((nth * 4999) % SIZES.members)).padStart(8, '0')}`;
  const names = ['王伟', '李芳', '赵建国', '萧浩', '周国'];
  const { province, county, grassroots, large } = officers;
  const targets: Record<string, (nth: number) => Promise<string>> = {
    queueProvince: () => call(province, '/applications'),
    queueCounty: () => call(county, '/applications'),
    queueGrassroots: () => call(grassroots, '/applications'),
    queueOverdueProvince: () => call(province, '/applications?urgency=overdue'),
    queueCalmProvince: () => call(province, '/applications?urgency=calm'),
    queueApprovedCounty: () => call(county, '/applications?state=approved'),
    queueOfOneTown: () => call(province, `/applications?unionId=${plantedId('D', 33)}`),
    queueNameProvince: (nth) => call(province, `/applications?text=${encodeURIComponent(names[nth % 5] ?? '')}`),
    searchNameProvince: search(province, (nth) => names[nth % 5] ?? ''),
    searchNameCounty: search(county, (nth) => names[nth % 5] ?? ''),
    searchNameGrassroots: search(grassroots, (nth) => names[nth % 5] ?? ''),
    searchNumber: search(province, number),
    searchIdNumber: search(province, (nth) => madeUpIdNumber(1 + (nth % SIZES.known))),
    bookProvince: () => call(province, '/members'),
    bookCounty: () => call(county, '/members'),
    bookGrassroots: () => call(grassroots, '/members'),
    bookLarge: () => call(large, '/members'),
    bookActiveLarge: () => call(large, '/members?state=active&occupation=TRUCK'),
    bookOfNobody: () => call(province, '/members?state=retained'),
    treeTop: () => call(province, '/union-tree'),
    treeLevel: () => call(province, `/union-tree?under=${plantedId('A', 1)}`),
    invitationCount: () => call(province, `/unions/${plantedId('A', 1)}/invitation`),
  };
  const figures: Record<string, number> = {};
  let noScan = true;
  for (const [name, target] of Object.entries(targets)) {
    const heard = await listening(() => target(0));
    const found = JSON.parse(await target(0)) as { items?: unknown[] };
    if (FINDS.test(name) && found.items?.length === 0) throw new Error(`${name} finds nobody`);
    const times: number[] = [];
    for (let nth = 1; nth <= CALLS; nth += 1) {
      const since = performance.now();
      await target(nth);
      times.push(performance.now() - since);
    }
    times.sort((a, b) => a - b);
    Object.assign(figures, { [`${name}P50Ms`]: at(times, 0.5), [`${name}P99Ms`]: at(times, 0.99) });
    say(`${name.padEnd(22)} p50 ${at(times, 0.5)} ms   p99 ${at(times, 0.99)} ms`);
    if (!(await explain(db, heard))) noScan = false;
  }
  const queues = ['queueProvince', 'queueCounty', 'queueGrassroots'];
  const checks = { noScan, queue: queues.every((name) => (figures[`${name}P99Ms`] ?? P99_MS) < P99_MS) };
  say(`${cpus().length} 核，${db.dialect}`);
  say(JSON.stringify({ bench: 'scale', database: db.dialect, figures, ratios: {}, checks }));
  await app.close();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(Object.values(checks).every(Boolean) ? 0 : 1);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
