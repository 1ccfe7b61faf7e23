/** A visit on the built mini-program, from the order to the rating: the officer's, the expert's and a worker's phone. */
import { addDays } from '@niangjia/shared/rules/days';
import sharp from 'sharp';
import { orderBody, plantExpert, plantItem } from '../order-world';
import { plantMembers } from '../voucher-world';
import { openWorld, type StaffMember, type World } from '../world';
import { Bundle } from './bundle';
import { Phone } from './phone';

const app = new Bundle();
let world: World;
let officer: StaffMember;
let planner: StaffMember;
let expert: Awaited<ReturnType<typeof plantExpert>>;
let item: Awaited<ReturnType<typeof plantItem>>;
let workerPhone = '';
let orderId = '';
let visitId = '';

beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer', world.unions.rider);
  planner = await world.staff('protection', world.unions.county);
  expert = await plantExpert(world);
  item = await plantItem(world, { title: '团体减压课' });
  const worker = await world.applicant(8801, world.unions.rider);
  const street = await world.staff('officer');
  await street.api('POST /applications/:id/approve', { params: { id: worker.application.id } });
  workerPhone = worker.phone;
});
afterAll(() => world.close());

const keep = (phone: Phone, name: string, { token, refresh }: { token: string; refresh: string }) =>
  phone.device.storage.set(name, JSON.stringify({ access: token, refresh, accessUntil: '' }));

/** The officer's phone; days later the session is a new one. */
async function atDesk(page: string): Promise<Phone> {
  world.clock.forward(30_000);
  const phone = new Phone(world, app, officer.account);
  keep(phone, 'desk-session', await world.signInStaff(officer.account, officer.otpSecret));
  await phone.open(page);
  return phone;
}
async function atExpert(page: string): Promise<Phone> {
  world.clock.forward(61_000);
  const phone = new Phone(world, app, 'expert');
  keep(phone, 'session', await world.signIn(expert.phone));
  await phone.open(page);
  return phone;
}
async function planAgain(): Promise<StaffMember['api']> {
  world.clock.forward(30_000);
  return (await world.signInStaff(planner.account, planner.otpSecret)).api;
}

describe('the officer orders', () => {
  it('from the menu, with a place from the map; what is missing is told at its field and nothing is lost', async () => {
    const phone = await atDesk('desk/index');
    phone.see('服务点单', '1 项可点', '我的单子', '0 件在办');
    await phone.tap('go-menu');
    phone.see('心理健康（1 项）', '团体减压课', '2 小时 · 20–80 人 · 上门', '最早 ', '没有人排队');
    await phone.tap(`item-${item.id}`);
    phone.see('单位要准备', '能坐下的会议室', '20 公里内的单位', '保障部（青州市总工会）');
    await phone.tap('place');
    await phone.tap('submit');
    phone.see('还有 6 处要改', '请填参加的人数', '请至少选一个希望的时间');
    expect(phone.device.sent.filter(({ method }) => method === 'POST')).toEqual([]);

    await phone.tap('choose-place');
    phone.see('打开地图');
    phone.device.place = {
      name: '北部片区骑手驿站',
      address: '山东省潍坊市青州市北环路 12 号',
      latitude: 36.748,
      longitude: 118.485,
    };
    await phone.tap('choose-place');
    phone.see('已标在地图上');
    expect(phone.value('place-name')).toBe('北部片区骑手驿站');
    await phone.type('people', '12');
    await phone.tap('day-2026-11-30');
    await phone.tap('part-2026-11-30-pm');
    await phone.type('contact-name', '李主席');
    await phone.type('contact-phone', '13800138000');
    await phone.tap('submit');
    phone.see('还有 1 处要改', '这项服务 20 人起');
    await phone.type('people', '30');

    // WeChat takes it out of memory; the draft is still there.
    await phone.open(`desk/order-form?itemId=${item.id}`);
    phone.see('上次没填完的还在', '11月30日 周一');
    expect([phone.value('people'), phone.value('contact-phone')]).toEqual(['30', '13800138000']);
    await phone.tap('submit');
    expect(phone.page).toBe('desk/order');
    phone.see('已提交', '等保障部（青州市总工会）受理', '最晚 11月25日 周三', '138****8000');
    const sent = JSON.parse(phone.device.lastSent('/api/orders').body ?? '{}');
    // A place of a Chinese map is some 600 m away from the earth's.
    expect(sent).toMatchObject({ people: 30, days: [{ day: '2026-11-30', part: 'am' }], sharing: false });
    expect(Math.abs(sent.latitude - 36.748)).toBeGreaterThan(0.0001);
    expect(Math.abs(sent.longitude - 118.485)).toBeGreaterThan(0.003);
    orderId = (phone.device.lastSent('/api/orders').answer as { id: string }).id;

    await phone.open(`desk/order-form?itemId=${item.id}`);
    phone.see('以前用过的地点', '北部片区骑手驿站');
    await phone.tap('earlier-0');
    expect(phone.value('address')).toBe('山东省潍坊市青州市北环路 12 号');
    phone.close();
  });

  it('the line is told, and an order that came back is mended', async () => {
    const params = { id: orderId };
    await planner.api('POST /orders/:id/return', { params, body: { reason: '请写清楚楼层和有没有投影。' } });
    const phone = await atDesk('desk/orders');
    phone.see('退回补充', '等您办');
    await phone.tap(`order-${orderId}`);
    phone.see('请补充后重新提交', '请写清楚楼层和有没有投影。');
    await phone.tap('resubmit');
    phone.see('原来填的是 138****8000');
    await phone.type('notes', '二楼，有投影。');
    await phone.type('contact-phone', '13800138000');
    await phone.tap('submit');
    phone.see('等保障部（青州市总工会）受理', '二楼，有投影。');
    await planner.api('POST /orders/:id/accept', { params });
    await phone.open(`desk/order?id=${orderId}`);
    phone.see('排第 1 位，共 1 家', '大约 11月');
    phone.close();
  });
});

