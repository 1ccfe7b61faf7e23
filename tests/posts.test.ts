import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sendDue } from '@niangjia/server/core/outbox';
import { deliveries, jobs } from '@niangjia/server/jobs';
import { contract, entryOf, type Key } from '@niangjia/shared/contract/index';
import { isCompatible, type Role, roles } from '@niangjia/shared/rules/roles';
import { generateSync } from 'otplib';
import * as z from 'zod';
import { freshIdNumber, grantBody, newcomer, proposed, sign, steppedUp } from './two-persons';
import { freshDatabase, openWorld, PASSWORD, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
let security: StaffMember;
let chair: StaffMember;
beforeEach(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
  security = await world.staff('securityAdmin', world.unions.county);
  chair = await world.staff('chair', world.unions.county);
});
afterEach(() => world.close());

const DAY = 86_400_000;
const at = (id: string) => ({ params: { id } });
const reason = '换届，不再担任';
const otpOf = (otpSecret: string) =>
  generateSync({ secret: otpSecret, epoch: Math.floor(world.clock.now.getTime() / 1000) });
const postOf = async (accountId: string) =>
  (await world.sql<{ id: string }>('SELECT id FROM post WHERE accountId = ? ORDER BY id DESC', [accountId]))[0]?.id ??
  '';
const turn = (name: string) => jobs.find((job) => job.name === name)?.run(world.kit, async () => true);
const lastSms = () => world.sent.sms.at(-1);
/** A fresh access token: it is good for 15 minutes only. */
const back = async (member: StaffMember): Promise<StaffMember> => ({
  ...member,
  ...(await world.signInStaff(member.account, member.otpSecret)),
});

/** Grants a post to a newcomer, up to the SMS with the code. */
async function invited(different: Parameters<typeof newcomer>[0] = {}) {
  const person = newcomer(different);
  const act = await proposed(officer, grantBody(world, { newAccount: person }));
  await sign(world, security, act.id);
  await sendDue(world.kit, deliveries);
  const [row] = await world.sql<{ id: string }>('SELECT id FROM staff_account WHERE account = ?', [person.account]);
  return { ...person, id: row?.id ?? '', actId: act.id, code: lastSms()?.params.code ?? '' };
}
const begin = (one: { account: string; code: string }) =>
  world.api('POST /activations', { body: { account: one.account, code: one.code } });
async function activate(one: { account: string; code: string }) {
  const { ticket, otpSecret } = await begin(one);
  const body = { ticket, password: PASSWORD, otp: otpOf(otpSecret) };
  await world.api('POST /activations/finish', { body });
  world.clock.forward(30_000);
  return otpSecret;
}

