/** The officer's side: see a case, decide it, look at one field in full. */
import { dayOf } from '@niangjia/shared/rules/days';
import { bornOnOf, sexOf } from '@niangjia/shared/rules/identity';
import { limits } from '@niangjia/shared/rules/limits';
import { maskIdNumber } from '@niangjia/shared/rules/masks';
import { type ApplicationState, type ApplicationVerb, applicationMoves } from '@niangjia/shared/rules/membership';
import { canMove } from '@niangjia/shared/rules/moves';
import { mayAct } from '@niangjia/shared/rules/roles';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query, update } from '../../core/sql';
import { LookTable } from '../people/entity';
import { loadPerson, phoneMaskedOf, phoneOf } from '../people/person';
import { mustHaveSteppedUp } from '../people/staff';
import { mustConsent } from '../unions/consents';
import { loadUnion, mustBeJoinable } from '../unions/service';
import { type Application, ApplicationTable, idNumberPlace } from './entity';
import { admitMember } from './join';
import { clockOf, toQueueItem } from './queue';
import { addStep, stepsOf } from './steps';

type Case = Application & { unionName: string; unionPath: string; codeLabel: string | null };

/** An application within reach. Throws NOT_FOUND, also for other unions' ones. */
async function loadCase(
  ask: Ask,
  id: string,
  permission: 'applications.read' | 'applications.decide' | 'people.reveal',
): Promise<Case> {
  const [found] = await query<Case>(
    ask.db,
    `SELECT a.*, u.name AS unionName, u.path AS unionPath, c.label AS codeLabel
     FROM application a JOIN trade_union u ON u.id = a.unionId LEFT JOIN join_code c ON c.token = a.codeToken
     WHERE a.id = ?`,
    [id],
  );
  if (!found) throw new Refusal('NOT_FOUND', { denied: `application:${id}` });
  mustReach(ask, permission, found.unionPath, `application:${id}`);
  return found;
}

/** Nobody decides on the own application, under whatever account (security.md d.3). */
function isOwn(ask: Ask, application: Application): boolean {
  const { personId, idNumberIndex } = staffOf(ask);
  return personId === application.personId || idNumberIndex === application.idNumberIndex;
}

/** Full years on a Shanghai day. */
const ageOn = (bornOn: string, today: string): number =>
  Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (today.slice(5) < bornOn.slice(5) ? 1 : 0);

async function describeCase(ask: Ask, found: Case) {
  const idNumber = await ask.kit.secrets.open(ask.db, idNumberPlace(found), found.idNumberSealed);
  const person = await loadPerson(ask, found.personId);
  const earlier = await query<{ number: string; state: ApplicationState; unionName: string; at: string }>(
    ask.db,
    `SELECT a.number, a.state, u.name AS unionName, a.submittedAt AS at
     FROM application a JOIN trade_union u ON u.id = a.unionId
     WHERE (a.idNumberIndex = ? OR a.personId = ?) AND a.id <> ? ORDER BY a.id DESC LIMIT 10`,
    [found.idNumberIndex, found.personId, found.id],
  );
  const decides = mayAct(staffOf(ask).posts, 'applications.decide', found.unionPath) && !isOwn(ask, found);
  const verbs = Object.keys(applicationMoves) as ApplicationVerb[];
  return {
    ...toQueueItem(found, clockOf(ask, found.dueOn, dayOf(ask.now))),
    idNumberMasked: maskIdNumber(idNumber),
    phoneMasked: await phoneMaskedOf(ask, person),
    sex: sexOf(idNumber),
    age: ageOn(bornOnOf(idNumber), dayOf(ask.now)),
    earlier,
    steps: await stepsOf(ask, found.id),
    may: verbs.filter((verb) => decides && canMove(applicationMoves, verb, found.state, 'officer')),
  };
}

export const openCase = async (ask: Ask, id: string) => describeCase(ask, await loadCase(ask, id, 'applications.read'));

