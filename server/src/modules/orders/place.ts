/** A unit orders from the menu, or says what it wishes for; and mends what came back. */
import type { Body } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import type { Department, MenuGroup } from '@niangjia/shared/rules/orders';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { badField, Refusal } from '../../core/refusal';
import { insertOnce, nextValue, query } from '../../core/sql';
import { among } from '../../core/together';
import { loadUnion } from '../unions/service';
import { describeOrder } from './describe';
import { type MenuItem, type ServiceOrder, ServiceOrderTable } from './entity';
import { loadOrder } from './load';
import { dueOf, moveOrder } from './move';
import { addStep } from './step';
import { contactPlace } from './tell';

type Wishes = Body<'POST /orders/:id/resubmit'>;
type Limits = Pick<MenuItem, 'minPeople' | 'maxPeople' | 'poolKm'>;

/** What has to fit together. Refusals BAD_INPUT, DAY_PAST, TOO_FEW_PEOPLE. */
function mustFit(ask: Ask, wishes: Wishes, item: Limits | undefined): void {
  const { latitude, longitude, days, people, sharing } = wishes;
  if ((latitude === null) !== (longitude === null))
    throw badField(latitude === null ? 'latitude' : 'longitude', '纬度和经度请一起填写，或都不填。');
  if (days.some(({ day }) => day < dayOf(ask.now))) throw new Refusal('DAY_PAST');
  if (!item) return;
  if (people > item.maxPeople) throw badField('people', `这项服务一次最多 ${item.maxPeople} 人，请分几次点单。`);
  if (people < item.minPeople && !(sharing && item.poolKm > 0)) throw new Refusal('TOO_FEW_PEOPLE');
}

const micro = (degrees: number | null): number | null => (degrees === null ? null : Math.round(degrees * 1_000_000));

async function columnsOf(ask: Ask, orderId: string, wishes: Wishes) {
  const { latitude, longitude, days, contactPhone, ...plain } = wishes;
  const named = new Map(days.map((one) => [`${one.day} ${one.part}`, one]));
  return {
    ...plain,
    ...{ latitude: micro(latitude), longitude: micro(longitude), days: JSON.stringify([...named.values()]) },
    contactSealed: await ask.kit.secrets.seal(ask.db, contactPlace(orderId), contactPhone, ask.now),
  };
}

/** An item of the unit's own union or of one above it. Refusals NOT_FOUND, ITEM_WITHDRAWN. */
async function itemFor(ask: Ask, itemId: string, unitPath: string): Promise<MenuItem> {
  const [item] = await query<MenuItem & { unionPath: string }>(
    ask.db,
    'SELECT i.*, u.path AS unionPath FROM menu_item i JOIN trade_union u ON u.id = i.unionId WHERE i.id = ?',
    [itemId],
  );
  if (!item || !unitPath.startsWith(item.unionPath)) throw new Refusal('NOT_FOUND', { denied: `item:${itemId}` });
  if (item.state === 'withdrawn') throw new Refusal('ITEM_WITHDRAWN');
  return item;
}

const groupOwners: Record<MenuGroup, Department> = {
  mind: 'protection',
  health: 'protection',
  skill: 'production',
  law: 'legal',
  union: 'publicity',
};

/** Whose department a wish goes to: the nearest union from the upper one upwards that offers a menu, else the upper one. */
async function ownerOfWish(ask: Ask, path: string): Promise<string> {
  const ids = path.split('/').filter(Boolean);
  const above = ids.length > 1 ? ids.slice(0, -1) : ids;
  const some = among(above);
  const offering = await query<{ unionId: string }>(
    ask.db,
    `SELECT DISTINCT unionId FROM menu_item WHERE state = 'offered' AND unionId IN (${some.places})`,
    some.values,
  );
  const known = new Set(offering.map(({ unionId }) => unionId));
  return above.findLast((id) => known.has(id)) ?? (above.at(-1) as string);
}

/** Wishes of a unit that wait for an answer at once: the unique key holds it, as for an item. */
const WISHES = 10;

