/** Rows against what the database holds, a thousand at a time. Whatever could be meant otherwise stops; it is never guessed. */
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import type { Problem } from './judge';

export interface Compared {
  name: string;
  idNumberIndex: string;
  phoneIndex: string | null;
}

export interface Match {
  state: 'good' | 'same' | 'stopped';
  problem: Problem | null;
  /** The person that the row means; null: nobody yet. */
  personId: string | null;
  /** The person is known by the phone alone, and now gets name and ID number. */
  getsIdNumber: boolean;
  /** When this person first signed in; null: never, or nobody yet. */
  signedInAt: string | null;
}

interface FoundPerson {
  id: string;
  name: string | null;
  idNumberIndex: string | null;
  phoneIndex: string | null;
  signedInAt: string | null;
}
interface FoundMember {
  personId: string;
  unionId: string;
  activeIdNumber: string | null;
}
interface FoundApplication {
  personId: string;
  idNumberIndex: string;
  openPerson: string | null;
  openIdNumber: string | null;
}

/** Rows for which a column has one of these values, 500 at a time. `sql` ends with `IN`. */
async function findIn<Row>(db: EntityManager, sql: string, values: readonly string[]): Promise<Row[]> {
  const found: Row[] = [];
  for (let from = 0; from < values.length; from += 500) {
    const some = values.slice(from, from + 500);
    found.push(...(await query<Row>(db, `${sql} (${some.map(() => '?').join(', ')})`, some)));
  }
  return found;
}

const PERSON = 'SELECT id, name, idNumberIndex, phoneIndex, signedInAt FROM person WHERE';
const MEMBER = 'SELECT personId, unionId, activeIdNumber FROM membership WHERE';
const APPLICATION = 'SELECT personId, idNumberIndex, openPerson, openIdNumber FROM application WHERE';

/** What becomes of each row in this union, in the order of the rows. */
export async function compare(db: EntityManager, unionId: string, rows: readonly Compared[]): Promise<Match[]> {
  const numbers = rows.map(({ idNumberIndex }) => idNumberIndex);
  const phones = rows.flatMap(({ phoneIndex }) => phoneIndex ?? []);
  const byNumber = new Map(
    (await findIn<FoundPerson>(db, `${PERSON} idNumberIndex IN`, numbers)).map((one) => [one.idNumberIndex, one]),
  );
  const byPhone = new Map(
    (await findIn<FoundPerson>(db, `${PERSON} phoneIndex IN`, phones)).map((one) => [one.phoneIndex, one]),
  );
  const people = [...byNumber.values(), ...byPhone.values()].map(({ id }) => id);
  const members = [
    ...(await findIn<FoundMember>(db, `${MEMBER} activeIdNumber IN`, numbers)),
    ...(await findIn<FoundMember>(db, `${MEMBER} activePerson IN`, people)),
  ];
  const memberOf = new Map(
    members.flatMap((one) => [[one.activeIdNumber, one] as const, [one.personId, one] as const]),
  );
  const open = new Set(
    (await findIn<FoundApplication>(db, `${APPLICATION} openIdNumber IN`, numbers)).map((one) => one.openIdNumber),
  );
  // Whoever has applied before is known by more than the phone.
  const applied = new Map<string, string[]>();
  for (const one of await findIn<FoundApplication>(db, `${APPLICATION} personId IN`, people))
    applied.set(one.personId, [...(applied.get(one.personId) ?? []), one.idNumberIndex]);
  const openPeople = new Set(
    (await findIn<FoundApplication>(db, `${APPLICATION} openPerson IN`, people)).map((one) => one.openPerson),
  );

  return rows.map((row) => {
    const person = byNumber.get(row.idNumberIndex);
    const holder = row.phoneIndex === null ? undefined : byPhone.get(row.phoneIndex);
    const member = memberOf.get(row.idNumberIndex) ?? (person && memberOf.get(person.id));
    const stop = (...problem: Problem): Match => ({ ...nobody, state: 'stopped', problem });
    if (person?.name && person.name !== row.name) return stop('NAME_DIFFERS', 'name');
    if (member) return member.unionId === unionId ? { ...nobody, state: 'same' } : stop('MEMBER_ELSEWHERE', 'idNumber');
    if (open.has(row.idNumberIndex) || (person && openPeople.has(person.id)))
      return stop('APPLICATION_OPEN', 'idNumber');
    if (person && holder && holder.id !== person.id) return stop('ID_PHONE_TWO', 'phone');
    if (person) {
      return { ...nobody, personId: person.id, signedInAt: person.signedInAt };
    }
    if (!holder) return nobody;
    const others = (applied.get(holder.id) ?? []).some((index) => index !== row.idNumberIndex);
    if (holder.idNumberIndex !== null || others || memberOf.has(holder.id)) return stop('PHONE_OTHERS', 'phone');
    return { ...nobody, personId: holder.id, getsIdNumber: true, signedInAt: holder.signedInAt };
  });
}

const nobody: Match = {
  state: 'good',
  problem: null,
  personId: null,
  getsIdNumber: false,
  signedInAt: null,
};
