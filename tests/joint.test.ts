import { makeAsk } from '@niangjia/server/core/ask';
import { propose } from '@niangjia/server/modules/joint/propose';
import type { Union } from '@niangjia/server/modules/unions/entity';
import type { Reply } from '@niangjia/shared/contract/index';
import { jointKinds, signaturesNeeded } from '@niangjia/shared/rules/joint';
import { generateSync } from 'otplib';
import { freshIdNumber, grantBody, newcomer, proposed, sign, steppedUp } from './two-persons';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
let security: StaffMember;
let chair: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
  security = await world.staff('securityAdmin', world.unions.county);
  chair = await world.staff('chair', world.unions.county);
});
afterAll(() => world.close());

const at = (id: string) => ({ params: { id } });
const denied = () =>
  world.sql<{ by: string; what: string; object: string }>(
    "SELECT `by`, what, object FROM audit_row WHERE outcome = 'denied' ORDER BY seq DESC LIMIT 1",
  );
const postsBy = (actId: string) => world.sql<{ role: string }>('SELECT role FROM post WHERE actId = ?', [actId]);
const guard = (role: 'securityAdmin' | 'auditAdmin' | 'systemAdmin' = 'auditAdmin') =>
  proposed(officer, grantBody(world, { role }));
const broken = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the database let it pass');
};

