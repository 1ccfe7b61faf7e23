/** Closing an account: asked by the person, done by two officers; and holds. */
import { checkpointKey, readCheckpoints, verifyAudit, writeCheckpoint } from '@niangjia/server/core/checkpoint';
import { sendDue } from '@niangjia/server/core/outbox';
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { deliveries } from '@niangjia/server/jobs';
import { repeatErasures } from '@niangjia/server/modules/own-data/witness';
import type { Api } from '@niangjia/shared/client';
import { photoForm, steppedUp } from './sweeps/cast';
import { mustCountTrue } from './true-counts';
import { type Applicant, application, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
/** The data officer of the county, and the department of protection of the street. */
let guardian: StaffMember;
let protector: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
  guardian = await world.staff('dataOfficer', world.unions.county);
  protector = await world.staff('protection');
});
afterAll(() => world.close());

/** A token is good for fifteen minutes, and each proof takes one. */
beforeEach(async () => {
  world.clock.forward(31_000);
  const again = async (by: StaffMember) => ({ ...by, ...(await world.signInStaff(by.account, by.otpSecret)) });
  [officer, guardian, protector] = [await again(officer), await again(guardian), await again(protector)];
});

const idOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;
const stepUp = (by: StaffMember) => steppedUp({ world } as never, by.token);
async function send(): Promise<void> {
  while ((await sendDue(world.kit, deliveries)) > 0);
}
async function member(nth: number): Promise<Applicant> {
  const rider = await world.applicant(nth);
  await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
  return rider;
}
async function proof(rider: { api: Api; phone: string }): Promise<string> {
  world.clock.forward(61_000);
  await rider.api('POST /me/proofs');
  return world.sent.sms.filter((one) => one.phone === rider.phone).at(-1)?.params.code ?? '';
}
const close = async (rider: { api: Api; phone: string }) =>
  rider.api('POST /me/close', { body: { proof: await proof(rider), understood: true } });
async function proposed(id: string) {
  await stepUp(guardian);
  return guardian.api('POST /closings/:id/erase', { params: { id } });
}
async function sign(by: StaffMember, id: string) {
  await stepUp(by);
  return by.api('POST /joint-acts/:id/sign', { params: { id } });
}
async function erased(rider: Applicant) {
  const closing = await close(rider);
  const act = await proposed(closing.id);
  await sign(protector, act.id);
  return { closing, act };
}
const numberOf = async (rider: Applicant) => (await rider.api('GET /card')).number;

describe('closing', () => {
  it('has a receipt, a term of 15 working days, and is taken back while it is not done', async () => {
    const rider = await member(7201);
    const closing = await close(rider);
    expect(closing).toMatchObject({ number: 'ZX20261123-0001', state: 'asked', dueOn: '2026-12-14' });
    expect(await world.api('GET /erasures/:token', { params: { token: closing.token } })).toEqual({
      number: 'ZX20261123-0001',
      state: 'waiting',
      on: null,
    });
    expect((await close(rider)).id).toBe(closing.id);
    expect((await rider.api('GET /me/data')).closing).toEqual(closing);
    const act = await proposed(closing.id);
    expect((await rider.api('GET /me/data')).closing?.state).toBe('confirming');
    expect((await rider.api('POST /me/close/recall')).state).toBe('recalled');
    expect((await refusal(rider.api('POST /me/close/recall'))).code).toBe('NOT_FOUND');
    expect((await refusal(sign(protector, act.id))).code).toBe('JOINT_OVER');
    const receipt = world.api('GET /erasures/:token', { params: { token: closing.token } });
    expect((await refusal(receipt)).code).toBe('NOT_FOUND');
    expect((await rider.api('GET /card')).name).toBe('王小明');
    expect((await rider.api('GET /me/data')).closing).toBeNull();
  });

  it('waits for a transfer or a request that is open', async () => {
    const rider = await member(7202);
    const to = { toUnionId: world.unions.rider.id, reason: 'newJob' as const };
    const transfer = await rider.api('POST /transfers', { body: to });
    expect((await refusal(close(rider))).code).toBe('TRANSFER_OPEN');
    await rider.api('POST /transfers/:id/recall', { params: { id: transfer.id } });
    const body = { kind: 'leave' as const, reason: 'personal' as const, words: null };
    await rider.api('POST /requests/membership', { body });
    expect((await refusal(close(rider))).code).toBe('REQUEST_OPEN');
  });

  it('is refused by the second person: the person is told, and the term goes on', async () => {
    const rider = await member(7203);
    const closing = await close(rider);
    const act = await proposed(closing.id);
    await protector.api('POST /joint-acts/:id/refuse', {
      params: { id: act.id },
      body: { reason: '回执号与本人不符' },
    });
    expect((await rider.api('GET /me/data')).closing).toMatchObject({ state: 'asked', dueOn: closing.dueOn });
    expect((await rider.api('GET /notices')).items[0]?.title).toBe('注销还没有办结');
    expect((await proposed(closing.id)).state).toBe('waiting');
    expect((await refusal(proposed(closing.id))).code).toBe('MOVE_NOT_ALLOWED');
  });

  it('somebody who never applied is closed at the root; another union’s data officer finds nothing', async () => {
    const { token, api } = await world.signIn('13800000301');
    const closing = await close({ api, phone: '13800000301' });
    const stranger = await world.staff('dataOfficer', world.unions.elsewhere);
    const province = await world.staff('dataOfficer', world.unions.province);
    expect((await stranger.api('GET /closings')).items).toEqual([]);
    const row = (await province.api('GET /closings')).items.find(({ id }) => id === closing.id);
    expect([row?.unionName, row?.nameMasked, row?.held, row?.overdue]).toEqual(['山东省总工会', '某*', false, false]);
    await stepUp(stranger);
    const foreign = stranger.api('POST /closings/:id/erase', { params: { id: closing.id } });
    expect((await refusal(foreign)).code).toBe('NOT_FOUND');
    expect(idOf(token)).toHaveLength(26);
  });
});

