/** Orders of units: placed, routed, decided, waited for, confirmed and rated; the menu and its upkeep. */

import { ulid } from '@niangjia/server/core/ids';
import { insert, update } from '@niangjia/server/core/sql';
import { type ServiceOrder, ServiceOrderTable } from '@niangjia/server/modules/orders/entity';
import { contactPhoneOf } from '@niangjia/server/modules/orders/tell';
import { retain } from '@niangjia/server/modules/own-data/retain';
import type { Union } from '@niangjia/server/modules/unions/entity';
import { AttendanceTable, VisitTable } from '@niangjia/server/modules/visits/entity';
import { comesBefore } from '@niangjia/shared/rules/orders';
import {
  orderBody,
  plantExpert,
  plantItem,
  plantOrder,
  plantOrders,
  plantUnits,
  plantVisit,
  wishesBody,
} from './order-world';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
/** Orders for the riders; serves the county's counselling; of the county's law; of the province; of elsewhere. */
let officer: StaffMember;
let planner: StaffMember;
let lawyer: StaffMember;
let stranger: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer', world.unions.street);
  planner = await world.staff('protection', world.unions.county);
  lawyer = await world.staff('legal', world.unions.county);
  stranger = await world.staff('officer', world.unions.elsewhere);
});
afterAll(() => world.close());

const at = (id: string) => ({ params: { id } });
const place = (item: Parameters<typeof orderBody>[1], different = {}, by = officer) =>
  by.api('POST /orders', { body: orderBody(world, item, different) });
const look = (id: string, by = officer) => by.api('GET /orders/:id', at(id));
const code = async (call: Promise<unknown>) => (await refusal(call)).code;
const because = { reason: '请补充会议室的面积' };
const lastSms = () => world.sent.sms.at(-1)?.params;
async function sendAll(): Promise<void> {
  const { jobs } = await import('@niangjia/server/jobs');
  await jobs.find(({ name }) => name === 'outbox')?.run(world.kit, async () => true);
}
/** A unit of its own, so that nothing else of it is open or was served. */
const unit = async () => (await plantUnits(world, 1))[0]?.id ?? '';

