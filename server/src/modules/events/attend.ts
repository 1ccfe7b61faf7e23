/** Who is booked for an event, and who came. */
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { type ClaimState, PRIORITY, tidyCode } from '@niangjia/shared/rules/places';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { PlaceClaim } from '../places/entity';
import { countsOf, PLACE_IN_LINE } from '../places/line';
import { useClaim } from '../places/run';
import { loadEvent, loadSlot, toRunSlot } from './load';
import { isMissed } from './mine';

type BookingRow = Reply<'POST /events/:id/arrivals'>['booking'];
type Row = PlaceClaim & {
  name: string | null;
  unionName: string | null;
  occupation: Occupation | null;
  startAt: string;
  endAt: string;
  place: number | string | null;
};

const SELECT_ROW = `SELECT c.*, p.name, u.name AS unionName, m.occupation, s.startAt, s.endAt,
    CASE WHEN c.state = 'waiting' THEN ${PLACE_IN_LINE} END AS place
  FROM place_claim c JOIN event_slot s ON s.id = c.lotId JOIN person p ON p.id = c.personId
  LEFT JOIN membership m ON m.activePerson = c.personId LEFT JOIN trade_union u ON u.id = m.unionId`;

function toRow(row: Row, now: string): BookingRow {
  const { id, unionName, occupation, lotId, startAt, endAt, state, at, offerUntil, usedAt } = row;
  return {
    ...{ id, unionName, occupation, slotId: lotId, startAt, endAt, state, at, offerUntil },
    nameMasked: maskName(row.name ?? ''),
    isPriority: row.tier === PRIORITY,
    missed: isMissed(row, now),
    place: row.place === null ? null : Number(row.place),
    arrivedAt: usedAt,
  };
}

interface Filter {
  slotId?: string;
  state?: ClaimState;
  sort?: 'slot' | 'newest';
  after?: string;
}

/** A page of those who have or had something of an event, masked. Throws NOT_FOUND. */
export async function listAttending(ask: Ask, eventId: string, { slotId, state, sort, after }: Filter) {
  await loadEvent(ask, eventId, 'events.read');
  const [startAt = '', id = ''] = (after ?? '').split('_');
  const newest = sort === 'newest';
  const where = [
    'c.matterId = ?',
    ...(slotId ? ['c.lotId = ?'] : []),
    ...(state ? ['c.state = ?'] : []),
    newest ? 'c.id < ?' : '(s.startAt > ? OR (s.startAt = ? AND c.id > ?))',
  ];
  const rows = await query<Row>(
    ask.db,
    `${SELECT_ROW} WHERE ${where.join(' AND ')} ORDER BY ${newest ? 'c.id DESC' : 's.startAt, c.id'}
     LIMIT ${limits.page + 1}`,
    [
      eventId,
      ...(slotId ? [slotId] : []),
      ...(state ? [state] : []),
      ...(newest ? [id || '~'] : [startAt, startAt, id]),
    ],
  );
  const page = rows.slice(0, limits.page);
  const last = page.at(-1);
  const now = ask.now.toISOString();
  const next = rows.length > page.length && last ? `${last.startAt}_${last.id}` : null;
  return { now, items: page.map((row) => toRow(row, now)), next };
}

/** One of the two finds the booking, within this event. Throws BOOKING_CODE_WRONG, NOT_FOUND. */
async function findBooking(ask: Ask, eventId: string, { code, bookingId }: { code?: string; bookingId?: string }) {
  const [row] = await query<Row>(
    ask.db,
    `${SELECT_ROW} WHERE c.matterId = ? AND ${bookingId ? 'c.id' : 'c.code'} = ?`,
    [eventId, bookingId ?? tidyCode(code ?? '')],
  );
  if (!row) throw new Refusal(bookingId ? 'NOT_FOUND' : 'BOOKING_CODE_WRONG', { denied: `event:${eventId}` });
  return row;
}

/**
 * Marks that a person came, on the day of the slot or later, also once the event has ended.
 * Refusals NOT_FOUND, EVENT_STATE, BOOKING_CODE_WRONG, ARRIVED_ALREADY, ARRIVAL_EARLY, BOOKING_STATE.
 */
export async function markArrival(ask: Ask, eventId: string, given: { code?: string; bookingId?: string }) {
  const event = await loadEvent(ask, eventId, 'events.manage');
  if (event.state !== 'open' && event.state !== 'ended') throw new Refusal('EVENT_STATE');
  const found = await findBooking(ask, eventId, given);
  if (found.state === 'used') {
    const sentence = `这个预约已在 ${sayTime(found.usedAt ?? '')} 登记到场，不能再用。`;
    throw new Refusal('ARRIVED_ALREADY', { sentence });
  }
  if (dayOf(ask.now) < dayOf(found.startAt))
    throw new Refusal('ARRIVAL_EARLY', { sentence: `这个预约是 ${sayTime(found.startAt)}这一场，当天再登记。` });
  await useClaim(ask, found.id);
  const [row] = await query<Row>(ask.db, `${SELECT_ROW} WHERE c.id = ?`, [found.id]);
  const counts = await countsOf(ask.db, [eventId]);
  const slot = await loadSlot(ask, found.lotId);
  ask.about(`event:${eventId}`, { booking: found.id });
  return { booking: toRow(row ?? found, ask.now.toISOString()), slot: toRunSlot(slot, counts.get(slot.id)) };
}
