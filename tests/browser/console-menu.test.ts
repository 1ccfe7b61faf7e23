/** The menu's upkeep in the console: a wish becomes an item, small units share a visit, experts come and go on leave. */
import type { MenuItem } from '@niangjia/server/modules/orders/entity';
import type { Page } from 'playwright-core';
import { plantExpert, plantItem, plantOrder, plantUnits, plantVisit } from '../order-world';
import type { StaffMember, World } from '../world';
import { openSeen, type Seen, see } from './browser';
import { choose, deskNow, fill, look, openAt } from './console-desk';

let seen: Seen;
let world: World;
let planner: StaffMember;
let officer: StaffMember;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  planner = await world.staff('protection', world.unions.county);
  officer = await world.staff('officer', world.unions.street);
  // Wishes go to the nearest union with a menu.
  await plantItem(world, { title: '心理健康讲座' });
}, 60_000);
afterAll(() => seen.close());

const desk = (member: StaffMember, path?: string, dark?: boolean) => deskNow(seen, member, path, dark);

async function wishFor(page: Page): Promise<void> {
  await page.locator('#order-kind').getByText('菜单上没有的').click();
  await fill(page, 'order_wish_title', '颈椎操课');
  await page.locator('#order_wish_group').getByText('医疗健康').click();
  await choose(page, 'order_unionId', '外卖骑手');
  await fill(page, 'order_people', '35');
  await fill(page, 'order_placeName', '骑手驿站');
  await fill(page, 'order_address', '青州市北环路 12 号');
  await fill(page, 'order_days', '2026-12-01');
  await page.locator('#wish-am').click();
  await page.locator('#wish-pm').click();
  await fill(page, 'order_contactName', '李主席');
  await fill(page, 'order_contactPhone', '13800138000');
}

test('an off-menu wish is kept as demand and becomes an item, its unit in the line', async () => {
  const page = await desk(officer, '/orders/new');
  await wishFor(page);
  await look(page, 'order-new-wish');
  await page.locator('#order-submit').click();
  await see(page, '已提交，等部门受理。');
  await see(page, '现在等：保障部（青州市总工会）');
  await page.close();

  const other = await plantOrder(world, null, {
    ...{ unionId: world.unions.street.id, title: '颈椎操课', group: 'health', state: 'off-menu', people: 60 },
  });
  const staff = await desk(planner, '/orders');
  await see(staff, '颈椎操课');
  await staff.locator('#orders tbody tr.ant-table-row').first().click();
  await staff.locator('#keep').waitFor();
  await look(staff, 'order-wish');
  await staff.locator('#keep').click();
  await fill(staff, 'keep-order_reason', '菜单里还没有，已记下，找到专家后通知');
  await staff.locator('#keep-order-confirm').click();
  await see(staff, '已记入需求，单位会收到通知。');
  await openAt(world, staff, '/orders/wishes');
  await see(staff, '2 家');
  await see(staff, other.number);
  await look(staff, 'wishes');
  await staff.locator('#make-0').click();
  await see(staff, '2 家单位提出过这个愿望');
  await fill(staff, 'item_words', '康复师带着做二十分钟的颈椎操，办公室和站点都能做。');
  await fill(staff, 'item_prepare', '能站开的空地');
  await choose(staff, 'item_skill', '中医推拿');
  await look(staff, 'menu-item-new');
  await staff.locator('#item-submit').click();
  await see(staff, '已上架，基层工会可以点单了。');
  await staff.locator('#menu-items tbody tr.ant-table-row-selected').waitFor();
  expect(await staff.locator('#menu-items tbody tr.ant-table-row-selected td').nth(5).innerText()).toBe('2');
  await staff.close();
});

async function smallUnits(item: MenuItem) {
  const [first, second] = await plantUnits(world, 2);
  const one = await plantOrder(world, item, { unionId: first?.id ?? '', people: 12 });
  const two = await plantOrder(world, item, { unionId: second?.id ?? '', people: 14, placeName: '北环路冷库' });
  return [one, two] as const;
}

