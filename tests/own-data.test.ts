/** One's own data: see, correct, take along, withdraw, end sessions. */

import { leftOut, sections } from '@niangjia/server/modules/own-data/sections';
import { textHash } from '@niangjia/server/modules/unions/consents';
import { tables } from '@niangjia/server/tables';
import type { Api } from '@niangjia/shared/client';
import { textsInForce } from '@niangjia/shared/rules/consents';
import ExcelJS from 'exceljs';
import { photoForm, steppedUp } from './sweeps/cast';
import { type Applicant, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
});
afterAll(() => world.close());

const idOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;
const scene = () => ({ world }) as never;
async function member(nth: number): Promise<Applicant> {
  const rider = await world.applicant(nth);
  await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
  return rider;
}
/** A proof by SMS; a minute later than the code before it. */
async function proof(rider: { api: Api; phone: string }): Promise<string> {
  world.clock.forward(61_000);
  await rider.api('POST /me/proofs');
  const sms = world.sent.sms.filter((one) => one.phone === rider.phone).at(-1);
  expect(sms?.template).toBe('own-data-code');
  return sms?.params.code ?? '';
}
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
async function codeTo(phone: string): Promise<string> {
  await world.api('POST /phone-codes', { body: { phone } });
  return world.sent.sms.filter((one) => one.phone === phone).at(-1)?.params.code ?? '';
}
const fetchFile = (address: string) => world.raw('GET', address.replace('/api', ''));

describe('seeing', () => {
  it('a member sees all of it on one page, masked, with the history and for how long it is kept', async () => {
    const rider = await member(7101);
    const data = await rider.api('GET /me/data');
    expect(data).toMatchObject({
      name: '王小明',
      idNumberMasked: `${rider.idNumber.slice(0, 3)}***********${rider.idNumber.slice(-4)}`,
      phoneMasked: `${rider.phone.slice(0, 3)}****${rider.phone.slice(-4)}`,
      wechatBound: false,
      unionName: '青州北部片区工会联合会',
      occupation: 'FOOD_RIDER',
      joinedOn: '2026-11-23',
      applications: 1,
      photos: 0,
      looks: 0,
      closing: null,
    });
    expect(data.changes).toEqual([
      {
        kind: 'joined',
        on: '2026-11-23',
        unionName: '青州北部片区工会联合会',
        otherUnionName: null,
        source: 'application',
        words: null,
      },
    ]);
    expect(data.kept).toContainEqual({ what: '消息', howLong: '发出之日起 1 年，到期删除' });
    expect(JSON.stringify(data)).not.toContain(rider.idNumber);
  });

  it('somebody who has only signed in sees that there is next to nothing', async () => {
    const { api } = await world.signIn('13800000201');
    expect(await api('GET /me/data')).toMatchObject({
      name: null,
      idNumberMasked: null,
      memberNumber: null,
      changes: [],
    });
  });
});

