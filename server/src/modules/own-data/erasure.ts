/** What the second signature under an erasure does, and what its refusal puts back. */
import { dayOf } from '@niangjia/shared/rules/days';
import { noticePages } from '@niangjia/shared/rules/notices';
import { Refusal } from '../../core/refusal';
import { update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { notify } from '../notices/notify';
import { ClosingTable } from './entity';
import { erasePerson } from './erase';

interface Payload {
  closingId: string;
  personId: string;
}

export const erasureEffect: JointEffect = {
  async done(ask, act) {
    const { closingId, personId } = payloadOf<Payload>(act);
    const done = { state: 'done', doneOn: dayOf(ask.now), openPerson: null } as const;
    const waiting = { id: closingId, state: 'confirming', jointId: act.id } as const;
    if ((await update(ask.db, ClosingTable, waiting, done)) === 0) throw new Refusal('JOINT_STALE');
    await erasePerson(ask, personId, { why: 'closing', actId: act.id });
  },

  /** The person is told, the closing waits on: its term runs. */
  async undone(ask, act) {
    const { closingId, personId } = payloadOf<Payload>(act);
    const waiting = { id: closingId, state: 'confirming', jointId: act.id } as const;
    if ((await update(ask.db, ClosingTable, waiting, { state: 'asked', jointId: null })) === 0) return;
    if (act.state === 'refused')
      await notify(ask, personId, {
        kind: 'data',
        title: '注销还没有办结',
        words:
          '第二位工作人员没有同意这次注销，个人信息保护负责人会再核对。最晚办结日不变，您也可以在“我的数据”里撤回。',
        page: noticePages.data,
      });
  },
};
