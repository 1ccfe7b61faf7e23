/** A visit as it is shown: in lists, and in full to whoever may see it. */
import { travelMinutes } from '@niangjia/shared/rules/experts';
import { showsCase, showsContacts } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { paperAddressOf } from '../files/service';
import { isOwn, maySee } from '../orders/load';
import { contactPhoneOf } from '../orders/tell';
import { type FoundVisit, forExpert, visitById } from './load';
import { type Part, partsOf, signedInOf, toOrder } from './parts';

const MILLION = 1_000_000;

function toRow(visit: FoundVisit, parts: readonly Part[], signedIn: number, tellsWhy: boolean) {
  const km = Math.round(visit.metres / 100) / 10;
  return {
    ...visit,
    latitude: visit.latitude === null ? null : visit.latitude / MILLION,
    longitude: visit.longitude === null ? null : visit.longitude / MILLION,
    km,
    travelMinutes: travelMinutes(visit.metres / 1000),
    expertAgreed: visit.expertAgreedAt !== null,
    orders: parts.map(toOrder),
    signedIn,
    // Why an expert does not come is for the planner, not for the unit.
    endReason: visit.ending === 'expert' && !tellsWhy ? null : visit.endReason,
  };
}

/**
 * Of the orders of a visit: what concerns whoever asks. The owner's side sees all, a unit its own, the expert all until
 * its time is over.
 */
function visibleTo(ask: Ask, visit: FoundVisit, parts: readonly Part[]): Part[] {
  if (ask.by.kind === 'person') return showsCase(visit, ask.now) ? [...parts] : [];
  const { ownerPath } = visit;
  return parts.filter(({ unionPath }) => maySee(ask, { unionPath, ownerPath }, 'orders.read'));
}
const seenBy = (ask: Ask, visit: FoundVisit) => (ask.by.kind === 'person' ? forExpert(ask, visit) : visit);

/** Rows of a list; `tellsWhy`: to whom the reason of an expert is said. */
export async function describeRows(
  ask: Ask,
  visits: readonly FoundVisit[],
  tellsWhy: (visit: FoundVisit) => boolean,
): Promise<ReturnType<typeof toRow>[]> {
  if (visits.length === 0) return [];
  const ids = visits.map(({ id }) => id);
  const parts = await partsOf(ask.db, ids);
  const signedIn = await signedInOf(ask.db, ids);
  const byVisit = new Map<string, Part[]>(ids.map((id) => [id, []]));
  for (const part of parts) byVisit.get(part.partOf)?.push(part);
  return visits.map((visit) => {
    const seen = visibleTo(ask, visit, byVisit.get(visit.id) ?? []);
    return toRow(seenBy(ask, visit), seen, signedIn.get(visit.id) ?? 0, tellsWhy(visit));
  });
}

async function contactsOf(ask: Ask, parts: readonly Part[]) {
  const contacts = [];
  for (const part of parts)
    contacts.push({
      ...{ unionName: part.unionName, name: part.contactName },
      phone: await contactPhoneOf(ask, part),
    });
  return contacts;
}

/**
 * Of the workers only how many, their mean and their words: nobody's name. A unit sees its own workers' ones; the expert
 * reads what was said for good, in the end without the units' names. What a unit said of a later visit is not of this one.
 */
async function ratingsOf(ask: Ask, visit: FoundVisit, parts: readonly Part[], seen: readonly Part[]) {
  const rated = await query<{ stars: number; words: string | null; orderId: string | null }>(
    ask.db,
    'SELECT stars, words, orderId FROM attendance WHERE visitId = ? AND stars IS NOT NULL ORDER BY words, stars',
    [visit.id],
  );
  const ofExpert = ask.by.kind === 'person';
  const ids = seen.map(({ id }) => id);
  const given =
    ofExpert || seen.length === parts.length ? rated : rated.filter((one) => ids.includes(one.orderId ?? ''));
  const sum = given.reduce((total, { stars }) => total + Number(stars), 0);
  return {
    units: (ofExpert ? parts : seen).flatMap(({ id, visitId, unionName, stars, ratingWords }, nth) =>
      stars === null || visitId !== visit.id
        ? []
        : [{ unionName: ids.includes(id) ? unionName : `单位 ${nth + 1}`, stars, words: ratingWords ?? '' }],
    ),
    workers: given.length,
    workersMean: given.length === 0 ? null : Math.round((sum / given.length) * 10) / 10,
    words: given.flatMap(({ words }) => (words ? [words] : [])),
  };
}

/** The visit's expert, or the department that plans it: they see whom to call, and why an expert did not come. */
const isNear = (ask: Ask, visit: FoundVisit): boolean => ask.by.kind === 'person' || isOwn(ask, visit);

/** A visit that is known to be there, for whoever may see it: the caller has made sure of that. */
export async function describeVisit(ask: Ask, id: string) {
  const visit = await visitById(ask.db, id);
  if (!visit) throw new Error('a visit that was there is gone');
  const near = isNear(ask, visit);
  const parts = await partsOf(ask.db, [id]);
  const seen = visibleTo(ask, visit, parts);
  const signedIn = (await signedInOf(ask.db, [id])).get(id) ?? 0;
  const photoIds = JSON.parse(visit.photoIds ?? '[]') as string[];
  return {
    ...toRow(seenBy(ask, visit), seen, signedIn, near),
    prepare: visit.prepare,
    notes: seen.flatMap(({ unionName, notes }) => (notes === '' ? [] : [{ unionName, notes }])),
    contacts: near && showsContacts(visit, ask.now) ? await contactsOf(ask, seen) : [],
    record:
      visit.recordedAt === null
        ? null
        : {
            ...{
              minutes: visit.minutes ?? 0,
              served: visit.served ?? 0,
              words: visit.words ?? '',
              at: visit.recordedAt,
            },
            ...{ photoIds, photoAddresses: photoIds.map((photo) => paperAddressOf(ask, photo)) },
          },
    ratings: await ratingsOf(ask, visit, parts, seen),
  };
}