describe('correcting', () => {
  it('the kind of work is corrected alone, and the officers see it', async () => {
    const rider = await member(7102);
    await rider.api('POST /me/occupation', { body: { occupation: 'COURIER' } });
    expect((await rider.api('GET /card')).occupation).toBe('COURIER');
    const { api } = await world.signIn('13800000202');
    expect((await refusal(api('POST /me/occupation', { body: { occupation: 'COURIER' } }))).code).toBe('NOT_A_MEMBER');
  });

  it('A8 another phone number takes a code to the old one and a code to the new one, and ends the other sessions', async () => {
    const rider = await member(7103);
    const old = await proof(rider);
    const elsewhere = await world.signIn('13800000999');
    const second = await world.sql('SELECT id FROM session WHERE subjectId = ?', [idOf(rider.token)]);
    const phone = '13800000203';
    const code = await codeTo(phone);
    const change = (body: object) =>
      refusal(rider.api('POST /me/phone-change', { body: { proof: old, phone, code, ...body } as never }));
    expect((await change({ proof: wrong(old) })).body.fields?.[0]?.at).toBe('proof');
    const bad = await change({ code: wrong(code) });
    expect([bad.code, bad.body.fields?.[0]?.at]).toEqual(['WRONG_CODE', 'code']);
    expect((await change({ phone: rider.phone })).code).toBe('BAD_INPUT');
    expect(await rider.api('POST /me/phone-change', { body: { proof: old, phone, code } })).toEqual({
      phoneMasked: '138****0203',
    });
    expect((await change({})).code).toBe('BAD_INPUT');
    expect(second.length).toBeGreaterThan(0);
    expect((await rider.api('GET /me')).phoneMasked).toBe('138****0203');
    expect((await elsewhere.api('GET /me')).phoneMasked).toBe('138****0999');
    world.clock.forward(61_000);
    const back = await world.signIn(phone);
    expect((await back.api('GET /card')).number).toBe((await rider.api('GET /card')).number);
    const stranger = await world.signIn(rider.phone);
    expect((await refusal(stranger.api('GET /card'))).code).toBe('NOT_A_MEMBER');
  });

  it('A8 a number that somebody else holds is not taken, and a used proof is worth nothing', async () => {
    const [one, two] = [await member(7104), await member(7105)];
    const code = await proof(one);
    world.clock.forward(61_000);
    const taken = { proof: code, phone: two.phone, code: await codeTo(two.phone) };
    expect((await refusal(one.api('POST /me/phone-change', { body: taken }))).code).toBe('PHONE_IN_USE');
    const used = await proof(one);
    await one.api('POST /me/exports', { body: { proof: used, form: 'json' } });
    expect((await refusal(one.api('POST /me/exports', { body: { proof: used, form: 'json' } }))).code).toBe(
      'CODE_EXPIRED',
    );
  });

  it('without a phone number there is no proof', async () => {
    const { access } = await world.api('POST /wechat-sessions', { body: { code: 'login-nophone' } });
    expect((await refusal(world.as(access)('POST /me/proofs'))).code).toBe('PHONE_MISSING');
  });
});

