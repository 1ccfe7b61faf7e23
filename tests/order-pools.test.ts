/** Units nearby share a visit: found, proposed, answered, lapsed; and a shared visit to its end. */
import { makeAsk } from '@niangjia/server/core/ask';
import { update } from '@niangjia/server/core/sql';
import type { MenuItem } from '@niangjia/server/modules/orders/entity';
import { type ServiceOrder, ServiceOrderTable } from '@niangjia/server/modules/orders/entity';
import { haveAgreed, lapsePools } from '@niangjia/server/modules/orders/pool-answer';
import { instantAt } from '@niangjia/shared/rules/experts';
import { NORTH, plantExpert, plantItem, plantOrder, plantOrders, plantUnits, SEAT } from './order-world';
import { withPhone } from './redemption-world';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
let planner: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer', world.unions.street);
  planner = await world.staff('protection', world.unions.county);
});
afterAll(() => world.close());

const at = (id: string) => ({ params: { id } });
const code = async (call: Promise<unknown>) => (await refusal(call)).code;
const look = (id: string, by: Pick<StaffMember, 'api'> = officer) => by.api('GET /orders/:id', at(id));
/** A degree of latitude is 111.195 km: 0.01 of one is 1.112 km. */
const northBy = (km: number) => ({
  latitude: SEAT.latitude + Math.round((km / 111.195) * 1e6),
  longitude: SEAT.longitude,
});
const onDay = (day: string) => ({ days: JSON.stringify([{ day, part: 'am' }]) });
let queued = Date.parse('2026-11-02T00:00:00.000Z');
/** An order of a unit of its own, each behind the one before. */
async function small(item: MenuItem, given: Partial<ServiceOrder> = {}): Promise<ServiceOrder> {
  const [unit] = await plantUnits(world, 1);
  queued += 60_000;
  const queuedAt = new Date(queued).toISOString();
  return plantOrder(world, item, { unionId: unit?.id ?? '', people: 15, queuedAt, ...given });
}
const agreed = (orderIds: string[]) =>
  haveAgreed(makeAsk(world.kit, world.kit.db.reader, { kind: 'nobody' }).ask, orderIds);
const ids = (orders: readonly { id: string }[]) => orders.map(({ id }) => id);
const propose = (orders: readonly { id: string }[], by = planner) =>
  by.api('POST /pools', { body: { orderIds: ids(orders) } });
const answer = (order: { id: string }, poolId: string, agree: boolean, by: Pick<StaffMember, 'api'> = officer) =>
  by.api('POST /orders/:id/pool-answer', { ...at(order.id), body: { poolId, agree } });
const foundOf = async (item: MenuItem) =>
  (await planner.api('GET /pools')).found.filter(({ itemId }) => itemId === item.id).map(({ orders }) => ids(orders));
const openOf = async (poolId: string) => (await planner.api('GET /pools')).open.find(({ id }) => id === poolId);

describe('found', () => {
  it('are orders near, small, within a week, of units that would share; from the front of the line', async () => {
    const item = await plantItem(world, { poolKm: 10, maxPeople: 50 });
    const first = await small(item, { ...northBy(0), served: 0, queuedAt: '2026-11-02T00:00:00.000Z' });
    const near = await small(item, northBy(9.9));
    const far = await small(item, { ...northBy(10.1), ...onDay('2026-12-07') });
    const week = await small(item, { ...northBy(1), ...onDay('2026-12-07') });
    const late = await small(item, { ...northBy(1), ...onDay('2026-12-08') });
    const large = await small(item, { ...northBy(2), people: 40 });
    await small(item, { ...northBy(3), sharing: false });
    await small(item, { ...northBy(3), latitude: null, longitude: null });
    await small(item, { ...northBy(3), state: 'submitted' });
    // 15 + 15 + 15 people; the seventh day is still in, the eighth not; ten kilometres at the most.
    const { found } = await planner.api('GET /pools');
    const own = found.filter(({ itemId }) => itemId === item.id);
    expect(own.map(({ people, km, orders }) => [people, km, ids(orders)])).toEqual([
      [45, 9.9, ids([first, near, week])],
      [30, 9.1, ids([far, late])],
    ]);
    expect(own.flatMap(({ orders }) => ids(orders))).not.toContain(large.id);
  });

  it('begin with who was never served', async () => {
    const item = await plantItem(world, { maxPeople: 30 });
    const [served, never, other] = [
      await small(item, { served: 2 }),
      await small(item, { served: 0 }),
      await small(item, { served: 0 }),
    ];
    expect(await foundOf(item)).toEqual([ids([never, other])]);
    expect((await look(served.id)).position).toBe(3);
  });

  it('are those of the own department; who plans for others finds none', async () => {
    const item = await plantItem(world);
    const pair = [await small(item), await small(item)];
    const lawyer = await world.staff('legal', world.unions.county);
    expect((await lawyer.api('GET /pools')).found).toEqual([]);
    expect(await code(propose(pair, lawyer))).toBe('ORDER_ELSEWHERE');
    const outside = await world.staff('protection', world.unions.elsewhere);
    expect(await code(propose(pair, outside))).toBe('NOT_FOUND');
    expect((await outside.api('GET /pools')).found).toEqual([]);
  });
});