describe('an order', () => {
  it('goes to the department of its item with a number, a clock and its first step', async () => {
    const item = await plantItem(world, { title: '团体减压课' });
    const order = await place(item);
    expect(order).toMatchObject({
      number: expect.stringMatching(/^DD20261123-\d{4}$/),
      state: 'submitted',
      title: '团体减压课',
      group: 'mind',
      unionName: '北部片区外卖骑手联合工会',
      ownerName: '青州市总工会',
      department: 'protection',
      holder: '保障部（青州市总工会）',
      dueOn: '2026-11-25',
      workingDaysLeft: 2,
      urgency: 'calm',
      position: null,
      likelyOn: null,
      neverServed: true,
      latitude: 36.747528,
      contactName: '李主席',
      contactPhoneMasked: '138****8000',
      askPhone: '0536-0000101',
      days: [{ day: '2026-11-30', part: 'am' }],
      may: ['cancel'],
      visit: null,
      pool: null,
    });
    expect(order.steps).toEqual([
      { at: '2026-11-23T02:00:00.000Z', who: '北部片区外卖骑手联合工会', what: '提交点单', words: null },
    ]);
    const mine = await look(order.id, planner);
    expect(mine.may).toEqual(['accept', 'return', 'forward', 'merge']);
    const [row] = await world.sql<{ contactSealed: string }>('SELECT contactSealed FROM service_order WHERE id = ?', [
      order.id,
    ]);
    expect(row?.contactSealed).not.toContain('13800138000');
  });

  it('is refused where it does not fit', async () => {
    const item = await plantItem(world);
    const fields = async (different: object) =>
      (await refusal(place(item, different))).body.fields?.map((field) => [field.at, field.sentence]);
    expect(await fields({ people: 81 })).toEqual([['people', '这项服务一次最多 80 人，请分几次点单。']]);
    expect(await fields({ longitude: null })).toEqual([['longitude', '纬度和经度请一起填写，或都不填。']]);
    expect(await fields({ itemId: null })).toEqual([['wish', '请选一项服务，或写下想要的服务。']]);
    expect(await fields({ wish: { title: '颈椎操', group: 'health' } })).toEqual([
      ['wish', '点菜单里的服务时不用写愿望。'],
    ]);
    expect(await code(place(item, { days: [{ day: '2026-11-22', part: 'am' }] }))).toBe('DAY_PAST');
    expect(await code(place(item, { people: 19 }))).toBe('TOO_FEW_PEOPLE');
    expect(await code(place(await plantItem(world, { poolKm: 0 }), { people: 19, sharing: true }))).toBe(
      'TOO_FEW_PEOPLE',
    );
    expect(await code(place(await plantItem(world, { state: 'withdrawn' })))).toBe('ITEM_WITHDRAWN');
    const theirs = await plantItem(world, { unionId: world.unions.elsewhere.id });
    expect(await code(place(theirs))).toBe('NOT_FOUND');
    expect(await code(place(item, {}, stranger))).toBe('NOT_FOUND');
    expect(await code(place(item, {}, planner))).toBe('NOT_ALLOWED');
    const today = await place(item, { days: [{ day: '2026-11-23', part: 'pm' }], people: 19, sharing: true });
    expect([today.people, today.sharing, today.days]).toEqual([19, true, [{ day: '2026-11-23', part: 'pm' }]]);
    expect(await code(place(item))).toBe('ORDER_OPEN');
  });

  it('is placed once for a unit and an item, also in a race of twenty', async () => {
    const item = await plantItem(world);
    const unionId = await unit();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => place(item, { unionId })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [row] = await world.sql<{ n: number | string }>(
      'SELECT COUNT(*) AS n FROM service_order WHERE unionId = ? AND itemId = ?',
      [unionId, item.id],
    );
    expect(Number(row?.n)).toBe(1);
  });

  it('is accepted, returned with a reason and submitted anew, and keeps its place', async () => {
    const item = await plantItem(world);
    await plantExpert(world);
    const first = await place(item, { unionId: await unit() });
    world.clock.forward(60_000);
    const second = await place(item, { unionId: await unit() });
    for (const { id } of [first, second]) await planner.api('POST /orders/:id/accept', at(id));
    expect(await look(first.id)).toMatchObject({
      state: 'accepted',
      position: 1,
      lineLength: 2,
      dueOn: '2026-12-07',
      likelyOn: '2026-11-24',
      may: ['cancel'],
    });
    await sendAll();
    expect(lastSms()).toMatchObject({
      number: second.number,
      words: '青州市总工会已受理，正在排队，目前第 2 位。排定时间后会再告诉您。',
    });
    const back = await planner.api('POST /orders/:id/return', { ...at(first.id), body: because });
    expect(back).toMatchObject({ state: 'returned', dueOn: '2026-12-07', holder: '点单单位' });
    expect((await look(first.id)).may).toEqual(['resubmit', 'cancel']);
    expect((await look(second.id)).position).toBe(1);
    const body = wishesBody(world, { people: 40, contactPhone: '13900139000' });
    const again = await officer.api('POST /orders/:id/resubmit', { ...at(first.id), body });
    expect(again).toMatchObject({ state: 'submitted', people: 40, contactPhoneMasked: '139****9000' });
    await planner.api('POST /orders/:id/accept', at(first.id));
    expect((await look(first.id)).position).toBe(1);
    expect((await look(first.id)).steps.map(({ what, words }) => [what, words])).toEqual([
      ['提交点单', null],
      ['受理，开始排队', null],
      ['退回补充', '请补充会议室的面积'],
      ['补充后重新提交', null],
      ['受理，开始排队', null],
    ]);
    expect(await code(planner.api('POST /orders/:id/accept', at(first.id)))).toBe('ORDER_STATE');
    expect(await code(officer.api('POST /orders/:id/resubmit', { ...at(first.id), body }))).toBe('ORDER_STATE');
  });

  it('is served by its own department alone, until it is forwarded', async () => {
    const { id } = await place(await plantItem(world), { unionId: await unit() });
    expect((await look(id, lawyer)).may).toEqual([]);
    expect(await code(lawyer.api('POST /orders/:id/accept', at(id)))).toBe('ORDER_ELSEWHERE');
    const body = { department: 'legal' as const, reason: '劳动合同的问题归法律部' };
    expect(await code(lawyer.api('POST /orders/:id/forward', { ...at(id), body }))).toBe('ORDER_ELSEWHERE');
    const same = planner.api('POST /orders/:id/forward', { ...at(id), body: { ...body, department: 'protection' } });
    expect((await refusal(same)).at('department')).toBe('已经归这个部门办理，请选别的部门。');
    const moved = await planner.api('POST /orders/:id/forward', { ...at(id), body });
    expect(moved).toMatchObject({
      holder: '法律部（青州市总工会）',
      department: 'legal',
      dueOn: '2026-11-25',
      may: [],
    });
    expect(moved.steps.at(-1)).toMatchObject({
      what: '转给别的部门',
      words: '转法律部（青州市总工会）。劳动合同的问题归法律部',
    });
    expect(await code(planner.api('POST /orders/:id/accept', at(id)))).toBe('ORDER_ELSEWHERE');
    expect((await lawyer.api('POST /orders/:id/accept', at(id))).state).toBe('accepted');
  });

  it('is seen by its unit, by those above, and by the owner’s departments; by nobody else', async () => {
    const { id } = await place(await plantItem(world), { unionId: await unit() });
    const chair = await world.staff('chair', world.unions.province);
    const auditor = await world.staff('auditor', world.unions.county);
    for (const by of [officer, planner, lawyer, chair, auditor]) expect((await look(id, by)).id).toBe(id);
    expect((await look(id, chair)).contactName).toBe('李**');
    expect((await look(id, lawyer)).contactName).toBe('李**');
    expect((await look(id, planner)).contactName).toBe('李主席');
    const neighbour = await world.staff('officer', (await plantUnits(world, 1, world.unions.county))[0]);
    const below = await world.staff('protection', world.unions.street);
    for (const by of [stranger, neighbour]) expect(await code(look(id, by))).toBe('NOT_FOUND');
    // The street's own department sees its units' orders, but the county's serves them.
    expect((await look(id, below)).may).toEqual([]);
    expect(await code(below.api('POST /orders/:id/accept', at(id)))).toBe('NOT_FOUND');
    expect(await code(stranger.api('POST /orders/:id/cancel', { ...at(id), body: because }))).toBe('NOT_FOUND');
  });

  it('leaves neither the contact’s number nor a reason in the audit or the log', async () => {
    const { id } = await place(await plantItem(world), { unionId: await unit(), contactPhone: '13712345678' });
    await planner.api('POST /orders/:id/return', { ...at(id), body: because });
    const audit = JSON.stringify(await world.sql('SELECT * FROM audit_row'));
    for (const secret of ['13712345678', because.reason, '李主席']) {
      expect(audit).not.toContain(secret);
      expect(world.log.join('')).not.toContain(secret);
    }
  });
});