describe('consents', () => {
  const hashOf = (purpose: string) => {
    const text = textsInForce('2026-11-23').find((one) => one.purpose === purpose);
    return text ? textHash(text) : '';
  };

  it('the text in force tells where to correct, export, withdraw and close; what was agreed to before stays as it was', () => {
    const [joining] = textsInForce('2026-11-23').filter(({ purpose }) => purpose === 'joining');
    expect([
      joining?.version,
      joining?.text.includes('“我的 → 我的数据”里更正信息、导出全部数据、撤回或重新给予同意、注销账号'),
    ]).toEqual(['2', true]);
    expect(textsInForce('2026-10-31').find(({ purpose }) => purpose === 'joining')?.version).toBe('1');
    expect(textsInForce('2026-10-31').map(textHash)).toEqual([
      '3635425cdc6854094365e3afec1e975c48d3c785ef3e215cc317aa54d5dfd16f',
      'b89bc01ca62e545c3e18281251d8a5bf128e7b8e323f120ee3cd7ae88aefc8e8',
    ]);
  });

  it('E2 withdrawn, its reads by staff are refused at once; what does not need it goes on; given again, they open', async () => {
    const rider = await member(7106);
    const params = { id: rider.application.id };
    await steppedUp(scene(), officer.token);
    const look = (field: 'name' | 'idNumber' | 'phone') =>
      officer.api('POST /applications/:id/reveal', { params, body: { field, reason: '电话核对身份信息' } });
    expect((await look('idNumber')).value).toBe(rider.idNumber);
    const withdrawn = await rider.api('POST /me/consents/withdraw', { body: { purpose: 'identity' } });
    expect([withdrawn.state, withdrawn.label, withdrawn.without.includes('会员卡和已办结的事项不受影响')]).toEqual([
      'withdrawn',
      '身份证号核验',
      true,
    ]);
    expect((await refusal(look('idNumber'))).code).toBe('CONSENT_MISSING');
    expect((await look('phone')).value).toBe(rider.phone);
    const opened = await officer.api('GET /applications/:id', { params });
    expect([opened.idNumberMasked, opened.sex, opened.age, opened.nameMasked]).toEqual([null, null, null, '王**']);
    await rider.api('POST /me/consents/withdraw', { body: { purpose: 'joining' } });
    expect((await refusal(look('phone'))).code).toBe('CONSENT_MISSING');
    expect((await refusal(look('name'))).code).toBe('CONSENT_MISSING');
    expect((await rider.api('GET /card')).name).toBe('王小明');
    expect((await rider.api('GET /card/code')).code).toMatch(/^NJ1\./);
    const again = await rider.api('POST /me/consents/give', {
      body: { purpose: 'identity', hash: hashOf('identity') },
    });
    expect(again.state).toBe('given');
    expect((await look('idNumber')).value).toBe(rider.idNumber);
    const rows = await world.sql<{ purpose: string; state: string }>(
      'SELECT purpose, state FROM consent WHERE personId = ? ORDER BY at, id',
      [idOf(rider.token)],
    );
    expect(rows.filter(({ purpose }) => purpose === 'identity').map(({ state }) => state)).toEqual([
      'given',
      'withdrawn',
      'given',
    ]);
  });

  it('E1 a consent cannot be withdrawn twice, and not be given to a text that is not in force; rows are only added', async () => {
    const rider = await member(7107);
    const withdraw = () => rider.api('POST /me/consents/withdraw', { body: { purpose: 'joining' } });
    await withdraw();
    expect((await refusal(withdraw())).code).toBe('CONSENT_MISSING');
    const old = textsInForce('2026-10-31').find(({ purpose }) => purpose === 'joining');
    const give = rider.api('POST /me/consents/give', { body: { purpose: 'joining', hash: old ? textHash(old) : '' } });
    expect((await refusal(give)).code).toBe('CONSENT_MISSING');
    await expect(world.sql("UPDATE consent SET state = 'given'")).rejects.toThrow(/append-only/);
    await expect(world.sql('DELETE FROM consent')).rejects.toThrow(/append-only/);
  });

  it('E1 an ID number is not written anew after its consent was withdrawn', async () => {
    const rider = await world.applicant(7108);
    const params = { id: rider.application.id };
    await officer.api('POST /applications/:id/return', { params, body: { reason: '姓名与证件不一致' } });
    await rider.api('POST /me/consents/withdraw', { body: { purpose: 'identity' } });
    const body = { name: '王大明', idNumber: rider.idNumber, occupation: 'COURIER' as const };
    expect((await refusal(rider.api('POST /applications/:id/resubmit', { params, body }))).code).toBe(
      'CONSENT_MISSING',
    );
    await rider.api('POST /me/consents/give', { body: { purpose: 'identity', hash: hashOf('identity') } });
    expect((await rider.api('POST /applications/:id/resubmit', { params, body })).state).toBe('submitted');
  });
});

