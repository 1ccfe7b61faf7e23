/**
 * Which applications stand on a page of the queue: the shortest term first.
 *
 * In an officer's list stands what the unions within reach hold, and what was asked of them and is held above, because
 * it rose or because the upper union decides for them. One index (state, path, term) gathers a small part of the tree,
 * which is then sorted; another (state, term, path) is walked in order for a large one, where most rows count. Which
 * way is taken follows from a count that ends at a bound: neither way ever reads the table itself.
 */
import type { ApplicationState } from '@niangjia/shared/rules/membership';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { aboveParts, beginning, inParts } from './reach';

/** Rows that are sorted at the most; beyond them the list is walked in order. */
const GATHERED = 20_000;

export interface Place {
  id: string;
  dueOn: string;
}
/** The order of the list, and the cursor: a term is always ten characters. */
export const placeOf = ({ dueOn, id }: Place): string => `${dueOn}_${id}`;
const PLACE = `CONCAT(a.dueOn, '_', a.id)`;

export interface Wanted {
  state: ApplicationState;
  /** Condition on the term `a.dueOn`. */
  term: { sql: string; values: string[] };
  after: string | undefined;
  limit: number;
  /** How many of this state the parts hold, where that has been counted already. */
  held?: number | undefined;
}

type Part = { sql: string; values: string[] };

async function isWide(ask: Ask, { state, held }: Wanted, part: Part): Promise<boolean> {
  if (held !== undefined) return held >= GATHERED;
  const [count] = await query<{ total: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS total FROM (SELECT 1 AS one FROM application a WHERE a.state = ? AND ${part.sql}
     LIMIT ${GATHERED}) counted`,
    [state, ...part.values],
  );
  return Number(count?.total ?? 0) >= GATHERED;
}

/** Sorted by an expression, so that no index with the right order but without the path is taken for it. */
const gather = (ask: Ask, { state, term, after = '', limit }: Wanted, part: Part): Promise<Place[]> =>
  query<Place>(
    ask.db,
    `SELECT a.id, a.dueOn FROM application a WHERE a.state = ? AND ${part.sql} AND ${term.sql} AND ${PLACE} > ?
     ORDER BY ${PLACE} LIMIT ${limit}`,
    [state, ...part.values, ...term.values, after],
  );

/** The path stands in an expression, so that it filters and does not lead. */
function walk(ask: Ask, { state, term, after = '', limit }: Wanted, parts: readonly string[]): Promise<Place[]> {
  const part = inParts(parts, `COALESCE(a.heldPath, '')`);
  const [dueOn = '', id = ''] = after.split('_');
  return query<Place>(
    ask.db,
    `SELECT a.id, a.dueOn FROM application a
     WHERE a.state = ? AND a.dueOn >= ? AND (a.dueOn > ? OR a.id > ?) AND ${part.sql} AND ${term.sql}
     ORDER BY a.dueOn, a.id LIMIT ${limit}`,
    [state, dueOn, dueOn, id, ...part.values, ...term.values],
  );
}

/** SQL for what was asked of unions within the parts and is held above them: from `application a`, with its condition. */
export function heldAbove(parts: readonly string[]): Part | undefined {
  const above = aboveParts(parts);
  if (above.length === 0) return undefined;
  const asked = inParts(parts, 'u.path');
  return {
    sql: `a.heldPath IN (${above.map(() => '?').join(', ')})
      AND a.unionId IN (SELECT u.id FROM trade_union u WHERE ${asked.sql})`,
    values: [...above, ...asked.values],
  };
}

/** Places on the page after `after`, at most `limit`. */
export async function placesOf(ask: Ask, parts: readonly string[], wanted: Wanted): Promise<Place[]> {
  if (parts.length === 0) return [];
  const part = inParts(parts, 'a.heldPath');
  const held = (await isWide(ask, wanted, part)) ? await walk(ask, wanted, parts) : await gather(ask, wanted, part);
  const above = heldAbove(parts);
  const risen = above ? await gather(ask, wanted, above) : [];
  return [...held, ...risen].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).slice(0, wanted.limit);
}

/** Places of what bears this receipt number, or a name that begins so; in any state unless one is asked for. */
export function placesByText(
  ask: Ask,
  parts: readonly string[],
  text: string,
  { state, after = '', limit }: Pick<Wanted, 'after' | 'limit'> & { state: ApplicationState | undefined },
): Promise<Place[]> {
  const [asked, held] = [inParts(parts, 'u.path'), inParts(parts, 'a.heldPath')];
  const number = /^RH\d{8}-\d{4,8}$/.test(text.toUpperCase());
  return query<Place>(
    ask.db,
    `SELECT a.id, a.dueOn FROM application a JOIN trade_union u ON u.id = a.unionId
     WHERE ${number ? 'a.number = ?' : `a.name LIKE ? ESCAPE '!'`} AND (${asked.sql} OR ${held.sql})
       ${state ? 'AND a.state = ?' : ''} AND ${PLACE} > ? ORDER BY ${PLACE} LIMIT ${limit}`,
    [number ? text.toUpperCase() : beginning(text), ...asked.values, ...held.values, ...(state ? [state] : []), after],
  );
}
