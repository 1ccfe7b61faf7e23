/** The union tree: seen, founded, edited, moved, merged, closed; and who reviews where. */
import { makeAsk } from '@niangjia/server/core/ask';
import { sendDue } from '@niangjia/server/core/outbox';
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { deliveries } from '@niangjia/server/jobs';
import type { Union } from '@niangjia/server/modules/unions/entity';
import { reviewOf } from '@niangjia/server/modules/unions/review';
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { steppedUp } from './sweeps/cast';
import { application, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let county: StaffMember;
let street: StaffMember;
let nth = 0;
beforeAll(async () => {
  world = await openWorld();
  county = await world.staff('officer', world.unions.county);
  street = await world.staff('officer', world.unions.street);
});
afterAll(() => world.close());

const stepUp = (by: StaffMember) => steppedUp({ world } as never, by.token);
const reason = '区划调整，按县总工会会议纪要办理';
const founding = (different: Partial<Input<'POST /union-tree'>['body']> = {}) => ({
  parentId: world.unions.street.id,
  name: `北部片区快递员联合工会${(nth += 1)}`,
  level: 'grassroots' as const,
  districtCode: '370781',
  holding: false,
  phone: null,
  profile: {},
  reason,
  ...different,
});
async function found(different: Partial<Input<'POST /union-tree'>['body']> = {}, by = county) {
  await stepUp(by);
  return by.api('POST /union-tree', { body: founding(different) });
}
const row = async (id: string): Promise<Union> =>
  (await world.sql<Union>('SELECT * FROM trade_union WHERE id = ?', [id]))[0] as Union;
const idNumber = () => madeUpIdNumber((nth += 1));
/** A member of a union, made by an application that its officer approves. */
async function member(union: { id: string }, codeToken: string | null = null) {
  const person = await world.signIn(`1380000${String((nth += 1)).padStart(4, '0')}`);
  const body = await application(world.api, union.id, { idNumber: idNumber(), codeToken });
  const { id } = await person.api('POST /applications', { body });
  await county.api('POST /applications/:id/approve', { params: { id } });
  return person;
}
async function applicant(union: { id: string }) {
  const person = await world.signIn(`1380000${String((nth += 1)).padStart(4, '0')}`);
  const body = await application(world.api, union.id, { idNumber: idNumber() });
  return { ...person, application: await person.api('POST /applications', { body }) };
}
const tally = async (unionId: string) =>
  (await world.sql<{ active: number; retained: number }>('SELECT active, retained FROM union_tally WHERE unionId = ?', [
    unionId,
  ])) as unknown;
/** Every path is that of the upper union and the own id; every application is held where its path says. */
async function mustBeWhole(): Promise<void> {
  const unions = await world.sql<Union>('SELECT * FROM trade_union');
  const pathOf = new Map(unions.map((union) => [union.id, union.path]));
  const wrong = unions.filter(({ id, parentId, path }) => path !== `${parentId ? pathOf.get(parentId) : '/'}${id}/`);
  expect(wrong.map(({ name }) => name)).toEqual([]);
  const held = await world.sql<{ heldBy: string; heldPath: string }>('SELECT heldBy, heldPath FROM application');
  for (const one of held) expect(one.heldPath).toBe(pathOf.get(one.heldBy));
}

describe('an officer looks at the tree', () => {
  it('begins at the tops of the own posts, and goes down level by level with counts', async () => {
    await member(world.unions.rider);
    await member(world.unions.street);
    const top = await county.api('GET /union-tree');
    expect(top).toEqual({
      items: [
        {
          id: world.unions.county.id,
          name: '青州市总工会',
          level: 'county',
          parentId: world.unions.province.id,
          districtCode: '370781',
          districtName: '山东省潍坊市青州市',
          holding: true,
          closedAt: null,
          members: 0,
          membersBelow: 2,
          unionsBelow: 2,
          children: 1,
        },
      ],
      next: null,
    });
    const level = await county.api('GET /union-tree', { query: { under: world.unions.county.id } });
    expect(level.items.map((one) => [one.name, one.members, one.membersBelow, one.unionsBelow, one.children])).toEqual([
      ['青州北部片区工会联合会', 1, 2, 1, 1],
    ]);
  });

  it('finds by name within the own reach only, and nothing above or beside it', async () => {
    const found = await county.api('GET /union-tree', { query: { name: '片区' } });
    expect(found.items.map(({ name }) => name)).toEqual(['青州北部片区工会联合会', '北部片区外卖骑手联合工会']);
    expect((await county.api('GET /union-tree', { query: { name: '深圳' } })).items).toEqual([]);
    expect((await county.api('GET /union-tree', { query: { name: '%' } })).items).toEqual([]);
    const foreign = { under: world.unions.elsewhere.id };
    expect((await refusal(county.api('GET /union-tree', { query: foreign }))).code).toBe('NOT_FOUND');
    expect((await refusal(county.api('GET /union-tree', { query: { ...foreign, name: '深圳' } }))).code).toBe(
      'NOT_FOUND',
    );
    expect((await refusal(county.api('GET /union-tree/:id', { params: { id: world.unions.province.id } }))).code).toBe(
      'NOT_FOUND',
    );
  });

  it('is told what the own post allows: the own union’s profile, and all acts below', async () => {
    const mine = await street.api('GET /union-tree/:id', { params: { id: world.unions.street.id } });
    expect(mine.may).toEqual(['edit', 'found', 'review']);
    expect(mine.above.map(({ name }) => name)).toEqual(['山东省总工会', '青州市总工会']);
    expect(mine.review).toEqual({ decidedBy: 'self', workingDays: 3, rises: true });
    expect([mine.profileAt, mine.profile.creditCode, mine.posts]).toEqual([null, null, 1]);
    const theirs = await street.api('GET /union-tree/:id', { params: { id: world.unions.rider.id } });
    expect(theirs.may).toEqual(['edit', 'found', 'move', 'merge', 'close', 'review']);
    const auditor = await world.staff('auditor');
    expect((await auditor.api('GET /union-tree/:id', { params: { id: world.unions.rider.id } })).may).toEqual([]);
  });
});

describe('a union is founded', () => {
  it('under a union of the founder, with its profile, a history and warnings that do not refuse', async () => {
    const name = '青州快递员联合工会';
    const profile = { kind: 'joint' as const, creditCode: '91350100m0001tgqxm', email: 'nobody', workers: 40 };
    const union = await found({ name, districtCode: '370799', profile });
    expect(union).toMatchObject({ name, level: 'grassroots', parentId: world.unions.street.id, members: 0 });
    expect(union.profile).toMatchObject({
      kind: 'joint',
      creditCode: '91350100M0001TGQXM',
      workers: 40,
      economy: null,
    });
    expect(union.profileAt).toBe('2026-11-23T02:00:00.000Z');
    expect(union.warnings.map(({ at }) => at)).toEqual(['districtCode', 'creditCode', 'email']);
    expect(union.changes).toEqual([
      {
        kind: 'founded',
        at: '2026-11-23T02:00:00.000Z',
        by: '张干事',
        words: '在“青州北部片区工会联合会”下组建，级别：基层工会',
        reason,
      },
    ]);
    const fine = await found({ profile: { creditCode: '81330881MC00000127' } });
    expect(fine.warnings).toEqual([]);
    expect((await refusal(found({ name }))).code).toBe('UNION_NAME_IN_USE');
    expect((await refusal(found({ level: 'county' }))).code).toBe('LEVEL_MISFIT');
    expect((await refusal(found({ parentId: world.unions.province.id }))).code).toBe('NOT_FOUND');
  });

  it('A9: asks for the second factor, which a real code of the authenticator gives', async () => {
    const chair = await world.staff('chair', world.unions.county);
    expect((await refusal(chair.api('POST /union-tree', { body: founding() }))).code).toBe('STEP_UP_FIRST');
  });

  it('never twice under one name when twenty officers found it at once', async () => {
    await stepUp(county);
    const body = founding({ name: '同名工会' });
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => county.api('POST /union-tree', { body })));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.sql('SELECT id FROM trade_union WHERE name = ?', ['同名工会'])).toHaveLength(1);
  });

  it('only as deep as a path can hold', async () => {
    let parentId = (await found({ level: 'federation', name: '联合会一' })).id;
    for (let depth = 0; depth < 4; depth += 1)
      parentId = (await found({ parentId, level: 'federation', name: '逐级联合会' })).id;
    expect((await row(parentId)).path).toHaveLength(1 + 8 * 27);
    const deepest = await found({ parentId });
    expect((await refusal(found({ parentId: deepest.id, level: 'group' }))).code).toBe('LEVEL_MISFIT');
  });
});

