/**
 * What proves a person, given and taken by the act of two officers (security.md A8): a phone number, a WeChat identity,
 * the name and ID number. By oneself it goes through `bindPhone`.
 */
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { endAllSessions } from '../../core/session';
import { query, update, updateOnce } from '../../core/sql';
import { type Person, PersonTable } from './entity';
import { loadPerson, phoneOf, sealedPhone } from './person';

/** Where a person's ID number is sealed. */
export const idNumberOfPerson = (id: string) => ({ subjectId: id, table: 'person', column: 'idNumber', rowId: id });

const noPhone = { phoneIndex: null, phoneSealed: null };

/** A phone number leaves its holder for another person. All sessions of the holder end. Refusal JOINT_STALE. */
export async function handOverPhone(ask: Ask, holderId: string, personId: string, phone: string): Promise<void> {
  const phoneIndex = ask.kit.secrets.index('phone', phone);
  if ((await update(ask.db, PersonTable, { id: holderId, phoneIndex }, noPhone)) === 0)
    throw new Refusal('JOINT_STALE');
  await endAllSessions(ask, holderId);
  const phoneSealed = await ask.kit.secrets.seal(ask.db, sealedPhone(personId), phone, ask.now);
  if (!(await updateOnce(ask.db, PersonTable, { id: personId }, { phoneIndex, phoneSealed })))
    throw new Refusal('JOINT_STALE');
}

/**
 * Phone number and WeChat identity of one record go to another, and replace those that it had. All sessions of both
 * end. Refusal JOINT_STALE when the phone number is not the one that was agreed to.
 */
export async function moveProofs(ask: Ask, from: Person, toId: string): Promise<void> {
  const phone = await phoneOf(ask, from);
  const { phoneIndex, openid } = from;
  if (phone === null || phoneIndex === null) throw new Refusal('JOINT_STALE');
  if ((await update(ask.db, PersonTable, { id: from.id, phoneIndex }, { ...noPhone, openid: null })) === 0)
    throw new Refusal('JOINT_STALE');
  const phoneSealed = await ask.kit.secrets.seal(ask.db, sealedPhone(toId), phone, ask.now);
  if (!(await updateOnce(ask.db, PersonTable, { id: toId }, { phoneIndex, phoneSealed, openid })))
    throw new Refusal('JOINT_STALE');
  await endAllSessions(ask, from.id);
  await endAllSessions(ask, toId);
}

/** Writes another name, ID number, or both. Refusal ID_IN_USE. */
export async function correctIdentity(
  ask: Ask,
  personId: string,
  { name, idNumber }: { name: string | null; idNumber: string | null },
): Promise<void> {
  const { secrets } = ask.kit;
  const change = {
    ...(name !== null && { name }),
    ...(idNumber !== null && {
      idNumberIndex: secrets.index('id-number', idNumber),
      idNumberSealed: await secrets.seal(ask.db, idNumberOfPerson(personId), idNumber, ask.now),
    }),
  };
  const { idNumberIndex: before } = await loadPerson(ask, personId);
  if ((await updateOnce(ask.db, PersonTable, { id: personId }, change)) === null) throw new Refusal('ID_IN_USE');
  if (change.idNumberIndex && before) await followIdentity(ask, before, change.idNumberIndex);
}

/** An officer stays the same natural person under the other number: else nobody would know the own case any more. */
async function followIdentity(ask: Ask, before: string, after: string): Promise<void> {
  const accounts = await query<{ id: string }>(ask.db, 'SELECT id FROM staff_account WHERE idNumberIndex = ?', [
    before,
  ]);
  await ask.db.query('UPDATE staff_account SET idNumberIndex = ? WHERE idNumberIndex = ?', [after, before]);
  for (const { id } of accounts) await endAllSessions(ask, id);
}
