/** An event as it runs: its people are reminded, come with their codes, and staff see who did. */
import {
  apiOf,
  at,
  book,
  type Different,
  eventMembers,
  heard,
  lastWords,
  openEventBy,
  turn,
  wait,
} from './event-world';
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
beforeEach(async () => {
  world.clock.now = new Date(START);
  await world.sql(`UPDATE union_event SET state = 'ended'`);
});
afterAll(() => world.close());

const to = (instant: string) => {
  world.clock.now = new Date(instant);
};
const opened = (different?: Different) => openEventBy(world, staff, different);
const slotOf = (event: { slots: { id: string }[] }, nth = 0) => event.slots[nth]?.id ?? '';
const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;
/** Saturday, 28 November, 9:00 to 10:00; the next hour. */
const LATER = { startAt: '2026-11-28T02:00:00.000Z', endAt: '2026-11-28T03:00:00.000Z' };

describe('the reminder', () => {
  it('comes once, from nine of the day before on; not before, not to who waits, not to who has just booked', async () => {
    const event = await opened({ slots: [{ total: 3 }] });
    const [one, two, cancelled, waiting] = await eventMembers(world, 4);
    await book(one, slotOf(event));
    await book(cancelled, slotOf(event));
    await book(two, slotOf(event));
    await wait(waiting, slotOf(event));
    await turn(world);
    to('2026-11-27T00:59:59.999Z');
    await turn(world);
    expect(await heard(world, one)).toEqual(['已约上']);
    const { items } = await cancelled.api('GET /bookings');
    await cancelled.api('POST /bookings/:id/cancel', at(items[0]?.id ?? ''));
    to('2026-11-27T01:00:00.000Z');
    await waiting.api('POST /bookings/:id/take', at((await waiting.api('GET /bookings/next')).offer?.id ?? ''));
    await turn(world);
    await turn(world);
    expect(await heard(world, one)).toEqual(['已约上', '明天有您的预约']);
    expect(await heard(world, two)).toEqual(['已约上', '明天有您的预约']);
    expect(await heard(world, cancelled)).toEqual(['已约上']);
    expect(await heard(world, waiting)).toEqual(['候补轮到您了', '已约上']);
    const { words, page } = await lastWords(world, one);
    expect(words).toContain('11月28日 09:00，青州市人民医院');
    expect(page).toBe(`event/booking?id=${(await one.api('GET /bookings/next')).next?.id}`);
    to('2026-11-28T00:00:00.000Z');
    await turn(world);
    expect(await heard(world, one)).toHaveLength(2);
  });

  it('is not for the day itself, nor for the day after tomorrow', async () => {
    const event = await opened();
    const [one, late] = await eventMembers(world, 2);
    await book(one, slotOf(event));
    to('2026-11-26T15:59:59.999Z');
    await turn(world);
    to('2026-11-27T16:00:00.000Z');
    await turn(world);
    expect(await heard(world, one)).toEqual(['已约上']);
    to('2026-11-27T05:00:00.000Z');
    await book(late, slotOf(event));
    to('2026-11-27T15:59:59.999Z');
    await turn(world);
    expect(await heard(world, one)).toEqual(['已约上', '明天有您的预约']);
    expect(await heard(world, late)).toEqual(['已约上']);
  });
});

describe('coming', () => {
  const arrive = (id: string, body: { code?: string; bookingId?: string }) =>
    staff('POST /events/:id/arrivals', { ...at(id), body });

  it('the code of a booking works once, on its day, at its event', async () => {
    const event = await opened();
    const other = await opened();
    const [one, two] = await eventMembers(world, 2);
    const { booking } = await book(one, slotOf(event));
    const code = booking.code ?? '';
    to('2026-11-27T15:59:59.999Z');
    expect(await codeOf(arrive(event.id, { code }))).toBe('ARRIVAL_EARLY');
    to('2026-11-27T16:00:00.000Z');
    expect(await codeOf(arrive(other.id, { code }))).toBe('BOOKING_CODE_WRONG');
    expect(await codeOf(arrive(event.id, { code: '22222222' }))).toBe('BOOKING_CODE_WRONG');
    expect(await codeOf(arrive(other.id, { bookingId: booking.id }))).toBe('NOT_FOUND');
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4).toLowerCase()} `;
    const came = await arrive(event.id, { code: typed });
    expect(came).toMatchObject({
      booking: { id: booking.id, state: 'used', arrivedAt: '2026-11-27T16:00:00.000Z' },
      slot: { arrived: 1, booked: 0, free: 9 },
    });
    expect(came.booking.nameMasked).toMatch(/^\S\*{1,3}$/);
    const again = await refusal(arrive(event.id, { code }));
    expect([again.code, again.body.sentence]).toEqual([
      'ARRIVED_ALREADY',
      '这个预约已在 11月28日 00:00 登记到场，不能再用。',
    ]);
    expect((await one.api('GET /bookings/:id', at(booking.id))).booking).toMatchObject({ state: 'used', code: null });
    expect(
      await codeOf(book(two, slotOf(other)).then(({ booking: { id } }) => arrive(event.id, { bookingId: id }))),
    ).toBe('BOOKING_OVER');
  });

  it('ten scanners at once let one person in once', async () => {
    const event = await opened();
    const [one] = await eventMembers(world, 1);
    const { booking } = await book(one, slotOf(event));
    to('2026-11-28T01:00:00.000Z');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () =>
        arrive(event.id, { bookingId: booking.id }).then(
          () => 'in',
          ({ code }) => code,
        ),
      ),
    );
    expect(outcomes.sort()).toEqual([...Array.from({ length: 9 }, () => 'ARRIVED_ALREADY'), 'in']);
  });

  it('who did not come is shown as missed, and staff see who is who, masked, page by page', async () => {
    const event = await opened({ slots: [{ total: 60 }, { ...LATER, total: 1 }] });
    const members = await eventMembers(world, 54);
    for (const member of members.slice(0, 52)) await book(member, slotOf(event));
    const [late = members[0], waiting = members[0]] = members.slice(52);
    await book(late, slotOf(event, 1));
    await wait(waiting, slotOf(event, 1));
    const list = (query: object) => staff('GET /events/:id/bookings', { ...at(event.id), query });
    const page = await list({});
    const rest = await list({ after: page.next ?? '' });
    expect([page.items.length, rest.items.length, rest.next]).toEqual([50, 4, null]);
    expect(rest.items.map(({ state, place }) => [state, place]).slice(2)).toEqual([
      ['booked', null],
      ['waiting', 1],
    ]);
    const newest = await list({ sort: 'newest' });
    expect([newest.items[0]?.state, newest.items.length]).toEqual(['waiting', 50]);
    expect((await list({ sort: 'newest', after: newest.next ?? '' })).items).toHaveLength(4);
    expect((await list({ state: 'waiting' })).items).toHaveLength(1);
    expect((await list({ slotId: slotOf(event, 1) })).items).toHaveLength(2);
    to('2026-11-28T01:59:59.999Z');
    expect((await list({})).items[0]?.missed).toBe(false);
    to('2026-11-28T02:00:00.000Z');
    expect((await list({})).items[0]?.missed).toBe(true);
  });
});
