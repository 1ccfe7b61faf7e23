/** An event is made, changed while it is a draft, and opened. */
import { apiOf, at, book, type Different, eventBody, eventMembers, GIG, openEventBy } from './event-world';
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

describe('making one', () => {
  it('a draft with its slots is changed, opened, and changed no more', async () => {
    const draft = await staff('POST /events', { body: eventBody(world) });
    expect([draft.number, draft.state, draft.may]).toEqual(['YY20261123-0001', 'draft', { edit: true, run: false }]);
    expect([draft.startAt, draft.endAt]).toEqual(['2026-11-28T01:00:00.000Z', '2026-11-28T02:00:00.000Z']);
    const slots = [{}, { startAt: '2026-11-28T02:00:00.000Z', endAt: '2026-11-28T03:00:00.000Z', total: 20 }];
    const edited = await staff('POST /events/:id', {
      ...at(draft.id),
      body: eventBody(world, { title: '体检', slots }),
    });
    expect([edited.title, edited.total, edited.slots.map(({ total }) => total)]).toEqual(['体检', 30, [10, 20]]);
    expect([edited.latitude, edited.longitude]).toEqual([36.684, 118.479]);
    const open = await staff('POST /events/:id/open', at(draft.id));
    expect([open.state, open.phase, open.may]).toEqual(['open', 'open', { edit: false, run: true }]);
    expect(await codeOf(staff('POST /events/:id/open', at(draft.id)))).toBe('EVENT_STATE');
    expect(await codeOf(staff('POST /events/:id', { ...at(draft.id), body: eventBody(world) }))).toBe('EVENT_STATE');
  });

  it('what does not fit together is told at its field', async () => {
    const make = (different: Different) => problems(staff('POST /events', { body: eventBody(world, different) }));
    expect(await make({ bookUntil: START })).toEqual(['bookUntil']);
    expect(await make({ bookUntil: '2026-11-28T01:00:00.001Z' })).toEqual(['bookUntil']);
    expect(await make({ latitude: null })).toEqual(['latitude']);
    expect(await make({ slots: [{ endAt: '2026-11-28T01:00:00.000Z' }] })).toEqual(['slots.0.endAt']);
    expect(await make({ slots: [{ endAt: '2026-11-28T13:00:00.001Z' }] })).toEqual(['slots.0.endAt']);
    expect(await make({ slots: [{}, {}] })).toEqual(['slots.1.startAt']);
    expect(await make({ slots: [{ reserved: 3 }] })).toEqual(['slots.0.reserved', 'slots.0.reserved']);
    const reservedUntil = '2026-11-25T04:00:00.000Z';
    expect(await make({ priority: GIG, reservedUntil })).toEqual(['reservedUntil']);
    expect(await make({ priority: GIG, reservedUntil, slots: [{ reserved: 11 }] })).toEqual(['slots.0.reserved']);
    expect(await make({ priority: GIG, reservedUntil: START, slots: [{ reserved: 1 }] })).toEqual(['reservedUntil']);
    expect(await make({ priority: GIG, audience: { occupations: ['OFFICE'] } })).toEqual(['priority']);
    expect(await make({ audience: { minAge: 50, maxAge: 40 } })).toEqual(['audience.maxAge']);
    expect(await make({ audience: { unionIds: [world.unions.elsewhere.id] } })).toEqual(['audience.unionIds']);
  });

  it('is not opened once its time has passed, nor seen by members before it is open', async () => {
    const [member] = await eventMembers(world, 1);
    const draft = await staff('POST /events', { body: eventBody(world) });
    expect(await codeOf(member.api('GET /open-events/:id', at(draft.id)))).toBe('NOT_FOUND');
    expect(await codeOf(book(member, slotOf(draft)))).toBe('NOT_FOUND');
    to('2026-11-27T10:00:00.000Z');
    expect(await problems(staff('POST /events/:id/open', at(draft.id)))).toEqual(['bookUntil']);
    to('2026-11-28T01:00:00.000Z');
    expect(await problems(staff('POST /events/:id/open', at(draft.id)))).toEqual(['bookUntil', 'slots.0.startAt']);
  });

  it('another union’s officer sees and changes nothing of it', async () => {
    const other = apiOf(world, 'staff', (await world.staff('officer', world.unions.elsewhere)).id);
    const event = await opened();
    expect((await other('GET /events')).items).toEqual([]);
    for (const call of [
      () => other('GET /events/:id', at(event.id)),
      () => other('POST /events/:id/cancel', { ...at(event.id), body: { reason: '不是本单位的活动' } }),
      () => other('POST /event-slots/:id/quota', { ...at(slotOf(event)), body: { total: 1, reserved: 0 } }),
      () => other('POST /events/:id/arrivals', { ...at(event.id), body: { code: 'ABCD2345' } }),
    ])
      expect(await codeOf(call())).toBe('NOT_FOUND');
  });
});
