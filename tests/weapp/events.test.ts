/** Events on the built mini-program: the tab, a booking on a bad net, the line, an offer, the calendar. */
import { apiOf, eventBody, GIG, openEventBy, turn } from '../event-world';
import { plantMembers } from '../voucher-world';
import { openWorld, type StaffMember, type World } from '../world';
import { Bundle } from './bundle';
import { Phone } from './phone';

const app = new Bundle();
let world: World;
let officer: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
});
afterAll(() => world.close());

let nth = 0;
/** A phone of a member of the street's union; `personId` for what is done elsewhere in the meantime. */
async function member(occupation = 'OFFICE'): Promise<{ phone: Phone; personId: string }> {
  const [planted] = await plantMembers(world, 1);
  if (!planted) throw new Error('one member');
  await world.sql('UPDATE membership SET occupation = ? WHERE id = ?', [occupation, planted.membershipId]);
  nth += 1;
  const phone = new Phone(world, app, `booker-${nth}`);
  phone.device.storage.set('session', JSON.stringify({ access: planted.token, refresh: '', accessUntil: '' }));
  return { phone, personId: planted.personId };
}
const open = (different = {}) => openEventBy(world, officer.api, different);
const sentTo = (phone: Phone, end: string) => phone.device.sent.filter(({ path }) => path.endsWith(end));
const states = (eventId: string) =>
  world.sql<{ state: string }>('SELECT state FROM place_claim WHERE matterId = ? ORDER BY id', [eventId]);

describe('from the tab to the code', () => {
  let phone: Phone;
  let eventId: string;
  let slotId: string;
  beforeAll(async () => {
    const event = await open({ title: '免费体检', slots: [{ total: 2 }] });
    [eventId, slotId] = [event.id, event.slots[0]?.id ?? ''];
    ({ phone } = await member());
  });
  afterAll(() => phone.close());

  it('the tab says what can be booked and how many places are left', async () => {
    await phone.open('home/index');
    await phone.tapTab('服务');
    phone.see(
      '现在可以约',
      '免费体检',
      '还有 2 个名额',
      '信访接待',
      '帮扶救助',
      '就业创业',
      '法律援助',
      '互助保障',
      '综合服务',
    );
    await phone.tap(`event-${eventId}`);
    expect(phone.page).toBe('event/one');
    phone.see('09:00–10:00', '余 2，共 2', '空腹，带身份证。', '打电话问：0536-0000102');
  });

  it('one slot alone is chosen already; a lost answer asked again is one booking', async () => {
    phone.device.net = 'answers lost';
    await phone.tap('book');
    phone.see('网络不通');
    phone.device.net = 'up';
    await phone.tap('book');
    expect(phone.page).toBe('event/booking');
    phone.see('已约上', '11月28日 周六 09:00–10:00', '请工作人员扫码');
    expect(await states(eventId)).toEqual([{ state: 'booked' }]);
    expect(sentTo(phone, '/bookings').length).toBe(2);
    expect(slotId).not.toBe('');
  });

  it('goes into the phone’s own calendar', async () => {
    await phone.tap('calendar');
    phone.see('已放进日历');
    expect(phone.device.calls.filter(({ name }) => name === 'addPhoneCalendar').length).toBe(1);
  });

  it('stands at home and in the list, and is cancelled after being asked once more', async () => {
    await phone.open('home/index');
    phone.see('我的预约', '免费体检');
    await phone.tap('booking-next');
    await phone.tap('cancel-booking');
    await phone.tap('cancel');
    expect(await states(eventId)).toEqual([{ state: 'booked' }]);
    await phone.tap('cancel-booking');
    await phone.tap('confirm');
    phone.see('已取消', '您取消了。');
    expect(phone.has('arrival-code')).toBe(false);
    await phone.open('event/mine');
    phone.see('您现在没有预约。');
    await phone.tap('view-over');
    phone.see('免费体检', '已取消');
  });
});

