/** A request comes into being, and goes along when its person goes over to another union. */
import { addWorkingDays, dayOf } from '@niangjia/shared/rules/days';
import { type ChangeReason, type RequestKind, requestKinds } from '@niangjia/shared/rules/members';
import { type Ask, personOf } from '../../../core/ask';
import { ulid } from '../../../core/ids';
import { Refusal } from '../../../core/refusal';
import { insertOnce, nextValue, query } from '../../../core/sql';
import { notify } from '../../notices/notify';
import type { Membership } from '../entity';
import { type Given, givenPlace, type PersonRequest, PersonRequestTable } from './entity';

/** Kinds that stand for the same matter: only one of them is open for a person. */
const matterOf = (kind: RequestKind): string => requestKinds[kind].joint ?? 'membership';

export const requestDueOn = (ask: Ask, kind: RequestKind): string =>
  addWorkingDays(dayOf(ask.now), requestKinds[kind].workingDays, ask.kit.isWorkingDay);

/** The asking person's own membership, active or retained. Throws NOT_A_MEMBER. */
export async function ownMembership(ask: Ask): Promise<Membership> {
  const [membership] = await query<Membership>(ask.db, 'SELECT * FROM membership WHERE activePerson = ?', [
    personOf(ask).personId,
  ]);
  if (!membership) throw new Refusal('NOT_A_MEMBER');
  return membership;
}

/** Who would lose a phone number or a record hears of it while phone and WeChat of before still work. */
async function warnHolder(ask: Ask, holderId: string, { kind, number }: PersonRequest): Promise<void> {
  const what = kind === 'phone' ? '把您的手机号改到他名下' : '把您的会籍并入他现在的手机号';
  await notify(ask, holderId, {
    kind: 'progress',
    title: kind === 'phone' ? '有人请求使用您的手机号' : '有人请求并入您的会籍',
    words: `有人请求${what}（${number}），工会正在核实。不是您本人的，请立即联系工会或拨打 12351。`,
  });
}

/**
 * Files a request of the asking person with the union that decides; its term is in `requestKinds`. What was typed is
 * sealed under the person's own key. A holder is told at once. Refusal REQUEST_OPEN.
 */
export async function openRequest(
  ask: Ask,
  kind: RequestKind,
  unionId: string,
  given: Given,
  more: { holderId?: string; reason?: ChangeReason } = {},
): Promise<PersonRequest> {
  const { personId } = personOf(ask);
  const id = ulid();
  const today = dayOf(ask.now);
  const nth = await nextValue(ask.db, `request:${today}`);
  const request: PersonRequest = {
    id,
    number: `QQ${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`,
    kind,
    state: 'asked',
    personId,
    holderId: more.holderId ?? null,
    unionId,
    heldBy: unionId,
    askedAt: ask.now.toISOString(),
    dueOn: requestDueOn(ask, kind),
    risenAt: null,
    reason: more.reason ?? null,
    sealed: await ask.kit.secrets.seal(ask.db, givenPlace({ id, personId }), JSON.stringify(given), ask.now),
    openKey: `${personId}:${matterOf(kind)}`,
    jointId: null,
    decidedBy: null,
    closedAt: null,
    refusal: null,
  };
  if (!(await insertOnce(ask.db, PersonRequestTable, request))) throw new Refusal('REQUEST_OPEN');
  if (request.holderId !== null) await warnHolder(ask, request.holderId, request);
  ask.about(`request:${id}`, { kind });
  return request;
}

/** What was typed; nothing but nulls once the person's key is destroyed. */
export async function givenOf(ask: Ask, request: PersonRequest): Promise<Given> {
  if (request.sealed === null) return { words: null };
  const keys = await query(ask.db, 'SELECT subjectId FROM data_key WHERE subjectId = ?', [request.personId]);
  if (keys.length === 0) return { words: null };
  return JSON.parse(await ask.kit.secrets.open(ask.db, givenPlace(request), request.sealed)) as Given;
}

/** Requests that the old union has not decided wait with the new one, with a fresh term. */
export async function moveOpenRequests(ask: Ask, personId: string, unionId: string): Promise<void> {
  await ask.db.query(
    `UPDATE person_request SET unionId = ?, heldBy = ?, dueOn = ?, risenAt = NULL
     WHERE state = 'asked' AND ((personId = ? AND kind IN ('name', 'idNumber', 'leave', 'retain', 'return'))
       OR (holderId = ? AND kind = 'merge'))`,
    [unionId, unionId, requestDueOn(ask, 'leave'), personId, personId],
  );
}
