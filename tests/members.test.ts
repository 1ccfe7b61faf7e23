import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import { steppedUp } from './sweeps/cast';
import { type Applicant, application, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
let county: StaffMember;
let stranger: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
  county = await world.staff('officer', world.unions.county);
  stranger = await world.staff('officer', world.unions.elsewhere);
});
afterAll(() => world.close());

let nth = 2000;
const about = (id: string) => ({ params: { id } });
async function member(name: string, union = world.unions.street): Promise<Applicant & { membershipId: string }> {
  const [phone, idNumber] = [madeUpPhone((nth += 1)), madeUpIdNumber(nth)];
  const person = await world.signIn(phone);
  const body = await application(world.api, union.id, { idNumber, name });
  const receipt = await person.api('POST /applications', { body });
  await county.api('POST /applications/:id/approve', about(receipt.id));
  const [row] = await world.sql<{ id: string }>('SELECT id FROM membership WHERE applicationId = ?', [receipt.id]);
  return { phone, idNumber, ...person, application: receipt, membershipId: row?.id ?? '' };
}
const search = (text: string, by = officer, after?: string) =>
  by.api('POST /members/search', { body: { text, ...(after && { after }) } });
const tally = async (unionId: string) => {
  const [row] = await world.sql<{ active: number; retained: number }>(
    'SELECT active, retained FROM union_tally WHERE unionId = ?',
    [unionId],
  );
  return [Number(row?.active ?? 0), Number(row?.retained ?? 0)];
};
const withdraw = (personId: string, purpose: string) =>
  world.sql(
    `INSERT INTO consent (id, personId, purpose, textHash, version, channel, state, at)
     VALUES (?, ?, ?, ?, '1', 'h5', 'withdrawn', '2026-12-01T00:00:00.000Z')`,
    [`W${(nth += 1)}`.padEnd(26, '0'), personId, purpose, 'f'.repeat(64)],
  );
const personOf = async (membershipId: string): Promise<string> =>
  (await world.sql<{ personId: string }>('SELECT personId FROM membership WHERE id = ?', [membershipId]))[0]
    ?.personId ?? '';

describe('an officer finds a member', () => {
  it('by the beginning of the name, the number, the ID number and the phone; and only within reach', async () => {
    const one = await member('欧阳小雨');
    await member('欧阳大山', world.unions.rider);
    const card = await one.api('GET /card');
    const byName = await search('欧阳');
    expect([byName.by, byName.items.map((row) => [row.nameMasked, row.unionName])]).toEqual([
      'name',
      [
        ['欧***', '北部片区外卖骑手联合工会'],
        ['欧***', '青州北部片区工会联合会'],
      ],
    ]);
    for (const [text, by] of [
      [card.number, 'number'],
      [one.idNumber.toLowerCase(), 'idNumber'],
      [`+86 ${one.phone}`, 'phone'],
      ['欧阳小', 'name'],
    ] as const) {
      const found = await search(text);
      expect([found.by, found.items.map(({ id }) => id)]).toEqual([by, [one.membershipId]]);
      expect((await search(text, stranger)).items).toEqual([]);
    }
    expect((await search('阳小')).items).toEqual([]);
    expect((await search('%小雨')).items).toEqual([]);
    expect((await refusal(search('欧'))).at('text')).toBe('请至少写 2 个字。');
  });

  it('page after page, each member once', async () => {
    const [first] = await world.sql<{ personId: string }>('SELECT personId FROM membership LIMIT 1');
    for (let at = 0; at < 120; at += 1) {
      const id = `M${String(at).padStart(25, '0')}`;
      await world.sql('INSERT INTO person (id, name, createdAt) VALUES (?, ?, ?)', [
        id,
        `司马${'甲乙丙'[at % 3]}`,
        'x',
      ]);
      await world.sql(
        `INSERT INTO membership (id, number, personId, unionId, applicationId, occupation, joinedOn, state, codeSecretSealed)
         SELECT ?, ?, ?, unionId, applicationId, occupation, joinedOn, 'ended', '' FROM membership WHERE personId = ? LIMIT 1`,
        [id, `9${String(at).padStart(13, '0')}`, id, first?.personId],
      );
    }
    const seen: string[] = [];
    const sizes = [];
    for (let after: string | undefined; ; ) {
      const page = await search('司马', officer, after);
      seen.push(...page.items.map(({ id }) => id));
      sizes.push(page.items.length);
      if (!page.next) break;
      after = page.next;
    }
    expect([sizes, new Set(seen).size]).toEqual([[50, 50, 20], 120]);
    const book: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await county.api('GET /members', { query: after ? { after } : {} });
      book.push(...page.items.map(({ id }) => id));
      if (!page.next) break;
      after = page.next;
    }
    const [all] = await world.sql<{ n: number | string }>('SELECT COUNT(*) AS n FROM membership');
    expect([book.length, new Set(book).size]).toEqual([Number(all?.n), Number(all?.n)]);
  });
});