describe('an act of two persons', () => {
  it('waits for the second, says what is missing, and takes effect with that signature', async () => {
    const act = await proposed(officer, grantBody(world));
    expect(act).toMatchObject({
      kind: 'grant',
      state: 'waiting',
      unionName: '青州北部片区工会联合会',
      title: '任命林**为青州北部片区工会联合会基层工会干部',
      dueOn: '2026-11-30',
      overdue: false,
      missing: ['posts.confirm'],
      maySign: false,
      mayRecall: true,
      needsStepUp: true,
      page: '/posts',
      refusal: null,
    });
    expect(act.signatures).toEqual([
      { name: '张干事', unionName: '青州北部片区工会联合会', as: '提出', at: '2026-11-23T02:00:00.000Z' },
    ]);
    expect(await postsBy(act.id)).toEqual([]);
    const seen = await security.api('GET /joint-acts/:id', at(act.id));
    expect([seen.maySign, seen.mayRecall, seen.facts]).toEqual([true, false, act.facts]);
    const done = await sign(world, security, act.id);
    expect([done.state, done.missing, done.maySign, done.mayRecall]).toEqual(['done', [], false, false]);
    expect(done.signatures.map(({ as, unionName }) => [as, unionName])).toEqual([
      ['提出', '青州北部片区工会联合会'],
      ['复核任命，停用账号', '青州市总工会'],
    ]);
    expect(await postsBy(act.id)).toEqual([{ role: 'officer' }]);
  });

  it('stands in the list of who may sign, and in the own list of who proposed; nobody else sees it', async () => {
    const before = (await security.api('GET /joint-acts')).waitingForMe;
    const act = await proposed(officer, grantBody(world));
    const list = await security.api('GET /joint-acts', { query: { view: 'sign' } });
    expect([list.waitingForMe, list.items.map(({ id }) => id).includes(act.id)]).toEqual([before + 1, true]);
    const mine = await officer.api('GET /joint-acts', { query: { view: 'mine', state: 'waiting' } });
    expect([mine.items[0]?.id, mine.waitingForMe]).toEqual([act.id, 0]);
    expect((await officer.api('GET /joint-acts', { query: { view: 'mine', state: 'refused' } })).items).toEqual([]);
    const colleague = await world.staff('officer');
    const elsewhere = await world.staff('securityAdmin', world.unions.elsewhere);
    const below = await world.staff('securityAdmin', world.unions.rider);
    for (const { api } of [colleague, elsewhere, below, await world.staff('auditor'), chair]) {
      expect((await refusal(api('GET /joint-acts/:id', at(act.id)))).code).toBe('NOT_FOUND');
      expect((await refusal(api('POST /joint-acts/:id/sign', at(act.id)))).code).toBe('NOT_FOUND');
      expect((await api('GET /joint-acts')).items.filter(({ id }) => id === act.id)).toEqual([]);
    }
    expect((await refusal(colleague.api('POST /joint-acts/:id/recall', at(act.id)))).code).toBe('NOT_FOUND');
    expect((await refusal(security.api('POST /joint-acts/:id/recall', at(act.id)))).code).toBe('NOT_FOUND');
  });

  it('comes in pages of 50, the oldest first for who signs and the newest first for who proposed', async () => {
    const far = await world.staff('officer', world.unions.elsewhere);
    const confirms = await world.staff('securityAdmin', world.unions.elsewhere);
    const ids: string[] = [];
    for (let nth = 0; nth < 52; nth += 1)
      ids.push((await proposed(far, grantBody(world, { unionId: world.unions.elsewhere.id }))).id);
    const first = await confirms.api('GET /joint-acts');
    expect([first.items.length, first.waitingForMe]).toEqual([50, 52]);
    const rest = await confirms.api('GET /joint-acts', { query: { after: first.next ?? '' } });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.next).toBeNull();
    const mine = await far.api('GET /joint-acts', { query: { view: 'mine' } });
    expect(mine.items.map(({ id }) => id)).toEqual([...ids].reverse().slice(0, 50));
    const older = await far.api('GET /joint-acts', { query: { view: 'mine', after: mine.next ?? '' } });
    expect(older.items.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
  });

  it('is taken back by who proposed it, and by nobody else; then it is over', async () => {
    const act = await proposed(officer, grantBody(world));
    expect((await officer.api('POST /joint-acts/:id/recall', at(act.id))).state).toBe('recalled');
    expect((await refusal(sign(world, security, act.id))).code).toBe('JOINT_OVER');
    expect((await refusal(officer.api('POST /joint-acts/:id/recall', at(act.id)))).code).toBe('JOINT_OVER');
    const body = { reason: '没有收到任命文件' };
    expect((await refusal(security.api('POST /joint-acts/:id/refuse', { ...at(act.id), body }))).code).toBe(
      'JOINT_OVER',
    );
  });

  it('ends with one no, which names who and why; the second factor is not asked for that', async () => {
    const act = await guard();
    const body = { reason: '没有收到任命文件' };
    const fresh = await world.staff('securityAdmin');
    const refused = await fresh.api('POST /joint-acts/:id/refuse', { ...at(act.id), body });
    expect([refused.state, refused.missing]).toEqual(['refused', []]);
    expect(refused.refusal).toEqual({ name: '张干事', reason: '没有收到任命文件', at: world.clock.now.toISOString() });
    expect((await refusal(sign(world, chair, act.id))).code).toBe('JOINT_OVER');
    expect(await postsBy(act.id)).toEqual([]);
  });

  it('never takes effect by the passing of time: past its term it is marked, and can still be signed', async () => {
    const clock = world.clock.now;
    const act = await proposed(officer, grantBody(world));
    expect(act.dueOn).toBe('2026-11-30');
    world.clock.forward(8 * 86_400_000);
    const late = await world.staff('securityAdmin', world.unions.county);
    const seen = await late.api('GET /joint-acts/:id', at(act.id));
    expect([seen.state, seen.overdue, seen.maySign]).toEqual(['waiting', true, true]);
    expect((await sign(world, late, act.id)).overdue).toBe(false);
    const [post] = await world.sql<{ fromOn: string }>('SELECT fromOn FROM post WHERE actId = ?', [act.id]);
    expect(post?.fromOn).toBe('2026-12-01');
    world.clock.now = clock;
  });

  it('A9: wants the second factor anew, not older than five minutes', async () => {
    const act = await proposed(officer, grantBody(world));
    const fresh = await world.staff('securityAdmin', world.unions.county);
    expect((await refusal(fresh.api('POST /joint-acts/:id/sign', at(act.id)))).code).toBe('STEP_UP_FIRST');
    world.clock.forward(30_000);
    const otp = generateSync({ secret: fresh.otpSecret, epoch: Math.floor(world.clock.now.getTime() / 1000) });
    await fresh.api('POST /staff/step-up', { body: { otp } });
    expect((await fresh.api('POST /joint-acts/:id/sign', at(act.id))).state).toBe('done');
  });

  it('is open once for one subject', async () => {
    const grantee = await world.staff('approver');
    const body = grantBody(world, { accountId: grantee.id });
    const act = await proposed(officer, body);
    expect((await refusal(proposed(officer, body))).code).toBe('JOINT_OPEN');
    await officer.api('POST /joint-acts/:id/recall', at(act.id));
    expect((await proposed(officer, body)).state).toBe('waiting');
  });
});

