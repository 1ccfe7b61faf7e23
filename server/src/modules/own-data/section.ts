/** One section of an export: a sheet for people, a list for machines. */
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';

export type Row = Record<string, string | number | null>;
export interface Section {
  /** Name of the sheet. */
  title: string;
  /** Field -> what stands above the column. */
  columns: Record<string, string>;
  rows(ask: Ask, personId: string): Promise<Row[]>;
}

export const word = (table: Record<string, unknown>, code: string | null): string | null => {
  if (code === null) return null;
  const found = table[code];
  return typeof found === 'string' ? found : ((found as { label?: string } | undefined)?.label ?? code);
};
/** A section that is one query over the person's id. */
export const list = (sql: string) => (ask: Ask, personId: string) => query<Row>(ask.db, sql, [personId]);
/** Codes in the words that people read. */
export const worded = async (rows: Promise<Row[]>, tables: Record<string, Record<string, unknown>>): Promise<Row[]> =>
  (await rows).map((row) => ({
    ...row,
    ...Object.fromEntries(
      Object.entries(tables).map(([name, table]) => [name, word(table, row[name] as string | null)]),
    ),
  }));
