import { randomBytes, randomUUID } from 'node:crypto';
import { makeAsk } from '@niangjia/server/core/ask';
import { checkKeys } from '@niangjia/server/core/key-witness';
import { sendDue } from '@niangjia/server/core/outbox';
import { openSecrets } from '@niangjia/server/core/secrets';
import { insert } from '@niangjia/server/core/sql';
import { KeyWitnessTable } from '@niangjia/server/core/tables';
import { deliveries } from '@niangjia/server/jobs';
import { countFailure, mustBeUnlocked } from '@niangjia/server/modules/people/attempts';
import { idCheckDigit } from '@niangjia/shared/rules/identity';
import { application, freshDatabase, openWorld, refusal, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('a rider joins the union of a street', () => {
  it('scans, applies, is approved, and holds a card', async () => {
    const opened = await world.api('GET /join-codes/:token', { params: { token: 'street-code' } });
    expect(opened.state).toBe('active');
    expect(opened.invitation?.union.name).toBe('青州北部片区工会联合会');
    expect(opened.invitation?.workingDays).toBe(3);

    const rider = await world.signIn('13800138000');
    const body = await application(world.api, world.unions.street.id, { codeToken: 'street-code' });
    const receipt = await rider.api('POST /applications', { body });
    expect(receipt.number).toBe('RH20261123-0001');
    expect(receipt.decides).toBe('青州北部片区工会联合会');
    expect(receipt.dueOn).toBe('2026-11-26');
    expect(receipt.idNumberMasked).toBe('370***********0025');
    expect(receipt.phoneMasked).toBe('138****8000');

    const officer = await world.staff('officer');
    const queue = await officer.api('GET /applications');
    expect(queue.items.map((item) => [item.nameMasked, item.codeLabel])).toEqual([['王**', '北部片区']]);
    expect(queue.counts).toEqual({ overdue: 0, due: 0, calm: 1 });
    const decided = await officer.api('POST /applications/:id/approve', { params: { id: receipt.id } });
    expect(decided.state).toBe('approved');
    expect(decided.may).toEqual([]);

    const card = await rider.api('GET /card');
    expect(card).toEqual({
      number: '37078100000001',
      name: '王小明',
      unionName: '青州北部片区工会联合会',
      joinedOn: '2026-11-23',
      occupation: 'FOOD_RIDER',
      state: 'active',
    });
    await sendDue(world.kit, deliveries);
    expect(world.sent.sms.at(-1)).toMatchObject({
      phone: '13800138000',
      params: { number: 'RH20261123-0001', result: '审核通过' },
    });
  });

  it('is told where a code no longer serves, and finds the holding union instead', async () => {
    for (const [token, state] of [
      ['withdrawn-code', 'withdrawn'],
      ['expired-code', 'expired'],
    ] as const)
      expect(await world.api('GET /join-codes/:token', { params: { token } })).toEqual({
        state,
        label: '北部片区',
        invitation: null,
      });
    expect((await refusal(world.api('GET /join-codes/:token', { params: { token: 'nobody-knows' } }))).code).toBe(
      'CODE_UNKNOWN',
    );
    const found = await world.api('GET /unions', { query: { district: '370781', holding: '1' } });
    expect(found.items.map((union) => union.name)).toContain('青州北部片区工会联合会');
    expect((await world.api('GET /districts', { query: {} })).items).toEqual([
      { code: '37', name: '山东省', unions: 4 },
      { code: '44', name: '广东省', unions: 1 },
    ]);
  });

  it('is returned with a reason, mends it, and is approved; the term starts anew', async () => {
    const rider = await world.applicant(11);
    const officer = await world.staff('officer');
    const { id } = rider.application;
    await officer.api('POST /applications/:id/return', {
      params: { id },
      body: { reason: '姓名与身份证不一致，请核对。' },
    });
    const [returned] = (await rider.api('GET /applications/mine')).items;
    expect(returned?.state).toBe('returned');
    expect(returned?.steps.at(-1)).toMatchObject({
      verb: 'return',
      by: '青州北部片区工会联合会 张干事',
      reason: '姓名与身份证不一致，请核对。',
    });
    world.clock.forward(86_400_000);
    const again = await world.signIn(rider.phone);
    const mended = await again.api('POST /applications/:id/resubmit', {
      params: { id },
      body: { name: '王大明', idNumber: rider.idNumber, occupation: 'COURIER' },
    });
    expect([mended.state, mended.dueOn, mended.name]).toEqual(['submitted', '2026-11-27', '王大明']);
    const later = await world.signInStaff(officer.account, officer.otpSecret);
    await later.api('POST /applications/:id/approve', { params: { id } });
    expect((await again.api('GET /card')).name).toBe('王大明');
  });

  it('is refused in writing and told how to appeal, and may apply again', async () => {
    const rider = await world.applicant(12);
    const officer = await world.staff('officer');
    const { id } = rider.application;
    const short = await refusal(
      officer.api('POST /applications/:id/refuse', { params: { id }, body: { reason: '不行' } }),
    );
    expect([short.code, short.at('reason')]).toEqual(['BAD_INPUT', '请至少写 5 个字。']);
    await officer.api('POST /applications/:id/refuse', {
      params: { id },
      body: { reason: '不在本片区工作，请向所在片区申请。' },
    });
    const [refused] = (await rider.api('GET /applications/mine')).items;
    expect(refused?.appeal).toBe(
      '对结果有异议，可在 15 日内向青州市总工会申请复核，电话 0536-0000101。补齐条件后也可以重新申请。',
    );
    const body = await application(world.api, world.unions.rider.id, { idNumber: rider.idNumber });
    expect((await rider.api('POST /applications', { body })).state).toBe('submitted');
  });

  it('takes an application back, and the ID number is free again', async () => {
    const rider = await world.applicant(13);
    const recalled = await rider.api('POST /applications/:id/recall', { params: { id: rider.application.id } });
    expect(recalled.state).toBe('recalled');
    expect(
      (await refusal(rider.api('POST /applications/:id/recall', { params: { id: rider.application.id } }))).code,
    ).toBe('MOVE_NOT_ALLOWED');
    const body = await application(world.api, world.unions.street.id, { idNumber: rider.idNumber });
    expect((await rider.api('POST /applications', { body })).state).toBe('submitted');
  });
});

describe('one natural person, one membership', () => {
  it('lets 20 parallel joins of one ID number end in one application', async () => {
    const people = [];
    for (let nth = 100; nth < 120; nth += 1) people.push(await world.signIn(`1990000${nth}0`.slice(0, 11)));
    const body = await application(world.api, world.unions.street.id, { idNumber: '11010319700101006X' });
    const results = await Promise.allSettled(people.map((person) => person.api('POST /applications', { body })));
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused).toEqual(Array(19).fill('ID_IN_USE'));
    const index = world.kit.secrets.index('id-number', '11010319700101006X');
    const rows = await world.sql('SELECT id FROM application WHERE idNumberIndex = ?', [index]);
    expect(rows).toHaveLength(1);
  });

  it('tells a member that there is nothing to apply for, and another that the ID number is taken', async () => {
    const rider = await world.applicant(14);
    const officer = await world.staff('officer');
    await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
    const body = await application(world.api, world.unions.street.id, { idNumber: rider.idNumber });
    const again = await refusal(rider.api('POST /applications', { body }));
    expect([again.code, again.at('unionId')]).toEqual([
      'ALREADY_MEMBER',
      '您的会籍在青州北部片区工会联合会。换了单位可以申请转会，不用重新入会。',
    ]);
    const other = await world.signIn('13912345678');
    const taken = await refusal(other.api('POST /applications', { body }));
    expect([taken.code, taken.at('idNumber')]).toEqual([
      'ID_IN_USE',
      '这个身份证号已有会籍或正在办理的申请，请核对。如果这是您本人以前办的会籍，可以请求并入；如非本人办理，请联系工会。',
    ]);
    const shared = await application(world.api, world.unions.street.id, { idNumber: '65010219660101005X' });
    const phone = await refusal(rider.api('POST /applications', { body: shared }));
    expect([phone.code, phone.at('phone')]).toEqual([
      'PHONE_IN_USE',
      '这个手机号是另一位会员的。请换您本人的手机号；如果这就是您的号码，可以申请释放手机号。',
    ]);
  });

  it('lets only one of two officers decide', async () => {
    const rider = await world.applicant(15);
    const [one, two] = [await world.staff('officer'), await world.staff('officer')];
    const { id } = rider.application;
    const results = await Promise.allSettled([
      one.api('POST /applications/:id/approve', { params: { id } }),
      two.api('POST /applications/:id/refuse', { params: { id }, body: { reason: '同时作出的另一决定' } }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const rejected = results.find((result) => result.status === 'rejected') as PromiseRejectedResult;
    expect(rejected.reason.code).toBe('MOVE_NOT_ALLOWED');
  });

  it('does not let an officer decide the own application', async () => {
    const rider = await world.applicant(16);
    const officer = await world.staff('officer');
    const [row] = await world.sql<{ personId: string }>('SELECT personId FROM application WHERE id = ?', [
      rider.application.id,
    ]);
    await world.sql('UPDATE staff_account SET personId = ? WHERE id = ?', [row?.personId, officer.id]);
    const refused = await refusal(
      officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } }),
    );
    expect(refused.code).toBe('OWN_CASE');
  });
});

