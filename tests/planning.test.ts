/** Suggestions and a week's plan: free of conflict, by caps, leave, reach and rest days; booked while others plan too. */
import { Worker } from 'node:worker_threads';
import { ulid } from '@niangjia/server/core/ids';
import { insert, insertMany } from '@niangjia/server/core/sql';
import { PoolPartTable, PoolTable, ServiceOrderTable } from '@niangjia/server/modules/orders/entity';
import { problemOf } from '@niangjia/server/modules/planning/problem';
import { solve } from '@niangjia/server/modules/planning/solve';
import { inTurns } from '@niangjia/server/modules/planning/turns';
import { workPlans } from '@niangjia/server/modules/planning/work';
import { addDays } from '@niangjia/shared/rules/days';
import { instantAt } from '@niangjia/shared/rules/experts';
import type { Turns } from '@niangjia/shared/rules/turns';
import { NORTH, plantExpert, plantItem, plantOrder, plantRoom, plantUnits, plantVisit, SEAT } from './order-world';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let planner: StaffMember;
/** Today is Monday, 2026-11-23; the week that is planned begins a week later. */
const WEEK = '2026-11-30';
beforeEach(async () => {
  world = await openWorld();
  planner = await world.staff('protection', world.unions.county);
});
afterEach(() => world.close());

const am = (day: string) => JSON.stringify([{ day, part: 'am' }]);
const suggestionsOf = async (id: string, query = {}) =>
  planner.api('GET /orders/:id/suggestions', { params: { id }, query });
const said = (items: Awaited<ReturnType<typeof suggestionsOf>>['items']) =>
  items.map(({ expertId, startAt, km }) => [expertId, startAt, km]);

it('the wished time of the nearest comes first, and the picks are these', async () => {
  const item = await plantItem(world);
  const near = await plantExpert(world, { ...NORTH });
  const seat = await plantExpert(world);
  await plantExpert(world, { reachKm: 6 });
  await plantExpert(world, { skills: ['welding'] });
  await plantExpert(world, { unionId: world.unions.elsewhere.id });
  const order = await plantOrder(world, item);
  const { items, none } = await suggestionsOf(order.id);
  expect(none).toBeNull();
  expect(said(items).slice(0, 4)).toEqual([
    [near.id, instantAt(WEEK, 480), 0],
    [seat.id, instantAt(WEEK, 480), 7],
    [near.id, instantAt('2026-11-24', 480), 0],
    [near.id, instantAt('2026-11-24', 780), 0],
  ]);
  expect(items).toHaveLength(6);
  expect(items[0]).toMatchObject({
    ...{ endAt: instantAt(WEEK, 600), travelMinutes: 0, weekLoad: 0, perWeek: 6, stars: null, roomId: null, score: 77 },
    reasons: ['单位最希望的时间', '就在专家附近', '这一周还没有安排'],
  });
  expect(items[1]?.reasons[1]).toBe('离专家 7 公里');
  // What was suggested can be booked.
  const [{ expertId, roomId, startAt }] = items as [(typeof items)[number]];
  await planner.api('POST /visits', { body: { orderIds: [order.id], expertId, roomId, startAt } });
  expect((await refusal(suggestionsOf(order.id))).code).toBe('ORDER_STATE');
});

it('leave, other visits, caps and rest days are kept free', async () => {
  const item = await plantItem(world);
  const expert = await plantExpert(world, { perDay: 1 });
  const officer = await world.staff('protection', world.unions.county);
  await officer.api('POST /experts/:id/leaves', {
    params: { id: expert.id },
    body: { fromDay: '2026-11-24', untilDay: '2026-11-25', reason: '外出讲课两天' },
  });
  const [first, second] = await plantUnits(world, 2);
  const taken = await plantOrder(world, item, { unionId: first?.id });
  await plantVisit(world, { expert, item, orders: [taken], startAt: instantAt(WEEK, 480) });
  const days = JSON.stringify([
    { day: WEEK, part: 'pm' },
    { day: '2026-11-28', part: 'am' },
    { day: '2026-12-01', part: 'evening' },
  ]);
  const order = await plantOrder(world, item, { unionId: second?.id, days });
  const { items } = await suggestionsOf(order.id);
  // Not the 24th and 25th (leave), not the 28th (Saturday), not the 30th (once a day).
  expect(said(items).map(([, at]) => at)).toEqual([
    instantAt('2026-12-01', 1080),
    instantAt('2026-11-26', 480),
    instantAt('2026-11-26', 780),
  ]);
  expect(items[0]?.reasons[0]).toBe('单位希望的时间');
});