describe('a post comes by two persons', () => {
  it('the newcomer gets an SMS, sets up authenticator and password, signs in, and decides', async () => {
    const rider = await world.applicant(1);
    const one = await invited({ phone: '13900001234' });
    expect(lastSms()).toEqual({
      phone: '13900001234',
      template: 'staff-invitation',
      params: { account: one.account, code: expect.stringMatching(/^\d{6}$/) },
      at: expect.any(Date),
    });
    const otpSecret = await activate(one);
    const { api } = await world.signInStaff(one.account, otpSecret);
    const me = await api('GET /staff/me');
    expect([me.name, me.posts.map(({ roleLabel, unionName }) => `${unionName} ${roleLabel}`)]).toEqual([
      '林晓梅',
      ['青州北部片区工会联合会 基层工会干部'],
    ]);
    expect((await api('POST /applications/:id/approve', at(rider.application.id))).state).toBe('approved');
    const [post] = await world.sql<{ actId: string; fromOn: string }>(
      'SELECT actId, fromOn FROM post WHERE accountId = ?',
      [one.id],
    );
    expect(post).toEqual({ actId: one.actId, fromOn: '2026-11-23' });
  });

  it('an account that is there gets the post and no SMS; it counts from its first day on', async () => {
    const other = await world.staff('approver');
    const act = await proposed(
      officer,
      grantBody(world, { accountId: other.id, role: 'officer', fromOn: '2026-11-25' }),
    );
    await sign(world, security, act.id);
    await sendDue(world.kit, deliveries);
    expect(world.sent.sms).toEqual([]);
    const post = (await officer.api('GET /posts')).items[0];
    expect(post).toMatchObject({ accountId: other.id, role: 'officer', state: 'coming', fromOn: '2026-11-25' });
    expect((await refusal(other.api('GET /join-codes'))).code).toBe('NOT_ALLOWED');
    world.clock.forward(2 * DAY);
    const { api } = await back(other);
    expect((await api('GET /join-codes')).items.length).toBeGreaterThan(0);
    expect((await api('GET /posts')).items.find(({ id }) => id === post?.id)?.state).toBe('running');
  });

  it('nothing of a newcomer stands in clear in the act, and nothing is left when it is refused or taken back', async () => {
    for (const end of ['refuse', 'recall'] as const) {
      const person = newcomer({ name: '欧阳修远', phone: '13911112222' });
      const act = await proposed(officer, grantBody(world, { newAccount: person }));
      const [row] = await world.sql<Record<string, string>>('SELECT * FROM joint_act WHERE id = ?', [act.id]);
      const text = JSON.stringify([row, act, await world.sql('SELECT * FROM staff_account'), world.log]);
      expect(text).not.toContain(person.idNumber);
      expect(text).not.toContain(person.phone);
      expect(JSON.stringify([row, act])).not.toContain('欧阳修远');
      expect(act.facts.map(({ value }) => value)).toEqual(
        expect.arrayContaining(['欧***', '139****2222', person.account, '2026-11-23 起']),
      );
      const taken = grantBody(world, { newAccount: newcomer({ account: person.account }) });
      expect((await refusal(proposed(officer, taken))).code).toBe('ACCOUNT_IN_USE');
      if (end === 'recall') await officer.api('POST /joint-acts/:id/recall', at(act.id));
      else await security.api('POST /joint-acts/:id/refuse', { ...at(act.id), body: { reason: '没有任命文件' } });
      const { accountId } = JSON.parse(row?.payload ?? '{}');
      expect(await world.sql('SELECT id FROM staff_account WHERE id = ?', [accountId])).toEqual([]);
      expect(await world.sql('SELECT subjectId FROM data_key WHERE subjectId = ?', [accountId])).toEqual([]);
      expect((await proposed(officer, taken)).state).toBe('waiting');
    }
  });

  it('nobody appoints above or beside the own union, in a closed one, or somebody out of sight', async () => {
    const { unions } = world;
    for (const union of [unions.county, unions.province, unions.elsewhere])
      expect((await refusal(proposed(officer, grantBody(world, { unionId: union.id })))).code).toBe('NOT_FOUND');
    expect((await proposed(officer, grantBody(world, { unionId: unions.rider.id }))).unionName).toBe(unions.rider.name);
    const stranger = await world.staff('approver', unions.elsewhere);
    expect((await refusal(proposed(officer, grantBody(world, { accountId: stranger.id })))).code).toBe('NOT_FOUND');
    const auditor = await world.staff('auditor');
    expect((await refusal(proposed(auditor, grantBody(world)))).code).toBe('NOT_ALLOWED');
    expect((await refusal(proposed(security, grantBody(world)))).code).toBe('NOT_ALLOWED');
    await world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [
      world.clock.now.toISOString(),
      unions.rider.id,
    ]);
    expect((await refusal(proposed(officer, grantBody(world, { unionId: unions.rider.id })))).code).toBe(
      'UNION_CLOSED',
    );
  });

  it('says at the field what is wrong with days and with whom it is for', async () => {
    const grantee = await world.staff('approver');
    const field = async (different: Parameters<typeof grantBody>[1]) =>
      (await refusal(proposed(officer, grantBody(world, different)))).body.fields?.map((one) => one.at);
    expect(await field({ fromOn: '2026-11-22' })).toEqual(['fromOn']);
    expect(await field({ fromOn: '2026-12-01', toOn: '2026-11-30' })).toEqual(['toOn']);
    expect(await field({ accountId: null, newAccount: null })).toEqual(['accountId']);
    expect(await field({ accountId: grantee.id, newAccount: newcomer() })).toEqual(['accountId']);
    expect(await field({ accountId: grantee.id, role: 'approver' })).toEqual(['accountId']);
    await security.api('POST /accounts/:id/disable', { ...at(grantee.id), body: { reason } });
    expect(await field({ accountId: grantee.id })).toEqual(['accountId']);
    expect(await field({ newAccount: newcomer({ account: 'Big' }) })).toEqual(['newAccount.account']);
  });

  it('does not take effect when union, grantee or term have gone meanwhile', async () => {
    const { unions, clock } = world;
    const grantee = await world.staff('approver');
    const body = grantBody(world, { accountId: grantee.id, unionId: unions.rider.id, toOn: '2026-11-24' });
    const act = await proposed(officer, body);
    await world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [clock.now.toISOString(), unions.rider.id]);
    expect((await refusal(sign(world, security, act.id))).code).toBe('UNION_CLOSED');
    await world.sql('UPDATE trade_union SET closedAt = NULL WHERE id = ?', [unions.rider.id]);
    await world.sql('UPDATE staff_account SET disabledAt = ? WHERE id = ?', [clock.now.toISOString(), grantee.id]);
    expect((await refusal(sign(world, security, act.id))).code).toBe('JOINT_STALE');
    await world.sql('UPDATE staff_account SET disabledAt = NULL WHERE id = ?', [grantee.id]);
    clock.forward(2 * DAY);
    expect((await refusal(sign(world, await back(security), act.id))).code).toBe('JOINT_STALE');
  });
});

