/** Events that members book by slot: booked, reserved, waited for. */
import {
  apiOf,
  at,
  book,
  type Different,
  eventMembers,
  GIG,
  heard,
  lastWords,
  openEventBy,
  turn,
  wait,
} from './event-world';
import { soundLot } from './place-world';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
let staff: ReturnType<typeof apiOf>;
const START = '2026-11-23T02:00:00.000Z';
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
  staff = apiOf(world, 'staff', officer.id);
});
beforeEach(() => {
  world.clock.now = new Date(START);
});
afterAll(() => world.close());

const to = (instant: string) => {
  world.clock.now = new Date(instant);
};
const opened = (different?: Different) => openEventBy(world, staff, different);
const slotOf = (event: { slots: { id: string }[] }, nth = 0) => event.slots[nth]?.id ?? '';
const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;
async function problems(call: Promise<unknown>): Promise<string[]> {
  const { code, body } = await refusal(call);
  expect(code).toBe('EVENT_RULES');
  return (body.fields ?? []).map((field) => field.at);
}

describe('booking', () => {
  it('a member of the area books one slot, once; others read why not', async () => {
    const event = await opened({
      slots: [{}, { startAt: '2026-11-28T02:00:00.000Z', endAt: '2026-11-28T03:00:00.000Z' }],
    });
    const [member] = await eventMembers(world, 1);
    const { booking } = await book(member, slotOf(event));
    expect(booking).toMatchObject({
      state: 'booked',
      title: event.title,
      place: null,
      cancellable: true,
      missed: false,
    });
    expect(booking.code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
    expect(await codeOf(book(member, slotOf(event, 1)))).toBe('BOOKED_ALREADY');
    expect(await heard(world, member)).toEqual(['已约上']);
    const { words, page } = await lastWords(world, member);
    expect(words).toContain('11月28日 09:00，青州市人民医院。请准备：空腹，带身份证。');
    expect(page).toBe(`event/booking?id=${booking.id}`);
    const shown = await member.api('GET /open-events/:id', at(event.id));
    expect(shown.event.mine).toEqual({ bookingId: booking.id, slotId: slotOf(event), state: 'booked' });
    expect(shown.event.slots.map(({ free }) => free)).toEqual([9, 10]);
    const [stranger] = await eventMembers(world, 1);
    await world.sql('UPDATE membership SET unionId = ? WHERE activePerson = ?', [
      world.unions.elsewhere.id,
      stranger.personId,
    ]);
    const refused = await refusal(book(stranger, slotOf(event)));
    expect([refused.code, refused.body.sentence]).toEqual([
      'NOT_ENTITLED',
      '只面向主办工会所属范围内的会员。换到那里工作后可以办转会。',
    ]);
    expect((await stranger.api('GET /open-events')).items).toEqual([]);
    expect((await stranger.api('GET /open-events/:id', at(event.id))).event.barrier?.code).toBe('area');
    expect(await codeOf(stranger.api('GET /bookings/:id', at(booking.id)))).toBe('NOT_FOUND');
  });

  it('50 members at the same moment for the last ten places', async () => {
    const event = await opened();
    const members = await eventMembers(world, 50);
    const outcomes = await Promise.all(
      members.map((member) =>
        book(member, slotOf(event)).then(
          ({ booking }) => booking.state,
          ({ code }) => code,
        ),
      ),
    );
    expect(outcomes.filter((one) => one === 'booked')).toHaveLength(10);
    expect(outcomes.filter((one) => one === 'PLACES_FULL')).toHaveLength(40);
    expect((await soundLot(world, slotOf(event))).taken).toBe(10);
    expect(await staff('GET /events/:id', at(event.id))).toMatchObject({
      booked: 10,
      waiting: 0,
      slots: [{ free: 0 }],
    });
  });

  it('opens and closes at its instants', async () => {
    const event = await opened({ bookFrom: '2026-11-24T02:00:00.000Z' });
    const [early, onTime, last, late] = await eventMembers(world, 4);
    to('2026-11-24T01:59:59.999Z');
    const soon = await refusal(book(early, slotOf(event)));
    expect([soon.code, soon.body.sentence]).toEqual(['BOOKING_EARLY', '还没有到预约时间，11月24日 10:00 开始。']);
    to('2026-11-24T02:00:00.000Z');
    await book(onTime, slotOf(event));
    to('2026-11-27T09:59:59.999Z');
    await book(last, slotOf(event));
    to('2026-11-27T10:00:00.000Z');
    expect(await codeOf(book(late, slotOf(event)))).toBe('BOOKING_OVER');
  });

  it('asks for the kind of work, the age and the first time', async () => {
    const [rider] = await eventMembers(world, 1, 'COURIER');
    const [clerk] = await eventMembers(world, 1, 'OFFICE');
    const forRiders = await opened({ audience: { occupations: GIG } });
    expect((await clerk.api('GET /open-events/:id', at(forRiders.id))).event.barrier?.code).toBe('occupations');
    expect((await rider.api('GET /open-events/:id', at(forRiders.id))).event.barrier).toBeNull();
    const forOld = await opened({ audience: { minAge: 100 } });
    expect(await codeOf(book(rider, slotOf(forOld)))).toBe('NOT_ENTITLED');
    const { booking } = await book(rider, slotOf(forRiders));
    to('2026-11-28T01:00:00.000Z');
    await staff('POST /events/:id/arrivals', { ...at(forRiders.id), body: { bookingId: booking.id } });
    to(START);
    const again = await opened({ audience: { firstTime: true } });
    expect(again.audienceWords).toEqual(['还没有参加过的会员']);
    expect((await rider.api('GET /open-events/:id', at(again.id))).event.barrier?.code).toBe('firstTime');
  });

  it('keeps what is reserved for gig workers, and shows each what is free for them', async () => {
    const event = await opened({
      ...{ priority: GIG, reservedUntil: '2026-11-25T04:00:00.000Z' },
      slots: [{ total: 3, reserved: 2 }],
    });
    const [one, two] = await eventMembers(world, 2);
    const [rider] = await eventMembers(world, 1, 'FOOD_RIDER');
    await book(one, slotOf(event));
    expect(await codeOf(book(two, slotOf(event)))).toBe('PLACES_KEPT');
    const look = async (member: typeof one) => (await member.api('GET /open-events/:id', at(event.id))).event;
    expect(await look(two)).toMatchObject({ free: 0, isPriority: false, slots: [{ free: 0, keptFree: 2 }] });
    expect(await look(rider)).toMatchObject({ free: 2, isPriority: true, slots: [{ free: 2, keptFree: 0 }] });
    const waiting = (await wait(two, slotOf(event))).booking;
    expect([waiting.state, waiting.place, waiting.waiting, waiting.code]).toEqual(['waiting', 1, 1, null]);
    await book(rider, slotOf(event));
    to('2026-11-25T03:59:59.999Z');
    await turn(world);
    expect(await heard(world, two)).toEqual([]);
    to('2026-11-25T04:00:00.000Z');
    await turn(world);
    expect(await heard(world, two)).toEqual(['候补轮到您了']);
  });
});

describe('the line', () => {
  it('goes on by itself until somebody takes the place; everybody hears it', async () => {
    const event = await opened({ slots: [{ total: 1 }] });
    const [holder, first, second, third] = await eventMembers(world, 4);
    const { booking } = await book(holder, slotOf(event));
    expect(await codeOf(wait(holder, slotOf(event)))).toBe('BOOKED_ALREADY');
    const lined = [];
    for (const member of [first, second, third]) {
      world.clock.forward(1000);
      lined.push((await wait(member, slotOf(event))).booking);
    }
    expect(lined.map(({ place, waiting }) => [place, waiting])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const left = await holder.api('POST /bookings/:id/cancel', at(booking.id));
    expect([left.booking.state, left.booking.endReason, left.booking.code]).toEqual(['cancelled', '您取消了。', null]);
    const { offer } = await first.api('GET /bookings/next');
    expect([offer?.id, offer?.offerUntil]).toEqual([lined[0]?.id, '2026-11-23T06:00:03.000Z']);
    expect((await lastWords(world, first)).words).toContain('已为您留到 11月23日 14:00');
    to('2026-11-23T06:00:03.000Z');
    await turn(world);
    expect(await heard(world, first)).toEqual(['候补轮到您了', '名额没有确认，已转给下一位']);
    expect((await first.api('GET /bookings/:id', at(lined[0]?.id ?? ''))).booking.state).toBe('lapsed');
    const declined = await second.api('POST /bookings/:id/decline', at(lined[1]?.id ?? ''));
    expect(declined.booking.endReason).toBe('您放弃了轮到的名额。');
    const taken = await third.api('POST /bookings/:id/take', at(lined[2]?.id ?? ''));
    expect(taken.booking.state).toBe('booked');
    expect(await heard(world, third)).toEqual(['候补轮到您了', '已约上']);
    expect(await codeOf(third.api('POST /bookings/:id/take', at(lined[2]?.id ?? '')))).toBe('OFFER_OVER');
    expect(await codeOf(second.api('POST /bookings/:id/take', at(lined[2]?.id ?? '')))).toBe('NOT_FOUND');
    expect(await codeOf(third.api('POST /bookings/:id/decline', at(lined[2]?.id ?? '')))).toBe('OFFER_OVER');
    await soundLot(world, slotOf(event));
  });

  it('is called up by more places; fewer than are taken are refused', async () => {
    const event = await opened({ slots: [{ total: 2 }] });
    const [one, two, three] = await eventMembers(world, 3);
    for (const member of [one, two]) await book(member, slotOf(event));
    await wait(three, slotOf(event));
    const quota = (total: number, reserved = 0) =>
      staff('POST /event-slots/:id/quota', { ...at(slotOf(event)), body: { total, reserved } });
    expect(await codeOf(quota(1))).toBe('PLACES_TAKEN');
    expect(await problems(quota(3, 1))).toEqual(['reserved', 'reserved']);
    expect(await quota(3)).toMatchObject({ booked: 2, offered: 1, waiting: 0, total: 3 });
    expect(await heard(world, three)).toEqual(['候补轮到您了']);
  });
});
