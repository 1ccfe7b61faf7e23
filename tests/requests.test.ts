/** What a person asks about the own record: a phone number, an older record, name and ID number, leaving and staying. */

import { sendDue } from '@niangjia/server/core/outbox';
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import { deliveries } from '@niangjia/server/jobs';
import { riseTransfers } from '@niangjia/server/modules/membership/rise-cases';
import { mustCountTrue } from './true-counts';
import { type Applicant, application, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
/** Who proposes at the street and at the county, and who confirms above them. */
let street: StaffMember;
let county: StaffMember;
let above: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  street = await world.staff('officer');
  county = await world.staff('officer', world.unions.county);
  above = await world.staff('protection', world.unions.province);
  for (const one of [street, county, above]) await stepUp(one);
});
const worlds: World[] = [];
afterAll(async () => {
  for (const one of [world, ...worlds]) await one.close();
});

const stepUp = ({ id }: { id: string }) =>
  world.sql('UPDATE session SET stepUpAt = ? WHERE subjectId = ?', [world.clock.now.toISOString(), id]);
let nth = 5000;
async function member(): Promise<Applicant> {
  const rider = await world.applicant((nth += 1));
  await street.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
  return rider;
}
const codeFor = async (phone: string): Promise<string> => {
  await world.sql('DELETE FROM sms_code');
  await world.api('POST /phone-codes', { body: { phone } });
  return world.sent.sms.filter((one) => one.phone === phone).at(-1)?.params.code ?? '';
};
const agree = (by: { api: StaffMember['api'] }, id: string) =>
  by.api('POST /requests/:id/agree', { params: { id }, body: { words: '证件已当面核对' } });
const sign = (by: { api: StaffMember['api'] }, id: string | null) =>
  by.api('POST /joint-acts/:id/sign', { params: { id: id ?? '' } });
const personOf = async (rider: { phone?: string; idNumber?: string }) => {
  const [index, column] = rider.idNumber
    ? [world.kit.secrets.index('id-number', rider.idNumber), 'idNumberIndex']
    : [world.kit.secrets.index('phone', rider.phone ?? ''), 'phoneIndex'];
  const [row] = await world.sql<Record<string, string | null>>(`SELECT * FROM person WHERE ${column} = ?`, [index]);
  return row;
};
const words = '原来的号码已经停用，换了新手机';
const askPhone = async (api: Applicant['api'], phone: string) =>
  api('POST /requests/phone', { body: { phone, code: await codeFor(phone), words } });
/** Somebody signed in by WeChat, with nothing else. */
let wechat = 7000;
const guest = async () => {
  const { access } = await world.api('POST /wechat-sessions', { body: { code: `login-guest${(wechat += 1)}` } });
  return world.as(access);
};

