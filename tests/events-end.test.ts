/** What becomes of an event and its bookings: moved, called off, over; in the calendar, the export and the erasure. */
import { makeAsk } from '@niangjia/server/core/ask';
import { erasePerson } from '@niangjia/server/modules/own-data/erase';
import { sections } from '@niangjia/server/modules/own-data/sections';
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
import { claimOf, soundLot } from './place-world';
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

describe('changes', () => {
  it('a slot that is moved tells everybody in it, and they are reminded for the new day', async () => {
    const event = await opened({ slots: [{ total: 1 }] });
    const [one, two] = await eventMembers(world, 2);
    await book(one, slotOf(event));
    await wait(two, slotOf(event));
    to('2026-11-27T01:00:00.000Z');
    await turn(world);
    const move = (startAt: string, endAt: string) =>
      staff('POST /event-slots/:id/move', { ...at(slotOf(event)), body: { startAt, endAt, reason: '医院设备检修' } });
    expect(await codeOf(move('2026-11-27T01:00:00.000Z', '2026-11-27T02:00:00.000Z'))).toBe('EVENT_RULES');
    const moved = await move('2026-11-30T01:00:00.000Z', '2026-11-30T02:00:00.000Z');
    expect([moved.startAt, moved.endAt]).toEqual(['2026-11-30T01:00:00.000Z', '2026-11-30T02:00:00.000Z']);
    expect(await heard(world, one)).toEqual(['已约上', '明天有您的预约', '场次改时间了']);
    expect(await heard(world, two)).toEqual(['场次改时间了']);
    expect((await lastWords(world, two)).words).toBe(
      '青州北部片区工会联合会的“新就业形态劳动者免费体检”：11月28日 09:00这一场改到 11月30日 09:00。原因：医院设备检修。时间不合适可以取消，或改约其他场次。',
    );
    to('2026-11-29T01:00:00.000Z');
    await turn(world);
    expect(await heard(world, one)).toHaveLength(4);
    to('2026-11-30T01:00:00.000Z');
    expect(await codeOf(move('2026-12-01T01:00:00.000Z', '2026-12-01T02:00:00.000Z'))).toBe('EVENT_STATE');
  });

  it('called off: everybody who is booked or waits is told the reason, once; nothing can be booked', async () => {
    const event = await opened({ slots: [{ total: 120 }, { ...LATER, total: 1 }] });
    const members = await eventMembers(world, 105);
    for (const member of members.slice(0, 102)) await book(member, slotOf(event));
    const [last = members[0], waiting = members[0], nobody = members[0]] = members.slice(102);
    await book(last, slotOf(event, 1));
    await wait(waiting, slotOf(event, 1));
    const cancelled = await staff('POST /events/:id/cancel', { ...at(event.id), body: { reason: '医院临时停诊' } });
    expect(cancelled).toMatchObject({ state: 'cancelled', endReason: '医院临时停诊', booked: 0, waiting: 0 });
    await turn(world);
    await turn(world);
    for (const member of members.slice(0, 103)) expect(await heard(world, member)).toEqual(['已约上', '活动取消了']);
    expect(await heard(world, waiting)).toEqual(['活动取消了']);
    expect((await lastWords(world, waiting)).words).toBe(
      '青州北部片区工会联合会的“新就业形态劳动者免费体检”取消了，您候补的 11月28日 10:00这一场不再举行。咨询电话 0536-0000102。原因：医院临时停诊。',
    );
    expect(await codeOf(book(nobody, slotOf(event)))).toBe('BOOKING_OVER');
    const { items } = await last.api('GET /bookings', { query: { over: '1' } });
    expect(items.map(({ state, endReason }) => [state, endReason])).toEqual([['cancelled', '活动取消：医院临时停诊']]);
    await soundLot(world, slotOf(event));
    expect(await codeOf(staff('POST /events/:id/cancel', { ...at(event.id), body: { reason: '医院临时停诊' } }))).toBe(
      'EVENT_STATE',
    );
  });

  it('of a booking and a calling-off at the same moment nothing stays booked', async () => {
    const event = await opened({ slots: [{ total: 50 }] });
    const members = await eventMembers(world, 20);
    await Promise.all([
      ...members.map((member) => book(member, slotOf(event)).catch(() => undefined)),
      staff('POST /events/:id/cancel', { ...at(event.id), body: { reason: '医院临时停诊' } }),
    ]);
    expect((await soundLot(world, slotOf(event))).taken).toBe(0);
  });

  it('ends by hand or by itself once the last slot is over, and the line with its slot', async () => {
    const event = await opened({ slots: [{ total: 1 }] });
    const [one, two] = await eventMembers(world, 2);
    await book(one, slotOf(event));
    const { booking } = await wait(two, slotOf(event));
    to('2026-11-28T01:00:00.000Z');
    await turn(world);
    expect(await heard(world, two)).toEqual(['候补没有轮到']);
    expect((await claimOf(world, booking.id)).state).toBe('lapsed');
    to('2026-11-28T01:59:59.999Z');
    expect(await codeOf(staff('POST /events/:id/end', at(event.id)))).toBe('EVENT_NOT_OVER');
    await turn(world);
    expect((await staff('GET /events/:id', at(event.id))).state).toBe('open');
    to('2026-11-28T02:00:00.000Z');
    const other = await opened();
    await turn(world);
    expect((await staff('GET /events/:id', at(event.id))).state).toBe('ended');
    to(other.endAt);
    expect((await staff('POST /events/:id/end', at(other.id))).state).toBe('ended');
    expect(await codeOf(staff('POST /events/:id/end', at(other.id)))).toBe('EVENT_STATE');
  });
});

