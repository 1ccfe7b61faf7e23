/** Many planners at the same moment, on TEST_DB: the unique key of `booked` decides, whatever anybody has read before. */
import { makeAsk } from '@niangjia/server/core/ask';
import { ulid } from '@niangjia/server/core/ids';
import { bookExpert } from '@niangjia/server/modules/experts/booked';
import type { Expert } from '@niangjia/server/modules/experts/entity';
import type { MenuItem } from '@niangjia/server/modules/orders/entity';
import type { Union } from '@niangjia/server/modules/unions/entity';
import { Refused } from '@niangjia/shared/client';
import { plantExpert, plantItem, plantOrder, plantRoom, plantUnits, plantVisit, SEAT } from './order-world';
import { openWorld, type StaffMember, type World } from './world';

const MANY = 50;
let world: World;
let planners: [StaffMember, StaffMember];
let units: Union[];
beforeAll(async () => {
  world = await openWorld();
  planners = [
    await world.staff('protection', world.unions.county),
    await world.staff('protection', world.unions.province),
  ];
  units = await plantUnits(world, MANY);
});
afterAll(() => world.close());

/** 2026-12-01 is a Tuesday; `hour` of Shanghai. */
const at = (hour: number, day = '2026-12-01') =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + (hour - 8) * 3600_000).toISOString();
const ordersOf = (item: MenuItem, count: number, place = {}) =>
  Promise.all(units.slice(0, count).map(({ id }) => plantOrder(world, item, { unionId: id, ...place })));

