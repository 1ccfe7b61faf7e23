/** Migrations, overlapping units of work, counters, keys by bytes: X12, and design "What shapes the data layer". */
import { type Database, openDatabase } from '@niangjia/server/core/db';
import { migrate } from '@niangjia/server/core/migrate';
import { insert, insertOnce, nextValue, query, update } from '@niangjia/server/core/sql';
import { CounterTable } from '@niangjia/server/core/tables';
import { migrations } from '@niangjia/server/migrations/index';
import { JoinCodeTable } from '@niangjia/server/modules/unions/entity';
import { tables } from '@niangjia/server/tables';
import { freshDatabase, onMysql } from './world';

let own: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
beforeAll(async () => {
  own = await freshDatabase();
  db = own.db;
});
afterAll(() => own.drop());

describe('migrations', () => {
  const drift = async () => (await db.writer.driver.createSchemaBuilder().log()).upQueries.map(({ query: sql }) => sql);

  it('go up, all the way down, and up again, and leave exactly what the entities say', async () => {
    expect(await drift()).toEqual([]);
    for (let nth = 0; nth < migrations.length; nth += 1) await db.writer.undoLastMigration();
    const left = onMysql
      ? await db.writer.query('SHOW TABLES')
      : await db.writer.query(`SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')`);
    expect(
      left.flatMap((row: object) => Object.values(row)).filter((name: string) => !name.startsWith('sqlite_')),
    ).toEqual(['migrations']);
    expect(await migrate(db)).toBe(migrations.length);
    expect(await drift()).toEqual([]);
    expect(await migrate(db)).toBe(0);
  });

  it('are held against the entities by a check that sees a lost index, a lost column and a changed length', async () => {
    const on = onMysql ? ' ON application' : '';
    await db.writer.query(`DROP INDEX uq_application_number${on}`);
    expect((await drift()).join('\n')).toContain('uq_application_number');
    await db.writer.query('CREATE UNIQUE INDEX uq_application_number ON application (number)');
    await db.writer.query('ALTER TABLE benefit DROP COLUMN detail');
    expect((await drift()).join('\n')).toContain('detail');
    await db.writer.query(`ALTER TABLE benefit ADD COLUMN detail varchar(119) NOT NULL${onMysql ? '' : " DEFAULT ''"}`);
    expect(await drift()).not.toEqual([]);
  });

  if (onMysql)
    it('run once when four processes start at the same moment', async () => {
      const base = new URL(own.url);
      const name = `${base.pathname.slice(1)}_four`;
      await db.writer.query(`CREATE DATABASE \`${name}\``);
      const url = Object.assign(base, { pathname: `/${name}` }).href;
      const four = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, tables, migrations, poolSize: 3 })));
      expect((await Promise.all(four.map(migrate))).sort()).toEqual([0, 0, 0, migrations.length]);
      for (const one of four) {
        const limits = (
          await Promise.all(
            [1, 2, 3].map(() => one.writer.query('SELECT @@max_statement_time AS seconds, SLEEP(0.05)')),
          )
        ).map(([row]) => Number(row.seconds));
        expect(limits).toEqual([5, 5, 5]);
        await one.close();
      }
      await db.writer.query(`DROP DATABASE \`${name}\``);
    });
});