describe('clocks', () => {
  it('runs out the day after its last day; what is overdue stands on top and is counted', async () => {
    const item = await plantItem(world, { department: 'legal' });
    const judge = await world.staff('legal', world.unions.county);
    const of = async (days: string) =>
      (await plantOrder(world, item, { unionId: await unit(), state: 'submitted', dueOn: days })).id;
    // The world's clock stands on Monday, 2026-11-23.
    const [after, on, before] = [await of('2026-11-24'), await of('2026-11-23'), await of('2026-11-20')];
    const calm = await of('2026-11-25');
    const list = await judge.api('GET /orders', { query: { view: 'queue', stage: 'open', itemId: item.id } });
    expect(list.items.map(({ id, urgency, workingDaysLeft }) => [id, urgency, workingDaysLeft])).toEqual([
      [before, 'overdue', -1],
      [on, 'due', 0],
      [after, 'due', 1],
      [calm, 'calm', 2],
    ]);
    expect([list.total, list.overdue]).toEqual([4, 1]);
  });

  it('counts working days: over a weekend, and over the National Day holiday', async () => {
    const held = world.clock.now;
    const item = await plantItem(world);
    world.clock.now = new Date('2026-11-27T02:00:00.000Z');
    const again = await world.staff('officer', world.unions.street);
    const friday = await again.api('POST /orders', { body: orderBody(world, item, { unionId: await unit() }) });
    expect(friday.dueOn).toBe('2026-12-01');
    world.clock.now = new Date('2026-09-30T02:00:00.000Z');
    const later = await world.staff('officer', world.unions.street);
    const eve = await later.api('POST /orders', { body: orderBody(world, item, { unionId: await unit() }) });
    // 1 to 7 October are no working days; Thursday the 8th and Friday the 9th are.
    expect(eve.dueOn).toBe('2026-10-09');
    world.clock.now = held;
  });
});

