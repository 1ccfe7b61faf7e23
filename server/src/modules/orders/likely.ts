/** When an order's turn will probably come: the free time of experts that stands at its place in the line. */
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import type { MenuItem } from './entity';
import { freeDays, type Standing } from './line';
import type { OrderRow } from './row';

type Item = Pick<MenuItem, 'id' | 'skill' | 'minutes' | 'restDays'> & { unionPath: string };

async function itemsOf(ask: Ask, ids: readonly string[]): Promise<Map<string, Item>> {
  const some = among(ids);
  const rows = await query<Item>(
    ask.db,
    `SELECT i.id, i.skill, i.minutes, i.restDays, u.path AS unionPath FROM menu_item i
     JOIN trade_union u ON u.id = i.unionId WHERE i.id IN (${some.places})`,
    some.values,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Of those that stand in a line, by order. The free time of an item is the same for all of a page. */
export async function likelyDays(
  ask: Ask,
  orders: readonly Pick<OrderRow, 'id' | 'itemId'>[],
  standings: ReadonlyMap<string, Standing>,
): Promise<Map<string, string | null>> {
  const likely = new Map<string, string | null>();
  const waiting = orders.filter(({ id }) => standings.has(id));
  if (waiting.length === 0) return likely;
  const items = await itemsOf(ask, [...new Set(waiting.map(({ itemId }) => itemId ?? ''))]);
  for (const item of items.values()) {
    const own = waiting.filter(({ itemId }) => itemId === item.id);
    const days = await freeDays(ask, item, null, Math.max(...own.map(({ id }) => standings.get(id)?.position ?? 0)));
    for (const { id } of own) likely.set(id, days[(standings.get(id)?.position ?? 0) - 1] ?? null);
  }
  return likely;
}