it('says why there is nobody, and other unions’ planners see nothing', async () => {
  const item = await plantItem(world);
  const order = await plantOrder(world, item);
  expect(await suggestionsOf(order.id)).toEqual({ items: [], none: '名册里没有专长相符的专家。' });
  const far = await plantExpert(world, { reachKm: 5 });
  expect((await suggestionsOf(order.id)).none).toBe('专长相符的专家都到不了这个地点。');
  await world.sql('UPDATE expert SET reachKm = 40 WHERE id = ?', [far.id]);
  for (const [from, until] of [['2026-11-24', '2026-12-31']])
    await planner.api('POST /experts/:id/leaves', {
      params: { id: far.id },
      body: { fromDay: from as string, untilDay: until as string, reason: '病休一个多月' },
    });
  expect((await suggestionsOf(order.id)).none).toBe('这些天专长相符的专家都没有空，请换个日期再看。');
  expect((await suggestionsOf(order.id, { from: '2027-01-04' })).items[0]?.startAt).toBe(instantAt('2027-01-04', 480));
  const stranger = await world.staff('protection', world.unions.elsewhere);
  const call = stranger.api('GET /orders/:id/suggestions', { params: { id: order.id }, query: {} });
  expect((await refusal(call)).code).toBe('NOT_FOUND');
});

it('a room that seats them, and an agreed pool as one', async () => {
  const item = await plantItem(world, { venue: 'room', maxPeople: 80 });
  await plantExpert(world);
  await plantRoom(world, { seats: 59 });
  const [first, second] = await plantUnits(world, 2);
  const host = await plantOrder(world, item, { unionId: first?.id });
  const guest = await plantOrder(world, item, { unionId: second?.id });
  const poolId = await plantPool([host.id, guest.id]);
  expect((await suggestionsOf(host.id)).items[0]?.roomName).toBe('职工大讲堂');
  expect((await suggestionsOf(host.id, { poolId })).none).toBe('没有专家到得了、又坐得下的场地。');
  const big = await plantRoom(world, { seats: 60, name: '大礼堂' });
  const { items } = await suggestionsOf(host.id, { poolId });
  expect(items[0]).toMatchObject({ roomId: big.id, roomName: '大礼堂' });
  expect((await refusal(suggestionsOf(host.id, { poolId: ulid() }))).code).toBe('NOT_FOUND');
});

async function plantPool(orderIds: string[]): Promise<string> {
  const id = ulid();
  const at = world.kit.now().toISOString();
  await world.kit.db.tx(async (db) => {
    const pool = { id, itemId: ulid(), ownerId: world.unions.county.id, state: 'agreed' as const, answerBy: at };
    await insert(db, PoolTable, { ...pool, visitId: null, createdBy: ulid(), createdAt: at });
    for (const [nth, orderId] of orderIds.entries()) {
      const part = { id: ulid(), poolId: id, orderId, openOrder: orderId, nth };
      await insert(db, PoolPartTable, { ...part, answer: 'agreed' as const, answeredAt: at });
    }
  });
  return id;
}

/** Two counsellors who visit twice a day, and four units: the second pair asks for Monday morning only. */
async function plantWeek(minutes = 60) {
  const item = await plantItem(world, { minutes });
  const experts = [await plantExpert(world), await plantExpert(world, { name: '吴静' })];
  const units = await plantUnits(world, 4);
  const times = [[WEEK, addDays(WEEK, 1)], [addDays(WEEK, 1)], [WEEK], [addDays(WEEK, 1)]];
  const orders = [];
  for (const [nth, unit] of units.entries())
    orders.push(
      await plantOrder(world, item, {
        ...{ unionId: unit.id, ...SEAT, queuedAt: `2026-11-1${nth}T00:00:00.000Z` },
        days: JSON.stringify((times[nth] ?? []).map((day) => ({ day, part: 'am' }))),
      }),
    );
  return { item, experts, orders };
}
const planIt = async () => {
  const body = { unionId: world.unions.county.id, weekFrom: WEEK };
  const { id } = await planner.api('POST /plans', { body });
  await workPlans(world.kit);
  return planner.api('GET /plans/:id', { params: { id } });
};

