/** Natural persons: found by phone or WeChat, and bound to one another's proofs. */
import { maskPhone } from '@niangjia/shared/rules/masks';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { endAllSessions, type IssuedSession, openSession } from '../../core/session';
import { insertOnce, query, update } from '../../core/sql';
import { type Person, PersonTable } from './entity';

const nobody = {
  name: null,
  idNumberIndex: null,
  idNumberSealed: null,
  phoneIndex: null,
  phoneSealed: null,
  openid: null,
  signedInAt: null,
};

/** Where a person's phone number is sealed. */
export const sealedPhone = (id: string) => ({ subjectId: id, table: 'person', column: 'phone', rowId: id });

/** The person with this id. Throws NOT_FOUND. */
export async function loadPerson(ask: Ask, id: string): Promise<Person> {
  const [person] = await query<Person>(ask.db, 'SELECT * FROM person WHERE id = ?', [id]);
  if (!person) throw new Refusal('NOT_FOUND');
  return person;
}

/** The phone number in clear; null when the person has none. For masking, sending and revealed reads only. */
export const phoneOf = (
  ask: Pick<Ask, 'db' | 'kit'>,
  person: Pick<Person, 'id' | 'phoneSealed'>,
): Promise<string | null> =>
  person.phoneSealed === null
    ? Promise.resolve(null)
    : ask.kit.secrets.open(ask.db, sealedPhone(person.id), person.phoneSealed);

export const phoneMaskedOf = async (ask: Ask, person: Pick<Person, 'id' | 'phoneSealed'>): Promise<string | null> => {
  const phone = await phoneOf(ask, person);
  return phone && maskPhone(phone);
};

async function personBy(ask: Ask, column: 'phoneIndex' | 'openid', value: string): Promise<Person | undefined> {
  const [person] = await query<Person>(
    ask.db,
    `SELECT * FROM person WHERE ${column === 'openid' ? 'openid' : 'phoneIndex'} = ?`,
    [value],
  );
  return person;
}

/** The person who has just proved this phone number; made when unknown. */
export async function personByPhone(ask: Ask, phone: string): Promise<string> {
  const phoneIndex = ask.kit.secrets.index('phone', phone);
  const known = await personBy(ask, 'phoneIndex', phoneIndex);
  if (known) return known.id;
  const id = ulid();
  const phoneSealed = await ask.kit.secrets.seal(ask.db, sealedPhone(id), phone, ask.now);
  const made = await insertOnce(ask.db, PersonTable, {
    ...nobody,
    id,
    phoneIndex,
    phoneSealed,
    createdAt: ask.now.toISOString(),
  });
  return made ? id : ((await personBy(ask, 'phoneIndex', phoneIndex))?.id ?? id);
}

/**
 * A person whom an officer enters: with a phone number that nobody has yet, unproved until its owner signs in with it,
 * or without any proof. Refusal PHONE_IN_USE.
 */
export async function enterPerson(ask: Ask, phone: string | null): Promise<string> {
  const id = ulid();
  const proof = phone !== null && {
    phoneIndex: ask.kit.secrets.index('phone', phone),
    phoneSealed: await ask.kit.secrets.seal(ask.db, sealedPhone(id), phone, ask.now),
  };
  const row = { ...nobody, ...proof, id, createdAt: ask.now.toISOString() };
  if (!(await insertOnce(ask.db, PersonTable, row))) throw new Refusal('PHONE_IN_USE');
  return id;
}

/** The person behind a WeChat identity; made when unknown. */
export async function personByOpenid(ask: Ask, openid: string): Promise<string> {
  const known = await personBy(ask, 'openid', openid);
  if (known) return known.id;
  const id = ulid();
  const made = await insertOnce(ask.db, PersonTable, { ...nobody, id, openid, createdAt: ask.now.toISOString() });
  return made ? id : ((await personBy(ask, 'openid', openid))?.id ?? id);
}

/** Whether a person is only a proof so far: no application, and no membership either, which a roster brings without one. */
async function isEmpty(ask: Ask, personId: string): Promise<boolean> {
  const rows = await query(
    ask.db,
    `SELECT id FROM application WHERE personId = ? UNION ALL SELECT id FROM membership WHERE personId = ? LIMIT 1`,
    [personId, personId],
  );
  return rows.length === 0;
}

/**
 * Binds a phone number that WeChat has just proved. When another person holds it, and holds no WeChat identity of
 * its own, the two are one human: the WeChat identity moves there, and a new session goes with it.
 * Refusal PHONE_IN_USE when the two cannot be one (security.md A8).
 */
export async function bindPhone(
  ask: Ask,
  phone: string,
): Promise<{ phoneMasked: string; session: IssuedSession | null }> {
  const me = await loadPerson(ask, personOf(ask).personId);
  const phoneIndex = ask.kit.secrets.index('phone', phone);
  const phoneMasked = maskPhone(phone);
  if (me.phoneIndex === phoneIndex) return { phoneMasked, session: null };
  const other = await personBy(ask, 'phoneIndex', phoneIndex);
  if (other) {
    if (other.openid !== null || !(await isEmpty(ask, me.id))) throw new Refusal('PHONE_IN_USE');
    await update(ask.db, PersonTable, { id: me.id }, { openid: null });
    const bound = await ask.db
      .createQueryBuilder()
      .update(PersonTable)
      .set({ openid: me.openid })
      .where('id = :id AND openid IS NULL', { id: other.id })
      .execute();
    if (bound.affected === 0) throw new Refusal('PHONE_IN_USE');
    await endAllSessions(ask, me.id);
    ask.about(`person:${other.id}`, { joinedWith: me.id });
    return { phoneMasked, session: await openSession(ask, 'person', other.id) };
  }
  if (me.phoneIndex !== null && !(await isEmpty(ask, me.id))) throw new Refusal('PHONE_IN_USE');
  const phoneSealed = await ask.kit.secrets.seal(ask.db, sealedPhone(me.id), phone, ask.now);
  await update(ask.db, PersonTable, { id: me.id }, { phoneIndex, phoneSealed });
  return { phoneMasked, session: null };
}

/** Remembers the first time that a person signed in, also on the membership that a union had entered before. */
export async function markSignedIn(ask: Ask, personId: string): Promise<string> {
  const at = ask.now.toISOString();
  const person = await query<{ signedInAt: string | null }>(ask.db, 'SELECT signedInAt FROM person WHERE id = ?', [
    personId,
  ]);
  if (person[0]?.signedInAt === null) {
    await update(ask.db, PersonTable, { id: personId }, { signedInAt: at });
    await ask.db.query('UPDATE membership SET verifiedAt = ? WHERE activePerson = ?', [at, personId]);
  }
  return personId;
}

interface LookRow {
  at: string;
  unionName: string;
  officerName: string;
  field: string;
  reason: string;
}

/** Who looked at my data in full, newest first. */
export async function listLooks(ask: Ask): Promise<{ items: LookRow[] }> {
  const items = await query<LookRow>(
    ask.db,
    `SELECT l.at, u.name AS unionName, a.name AS officerName, l.field, l.reason
     FROM look l JOIN staff_account a ON a.id = l.accountId JOIN trade_union u ON u.id = l.unionId
     WHERE l.personId = ? ORDER BY l.at DESC LIMIT 100`,
    [personOf(ask).personId],
  );
  return { items };
}
