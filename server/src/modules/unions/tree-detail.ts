/** One union with everything that staff know of it. */
import { dayOf } from '@niangjia/shared/rules/days';
import { creditCodeFits } from '@niangjia/shared/rules/identity';
import { mayAct } from '@niangjia/shared/rules/roles';
import { COMMITTEE_FROM, type UnionChange } from '@niangjia/shared/rules/unions';
import { type Ask, staffOf } from '../../core/ask';
import { query } from '../../core/sql';
import { isDistrict } from './districts';
import type { Union, UnionProfile } from './entity';
import { reviewOf } from './review';
import { isBelowPost } from './tree-checks';
import { loadReadable } from './tree-list';
import { toNodes } from './tree-node';

export type Profile = Omit<UnionProfile, 'unionId' | 'at'>;

/** Nothing known yet. */
export const EMPTY_PROFILE: Profile = {
  kind: null,
  creditCode: null,
  address: null,
  officeAddress: null,
  email: null,
  foundedOn: null,
  approvedOn: null,
  approvedBy: null,
  approvalNumber: null,
  committeeFrom: null,
  committeeTo: null,
  workers: null,
  fullTimeStaff: null,
  unitKind: null,
  economy: null,
  industry: null,
  chairName: null,
};

/** Changes that the page of a union shows. */
const CHANGES = 50;

/** Refusal NOT_FOUND, also for a union out of reach. */
export async function describeUnion(ask: Ask, id: string) {
  const union = await loadReadable(ask, id);
  const [stored] = await query<UnionProfile>(ask.db, 'SELECT * FROM union_profile WHERE unionId = ?', [id]);
  const { unionId: _, at, ...profile } = stored ?? { unionId: id, at: null, ...EMPTY_PROFILE };
  const nodes = await toNodes(ask, [union]);
  const node = nodes[0] as (typeof nodes)[number];
  const today = dayOf(ask.now);
  return {
    ...node,
    phone: union.phone,
    profile,
    profileAt: at,
    warnings: warningsOf(union, profile),
    review: await reviewOf(ask, id),
    above: await aboveOf(ask, union),
    changes: await changesOf(ask, id),
    posts: await postsOf(ask, id, today),
    needsCommittee:
      union.closedAt === null && node.members >= COMMITTEE_FROM && !hasCommittee(profile, today) && isUnit(union),
    may: mayOf(ask, union),
  };
}

/** Federations and the levels above are committees by themselves. */
const isUnit = ({ level }: Union): boolean => level === 'grassroots' || level === 'group';
const hasCommittee = ({ committeeFrom, committeeTo }: Profile, today: string): boolean =>
  committeeFrom !== null && (committeeTo === null || committeeTo >= today);

/** What looks wrong but may be right: said, never refused (membership.md B13). */
function warningsOf(union: Union, profile: Profile): { at: string; sentence: string }[] {
  const { creditCode, email, committeeFrom, committeeTo } = profile;
  const said: [boolean, string, string][] = [
    [!isDistrict(union.districtCode), 'districtCode', '这个行政区划代码不在 2023 年的区划表里，请核对。'],
    [
      creditCode !== null && !creditCodeFits(creditCode),
      'creditCode',
      '统一社会信用代码的校验位对不上。早年发的代码有例外，请对照证书核对。',
    ],
    [email !== null && !/^\S+@\S+\.\S+$/.test(email), 'email', '这个邮箱看起来不完整，请核对。'],
    [
      committeeFrom !== null && committeeTo !== null && committeeTo < committeeFrom,
      'committeeTo',
      '委员会届满日早于成立日，请核对。',
    ],
  ];
  return said.flatMap(([isOdd, at, sentence]) => (isOdd ? [{ at, sentence }] : []));
}

async function aboveOf(ask: Ask, union: Union): Promise<{ id: string; name: string }[]> {
  const ids = union.path.split('/').filter(Boolean).slice(0, -1);
  if (ids.length === 0) return [];
  const rows = await query<{ id: string; name: string }>(
    ask.db,
    `SELECT id, name FROM trade_union WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return ids.map((id) => ({ id, name: rows.find((row) => row.id === id)?.name ?? '' }));
}

async function changesOf(ask: Ask, id: string) {
  return query<{ kind: UnionChange; at: string; by: string; words: string; reason: string | null }>(
    ask.db,
    `SELECT c.kind, c.at, COALESCE(a.name, '') AS \`by\`, c.words, c.reason
     FROM union_change c LEFT JOIN staff_account a ON a.id = c.accountId
     WHERE c.unionId = ? ORDER BY c.id DESC LIMIT ${CHANGES}`,
    [id],
  );
}

async function postsOf(ask: Ask, id: string, today: string): Promise<number> {
  const [row] = await query<{ posts: number | string }>(
    ask.db,
    'SELECT COUNT(*) AS posts FROM post WHERE unionId = ? AND fromOn <= ? AND (toOn IS NULL OR toOn >= ?)',
    [id, today, today],
  );
  return Number(row?.posts ?? 0);
}

/** What the asking officer may do here now; the acts look again themselves. */
function mayOf(ask: Ask, union: Union) {
  const { posts } = staffOf(ask);
  if (union.closedAt !== null) return [];
  const manages = mayAct(posts, 'unions.manage', union.path);
  const below = isBelowPost(ask, union);
  return [
    ...(manages ? ['edit' as const] : []),
    ...(manages && union.level !== 'group' ? ['found' as const] : []),
    ...(below ? ['move' as const, 'merge' as const, 'close' as const] : []),
    ...(mayAct(posts, 'posts.propose', union.path) ? ['review' as const] : []),
  ];
}