describe('the book of members', () => {
  it('is that of a union and all below it, or of the union alone; outside the reach there is none', async () => {
    const here = await member('赵一一');
    const below = await member('钱二二', world.unions.rider);
    const ids = async (query: object, by = officer) =>
      (await by.api('GET /members', { query: { state: 'active', ...query } })).items.map(({ id }) => id);
    expect(await ids({})).toEqual(expect.arrayContaining([here.membershipId, below.membershipId]));
    const only = await ids({ unionId: world.unions.street.id, only: '1' });
    expect([only.includes(here.membershipId), only.includes(below.membershipId)]).toEqual([true, false]);
    expect(await ids({ unionId: world.unions.rider.id })).not.toContain(here.membershipId);
    expect(await ids({ occupation: 'TRUCK' })).toEqual([]);
    expect(await ids({}, stranger)).toEqual([]);
    const foreign = stranger.api('GET /members', { query: { unionId: world.unions.street.id } });
    expect((await refusal(foreign)).code).toBe('NOT_FOUND');
    // A cursor of somebody else's part of the tree opens nothing there.
    const cursor = `${world.unions.street.id}_${'0'.repeat(26)}`;
    expect(await ids({ after: cursor }, stranger)).toEqual([]);
  });

  it('shows one member masked, with what became of the membership', async () => {
    const one = await member('孙三三');
    const shown = await officer.api('GET /members/:id', about(one.membershipId));
    expect(shown).toMatchObject({
      nameMasked: '孙**',
      idNumberMasked: `379***********${one.idNumber.slice(-4)}`,
      phoneMasked: `199****${one.phone.slice(-4)}`,
      signedIn: true,
      may: ['expel'],
      changes: [
        {
          kind: 'joined',
          on: '2026-11-23',
          unionName: '青州北部片区工会联合会',
          otherUnionName: null,
          source: 'application',
          words: null,
        },
      ],
    });
    expect((await refusal(stranger.api('GET /members/:id', about(one.membershipId)))).code).toBe('NOT_FOUND');
    const chair = await world.staff('chair');
    expect((await chair.api('GET /members/:id', about(one.membershipId))).may).toEqual([]);
  });

  it('E2 shows nothing of the ID number once its consent is withdrawn, and nobody at all without that to joining', async () => {
    const one = await member('李四四');
    const personId = await personOf(one.membershipId);
    await withdraw(personId, 'identity');
    const shown = await officer.api('GET /members/:id', about(one.membershipId));
    expect([shown.idNumberMasked, shown.sex, shown.age, shown.nameMasked]).toEqual([null, null, null, '李**']);
    await withdraw(personId, 'joining');
    expect((await refusal(officer.api('GET /members/:id', about(one.membershipId)))).code).toBe('CONSENT_MISSING');
    expect((await one.api('GET /card')).name).toBe('李四四');
  });
});

describe('the card of a retained member', () => {
  it('says so, and its code is not taken for an active member’s', async () => {
    const one = await member('周五五');
    await world.sql("UPDATE membership SET state = 'retained' WHERE id = ?", [one.membershipId]);
    expect((await one.api('GET /card')).state).toBe('retained');
    expect((await one.api('GET /me')).membership?.state).toBe('retained');
    const { code } = await one.api('GET /card/code');
    expect((await officer.api('POST /cards/check', { body: { code } })).valid).toBe(false);
  });
});

