/** Technical problems for the think-tank: from filing to a solution and to money, who may what, and every clock. EXP-1. */
import { sendDue } from '@niangjia/server/core/outbox';
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { deliveries } from '@niangjia/server/jobs';
import { retain } from '@niangjia/server/modules/own-data/retain';
import { sweepAttachments } from '@niangjia/server/modules/problems/attachments';
import { limits } from '@niangjia/shared/rules/limits';
import { freshPhone } from './order-world';
import {
  ANSWER,
  box,
  type Cast,
  castOf,
  contractBody,
  document,
  expertOf,
  filed,
  judged,
  PLACE,
  problemBody,
  problemIn,
  REASON,
  SOLUTION,
  sendAttachment,
  verified,
  video,
} from './problem-world';
import { photoForm } from './sweeps/cast';
import { sign, steppedUp } from './two-persons';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let cast: Cast;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
/** Fresh people each time: what waits for one is counted. */
beforeEach(async () => {
  world.clock.now = new Date('2026-11-23T02:00:00.000Z');
  cast = await castOf(world);
});

const at = (id: string) => ({ params: { id } });
const day = (on: string) => {
  world.clock.now = new Date(`${on}T02:00:00.000Z`);
};
const again = async (phone: string) => world.signIn(phone);
const notices = async (token: string) => (await world.as(token)('GET /notices', {})).items;
const code = async (work: Promise<unknown>) => (await refusal(work)).code;

