/** What a request does once its second person has signed (security.md d.3 row 14, A8). */
import { requestKinds } from '@niangjia/shared/rules/members';
import type { Ask } from '../../../core/ask';
import { Refusal } from '../../../core/refusal';
import { query, update, updateOnce } from '../../../core/sql';
import { type JointEffect, payloadOf } from '../../joint/effect';
import type { FoundAct } from '../../joint/sign';
import { notify, tellOldPhone } from '../../notices/notify';
import { loadPerson, phoneOf } from '../../people/person';
import { correctIdentity, handOverPhone, moveProofs } from '../../people/proofs';
import { type Membership, MembershipTable } from '../entity';
import { mustBeNobodys } from './ask';
import { pageOfRequest } from './decide';
import { emptyRecord } from './empty-record';
import { type PersonRequest, PersonRequestTable } from './entity';
import { givenOf, requestDueOn } from './open';
import type { RequestPayload } from './propose';

/** The request of an act, now done. Throws JOINT_STALE when it was taken back, refused, or opened another act since. */
async function finish(ask: Ask, act: FoundAct): Promise<PersonRequest> {
  const { requestId } = payloadOf<RequestPayload>(act);
  const [found] = await query<PersonRequest>(ask.db, 'SELECT * FROM person_request WHERE id = ?', [requestId]);
  const change = { state: 'done', openKey: null, closedAt: ask.now.toISOString() } as const;
  const where = { id: requestId, state: 'agreed', jointId: act.id } as const;
  if (!found || (await update(ask.db, PersonRequestTable, where, change)) === 0) throw new Refusal('JOINT_STALE');
  return found;
}

/** Refused by the second person, or taken back by the officer: it waits with the union again, with a fresh term. */
async function backToUnion(ask: Ask, act: FoundAct): Promise<void> {
  const { requestId } = payloadOf<RequestPayload>(act);
  const [found] = await query<PersonRequest>(ask.db, 'SELECT * FROM person_request WHERE id = ?', [requestId]);
  if (!found) return;
  const [member] = await query<{ unionId: string }>(ask.db, 'SELECT unionId FROM membership WHERE activePerson = ?', [
    found.personId,
  ]);
  // Who has moved meanwhile is answered by the union that holds the membership now.
  const moved = member && ['name', 'idNumber'].includes(found.kind) && member.unionId !== found.unionId;
  const at = moved ? { unionId: member.unionId, heldBy: member.unionId, risenAt: null } : {};
  const change = { state: 'asked', dueOn: requestDueOn(ask, found.kind), ...at } as const;
  await update(ask.db, PersonRequestTable, { id: requestId, state: 'agreed', jointId: act.id }, change);
}

async function tellDone(ask: Ask, personId: string, { id, number, kind }: PersonRequest, words: string): Promise<void> {
  const title = `${requestKinds[kind].label}：已办好`;
  await notify(ask, personId, { kind: 'progress', title, words: `${words}（${number}）`, page: pageOfRequest(id) });
}

/** The active or retained membership of a person. Throws JOINT_STALE. */
async function membershipOf(ask: Ask, personId: string): Promise<Membership> {
  const [membership] = await query<Membership>(ask.db, 'SELECT * FROM membership WHERE activePerson = ?', [personId]);
  if (!membership) throw new Refusal('JOINT_STALE');
  return membership;
}

/** The phone number leaves its holder, who is signed out and told, and goes to who proved it. */
const phone: JointEffect = {
  async done(ask, act) {
    const request = await finish(ask, act);
    const given = await givenOf(ask, request);
    const person = await loadPerson(ask, request.personId);
    // A record that was merged into another meanwhile is nobody's.
    if (!given.phone || request.holderId === null || (person.phoneIndex === null && person.openid === null))
      throw new Refusal('JOINT_STALE');
    await tellOldPhone(ask, given.phone, {
      number: request.number,
      title: '手机号已变更',
      words: '这个手机号已从原登记人名下释放，改到另一人名下。不是您本人的意思，请立即联系工会或拨打 12351。',
      urgent: true,
    });
    await handOverPhone(ask, request.holderId, person.id, given.phone);
    await notify(ask, request.holderId, {
      kind: 'progress',
      title: '您的手机号已变更',
      words:
        '您原来绑定的手机号已由他人以短信验证码验证，经两级工会核实后释放。请绑定您现在的手机号；如有疑问请联系工会。',
    });
    await tellDone(ask, person.id, request, '这个手机号已绑定到您名下。');
  },
  undone: backToUnion,
};

/** The older record takes over phone and WeChat of the newer one, which is empty from then on. */
const merge: JointEffect = {
  async done(ask, act) {
    const request = await finish(ask, act);
    const { phoneIndex } = payloadOf<RequestPayload>(act);
    const given = await givenOf(ask, request);
    const [person, holder] = [await loadPerson(ask, request.personId), await loadPerson(ask, request.holderId ?? '')];
    await membershipOf(ask, holder.id);
    const own = await query(ask.db, 'SELECT id FROM membership WHERE activePerson = ?', [person.id]);
    const fits =
      given.idNumber && ask.kit.secrets.index('id-number', given.idNumber) === holder.idNumberIndex && own.length === 0;
    if (!fits || person.phoneIndex !== phoneIndex) throw new Refusal('JOINT_STALE');
    await emptyRecord(ask, person.id, request);
    const oldPhone = await phoneOf(ask, holder);
    if (oldPhone !== null)
      await tellOldPhone(ask, oldPhone, {
        number: request.number,
        title: '您的会籍已改用新手机号',
        words: '您的会籍已并入新的手机号，这个号码不能再登录。不是您本人的意思，请立即联系工会或拨打 12351。',
        urgent: true,
      });
    await moveProofs(ask, person, holder.id);
    await tellDone(ask, holder.id, request, '您现在的手机号已并入您原来的会籍，请用它重新登录。原手机号不能再登录。');
  },
  undone: backToUnion,
};

/** The record bears the other name or ID number; number and history of the membership stay. */
const identity: JointEffect = {
  async done(ask, act) {
    const request = await finish(ask, act);
    const { name = null, idNumber = null } = await givenOf(ask, request);
    const membership = await membershipOf(ask, request.personId);
    // Who has moved since is another union's member: these two no longer reach the record.
    if ((name === null && idNumber === null) || membership.unionId !== act.unionId) throw new Refusal('JOINT_STALE');
    if (idNumber !== null) {
      await mustBeNobodys(ask, request.personId, idNumber);
      const activeIdNumber = ask.kit.secrets.index('id-number', idNumber);
      const changed = await updateOnce(ask.db, MembershipTable, { id: membership.id }, { activeIdNumber });
      if (changed === null) throw new Refusal('ID_IN_USE');
    }
    await correctIdentity(ask, request.personId, { name, idNumber });
    await tellDone(ask, request.personId, request, '您的登记信息已更正，请核对会员卡。');
  },
  undone: backToUnion,
};

export const requestEffects = { phone, merge, identity };
