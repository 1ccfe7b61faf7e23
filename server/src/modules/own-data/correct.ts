/** What a person corrects alone: the kind of work, and the phone number by two codes. Name and ID number go by request. */
import { maskPhone } from '@niangjia/shared/rules/masks';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { noticePages } from '@niangjia/shared/rules/notices';
import { type Ask, personOf } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { endOtherSessions } from '../../core/session';
import { query, update, updateOnce } from '../../core/sql';
import { type Membership, MembershipTable } from '../membership/entity';
import { notify } from '../notices/notify';
import { PersonTable } from '../people/entity';
import { loadPerson, sealedPhone } from '../people/person';
import { useProof } from './proof';

/** Refusal NOT_A_MEMBER. */
export async function changeOccupation(ask: Ask, occupation: Occupation): Promise<{ done: true }> {
  const [membership] = await query<Pick<Membership, 'id' | 'occupation'>>(
    ask.db,
    'SELECT id, occupation FROM membership WHERE activePerson = ?',
    [personOf(ask).personId],
  );
  if (!membership) throw new Refusal('NOT_A_MEMBER');
  await update(ask.db, MembershipTable, { id: membership.id }, { occupation });
  ask.about(`membership:${membership.id}`, { from: membership.occupation, to: occupation });
  return { done: true };
}

/**
 * Another phone number: the present one by a proof, the new one by its own code. All other sessions end.
 * Refusals WRONG_CODE, CODE_EXPIRED, PHONE_MISSING, PHONE_IN_USE.
 */
export async function changePhone(ask: Ask, { proof, phone, code }: { proof: string; phone: string; code: string }) {
  const { personId, sessionId } = personOf(ask);
  const phoneIndex = ask.kit.secrets.index('phone', phone);
  if ((await loadPerson(ask, personId)).phoneIndex === phoneIndex)
    throw badField('phone', '这就是您现在的手机号，不需要更换。');
  await useProof(ask, proof, { phone, code });
  const phoneSealed = await ask.kit.secrets.seal(ask.db, sealedPhone(personId), phone, ask.now);
  if ((await updateOnce(ask.db, PersonTable, { id: personId }, { phoneIndex, phoneSealed })) === null)
    throw new Refusal('PHONE_IN_USE', {
      fields: [{ at: 'phone', sentence: '这个手机号已被另一位会员使用，请核对或请求工会释放。' }],
    });
  await endOtherSessions(ask, personId, sessionId);
  await notify(ask, personId, {
    kind: 'data',
    title: '手机号已更换',
    words: '您的手机号已更换，其他设备上的登录已退出。如果不是您本人办理，请立即联系工会或拨打 12351。',
    page: noticePages.data,
  });
  ask.about(`person:${personId}`);
  return { phoneMasked: maskPhone(phone) };
}