describe('from filing to a solution', () => {
  it('is a thread that every side reads, each step with who and when', async () => {
    const { unit, manager, expert } = cast;
    const photo = (await world.raw('POST', '/files', { token: unit.token, body: await photoForm() })).body;
    const film = (await sendAttachment(world, unit.token, video())).body;
    const problem = await filed(world, unit, { photoIds: [photo.id], attachmentIds: [film.id] });
    expect(problem).toMatchObject({
      number: expect.stringMatching(/^NT20261123-\d{4}$/),
      state: 'filed',
      holder: '受理部门',
      dueOn: '2026-11-26',
      workingDaysLeft: 3,
      contactPhoneMasked: '199****0388',
      may: ['say', 'withdraw'],
    });
    expect(problem.steps[0]?.files.map(({ kind, name }) => [kind, name])).toEqual([
      ['photo', '照片'],
      ['video', '现场.mp4'],
    ]);

    const seen = await manager.api('GET /problems/:id', at(problem.id));
    expect([seen.contactPhoneMasked, seen.may]).toEqual(['199****0388', ['say', 'match', 'return']]);
    const { items } = await manager.api('GET /problems/:id/experts', { ...at(problem.id), query: { part: 'solver' } });
    expect(items.find((one) => one.expertId === expert.id)?.reasons).toEqual([
      '专长：数控加工',
      '手上没有未办结的难题',
      '同领域还没有解决过',
    ]);
    const body = { expertIds: [expert.id], words: '请先看振纹照片' };
    const matched = await manager.api('POST /problems/:id/match', { ...at(problem.id), body });
    expect(matched).toMatchObject({ state: 'matched', dueOn: '2026-11-30', holder: '专家', expertNames: ['李高工'] });
    expect((await notices(expert.token))[0]).toMatchObject({
      title: '有一道难题请您解决',
      page: `expert/problem?id=${problem.id}`,
    });

    expect(await expert.api('GET /own-problems')).toMatchObject({
      waiting: 1,
      items: [{ id: problem.id, work: 'asked' }],
    });
    const own = await expert.api('GET /own-problems/:id', at(problem.id));
    expect(own).toMatchObject({ contactName: '王工', may: ['answer', 'decline'], readableUntil: null });
    // The photo and the video of the unit open for the expert, and only by the addresses that the problem gives.
    const [still, moving] = own.steps[0]?.files ?? [];
    expect((await world.raw('GET', (still?.address ?? '').slice(4))).status).toBe(200);
    expect((await world.raw('GET', (moving?.address ?? '').slice(4))).status).toBe(200);
    expect((await world.raw('GET', `/files/${photo.id}/address`, { token: expert.token })).status).toBe(404);

    const paper = (await sendAttachment(world, expert.token, document(), '方案.pdf')).body;
    const answered = await expert.api('POST /own-problems/:id/answer', {
      ...at(problem.id),
      body: { ...ANSWER, attachmentIds: [paper.id] },
    });
    expect(answered).toMatchObject({ state: 'discussing', dueOn: '2026-12-21', work: 'answered' });
    expect((await expert.api('GET /own-problems')).waiting).toBe(0);
    const meet = { startAt: '2026-11-25T01:30:00.000Z', place: '青州市总工会三楼', link: '', who: '王工、李高工' };
    expect((await manager.api('POST /problems/:id/meet', { ...at(problem.id), body: meet })).meeting?.startAt).toBe(
      '2026-11-25T01:30:00.000Z',
    );
    await unit.api('POST /problems/:id/say', { ...at(problem.id), body: { ...ANSWER, words: '已按方法试切三件。' } });

    const solved = await manager.api('POST /problems/:id/solve', { ...at(problem.id), body: SOLUTION });
    await sendDue(world.kit, deliveries);
    // The contact is told by SMS, step by step.
    const told = world.sent.sms.filter((one) => one.phone === '19900000388').map((one) => one.params.result);
    expect(told).toEqual(['专家已答复难题', '难题研讨已约定', '难题已解决']);
    expect(solved).toMatchObject({ state: 'solved', dueOn: null, holder: null, urgency: null, ...SOLUTION });
    const { yours } = await unit.api('GET /problems', { query: { stage: 'closed' } });
    expect(yours).toBeGreaterThanOrEqual(1);
    const body5 = { stars: 5, thanks: '问题解决了，谢谢李高工' };
    const thanked = await unit.api('POST /problems/:id/thank', { ...at(problem.id), body: body5 });
    expect(thanked.rating).toEqual(body5);
    expect(await code(unit.api('POST /problems/:id/thank', { ...at(problem.id), body: body5 }))).toBe('PROBLEM_STATE');
    expect((await notices(expert.token))[0]?.words).toContain('评了 5 星，并说：问题解决了，谢谢李高工。');
    expect(thanked.steps.map(({ what, side, by }) => [what, side, by])).toEqual([
      ['file', 'unit', '北部片区外卖骑手联合工会 张干事'],
      ['match', 'staff', '青州市总工会 张干事'],
      ['answer', 'expert', '专家 李高工'],
      ['meet', 'staff', '青州市总工会 张干事'],
      ['say', 'unit', '北部片区外卖骑手联合工会 张干事'],
      ['solve', 'staff', '青州市总工会 张干事'],
      ['thank', 'unit', '北部片区外卖骑手联合工会 张干事'],
    ]);
    // What was solved before is a reason to be asked again.
    const next = await filed(world, unit);
    const ranked = await manager.api('GET /problems/:id/experts', { ...at(next.id), query: { part: 'solver' } });
    expect(ranked.items[0]).toMatchObject({
      expertId: expert.id,
      reasons: ['专长：数控加工', '手上没有未办结的难题', '同领域解决过 1 道', '评价 5.0 分'],
    });
  });

  it('comes back mended, and can be taken back', async () => {
    const { unit, manager, expert } = cast;
    const problem = await problemIn(world, cast, 'matched');
    const returned = await manager.api('POST /problems/:id/return', { ...at(problem.id), body: REASON });
    expect(returned).toMatchObject({ state: 'returned', dueOn: '2026-12-07', holder: '本单位', expertNames: [] });
    expect(await code(expert.api('GET /own-problems/:id', at(problem.id)))).toBe('NOT_FOUND');
    const { unionId: _, ...facts } = problemBody('');
    const body = { ...facts, title: '数控车床端面振纹（补图）', phone: '19900000399' };
    const refiled = await unit.api('POST /problems/:id/refile', { ...at(problem.id), body });
    expect(refiled).toMatchObject({ state: 'filed', dueOn: '2026-11-26', contactPhoneMasked: '199****0399' });
    await manager.api('POST /problems/:id/match', { ...at(problem.id), body: { expertIds: [expert.id], words: '' } });
    const gone = await unit.api('POST /problems/:id/withdraw', { ...at(problem.id), body: { reason: '设备已经报废' } });
    expect([gone.state, gone.dueOn, gone.may]).toEqual(['withdrawn', null, []]);
    const late = expert.api('POST /own-problems/:id/answer', { ...at(problem.id), body: ANSWER });
    expect(await code(late)).toBe('PROBLEM_STATE');
  });

  it('waits to be matched again when nobody is left who has not declined, also when two decline at once', async () => {
    const { unit, manager, expert } = cast;
    const other = await expertOf(world, '赵技师');
    const problem = await filed(world, unit);
    const body = { expertIds: [expert.id, other.id], words: '' };
    await manager.api('POST /problems/:id/match', { ...at(problem.id), body });
    expect(await code(manager.api('POST /problems/:id/match', { ...at(problem.id), body }))).toBe('EXPERT_ASSIGNED');
    const decline = (one: typeof expert) =>
      one.api('POST /own-problems/:id/decline', { ...at(problem.id), body: { reason: '近期出差，赶不上' } });
    await Promise.all([decline(expert), decline(other)]);
    const after = await manager.api('GET /problems/:id', at(problem.id));
    expect(after).toMatchObject({ state: 'filed', dueOn: '2026-11-26', expertNames: [] });
    expect(after.experts.map(({ state, reason }) => [state, reason])).toEqual([
      ['declined', '近期出差，赶不上'],
      ['declined', '近期出差，赶不上'],
    ]);
    expect(await code(expert.api('GET /own-problems/:id', at(problem.id)))).toBe('NOT_FOUND');
    // Who has declined may be asked again.
    const only = { expertIds: [expert.id], words: '' };
    expect((await manager.api('POST /problems/:id/match', { ...at(problem.id), body: only })).state).toBe('matched');
  });
});

