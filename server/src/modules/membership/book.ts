/** The book of members: union after union in the order of the tree, each in the order of joining. */
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import type { MembershipState } from '@niangjia/shared/rules/members';
import type { Occupation } from '@niangjia/shared/rules/membership';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { inParts, partsWithin } from './reach';

export interface MemberRow {
  id: string;
  number: string;
  /** null once the person's data has been erased. */
  name: string | null;
  unionId: string;
  unionName: string;
  occupation: Occupation;
  state: MembershipState;
  joinedOn: string;
}

export const SELECT_MEMBER = `SELECT m.id, m.number, p.name, m.unionId, u.name AS unionName, m.occupation, m.state, m.joinedOn
  FROM membership m JOIN person p ON p.id = m.personId JOIN trade_union u ON u.id = m.unionId`;

/** What stands for the name of somebody whose data has been erased. */
export const nameMaskedOf = (name: string | null): string => (name === null ? '已注销' : maskName(name));

export const toMemberItem = (row: MemberRow) => ({
  id: row.id,
  number: row.number,
  nameMasked: nameMaskedOf(row.name),
  unionId: row.unionId,
  unionName: row.unionName,
  occupation: row.occupation,
  state: row.state,
  joinedOn: row.joinedOn,
});

interface Filter {
  unionId?: string;
  only?: '1';
  state?: MembershipState;
  occupation?: Occupation;
  after?: string;
}

/** SQL condition on `membership m` for what is looked for. */
function matching({ state, occupation }: Filter): { sql: string; values: string[] } {
  const given = Object.entries({ state, occupation }).filter(([, value]) => value !== undefined);
  return {
    sql: given.map(([name]) => ` AND m.${name} = ?`).join(''),
    values: given.map(([, value]) => value as string),
  };
}

/**
 * The next unions that have such members, in the order of the tree. The tallies know where active and retained ones
 * are. The scalar subquery is looked up union by union: an EXISTS would be turned into a join that reads all first.
 */
function unionsAfter(ask: Ask, parts: readonly string[], filter: Filter, path: string): Promise<{ id: string }[]> {
  const wanted = matching(filter);
  const counted = filter.state === 'active' || filter.state === 'retained' ? filter.state : undefined;
  const part = filter.only
    ? { sql: `u.path IN (${parts.map(() => '?').join(', ')})`, values: [...parts] }
    : inParts(parts, 'u.path');
  return query<{ id: string }>(
    ask.db,
    `SELECT u.id FROM trade_union u ${counted ? `JOIN union_tally t ON t.unionId = u.id AND t.${counted} > 0` : ''}
     WHERE ${part.sql} AND u.path > ?
       AND (SELECT m.id FROM membership m WHERE m.unionId = u.id${wanted.sql} LIMIT 1) IS NOT NULL
     ORDER BY u.path LIMIT ${LIMIT}`,
    [...part.values, path, ...wanted.values],
  );
}

/**
 * MariaDB is told which index: for a large union it would walk the primary key through everybody's memberships, because
 * that too is in order.
 */
const byUnion = (ask: Ask, { state }: Filter): string =>
  ask.kit.db.dialect === 'sqlite' ? '' : `FORCE INDEX (${state ? 'ix_membership_union' : 'ix_membership_book'})`;

const LIMIT = limits.page + 1;

/** Ids of such members of one union, in the order of an index. */
async function membersOf(ask: Ask, unionId: string, filter: Filter, after: string, limit: number): Promise<string[]> {
  const wanted = matching(filter);
  const rows = await query<{ id: string }>(
    ask.db,
    `SELECT m.id FROM membership m ${byUnion(ask, filter)} WHERE m.unionId = ?${wanted.sql} AND m.id > ?
     ORDER BY m.id LIMIT ${limit}`,
    [unionId, ...wanted.values, after],
  );
  return rows.map(({ id }) => id);
}

/** Members with these ids, in their order. */
async function membersAt(ask: Ask, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await query<MemberRow>(ask.db, `${SELECT_MEMBER} WHERE m.id IN (${ids.map(() => '?').join(', ')})`, [
    ...ids,
  ]);
  const place = new Map(ids.map((id, nth) => [id, nth]));
  return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/**
 * One page of the book of a union and those below it, or of one's whole reach. `after`: union and membership of the
 * last row before, `<union>_<membership>`. Refusal NOT_FOUND for a union outside the reach.
 */
export async function listMembers(ask: Ask, filter: Filter) {
  const parts = await partsWithin(ask, 'members.read', filter.unionId);
  if (parts.length === 0) return { items: [], next: null };
  const [lastUnion = '', lastMember = ''] = filter.after?.split('_') ?? [];
  const [last] = lastUnion
    ? await query<{ path: string }>(ask.db, 'SELECT path FROM trade_union WHERE id = ?', [lastUnion])
    : [];
  const covers = (path: string) => parts.some((part) => (filter.only ? path === part : path.startsWith(part)));
  const ids = last && covers(last.path) ? await membersOf(ask, lastUnion, filter, lastMember, LIMIT) : [];
  const unions = ids.length < LIMIT ? await unionsAfter(ask, parts, filter, last?.path ?? '') : [];
  for (const { id } of unions)
    if (ids.length < LIMIT) ids.push(...(await membersOf(ask, id, filter, '', LIMIT - ids.length)));
  const rows = await membersAt(ask, ids.slice(0, limits.page));
  const end = rows.at(-1);
  return { items: rows.map(toMemberItem), next: ids.length > limits.page && end ? `${end.unionId}_${end.id}` : null };
}