describe('a union is edited', () => {
  it('by its own officer as far as profile and phone go, each change in its history', async () => {
    const { id } = await found({ name: '西关快递工会' });
    const own = await world.staff('officer', await row(id));
    const before = await own.api('GET /union-tree/:id', { params: { id } });
    const profile = { ...before.profile, address: '青州市海岱中路 1 号', committeeFrom: '2026-01-01' };
    const body = { profile, phone: '0536-0000109' };
    const after = await own.api('POST /union-tree/:id/edit', { params: { id }, body });
    expect(after).toMatchObject({ phone: '0536-0000109', profile, profileAt: '2026-11-23T02:00:00.000Z' });
    expect(after.changes[0]?.words).toBe('电话：无 → 0536-0000109；住所；本届委员会成立日期');
    const rename = { params: { id }, body: { name: '西关邮政工会' } };
    expect((await refusal(own.api('POST /union-tree/:id/edit', rename))).code).toBe('NOT_ALLOWED');
    const upper = await world.staff('officer', world.unions.county);
    expect((await refusal(upper.api('POST /union-tree/:id/edit', rename))).code).toBe('STEP_UP_FIRST');
    await stepUp(upper);
    const renamed = await upper.api('POST /union-tree/:id/edit', rename);
    expect([renamed.name, renamed.changes[0]?.words]).toEqual(['西关邮政工会', '名称：西关快递工会 → 西关邮政工会']);
    const taken = await found({ name: '东关快递工会' });
    const clash = { params: { id: taken.id }, body: { name: '西关邮政工会' } };
    expect((await refusal(upper.api('POST /union-tree/:id/edit', clash))).code).toBe('UNION_NAME_IN_USE');
    const misfit = { params: { id }, body: { level: 'province' as const } };
    expect((await refusal(upper.api('POST /union-tree/:id/edit', misfit))).code).toBe('LEVEL_MISFIT');
    expect((await refusal(upper.api('POST /union-tree/:id/edit', { params: { id }, body: {} }))).code).toBe(
      'BAD_INPUT',
    );
  });

  it('25 members and more need a committee, until its term is written down', async () => {
    const { id } = await found();
    await world.sql('INSERT INTO union_tally SELECT id, path, 25, 0 FROM trade_union WHERE id = ?', [id]);
    const before = await county.api('GET /union-tree/:id', { params: { id } });
    expect(before.needsCommittee).toBe(true);
    const profile = { ...before.profile, committeeFrom: '2026-01-01', committeeTo: '2028-12-31' };
    const body = { profile };
    expect((await county.api('POST /union-tree/:id/edit', { params: { id }, body })).needsCommittee).toBe(false);
    await world.sql('DELETE FROM union_tally WHERE unionId = ?', [id]);
  });
});

