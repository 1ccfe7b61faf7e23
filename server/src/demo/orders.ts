/** Loads the menu, experts, rooms, and units' orders in different states, through the same services as everybody. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { instantAt } from '@niangjia/shared/rules/experts';
import type { Department } from '@niangjia/shared/rules/orders';
import { isWorkingDay } from '../core/calendar';
import type { Kit } from '../core/kit';
import { registerExpert } from '../modules/experts/keep';
import { addRoom } from '../modules/experts/rooms';
import { acceptOrder, keepWish } from '../modules/orders/decide';
import { placeOrder } from '../modules/orders/place';
import { makeItem } from '../modules/orders/upkeep';
import { type DemoOrder, demoExperts, demoMenu, demoOrders, demoRooms, demoSites, FIRST_EXPERT } from './menu-plans';
import { madeUpPhone } from './people';
import { speakAs, unionId } from './speak';
import { daysAgo } from './used';
import { holdOne, planOne } from './visits';

/** Who keeps the city's menu, by department. */
const keepers: Record<Department, string> = {
  protection: 'weifang-aid',
  production: 'weifang-skill',
  legal: 'weifang-law',
  publicity: 'weifang-class',
};
const degrees = ({ latitude, longitude }: { latitude: number; longitude: number }) => ({
  latitude: latitude / 1e6,
  longitude: longitude / 1e6,
});

/** The menu by title. */
async function loadMenu(kit: Kit): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const plan of demoMenu)
    await speakAs(kit, keepers[plan.department], async (ask) => {
      const { id } = await makeItem(ask, { ...plan, unionId: await unionId(ask, 'weifang'), fromOrderIds: [] });
      ids.set(plan.title, id);
    });
  return ids;
}

async function loadExperts(kit: Kit): Promise<void> {
  for (const [nth, { at, ...expert }] of demoExperts.entries())
    await speakAs(kit, keepers.protection, async (ask) => {
      const place = { placeName: at.placeName, ...degrees(at), reachKm: 90, perDay: 2, perWeek: 6 };
      const phone = madeUpPhone(FIRST_EXPERT + nth);
      await registerExpert(ask, { ...expert, ...place, phone, unionId: await unionId(ask, 'weifang') });
    });
  for (const { at, ...room } of demoRooms)
    await speakAs(kit, keepers.protection, async (ask) => {
      await addRoom(ask, { ...room, placeName: at.placeName, ...degrees(at), unionId: await unionId(ask, 'weifang') });
    });
}

const nextWorkingDay = (from: string): string => (isWorkingDay(from) ? from : nextWorkingDay(addDays(from, 1)));

async function loadOrder(kit: Kit, order: DemoOrder, nth: number, items: Map<string, string>): Promise<void> {
  const { by, unit, title, group, people, sharing, after, department, then } = order;
  const keeper = keepers[department];
  const wished = nextWorkingDay(addDays(dayOf(kit.now()), after));
  // What is delivered was ordered three weeks ago; the others a day apart.
  const past = daysAgo(kit, then === 'delivered' ? 21 : demoOrders.length - nth);
  const site = demoSites[unit];
  const itemId = items.get(title) ?? null;
  const body = {
    ...{ itemId, wish: itemId === null ? { title, group } : null, people, sharing },
    ...{ placeName: site.placeName, address: site.address, ...degrees(site) },
    days: (['am', 'pm'] as const).map((part) => ({ day: wished, part })),
    ...{ notes: '', contactName: '联系人·示例', contactPhone: madeUpPhone(790 + nth) },
  };
  const { id } = await speakAs(past, by, async (ask) =>
    placeOrder(ask, { ...body, unionId: await unionId(ask, unit) }),
  );
  if (then === 'submitted') return;
  if (then === 'off-menu') {
    await speakAs(past, keeper, (ask) => keepWish(ask, id, '先记下，凑够三家就请教练。'));
    return;
  }
  await speakAs(past, keeper, (ask) => acceptOrder(ask, id));
  if (order.expert === undefined) return;
  const expertPhone = madeUpPhone(FIRST_EXPERT + order.expert);
  const given = { orderId: id, by, keeper, expertPhone, startAt: instantAt(wished, 10 * 60) };
  const visit = await planOne(past, given);
  if (then === 'delivered') await holdOne(kit, given, visit);
}

export async function loadServices(kit: Kit): Promise<void> {
  const items = await loadMenu(kit);
  await loadExperts(kit);
  for (const [nth, order] of demoOrders.entries()) await loadOrder(kit, order, nth, items);
}
