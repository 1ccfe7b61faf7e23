/** Visits: planned, answered, called up, signed in to, recorded, rated; and each clock before, at and after its moment. */
import { makeAsk } from '@niangjia/server/core/ask';
import { sendDue } from '@niangjia/server/core/outbox';
import { deliveries } from '@niangjia/server/jobs';
import type { Expert } from '@niangjia/server/modules/experts/entity';
import { tellOldPhone } from '@niangjia/server/modules/notices/notify';
import type { MenuItem, ServiceOrder } from '@niangjia/server/modules/orders/entity';
import { forget } from '@niangjia/server/modules/own-data/empty';
import { retain } from '@niangjia/server/modules/own-data/retain';
import { sections } from '@niangjia/server/modules/own-data/sections';
import { loadPerson } from '@niangjia/server/modules/people/person';
import type { Union } from '@niangjia/server/modules/unions/entity';
import { turnVisits } from '@niangjia/server/modules/visits/turns';
import type { Reply } from '@niangjia/shared/contract/index';
import { visits } from '@niangjia/shared/contract/visits';
import {
  freshPhone,
  NORTH,
  plantExpert,
  plantItem,
  plantOrder,
  plantRoom,
  plantUnits,
  plantVisit,
  SEAT,
} from './order-world';
import { photoForm } from './sweeps/cast';
import { openWorld, refusal, type StaffMember, type World } from './world';

/** Monday, 2026-11-30, 10:00 in Shanghai: a week after the world's today. */
const START = '2026-11-30T02:00:00.000Z';
const END = '2026-11-30T04:00:00.000Z';
const NOW = '2026-11-23T02:00:00.000Z';

let world: World;
let planner: StaffMember;
let units: Union[];
beforeAll(async () => {
  world = await openWorld();
  planner = await world.staff('protection', world.unions.county);
  units = await plantUnits(world, 6);
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = new Date(NOW);
});

const at = (instant: string) => {
  world.clock.now = new Date(instant);
};
const turn = () => turnVisits(world.kit);
const about = (id: string) => ({ params: { id } });
const stateOf = async (id: string) => {
  const [row] = await world.sql<{ state: string; visitId: string | null; dueOn: string | null }>(
    'SELECT state, visitId, dueOn FROM service_order WHERE id = ?',
    [id],
  );
  return row;
};
const cellsOf = async (holdId: string) =>
  (await world.sql<{ cell: string }>('SELECT cell FROM booked WHERE holdId = ? ORDER BY cell', [holdId])).map(
    ({ cell }) => cell,
  );
const freshToken = async (staff: StaffMember) => (await world.signInStaff(staff.account, staff.otpSecret)).api;
const apiOf = async (phone: string) => {
  await world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
  return (await world.signIn(phone)).api;
};
/** What was sent to a number so far, by SMS. */
async function smsTo(phone: string): Promise<string[]> {
  while ((await sendDue(world.kit, deliveries)) > 0);
  return world.sent.sms
    .filter((one) => one.phone === phone && one.params.result)
    .map((one) => `${one.params.result}|${one.params.words}`);
}

interface Set {
  item: MenuItem;
  expert: Expert & { phone: string };
  order: ServiceOrder;
  phone: string;
}
/** An item, an expert and one order of the riders' union. */
async function aSet(item: Partial<MenuItem> = {}, order: Partial<ServiceOrder> = {}): Promise<Set> {
  const planted = await plantItem(world, item);
  const phone = freshPhone();
  return {
    item: planted,
    expert: await plantExpert(world),
    phone,
    order: await plantOrder(world, planted, { ...order, phone }),
  };
}
const plan = (expertId: string, orderIds: string[], startAt = START, roomId: string | null = null) =>
  planner.api('POST /visits', { body: { orderIds, expertId, roomId, startAt } });
const unitOf = (union: Union = world.unions.rider) => world.staff('officer', union);

async function agreed(set: Set): Promise<Reply<'POST /visits'>> {
  const visit = await plan(set.expert.id, [set.order.id]);
  const unit = await unitOf();
  await unit.api('POST /orders/:id/answer', {
    ...about(set.order.id),
    body: { visitId: visit.id, agree: true, reason: null },
  });
  const expert = await apiOf(set.expert.phone);
  return expert('POST /own-visits/:id/answer', { ...about(visit.id), body: { agree: true, reason: null } });
}

describe('planning', () => {
  it('books the time, assigns the order, and asks expert and unit by SMS', async () => {
    const { expert, order, item, phone } = await aSet();
    const visit = await plan(expert.id, [order.id]);
    expect(visit).toMatchObject({
      ...{ state: 'proposed', startAt: START, endAt: END, km: 7, travelMinutes: 15, people: 30 },
      ...{ answerBy: '2026-11-25T15:59:59.999Z', expertAgreed: false, contacts: [], signedIn: 0, record: null },
      orders: [{ number: order.number, state: 'assigned', agreed: false, people: 30 }],
    });
    expect(visit.number).toMatch(/^FW20261123-\d{4}$/);
    expect(await stateOf(order.id)).toEqual({ state: 'assigned', visitId: visit.id, dueOn: '2026-11-25' });
    // 10:00 to 12:00, a quarter of an hour to set up and one on the road, on both sides.
    expect(await cellsOf(visit.id)).toEqual([
      ...['2026-11-30 019', '2026-11-30 020', '2026-11-30 021', '2026-11-30 022', '2026-11-30 023', '2026-11-30 024'],
      ...['2026-11-30 day 1', '2026-11-30 week 1'],
    ]);
    expect(await smsTo(phone)).toEqual([
      `“${item.title}”有时间了，请答复|拟于11月30日 周一 10:00在北部片区骑手驿站办。请在11月25日 周三前到“点单”里答复，到时没有答复就让给下一家。`,
    ]);
    expect((await smsTo(expert.phone))[0]).toContain('有一次上门服务请您答复|');
  });

  it('knows whose order it is, and what a visit needs', async () => {
    const { expert, order, item } = await aSet({ venue: 'either' });
    const body = { orderIds: [order.id], expertId: expert.id, roomId: null, startAt: START };
    const legal = await world.staff('legal', world.unions.county);
    expect((await refusal(legal.api('POST /visits', { body }))).code).toBe('ORDER_ELSEWHERE');
    const said = async (change: object) =>
      (await refusal(planner.api('POST /visits', { body: { ...body, ...change } }))).code;
    expect(await said({ startAt: '2026-11-23T02:00:00.000Z' })).toBe('DAY_PAST');
    expect(await said({ startAt: '2026-11-29T02:00:00.000Z' })).toBe('REST_DAY');
    expect(await said({ startAt: '2026-11-29T23:00:00.000Z' })).toBe('OUT_OF_HOURS');
    const tiny = await plantRoom(world, { seats: 29 });
    expect(await said({ roomId: tiny.id })).toBe('ROOM_TOO_SMALL');
    const lawyer = await plantExpert(world, { skills: ['labourLaw'] });
    expect(await said({ expertId: lawyer.id })).toBe('SKILL_MISSING');
    const near = await plantExpert(world, { reachKm: 6 });
    expect(await said({ expertId: near.id })).toBe('OUT_OF_REACH');
    const south = await plantExpert(world, { unionId: world.unions.elsewhere.id });
    expect(await said({ expertId: south.id })).toBe('NOT_FOUND');
    await world.sql('UPDATE menu_item SET maxPeople = 29 WHERE id = ?', [item.id]);
    expect(await said({})).toBe('TOO_MANY_PEOPLE');
    expect(await stateOf(order.id)).toMatchObject({ state: 'accepted' });
  });

  it('counts the whole reach as the way to a place that is not on the map', async () => {
    const { expert, order } = await aSet({}, { latitude: null, longitude: null });
    expect(await plan(expert.id, [order.id])).toMatchObject({ km: 40, travelMinutes: 60, latitude: null });
  });
});