it('a week is planned for fewer days of experts, and nothing overlaps', async () => {
  const { experts } = await plantWeek();
  await world.sql('UPDATE expert SET perDay = 4');
  const plan = await planIt();
  // All four are served on one expert's Monday and one Tuesday; nobody serves more people a day.
  expect(plan).toMatchObject({
    ...{ state: 'ready', progress: 100, orders: 4, planned: 4, people: 120, expertDays: 2, perExpertDay: 60 },
    greedyPerExpertDay: 60,
  });
  expect(plan.visits).toHaveLength(4);
  for (const expert of experts) {
    const own = plan.visits.filter(({ expertId }) => expertId === expert.id);
    for (const [nth, visit] of own.entries()) expect(visit.startAt >= (own[nth - 1]?.endAt ?? '')).toBe(true);
  }
});

it('better than in the order of asking, where the first stands in the way', async () => {
  // One expert, once a day. Who asked first could come on both days; the big one only on the first.
  const item = await plantItem(world);
  const expert = await plantExpert(world, { perDay: 1 });
  const [one, two, three] = await plantUnits(world, 3);
  const at = (nth: number) => ({ queuedAt: `2026-11-1${nth}T00:00:00.000Z`, ...SEAT });
  const days = JSON.stringify([
    { day: WEEK, part: 'am' },
    { day: '2026-12-01', part: 'am' },
  ]);
  const small = await plantOrder(world, item, { unionId: one?.id, people: 20, days, ...at(0) });
  const big = await plantOrder(world, item, { unionId: two?.id, people: 80, days: am(WEEK), ...at(1) });
  const never = await plantOrder(world, item, { unionId: three?.id, people: 30, days: am('2026-12-02'), ...at(2) });
  const plan = await planIt();
  expect(plan.visits.map(({ orderIds, startAt, expertId }) => [orderIds, startAt, expertId])).toEqual([
    [[big.id], instantAt(WEEK, 480), expert.id],
    [[small.id], instantAt('2026-12-01', 480), expert.id],
    [[never.id], instantAt('2026-12-02', 480), expert.id],
  ]);
  // In the order of asking 50 people on two days; now 130 on three.
  expect(plan).toMatchObject({ greedyPerExpertDay: 25, perExpertDay: 43.3, people: 130, expertDays: 3 });
});

it('only agreed pools share; whoever wishes for a later week waits', async () => {
  const item = await plantItem(world);
  await plantExpert(world);
  const [one, two, three] = await plantUnits(world, 3);
  const host = await plantOrder(world, item, { unionId: one?.id, days: am(WEEK) });
  const guest = await plantOrder(world, item, { unionId: two?.id, days: am(WEEK) });
  await plantOrder(world, item, { unionId: three?.id, days: am('2026-12-14') });
  await plantPool([host.id, guest.id]);
  const plan = await planIt();
  expect(plan.visits.map(({ orderIds, people }) => [orderIds, people])).toEqual([[[host.id, guest.id], 60]]);
  expect(plan.orders).toBe(2);
});

it('booked visit by visit: what a colleague was faster with is said, the others stand', async () => {
  const { item, orders } = await plantWeek();
  const plan = await planIt();
  const [first] = plan.visits as [(typeof plan.visits)[number]];
  const [unit] = await plantUnits(world, 1);
  const faster = await plantOrder(world, item, { unionId: unit?.id, ...SEAT });
  await planner.api('POST /visits', {
    body: { orderIds: [faster.id], expertId: first.expertId, roomId: null, startAt: first.startAt },
  });
  const booked = await planner.api('POST /plans/:id/book', { params: { id: plan.id } });
  expect(booked.state).toBe('booked');
  expect(booked.visits.map(({ outcome }) => outcome)).toEqual(['EXPERT_BUSY', 'booked', 'booked', 'booked']);
  const states = await world.sql<{ id: string; state: string }>(
    `SELECT id, state FROM service_order WHERE id IN (${orders.map(() => '?').join(', ')})`,
    orders.map(({ id }) => id),
  );
  const lost = first.orderIds[0];
  for (const { id, state } of states) expect([id, state]).toEqual([id, id === lost ? 'accepted' : 'assigned']);
  expect((await refusal(planner.api('POST /plans/:id/book', { params: { id: plan.id } }))).code).toBe('PLAN_STATE');
});

