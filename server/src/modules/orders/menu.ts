/** The menu as whoever orders sees it: of the own unions and of those above them. */
import type { MenuGroup } from '@niangjia/shared/rules/orders';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { askPhoneOf, loadUnion } from '../unions/service';
import type { MenuItem } from './entity';
import { freeDays, waitingOf } from './line';

export type FoundItem = MenuItem & { unionName: string; unionPath: string };

export const SELECT_ITEM = `SELECT i.*, u.name AS unionName, u.path AS unionPath FROM menu_item i
  JOIN trade_union u ON u.id = i.unionId`;

/** Paths of the unions that somebody belongs to: of the posts, or of the membership. */
async function ownPaths(ask: Ask): Promise<string[]> {
  if (ask.by.kind === 'staff') return ask.by.posts.map(({ unionPath }) => unionPath);
  if (ask.by.kind !== 'person') return [];
  const rows = await query<{ path: string }>(
    ask.db,
    'SELECT u.path FROM membership m JOIN trade_union u ON u.id = m.unionId WHERE m.activePerson = ?',
    [ask.by.personId],
  );
  return rows.map(({ path }) => path);
}

async function starsOf(ask: Ask, itemIds: readonly string[]) {
  const items = among(itemIds);
  const rows = await query<{ itemId: string; stars: number | string | null; ratings: number | string }>(
    ask.db,
    `SELECT o.itemId, AVG(o.stars) AS stars, COUNT(o.stars) AS ratings FROM service_order o
     WHERE o.itemId IN (${items.places}) AND o.state = 'rated' GROUP BY o.itemId`,
    items.values,
  );
  return new Map(
    rows.map(({ itemId, stars, ratings }) => [itemId, { stars: Number(stars), ratings: Number(ratings) }]),
  );
}

/** Numbers to ask, one look a union. */
async function askPhonesOf(ask: Ask, items: readonly FoundItem[]): Promise<Map<string, string>> {
  const phones = new Map<string, string>();
  for (const id of new Set(items.map(({ unionId }) => unionId)))
    phones.set(id, await askPhoneOf(ask, await loadUnion(ask, id)));
  return phones;
}

/** Items as they are answered, with the day on which whoever orders now would be served. */
export async function toItems(ask: Ask, items: readonly FoundItem[]) {
  if (items.length === 0) return [];
  const ids = items.map(({ id }) => id);
  const [waiting, stars, phones] = [
    await waitingOf(ask.db, ids),
    await starsOf(ask, ids),
    await askPhonesOf(ask, items),
  ];
  const shown = [];
  for (const item of items) {
    const ahead = waiting.get(item.id) ?? 0;
    const rated = stars.get(item.id);
    shown.push({
      ...item,
      restDays: Boolean(item.restDays),
      askPhone: phones.get(item.unionId) ?? '',
      nextFreeOn: (await freeDays(ask, item, null, ahead + 1))[ahead] ?? null,
      waiting: ahead,
      stars: rated ? Math.round(rated.stars * 10) / 10 : null,
      ratings: rated?.ratings ?? 0,
    });
  }
  return shown;
}

/** What can be ordered, group by group. */
export async function listMenu(ask: Ask, group: MenuGroup | undefined) {
  const unions = [...new Set((await ownPaths(ask)).flatMap((path) => path.split('/').filter(Boolean)))];
  if (unions.length === 0) return { items: [] };
  const own = among(unions);
  const items = await query<FoundItem>(
    ask.db,
    `${SELECT_ITEM} WHERE i.state = 'offered' AND i.unionId IN (${own.places})${group ? ' AND i.`group` = ?' : ''}
     ORDER BY i.id`,
    [...own.values, ...(group ? [group] : [])],
  );
  return { items: await toItems(ask, items) };
}

/** Also one that was withdrawn, and for staff one of a union below. Throws NOT_FOUND. */
export async function describeItem(ask: Ask, id: string) {
  const [item] = await query<FoundItem>(ask.db, `${SELECT_ITEM} WHERE i.id = ?`, [id]);
  const paths = await ownPaths(ask);
  const near = (path: string): boolean =>
    path.startsWith(item?.unionPath ?? '-') || (ask.by.kind === 'staff' && (item?.unionPath.startsWith(path) ?? false));
  if (!item || !paths.some(near)) throw new Refusal('NOT_FOUND', { denied: `item:${id}` });
  const [shown] = await toItems(ask, [item]);
  if (!shown) throw new Error('an item that is not shown');
  return shown;
}