describe('the line', () => {
  it('puts who was never served first, then who asked first', async () => {
    const item = await plantItem(world);
    const [a = '', b = '', c = '', d = ''] = (await plantUnits(world, 4)).map(({ id }) => id);
    const rows = await plantOrders(world, item, [
      { unionId: a, served: 3, queuedAt: '2026-11-01T00:00:00.000Z' },
      { unionId: b, served: 0, queuedAt: '2026-11-03T00:00:00.000Z' },
      { unionId: c, served: 1, queuedAt: '2026-11-02T00:00:00.000Z' },
      { unionId: d, served: 0, queuedAt: '2026-11-02T00:00:00.000Z' },
    ]);
    const found = await Promise.all(rows.map(({ id }) => look(id, planner)));
    expect(found.map(({ position, lineLength, neverServed }) => [position, lineLength, neverServed])).toEqual([
      [3, 4, false],
      [2, 4, true],
      [4, 4, false],
      [1, 4, true],
    ]);
    const list = await planner.api('GET /orders', { query: { view: 'queue', itemId: item.id } });
    const listed = new Map(list.items.map(({ id, position }) => [id, position]));
    expect(rows.map(({ id }) => listed.get(id))).toEqual([3, 2, 4, 1]);
    // The rule says the same as the database.
    const byRule = [...rows].sort((one, other) => (comesBefore(one, other) ? -1 : 1));
    expect(byRule.map(({ id }) => listed.get(id))).toEqual([1, 2, 3, 4]);
  });

  it('knows how often a unit was served when it orders', async () => {
    const item = await plantItem(world);
    const unionId = await unit();
    const expert = await plantExpert(world);
    const done = await plantOrder(world, item, { unionId });
    await plantVisit(world, {
      expert,
      item,
      orders: [done],
      state: 'recorded',
      recordedAt: '2026-11-23T03:00:00.000Z',
    });
    await world.kit.db.tx((db) => update(db, ServiceOrderTable, { id: done.id }, { state: 'rated', openItem: null }));
    const next = await place(item, { unionId });
    expect(next.neverServed).toBe(false);
  });

  it('is quick with 10,000 open orders', async () => {
    const item = await plantItem(world, { department: 'production' });
    const maker = await world.staff('production', world.unions.county);
    const units = await plantUnits(world, 10_000);
    await plantOrders(
      world,
      item,
      units.map(({ id }, nth) => ({
        unionId: id,
        served: nth % 2,
        dueOn: `2026-12-${String(1 + (nth % 28)).padStart(2, '0')}`,
      })),
    );
    const began = performance.now();
    const first = await maker.api('GET /orders', { query: { view: 'queue', stage: 'open' } });
    const spent = performance.now() - began;
    expect([first.items.length, first.total, first.overdue]).toEqual([50, 10_000, 0]);
    expect(first.items.every(({ dueOn, position }) => dueOn === '2026-12-01' && (position ?? 0) > 0)).toBe(true);
    const next = await maker.api('GET /orders', { query: { view: 'queue', stage: 'open', after: first.next ?? '' } });
    expect(new Set([...first.items, ...next.items].map(({ id }) => id)).size).toBe(100);
    expect(spent).toBeLessThan(10_000);
  });
});

