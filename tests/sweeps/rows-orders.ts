/** Rows of the sweeps for the menu, orders, wishes and pools. */
import { ulid } from '@niangjia/server/core/ids';
import { insert, update } from '@niangjia/server/core/sql';
import { type MenuItem, type ServiceOrder, ServiceOrderTable } from '@niangjia/server/modules/orders/entity';
import { AttendanceTable } from '@niangjia/server/modules/visits/entity';
import type { menu } from '@niangjia/shared/contract/menu';
import type { orders } from '@niangjia/shared/contract/orders';
import { type Department, departments, type OrderState } from '@niangjia/shared/rules/orders';
import { orderBody, plantExpert, plantItem, plantVisit, wishesBody } from '../order-world';
import type { StaffMember } from '../world';
import { type By, type Call, type Scene, subjectOf } from './cast';

export type OrderKeys = keyof typeof menu | keyof typeof orders;

const keeper = '1 33 33222233333333333333 3';
const unit = '1 33 23333333333333333333 4';
const read = '23222233333323333332';
export const orderMatrix: Record<OrderKeys, string> = {
  //                                       - WD GNBLSPECRrFfAKYQXOVH g
  'GET /menu': /*                      */ '1 22 22222222222222222222 2',
  'GET /menu/:id': /*                  */ '1 24 22222222222222222222 4',
  'GET /menu-items': keeper,
  'POST /menu-items': keeper,
  'POST /menu-items/:id': keeper,
  'POST /menu-items/:id/withdraw': keeper,
  'POST /menu-items/:id/offer': keeper,
  'POST /orders': unit,
  'GET /orders': /*                    */ `1 33 ${read} 2`,
  'GET /orders/:id': /*                */ `1 33 ${read} 4`,
  'POST /orders/:id/resubmit': unit,
  'POST /orders/:id/cancel': unit,
  'POST /orders/:id/answer': unit,
  'POST /orders/:id/confirm': unit,
  'POST /orders/:id/rate': unit,
  'POST /orders/:id/accept': keeper,
  'POST /orders/:id/return': keeper,
  'POST /orders/:id/forward': keeper,
  'POST /orders/:id/merge': keeper,
  'POST /orders/:id/keep': keeper,
  'GET /wishes': keeper,
  'GET /pools': keeper,
  'POST /pools': keeper,
  'POST /orders/:id/pool-answer': unit,
};

const inside = (at: string, names: string) => names.replace(/\S+/g, `${at}.$&`);
const item =
  'askPhone department group id maxPeople minPeople minutes nextFreeOn poolKm prepare ratings restDays skill stars state ' +
  'title unionId unionName venue waiting words';
const row =
  'department dueOn group holder id itemId likelyOn lineLength neverServed number ownerName people placeName position ' +
  'queuedAt startAt state title unionId unionName urgency visitId workingDaysLeft';
const plain =
  `${row} address askPhone contactName contactPhoneMasked latitude longitude mergedInto notes sharing ` +
  `${inside('days[]', 'day part')} ${inside('steps[]', 'at what who words')}`;
const open = `${plain} may[] pool rating visit`;
const visit = inside(
  'visit',
  'address answerBy endAt expertAgreed expertName expertTitle id number placeName sharedWith[] signedIn startAt state unitAgreed',
);
const record = inside('visit.record', 'minutes photoIds[] served words');
const pool = inside('pool', 'answerBy id others[].answer others[].people others[].unionName own placeName state');
const rating = inside('rating', 'at stars words');
const lone = visit.replace(' visit.sharedWith[]', '');
const inPool = 'id number people unionName';

