/** Ending a post: it counts at the holder's next request, and what was open goes to others. */
import { dayOf } from '@niangjia/shared/rules/days';
import { postStateOf } from '@niangjia/shared/rules/posts';
import { mayAct } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { PostTable } from '../people/entity';
import { isSelf } from './accounts';
import { proposeGrant } from './grant';
import { decides, handOver, takeUnion } from './hand-over';
import { type FoundPost, mayEnd, SELECT_POST, toPost } from './list';

/** A post that one may see: within reach, or one's own. Throws NOT_FOUND. */
async function loadPost(ask: Ask, id: string): Promise<FoundPost> {
  const [post] = await query<FoundPost>(ask.db, `${SELECT_POST} WHERE p.id = ?`, [id]);
  const sees =
    post &&
    (mayAct(staffOf(ask).posts, 'posts.read', post.unionPath) ||
      isSelf(ask, { id: post.accountId, idNumberIndex: post.idNumberIndex }));
  if (!post || !sees) throw new Refusal('NOT_FOUND', { denied: `post:${id}` });
  return post;
}

/** The grant of the same post to somebody else; who ends it must be one who proposes posts there. */
async function proposeSuccessor(ask: Ask, post: FoundPost, accountId: string, reason: string) {
  if (!mayAct(staffOf(ask).posts, 'posts.propose', post.unionPath))
    throw new Refusal('NOT_ALLOWED', {
      denied: `post:${post.id}`,
      sentence: '您可以结束这个岗位，但不能提名接任的人。请由提请任命的人提名。',
    });
  const { unionId, role } = post;
  const term = { fromOn: dayOf(ask.now), toOn: post.toOn };
  return proposeGrant(ask, { unionId, role, ...term, reason, accountId, newAccount: null }, post.id);
}

/**
 * Ends a post at this instant. Refusals NOT_FOUND, NOT_ALLOWED (it is seen, but not one's to end), POST_ENDED, and
 * those of a grant when a successor is named.
 */
export async function endPost(ask: Ask, id: string, given: { reason: string; successorId: string | null }) {
  const post = await loadPost(ask, id);
  if (!mayEnd(ask, post)) throw new Refusal('NOT_ALLOWED', { denied: `post:${id}` });
  const endedAt = ask.now.toISOString();
  const state = postStateOf(post, dayOf(ask.now), endedAt);
  if (state === 'ended') throw new Refusal('POST_ENDED');
  await takeUnion(ask, post.unionId);
  const ended = await ask.db
    .createQueryBuilder()
    .update(PostTable)
    .set({ endedAt, endedBy: staffOf(ask).accountId, endReason: given.reason })
    .where('id = :id AND endedAt IS NULL', { id })
    .execute();
  if (ended.affected === 0) throw new Refusal('POST_ENDED');
  const successor =
    given.successorId === null ? null : await proposeSuccessor(ask, post, given.successorId, given.reason);
  const gave = decides(post.role) && state === 'running';
  const cases = gave ? await handOver(ask, post.unionId) : { risen: 0, remaining: 0 };
  ask.about(`post:${id}`, { role: post.role, union: post.unionId, ...cases, ...(successor && { act: successor.id }) });
  return { post: toPost(ask, { ...post, endedAt }), ...cases, successor };
}
