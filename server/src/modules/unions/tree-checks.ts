/** What every change of the union tree asks first, and writes at last. */

import { reachOf } from '@niangjia/shared/rules/roles';
import { fitsUnder, type UnionChange, type UnionLevel } from '@niangjia/shared/rules/unions';
import { type Ask, mustReach, rangeOf, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, nextValue, query } from '../../core/sql';
import { type Union, type UnionChangeRow, UnionChangeTable } from './entity';

/** What the column of a path holds: eight levels below a root. */
export const LONGEST_PATH = 255;

/**
 * One change of the tree at a time: the number that is drawn here holds the next one back until this transaction ends,
 * so that no path is computed from another that is just being changed. Call it before the first union is read.
 */
export const takeTree = (ask: Ask): Promise<number> => nextValue(ask.db, 'union-tree');

/**
 * A union that the caller may change the tree at: at or below a post, or (`below`) strictly below one, because nobody
 * moves or ends the own union. Refusals NOT_FOUND (also outside the reach), NOT_ALLOWED.
 */
export async function loadManaged(ask: Ask, id: string, where: 'here' | 'below'): Promise<Union> {
  const [union] = await query<Union>(ask.db, 'SELECT * FROM trade_union WHERE id = ?', [id]);
  if (!union) throw new Refusal('NOT_FOUND', { denied: `union:${id}` });
  mustReach(ask, 'unions.manage', union.path, `union:${id}`);
  if (where === 'below' && !isBelowPost(ask, union)) throw new Refusal('NOT_ALLOWED', { denied: `union:${id}` });
  return union;
}

/** Whether a union is strictly below one of the caller's posts that give `unions.manage`. */
export const isBelowPost = (ask: Ask, { path }: Pick<Union, 'path'>): boolean =>
  reachOf(staffOf(ask).posts, 'unions.manage').some((post) => path !== post && path.startsWith(post));

export function mustBeOpen(...unions: Pick<Union, 'closedAt'>[]): void {
  if (unions.some((union) => union.closedAt !== null)) throw new Refusal('UNION_CLOSED');
}

/** Refusal UNION_NAME_IN_USE when an open union under the same upper one bears this name. */
export async function mustHaveFreeName(ask: Ask, parentId: string | null, name: string, except = ''): Promise<void> {
  if (parentId === null) return;
  const [same] = await query(
    ask.db,
    'SELECT id FROM trade_union WHERE parentId = ? AND closedAt IS NULL AND name = ? AND id <> ? LIMIT 1',
    [parentId, name, except],
  );
  if (same) throw new Refusal('UNION_NAME_IN_USE');
}

/** Refusal LEVEL_MISFIT when a level does not go under the other, or a path gets too long for its column. */
export function mustFit(level: UnionLevel, upper: Pick<Union, 'level'>, longestPath: number): void {
  if (!fitsUnder(level, upper.level) || longestPath > LONGEST_PATH) throw new Refusal('LEVEL_MISFIT');
}

/** Length of the longest path within a subtree. */
export async function longestBelow(ask: Ask, path: string): Promise<number> {
  const [row] = await query<{ longest: number | string | null }>(
    ask.db,
    'SELECT MAX(LENGTH(path)) AS longest FROM trade_union WHERE path >= ? AND path < ?',
    rangeOf(path),
  );
  return Number(row?.longest ?? path.length);
}

/** Appends one row to the history of a union; its id names the act elsewhere. */
export async function recordUnionChange(
  ask: Ask,
  unionId: string,
  change: { kind: UnionChange; words: string; reason: string | null; otherUnionId?: string; accountId?: string },
): Promise<UnionChangeRow> {
  const row: UnionChangeRow = {
    id: ulid(),
    unionId,
    kind: change.kind,
    at: ask.now.toISOString(),
    accountId: change.accountId ?? staffOf(ask).accountId,
    // By characters: half of a rare one is no text.
    words: [...change.words].slice(0, 300).join(''),
    reason: change.reason,
    otherUnionId: change.otherUnionId ?? null,
  };
  await insert(ask.db, UnionChangeTable, row);
  ask.about(`union:${unionId}`, { kind: change.kind, ...(change.otherUnionId && { other: change.otherUnionId }) });
  return row;
}