describe('a phone number that another record holds', () => {
  it('is proved by its code, looked into by the county, confirmed above it, and changes hands', async () => {
    const holder = await member();
    const me = await guest();
    const asked = await askPhone(me, holder.phone);
    expect(asked).toMatchObject({
      number: expect.stringMatching(/^QQ20261123-\d{4}$/),
      kind: 'phone',
      state: 'asked',
      unionName: '青州市总工会',
      decides: '青州市总工会',
      askPhone: '0536-0000101',
      dueOn: '2026-11-26',
      workingDaysLeft: 3,
      words,
    });
    expect((await refusal(agree(street, asked.id))).code).toBe('NOT_FOUND');
    const proposed = await agree(county, asked.id);
    expect([proposed.state, proposed.may, proposed.nameMasked]).toEqual(['agreed', ['refuse'], '未**']);
    expect(proposed.facts.map(({ label, value }) => `${label} ${value}`)).toEqual([
      `要释放的手机号 ${holder.phone.slice(0, 3)}****${holder.phone.slice(-4)}`,
      '验证 请求人已用短信验证码验证',
      '原记录姓名 王**',
      `原记录手机号 ${holder.phone.slice(0, 3)}****${holder.phone.slice(-4)}`,
      '会籍所在工会 青州北部片区工会联合会',
      expect.stringMatching(/^会员号 \d{14}$/),
      '入会日期 2026年11月23日 周一',
      '工种 外卖配送员',
    ]);
    expect((await sign(above, proposed.jointId)).state).toBe('done');
    expect((await me('GET /me')).phoneMasked).toBe(`${holder.phone.slice(0, 3)}****${holder.phone.slice(-4)}`);
    // Who held it is signed out, keeps the membership, and finds a word about it.
    expect((await refusal(holder.api('GET /card'))).code).toBe('SESSION_ENDED');
    const record = await personOf({ idNumber: holder.idNumber });
    expect([record?.phoneIndex, record?.phoneSealed]).toEqual([null, null]);
    const told = await world.sql<{ title: string }>('SELECT title FROM notice WHERE personId = ? ORDER BY id', [
      record?.id,
    ]);
    expect(told.at(-1)?.title).toBe('您的手机号已变更');
    expect((await me('GET /requests/mine')).items[0]?.state).toBe('done');
  });

  it('needs no request when nobody holds it, and one request at a time', async () => {
    const holder = await member();
    const me = await guest();
    expect((await refusal(askPhone(me, '13900009999'))).code).toBe('PHONE_FREE');
    await askPhone(me, holder.phone);
    expect((await refusal(askPhone(me, holder.phone))).code).toBe('REQUEST_OPEN');
    const code = await codeFor(holder.phone);
    const body = { phone: holder.phone, code: code === '111111' ? '222222' : '111111', words };
    expect((await refusal((await guest())('POST /requests/phone', { body }))).code).toBe('WRONG_CODE');
  });

  it('B6 is never decided by who holds it or who asks for it', async () => {
    const [holder, asker] = [await member(), await member()];
    const { id } = await askPhone(asker.api, holder.phone);
    const asking = await world.staff('officer', world.unions.county, 'phone-asker', asker.idNumber);
    const holding = await world.staff('officer', world.unions.county, 'phone-holder', holder.idNumber);
    for (const one of [asking, holding]) await stepUp(one);
    expect((await refusal(agree(asking, id))).code).toBe('OWN_CASE');
    expect((await refusal(agree(holding, id))).code).toBe('SAME_PERSON');
    const { jointId } = await agree(county, id);
    const confirming = await world.staff('protection', world.unions.province, 'phone-holder-2', holder.idNumber);
    await stepUp(confirming);
    expect((await refusal(sign(confirming, jointId))).code).toBe('SAME_PERSON');
  });

  it('stays where it is when the holder has changed it meanwhile', async () => {
    const holder = await member();
    const { id } = await askPhone(await guest(), holder.phone);
    const { jointId } = await agree(county, id);
    await world.sql('UPDATE person SET phoneIndex = NULL, phoneSealed = NULL WHERE phoneIndex = ?', [
      world.kit.secrets.index('phone', holder.phone),
    ]);
    expect((await refusal(sign(above, jointId))).code).toBe('JOINT_STALE');
  });
});

