/** Experts: kept by departments, on leave, at home on their own phone; and the time that is taken of them. */
import { makeAsk } from '@niangjia/server/core/ask';
import { ulid } from '@niangjia/server/core/ids';
import { sendDue } from '@niangjia/server/core/outbox';
import { deliveries } from '@niangjia/server/jobs';
import { bookExpert, freeHold, mondayOf } from '@niangjia/server/modules/experts/booked';
import { retain } from '@niangjia/server/modules/own-data/retain';
import { instantAt } from '@niangjia/shared/rules/experts';
import { freshPhone, plantExpert, plantItem, plantOrder, plantVisit } from './order-world';
import { castOf, problemIn } from './problem-world';
import { steppedUp } from './two-persons';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let keeper: StaffMember;
let county: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  keeper = await world.staff('protection');
  county = await world.staff('protection', world.unions.county);
});
afterAll(() => world.close());

/** Another day: with a session of that day. */
async function at(now: string): Promise<void> {
  world.clock.now = new Date(now);
  keeper = await world.staff('protection');
}

const facts = {
  ...{ name: '周明远', title: '国家二级心理咨询师', placeName: '青州市工人文化宫' },
  ...{
    skills: ['counselling' as const],
    latitude: 36.684528,
    longitude: 118.479622,
    reachKm: 40,
    perDay: 2,
    perWeek: 3,
  },
};
const about = (id: string) => ({ params: { id } });
const register = (phone = freshPhone()) =>
  keeper.api('POST /experts', { body: { ...facts, phone, unionId: world.unions.street.id } });
const code = async (call: Promise<unknown>) => (await refusal(call)).code;
const cells = (id: string) =>
  world.sql<{ cell: string }>('SELECT cell FROM booked WHERE resourceId = ? ORDER BY cell', [id]);

describe('the register', () => {
  it('shows what was entered, with the number masked, and finds it by skill and words', async () => {
    const phone = freshPhone();
    const made = await register(phone);
    expect(made).toMatchObject({
      ...facts,
      number: expect.stringMatching(/^ZJ2026-\d{4}$/),
      phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      unionName: '青州北部片区工会联合会',
      coming: 0,
      recorded: 0,
      stars: null,
      endedAt: null,
    });
    const find = async (query: object) =>
      (await keeper.api('GET /experts', { query })).items.some(({ id }) => id === made.id);
    await expect(Promise.all([find({ skill: 'counselling' }), find({ text: '心理' })])).resolves.toEqual([true, true]);
    await expect(Promise.all([find({ skill: 'welding' }), find({ text: '%' })])).resolves.toEqual([false, false]);
  });

  it('has a number once, until its expert has ended', async () => {
    const phone = freshPhone();
    const { id } = await register(phone);
    expect(await code(register(phone))).toBe('EXPERT_KNOWN');
    const other = await register();
    await steppedUp(world, keeper);
    const change = (given: string | null) =>
      keeper.api('POST /experts/:id', { ...about(other.id), body: { ...facts, reachKm: 60, phone: given } });
    expect(await code(change(phone))).toBe('EXPERT_KNOWN');
    expect(await change(null)).toMatchObject({ reachKm: 60, phoneMasked: other.phoneMasked });
    await keeper.api('POST /experts/:id/end', { ...about(id), body: { reason: '本人提出不再担任' } });
    expect((await register(phone)).id).not.toBe(id);
    const ended = await keeper.api('GET /experts/:id', about(id));
    expect(ended).toMatchObject({ endReason: '本人提出不再担任', leaves: [] });
  });

  it('is the own union’s: another county finds nobody', async () => {
    const { id } = await register();
    const stranger = await world.staff('protection', world.unions.elsewhere);
    expect(await code(stranger.api('GET /experts/:id', about(id)))).toBe('NOT_FOUND');
    expect((await stranger.api('GET /experts', { query: {} })).total).toBe(0);
    expect(
      await code(
        stranger.api('POST /experts', { body: { ...facts, phone: freshPhone(), unionId: world.unions.street.id } }),
      ),
    ).toBe('NOT_FOUND');
  });
});