describe('the end', () => {
  async function scheduled() {
    const item = await plantItem(world);
    const expert = await plantExpert(world);
    const order = await plantOrder(world, item, { unionId: await unit() });
    const startAt = new Date(world.clock.now.getTime() + 24 * 3600_000)
      .toISOString()
      .replace(/:\d\d\.\d+Z/, ':00.000Z');
    const visit = await plantVisit(world, { expert, item, orders: [order], state: 'agreed', startAt });
    return { item, expert, order, visit };
  }

  it('is confirmed with a record and somebody who signed in, then rated once', async () => {
    const { item, order, visit, expert } = await scheduled();
    const confirm = () => officer.api('POST /orders/:id/confirm', at(order.id));
    const rate = () => officer.api('POST /orders/:id/rate', { ...at(order.id), body: { stars: 4, words: '讲得实在' } });
    expect(await code(confirm())).toBe('RECORD_MISSING');
    await world.kit.db.tx((db) =>
      update(
        db,
        VisitTable,
        { id: visit.id },
        { state: 'recorded', recordedAt: visit.endAt, minutes: 110, served: 28, words: '讲了压力和情绪' },
      ),
    );
    expect(await code(confirm())).toBe('SIGN_INS_MISSING');
    expect(await code(rate())).toBe('ORDER_STATE');
    const signIn = { id: ulid(), visitId: visit.id, orderId: order.id, personId: ulid(), at: visit.startAt };
    await world.kit.db.tx((db) => insert(db, AttendanceTable, { ...signIn, stars: null, words: null, ratedAt: null }));
    const delivered = await confirm();
    expect(delivered).toMatchObject({
      state: 'delivered',
      dueOn: '2026-12-07',
      may: ['rate'],
      visit: { signedIn: 1, record: { minutes: 110, served: 28, words: '讲了压力和情绪', photoIds: [] } },
    });
    expect(await code(confirm())).toBe('ORDER_STATE');
    expect(await rate()).toMatchObject({ state: 'rated', rating: { stars: 4, words: '讲得实在' }, may: [] });
    expect(await code(rate())).toBe('ORDER_STATE');
    await sendAll();
    expect(world.sent.sms.filter(({ phone }) => phone === expert.phone).at(-1)?.params).toMatchObject({
      result: '收到单位的评价',
    });
    const kept = (await planner.api('GET /menu-items')).items.find(({ id }) => id === item.id);
    expect(kept).toMatchObject({ delivered: 1, served: 28, waitDays: 1, stars: 4, ratings: 1, waiting: 0 });
    // The next order of the same unit and item may be placed.
    expect((await place(item, { unionId: order.unionId })).state).toBe('submitted');
  });

  it('is cancelled until the visit has begun', async () => {
    const { order, visit } = await scheduled();
    const cancel = (by: Pick<StaffMember, 'api'>) =>
      by.api('POST /orders/:id/cancel', { ...at(order.id), body: { reason: '那天要赶订单，改不了' } });
    expect((await look(order.id)).may).toContain('cancel');
    const held = world.clock.now;
    world.clock.now = new Date(visit.startAt);
    const later = await world.staff('officer', world.unions.street);
    expect((await later.api('GET /orders/:id', at(order.id))).may).toEqual(['confirm']);
    expect(await code(cancel(later))).toBe('VISIT_BEGUN');
    world.clock.now = held;
    expect(await cancel(officer)).toEqual({ done: true });
    expect(await look(order.id)).toMatchObject({ state: 'cancelled', visit: null, may: [], holder: '' });
    expect(await code(cancel(officer))).toBe('ORDER_STATE');
  });
});