describe('expulsion', () => {
  const expel = (id: string, by = officer) =>
    by.api('POST /members/:id/expel', { ...about(id), body: { reason: '严重违反章程，经会员大会讨论。' } });
  const upper = async () => {
    const second = await world.staff('protection', world.unions.county);
    await steppedUp({ world } as never, second.token);
    return second;
  };
  beforeAll(() => steppedUp({ world } as never, officer.token));

  it('is proposed by one and in force with the second at the union above; the person is told and is free to join', async () => {
    const one = await member('吴六六');
    const before = await tally(world.unions.street.id);
    const act = await expel(one.membershipId);
    expect([act.kind, act.state, act.missing]).toEqual(['expulsion', 'waiting', ['members.confirm']]);
    expect(act.facts[0]).toEqual({ label: '姓名', value: '吴**' });
    expect((await one.api('GET /card')).state).toBe('active');
    expect((await refusal(expel(one.membershipId))).code).toBe('JOINT_OPEN');
    const same = await world.staff('protection');
    await steppedUp({ world } as never, same.token);
    expect((await refusal(same.api('POST /joint-acts/:id/sign', about(act.id)))).code).toBe('NOT_FOUND');
    const done = await (await upper()).api('POST /joint-acts/:id/sign', about(act.id));
    expect(done.state).toBe('done');
    expect((await refusal(one.api('GET /card'))).code).toBe('NOT_A_MEMBER');
    const shown = await officer.api('GET /members/:id', about(one.membershipId));
    expect([shown.state, shown.may, shown.changes.at(-1)]).toEqual([
      'ended',
      [],
      {
        kind: 'expelled',
        on: '2026-11-23',
        unionName: '青州北部片区工会联合会',
        otherUnionName: null,
        source: 'joint',
        words: '严重违反章程，经会员大会讨论。',
      },
    ]);
    const after = await tally(world.unions.street.id);
    expect([Number(before[0]) - Number(after[0]), before[1] === after[1]]).toEqual([1, true]);
    const [notice] = await world.sql<{ title: string; words: string }>(
      'SELECT title, words FROM notice WHERE personId = ? ORDER BY id DESC LIMIT 1',
      [await personOf(one.membershipId)],
    );
    expect(notice?.title).toBe('您已被工会除名');
    expect(notice?.words).toContain('有异议可向青州市总工会申诉，电话 0536-0000101');
    expect((await refusal(expel(one.membershipId))).code).toBe('MEMBER_GONE');
    const body = await application(world.api, world.unions.street.id, { idNumber: one.idNumber, name: '吴六六' });
    expect((await one.api('POST /applications', { body })).state).toBe('submitted');
  });

  it('needs the second factor, and is nobody’s own affair', async () => {
    const one = await member('郑七七');
    const cold = await world.staff('officer');
    expect((await refusal(expel(one.membershipId, cold))).code).toBe('STEP_UP_FIRST');
    const self = await world.staff('officer', world.unions.street, 'self-expel', one.idNumber);
    await steppedUp({ world } as never, self.token);
    expect((await refusal(expel(one.membershipId, self))).code).toBe('SAME_PERSON');
  });

  it('does not take effect on a membership that has ended or moved in between', async () => {
    const [gone, moved] = [await member('王八一'), await member('冯九九')];
    const acts = [await expel(gone.membershipId), await expel(moved.membershipId)];
    await world.sql("UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE id = ?", [
      gone.membershipId,
    ]);
    await world.sql('UPDATE membership SET unionId = ? WHERE id = ?', [world.unions.rider.id, moved.membershipId]);
    const second = await upper();
    for (const { id } of acts)
      expect((await refusal(second.api('POST /joint-acts/:id/sign', about(id)))).code).toBe('JOINT_STALE');
    expect((await moved.api('GET /card')).state).toBe('active');
  });
});

describe('the queue', () => {
  it('finds by receipt number and by the beginning of a name, in any state, without counts', async () => {
    const rider = await world.applicant((nth += 1));
    const { id, number } = rider.application;
    const find = (text: string, by = officer) => by.api('GET /applications', { query: { text } });
    expect(await find(number.toLowerCase())).toMatchObject({ items: [{ id }], next: null, counts: null });
    expect((await find('王小')).items.map((item) => item.id)).toContain(id);
    expect((await find(number, stranger)).items).toEqual([]);
    await county.api('POST /applications/:id/approve', about(id));
    expect((await find(number)).items.map((item) => item.state)).toEqual(['approved']);
  });

  it('is cut to a part of the tree; outside the reach there is none', async () => {
    const below = await world.applicant((nth += 1), world.unions.rider);
    const here = await world.applicant((nth += 1));
    const ids = async (unionId: string) =>
      (await county.api('GET /applications', { query: { unionId } })).items.map(({ id }) => id);
    expect(await ids(world.unions.street.id)).toEqual(
      expect.arrayContaining([below.application.id, here.application.id]),
    );
    expect(await ids(world.unions.rider.id)).toEqual([below.application.id]);
    const foreign = stranger.api('GET /applications', { query: { unionId: world.unions.rider.id } });
    expect((await refusal(foreign)).code).toBe('NOT_FOUND');
  });

  it('goes on page after page in the order of the term, with the counts on the first page alone', async () => {
    const first = await world.applicant((nth += 1));
    for (let at = 0; at < 110; at += 1)
      await world.sql(
        `INSERT INTO application (id, number, personId, unionId, name, idNumberIndex, idNumberSealed, occupation, state,
           submittedAt, dueOn, heldBy, heldPath)
         SELECT ?, ?, personId, unionId, name, ?, idNumberSealed, occupation, 'submitted', submittedAt, ?, heldBy, heldPath
         FROM application WHERE id = ?`,
        [
          `Q${String(at).padStart(25, '0')}`,
          `Q-${at}`,
          `${at}`.padStart(64, '0'),
          `2026-12-${String((at % 7) + 10)}`,
          first.application.id,
        ],
      );
    const seen: string[] = [];
    const counts = [];
    for (let after: string | undefined; ; ) {
      const page = await officer.api('GET /applications', { query: after ? { after } : {} });
      seen.push(...page.items.map(({ id, dueOn }) => `${dueOn}_${id}`));
      counts.push(page.counts);
      if (!page.next) break;
      after = page.next;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    const total = Object.values(counts[0] ?? {}).reduce((sum, one) => sum + one, 0);
    expect([seen.length, counts.slice(1)]).toEqual([total, [null, null]]);
  });
});