describe('units of work at the same moment', () => {
  const rowsOf = async (like: string) =>
    (await query<{ name: string }>(db.reader, `SELECT name FROM counter WHERE name LIKE ? ORDER BY name`, [like])).map(
      ({ name }) => name,
    );
  const add = (name: string, value = 0) => db.tx((manager) => insert(manager, CounterTable, { name, value }));

  it('200 of them, 40 of which fail: 160 are whole, nothing of the 40 is there, and nobody reads what is not committed', async () => {
    const started = performance.now();
    const works = Array.from({ length: 200 }, (_, nth) =>
      db.tx(async (manager) => {
        await insert(manager, CounterTable, { name: `pair-${nth}-a`, value: nth });
        await new Promise((wake) => setTimeout(wake, nth % 7));
        await insert(manager, CounterTable, { name: `pair-${nth}-b`, value: nth });
        if (nth % 5 === 0) throw new Error('planned');
        return nth;
      }),
    );
    let watching = true;
    const odd: string[] = [];
    const watch = (async () => {
      while (watching) {
        // SQLite answers without ever waiting: the others must have their turn.
        await new Promise((wake) => setImmediate(wake));
        const seen = await rowsOf('pair-%');
        const pairs = new Set(seen.map((name) => name.slice(0, -2)));
        if (pairs.size * 2 !== seen.length) odd.push(...seen);
      }
    })();
    const results = await Promise.allSettled(works);
    watching = false;
    await watch;
    expect(
      results.map(({ status }, nth) => status === (nth % 5 === 0 ? 'rejected' : 'fulfilled')).filter(Boolean),
    ).toHaveLength(200);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(160);
    const expected = Array.from({ length: 200 }, (_, nth) => nth)
      .filter((nth) => nth % 5 !== 0)
      .flatMap((nth) => [`pair-${nth}-a`, `pair-${nth}-b`]);
    expect(await rowsOf('pair-%')).toEqual(expected.sort());
    expect(odd).toEqual([]);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('X12 200 transfers in opposite order: deadlocks are run again, nothing is lost, nothing is made', async () => {
    for (const name of ['purse-a', 'purse-b']) await add(name, 1000);
    const before = db.retries();
    const move = (from: string, to: string, amount: number) =>
      db.tx(async (manager) => {
        for (const [name, by] of [
          [from, -amount],
          [to, amount],
        ] as const) {
          await manager.query('UPDATE counter SET value = value + ? WHERE name = ?', [by, name]);
        }
      });
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, nth) =>
        nth % 2 ? move('purse-a', 'purse-b', 3) : move('purse-b', 'purse-a', 2),
      ),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    const rows = await query<{ value: string | number }>(
      db.reader,
      `SELECT value FROM counter WHERE name LIKE 'purse-%' ORDER BY name`,
    );
    expect(rows.map(({ value }) => Number(value))).toEqual([900, 1100]);
    expect(onMysql ? db.retries() > before : db.retries() === before).toBe(true);
  });

  if (onMysql)
    it('X12 a lock that is held for 5 s rolls back the whole work, never a half of it', async () => {
      await add('held', 1);
      const holder = db.writer.createQueryRunner();
      await holder.startTransaction();
      await holder.query(`UPDATE counter SET value = 2 WHERE name = 'held'`);
      let tries = 0;
      const work = db.tx(async (manager) => {
        tries += 1;
        await insert(manager, CounterTable, { name: `half-${tries}`, value: 0 });
        await manager.query(`UPDATE counter SET value = value + 10 WHERE name = 'held'`);
      });
      await new Promise((wake) => setTimeout(wake, 4500));
      await holder.commitTransaction();
      await holder.release();
      await work;
      expect(tries).toBe(2);
      expect(await rowsOf('half-%')).toEqual(['half-2']);
      const [row] = await query<{ value: string }>(db.reader, `SELECT value FROM counter WHERE name = 'held'`);
      expect(Number(row?.value)).toBe(12);
    });

  it('50 at once draw numbers of one counter without a gap or a double, ten failures among them', async () => {
    const drawn = await Promise.allSettled(
      Array.from({ length: 50 }, (_, nth) =>
        db.tx(async (manager) => {
          const value = await nextValue(manager, 'receipts');
          if (nth % 5 === 0) throw new Error('planned');
          return value;
        }),
      ),
    );
    const values = drawn.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, nth) => nth + 1));
  });
});

describe('keys', () => {
  it('are equal only when their bytes are: case, blanks, accents, width, rare characters', async () => {
    const keys = ['a', 'A', 'á', 'a\u0301', 'x', 'x ', 'x\u200b', '𠮷', '𣲗', '😀', '😎', '1', '１', 'ß', 'ss', ''];
    for (const name of keys)
      expect([name, await db.tx((manager) => insertOnce(manager, CounterTable, { name, value: 1 }))]).toEqual([
        name,
        true,
      ]);
    for (const name of keys) {
      expect(await db.tx((manager) => insertOnce(manager, CounterTable, { name, value: 1 }))).toBe(false);
      expect(await db.tx((manager) => update(manager, CounterTable, { name }, { value: 2 }))).toBe(1);
      expect(await query(db.reader, 'SELECT name FROM counter WHERE name = ?', [name])).toEqual([{ name }]);
    }
    expect(JoinCodeTable.options.columns.token?.primary).toBe(true);
  });
});
