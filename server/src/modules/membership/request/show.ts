/** How a request looks: to who asks, and masked to the officers who decide. */
import { dayOf } from '@niangjia/shared/rules/days';
import { maskName } from '@niangjia/shared/rules/masks';
import { requestMoves } from '@niangjia/shared/rules/members';
import { canMove } from '@niangjia/shared/rules/moves';
import { type Ask, personOf } from '../../../core/ask';
import { Refusal } from '../../../core/refusal';
import { query } from '../../../core/sql';
import { loadPerson, phoneMaskedOf } from '../../people/person';
import { askPhoneOf, loadUnion } from '../../unions/service';
import { isOwnCase, reaches } from '../held';
import { clockOf } from '../queue';
import type { PersonRequest } from './entity';
import { factsOf } from './facts';
import { givenOf } from './open';

/** Throws NOT_FOUND. */
export async function loadRequest(ask: Ask, id: string): Promise<PersonRequest> {
  const [found] = await query<PersonRequest>(ask.db, 'SELECT * FROM person_request WHERE id = ?', [id]);
  if (!found) throw new Refusal('NOT_FOUND', { denied: `request:${id}` });
  return found;
}

/** As who asked sees it. */
export async function describeRequest(ask: Ask, request: PersonRequest) {
  const union = await loadUnion(ask, request.unionId);
  const held = await loadUnion(ask, request.heldBy);
  const { words } = await givenOf(ask, request);
  return {
    id: request.id,
    number: request.number,
    kind: request.kind,
    state: request.state,
    unionName: union.name,
    decides: held.name,
    askPhone: await askPhoneOf(ask, held),
    askedAt: request.askedAt,
    dueOn: request.dueOn,
    ...clockOf(ask, request.dueOn, dayOf(ask.now)),
    words,
    refusal: request.refusal,
    risen: request.risenAt !== null,
  };
}

/** One's own requests, newest first; also the one by which this record took over another. */
export async function listMyRequests(ask: Ask) {
  const { personId } = personOf(ask);
  const rows = await query<PersonRequest>(
    ask.db,
    `SELECT * FROM person_request WHERE personId = ? OR (holderId = ? AND kind = 'merge' AND state = 'done')
     ORDER BY id DESC LIMIT 20`,
    [personId, personId],
  );
  const items = [];
  for (const row of rows) items.push(await describeRequest(ask, row));
  return { items };
}

/** As an officer sees it; whether it is within reach, the caller has made sure. */
export async function describeForOfficer(ask: Ask, request: PersonRequest) {
  const person = await loadPerson(ask, request.personId);
  const held = await loadUnion(ask, request.heldBy);
  const { name, facts } = await factsOf(ask, request, person);
  const decides = reaches(ask, 'members.change', held.path) && !isOwnCase(ask, { ...person, personId: person.id });
  return {
    ...(await describeRequest(ask, request)),
    nameMasked: maskName(name),
    phoneMasked: await phoneMaskedOf(ask, person),
    jointId: request.jointId,
    facts,
    may: (['agree', 'refuse'] as const).filter(
      (verb) => decides && canMove(requestMoves, verb, request.state, 'officer'),
    ),
  };
}

/** Opens a request for an officer within whose reach it is decided. Throws NOT_FOUND for others. */
export async function openForOfficer(ask: Ask, id: string) {
  const found = await loadRequest(ask, id);
  const paths = [(await loadUnion(ask, found.unionId)).path, (await loadUnion(ask, found.heldBy)).path];
  if (!paths.some((path) => reaches(ask, 'members.read', path)))
    throw new Refusal('NOT_FOUND', { denied: `request:${id}` });
  return describeForOfficer(ask, found);
}