describe('an older record of one’s own', () => {
  const newPhone = async () => world.signIn(madeUpPhone((nth += 1)));
  const askMerge = (api: Applicant['api'], idNumber: string, name = '王小明') =>
    api('POST /requests/merge', { body: { name, idNumber, words } });

  it('is found by name and ID number together, and the answer names the union that holds it', async () => {
    const old = await member();
    const me = await newPhone();
    expect((await refusal(askMerge(me.api, old.idNumber, '王大明'))).code).toBe('NO_SUCH_RECORD');
    expect((await refusal(askMerge(me.api, madeUpIdNumber(9999)))).code).toBe('NO_SUCH_RECORD');
    const denied = await world.sql(
      `SELECT seq FROM audit_row WHERE what = 'POST /requests/merge' AND outcome = 'denied' AND object = 'id-number'`,
    );
    expect(denied).toHaveLength(2);
    expect((await refusal(askMerge(old.api, old.idNumber))).code).toBe('ALREADY_MEMBER');
    expect((await refusal(askMerge(await guest(), old.idNumber))).code).toBe('PHONE_MISSING');
    expect((await askMerge(me.api, old.idNumber)).unionName).toBe('青州北部片区工会联合会');
    expect((await refusal(askMerge(me.api, old.idNumber))).code).toBe('REQUEST_OPEN');
  });

  it('takes over the new phone and WeChat; the newer record is empty and its application taken back', async () => {
    const old = await member();
    await world.sql('UPDATE person SET openid = ? WHERE idNumberIndex = ?', [
      'old-openid-of-rider',
      world.kit.secrets.index('id-number', old.idNumber),
    ]);
    const phone = madeUpPhone((nth += 1));
    const me = await world.signIn(phone);
    await world.sql('UPDATE person SET openid = ? WHERE phoneIndex = ?', [
      'new-openid-of-rider',
      world.kit.secrets.index('phone', phone),
    ]);
    const before = await personOf({ phone });
    const body = await application(world.api, world.unions.street.id, { idNumber: madeUpIdNumber((nth += 1)) });
    const open = await me.api('POST /applications', { body });
    const asked = await askMerge(me.api, old.idNumber);
    const { jointId } = await agree(street, asked.id);
    expect((await sign(above, jointId)).state).toBe('done');
    for (const api of [me.api, old.api]) expect((await refusal(api('GET /me'))).code).toBe('SESSION_ENDED');
    const record = await personOf({ idNumber: old.idNumber });
    expect([record?.phoneIndex, record?.openid]).toEqual([before?.phoneIndex, 'new-openid-of-rider']);
    const [empty] = await world.sql<object>('SELECT name, phoneIndex, phoneSealed, openid FROM person WHERE id = ?', [
      before?.id,
    ]);
    expect({ ...empty }).toEqual({ name: null, phoneIndex: null, phoneSealed: null, openid: null });
    const steps = await world.sql<{ verb: string; reason: string }>(
      'SELECT verb, reason FROM application_step WHERE applicationId = ? ORDER BY id',
      [open.id],
    );
    expect(steps.at(-1)).toMatchObject({ verb: 'recall', reason: `已并入本人原有的会籍（${asked.number}）` });
    await world.sql('DELETE FROM sms_code');
    const again = await world.signIn(phone);
    expect((await again.api('GET /card')).unionName).toBe('青州北部片区工会联合会');
    expect((await again.api('GET /me')).phoneMasked).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    const [mine] = (await again.api('GET /requests/mine')).items;
    expect([mine?.number, mine?.state]).toEqual([asked.number, 'done']);
    // The phone number of before opens a new, empty record.
    await world.sql('DELETE FROM sms_code');
    const other = await world.signIn(old.phone);
    expect((await refusal(other.api('GET /card'))).code).toBe('NOT_A_MEMBER');
  });

  it('B6 row 14: one natural person does not propose and confirm, not with a second account either', async () => {
    const old = await member();
    const me = await newPhone();
    const asked = await askMerge(me.api, old.idNumber);
    const idNumber = madeUpIdNumber((nth += 1));
    const first = await world.staff('officer', world.unions.street, `first-${nth}`, idNumber);
    const second = await world.staff('protection', world.unions.county, `second-${nth}`, idNumber);
    for (const one of [first, second]) await stepUp(one);
    const { jointId } = await agree(first, asked.id);
    expect((await refusal(sign(second, jointId))).code).toBe('SAME_PERSON');
    const signer = world.kit.secrets.index('id-number', idNumber);
    await expect(
      world.sql(
        `INSERT INTO joint_signature (id, actId, slot, accountId, unionId, signer, at)
         VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAV', ?, 'members.confirm', ?, ?, ?, ?)`,
        [jointId, second.id, world.unions.county.id, signer, '2026-11-23T02:00:00.000Z'],
      ),
    ).rejects.toThrow(/uq_joint_signature_person|UNIQUE/);
    await expect(world.sql(`UPDATE person_request SET state = 'done' WHERE id = ?`, [asked.id])).rejects.toThrow(
      'such a request is done only by its joint act',
    );
    const own = await world.staff('protection', world.unions.county, `own-${nth}`, old.idNumber);
    await stepUp(own);
    expect((await refusal(sign(own, jointId))).code).toBe('SAME_PERSON');
    // The union itself does not confirm what it has proposed: it takes one above.
    const beside = await world.staff('protection');
    await stepUp(beside);
    expect((await refusal(sign(beside, jointId))).code).toBe('NOT_FOUND');
    expect((await sign(above, jointId)).state).toBe('done');
  });

  it('is not taken over when the phone number has changed since the officer agreed', async () => {
    const old = await member();
    const me = await newPhone();
    const asked = await askMerge(me.api, old.idNumber);
    const { jointId } = await agree(street, asked.id);
    const [row] = await world.sql<{ personId: string }>('SELECT personId FROM person_request WHERE id = ?', [asked.id]);
    await world.sql('UPDATE person SET phoneIndex = ? WHERE id = ?', ['f'.repeat(64), row?.personId]);
    expect((await refusal(sign(above, jointId))).code).toBe('JOINT_STALE');
  });
});