describe('a wish', () => {
  it('goes to the nearest menu above, by its group; is kept as demand and becomes an item', async () => {
    const [one, two, three] = (await plantUnits(world, 3)) as [Union, Union, Union];
    const wish = (title: string) => ({ itemId: null, wish: { title, group: 'law' as const } });
    const first = await place(null, { unionId: one.id, people: 20, ...wish('工伤 认定 ABC') });
    const again = await place(null, { unionId: two.id, people: 30, ...wish('工伤认定abc') });
    const twice = await place(null, { unionId: two.id, people: 30, ...wish('工伤认定Abc ') });
    const other = await place(null, { unionId: three.id, people: 10, ...wish('劳动合同示范') });
    expect(first).toMatchObject({ itemId: null, department: 'legal', holder: '法律部（青州市总工会）', group: 'law' });
    expect(await code(lawyer.api('POST /orders/:id/accept', at(first.id)))).toBe('ITEM_MISSING');
    expect((await look(first.id, lawyer)).may).toEqual(['return', 'forward', 'merge', 'keep']);
    for (const { id } of [first, again, twice])
      expect((await lawyer.api('POST /orders/:id/keep', { ...at(id), body: because })).state).toBe('off-menu');
    const demand = (await lawyer.api('GET /wishes')).items.filter(({ group }) => group === 'law');
    expect(demand.map(({ title, units, people, orders }) => [title, units, people, orders.length])).toEqual([
      ['工伤 认定 ABC', 2, 80, 3],
      ['劳动合同示范', 1, 10, 1],
    ]);
    const { unionId: _, ...plan } = {
      ...{
        unionId: '',
        group: 'law' as const,
        title: '工伤认定怎么办',
        words: '讲清楚工伤认定的流程。',
        prepare: '会议室',
      },
      ...{ minutes: 90, minPeople: 10, maxPeople: 60, venue: 'onSite' as const, skill: 'injury' as const },
      ...{ department: 'legal' as const, poolKm: 10, restDays: false },
    };
    const make = (fromOrderIds: string[]) =>
      lawyer.api('POST /menu-items', { body: { ...plan, unionId: world.unions.county.id, fromOrderIds } });
    expect(await code(make([other.id]))).toBe('ORDER_STATE');
    const item = await make([again.id, first.id, twice.id]);
    expect(item).toMatchObject({ title: '工伤认定怎么办', waiting: 2, nextFreeOn: null, askPhone: '0536-0000101' });
    expect(await look(first.id)).toMatchObject({
      state: 'accepted',
      title: '工伤认定怎么办',
      position: 1,
      lineLength: 2,
    });
    expect((await look(again.id)).position).toBe(2);
    expect(await look(twice.id)).toMatchObject({ state: 'merged', mergedInto: again.id });
    await sendAll();
    expect(world.sent.sms.filter(({ params }) => params.number === first.number).at(-1)?.params.words).toBe(
      '您单位提过的愿望现在是菜单里的“工伤认定怎么办”，已自动排进队列，不用再点。',
    );
    expect(await code(place(item, { unionId: one.id }))).toBe('ORDER_OPEN');
    const law = (await lawyer.api('GET /wishes')).items.filter(({ group }) => group === 'law');
    expect(law.map(({ title }) => title)).toEqual(['劳动合同示范']);
  });

  it('of another department becomes no item of this one', async () => {
    const wish = { itemId: null, wish: { title: '想请律师', group: 'law' as const } };
    const { id } = await place(null, { unionId: await unit(), ...wish });
    await lawyer.api('POST /orders/:id/keep', { ...at(id), body: because });
    const { title, words, prepare, minutes, minPeople, maxPeople, venue, skill, poolKm, group } =
      await plantItem(world);
    const plan = { title, words, prepare, minutes, minPeople, maxPeople, venue, skill, poolKm, group, restDays: false };
    const make = (department: 'protection' | 'legal', by: StaffMember) => {
      const unionId = world.unions.county.id;
      return by.api('POST /menu-items', { body: { ...plan, department, unionId, fromOrderIds: [id] } });
    };
    expect(await code(make('protection', planner))).toBe('ORDER_ELSEWHERE');
    expect(await code(make('legal', planner))).toBe('ORDER_ELSEWHERE');
    expect((await look(id, lawyer)).state).toBe('off-menu');
    expect((await make('legal', lawyer)).waiting).toBe(1);
  });

  it('waits with nine others of its unit at most, also when all come at once', async () => {
    const unionId = await unit();
    const wish = (nth: number) =>
      place(null, { unionId, itemId: null, wish: { title: `愿望 ${nth}`, group: 'law' as const } }).then(
        ({ id }) => id,
        async (refused) => code(Promise.reject(refused)),
      );
    const made = await Promise.all(Array.from({ length: 14 }, (_, nth) => wish(nth)));
    expect(made.filter((one) => one === 'WISHES_FULL').length).toBe(4);
    const ids = made.filter((one) => one !== 'WISHES_FULL');
    await officer.api('POST /orders/:id/cancel', { ...at(ids[0] ?? ''), body: because });
    expect(await wish(20)).not.toBe('WISHES_FULL');
    expect(await wish(21)).toBe('WISHES_FULL');
    await lawyer.api('POST /orders/:id/keep', { ...at(ids[1] ?? ''), body: because });
    expect(await wish(22)).not.toBe('WISHES_FULL');
  });

  it('is found among the newest, however many old ones nobody answered', async () => {
    const title = '旧愿望';
    const old = await plantItem(world, { title, department: 'production', state: 'withdrawn' });
    const units = await plantUnits(world, 1);
    const given = Array.from({ length: 2000 }, (_, nth) => ({
      ...{
        unionId: units[0]?.id ?? '',
        itemId: null,
        openItem: null,
        state: 'off-menu' as const,
        title: `${title}${nth}`,
      },
    }));
    await plantOrders(world, old, given);
    const fresh = await plantOrder(world, null, { title: '新愿望', state: 'off-menu', department: 'production' });
    const { items } = await planner.api('GET /wishes');
    expect(items.find((one) => one.title === '新愿望')?.orders[0]?.number).toBe(fresh.number);
  });

  it('is not kept when the menu has it, and merged only with the same unit’s', async () => {
    const item = await plantItem(world);
    const unionId = await unit();
    const order = await place(item, { unionId });
    expect(await code(planner.api('POST /orders/:id/keep', { ...at(order.id), body: because }))).toBe('NOT_A_WISH');
    const wish = { itemId: null, wish: { title: '想请心理老师', group: 'mind' as const } };
    const same = await place(null, { unionId, ...wish });
    const theirs = await place(null, { unionId: await unit(), ...wish });
    const merge = (id: string, into: string) => planner.api('POST /orders/:id/merge', { ...at(id), body: { into } });
    expect(await code(merge(theirs.id, order.id))).toBe('MERGE_UNLIKE');
    expect(await code(merge(order.id, same.id))).toBe('MERGE_UNLIKE');
    expect(await code(merge(same.id, same.id))).toBe('MERGE_UNLIKE');
    expect(await merge(same.id, order.id)).toMatchObject({ state: 'merged', mergedInto: order.id });
    expect(await code(merge(same.id, order.id))).toBe('ORDER_STATE');
  });
});