describe('another phone', () => {
  const change = (id: string, phone: string | null, by = keeper) =>
    by.api('POST /experts/:id', { ...about(id), body: { ...facts, phone } });
  const told = (phone: string) => world.sent.sms.filter((one) => one.phone === phone).map((one) => one.params.result);

  it('takes a second factor of this moment, and both numbers are told; other facts take none', async () => {
    const [old, next] = [freshPhone(), freshPhone()];
    const { id } = await register(old);
    await world.sql('UPDATE session SET stepUpAt = NULL WHERE subjectId = ?', [keeper.id]);
    expect((await change(id, null)).id).toBe(id);
    expect((await change(id, old)).id).toBe(id);
    expect(await code(change(id, next))).toBe('STEP_UP_FIRST');
    await steppedUp(world, keeper);
    expect((await change(id, next)).phoneMasked.slice(-4)).toBe(next.slice(-4));
    await sendDue(world.kit, deliveries);
    expect([told(old), told(next)]).toEqual([['专家登记的手机号已更换'], ['专家登记的手机号已更换']]);
    expect((await (await world.signIn(old)).api('GET /own-expert')).expert).toBe(null);
    expect((await (await world.signIn(next)).api('GET /own-expert')).expert?.id).toBe(id);
  });

  it('is not taken while a visit waits, or its contacts are still shown', async () => {
    const at2 = '2026-11-24T02:00:00.000Z';
    const item = await plantItem(world);
    for (const state of ['proposed', 'agreed'] as const) {
      const expert = await plantExpert(world);
      const { id } = await plantVisit(world, {
        expert,
        item,
        orders: [await plantOrder(world, item, { openItem: null })],
        state,
      });
      await steppedUp(world, county);
      expect(await code(change(expert.id, freshPhone(), county))).toBe('EXPERT_HAS_VISITS');
      await world.sql("UPDATE visit SET state = 'cancelled' WHERE id = ?", [id]);
      expect((await change(expert.id, freshPhone(), county)).id).toBe(expert.id);
    }
    const expert = await plantExpert(world);
    const given = { state: 'recorded' as const, startAt: at2, recordedAt: at2, minutes: 120, served: 9, words: '讲了' };
    await plantVisit(world, { expert, item, orders: [await plantOrder(world, item, { openItem: null })], ...given });
    for (const [on, outcome] of [
      ['2026-12-01T15:00:00.000Z', 'EXPERT_HAS_VISITS'],
      ['2026-12-01T16:00:01.000Z', expert.id],
    ] as const) {
      await at(on);
      county = await world.staff('protection', world.unions.county);
      await steppedUp(world, county);
      const work = change(expert.id, freshPhone(), county);
      expect(outcome === expert.id ? (await work).id : await code(work)).toBe(outcome);
    }
    await at('2026-11-23T02:00:00.000Z');
    county = await world.staff('protection', world.unions.county);
  });

  it('is not taken while the expert works at a problem', async () => {
    const cast = await castOf(world);
    const { id } = await problemIn(world, cast, 'matched');
    await steppedUp(world, county);
    expect(await code(change(cast.expert.id, freshPhone(), county))).toBe('EXPERT_HAS_VISITS');
    const body = { reason: '近期出差，赶不上' };
    await cast.expert.api('POST /own-problems/:id/decline', { params: { id }, body });
    expect((await change(cast.expert.id, freshPhone(), county)).id).toBe(cast.expert.id);
  });

  it('of one who has ended is emptied a year later', async () => {
    const { id } = await register();
    await keeper.api('POST /experts/:id/end', { ...about(id), body: { reason: '本人提出不再担任' } });
    const left = async (on: string) => {
      await at(on);
      await retain(world.kit);
      keeper = await world.staff('protection');
      return (await keeper.api('GET /experts/:id', about(id))).phoneMasked === '';
    };
    expect([await left('2027-11-23T02:00:00.000Z'), await left('2027-11-24T02:00:00.000Z')]).toEqual([false, true]);
    await at('2026-11-23T02:00:00.000Z');
  });
});

