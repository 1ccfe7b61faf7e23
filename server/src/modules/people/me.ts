import type { MembershipState } from '@niangjia/shared/rules/members';
import { type Ask, personOf } from '../../core/ask';
import { query } from '../../core/sql';
import { loadPerson, phoneMaskedOf } from './person';

interface NewestApplication {
  id: string;
  number: string;
  state: string;
  dueOn: string;
  unionName: string;
}
interface ActiveMembership {
  number: string;
  unionId: string;
  unionName: string;
  joinedOn: string;
  state: MembershipState;
}

/** What home shows: who I am, what waits, what I hold. */
export async function describeMe(ask: Ask) {
  const person = await loadPerson(ask, personOf(ask).personId);
  const [application] = await query<NewestApplication>(
    ask.db,
    `SELECT a.id, a.number, a.state, a.dueOn, u.name AS unionName
     FROM application a JOIN trade_union u ON u.id = a.unionId
     WHERE a.personId = ? ORDER BY a.id DESC LIMIT 1`,
    [person.id],
  );
  const [membership] = await query<ActiveMembership>(
    ask.db,
    `SELECT m.number, m.unionId, u.name AS unionName, m.joinedOn, m.state
     FROM membership m JOIN trade_union u ON u.id = m.unionId WHERE m.activePerson = ?`,
    [person.id],
  );
  return {
    name: person.name,
    phoneMasked: await phoneMaskedOf(ask, person),
    application: application ?? null,
    membership: membership ?? null,
  };
}
