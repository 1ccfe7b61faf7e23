/** Bookings as their holder sees them. */
import type { Reply } from '@niangjia/shared/contract/index';
import { limits } from '@niangjia/shared/rules/limits';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { ClaimEnding, PlaceClaim } from '../places/entity';
import { PLACE_IN_LINE } from '../places/line';
import type { UnionEvent } from './entity';
import { degrees } from './load';

export type Booking = Reply<'GET /bookings/:id'>['booking'];

export type OwnRow = PlaceClaim &
  Pick<UnionEvent, 'title' | 'serviceGroup' | 'kind' | 'placeName' | 'address' | 'latitude' | 'longitude' | 'bring'> & {
    eventNumber: string;
    eventReason: string | null;
    unionName: string;
    unionPhone: string | null;
    startAt: string;
    endAt: string;
    place: number | string | null;
    line: number | string | null;
  };

const SELECT_OWN = `SELECT c.*, e.number AS eventNumber, e.title, e.serviceGroup, e.kind, e.placeName, e.address, e.latitude,
    e.longitude, e.bring, e.endReason AS eventReason, u.name AS unionName, u.phone AS unionPhone, s.startAt, s.endAt,
    CASE WHEN c.state = 'waiting' THEN ${PLACE_IN_LINE} END AS place,
    CASE WHEN c.state = 'waiting' THEN
      (SELECT COUNT(*) FROM place_claim x WHERE x.lotId = c.lotId AND x.state = 'waiting') END AS line
  FROM place_claim c JOIN event_slot s ON s.id = c.lotId JOIN union_event e ON e.id = s.eventId
  JOIN trade_union u ON u.id = e.unionId`;

const endings: Record<Exclude<ClaimEnding, 'off'>, string> = {
  own: '您取消了。',
  declined: '您放弃了轮到的名额。',
  offer: '轮到的名额没有在时限内确认，已转给下一位。',
  closed: '开始前没有轮到。',
  account: '账号已注销。',
};
const sayEnding = ({ ending, eventReason }: OwnRow): string | null =>
  ending === 'off' ? `活动取消：${eventReason ?? ''}` : ending && endings[ending];

/** Booked, and the slot went by without an arrival. */
export const isMissed = ({ state, endAt }: { state: string; endAt: string }, at: string): boolean =>
  state === 'booked' && at >= endAt;

function toBooking(row: OwnRow, at: string): Booking {
  const { id, matterId, lotId, state, startAt, place, line, usedAt, code } = row;
  return {
    ...row,
    ...{ id, eventId: matterId, slotId: lotId, group: row.serviceGroup },
    ...{ latitude: degrees(row.latitude), longitude: degrees(row.longitude) },
    missed: isMissed(row, at),
    place: place === null ? null : Number(place),
    waiting: Number(line ?? 0),
    code: state === 'booked' && at < row.endAt ? code : null,
    arrivedAt: usedAt,
    endReason: sayEnding(row),
    cancellable: (state === 'booked' || state === 'waiting') && at < startAt,
  };
}

/** An own booking. Throws NOT_FOUND. */
export async function loadOwn(ask: Ask, id: string): Promise<OwnRow> {
  const [row] = await query<OwnRow>(ask.db, `${SELECT_OWN} WHERE c.id = ?`, [id]);
  if (row?.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `booking:${id}` });
  return row;
}

/** Throws NOT_FOUND for another person's. */
export async function showBooking(ask: Ask, id: string) {
  const now = ask.now.toISOString();
  return { now, booking: toBooking(await loadOwn(ask, id), now) };
}

const COMING = `c.state IN ('booked', 'waiting', 'offered') AND s.endAt > ?`;

/** What is to come, the next first: one of each event, so one page. `over`: the rest, the newest first. */
export async function listBookings(ask: Ask, { over, after }: { over?: '1'; after?: string }) {
  const { personId } = personOf(ask);
  const now = ask.now.toISOString();
  const where = over ? `NOT (${COMING})` : COMING;
  const order = over ? 'c.id DESC' : 's.startAt, c.id';
  const rows = await query<OwnRow>(
    ask.db,
    `${SELECT_OWN} WHERE c.personId = ? AND ${where} AND c.id < ? ORDER BY ${order} LIMIT ${limits.page + 1}`,
    [personId, now, over ? (after ?? '~') : '~'],
  );
  const page = rows.slice(0, limits.page);
  const next = over && rows.length > page.length ? (page.at(-1)?.id ?? null) : null;
  return { now, items: page.map((row) => toBooking(row, now)), next };
}

/** The next place that a person has, and the offer that runs out first. */
export async function nextBooking(ask: Ask) {
  const { personId } = personOf(ask);
  const now = ask.now.toISOString();
  const first = async (where: string, order: string) => {
    const [row] = await query<OwnRow>(
      ask.db,
      `${SELECT_OWN} WHERE c.personId = ? AND ${where} > ? ORDER BY ${order} LIMIT 1`,
      [personId, now],
    );
    return row ? toBooking(row, now) : null;
  };
  const next = await first(`c.state = 'booked' AND s.endAt`, 's.startAt, c.id');
  const offer = await first(`c.state = 'offered' AND c.offerUntil`, 'c.offerUntil, c.id');
  return { now, next, offer };
}