describe('who would lose a phone number or a record', () => {
  const smsTo = (phone: string) =>
    world.sent.sms
      .filter((one) => one.phone === phone && one.template === 'notice')
      .map(({ params }) => params.result)
      .filter((result) => result !== '审核通过');
  /** Everything that waits goes out. */
  const deliver = async () => {
    while ((await sendDue(world.kit, deliveries)) > 0);
  };
  const outbox = async () => JSON.stringify(await world.sql('SELECT payload FROM outbox'));

  it('is told by SMS when a merge is asked for, and once more at the old number when it is done', async () => {
    const old = await member();
    await deliver();
    const me = await world.signIn(madeUpPhone((nth += 1)));
    const asked = await me.api('POST /requests/merge', { body: { name: '王小明', idNumber: old.idNumber, words } });
    await deliver();
    expect(smsTo(old.phone)).toEqual(['有人请求并入您的会籍']);
    expect(world.sent.sms.at(-1)?.params).toMatchObject({
      number: asked.number,
      words: expect.stringContaining('不是您本人的，请立即联系工会'),
    });
    const { jointId } = await agree(street, asked.id);
    await stepUp(above);
    await sign(above, jointId);
    expect(await outbox()).not.toContain(old.phone);
    await deliver();
    expect(smsTo(old.phone)).toEqual(['有人请求并入您的会籍', '您的会籍已改用新手机号']);
  });

  it('is told when the number is asked for, and the number itself hears the last word', async () => {
    const holder = await member();
    await deliver();
    const asked = await askPhone(await guest(), holder.phone);
    await deliver();
    expect(smsTo(holder.phone)).toEqual(['有人请求使用您的手机号']);
    const { jointId } = await agree(county, asked.id);
    await stepUp(above);
    await sign(above, jointId);
    expect(await outbox()).not.toContain(holder.phone);
    await deliver();
    expect(smsTo(holder.phone)).toContain('手机号已变更');
  });

  it('gets no last word when the request comes to nothing', async () => {
    const holder = await member();
    await deliver();
    const { jointId } = await agree(county, (await askPhone(await guest(), holder.phone)).id);
    await above.api('POST /joint-acts/:id/refuse', {
      params: { id: jointId ?? '' },
      body: { reason: '请先到工会当面核对' },
    });
    await deliver();
    expect(smsTo(holder.phone)).toEqual(['有人请求使用您的手机号']);
  });
});

