/** Nullable columns for a table that is in use. Raw SQL: the schema builder would copy a SQLite table and lose its triggers. */
import type { QueryRunner } from 'typeorm';
import type { Column } from '../core/columns';

/** [table, column, kind]; every kind here is nullable. */
export type AddedColumn = [string, string, Column];

export async function addColumns(runner: QueryRunner, added: readonly AddedColumn[]): Promise<void> {
  const { driver } = runner.dataSource;
  for (const [table, name, { type, length }] of added) {
    const plain = driver.normalizeType({ type, length } as never);
    const full = length === undefined ? plain : `${plain}(${length})`;
    await runner.query(`ALTER TABLE ${table} ADD COLUMN \`${name}\` ${full} NULL`);
  }
}

export async function dropColumns(runner: QueryRunner, added: readonly AddedColumn[]): Promise<void> {
  for (const [table, name] of [...added].reverse()) await runner.query(`ALTER TABLE ${table} DROP COLUMN \`${name}\``);
}

/** name -> [table, columns]; a name that starts with `uq_` is unique. */
export type AddedIndices = Record<string, [string, string[]]>;

export async function addIndices(runner: QueryRunner, added: AddedIndices): Promise<void> {
  for (const [name, [table, columns]] of Object.entries(added))
    await runner.query(
      `CREATE ${name.startsWith('uq_') ? 'UNIQUE ' : ''}INDEX ${name} ON ${table} (${columns.map((one) => `\`${one}\``).join(', ')})`,
    );
}

export async function dropIndices(runner: QueryRunner, added: AddedIndices): Promise<void> {
  const sqlite = runner.dataSource.options.type === 'better-sqlite3';
  for (const [name, [table]] of Object.entries(added))
    await runner.query(sqlite ? `DROP INDEX ${name}` : `DROP INDEX ${name} ON ${table}`);
}
