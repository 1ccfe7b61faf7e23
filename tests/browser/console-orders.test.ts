/** Orders in the console: placed, accepted from the keyboard, planned by a suggestion, moved, and a whole week at once. */
import { ulid } from '@niangjia/server/core/ids';
import { insert } from '@niangjia/server/core/sql';
import type { MenuItem } from '@niangjia/server/modules/orders/entity';
import { workPlans } from '@niangjia/server/modules/planning/work';
import type { Union } from '@niangjia/server/modules/unions/entity';
import { AttendanceTable } from '@niangjia/server/modules/visits/entity';
import { plantExpert, plantItem, plantOrder, plantRoom, plantUnits, plantVisit } from '../order-world';
import type { StaffMember, World } from '../world';
import { openSeen, type Seen, see } from './browser';
import { choose, deskNow, fill, look, openAt, shownId } from './console-desk';

let seen: Seen;
let world: World;
let planner: StaffMember;
let officer: StaffMember;
let item: MenuItem;
let units: Union[];
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  planner = await world.staff('protection', world.unions.county);
  officer = await world.staff('officer', world.unions.street);
  item = await plantItem(world, { title: '团体减压课' });
  units = await plantUnits(world, 6);
  await plantExpert(world, { name: '周宁' });
  await plantExpert(world, { name: '孙敏', title: '心理治疗师', placeName: '青州市北部卫生院', latitude: 36_740_000 });
}, 60_000);
afterAll(() => seen.close());

const desk = (member: StaffMember, path?: string, dark?: boolean) => deskNow(seen, member, path, dark);

async function placed(): Promise<string> {
  const page = await desk(officer, '/orders');
  await see(page, '本工会没有在办的点单。从服务菜单里点一项，时间和专家由工会安排。');
  await page.locator('#new-order').click();
  await choose(page, 'order_itemId', '团体减压课');
  await page.locator('#next-free').waitFor();
  await choose(page, 'order_unionId', '外卖骑手');
  await fill(page, 'order_people', '12');
  await fill(page, 'order_placeName', '骑手驿站');
  await fill(page, 'order_address', '青州市北环路 12 号');
  await fill(page, 'order_latitude', '36.747528');
  await fill(page, 'order_longitude', '118.479622');
  await fill(page, 'order_days', '2026-11-30');
  await page.locator('#wish-am').click();
  await fill(page, 'order_contactName', '李主席');
  await fill(page, 'order_contactPhone', '13800138000');
  await page.locator('#order-submit').click();
  await see(page, /人数没有达到这项服务的起点/);
  await look(page, 'order-new');
  await fill(page, 'order_people', '42');
  await page.locator('#order-submit').click();
  await see(page, '已提交，等部门受理。');
  const id = shownId(page);
  await page.close();
  return id;
}

let orderId = '';
test('an order is placed, accepted from the keyboard, and proposed by one tap on a suggestion', async () => {
  orderId = await placed();
  const late = await plantOrder(world, item, { unionId: units[0]?.id ?? '', state: 'submitted', dueOn: '2026-11-20' });
  const page = await desk(planner, '/');
  await page.locator('#work-orders .home-count').last().waitFor();
  expect(await page.locator('#work-orders .home-count').allInnerTexts()).toEqual(['1', '0', '1', '2']);
  await look(page, 'home-services');
  await openAt(world, page, '/orders');
  await see(page, '已超期 1 张');
  const numbers = page.locator('#orders tbody tr.ant-table-row .number');
  expect(await numbers.first().innerText()).toBe(late.number);
  await look(page, 'orders');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('#accept').waitFor();
  expect(shownId(page)).toBe(orderId);
  await page.keyboard.press('a');
  await page.locator('#accept-order-confirm:focus').waitFor();
  await page.keyboard.press('Enter');
  await see(page, '已受理，可以安排专家了。');
  await page.locator('#propose-0').waitFor();
  await see(page, '排在第 1 位，共 1 家');
  await look(page, 'order-suggestions');
  const dark = await desk(planner, `/orders/${orderId}`, true);
  await dark.locator('#propose-0').waitFor();
  await look(dark, 'order-suggestions-dark');
  await dark.close();
  await page.locator('#propose-0').click();
  await see(page, '已安排，等专家和单位确认。');
  await see(page, '现在等：专家和点单单位');
  const [visit] = await world.sql<{ startAt: string; state: string }>('SELECT startAt, state FROM visit');
  // Monday, 2026-11-30, the wished morning.
  expect(visit?.startAt.slice(0, 10)).toBe('2026-11-30');
  expect(visit?.state).toBe('proposed');
  await page.close();
  const unit = await desk(officer, `/orders/${orderId}?view=mine`);
  await unit.locator('#agree').waitFor();
  await look(unit, 'order-answer');
  await unit.locator('#agree').click();
  await see(unit, '已同意这个时间。');
  await unit.close();
});

