/** A member goes over to another union: both must agree, nothing is lost on the way (MEM-5, MEM-6). */
import { riseTransfers } from '@niangjia/server/modules/membership/rise-cases';
import type { Reply } from '@niangjia/shared/contract/index';
import { mustCountTrue } from './true-counts';
import { type Applicant, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
/** Officers of the street's union, of the one that has nothing to do with it, and of the county above the street. */
let street: StaffMember;
let elsewhere: StaffMember;
let county: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  street = await world.staff('officer');
  elsewhere = await world.staff('officer', world.unions.elsewhere);
  county = await world.staff('officer', world.unions.county);
});
/** Worlds of their own, where the clock moves or a queue is counted. */
const worlds: World[] = [];
afterAll(async () => {
  for (const one of [world, ...worlds]) await one.close();
});
async function ownWorld(): Promise<World> {
  const own = await openWorld();
  worlds.push(own);
  return own;
}

let nth = 3000;
async function member(union = world.unions.street): Promise<Applicant> {
  const rider = await world.applicant((nth += 1), union);
  const officer = union === world.unions.elsewhere ? elsewhere : county;
  await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
  return rider;
}
const askFor = (rider: Applicant, toUnionId = world.unions.elsewhere.id) =>
  rider.api('POST /transfers', { body: { toUnionId, reason: 'newJob' } });
const agree = (by: { api: StaffMember['api'] }, id: string, side: 'from' | 'to') =>
  by.api('POST /transfers/:id/agree', { params: { id }, body: { side } });
const refuse = (by: { api: StaffMember['api'] }, id: string, side: 'from' | 'to') =>
  by.api('POST /transfers/:id/refuse', { params: { id }, body: { side, reason: '请先办完工作交接手续' } });
const tallies = async () => {
  const rows = await world.sql<{ unionId: string; active: number; retained: number }>('SELECT * FROM union_tally');
  const of = (id: string) => rows.find((row) => row.unionId === id);
  const show = (id: string) => [Number(of(id)?.active ?? 0), Number(of(id)?.retained ?? 0)];
  return { street: show(world.unions.street.id), elsewhere: show(world.unions.elsewhere.id) };
};
const membershipOf = async (rider: Applicant) =>
  (
    await world.sql<Record<string, string>>('SELECT * FROM membership WHERE applicationId = ?', [rider.application.id])
  )[0];
const changesOf = async (rider: Applicant) =>
  (
    await world.sql<{ kind: string; unionId: string; otherUnionId: string | null }>(
      `SELECT c.kind, c.unionId, c.otherUnionId FROM membership_change c JOIN membership m ON m.id = c.membershipId
       WHERE m.applicationId = ? ORDER BY c.id`,
      [rider.application.id],
    )
  ).map(({ kind, unionId, otherUnionId }) => [kind, unionId, otherUnionId]);
const settled = (results: PromiseSettledResult<unknown>[]) =>
  results.map((one) => (one.status === 'fulfilled' ? 'done' : ((one.reason as { code?: string }).code ?? one.reason)));