describe('the visit', () => {
  it('the expert accepts on the own phone, the unit agrees to the time', async () => {
    const visit = await planner.api('POST /visits', {
      body: { orderIds: [orderId], expertId: expert.id, roomId: null, startAt: '2026-11-30T02:00:00.000Z' },
    });
    visitId = visit.id;
    const phone = await atExpert('mine/index');
    phone.see('专家工作台', '1 件等您办');
    await phone.tap('expert');
    phone.see('周宁，有 1 件等您办', '等您答复', '今天没有上门服务');
    expect(phone.has('day-2026-11-30')).toBe(true);
    await phone.tap(`visit-${visitId}`);
    phone.see('11月30日 周一 10:00–12:00', '二楼，有投影。', '请在 ', '单程 ');
    phone.unseen('13800138000');
    await phone.tap('map');
    expect(phone.device.calls.find(({ name }) => name === 'openLocation')?.options).toMatchObject({
      name: '北部片区骑手驿站',
    });
    await phone.tap('accept');
    phone.see('已答应', '等单位答复');
    phone.close();

    const desk = await atDesk(`desk/order?id=${orderId}`);
    desk.see('11月30日 周一 10:00–12:00', '本单位还没有答复，专家已同意', '周宁，国家二级心理咨询师');
    await desk.tap('agree');
    desk.see('已同意这个时间', '已排定');
    await desk.tap('calendar');
    desk.see('日历里已记下');
    expect(desk.device.calls.find(({ name }) => name === 'addPhoneCalendar')?.options).toMatchObject({
      title: '团体减压课',
      startTime: Date.parse('2026-11-30T02:00:00.000Z') / 1000,
    });
    desk.close();
  });

  it('workers scan the code of the expert, who sees how many came', async () => {
    world.clock.now = new Date('2026-11-30T01:40:00.000Z');
    const phone = await atExpert(`expert/visit?id=${visitId}`);
    phone.see('李主席', '13800138000');
    await phone.tap('call-13800138000');
    expect(phone.device.calls.at(-1)).toMatchObject({ name: 'makePhoneCall' });
    await phone.tap('show-code');
    phone.see('已签到 0 人');
    world.clock.forward(61_000);
    const { text } = phone.device.lastSent(`/api/own-visits/${visitId}/code`).answer as { text: string };

    const worker = new Phone(world, app, 'worker');
    keep(worker, 'session', await world.signIn(workerPhone));
    await worker.open('mine/index');
    await worker.tap('attendance');
    worker.device.camera = { result: 'https://example.cn/' };
    await worker.tap('scan');
    worker.see('签到码不对或已过期');
    worker.device.camera = { result: text };
    await worker.tap('scan');
    worker.see('团体减压课，已签到', '北部片区骑手驿站', '开始后可以评价');

    await phone.later(11_000);
    phone.see('已签到 1 人');
    phone.close();

    await worker.later(30 * 60_000);
    keep(worker, 'session', await world.signIn(workerPhone));
    await worker.open('event/attendance');
    worker.see('我参加过的');
    const [attendance] = await world.sql<{ id: string }>('SELECT id FROM attendance');
    await worker.tap(`rate-${attendance?.id}`);
    await worker.tap('confirm');
    worker.see('请点一颗星');
    await worker.tap('star-5');
    await worker.type('words', '听完心里松快多了');
    await worker.tap('confirm');
    worker.see('5 星', '听完心里松快多了');
    worker.close();
  });

  it('the expert records with a photo, the unit confirms and rates, the expert reads it', async () => {
    world.clock.now = new Date('2026-11-30T04:10:00.000Z');
    const phone = await atExpert('expert/index');
    phone.see('等您记录', '今天的路线');
    await phone.open(`expert/visit?id=${visitId}`);
    await phone.tap('record');
    expect([phone.value('minutes'), phone.value('served')]).toEqual(['120', '1']);
    await phone.type('served', '28');
    await phone.tap('submit');
    phone.see('还有 1 处要改', '请写几句做了什么');
    await phone.type('words', '带大家做了呼吸放松，大家问了怎么哄孩子睡觉。');
    const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#88aacc' } })
      .jpeg()
      .toBuffer();
    phone.device.album.set('wxfile://hall.jpg', new Uint8Array(picture));
    phone.device.net = 'down';
    await phone.tap('take-photo');
    phone.see('没有传上');
    phone.device.net = 'up';
    await phone.tap('send-1');
    phone.see('照片 1 已传上');
    await phone.tap('submit');
    phone.see('我的记录', '28 人', '呼吸放松');
    phone.close();

    const desk = await atDesk('desk/orders');
    desk.see('等您办');
    await desk.tap(`order-${orderId}`);
    desk.see('专家的记录', '120 分钟', '专家已记录，1 人签到');
    await desk.tap('done');
    await desk.tap('confirm');
    desk.see('已办好，请评价');
    await desk.tap('rate');
    await desk.tap('star-4');
    await desk.tap('confirm');
    desk.see('已评价', '4 星');
    desk.close();

    const thanked = await atExpert(`expert/visit?id=${visitId}`);
    thanked.see('评价和感谢', '4 星', '5（1 次评价）', '听完心里松快多了');
    thanked.close();
  });
});

