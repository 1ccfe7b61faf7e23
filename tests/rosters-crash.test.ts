/** X28 and X21: a process that is killed −9 in the middle of a roster; whoever starts next brings it to the same end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@niangjia/server/app';
import { loadConfig } from '@niangjia/server/core/config';
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { insert, query, update } from '@niangjia/server/core/sql';
import { type Roster, RosterTable } from '@niangjia/server/modules/rosters/entity';
import { rosterOfKey } from '@niangjia/server/modules/rosters/file';
import { workRosters } from '@niangjia/server/modules/rosters/work';
import { type Union, UnionTable } from '@niangjia/server/modules/unions/entity';
import { exitOf, forgetBuild, type ServerProcess, startServer, until } from './processes';
import { goodLine } from './roster-files';
import { confirmRoster, plantRoster } from './roster-plant';
import { freshDatabase } from './world';

const ROWS = 5000;
const folder = mkdtempSync(join(tmpdir(), 'niangjia-roster-'));
const union = {
  id: ulid(),
  name: '北部片区工会',
  level: 'grassroots',
  parentId: null,
  districtCode: '370799',
} as Union;
Object.assign(union, { path: `/${union.id}/`, holding: false, phone: null, closedAt: null });
let own: Awaited<ReturnType<typeof freshDatabase>>;
let kit: Kit;
let close: () => Promise<void>;
let server: ServerProcess | undefined;

beforeAll(async () => {
  own = await freshDatabase();
  const config = { ...loadConfig({ DATA_DIR: folder }), databaseUrl: own.url, rateLimit: 0, logLevel: 'silent' };
  const built = await buildApp({ config, db: own.db });
  kit = built.kit;
  close = () => built.app.close() as unknown as Promise<void>;
  await own.db.tx((db) => insert(db, UnionTable, union));
});
afterAll(async () => {
  server?.child.kill('SIGKILL');
  await close();
  await own.drop();
  rmSync(folder, { recursive: true, force: true });
  await forgetBuild();
});

const rosterOf = async (id: string): Promise<Roster> =>
  (await query<Roster>(own.db.reader, 'SELECT * FROM roster WHERE id = ?', [id]))[0] as Roster;
const start = async () => {
  // As a machine that comes back after the lease of the one that died has run out.
  await own.db.tx((db) => db.query("UPDATE job_lease SET until = '2000-01-01T00:00:00.000Z'"));
  server = await startServer({ DATA_DIR: folder, DATABASE_URL: own.url });
};
/** Starts a server, and kills it in the middle of a stage, at a line where it has just come. */
async function killIn(id: string, state: Roster['state'], from: number): Promise<Roster> {
  await start();
  await until(
    async () => {
      const now = await rosterOf(id);
      return now.atLine > from || now.state !== state;
    },
    35,
    5,
  );
  server?.child.kill('SIGKILL');
  if (server) await exitOf(server.child);
  return rosterOf(id);
}

let id: string;
let entering: Roster;

it('X28 killed in the check, it goes on behind the line that it had reached', async () => {
  id = await plantRoster(kit, union, ROWS);
  await workRosters(kit);
  await own.db.tx((db) => update(db, RosterTable, { id }, { state: 'checking' }));
  const checking = await killIn(id, 'checking', 0);
  expect([checking.state, checking.atLine > 0, checking.atLine < ROWS]).toEqual(['checking', true, true]);
  await workRosters(kit);
  expect(await rosterOf(id)).toMatchObject({ state: 'checked', good: ROWS, bad: 0, same: 0, stopped: 0 });
});

it('X28 killed in the entry, some have entered and the others wait', async () => {
  await confirmRoster(kit, union, id);
  entering = await killIn(id, 'entering', 0);
  expect([entering.state, entering.entered > 0, entering.entered < ROWS]).toEqual(['entering', true, true]);
});

it('X28 killed once more, it has come further', async () => {
  const again = await killIn(id, 'entering', entering.atLine);
  expect([again.state, again.entered > entering.entered, again.entered < ROWS]).toEqual(['entering', true, true]);
});

it('X28 X21 in the end all five thousand are members once, as if nothing had happened', async () => {
  await start();
  await until(async () => (await rosterOf(id)).state === 'done', 35);

  expect(await rosterOf(id)).toMatchObject({ entered: ROWS, good: 0, same: 0, stopped: 0, bad: 0, progress: 100 });
  const count = async (sql: string) => Number((await query<{ n: number }>(own.db.reader, sql, [union.id]))[0]?.n);
  const members = 'FROM membership WHERE unionId = ?';
  const ofMembers = `WHERE personId IN (SELECT personId ${members})`;
  expect([
    await count(`SELECT COUNT(*) AS n ${members}`),
    await count(`SELECT COUNT(DISTINCT activeIdNumber) AS n ${members}`),
    await count(`SELECT COUNT(DISTINCT number) AS n ${members}`),
    await count(`SELECT active AS n FROM union_tally WHERE unionId = ?`),
    await count(`SELECT COUNT(*) AS n FROM membership_change WHERE unionId = ?`),
    (await count(`SELECT COUNT(*) AS n FROM consent ${ofMembers}`)) / 2,
    await count(`SELECT COUNT(*) AS n FROM notice ${ofMembers}`),
    await count(`SELECT COUNT(*) AS n FROM data_key WHERE subjectId IN (SELECT personId ${members})`),
  ]).toEqual(Array(8).fill(ROWS));
  const numbers = await query<{ low: string; high: string }>(
    own.db.reader,
    `SELECT MIN(number) AS low, MAX(number) AS high ${members}`,
    [union.id],
  );
  expect(numbers).toEqual([{ low: '37079900000001', high: `370799${String(ROWS).padStart(8, '0')}` }]);

  const expected = Array.from({ length: ROWS }, (_, nth) => goodLine(nth)).map(([name = '', number = '']) =>
    [name, kit.secrets.index('id-number', number)].join(' '),
  );
  const found = await query<{ name: string; idNumberIndex: string }>(
    own.db.reader,
    'SELECT p.name, p.idNumberIndex FROM membership m JOIN person p ON p.id = m.personId WHERE m.unionId = ?',
    [union.id],
  );
  expect(found.map(({ name, idNumberIndex }) => `${name} ${idNumberIndex}`).sort()).toEqual(expected.sort());
  expect(await kit.secrets.sealer(own.db.reader, id)).toBeUndefined();
  await until(async () => {
    for await (const { key } of kit.files.keys()) if (rosterOfKey(key) === id) return false;
    return true;
  }, 5);
});
