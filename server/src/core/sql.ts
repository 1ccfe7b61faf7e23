/** What services say to the database: constant SQL, and writes whose effect is counted. */
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { isFault } from './db';
import { CounterTable } from './tables';

const DUPLICATE = new Set<unknown>([1062, 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

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

/** Inserts a row; false when a unique index already holds it. The transaction goes on either way. */
export async function insertOnce<Row extends ObjectLiteral>(
  db: EntityManager,
  target: EntitySchema<Row>,
  row: Row,
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

/** The next value of a named counter, without gaps: it is part of the transaction. */
export async function nextValue(db: EntityManager, name: string): Promise<number> {
  for (;;) {
    const changed = await db.query('UPDATE counter SET value = value + 1 WHERE name = ?', [name]);
    const affected = typeof changed === 'number' ? changed : (changed?.affectedRows ?? 1);
    if (affected > 0) {
      const [row] = await query<{ value: string | number }>(db, 'SELECT value FROM counter WHERE name = ?', [name]);
      if (row) return Number(row.value);
    }
    if (await insertOnce(db, CounterTable, { name, value: 1 })) return 1;
  }
}