/** The post under which the asking officer acts on this union: the nearest one above it. */
function actingFor(ask: Ask, unionPath: string): { accountId: string; unionId: string } {
  const { accountId, posts } = staffOf(ask);
  const nearest = posts
    .filter((post) => unionPath.startsWith(post.unionPath))
    .sort((a, b) => b.unionPath.length - a.unionPath.length)[0];
  return { accountId, unionId: nearest?.unionId ?? '' };
}

/**
 * Approves, returns or refuses. Only one of two officers who decide at once succeeds; the other is told
 * MOVE_NOT_ALLOWED, and so is one whose page showed what has been sent in anew since (`seen`: the `submittedAt` that
 * was shown). An approval makes the membership in the same transaction.
 */
export async function decide(
  ask: Ask,
  id: string,
  verb: 'approve' | 'return' | 'refuse',
  reason: string | null,
  seen?: string,
) {
  const found = await loadCase(ask, id, 'applications.decide');
  if (isOwn(ask, found)) throw new Refusal('OWN_CASE', { denied: `application:${id}` });
  if (!canMove(applicationMoves, verb, found.state, 'officer')) throw new Refusal('MOVE_NOT_ALLOWED');
  // What was sent in anew since it was shown is another application: look again.
  if (seen !== undefined && seen !== found.submittedAt) throw new Refusal('MOVE_NOT_ALLOWED');
  if (verb === 'approve') mustBeJoinable(await loadUnion(ask, found.unionId));
  const state = applicationMoves[verb].to;
  const change = verb === 'return' ? { state } : { state, openPerson: null, openIdNumber: null };
  if (
    (await update(ask.db, ApplicationTable, { id, state: found.state, submittedAt: found.submittedAt }, change)) === 0
  )
    throw new Refusal('MOVE_NOT_ALLOWED');
  if (verb === 'approve') await admitMember(ask, found);
  await addStep(ask, id, verb, actingFor(ask, found.unionPath), reason);
  await ask.tell('application-decided', { applicationId: id, verb });
  return describeCase(ask, { ...found, ...change });
}

/**
 * One field in full, for a written reason, after the second factor; the person can see it (security.md E8).
 * More than 20 in an hour raise an alarm.
 */
export async function reveal(ask: Ask, id: string, field: 'name' | 'idNumber' | 'phone', reason: string) {
  const found = await loadCase(ask, id, 'people.reveal');
  // What was taken back is nobody's business any more.
  if (found.state === 'recalled') throw new Refusal('NOT_FOUND', { denied: `application:${id}` });
  mustHaveSteppedUp(ask);
  await mustConsent(ask, found.personId, field === 'idNumber' ? 'identity' : 'joining');
  const { accountId, unionId } = actingFor(ask, found.unionPath);
  const hourAgo = new Date(ask.now.getTime() - 3600_000).toISOString();
  const [count] = await query<{ looks: number | string }>(
    ask.db,
    'SELECT COUNT(*) AS looks FROM look WHERE accountId = ? AND at > ?',
    [accountId, hourAgo],
  );
  const alarm = Number(count?.looks ?? 0) >= limits.revealsPerHour;
  if (alarm) {
    ask.kit.metrics.alarms.inc({ kind: 'many-reveals' });
    ask.kit.log.warn({ staff: accountId }, 'more than 20 reveals in an hour');
  }
  await insert(ask.db, LookTable, {
    id: ulid(),
    personId: found.personId,
    accountId,
    unionId,
    field,
    reason,
    at: ask.now.toISOString(),
  });
  ask.about(`application:${id}`, { field, ...(alarm && { alarm: 'many-reveals' }) });
  if (field === 'name') return { value: found.name };
  if (field === 'idNumber')
    return { value: await ask.kit.secrets.open(ask.db, idNumberPlace(found), found.idNumberSealed) };
  return { value: (await phoneOf(ask, await loadPerson(ask, found.personId))) ?? '' };
}
