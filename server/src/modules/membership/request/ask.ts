/** What a person may ask a union about the own record (C-12): the way on where a check said no. */
import { dayOf } from '@niangjia/shared/rules/days';
import { bornOnOf } from '@niangjia/shared/rules/identity';
import type { ChangeReason } from '@niangjia/shared/rules/members';
import { isOldEnough } from '@niangjia/shared/rules/membership';
import { type Ask, personOf } from '../../../core/ask';
import { badField, Refusal } from '../../../core/refusal';
import { query } from '../../../core/sql';
import type { Person } from '../../people/entity';
import { loadPerson } from '../../people/person';
import { useSmsCode } from '../../people/sms-codes';
import type { Membership } from '../entity';
import { openRequest, ownMembership } from './open';
import { describeRequest } from './show';
import { unionOfPhone } from './union';

/**
 * The phone number is somebody else's record and rings in one's own hand: its SMS code shows that. A union looks into
 * it (A8, MEM-8). Refusals WRONG_CODE, CODE_EXPIRED, PHONE_FREE, REQUEST_OPEN.
 */
export async function askPhone(ask: Ask, body: { phone: string; code: string; words: string }) {
  await useSmsCode(ask, body.phone, body.code);
  const [holder] = await query<Person>(ask.db, 'SELECT * FROM person WHERE phoneIndex = ?', [
    ask.kit.secrets.index('phone', body.phone),
  ]);
  const { personId } = personOf(ask);
  if (!holder || holder.id === personId) throw new Refusal('PHONE_FREE');
  const unionId = await unionOfPhone(ask, holder.id, personId);
  const given = { words: body.words, phone: body.phone };
  return describeRequest(ask, await openRequest(ask, 'phone', unionId, given, { holderId: holder.id }));
}

/**
 * One's own membership stands in another record, of an older phone or WeChat. Name and ID number must both fit; the
 * answer names the union that holds it. Refusals PHONE_MISSING, ALREADY_MEMBER, NO_SUCH_RECORD, REQUEST_OPEN.
 */
export async function askMerge(ask: Ask, body: { name: string; idNumber: string; words: string }) {
  const person = await loadPerson(ask, personOf(ask).personId);
  if (person.phoneIndex === null) throw new Refusal('PHONE_MISSING');
  const own = await query(ask.db, 'SELECT id FROM membership WHERE activePerson = ?', [person.id]);
  if (own.length > 0) throw new Refusal('ALREADY_MEMBER');
  const [held] = await query<Pick<Membership, 'unionId' | 'personId'> & { name: string }>(
    ask.db,
    `SELECT m.unionId, m.personId, p.name FROM membership m JOIN person p ON p.id = m.personId WHERE m.activeIdNumber = ?`,
    [ask.kit.secrets.index('id-number', body.idNumber)],
  );
  // Compared here: the database would take Wang for wang.
  if (!held || held.name !== body.name) throw new Refusal('NO_SUCH_RECORD', { denied: 'id-number' });
  return describeRequest(ask, await openRequest(ask, 'merge', held.unionId, body, { holderId: held.personId }));
}

/**
 * Another name, another ID number, or both. Refusals NOT_A_MEMBER, ID_IN_USE, REQUEST_OPEN; BAD_INPUT when nothing
 * would change, or when the ID number is a child's.
 */
export async function askIdentity(ask: Ask, body: { name: string | null; idNumber: string | null; words: string }) {
  const membership = await ownMembership(ask);
  const person = await loadPerson(ask, membership.personId);
  const index = body.idNumber && ask.kit.secrets.index('id-number', body.idNumber);
  const name = body.name === person.name ? null : body.name;
  const idNumber = index === person.idNumberIndex ? null : body.idNumber;
  if (name === null && idNumber === null)
    throw badField(body.idNumber === null ? 'name' : 'idNumber', '与现在登记的一样，请填写要改成的内容。');
  if (idNumber !== null) {
    if (!isOldEnough(bornOnOf(idNumber), dayOf(ask.now)))
      throw badField('idNumber', '这个身份证号未满 16 周岁，请核对第 7 到 14 位。');
    await mustBeNobodys(ask, person.id, idNumber);
  }
  const given = { words: body.words, name, idNumber };
  const request = await openRequest(ask, idNumber === null ? 'name' : 'idNumber', membership.unionId, given);
  return describeRequest(ask, request);
}

/** Throws ID_IN_USE when another record, or another person's open application, holds an ID number. */
export async function mustBeNobodys(ask: Ask, personId: string, idNumber: string): Promise<void> {
  const index = ask.kit.secrets.index('id-number', idNumber);
  const held = await query(
    ask.db,
    `SELECT id FROM person WHERE idNumberIndex = ? AND id <> ?
     UNION ALL SELECT id FROM membership WHERE activeIdNumber = ? AND personId <> ?
     UNION ALL SELECT id FROM application WHERE openIdNumber = ? AND personId <> ?`,
    [index, personId, index, personId, index, personId],
  );
  if (held.length > 0) throw new Refusal('ID_IN_USE', { denied: 'id-number' });
}

/**
 * Leaves the union, keeps the membership without a unit, or takes it up again (MEM-6, MEM-10). Refusals NOT_A_MEMBER,
 * MOVE_NOT_ALLOWED (retained already, or not retained), TRANSFER_OPEN, REQUEST_OPEN.
 */
export async function askMembership(
  ask: Ask,
  body: { kind: 'leave' | 'retain' | 'return'; reason: ChangeReason; words: string | null },
) {
  const { unionId, personId, state } = await ownMembership(ask);
  if ((body.kind === 'retain' && state !== 'active') || (body.kind === 'return' && state !== 'retained'))
    throw new Refusal('MOVE_NOT_ALLOWED');
  const open = await query(ask.db, 'SELECT id FROM transfer WHERE openPerson = ?', [personId]);
  if (open.length > 0) throw new Refusal('TRANSFER_OPEN');
  const request = await openRequest(ask, body.kind, unionId, { words: body.words }, { reason: body.reason });
  return describeRequest(ask, request);
}
