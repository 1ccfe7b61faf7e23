/** Wishes that are not on the menu, as demand: the same words are one row. */
import type { Ask } from '../../core/ask';
import { withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import type { ServiceOrder } from './entity';

/** Words as they are compared: without spaces, in one case and width. */
export const sameWords = (title: string): string => title.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** What one list looks at, the newest first: old ones that nobody answers do not hide new ones. */
const WISHES = 2000;

type Wish = Pick<ServiceOrder, 'id' | 'number' | 'unionId' | 'title' | 'group' | 'people' | 'state' | 'createdAt'> & {
  unionName: string;
};

function toDemand(wishes: readonly Wish[]) {
  const [first] = wishes as [Wish];
  return {
    title: first.title,
    group: first.group,
    units: new Set(wishes.map(({ unionId }) => unionId)).size,
    people: wishes.reduce((sum, { people }) => sum + people, 0),
    firstAt: first.createdAt,
    orders: wishes.map(({ id, number, unionName, people, state }) => ({ id, number, unionName, people, state })),
  };
}

/** Most asked for first: by units, then by people, then by who asked first. */
export async function listWishes(ask: Ask) {
  const reach = withinReach(ask, 'orders.plan', 'w.path');
  const wishes = await query<Wish>(
    ask.db,
    `SELECT o.id, o.number, o.unionId, o.title, o.\`group\`, o.people, o.state, o.createdAt, u.name AS unionName
     FROM service_order o JOIN trade_union u ON u.id = o.unionId JOIN trade_union w ON w.id = o.ownerId
     WHERE o.itemId IS NULL AND o.state IN ('submitted', 'off-menu') AND ${reach.sql} ORDER BY o.id DESC LIMIT ${WISHES}`,
    reach.values,
  );
  const rows = new Map<string, Wish[]>();
  for (const wish of wishes.reverse()) {
    const same = sameWords(wish.title);
    rows.set(same, [...(rows.get(same) ?? []), wish]);
  }
  const items = [...rows.values()].map(toDemand);
  items.sort((a, b) => b.units - a.units || b.people - a.people || (a.firstAt < b.firstAt ? -1 : 1));
  return { items };
}