test('small units nearby are proposed to share, agree, and get one visit', async () => {
  const item = await plantItem(world, { title: '小班减压课' });
  const expert = await plantExpert(world, { name: '周宁' });
  const [one, two] = await smallUnits(item);
  const page = await desk(planner, '/orders/pools');
  await see(page, '2 家共 26 人，相距不到 1 公里');
  await look(page, 'pools-found');
  await page.locator('#pool-0').click();
  await see(page, '等单位答复');
  const unit = await desk(officer, `/orders/${two.id}?view=mine`);
  await unit.locator('#pool-agree').waitFor();
  await look(unit, 'order-pool-answer');
  await unit.locator('#pool-agree').click();
  await see(unit, '已同意拼单。');
  await openAt(world, unit, `/orders/${one.id}?view=mine`);
  await unit.locator('#pool-agree').click();
  await see(unit, '已同意拼单。');
  await page.reload();
  await see(page, '同意拼单');
  await look(page, 'pools-agreed');
  await page.getByRole('button', { name: '安排时间' }).click();
  await see(page, '和 1 家附近单位拼单，一起安排。');
  await page.locator('#own-choice').click();
  await choose(page, 'slot_expertId', '周宁');
  await fill(page, 'slot_day', '2026-11-28');
  await page.locator('#slot-confirm').click();
  await page.locator('.ant-form-item-explain-error', { hasText: '那天是休息日' }).waitFor();
  await look(page, 'slot-refused');
  await fill(page, 'slot_day', '2026-11-30');
  await page.locator('#slot-confirm').click();
  await see(page, '一起的单位');
  const [visit] = await world.sql<{ people: number; expertId: string }>('SELECT people, expertId FROM visit');
  expect(visit).toEqual({ people: 26, expertId: expert.id });
  await look(page, 'order-shared');
  await page.close();
  await unit.close();
});

test('an expert is registered, goes on leave, and the calendar shows it; an item is withdrawn and offered again', async () => {
  const page = await desk(planner, '/experts');
  await page.locator('#new-expert').click();
  await choose(page, 'expert_unionId', '青州市总工会');
  await fill(page, 'expert_name', '孙敏');
  await fill(page, 'expert_phone', '1990001');
  await fill(page, 'expert_title', '青州市人民医院 主任医师');
  await choose(page, 'expert_skills', '全科义诊');
  await page.keyboard.press('Escape');
  await fill(page, 'expert_placeName', '青州市人民医院');
  await fill(page, 'expert_latitude', '36.684525');
  await fill(page, 'expert_longitude', '118.479622');
  await page.locator('#expert-confirm').click();
  await page.locator('.ant-form-item-explain-error').waitFor();
  await fill(page, 'expert_phone', '19900018001');
  await look(page, 'expert-new');
  await page.locator('#expert-confirm').click();
  await see(page, '专家已登记。');
  await page.locator('#enter-leave').click();
  await fill(page, 'leave_fromDay', '2026-11-26');
  await fill(page, 'leave_untilDay', '2026-11-25');
  await fill(page, 'leave_reason', '到省里参加进修');
  await page.locator('#leave-confirm').click();
  await see(page, '结束日期比开始日期早，请核对。');
  await fill(page, 'leave_untilDay', '2026-11-27');
  await page.locator('#leave-confirm').click();
  await see(page, '11月26日 周四 至 11月27日 周五');
  await look(page, 'expert');
  await openAt(world, page, '/visits');
  await see(page, '请假');
  expect(await page.locator('#calendar tbody tr', { hasText: '孙敏' }).locator('td.away').count()).toBe(2);
  await openAt(world, page, '/experts');
  await see(page, '孙敏');
  await look(page, 'experts');
  await openAt(world, page, '/experts/rooms');
  await page.locator('#new-room').click();
  await choose(page, 'room_unionId', '青州市总工会');
  await fill(page, 'room_name', '多功能厅');
  await fill(page, 'room_seats', '120');
  await fill(page, 'room_placeName', '青州市职工服务中心');
  await fill(page, 'room_address', '青州市范公亭路 1 号');
  await fill(page, 'room_latitude', '36.684525');
  await fill(page, 'room_longitude', '118.479622');
  await page.locator('#room-confirm').click();
  await see(page, '多功能厅');
  await look(page, 'rooms');

  const item = await plantItem(world, { title: '劳动合同讲座', group: 'law', skill: 'labourLaw' });
  const lawyer = await plantExpert(world, { name: '郑律师', skills: ['labourLaw'] });
  const done = await plantOrder(world, item, { people: 60 });
  await plantVisit(world, { expert: lawyer, item, orders: [done], state: 'agreed' });
  await openAt(world, page, `/menu-items?id=${item.id}`);
  await page.locator('#withdraw-item').click();
  await page.locator('#withdraw-confirm').click();
  await see(page, '已下架。');
  await page.locator('#offer-item').waitFor();
  await page.locator('#offer-item').click();
  await page.locator('#offer-confirm').click();
  await see(page, '已重新上架。');
  await look(page, 'menu-items');
  await page.close();
  const dark = await desk(planner, `/menu-items?id=${item.id}`, true);
  await dark.locator('#edit-item').waitFor();
  await look(dark, 'menu-items-dark');
  await dark.close();
});