describe('a transfer', () => {
  it('is agreed by both unions and takes number, day of joining, history and occupation along', async () => {
    const rider = await member();
    const before = await membershipOf(rider);
    const counted = await tallies();
    const asked = await askFor(rider);
    expect(asked).toMatchObject({
      number: expect.stringMatching(/^ZH20261123-\d{4}$/),
      state: 'asked',
      reason: 'newJob',
      workingDaysLeft: 3,
      joinedOn: '2026-11-23',
      refusal: null,
      from: {
        unionName: '青州北部片区工会联合会',
        decides: '青州北部片区工会联合会',
        askPhone: '0536-0000102',
        agreedAt: null,
        dueOn: '2026-11-26',
        risen: false,
      },
      to: { unionName: '深圳市总工会', decides: '深圳市总工会', askPhone: '0755-0000401', agreedAt: null },
    });
    // Any order: the new union first.
    const half = await agree(elsewhere, asked.id, 'to');
    expect([half.state, half.may, half.to.agreedAt !== null, half.from.agreedAt]).toEqual(['asked', [], true, null]);
    expect(await membershipOf(rider)).toEqual(before);
    const whole = await agree(street, asked.id, 'from');
    expect([whole.state, whole.may]).toEqual(['done', []]);
    expect(await membershipOf(rider)).toEqual({ ...before, unionId: world.unions.elsewhere.id });
    const [a, b] = [world.unions.street.id, world.unions.elsewhere.id];
    expect(await changesOf(rider)).toEqual([
      ['joined', a, null],
      ['movedOut', a, b],
      ['movedIn', b, a],
    ]);
    expect(await tallies()).toEqual({
      street: [(counted.street[0] ?? 0) - 1, counted.street[1]],
      elsewhere: [(counted.elsewhere[0] ?? 0) + 1, counted.elsewhere[1]],
    });
    expect(await rider.api('GET /card')).toMatchObject({ unionName: '深圳市总工会', joinedOn: '2026-11-23' });
    const [mine] = (await rider.api('GET /transfers/mine')).items;
    expect([mine?.id, mine?.state]).toEqual([asked.id, 'done']);
    const told = await world.sql<{ title: string; page: string }>(
      'SELECT title, page FROM notice WHERE personId = ? AND kind = ? ORDER BY id',
      [before?.personId, 'progress'],
    );
    const page = `transfer/index?id=${asked.id}`;
    expect(told).toEqual([
      { title: '转会有进展', page },
      { title: '转会已办好', page },
    ]);
  });

  it('hides the member from the union that was left, and shows him to the one that he came to', async () => {
    const rider = await member();
    const { id } = await askFor(rider);
    await agree(street, id, 'from');
    await agree(elsewhere, id, 'to');
    const membership = await membershipOf(rider);
    const params = { id: membership?.id ?? '' };
    expect((await refusal(street.api('GET /members/:id', { params }))).code).toBe('NOT_FOUND');
    expect((await elsewhere.api('GET /members/:id', { params })).unionName).toBe('深圳市总工会');
  });

  it('makes a retained membership active again where it arrives', async () => {
    const rider = await member();
    const request = await rider.api('POST /requests/membership', {
      body: { kind: 'retain', reason: 'laidOff', words: null },
    });
    await street.api('POST /requests/:id/agree', { params: { id: request.id }, body: { words: null } });
    const counted = await tallies();
    const { id } = await askFor(rider);
    await agree(street, id, 'from');
    await agree(elsewhere, id, 'to');
    expect((await membershipOf(rider))?.state).toBe('active');
    expect(await tallies()).toEqual({
      street: [counted.street[0], (counted.street[1] ?? 0) - 1],
      elsewhere: [(counted.elsewhere[0] ?? 0) + 1, counted.elsewhere[1]],
    });
  });

  it('is not open to somebody who is no member, goes to the own union, to a closed one, or is open already', async () => {
    const guest = await world.signIn('13900001111');
    const to = world.unions.elsewhere.id;
    const ask = (api: Applicant['api'], toUnionId: string) =>
      refusal(api('POST /transfers', { body: { toUnionId, reason: 'moved' } }));
    expect((await ask(guest.api, to)).code).toBe('NOT_A_MEMBER');
    const rider = await member();
    expect((await ask(rider.api, world.unions.street.id)).code).toBe('ALREADY_THERE');
    expect((await ask(rider.api, '01ARZ3NDEKTSV4RRFFQ69G5FAV')).code).toBe('NOT_FOUND');
    await world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [
      '2026-11-01T00:00:00.000Z',
      world.unions.rider.id,
    ]);
    expect((await ask(rider.api, world.unions.rider.id)).code).toBe('UNION_CLOSED');
    await world.sql('UPDATE trade_union SET closedAt = NULL WHERE id = ?', [world.unions.rider.id]);
    await askFor(rider);
    expect((await ask(rider.api, to)).code).toBe('TRANSFER_OPEN');
  });

  it('ends with one no, which the member reads, and may be asked for again', async () => {
    const rider = await member();
    const { id } = await askFor(rider);
    await agree(street, id, 'from');
    expect((await refusal(refuse(street, id, 'from'))).code).toBe('MOVE_NOT_ALLOWED');
    const refused = await refuse(elsewhere, id, 'to');
    expect([refused.state, refused.refusal?.side, refused.refusal?.reason]).toEqual([
      'refused',
      'to',
      '请先办完工作交接手续',
    ]);
    expect((await rider.api('GET /card')).unionName).toBe('青州北部片区工会联合会');
    expect((await refusal(agree(elsewhere, id, 'to'))).code).toBe('MOVE_NOT_ALLOWED');
    const [mine] = (await rider.api('GET /transfers/mine')).items;
    expect(mine?.refusal?.reason).toBe('请先办完工作交接手续');
    expect((await askFor(rider)).state).toBe('asked');
  });

  it('is taken back by the member alone, while it is open', async () => {
    const [rider, other] = [await member(), await member()];
    const { id } = await askFor(rider);
    expect((await refusal(other.api('POST /transfers/:id/recall', { params: { id } }))).code).toBe('NOT_FOUND');
    expect((await rider.api('POST /transfers/:id/recall', { params: { id } })).state).toBe('recalled');
    expect((await refusal(rider.api('POST /transfers/:id/recall', { params: { id } }))).code).toBe('MOVE_NOT_ALLOWED');
    expect((await refusal(agree(street, id, 'from'))).code).toBe('MOVE_NOT_ALLOWED');
  });

  it('does not go into a union that was closed meanwhile', async () => {
    const rider = await member();
    const { id } = await askFor(rider);
    const close = (at: string | null) =>
      world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [at, world.unions.elsewhere.id]);
    await close('2026-11-23T00:00:00.000Z');
    expect((await refusal(agree(street, id, 'from'))).code).toBe('UNION_CLOSED');
    await close(null);
  });

  it('is over when the membership ends while it is open', async () => {
    const rider = await member();
    const leave = await rider.api('POST /requests/membership', {
      body: { kind: 'leave', reason: 'personal', words: null },
    });
    const { id } = await askFor(rider);
    await street.api('POST /requests/:id/agree', { params: { id: leave.id }, body: { words: null } });
    const [mine] = (await rider.api('GET /transfers/mine')).items;
    expect([mine?.id, mine?.state, mine?.refusal?.reason]).toEqual([id, 'refused', '会籍已经结束，此件不再办理。']);
  });
});