describe('what is filled in wrongly', () => {
  const wrong = async (different: object) => {
    const rider = await world.signIn('13700000001').catch(() => undefined);
    const token = rider?.token ?? '';
    const body = { ...(await application(world.api, world.unions.street.id)), ...different };
    return world.raw('POST', '/applications', { token, body, headers: { 'idempotency-key': randomUUID() } });
  };

  it.each([
    ['idNumber', '330881198102290016', '出生日期 1981年02月29日 不存在，请核对第 7 到 14 位。'],
    ['idNumber', '110105194912310021', '身份证号有一位不对：按前 17 位，最后一位应为 X，请逐位核对。'],
    ['idNumber', '11010519491231002', '身份证号应为 18 位，现在是 17 位。'],
    ['name', '王', '姓名至少 2 个字，请按身份证填写。'],
    ['name', '<b>王</b>', '姓名里有不认识的符号，请按身份证填写。'],
  ])('is told at the field %s for %s', async (field, value, sentence) => {
    world.clock.forward(61_000);
    const answer = await wrong({ [field]: value });
    expect(answer.status).toBe(400);
    expect(answer.body.fields).toEqual([{ at: field, sentence }]);
  });
});

describe('the card', () => {
  it('shows a code that changes every 30 seconds and is good for this step and the one before', async () => {
    const rider = await world.applicant(17);
    const officer = await world.staff('officer');
    await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
    const first = await rider.api('GET /card/code');
    const check = () => officer.api('POST /cards/check', { body: { code: first.code } });
    expect(await check()).toMatchObject({ valid: true, nameMasked: '王**', unionName: '青州北部片区工会联合会' });
    world.clock.forward(30_000);
    expect((await rider.api('GET /card/code')).code).not.toBe(first.code);
    expect((await check()).valid).toBe(true);
    world.clock.forward(30_000);
    expect(await check()).toEqual({ valid: false, nameMasked: null, unionName: null, number: null });
  });
});

