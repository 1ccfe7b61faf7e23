/** The rows that a roster left behind, written into empty tables with the same indices by nothing but the database. */
import { Readable } from 'node:stream';
import { insertMany, query } from '@niangjia/server/core/sql';
import { DataKeyTable } from '@niangjia/server/core/tables';
import { MembershipChangeTable, MembershipTable } from '@niangjia/server/modules/membership/entity';
import { NoticeTable } from '@niangjia/server/modules/notices/entity';
import { PersonTable } from '@niangjia/server/modules/people/entity';
import { ConsentTable } from '@niangjia/server/modules/unions/entity';
import { createConnection } from 'mysql2/promise';
import type { EntitySchema } from 'typeorm';
import { emptyDatabase, type Own } from './roster-database';

type Row = Record<string, unknown>;
/** Table, its key, and how many rows of it a person has. */
const TABLES: [EntitySchema<Row>, string, string, number][] = [
  [PersonTable as never, 'person', 'id', 1],
  [DataKeyTable as never, 'data_key', 'subjectId', 1],
  [ConsentTable as never, 'consent', 'id', 2],
  [MembershipTable as never, 'membership', 'id', 1],
  [MembershipChangeTable as never, 'membership_change', 'id', 1],
  [NoticeTable as never, 'notice', 'id', 1],
];

/** The rows of so many people at a time; every table by its key. */
async function* pieces(from: Own, people: number): AsyncGenerator<Row[][]> {
  const last = TABLES.map(() => '');
  for (;;) {
    const piece: Row[][] = [];
    for (const [nth, [, table, key, each]] of TABLES.entries()) {
      const sql = `SELECT * FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${people * each}`;
      const rows = await query<Row>(from.db.reader, sql, [last[nth]]);
      last[nth] = String(rows.at(-1)?.[key] ?? last[nth]);
      piece.push(rows);
    }
    if (piece.every((rows) => rows.length === 0)) return;
    yield piece;
  }
}

/** Multi-row inserts, a thousand people a transaction, as the roster commits them. Only the writing is timed. */
async function byInserts(from: Own, folder: string): Promise<number> {
  const own = await emptyDatabase(folder, 'bare');
  let spent = 0;
  for await (const piece of pieces(from, 1000)) {
    const start = performance.now();
    await own.db.tx(async (db) => {
      for (const [nth, [target]] of TABLES.entries()) await insertMany(db, target, piece[nth] ?? []);
    });
    spent += performance.now() - start;
  }
  await own.drop();
  return spent / 1000;
}

const cell = (value: unknown): string =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n]/g, (one) => `\\${one}`);

/** LOAD DATA LOCAL, 20,000 people a statement and table. Making its text is not timed. */
async function byLoad(from: Own, folder: string): Promise<number> {
  if (!process.env.TEST_DATABASE_URL) return 0;
  const own = await emptyDatabase(folder, 'load');
  const connection = await createConnection({ uri: own.url, flags: ['+LOCAL_FILES'] });
  let spent = 0;
  for await (const piece of pieces(from, 20_000))
    for (const [nth, [, table]] of TABLES.entries()) {
      const rows = piece[nth] ?? [];
      const [first] = rows;
      if (!first) continue;
      const columns = Object.keys(first);
      const text = Buffer.from(rows.map((row) => columns.map((name) => cell(row[name])).join('\t')).join('\n'));
      const start = performance.now();
      await connection.query({
        sql: `LOAD DATA LOCAL INFILE 'x' INTO TABLE ${table} CHARACTER SET utf8mb4 (${columns.map((one) => `\`${one}\``).join(', ')})`,
        infileStreamFactory: () => Readable.from([text]),
      } as never);
      spent += performance.now() - start;
    }
  await connection.end();
  await own.drop();
  return spent / 1000;
}

export async function writeBare(from: Own, folder: string): Promise<{ bare: number; load: number }> {
  return { bare: await byInserts(from, folder), load: await byLoad(from, folder) };
}