describe('who decides', () => {
  it('each union decides on its own side, and the one above it as well; others do not even see it', async () => {
    const rider = await member();
    const { id } = await askFor(rider);
    expect((await refusal(agree(street, id, 'to'))).code).toBe('NOT_FOUND');
    expect((await refusal(agree(elsewhere, id, 'from'))).code).toBe('NOT_FOUND');
    expect((await street.api('GET /transfers/:id', { params: { id } })).may).toEqual(['from']);
    expect((await elsewhere.api('GET /transfers/:id', { params: { id } })).may).toEqual(['to']);
    const stranger = await world.staff('officer', world.unions.rider);
    expect((await refusal(stranger.api('GET /transfers/:id', { params: { id } }))).code).toBe('NOT_FOUND');
    expect((await stranger.api('GET /transfers')).items).toEqual([]);
    const reader = await world.staff('publicity');
    expect((await reader.api('GET /transfers/:id', { params: { id } })).may).toEqual([]);
    expect((await agree(county, id, 'from')).from.agreedAt).not.toBeNull();
  });

  it('B6 nobody decides on the own transfer, under whatever account', async () => {
    const rider = await member();
    const { id } = await askFor(rider);
    const own = await world.staff('officer', world.unions.street, 'own-account', rider.idNumber);
    expect((await own.api('GET /transfers/:id', { params: { id } })).may).toEqual([]);
    expect((await refusal(agree(own, id, 'from'))).code).toBe('OWN_CASE');
    expect((await refusal(refuse(own, id, 'from'))).code).toBe('OWN_CASE');
    const index = world.kit.secrets.index('id-number', rider.idNumber);
    await expect(world.sql('UPDATE transfer_side SET signer = ? WHERE transferId = ?', [index, id])).rejects.toThrow(
      'nobody agrees to the own transfer',
    );
  });

  it('B6 one natural person does not agree for both unions, in the service and in the database', async () => {
    const rider = await member();
    const { id } = await askFor(rider);
    const idNumber = '110101198001010037';
    const here = await world.staff('officer', world.unions.street, 'both-here', idNumber);
    const there = await world.staff('officer', world.unions.elsewhere, 'both-there', idNumber);
    await agree(here, id, 'from');
    expect((await there.api('GET /transfers/:id', { params: { id } })).may).toEqual([]);
    expect((await refusal(agree(there, id, 'to'))).code).toBe('SAME_PERSON');
    const signer = world.kit.secrets.index('id-number', idNumber);
    const at = '2026-11-23T02:00:00.000Z';
    await expect(
      world.sql(`UPDATE transfer_side SET signer = ?, agreedAt = ? WHERE transferId = ? AND side = 'to'`, [
        signer,
        at,
        id,
      ]),
    ).rejects.toThrow(/uq_transfer_side_person|UNIQUE/);
    await expect(world.sql(`UPDATE transfer SET state = 'done' WHERE id = ?`, [id])).rejects.toThrow(
      'a transfer needs both unions',
    );
    await expect(
      world.sql(`UPDATE transfer_side SET signer = NULL WHERE transferId = ? AND side = 'from'`, [id]),
    ).rejects.toThrow('who agreed to a transfer stays written');
    expect((await agree(elsewhere, id, 'to')).state).toBe('done');
  });

  it('asks for an officer who is known as a natural person', async () => {
    const rider = await member();
    const { id } = await askFor(rider);
    const unknown = await world.staff('officer');
    await world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [unknown.id]);
    expect((await refusal(agree(unknown, id, 'from'))).code).toBe('NO_IDENTITY');
  });
});

