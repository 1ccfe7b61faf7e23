import { sendDue } from '@niangjia/server/core/outbox';
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { deliveries } from '@niangjia/server/jobs';
import type { Person } from '@niangjia/server/modules/people/entity';
import { photoForm } from './sweeps/cast';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let filer: StaffMember;
let colleague: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  filer = await world.staff('officer');
  colleague = await world.staff('officer');
});
afterAll(() => world.close());

let nth = 500;
const worker = (different: object = {}) => ({
  unionId: world.unions.street.id,
  name: '刘阿姨',
  idNumber: madeUpIdNumber((nth += 1)),
  phone: null as string | null,
  occupation: 'DOMESTIC' as const,
  paperFileId: null as string | null,
  agreed: true as const,
  ...different,
});
const fileFor = (different: object = {}, by = filer) => by.api('POST /applications/file', { body: worker(different) });
const about = (id: string) => ({ params: { id } });
const photoOf = async (by: { token: string }): Promise<string> =>
  (await world.raw('POST', '/files', { token: by.token, body: await photoForm() })).body.id;

describe('an officer files for a worker without a smartphone', () => {
  it('names the officer on the record, keeps both consents as given to an officer, and tells the worker', async () => {
    const paperFileId = await photoOf(filer);
    const receipt = await fileFor({ phone: '13611110001', paperFileId });
    expect(receipt).toMatchObject({
      nameMasked: '刘**',
      unionName: '青州北部片区工会联合会',
      dueOn: '2026-11-26',
      toldBySms: true,
    });
    const opened = await colleague.api('GET /applications/:id', about(receipt.id));
    expect([opened.filed, opened.filedBy, opened.phoneMasked]).toEqual([true, '张干事', '136****0001']);
    expect(opened.steps).toMatchObject([{ verb: 'file', by: '青州北部片区工会联合会 张干事' }]);
    const photo = await world.raw('GET', (opened.paperAddress ?? '').replace('/api', ''));
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/png']);
    const consents = await world.sql(
      'SELECT purpose, channel, state FROM consent WHERE personId = (SELECT personId FROM application WHERE id = ?) ORDER BY purpose',
      [receipt.id],
    );
    expect(consents).toEqual([
      { purpose: 'identity', channel: 'officer', state: 'given' },
      { purpose: 'joining', channel: 'officer', state: 'given' },
    ]);
    const [notice] = await world.sql<{ title: string; words: string }>(
      "SELECT n.title, n.words FROM notice n JOIN application a ON a.personId = n.personId WHERE a.id = ? AND n.kind = 'filed'",
      [receipt.id],
    );
    expect(notice?.title).toBe('工会代您提交了入会申请');
    expect(notice?.words).toContain(`加入青州北部片区工会联合会的申请（${receipt.number}），最晚11月26日 周四答复`);
    await sendDue(world.kit, deliveries);
    expect(world.sent.sms.at(-1)).toMatchObject({
      phone: '13611110001',
      params: { number: receipt.number, result: '工会代您提交了入会申请' },
    });
  });

  it('opens the card to the worker who later signs in with that phone', async () => {
    const { id } = await fileFor({ phone: '13611110002' });
    await colleague.api('POST /applications/:id/approve', about(id));
    const later = await world.signIn('13611110002');
    expect(await later.api('GET /card')).toMatchObject({ name: '刘阿姨', state: 'active', joinedOn: '2026-11-23' });
    const mine = (await later.api('GET /applications/mine')).items[0];
    expect([mine?.filedBy, mine?.steps.map(({ verb }) => verb)]).toEqual(['张干事', ['file', 'approve']]);
  });

  it('takes a worker without any phone, and says that nobody is told by SMS', async () => {
    const receipt = await fileFor();
    expect(receipt.toldBySms).toBe(false);
    const [person] = await world.sql(
      'SELECT p.phoneIndex, p.openid, p.signedInAt FROM person p JOIN application a ON a.personId = p.id WHERE a.id = ?',
      [receipt.id],
    );
    expect(person).toEqual({ phoneIndex: null, openid: null, signedInAt: null });
  });

  it('does not bind a worker to a phone that belongs to another record', async () => {
    await world.signIn('13611110003');
    const refused = await refusal(fileFor({ phone: '13611110003' }));
    expect([refused.code, refused.at('phone')]).toEqual([
      'PHONE_IN_USE',
      '这个手机号已登记在另一个人名下，请核对；没有手机号可以不填。',
    ]);
  });

  it('uses the same record again: after a refusal, and for somebody who had left before', async () => {
    const idNumber = madeUpIdNumber((nth += 1));
    const first = await fileFor({ idNumber, phone: '13611110004' });
    expect((await refusal(fileFor({ idNumber, phone: '13611110004' }))).code).toBe('APPLICATION_OPEN');
    const reason = '材料不全，请补齐后再来。';
    await colleague.api('POST /applications/:id/refuse', { ...about(first.id), body: { reason } });
    const second = await fileFor({ idNumber, phone: '13611110004' });
    await colleague.api('POST /applications/:id/approve', about(second.id));
    const member = await refusal(fileFor({ idNumber }));
    expect([member.code, member.at('idNumber')]).toEqual([
      'ALREADY_MEMBER',
      '这位职工已经是工会会员，不需要再次申请。',
    ]);
    await world.sql(
      "UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE applicationId = ?",
      [second.id],
    );
    const third = await fileFor({ idNumber });
    const people = await world.sql('SELECT DISTINCT personId FROM application WHERE id IN (?, ?, ?)', [
      first.id,
      second.id,
      third.id,
    ]);
    expect(people).toHaveLength(1);
  });

  describe('for a former member', () => {
    let left = 0;
    async function former() {
      const rider = await world.applicant((left += 1) + 900);
      await colleague.api('POST /applications/:id/approve', about(rider.application.id));
      await world.sql(
        "UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE applicationId = ?",
        [rider.application.id],
      );
      const index = world.kit.secrets.index('id-number', rider.idNumber);
      const read = async () => (await world.sql<Person>('SELECT * FROM person WHERE idNumberIndex = ?', [index]))[0];
      return { ...rider, read };
    }
    const wrongName = '与该身份证号已登记的姓名不一致，请核对。';

    it('binds no phone to the record that bears the ID number', async () => {
      const { idNumber, read } = await former();
      const id = (await read())?.id;
      await world.sql('UPDATE person SET phoneIndex = NULL, phoneSealed = NULL WHERE id = ?', [id]);
      const receipt = await fileFor({ idNumber, name: '王小明', phone: '13611110005' });
      expect(receipt.toldBySms).toBe(false);
      expect(await read()).toMatchObject({ id, phoneIndex: null, phoneSealed: null });
      const stranger = await world.signIn('13611110005');
      expect((await stranger.api('GET /applications/mine')).items).toEqual([]);
    });

    it('takes only the name that is known, when filed and when mended', async () => {
      const { idNumber, read } = await former();
      const refused = await refusal(fileFor({ idNumber, name: '王大明' }));
      expect([refused.code, refused.at('name')]).toEqual(['BAD_INPUT', wrongName]);
      const { id } = await fileFor({ idNumber, name: '王小明' });
      await colleague.api('POST /applications/:id/return', { ...about(id), body: { reason: '请补交照片' } });
      const refile = (name: string, number: string) =>
        filer.api('POST /applications/:id/refile', {
          ...about(id),
          body: { name, idNumber: number, occupation: 'DOMESTIC' },
        });
      expect((await refusal(refile('王大明', idNumber))).at('name')).toBe(wrongName);
      const renumbered = await refusal(refile('王小明', madeUpIdNumber((nth += 1))));
      expect([renumbered.code, renumbered.at('idNumber')]).toEqual([
        'BAD_INPUT',
        '与这位职工已登记的身份证号不一致，请核对。',
      ]);
      expect((await refile('王小明', idNumber)).id).toBe(id);
      expect((await read())?.name).toBe('王小明');
    });

    it.each(['joining', 'identity'])('undoes no withdrawn consent to %s', async (purpose) => {
      const { idNumber, read } = await former();
      const personId = (await read())?.id;
      await world.sql(
        `INSERT INTO consent (id, personId, purpose, textHash, version, channel, state, at)
         SELECT ?, personId, purpose, textHash, version, channel, 'withdrawn', ? FROM consent
         WHERE purpose = ? AND personId = ?`,
        [`W${(nth += 1)}`.padEnd(26, '0'), '2026-11-23T02:30:00.000Z', purpose, personId],
      );
      const consents = () => world.sql('SELECT id FROM consent WHERE personId = ?', [personId]);
      const before = await consents();
      expect((await refusal(fileFor({ idNumber, name: '王小明' }))).code).toBe('CONSENT_MISSING');
      expect(await consents()).toEqual(before);
    });
  });

  it('lets two officers who file for one worker at once end in one application', async () => {
    const idNumber = madeUpIdNumber((nth += 1));
    const results = await Promise.allSettled([fileFor({ idNumber }), fileFor({ idNumber }, colleague)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const rejected = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(['ID_IN_USE', 'APPLICATION_OPEN']).toContain(rejected.reason.code);
  });

  it('takes only an own photo, an own part of the tree, and nobody’s child', async () => {
    expect((await refusal(fileFor({ paperFileId: await photoOf(colleague) }))).code).toBe('NOT_FOUND');
    expect((await refusal(fileFor({ unionId: world.unions.elsewhere.id }))).code).toBe('NOT_FOUND');
    expect((await refusal(fileFor({ idNumber: '37078420150101002X' }))).code).toBe('BAD_INPUT');
  });

  it('cannot file for himself, also under a second account', async () => {
    const own = madeUpIdNumber((nth += 1));
    const [first, second] = [
      await world.staff('officer', world.unions.street, 'self-one', own),
      await world.staff('officer', world.unions.street, 'self-two', own),
    ];
    for (const by of [first, second]) expect((await refusal(fileFor({ idNumber: own }, by))).code).toBe('OWN_CASE');
  });
});

describe('who filed never approves (d.3 row 1)', () => {
  it('B6 the filer is refused under both accounts, and is offered nothing', async () => {
    const own = madeUpIdNumber((nth += 1));
    const one = await world.staff('officer', world.unions.street, 'filer-one', own);
    const two = await world.staff('officer', world.unions.county, 'filer-two', own);
    const { id } = await fileFor({}, one);
    for (const by of [one, two]) {
      expect((await refusal(by.api('POST /applications/:id/approve', about(id)))).code).toBe('OWN_CASE');
      expect((await by.api('GET /applications/:id', about(id))).may).toEqual([]);
    }
    expect((await colleague.api('GET /applications/:id', about(id))).may).toEqual(['approve', 'return', 'refuse']);
    expect((await colleague.api('POST /applications/:id/approve', about(id))).state).toBe('approved');
  });

  it('B6 who mended it does not approve it either; the first filer still does not', async () => {
    const mender = await world.staff('officer');
    const { id } = await fileFor();
    await colleague.api('POST /applications/:id/return', { ...about(id), body: { reason: '姓名与证件不一致' } });
    const body = { name: '刘大姐', idNumber: madeUpIdNumber((nth += 1)), occupation: 'DOMESTIC' as const };
    const again = await mender.api('POST /applications/:id/refile', { ...about(id), body });
    expect(again.nameMasked).toBe('刘**');
    for (const by of [filer, mender])
      expect((await refusal(by.api('POST /applications/:id/approve', about(id)))).code).toBe('OWN_CASE');
    expect((await refusal(mender.api('POST /applications/:id/refile', { ...about(id), body }))).code).toBe(
      'MOVE_NOT_ALLOWED',
    );
    expect((await colleague.api('POST /applications/:id/approve', about(id))).state).toBe('approved');
  });

  it('B6 an account without a known person behind it decides nothing that was filed', async () => {
    const { id } = await fileFor();
    const unknown = await world.staff('officer');
    await world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [unknown.id]);
    expect((await refusal(unknown.api('POST /applications/:id/approve', about(id)))).code).toBe('NO_IDENTITY');
    expect((await unknown.api('GET /applications/:id', about(id))).may).toEqual([]);
  });

  it('B6 the database refuses it by plain SQL: for the filer, for who mended, and for nobody known', async () => {
    const { id } = await fileFor();
    const step = (verb: string, signer: string | null) =>
      world.sql(
        'INSERT INTO application_step (id, applicationId, verb, at, accountId, unionId, reason, signer) VALUES (?, ?, ?, ?, ?, ?, NULL, ?)',
        [
          `S${(nth += 1)}`.padEnd(26, '0'),
          id,
          verb,
          '2026-11-23T03:00:00.000Z',
          filer.id,
          world.unions.street.id,
          signer,
        ],
      );
    const [{ filer: index } = { filer: '' }] = await world.sql<{ filer: string }>(
      'SELECT filer FROM application WHERE id = ?',
      [id],
    );
    await expect(step('approve', index)).rejects.toThrow(
      /^who (filed an|mended a filed) application does not approve it$/,
    );
    const mender = 'f'.repeat(64);
    await step('resubmit', mender);
    await expect(step('approve', mender)).rejects.toThrow('who mended a filed application does not approve it');
    await expect(step('approve', null)).rejects.toThrow('a filed application is approved by a known person');
    await step('approve', 'e'.repeat(64));
  });

  it('leaves what a worker has filed himself to the worker', async () => {
    const rider = await world.applicant(nth + 300);
    const { id } = rider.application;
    await colleague.api('POST /applications/:id/return', { ...about(id), body: { reason: '姓名与证件不一致' } });
    const body = { name: '王小明', idNumber: rider.idNumber, occupation: 'COURIER' as const };
    expect((await refusal(filer.api('POST /applications/:id/refile', { ...about(id), body }))).code).toBe(
      'MOVE_NOT_ALLOWED',
    );
  });
});
