/** Events in a real browser: made at the desk, booked by slot, waited for, called up, attended. PICTURES=1 renews docs/pictures. */
import type { BrowserContext, Page } from 'playwright-core';
import { eventBody, GIG, openEventBy } from '../event-world';
import { plantMembers } from '../voucher-world';
import type { StaffMember, World } from '../world';
import { openPhone, openSeen, type Seen, see, tap, walk } from './browser';
import { deskNow, fill, look, openAt, shownId } from './console-desk';

const DAY = 24 * 3600_000;
let seen: Seen;
let world: World;
let officer: StaffMember;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  officer = await world.staff('officer');
}, 60_000);
afterAll(() => seen.close());

/** A phone on which a member is signed in; its clock is the world's. */
async function memberPhone(options: { dark?: boolean; letters?: number } = {}): Promise<BrowserContext> {
  const [planted] = await plantMembers(world, 1);
  const phone = await seen.phone(options);
  await phone.clock.setFixedTime(world.clock.now);
  const session = { access: planted?.token, refresh: '', accessUntil: '' };
  const kept = { session, ...(options.letters === undefined ? {} : { letters: options.letters }) };
  await phone.addInitScript((all) => {
    for (const [key, data] of Object.entries(all)) localStorage.setItem(key, JSON.stringify({ data }));
  }, kept);
  return phone;
}

/** Opens the app anew at a page. */
const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${world.address}/#/${path}`);
  await page.reload();
};

/** As the clock in Shanghai shows it, so many days later: `2026-11-28T09:00`. */
const local = (days: number, hour: string): string =>
  `${new Date(world.clock.now.getTime() + 8 * 3600_000 + days * DAY).toISOString().slice(0, 10)}T${hour}`;

let eventId: string;
/** The code that stands on the second worker's phone at the end. */
let code: string;

it('an officer makes an event of slots by a few numbers and opens it', async () => {
  const page = await deskNow(seen, officer, '/events');
  await see(page, /还没有预约活动/);
  await look(page, 'events-empty');
  await page.locator('#new-event').click();
  await page.locator('#event_unionId').fill('北部片区');
  await page.locator('.ant-select-item-option', { hasText: '北部片区' }).first().click();
  await fill(page, 'event_title', '新就业形态劳动者免费体检');
  await fill(page, 'event_bring', '空腹，带身份证');
  await fill(page, 'event_placeName', '青州市人民医院');
  await fill(page, 'event_address', '青州市示例路 8 号');
  await page.locator('#event-save').click();
  await see(page, '请至少加一个场次。');
  const day = local(5, '').slice(0, 10);
  await fill(page, 'plan-firstDay', day);
  await fill(page, 'plan-lastDay', day);
  await fill(page, 'plan-from', '08:00');
  await fill(page, 'plan-until', '11:30');
  await fill(page, 'plan-total', '1');
  await page.locator('#make-slots').click();
  await see(page, '共 3 场');
  await fill(page, 'event_bookFrom', local(0, '09:00'));
  await fill(page, 'event_bookUntil', local(6, '18:00'));
  await page.locator('#event-save').click();
  await see(page, '预约截止不能晚于最后一场开始。');
  await look(page, 'event-field');
  await fill(page, 'event_bookUntil', local(4, '18:00'));
  expect(await page.locator('#event-total').innerText()).toBe('3 个');
  await look(page, 'event-edit');
  await page.locator('#event-save').click();
  await see(page, '这是草稿，会员看不到。');
  await look(page, 'event-draft');
  eventId = shownId(page);
  await page.locator('#event-open').click();
  await page.locator('#open-event-confirm').click();
  await see(page, /名额 3 个，已约 0 个/);
  await page.context().close();
});

it('a worker books a slot, a second waits for it, is called up when the first cancels, and accepts', async () => {
  const [first, second] = [await memberPhone(), await memberPhone()];
  const one = await openPhone(first, world, 'home/index');
  await see(one, '会员卡');
  await tap(one, 'tab-calendar');
  await see(one, '还有 3 个名额');
  await walk(one, 'ph-services');
  await tap(one, `event-${eventId}`);
  await see(one, '请先选一个场次');
  const slots = one.locator('.slot:visible');
  expect(await slots.allInnerTexts()).toEqual([
    '08:00–09:00\n余 1，共 1',
    '09:00–10:00\n余 1，共 1',
    '10:00–11:00\n余 1，共 1',
  ]);
  await slots.nth(1).tap();
  await see(one, /^预约：/);
  await walk(one, 'ph-event');
  await tap(one, 'book');
  await one.locator('#arrival-code:visible').waitFor();
  await see(one, '已约上');
  await walk(one, 'ph-booking');

  const two = await openPhone(second, world, `event/one?id=${eventId}`);
  await see(two, '已满');
  await two.locator('.slot:visible').nth(1).tap();
  await see(two, /^排队候补：/);
  await walk(two, 'ph-event-full');
  await tap(two, 'book');
  await see(two, '候补第 1 位，共 1 人在等');
  await walk(two, 'ph-booking-waiting');

  await tap(one, 'cancel-booking');
  await see(one, '取消这个预约？');
  await walk(one, 'ph-booking-cancel');
  await tap(one, 'confirm');
  await see(one, '您取消了。');
  await walk(one, 'ph-booking-cancelled');
  await go(one, 'home/index');
  await see(one, '会员卡');
  expect(await one.getByText('我的预约').count()).toBe(0);

  await go(two, 'home/index');
  await see(two, /候补轮到您了/);
  await walk(two, 'ph-home-offer');
  await tap(two, 'booking-offer');
  await see(two, /还有 .*前请确认/);
  await walk(two, 'ph-booking-offer');
  await tap(two, 'take');
  await two.locator('#arrival-code:visible').waitFor();
  code = await two.locator('#arrival-letters:visible').innerText();
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const kept = two.waitForEvent('download');
  await tap(two, 'calendar');
  expect((await kept).suggestedFilename()).toMatch(/\.ics$/);
  await see(two, /已放进日历/);
  await go(two, 'event/mine');
  await see(two, '新就业形态劳动者免费体检');
  await walk(two, 'ph-bookings');
  await tap(two, 'view-over');
  await see(two, '还没有过去的预约。');
  await go(two, 'services/index');
  await see(two, /11月28日 周六 09:00/);
  await walk(two, 'ph-services-mine');
  await first.close();
  await second.close();
});