it('are found among 2,000 orders without waiting', async () => {
  const item = await plantItem(world, { department: 'publicity', poolKm: 5, maxPeople: 60 });
  const publicity = await world.staff('publicity', world.unions.county);
  const units = await plantUnits(world, 2000);
  // A grid of 50 by 40, 1.1 km from one to the next.
  const where = (nth: number) => ({
    latitude: SEAT.latitude + (nth % 50) * 10_000,
    longitude: SEAT.longitude + Math.floor(nth / 50) * 12_500,
  });
  await plantOrders(
    world,
    item,
    units.map(({ id }, nth) => ({ unionId: id, people: 15, ...where(nth) })),
  );
  const began = performance.now();
  const { found } = await publicity.api('GET /pools');
  const spent = performance.now() - began;
  expect(found.every(({ people, km, orders }) => people <= 60 && km <= 5 && orders.length <= 4)).toBe(true);
  expect(found.reduce((sum, { orders }) => sum + orders.length, 0)).toBeGreaterThan(1900);
  expect(spent).toBeLessThan(10_000);
});

describe('proposed', () => {
  it('is answered by each unit; agreed once all have said yes, told by SMS', async () => {
    const item = await plantItem(world, { title: '急救培训' });
    const [a, b, c] = [await small(item), await small(item), await small(item)];
    const { id } = await propose([a, b, c]);
    expect(await foundOf(item)).toEqual([]);
    // Proposed on Monday: until the end of Wednesday.
    expect(await look(a.id)).toMatchObject({
      may: ['cancel', 'pool'],
      pool: {
        id,
        state: 'proposed',
        answerBy: '2026-11-25T15:59:59.999Z',
        own: 'waiting',
        placeName: '北部片区骑手驿站',
        others: [
          { people: 15, answer: 'waiting' },
          { people: 15, answer: 'waiting' },
        ],
      },
    });
    await answer(a, id, true);
    await answer(b, id, true);
    expect(await openOf(id)).toMatchObject({ state: 'proposed', title: '急救培训' });
    const last = await answer(c, id, true);
    expect(last.pool).toMatchObject({ state: 'agreed', own: 'agreed' });
    expect(last.steps.slice(-2).map(({ what }) => what)).toEqual(['提议和附近单位拼单', '同意拼单']);
    expect((await openOf(id))?.orders.map((one) => one.answer)).toEqual(['agreed', 'agreed', 'agreed']);
    const { jobs } = await import('@niangjia/server/jobs');
    await jobs.find(({ name }) => name === 'outbox')?.run(world.kit, async () => true);
    const told = world.sent.sms.filter(({ params }) => params.number === c.number).map(({ params }) => params.words);
    expect(told).toEqual([
      '可和附近 2 家单位一起在北部片区骑手驿站办，请在11月25日 周三前答复是否同意。',
      '几家单位都同意拼单，排定时间后会再告诉您。',
    ]);
    expect(await agreed(ids([a, c]))).toBe(true);
    expect(await code(answer(a, id, false))).toBe('OFFER_OVER');
    expect(await code(propose([a, await small(item)]))).toBe('ORDER_STATE');
  });

  it('goes on without who says no, while two are left', async () => {
    const item = await plantItem(world);
    const [a, b, c] = [await small(item), await small(item), await small(item)];
    const { id } = await propose([a, b, c]);
    await answer(a, id, false);
    await answer(b, id, true);
    expect((await answer(c, id, true)).pool?.state).toBe('agreed');
    expect(await agreed(ids([b, c]))).toBe(true);
    expect(await agreed(ids([a, b]))).toBe(false);
    // Who said no is free for another pool.
    const again = await propose([a, await small(item)]);
    expect((await look(a.id)).pool?.id).toBe(again.id);
  });

  it('lapses with the first no when only one would be left', async () => {
    const item = await plantItem(world);
    const [a, b] = [await small(item), await small(item)];
    const { id } = await propose([a, b]);
    await answer(a, id, true);
    expect((await answer(b, id, false)).pool).toMatchObject({ state: 'lapsed', own: 'declined' });
    expect(await openOf(id)).toBeUndefined();
    expect((await look(a.id)).steps.at(-1)?.what).toBe('拼单没有成，仍在排队');
    expect(await code(answer(a, id, true))).toBe('OFFER_OVER');
    expect(await foundOf(item)).toEqual([ids([a, b])]);
  });

  it('two who answer at the same moment are both counted', async () => {
    const item = await plantItem(world);
    const orders = await Promise.all(Array.from({ length: 8 }, () => small(item, { people: 5 })));
    const { id } = await propose(orders);
    await Promise.all(orders.map((order) => answer(order, id, true)));
    expect(await openOf(id)).toMatchObject({ state: 'agreed' });
  });

  it('lapses by itself after its last moment, not at it; silence is a no', async () => {
    const held = world.clock.now;
    const item = await plantItem(world);
    const [a, b, c] = [await small(item), await small(item), await small(item)];
    const { id } = await propose([a, b, c]);
    await answer(a, id, true);
    const state = async () =>
      (await world.sql<{ state: string }>('SELECT state FROM pool WHERE id = ?', [id]))[0]?.state;
    world.clock.now = new Date('2026-11-25T15:59:59.999Z');
    await lapsePools(world.kit);
    expect(await state()).toBe('proposed');
    const onTime = await world.staff('officer', world.unions.street);
    await answer(b, id, true, onTime);
    world.clock.now = new Date('2026-11-25T16:00:00.000Z');
    expect(await code(answer(c, id, true, onTime))).toBe('OFFER_OVER');
    await lapsePools(world.kit);
    expect(await state()).toBe('agreed');
    expect(await agreed(ids([a, b]))).toBe(true);
    world.clock.now = held;
    const [d, e] = [await small(item), await small(item)];
    const other = await propose([d, e]);
    await answer(d, other.id, true);
    world.clock.now = new Date('2026-11-26T00:00:00.000Z');
    await lapsePools(world.kit);
    world.clock.now = held;
    expect((await look(d.id)).pool?.state).toBe('lapsed');
  });

  it('is refused for what cannot share', async () => {
    const item = await plantItem(world, { maxPeople: 40, poolKm: 10 });
    const first = await small(item, northBy(0));
    const with_ = async (given: Partial<ServiceOrder>, of = item) =>
      code(propose([first, await small(of, { ...northBy(1), ...given })]));
    expect(await with_(northBy(12))).toBe('POOL_UNLIKE');
    expect(await with_(onDay('2026-12-08'))).toBe('POOL_UNLIKE');
    expect(await with_({ sharing: false })).toBe('POOL_UNLIKE');
    expect(await with_({}, await plantItem(world))).toBe('POOL_UNLIKE');
    expect(await with_({ people: 26 })).toBe('TOO_MANY_PEOPLE');
    expect(await with_({ state: 'submitted' })).toBe('ORDER_STATE');
    expect(await code(propose([first, first]))).toBe('POOL_UNLIKE');
    const second = await small(item, northBy(1));
    const { id } = await propose([first, second]);
    const stranger = await world.staff('officer', world.unions.elsewhere);
    expect(await code(answer(first, id, true, stranger))).toBe('NOT_FOUND');
    expect(await code(answer(await small(item), id, true))).toBe('NOT_FOUND');
  });

  it('loses who leaves the line', async () => {
    const item = await plantItem(world);
    const [a, b, c] = [await small(item), await small(item), await small(item)];
    const { id } = await propose([a, b, c]);
    for (const one of [a, b, c]) await answer(one, id, true);
    await officer.api('POST /orders/:id/cancel', { ...at(c.id), body: { reason: '那天要赶订单' } });
    expect(await openOf(id)).toMatchObject({ state: 'agreed' });
    const forward = { department: 'legal' as const, reason: '劳动合同的问题归法律部' };
    await planner.api('POST /orders/:id/forward', { ...at(b.id), body: forward });
    expect(await openOf(id)).toBeUndefined();
    expect((await look(a.id)).pool?.state).toBe('lapsed');
  });
});

