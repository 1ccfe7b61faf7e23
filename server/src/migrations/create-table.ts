/** One way to write a table that both databases create alike. */
import { type QueryRunner, Table } from 'typeorm';
import type { Column, ForeignKeys, Indices } from '../core/columns';

export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: Record<string, Column>,
  indices: Indices = {},
  foreignKeys: ForeignKeys = {},
): Promise<void> {
  const { driver } = runner.dataSource;
  await runner.createTable(
    new Table({
      name,
      columns: Object.entries(columns).map(([column, { type, length, nullable, primary }]) => ({
        name: column,
        type: driver.normalizeType({ type, length } as never),
        length: length === undefined ? '' : String(length),
        isNullable: nullable ?? false,
        isPrimary: primary ?? false,
      })),
      indices: Object.entries(indices).map(([index, on]) => ({
        name: index,
        columnNames: on,
        isUnique: index.startsWith('uq_'),
      })),
      foreignKeys: Object.entries(foreignKeys).map(([fk, [column, target]]) => ({
        name: fk,
        columnNames: [column],
        referencedTableName: target,
        referencedColumnNames: ['id'],
        onDelete: 'RESTRICT',
        onUpdate: 'RESTRICT',
      })),
    }),
  );
}

/** Rows of this table are appended only: the database itself refuses to change or delete one. */
export async function appendOnly(runner: QueryRunner, name: string): Promise<void> {
  const sqlite = runner.dataSource.options.type === 'better-sqlite3';
  const refuse = sqlite
    ? `BEGIN SELECT RAISE(ABORT, '${name} is append-only'); END`
    : `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${name} is append-only'`;
  for (const act of ['UPDATE', 'DELETE'])
    await runner.query(
      `CREATE TRIGGER ${name}_no_${act.toLowerCase()} BEFORE ${act} ON ${name} FOR EACH ROW ${refuse}`,
    );
}