describe('B6: one natural person is one, under whatever account', () => {
  it('B6 row 8: who proposed does not sign under a second account', async () => {
    const idNumber = freshIdNumber();
    const first = await world.staff('officer', undefined, undefined, idNumber);
    const second = await world.staff('securityAdmin', undefined, undefined, idNumber);
    const act = await proposed(first, grantBody(world));
    expect((await second.api('GET /joint-acts/:id', at(act.id))).maySign).toBe(false);
    expect((await second.api('GET /joint-acts')).items.filter(({ id }) => id === act.id)).toEqual([]);
    const said = await refusal(sign(world, second, act.id));
    expect([said.status, said.code]).toEqual([409, 'SAME_PERSON']);
    expect(await denied()).toEqual([
      { by: `staff:${second.id}`, what: 'POST /joint-acts/:id/sign', object: `joint-act:${act.id}` },
    ]);
    const body = { reason: '自己也不能拒绝' };
    expect((await refusal(second.api('POST /joint-acts/:id/refuse', { ...at(act.id), body }))).code).toBe(
      'SAME_PERSON',
    );
    expect(await postsBy(act.id)).toEqual([]);
  });

  it('B6 row 8: the grantee neither proposes nor signs, under whatever account, also as a newcomer', async () => {
    const idNumber = freshIdNumber();
    const grantee = await world.staff('approver', undefined, undefined, idNumber);
    const asSecurity = await world.staff('securityAdmin', undefined, undefined, idNumber);
    const asOfficer = await world.staff('officer', undefined, undefined, idNumber);
    const self = [{ accountId: grantee.id }, { accountId: null, newAccount: newcomer({ idNumber }) }];
    for (const whom of self) {
      const said = await refusal(proposed(asOfficer, grantBody(world, { role: 'publicity', ...whom })));
      expect([said.status, said.code]).toEqual([409, 'SAME_PERSON']);
    }
    const act = await proposed(officer, grantBody(world, { accountId: grantee.id, role: 'publicity' }));
    expect((await refusal(sign(world, asSecurity, act.id))).code).toBe('SAME_PERSON');
    expect((await sign(world, security, act.id)).state).toBe('done');
    const left = await world.sql('SELECT id FROM staff_account WHERE idNumberIndex = ?', [
      world.kit.secrets.index('id-number', idNumber),
    ]);
    expect(left).toHaveLength(3);
  });

  it.each(['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)(
    'B6 row 8: a guard (%s) needs three persons: security admin and chair are two, in any order',
    async (role) => {
      const idNumber = freshIdNumber();
      const both = await world.staff('securityAdmin', undefined, undefined, idNumber);
      const alsoChair = await world.staff('chair', undefined, undefined, idNumber);
      const act = await guard(role);
      expect([act.kind, act.missing]).toEqual(['guard', ['posts.confirm', 'posts.chair']]);
      const once = await sign(world, role === 'auditAdmin' ? both : alsoChair, act.id);
      expect([once.state, once.signatures.length]).toEqual(['waiting', 2]);
      expect(once.missing).toEqual([role === 'auditAdmin' ? 'posts.chair' : 'posts.confirm']);
      const again = await refusal(sign(world, role === 'auditAdmin' ? alsoChair : both, act.id));
      expect([again.status, again.code]).toEqual([409, 'SAME_PERSON']);
      expect(await postsBy(act.id)).toEqual([]);
      const last = await sign(world, role === 'auditAdmin' ? chair : security, act.id);
      expect([last.state, last.signatures.length]).toEqual(['done', 3]);
      expect(await postsBy(act.id)).toEqual([{ role }]);
    },
  );

  it('B6: an account without an ID number takes no part', async () => {
    const nameless = await world.staff('securityAdmin');
    const act = await proposed(officer, grantBody(world));
    await world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [nameless.id]);
    expect((await refusal(sign(world, nameless, act.id))).code).toBe('NO_IDENTITY');
    expect((await nameless.api('GET /joint-acts')).waitingForMe).toBe(0);
    const other = await world.staff('officer');
    await world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [other.id]);
    expect((await refusal(proposed(other, grantBody(world)))).code).toBe('NO_IDENTITY');
  });
});