describe('a union is moved', () => {
  it('B7: with all below it; the old officer loses it and the new one has it with the next request', async () => {
    const east = await found({ parentId: world.unions.county.id, level: 'federation', name: '东部片区' });
    const moved = await found({ name: '要划走的工会', level: 'federation' });
    const below = await found({ parentId: moved.id, name: '要划走的基层' });
    const waiting = await applicant(below);
    const oldOfficer = street;
    const newOfficer = await world.staff('officer', await row(east.id));
    const seen = async (by: StaffMember) => (await by.api('GET /applications')).items.map(({ id }) => id);
    expect([await seen(oldOfficer), await seen(newOfficer)]).toEqual([[waiting.application.id], []]);
    await stepUp(county);
    const body = { parentId: east.id, districtCode: '370784', reason };
    const after = await county.api('POST /union-tree/:id/move', { params: { id: moved.id }, body });
    expect(after.parentId).toBe(east.id);
    expect(after.changes[0]).toMatchObject({
      kind: 'moved',
      words: '从“青州北部片区工会联合会”划到“东部片区”',
      reason,
    });
    expect([await seen(oldOfficer), await seen(newOfficer)]).toEqual([[], [waiting.application.id]]);
    const open = { params: { id: waiting.application.id } };
    expect((await refusal(oldOfficer.api('GET /applications/:id', open))).code).toBe('NOT_FOUND');
    const held = { params: { id: below.id } };
    expect((await refusal(oldOfficer.api('GET /union-tree/:id', held))).code).toBe('NOT_FOUND');
    expect((await newOfficer.api('GET /union-tree/:id', held)).districtCode).toBe('370784');
    await mustBeWhole();
    await newOfficer.api('POST /applications/:id/approve', open);
  });

  it('not under itself, not to where it does not fit, not the own union, not to a foreign one', async () => {
    const top = await found({ level: 'federation' });
    const low = await found({ parentId: top.id, level: 'federation' });
    await stepUp(county);
    await stepUp(street);
    const move = (by: StaffMember, id: string, parentId: string) =>
      by.api('POST /union-tree/:id/move', { params: { id }, body: { parentId, districtCode: '370781', reason } });
    expect((await refusal(move(county, top.id, low.id))).code).toBe('UNDER_ITSELF');
    expect((await refusal(move(county, top.id, top.id))).code).toBe('UNDER_ITSELF');
    expect((await refusal(move(county, low.id, world.unions.rider.id))).code).toBe('LEVEL_MISFIT');
    expect((await refusal(move(street, world.unions.street.id, low.id))).code).toBe('NOT_ALLOWED');
    expect((await refusal(move(street, low.id, world.unions.elsewhere.id))).code).toBe('NOT_FOUND');
    expect((await refusal(move(street, low.id, world.unions.county.id))).code).toBe('NOT_FOUND');
    const idle = await world.staff('officer', world.unions.county);
    expect((await refusal(move(idle, low.id, world.unions.street.id))).code).toBe('STEP_UP_FIRST');
  });

  it('twenty moves at once leave every path whole, whatever was moved under whatever', async () => {
    const areas: Reply<'POST /union-tree'>[] = [];
    for (let area = 0; area < 5; area += 1) {
      const one = await found({ parentId: world.unions.county.id, level: 'federation', name: `示范片区 ${area}` });
      const low = await found({ parentId: one.id, level: 'federation', name: '片区中心' });
      await found({ parentId: low.id, name: '基层工会' });
      areas.push(one, low);
    }
    await applicant(areas[1] as Reply<'POST /union-tree'>);
    await stepUp(county);
    const move = (turn: number) => {
      const [one, other] = [areas[turn % 10], areas[(turn * 7 + 3) % 10]];
      const body = { parentId: other?.id ?? '', districtCode: '370781', reason };
      return county.api('POST /union-tree/:id/move', { params: { id: one?.id ?? '' }, body });
    };
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, turn) => move(turn)));
    const done = all.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBeGreaterThan(3);
    await mustBeWhole();
  });
});