describe('leave', () => {
  const days = { fromDay: '2026-12-07', untilDay: '2026-12-08', reason: '外出讲课两天' };

  it('takes all hours of its days and no other, and gives back what is left', async () => {
    const { id } = await register();
    const leave = await keeper.api('POST /experts/:id/leaves', { ...about(id), body: days });
    const taken = (await cells(id)).map(({ cell }) => cell);
    expect([taken.length, taken[0], taken.at(-1)]).toEqual([60, '2026-12-07 014', '2026-12-08 043']);
    await at('2026-12-08T04:00:00.000Z');
    await keeper.api('POST /leaves/:id/cancel', about(leave.id));
    expect((await cells(id)).map(({ cell }) => cell.slice(0, 10))).toEqual(Array(30).fill('2026-12-07'));
    expect(await code(keeper.api('POST /leaves/:id/cancel', about(leave.id)))).toBe('LEAVE_OVER');
    await at('2026-11-23T02:00:00.000Z');
  });

  it('can be dropped on its last day, not the day after', async () => {
    const { id } = await register();
    const last = await keeper.api('POST /experts/:id/leaves', { ...about(id), body: days });
    await at('2026-12-08T15:59:59.000Z');
    await expect(keeper.api('POST /leaves/:id/cancel', about(last.id))).resolves.toEqual({ done: true });
    await at('2026-11-23T02:00:00.000Z');
    const again = await keeper.api('POST /experts/:id/leaves', { ...about((await register()).id), body: days });
    await at('2026-12-08T16:00:00.000Z');
    expect(await code(keeper.api('POST /leaves/:id/cancel', about(again.id)))).toBe('LEAVE_OVER');
    await at('2026-11-23T02:00:00.000Z');
  });

  it('begins today at the earliest, lasts 60 days at most, and is entered once', async () => {
    const { id } = await register();
    const ask = (fromDay: string, untilDay: string) =>
      keeper.api('POST /experts/:id/leaves', { ...about(id), body: { ...days, fromDay, untilDay } });
    expect(await code(ask('2026-11-22', '2026-11-25'))).toBe('DAY_PAST');
    expect(await code(ask('2026-11-25', '2026-11-24'))).toBe('DAYS_TURNED');
    expect(await code(ask('2026-11-23', '2027-01-22'))).toBe('LEAVE_TOO_LONG');
    await ask('2026-11-23', '2027-01-21');
    expect(await code(ask('2027-01-21', '2027-01-22'))).toBe('LEAVE_KNOWN');
    await expect(ask('2027-01-22', '2027-01-22')).resolves.toMatchObject({ fromDay: '2027-01-22' });
  });
});

describe('far days', () => {
  it.each(['9999-12-31', '2200-01-01', '1899-12-31'])('of the year %s are no days of ours', async (day) => {
    const { id } = await register();
    const body = { fromDay: day, untilDay: day, reason: '外出讲课一天' };
    expect(await code(keeper.api('POST /experts/:id/leaves', { ...about(id), body }))).toBe('BAD_INPUT');
  });
});

describe('on the own phone', () => {
  it('an expert sees himself and asks for leave; anybody else sees none', async () => {
    const phone = freshPhone();
    const { id } = await register(phone);
    const expert = await world.signIn(phone);
    expect(await expert.api('GET /own-expert')).toMatchObject({ expert: { id, ...facts }, waiting: 0, next: null });
    const leave = { fromDay: '2026-12-07', untilDay: '2026-12-07', reason: '家里有事要办' };
    const { id: leaveId } = await expert.api('POST /own-leaves', { body: leave });
    expect((await expert.api('GET /own-leaves')).items).toMatchObject([{ id: leaveId, ...leave, cancelledAt: null }]);
    const other = await world.signIn(freshPhone());
    expect(await other.api('GET /own-expert')).toEqual({ expert: null, waiting: 0, next: null });
    expect(await code(other.api('POST /own-leaves', { body: leave }))).toBe('NOT_AN_EXPERT');
    expect(await code(other.api('POST /own-leaves/:id/cancel', about(leaveId)))).toBe('NOT_FOUND');
    await expect(expert.api('POST /own-leaves/:id/cancel', about(leaveId))).resolves.toEqual({ done: true });
  });

  it('whoever has ended is no expert any more', async () => {
    const phone = freshPhone();
    const { id } = await register(phone);
    const expert = await world.signIn(phone);
    await keeper.api('POST /experts/:id/end', { ...about(id), body: { reason: '本人提出不再担任' } });
    expect((await expert.api('GET /own-expert')).expert).toBeNull();
  });
});