it('a shared visit: planned, agreed by everybody, held, confirmed and rated by each unit', async () => {
  const item = await plantItem(world);
  const expert = await plantExpert(world);
  const [a, b] = [await small(item, NORTH), await small(item, NORTH)];
  const startAt = instantAt('2026-11-30', 600);
  const plan = (orderIds: string[]) =>
    planner.api('POST /visits', { body: { orderIds, expertId: expert.id, roomId: null, startAt } });
  expect(await code(plan(ids([a, b])))).toBe('POOL_NOT_AGREED');
  const { id: poolId } = await propose([a, b]);
  for (const one of [a, b]) await answer(one, poolId, true);
  const visit = await plan(ids([a, b]));
  expect(await openOf(poolId)).toBeUndefined();
  const seen = await look(a.id);
  expect(seen).toMatchObject({
    state: 'assigned',
    holder: '专家和本单位',
    dueOn: '2026-11-25',
    position: null,
    may: ['cancel', 'answer'],
    visit: { id: visit.id, state: 'proposed', expertAgreed: false, unitAgreed: false, signedIn: 0, record: null },
  });
  expect(seen.visit?.sharedWith).toHaveLength(1);
  const say = (order: { id: string }, agree: boolean, reason: string | null = null, visitId = visit.id) =>
    officer.api('POST /orders/:id/answer', { ...at(order.id), body: { visitId, agree, reason } });
  expect(await code(say(a, false))).toBe('REASON_MISSING');
  expect(await code(say(a, true, null, poolId))).toBe('OFFER_OVER');
  expect(await say(a, true)).toMatchObject({ state: 'assigned', holder: '专家', visit: { unitAgreed: true } });
  const phone = await withPhone(world, expert.phone);
  await phone.api('POST /own-visits/:id/answer', { ...at(visit.id), body: { agree: true, reason: null } });
  expect((await look(b.id)).holder).toBe('本单位');
  expect(await say(b, true)).toMatchObject({ state: 'scheduled', dueOn: '2026-12-03', visit: { state: 'agreed' } });
  expect(await look(a.id)).toMatchObject({ state: 'scheduled', holder: '专家' });
  expect(await code(say(b, true))).toBe('ORDER_STATE');

  // The day: a member signs in with the code that the expert shows, the expert records.
  const riders = [];
  for (const [nth, { unionId }] of [a, b].entries()) {
    const rider = await world.applicant(81 + nth, { ...world.unions.street, id: unionId });
    await officer.api('POST /applications/:id/approve', at(rider.application.id));
    riders.push(rider);
  }
  world.clock.now = new Date('2026-11-30T02:30:00.000Z');
  const there = await withPhone(world, expert.phone);
  const { text } = await there.api('GET /own-visits/:id/code', at(visit.id));
  for (const { phone } of riders)
    await (await withPhone(world, phone)).api('POST /attendances', { body: { code: text } });
  const record = { minutes: 60, served: 29, words: '两家单位都到齐了，讲得顺利。', photoIds: [] };
  await there.api('POST /own-visits/:id/record', { ...at(visit.id), body: record });
  const by = await world.staff('officer', world.unions.street);
  const waiting = await small(await plantItem(world), { unionId: a.unionId, served: 1 });
  for (const { id } of [a, b]) {
    expect((await look(id, by)).holder).toBe('本单位');
    expect((await by.api('POST /orders/:id/confirm', at(id))).state).toBe('delivered');
    const rated = await by.api('POST /orders/:id/rate', { ...at(id), body: { stars: 5, words: '' } });
    expect(rated).toMatchObject({ state: 'rated', holder: '', rating: { stars: 5, words: '' } });
    expect(rated.steps.map(({ what }) => what)).toContain('时间已排定');
  }
  expect((await look(waiting.id, by)).neverServed).toBe(false);
});