describe('a union is merged into another', () => {
  it('members, open cases, codes and the unions below go along; its posts end; everybody is told', async () => {
    const [from, into] = [await found({ name: '南关工会', level: 'federation' }), await found({ name: '北关工会' })];
    const low = await found({ parentId: from.id, level: 'group', name: '运转小组' });
    const officer = await world.staff('officer', await row(from.id));
    const code = await county.api('POST /join-codes', {
      body: { unionId: from.id, kind: 'campaign', label: '南门海报', expiresOn: null },
    });
    const rider = await member(from, code.token);
    const keeper = await member(from);
    const waiting = await applicant(from);
    await world.sql(
      `UPDATE membership SET state = 'retained' WHERE unionId = ? AND applicationId IN
       (SELECT id FROM application WHERE codeToken IS NULL)`,
      [from.id],
    );
    await world.sql('UPDATE union_tally SET active = 1, retained = 1 WHERE unionId = ?', [from.id]);
    await stepUp(county);
    const merge = { params: { id: from.id }, body: { intoId: into.id, reason } };
    const ended = await county.api('POST /union-tree/:id/merge', merge);
    expect(ended).toMatchObject({ closedAt: '2026-11-23T02:00:00.000Z', members: 0, children: 0, posts: 0, may: [] });
    expect(ended.changes[0]).toMatchObject({ kind: 'merged', words: '并入“北关工会”', reason });
    const taken = await county.api('GET /union-tree/:id', { params: { id: into.id } });
    expect([taken.members, taken.children, taken.changes[0]?.words]).toEqual([1, 1, '“南关工会”并入本工会']);
    expect(await tally(from.id)).toEqual([{ active: 0, retained: 0 }]);
    expect(await tally(into.id)).toEqual([{ active: 1, retained: 1 }]);
    expect((await row(low.id)).path).toBe(`${(await row(into.id)).path}${low.id}/`);
    const history = await world.sql<{ kind: string; unionId: string; otherUnionId: string }>(
      `SELECT kind, unionId, otherUnionId, membershipId FROM membership_change WHERE source = 'union' ORDER BY membershipId, id`,
    );
    const both = [
      ['movedOut', from.id, into.id],
      ['movedIn', into.id, from.id],
    ];
    expect(history.map((one) => [one.kind, one.unionId, one.otherUnionId])).toEqual([...both, ...both]);
    expect((await rider.api('GET /card')).unionName).toBe('北关工会');

    const opened = await world.api('GET /join-codes/:token', { params: { token: code.token } });
    expect([opened.state, opened.label, opened.invitation?.union.name]).toEqual(['active', '南门海报', '北关工会']);
    const mine = (await waiting.api('GET /applications/mine')).items[0];
    expect([mine?.unionName, mine?.decides]).toEqual(['北关工会', '北关工会']);
    const north = await world.staff('officer', await row(into.id));
    await north.api('POST /applications/:id/approve', { params: { id: waiting.application.id } });
    expect(await tally(into.id)).toEqual([{ active: 2, retained: 1 }]);
    expect((await refusal(officer.api('GET /applications'))).code).toBe('NOT_ALLOWED');
    expect((await refusal(county.api('POST /union-tree/:id/merge', merge))).code).toBe('UNION_CLOSED');

    world.clock.forward(11_000);
    for (let turn = 0; turn < 5; turn += 1) await sendDue(world.kit, deliveries);
    const told = await world.sql<{ words: string }>(`SELECT words FROM notice WHERE kind = 'union'`);
    expect(told.map(({ words }) => words)).toEqual(
      Array(2).fill('“南关工会”并入“北关工会”。您的会籍已随之转过去，入会日期和会员号不变，不需要办任何手续。'),
    );
    expect(keeper).toBeDefined();
    await mustBeWhole();
  });

  it('a message that is delivered twice tells nobody twice', async () => {
    const [row] = await world.sql<{ payload: string }>(`SELECT payload FROM outbox WHERE kind = 'union-ended'`);
    await deliveries['union-ended'](world.kit, JSON.parse(row?.payload ?? ''));
    expect(await world.sql(`SELECT id FROM notice WHERE kind = 'union'`)).toHaveLength(2);
  });

  it('not into itself, what is below it, a foreign or closed union; nor when names or levels clash below', async () => {
    const from = await found({ level: 'federation' });
    const low = await found({ parentId: from.id, name: '同名小工会' });
    const other = await found({ level: 'federation' });
    const merge = (intoId: string, id = from.id) =>
      county.api('POST /union-tree/:id/merge', { params: { id }, body: { intoId, reason } });
    await stepUp(county);
    expect((await refusal(merge(from.id))).code).toBe('UNDER_ITSELF');
    expect((await refusal(merge(low.id))).code).toBe('UNDER_ITSELF');
    expect((await refusal(merge(world.unions.elsewhere.id))).code).toBe('NOT_FOUND');
    expect((await refusal(merge(world.unions.rider.id))).code).toBe('LEVEL_MISFIT');
    const same = await found({ parentId: other.id, name: '同名小工会' });
    await stepUp(county);
    expect((await refusal(merge(other.id))).code).toBe('UNION_NAME_IN_USE');
    await county.api('POST /union-tree/:id/close', { params: { id: same.id }, body: { membersTo: null, reason } });
    expect((await refusal(merge(same.id))).code).toBe('UNION_CLOSED');
    await merge(other.id);
    expect((await row(low.id)).parentId).toBe(other.id);
    await mustBeWhole();
  });

  it('an application that slipped through while it merged is carried over afterwards', async () => {
    const [from, into] = [await found(), await found()];
    const late = await applicant(from);
    await stepUp(county);
    await county.api('POST /union-tree/:id/merge', { params: { id: from.id }, body: { intoId: into.id, reason } });
    const { path } = await row(from.id);
    await world.sql('UPDATE application SET unionId = ?, heldBy = ?, heldPath = ? WHERE id = ?', [
      from.id,
      from.id,
      path,
      late.application.id,
    ]);
    world.clock.forward(11_000);
    await sendDue(world.kit, deliveries);
    expect((await late.api('GET /applications/mine')).items[0]?.unionId).toBe(into.id);
    await mustBeWhole();
  });
});

