/** An officer's yes to what takes a second person: it opens the joint act, which has its effect once that one signs. */

import { maskName } from '@niangjia/shared/rules/masks';
import { type RequestKind, requestKinds } from '@niangjia/shared/rules/members';
import { type Ask, staffOf } from '../../../core/ask';
import { Refusal } from '../../../core/refusal';
import { update } from '../../../core/sql';
import { propose } from '../../joint/propose';
import type { Person } from '../../people/entity';
import { loadPerson } from '../../people/person';
import { mustHaveSteppedUp } from '../../people/staff';
import { loadUnion } from '../../unions/service';

import { mustBeNobodys } from './ask';
import { type PersonRequest, PersonRequestTable } from './entity';
import { factsOf } from './facts';
import { givenOf } from './open';

/** What the effect gets; hashes of the index, never a number in clear. */
export interface RequestPayload {
  requestId: string;
  /** The phone number that goes over, as it was when the officer agreed. */
  phoneIndex: string | null;
}

const matterOf = (kind: RequestKind): 'phone' | 'merge' | 'identity' => requestKinds[kind].joint ?? 'identity';

/** Refusals STEP_UP_FIRST, NO_IDENTITY, SAME_PERSON (the other record is the officer's), ID_IN_USE, MOVE_NOT_ALLOWED. */
export async function proposeRequest(
  ask: Ask,
  found: PersonRequest,
  person: Person,
  words: string | null,
): Promise<Partial<PersonRequest>> {
  mustHaveSteppedUp(ask);
  const { secrets } = ask.kit;
  const given = await givenOf(ask, found);
  if (given.idNumber && found.kind === 'idNumber') await mustBeNobodys(ask, person.id, given.idNumber);
  const holder = found.holderId === null ? null : await loadPerson(ask, found.holderId);
  const { name, facts } = await factsOf(ask, found, person);
  const act = await propose(ask, {
    kind: matterOf(found.kind),
    union: await loadUnion(ask, found.unionId),
    subject: found.id,
    title: `${requestKinds[found.kind].label}：${maskName(name)}（${found.number}）`,
    facts,
    reason: words,
    payload: {
      requestId: found.id,
      phoneIndex: found.kind === 'merge' ? person.phoneIndex : given.phone ? secrets.index('phone', given.phone) : null,
    } satisfies RequestPayload,
    barred: [
      person.idNumberIndex,
      holder?.idNumberIndex ?? null,
      given.idNumber ? secrets.index('id-number', given.idNumber) : null,
    ],
    page: `/requests/${found.id}`,
  });
  const { id, state, heldBy } = found;
  const change = { state: 'agreed', jointId: act.id, decidedBy: staffOf(ask).accountId } as const;
  if ((await update(ask.db, PersonRequestTable, { id, state, heldBy }, change)) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  ask.about(`request:${id}`, { kind: found.kind, joint: act.id });
  return change;
}