describe('what an officer may rely on', () => {
  it('decides only on what was looked at: sent in anew meanwhile, it must be opened again', async () => {
    const rider = await world.applicant(18);
    const officer = await world.staff('officer');
    const { id, submittedAt } = rider.application;
    await officer.api('POST /applications/:id/return', { params: { id }, body: { reason: '请核对姓名后重交。' } });
    world.clock.forward(1000);
    const answers = { name: '钱小二', idNumber: rider.idNumber, occupation: 'COURIER' as const };
    const { submittedAt: anew } = await rider.api('POST /applications/:id/resubmit', { params: { id }, body: answers });
    const approve = (seen: string) => officer.api('POST /applications/:id/approve', { params: { id }, body: { seen } });
    expect((await refusal(approve(submittedAt))).code).toBe('MOVE_NOT_ALLOWED');
    expect((await approve(anew)).state).toBe('approved');
  });

  it('may refuse what was returned and never mended, so that nobody holds a stranger’s ID number for ever', async () => {
    const squatter = await world.applicant(19);
    const officer = await world.staff('officer');
    const { id } = squatter.application;
    await officer.api('POST /applications/:id/return', { params: { id }, body: { reason: '请到工会核对身份证。' } });
    await officer.api('POST /applications/:id/refuse', { params: { id }, body: { reason: '不是本人的身份证号。' } });
    const owner = await world.signIn('13912340019');
    const body = await application(world.api, world.unions.street.id, { idNumber: squatter.idNumber });
    expect((await owner.api('POST /applications', { body })).state).toBe('submitted');
  });

  it('cannot decide the own application under another phone: the ID number tells', async () => {
    const rider = await world.applicant(20);
    const officer = await world.staff('officer');
    const index = world.kit.secrets.index('id-number', rider.idNumber);
    await world.sql('UPDATE staff_account SET idNumberIndex = ? WHERE id = ?', [index, officer.id]);
    const params = { id: rider.application.id };
    expect((await refusal(officer.api('POST /applications/:id/approve', { params }))).code).toBe('OWN_CASE');
  });

  it('does not meet children: nobody under 16 joins', async () => {
    const child = await world.signIn('13912340021');
    const first17 = '37078420150101002';
    const body = await application(world.api, world.unions.street.id, { idNumber: first17 + idCheckDigit(first17) });
    expect((await refusal(child.api('POST /applications', { body }))).at('idNumber')).toBe(
      '未满 16 周岁，还不能加入工会。请核对第 7 到 14 位。',
    );
  });
});