it('a unit that says no goes back to its place, and the time is offered to the next', async () => {
  world.clock.now = new Date('2026-11-23T02:00:00.000Z');
  const item = await plantItem(world);
  const expert = await plantExpert(world, { skills: ['firstAid'] });
  await world.kit.db.tx((db) =>
    update(db, ServiceOrderTable, { state: 'accepted' }, { state: 'rated', openItem: null }),
  );
  const welding = await plantItem(world, { skill: 'firstAid' });
  const [a, b] = [await small(welding, NORTH), await small(welding, { ...NORTH, people: 20 })];
  const startAt = instantAt('2026-11-30', 600);
  const visit = await planner.api('POST /visits', {
    body: { orderIds: [a.id], expertId: expert.id, roomId: null, startAt },
  });
  const body = { visitId: visit.id, agree: false, reason: '那天有生产任务，来不了' };
  const back = await officer.api('POST /orders/:id/answer', { ...at(a.id), body });
  expect(back).toMatchObject({ state: 'accepted', visit: null, position: 1 });
  expect(back.steps.map(({ what }) => what)).toContain('没有同意安排的时间');
  const next = await look(b.id);
  expect(next).toMatchObject({ state: 'assigned', visit: { startAt, state: 'proposed' } });
  expect(item.id).not.toBe(welding.id);
});
