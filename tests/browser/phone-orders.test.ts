/** Visits on the phone in a real browser: from the order to the rating with two units and one expert, and a call-up. */
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { orderBody, plantExpert, plantItem, plantOrder, plantUnits, plantVisit } from '../order-world';
import type { StaffMember, World } from '../world';
import { openPhone, openSeen, type Seen, see, tap, type, walk } from './browser';

let seen: Seen;
let world: World;
let planner: StaffMember;
let north: StaffMember;
let works: StaffMember;
let worksId: string;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  planner = await world.staff('protection', world.unions.county);
  north = await world.staff('officer', world.unions.rider);
  const [unit] = await plantUnits(world, 1);
  if (!unit) throw new Error('no unit');
  worksId = unit.id;
  works = await world.staff('officer', unit);
});
afterAll(() => seen.close());

interface Looks {
  dark?: boolean;
  letters?: number;
}

/** A phone on which somebody is signed in; its clock is the world's. */
async function phoneOf(name: 'session' | 'desk-session', token: { token: string; refresh: string }, looks: Looks = {}) {
  const phone = await seen.phone(looks);
  await phone.clock.setFixedTime(world.clock.now);
  const kept: Record<string, unknown> = { [name]: { access: token.token, refresh: token.refresh, accessUntil: '' } };
  if (looks.letters !== undefined) kept.letters = looks.letters;
  await phone.addInitScript((all) => {
    if (localStorage.getItem('given')) return;
    localStorage.setItem('given', '1');
    for (const [key, data] of Object.entries(all)) localStorage.setItem(key, JSON.stringify({ data }));
  }, kept);
  return phone;
}

/** Days later every session is a new one. */
async function again(who: StaffMember): Promise<StaffMember> {
  world.clock.forward(31_000);
  return { ...who, ...(await world.signInStaff(who.account, who.otpSecret)) };
}
async function atDesk(who: StaffMember, path: string, looks: Looks = {}): Promise<[BrowserContext, Page]> {
  const phone = await phoneOf('desk-session', await again(who), looks);
  return [phone, await openPhone(phone, world, path)];
}
async function atPerson(number: string, path: string, looks: Looks = {}): Promise<[BrowserContext, Page]> {
  world.clock.forward(61_000);
  const phone = await phoneOf('session', await world.signIn(number), looks);
  return [phone, await openPhone(phone, world, path)];
}

const largest = { dark: true, letters: 6 };

/** The same pages once more in the dark with the largest letters. */
async function walkLargest(
  name: 'desk' | 'person',
  who: StaffMember | string,
  pages: Record<string, [string, string]>,
) {
  for (const [picture, [path, words]] of Object.entries(pages)) {
    const [phone, page] =
      name === 'desk' ? await atDesk(who as StaffMember, path, largest) : await atPerson(who as string, path, largest);
    await see(page, words);
    await walk(page, `${picture}-largest`);
    await phone.close();
  }
}

const orderOf = async (unionId: string): Promise<string> =>
  (await world.sql<{ id: string }>('SELECT id FROM service_order WHERE unionId = ? ORDER BY id DESC', [unionId]))[0]
    ?.id ?? '';
const visitOfOrder = async (id: string): Promise<string> =>
  (await world.sql<{ visitId: string }>('SELECT visitId FROM service_order WHERE id = ?', [id]))[0]?.visitId ?? '';
const statesOf = (itemId: string) =>
  world.sql<{ state: string }>('SELECT state FROM service_order WHERE itemId = ? ORDER BY id', [itemId]);

