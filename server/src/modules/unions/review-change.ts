/** Another way of reviewing applications: set by several persons (security.md d.3 row 7). */
import { type Ask, mustReach } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { insertOnce, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { describeProposed } from '../joint/list';
import { propose } from '../joint/propose';
import { mustHaveSteppedUp } from '../people/staff';
import { type UnionReview, UnionReviewTable } from './entity';
import { type Review, reviewOf } from './review';
import { loadUnion } from './service';
import { mustBeOpen, recordUnionChange } from './tree-checks';

const say = ({ decidedBy, workingDays, rises }: Review): string =>
  `${decidedBy === 'self' ? '本工会审核' : '上级工会审核'}，${workingDays} 个工作日内，${rises ? '超期自动转上级' : '超期不转上级'}`;

/**
 * Proposes another setting: the security admin and the union's protection department sign it.
 * Refusals NOT_FOUND, UNION_CLOSED, STEP_UP_FIRST, NO_IDENTITY, JOINT_OPEN; BAD_INPUT for an upper union where there is none.
 */
export async function proposeReview(ask: Ask, id: string, { reason, ...review }: Review & { reason: string }) {
  const union = await loadUnion(ask, id);
  mustReach(ask, 'posts.propose', union.path, `union:${id}`);
  mustBeOpen(union);
  mustHaveSteppedUp(ask);
  if (review.decidedBy === 'upper' && union.parentId === null)
    throw badField('decidedBy', '这家工会没有上级，只能由本工会审核。');
  const act = await propose(ask, {
    kind: 'review',
    union,
    subject: id,
    title: `变更入会审核设置：${union.name}`,
    facts: [
      { label: '工会', value: union.name },
      { label: '现在', value: say(await reviewOf(ask, id)) },
      { label: '改为', value: say(review) },
    ],
    reason,
    payload: { unionId: id, ...review },
    page: `/unions/${id}`,
  });
  return describeProposed(ask, act);
}

/** Applications that are filed from now on go by it; those that wait keep their term. Refusal JOINT_STALE. */
export const reviewEffect: JointEffect = {
  async done(ask, act) {
    const { unionId, decidedBy, workingDays, rises } = payloadOf<UnionReview>(act);
    const union = await loadUnion(ask, unionId);
    if (union.closedAt !== null || (decidedBy === 'upper' && union.parentId === null)) throw new Refusal('JOINT_STALE');
    const review = { decidedBy, workingDays, rises };
    if (!(await insertOnce(ask.db, UnionReviewTable, { unionId, ...review })))
      await update(ask.db, UnionReviewTable, { unionId }, review);
    await recordUnionChange(ask, unionId, {
      kind: 'review',
      words: say(review),
      reason: act.reason,
      accountId: act.proposedBy,
    });
  },
};
