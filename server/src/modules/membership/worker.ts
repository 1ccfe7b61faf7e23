/** Which person a worker is for whom an officer files: known before, or entered now (C-16). */
import { type Ask, staffOf } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { query, updateOnce } from '../../core/sql';
import { type Person, PersonTable } from '../people/entity';
import { enterPerson, sealedPhone } from '../people/person';

const phoneInUse = () =>
  new Refusal('PHONE_IN_USE', {
    fields: [{ at: 'phone', sentence: '这个手机号已登记在另一个人名下，请核对；没有手机号可以不填。' }],
  });

/**
 * Who bears an ID number is known by it and by the name, which no filing changes (C-12 does): the union that decides
 * would write both into the record. Refusal BAD_INPUT.
 */
export function mustFitKnown(
  ask: Ask,
  known: Pick<Person, 'name' | 'idNumberIndex'>,
  { name, idNumber }: { name: string; idNumber: string },
): void {
  if (known.idNumberIndex === null) return;
  if (known.idNumberIndex !== ask.kit.secrets.index('id-number', idNumber))
    throw badField('idNumber', '与这位职工已登记的身份证号不一致，请核对。');
  if (known.name !== name) throw badField('name', '与该身份证号已登记的姓名不一致，请核对。');
}

/** Whether this natural person has ever applied under that record. */
async function hasAppliedAs(ask: Ask, personId: string, idNumberIndex: string): Promise<boolean> {
  const rows = await query(ask.db, 'SELECT id FROM application WHERE idNumberIndex = ? AND personId = ? LIMIT 1', [
    idNumberIndex,
    personId,
  ]);
  return rows.length > 0;
}

/** The record that bears this ID number, or one without any proof under which it was filed before. */
async function personByIdNumber(ask: Ask, idNumberIndex: string): Promise<Person | undefined> {
  const [bearer] = await query<Person>(ask.db, 'SELECT * FROM person WHERE idNumberIndex = ?', [idNumberIndex]);
  if (bearer) return bearer;
  const [entered] = await query<Person>(
    ask.db,
    `SELECT p.* FROM application a JOIN person p ON p.id = a.personId
     WHERE a.idNumberIndex = ? AND a.filedBy IS NOT NULL AND p.idNumberIndex IS NULL
       AND p.phoneIndex IS NULL AND p.openid IS NULL ORDER BY a.id DESC LIMIT 1`,
    [idNumberIndex],
  );
  return entered;
}

/**
 * The person for whom an officer files. A phone number that another record holds is nobody else's to give: whoever
 * signs in with it would find a stranger's card. A number that is new goes to a record that has none, but never to one that
 * bears an ID number: whoever has that phone would sign in as a former member. Its owner asks for it (C-12).
 * Refusals BAD_INPUT (another name is known), PHONE_IN_USE, OWN_CASE (the officer himself).
 */
export async function workerOf(
  ask: Ask,
  { name, idNumber, phone }: { name: string; idNumber: string; phone: string | null },
): Promise<string> {
  const idNumberIndex = ask.kit.secrets.index('id-number', idNumber);
  const known = await personByIdNumber(ask, idNumberIndex);
  if (known && known.id === staffOf(ask).personId) throw new Refusal('OWN_CASE');
  if (known) mustFitKnown(ask, known, { name, idNumber });
  const phoneIndex = phone === null ? null : ask.kit.secrets.index('phone', phone);
  const [holder] =
    phoneIndex === null ? [] : await query<Person>(ask.db, 'SELECT * FROM person WHERE phoneIndex = ?', [phoneIndex]);
  if (holder && known?.id !== holder.id) {
    const same = holder.idNumberIndex === null && (await hasAppliedAs(ask, holder.id, idNumberIndex));
    if (known?.idNumberIndex || !same) throw phoneInUse();
    return holder.id;
  }
  if (!known) return enterPerson(ask, phone);
  if (phone !== null && known.phoneIndex === null && known.idNumberIndex === null) {
    const phoneSealed = await ask.kit.secrets.seal(ask.db, sealedPhone(known.id), phone, ask.now);
    if (!(await updateOnce(ask.db, PersonTable, { id: known.id }, { phoneIndex, phoneSealed }))) throw phoneInUse();
  }
  return known.id;
}