describe('two units, one expert', () => {
  let expert: Awaited<ReturnType<typeof plantExpert>>;
  let item: Awaited<ReturnType<typeof plantItem>>;
  let northOrder = '';
  let worksOrder = '';
  let northVisit = '';
  let worksVisit = '';

  it('order from the menu, with a net that breaks, and see their place in the line', async () => {
    expert = await plantExpert(world, { name: '周宁' });
    item = await plantItem(world, { title: '团体减压课', minutes: 90 });
    await plantItem(world, { title: '亲子沟通讲座' });
    await plantItem(world, { title: '劳动合同讲座', group: 'law', department: 'legal', skill: 'labourLaw' });

    const [phone, page] = await atDesk(north, 'desk/index');
    await see(page, '服务点单');
    await walk(page, 'ph-order-desk');
    await tap(page, 'go-menu');
    await see(page, '团体减压课');
    await walk(page, 'ph-order-menu');
    await tap(page, `item-${item.id}`);
    await see(page, '单位要准备');
    await walk(page, 'ph-order-item');
    await tap(page, 'place');
    await page.locator('#submit:visible').waitFor();
    await walk(page, 'ph-order-form');
    await tap(page, 'submit');
    await see(page, /还有 6 处要改/);
    await walk(page, 'ph-order-missing');
    await type(page, 'people', '36');
    await type(page, 'degrees', '36.747528, 118.479622');
    await see(page, '已标在地图上');
    await type(page, 'place-name', '骑手驿站二楼');
    await type(page, 'address', '青州市北环路 12 号');
    await tap(page, 'day-2026-11-30');
    await tap(page, 'day-2026-12-01');
    await tap(page, 'part-2026-12-01-pm');
    await type(page, 'notes', '多是夜班回来的骑手，想学怎么睡得好。');
    await type(page, 'contact-name', '李主席');
    await type(page, 'contact-phone', '13800138000');
    await walk(page, 'ph-order-filled');
    // A slow network that breaks: what was typed stays, also over a new start.
    await page.route('**/api/orders', (route) => route.abort());
    await tap(page, 'submit');
    await see(page, '网络不通，没有连上。请检查网络后再试。');
    await page.unroute('**/api/orders');
    await page.reload();
    await see(page, '上次没填完的还在');
    await tap(page, 'submit');
    await see(page, /等保障部（青州市总工会）受理/);
    await walk(page, 'ph-order-placed');
    northOrder = await orderOf(world.unions.rider.id);

    ({ id: worksOrder } = await works.api('POST /orders', {
      body: orderBody(world, item, {
        unionId: worksId,
        people: 25,
        placeName: '食品厂职工之家',
        contactName: '赵主席',
      }),
    }));
    for (const id of [northOrder, worksOrder]) await planner.api('POST /orders/:id/accept', { params: { id } });
    await page.reload();
    await see(page, /排第 1 位，共 2 家/);
    await walk(page, 'ph-order-line');
    await phone.close();
  });

  it('are offered times on one day, and agree after the expert', async () => {
    for (const [id, startAt] of [
      [northOrder, '2026-11-30T01:30:00.000Z'],
      [worksOrder, '2026-11-30T06:00:00.000Z'],
    ] as const)
      await planner.api('POST /visits', { body: { orderIds: [id], expertId: expert.id, roomId: null, startAt } });
    [northVisit, worksVisit] = [await visitOfOrder(northOrder), await visitOfOrder(worksOrder)];

    const [expertPhone, expertPage] = await atPerson(expert.phone, 'mine/index');
    await see(expertPage, '2 件等您办');
    await walk(expertPage, 'ph-expert-mine');
    await tap(expertPage, 'expert');
    await see(expertPage, '周宁，有 2 件等您办');
    await walk(expertPage, 'ph-expert');
    await tap(expertPage, `visit-${northVisit}`);
    await expertPage.locator('#accept:visible').waitFor();
    await see(expertPage, '11月30日 周一 09:30–11:00');
    await walk(expertPage, 'ph-expert-asked');
    await tap(expertPage, 'accept');
    await see(expertPage, /已答应/);
    await tap(expertPage, 'back');
    await tap(expertPage, `visit-${worksVisit}`);
    await tap(expertPage, 'accept');
    await see(expertPage, /已答应/);
    await expertPhone.close();

    const [phone, page] = await atDesk(north, `desk/order?id=${northOrder}`);
    await see(page, '同意这个时间');
    await walk(page, 'ph-order-answer');
    await tap(page, 'agree');
    await see(page, '已同意这个时间。');
    const file = page.waitForEvent('download');
    await tap(page, 'calendar');
    await see(page, /日历文件已存下/);
    expect((await file).suggestedFilename()).toBe('团体减压课.ics');
    await walk(page, 'ph-order-agreed');
    await phone.close();
    const [worksPhone, worksPage] = await atDesk(works, `desk/order?id=${worksOrder}`);
    await tap(worksPage, 'agree');
    await see(worksPage, '已同意这个时间。');
    await worksPhone.close();
  });

  it('are visited: workers sign in by the code of the expert and rate', async () => {
    world.clock.now = new Date('2026-11-30T01:10:00.000Z');
    const worker = await world.applicant(8901, world.unions.rider);
    await (await again(await world.staff('officer'))).api('POST /applications/:id/approve', {
      params: { id: worker.application.id },
    });
    const [today, day] = await atPerson(expert.phone, 'expert/index');
    await see(day, '今天的路线');
    await walk(day, 'ph-expert-today');
    await tap(day, `route-${northVisit}`);
    await see(day, '13800138000');
    await walk(day, 'ph-expert-visit');
    await tap(day, 'show-code');
    await see(day, '已签到 0 人');
    await walk(day, 'ph-expert-code');
    const text = (await day.locator('#code-text').innerText()).split('：')[1] ?? '';

    const [present, at] = await atPerson(worker.phone, 'event/attendance');
    await see(at, '到了现场，扫专家手机上的签到码');
    await walk(at, 'ph-attend');
    await type(at, 'code', text.trim());
    await tap(at, 'scan');
    await see(at, '团体减压课，已签到');
    await walk(at, 'ph-attended');
    await see(day, '已签到 1 人');
    await today.close();

    world.clock.now = new Date('2026-11-30T03:10:00.000Z');
    await present.close();
    const [ratingPhone, rating] = await atPerson(worker.phone, 'event/attendance');
    await rating.getByText('评价', { exact: true }).locator('visible=true').last().tap();
    await tap(rating, 'star-5');
    await type(rating, 'words', '听完心里松快多了，谢谢老师。');
    await walk(rating, 'ph-attend-rate');
    await tap(rating, 'confirm');
    await see(rating, '听完心里松快多了，谢谢老师。');
    await walk(rating, 'ph-attend-rated');
    await ratingPhone.close();
  });

  it('confirm and rate what the expert has recorded, and the expert reads it', async () => {
    const [recordPhone, record] = await atPerson(expert.phone, `expert/record?id=${northVisit}`);
    await see(record, '提交记录');
    await type(record, 'served', '34');
    await type(record, 'words', '带大家做了呼吸放松，大家问得最多的是怎么睡得好。');
    const hall = await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#7f9db0' } })
      .jpeg()
      .toBuffer();
    const chooser = record.waitForEvent('filechooser');
    await tap(record, 'take-photo');
    await (await chooser).setFiles({ name: 'hall.jpg', mimeType: 'image/jpeg', buffer: hall });
    await see(record, '照片 1 已传上');
    await walk(record, 'ph-expert-record');
    await tap(record, 'submit');
    await see(record, '评价和感谢');
    await recordPhone.close();

    // The other unit's visit, in the afternoon, without a picture.
    world.clock.now = new Date('2026-11-30T06:10:00.000Z');
    const expertApi = (await world.signIn(expert.phone)).api;
    const { text: later } = await expertApi('GET /own-visits/:id/code', { params: { id: worksVisit } });
    world.clock.forward(61_000);
    const worker = await world.applicant(8902, { ...world.unions.rider, id: worksId });
    await (await again(await world.staff('officer'))).api('POST /applications/:id/approve', {
      params: { id: worker.application.id },
    });
    world.clock.forward(61_000);
    await (await world.signIn(worker.phone)).api('POST /attendances', { body: { code: later } });
    await expertApi('POST /own-visits/:id/record', {
      params: { id: worksVisit },
      body: { minutes: 40, served: 25, words: '同上午一样的课。', photoIds: [] },
    });

    for (const [who, id, name] of [
      [north, northOrder, 'ph-order'],
      [works, worksOrder, ''],
    ] as const) {
      const [desk, end] = await atDesk(who, `desk/order?id=${id}`);
      await see(end, '专家的记录');
      if (name) await walk(end, `${name}-recorded`);
      await tap(end, 'done');
      await tap(end, 'confirm');
      await see(end, '已办好，请评价');
      await tap(end, 'rate');
      await tap(end, 'star-5');
      if (name) await walk(end, `${name}-rate`);
      await tap(end, 'confirm');
      await see(end, '已评价，谢谢');
      if (name) await walk(end, `${name}-rated`);
      await desk.close();
    }
    expect((await statesOf(item.id)).map(({ state }) => state)).toEqual(['rated', 'rated']);
    const [thanksPhone, thanks] = await atPerson(expert.phone, `expert/visit?id=${northVisit}`);
    await see(thanks, '听完心里松快多了，谢谢老师。');
    await walk(thanks, 'ph-expert-thanks');
    await thanksPhone.close();
  });
});

