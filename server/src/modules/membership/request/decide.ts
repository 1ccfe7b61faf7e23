/** The officer's side of a request: agree, which may open a joint act, or refuse. And the person's: take it back. */
import { changeReasons, type RequestKind, requestKinds, requestMoves } from '@niangjia/shared/rules/members';
import { canMove } from '@niangjia/shared/rules/moves';
import { noticePages } from '@niangjia/shared/rules/notices';
import { type Ask, personOf, staffOf } from '../../../core/ask';
import { Refusal } from '../../../core/refusal';
import { query, update } from '../../../core/sql';
import { withdrawAct } from '../../joint/withdraw';
import { notify } from '../../notices/notify';
import { loadPerson } from '../../people/person';
import { loadUnion } from '../../unions/service';
import { addToTally, recordChange } from '../changes';
import { endMembership } from '../end';
import { type Membership, MembershipTable } from '../entity';
import { isOwnCase, reaches } from '../held';
import { type PersonRequest, PersonRequestTable } from './entity';
import { proposeRequest } from './propose';
import { describeForOfficer, describeRequest, loadRequest } from './show';

/** Page of the phone. */
export const pageOfRequest = (id: string) => `${noticePages.request}?id=${id}`;

/** A request that the caller decides now. Throws NOT_FOUND, OWN_CASE, MOVE_NOT_ALLOWED. */
async function loadToDecide(ask: Ask, id: string, verb: 'agree' | 'refuse') {
  const found = await loadRequest(ask, id);
  const held = await loadUnion(ask, found.heldBy);
  if (!reaches(ask, 'members.change', held.path)) throw new Refusal('NOT_FOUND', { denied: `request:${id}` });
  const person = await loadPerson(ask, found.personId);
  if (isOwnCase(ask, { ...person, personId: person.id })) throw new Refusal('OWN_CASE', { denied: `request:${id}` });
  if (!canMove(requestMoves, verb, found.state, 'officer')) throw new Refusal('MOVE_NOT_ALLOWED');
  return { found, person, held };
}

/**
 * Agrees. Leaving, retaining and returning are done at once; a phone number, a merge and another identity wait for a
 * second person at an upper union. Refusals NOT_FOUND, OWN_CASE, MOVE_NOT_ALLOWED; for the latter kinds also
 * STEP_UP_FIRST, NO_IDENTITY, SAME_PERSON, ID_IN_USE.
 */
export async function agreeRequest(ask: Ask, id: string, words: string | null) {
  const { found, person } = await loadToDecide(ask, id, 'agree');
  const change =
    requestKinds[found.kind].joint === null
      ? await settle(ask, found)
      : await proposeRequest(ask, found, person, words);
  return describeForOfficer(ask, { ...found, ...change });
}

/** Moves the request on, unless somebody else, or the clock, was faster: MOVE_NOT_ALLOWED. */
async function settle(ask: Ask, found: PersonRequest): Promise<Partial<PersonRequest>> {
  const { id, state, heldBy } = found;
  const at = ask.now.toISOString();
  const change = { state: 'done', openKey: null, decidedBy: staffOf(ask).accountId, closedAt: at } as const;
  if ((await update(ask.db, PersonRequestTable, { id, state, heldBy }, change)) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  const [membership] = await query<Membership>(ask.db, 'SELECT * FROM membership WHERE activePerson = ?', [
    found.personId,
  ]);
  if (!membership) throw new Refusal('MOVE_NOT_ALLOWED');
  const words = found.reason && changeReasons[found.reason];
  const source = { source: 'request', sourceId: id, words } as const;
  if (found.kind === 'leave') await endMembership(ask, membership.id, { kind: 'left', ...source });
  else await keep(ask, membership, found.kind === 'retain' ? 'retained' : 'active', source);
  ask.about(`request:${id}`, { kind: found.kind });
  const page = pageOfRequest(id);
  const { label } = requestKinds[found.kind];
  await notify(ask, found.personId, {
    kind: 'progress',
    title: `${label}已办好`,
    words: `${told[found.kind] ?? ''}（${found.number}）`,
    page,
  });
  return change;
}

const told: Partial<Record<RequestKind, string>> = {
  leave: '您已退会。以后可以随时再次申请入会。',
  retain: '您的会籍已保留。找到新单位后可以转会，或请求恢复。',
  return: '您的会籍已恢复。',
};

/** From active to retained, or back. Refusal MOVE_NOT_ALLOWED when it is not in the other state. */
async function keep(
  ask: Ask,
  membership: Membership,
  state: 'active' | 'retained',
  source: { source: 'request'; sourceId: string; words: string | null },
): Promise<void> {
  const from = state === 'active' ? 'retained' : 'active';
  const { id, unionId } = membership;
  if ((await update(ask.db, MembershipTable, { id, state: from, unionId }, { state })) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  await recordChange(ask, membership, { kind: state === 'active' ? 'returned' : 'retained', ...source });
  await addToTally(ask, unionId, { [from]: -1, [state]: 1 });
}

/** Says no, with a reason; an act that waits for its second person falls away with it. */
export async function refuseRequest(ask: Ask, id: string, reason: string) {
  const { found, held } = await loadToDecide(ask, id, 'refuse');
  const change = {
    state: 'refused',
    openKey: null,
    decidedBy: staffOf(ask).accountId,
    closedAt: ask.now.toISOString(),
    refusal: reason,
  } as const;
  await closeRequest(ask, found, change);
  ask.about(`request:${id}`, { kind: found.kind });
  const words = `${held.name}没有同意（${found.number}）：${reason}`;
  const title = `${requestKinds[found.kind].label}未同意`;
  await notify(ask, found.personId, { kind: 'progress', title, words, page: pageOfRequest(id) });
  return describeForOfficer(ask, { ...found, ...change });
}

/** Takes one's own request back, also while it waits for the second person. Other people's are NOT_FOUND. */
export async function recallRequest(ask: Ask, id: string) {
  const found = await loadRequest(ask, id);
  if (found.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `request:${id}` });
  if (!canMove(requestMoves, 'recall', found.state, 'person')) throw new Refusal('MOVE_NOT_ALLOWED');
  const change = { state: 'recalled', openKey: null, closedAt: ask.now.toISOString() } as const;
  await closeRequest(ask, found, change);
  ask.about(`request:${id}`, { kind: found.kind });
  return describeRequest(ask, { ...found, ...change });
}

async function closeRequest(ask: Ask, found: PersonRequest, change: Partial<PersonRequest>): Promise<void> {
  const { id, state, heldBy } = found;
  if ((await update(ask.db, PersonRequestTable, { id, state, heldBy }, change)) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  if (state === 'agreed' && found.jointId !== null) await withdrawAct(ask, found.jointId);
}
