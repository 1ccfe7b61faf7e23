/** Open events as a member sees them: free places, why not, what I have of it. */
import { bookingPhaseOf, type EventGroup } from '@niangjia/shared/rules/events';
import { freeFor, PRIORITY } from '@niangjia/shared/rules/places';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import type { PlaceClaim } from '../places/entity';
import { type Counts, countsOf } from '../places/line';
import { type KnownPerson, loadKnown } from '../vouchers/entitled';
import { organisersOf } from '../vouchers/offers';
import { barrierFor, tierOf } from './entitled';
import {
  audienceOf,
  degrees,
  type FoundEvent,
  type FoundSlot,
  priorityOf,
  SELECT_EVENT,
  slotsOf,
  wordsOf,
} from './load';

/** Events on one page of the phone. */
const PAGE = 20;

function toSlot(slot: FoundSlot, counts: Counts | undefined, tier: number, at: string) {
  const { id, startAt, endAt, total, reserved } = slot;
  const begun = at >= slot.closesAt;
  const free = begun ? 0 : freeFor(slot, tier, at);
  const all = begun ? 0 : freeFor(slot, PRIORITY, at);
  return { id, startAt, endAt, total, reserved, begun, free, keptFree: all - free, waiting: counts?.waiting ?? 0 };
}

/** What a person has open or used of some events: event -> claim. */
async function minesOf(ask: Ask, personId: string, eventIds: readonly string[]) {
  if (eventIds.length === 0) return new Map<string, never>();
  const { places, values } = among(eventIds);
  const rows = await query<Pick<PlaceClaim, 'id' | 'lotId' | 'matterId' | 'state'>>(
    ask.db,
    `SELECT id, lotId, matterId, state FROM place_claim
     WHERE personId = ? AND openHolder IS NOT NULL AND matterId IN (${places})`,
    [personId, ...values],
  );
  return new Map(
    rows.map(({ id, lotId, matterId, state }) => [matterId, { bookingId: id, slotId: lotId, state }] as const),
  );
}

async function toOpen(ask: Ask, events: FoundEvent[], known: KnownPerson) {
  const ids = events.map(({ id }) => id);
  const [slots, counts] = [await slotsOf(ask, ids), await countsOf(ask.db, ids)];
  const mines = await minesOf(ask, known.personId, ids);
  const at = ask.now.toISOString();
  const items = [];
  for (const event of events) {
    const tier = tierOf(event, known);
    const own = slots
      .filter(({ eventId }) => eventId === event.id)
      .map((slot) => toSlot(slot, counts.get(slot.id), tier, at));
    const sum = (name: 'total' | 'free' | 'waiting') => own.reduce((all, slot) => all + slot[name], 0);
    items.push({
      ...event,
      ...{ total: sum('total'), free: sum('free'), waiting: sum('waiting'), slots: own },
      group: event.serviceGroup,
      phase: bookingPhaseOf(event, at),
      isPriority: tier === PRIORITY,
      barrier: await barrierFor(ask, event, known),
      mine: mines.get(event.id) ?? null,
    });
  }
  return items;
}

/** A place in a list by time: `2026-11-24T01:00:00.000Z_ID`. Anything else is before everything. */
const readCursor = (after: string | undefined): [string, string] => {
  const [startAt = '', id = ''] = (after ?? '').split('_');
  return [startAt, id];
};

/** Events of the own union and of those above it, the next first; `over`: what is past, the newest first. */
export async function listOpen(ask: Ask, given: { group?: EventGroup; over?: '1'; after?: string }) {
  const known = await loadKnown(ask, personOf(ask).personId);
  const organisers = await organisersOf(ask, known);
  const at = ask.now.toISOString();
  const ids = among(organisers ?? ['']);
  const [startAt, id] = readCursor(given.after ?? (given.over ? '~' : undefined));
  const [sign, order] = given.over ? ['<', 'DESC'] : ['>', 'ASC'];
  const where = [
    organisers ? `e.unionId IN (${ids.places})` : `'' IN (${ids.places})`,
    given.over ? `e.state IN ('open', 'ended') AND e.endAt <= ?` : `e.state = 'open' AND e.endAt > ?`,
    `(e.startAt ${sign} ? OR (e.startAt = ? AND e.id ${sign} ?))`,
    ...(given.group ? ['e.serviceGroup = ?'] : []),
  ];
  const rows = await query<FoundEvent>(
    ask.db,
    `${SELECT_EVENT} WHERE ${where.join(' AND ')} ORDER BY e.startAt ${order}, e.id ${order} LIMIT ${PAGE + 1}`,
    [...ids.values, at, startAt, startAt, id, ...(given.group ? [given.group] : [])],
  );
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const next = rows.length > PAGE && last ? `${last.startAt}_${last.id}` : null;
  return { now: at, items: await toOpen(ask, page, known), next };
}

/** One that is or was open, whoever it is for. Throws NOT_FOUND for a draft. */
export async function showOpen(ask: Ask, id: string) {
  const [event] = await query<FoundEvent>(ask.db, `${SELECT_EVENT} WHERE e.id = ?`, [id]);
  if (!event || event.openedAt === null) throw new Refusal('NOT_FOUND');
  const known = await loadKnown(ask, personOf(ask).personId);
  const [open] = await toOpen(ask, [event], known);
  if (!open) throw new Error('one event, one answer');
  const priority = priorityOf(event);
  const [latitude, longitude] = [degrees(event.latitude), degrees(event.longitude)];
  const audienceWords = await wordsOf(ask, audienceOf(event));
  return { now: ask.now.toISOString(), event: { ...open, priority, latitude, longitude, audienceWords } };
}