it('two small units nearby are asked to share, and are visited together', async () => {
  const expert = await plantExpert(world, { name: '郑敏' });
  const item = await plantItem(world, { title: '急救培训' });
  const first = await plantOrder(world, item, { unionId: world.unions.rider.id, people: 12 });
  const second = await plantOrder(world, item, { unionId: worksId, people: 15, placeName: '食品厂职工之家' });
  const plan = (await again(planner)).api;
  await plan('POST /pools', { body: { orderIds: [first.id, second.id] } });
  for (const [who, order, name] of [
    [north, first, 'ph-order-pool'],
    [works, second, ''],
  ] as const) {
    const [phone, page] = await atDesk(who, `desk/order?id=${order.id}`);
    await see(page, '和附近单位拼一次服务');
    if (name) await walk(page, name);
    await tap(page, 'share');
    await see(page, '已同意拼单，等其他单位答复。');
    await phone.close();
  }
  const startAt = '2026-12-08T02:00:00.000Z';
  await plan('POST /visits', { body: { orderIds: [first.id, second.id], expertId: expert.id, roomId: null, startAt } });
  const [phone, page] = await atDesk(north, `desk/order?id=${first.id}`);
  await see(page, '同场的单位');
  await walk(page, 'ph-order-shared');
  await phone.close();
});