export const orderFields: Partial<Record<OrderKeys, string>> = {
  'GET /menu': inside('items[]', item),
  'GET /menu/:id': item,
  'GET /menu-items': inside('items[]', `${item} delivered served waitDays`),
  'POST /menu-items': item,
  'POST /menu-items/:id': item,
  'POST /menu-items/:id/withdraw': 'done',
  'POST /menu-items/:id/offer': 'done',
  'POST /orders': open,
  'GET /orders': `${inside('items[]', row)} next overdue total`,
  'GET /orders/:id': `${plain} ${visit} ${record} ${pool} ${rating}`,
  'POST /orders/:id/resubmit': open,
  'POST /orders/:id/cancel': 'done',
  'POST /orders/:id/answer': `${plain} may[] pool rating ${lone} visit.record`,
  'POST /orders/:id/confirm': `${plain} may[] pool rating ${lone} ${record.replace(' visit.record.photoIds[]', '')}`,
  'POST /orders/:id/rate': `${plain} pool ${rating} ${lone} ${record.replace(' visit.record.photoIds[]', '')}`,
  'POST /orders/:id/accept': open,
  'POST /orders/:id/return': open.replace(' may[]', ''),
  'POST /orders/:id/forward': open.replace(' may[]', ''),
  'POST /orders/:id/merge': open.replace(' may[]', ''),
  'POST /orders/:id/keep': open.replace(' may[]', ''),
  'GET /wishes': inside('items[]', `firstAt group people title units ${inside('orders[]', `${inPool} state`)}`),
  'GET /pools': [
    inside('found[]', `itemId km people title ${inside('orders[]', `${inPool} placeName`)}`),
    inside('open[]', `answerBy id itemId state title ${inside('orders[]', `${inPool} answer`)}`),
  ].join(' '),
  'POST /pools': 'id',
  'POST /orders/:id/pool-answer': `${plain} may[] rating visit ${pool}`,
};

/** Fields that take any words. */
export const orderWords = ['title', 'prepare', 'placeName', 'address', 'notes', 'contactName'];

const planners = new WeakMap<Scene, Map<Department, Promise<StaffMember>>>();
/** Who serves the street's orders. */
export function plannerOf(scene: Scene, department: Department = 'protection'): Promise<StaffMember> {
  const known = planners.get(scene) ?? new Map<Department, Promise<StaffMember>>();
  planners.set(scene, known);
  const planner = known.get(department) ?? scene.world.staff(department);
  known.set(department, planner);
  return planner;
}

/** The department of whoever calls, so that the order is its own. */
async function departmentOf({ world }: Scene, by: By | undefined): Promise<Department> {
  if (!by) return 'protection';
  const posts = await world.sql<{ role: string }>('SELECT role FROM post WHERE accountId = ?', [subjectOf(by.token)]);
  return (posts.find(({ role }) => role in departments)?.role as Department | undefined) ?? 'protection';
}

const about = (id: string) => ({ params: { id } });
export const reason = { reason: '请补充会议室的面积' };

/** An item of the street. */
export const itemOf = async (scene: Scene, by?: By, given: Partial<MenuItem> = {}): Promise<MenuItem> =>
  plantItem(scene.world, {
    ...{ unionId: scene.world.unions.street.id, department: await departmentOf(scene, by) },
    ...given,
  });

const stand = (scene: Scene, id: string, change: Partial<ServiceOrder>) =>
  scene.world.kit.db.tx((db) => update(db, ServiceOrderTable, { id }, change));

/** An order of the riders' unit, placed by the street's officer, that stands in this state. */
export async function orderIn(scene: Scene, state: OrderState = 'submitted', by?: By, different = {}) {
  const of = await itemOf(scene, by);
  const { id } = await scene.officer.api('POST /orders', { body: orderBody(scene.world, of, different) });
  if (state !== 'submitted') await stand(scene, id, { state });
  const [order] = await scene.world.sql<ServiceOrder>('SELECT * FROM service_order WHERE id = ?', [id]);
  return { item: of, order: order as ServiceOrder };
}

/** A wish of the riders' unit that stands in this state. */
export async function wishIn(scene: Scene, state: 'submitted' | 'off-menu' = 'submitted', by?: By) {
  await itemOf(scene);
  const { id } = await scene.officer.api('POST /orders', { body: orderBody(scene.world, null) });
  // Out of the ten that a unit may have open: these rows make many.
  await stand(scene, id, { state, department: await departmentOf(scene, by), openItem: null });
  return id;
}