describe('the expert', () => {
  it('takes leave on the grid and ends it again', async () => {
    const phone = await atExpert('expert/leave');
    await phone.tap('submit');
    phone.see('请点请假的第一天和最后一天', '请至少写 5 个字');
    const day = '2026-12-07';
    await phone.tap(`day-${day}`);
    await phone.tap(`day-${addDays(day, 2)}`);
    phone.see('12月7日 周一 到 12月9日 周三');
    await phone.type('reason', '外出参加培训');
    await phone.tap('submit');
    phone.see('外出参加培训', '取消请假');
    const [leave] = await world.sql<{ id: string; fromDay: string; untilDay: string }>('SELECT * FROM expert_leave');
    expect(leave).toMatchObject({ fromDay: day, untilDay: '2026-12-09' });
    await phone.tap(`end-${leave?.id}`);
    await phone.tap('confirm');
    phone.see('已取消');
    phone.close();
  });

  it('who is no expert is told how to become one', async () => {
    const [member] = await plantMembers(world, 1);
    const phone = new Phone(world, app, 'nobody');
    keep(phone, 'session', { token: member?.token ?? '', refresh: '' });
    await phone.open('mine/index');
    phone.unseen('专家工作台');
    await phone.open('expert/index');
    phone.see('您的手机号还没有登记为专家');
    phone.close();
  });

  it('one who does not come says why; the unit keeps its place', async () => {
    const api = await planAgain();
    const other = await plantItem(world, { title: '亲子沟通课', minPeople: 1 });
    world.clock.forward(30_000);
    const desk = await world.signInStaff(officer.account, officer.otpSecret);
    const order = await desk.api('POST /orders', { body: orderBody(world, other) });
    await api('POST /orders/:id/accept', { params: { id: order.id } });
    const visit = await api('POST /visits', {
      body: { orderIds: [order.id], expertId: expert.id, roomId: null, startAt: '2026-12-07T02:00:00.000Z' },
    });
    const phone = await atExpert(`expert/visit?id=${visit.id}`);
    await phone.tap('decline');
    await phone.tap('confirm');
    phone.see('请至少写 5 个字');
    await phone.tap('chip-0');
    await phone.tap('confirm');
    phone.see('已答复，这次安排取消了', '已取消', '那天另有安排');
    phone.close();
    const desk2 = await atDesk(`desk/order?id=${order.id}`);
    desk2.see('排第 1 位');
    desk2.close();
  });
});