describe('B6: the database holds it, too, against plain SQL', () => {
  const insert = (actId: string, signer: string, slot = 'posts.confirm') =>
    world.sql(
      `INSERT INTO joint_signature (id, actId, slot, accountId, unionId, signer, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [`S${signer.slice(0, 25)}`, actId, slot, security.id, world.unions.county.id, signer, 'now'],
    );
  const signerOf = async (id: string) =>
    (await world.sql<{ signer: string }>('SELECT signer FROM joint_signature WHERE actId = ?', [id]))[0]?.signer ?? '';
  let act: Reply<'POST /grants'>;
  let grantee: string;
  beforeEach(async () => {
    const idNumber = freshIdNumber();
    grantee = world.kit.secrets.index('id-number', idNumber);
    act = await proposed(officer, grantBody(world, { newAccount: newcomer({ idNumber }) }));
  });

  it('B6: a second signature of one natural person is refused', async () => {
    expect(await broken(insert(act.id, await signerOf(act.id)))).toMatch(/unique|duplicate/i);
  });

  it('B6: two signatures for one permission are refused', async () => {
    expect(await broken(insert(act.id, 'a'.repeat(64), 'first'))).toMatch(/unique|duplicate/i);
  });

  it('B6: whom it concerns cannot be entered as signer', async () => {
    expect(await broken(insert(act.id, grantee))).toMatch(/whom a joint act concerns does not sign it/);
  });

  it('B6: it is not done without all its signatures, and begins without any', async () => {
    const done = "UPDATE joint_act SET state = 'done' WHERE id = ?";
    expect(await broken(world.sql(done, [act.id]))).toMatch(/only with all its signatures/);
    expect(await broken(world.sql("UPDATE joint_act SET state = 'done', needs = 1 WHERE id = ?", [act.id]))).toMatch(
      /only with all its signatures/,
    );
    const begin = `INSERT INTO joint_act (id, kind, state, unionId, title, facts, payload, needs, proposedBy, proposedAt, dueOn)
      SELECT ?, kind, ?, unionId, title, facts, payload, ?, proposedBy, proposedAt, dueOn FROM joint_act WHERE id = ?`;
    expect(await broken(world.sql(begin, ['J1'.padEnd(26, '0'), 'done', 2, act.id]))).toMatch(/needs two persons/);
    expect(await broken(world.sql(begin, ['J2'.padEnd(26, '0'), 'waiting', 1, act.id]))).toMatch(/needs two persons/);
  });

  it('B6: what was proposed is not changed before it is signed, and what is over stays so', async () => {
    const payload = "UPDATE joint_act SET payload = '{}' WHERE id = ?";
    expect(await broken(world.sql(payload, [act.id]))).toMatch(/only with all its signatures/);
    await officer.api('POST /joint-acts/:id/recall', at(act.id));
    expect(await broken(world.sql("UPDATE joint_act SET state = 'waiting' WHERE id = ?", [act.id]))).toMatch(
      /only with all its signatures/,
    );
    expect(await broken(insert(act.id, 'b'.repeat(64)))).toMatch(/whom a joint act concerns does not sign it/);
  });

  it('B6: signatures are neither changed nor deleted', async () => {
    const one = 'WHERE actId = ?';
    expect(await broken(world.sql(`DELETE FROM joint_signature ${one}`, [act.id]))).toMatch(/append-only/);
    const other = `UPDATE joint_signature SET signer = '${'c'.repeat(64)}' ${one}`;
    expect(await broken(world.sql(other, [act.id]))).toMatch(/append-only/);
  });
});

describe('at the same moment', () => {
  const outcomes = (settled: PromiseSettledResult<unknown>[]) =>
    settled
      .map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code))
      .sort()
      .join(' ');

  it('two security admins sign: one effect, the other is told that it is over', async () => {
    const other = await world.staff('securityAdmin', world.unions.county);
    for (let round = 0; round < 5; round += 1) {
      const act = await proposed(officer, grantBody(world));
      await steppedUp(world, security, other);
      const both = [security, other].map(({ api }) => api('POST /joint-acts/:id/sign', at(act.id)));
      expect(outcomes(await Promise.allSettled(both))).toBe('JOINT_OVER done');
      expect(await postsBy(act.id)).toHaveLength(1);
    }
  });

  it('security admin and chair sign for a guard: both stand, one effect', async () => {
    for (let round = 0; round < 5; round += 1) {
      const act = await guard();
      await steppedUp(world, security, chair);
      const both = [security, chair].map(({ api }) => api('POST /joint-acts/:id/sign', at(act.id)));
      expect(outcomes(await Promise.allSettled(both))).toBe('done done');
      expect(await postsBy(act.id)).toHaveLength(1);
      expect((await officer.api('GET /joint-acts/:id', at(act.id))).signatures).toHaveLength(3);
    }
  });

  it('two security admins sign for a guard: one of them is enough, the other has nothing left to sign', async () => {
    const other = await world.staff('securityAdmin', world.unions.county);
    for (let round = 0; round < 5; round += 1) {
      const act = await guard();
      await steppedUp(world, security, other);
      const both = [security, other].map(({ api }) => api('POST /joint-acts/:id/sign', at(act.id)));
      expect(outcomes(await Promise.allSettled(both))).toBe('NOT_FOUND done');
      const seen = await officer.api('GET /joint-acts/:id', at(act.id));
      expect([seen.state, seen.signatures.length, seen.missing]).toEqual(['waiting', 2, ['posts.chair']]);
    }
  });

  it('one signs while the proposer takes it back: one of the two', async () => {
    for (let round = 0; round < 5; round += 1) {
      const act = await proposed(officer, grantBody(world));
      await steppedUp(world, security);
      const settled = await Promise.allSettled([
        security.api('POST /joint-acts/:id/sign', at(act.id)),
        officer.api('POST /joint-acts/:id/recall', at(act.id)),
      ]);
      expect(outcomes(settled)).toBe('JOINT_OVER done');
      const { state } = await officer.api('GET /joint-acts/:id', at(act.id));
      expect((await postsBy(act.id)).length).toBe(state === 'done' ? 1 : 0);
    }
  });
});

describe('X27: rights that end between the page and the click', () => {
  it('X27: a signer whose post has ended is refused, and it is written down as denied', async () => {
    const act = await proposed(officer, grantBody(world));
    const leaving = await world.staff('securityAdmin', world.unions.county);
    expect((await leaving.api('GET /joint-acts/:id', at(act.id))).maySign).toBe(true);
    await steppedUp(world, leaving);
    const [post] = (await security.api('GET /posts')).items.filter(({ accountId }) => accountId === leaving.id);
    const body = { reason: '调离安全管理岗位', successorId: null };
    await security.api('POST /posts/:id/end', { params: { id: post?.id ?? '' }, body });
    const said = await refusal(leaving.api('POST /joint-acts/:id/sign', at(act.id)));
    expect([said.status, said.code]).toEqual([404, 'NOT_FOUND']);
    expect(await denied()).toEqual([
      { by: `staff:${leaving.id}`, what: 'POST /joint-acts/:id/sign', object: `joint-act:${act.id}` },
    ]);
    expect(await postsBy(act.id)).toEqual([]);
  });

  it('X27: what somebody proposed or signed whose post ended meanwhile does not take effect', async () => {
    const gone = await world.staff('officer');
    const first = await proposed(gone, grantBody(world));
    await world.sql('UPDATE post SET endedAt = ? WHERE accountId = ?', [world.clock.now.toISOString(), gone.id]);
    const said = await refusal(sign(world, security, first.id));
    expect([said.status, said.code]).toEqual([409, 'JOINT_STALE']);
    expect((await security.api('GET /joint-acts/:id', at(first.id))).signatures).toHaveLength(1);

    const leaving = await world.staff('securityAdmin', world.unions.county);
    const second = await guard();
    await sign(world, leaving, second.id);
    await world.sql('UPDATE staff_account SET disabledAt = ? WHERE id = ?', [
      world.clock.now.toISOString(),
      leaving.id,
    ]);
    expect((await refusal(sign(world, chair, second.id))).code).toBe('JOINT_STALE');
    expect(await postsBy(second.id)).toEqual([]);
  });
});

describe('kinds', () => {
  const actBy = async (by: StaffMember, union: Union) =>
    world.kit.db.tx(async (db) => {
      const caller = await world.kit.callerOf(by.token);
      const { ask } = makeAsk(world.kit, db, caller);
      const about = { title: '释放手机号 138****8000', facts: [], reason: null, payload: {} };
      return propose(ask, { kind: 'phone', union, subject: `${by.id}-${union.id}`, ...about });
    });

  it('whose confirmation comes from above is signed in a union strictly above, at the top in the union itself', async () => {
    const act = await actBy(officer, world.unions.street);
    const same = await world.staff('protection', world.unions.street);
    const upper = await world.staff('protection', world.unions.county);
    expect((await refusal(same.api('GET /joint-acts/:id', at(act.id)))).code).toBe('NOT_FOUND');
    expect((await same.api('GET /joint-acts')).waitingForMe).toBe(0);
    expect((await upper.api('GET /joint-acts/:id', at(act.id))).maySign).toBe(true);
    expect((await upper.api('GET /joint-acts')).items.map(({ id }) => id)).toContain(act.id);
    const topOfficer = await world.staff('officer', world.unions.province);
    const top = await world.staff('protection', world.unions.province);
    const atTop = await actBy(topOfficer, world.unions.province);
    expect((await top.api('GET /joint-acts/:id', at(atTop.id))).maySign).toBe(true);
    expect((await top.api('GET /joint-acts')).items.map(({ id }) => id)).toEqual([act.id, atTop.id]);
  });

  it('B6: every kind needs two persons, a guard three', () => {
    const needed = Object.keys(jointKinds).map((kind) => [kind, signaturesNeeded(kind as keyof typeof jointKinds)]);
    expect(Object.fromEntries(needed)).toEqual({
      review: 3,
      grant: 2,
      guard: 3,
      export: 2,
      looks: 2,
      erasure: 2,
      'hold-lift': 2,
      merge: 2,
      identity: 2,
      phone: 2,
      expulsion: 2,
      funding: 2,
      roster: 2,
      campaign: 2,
      stock: 2,
      payee: 2,
      settlement: 3,
    });
  });
});

test('X27 the half of an officer whose account was disabled meanwhile counts no more', async () => {
  const own = await openWorld();
  const [officer, upper] = [await own.staff('officer'), await own.staff('protection', own.unions.county)];
  const rider = await own.applicant(77);
  await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id }, body: {} });
  const [member] = await own.sql<{ id: string }>('SELECT id FROM membership');
  await own.sql('UPDATE session SET stepUpAt = ?', [own.clock.now.toISOString()]);
  const body = { reason: '长期不缴纳会费，经劝说无效' };
  const act = await officer.api('POST /members/:id/expel', { params: { id: member?.id ?? '' }, body });
  await own.sql('UPDATE staff_account SET disabledAt = ? WHERE id = ?', [own.clock.now.toISOString(), officer.id]);
  const signing = upper.api('POST /joint-acts/:id/sign', { params: { id: act.id } });
  expect((await refusal(signing)).code).toBe('JOINT_STALE');
  expect(await own.sql('SELECT state FROM membership')).toEqual([{ state: 'active' }]);
  await own.close();
});