/** What became of calls that were made at once: `done`, or the code of the refusal, counted. */
async function outcomes(calls: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const end of await Promise.allSettled(calls)) {
    const refused = end.status === 'rejected' && end.reason instanceof Refused && end.reason.code;
    const name = end.status === 'fulfilled' ? 'done' : refused || String((end as PromiseRejectedResult).reason);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
const plan = (nth: number, orderId: string, expertId: string, startAt: string, roomId: string | null = null) =>
  (planners[nth % 2] as StaffMember).api('POST /visits', { body: { orderIds: [orderId], expertId, roomId, startAt } });

/** No two visits of an expert at once, and each holds its own cells and turns. */
async function booked({ id }: Expert) {
  const visits = await world.sql<{ id: string }>("SELECT id FROM visit WHERE expertId = ? AND state = 'proposed'", [
    id,
  ]);
  const holds = await world.sql<{ holdId: string }>('SELECT DISTINCT holdId FROM booked WHERE resourceId = ?', [id]);
  expect(holds.map(({ holdId }) => holdId).sort()).toEqual(visits.map((visit) => visit.id).sort());
  return visits.length;
}

it('50 planners book one expert for the same time: one visit, 49 are told that the expert is busy', async () => {
  const [item, expert] = [await plantItem(world), await plantExpert(world)];
  const orders = await ordersOf(item, MANY);
  const ends = await outcomes(orders.map(({ id }, nth) => plan(nth, id, expert.id, at(10))));
  expect(ends).toEqual({ done: 1, EXPERT_BUSY: 49 });
  expect(await booked(expert)).toBe(1);
  const assigned = await world.sql("SELECT id FROM service_order WHERE itemId = ? AND state = 'assigned'", [item.id]);
  expect(assigned).toHaveLength(1);
});

it('50 at different times that overlap, some by the way and the pause alone: one visit', async () => {
  const [item, expert] = [await plantItem(world), await plantExpert(world)];
  const orders = await ordersOf(item, MANY);
  // Two hours, seven kilometres off: 10:00 takes 09:30 to 12:30, and 12:30 takes 12:00 to 15:00.
  const starts = [10, 10.5, 11, 11.5, 12, 12.5];
  const call = (id: string, nth: number) => plan(nth, id, expert.id, at(starts[nth % starts.length] as number));
  expect(await outcomes(orders.map(({ id }, nth) => call(id, nth)))).toEqual({ done: 1, EXPERT_BUSY: 49 });
  expect(await booked(expert)).toBe(1);
});

it('the way and the pause alone keep two visits apart: half an hour between them is taken, an hour is free', async () => {
  const [item, expert] = [await plantItem(world), await plantExpert(world, { perDay: 6 })];
  const orders = await ordersOf(item, 20);
  const call = (id: string, nth: number) => plan(nth, id, expert.id, at(nth % 2 === 0 ? 10 : 12.5));
  expect(await outcomes(orders.map(({ id }, nth) => call(id, nth)))).toEqual({ done: 1, EXPERT_BUSY: 19 });

  const [near, other] = [await plantItem(world), await plantExpert(world, { perDay: 6 })];
  const more = await ordersOf(near, 20);
  const apart = (id: string, nth: number) => plan(nth, id, other.id, at(nth % 2 === 0 ? 10 : 13));
  expect(await outcomes(more.map(({ id }, nth) => apart(id, nth)))).toEqual({ done: 2, EXPERT_BUSY: 18 });
  expect(await booked(other)).toBe(2);
});

it('a day has no more visits than the expert’s cap, under 20 at once at times that do not touch', async () => {
  const [item, expert] = [await plantItem(world, { minutes: 30 }), await plantExpert(world, { perDay: 2 })];
  const orders = await ordersOf(item, 20, SEAT);
  // Half an hour at the expert's own place takes an hour and a half of cells.
  const call = (id: string, nth: number) => plan(nth, id, expert.id, at(7.5 + (nth % 9) * 1.5));
  const ends = await outcomes(orders.map(({ id }, nth) => call(id, nth)));
  expect([ends.done, (ends.EXPERT_FULL ?? 0) + (ends.EXPERT_BUSY ?? 0)]).toEqual([2, 18]);
  expect(await booked(expert)).toBe(2);
});

it('a week has no more visits than the expert’s cap, under 20 at once on five days', async () => {
  const [item, expert] = [await plantItem(world, { minutes: 30 }), await plantExpert(world, { perDay: 6, perWeek: 3 })];
  const orders = await ordersOf(item, 20, SEAT);
  const days = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
  const call = (id: string, nth: number) =>
    plan(nth, id, expert.id, at(9 + Math.floor(nth / 5) * 3, days[nth % 5] as string));
  expect(await outcomes(orders.map(({ id }, nth) => call(id, nth)))).toEqual({ done: 3, EXPERT_FULL: 17 });
  expect(await booked(expert)).toBe(3);
});

it('a room is in one visit at a time, whoever the experts are', async () => {
  const [item, room] = [await plantItem(world, { venue: 'room' }), await plantRoom(world)];
  const orders = await ordersOf(item, 20);
  const experts = await Promise.all(orders.map(() => plantExpert(world)));
  const call = (id: string, nth: number) => plan(nth, id, experts[nth]?.id ?? '', at(10), room.id);
  expect(await outcomes(orders.map(({ id }, nth) => call(id, nth)))).toEqual({ done: 1, ROOM_BUSY: 19 });
  expect(await world.sql('SELECT id FROM visit WHERE roomId = ?', [room.id])).toHaveLength(1);
});

it('an order gets one visit when 20 plan it at once with other experts; the others’ time stays free', async () => {
  const item = await plantItem(world);
  const order = await plantOrder(world, item);
  const experts = await Promise.all(Array.from({ length: 20 }, () => plantExpert(world)));
  const ends = await outcomes(experts.map(({ id }, nth) => plan(nth, order.id, id, at(10))));
  expect(ends).toEqual({ done: 1, ORDER_STATE: 19 });
  const counts = await Promise.all(experts.map(booked));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
});

it('leave and a visit at the same moment: one of them, ten times', async () => {
  const item = await plantItem(world);
  const orders = await ordersOf(item, 10);
  for (const [nth, { id }] of orders.entries()) {
    const expert = await plantExpert(world);
    const leave = { fromDay: '2026-11-30', untilDay: '2026-12-04', reason: '外出讲学五天' };
    const api = (await world.signIn(expert.phone)).api;
    const ends = await outcomes([
      ...(nth % 2 === 0 ? [] : [plan(nth, id, expert.id, at(10))]),
      api('POST /own-leaves', { body: leave }),
      ...(nth % 2 === 0 ? [plan(nth, id, expert.id, at(10))] : []),
    ]);
    const loser = ends.EXPERT_BUSY ? 'EXPERT_BUSY' : 'LEAVE_OVER_VISIT';
    expect(ends).toEqual({ done: 1, [loser]: 1 });
    const holds = await world.sql('SELECT DISTINCT holdId FROM booked WHERE resourceId = ?', [expert.id]);
    expect(holds).toHaveLength(1);
  }
});

it('expert and eight units agree at the same moment: the visit is agreed, none is forgotten', async () => {
  for (let round = 0; round < 6; round += 1) {
    const [item, expert] = [await plantItem(world), await plantExpert(world)];
    const orders = await Promise.all(
      units.slice(0, 8).map((unit) => plantOrder(world, item, { unionId: unit.id, people: 10 })),
    );
    const { id } = await plantVisit(world, { expert, item, orders, startAt: at(10) });
    const phone = (await world.signIn(expert.phone)).api;
    const officer = await world.staff('officer', world.unions.street);
    const yes = { agree: true, reason: null };
    const ofExpert = () => phone('POST /own-visits/:id/answer', { params: { id }, body: yes });
    // In every second round the expert has agreed before: then the last of the units decides.
    if (round % 2 === 0) await ofExpert();
    const ends = await outcomes([
      ofExpert(),
      ...orders.map((order) =>
        officer.api('POST /orders/:id/answer', { params: { id: order.id }, body: { visitId: id, ...yes } }),
      ),
    ]);
    expect(ends).toEqual({ done: 9 });
    expect(await world.sql('SELECT state FROM visit WHERE id = ?', [id])).toEqual([{ state: 'agreed' }]);
    const states = await world.sql<{ state: string }>('SELECT state FROM service_order WHERE visitId = ?', [id]);
    expect(states.map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => 'scheduled'));
  }
});