describe('another name, another ID number', () => {
  const askIdentity = (api: Applicant['api'], name: string | null, idNumber: string | null) =>
    api('POST /requests/identity', { body: { name, idNumber, words } });

  it('is written into record and membership once two have looked; number and card stay', async () => {
    const rider = await member();
    const next = madeUpIdNumber((nth += 1));
    const card = await rider.api('GET /card');
    const asked = await askIdentity(rider.api, '王晓明', next);
    const { jointId, facts } = await agree(street, asked.id);
    expect(facts.find(({ label }) => label === '姓名不同之处')?.value).toBe('第 2 位');
    await sign(above, jointId);
    expect(await rider.api('GET /card')).toEqual({ ...card, name: '王晓明' });
    const record = await personOf({ idNumber: next });
    const [membership] = await world.sql<{ activeIdNumber: string }>(
      'SELECT activeIdNumber FROM membership WHERE activePerson = ?',
      [record?.id],
    );
    expect([record?.name, membership?.activeIdNumber]).toEqual(['王晓明', record?.idNumberIndex]);
    // The former number is free for whom it belongs to.
    const other = await world.signIn(madeUpPhone((nth += 1)));
    const body = await application(world.api, world.unions.street.id, { idNumber: rider.idNumber });
    expect((await other.api('POST /applications', { body })).state).toBe('submitted');
  });

  it('is refused when another record has the number, when nothing changes, or for a child', async () => {
    const [rider, other] = [await member(), await member()];
    expect((await refusal(askIdentity(rider.api, null, other.idNumber))).code).toBe('ID_IN_USE');
    const same = await refusal(askIdentity(rider.api, '王小明', null));
    expect([same.code, same.at('name')]).toEqual(['BAD_INPUT', '与现在登记的一样，请填写要改成的内容。']);
    expect((await refusal(askIdentity(await guest(), '王晓明', null))).code).toBe('NOT_A_MEMBER');
    const next = madeUpIdNumber((nth += 1));
    const { id } = await askIdentity(rider.api, null, next);
    const { jointId } = await agree(street, id);
    const quick = await world.signIn(madeUpPhone((nth += 1)));
    await quick.api('POST /applications', {
      body: await application(world.api, world.unions.street.id, { idNumber: next }),
    });
    expect((await refusal(sign(above, jointId))).code).toBe('ID_IN_USE');
  });

  it('B6 waits for a fresh second factor and an officer known as a person, never for one’s own account', async () => {
    const rider = await member();
    const { id } = await askIdentity(rider.api, '王晓明', null);
    const stale = await world.staff('officer');
    expect((await refusal(agree(stale, id))).code).toBe('STEP_UP_FIRST');
    await stepUp(stale);
    await world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [stale.id]);
    expect((await refusal(agree(stale, id))).code).toBe('NO_IDENTITY');
    const own = await world.staff('officer', world.unions.street, `own-${nth}`, rider.idNumber);
    await stepUp(own);
    expect((await refusal(agree(own, id))).code).toBe('OWN_CASE');
  });

  it('comes back to the union with the second person’s words, and may be agreed to again', async () => {
    const rider = await member();
    const { id } = await askIdentity(rider.api, '王晓明', null);
    const first = await agree(street, id);
    await above.api('POST /joint-acts/:id/refuse', {
      params: { id: first.jointId ?? '' },
      body: { reason: '证件照片看不清，请重新核对' },
    });
    const back = await street.api('GET /requests/:id', { params: { id } });
    expect([back.state, back.may]).toEqual(['asked', ['agree', 'refuse']]);
    expect(back.facts.at(-1)).toEqual({ label: '复核人未同意', value: '证件照片看不清，请重新核对' });
    const second = await agree(street, id);
    expect((await sign(above, second.jointId)).state).toBe('done');
  });

  it('is taken back while it waits for the second person: nobody can sign it any more', async () => {
    const rider = await member();
    const { id } = await askIdentity(rider.api, '王晓明', null);
    const { jointId } = await agree(street, id);
    expect((await rider.api('POST /requests/:id/recall', { params: { id } })).state).toBe('recalled');
    expect((await refusal(sign(above, jointId))).code).toBe('JOINT_OVER');
    expect((await rider.api('GET /card')).name).toBe('王小明');
    const again = await askIdentity(rider.api, '王晓明', null);
    const { jointId: next } = await agree(street, again.id);
    await street.api('POST /requests/:id/refuse', { params: { id: again.id }, body: { reason: '请先到派出所更正' } });
    expect((await refusal(sign(above, next))).code).toBe('JOINT_OVER');
  });

  it('is signed or taken back at the same moment: one of the two', async () => {
    for (let round = 0; round < 4; round += 1) {
      const rider = await member();
      const { id } = await askIdentity(rider.api, '王晓明', null);
      const { jointId } = await agree(street, id);
      await stepUp(above);
      await Promise.allSettled([sign(above, jointId), rider.api('POST /requests/:id/recall', { params: { id } })]);
      const [mine] = (await rider.api('GET /requests/mine')).items;
      expect([
        ['done', '王晓明'],
        ['recalled', '王小明'],
      ]).toContainEqual([mine?.state, (await rider.api('GET /card')).name]);
    }
  });
});