describe('the answers', () => {
  it('make it agreed once the expert and the unit have both said yes, in either order', async () => {
    const set = await aSet();
    const visit = await agreed(set);
    expect(visit).toMatchObject({ state: 'agreed', answerBy: null, expertAgreed: true });
    expect(await stateOf(set.order.id)).toMatchObject({ state: 'scheduled', dueOn: '2026-12-03' });

    const other = await aSet();
    const second = await plan(other.expert.id, [other.order.id]);
    const expert = await apiOf(other.expert.phone);
    const yes = { agree: true, reason: null };
    expect((await expert('POST /own-visits/:id/answer', { ...about(second.id), body: yes })).state).toBe('proposed');
    await (await unitOf()).api('POST /orders/:id/answer', {
      ...about(other.order.id),
      body: { visitId: second.id, ...yes },
    });
    expect((await expert('GET /own-visits/:id', about(second.id))).state).toBe('agreed');
  });

  it('count until the last moment of the second working day, and not after it', async () => {
    const [before, late] = [await aSet(), await aSet()];
    const first = await plan(before.expert.id, [before.order.id]);
    const second = await plan(late.expert.id, [late.order.id]);
    at('2026-11-25T15:59:59.999Z');
    await turn();
    const yes = { agree: true, reason: null };
    const one = await apiOf(before.expert.phone);
    expect((await one('POST /own-visits/:id/answer', { ...about(first.id), body: yes })).expertAgreed).toBe(true);
    at('2026-11-25T16:00:00.000Z');
    const other = await apiOf(late.expert.phone);
    // Also before the job has come round.
    expect((await refusal(other('POST /own-visits/:id/answer', { ...about(second.id), body: yes }))).code).toBe(
      'VISIT_STATE',
    );
    await turn();
    expect(await other('GET /own-visits/:id', about(second.id))).toMatchObject({
      state: 'cancelled',
      ending: 'lapsed',
    });
    expect(await stateOf(late.order.id)).toMatchObject({ state: 'accepted', visitId: null });
    expect(await cellsOf(second.id)).toEqual([]);
  });

  it('of an expert that is no sends the order back, on top of the planner’s list, and says why only to the planner', async () => {
    const set = await aSet();
    const visit = await agreed(set);
    const expert = await apiOf(set.expert.phone);
    const no = { agree: false, reason: '孩子发烧要去医院' };
    expect(
      (
        await refusal(
          expert('POST /own-visits/:id/answer', { ...about(visit.id), body: { agree: false, reason: null } }),
        )
      ).code,
    ).toBe('REASON_MISSING');
    await expert('POST /own-visits/:id/answer', { ...about(visit.id), body: no });
    expect(await stateOf(set.order.id)).toEqual({ state: 'accepted', visitId: null, dueOn: '2026-11-23' });
    expect(await cellsOf(visit.id)).toEqual([]);
    expect(await planner.api('GET /visits/:id', about(visit.id))).toMatchObject({
      ending: 'expert',
      endReason: no.reason,
    });
    expect(await (await unitOf()).api('GET /visits/:id', about(visit.id))).toMatchObject({
      ending: 'expert',
      endReason: null,
    });
    expect((await smsTo(set.phone)).at(-1)).not.toContain('发烧');
  });
});