describe('a union is closed', () => {
  it('when it is empty, and with somebody who takes its members otherwise', async () => {
    const union = await found();
    const rider = await member(union);
    const close = (membersTo: string | null) =>
      county.api('POST /union-tree/:id/close', { params: { id: union.id }, body: { membersTo, reason } });
    await stepUp(county);
    expect((await refusal(close(null))).code).toBe('UNION_NOT_EMPTY');
    const ended = await close(world.unions.rider.id);
    expect(ended.changes[0]).toMatchObject({
      kind: 'closed',
      words: '撤销，会员和未办结的事项转到“北部片区外卖骑手联合工会”',
    });
    expect((await rider.api('GET /card')).unionName).toBe('北部片区外卖骑手联合工会');

    for (const fill of [
      async (id: string) => void (await found({ parentId: id, level: 'group' })),
      async (id: string) => void (await applicant({ id })),
    ]) {
      const full = await found();
      await fill(full.id);
      await stepUp(county);
      const body = { membersTo: null, reason };
      expect((await refusal(county.api('POST /union-tree/:id/close', { params: { id: full.id }, body }))).code).toBe(
        'UNION_NOT_EMPTY',
      );
    }
    const empty = await found({ name: '空壳工会' });
    const body = { membersTo: null, reason };
    await stepUp(county);
    expect((await county.api('POST /union-tree/:id/close', { params: { id: empty.id }, body })).may).toEqual([]);
    const listed = (query: object) => county.api('GET /union-tree', { query: { name: '空壳工会', ...query } });
    expect((await listed({})).items).toEqual([]);
    expect((await listed({ closed: '1' })).items.map(({ id }) => id)).toEqual([empty.id]);
    expect((await refusal(world.api('GET /unions/:id/invitation', { params: { id: empty.id } }))).code).toBe(
      'UNION_CLOSED',
    );
    await found({ name: '空壳工会' });
  });
});

