/** What services say to the database: constant SQL, and writes whose effect is counted. */
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { isFault } from './db';
import { CounterTable } from './tables';

const DUPLICATE = new Set<unknown>([1062, 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/** Whether a unique index held a write up. */
export const isDuplicate = (error: unknown): boolean => isFault(DUPLICATE, error);

interface Executor {
  promise(): { execute(sql: string, values: unknown[]): Promise<[unknown, unknown]> };
}

/**
 * Constant SQL on the prepared path, in the transaction of `db` if it has one: a fifth of a repository's cost.
 * Raw rows: on MySQL counts and bigints come as texts, flags as 0 and 1.
 */
export async function query<Row>(db: EntityManager, sql: string, values: unknown[] = []): Promise<Row[]> {
  if (db.dataSource.options.type === 'better-sqlite3') return db.query(sql, values) as Promise<Row[]>;
  const executor = (
    db.queryRunner ? await db.queryRunner.connect() : (db.dataSource.driver as unknown as { pool: Executor }).pool
  ) as Executor;
  const [rows] = await executor.promise().execute(sql, values);
  return rows as Row[];
}

/** Inserts a row, or all of several; false when a unique index already holds one of them. The transaction goes on either way. */
export async function insertOnce<Row extends ObjectLiteral>(
  db: EntityManager,
  target: EntitySchema<Row>,
  row: Row | Row[],
): Promise<boolean> {
  try {
    await insert(db, target, row);
    return true;
  } catch (error) {
    if (isFault(DUPLICATE, error)) return false;
    throw error;
  }
}

export async function insert<Row extends ObjectLiteral>(
  db: EntityManager,
  target: EntitySchema<Row>,
  row: Row | Row[],
): Promise<void> {
  await db
    .createQueryBuilder()
    .insert()
    .into(target)
    .values(row as never)
    .updateEntity(false)
    .execute();
}

/** Values in one statement: SQLite takes 32,766 of them, MySQL 65,535. */
const VALUES = 16_000;

/** Inserts many whole rows by few statements, the same ones again and again: a tenth of a builder's cost. */
export async function insertMany<Row extends ObjectLiteral>(
  db: EntityManager,
  target: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const { tableName, columns } = db.dataSource.getMetadata(target);
  const properties = columns.map(({ propertyName }) => propertyName);
  const names = columns.map(({ databaseName }) => `\`${databaseName}\``).join(', ');
  const places = `(${columns.map(() => '?').join(', ')})`;
  const atOnce = Math.min(500, Math.floor(VALUES / columns.length));
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce);
    const values: unknown[] = [];
    for (const row of some) for (const property of properties) values.push(row[property] ?? null);
    await db.query(`INSERT INTO ${tableName} (${names}) VALUES ${some.map(() => places).join(', ')}`, values);
  }
}

/** Conditional update; the number of rows that matched the condition. */
export async function update<Row extends ObjectLiteral>(
  db: EntityManager,
  target: EntitySchema<Row>,
  where: Partial<Row>,
  change: Partial<Row>,
): Promise<number> {
  const result = await db.update(target, where as never, change as never);
  return result.affected ?? 0;
}

/** Conditional update as above; null when a unique index already holds a new value. The transaction goes on either way. */
export async function updateOnce<Row extends ObjectLiteral>(
  db: EntityManager,
  target: EntitySchema<Row>,
  where: Partial<Row>,
  change: Partial<Row>,
): Promise<number | null> {
  try {
    return await update(db, target, where, change);
  } catch (error) {
    if (isFault(DUPLICATE, error)) return null;
    throw error;
  }
}

/** The next value of a named counter, without gaps: it is part of the transaction. Of a `count` of them, the last. */
export async function nextValue(db: EntityManager, name: string, count = 1): Promise<number> {
  for (;;) {
    const changed = await db.query('UPDATE counter SET value = value + ? WHERE name = ?', [count, name]);
    // SQLite says the last row that was inserted, 0 on a new connection; there it is the one writer, so look.
    const affected = changed?.affectedRows ?? 1;
    if (affected > 0) {
      const [row] = await query<{ value: string | number }>(db, 'SELECT value FROM counter WHERE name = ?', [name]);
      if (row) return Number(row.value);
    }
    if (await insertOnce(db, CounterTable, { name, value: count })) return count;
  }
}