describe('the call-up', () => {
  it('offers a declined time to never served units first, then by time, each once, and goes on by itself', async () => {
    const item = await plantItem(world);
    const expert = await plantExpert(world);
    const [a, b, c, far, large] = units as [Union, Union, Union, Union, Union];
    const order = (union: Union, queuedAt: string, rest: Partial<ServiceOrder> = {}) =>
      plantOrder(world, item, { unionId: union.id, queuedAt: `2026-11-${queuedAt}T00:00:00.000Z`, ...rest });
    const first = await order(a, '01');
    // Served before: behind everybody who was not, however early. Too far, too many: not for this time.
    const served = await order(b, '02', { served: 1 });
    await order(far, '03', { latitude: SEAT.latitude + 1_000_000 });
    await order(large, '04', { people: 81 });
    const never = await order(c, '20');
    const visit = await plan(expert.id, [first.id]);
    const unit = await unitOf(a);
    const no = { visitId: visit.id, agree: false, reason: '那天要盘点，抽不出人' };
    await unit.api('POST /orders/:id/answer', { ...about(first.id), body: no });

    expect(await stateOf(first.id)).toMatchObject({ state: 'accepted', visitId: null });
    const second = (await stateOf(never.id))?.visitId ?? '';
    expect(await planner.api('GET /visits/:id', about(second))).toMatchObject({
      ...{ state: 'proposed', startAt: START, expertId: expert.id, people: 30, answerBy: '2026-11-25T15:59:59.999Z' },
      orders: [{ id: never.id }],
    });
    expect(await cellsOf(visit.id)).toEqual([]);
    expect(await cellsOf(second)).toHaveLength(8);

    // Nobody says anything: the next, who was served before; the first is not asked for the same time again.
    at('2026-11-25T16:00:00.000Z');
    await turn();
    expect(await stateOf(never.id)).toMatchObject({ state: 'accepted', visitId: null });
    const third = (await stateOf(served.id))?.visitId ?? '';
    const api = await freshToken(planner);
    expect(await api('GET /visits/:id', about(third))).toMatchObject({ state: 'proposed', startAt: START });
    // A proposal ends with the start at the latest.
    at('2026-11-30T02:00:00.001Z');
    await turn();
    const states = await Promise.all([first, never, served].map(async ({ id }) => (await stateOf(id))?.state));
    expect(states).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await world.sql('SELECT id FROM booked WHERE resourceId = ?', [expert.id])).toEqual([]);
    expect(await world.sql('SELECT queuedAt FROM service_order WHERE id = ?', [first.id])).toEqual([
      { queuedAt: '2026-11-01T00:00:00.000Z' },
    ]);
  });

  it('keeps the yes of an expert to the time, and follows a cancelled order too, but not on the last day', async () => {
    const set = await aSet();
    const next = await plantOrder(world, set.item, { unionId: units[1]?.id ?? '' });
    const visit = await agreed(set);
    const unit = await unitOf();
    await unit.api('POST /orders/:id/cancel', { ...about(set.order.id), body: { reason: '活动改到明年' } });
    const second = (await stateOf(next.id))?.visitId ?? '';
    expect(await planner.api('GET /visits/:id', about(second))).toMatchObject({
      state: 'proposed',
      expertAgreed: true,
    });
    expect(await planner.api('GET /visits/:id', about(visit.id))).toMatchObject({ state: 'cancelled', ending: 'unit' });

    const last = await aSet();
    const waits = await plantOrder(world, last.item, { unionId: units[2]?.id ?? '' });
    await agreed(last);
    at('2026-11-29T02:00:00.001Z');
    const late = await unitOf();
    await late.api('POST /orders/:id/cancel', { ...about(last.order.id), body: { reason: '来不了这么多人' } });
    expect(await stateOf(waits.id)).toMatchObject({ state: 'accepted', visitId: null });
  });

  it('offers a time in a room to whoever fits into it, from wherever', async () => {
    const item = await plantItem(world, { venue: 'room' });
    const [expert, room] = [await plantExpert(world), await plantRoom(world, { seats: 40 })];
    const order = (nth: number, rest: Partial<ServiceOrder>) =>
      plantOrder(world, item, { unionId: units[nth]?.id ?? '', ...rest });
    const first = await order(0, { queuedAt: '2026-11-01T00:00:00.000Z' });
    const large = await order(1, { queuedAt: '2026-11-02T00:00:00.000Z', people: 41 });
    const far = await order(2, { latitude: SEAT.latitude + 1_000_000 });
    const visit = await plan(expert.id, [first.id], START, room.id);
    const body = { visitId: visit.id, agree: false, reason: '那天要盘点，抽不出人' };
    await (await unitOf(units[0])).api('POST /orders/:id/answer', { ...about(first.id), body });
    expect(await stateOf(large.id)).toMatchObject({ state: 'accepted' });
    const next = (await stateOf(far.id))?.visitId ?? '';
    expect(await planner.api('GET /visits/:id', about(next))).toMatchObject({ roomId: room.id, startAt: START, km: 0 });
    // Six of the expert with a turn of the day and of the week, six of the room.
    expect(await cellsOf(next)).toHaveLength(14);
  });

  it('does not come about when only the expert was silent: the planner has to act', async () => {
    const set = await aSet();
    const next = await plantOrder(world, set.item, { unionId: units[1]?.id ?? '' });
    const visit = await plan(set.expert.id, [set.order.id]);
    const unit = await unitOf();
    await unit.api('POST /orders/:id/answer', {
      ...about(set.order.id),
      body: { visitId: visit.id, agree: true, reason: null },
    });
    at('2026-11-25T16:00:00.000Z');
    await turn();
    expect(await stateOf(set.order.id)).toEqual({ state: 'accepted', visitId: null, dueOn: '2026-11-26' });
    expect(await stateOf(next.id)).toMatchObject({ state: 'accepted', visitId: null });
  });
});

describe('whom the call-up passes over', () => {
  it('asks nobody for another day than wished, unless all wished days are over, and no order that is too small', async () => {
    const [item, expert] = [await plantItem(world), await plantExpert(world)];
    const days = (...list: string[]) => JSON.stringify(list.map((day) => ({ day, part: 'pm' })));
    const order = (nth: number, rest: Partial<ServiceOrder>) =>
      plantOrder(world, item, {
        unionId: units[nth]?.id ?? '',
        queuedAt: `2026-11-0${nth + 1}T00:00:00.000Z`,
        ...rest,
      });
    const first = await order(0, {});
    await order(1, { people: 19 });
    await order(2, { days: days('2026-11-22', '2026-12-01') });
    const over = await order(3, { days: days('2026-11-21', '2026-11-22') });
    const wished = await order(4, { days: days('2026-11-30', '2026-12-01') });
    const decline = async (nth: number, one: ServiceOrder) => {
      const visitId = (await stateOf(one.id))?.visitId ?? '';
      const body = { visitId, agree: false, reason: '那天要盘点，抽不出人' };
      await (await unitOf(units[nth])).api('POST /orders/:id/answer', { ...about(one.id), body });
    };
    await plan(expert.id, [first.id]);
    await decline(0, first);
    expect(await stateOf(over.id)).toMatchObject({ state: 'assigned' });
    await decline(3, over);
    expect(await stateOf(wished.id)).toMatchObject({ state: 'assigned' });
    await decline(4, wished);
    const assigned = await world.sql("SELECT id FROM service_order WHERE itemId = ? AND state = 'assigned'", [item.id]);
    expect(assigned).toEqual([]);
  });
});

