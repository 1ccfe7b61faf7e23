/** Finding a union, and what it says to somebody who thinks of joining. */
import { joiningData } from '@niangjia/shared/rules/consents';
import { HOTLINE } from '@niangjia/shared/rules/membership';
import type { UnionLevel } from '@niangjia/shared/rules/unions';
import { type Ask, below, rangeOf, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { districtFullName, districtName } from './districts';
import type { Benefit, Union } from './entity';
import { reviewOf } from './review';

type UnionWithUpper = Union & { upperName: string | null };

const SELECT = `SELECT u.*, p.name AS upperName FROM trade_union u LEFT JOIN trade_union p ON p.id = u.parentId`;

const toRow = (union: UnionWithUpper) => ({
  id: union.id,
  name: union.name,
  level: union.level,
  upperName: union.upperName,
  districtCode: union.districtCode,
  districtName: districtFullName(union.districtCode),
  holding: Boolean(union.holding),
  phone: union.phone,
});

/** A union by id, open or closed. Throws NOT_FOUND. */
export async function loadUnion(ask: Ask, id: string): Promise<UnionWithUpper> {
  const [union] = await query<UnionWithUpper>(ask.db, `${SELECT} WHERE u.id = ?`, [id]);
  if (!union) throw new Refusal('NOT_FOUND');
  return union;
}

/** Names of some unions, in the order of their ids in the database. */
export async function namesOf(ask: Ask, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const some = among(ids);
  const rows = await query<{ name: string }>(
    ask.db,
    `SELECT name FROM trade_union WHERE id IN (${some.places}) ORDER BY id`,
    some.values,
  );
  return rows.map(({ name }) => name);
}

/** Not one that takes nobody: closed, or a group within another. */
export const isJoinable = (union: Pick<Union, 'closedAt' | 'level'>): boolean =>
  union.closedAt === null && union.level !== 'group';

/** Throws UNION_CLOSED for one that takes nobody. */
export function mustBeJoinable(union: Pick<Union, 'closedAt' | 'level'>): void {
  if (!isJoinable(union)) throw new Refusal('UNION_CLOSED');
}

/** Wild cards in what people type are plain characters. */
export const like = (text: string): string => `%${text.replace(/[!%_]/g, (character) => `!${character}`)}%`;

/**
 * Unions that can be joined. By district: its own and those below; with `holding`, also the holding unions of the
 * districts above, nearest first, so that nobody is left without one (MEM-7).
 */
export async function findUnions(ask: Ask, filter: { name?: string; district?: string; holding?: '1' }) {
  const where = ['u.closedAt IS NULL', `u.level <> 'group'`];
  const values: unknown[] = [];
  if (filter.name) {
    where.push(`u.name LIKE ? ESCAPE '!'`);
    values.push(like(filter.name));
  }
  if (filter.holding) where.push('u.holding = 1');
  const { district } = filter;
  if (district && filter.holding) {
    where.push(`(${below('u.districtCode')} OR u.districtCode IN (?, ?))`);
    values.push(...rangeOf(district), district.slice(0, 4), district.slice(0, 2));
  } else if (district) {
    where.push(below('u.districtCode'));
    values.push(...rangeOf(district));
  }
  const condition = where.join(' AND ');
  const items = await query<UnionWithUpper>(
    ask.db,
    `${SELECT} WHERE ${condition} ORDER BY LENGTH(u.districtCode) DESC, u.path LIMIT 50`,
    values,
  );
  const [count] = await query<{ total: number }>(
    ask.db,
    `SELECT COUNT(*) AS total FROM trade_union u WHERE ${condition}`,
    values,
  );
  return { items: items.map(toRow), total: Number(count?.total ?? 0) };
}

/** Districts one level below `under` (provinces when absent) in which there are unions. */
export async function listDistricts(ask: Ask, under = '') {
  const width = under.length + 2;
  const rows = await query<{ code: string; unions: number }>(
    ask.db,
    `SELECT SUBSTR(districtCode, 1, ${width === 2 ? 2 : width === 4 ? 4 : 6}) AS code, COUNT(*) AS unions FROM trade_union
     WHERE closedAt IS NULL AND ${below('districtCode')} AND LENGTH(districtCode) >= ? GROUP BY code ORDER BY code`,
    [...rangeOf(under), width],
  );
  return { items: rows.map(({ code, unions }) => ({ code, name: districtName(code), unions: Number(unions) })) };
}

/** Everything that a person should know before joining. Throws NOT_FOUND, UNION_CLOSED. */
export async function describeInvitation(ask: Ask, unionId: string) {
  const union = await loadUnion(ask, unionId);
  mustBeJoinable(union);
  const [count] = await query<{ members: number | string | null }>(
    ask.db,
    `SELECT SUM(active) AS members FROM union_tally WHERE ${below('path')}`,
    rangeOf(union.path),
  );
  const { decidedBy, workingDays } = await reviewOf(ask, unionId);
  const above = union.path.split('/').filter(Boolean);
  const benefits = await query<Benefit>(
    ask.db,
    `SELECT title, detail, opensAfterDays FROM benefit WHERE unionId IN (${above.map(() => '?').join(', ')})
     ORDER BY opensAfterDays, id`,
    above,
  );
  return {
    union: { ...toRow(union), phone: await askPhoneOf(ask, union) },
    members: Number(count?.members ?? 0),
    benefits: benefits.map(({ title, detail, opensAfterDays }) => ({
      title,
      detail,
      opensAfterDays: Number(opensAfterDays),
    })),
    data: joiningData.map((row) => ({ ...row })),
    decides: (decidedBy === 'upper' ? union.upperName : null) ?? union.name,
    workingDays,
  };
}

/** The phone number to ask: the union's own, that of the nearest union above, or the workers' hotline. */
export async function askPhoneOf(ask: Ask, union: Union): Promise<string> {
  if (union.phone) return union.phone;
  const above = union.path.split('/').filter(Boolean).reverse();
  const rows = await query<{ id: string; phone: string | null }>(
    ask.db,
    `SELECT id, phone FROM trade_union WHERE id IN (${above.map(() => '?').join(', ')})`,
    above,
  );
  return above.map((id) => rows.find((row) => row.id === id)?.phone).find(Boolean) ?? HOTLINE;
}

/** Unions within the posts of the asking staff member, at most 200. */
export async function listChoices(ask: Ask) {
  const { posts } = staffOf(ask);
  if (posts.length === 0) return { items: [] };
  const items = await query<{ id: string; name: string; level: UnionLevel }>(
    ask.db,
    `SELECT id, name, level FROM trade_union WHERE closedAt IS NULL AND (${posts.map(() => below('path')).join(' OR ')})
     ORDER BY path LIMIT 200`,
    posts.flatMap((post) => rangeOf(post.unionPath)),
  );
  return { items };
}
