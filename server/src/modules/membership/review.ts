/** The officer's side: decide a case, look at one field in full. */
import { dayOf, workingDaysBetween } from '@niangjia/shared/rules/days';
import { applicationMoves, stepWords } from '@niangjia/shared/rules/membership';
import { canMove } from '@niangjia/shared/rules/moves';
import { fullStop, noticePages } from '@niangjia/shared/rules/notices';
import { type Ask, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { update } from '../../core/sql';
import { notify } from '../notices/notify';
import { loadPerson, phoneOf } from '../people/person';
import { mustHaveSteppedUp } from '../people/staff';
import { mustConsent } from '../unions/consents';
import { loadUnion, mustBeJoinable } from '../unions/service';
import { actingFor, type Case, describeCase, hasFiled, isOwn, loadCase } from './case';
import { type Application, ApplicationTable, idNumberPlace } from './entity';
import { admitMember } from './join';
import { recordLook } from './looks';
import { addStep } from './steps';

/**
 * Neither the applicant decides nor who filed it for him (d.3 row 1). What was filed is decided only by somebody of
 * whom it is known that he is another person. Refusals OWN_CASE, NO_IDENTITY.
 */
async function mustBeAnother(ask: Ask, found: Case): Promise<void> {
  if (isOwn(ask, found) || (await hasFiled(ask, found)))
    throw new Refusal('OWN_CASE', { denied: `application:${found.id}` });
  if (found.filer !== null && staffOf(ask).idNumberIndex === null) throw new Refusal('NO_IDENTITY');
}

/** The day of a decision, and how many working days it took since the application was last sent in. */
function decidedAfter(ask: Ask, { submittedAt }: Application): { decidedOn: string; decidedDays: number } {
  const decidedOn = dayOf(ask.now);
  return { decidedOn, decidedDays: workingDaysBetween(dayOf(submittedAt), decidedOn, ask.kit.isWorkingDay) };
}

type Verdict = 'approve' | 'return' | 'refuse';

/** Says what was decided, by whom, and why. The reason stands in front: an SMS is cut at the end. */
async function tellVerdict(ask: Ask, found: Case, verb: Verdict, reason: string | null): Promise<void> {
  const by = found.heldBy === found.unionId ? found.unionName : (await loadUnion(ask, found.heldBy)).name;
  const about = `加入${found.unionName}的申请（${found.number}）`;
  const said = fullStop(reason ?? '');
  const words = {
    approve: `您${about}已由${by}审核通过，会员卡已生效。`,
    return: `退回原因：${said}${by}请您补正${about}。`,
    refuse: `未通过原因：${said}${by}没有通过您${about}。`,
  }[verb];
  await notify(ask, found.personId, {
    kind: 'decision',
    title: stepWords[verb],
    words,
    page: `${noticePages.application}?id=${found.id}`,
  });
}

/**
 * Approves, returns or refuses. Only one of two officers who decide at once succeeds; the other is told
 * MOVE_NOT_ALLOWED, and so is one whose page showed what has been sent in anew since (`seen`: the `submittedAt` that
 * was shown), and one from whom it has just risen. An approval makes the membership in the same transaction.
 */
export async function decide(ask: Ask, id: string, verb: Verdict, reason: string | null, seen?: string) {
  const found = await loadCase(ask, id, 'applications.decide');
  await mustBeAnother(ask, found);
  if (!canMove(applicationMoves, verb, found.state, 'officer')) throw new Refusal('MOVE_NOT_ALLOWED');
  // What was sent in anew since it was shown is another application: look again.
  if (seen !== undefined && seen !== found.submittedAt) throw new Refusal('MOVE_NOT_ALLOWED');
  if (verb === 'approve') mustBeJoinable(await loadUnion(ask, found.unionId));
  const state = applicationMoves[verb].to;
  const change =
    verb === 'return' ? { state } : { state, openPerson: null, openIdNumber: null, ...decidedAfter(ask, found) };
  const asSeen = { id, state: found.state, submittedAt: found.submittedAt, heldBy: found.heldBy };
  if ((await update(ask.db, ApplicationTable, asSeen, change)) === 0) throw new Refusal('MOVE_NOT_ALLOWED');
  if (verb === 'approve') await admitMember(ask, found);
  await addStep(ask, id, verb, actingFor(ask, found.heldPath), reason);
  await tellVerdict(ask, found, verb, reason);
  return describeCase(ask, { ...found, ...change });
}

/**
 * One field in full, for a written reason, after the second factor; the person can see it (security.md E8).
 * More than 20 in an hour are reviewed by another person. Refusals NOT_FOUND, STEP_UP_FIRST, CONSENT_MISSING, NO_IDENTITY.
 */
export async function reveal(ask: Ask, id: string, field: 'name' | 'idNumber' | 'phone', reason: string) {
  const found = await loadCase(ask, id, 'people.reveal');
  // What was taken back is nobody's business any more.
  if (found.state === 'recalled') throw new Refusal('NOT_FOUND', { denied: `application:${id}` });
  mustHaveSteppedUp(ask);
  await mustConsent(ask, found.personId, field === 'idNumber' ? 'identity' : 'joining');
  const { unionId } = actingFor(ask, found.unionPath);
  const alarm = await recordLook(ask, { personId: found.personId, unionId, field, reason });
  ask.about(`application:${id}`, { field, ...(alarm && { alarm: 'many-reveals' }) });
  if (field === 'name') return { value: found.name };
  if (field === 'idNumber')
    return { value: await ask.kit.secrets.open(ask.db, idNumberPlace(found), found.idNumberSealed) };
  return { value: (await phoneOf(ask, await loadPerson(ask, found.personId))) ?? '' };
}
