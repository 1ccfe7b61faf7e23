/**
 * One application as an officer meets it. Who reads it: the unions above the one that was asked, and those above the
 * one that holds it now, each with itself. Who decides it: the union that holds it now, and those above. So one that
 * rose stays in sight of the union that let its term run out, and is decided above.
 */
import { dayOf } from '@niangjia/shared/rules/days';
import { bornOnOf, sexOf } from '@niangjia/shared/rules/identity';
import { maskIdNumber } from '@niangjia/shared/rules/masks';
import { type ApplicationState, type ApplicationVerb, applicationMoves } from '@niangjia/shared/rules/membership';
import { canMove } from '@niangjia/shared/rules/moves';
import { mayAct, type Permission } from '@niangjia/shared/rules/roles';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { paperAddressOf } from '../files/service';
import { loadPerson, phoneMaskedOf } from '../people/person';
import { hasConsented } from '../unions/consents';
import { type Application, idNumberPlace } from './entity';
import { filerOf } from './mine';
import { clockOf, toQueueItem } from './queue';
import { stepsOf } from './steps';

export type Case = Application & { unionName: string; unionPath: string; codeLabel: string | null };

/** An application within reach. Throws NOT_FOUND, also for other unions' ones. */
export async function loadCase(ask: Ask, id: string, permission: Permission): Promise<Case> {
  const [found] = await query<Case>(
    ask.db,
    `SELECT a.*, u.name AS unionName, u.path AS unionPath, c.label AS codeLabel
     FROM application a JOIN trade_union u ON u.id = a.unionId LEFT JOIN join_code c ON c.token = a.codeToken
     WHERE a.id = ?`,
    [id],
  );
  if (!found) throw new Refusal('NOT_FOUND', { denied: `application:${id}` });
  const seesUnion = permission !== 'applications.decide' && mayAct(staffOf(ask).posts, permission, found.unionPath);
  if (!seesUnion) mustReach(ask, permission, found.heldPath, `application:${id}`);
  return found;
}

/** Nobody decides on the own application, under whatever account (security.md d.3). */
export function isOwn(ask: Ask, application: Pick<Application, 'personId' | 'idNumberIndex'>): boolean {
  const { personId, idNumberIndex } = staffOf(ask);
  return personId === application.personId || idNumberIndex === application.idNumberIndex;
}

/**
 * Whether the caller, as a natural person, has filed it for the worker or mended it (d.3 row 1). Both stand in its
 * history, because an application that came back may have been mended by another officer than the first.
 */
export async function hasFiled(ask: Ask, { id, filer }: Pick<Application, 'id' | 'filer'>): Promise<boolean> {
  if (filer === null) return false;
  const { accountId, idNumberIndex } = staffOf(ask);
  const rows = await query(
    ask.db,
    `SELECT id FROM application_step WHERE applicationId = ? AND verb IN ('file', 'resubmit')
     AND (accountId = ? OR signer = ?) LIMIT 1`,
    [id, accountId, idNumberIndex],
  );
  return rows.length > 0;
}

/** Full years on a Shanghai day. */
export const ageOn = (bornOn: string, today: string): number =>
  Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (today.slice(5) < bornOn.slice(5) ? 1 : 0);

/** Earlier and other applications of the same natural person. */
const earlierOf = (ask: Ask, found: Case) =>
  query<{ number: string; state: ApplicationState; unionName: string; at: string }>(
    ask.db,
    `SELECT a.number, a.state, u.name AS unionName, a.submittedAt AS at
     FROM application a JOIN trade_union u ON u.id = a.unionId
     WHERE (a.idNumberIndex = ? OR a.personId = ?) AND a.id <> ? ORDER BY a.id DESC LIMIT 10`,
    [found.idNumberIndex, found.personId, found.id],
  );

/** The ID number for an officer's eyes; null once the consent to its use was withdrawn (E2) or the data was erased. */
async function readableIdNumber(ask: Ask, found: Case): Promise<string | null> {
  if (found.idNumberSealed === '' || !(await hasConsented(ask, found.personId, 'identity'))) return null;
  return ask.kit.secrets.open(ask.db, idNumberPlace(found), found.idNumberSealed);
}

export async function describeCase(ask: Ask, found: Case) {
  const idNumber = await readableIdNumber(ask, found);
  const person = await loadPerson(ask, found.personId);
  const { posts, idNumberIndex } = staffOf(ask);
  const decides =
    mayAct(posts, 'applications.decide', found.heldPath) &&
    !isOwn(ask, found) &&
    (found.filer === null || idNumberIndex !== null) &&
    !(await hasFiled(ask, found));
  const verbs = Object.keys(applicationMoves) as ApplicationVerb[];
  return {
    ...toQueueItem(found, clockOf(ask, found.dueOn, dayOf(ask.now))),
    idNumberMasked: idNumber === null ? null : maskIdNumber(idNumber),
    phoneMasked: await phoneMaskedOf(ask, person),
    sex: idNumber === null ? null : sexOf(idNumber),
    age: idNumber === null ? null : ageOn(bornOnOf(idNumber), dayOf(ask.now)),
    filedBy: await filerOf(ask, found),
    paperAddress: found.paperFileId === null ? null : paperAddressOf(ask, found.paperFileId),
    earlier: await earlierOf(ask, found),
    steps: await stepsOf(ask, found.id),
    may: verbs.filter((verb) => decides && canMove(applicationMoves, verb, found.state, 'officer')),
  };
}

export const openCase = async (ask: Ask, id: string) => describeCase(ask, await loadCase(ask, id, 'applications.read'));

/** The post under which the asking officer acts on this union: the nearest one above it. */
export function actingFor(ask: Ask, unionPath: string): { accountId: string; unionId: string } {
  const { accountId, posts } = staffOf(ask);
  const nearest = posts
    .filter((post) => unionPath.startsWith(post.unionPath))
    .sort((a, b) => b.unionPath.length - a.unionPath.length)[0];
  return { accountId, unionId: nearest?.unionId ?? '' };
}