describe('taking it along', () => {
  const exported = async (rider: Applicant, form: 'json' | 'xlsx') =>
    rider.api('POST /me/exports', { body: { proof: await proof(rider), form } });

  it('E10 each table that names a person is in the export, or is left out with a reason', () => {
    const names = new Set<string>();
    for (const { options } of tables)
      for (const column of Object.keys(options.columns))
        if (/^(personId|subjectId|fileKey|applicationId)$/.test(column)) names.add(options.tableName ?? options.name);
    const known = new Set([...Object.keys(sections), ...Object.keys(leftOut)]);
    expect([...names].filter((name) => !known.has(name))).toEqual([]);
    expect(Object.values(leftOut).filter((reason) => reason.length < 6)).toEqual([]);
  });

  it('E10 the file has everything in clear, a photo inside, and nothing of a second person', async () => {
    const [rider, other] = [await member(7111), await member(7112)];
    await steppedUp(scene(), officer.token);
    for (const one of [rider, other])
      await officer.api('POST /applications/:id/reveal', {
        params: { id: one.application.id },
        body: { field: 'phone', reason: one === rider ? '核对转账账户' : '=秘密的另一件事' },
      });
    await world.raw('POST', '/files', { token: rider.token, body: await photoForm() });
    const { address, until } = await exported(rider, 'json');
    expect(Date.parse(until) - world.clock.now.getTime()).toBe(24 * 3600_000);
    const file = await fetchFile(address);
    expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      200,
      'application/json; charset=utf-8',
      'no-store',
    ]);
    expect(file.body.person).toMatchObject([{ name: '王小明', idNumber: rider.idNumber, phone: rider.phone }]);
    expect(file.body.application).toMatchObject([{ idNumber: rider.idNumber, state: '已通过' }]);
    expect(file.body.membership).toMatchObject([{ unionName: '青州北部片区工会联合会', state: '在册' }]);
    expect(file.body.membership_change).toMatchObject([{ kind: '入会', onDay: '2026-11-23' }]);
    expect(file.body.look).toMatchObject([{ officerName: '张干事', reason: '核对转账账户' }]);
    expect(file.body.notice.map((one: { kind: string }) => one.kind)).toContain('有人查看了我的完整信息');
    expect(file.body.stored_file).toHaveLength(1);
    expect(
      Buffer.from(file.body.photos[file.body.stored_file[0].id] ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    for (const secret of [other.phone, other.idNumber, '秘密的另一件事', idOf(other.token)])
      expect([secret, file.text.includes(secret)]).toEqual([secret, false]);
  });

  it('E10 the link opens once, also for two at the same moment, and not after a day', async () => {
    const rider = await member(7113);
    const { address } = await exported(rider, 'json');
    const both = await Promise.all([fetchFile(address), fetchFile(address)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect((await fetchFile(address)).body.code).toBe('LINK_EXPIRED');
    const late = await exported(rider, 'json');
    world.clock.forward(24 * 3600_000);
    expect((await fetchFile(late.address)).body.code).toBe('LINK_EXPIRED');
    officer = { ...officer, ...(await world.signInStaff(officer.account, officer.otpSecret)) };
    expect((await fetchFile(`/api/me/exports/${'a'.repeat(32)}`)).body.code).toBe('LINK_EXPIRED');
    const kept = JSON.stringify(await world.sql('SELECT * FROM own_export'));
    expect(kept.includes(address.split('/').at(-1) ?? '?')).toBe(false);
  });

  it('E10, C7 the sheet for people has a page for each part; a cell never becomes a formula, and numbers keep their digits', async () => {
    const rider = await member(7114);
    world.clock.forward(61_000);
    await rider.api('POST /me/consents/withdraw', { body: { purpose: 'joining' } });
    await world.sql("UPDATE person SET name = '=HYPERLINK(1)' WHERE id = ?", [idOf(rider.token)]);
    const fresh = { ...rider, api: world.as((await world.signIn(rider.phone)).token) };
    const { address } = await exported(fresh as Applicant, 'xlsx');
    const response = await fetch(`${world.address}${address}`);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await response.arrayBuffer()) as never);
    expect(book.worksheets.map(({ name }) => name)).toEqual(Object.values(sections).map(({ title }) => title));
    const cells = book.getWorksheet('本人')?.getRow(2).values as unknown[];
    expect(cells.slice(1, 4)).toEqual(["'=HYPERLINK(1)", rider.idNumber, rider.phone]);
    for (const sheet of book.worksheets)
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)));
  });
});

describe('sessions', () => {
  it('one act ends them all, of a person and of an officer', async () => {
    const [one, clerk] = [await world.signIn('13800000221'), await world.staff('legal')];
    expect(await one.api('POST /sessions/end-all')).toEqual({ done: true });
    expect((await refusal(one.api('GET /me'))).code).toBe('SESSION_ENDED');
    expect((await refusal(world.api('POST /sessions/refresh', { body: { refresh: one.refresh } }))).code).toBe(
      'SESSION_ENDED',
    );
    await clerk.api('POST /sessions/end-all');
    expect((await refusal(clerk.api('GET /staff/me'))).code).toBe('SESSION_ENDED');
    expect((await officer.api('GET /staff/me')).account).toBe(officer.account);
  });
});