it('expert and unit say no at the same moment: the visit ends once, the order goes back once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [item, expert] = [await plantItem(world), await plantExpert(world)];
    const order = await plantOrder(world, item, { unionId: units[round]?.id ?? '' });
    const { id } = await plantVisit(world, { expert, item, orders: [order], startAt: at(10) });
    const phone = (await world.signIn(expert.phone)).api;
    const officer = await world.staff('officer', world.unions.street);
    const no = { agree: false, reason: '那天有别的安排' };
    const { done = 0 } = await outcomes([
      officer.api('POST /orders/:id/answer', { params: { id: order.id }, body: { visitId: id, ...no } }),
      phone('POST /own-visits/:id/answer', { params: { id }, body: no }),
    ]);
    expect(done).toBe(1);
    expect(await world.sql('SELECT state FROM visit WHERE id = ?', [id])).toEqual([{ state: 'cancelled' }]);
    expect(await world.sql('SELECT state, visitId FROM service_order WHERE id = ?', [order.id])).toEqual([
      { state: 'accepted', visitId: null },
    ]);
    const steps = await world.sql("SELECT id FROM order_step WHERE orderId = ? AND what = 'release'", [order.id]);
    expect(steps).toHaveLength(1);
    expect(await world.sql('SELECT id FROM booked WHERE resourceId = ?', [expert.id])).toEqual([]);
  }
});

it('without any lock before it, 50 transactions that take the same time still end in one', async () => {
  const expert = await plantExpert(world);
  const { kit } = world;
  const take = () =>
    kit.db.tx((db) => {
      const { ask } = makeAsk(kit, db, { kind: 'nobody' });
      return bookExpert(ask, expert, { startAt: at(10), minutes: 120, km: 7, holdId: ulid() });
    });
  const ends = await Promise.allSettled(Array.from({ length: MANY }, take));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const holds = await world.sql('SELECT DISTINCT holdId FROM booked WHERE resourceId = ?', [expert.id]);
  expect(holds).toHaveLength(1);
});

it('the table itself refuses a cell that is taken, however it is written', async () => {
  const [item, expert] = [await plantItem(world), await plantExpert(world)];
  const order = await plantOrder(world, item);
  const { id } = await plan(0, order.id, expert.id, at(10));
  const insert = (cell: string) =>
    world.sql('INSERT INTO booked (id, resourceId, cell, holdId) VALUES (?, ?, ?, ?)', [
      ...[`${expert.id} ${cell}`, expert.id, cell, ulid()],
    ]);
  await expect(insert('2026-12-01 020')).rejects.toThrow(/UNIQUE|Duplicate/);
  await expect(insert('2026-12-01 day 1')).rejects.toThrow(/UNIQUE|Duplicate/);
  await insert('2026-12-01 040');
  expect(await world.sql('SELECT id FROM booked WHERE holdId = ?', [id])).toHaveLength(8);
});
