/** Whether a person may book an event, from what is stored now. */
import { barrierOf, type Candidate } from '@niangjia/shared/rules/audience';
import { eventBarriers } from '@niangjia/shared/rules/events';
import { ORDINARY, PRIORITY } from '@niangjia/shared/rules/places';
import type { Ask } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { ageOf, type KnownPerson, pathsOf } from '../vouchers/entitled';
import { audienceOf, type FoundEvent, priorityOf } from './load';

/** Has come to an event of this organiser. */
async function hasCome(ask: Ask, personId: string, unionId: string): Promise<boolean> {
  const rows = await query(
    ask.db,
    `SELECT c.id FROM place_claim c JOIN union_event e ON e.id = c.matterId
     WHERE c.personId = ? AND c.state = 'used' AND e.unionId = ? LIMIT 1`,
    [personId, unionId],
  );
  return rows.length > 0;
}

/** The barrier that stands before a person, in words; null: may book. Asks the database only for what the audience asks. */
export async function barrierFor(ask: Ask, event: FoundEvent, known: KnownPerson) {
  const audience = audienceOf(event);
  const candidate: Candidate = {
    membership: known.state && { ...known, state: known.state },
    verified: known.verifiedAt !== null,
    age: audience.minAge === null && audience.maxAge === null ? null : await ageOf(ask, known),
    hadBefore: audience.firstTime && (await hasCome(ask, known.personId, event.unionId)),
    listed: false,
  };
  const place = { organiserPath: event.unionPath, paths: await pathsOf(ask, audience.unionIds) };
  const code = barrierOf(audience, place, candidate);
  return code && { code, sentence: eventBarriers[code] };
}

/** Whether a person comes first: by the kind of work of the membership. */
export const tierOf = (event: FoundEvent, { state, occupation }: KnownPerson): number =>
  state !== null && priorityOf(event).includes(occupation) ? PRIORITY : ORDINARY;

/** The natural person within one event: by the ID number, so that a second record or a new account is the same. */
export const holderOf = (kit: Kit, eventId: string, person: Pick<KnownPerson, 'personId' | 'idNumberIndex'>): string =>
  kit.secrets.index('holder', `event ${eventId} ${person.idNumberIndex ?? person.personId}`);