describe('the line', () => {
  it('says the place, offers with a time limit, and a declined offer goes on', async () => {
    const event = await open({ title: '法律咨询', group: 'legalAid', slots: [{ total: 1 }] });
    const slotId = event.slots[0]?.id ?? '';
    const [first] = await plantMembers(world, 1);
    const holder = apiOf(world, 'person', first?.personId ?? '');
    const { booking } = await holder('POST /bookings', { body: { slotId } });
    const { phone } = await member();
    await phone.open(`event/one?id=${event.id}`);
    phone.see('已约满', '已满');
    await phone.tap('book');
    phone.see('候补第 1 位，共 1 人在等');
    await holder('POST /bookings/:id/cancel', { params: { id: booking.id } });
    await turn(world);
    await phone.open('services/index');
    phone.see('候补轮到您了：法律咨询');
    await phone.tap('booking-offer');
    phone.see('轮到您了', '还有');
    await phone.tap('decline');
    phone.see('放弃这个名额？');
    await phone.tap('confirm');
    phone.see('您放弃了轮到的名额。');
    expect(await states(event.id)).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }]);
    phone.close();
  });

  it('an offer is taken with one tap', async () => {
    const event = await open({ title: '技能讲座', kind: 'talk', slots: [{ total: 1 }] });
    const slotId = event.slots[0]?.id ?? '';
    const [first] = await plantMembers(world, 1);
    const holder = apiOf(world, 'person', first?.personId ?? '');
    const { booking } = await holder('POST /bookings', { body: { slotId } });
    const { phone } = await member();
    await phone.open(`event/one?id=${event.id}`);
    await phone.tap('book');
    await holder('POST /bookings/:id/cancel', { params: { id: booking.id } });
    await phone.open('services/index');
    await phone.tap('booking-offer');
    await phone.tap('take');
    phone.see('已约上');
    expect(phone.has('take')).toBe(false);
    expect(phone.has('arrival-code')).toBe(true);
    phone.close();
  });
});

describe('who may not, or not yet', () => {
  it('reads why, and finds no act', async () => {
    const event = await open({ title: '骑手专场', audience: { occupations: GIG } });
    const { phone } = await member('OFFICE');
    await phone.open(`event/one?id=${event.id}`);
    phone.see('您不能约', '只面向指定工种的会员');
    expect([phone.has('book'), phone.has('book-waits')]).toEqual([false, false]);
    phone.close();
  });

  it('waits for the hour at which booking opens', async () => {
    const bookFrom = new Date(world.clock.now.getTime() + 90_000).toISOString();
    const event = await open({ title: '过一会儿开约', bookFrom });
    const { phone } = await member();
    await phone.open(`event/one?id=${event.id}`);
    phone.see('还没开始', '还有 1 分 30 秒 开始预约');
    expect(phone.has('book')).toBe(false);
    await phone.later(91_000);
    await phone.tap('book');
    expect(phone.page).toBe('event/booking');
    phone.close();
  });

  it('is told by name of the places that are kept for others', async () => {
    const { bookUntil } = eventBody(world);
    const event = await open({
      ...{ title: '优先专场', priority: GIG, reservedUntil: bookUntil },
      slots: [{ total: 2, reserved: 2 }],
    });
    const { phone } = await member('OFFICE');
    await phone.open(`event/one?id=${event.id}`);
    phone.see('余 2 留给优先人员');
    await phone.tap('book');
    phone.see('候补第 1 位');
    phone.close();
  });
});

it('a group without an event says so, with a number that is called by a tap', async () => {
  const { phone } = await member();
  await phone.open('services/index');
  await phone.tap('group-mutualAid');
  phone.see('互助保障现在没有可以预约的活动。', '打电话问：0536-0000102');
  await phone.tapWords('打电话问：0536-0000102');
  expect(phone.device.calls.filter(({ name }) => name === 'makePhoneCall').length).toBe(1);
  phone.close();
});