describe('roles that do not go together (security.md d.1)', () => {
  const all = Object.keys(roles) as Role[];
  const table: [Role, Role[]][] = [
    ['systemAdmin', all.filter((role) => role !== 'systemAdmin')],
    ['securityAdmin', ['auditAdmin', 'systemAdmin']],
    ['payer', ['releaser', 'protection', 'approver', 'firstReviewer', 'secondReviewer', 'auditor', 'systemAdmin']],
    ['releaser', ['payer', 'protection', 'approver', 'firstReviewer', 'secondReviewer', 'auditor', 'systemAdmin']],
    ['firstReviewer', ['cashier', 'payer', 'releaser', 'auditor', 'steward', 'systemAdmin']],
    ['steward', ['protection', 'approver', 'firstReviewer', 'secondReviewer', 'auditor', 'systemAdmin']],
    [
      'auditor',
      all.filter((role) => !['auditor', 'expert', 'securityAdmin', 'auditAdmin', 'returningOfficer'].includes(role)),
    ],
    ['officer', ['auditor', 'systemAdmin']],
    ['chair', ['auditor', 'systemAdmin']],
  ];

  it('are these pairs, whichever came first', () => {
    for (const [role, others] of table) {
      expect([role, all.filter((one) => !isCompatible(role, one)).sort()]).toEqual([role, [...others].sort()]);
      for (const one of others) expect(isCompatible(one, role)).toBe(false);
    }
  });

  it('are refused when they are proposed, over all accounts of the person and in whatever union', async () => {
    const idNumber = freshIdNumber();
    await world.staff('payer', world.unions.elsewhere, undefined, idNumber);
    const here = await world.staff('production', undefined, undefined, idNumber);
    const said = await refusal(proposed(officer, grantBody(world, { accountId: here.id, role: 'releaser' })));
    expect([said.status, said.code]).toEqual([409, 'INCOMPATIBLE_ROLES']);
    const again = grantBody(world, { role: 'approver', newAccount: newcomer({ idNumber }) });
    expect((await refusal(proposed(officer, again))).code).toBe('INCOMPATIBLE_ROLES');
    expect((await proposed(officer, grantBody(world, { accountId: here.id, role: 'legal' }))).state).toBe('waiting');
  });

  it('go together once the one has ended before the other begins', async () => {
    const one = await world.staff('payer');
    await world.sql("UPDATE post SET toOn = '2026-12-31' WHERE accountId = ?", [one.id]);
    const grant = (fromOn: string) =>
      proposed(officer, grantBody(world, { accountId: one.id, role: 'releaser', fromOn }));
    expect((await refusal(grant('2026-12-31'))).code).toBe('INCOMPATIBLE_ROLES');
    expect((await grant('2027-01-01')).state).toBe('waiting');
    const other = await world.staff('payer');
    await officer.api('POST /posts/:id/end', { ...at(await postOf(other.id)), body: { reason, successorId: null } });
    const today = grantBody(world, { accountId: other.id, role: 'releaser' });
    expect((await proposed(officer, today)).state).toBe('waiting');
  });

  it('are refused again when the act takes effect, also when both are signed at the same moment', async () => {
    const confirms = [security, await world.staff('securityAdmin')];
    for (let round = 0; round < 3; round += 1) {
      const one = await world.staff('production');
      const acts = [];
      for (const role of ['payer', 'releaser'] as const)
        acts.push(await proposed(officer, grantBody(world, { accountId: one.id, role })));
      await steppedUp(world, ...confirms);
      const settled = await Promise.allSettled(
        acts.map(({ id }, nth) => (confirms[nth] as StaffMember).api('POST /joint-acts/:id/sign', at(id))),
      );
      const codes = settled.map((end) => (end.status === 'fulfilled' ? 'done' : (end.reason as { code: string }).code));
      expect(codes.sort()).toEqual(['INCOMPATIBLE_ROLES', 'done']);
      const held = await world.sql("SELECT id FROM post WHERE accountId = ? AND role <> 'production'", [one.id]);
      expect(held).toHaveLength(1);
    }
  });
});

