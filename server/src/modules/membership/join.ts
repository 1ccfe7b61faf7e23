/** An approved application becomes a membership; the date of joining is the date of approval (MEM-3). */
import { dayOf } from '@niangjia/shared/rules/days';
import type { Ask } from '../../core/ask';
import { randomToken, ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, nextValue, query, update } from '../../core/sql';
import { type Person, PersonTable } from '../people/entity';
import { loadPerson } from '../people/person';
import { loadUnion } from '../unions/service';
import { addToTally, recordChange } from './changes';
import { type Application, codePlace, idNumberPlace, type Membership, MembershipTable } from './entity';

/**
 * Makes the one active membership of this natural person (MEM-5). The person now bears name and ID number.
 * Refusals ID_IN_USE, ALREADY_MEMBER.
 */
export async function admitMember(ask: Ask, application: Application): Promise<void> {
  const { secrets } = ask.kit;
  const [holder] = await query<Person>(ask.db, 'SELECT id FROM person WHERE idNumberIndex = ?', [
    application.idNumberIndex,
  ]);
  const person = await loadPerson(ask, application.personId);
  if (holder && holder.id !== application.personId) throw new Refusal('ID_IN_USE');
  const idNumber = await secrets.open(ask.db, idNumberPlace(application), application.idNumberSealed);
  const place = { subjectId: application.personId, table: 'person', column: 'idNumber', rowId: application.personId };
  await update(
    ask.db,
    PersonTable,
    { id: application.personId },
    {
      name: application.name,
      idNumberIndex: application.idNumberIndex,
      idNumberSealed: await secrets.seal(ask.db, place, idNumber, ask.now),
    },
  );
  const union = await loadUnion(ask, application.unionId);
  const district = union.districtCode.padEnd(6, '0');
  const nth = await nextValue(ask.db, `member:${district}`);
  const id = ulid();
  const membership: Membership = {
    id,
    number: `${district}${String(nth).padStart(8, '0')}`,
    personId: application.personId,
    unionId: application.unionId,
    applicationId: application.id,
    occupation: application.occupation,
    joinedOn: dayOf(ask.now),
    state: 'active',
    endedOn: null,
    verifiedAt: person.signedInAt,
    activePerson: application.personId,
    activeIdNumber: application.idNumberIndex,
    codeSecretSealed: await secrets.seal(ask.db, codePlace(application.personId, id), randomToken(16), ask.now),
  };
  if (!(await insertOnce(ask.db, MembershipTable, membership))) throw new Refusal('ALREADY_MEMBER');
  await recordChange(ask, membership, { kind: 'joined', source: 'application', sourceId: application.id });
  await addToTally(ask, union.id, { active: 1 });
}