describe('who reviews', () => {
  it('B6: changes by three different persons, holds for what is filed from then on, and stands in the history', async () => {
    const union = await found({ name: '由上级审核的工会' });
    const guard = await world.staff('securityAdmin', world.unions.county);
    const upper = await world.staff('protection', world.unions.county);
    await stepUp(county);
    const body = { decidedBy: 'upper' as const, workingDays: 5, rises: false, reason };
    const act = await county.api('POST /union-tree/:id/review', { params: { id: union.id }, body });
    expect(act.facts.at(-1)).toEqual({ label: '改为', value: '上级工会审核，5 个工作日内，超期不转上级' });
    const again = county.api('POST /union-tree/:id/review', { params: { id: union.id }, body });
    expect((await refusal(again)).code).toBe('JOINT_OPEN');
    const before = await applicant(union);
    for (const signer of [guard, upper]) {
      expect((await county.api('GET /union-tree/:id', { params: { id: union.id } })).review.decidedBy).toBe('self');
      await stepUp(signer);
      await signer.api('POST /joint-acts/:id/sign', { params: { id: act.id } });
    }
    const after = await county.api('GET /union-tree/:id', { params: { id: union.id } });
    expect(after.review).toEqual({ decidedBy: 'upper', workingDays: 5, rises: false });
    expect(after.changes[0]).toMatchObject({ kind: 'review', by: '张干事', reason });
    const invitation = await world.api('GET /unions/:id/invitation', { params: { id: union.id } });
    expect([invitation.decides, invitation.workingDays]).toEqual(['青州北部片区工会联合会', 5]);
    const { application: filed } = await applicant(union);
    expect([filed.decides, filed.dueOn, filed.risen]).toEqual(['青州北部片区工会联合会', '2026-11-30', false]);
    expect((await before.api('GET /applications/mine')).items[0]?.decides).toBe('由上级审核的工会');
    await mustBeWhole();
  });

  it('is the usual where nobody has set it, and a root has no upper union to decide', async () => {
    const { ask } = makeAsk(world.kit, world.kit.db.reader, { kind: 'nobody' });
    expect(await reviewOf(ask, world.unions.county.id)).toEqual({ decidedBy: 'self', workingDays: 3, rises: true });
    const root = await world.staff('officer', world.unions.elsewhere);
    await stepUp(root);
    const body = { decidedBy: 'upper' as const, workingDays: 3, rises: true, reason };
    const wish = root.api('POST /union-tree/:id/review', { params: { id: world.unions.elsewhere.id }, body });
    expect((await refusal(wish)).at('decidedBy')).toBe('这家工会没有上级，只能由本工会审核。');
  });
});

