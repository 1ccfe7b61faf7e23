/**
 * The few kinds of column that exist. Both databases store them alike, so that raw SQL reads the same on both:
 * instants are ISO texts in UTC (sortable, no time zone of a driver), days are texts, ids are ULID texts.
 * Columns bear the property's own name, so that one word runs from the table to the phone.
 */
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

export interface Column {
  type: 'varchar' | 'text' | 'int' | 'bigint' | 'boolean';
  length?: number;
  nullable?: boolean;
  primary?: boolean;
}

export const text = (length: number): Column => ({ type: 'varchar', length });
export const key = text(26);
export const instant = text(24);
export const day = text(10);
export const hash = text(64);
export const long: Column = { type: 'text' };
export const int: Column = { type: 'int' };
export const big: Column = { type: 'bigint' };
export const flag: Column = { type: 'boolean' };
export const optional = (column: Column): Column => ({ ...column, nullable: true });
export const primary = (column: Column): Column => ({ ...column, primary: true });

/** name -> columns; a name that starts with `uq_` is unique. */
export type Indices = Record<string, string[]>;

const numbers = { to: (value: unknown) => value, from: (value: unknown) => (value == null ? value : Number(value)) };

/** name -> [column, the table that it points to by its `id`]. Never from a hot table to its hot parent (design). */
export type ForeignKeys = Record<string, [string, string]>;

/** A table as TypeORM knows it. `columns` has a column for each property of `Row`, and no other. */
export function table<Row extends object>(
  name: string,
  columns: Record<keyof Row & string, Column>,
  indices: Indices = {},
  foreignKeys: ForeignKeys = {},
): EntitySchema<Row> {
  const entries = Object.entries<Column>(columns).map(([property, column]) => [
    property,
    { ...column, ...(column.type === 'bigint' && { transformer: numbers }) } satisfies EntitySchemaColumnOptions,
  ]);
  return new EntitySchema<Row>({
    name,
    tableName: name,
    columns: Object.fromEntries(entries),
    indices: Object.entries(indices).map(([index, on]) => ({
      name: index,
      columns: on,
      unique: index.startsWith('uq_'),
    })),
    foreignKeys: Object.entries(foreignKeys).map(([fk, [column, target]]) => ({
      name: fk,
      target,
      columnNames: [column],
      referencedColumnNames: ['id'],
      onDelete: 'RESTRICT',
      onUpdate: 'RESTRICT',
    })),
  });
}