/** An order with its visit: proposed, agreed, or recorded with somebody who signed in. */
export async function orderWith(scene: Scene, state: 'proposed' | 'agreed' | 'recorded', by?: By) {
  const { item: of, order } = await orderIn(scene, 'accepted', by);
  const recorded = { recordedAt: '2026-11-23T04:00:00.000Z', minutes: 110, served: 28, words: '讲了压力和情绪' };
  const planted = await plantVisit(scene.world, {
    ...{ expert: await plantExpert(scene.world), item: of, orders: [order], state },
    ...(state === 'recorded' && { ...recorded, photoIds: JSON.stringify([]) }),
  });
  if (state === 'recorded') await signIn(scene, planted.id, order.id);
  return { item: of, order, visit: planted };
}
const signIn = ({ world }: Scene, visitId: string, orderId: string) =>
  world.kit.db.tx((db) =>
    insert(db, AttendanceTable, {
      ...{ id: ulid(), visitId, orderId, personId: ulid(), at: '2026-11-23T04:00:00.000Z' },
      ...{ stars: null, words: null, ratedAt: null },
    }),
  );

/** Two units' orders of one item in its line, that could share. */
export async function pairOf(scene: Scene, by?: By): Promise<{ item: MenuItem; ids: [string, string] }> {
  const of = await itemOf(scene, by);
  const place = async (unionId: string) => {
    const body = orderBody(scene.world, of, { unionId, sharing: true });
    const { id } = await scene.officer.api('POST /orders', { body });
    await stand(scene, id, { state: 'accepted' });
    return id;
  };
  return { item: of, ids: [await place(scene.world.unions.rider.id), await place(scene.world.unions.street.id)] };
}
async function poolOf(scene: Scene) {
  const pair = await pairOf(scene);
  const { id } = await (await plannerOf(scene)).api('POST /pools', { body: { orderIds: pair.ids } });
  return { ...pair, poolId: id };
}

const planBody = (of: MenuItem) => {
  const { group, title, words, prepare, minutes, minPeople, maxPeople, venue, skill, department, poolKm } = of;
  const facts = { group, title, words, prepare, minutes, minPeople, maxPeople, venue, skill, department, poolKm };
  return { ...facts, restDays: false };
};

/** A call of a planner about an order of its own. */
const planned =
  (state: 'submitted' | 'accepted', body?: object) =>
  async (scene: Scene, by?: By): Promise<Call> => ({
    token: (by ?? (await plannerOf(scene))).token,
    ...about((await orderIn(scene, state, by)).order.id),
    ...(body && { body }),
  });
/** A call of the officer about an order of the unit. */
const ordered =
  (state: OrderState, body?: (scene: Scene) => object) =>
  async (scene: Scene, by?: By): Promise<Call> => ({
    token: (by ?? scene.officer).token,
    ...about((await orderIn(scene, state)).order.id),
    ...(body && { body: body(scene) }),
  });
const kept =
  (state: MenuItem['state'], body = false) =>
  async (scene: Scene, by?: By): Promise<Call> => {
    const of = await itemOf(scene, by, { state });
    return { token: (by ?? (await plannerOf(scene))).token, ...about(of.id), ...(body && { body: planBody(of) }) };
  };

/** Rated, with everything that there is to see. */
async function whole(scene: Scene): Promise<string> {
  const { item: of, ids, poolId } = await poolOf(scene);
  const sharing = await scene.world.sql<ServiceOrder>(
    'SELECT * FROM service_order WHERE id IN (?, ?) ORDER BY id',
    ids,
  );
  await scene.world.sql("UPDATE pool SET state = 'agreed' WHERE id = ?", [poolId]);
  const { id } = await plantVisit(scene.world, {
    ...{ expert: await plantExpert(scene.world), item: of, orders: sharing, state: 'recorded' },
    ...{ recordedAt: '2026-11-23T04:00:00.000Z', minutes: 110, served: 58, words: '讲了压力和情绪' },
    photoIds: JSON.stringify([ulid()]),
  });
  await signIn(scene, id, ids[0]);
  const rated = { stars: 5, ratingWords: '讲得实在', ratedAt: '2026-11-23T05:00:00.000Z' };
  await stand(scene, ids[0], { state: 'rated', openItem: null, ...rated });
  return ids[0];
}