/** SQL: 0 to 19,999 as `i`; rows are made inside the database, so that the server's own loop is not held up. */
const DIGITS = Array.from({ length: 10 }, (_, d) => `SELECT ${d} AS d`).join(' UNION ALL ');
const NUMBERS = `(SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS i FROM (${DIGITS}) a, (${DIGITS}) b,
  (${DIGITS}) c, (${DIGITS}) e, (SELECT 0 AS d UNION ALL SELECT 1 AS d) f) n`;
/** SQL of an id: ten characters, one that says of what, and the number. */
const idOf = (of: string, number = 'i') => `CONCAT('01KAQ00000${of}0000000000', SUBSTR(CONCAT('0000', ${number}), -5))`;

describe('a large union', () => {
  it('12,000 members go along: some in the request, the rest and the notices in pieces, each exactly once', async () => {
    const [from, into] = [await found(), await found()];
    const at = world.clock.now.toISOString();
    await world.sql(
      `INSERT INTO person (id, name, createdAt) SELECT ${idOf('P')}, '王小明', ? FROM ${NUMBERS} WHERE i < 12000`,
      [at],
    );
    await world.sql(
      `INSERT INTO membership (id, number, personId, unionId, applicationId, occupation, joinedOn, state, activePerson,
         codeSecretSealed)
       SELECT ${idOf('M')}, CONCAT('L', i), ${idOf('P')}, ?, ${idOf('A')}, 'COURIER', '2026-11-23', 'active', ${idOf('P')}, ''
       FROM ${NUMBERS} WHERE i < 12000`,
      [from.id],
    );
    await world.sql('INSERT INTO union_tally SELECT id, path, 12000, 0 FROM trade_union WHERE id = ?', [from.id]);
    await stepUp(county);
    const begun = Date.now();
    await county.api('POST /union-tree/:id/merge', { params: { id: from.id }, body: { intoId: into.id, reason } });
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(await tally(from.id)).toEqual([{ active: 7000, retained: 0 }]);
    world.clock.forward(11_000);
    for (let turn = 0; turn < 3; turn += 1) await sendDue(world.kit, deliveries);
    expect([await tally(from.id), await tally(into.id)]).toEqual([
      [{ active: 0, retained: 0 }],
      [{ active: 12_000, retained: 0 }],
    ]);
    const counts = await world.sql<{ kind: string; persons: number | string }>(
      `SELECT kind, COUNT(DISTINCT personId) AS persons FROM membership_change WHERE source = 'union' AND
       (unionId = ? OR otherUnionId = ?) GROUP BY kind ORDER BY kind`,
      [into.id, into.id],
    );
    expect(counts.map(({ kind, persons }) => [kind, Number(persons)])).toEqual([
      ['movedIn', 12_000],
      ['movedOut', 12_000],
    ]);
    const told = await world.sql<{ personId: string }>(
      `SELECT personId FROM notice WHERE personId LIKE '01KAQ00000P%'`,
    );
    expect(told.length).toBeGreaterThan(99);
    expect(new Set(told.map(({ personId }) => personId)).size).toBe(told.length);
  });
});