describe('at the same moment', () => {
  it('both sides agree: the membership moves once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const rider = await member();
      const counted = await tallies();
      const { id } = await askFor(rider);
      expect(settled(await Promise.allSettled([agree(street, id, 'from'), agree(elsewhere, id, 'to')]))).toEqual([
        'done',
        'done',
      ]);
      const kinds = (await changesOf(rider)).map(([kind]) => kind);
      expect(kinds).toEqual(['joined', 'movedOut', 'movedIn']);
      expect((await tallies()).elsewhere[0]).toBe((counted.elsewhere[0] ?? 0) + 1);
    }
  });

  it('the last yes and a no, or the member’s recall: one of the two', async () => {
    for (let round = 0; round < 6; round += 1) {
      const rider = await member();
      const { id } = await askFor(rider);
      await agree(street, id, 'from');
      const against =
        round % 2 === 0 ? refuse(elsewhere, id, 'to') : rider.api('POST /transfers/:id/recall', { params: { id } });
      const results = settled(await Promise.allSettled([agree(elsewhere, id, 'to'), against]));
      expect([...results].sort()).toEqual(['MOVE_NOT_ALLOWED', 'done']);
      const moved = results[0] === 'done';
      expect((await membershipOf(rider))?.unionId).toBe(moved ? world.unions.elsewhere.id : world.unions.street.id);
      const [mine] = (await rider.api('GET /transfers/mine')).items;
      expect(mine?.state).toBe(moved ? 'done' : round % 2 === 0 ? 'refused' : 'recalled');
    }
  });

  it('the last yes and leaving: the book of each union still adds up', async () => {
    for (let round = 0; round < 6; round += 1) {
      const rider = await member();
      const leave = await rider.api('POST /requests/membership', {
        body: { kind: 'leave', reason: 'personal', words: null },
      });
      const { id } = await askFor(rider);
      await agree(elsewhere, id, 'to');
      await Promise.allSettled([
        agree(street, id, 'from'),
        street.api('POST /requests/:id/agree', { params: { id: leave.id }, body: { words: null } }),
      ]);
      const [mine] = (await rider.api('GET /transfers/mine')).items;
      const kinds = (await changesOf(rider)).map(([kind]) => kind);
      const membership = await membershipOf(rider);
      // Who moved first takes the request to leave along to the new union, which has not seen it yet.
      expect([
        ['done', ['joined', 'movedOut', 'movedIn'], 'active'],
        ['refused', ['joined', 'left'], 'ended'],
      ]).toContainEqual([mine?.state, kinds, membership?.state]);
    }
    const rows = await world.sql<{ unionId: string; active: number; retained: number; a: number; r: number }>(
      `SELECT t.unionId, t.active, t.retained,
        (SELECT COUNT(*) FROM membership m WHERE m.unionId = t.unionId AND m.state = 'active') AS a,
        (SELECT COUNT(*) FROM membership m WHERE m.unionId = t.unionId AND m.state = 'retained') AS r FROM union_tally t`,
    );
    for (const row of rows) expect([Number(row.active), Number(row.retained)]).toEqual([Number(row.a), Number(row.r)]);
  });

  it('ten transfers of one member: one is open', async () => {
    const rider = await member();
    const results = settled(await Promise.allSettled(Array.from({ length: 10 }, () => askFor(rider))));
    expect(results.filter((one) => one === 'done')).toHaveLength(1);
    expect(results.filter((one) => one === 'TRANSFER_OPEN')).toHaveLength(9);
  });

  it('members of two unions change places: both arrive', async () => {
    const pairs = [];
    for (let pair = 0; pair < 4; pair += 1) {
      const [here, there] = [await member(), await member(world.unions.elsewhere)];
      const [out, back] = [await askFor(here), await askFor(there, world.unions.street.id)];
      await agree(street, out.id, 'from');
      await agree(elsewhere, back.id, 'from');
      pairs.push(agree(elsewhere, out.id, 'to'), agree(street, back.id, 'to'));
    }
    expect(settled(await Promise.allSettled(pairs))).toEqual(Array(8).fill('done'));
  });
});