describe('the menu', () => {
  it('shows what the own unions and those above them offer, with the honest next free day', async () => {
    const own = await plantItem(world, { skill: 'welding', group: 'skill', department: 'production' });
    const street = await plantItem(world, { unionId: world.unions.street.id, skill: 'welding', group: 'skill' });
    const theirs = await plantItem(world, { unionId: world.unions.elsewhere.id, skill: 'welding', group: 'skill' });
    const gone = await plantItem(world, { skill: 'welding', group: 'skill', state: 'withdrawn' });
    const menuOf = async (by: Pick<StaffMember, 'api'>) =>
      (await by.api('GET /menu', { query: { group: 'skill' } })).items.map(({ id }) => id);
    expect(await menuOf(officer)).toEqual([own.id, street.id]);
    expect(await menuOf(planner)).toEqual([own.id]);
    expect(await menuOf(stranger)).toEqual([theirs.id]);
    const read = (id: string, by = officer) => by.api('GET /menu/:id', at(id));
    expect((await read(own.id)).nextFreeOn).toBe(null);
    await plantExpert(world, { skills: ['welding'], perDay: 1 });
    expect((await read(own.id)).nextFreeOn).toBe('2026-11-24');
    await plantOrder(world, own, { unionId: await unit() });
    await plantOrder(world, own, { unionId: await unit() });
    expect(await read(own.id)).toMatchObject({ waiting: 2, nextFreeOn: '2026-11-26', stars: null, ratings: 0 });
    expect((await read(gone.id)).state).toBe('withdrawn');
    expect(await code(read(theirs.id))).toBe('NOT_FOUND');
    expect((await read(street.id, planner)).id).toBe(street.id);
    const rider = await world.applicant(71, world.unions.street);
    expect((await rider.api('GET /menu')).items).toEqual([]);
    await officer.api('POST /applications/:id/approve', at(rider.application.id));
    expect((await rider.api('GET /menu', { query: { group: 'skill' } })).items.map(({ id }) => id)).toEqual([
      own.id,
      street.id,
    ]);
  });

  it('is kept by the departments of its union: changed, withdrawn and offered again', async () => {
    const item = await plantItem(world);
    const { title, words, prepare, minutes, maxPeople, venue, skill, department, poolKm, group } = item;
    const plan = { title, words, prepare, minutes, minPeople: 5, maxPeople, venue, skill, department, poolKm, group };
    const change = (different = {}, by = planner) =>
      by.api('POST /menu-items/:id', { ...at(item.id), body: { ...plan, restDays: true, ...different } });
    expect(await change()).toMatchObject({ minPeople: 5, restDays: true });
    expect((await refusal(change({ minPeople: 90 }))).at('minPeople')).toBe('起点人数不能多于上限人数。');
    const outside = await world.staff('protection', world.unions.elsewhere);
    expect(await code(change({}, outside))).toBe('NOT_FOUND');
    expect(await code(change({}, officer))).toBe('NOT_ALLOWED');
    for (const verb of ['withdraw', 'offer'] as const)
      expect(await code(lawyer.api(`POST /menu-items/:id/${verb}`, at(item.id)))).toBe('ORDER_ELSEWHERE');
    expect(await code(change({}, lawyer))).toBe('ORDER_ELSEWHERE');
    expect(await code(change({ department: 'legal' }, lawyer))).toBe('ORDER_ELSEWHERE');
    expect(await code(change({ department: 'legal' }))).toBe('ORDER_ELSEWHERE');
    const run = (verb: 'withdraw' | 'offer') => planner.api(`POST /menu-items/:id/${verb}`, at(item.id));
    expect(await code(run('offer'))).toBe('ITEM_OFFERED');
    expect(await run('withdraw')).toEqual({ done: true });
    expect(await code(run('withdraw'))).toBe('ITEM_WITHDRAWN');
    const states = async (state: 'offered' | 'withdrawn') =>
      (await planner.api('GET /menu-items', { query: { state } })).items.some(({ id }) => id === item.id);
    expect([await states('offered'), await states('withdrawn')]).toEqual([false, true]);
    expect(await run('offer')).toEqual({ done: true });
  });
});