describe('a large tree', () => {
  it('20,000 unions, 5,000 of them under one: each page comes in well under a second', async () => {
    const { elsewhere } = world.unions;
    const plant = (upperId: string, upperPath: string, which: string, values: unknown[]) =>
      world.sql(
        `INSERT INTO trade_union (id, name, level, parentId, path, districtCode, holding)
         SELECT ${idOf('T')}, CONCAT('第 ', i, ' 工会'), 'grassroots', ${upperId}, CONCAT(${upperPath}, ${idOf('T')}, '/'),
           '440303', 0 FROM ${NUMBERS} WHERE ${which}`,
        values,
      );
    await plant('?', '?', 'i < 5000', [elsewhere.id, elsewhere.path]);
    const upper = idOf('T', 'i % 5000');
    await plant(upper, `?, ${upper}, '/'`, 'i >= 5000', [elsewhere.path]);
    // A server that was held up for long says so for a moment; what is timed here begins after that.
    while ((await world.raw('GET', '/health')).status !== 200) await new Promise((wake) => setTimeout(wake, 100));
    const officer = await world.staff('officer', elsewhere);
    const took: Record<string, number> = {};
    const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      await work();
      const begun = Date.now();
      const answer = await work();
      took[name] = Date.now() - begun;
      return answer;
    };
    const top = await timed('top', () => officer.api('GET /union-tree'));
    expect([top.items[0]?.children, top.items[0]?.unionsBelow]).toEqual([5000, 20_000]);
    const first = await timed('level', () => officer.api('GET /union-tree', { query: { under: elsewhere.id } }));
    expect([first.items.length, first.items[0]?.children]).toEqual([50, 3]);
    const query = { under: elsewhere.id, after: '01KAQ00000T000000000004900' };
    expect((await timed('last', () => officer.api('GET /union-tree', { query }))).items).toHaveLength(50);
    await timed('search', () => officer.api('GET /union-tree', { query: { name: '第 19999' } }));
    await timed('nothing', () => officer.api('GET /union-tree', { query: { name: '没有这家' } }));
    await timed('find', () => world.api('GET /unions', { query: { district: '44', name: '工会' } }));
    await timed('districts', () => world.api('GET /districts', { query: { under: '44' } }));
    await timed('invitation', () => world.api('GET /unions/:id/invitation', { params: { id: elsewhere.id } }));
    for (const [name, ms] of Object.entries(took)) expect([name, ms < 5000]).toEqual([name, true]);
  });
});
