/** E11: a clock that runs for 31 years ends exactly what is listed, counts it in the audit, and stops before a hold. */
import { insert } from '@niangjia/server/core/sql';
import { NoticeTable } from '@niangjia/server/modules/notices/entity';
import { retain } from '@niangjia/server/modules/own-data/retain';
import { keptInWords, overBefore, retention } from '@niangjia/shared/rules/retention';
import { steppedUp } from './sweeps/cast';
import { type Applicant, openWorld, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
const DAY = 86_400_000;
const begin = new Date('2026-11-23T02:00:00.000Z');
const after = (days: number) => {
  world.clock.now = new Date(begin.getTime() + days * DAY);
};
const idOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await world.sql<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`, values))[0]?.n);

let refused: Applicant;
let member: Applicant;
let ended: Applicant;
let held: Applicant;
let visitor: string;

beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
  const approve = (rider: Applicant) =>
    officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
  [refused, member, ended, held] = [
    await world.applicant(7401),
    await world.applicant(7402),
    await world.applicant(7403),
    await world.applicant(7404),
  ];
  await steppedUp({ world } as never, officer.token);
  for (const rider of [member, held])
    await officer.api('POST /applications/:id/reveal', {
      params: { id: rider.application.id },
      body: { field: 'phone', reason: '电话核对身份信息' },
    });
  const params = { id: refused.application.id };
  await officer.api('POST /applications/:id/refuse', { params, body: { reason: '不在本片区工作' } });
  for (const rider of [member, ended, held]) await approve(rider);
  visitor = idOf((await world.signIn('13800000401')).token);
  const guardian = await world.staff('dataOfficer', world.unions.county);
  const { number } = await held.api('GET /card');
  await guardian.api('POST /holds', { body: { memberNumber: number, reason: '劳动争议案件需要证据' } });
  for (const rider of [ended, held])
    await world.sql(
      "UPDATE membership SET state = 'ended', endedOn = '2026-11-23', activePerson = NULL, activeIdNumber = NULL WHERE personId = ?",
      [idOf(rider.token)],
    );
});
afterAll(() => world.close());

it('says in words how long each class is kept', () => {
  expect(overBefore({ years: 3 }, '2029-11-24')).toBe('2026-11-24');
  expect(overBefore({ days: 31 }, '2026-12-24')).toBe('2026-11-23');
  expect(keptInWords()).toContainEqual({
    what: '会籍结束后的姓名、身份证号、手机号等个人信息',
    howLong: '会籍结束之日起 5 年，到期清除个人信息并销毁密钥',
  });
  for (const { why, clock } of Object.values(retention))
    expect([why.length > 5, clock.length > 1]).toEqual([true, true]);
});

it('E11 the last day of a year still keeps a notice; the day after, it goes, and the member’s newer one stays', async () => {
  const personId = idOf(member.token);
  const row = { personId, kind: 'union' as const, title: 'x', words: 'x', page: null, readAt: null, told: null };
  const keep = { ...row, id: '9'.repeat(26), at: '2026-11-24T02:00:00.000Z' };
  await world.kit.db.tx((db) => insert(db, NoticeTable, keep));
  after(365);
  await retain(world.kit);
  expect(await count('notice WHERE personId = ?', [personId])).toBe(3);
  after(366);
  const counts = await retain(world.kit);
  expect(counts.notice).toBeGreaterThan(1);
  expect(await world.sql('SELECT id FROM notice WHERE personId = ?', [personId])).toEqual([{ id: keep.id }]);
  expect(await count('notice WHERE personId = ?', [idOf(held.token)])).toBe(2);
  expect(await count('session')).toBe(0);
});

it('E11 after two years a visitor is nobody; after three, refused applications are empty and looks gone; after five, former members', async () => {
  const erased = async () =>
    (await world.sql<{ personId: string }>('SELECT personId FROM erasure ORDER BY personId')).map(
      (one) => one.personId,
    );
  after(2 * 365 + 2);
  await retain(world.kit);
  expect(await erased()).toEqual([visitor]);
  const application = () =>
    world.sql('SELECT name, idNumberSealed, state FROM application WHERE id = ?', [refused.application.id]);
  after(3 * 365 + 1);
  await retain(world.kit);
  expect(await count('look')).toBe(2);
  expect((await application())[0]).toMatchObject({ name: '王小明', state: 'refused' });
  after(3 * 365 + 3);
  await retain(world.kit);
  expect((await application())[0]).toEqual({ name: '已注销', idNumberSealed: '', state: 'refused' });
  expect(
    await world.sql('SELECT reason FROM application_step WHERE applicationId = ? AND reason IS NOT NULL', [
      refused.application.id,
    ]),
  ).toEqual([]);
  expect(await world.sql<{ personId: string }>('SELECT personId FROM look')).toEqual([{ personId: idOf(held.token) }]);
  after(5 * 365 + 5);
  await retain(world.kit);
  expect(await erased()).toEqual([visitor, idOf(refused.token), idOf(ended.token)].sort());
});

it('E11 after 31 years exactly these rows have gone: the member and the one on hold are whole, the counts stand in the audit', async () => {
  after(31 * 366);
  await retain(world.kit);
  await retain(world.kit);
  for (const rider of [member, held]) {
    const [person] = await world.sql<{ name: string }>('SELECT name FROM person WHERE id = ?', [idOf(rider.token)]);
    const [application] = await world.sql<{ name: string }>('SELECT name FROM application WHERE id = ?', [
      rider.application.id,
    ]);
    expect([person?.name, application?.name]).toEqual(['王小明', '王小明']);
  }
  expect(await count('erasure')).toBe(3);
  expect(await count('membership')).toBe(3);
  expect(await count('application')).toBe(4);
  expect(await count('consent')).toBeGreaterThan(7);
  expect(await count('notice')).toBe(2);
  expect(await count('look')).toBe(1);
  const rows = await world.sql<{ detail: string }>(
    "SELECT detail FROM audit_row WHERE what = 'retention' ORDER BY seq",
  );
  const total = rows.map(({ detail }) => JSON.parse(detail) as Record<string, number>);
  const sum = (name: string) => total.reduce((all, one) => all + (one[name] ?? 0), 0);
  expect([sum('visitor'), sum('membership'), sum('application'), sum('look')]).toEqual([2, 1, 1, 1]);
});