test('the calendar of a week and a month; a visit is moved, with the refusal at its place, and cancelled', async () => {
  const room = await plantRoom(world);
  const third = await plantExpert(world, { name: '吴医师', perDay: 1 });
  const either = await plantItem(world, { title: '急救培训', venue: 'either' });
  const other = await plantOrder(world, either, { unionId: units[1]?.id ?? '', people: 60 });
  const agreed = await plantVisit(world, { expert: third, item: either, orders: [other], room, state: 'agreed' });
  const page = await desk(planner, '/visits?from=2026-11-30');
  // The one nearest to the unit was suggested first.
  await see(page, '孙敏');
  await see(page, '吴医师');
  expect(await page.locator('#calendar a.visit').count()).toBe(2);
  expect(await page.locator('#calendar thead th.rest').count()).toBe(2);
  await look(page, 'calendar-week');
  await page.locator('#calendar-by').getByText('按场地').click();
  await see(page, '职工大讲堂');
  await page.locator('#calendar-by').getByText('按专家').click();
  await page.locator('#calendar-view').getByText('月', { exact: true }).click();
  await see(page, '2026 年 11 月');
  await look(page, 'calendar-month');
  await page.locator('#calendar tr', { hasText: '吴医师' }).locator('a.visit').click();
  await see(page, agreed.number);
  await look(page, 'visit');
  const file = page.waitForEvent('download');
  await page.locator('#visit-file').click();
  expect((await file).suggestedFilename()).toBe(`${agreed.number}.ics`);
  await page.locator('#move-visit').click();
  await choose(page, 'slot_minutes', '21:00');
  await fill(page, 'slot_reason', '专家那天要出诊');
  await page.locator('#slot-confirm').click();
  await see(page, '上门服务连同路程要排在 7:00 到 22:00 之间，请换个时间。');
  await choose(page, 'slot_minutes', '14:00');
  await look(page, 'visit-move');
  await page.locator('#slot-confirm').click();
  await see(page, '11月30日 周一 14:00–16:00');
  await page.locator('#cancel-visit').click();
  await fill(page, 'cancel-visit_reason', '会场停电检修');
  await page.locator('#cancel-visit-confirm').click();
  await see(page, '已取消，单子回到排队。');
  await see(page, /会场停电检修/);
  await page.close();
  const dark = await desk(planner, '/visits?from=2026-11-30', true);
  await dark.locator('#calendar a.visit').first().waitFor();
  await look(dark, 'calendar-week-dark');
  await dark.close();
});

test('a week is planned for many orders at once, compared with serving by arrival, and booked', async () => {
  for (const [nth, unit] of units.slice(2).entries())
    await plantOrder(world, item, {
      unionId: unit.id,
      people: 30 + nth * 10,
      days: JSON.stringify([{ day: `2026-12-0${nth + 1}`, part: 'am' }]),
    });
  const page = await desk(planner, '/plans');
  await page.locator('#start-plan').click();
  await look(page, 'plan-start');
  await page.locator('#plan-confirm').click();
  await see(page, /正在排|等着排/);
  await look(page, 'plan-working');
  await workPlans(world.kit);
  await page.locator('#book-plan').waitFor();
  const rows = page.locator('#planned tbody tr.ant-table-row');
  expect(await rows.count()).toBeGreaterThanOrEqual(4);
  await look(page, 'plan');
  await page.locator('#book-plan').click();
  await see(page, /安排了 \d+ 次，等专家和单位确认。/);
  await see(page, '已安排');
  const [booked] = await world.sql<{ many: number }>(
    `SELECT COUNT(*) AS many FROM planned_visit WHERE outcome = 'booked'`,
  );
  expect(await rows.filter({ hasText: '已安排' }).count()).toBe(Number(booked?.many));
  await look(page, 'plan-booked');
  await openAt(world, page, '/plans');
  await page.locator('#plans').waitFor();
  await look(page, 'plans');
  await page.close();
});

