/** An event is made, and changed while it is a draft. */
import { everybody } from '@niangjia/shared/rules/audience';
import { dayOf } from '@niangjia/shared/rules/days';
import { OFFER_HOURS } from '@niangjia/shared/rules/events';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, nextValue, update } from '../../core/sql';
import { dropLots, makeLots } from '../places/lot';
import { loadUnion } from '../unions/service';
import { mustBeOpen } from '../unions/tree-checks';
import { mustBeWithout, mustFit } from './checks';
import { EventSlotTable, type UnionEvent, UnionEventTable } from './entity';
import { audienceOf, degrees, describeEvent, type FoundEvent, type FoundSlot, loadEvent, priorityOf } from './load';
import type { Plan } from './rules';

const once = <One>(list: readonly One[]): One[] => [...new Set(list)];
/** With milliseconds, as instants are compared. */
export const instantOf = (text: string): string => new Date(text).toISOString();
const micro = (value: number | null): number | null => (value === null ? null : Math.round(value * 1_000_000));

/** Instants in their one form, slots in the order of time, nothing twice in a list. */
function tidy(plan: Plan): Plan {
  const { audience, priority, reservedUntil, slots } = plan;
  return {
    ...plan,
    bookFrom: instantOf(plan.bookFrom),
    bookUntil: instantOf(plan.bookUntil),
    reservedUntil: reservedUntil === null ? null : instantOf(reservedUntil),
    priority: once(priority),
    audience: {
      ...audience,
      unionIds: once(audience.unionIds),
      districts: once(audience.districts),
      occupations: once(audience.occupations),
    },
    slots: slots.map((slot) => ({ ...slot, startAt: instantOf(slot.startAt), endAt: instantOf(slot.endAt) })),
  };
}

/** A stored event as it was typed. */
export function planOf(event: FoundEvent, slots: readonly FoundSlot[]): Plan {
  const { listed: _, ...audience } = audienceOf(event);
  return {
    ...event,
    audience,
    group: event.serviceGroup,
    latitude: degrees(event.latitude),
    longitude: degrees(event.longitude),
    priority: priorityOf(event),
    slots: slots.map(({ startAt, endAt, total, reserved }) => ({ startAt, endAt, total, reserved })),
  };
}

function columnsOf(plan: Plan) {
  const { unionId: _, group, audience, priority, slots, latitude, longitude, ...plain } = plan;
  const [starts, ends] = [slots.map(({ startAt }) => startAt).sort(), slots.map(({ endAt }) => endAt).sort()];
  return {
    ...plain,
    ...{ serviceGroup: group, latitude: micro(latitude), longitude: micro(longitude) },
    audience: JSON.stringify({ ...everybody, ...audience }),
    priority: JSON.stringify(priority),
    startAt: starts[0] ?? '',
    endAt: ends.at(-1) ?? '',
  } satisfies Partial<UnionEvent>;
}

async function writeSlots({ db }: Ask, eventId: string, { slots, reservedUntil }: Plan): Promise<void> {
  const rows = slots.map((slot) => ({ id: ulid(), ...slot }));
  const ofSlot = ({ id, startAt, endAt }: (typeof rows)[number]) => ({ id, eventId, startAt, endAt });
  await insert(db, EventSlotTable, rows.map(ofSlot));
  await makeLots(
    db,
    rows.map(({ id, startAt, total, reserved }) => ({
      ...{ id, kind: 'event', matterId: eventId, total, reserved },
      ...{ reservedUntil, offerHours: OFFER_HOURS, closesAt: startAt },
    })),
  );
}

/** A draft of a union within reach. Refusals NOT_FOUND, UNION_CLOSED, EVENT_RULES. */
export async function makeEvent(ask: Ask, given: Plan) {
  const union = await loadUnion(ask, given.unionId);
  mustReach(ask, 'events.manage', union.path, `union:${union.id}`);
  mustBeOpen(union);
  const plan = tidy(given);
  await mustFit(ask, plan, union.path);
  const id = ulid();
  const today = dayOf(ask.now);
  const nth = await nextValue(ask.db, `event:${today}`);
  await insert(ask.db, UnionEventTable, {
    ...columnsOf(plan),
    ...{ id, unionId: union.id, number: `YY${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}` },
    ...{ state: 'draft', openedAt: null, endedAt: null, endReason: null },
    ...{ createdBy: staffOf(ask).accountId, createdAt: ask.now.toISOString() },
  });
  await writeSlots(ask, id, plan);
  return describeEvent(ask, id, 'events.manage');
}

/** Takes the row of a draft until the transaction ends. Refusal EVENT_STATE for what is no draft. */
export async function takeDraft(ask: Ask, id: string): Promise<void> {
  if ((await update(ask.db, UnionEventTable, { id, state: 'draft' }, { state: 'draft' })) === 0)
    throw new Refusal('EVENT_STATE');
}

/** All of it anew, its slots with new ids. Refusals NOT_FOUND, EVENT_STATE, EVENT_RULES. */
export async function editEvent(ask: Ask, id: string, given: Plan) {
  const event = await loadEvent(ask, id, 'events.manage');
  await takeDraft(ask, id);
  if (given.unionId !== event.unionId)
    mustBeWithout([{ at: 'unionId', sentence: '主办工会不能更换，请由那家工会另建活动。' }]);
  const plan = tidy(given);
  await mustFit(ask, plan, event.unionPath);
  await update(ask.db, UnionEventTable, { id, state: 'draft' }, columnsOf(plan));
  await ask.db.query('DELETE FROM event_slot WHERE eventId = ?', [id]);
  await dropLots(ask.db, id);
  await writeSlots(ask, id, plan);
  return describeEvent(ask, id, 'events.manage');
}