it('mine and queue: what the unions ordered, and what the departments serve', async () => {
  const item = await plantItem(world, { department: 'publicity', unionId: world.unions.street.id });
  const { id } = await plantOrder(world, item, { state: 'submitted' });
  const closed: Partial<ServiceOrder> = { state: 'cancelled', openItem: null, dueOn: null };
  const { id: gone } = await plantOrder(world, item, { unionId: await unit(), ...closed });
  type Asked = Partial<Record<'stage' | 'state' | 'department', string>> & { view: 'mine' | 'queue' };
  const ids = async (by: StaffMember, query: Asked) =>
    (await by.api('GET /orders', { query: { itemId: item.id, ...query } as never })).items.map((one) => one.id);
  const publicity = await world.staff('publicity', world.unions.county);
  expect(await ids(officer, { view: 'mine', stage: 'open' })).toEqual([id]);
  expect(await ids(officer, { view: 'mine', stage: 'closed' })).toEqual([gone]);
  expect(await ids(officer, { view: 'mine' })).toEqual([id, gone]);
  expect(await ids(publicity, { view: 'queue', state: 'submitted' })).toEqual([id]);
  expect(await ids(planner, { view: 'queue' })).toEqual([]);
  expect(await ids(planner, { view: 'queue', department: 'publicity', stage: 'open' })).toEqual([id]);
  expect(await ids(stranger, { view: 'queue' })).toEqual([]);
});

it('the contact of an order is emptied after 90 days from its closing, and the key of the number destroyed', async () => {
  const item = await plantItem(world);
  const closed = { state: 'delivered' as const, deliveredAt: '2026-11-23T15:59:59.999Z' };
  const [done, open] = [
    await plantOrder(world, item, { ...closed, phone: '13900139000' }),
    await plantOrder(world, item),
  ];
  const cancelled = await plantOrder(world, item, { state: 'cancelled', queuedAt: '2026-11-01T00:00:00.000Z' });
  await world.sql(
    "INSERT INTO order_step (id, orderId, at, `by`, who, what) VALUES (?, ?, ?, 'system', 'x', 'cancel')",
    [...[ulid(), cancelled.id, '2026-11-23T02:00:00.000Z']],
  );
  const rowOf = async ({ id }: { id: string }) =>
    (await world.sql<ServiceOrder>('SELECT id, contactName, contactSealed FROM service_order WHERE id = ?', [id]))[0];
  const reach = async (order: { id: string }) =>
    contactPhoneOf({ db: world.kit.db.reader, kit: world.kit }, (await rowOf(order)) as ServiceOrder);
  for (const day of ['2027-02-20', '2027-02-21']) {
    world.clock.now = new Date(`${day}T15:59:59.999Z`);
    await retain(world.kit);
    expect([(await rowOf(done))?.contactName, await reach(done)]).toEqual(['李主席', '13900139000']);
    expect((await rowOf(cancelled))?.contactName).toBe('李主席');
  }
  world.clock.now = new Date('2027-02-21T16:00:00.000Z');
  await retain(world.kit);
  for (const one of [done, cancelled]) {
    expect(await rowOf(one)).toMatchObject({ contactName: '', contactSealed: '' });
    expect(await reach(one)).toBeNull();
    expect(await world.sql('SELECT wrapped FROM data_key WHERE subjectId = ?', [one.id])).toEqual([{ wrapped: '' }]);
  }
  expect((await rowOf(open))?.contactName).toBe('李主席');
});