it('a time that one unit cannot take goes to the next of the line at once', async () => {
  const expert = await plantExpert(world, { name: '孙静' });
  const item = await plantItem(world, { title: '颈椎操' });
  const first = await plantOrder(world, item, { unionId: world.unions.rider.id });
  world.clock.forward(60_000);
  const second = await plantOrder(world, item, { unionId: worksId, placeName: '食品厂职工之家' });
  const visit = await plantVisit(world, { expert, item, orders: [first] });
  await world.sql('UPDATE visit SET expertAgreedAt = ? WHERE id = ?', [world.clock.now.toISOString(), visit.id]);

  const [phone, page] = await atDesk(north, `desk/order?id=${first.id}`);
  await tap(page, 'decline');
  await tap(page, 'confirm');
  await see(page, /请至少写 5 个字/);
  await tap(page, 'chip-0');
  await walk(page, 'ph-order-decline');
  await tap(page, 'confirm');
  await see(page, '已答复，单子回到排队，位次不变。');
  await see(page, /排第 1 位，共 1 家/);
  await walk(page, 'ph-order-back');
  await phone.close();

  const [other, called] = await atDesk(works, 'desk/orders');
  await see(called, '等您办');
  await walk(called, 'ph-orders');
  await tap(called, `order-${second.id}`);
  await see(called, /本单位还没有答复，专家已同意/);
  await walk(called, 'ph-order-called-up');
  await tap(called, 'agree');
  await see(called, '已排定');
  await other.close();
  const [row] = await world.sql<{ startAt: string; state: string }>(
    'SELECT v.startAt, v.state FROM service_order o JOIN visit v ON v.id = o.visitId WHERE o.id = ?',
    [second.id],
  );
  expect(row).toEqual({ startAt: visit.startAt, state: 'agreed' });
});

it('stands in the dark with the largest letters', async () => {
  const expert = await plantExpert(world, { name: '吴海燕' });
  const item = await plantItem(world, { title: '集体协商实务培训', group: 'union' });
  const order = await plantOrder(world, item, { unionId: world.unions.rider.id });
  const startAt = new Date(Math.ceil(world.clock.now.getTime() / 1_800_000) * 1_800_000).toISOString();
  const visit = await plantVisit(world, { expert, item, orders: [order], state: 'agreed', startAt });
  await walkLargest('desk', north, {
    'ph-order-menu': ['desk/menu', '集体协商实务培训'],
    'ph-order-item': [`desk/menu-item?id=${item.id}`, '单位要准备'],
    'ph-order-form': ['desk/order-form', '写下想要的服务'],
    'ph-orders': ['desk/orders', '集体协商实务培训'],
    'ph-order': [`desk/order?id=${order.id}`, '办理经过'],
  });
  await walkLargest('person', expert.phone, {
    'ph-expert': ['expert/index', '今天的路线'],
    'ph-expert-visit': [`expert/visit?id=${visit.id}`, '现场联系人'],
    'ph-expert-code': [`expert/code?id=${visit.id}`, '已签到 0 人'],
    'ph-expert-record': [`expert/record?id=${visit.id}`, '提交记录'],
    'ph-expert-leave': ['expert/leave', '登记请假'],
    'ph-attend': ['event/attendance', '扫专家手机上的签到码'],
  });
});

it('a unit with the menu far from its wish writes it down', async () => {
  const [phone, page] = await atDesk(works, 'desk/menu');
  await tap(page, 'wish');
  await type(page, 'title', '家电维修培训');
  await tap(page, 'group-skill');
  await type(page, 'people', '18');
  await type(page, 'place-name', '食品厂职工之家');
  await type(page, 'address', '青州市玲珑山路 8 号');
  await page.locator('.weeks-day:not(.off):visible').nth(9).tap();
  await type(page, 'contact-name', '赵主席');
  await type(page, 'contact-phone', '13800138001');
  await walk(page, 'ph-order-wish');
  await tap(page, 'submit');
  await see(page, /等生产部（青州市总工会）受理/);
  await tap(page, 'cancel-order');
  await tap(page, 'chip-1');
  await tap(page, 'confirm');
  await see(page, '已取消。');
  await phone.close();
});
