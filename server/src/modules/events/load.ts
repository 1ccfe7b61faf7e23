/** An event with its slots and numbers, as staff see it. */
import type { Reply } from '@niangjia/shared/contract/index';
import type { Audience } from '@niangjia/shared/rules/audience';
import { bookingPhaseOf } from '@niangjia/shared/rules/events';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { mayAct, type Permission } from '@niangjia/shared/rules/roles';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { audienceWords } from '../campaigns/audience-words';
import type { PlaceLot } from '../places/entity';
import { type Counts, countsOf } from '../places/line';
import { namesOf } from '../unions/service';
import type { EventSlot, UnionEvent } from './entity';

export type FoundEvent = UnionEvent & { unionName: string; unionPath: string; unionPhone: string | null };
export type FoundSlot = EventSlot &
  Pick<PlaceLot, 'total' | 'taken' | 'ordinary' | 'reserved' | 'reservedUntil' | 'closesAt'>;

export const SELECT_EVENT = `SELECT e.*, u.name AS unionName, u.path AS unionPath, u.phone AS unionPhone
  FROM union_event e JOIN trade_union u ON u.id = e.unionId`;
const SELECT_SLOT = `SELECT s.*, l.total, l.taken, l.ordinary, l.reserved, l.reservedUntil, l.closesAt
  FROM event_slot s JOIN place_lot l ON l.id = s.id`;

export const audienceOf = ({ audience }: Pick<UnionEvent, 'audience'>): Audience => JSON.parse(audience) as Audience;
export const priorityOf = ({ priority }: Pick<UnionEvent, 'priority'>): Occupation[] =>
  JSON.parse(priority) as Occupation[];
/** Millionths of a degree to degrees. */
export const degrees = (micro: number | null): number | null => (micro === null ? null : micro / 1_000_000);

/** An event within the reach of a permission. Throws NOT_FOUND, also for other unions' ones. */
export async function loadEvent(ask: Ask, id: string, permission: Permission): Promise<FoundEvent> {
  const [event] = await query<FoundEvent>(ask.db, `${SELECT_EVENT} WHERE e.id = ?`, [id]);
  if (!event) throw new Refusal('NOT_FOUND', { denied: `event:${id}` });
  mustReach(ask, permission, event.unionPath, `event:${id}`);
  ask.about(`event:${id}`);
  return event;
}

/** The slots of some events in the order of time. */
export async function slotsOf(ask: Ask, eventIds: readonly string[]): Promise<FoundSlot[]> {
  if (eventIds.length === 0) return [];
  const places = eventIds.map(() => '?').join(', ');
  return ask.db.query(`${SELECT_SLOT} WHERE s.eventId IN (${places}) ORDER BY s.startAt, s.id`, [...eventIds]);
}

/** A slot by its id. Throws NOT_FOUND. */
export async function loadSlot(ask: Ask, id: string): Promise<FoundSlot> {
  const [slot] = await query<FoundSlot>(ask.db, `${SELECT_SLOT} WHERE s.id = ?`, [id]);
  if (!slot) throw new Refusal('NOT_FOUND', { denied: `event-slot:${id}` });
  return slot;
}

const none: Counts = { booked: 0, offered: 0, waiting: 0, used: 0 };

/** A slot with its numbers. */
export function toRunSlot({ id, startAt, endAt, total, taken, reserved }: FoundSlot, counts: Counts = none) {
  const { booked, offered, waiting, used } = counts;
  return { id, startAt, endAt, total, reserved, booked, offered, waiting, arrived: used, free: total - taken };
}

/** The row of a list: sums over the slots. */
export function toRow(ask: Ask, event: FoundEvent, slots: FoundSlot[], counts: Map<string, Counts>) {
  const sums = { total: 0, booked: 0, offered: 0, waiting: 0, arrived: 0 };
  for (const slot of slots) {
    const run = toRunSlot(slot, counts.get(slot.id));
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += run[name];
  }
  return { ...event, ...sums, group: event.serviceGroup, phase: bookingPhaseOf(event, ask.now.toISOString()) };
}

export type Shown = Reply<'GET /events/:id'>;

/** An event as it is answered. */
export async function toEvent(ask: Ask, event: FoundEvent): Promise<Shown> {
  const slots = await slotsOf(ask, [event.id]);
  const counts = await countsOf(ask.db, [event.id]);
  const audience = audienceOf(event);
  const [maker] = await query<{ name: string }>(ask.db, 'SELECT name FROM staff_account WHERE id = ?', [
    event.createdBy,
  ]);
  const manages = mayAct(staffOf(ask).posts, 'events.manage', event.unionPath);
  return {
    ...toRow(ask, event, slots, counts),
    audience,
    audienceWords: await wordsOf(ask, audience),
    priority: priorityOf(event),
    latitude: degrees(event.latitude),
    longitude: degrees(event.longitude),
    slots: slots.map((slot) => toRunSlot(slot, counts.get(slot.id))),
    createdBy: maker?.name ?? '',
    may: { edit: manages && event.state === 'draft', run: manages && event.state === 'open' },
  };
}

/** Who may come, in plain words. */
export async function wordsOf(ask: Ask, audience: Audience): Promise<string[]> {
  const lines = audienceWords(audience, await namesOf(ask, audience.unionIds));
  return lines.map((line) => line.replace('只发给：', '只面向：').replace('从未领过的会员', '还没有参加过的会员'));
}

/** The same by its id. Throws NOT_FOUND. */
export async function describeEvent(ask: Ask, id: string, permission: Permission): Promise<Shown> {
  return toEvent(ask, await loadEvent(ask, id, permission));
}