describe('the queue', () => {
  const fresh = async () => {
    const own = await ownWorld();
    return { own, officer: await own.staff('officer') };
  };

  it('shows open ones first, the shortest term on top, counts what waits for the caller, and masks the name', async () => {
    const { own, officer } = await fresh();
    const riders = [await own.applicant(1), await own.applicant(2), await own.applicant(3)];
    for (const { application } of riders)
      await officer.api('POST /applications/:id/approve', { params: { id: application.id } });
    const asked = [];
    own.clock.forward(60_000);
    for (const rider of riders) {
      const body = { toUnionId: own.unions.rider.id, reason: 'moved' as const };
      asked.push(await (await own.signIn(rider.phone)).api('POST /transfers', { body }));
      own.clock.forward(86_400_000);
    }
    const signedIn = await own.signInStaff(officer.account, officer.otpSecret);
    await signedIn.api('POST /transfers/:id/refuse', {
      params: { id: asked[0]?.id ?? '' },
      body: { side: 'from', reason: '请先办完工作交接手续' },
    });
    const queue = await signedIn.api('GET /transfers');
    const seen = queue.items.map((one) => [one.number, one.state, one.nameMasked, one.urgency, one.may]);
    // The street's officer reaches the riders' union below it too.
    expect(seen).toEqual([
      [asked[1]?.number, 'asked', '王**', 'due', ['from', 'to']],
      [asked[2]?.number, 'asked', '王**', 'calm', ['from', 'to']],
      [asked[0]?.number, 'refused', '王**', 'due', []],
    ]);
    expect([queue.waitingForMe, queue.next]).toEqual([2, null]);
    expect((await signedIn.api('GET /transfers', { query: { state: 'open' } })).items).toHaveLength(2);
    expect((await signedIn.api('GET /transfers', { query: { state: 'closed' } })).items).toHaveLength(1);
  });

  it('pages through the open ones and on through those that are over', async () => {
    const { own, officer } = await fresh();
    const rider = await own.applicant(1);
    await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
    const body = { toUnionId: own.unions.rider.id, reason: 'moved' as const };
    for (let one = 0; one < 54; one += 1) {
      const { id } = await rider.api('POST /transfers', { body });
      await rider.api('POST /transfers/:id/recall', { params: { id } });
    }
    const last = await rider.api('POST /transfers', { body });
    const first = await officer.api('GET /transfers');
    expect([first.items.length, first.items[0]?.id]).toEqual([50, last.id]);
    const rest = await officer.api('GET /transfers', { query: { after: first.next ?? '' } });
    expect([rest.items.length, rest.next]).toEqual([5, null]);
    const ids = [...first.items, ...rest.items].map(({ id }: Reply<'GET /transfers/:id'>) => id);
    expect(new Set(ids).size).toBe(55);
  });
});

