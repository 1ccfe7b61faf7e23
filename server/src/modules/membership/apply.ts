/** The applicant's side: submit, mend and submit again, take back. */

import { type Purpose, purposes } from '@niangjia/shared/rules/consents';
import { dayOf } from '@niangjia/shared/rules/days';
import { applicationMoves } from '@niangjia/shared/rules/membership';
import { canMove } from '@niangjia/shared/rules/moves';
import { type Ask, personOf } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { loadPerson } from '../people/person';
import { stateOf } from '../unions/codes';
import { recordConsents } from '../unions/consents';
import type { JoinCode } from '../unions/entity';
import { loadUnion } from '../unions/service';
import type { Answers } from './answers';
import { type Application, ApplicationTable } from './entity';
import { describeMine } from './mine';
import { mendApplication, openApplication } from './open';
import { addStep } from './steps';

/**
 * Files an application with the union that decides. The receipt says who decides and by when (MEM-12).
 * Refusals: NOT_FOUND, UNION_CLOSED, CONSENT_MISSING, ALREADY_MEMBER, APPLICATION_OPEN, ID_IN_USE, PHONE_IN_USE.
 */
export async function submitApplication(
  ask: Ask,
  body: Answers & { unionId: string; codeToken: string | null; consents: { purpose: Purpose; hash: string }[] },
) {
  const person = await loadPerson(ask, personOf(ask).personId);
  if (person.phoneIndex === null) throw badField('phone', '请先验证手机号。');
  const union = await loadUnion(ask, body.unionId);
  const codeToken = await knownCode(ask, body.codeToken, union.id);
  const source = { codeToken, filedBy: null, filer: null, paperFileId: null };
  const application = await openApplication(ask, union, person.id, body, source);
  const channel = person.openid === null ? 'h5' : 'weapp';
  await recordConsents(ask, person.id, channel, Object.keys(purposes) as Purpose[], body.consents);
  await addStep(ask, application.id, 'submit', null, null);
  return describeMine(ask, application);
}

/** The code counts as the source only when it is one of this union's, and serves. */
async function knownCode(ask: Ask, token: string | null, unionId: string): Promise<string | null> {
  if (token === null) return null;
  const [code] = await query<Pick<JoinCode, 'withdrawnAt' | 'expiresOn'>>(
    ask.db,
    'SELECT withdrawnAt, expiresOn FROM join_code WHERE token = ? AND unionId = ?',
    [token, unionId],
  );
  return code && stateOf(code, dayOf(ask.now)) === 'active' ? token : null;
}

/** One's own application. Other people's are NOT_FOUND. */
async function loadMine(ask: Ask, id: string): Promise<Application> {
  const [application] = await query<Application>(ask.db, 'SELECT * FROM application WHERE id = ?', [id]);
  if (application?.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `application:${id}` });
  return application;
}

/** Sends a returned application in again; its term starts anew. */
export async function resubmitApplication(ask: Ask, id: string, answers: Answers) {
  const mended = await mendApplication(ask, await loadMine(ask, id), answers);
  await addStep(ask, id, 'resubmit', null, null);
  return describeMine(ask, mended);
}

/** Takes an application back; the ID number is free again. */
export async function recallApplication(ask: Ask, id: string) {
  const application = await loadMine(ask, id);
  if (!canMove(applicationMoves, 'recall', application.state, 'applicant')) throw new Refusal('MOVE_NOT_ALLOWED');
  const change = { state: applicationMoves.recall.to, openPerson: null, openIdNumber: null };
  if ((await update(ask.db, ApplicationTable, { id, state: application.state }, change)) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  await addStep(ask, id, 'recall', null, null);
  return describeMine(ask, { ...application, ...change });
}