it('a plan that a process left half done is planned by the next', async () => {
  await plantWeek();
  const { id } = await planner.api('POST /plans', { body: { unionId: world.unions.county.id, weekFrom: WEEK } });
  // The first turn is told to stop when it asks for the second time: as a process that goes down.
  let turns = 0;
  await workPlans(world.kit, async () => (turns += 1) < 2);
  const half = await planner.api('GET /plans/:id', { params: { id } });
  expect([half.state, half.visits]).toEqual(['working', []]);
  const again = planner.api('POST /plans', { body: { unionId: world.unions.county.id, weekFrom: WEEK } });
  expect((await refusal(again)).code).toBe('PLAN_RUNS');
  await workPlans(world.kit);
  const ready = await planner.api('GET /plans/:id', { params: { id } });
  expect([ready.state, ready.visits.length]).toEqual(['ready', 4]);
  await workPlans(world.kit);
  expect((await planner.api('GET /plans/:id', { params: { id } })).visits).toHaveLength(4);
});

it('a Monday that is not over, of a union within reach', async () => {
  const plan = (weekFrom: string, unionId = world.unions.county.id) =>
    refusal(planner.api('POST /plans', { body: { unionId, weekFrom } })).then(({ code }) => code);
  expect(await plan('2026-12-01')).toBe('NOT_A_MONDAY');
  expect(await plan('2026-11-16')).toBe('DAY_PAST');
  expect(await plan(WEEK, world.unions.elsewhere.id)).toBe('NOT_FOUND');
  // This very week still has days: from tomorrow on.
  await planner.api('POST /plans', { body: { unionId: world.unions.county.id, weekFrom: '2026-11-23' } });
});

it('another department does not book it: nothing of it is touched, and its owner can', async () => {
  await plantWeek();
  const plan = await planIt();
  const legal = await world.staff('legal', world.unions.county);
  const call = () => refusal(legal.api('POST /plans/:id/book', { params: { id: plan.id } }));
  expect((await call()).code).toBe('ORDER_ELSEWHERE');
  const still = await planner.api('GET /plans/:id', { params: { id: plan.id } });
  expect([still.state, still.visits.map(({ outcome }) => outcome)]).toEqual(['ready', [null, null, null, null]]);
  // The same role, but of a union below: the orders of the county are not its own either.
  const below = await world.staff('protection', world.unions.street);
  expect((await refusal(below.api('POST /plans/:id/book', { params: { id: plan.id } }))).code).toBe('NOT_FOUND');
  const booked = await planner.api('POST /plans/:id/book', { params: { id: plan.id } });
  expect(booked.visits.map(({ outcome }) => outcome)).toEqual(['booked', 'booked', 'booked', 'booked']);
  expect((await call()).code).toBe('ORDER_ELSEWHERE');
});

it('each booked visit is in the audit by itself, also when the process ends in the middle', async () => {
  await plantWeek();
  const plan = await planIt();
  const [, second] = await world.sql<{ id: string }>(
    'SELECT id FROM planned_visit WHERE planId = ? ORDER BY startAt, id',
    [plan.id],
  );
  // The second of them breaks the call, as an end of the process would: the first has been booked.
  await world.sql("UPDATE planned_visit SET orderIds = 'broken' WHERE id = ?", [second?.id]);
  expect((await refusal(planner.api('POST /plans/:id/book', { params: { id: plan.id } }))).code).toBe('BROKEN');
  const visits = await world.sql<{ id: string }>('SELECT id FROM visit');
  const told = await world.sql<{ by: string; object: string; detail: string }>(
    "SELECT * FROM audit_row WHERE what = 'visit of a plan'",
  );
  expect(visits).toHaveLength(1);
  expect(told.map(({ by, object, detail }) => [by, object, detail])).toEqual([
    [`staff:${planner.id}`, `visit:${visits[0]?.id}`, JSON.stringify({ plan: plan.id })],
  ]);
});

