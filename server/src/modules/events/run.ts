/** An event is opened, ends, or is called off. */
import { type Ask, makeAsk } from '../../core/ask';
import type { Deliver } from '../../core/outbox';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import type { PlaceClaim } from '../places/entity';
import { callOff } from '../places/run';
import { loadUnion } from '../unions/service';
import { mustBeOpen } from '../unions/tree-checks';
import { isFirst } from '../unions/tree-tell';
import { mustBeOpenable } from './checks';
import { UnionEventTable } from './entity';
import { describeEvent, loadEvent, slotsOf } from './load';
import { planOf, takeDraft } from './make';
import { tellCancelled } from './tell';

/** Members see it from now on. Refusals NOT_FOUND, EVENT_STATE, UNION_CLOSED, EVENT_RULES. */
export async function openEvent(ask: Ask, id: string) {
  const event = await loadEvent(ask, id, 'events.manage');
  await takeDraft(ask, id);
  mustBeOpen(await loadUnion(ask, event.unionId));
  await mustBeOpenable(ask, planOf(event, await slotsOf(ask, [id])), event.unionPath);
  const opened = { state: 'open', openedAt: ask.now.toISOString() } as const;
  await update(ask.db, UnionEventTable, { id, state: 'draft' }, opened);
  return describeEvent(ask, id, 'events.manage');
}

/** Once its last slot is over. Refusals NOT_FOUND, EVENT_STATE, EVENT_NOT_OVER. */
export async function endEvent(ask: Ask, id: string) {
  const { endAt, state } = await loadEvent(ask, id, 'events.manage');
  if (state !== 'open') throw new Refusal('EVENT_STATE');
  const endedAt = ask.now.toISOString();
  if (endedAt < endAt) throw new Refusal('EVENT_NOT_OVER');
  if ((await update(ask.db, UnionEventTable, { id, state: 'open' }, { state: 'ended', endedAt })) === 0)
    throw new Refusal('EVENT_STATE');
  return describeEvent(ask, id, 'events.manage');
}

/** Everybody who had something open is told, by the outbox. Refusals NOT_FOUND, EVENT_STATE. */
export async function cancelEvent(ask: Ask, id: string, reason: string) {
  const { state } = await loadEvent(ask, id, 'events.manage');
  if (state !== 'draft' && state !== 'open') throw new Refusal('EVENT_STATE');
  const change = { state: 'cancelled', endedAt: ask.now.toISOString(), endReason: reason } as const;
  if ((await update(ask.db, UnionEventTable, { id, state }, change)) === 0) throw new Refusal('EVENT_STATE');
  const told = await callOff(ask, id);
  if (told > 0) await ask.tell('event-called-off', { eventId: id, after: '', piece: '1' });
  ask.about(`event:${id}`, { told });
  return describeEvent(ask, id, 'events.manage');
}

/** Small, so that the messages of everybody else do not queue behind those of a large event. */
const AT_ONCE = 100;

/** One piece of those who had something open, then a message for the next; each is told once. */
export const tellCalledOff: Deliver = async (kit, { eventId = '', after = '', piece = '1' }) => {
  await kit.db.tx(
    async (db) => {
      const { ask } = makeAsk(kit, db, { kind: 'nobody' });
      if (!(await isFirst(ask, `event-called-off:${eventId}`, Number(piece)))) return;
      const ended = await query<PlaceClaim>(
        db,
        `SELECT * FROM place_claim WHERE matterId = ? AND ending = 'off' AND id > ? ORDER BY id LIMIT ${AT_ONCE}`,
        [eventId, after],
      );
      for (const claim of ended) await tellCancelled(ask, claim);
      const last = ended.at(-1);
      if (last && ended.length === AT_ONCE)
        await ask.tell('event-called-off', { eventId, after: last.id, piece: String(Number(piece) + 1) });
    },
    { again: true },
  );
};
