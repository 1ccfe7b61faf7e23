/** The line of an item: never served first, then who asked first (`comesBefore` of the rules, in SQL). */
import { dayOf } from '@niangjia/shared/rules/days';
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { freeSlots, type Wanted } from '../experts/free-dates';
import type { MenuItem, ServiceOrder } from './entity';

/** Order of an item's line, for `ORDER BY` over `service_order o`. */
export const LINE_ORDER = 'CASE WHEN o.served > 0 THEN 1 ELSE 0 END, o.queuedAt, o.id';

export interface Standing {
  position: number;
  lineLength: number;
}

/** Where these orders stand in the lines of these items; one query for a whole page. */
export async function standingsOf(
  db: EntityManager,
  orders: readonly Pick<ServiceOrder, 'id' | 'itemId' | 'state'>[],
): Promise<Map<string, Standing>> {
  const waiting = orders.filter(({ itemId, state }) => state === 'accepted' && itemId !== null);
  if (waiting.length === 0) return new Map();
  const items = among([...new Set(waiting.map(({ itemId }) => itemId as string))]);
  const own = among(waiting.map(({ id }) => id));
  const rows = await query<{ id: string; nth: number | string; lineLength: number | string }>(
    db,
    `SELECT line.id, line.nth, line.lineLength FROM (
       SELECT o.id, ROW_NUMBER() OVER (PARTITION BY o.itemId ORDER BY ${LINE_ORDER}) AS nth,
         COUNT(*) OVER (PARTITION BY o.itemId) AS lineLength
       FROM service_order o WHERE o.itemId IN (${items.places}) AND o.state = 'accepted') line
     WHERE line.id IN (${own.places})`,
    [...items.values, ...own.values],
  );
  return new Map(
    rows.map(({ id, nth, lineLength }) => [id, { position: Number(nth), lineLength: Number(lineLength) }]),
  );
}

/** How many wait for a visit, by item. */
export async function waitingOf(db: EntityManager, itemIds: readonly string[]): Promise<Map<string, number>> {
  if (itemIds.length === 0) return new Map();
  const items = among(itemIds);
  const rows = await query<{ itemId: string; waiting: number | string }>(
    db,
    `SELECT o.itemId, COUNT(*) AS waiting FROM service_order o
     WHERE o.itemId IN (${items.places}) AND o.state = 'accepted' GROUP BY o.itemId`,
    [...items.values],
  );
  return new Map(rows.map(({ itemId, waiting }) => [itemId, Number(waiting)]));
}

export type Offered = Pick<MenuItem, 'skill' | 'minutes' | 'restDays'> & { unionPath: string };
type Place = { latitude: number; longitude: number } | null;

/** Nobody is told a day so far behind in a line. */
const FORESEEN = 1000;
/** What took longer than this to find is remembered for a minute. */
const DEAR_MS = 20;
const MINUTE_MS = 60_000;
const remembered = new WeakMap<Kit, Map<string, { until: number; wanted: number; slots: string[] }>>();

/** Free times anywhere, remembered where many experts and a long line make them dear. */
async function slotsOf(ask: Ask, of: Wanted, wanted: number): Promise<string[]> {
  const known = remembered.get(ask.kit) ?? new Map();
  remembered.set(ask.kit, known);
  const name = JSON.stringify([of, dayOf(ask.now)]);
  const before = known.get(name);
  if (before && before.wanted >= wanted && before.until > ask.now.getTime()) return before.slots;
  const began = performance.now();
  const slots = await freeSlots(ask.db, of, dayOf(ask.now), wanted);
  if (performance.now() - began > DEAR_MS && of.place === null) {
    if (known.size > 200) known.clear();
    known.set(name, { until: ask.now.getTime() + MINUTE_MS, wanted, slots });
  }
  return slots;
}

/**
 * Days of the first visits of an item from now on, at a place or anywhere, as many as are wanted: whoever is nth in the
 * line is likely to be served on the nth of them. Fewer when experts are not free so often within 120 days.
 */
export async function freeDays(ask: Ask, item: Offered, place: Place, wanted: number): Promise<string[]> {
  const { skill, minutes, restDays, unionPath } = item;
  const of = { skill, minutes, place, restDays: Boolean(restDays), ownerPath: unionPath };
  return (await slotsOf(ask, of, Math.min(wanted, FORESEEN))).map(dayOf);
}