describe('B6 d.3 row 12: an erasure takes two natural persons', () => {
  it('the proposer does not sign it under another account, nor does the person concerned; nor by SQL', async () => {
    const rider = await member(7211);
    const closing = await close(rider);
    const same = madeUpIdNumber(7290);
    const one = await world.staff('dataOfficer', world.unions.county, 'one-account', same);
    const two = await world.staff('protection', world.unions.county, 'two-account', same);
    const himself = await world.staff('protection', world.unions.county, 'own-account', rider.idNumber);
    const ownGuard = await world.staff('dataOfficer', world.unions.county, 'own-guard', rider.idNumber);
    await stepUp(ownGuard);
    const own = ownGuard.api('POST /closings/:id/erase', { params: { id: closing.id } });
    expect((await refusal(own)).code).toBe('SAME_PERSON');
    expect((await refusal(one.api('POST /closings/:id/erase', { params: { id: closing.id } }))).code).toBe(
      'STEP_UP_FIRST',
    );
    await stepUp(one);
    const act = await one.api('POST /closings/:id/erase', { params: { id: closing.id } });
    expect((await refusal(sign(two, act.id))).code).toBe('SAME_PERSON');
    expect((await refusal(sign(himself, act.id))).code).toBe('SAME_PERSON');
    await expect(
      world.sql("UPDATE closing SET state = 'done', openPerson = NULL WHERE id = ?", [closing.id]),
    ).rejects.toThrow(/closed only by its joint act/);
    await expect(
      world.sql("INSERT INTO erasure (personId, at, why, actId) VALUES (?, ?, 'closing', ?)", [
        idOf(rider.token),
        world.clock.now.toISOString(),
        act.id,
      ]),
    ).rejects.toThrow(/needs its joint act/);
    const [signed] = await world.sql<Record<string, string>>('SELECT * FROM joint_signature WHERE actId = ?', [act.id]);
    await expect(
      world.sql(
        'INSERT INTO joint_signature (id, actId, slot, accountId, unionId, signer, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ['Z'.repeat(26), act.id, 'erasures.confirm', two.id, signed?.unionId, signed?.signer, signed?.at],
      ),
    ).rejects.toThrow();
    expect((await rider.api('GET /card')).name).toBe('王小明');
    expect((await sign(protector, act.id)).state).toBe('done');
  });

  it('of two who sign at the same moment, one has its effect', async () => {
    const rider = await member(7212);
    const act = await proposed((await close(rider)).id);
    const other = await world.staff('protection', world.unions.county);
    const both = await Promise.allSettled([sign(protector, act.id), sign(other, act.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const rows = await world.sql('SELECT personId FROM erasure WHERE personId = ?', [idOf(rider.token)]);
    expect(rows).toHaveLength(1);
  });
});

describe('E9 erased', () => {
  it('nothing of the person is left to read or to open; counts, histories and the audit’s chain stay', async () => {
    const rider = await member(7221);
    const personId = idOf(rider.token);
    const params = { id: rider.application.id };
    await stepUp(officer);
    const body = { field: 'phone' as const, reason: '绝密理由绝密理由' };
    await officer.api('POST /applications/:id/reveal', { params, body });
    const photo = await world.raw('POST', '/files', { token: rider.token, body: await photoForm() });
    const number = await numberOf(rider);
    const [tally] = await world.sql<{ active: number }>('SELECT active FROM union_tally WHERE unionId = ?', [
      world.unions.street.id,
    ]);
    await world.sql("UPDATE person SET openid = 'openid-erased', name = '欧阳不留名' WHERE id = ?", [personId]);
    await world.sql("UPDATE application SET name = '欧阳不留名' WHERE id = ?", [params.id]);
    const before = await world.sql<{ idNumberSealed: string }>('SELECT idNumberSealed FROM person WHERE id = ?', [
      personId,
    ]);
    const { closing, act } = await erased(rider);
    await send();

    expect(await world.api('GET /erasures/:token', { params: { token: closing.token } })).toEqual({
      number: closing.number,
      state: 'done',
      on: '2026-11-23',
    });
    expect((await refusal(rider.api('GET /me'))).code).toBe('SESSION_ENDED');
    expect(before[0]?.idNumberSealed).toMatch(/^1\./);
    await expect(
      world.kit.secrets.open(
        world.kit.db.reader,
        { subjectId: personId, table: 'person', column: 'idNumber', rowId: personId },
        before[0]?.idNumberSealed ?? '',
      ),
    ).rejects.toThrow('destroyed');
    await expect(world.sql("UPDATE data_key SET wrapped = 'again' WHERE subjectId = ?", [personId])).rejects.toThrow(
      /does not come back/,
    );
    const index = (kind: 'id-number' | 'phone', value: string) => world.kit.secrets.index(kind, value);
    const traces = [
      '欧阳不留名',
      '绝密理由',
      'openid-erased',
      index('id-number', rider.idNumber),
      index('phone', rider.phone),
    ];
    for (const { options } of (await import('@niangjia/server/tables')).tables) {
      const rows = JSON.stringify(await world.sql(`SELECT * FROM ${options.tableName}`));
      for (const trace of traces)
        expect([options.tableName, trace, rows.includes(trace)]).toEqual([options.tableName, trace, false]);
    }
    await expect(world.kit.files.get(photo.body.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    const [after] = await world.sql<{ active: number }>('SELECT active FROM union_tally WHERE unionId = ?', [
      world.unions.street.id,
    ]);
    expect(Number(after?.active)).toBe(Number(tally?.active) - 1);
    const history = await world.sql<{ kind: string }>(
      'SELECT kind FROM membership_change WHERE personId = ? ORDER BY id',
      [personId],
    );
    expect(history.map(({ kind }) => kind)).toEqual(['joined', 'left']);
    const signatures = await world.sql('SELECT id FROM joint_signature WHERE actId = ?', [act.id]);
    expect(signatures).toHaveLength(2);
    const key = checkpointKey(world.config.keys.index);
    await writeCheckpoint(world.kit.db.reader, world.config.checkpointFolder, key, world.clock.now);
    const verdict = await verifyAudit(world.kit.db.reader, await readCheckpoints(world.config.checkpointFolder, key));
    expect([verdict.fault, verdict.rows > 10]).toEqual([null, true]);

    const opened = await officer.api('GET /applications/:id', { params });
    expect([opened.nameMasked, opened.idNumberMasked, opened.phoneMasked, opened.sex]).toEqual([
      '已注销',
      null,
      null,
      null,
    ]);
    await stepUp(officer);
    const look = officer.api('POST /applications/:id/reveal', {
      params,
      body: { field: 'idNumber', reason: '再看一次身份证' },
    });
    expect((await refusal(look)).code).toBe('CONSENT_MISSING');
    const book = await officer.api('POST /members/search', { body: { text: number } });
    expect(book.items.map(({ nameMasked, state }) => [nameMasked, state])).toEqual([['已注销', 'ended']]);
    const closings = (await guardian.api('GET /closings')).items.find(({ id }) => id === closing.id);
    expect([closings?.state, closings?.nameMasked]).toEqual(['done', '已注销']);
    expect((await guardian.api('GET /joint-acts/:id', { params: { id: act.id } })).facts).toEqual([]);
  });

  it('the same human may come again as somebody new, with the same phone and ID number', async () => {
    const rider = await member(7222);
    await erased(rider);
    world.clock.forward(61_000);
    const again = await world.signIn(rider.phone);
    expect(idOf(again.token)).not.toBe(idOf(rider.token));
    const body = await application(world.api, world.unions.street.id, { idNumber: rider.idNumber });
    const made = await again.api('POST /applications', { body });
    expect((await officer.api('GET /applications/:id', { params: { id: made.id } })).earlier).toEqual([]);
    expect((await officer.api('POST /applications/:id/approve', { params: { id: made.id } })).state).toBe('approved');
  });

  it('takes an open application back', async () => {
    const rider = await world.applicant(7223);
    await erased(rider);
    const [row] = await world.sql('SELECT state, name, openPerson, openIdNumber FROM application WHERE id = ?', [
      rider.application.id,
    ]);
    expect(row).toEqual({ state: 'recalled', name: '已注销', openPerson: null, openIdNumber: null });
  });

  it('whoever comes back with a restored backup is erased again before anything is served', async () => {
    const rider = await member(7224);
    const personId = idOf(rider.token);
    const [person] = await world.sql<Record<string, string>>('SELECT * FROM person WHERE id = ?', [personId]);
    const [key] = await world.sql<Record<string, string>>('SELECT * FROM data_key WHERE subjectId = ?', [personId]);
    await erased(rider);
    await send();
    expect(await repeatErasures(world.kit)).toBe(0);
    await world.sql('DELETE FROM data_key WHERE subjectId = ?', [personId]);
    await world.sql('INSERT INTO data_key (subjectId, masterVersion, wrapped, createdAt) VALUES (?, ?, ?, ?)', [
      personId,
      key?.masterVersion,
      key?.wrapped,
      key?.createdAt,
    ]);
    await world.sql('UPDATE person SET name = ?, idNumberSealed = ? WHERE id = ?', [
      person?.name,
      person?.idNumberSealed,
      personId,
    ]);
    const place = { subjectId: personId, table: 'person', column: 'idNumber', rowId: personId };
    const open = () => world.kit.secrets.open(world.kit.db.reader, place, person?.idNumberSealed ?? '');
    expect(await open()).toBe(rider.idNumber);
    expect(await repeatErasures(world.kit)).toBe(1);
    await expect(open()).rejects.toThrow('destroyed');
    expect(await repeatErasures(world.kit)).toBe(0);
  });
});

describe('holds', () => {
  it('B6 d.3 row 12: a case of law keeps the data; lifting takes two persons, then it goes on', async () => {
    const rider = await member(7231);
    const number = await numberOf(rider);
    const hold = await guardian.api('POST /holds', { body: { memberNumber: number, reason: '劳动争议案件需要证据' } });
    expect(hold).toMatchObject({ number, nameMasked: '王**', placedBy: '张干事', liftedAt: null });
    const again = guardian.api('POST /holds', { body: { memberNumber: number, reason: '劳动争议案件需要证据' } });
    expect((await refusal(again)).code).toBe('ON_HOLD');
    const closing = await close(rider);
    expect(closing.state).toBe('held');
    expect((await refusal(proposed(closing.id))).code).toBe('ON_HOLD');
    await stepUp(guardian);
    const params = { id: hold.id };
    const lift = await guardian.api('POST /holds/:id/lift', { params, body: { reason: '案件已经审结' } });
    const twice = guardian.api('POST /holds/:id/lift', { params, body: { reason: '案件已经审结' } });
    expect((await refusal(twice)).code).toBe('JOINT_OPEN');
    await expect(
      world.sql('UPDATE hold SET openPerson = NULL, liftedAt = ? WHERE id = ?', ['2026-11-23T00:00:00.000Z', hold.id]),
    ).rejects.toThrow(/lifted only by its joint act/);
    await sign(protector, lift.id);
    expect((await guardian.api('GET /holds')).items.find(({ id }) => id === hold.id)?.liftedAt).not.toBeNull();
    const over = guardian.api('POST /holds/:id/lift', { params, body: { reason: '案件已经审结' } });
    expect((await refusal(over)).code).toBe('NOT_FOUND');
    await sign(protector, (await proposed(closing.id)).id);
    expect((await world.api('GET /erasures/:token', { params: { token: closing.token } })).state).toBe('done');
  });

  it('one that is placed while an erasure waits stops its last signature, and leaves it waiting', async () => {
    const rider = await member(7232);
    const number = await numberOf(rider);
    const act = await proposed((await close(rider)).id);
    await guardian.api('POST /holds', { body: { memberNumber: number, reason: '劳动争议案件需要证据' } });
    expect((await refusal(sign(protector, act.id))).code).toBe('ON_HOLD');
    expect((await rider.api('GET /card')).name).toBe('王小明');
    expect((await guardian.api('GET /joint-acts/:id', { params: { id: act.id } })).state).toBe('waiting');
  });

  it('a member of another union is NOT_FOUND', async () => {
    const rider = await member(7233);
    const stranger = await world.staff('dataOfficer', world.unions.elsewhere);
    const body = { memberNumber: await numberOf(rider), reason: '劳动争议案件需要证据' };
    expect((await refusal(stranger.api('POST /holds', { body }))).code).toBe('NOT_FOUND');
    expect((await stranger.api('GET /holds')).items).toEqual([]);
  });
});

test('whatever happened, the counts of each union are those of its book', () => mustCountTrue(world));