describe('time', () => {
  const book = (expert: Awaited<ReturnType<typeof plantExpert>>, day: string, minute: number, km = 0) => {
    const holdId = ulid();
    const span = { startAt: instantAt(day, minute), minutes: 60, km, holdId };
    return world.kit.db
      .tx((db) => bookExpert(makeAsk(world.kit, db, { kind: 'nobody' }).ask, expert, span))
      .then(() => holdId);
  };

  it('is taken with the pause and the way, so that two visits never touch', async () => {
    const expert = await plantExpert(world, { perDay: 6, perWeek: 30 });
    await book(expert, '2026-12-07', 600, 20);
    // 10:00 to 11:00, 20 km: 09:15 to 11:45, in half hours 09:00 to 12:00.
    await expect(book(expert, '2026-12-07', 705)).rejects.toMatchObject({ code: 'EXPERT_BUSY' });
    await expect(book(expert, '2026-12-07', 480, 10)).rejects.toMatchObject({ code: 'EXPERT_BUSY' });
    await expect(book(expert, '2026-12-07', 750)).resolves.toEqual(expect.any(String));
    await expect(book(expert, '2026-12-07', 465)).resolves.toEqual(expect.any(String));
  });

  it('begins and ends within the day, road included', async () => {
    const expert = await plantExpert(world, { perDay: 6, perWeek: 30 });
    await expect(book(expert, '2026-12-07', 434)).rejects.toMatchObject({ code: 'OUT_OF_HOURS' });
    await expect(book(expert, '2026-12-07', 464, 20)).rejects.toMatchObject({ code: 'OUT_OF_HOURS' });
    await expect(book(expert, '2026-12-07', 1246)).rejects.toMatchObject({ code: 'OUT_OF_HOURS' });
    await book(expert, '2026-12-07', 435);
    await book(expert, '2026-12-07', 1245);
  });

  it('has so many turns a day and a week, and a turn given back is free', async () => {
    const expert = await plantExpert(world, { perDay: 1, perWeek: 2 });
    const first = await book(expert, '2026-12-07', 600);
    await expect(book(expert, '2026-12-07', 900)).rejects.toMatchObject({ code: 'EXPERT_FULL' });
    await book(expert, '2026-12-08', 600);
    // The Sunday of the same week; the Monday after it is another week.
    await expect(book(expert, '2026-12-13', 600)).rejects.toMatchObject({ code: 'EXPERT_FULL' });
    await book(expert, '2026-12-14', 600);
    await world.kit.db.tx((db) => freeHold(makeAsk(world.kit, db, { kind: 'nobody' }).ask, first));
    await expect(book(expert, '2026-12-13', 600)).resolves.toEqual(expect.any(String));
  });

  it('a week begins on Monday', () => {
    expect(['2026-12-06', '2026-12-07', '2026-12-13'].map(mondayOf)).toEqual([
      '2026-11-30',
      '2026-12-07',
      '2026-12-07',
    ]);
  });

  it('the database refuses a cell that is taken, whoever writes it', async () => {
    const expert = await plantExpert(world);
    await book(expert, '2026-12-07', 600);
    const [one] = await cells(expert.id);
    const twice = world.sql('INSERT INTO booked (id, resourceId, cell, holdId) VALUES (?, ?, ?, ?)', [
      ...[`${expert.id} ${one?.cell}`, expert.id, one?.cell, ulid()],
    ]);
    await expect(twice).rejects.toThrow(/unique|duplicate/i);
  });
});

describe('rooms', () => {
  it('are added, listed and closed', async () => {
    const body = {
      ...{ unionId: world.unions.street.id, name: '三楼培训室', placeName: '青州市工人文化宫', seats: 80 },
      ...{ address: '青州市示例路 9 号', latitude: 36.684528, longitude: 118.479622 },
    };
    const room = await keeper.api('POST /rooms', { body });
    expect(room).toMatchObject({ ...body, closedAt: null });
    await keeper.api('POST /rooms/:id/close', about(room.id));
    expect(await code(keeper.api('POST /rooms/:id/close', about(room.id)))).toBe('ROOM_CLOSED');
  });
});