test('the unit confirms what was recorded and signed in to, and rates it', async () => {
  const [unit] = await plantUnits(world, 1);
  const expert = await plantExpert(world, { name: '郑老师' });
  const order = await plantOrder(world, item, { unionId: unit?.id ?? '', people: 40 });
  const visit = await plantVisit(world, {
    ...{ expert, item, orders: [order], state: 'recorded', startAt: '2026-11-20T02:00:00.000Z' },
    ...{ minutes: 120, served: 38, words: '大家学了呼吸放松和一分钟伸展。', photoIds: '[]' },
    recordedAt: '2026-11-20T04:10:00.000Z',
  });
  const page = await desk(officer, `/orders/${order.id}?view=mine`);
  await page.locator('#confirm').click();
  await page.locator('#confirm-order-confirm').click();
  await see(page, '还没有职工扫码签到。请现场职工扫专家出示的签到码，再来确认。');
  await world.kit.db.tx((db) =>
    insert(db, AttendanceTable, {
      ...{ id: ulid(), visitId: visit.id, orderId: order.id, personId: ulid(), at: '2026-11-20T02:00:00.000Z' },
      ...{ stars: 5, words: '很实用', ratedAt: '2026-11-20T05:00:00.000Z' },
    }),
  );
  await page.locator('#confirm-order-confirm').click();
  await see(page, '已确认，可以评价了。');
  await page.locator('#rate').click();
  await page.locator('#rate-order_stars').getByText('5 星').click();
  await fill(page, 'rate-order_words', '讲得清楚，职工愿意来');
  await look(page, 'order-rate');
  await page.locator('#rate-order-confirm').click();
  await see(page, '谢谢您的评价。');
  await look(page, 'order-rated');
  await openAt(world, page, `/visits/${visit.id}`);
  await see(page, '5 星：讲得清楚，职工愿意来');
  await see(page, '很实用');
  await look(page, 'visit-recorded');
  await page.close();
});

test('an order is returned and mended, a wish asked for twice is merged, an order goes to another department', async () => {
  const [unit] = await plantUnits(world, 1);
  const order = await plantOrder(world, item, { unionId: unit?.id ?? '', state: 'submitted' });
  const wish = { unionId: unit?.id ?? '', state: 'submitted', title: '家庭急救' } as const;
  const [first, again] = [await plantOrder(world, null, wish), await plantOrder(world, null, wish)];
  const page = await desk(planner, `/orders/${order.id}`);
  await page.locator('#return').waitFor();
  await page.keyboard.press('r');
  await fill(page, 'return-order_reason', '请写明会议室能坐多少人');
  await page.locator('#return-order-confirm').click();
  await see(page, '已退回，单位会收到通知。');

  const officers = await desk(officer, `/orders/${order.id}?view=mine`);
  await officers.locator('#resubmit').click();
  await see(officers, '请写明会议室能坐多少人');
  await fill(officers, 'mend_notes', '会议室能坐 60 人');
  await fill(officers, 'mend_contactPhone', '13800138000');
  await look(officers, 'order-mend');
  await officers.locator('#mend-submit').click();
  await see(officers, '已重新提交，排队的位置没有变。');
  await see(officers, '会议室能坐 60 人');
  await officers.close();

  await openAt(world, page, `/orders/${again.id}`);
  await page.locator('#merge').click();
  await page.getByText(new RegExp(`^${first.number} 家庭急救`)).click();
  await look(page, 'order-merge');
  await page.locator('#merge-order-confirm').click();
  await see(page, '看合并后的单子');
  await openAt(world, page, `/orders/${order.id}`);
  await page.locator('#forward').click();
  await page.locator('#forward-order_department').getByText('法律部').click();
  await fill(page, 'forward-order_reason', '主要是劳动合同的问题');
  await page.locator('#forward-order-confirm').click();
  await see(page, '现在等：法律部（青州市总工会）');
  await see(page, '这张单子现在不用您办。');
  await page.close();
});
