/** A page of cases that have a term: the open ones first, the shortest term on top, then those that are over. */
import { limits } from '@niangjia/shared/rules/limits';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';

export interface CaseFilter {
  state?: 'open' | 'closed';
  after?: string;
}

interface CaseSql {
  select: string;
  alias: string;
  /** Conditions on the state. */
  open: string;
  closed: string;
  /** Condition on what the caller may see, with its values. */
  within: string;
  values: unknown[];
}

/** `next` is the cursor of the page after: `o_<dueOn>_<id>` among the open ones, `c_<id>` among those that are over. */
export async function pageOfCases<Row extends { id: string; dueOn: string }>(
  ask: Ask,
  { state, after }: CaseFilter,
  { select, alias, open, closed, within, values }: CaseSql,
): Promise<{ rows: Row[]; next: string | null }> {
  const [part, ...marks] = after?.split('_') ?? [];
  const openRows =
    state === 'closed' || part === 'c'
      ? []
      : await query<Row>(
          ask.db,
          `${select} WHERE ${open} AND ${within} ${part ? `AND (${alias}.dueOn > ? OR (${alias}.dueOn = ? AND ${alias}.id > ?))` : ''}
           ORDER BY ${alias}.dueOn, ${alias}.id LIMIT ${limits.page + 1}`,
          [...values, ...(part ? [marks[0] ?? '', marks[0] ?? '', marks[1] ?? ''] : [])],
        );
  const room = limits.page + 1 - openRows.length;
  const closedRows =
    state === 'open' || room <= 0
      ? []
      : await query<Row>(
          ask.db,
          `${select} WHERE ${closed} AND ${within} ${part === 'c' ? `AND ${alias}.id < ?` : ''}
           ORDER BY ${alias}.id DESC LIMIT ${room}`,
          [...values, ...(part === 'c' ? [marks[0] ?? ''] : [])],
        );
  const rows = [...openRows, ...closedRows];
  const page = rows.slice(0, limits.page);
  const last = page.at(-1);
  if (rows.length <= limits.page || !last) return { rows: page, next: null };
  return { rows: page, next: page.length > openRows.length ? `c_${last.id}` : `o_${last.dueOn}_${last.id}` };
}