describe('a contract and its money', () => {
  it('takes two experts who are not party to it, one officer who asks and another who signs', async () => {
    const { unit, manager, expert } = cast;
    const releaser = await world.staff('releaser', world.unions.county);
    const { id } = await problemIn(world, cast, 'contracted');
    const contracted = await manager.api('GET /problems/:id', at(id));
    expect(contracted).toMatchObject({
      state: 'contracted',
      contract: { number: 'HT-2026-17', amountFen: 3_000_000, signedOn: '2026-11-20', expertNames: ['李高工'] },
    });
    expect(contracted.may).not.toContain('fund');
    const party = manager.api('POST /problems/:id/review', { ...at(id), body: { expertIds: [expert.id] } });
    expect(await code(party)).toBe('EXPERT_PARTY');
    const [first] = await judged(world, manager, id, [true]);
    const fund = () => manager.api('POST /problems/:id/fund', { ...at(id), body: { amountFen: 1_000_000 } });
    await world.sql('UPDATE session SET stepUpAt = NULL WHERE subjectId = ?', [manager.id]);
    expect(await code(fund())).toBe('STEP_UP_FIRST');
    await steppedUp(world, manager);
    expect(await code(fund())).toBe('OPINIONS_MISSING');
    const twice = first?.api('POST /own-problems/:id/opinion', {
      ...at(id),
      body: { yes: true, reason: '再说一遍，我也还是同意的' },
    });
    expect(await code(twice as Promise<unknown>)).toBe('OPINION_GIVEN');
    await judged(world, manager, id, [false]);
    expect(await code(fund())).toBe('OPINIONS_MISSING');
    await judged(world, manager, id, [true]);
    const asked = await fund();
    expect([asked.jointId, asked.fundFen, asked.may]).toEqual([expect.any(String), null, ['say', 'thank'].slice(0, 1)]);
    expect(await code(fund())).toBe('JOINT_OPEN');
    expect(await code(manager.api('POST /problems/:id/solve', { ...at(id), body: SOLUTION }))).toBe('JOINT_OPEN');
    const actId = asked.jointId ?? '';
    await sign(world, releaser, actId);
    const funded = await unit.api('GET /problems/:id', at(id));
    expect(funded).toMatchObject({ state: 'funded', fundFen: 1_000_000, jointId: null, dueOn: null });
    // The unit learns neither who judged nor what they said.
    expect(funded.opinions).toEqual([]);
    expect(funded.experts.map(({ part }) => part)).toEqual(['solver']);
    expect(funded.steps.map(({ what }) => what)).not.toEqual(expect.arrayContaining(['opinion']));
    expect((await manager.api('GET /problems/:id', at(id))).opinions.map(({ yes }) => yes)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('whoever recorded the contract does not sign for the money of it, and a refusal gives it back', async () => {
    const { manager } = cast;
    const { id } = await problemIn(world, cast, 'contracted');
    const other = await world.staff('production', world.unions.county);
    const releaser = await world.staff('releaser', world.unions.county);
    await judged(world, other, id);
    await steppedUp(world, other);
    const { jointId } = await other.api('POST /problems/:id/fund', { ...at(id), body: { amountFen: 500_000 } });
    // The recorder, under an account of finance.
    const [recorder] = await world.sql<{ idNumberIndex: string }>(
      'SELECT idNumberIndex FROM staff_account WHERE id = ?',
      [manager.id],
    );
    const hidden = await world.staff('releaser', world.unions.county);
    await world.sql('UPDATE staff_account SET idNumberIndex = ? WHERE id = ?', [recorder?.idNumberIndex, hidden.id]);
    expect(await code(sign(world, hidden, jointId ?? ''))).toBe('SAME_PERSON');
    const body = { reason: '今年的经费已经用完' };
    await releaser.api('POST /joint-acts/:id/refuse', { ...at(jointId ?? ''), body });
    const after = await manager.api('GET /problems/:id', at(id));
    expect([after.state, after.jointId, after.may.includes('fund')]).toEqual(['contracted', null, true]);
    expect(after.steps.at(-1)).toMatchObject({ what: 'unfunded', words: '今年的经费已经用完。' });
  });

  it('one person behind several phones does not judge twice, nor what the own contract is, nor signs after judging', async () => {
    const { manager } = cast;
    const { id } = await problemIn(world, cast, 'contracted');
    const opine = (by: { api: Cast['expert']['api'] }) =>
      by.api('POST /own-problems/:id/opinion', {
        ...at(id),
        body: { yes: true, reason: '方案可行，经费与工作量相称。' },
      });
    const judges = [await expertOf(world, '甲'), await expertOf(world, '乙'), await expertOf(world, '丙')] as const;
    const body = { expertIds: judges.map((one) => one.id) };
    await manager.api('POST /problems/:id/review', { ...at(id), body });
    const [first, second, third] = judges;
    const releaser = await world.staff('releaser', world.unions.county, undefined, madeUpIdNumber(48_001));
    const proposer = await world.staff('production', world.unions.county, undefined, madeUpIdNumber(48_002));
    await steppedUp(world, proposer, manager, releaser);
    const fund = (by: StaffMember, amountFen = 500_000) =>
      by.api('POST /problems/:id/fund', { ...at(id), body: { amountFen } });
    // Whom nobody has verified does not judge; who recorded the contract neither.
    expect(await code(opine(first))).toBe('JUDGE_UNKNOWN');
    await world.sql('UPDATE problem SET contractSigner = ? WHERE id = ?', [
      world.kit.secrets.index('id-number', madeUpIdNumber(48_003)),
      id,
    ]);
    await verified(world, first.token, madeUpIdNumber(48_003));
    expect(await code(opine(first))).toBe('SAME_PERSON');
    await verified(world, first.token, madeUpIdNumber(48_002));
    await opine(first);
    // The same person under a second phone: the first record has lost its number to it.
    await world.sql('UPDATE person SET idNumberIndex = NULL WHERE idNumberIndex = ?', [
      world.kit.secrets.index('id-number', madeUpIdNumber(48_002)),
    ]);
    await verified(world, second.token, madeUpIdNumber(48_002));
    expect(await code(opine(second))).toBe('OPINION_GIVEN');
    await verified(world, second.token, madeUpIdNumber(48_004));
    await opine(second);
    expect(await code(fund(proposer))).toBe('SAME_PERSON');
    expect((await refusal(fund(manager, 3_000_001))).at('amountFen')).toBe('资助金额不能超过合同金额。');
    const { jointId } = await fund(manager, 3_000_000);
    // Judged after it was asked for: told when it is signed.
    await verified(world, third.token, madeUpIdNumber(48_001));
    await opine(third);
    expect(await code(sign(world, releaser, jointId ?? ''))).toBe('SAME_PERSON');
    await sign(world, await world.staff('releaser', world.unions.county), jointId ?? '');
    expect((await manager.api('GET /problems/:id', at(id))).state).toBe('funded');
  });

  it('JOINT_STALE when the contract is another by the time of the signature', async () => {
    const { manager } = cast;
    const { id } = await problemIn(world, cast, 'contracted');
    const releaser = await world.staff('releaser', world.unions.county);
    await judged(world, manager, id);
    await steppedUp(world, manager);
    const { jointId } = await manager.api('POST /problems/:id/fund', { ...at(id), body: { amountFen: 500_000 } });
    await world.sql('UPDATE problem SET contractFen = 1 WHERE id = ?', [id]);
    expect(await code(sign(world, releaser, jointId ?? ''))).toBe('JOINT_STALE');
  });

  it('only who was asked to solve is party to it, and it is not of tomorrow', async () => {
    const { manager, expert } = cast;
    const { id } = await problemIn(world, cast, 'discussing');
    const stranger = await expertOf(world, '外人');
    const with_ = (different: object) =>
      refusal(
        manager.api('POST /problems/:id/contract', { ...at(id), body: { ...contractBody(expert.id), ...different } }),
      );
    expect((await with_({ expertIds: [stranger.id] })).code).toBe('NOT_FOUND');
    expect((await with_({ signedOn: '2026-11-24' })).at('signedOn')).toBe('签订日期不能晚于今天。');
  });
});

describe('rights', () => {
  it('another union, another expert and a member see nothing of it', async () => {
    const { expert } = cast;
    const { id } = await problemIn(world, cast, 'matched');
    const stranger = await world.staff('officer', world.unions.elsewhere);
    const far = await world.staff('production', world.unions.elsewhere);
    const colleague = await expertOf(world, '同行');
    const member = await world.signIn(freshPhone());
    for (const one of [stranger, far]) expect(await code(one.api('GET /problems/:id', at(id)))).toBe('NOT_FOUND');
    for (const one of [colleague, member]) {
      expect(await code(one.api('GET /own-problems/:id', at(id)))).toBe('NOT_FOUND');
      expect(await code(one.api('POST /own-problems/:id/answer', { ...at(id), body: ANSWER }))).toBe('NOT_FOUND');
      expect((await one.api('GET /own-problems')).items).toEqual([]);
    }
    expect(
      await code(far.api('POST /problems/:id/match', { ...at(id), body: { expertIds: [expert.id], words: '' } })),
    ).toBe('NOT_FOUND');
    const auditor = await world.staff('auditor', world.unions.county);
    const read = await auditor.api('GET /problems/:id', at(id));
    expect(read.may).toEqual([]);
    expect(await code(auditor.api('POST /problems/:id/say', { ...at(id), body: ANSWER }))).toBe('NOT_ALLOWED');
  });

  it('experts must have the field, be in sight, and be experts still', async () => {
    const { unit, manager } = cast;
    const { id } = await filed(world, unit);
    const match = (expertId: string) =>
      code(manager.api('POST /problems/:id/match', { ...at(id), body: { expertIds: [expertId], words: '' } }));
    expect(await match((await expertOf(world, '焊接师', ['welding'])).id)).toBe('SKILL_MISSING');
    const ended = await expertOf(world, '已退出');
    await world.sql("UPDATE expert SET endedAt = '2026-11-01T00:00:00.000Z', openPhone = NULL WHERE id = ?", [
      ended.id,
    ]);
    expect(await match(ended.id)).toBe('EXPERT_ENDED');
    const far = await expertOf(world, '外地');
    await world.sql('UPDATE expert SET unionId = ? WHERE id = ?', [world.unions.elsewhere.id, far.id]);
    expect(await match(far.id)).toBe('NOT_FOUND');
  });

  it('a file is read through the problem alone, and nobody hands in another person’s file', async () => {
    const { unit, manager } = cast;
    const film = (await sendAttachment(world, unit.token, video())).body;
    const body = { ...problemBody(world.unions.rider.id), attachmentIds: [film.id] };
    const other = await world.staff('officer', world.unions.rider);
    expect(await code(other.api('POST /problems', { body }))).toBe('NOT_FOUND');
    const problem = await unit.api('POST /problems', { body });
    const { address } = (await manager.api('GET /problems/:id', at(problem.id))).steps[0]?.files[0] ?? { address: '' };
    const forged = address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await world.raw('GET', forged.slice(4))).status).toBe(404);
    world.clock.forward(5 * 60_000);
    expect((await world.raw('GET', address.slice(4))).body.code).toBe('LINK_EXPIRED');
  });

  it('the contact’s number and the words stand in no audit row and no log', async () => {
    await problemIn(world, cast, 'solved');
    const rows = JSON.stringify(await world.sql("SELECT * FROM audit_row WHERE what LIKE '%problems%'"));
    expect(rows.includes('POST /problems/:id/solve')).toBe(true);
    for (const secret of ['19900000388', '振纹', '主轴热伸长'])
      expect([rows.includes(secret), world.log.join('').includes(secret)]).toEqual([false, false]);
    const [row] = await world.sql<{ phoneSealed: string }>('SELECT phoneSealed FROM problem ORDER BY id DESC LIMIT 1');
    expect(row?.phoneSealed).not.toContain('19900000388');
  });
});

describe('clocks', () => {
  // Filed on Monday, November 23: three working days.
  it.each([
    ['2026-11-25', 'due', 1],
    ['2026-11-26', 'due', 0],
    ['2026-11-27', 'overdue', -1],
  ])('filed, on %s it is %s', async (on, urgency, left) => {
    const { unit } = cast;
    const { id } = await filed(world, unit);
    day(on);
    const officer = await world.staff('officer', world.unions.rider);
    const seen = await officer.api('GET /problems/:id', at(id));
    expect([seen.urgency, seen.workingDaysLeft]).toEqual([urgency, left]);
  });

  it('the overdue come first, and are counted', async () => {
    const { unit } = cast;
    const early = await filed(world, unit);
    day('2026-11-26');
    const late = await filed(world, await world.staff('officer', world.unions.rider));
    day('2026-11-27');
    const officer = await world.staff('officer', world.unions.rider);
    const { items, overdue } = await officer.api('GET /problems', { query: {} });
    const ids = items.map(({ id }) => id);
    expect(ids.indexOf(early.id)).toBeLessThan(ids.indexOf(late.id));
    expect(overdue).toBe(items.filter((one) => one.urgency === 'overdue').length);
    expect(overdue).toBeGreaterThanOrEqual(1);
    const days = items.map(({ dueOn }) => dueOn ?? '');
    expect(days).toEqual([...days].sort());
  });

  it.each([
    ['2026-11-29', 'opens'],
    ['2026-11-30', 'opens'],
    ['2026-12-01', 'NOT_FOUND'],
  ])('solved on November 23, an expert reads it until the 30th: on %s it is %s', async (on, outcome) => {
    const problem = await problemIn(world, cast, 'solved');
    day(on);
    const expert = await again(cast.expert.phone);
    const work = expert.api('GET /own-problems/:id', at(problem.id));
    if (outcome === 'opens') expect(await work).toMatchObject({ readableUntil: '2026-11-30', may: [] });
    else expect(await code(work)).toBe(outcome);
  });
});

it('the contact of a closed problem is emptied 90 days after the experts’ seven', async () => {
  const { id } = await problemIn(world, cast, 'solved');
  const seen = async (on: string) => {
    day(on);
    await retain(world.kit);
    const manager = await world.staff('production', world.unions.county);
    const { contactName, contactPhoneMasked } = await manager.api('GET /problems/:id', at(id));
    return [contactName, contactPhoneMasked];
  };
  // Closed on November 23.
  expect(await seen('2027-02-28')).toEqual(['王工', '199****0388']);
  expect(await seen('2027-03-01')).toEqual(['', '']);
});

describe('videos and documents', () => {
  const send = (bytes: Buffer, token = cast.unit.token, name?: string) => sendAttachment(world, token, bytes, name);
  const addressOf = async (bytes: Buffer) => {
    const file = (await send(bytes)).body;
    const problem = await filed(world, cast.unit, { attachmentIds: [file.id] });
    return (problem.steps[0]?.files[0]?.address ?? '').slice(4);
  };

  it('a video loses the place where it was taken, and plays from any second', async () => {
    const film = video(2_500_000);
    const path = await addressOf(film);
    const url = `${world.address}/api${path}`;
    const whole = await fetch(url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect([whole.status, whole.headers.get('content-type'), bytes.length]).toEqual([200, 'video/mp4', film.length]);
    expect([film.includes(PLACE), bytes.includes(PLACE), bytes.includes('udta')]).toEqual([true, false, false]);
    expect(bytes.subarray(-2_500_000).equals(film.subarray(-2_500_000))).toBe(true);
    const part = await fetch(url, { headers: { range: `bytes=1048570-1048589` } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1048570-1048589/${film.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(1_048_570, 1_048_590));
    const tail = await fetch(url, { headers: { range: 'bytes=-5' } });
    expect((await tail.arrayBuffer()).byteLength).toBe(5);
    expect((await fetch(url, { headers: { range: 'bytes=99999999-' } })).status).toBe(200);
  });

  it('a document is only ever saved: attachment, nosniff, sandbox', async () => {
    const answer = await world.raw('GET', await addressOf(document()));
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="document.pdf"');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox$/);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
  });

  it.each([
    ['a page that says it is a PDF', () => Buffer.from('<html>%PDF-1.7 never mind</html>'), 415],
    ['an executable', () => Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff', 'latin1'), 415],
    ['a film of QuickTime', () => video(10, 'qt  '), 415],
    ['a photo in that box', () => video(10, 'heic'), 415],
    ['a few bytes', () => Buffer.from('%PDF'), 415],
    ['a film without pictures', () => video().subarray(0, 24), 422],
    ['a film that was cut', () => video().subarray(0, 2000), 422],
    ['a box that is longer than the one around it', () => broken(), 422],
    ['a document of more than 10 MB', () => document(limits.attachment.document), 413],
    ['a film of more than 50 MB', () => video(limits.attachment.video + 128 * 1024), 413],
  ])('%s is refused, and leaves nothing', async (_, make, status) => {
    const before = await keysOf();
    expect((await send(make())).status).toBe(status);
    expect(await keysOf()).toEqual(before);
  });
  const broken = () => {
    const film = video();
    film.writeUInt32BE(90_000, film.indexOf('mvhd') - 4);
    return film;
  };
  const keysOf = async () => {
    const keys: string[] = [];
    for await (const { key } of world.kit.files.keys()) keys.push(key);
    return keys.sort();
  };

  it('only officers who file or manage, and experts, send one; twenty a day', async () => {
    const member = await world.signIn(freshPhone());
    const auditor = await world.staff('auditor', world.unions.county);
    for (const token of [member.token, auditor.token]) expect((await send(document(), token)).status).toBe(403);
    for (const token of [cast.manager.token, cast.expert.token])
      expect((await send(document(), token)).status).toBe(200);
    for (let nth = 0; nth < 20; nth += 1) expect((await send(document())).status).toBe(200);
    expect((await send(document())).body.code).toBe('DAY_QUOTA');
  });

  it('twenty a day also when thirty come at once; one that was refused does not count', async () => {
    const { token } = cast.unit;
    expect((await send(Buffer.from('MZ is no document'))).status).toBe(415);
    const all = await Promise.all(Array.from({ length: 30 }, () => send(document(), token)));
    const codes = all.map(({ status, body }) => (status === 200 ? 'taken' : body.code)).sort();
    expect(codes).toEqual([...Array(10).fill('DAY_QUOTA'), ...Array(20).fill('taken')]);
    world.clock.forward(86_400_000);
    await sweepAttachments(world.kit);
    expect(await world.sql("SELECT name FROM counter WHERE name LIKE 'attachment:%'")).toEqual([]);
    world.clock.forward(-86_400_000);
  });

  const track = (kind: string, samples: string, more: Buffer[] = []) =>
    box(
      'trak',
      Buffer.concat([
        box('tkhd', Buffer.alloc(84, 2)),
        box(
          'mdia',
          Buffer.concat([
            box('mdhd', Buffer.alloc(24, 3)),
            box('hdlr', Buffer.from(`\0\0\0\0\0\0\0\0${kind}${'\0'.repeat(13)}`, 'latin1')),
            ...more,
            box(
              'minf',
              Buffer.concat([
                box('hdlr', Buffer.from(`\0\0\0\0dhlrurl ${'\0'.repeat(13)}`, 'latin1')),
                box(
                  'stbl',
                  box(
                    'stsd',
                    Buffer.concat([Buffer.from('0000000000000001', 'hex'), box(samples, Buffer.alloc(70, 4))]),
                  ),
                ),
              ]),
            ),
          ]),
        ),
      ]),
    );
  const film = (tracks: Buffer[], behind: Buffer[] = []) =>
    Buffer.concat([
      box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2', 'latin1')),
      box('moov', Buffer.concat([box('mvhd', Buffer.alloc(100, 1)), ...tracks])),
      ...behind,
      box('mdat', Buffer.alloc(3000, 7)),
    ]);
  const [pictures, sound] = [track('vide', 'avc1'), track('soun', 'mp4a')];

  it.each([
    ['of timed metadata', track('meta', 'mett')],
    ['of the way that was taken (camm)', track('camm', 'camm')],
    ['of a sports camera (gpmd)', track('meta', 'gpmd')],
    ['that calls itself pictures', track('vide', 'gpmd')],
    ['of text', track('text', 'text')],
  ])('a film with a track %s is refused', async (_, traced) => {
    const answer = await send(film([pictures, sound, traced]));
    expect([answer.status, answer.body.fields[0].sentence]).toEqual([
      415,
      '视频里除了画面和声音还有别的记录（如行走的位置），请重新录制或剪辑后再传。',
    ]);
  });

  it('places in the data of a track or of a fragment become empty space', async () => {
    const place = box('udta', box('\xa9xyz', Buffer.from(PLACE)));
    const moof = box(
      'moof',
      Buffer.concat([
        box('mfhd', Buffer.alloc(8)),
        place,
        box('traf', Buffer.concat([box('tfhd', Buffer.alloc(8)), place])),
      ]),
    );
    const made = film([track('vide', 'avc1', [place, box('meta', Buffer.from(PLACE))]), sound], [moof]);
    const answer = await fetch(`${world.address}/api${await addressOf(made)}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, bytes.length, bytes.includes(PLACE), bytes.includes('avc1')]).toEqual([
      200,
      made.length,
      false,
      true,
    ]);
  });

  it('a name is shown without what nobody can see; what nobody used goes after a day', async () => {
    const { body } = await send(document(), cast.unit.token, '图纸\u202Efdp.exe\u0007.pdf');
    expect(body.name).toBe('图纸fdp.exe.pdf');
    const used = await filed(world, cast.unit, { attachmentIds: [body.id] });
    const { body: loose } = await send(document());
    world.clock.forward(86_400_000 + 1);
    expect(await sweepAttachments(world.kit)).toBeGreaterThanOrEqual(1);
    const left = await world.sql<{ id: string }>('SELECT id FROM attachment WHERE id IN (?, ?)', [body.id, loose.id]);
    expect(left).toEqual([{ id: body.id }]);
    expect((await keysOf()).filter((key) => key.startsWith(loose.id))).toEqual([]);
    expect(used.state).toBe('filed');
  });
});
