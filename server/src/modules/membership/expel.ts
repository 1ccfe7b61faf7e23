/** Expulsion: proposed by an officer, in force once a second person at the union above has signed (章程: filed upward). */
import { noticePages } from '@niangjia/shared/rules/notices';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { describeProposed } from '../joint/list';
import { propose } from '../joint/propose';
import { notify } from '../notices/notify';
import { mustHaveSteppedUp } from '../people/staff';
import { askPhoneOf, loadUnion } from '../unions/service';
import { nameMaskedOf } from './book';
import { endMembership } from './end';
import type { Membership } from './entity';
import { loadMember } from './member';

/** Refusals NOT_FOUND, MEMBER_GONE, STEP_UP_FIRST, NO_IDENTITY, SAME_PERSON, JOINT_OPEN. */
export async function proposeExpulsion(ask: Ask, id: string, reason: string) {
  const member = await loadMember(ask, id, 'members.change');
  mustHaveSteppedUp(ask);
  if (member.state === 'ended') throw new Refusal('MEMBER_GONE');
  const act = await propose(ask, {
    kind: 'expulsion',
    union: { id: member.unionId, path: member.unionPath },
    subject: id,
    title: `除名：${nameMaskedOf(member.name)}（${member.number}）`,
    facts: [
      { label: '姓名', value: nameMaskedOf(member.name) },
      { label: '会员编号', value: member.number },
      { label: '工会', value: member.unionName },
      { label: '入会日期', value: member.joinedOn },
    ],
    reason,
    payload: { membershipId: id },
    barred: [member.idNumberIndex],
    page: `/members/${id}`,
  });
  return describeProposed(ask, act);
}

/** Ends the membership and tells the person why and where to appeal. JOINT_STALE when it ended or moved meanwhile. */
export const expulsionEffect: JointEffect = {
  async done(ask, act) {
    const { membershipId } = payloadOf<{ membershipId: string }>(act);
    const [member] = await query<Membership>(ask.db, 'SELECT * FROM membership WHERE id = ?', [membershipId]);
    if (!member || member.state === 'ended' || member.unionId !== act.unionId) throw new Refusal('JOINT_STALE');
    const source = { source: 'joint', sourceId: act.id, words: act.reason } as const;
    await endMembership(ask, membershipId, { kind: 'expelled', ...source });
    const union = await loadUnion(ask, member.unionId);
    const upper = union.parentId === null ? union : await loadUnion(ask, union.parentId);
    await notify(ask, member.personId, {
      kind: 'decision',
      title: '您已被工会除名',
      words:
        `${union.name}决定除名，您的会籍（${member.number}）已结束。原因：${act.reason}。` +
        `有异议可向${upper.name}申诉，电话 ${await askPhoneOf(ask, upper)}。`,
      page: noticePages.home,
    });
  },
};