it('X22 a server with other keys than its database’s does not start', async () => {
  const { db, config } = world.kit;
  expect(await checkKeys(db, config.keys, openSecrets(config.keys), false)).toEqual([
    '数据库里有人员数据，却没有密钥见证：请确认 MASTER_KEYS 和 INDEX_KEY 后联系开发者',
  ]);
  const own = await freshDatabase();
  expect(await checkKeys(own.db, config.keys, openSecrets(config.keys), false)).toEqual([]);
  expect(await checkKeys(own.db, config.keys, openSecrets(config.keys), false)).toEqual([]);
  const otherIndex = { ...config.keys, index: randomBytes(32) };
  await own.db.tx((manager) => insert(manager, KeyWitnessTable, { name: 'demo', mark: 'x' }));
  expect(await checkKeys(own.db, config.keys, openSecrets(config.keys), false)).toEqual([]);
  expect(await checkKeys(own.db, config.keys, openSecrets(config.keys), true)).toEqual([
    '这个数据库装有演示数据和演示账号，不能用于正式运行：请换一个空的数据库',
  ]);
  expect(await checkKeys(own.db, otherIndex, openSecrets(otherIndex), false)).toEqual([
    'INDEX_KEY 与这个数据库不符：请换回原来的密钥',
  ]);
  const otherMaster = { ...config.keys, master: new Map([[1, randomBytes(32)]]) };
  expect(await checkKeys(own.db, otherMaster, openSecrets(otherMaster), false)).toEqual([
    'MASTER_KEYS 缺少或弄错了第 1 版：请换回原来的密钥',
  ]);
  await own.drop();
});

it('A6 an officer signs in from the known network although strangers have locked the account elsewhere', async () => {
  const officer = await world.staff('officer');
  const guess = (nth: number) =>
    world.kit.db.tx(async (db) => {
      const { ask } = makeAsk(world.kit, db, { kind: 'nobody' }, `10.0.${nth}.1`);
      await mustBeUnlocked(ask, officer.account).then(
        () => countFailure(ask, officer.account),
        () => undefined,
      );
    });
  for (let nth = 0; nth < 25; nth += 1) await guess(nth);
  const stranger = world.kit.db.tx((db) =>
    mustBeUnlocked(makeAsk(world.kit, db, { kind: 'nobody' }, '10.9.9.9').ask, officer.account),
  );
  expect((await stranger.catch((error) => error)).code).toBe('LOCKED');
  world.clock.forward(30_000);
  expect((await world.signInStaff(officer.account, officer.otpSecret)).token).toBeTruthy();
});
