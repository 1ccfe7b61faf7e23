/** Many looks at people's data in full are told to them, and reviewed by another natural person. */
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { steppedUp } from './sweeps/cast';
import { type Applicant, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
let guardian: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
  guardian = await world.staff('dataOfficer', world.unions.county);
});
afterAll(() => world.close());

const stepUp = (by: StaffMember) => steppedUp({ world } as never, by.token);
async function member(nth: number): Promise<Applicant> {
  const rider = await world.applicant(nth);
  await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
  return rider;
}

describe('B6 d.3 row 10: many looks are reviewed by another natural person', () => {
  const look = (by: StaffMember, rider: Applicant) =>
    by.api('POST /applications/:id/reveal', {
      params: { id: rider.application.id },
      body: { field: 'phone', reason: '电话核对身份信息' },
    });

  it('the 21st within an hour opens one act; a second account does not help; the person is told of each look', async () => {
    const same = madeUpIdNumber(7291);
    const one = await world.staff('officer', world.unions.street, 'looker-one', same);
    const two = await world.staff('protection', world.unions.street, 'looker-two', same);
    const reviewer = await world.staff('dataOfficer', world.unions.county, 'looker-three', same);
    const rider = await member(7241);
    for (const by of [one, two]) await stepUp(by);
    for (let nth = 1; nth <= 10; nth += 1) for (const by of [one, two]) await look(by, rider);
    expect((await guardian.api('GET /joint-acts')).items.filter(({ kind }) => kind === 'looks')).toEqual([]);
    await look(two, rider);
    await look(two, rider);
    const acts = (await guardian.api('GET /joint-acts')).items.filter(({ kind }) => kind === 'looks');
    expect(acts.map(({ title, dueOn, maySign }) => [title, dueOn, maySign])).toEqual([
      ['1 小时内查看完整个人信息 21 次', '2026-11-24', true],
    ]);
    expect(acts[0]?.facts.slice(0, 2)).toEqual([
      { label: '涉及人数', value: '1' },
      { label: expect.stringMatching(/^11月23日 /), value: '手机号：电话核对身份信息' },
    ]);
    const params = { id: acts[0]?.id ?? '' };
    expect((await refusal(reviewer.api('POST /joint-acts/:id/sign', { params }))).code).toBe('SAME_PERSON');
    expect((await refusal(two.api('POST /joint-acts/:id/recall', { params }))).code).toBe('NOT_FOUND');
    const notices = (await rider.api('GET /notices')).items.filter(({ kind }) => kind === 'look');
    expect(notices).toHaveLength(22);
    expect(notices[0]?.words).toBe('青州北部片区工会联合会 张干事 查看了您的完整手机号。原因：电话核对身份信息');
    expect((await guardian.api('POST /joint-acts/:id/sign', { params })).state).toBe('done');
    expect((await rider.api('GET /notices')).items[0]?.words).toContain('认为查看有正当理由');
  });

  it('an account of which nobody knows who holds it does not get a 21st look', async () => {
    const by = await world.staff('officer');
    await world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [by.id]);
    const rider = await member(7242);
    await stepUp(by);
    for (let nth = 1; nth <= 20; nth += 1) await look(by, rider);
    expect((await refusal(look(by, rider))).code).toBe('NO_IDENTITY');
    expect(await world.sql('SELECT id FROM look WHERE accountId = ?', [by.id])).toHaveLength(20);
  });
});