describe('what a person has', () => {
  it('the next first, what is over apart, and the summary of the home page', async () => {
    const [one] = await eventMembers(world, 1);
    const soon = await opened({ title: '心理咨询', slots: [{}] });
    const later = await opened({ title: '法律咨询', slots: [LATER] });
    await book(one, slotOf(later));
    await book(one, slotOf(soon));
    const { items } = await one.api('GET /bookings');
    expect(items.map(({ title }) => title)).toEqual(['心理咨询', '法律咨询']);
    expect((await one.api('GET /bookings/next')).next?.title).toBe('心理咨询');
    to('2026-11-28T02:00:00.000Z');
    const after = await one.api('GET /bookings/next');
    expect([after.next?.title, after.next?.cancellable, after.offer]).toEqual(['法律咨询', false, null]);
    const over = (await one.api('GET /bookings', { query: { over: '1' } })).items;
    expect(over.map(({ title, missed, code }) => [title, missed, code])).toEqual([['心理咨询', true, null]]);
    expect(await codeOf(one.api('POST /bookings/:id/cancel', at(items[1]?.id ?? '')))).toBe('BOOKING_BEGUN');
  });

  it('a calendar file with time, place, what to bring and the code', async () => {
    const event = await opened();
    const [one] = await eventMembers(world, 1);
    const { booking } = await book(one, slotOf(event));
    const [row] = await world.sql<{ id: string }>('SELECT id FROM session WHERE subjectId = ? ORDER BY id LIMIT 1', [
      one.personId,
    ]);
    const token = world.kit.tokens.sign({ sub: one.personId, sid: row?.id ?? '', aud: 'phone' }, world.clock.now);
    const file = await world.raw('GET', `/bookings/${booking.id}/calendar`, { token });
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    const lines = file.text.replace(/\r\n[ \t]/g, '').split('\r\n');
    for (const line of [
      'DTSTART:20261128T010000Z',
      'DTEND:20261128T020000Z',
      'SUMMARY:新就业形态劳动者免费体检',
      'LOCATION:青州市人民医院 青州市示例路 8 号',
      'GEO:36.684;118.479',
      'TRIGGER:-PT1H',
    ])
      expect(lines).toContain(line);
    expect(file.text.replace(/\r\n[ \t]/g, '')).toContain(`${booking.code?.slice(0, 4)}-${booking.code?.slice(4)}`);
    await one.api('POST /bookings/:id/cancel', at(booking.id));
    expect((await world.raw('GET', `/bookings/${booking.id}/calendar`, { token })).body.code).toBe('BOOKING_STATE');
  });

  it('stands in the export, and is given back and emptied when the account is closed', async () => {
    const event = await opened({ slots: [{ total: 1 }] });
    const [one, two] = await eventMembers(world, 2);
    const { booking } = await book(one, slotOf(event));
    await wait(two, slotOf(event));
    const inAsk = <T>(work: (ask: ReturnType<typeof makeAsk>['ask']) => Promise<T>) =>
      world.kit.db.tx((db) => work(makeAsk(world.kit, db, { kind: 'nobody' }).ask));
    expect(await inAsk(async (ask) => sections.place_claim?.rows(ask, one.personId))).toEqual([
      expect.objectContaining({ title: event.title, state: '已约上', startAt: '2026-11-28T01:00:00.000Z' }),
    ]);
    await inAsk((ask) => erasePerson(ask, one.personId, { why: 'retention', actId: null }));
    expect(await claimOf(world, booking.id)).toMatchObject({ state: 'cancelled', code: null, openHolder: null });
    expect(await heard(world, two)).toEqual(['候补轮到您了']);
    expect(await heard(world, one)).toEqual([]);
  });
});