it('the solver’s thread ends when nobody can be asked whether to go on', async () => {
  const ended = jest.spyOn(Worker.prototype, 'terminate');
  const away = () => Promise.reject(new Error('the lease is not to be had'));
  // A search that takes long: many columns, all alike.
  const terms = Array.from({ length: 4000 }, (_, nth) => `x${nth}`);
  const text = `Maximize\n obj: ${terms.join(' + ')}\nSubject To\n c: ${terms.map((x, nth) => `${(nth * 7919) % 997} ${x}`).join(' + ')} <= 5000\nBinary\n ${terms.join(' ')}\nEnd\n`;
  await expect(solve(text, away)).rejects.toThrow('the lease is not to be had');
  expect(ended).toHaveBeenCalledTimes(1);
  ended.mockRestore();
});

/** The longest that this process stood still. */
async function stillWhile(work: () => Promise<unknown>): Promise<number> {
  let [last, still] = [performance.now(), 0];
  const pulse = setInterval(() => {
    still = Math.max(still, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  await work();
  clearInterval(pulse);
  return still;
}

it('serving in order, columns and packing let others have their turn', async () => {
  let pieces = 0;
  function* work(): Turns<string> {
    for (let nth = 0; nth < 20; nth += 1) {
      const until = performance.now() + 15;
      while (performance.now() < until) pieces += 0;
      pieces += 1;
      yield;
    }
    return 'done';
  }
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 1);
  expect(await inTurns(work())).toBe('done');
  clearInterval(others);
  expect([pieces, turns > 10]).toEqual([20, true]);
  expect(await inTurns(work(), () => Promise.resolve(false))).toBeNull();
});

it('a plan takes the first thousand of the line', async () => {
  const item = await plantItem(world);
  const units = await plantUnits(world, 1001);
  const order = await plantOrder(world, item, { days: am(WEEK), queuedAt: '2026-11-01T00:00:00.000Z' });
  const rows = units.map((unit, nth) => ({
    ...order,
    ...{ id: ulid(), number: `DD-${nth}`, unionId: unit.id, openItem: `${unit.id}:${item.id}` },
    queuedAt: new Date(Date.parse('2026-11-02T00:00:00.000Z') + nth * 1000).toISOString(),
  }));
  await world.kit.db.tx((db) => insertMany(db, ServiceOrderTable, rows));
  const plan = { unionPath: world.unions.county.path, departments: 'protection', weekFrom: WEEK } as never;
  const { wishes } = await problemOf(world.kit.db.reader, plan, world.kit.now());
  expect(wishes).toHaveLength(1000);
  expect([wishes[0]?.orderIds[0], wishes[999]?.orderIds[0]]).toEqual([order.id, rows[998]?.id]);
});

it('a hundred experts, two hundred rooms and fourteen wished days are answered at once', async () => {
  const days = JSON.stringify(
    Array.from({ length: 14 }, (_, nth) => ({ day: addDays('2026-11-30', nth), part: 'am' })),
  );
  const item = await plantItem(world, { venue: 'room', restDays: true });
  for (let nth = 0; nth < 100; nth += 1) await plantExpert(world, { name: `专家${nth}` });
  for (let nth = 0; nth < 200; nth += 1)
    await plantRoom(world, { name: `第 ${nth} 室`, latitude: NORTH.latitude + nth * 100 });
  const order = await plantOrder(world, item, { days });
  await new Promise((done) => setTimeout(done, 1000));
  let found = 0;
  const still = await stillWhile(async () => {
    const { items } = await suggestionsOf(order.id);
    found = items.length;
    expect(items[0]?.roomName).toBe('第 0 室');
  });
  expect(found).toBe(20);
  // In one piece it stood still for 2.1 s.
  expect(still).toBeLessThan(1_500);
});