describe('leaving, keeping and taking up again', () => {
  const ask = (api: Applicant['api'], kind: 'leave' | 'retain' | 'return') =>
    api('POST /requests/membership', { body: { kind, reason: 'laidOff', words: null } });

  it('is done by one officer of the union, stands in the history with its reason, and is told', async () => {
    const rider = await member();
    expect((await refusal(ask(rider.api, 'return'))).code).toBe('MOVE_NOT_ALLOWED');
    const retain = await ask(rider.api, 'retain');
    expect((await refusal(ask(rider.api, 'leave'))).code).toBe('REQUEST_OPEN');
    expect((await agree(street, retain.id)).state).toBe('done');
    expect((await rider.api('GET /card')).state).toBe('retained');
    expect((await refusal(ask(rider.api, 'retain'))).code).toBe('MOVE_NOT_ALLOWED');
    await agree(street, (await ask(rider.api, 'return')).id);
    expect((await rider.api('GET /card')).state).toBe('active');
    await agree(street, (await ask(rider.api, 'leave')).id);
    expect((await refusal(rider.api('GET /card'))).code).toBe('NOT_A_MEMBER');
    const changes = await world.sql<{ kind: string; words: string | null; source: string }>(
      `SELECT c.kind, c.words, c.source FROM membership_change c JOIN membership m ON m.id = c.membershipId
       WHERE m.applicationId = ? ORDER BY c.id`,
      [rider.application.id],
    );
    expect(changes.map(({ kind, words: why, source }) => [kind, why, source])).toEqual([
      ['joined', null, 'application'],
      ['retained', '下岗待岗', 'request'],
      ['returned', '下岗待岗', 'request'],
      ['left', '下岗待岗', 'request'],
    ]);
    expect((await refusal(agree(street, retain.id))).code).toBe('MOVE_NOT_ALLOWED');
  });

  it('waits while a transfer is open, and is agreed to once by two who try at once', async () => {
    const rider = await member();
    const { id: transfer } = await rider.api('POST /transfers', {
      body: { toUnionId: world.unions.elsewhere.id, reason: 'moved' },
    });
    expect((await refusal(ask(rider.api, 'leave'))).code).toBe('TRANSFER_OPEN');
    await rider.api('POST /transfers/:id/recall', { params: { id: transfer } });
    const { id } = await ask(rider.api, 'leave');
    const other = await world.staff('officer');
    const results = await Promise.allSettled([agree(street, id), agree(other, id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is recalled or refused with a reason that the person reads; others do not find it', async () => {
    const [rider, other] = [await member(), await member()];
    const { id } = await ask(rider.api, 'leave');
    expect((await refusal(other.api('POST /requests/:id/recall', { params: { id } }))).code).toBe('NOT_FOUND');
    const stranger = await world.staff('officer', world.unions.elsewhere);
    expect((await refusal(stranger.api('GET /requests/:id', { params: { id } }))).code).toBe('NOT_FOUND');
    expect((await refusal(agree(stranger, id))).code).toBe('NOT_FOUND');
    await street.api('POST /requests/:id/refuse', { params: { id }, body: { reason: '请先退还借用的劳保用品' } });
    const [mine] = (await rider.api('GET /requests/mine')).items;
    expect([mine?.state, mine?.refusal]).toEqual(['refused', '请先退还借用的劳保用品']);
  });
});

it('a request that nobody answers rises to the union above, which decides from then on', async () => {
  const own = await openWorld();
  worlds.push(own);
  const [below, upper] = [await own.staff('officer'), await own.staff('officer', own.unions.county)];
  const rider = await own.applicant(1);
  await below.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
  const { id } = await rider.api('POST /requests/membership', {
    body: { kind: 'leave', reason: 'retired', words: null },
  });
  const queue = await below.api('GET /requests');
  expect([queue.items.map((one) => [one.id, one.nameMasked, one.urgency]), queue.waitingForMe]).toEqual([
    [[id, '王**', 'calm']],
    1,
  ]);
  own.clock.now = new Date('2026-11-27T02:00:00.000Z');
  expect(await riseTransfers(own.kit)).toBe(1);
  const [one, two] = [
    await own.signInStaff(below.account, below.otpSecret),
    await own.signInStaff(upper.account, upper.otpSecret),
  ];
  expect((await one.api('GET /requests')).waitingForMe).toBe(0);
  expect((await two.api('GET /requests')).items[0]).toMatchObject({
    decides: '青州市总工会',
    risen: true,
    dueOn: '2026-12-02',
  });
  const body = { words: null };
  expect((await refusal(one.api('POST /requests/:id/agree', { params: { id }, body }))).code).toBe('NOT_FOUND');
  expect((await two.api('POST /requests/:id/agree', { params: { id }, body })).state).toBe('done');
});

it('E4 no number, name or word of a request stands in clear in its table or under its joint act', async () => {
  const holder = await member();
  const said = '我的旧号码是 13700007777，请帮忙';
  const { id } = await holder.api('POST /requests/identity', {
    body: { name: '欧阳晓峰', idNumber: madeUpIdNumber((nth += 1)), words: said },
  });
  await agree(street, id);
  const me = await guest();
  await me('POST /requests/phone', { body: { phone: holder.phone, code: await codeFor(holder.phone), words: said } });
  const text = JSON.stringify([
    await world.sql('SELECT * FROM person_request'),
    await world.sql('SELECT * FROM joint_act'),
    await world.sql('SELECT * FROM audit_row'),
    await world.sql('SELECT * FROM notice'),
  ]);
  expect(text.match(/(?<!\w)\d{17}[\dX](?!\w)|1990000\d{4}|13700007777|欧阳晓峰/g)).toBeNull();
  expect((await street.api('GET /requests/:id', { params: { id } })).words).toBe(said);
});

test('whatever happened, the counts of each union are those of its book', () => mustCountTrue(world));
