/** The applicant's side: submit, mend and submit again, take back. */

import { type Purpose, purposes } from '@niangjia/shared/rules/consents';
import { dayOf } from '@niangjia/shared/rules/days';
import { bornOnOf } from '@niangjia/shared/rules/identity';
import { applicationMoves, isOldEnough, type Occupation, reviewDueOn } from '@niangjia/shared/rules/membership';
import { canMove } from '@niangjia/shared/rules/moves';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { badField, Refusal } from '../../core/refusal';
import { insertOnce, nextValue, query, update } from '../../core/sql';
import { loadPerson } from '../people/person';
import { stateOf } from '../unions/codes';
import { recordConsents } from '../unions/consents';
import type { JoinCode } from '../unions/entity';
import { loadUnion, mustBeJoinable } from '../unions/service';
import { type Application, ApplicationTable, idNumberPlace } from './entity';
import { describeMine } from './mine';
import { addStep } from './steps';

interface Answers {
  name: string;
  idNumber: string;
  occupation: Occupation;
}

function mustBeOldEnough(ask: Ask, idNumber: string): void {
  if (!isOldEnough(bornOnOf(idNumber), dayOf(ask.now)))
    throw badField('idNumber', '未满 16 周岁，还不能加入工会。请核对第 7 到 14 位。');
}

const idInUse = () =>
  new Refusal('ID_IN_USE', {
    denied: 'id-number',
    fields: [{ at: 'idNumber', sentence: '这个身份证号已有会籍或正在办理的申请，请核对；如非本人办理，请联系工会。' }],
  });

/**
 * MEM-5, MEM-8: nobody who is a member, or has an application open, may apply again; an ID number is one person's.
 * A membership under this phone with another ID number means that the phone is somebody else's.
 */
async function mustBeFree(ask: Ask, personId: string, idNumberIndex: string, except: string | null): Promise<void> {
  const members = await query<{ personId: string; activeIdNumber: string }>(
    ask.db,
    'SELECT personId, activeIdNumber FROM membership WHERE activeIdNumber = ? OR activePerson = ?',
    [idNumberIndex, personId],
  );
  for (const member of members) {
    if (member.activeIdNumber === idNumberIndex && member.personId === personId) throw new Refusal('ALREADY_MEMBER');
    if (member.activeIdNumber === idNumberIndex) throw idInUse();
    throw new Refusal('PHONE_IN_USE', {
      fields: [{ at: 'phone', sentence: '这个手机号是另一位会员的。请换您本人的手机号，或联系工会核实。' }],
    });
  }
  const open = await query<{ id: string; openPerson: string; openIdNumber: string }>(
    ask.db,
    'SELECT id, openPerson, openIdNumber FROM application WHERE openPerson = ? OR openIdNumber = ?',
    [personId, idNumberIndex],
  );
  for (const application of open) {
    if (application.id === except) continue;
    if (application.openPerson === personId) throw new Refusal('APPLICATION_OPEN');
    throw idInUse();
  }
}

async function sealIdNumber(ask: Ask, application: Pick<Application, 'id' | 'personId'>, idNumber: string) {
  return {
    idNumberIndex: ask.kit.secrets.index('id-number', idNumber),
    idNumberSealed: await ask.kit.secrets.seal(ask.db, idNumberPlace(application), idNumber, ask.now),
  };
}

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
  mustBeJoinable(union);
  mustBeOldEnough(ask, body.idNumber);
  const id = ulid();
  const sealed = await sealIdNumber(ask, { id, personId: person.id }, body.idNumber);
  await mustBeFree(ask, person.id, sealed.idNumberIndex, null);
  const channel = person.openid === null ? 'h5' : 'weapp';
  await recordConsents(ask, person.id, channel, Object.keys(purposes) as Purpose[], body.consents);
  const today = dayOf(ask.now);
  const nth = await nextValue(ask.db, `application:${today}`);
  const application: Application = {
    id,
    number: `RH${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`,
    personId: person.id,
    unionId: union.id,
    codeToken: await knownCode(ask, body.codeToken, union.id),
    name: body.name,
    ...sealed,
    occupation: body.occupation,
    state: 'submitted',
    submittedAt: ask.now.toISOString(),
    dueOn: reviewDueOn(today, ask.kit.isWorkingDay),
    openPerson: person.id,
    openIdNumber: sealed.idNumberIndex,
  };
  if (!(await insertOnce(ask.db, ApplicationTable, application))) throw idInUse();
  await addStep(ask, id, 'submit', null, null);
  ask.about(`application:${id}`);
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
  const application = await loadMine(ask, id);
  if (!canMove(applicationMoves, 'resubmit', application.state, 'applicant')) throw new Refusal('MOVE_NOT_ALLOWED');
  mustBeJoinable(await loadUnion(ask, application.unionId));
  mustBeOldEnough(ask, answers.idNumber);
  const sealed = await sealIdNumber(ask, application, answers.idNumber);
  await mustBeFree(ask, application.personId, sealed.idNumberIndex, id);
  const changed = {
    ...application,
    ...sealed,
    name: answers.name,
    occupation: answers.occupation,
    state: applicationMoves.resubmit.to,
    submittedAt: ask.now.toISOString(),
    dueOn: reviewDueOn(dayOf(ask.now), ask.kit.isWorkingDay),
    openIdNumber: sealed.idNumberIndex,
  };
  const { id: _, ...change } = changed;
  if ((await update(ask.db, ApplicationTable, { id, state: application.state }, change)) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  await addStep(ask, id, 'resubmit', null, null);
  return describeMine(ask, changed);
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
