/** One slot of an open event: more places or fewer, another time. */
import { type Ask, mustReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { moveLot, resizeLot } from '../places/run';
import { mustBeWithout } from './checks';
import { EventSlotTable, UnionEventTable } from './entity';
import { describeEvent, type FoundEvent, type FoundSlot, loadSlot, priorityOf, SELECT_EVENT } from './load';
import { instantOf } from './make';
import { keptProblems, timeProblems } from './rules';
import { tellChanges, tellMoved } from './tell';

/** A slot within reach that has not begun, of an open event; the event's row is held. NOT_FOUND, EVENT_STATE. */
async function takeSlot(ask: Ask, id: string): Promise<{ slot: FoundSlot; event: FoundEvent }> {
  const slot = await loadSlot(ask, id);
  const [event] = await query<FoundEvent>(ask.db, `${SELECT_EVENT} WHERE e.id = ?`, [slot.eventId]);
  if (!event) throw new Refusal('NOT_FOUND');
  mustReach(ask, 'events.manage', event.unionPath, `event-slot:${id}`);
  if ((await update(ask.db, UnionEventTable, { id: event.id, state: 'open' }, { state: 'open' })) === 0)
    throw new Refusal('EVENT_STATE');
  if (slot.startAt <= ask.now.toISOString())
    throw new Refusal('EVENT_STATE', { sentence: '这一场已经开始，不能再调整。' });
  return { slot, event };
}

/** More places call the line up at once. Refusals NOT_FOUND, EVENT_STATE, EVENT_RULES, PLACES_TAKEN. */
export async function changeQuota(ask: Ask, id: string, given: { total: number; reserved: number }) {
  const { slot, event } = await takeSlot(ask, id);
  mustBeWithout(keptProblems(given, { priority: priorityOf(event), reservedUntil: event.reservedUntil }, ''));
  await tellChanges(ask, await resizeLot(ask, id, given));
  const answer = await describeEvent(ask, event.id, 'events.manage');
  ask.about(`event-slot:${id}`, { event: event.id, from: slot.total, ...given });
  return answer;
}

/** Everybody in it is told, with the reason. Refusals NOT_FOUND, EVENT_STATE, EVENT_RULES. */
export async function moveSlot(ask: Ask, id: string, given: { startAt: string; endAt: string; reason: string }) {
  const { slot, event } = await takeSlot(ask, id);
  const [startAt, endAt] = [instantOf(given.startAt), instantOf(given.endAt)];
  const past = startAt <= ask.now.toISOString();
  mustBeWithout([
    ...timeProblems({ startAt, endAt }, ''),
    ...(past ? [{ at: 'startAt', sentence: '请改到以后的时间。' }] : []),
  ]);
  await update(ask.db, EventSlotTable, { id }, { startAt, endAt });
  const [span] = await query<{ startAt: string; endAt: string }>(
    ask.db,
    'SELECT MIN(startAt) AS startAt, MAX(endAt) AS endAt FROM event_slot WHERE eventId = ?',
    [event.id],
  );
  if (span) await update(ask.db, UnionEventTable, { id: event.id }, span);
  const claims = await moveLot(ask, id, startAt);
  await tellMoved(ask, event, claims, { from: slot.startAt, to: startAt, reason: given.reason });
  const answer = await describeEvent(ask, event.id, 'events.manage');
  ask.about(`event-slot:${id}`, { event: event.id, startAt, endAt, told: claims.length });
  return answer;
}