/** Stores it in a free place of the unit. Refusals ORDER_OPEN, WISHES_FULL. */
async function store(ask: Ask, order: ServiceOrder): Promise<void> {
  if (order.itemId !== null) {
    if (!(await insertOnce(ask.db, ServiceOrderTable, order))) throw new Refusal('ORDER_OPEN');
    return;
  }
  const places = Array.from({ length: WISHES }, (_, nth) => `${order.unionId}:wish:${nth + 1}`);
  const some = among(places);
  const taken = await query<{ openItem: string }>(
    ask.db,
    `SELECT openItem FROM service_order WHERE openItem IN (${some.places})`,
    some.values,
  );
  const known = new Set(taken.map(({ openItem }) => openItem));
  for (const openItem of places)
    if (!known.has(openItem) && (await insertOnce(ask.db, ServiceOrderTable, { ...order, openItem }))) return;
  throw new Refusal('WISHES_FULL');
}

type Asked = Pick<ServiceOrder, 'ownerId' | 'department' | 'itemId' | 'openItem' | 'title' | 'group'>;

async function routeOf(ask: Ask, unit: { id: string; path: string }, given: Body<'POST /orders'>) {
  const { itemId, wish } = given;
  if (itemId !== null) {
    if (wish !== null) throw badField('wish', '点菜单里的服务时不用写愿望。');
    const item = await itemFor(ask, itemId, unit.path);
    const { unionId: ownerId, department, title, group } = item;
    return { item, asked: { ownerId, department, itemId, openItem: `${unit.id}:${itemId}`, title, group } };
  }
  if (wish === null) throw badField('wish', '请选一项服务，或写下想要的服务。');
  const ownerId = await ownerOfWish(ask, unit.path);
  const asked: Asked = { ownerId, department: groupOwners[wish.group], itemId: null, openItem: null, ...wish };
  return { item: undefined, asked };
}

/** How often a unit has been served so far; what waits already is raised when a visit is recorded. */
async function servedOf(ask: Ask, unionId: string): Promise<number> {
  const [row] = await query<{ served: number | string }>(
    ask.db,
    "SELECT COUNT(*) AS served FROM service_order o JOIN visit v ON v.id = o.visitId WHERE o.unionId = ? AND v.state = 'recorded'",
    [unionId],
  );
  return Number(row?.served ?? 0);
}

const nothingYet = {
  ...{ visitId: null, unitAgreedAt: null, mergedInto: null, deliveredAt: null, stars: null, ratingWords: null },
  ratedAt: null,
};

/**
 * One open order a unit and item, ten open wishes a unit.
 * Refusals NOT_FOUND, BAD_INPUT, ITEM_WITHDRAWN, DAY_PAST, TOO_FEW_PEOPLE, ORDER_OPEN, WISHES_FULL.
 */
export async function placeOrder(ask: Ask, given: Body<'POST /orders'>) {
  const { unionId, itemId: _, wish: __, ...wishes } = given;
  const unit = await loadUnion(ask, unionId);
  mustReach(ask, 'orders.place', unit.path, `union:${unionId}`);
  if (unit.closedAt !== null) throw new Refusal('NOT_FOUND', { denied: `union:${unionId}` });
  const { item, asked } = await routeOf(ask, unit, given);
  mustFit(ask, wishes, item);
  const id = ulid();
  const at = ask.now.toISOString();
  const today = dayOf(at);
  const nth = await nextValue(ask.db, `order:${today}`);
  const order: ServiceOrder = {
    ...{ id, number: `DD${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`, unionId, ...asked },
    ...(await columnsOf(ask, id, wishes)),
    ...{ state: 'submitted', dueOn: await dueOf(ask, 'submitted', id), served: await servedOf(ask, unionId) },
    ...{ queuedAt: at, ...nothingYet, createdBy: staffOf(ask).accountId, createdAt: at },
  };
  await store(ask, order);
  await addStep(ask, id, 'place', { who: unit.name });
  return describeOrder(ask, id);
}

/** Its place in the line stays. Refusals NOT_FOUND, BAD_INPUT, DAY_PAST, TOO_FEW_PEOPLE, ORDER_STATE. */
export async function resubmitOrder(ask: Ask, id: string, wishes: Wishes) {
  const order = await loadOrder(ask, id, 'orders.place');
  const [item] = await query<Limits>(ask.db, 'SELECT minPeople, maxPeople, poolKm FROM menu_item WHERE id = ?', [
    order.itemId,
  ]);
  mustFit(ask, wishes, item);
  await moveOrder(ask, id, 'resubmit', { who: order.unionName, change: await columnsOf(ask, id, wishes) });
  return describeOrder(ask, id);
}