it('a group where nothing is open says so and whom to call', async () => {
  const phone = await memberPhone();
  const page = await openPhone(phone, world, 'services/index');
  await tap(page, 'group-legalAid');
  await see(page, '法律援助现在没有可以预约的活动。');
  await see(page, /打电话问：/);
  await walk(page, 'ph-group-empty');
  await phone.close();
});

it('somebody who is not signed in is told what there is, and led to it', async () => {
  const phone = await seen.phone();
  const page = await openPhone(phone, world, 'services/index');
  await see(page, '体检、咨询、讲座，在这里约');
  await walk(page, 'ph-services-nobody');
  await phone.close();
});

it.each([
  ['dark', '深色', { dark: true }],
  ['large', '大字', { letters: 6 }],
] as const)('a member reads %s', async (mark, word, options) => {
  const { bookUntil, slots } = eventBody(world);
  const [ten, eleven] = [0, 3600_000].map((more) => new Date(Date.parse(slots[0]?.endAt ?? '') + more).toISOString());
  const { id } = await openEventBy(world, officer.api, {
    ...{ title: `法律咨询（${word}）`, group: 'legalAid', kind: 'consultation', priority: GIG },
    reservedUntil: bookUntil,
    slots: [
      { total: 4, reserved: 2 },
      { startAt: ten ?? '', endAt: eleven ?? '' },
    ],
  });
  const phone = await memberPhone(options);
  const page = await openPhone(phone, world, 'services/index');
  await see(page, `法律咨询（${word}）`);
  await walk(page, `ph-${mark}-services`);
  await go(page, `event/one?id=${id}`);
  await page.locator('.slot:visible').nth(1).tap();
  await walk(page, `ph-${mark}-event`);
  await tap(page, 'book');
  await page.locator('#arrival-code:visible').waitFor();
  await walk(page, `ph-${mark}-booking`);
  await go(page, 'event/list?group=legalAid');
  await see(page, `法律咨询（${word}）`);
  await walk(page, `ph-${mark}-events`);
  await phone.close();
});

it('at the entrance the code is typed once, and the figures open the list', async () => {
  world.clock.forward(5 * DAY);
  const page = await deskNow(seen, officer, '/');
  await page.locator('#work-events').waitFor();
  await openAt(world, page, `/events/${eventId}/bookings`);
  await see(page, '已取消');
  await fill(page, 'arrive-code', code.toLowerCase());
  await page.locator('#arrive').click();
  await see(page, /已登记到场：.*这一场到了 1 人/);
  await look(page, 'event-bookings');
  await fill(page, 'arrive-code', code);
  await page.locator('#arrive').click();
  await see(page, /这个预约已在 .* 登记到场，不能再用。/);
  await openAt(world, page, `/events/${eventId}`);
  await page.locator('#measure').getByText('到场').click();
  await see(page, '一共 1 人到场');
  await look(page, 'event');
  await page.locator('#slots').getByRole('link', { name: '1', exact: true }).last().click();
  await see(page, '名单和到场');
  await openAt(world, page, '/events');
  await see(page, '新就业形态劳动者免费体检');
  await look(page, 'events');
  await page.context().close();
});

it('an event is called off with a reason that everybody reads', async () => {
  const event = await openEventBy(world, (await world.staff('officer')).api, { title: '端午讲座', kind: 'talk' });
  const phone = await memberPhone();
  const page = await openPhone(phone, world, `event/one?id=${event.id}`);
  await page.locator('.slot:visible').first().tap();
  await tap(page, 'book');
  await page.locator('#arrival-code:visible').waitFor();
  const desk = await deskNow(seen, officer, `/events/${event.id}`);
  await desk.locator('#event-cancel').click();
  await see(desk, /约上的 1 人/);
  await fill(desk, 'cancel-event_reason', '讲师临时有事，改期另行通知');
  await look(desk, 'event-cancel');
  await desk.locator('#cancel-event-confirm').click();
  await see(desk, /活动已取消：讲师临时有事/);
  await go(page, 'event/mine');
  await tap(page, 'view-over');
  await see(page, /讲师临时有事/);
  await walk(page, 'ph-bookings-over');
  await phone.close();
  await desk.context().close();
});