describe('a shared visit', () => {
  async function shared() {
    const item = await plantItem(world);
    const expert = await plantExpert(world);
    const [host, guest, other] = units
      .slice(0, 3)
      .map(({ id }) => plantOrder(world, item, { unionId: id, people: 20 }));
    const orders = [await host, await guest, await other] as [ServiceOrder, ServiceOrder, ServiceOrder];
    const visit = await plantVisit(world, { expert, item, orders, startAt: START });
    return { visit, orders, expert };
  }
  const answer = async (nth: number, order: ServiceOrder, visitId: string, agree: boolean) => {
    const unit = await unitOf(units[nth]);
    await unit.api('POST /orders/:id/answer', {
      ...about(order.id),
      body: { visitId, agree, reason: '那天有检查，走不开' },
    });
  };

  it('goes on without a guest who does not come', async () => {
    const { visit, orders, expert } = await shared();
    const phone = await apiOf(expert.phone);
    await phone('POST /own-visits/:id/answer', { ...about(visit.id), body: { agree: true, reason: null } });
    await answer(0, orders[0], visit.id, true);
    await answer(1, orders[1], visit.id, true);
    await answer(2, orders[2], visit.id, false);
    expect(await phone('GET /own-visits/:id', about(visit.id))).toMatchObject({
      ...{ state: 'agreed', people: 40 },
      orders: [
        { id: orders[0].id, agreed: true },
        { id: orders[1].id, agreed: true },
      ],
    });
    expect(await stateOf(orders[2].id)).toMatchObject({ state: 'accepted', visitId: null });
  });

  it('ends when its host does not come: the others are back in the line', async () => {
    const { visit, orders } = await shared();
    await answer(1, orders[1], visit.id, true);
    await answer(0, orders[0], visit.id, false);
    expect(await planner.api('GET /visits/:id', about(visit.id))).toMatchObject({ state: 'cancelled', ending: 'unit' });
    const states = await Promise.all(orders.map(async ({ id }) => (await stateOf(id))?.state));
    expect(states).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('is planned by the pool’s first place, only when all have agreed', async () => {
    const item = await plantItem(world);
    const expert = await plantExpert(world);
    const [one, two] = [
      await plantOrder(world, item, { unionId: units[0]?.id ?? '', people: 20 }),
      await plantOrder(world, item, {
        unionId: units[1]?.id ?? '',
        people: 20,
        placeName: '东风机械厂',
        latitude: NORTH.latitude + 9000,
      }),
    ];
    const ids = [one.id, two.id];
    expect((await refusal(plan(expert.id, ids))).code).toBe('POOL_NOT_AGREED');
    const { id: poolId } = await planner.api('POST /pools', { body: { orderIds: [two.id, one.id] } });
    expect((await refusal(plan(expert.id, ids))).code).toBe('POOL_NOT_AGREED');
    for (const [nth, id] of ids.entries()) {
      const unit = await unitOf(units[nth]);
      await unit.api('POST /orders/:id/pool-answer', { ...about(id), body: { poolId, agree: true } });
    }
    const visit = await plan(expert.id, ids);
    expect(visit).toMatchObject({ people: 40, placeName: '东风机械厂', km: 8 });
    // Whoever leaves it shares no more: it is not planned into it again.
    await answer(0, one, visit.id, false);
    await planner.api('POST /visits/:id/cancel', { ...about(visit.id), body: { reason: '重新安排一次' } });
    expect((await refusal(plan(expert.id, ids))).code).toBe('POOL_NOT_AGREED');
  });
});

describe('moving and cancelling', () => {
  it('moves at most 20 times a minute: each time tells everybody', () => {
    expect(visits['POST /visits/:id/move'].perMinute).toBe(20);
  });

  it('makes a new visit to which everybody agrees anew, and tells expert, unit and who has signed in', async () => {
    const set = await aSet();
    const visit = await agreed(set);
    at('2026-11-30T01:30:00.000Z');
    const member = await aMember();
    const expert = await apiOf(set.expert.phone);
    const { text } = await expert('GET /own-visits/:id/code', about(visit.id));
    await member('POST /attendances', { body: { code: text } });
    const api = await freshToken(planner);
    const body = {
      expertId: set.expert.id,
      roomId: null,
      startAt: '2026-12-02T06:00:00.000Z',
      reason: '专家临时去抢险',
    };
    const moved = await api('POST /visits/:id/move', { ...about(visit.id), body });
    expect(moved).toMatchObject({
      ...{ state: 'proposed', expertAgreed: false, startAt: body.startAt },
      orders: [{ agreed: false }],
    });
    expect(await stateOf(set.order.id)).toMatchObject({ state: 'assigned', visitId: moved.id });
    expect(await cellsOf(visit.id)).toEqual([]);
    expect(await world.sql('SELECT state, ending, movedTo FROM visit WHERE id = ?', [visit.id])).toEqual([
      { state: 'cancelled', ending: 'moved', movedTo: moved.id },
    ]);
    const words = '原定11月30日 周一 10:00，改为12月2日 周三 14:00。原因：专家临时去抢险';
    expect(await smsTo(set.phone)).toContainEqual(`“${set.item.title}”改期|${words}`);
    const { items } = await member('GET /notices');
    expect(items[0]).toMatchObject({ words });
    const { items: experts } = await expert('GET /notices');
    expect(experts.map((one) => one.words)).toContain(words);
    expect((await refusal(api('POST /visits/:id/move', { ...about(visit.id), body }))).code).toBe('VISIT_STATE');
  });

  it('stays as it was when the new time is taken', async () => {
    const [set, other] = [await aSet(), await aSet()];
    await plan(set.expert.id, [other.order.id], '2026-12-01T02:00:00.000Z').catch(() => undefined);
    const busy = await plantOrder(world, set.item, { unionId: units[0]?.id ?? '' });
    await plan(set.expert.id, [busy.id], '2026-12-01T02:00:00.000Z').catch(() => undefined);
    const visit = await plan(set.expert.id, [set.order.id]);
    const body = { expertId: set.expert.id, roomId: null, startAt: '2026-12-01T03:00:00.000Z', reason: '单位想换一天' };
    expect((await refusal(planner.api('POST /visits/:id/move', { ...about(visit.id), body }))).code).toBe(
      'EXPERT_BUSY',
    );
    expect(await planner.api('GET /visits/:id', about(visit.id))).toMatchObject({ state: 'proposed' });
    expect(await cellsOf(visit.id)).toHaveLength(8);
  });

  it('cancelled, its orders stand in the line where they stood, and nobody is called up', async () => {
    const set = await aSet();
    const next = await plantOrder(world, set.item, { unionId: units[1]?.id ?? '' });
    const visit = await agreed(set);
    const legal = await world.staff('legal', world.unions.county);
    const reason = { reason: '培训计划有变' };
    expect((await refusal(legal.api('POST /visits/:id/cancel', { ...about(visit.id), body: reason }))).code).toBe(
      'ORDER_ELSEWHERE',
    );
    await planner.api('POST /visits/:id/cancel', { ...about(visit.id), body: reason });
    expect(await stateOf(set.order.id)).toMatchObject({ state: 'accepted', visitId: null });
    expect(await stateOf(next.id)).toMatchObject({ state: 'accepted', visitId: null });
    expect((await refusal(planner.api('POST /visits/:id/cancel', { ...about(visit.id), body: reason }))).code).toBe(
      'VISIT_STATE',
    );
  });
});

let riders = 700;
async function aMember(union: Union = world.unions.rider) {
  const now = world.clock.now;
  world.clock.now = new Date(NOW);
  const rider = await world.applicant((riders += 1), union);
  const officer = await world.staff('officer');
  await officer.api('POST /applications/:id/approve', about(rider.application.id));
  world.clock.now = now;
  return apiOf(rider.phone);
}

describe('at the visit', () => {
  it('members sign in from an hour before to two hours after, once, by the code of this step or the one before', async () => {
    const set = await aSet();
    const { id } = await agreed(set);
    const code = async () => (await apiOf(set.expert.phone))('GET /own-visits/:id/code', about(id));
    at('2026-11-30T00:59:59.999Z');
    expect((await refusal(code())).code).toBe('SIGN_IN_CLOSED');
    at('2026-11-30T01:00:00.000Z');
    const first = await code();
    expect(first).toMatchObject({ until: '2026-11-30T01:05:00.000Z', signedIn: 0 });
    const member = await aMember();
    // The code of 01:00 to 01:05 is good until 01:10, not at 01:10.
    at('2026-11-30T01:10:00.000Z');
    expect((await refusal(member('POST /attendances', { body: { code: first.text } }))).code).toBe(
      'SIGN_IN_CODE_WRONG',
    );
    at('2026-11-30T01:09:59.999Z');
    const attendance = await member('POST /attendances', { body: { code: first.text } });
    expect(attendance).toMatchObject({
      visitId: id,
      startAt: START,
      stars: null,
      rateUntil: '2026-12-14T15:59:59.999Z',
    });
    expect((await member('POST /attendances', { body: { code: first.text } })).id).toBe(attendance.id);
    const stranger = await apiOf(freshPhone());
    expect((await refusal(stranger('POST /attendances', { body: { code: first.text } }))).code).toBe('MEMBERS_ONLY');
    const forged = `${first.text.slice(0, -2)}${first.text.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await refusal(member('POST /attendances', { body: { code: forged } }))).code).toBe('SIGN_IN_CODE_WRONG');
    at('2026-11-30T06:00:00.000Z');
    const last = await code();
    expect(last.signedIn).toBe(1);
    at('2026-11-30T06:00:00.001Z');
    expect((await refusal(code())).code).toBe('SIGN_IN_CLOSED');
    const late = await aMember();
    expect((await refusal(late('POST /attendances', { body: { code: last.text } }))).code).toBe('SIGN_IN_CLOSED');
  });

  it('is recorded from its begin on, with photos of the expert’s own; then the unit has been served', async () => {
    const set = await aSet();
    const waits = await plantOrder(world, await plantItem(world));
    const visit = await agreed(set);
    const body = { minutes: 110, served: 28, words: '练习了放松和呼吸', photoIds: [] as string[] };
    at('2026-11-30T01:59:59.999Z');
    let expert = await world.signIn(set.expert.phone);
    expect((await refusal(expert.api('POST /own-visits/:id/record', { ...about(visit.id), body }))).code).toBe(
      'VISIT_NOT_BEGUN',
    );
    at(START);
    await world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
    expert = await world.signIn(set.expert.phone);
    const said = (different: object) =>
      refusal(expert.api('POST /own-visits/:id/record', { ...about(visit.id), body: { ...body, ...different } }));
    expect((await said({ minutes: 31 })).body.fields).toEqual([
      { at: 'minutes', sentence: '从开始到现在，最多填 30 分钟。' },
    ]);
    expect((await said({ minutes: 30, served: 61 })).body.fields).toEqual([
      { at: 'served', sentence: '这次约 30 人，最多填 60 人。' },
    ]);
    at('2026-11-30T03:20:00.000Z');
    await world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
    expert = await world.signIn(set.expert.phone);
    const upload = async (token: string) =>
      (await world.raw('POST', '/files', { token, body: await photoForm() })).body.id as string;
    const [own, foreign] = [await upload(expert.token), await upload((await world.staff('officer')).token)];
    const call = (photoIds: string[]) =>
      expert.api('POST /own-visits/:id/record', { ...about(visit.id), body: { ...body, photoIds } });
    expect((await refusal(call([own, foreign]))).code).toBe('PHOTO_MISSING');
    const recorded = await call([own]);
    expect(recorded).toMatchObject({
      state: 'recorded',
      record: { minutes: 110, served: 28, photoIds: [own], at: '2026-11-30T03:20:00.000Z' },
    });
    expect((await world.raw('GET', recorded.record?.photoAddresses[0]?.slice(4) ?? '')).status).toBe(200);
    expect((await refusal(call([own]))).code).toBe('VISIT_STATE');
    expect(await world.sql('SELECT served FROM service_order WHERE id = ?', [waits.id])).toEqual([{ served: 1 }]);
    expect(await world.sql('SELECT served FROM service_order WHERE id = ?', [set.order.id])).toEqual([{ served: 0 }]);
  });

  it('is rated once by whoever was there, within 14 days, and shown without names', async () => {
    const set = await aSet();
    const visit = await agreed(set);
    at(START);
    const expert = await apiOf(set.expert.phone);
    const { text } = await expert('GET /own-visits/:id/code', about(visit.id));
    const [one, two] = [await aMember(), await aMember()];
    const mine = await one('POST /attendances', { body: { code: text } });
    const others = await two('POST /attendances', { body: { code: text } });
    const rate = (api: typeof one, id: string, stars: number, words: string) =>
      api('POST /attendances/:id/rate', { ...about(id), body: { stars, words } });
    expect((await refusal(rate(two, mine.id, 1, ''))).code).toBe('NOT_FOUND');
    await rate(one, mine.id, 5, '睡得好多了');
    expect((await refusal(rate(one, mine.id, 1, ''))).code).toBe('RATED_ALREADY');
    at('2026-12-14T16:00:00.000Z');
    const late = await world.sql<{ personId: string }>('SELECT personId FROM attendance WHERE id = ?', [others.id]);
    expect(late).toHaveLength(1);
    const again = await apiOf((await phoneOf(others.id)) ?? '');
    expect((await refusal(rate(again, others.id, 4, ''))).code).toBe('RATING_CLOSED');
    at('2026-12-14T15:59:59.999Z');
    await rate(await apiOf((await phoneOf(others.id)) ?? ''), others.id, 4, '');
    const shown = await (await apiOf(set.expert.phone))('GET /own-visits/:id', about(visit.id));
    expect(shown.ratings).toEqual({ units: [], workers: 2, workersMean: 4.5, words: ['睡得好多了'] });
    expect(JSON.stringify(shown)).not.toContain('王小明');
  });
});

describe('who counts as there', () => {
  const codeOf = async (set: Set, id: string) =>
    (await (await apiOf(set.expert.phone))('GET /own-visits/:id/code', about(id))).text;

  it('is no member of another unit and not the expert', async () => {
    const set = await aSet();
    const visit = await agreed(set);
    at(START);
    const text = await codeOf(set, visit.id);
    const [near, far] = [await aMember(world.unions.street), await aMember(units[0])];
    for (const foreign of [near, far]) {
      const no = await refusal(foreign('POST /attendances', { body: { code: text } }));
      expect([no.code, no.message]).toEqual(['MEMBERS_ONLY', '这次服务是给北部片区外卖骑手联合工会的职工的。']);
    }
    const own = await aMember();
    const [person] = await world.sql<{ phoneIndex: string }>(
      'SELECT p.phoneIndex FROM person p JOIN membership m ON m.activePerson = p.id WHERE m.unionId = ? ORDER BY m.id DESC LIMIT 1',
      [world.unions.rider.id],
    );
    await world.sql('UPDATE expert SET phoneIndex = ? WHERE id = ?', [person?.phoneIndex, set.expert.id]);
    const itself = await refusal(own('POST /attendances', { body: { code: text } }));
    expect([itself.code, itself.message]).toEqual(['MEMBERS_ONLY', '您是这次服务的专家，不用签到。']);
    expect(await world.sql('SELECT id FROM attendance WHERE visitId = ?', [visit.id])).toEqual([]);
  });

  it('counts for the unit nearest to the member: another one of a shared visit does not confirm on it', async () => {
    const [item, expert] = [await plantItem(world), await plantExpert(world)];
    const [a, b] = [units[0] as Union, units[1] as Union];
    // The street stands above both: a member of `a` counts for `a`.
    const [street, ofA, ofB] = [
      await plantOrder(world, item, { unionId: world.unions.street.id }),
      await plantOrder(world, item, { unionId: a.id, notes: '午饭前结束', contactName: '甲主席' }),
      await plantOrder(world, item, { unionId: b.id, notes: '三楼没有电梯', contactName: '乙主席' }),
    ];
    const visit = await plantVisit(world, {
      ...{ expert, item, orders: [street, ofA, ofB], startAt: START, state: 'agreed' },
    });
    at(START);
    const phone = await apiOf(expert.phone);
    const { text } = await phone('GET /own-visits/:id/code', about(visit.id));
    const member = await aMember(a);
    const { id } = await member('POST /attendances', { body: { code: text } });
    expect(await world.sql('SELECT orderId FROM attendance WHERE id = ?', [id])).toEqual([{ orderId: ofA.id }]);
    await member('POST /attendances/:id/rate', { ...about(id), body: { stars: 5, words: '甲单位的人说好' } });
    const body = { minutes: 30, served: 28, words: '练习了放松和呼吸', photoIds: [] };
    await phone('POST /own-visits/:id/record', { ...about(visit.id), body });
    const [unitA, unitB] = [await unitOf(a), await unitOf(b)];
    const confirmB = unitB.api('POST /orders/:id/confirm', about(ofB.id));
    expect((await refusal(confirmB)).code).toBe('SIGN_INS_MISSING');
    expect((await unitA.api('POST /orders/:id/confirm', about(ofA.id))).state).toBe('delivered');
    await unitA.api('POST /orders/:id/rate', { ...about(ofA.id), body: { stars: 4, words: '老师讲得实在' } });

    // What the unit of `b` reads of the visit is its own.
    const seen = await unitB.api('GET /visits/:id', about(visit.id));
    expect(seen.orders.map((order) => order.id)).toEqual([ofB.id]);
    expect(seen.notes).toEqual([{ unionName: b.name, notes: '三楼没有电梯' }]);
    expect(seen.ratings).toEqual({ units: [], workers: 0, workersMean: null, words: [] });
    const query = { from: '2026-11-30', until: '2026-11-30', expertId: expert.id };
    const { items } = await unitB.api('GET /visits', { query });
    expect(items.map(({ orders }) => orders.map((order) => order.id))).toEqual([[ofB.id]]);
    for (const text of ['甲', ofA.number, a.name]) expect(JSON.stringify([seen, items])).not.toContain(text);
    const department = await world.staff('protection', world.unions.county);
    const whole = await department.api('GET /visits/:id', about(visit.id));
    expect(whole.orders).toHaveLength(3);
    expect(whole.contacts.map(({ name }) => name)).toEqual(['李主席', '甲主席', '乙主席']);
    expect(whole.ratings).toMatchObject({ units: [{ unionName: a.name, stars: 4 }], words: ['甲单位的人说好'] });
    // A rating of the same order's later visit is not one of this visit.
    await world.sql('UPDATE service_order SET visitId = NULL WHERE id = ?', [ofA.id]);
    expect((await department.api('GET /visits/:id', about(visit.id))).ratings.units).toEqual([]);
    // A look at full numbers leaves a trace.
    const looks = await world.sql<{ detail: string }>(
      "SELECT detail FROM audit_row WHERE what = 'GET /visits/:id' AND object = ? ORDER BY seq",
      [`visit:${visit.id}`],
    );
    expect(looks.map(({ detail }) => JSON.parse(detail))).toEqual([{ contacts: 0 }, { contacts: 3 }, { contacts: 3 }]);
  });

  it('rates what took place, not what was cancelled', async () => {
    const set = await aSet();
    const visit = await agreed(set);
    at('2026-11-30T01:30:00.000Z');
    const member = await aMember();
    const { id } = await member('POST /attendances', { body: { code: await codeOf(set, visit.id) } });
    const department = await world.staff('protection', world.unions.county);
    await department.api('POST /visits/:id/cancel', { ...about(visit.id), body: { reason: '老师路上出了事故' } });
    at('2026-11-30T02:10:00.000Z');
    const again = await apiOf((await phoneOf(id)) ?? '');
    const rated = await refusal(again('POST /attendances/:id/rate', { ...about(id), body: { stars: 1, words: '' } }));
    expect([rated.code, rated.message]).toEqual(['RATING_CLOSED', '这次服务取消了，不用评价。']);
  });
});

it('being there and the rating stand in the person’s own data, and what was said goes with the person', async () => {
  const set = await aSet();
  const visit = await agreed(set);
  at(START);
  const { text } = await (await apiOf(set.expert.phone))('GET /own-visits/:id/code', about(visit.id));
  const member = await aMember();
  const { id } = await member('POST /attendances', { body: { code: text } });
  await member('POST /attendances/:id/rate', { ...about(id), body: { stars: 5, words: '睡得好多了' } });
  const [row] = await world.sql<{ personId: string }>('SELECT personId FROM attendance WHERE id = ?', [id]);
  const personId = row?.personId ?? '';
  const { ask } = makeAsk(world.kit, world.kit.db.reader, { kind: 'nobody' });
  expect(await sections.attendance?.rows(ask, personId)).toEqual([
    {
      ...{ number: visit.number, title: set.item.title, startAt: START, placeName: '北部片区骑手驿站', at: START },
      ...{ stars: 5, words: '睡得好多了', ratedAt: START },
    },
  ]);
  await world.kit.db.tx(async (db) => {
    const erasing = makeAsk(world.kit, db, { kind: 'nobody' }).ask;
    await forget(erasing, await loadPerson(erasing, personId));
  });
  expect(await world.sql('SELECT stars, words FROM attendance WHERE id = ?', [id])).toEqual([
    { stars: null, words: null },
  ]);
  const shown = await (await apiOf(set.expert.phone))('GET /own-visits/:id', about(visit.id));
  expect([shown.signedIn, shown.ratings.workers, shown.ratings.words]).toEqual([1, 0, []]);
});

/** The number with which the person of an attendance signs in. */
async function phoneOf(attendanceId: string): Promise<string | undefined> {
  const [row] = await world.sql<{ phoneIndex: string }>(
    'SELECT p.phoneIndex FROM attendance a JOIN person p ON p.id = a.personId WHERE a.id = ?',
    [attendanceId],
  );
  return world.sent.sms.find(({ phone }) => world.kit.secrets.index('phone', phone) === row?.phoneIndex)?.phone;
}

describe('whom to call', () => {
  const closed = { contacts: [], notes: [], orders: [], address: '', latitude: null, longitude: null };
  it('is gone for the expert at once when the visit is off', async () => {
    const set = await aSet({}, { notes: '午饭前结束' });
    const visit = await agreed(set);
    const expert = await apiOf(set.expert.phone);
    await planner.api('POST /visits/:id/cancel', { ...about(visit.id), body: { reason: '重新安排一次' } });
    expect(await expert('GET /own-visits/:id', about(visit.id))).toMatchObject(closed);
    const no = { agree: false, reason: '孩子发烧要去医院' };
    const again = await plan(set.expert.id, [set.order.id]);
    expect(await expert('POST /own-visits/:id/answer', { ...about(again.id), body: no })).toMatchObject(closed);
  });

  it('is shown to the expert and the planning department from the agreement until seven days after, to nobody else', async () => {
    const set = await aSet({}, { notes: '午饭前结束' });
    const before = await plan(set.expert.id, [set.order.id]);
    expect(before.contacts).toEqual([]);
    await planner.api('POST /visits/:id/cancel', { ...about(before.id), body: { reason: '重新安排一次' } });
    const visit = await agreed(set);
    const full = [{ unionName: '北部片区外卖骑手联合工会', name: '李主席', phone: set.phone }];
    expect(visit.contacts).toEqual(full);
    const seenBy = async (role: 'protection' | 'legal' | 'officer', union = world.unions.county) =>
      (await (await world.staff(role, union)).api('GET /visits/:id', about(visit.id))).contacts;
    expect(await seenBy('protection')).toEqual(full);
    expect(await seenBy('legal')).toEqual([]);
    expect(await seenBy('officer', world.unions.rider)).toEqual([]);
    at('2026-12-07T15:59:59.999Z');
    const expert = await apiOf(set.expert.phone);
    expect(await expert('GET /own-visits/:id', about(visit.id))).toMatchObject({
      ...{ contacts: full, address: '青州市北环路 12 号', orders: [{ id: set.order.id }] },
      notes: [{ notes: '午饭前结束' }],
    });
    at('2026-12-07T16:00:00.000Z');
    const later = await apiOf(set.expert.phone);
    expect(await later('GET /own-visits/:id', about(visit.id))).toMatchObject(closed);
    const listed = await later('GET /own-visits', { query: { from: '2026-11-30', until: '2026-11-30' } });
    expect(listed.items).toMatchObject([{ address: '', latitude: null, longitude: null, orders: [] }]);
    expect(await seenBy('protection')).toEqual([]);
  });
});

describe('what comes round by itself', () => {
  it('reminds expert and contact at 09:00 of the day before, once', async () => {
    const set = await aSet();
    await agreed(set);
    const reminders = async (phone: string) => (await smsTo(phone)).filter((one) => one.startsWith('提醒'));
    at('2026-11-29T00:59:59.999Z');
    await turn();
    expect(await reminders(set.phone)).toEqual([]);
    at('2026-11-29T01:00:00.000Z');
    await turn();
    at('2026-11-29T01:01:00.000Z');
    await turn();
    expect(await reminders(set.phone)).toEqual([
      `提醒：“${set.item.title}”|11月30日 周一 10:00，北部片区骑手驿站。请准备：能坐下的会议室，一台投影。`,
    ]);
    const expert = await apiOf(set.expert.phone);
    const { items } = await expert('GET /notices');
    expect(items.filter(({ title }) => title.startsWith('提醒'))).toHaveLength(1);
  });
});

describe('a record that is missing', () => {
  it('is asked for at 09:00 of the second working day after the visit, once', async () => {
    const [set, done] = [await aSet(), await aSet()];
    await agreed(set);
    const other = await agreed(done);
    at('2026-11-29T01:00:00.000Z');
    await turn();
    at(END);
    const body = { minutes: 110, served: 28, words: '练习了放松和呼吸', photoIds: [] };
    await (await apiOf(done.expert.phone))('POST /own-visits/:id/record', { ...about(other.id), body });
    const asked = async ({ expert }: Set) => {
      const { items } = await (await apiOf(expert.phone))('GET /notices');
      return items.filter(({ title }) => title === '请补填服务记录').map(({ words }) => words);
    };
    at('2026-12-02T00:59:59.999Z');
    await turn();
    expect(await asked(set)).toEqual([]);
    at('2026-12-02T01:00:00.000Z');
    await turn();
    at('2026-12-03T01:00:00.000Z');
    await turn();
    expect(await asked(set)).toEqual([
      `“${set.item.title}”11月30日 周一 10:00已经办完，还没有服务记录。填好后单位才能确认和评价。`,
    ]);
    expect(await asked(done)).toEqual([]);
  });
});

describe('seeing them', () => {
  it('gives a calendar file in UTC, named by the visit’s number, and one that calls it off', async () => {
    const set = await aSet();
    const visit = await plan(set.expert.id, [set.order.id]);
    const get = (token: string) => world.raw('GET', `/visits/${visit.id}/calendar`, { token });
    const file = await get(planner.token);
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=PUBLISH');
    expect(file.headers.get('content-disposition')).toBe(`inline; filename="${visit.number}.ics"`);
    const text = file.text.replaceAll('\r\n\t', '').replaceAll('\r\n ', '');
    for (const line of [
      ...['METHOD:PUBLISH', `UID:${visit.number}`, 'DTSTART:20261130T020000Z', 'DTEND:20261130T040000Z'],
      ...['STATUS:TENTATIVE', 'LOCATION:北部片区骑手驿站，青州市北环路 12 号', 'GEO:36.747528;118.479622'],
    ])
      expect(text.split('\r\n')).toContain(line);
    expect(text).toContain('请准备：能坐下的会议室');
    await planner.api('POST /visits/:id/cancel', { ...about(visit.id), body: { reason: '培训计划有变' } });
    const gone = (await get(planner.token)).text.split('\r\n');
    expect(gone).toEqual(
      expect.arrayContaining(['METHOD:CANCEL', `UID:${visit.number}`, 'STATUS:CANCELLED', 'SEQUENCE:1']),
    );
  });

  it('lists what stands, with leave and rest days, for the owner’s side and the unit’s', async () => {
    const set = await aSet();
    const visit = await plan(set.expert.id, [set.order.id]);
    const query = { from: '2026-11-28', until: '2026-12-01', expertId: set.expert.id };
    await planner.api('POST /experts/:id/leaves', {
      ...about(set.expert.id),
      body: { fromDay: '2026-12-01', untilDay: '2026-12-05', reason: '外出讲学五天' },
    });
    const days = { items: [{ id: visit.id }], restDays: ['2026-11-28', '2026-11-29'] };
    expect(await planner.api('GET /visits', { query })).toMatchObject({
      ...days,
      leaves: [{ expertId: set.expert.id, fromDay: '2026-12-01', untilDay: '2026-12-05' }],
    });
    const unit = await unitOf();
    expect((await unit.api('GET /visits', { query })).items).toHaveLength(1);
    const stranger = await world.staff('officer', world.unions.elsewhere);
    expect((await stranger.api('GET /visits', { query })).items).toEqual([]);
    expect((await refusal(stranger.api('GET /visits/:id', about(visit.id)))).code).toBe('NOT_FOUND');
    const ask = (from: string, until: string) => planner.api('GET /visits', { query: { from, until } });
    expect((await ask('2026-11-01', '2026-12-12')).items.length).toBeGreaterThan(0);
    expect((await refusal(ask('2026-11-01', '2026-12-13'))).code).toBe('SPAN_TOO_LONG');
    expect((await refusal(ask('2026-11-02', '2026-11-01'))).code).toBe('DAYS_TURNED');
  });

  it('shows the expert the route of the day', async () => {
    const item = await plantItem(world, { minutes: 60 });
    const expert = await plantExpert(world);
    const [one, two] = [
      await plantOrder(world, item, { unionId: units[0]?.id ?? '' }),
      await plantOrder(world, item, { unionId: units[1]?.id ?? '', ...SEAT }),
    ];
    await plan(expert.id, [one.id], '2026-11-30T01:00:00.000Z');
    await plan(expert.id, [two.id], '2026-11-30T06:00:00.000Z');
    const api = await apiOf(expert.phone);
    const { items } = await api('GET /own-visits', { query: { from: '2026-11-30', until: '2026-11-30' } });
    expect(items.map(({ km, fromLastKm }) => [km, fromLastKm])).toEqual([
      [7, null],
      [0, 7],
    ]);
    const nobody = await apiOf(freshPhone());
    const query = { from: '2026-11-30', until: '2026-11-30' };
    expect((await refusal(nobody('GET /own-visits', { query }))).code).toBe('NOT_AN_EXPERT');
    expect((await refusal(nobody('GET /own-visits/:id', about(items[0]?.id ?? '')))).code).toBe('NOT_FOUND');
  });
});

it('sends a number that nobody has proved ten messages a day, and not the eleventh', async () => {
  at('2026-11-24T02:00:00.000Z');
  const [phone, number] = [freshPhone(), 'DD20261124-9999'];
  const tell = (count: number, urgent: object = {}) =>
    world.kit.db.tx(async (db) => {
      const { ask } = makeAsk(world.kit, db, { kind: 'nobody' });
      for (let nth = 0; nth < count; nth += 1)
        await tellOldPhone(ask, phone, { number, title: '改期', words: '原因', ...urgent });
    });
  await tell(12);
  expect(await smsTo(phone)).toHaveLength(10);
  await tell(1, { urgent: true });
  expect(await smsTo(phone)).toHaveLength(11);
  at('2026-11-24T15:59:59.999Z');
  await tell(1);
  expect(await smsTo(phone)).toHaveLength(11);
  at('2026-11-24T16:00:00.000Z');
  await tell(1);
  expect(await smsTo(phone)).toHaveLength(12);
  const left = async () => world.sql("SELECT name FROM counter WHERE name LIKE 'sms:2026-11-24%'");
  at('2026-11-26T04:00:00.000Z');
  await retain(world.kit);
  expect((await left()).length).toBeGreaterThan(0);
  at('2026-11-26T16:00:00.000Z');
  await retain(world.kit);
  expect(await left()).toEqual([]);
});
