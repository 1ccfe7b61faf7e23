/** An application comes into being, or is sent in anew: by the applicant, or by an officer for one (C-16). */
import { dayOf } from '@niangjia/shared/rules/days';
import { applicationMoves, reviewDueOn } from '@niangjia/shared/rules/membership';
import { canMove } from '@niangjia/shared/rules/moves';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, nextValue, update } from '../../core/sql';
import { mustConsent } from '../unions/consents';
import type { Union } from '../unions/entity';
import { deciderOf, reviewOf } from '../unions/review';
import { loadUnion, mustBeJoinable } from '../unions/service';
import { type Answers, idInUse, mustBeFree, mustBeOldEnough, sealIdNumber } from './answers';
import { type Application, ApplicationTable } from './entity';

type Source = Pick<Application, 'codeToken' | 'filedBy' | 'filer' | 'paperFileId'>;

/**
 * Makes the application with its receipt number; it waits with the union that decides there, usually the union itself
 * for 3 working days (MEM-12).
 * Refusals: UNION_CLOSED, ALREADY_MEMBER, APPLICATION_OPEN, ID_IN_USE, PHONE_IN_USE.
 */
export async function openApplication(
  ask: Ask,
  union: Union,
  personId: string,
  answers: Answers,
  source: Source,
): Promise<Application> {
  mustBeJoinable(union);
  mustBeOldEnough(ask, answers.idNumber);
  const id = ulid();
  const sealed = await sealIdNumber(ask, { id, personId }, answers.idNumber);
  await mustBeFree(ask, personId, sealed.idNumberIndex, null);
  const { heldBy, heldPath, workingDays } = await deciderOf(ask, union);
  const today = dayOf(ask.now);
  const nth = await nextValue(ask.db, `application:${today}`);
  const application: Application = {
    id,
    number: `RH${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`,
    personId,
    unionId: union.id,
    name: answers.name,
    ...sealed,
    occupation: answers.occupation,
    state: 'submitted',
    submittedAt: ask.now.toISOString(),
    dueOn: reviewDueOn(today, ask.kit.isWorkingDay, workingDays),
    heldBy,
    heldPath,
    risenAt: null,
    ...source,
    decidedOn: null,
    decidedDays: null,
    openPerson: personId,
    openIdNumber: sealed.idNumberIndex,
  };
  if (!(await insertOnce(ask.db, ApplicationTable, application))) throw idInUse();
  ask.about(`application:${id}`);
  return application;
}

/**
 * Sends a returned application in again; its term starts anew, with the union that returned it.
 * Refusals: MOVE_NOT_ALLOWED, CONSENT_MISSING, UNION_CLOSED, ID_IN_USE, PHONE_IN_USE.
 */
export async function mendApplication(ask: Ask, application: Application, answers: Answers): Promise<Application> {
  const { id, state, personId } = application;
  if (!canMove(applicationMoves, 'resubmit', state, 'applicant')) throw new Refusal('MOVE_NOT_ALLOWED');
  // The ID number is written anew: not after its consent was withdrawn (E1).
  await mustConsent(ask, personId, 'identity');
  mustBeJoinable(await loadUnion(ask, application.unionId));
  mustBeOldEnough(ask, answers.idNumber);
  const sealed = await sealIdNumber(ask, application, answers.idNumber);
  await mustBeFree(ask, personId, sealed.idNumberIndex, id);
  const { workingDays } = await reviewOf(ask, application.unionId);
  const change = {
    ...sealed,
    name: answers.name,
    occupation: answers.occupation,
    state: applicationMoves.resubmit.to,
    submittedAt: ask.now.toISOString(),
    dueOn: reviewDueOn(dayOf(ask.now), ask.kit.isWorkingDay, workingDays),
    openIdNumber: sealed.idNumberIndex,
  };
  if ((await update(ask.db, ApplicationTable, { id, state }, change)) === 0) throw new Refusal('MOVE_NOT_ALLOWED');
  return { ...application, ...change };
}
