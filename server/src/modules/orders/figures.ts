/** The menu as whoever keeps it sees it: with what became of each item. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { MenuState } from '@niangjia/shared/rules/orders';
import { type Ask, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { type FoundItem, SELECT_ITEM, toItems } from './menu';

interface Figures {
  delivered: number;
  served: number;
  waitDays: number | null;
}
const nothing: Figures = { delivered: 0, served: 0, waitDays: null };

/** Orders that one mean looks at, the latest. */
const LATEST = 5000;
const DAY_MS = 86_400_000;

/** Mean of the days from the order to its visit. */
async function waitsOf(ask: Ask, items: { places: string; values: string[] }): Promise<Map<string, number[]>> {
  const rows = await query<{ itemId: string; queuedAt: string; startAt: string }>(
    ask.db,
    `SELECT o.itemId, o.queuedAt, v.startAt FROM service_order o JOIN visit v ON v.id = o.visitId
     WHERE o.itemId IN (${items.places}) AND o.state IN ('delivered', 'rated') ORDER BY o.id DESC LIMIT ${LATEST}`,
    items.values,
  );
  const waits = new Map<string, number[]>();
  for (const { itemId, queuedAt, startAt } of rows) {
    const days = (Date.parse(dayOf(startAt)) - Date.parse(dayOf(queuedAt))) / DAY_MS;
    waits.set(itemId, [...(waits.get(itemId) ?? []), days]);
  }
  return waits;
}

/** Delivered orders; people as the experts recorded them, once a visit. */
async function figuresOf(ask: Ask, ids: readonly string[]): Promise<Map<string, Figures>> {
  if (ids.length === 0) return new Map();
  const items = among(ids);
  const delivered = await query<{ itemId: string; delivered: number | string }>(
    ask.db,
    `SELECT o.itemId, COUNT(*) AS delivered FROM service_order o
     WHERE o.itemId IN (${items.places}) AND o.state IN ('delivered', 'rated') GROUP BY o.itemId`,
    items.values,
  );
  const served = await query<{ itemId: string; served: number | string | null }>(
    ask.db,
    `SELECT v.itemId, SUM(v.served) AS served FROM visit v
     WHERE v.itemId IN (${items.places}) AND v.state = 'recorded' GROUP BY v.itemId`,
    items.values,
  );
  const waits = await waitsOf(ask, items);
  const people = new Map(served.map((row) => [row.itemId, Number(row.served ?? 0)]));
  const counts = new Map(delivered.map((row) => [row.itemId, Number(row.delivered)]));
  return new Map(
    ids.map((id) => {
      const days = waits.get(id);
      const mean = days ? days.reduce((sum, one) => sum + one, 0) / days.length : null;
      return [
        id,
        {
          delivered: counts.get(id) ?? 0,
          served: people.get(id) ?? 0,
          waitDays: mean === null ? null : Math.round(mean * 10) / 10,
        },
      ];
    }),
  );
}

/** Within the reach of `menu.manage`, in the order in which they were made. */
export async function listItems(ask: Ask, state: MenuState | undefined) {
  const reach = withinReach(ask, 'menu.manage', 'u.path');
  const found = await query<FoundItem>(
    ask.db,
    `${SELECT_ITEM} WHERE ${reach.sql}${state ? ' AND i.state = ?' : ''} ORDER BY i.id LIMIT 500`,
    [...reach.values, ...(state ? [state] : [])],
  );
  const figures = await figuresOf(
    ask,
    found.map(({ id }) => id),
  );
  return { items: (await toItems(ask, found)).map((item) => ({ ...item, ...(figures.get(item.id) ?? nothing) })) };
}
