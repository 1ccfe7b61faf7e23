/** Posts within reach, and how one looks. */
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { postStateOf } from '@niangjia/shared/rules/posts';
import { isGuard, mayAct, type Role, roles } from '@niangjia/shared/rules/roles';
import { type Ask, mustReach, staffOf, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import type { PostRow } from '../people/entity';
import { loadUnion } from '../unions/service';
import { isSelf } from './accounts';

export type FoundPost = PostRow & {
  unionName: string;
  unionPath: string;
  account: string;
  name: string;
  idNumberIndex: string | null;
};

export const SELECT_POST = `SELECT p.*, u.name AS unionName, u.path AS unionPath, a.account, a.name, a.idNumberIndex
  FROM post p JOIN trade_union u ON u.id = p.unionId JOIN staff_account a ON a.id = p.accountId`;

/**
 * Whether the asking officer may end a post: who holds it, who confirms posts for its union, and who proposes posts at
 * that union or above.
 */
/** No department ends the post of those who watch over it: that would be a way past them. */
const isWatching = (role: Role): boolean => isGuard(role) || ['dataOfficer', 'auditor', 'chair'].includes(role);

export function mayEnd(ask: Ask, post: FoundPost): boolean {
  const { posts } = staffOf(ask);
  return (
    isSelf(ask, { id: post.accountId, idNumberIndex: post.idNumberIndex }) ||
    mayAct(posts, 'posts.confirm', post.unionPath) ||
    mayAct(posts, 'posts.chair', post.unionPath) ||
    (!isWatching(post.role) && mayAct(posts, 'posts.propose', post.unionPath))
  );
}

export function toPost(ask: Ask, post: FoundPost) {
  const state = postStateOf(post, dayOf(ask.now), ask.now.toISOString());
  return {
    id: post.id,
    role: post.role,
    roleLabel: roles[post.role].label,
    unionId: post.unionId,
    unionName: post.unionName,
    accountId: post.accountId,
    account: post.account,
    name: post.name,
    fromOn: post.fromOn,
    toOn: post.toOn,
    state,
    mayEnd: state !== 'ended' && mayEnd(ask, post),
  };
}

/** The newest first. Without `ended`: those that run or will. `unionId`: of that very union; NOT_FOUND outside reach. */
export async function listPosts(ask: Ask, filter: { unionId?: string; ended?: '1'; after?: string }) {
  const reach = withinReach(ask, 'posts.read', 'u.path');
  const over = '((p.endedAt IS NOT NULL AND p.endedAt <= ?) OR (p.toOn IS NOT NULL AND p.toOn < ?))';
  const where = [reach.sql, filter.ended ? over : `NOT ${over}`];
  const values: unknown[] = [...reach.values, ask.now.toISOString(), dayOf(ask.now)];
  if (filter.unionId) {
    const union = await loadUnion(ask, filter.unionId);
    mustReach(ask, 'posts.read', union.path, `union:${union.id}`);
    where.push('p.unionId = ?');
    values.push(union.id);
  }
  if (filter.after) {
    where.push('p.id < ?');
    values.push(filter.after);
  }
  const rows = await query<FoundPost>(
    ask.db,
    `${SELECT_POST} WHERE ${where.join(' AND ')} ORDER BY p.id DESC LIMIT ${limits.page + 1}`,
    values,
  );
  const page = rows.slice(0, limits.page);
  return {
    items: page.map((row) => toPost(ask, row)),
    next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null,
  };
}
