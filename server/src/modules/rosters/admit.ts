/** People of a roster become members: new persons with a key each, memberships, consents, history, a word in the inbox. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { Ask } from '../../core/ask';
import { randomToken, ulid } from '../../core/ids';
import { insertMany, nextValue, update } from '../../core/sql';
import { DataKeyTable } from '../../core/tables';
import { recordJoined } from '../membership/changes';
import { codePlace, type Membership, MembershipTable } from '../membership/entity';
import { type Notice, NoticeTable } from '../notices/entity';
import { type Person, PersonTable } from '../people/entity';
import { recordPaperConsents } from '../unions/consents';
import type { Union } from '../unions/entity';
import type { Match } from './against';
import type { Roster } from './entity';
import { type Entrant, idNumberSpot } from './entrant';

type Welcome = Entrant & { match: Match };

/**
 * Somebody who is known already gets what the row adds, under the key that is there; gives the card's sealed secret.
 * Never a phone: whoever has it would sign in as this person.
 */
async function greet(ask: Ask, entrant: Welcome, personId: string): Promise<string> {
  const { match, values, idNumberIndex, fresh } = entrant;
  const { secrets } = ask.kit;
  const seal = (spot: { table: string; column: string; rowId: string }, plain: string) =>
    secrets.seal(ask.db, { subjectId: personId, ...spot }, plain, ask.now);
  const change: Partial<Person> = {
    ...(match.getsIdNumber && {
      name: values.name,
      idNumberIndex,
      idNumberSealed: await seal(idNumberSpot(personId), values.idNumber),
    }),
  };
  if (Object.keys(change).length > 0) await update(ask.db, PersonTable, { id: personId }, change);
  return secrets.seal(ask.db, codePlace(personId, fresh.membershipId), randomToken(16), ask.now);
}

/** Makes all of them members of the union, in the transaction of `ask`. */
export async function admit(ask: Ask, roster: Roster, union: Union, welcome: readonly Welcome[]): Promise<void> {
  if (welcome.length === 0) return;
  const at = ask.now.toISOString();
  const today = dayOf(ask.now);
  const members: Membership[] = [];
  for (const entrant of welcome) {
    const { values, fresh, match } = entrant;
    const personId = match.personId ?? fresh.person.id;
    members.push({
      id: fresh.membershipId,
      number: '',
      personId,
      unionId: union.id,
      applicationId: roster.id,
      occupation: values.occupation,
      joinedOn: values.joinedOn ?? today,
      state: 'active',
      verifiedAt: match.signedInAt,
      endedOn: null,
      activePerson: personId,
      activeIdNumber: entrant.idNumberIndex,
      codeSecretSealed: match.personId === null ? fresh.codeSecretSealed : await greet(ask, entrant, match.personId),
    });
  }
  const unknown = welcome.filter(({ match }) => match.personId === null).map(({ fresh }) => fresh);
  await insertMany(
    ask.db,
    PersonTable,
    unknown.map(({ person }) => person),
  );
  await insertMany(
    ask.db,
    DataKeyTable,
    unknown.map(({ key }) => key),
  );
  const personIds = members.map(({ personId }) => personId);
  await recordPaperConsents(ask, personIds);
  await numberThem(ask, union, members);
  await insertMany(ask.db, MembershipTable, members);
  await recordJoined(ask, members, { source: 'roster', sourceId: roster.id, accountId: roster.uploadedBy });
  await insertMany(
    ask.db,
    NoticeTable,
    members.map((member) => wordTo(member, union, at)),
  );
}

/** Late in the transaction: the counter of a district is one row for all. */
async function numberThem(ask: Ask, union: Union, members: Membership[]): Promise<void> {
  const district = union.districtCode.padEnd(6, '0');
  const last = await nextValue(ask.db, `member:${district}`, members.length);
  members.forEach((member, nth) => {
    member.number = `${district}${String(last - members.length + 1 + nth).padStart(8, '0')}`;
  });
}

/** In the inbox alone: tens of thousands of messages at once would be the union's decision, and its bill. */
const wordTo = (member: Membership, union: Union, at: string): Notice => ({
  id: ulid(),
  personId: member.personId,
  kind: 'filed',
  title: '工会为您登记了会籍',
  words: `${union.name}按会员名册为您登记了会籍，会员号 ${member.number}。如果您没有申请过入会，或信息有误，请联系工会或拨打 12351。`,
  page: null,
  at,
  readAt: null,
  told: 'none',
});