describe('a side that does not answer', () => {
  it('rises to the union above it; the other side keeps its clock; the member is told', async () => {
    const own = await ownWorld();
    const [below, above, there] = [
      await own.staff('officer'),
      await own.staff('officer', own.unions.county),
      await own.staff('officer', own.unions.elsewhere),
    ];
    const rider = await own.applicant(1);
    await below.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
    const { id } = await rider.api('POST /transfers', {
      body: { toUnionId: own.unions.elsewhere.id, reason: 'moved' },
    });
    own.clock.now = new Date('2026-11-26T15:59:00.000Z');
    expect(await riseTransfers(own.kit)).toBe(0);
    own.clock.now = new Date('2026-11-26T16:01:00.000Z');
    expect(await riseTransfers(own.kit)).toBe(1);
    expect(await riseTransfers(own.kit)).toBe(0);
    const api = (await own.signIn(rider.phone)).api;
    const [mine] = (await api('GET /transfers/mine')).items;
    expect(mine?.from).toMatchObject({
      decides: '青州市总工会',
      risen: true,
      dueOn: '2026-12-02',
      askPhone: '0536-0000101',
    });
    // There is nobody above the other side: it stays overdue.
    expect(mine?.to).toMatchObject({ decides: '深圳市总工会', risen: false, dueOn: '2026-11-26' });
    expect(mine?.workingDaysLeft).toBe(-1);
    const told = await own.sql<{ words: string }>(`SELECT words FROM notice WHERE title LIKE '转会转%'`);
    expect(told.map(({ words }) => words)).toEqual([
      `您的转会（${mine?.number}）转出工会一方已转到青州市总工会办理，最晚12月2日 周三答复。您不需要做什么。`,
    ]);
    const again = async (staff: StaffMember) => own.signInStaff(staff.account, staff.otpSecret);
    const [one, two, three] = [await again(below), await again(above), await again(there)];
    expect((await refusal(agree(one, id, 'from'))).code).toBe('NOT_FOUND');
    expect((await one.api('GET /transfers/:id', { params: { id } })).may).toEqual([]);
    await agree(two, id, 'from');
    expect((await agree(three, id, 'to')).state).toBe('done');
    const [row] = await own.sql<{ what: string; object: string }>(
      `SELECT what, object FROM audit_row WHERE what = 'rise-transfers'`,
    );
    expect(row?.object).toMatch(/^case:\w{26}$/);
  });
});

test('whatever happened, the counts of each union are those of its book', () => mustCountTrue(world));