export const orderProbes: Record<OrderKeys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /menu': async (scene, by) => {
    await itemOf(scene);
    return { token: (by ?? scene.officer).token, query: { group: 'mind' } };
  },
  'GET /menu/:id': async (scene, by) => ({
    token: (by ?? scene.officer).token,
    ...about((await itemOf(scene)).id),
  }),
  'GET /menu-items': async (scene, by) => {
    await itemOf(scene);
    return { token: (by ?? (await plannerOf(scene))).token, query: { state: 'offered' } };
  },
  'POST /menu-items': async (scene, by) => ({
    token: (by ?? (await plannerOf(scene))).token,
    body: {
      ...planBody(await itemOf(scene, by)),
      ...{ unionId: scene.world.unions.street.id, fromOrderIds: [await wishIn(scene, 'off-menu', by)] },
    },
  }),
  'POST /menu-items/:id': kept('offered', true),
  'POST /menu-items/:id/withdraw': kept('offered'),
  'POST /menu-items/:id/offer': kept('withdrawn'),
  'POST /orders': async (scene, by) => ({
    token: (by ?? scene.officer).token,
    body: orderBody(scene.world, await itemOf(scene)),
  }),
  'GET /orders': async (scene, by) => {
    await orderIn(scene);
    return { token: (by ?? scene.officer).token, query: { view: 'mine', stage: 'open' } };
  },
  'GET /orders/:id': async (scene, by) => ({ token: (by ?? scene.officer).token, ...about(await whole(scene)) }),
  'POST /orders/:id/resubmit': ordered('returned', ({ world }) => wishesBody(world)),
  'POST /orders/:id/cancel': ordered('submitted', () => reason),
  'POST /orders/:id/answer': async (scene, by) => {
    const { order, visit: proposed } = await orderWith(scene, 'proposed');
    const body = { visitId: proposed.id, agree: true, reason: null };
    return { token: (by ?? scene.officer).token, ...about(order.id), body };
  },
  'POST /orders/:id/confirm': async (scene, by) => ({
    token: (by ?? scene.officer).token,
    ...about((await orderWith(scene, 'recorded')).order.id),
  }),
  'POST /orders/:id/rate': async (scene, by) => {
    const { order } = await orderWith(scene, 'recorded');
    await stand(scene, order.id, { state: 'delivered', openItem: null });
    return { token: (by ?? scene.officer).token, ...about(order.id), body: { stars: 5, words: '讲得实在' } };
  },
  'POST /orders/:id/accept': planned('submitted'),
  'POST /orders/:id/return': planned('submitted', reason),
  'POST /orders/:id/forward': async (scene, by) => {
    const department = (await departmentOf(scene, by)) === 'legal' ? 'publicity' : 'legal';
    return planned('submitted', { department, ...reason })(scene, by);
  },
  'POST /orders/:id/merge': async (scene, by) => ({
    token: (by ?? (await plannerOf(scene))).token,
    ...about(await wishIn(scene, 'submitted', by)),
    body: { into: (await orderIn(scene, 'accepted', by)).order.id },
  }),
  'POST /orders/:id/keep': async (scene, by) => ({
    token: (by ?? (await plannerOf(scene))).token,
    ...about(await wishIn(scene, 'submitted', by)),
    body: reason,
  }),
  'GET /wishes': async (scene, by) => {
    await wishIn(scene);
    return { token: (by ?? (await plannerOf(scene))).token };
  },
  'GET /pools': async (scene, by) => {
    await pairOf(scene);
    await poolOf(scene);
    return { token: (by ?? (await plannerOf(scene))).token };
  },
  'POST /pools': async (scene, by) => ({
    token: (by ?? (await plannerOf(scene))).token,
    body: { orderIds: (await pairOf(scene, by)).ids },
  }),
  'POST /orders/:id/pool-answer': async (scene, by) => {
    const { ids, poolId } = await poolOf(scene);
    return { token: (by ?? scene.officer).token, ...about(ids[0]), body: { poolId, agree: true } };
  },
};