describe('activation', () => {
  it('A5: no route but signing in and its renewal gives a staff token; none comes from activating', async () => {
    const gives = (key: Key) => {
      const { reply, file } = entryOf(key);
      return (
        file !== 'out' &&
        /"(access|refresh)"/.test(JSON.stringify(z.toJSONSchema(reply, { unrepresentable: 'any', io: 'input' })))
      );
    };
    expect((Object.keys(contract) as Key[]).filter(gives).sort()).toEqual(
      [
        'POST /me/phone',
        'POST /me/phone-by-code',
        'POST /phone-sessions',
        'POST /sessions/refresh',
        'POST /staff-sessions',
        'POST /wechat-sessions',
      ].sort(),
    );
    // In the server, one place opens a session of staff: it has checked password and code.
    const opens = filesUnder(join(__dirname, '../server/src')).filter((file) =>
      /openSession\([^)]*'staff'/.test(readFileSync(file, 'utf8')),
    );
    expect(opens.map((file) => file.split('/server/src/')[1])).toEqual(['modules/people/staff.ts']);

    const one = await invited();
    const started = await begin(one);
    expect(Object.keys(started).sort()).toEqual(['name', 'otpAddress', 'otpSecret', 'ticket']);
    expect((await world.raw('GET', '/staff/me', { token: started.ticket })).status).toBe(401);
    const body = { ticket: started.ticket, password: PASSWORD, otp: otpOf(started.otpSecret) };
    expect(await world.api('POST /activations/finish', { body })).toEqual({ done: true });
    expect(await world.sql('SELECT id FROM session WHERE subjectId = ?', [one.id])).toEqual([]);
    // The code that finished it does not sign in.
    expect((await refusal(world.signInStaff(one.account, started.otpSecret))).code).toBe('WRONG_PASSWORD');
    world.clock.forward(30_000);
    await world.signInStaff(one.account, started.otpSecret);
  });

  it('nobody signs in before: not while it waits for signatures, nor invited, nor half activated', async () => {
    const person = newcomer();
    const act = await proposed(officer, grantBody(world, { newAccount: person }));
    const tries = ['', PASSWORD, person.idNumber];
    const signIn = async (otp = '000000') => {
      const codes = new Set<string>();
      for (const password of tries.filter(Boolean))
        codes.add(
          (await refusal(world.api('POST /staff-sessions', { body: { account: person.account, password, otp } }))).code,
        );
      return [...codes];
    };
    expect(await signIn()).toEqual(['WRONG_PASSWORD']);
    expect((await refusal(begin({ account: person.account, code: '000000' }))).code).toBe('WRONG_CODE');
    await sign(world, security, act.id);
    expect(await signIn()).toEqual(['WRONG_PASSWORD']);
    await sendDue(world.kit, deliveries);
    const { otpSecret } = await begin({ account: person.account, code: lastSms()?.params.code ?? '' });
    await world.sql('DELETE FROM attempt');
    expect(await signIn(otpOf(otpSecret))).toEqual(['WRONG_PASSWORD']);
  });

  it('the code stands nowhere: not in the outbox, the tables, the log, nor in any answer', async () => {
    const one = await invited({ phone: '13922223333' });
    const tables = ['outbox', 'invitation', 'staff_account', 'joint_act', 'audit_row', 'idempotency'];
    let text = world.log.join('\n');
    for (const table of tables) text += JSON.stringify(await world.sql(`SELECT * FROM ${table}`));
    text += JSON.stringify([
      await officer.api('GET /joint-acts/:id', at(one.actId)),
      await security.api('GET /joint-acts/:id', at(one.actId)),
      (await security.api('GET /accounts')).items,
    ]);
    // As a word of its own: six digits turn up inside of hashes by chance.
    expect(text).not.toMatch(new RegExp(`(?<![0-9A-Za-z_-])${one.code}(?![0-9A-Za-z_-])`));
    expect(text).not.toContain('13922223333');
    expect(text).not.toContain(one.idNumber);
    world.clock.forward(61_000);
    const answer = await world.raw('POST', `/accounts/${one.id}/invite`, { token: security.token, body: {} });
    expect(answer.status).toBe(200);
    const code = lastSms()?.params.code ?? '';
    expect([code === one.code, answer.text.includes(code), answer.text.includes('13922223333')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('five wrong codes use it up, whoever tried; the sixth try of a network is locked out', async () => {
    const one = await invited();
    const wrong = { ...one, code: one.code === '000000' ? '000001' : '000000' };
    for (let nth = 0; nth < 5; nth += 1) expect((await refusal(begin(wrong))).code).toBe('WRONG_CODE');
    expect((await refusal(begin(one))).code).toBe('LOCKED');
    world.clock.forward(61_000);
    expect((await refusal(begin(one))).code).toBe('CODE_EXPIRED');
    // Signing in elsewhere under the same name is not locked by that, and an account that nobody has is told the same.
    const nobody = { account: 'nobody-here', code: '123456' };
    for (let nth = 0; nth < 5; nth += 1) expect((await refusal(begin(nobody))).code).toBe('WRONG_CODE');
    expect((await refusal(begin(nobody))).code).toBe('LOCKED');
    await security.api('POST /accounts/:id/invite', at(one.id));
    await activate({ account: one.account, code: lastSms()?.params.code ?? '' });
  });

  it('six who guess at the same moment: five are looked at', async () => {
    const one = await invited();
    const codes = Array.from({ length: 10 }, (_, nth) =>
      String((Number(one.code) + nth + 1) % 1_000_000).padStart(6, '0'),
    );
    await Promise.all(codes.map((code) => refusal(begin({ account: one.account, code }))));
    const [row] = await world.sql<{ tries: number }>('SELECT tries FROM invitation WHERE accountId = ?', [one.id]);
    expect(Number(row?.tries)).toBeLessThanOrEqual(5);
    await world.sql('DELETE FROM attempt');
    expect((await refusal(begin(one))).code).toBe('CODE_EXPIRED');
  });

  it('a code is good for three days, a ticket for a quarter of an hour, and only the newest of each', async () => {
    const one = await invited();
    const first = await begin(one);
    const second = await begin(one);
    const finish = (ticket: string, otpSecret: string) =>
      world.api('POST /activations/finish', { body: { ticket, password: PASSWORD, otp: otpOf(otpSecret) } });
    expect((await refusal(finish(first.ticket, first.otpSecret))).code).toBe('CODE_EXPIRED');
    world.clock.forward(15 * 60_000);
    expect((await refusal(finish(second.ticket, second.otpSecret))).code).toBe('CODE_EXPIRED');
    world.clock.forward(3 * DAY - 15 * 60_000 - 1);
    await begin(one);
    world.clock.forward(1);
    expect((await refusal(begin(one))).code).toBe('CODE_EXPIRED');
  });

  it('wants the authenticator’s own code and a password that is not easily guessed', async () => {
    const one = await invited();
    const { ticket, otpSecret } = await begin(one);
    const good = { ticket, password: PASSWORD, otp: otpOf(otpSecret) };
    const finish = (different: object) =>
      refusal(world.api('POST /activations/finish', { body: { ...good, ...different } }));
    const wrong = good.otp === '000000' ? '000001' : '000000';
    expect((await finish({ otp: wrong })).body.fields?.map((field) => field.at)).toEqual(['otp']);
    for (const password of ['password1234', `${one.account}-2026`, 'aaaaaaaaaaaaaaaa', '199001010025'])
      expect([password, (await finish({ password })).code]).toEqual([password, 'WEAK_PASSWORD']);
    expect((await finish({ password: 'short' })).code).toBe('BAD_INPUT');
    expect((await finish({ ticket: 'x'.repeat(43) })).code).toBe('CODE_EXPIRED');
    await world.api('POST /activations/finish', { body: good });
    expect((await finish({})).code).toBe('CODE_EXPIRED');
    const [row] = await world.sql<{ passwordHash: string }>('SELECT passwordHash FROM staff_account WHERE id = ?', [
      one.id,
    ]);
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('a lost authenticator: a new invitation voids password and authenticator, and ends every session', async () => {
    const one = await invited({ phone: '13933334444' });
    const otpSecret = await activate(one);
    const held = await world.signInStaff(one.account, otpSecret);
    const answer = await security.api('POST /accounts/:id/invite', at(one.id));
    expect([answer.state, answer.account]).toEqual(['invited', one.account]);
    expect((await refusal(held.api('GET /staff/me'))).code).toBe('SESSION_ENDED');
    world.clock.forward(30_000);
    expect((await refusal(world.signInStaff(one.account, otpSecret))).code).toBe('WRONG_PASSWORD');
    expect((await refusal(security.api('POST /accounts/:id/invite', at(one.id)))).code).toBe('CODE_TOO_SOON');
    const fresh = await activate({ account: one.account, code: lastSms()?.params.code ?? '' });
    await world.signInStaff(one.account, fresh);
  });

  it('an invitation is sent to who has a phone on record, is not disabled, and is somebody else', async () => {
    const plain = await world.staff('approver');
    expect((await refusal(security.api('POST /accounts/:id/invite', at(plain.id)))).code).toBe('ACCOUNT_NO_PHONE');
    await security.api('POST /accounts/:id/disable', { ...at(plain.id), body: { reason } });
    expect((await refusal(security.api('POST /accounts/:id/invite', at(plain.id)))).code).toBe('ACCOUNT_DISABLED');
    expect((await refusal(security.api('POST /accounts/:id/invite', at(security.id)))).code).toBe('SAME_PERSON');
    expect((await refusal(officer.api('POST /accounts/:id/invite', at(plain.id)))).code).toBe('NOT_ALLOWED');
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? filesUnder(join(folder, one.name)) : one.name.endsWith('.ts') ? [join(folder, one.name)] : [],
  );
}

describe('a post ends', () => {
  const end = (by: StaffMember, id: string, successorId: string | null = null) =>
    by.api('POST /posts/:id/end', { ...at(id), body: { reason, successorId } });

  it('X27 A4: at once, with the next request; and it is told who ended it', async () => {
    const colleague = await world.staff('officer');
    const rider = await world.applicant(2);
    expect((await colleague.api('GET /applications/:id', at(rider.application.id))).may).toContain('approve');
    const ended = await end(officer, await postOf(colleague.id));
    expect([ended.post.state, ended.post.mayEnd, ended.risen, ended.remaining, ended.successor]).toEqual([
      'ended',
      false,
      0,
      1,
      null,
    ]);
    const said = await refusal(colleague.api('POST /applications/:id/approve', at(rider.application.id)));
    expect([said.status, said.code]).toEqual([403, 'NOT_ALLOWED']);
    const rows = await world.sql("SELECT `by`, what FROM audit_row WHERE outcome = 'denied'");
    expect(rows).toEqual([{ by: `staff:${colleague.id}`, what: 'POST /applications/:id/approve' }]);
    expect((await refusal(end(officer, await postOf(colleague.id)))).code).toBe('POST_ENDED');
    const [row] = await world.sql('SELECT endedBy, endReason FROM post WHERE accountId = ?', [colleague.id]);
    expect(row).toEqual({ endedBy: officer.id, endReason: reason });
  });

  it('by the holder, by who proposes posts there or above, by the security admin and the chair; by nobody else', async () => {
    const { unions } = world;
    const upper = await world.staff('protection', unions.county);
    for (const by of [officer, upper, security]) {
      const one = await world.staff('cashier');
      expect((await end(by, await postOf(one.id))).post.state).toBe('ended');
    }
    const own = await world.staff('auditor');
    expect((await end(own, await postOf(own.id))).post.state).toBe('ended');
    const one = await postOf((await world.staff('cashier')).id);
    for (const role of ['auditor', 'auditAdmin'] as const)
      expect((await refusal(end(await world.staff(role), one))).code).toBe('NOT_ALLOWED');
    for (const union of [unions.rider, unions.elsewhere])
      expect((await refusal(end(await world.staff('officer', union), one))).code).toBe('NOT_FOUND');
  });

  it('FIN-4: with the last who decides there, its open cases rise to the upper union at once, with a new term', async () => {
    const colleague = await world.staff('officer');
    const [one, two] = [await world.applicant(3), await world.applicant(4)];
    const below = await world.applicant(5, world.unions.rider);
    await officer.api('POST /applications/:id/return', { ...at(two.application.id), body: { reason } });
    expect(await end(officer, await postOf(colleague.id))).toMatchObject({ risen: 0, remaining: 2 });
    world.clock.forward(DAY);
    const last = await back(officer);
    expect(await end(last, await postOf(officer.id))).toMatchObject({ risen: 2, remaining: 0 });
    const rows = await world.sql<{ id: string; heldBy: string; heldPath: string; dueOn: string; risenAt: string }>(
      'SELECT id, heldBy, heldPath, dueOn, risenAt FROM application ORDER BY id',
    );
    const { county, rider } = world.unions;
    expect(rows.map(({ heldBy, heldPath, dueOn }) => [heldBy, heldPath, dueOn])).toEqual([
      [county.id, county.path, '2026-11-27'],
      [county.id, county.path, '2026-11-27'],
      [rider.id, rider.path, '2026-11-26'],
    ]);
    expect(rows.at(-1)?.risenAt).toBeNull();
    expect(rows.at(-1)?.id).toBe(below.application.id);
    const steps = await world.sql<{ verb: string; unionId: string; accountId: null }>(
      'SELECT verb, unionId, accountId FROM application_step WHERE applicationId = ? ORDER BY id',
      [one.application.id],
    );
    expect(steps.at(-1)).toEqual({ verb: 'rise', unionId: county.id, accountId: null });
    const upper = await world.staff('officer', county);
    expect((await upper.api('POST /applications/:id/approve', at(one.application.id))).state).toBe('approved');
  });

  it('FIN-4: an account that is disabled or only invited does not count as somebody left', async () => {
    const gone = await world.staff('officer');
    await invited();
    await world.applicant(6);
    await security.api('POST /accounts/:id/disable', { ...at(gone.id), body: { reason } });
    expect(await end(officer, await postOf(officer.id))).toMatchObject({ risen: 1, remaining: 0 });
  });

  it('two who leave at the same moment: the cases rise once', async () => {
    const colleague = await world.staff('officer');
    await world.applicant(7);
    const [mine, other] = [await postOf(officer.id), await postOf(colleague.id)];
    const both = await Promise.all([end(officer, mine), end(colleague, other)]);
    expect(both.map(({ risen }) => risen).sort()).toEqual([0, 1]);
  });

  it('at the top of the tree, cases stay: there is nowhere to rise to', async () => {
    const top = await world.staff('officer', world.unions.elsewhere);
    await world.applicant(8, world.unions.elsewhere);
    expect(await end(top, await postOf(top.id))).toMatchObject({ risen: 0, remaining: 1 });
  });

  it('is handed over: the successor’s grant waits, and takes effect although the proposer has gone', async () => {
    const heir = await world.staff('approver');
    const handed = await end(officer, await postOf(officer.id), heir.id);
    expect(handed.successor).toMatchObject({ kind: 'grant', state: 'waiting', reason, missing: ['posts.confirm'] });
    expect((await refusal(officer.api('GET /posts'))).code).toBe('NOT_ALLOWED');
    await sign(world, security, handed.successor?.id ?? '');
    expect((await heir.api('GET /staff/me')).posts.map(({ role }) => role).sort()).toEqual(['approver', 'officer']);
  });

  it('without a right to propose, one ends it and names nobody; nothing happens when the successor is refused', async () => {
    const heir = await world.staff('approver');
    const own = await postOf(officer.id);
    expect((await refusal(end(security, own, heir.id))).code).toBe('NOT_ALLOWED');
    expect((await refusal(end(officer, own, officer.id))).code).toBe('SAME_PERSON');
    const auditor = await world.staff('auditor');
    expect((await refusal(end(officer, own, auditor.id))).code).toBe('INCOMPATIBLE_ROLES');
    expect(
      (await officer.api('GET /posts', { query: { unionId: world.unions.street.id } })).items.find(
        ({ id }) => id === own,
      )?.state,
    ).toBe('running');
    expect((await officer.api('GET /joint-acts', { query: { view: 'mine' } })).items).toEqual([]);
  });

  it('B7: by itself with its last day, and what was open there goes up within the hour', async () => {
    const act = await proposed(
      officer,
      grantBody(world, { accountId: (await world.staff('approver')).id, toOn: '2026-11-25' }),
    );
    await sign(world, security, act.id);
    const [granted] = await world.sql<{ accountId: string }>('SELECT accountId FROM post WHERE actId = ?', [act.id]);
    await end(officer, await postOf(officer.id));
    await world.applicant(9);
    const [account] = await world.sql<{ account: string }>('SELECT account FROM staff_account WHERE id = ?', [
      granted?.accountId,
    ]);
    expect(account?.account).toMatch(/^approver-/);
    const held = () =>
      world.sql<{ n: number }>('SELECT COUNT(*) AS n FROM application WHERE heldBy = ?', [world.unions.street.id]);
    // 2026-11-25 23:59:59 in Shanghai: its last second.
    world.clock.now = new Date('2026-11-25T15:59:59.000Z');
    await turn('posts');
    expect(Number((await held())[0]?.n)).toBe(1);
    const before = (await (await back(chair)).api('GET /posts')).items.find(
      ({ accountId }) => accountId === granted?.accountId,
    );
    expect(before?.state).toBe('running');
    world.clock.forward(1000);
    const after = await (await back(chair)).api('GET /posts', { query: { ended: '1' } });
    expect(after.items.find(({ id }) => id === before?.id)?.state).toBe('ended');
    await turn('posts');
    expect(Number((await held())[0]?.n)).toBe(0);
    const [row] = await world.sql<{ endedAt: string }>('SELECT endedAt FROM post WHERE id = ?', [before?.id]);
    expect(row?.endedAt).toBe('2026-11-25T15:59:59.999Z');
    const audit = () => world.sql("SELECT `by`, object FROM audit_row WHERE what = 'post is over'");
    expect(await audit()).toEqual([{ by: 'job', object: `post:${before?.id}` }]);
    await turn('posts');
    expect(await audit()).toHaveLength(1);
  });
});

describe('lists', () => {
  it('show posts of the own union and those below, by union, by pages, running or ended', async () => {
    const { unions } = world;
    const below = await world.staff('cashier', unions.rider);
    const names = async (by: StaffMember, query: object = {}) =>
      (await by.api('GET /posts', { query })).items.map(({ accountId }) => accountId);
    expect(await names(officer)).toEqual([below.id, officer.id]);
    expect(await names(security)).toEqual([below.id, chair.id, security.id, officer.id]);
    expect(await names(security, { unionId: unions.county.id })).toEqual([chair.id, security.id]);
    for (const union of [unions.county, unions.elsewhere])
      expect((await refusal(officer.api('GET /posts', { query: { unionId: union.id } }))).code).toBe('NOT_FOUND');
    expect(await names(officer, { ended: '1' })).toEqual([]);
    await world.sql('UPDATE post SET endedAt = ? WHERE accountId = ?', [world.clock.now.toISOString(), below.id]);
    expect([await names(officer), await names(officer, { ended: '1' })]).toEqual([[officer.id], [below.id]]);
    for (let nth = 0; nth < 51; nth += 1)
      await world.sql(
        "INSERT INTO post (id, accountId, role, unionId, fromOn) VALUES (?, ?, 'cashier', ?, '2026-01-01')",
        [`0000000000000000000000${String(1000 + nth)}`, below.id, unions.rider.id],
      );
    const first = await officer.api('GET /posts');
    const rest = await officer.api('GET /posts', { query: { after: first.next ?? '' } });
    expect([first.items.length, rest.items.length, rest.next]).toEqual([50, 2, null]);
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(52);
  });

  it('say of each post whether one may end it', async () => {
    const auditor = await world.staff('auditor');
    const may = async (by: StaffMember) =>
      Object.fromEntries((await by.api('GET /posts')).items.map((one) => [one.role, one.mayEnd]));
    expect(await may(officer)).toEqual({ officer: true, auditor: false });
    expect(await may(auditor)).toEqual({ officer: false, auditor: true });
    expect(await may(chair)).toEqual({ officer: true, auditor: true, securityAdmin: true, chair: true });
  });

  it('show accounts with their last use; a former post keeps one in sight, but not in hand', async () => {
    const { unions } = world;
    const moved = await world.staff('approver', unions.rider);
    await world.sql('UPDATE post SET endedAt = ? WHERE accountId = ?', [world.clock.now.toISOString(), moved.id]);
    const row = async (by: StaffMember, query: object = {}) =>
      (await by.api('GET /accounts', { query })).items.find(({ id }) => id === moved.id);
    const usedAt = world.clock.now.toISOString();
    expect(await row(officer)).toMatchObject({ state: 'active', usedAt, idleDays: 0, posts: [], mayDisable: false });
    const local = await world.staff('securityAdmin');
    expect((await row(local))?.mayDisable).toBe(true);
    await world.sql(
      "INSERT INTO post (id, accountId, role, unionId, fromOn) VALUES (?, ?, 'officer', ?, '2026-01-01')",
      ['P'.padEnd(26, '0'), moved.id, unions.county.id],
    );
    expect([(await row(local))?.mayDisable, (await row(local))?.posts]).toEqual([false, []]);
    expect((await refusal(local.api('POST /accounts/:id/disable', { ...at(moved.id), body: { reason } }))).code).toBe(
      'NOT_FOUND',
    );
    expect(await row(security)).toMatchObject({
      mayDisable: true,
      posts: [{ role: 'officer', roleLabel: '基层工会干部', unionName: unions.county.name, toOn: null }],
    });
    expect((await officer.api('GET /accounts', { query: { name: moved.account.slice(0, 12) } })).items).toHaveLength(1);
    expect((await officer.api('GET /accounts', { query: { name: '100%' } })).items).toEqual([]);
    const stranger = await world.staff('securityAdmin', unions.elsewhere);
    expect(await row(stranger)).toBeUndefined();
    expect(
      (await refusal(stranger.api('POST /accounts/:id/disable', { ...at(moved.id), body: { reason } }))).code,
    ).toBe('NOT_FOUND');
  });

  it('show an invited account as such, and one that only waits for signatures not at all', async () => {
    const one = await invited();
    const waits = newcomer();
    await proposed(officer, grantBody(world, { newAccount: waits }));
    const { items } = await security.api('GET /accounts');
    expect(items.find(({ id }) => id === one.id)).toMatchObject({ state: 'invited', usedAt: null, name: '林晓梅' });
    expect(items.find(({ account }) => account === waits.account)).toBeUndefined();
  });
});

describe('accounts rest, and are disabled', () => {
  it('A4: a disabled account is out at once; one cannot disable oneself, under whatever account', async () => {
    const idNumber = freshIdNumber();
    const one = await world.staff('officer', undefined, undefined, idNumber);
    const same = await world.staff('securityAdmin', undefined, undefined, idNumber);
    const disable = (by: StaffMember, id: string) =>
      by.api('POST /accounts/:id/disable', { ...at(id), body: { reason } });
    expect((await refusal(disable(same, one.id))).code).toBe('SAME_PERSON');
    expect((await refusal(disable(security, security.id))).code).toBe('SAME_PERSON');
    expect((await disable(security, one.id)).state).toBe('disabled');
    expect((await refusal(one.api('GET /staff/me'))).code).toBe('SESSION_ENDED');
    expect((await refusal(world.api('POST /sessions/refresh', { body: { refresh: one.refresh } }))).code).toBe(
      'SESSION_ENDED',
    );
    world.clock.forward(30_000);
    expect((await refusal(world.signInStaff(one.account, one.otpSecret))).code).toBe('WRONG_PASSWORD');
    expect((await disable(security, one.id)).mayDisable).toBe(false);
  });

  it('B8: after 90 days without use an account is listed and disabled by itself; one that is used is not', async () => {
    const idle = await world.staff('approver');
    const start = world.clock.now.getTime();
    world.clock.now = new Date(start + 89 * DAY);
    await turn('posts');
    const used = await back(officer);
    expect((await used.api('GET /accounts', { query: { idle: '1' } })).items).toEqual([]);
    await turn('sweep');
    world.clock.now = new Date(start + 90 * DAY + 1000);
    const by = await back(officer);
    const listed = await by.api('GET /accounts', { query: { idle: '1' } });
    expect(listed.items.map(({ id, idleDays, state }) => [id, idleDays, state])).toEqual([[idle.id, 90, 'active']]);
    await turn('posts');
    const after = await by.api('GET /accounts', { query: { idle: '1' } });
    expect(after.items.map(({ id, state }) => [id, state])).toEqual([[idle.id, 'disabled']]);
    const [row] = await world.sql('SELECT disableReason FROM staff_account WHERE id = ?', [idle.id]);
    expect(row).toEqual({ disableReason: '90 天没有使用，自动停用' });
    expect(
      await world.sql("SELECT object FROM audit_row WHERE what = 'idle account disabled' AND object = ?", [
        `staff:${idle.id}`,
      ]),
    ).toHaveLength(1);
    expect((await by.api('GET /staff/me')).account).toBe(officer.account);
  });

  it('B8: what rested longest takes its open cases up, too', async () => {
    await world.applicant(10);
    world.clock.forward(91 * DAY);
    await turn('posts');
    const rows = await world.sql<{ heldBy: string }>('SELECT heldBy FROM application');
    expect(rows).toEqual([{ heldBy: world.unions.county.id }]);
  });

  it('B8: a fresh database has no account and no post', async () => {
    const { db, drop } = await freshDatabase();
    for (const table of ['staff_account', 'post', 'session', 'person'])
      expect(await db.writer.query(`SELECT * FROM ${table}`)).toEqual([]);
    await drop();
  });
});

test('no department ends the post of a guard: the chair does, or another guard', async () => {
  const world = await openWorld();
  const guard = await world.staff('auditAdmin', world.unions.street);
  const [post] = await world.sql<{ id: string }>('SELECT id FROM post WHERE accountId = ?', [guard.id]);
  const call = { params: { id: post?.id ?? '' }, body: { reason: '想让他少看一点', successorId: null } };
  const officer = await world.staff('officer', world.unions.county);
  expect((await refusal(officer.api('POST /posts/:id/end', call))).code).toBe('NOT_ALLOWED');
  const chair = await world.staff('chair', world.unions.county);
  expect((await chair.api('POST /posts/:id/end', call)).post.state).toBe('ended');
  await world.close();
});
