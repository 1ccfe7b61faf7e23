import { makeAsk } from '@niangjia/server/core/ask';
import { riseApplications, riseOverdue } from '@niangjia/server/modules/membership/rise';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let street: StaffMember;
let county: StaffMember;
const DAY = 86_400_000;
beforeEach(async () => {
  world = await openWorld();
  street = await world.staff('officer');
  county = await world.staff('officer', world.unions.county);
});
afterEach(() => world.close());

const about = (id: string) => ({ params: { id } });
const again = ({ account, otpSecret }: StaffMember) => world.signInStaff(account, otpSecret);
const held = async (id: string) =>
  (
    await world.sql<{ heldBy: string; heldPath: string; dueOn: string }>(
      'SELECT heldBy, heldPath, dueOn FROM application WHERE id = ?',
      [id],
    )
  )[0];

describe('an application past its term', () => {
  it('goes to the union above: the day before not, on the last day not, the day after with a new term', async () => {
    const rider = await world.applicant(1);
    const { id, number } = rider.application;
    expect(rider.application.dueOn).toBe('2026-11-26');
    for (const _ of ['Tuesday', 'Wednesday', 'Thursday']) {
      world.clock.forward(DAY);
      expect(await riseOverdue(world.kit)).toBe(0);
    }
    world.clock.forward(DAY);
    expect(await riseOverdue(world.kit)).toBe(1);
    expect(await riseOverdue(world.kit)).toBe(0);
    expect(await held(id)).toEqual({
      heldBy: world.unions.county.id,
      heldPath: world.unions.county.path,
      dueOn: '2026-12-02',
    });
    const phone = await world.signIn(rider.phone);
    const [mine] = (await phone.api('GET /applications/mine')).items;
    expect(mine).toMatchObject({
      unionName: '青州北部片区工会联合会',
      decides: '青州市总工会',
      risen: true,
      askPhone: '0536-0000101',
      dueOn: '2026-12-02',
      steps: [{ verb: 'submit' }, { verb: 'rise', by: '转到青州市总工会', reason: null }],
    });
    const notices = await world.sql<{ words: string }>('SELECT words FROM notice ORDER BY id');
    expect(notices.map(({ words }) => words)).toEqual([
      `您的入会申请（${number}）已转到青州市总工会办理，最晚12月2日 周三答复。您不需要做什么。`,
    ]);
    expect(await world.sql("SELECT `by`, what, object FROM audit_row WHERE what = 'rise-applications'")).toEqual([
      { by: 'job', what: 'rise-applications', object: `union:${world.unions.street.id}` },
    ]);
  });

  it('is decided above; the lower officer finds it in the list as risen, reads it and decides no more', async () => {
    const { id } = (await world.applicant(2)).application;
    world.clock.forward(4 * DAY);
    await riseOverdue(world.kit);
    const [lower, upper] = [await again(street), await again(county)];
    const queue = await lower.api('GET /applications');
    expect(queue.items.map((item) => [item.id, item.risen])).toEqual([[id, true]]);
    expect(queue.counts).toEqual({ overdue: 0, due: 0, calm: 1 });
    expect((await lower.api('GET /applications/:id', about(id))).may).toEqual([]);
    expect((await refusal(lower.api('POST /applications/:id/approve', about(id)))).code).toBe('NOT_FOUND');
    expect((await upper.api('GET /applications/:id', about(id))).may).toEqual(['approve', 'return', 'refuse']);
    await upper.api('POST /applications/:id/approve', about(id));
    const [card] = await world.sql<{ unionId: string }>('SELECT unionId FROM membership WHERE applicationId = ?', [id]);
    expect(card?.unionId).toBe(world.unions.street.id);
    const [notice] = await world.sql<{ words: string }>("SELECT words FROM notice WHERE title = '审核通过'");
    expect(notice?.words).toContain('由青州市总工会审核通过');
  });

  it('rises on to the root, and stays there', async () => {
    const { id } = (await world.applicant(3, world.unions.rider)).application;
    const way = [];
    for (let nth = 0; nth < 5; nth += 1) {
      world.clock.forward(7 * DAY);
      await riseOverdue(world.kit);
      way.push((await held(id))?.heldBy);
    }
    const { street: s, county: c, province: p } = world.unions;
    expect(way).toEqual([s.id, c.id, p.id, p.id, p.id]);
  });

  it('stays where the union has been set to keep it', async () => {
    const { id } = (await world.applicant(4)).application;
    await world.sql("INSERT INTO union_review (unionId, decidedBy, workingDays, rises) VALUES (?, 'self', 3, 0)", [
      world.unions.street.id,
    ]);
    world.clock.forward(7 * DAY);
    expect(await riseOverdue(world.kit)).toBe(0);
    expect((await held(id))?.heldBy).toBe(world.unions.street.id);
  });

  it('waits with the applicant once it was returned: that is nobody’s delay', async () => {
    const { id } = (await world.applicant(5)).application;
    await street.api('POST /applications/:id/return', { ...about(id), body: { reason: '姓名与证件不一致' } });
    world.clock.forward(7 * DAY);
    expect(await riseOverdue(world.kit)).toBe(0);
  });

  it('either rises or is decided when both happen at once, never both', async () => {
    const ids = [];
    for (let nth = 10; nth < 22; nth += 1) ids.push((await world.applicant(nth)).application.id);
    world.clock.forward(4 * DAY);
    const lower = await again(street);
    const [risen, ...decided] = await Promise.allSettled([
      riseOverdue(world.kit),
      ...ids.map((id) =>
        lower.api('POST /applications/:id/refuse', { ...about(id), body: { reason: '不在本片区工作。' } }),
      ),
    ]);
    const refused = decided.filter(({ status }) => status === 'fulfilled').length;
    expect((risen as PromiseFulfilledResult<number>).value + refused).toBe(12);
    for (const one of decided)
      if (one.status === 'rejected') expect(['MOVE_NOT_ALLOWED', 'NOT_FOUND']).toContain(one.reason.code);
    const rows = await world.sql<{ state: string; heldBy: string; steps: number | string }>(
      `SELECT a.state, a.heldBy, (SELECT COUNT(*) FROM application_step s WHERE s.applicationId = a.id) AS steps
       FROM application a`,
    );
    for (const { state, heldBy, steps } of rows) {
      expect([state, heldBy]).toEqual(
        heldBy === world.unions.street.id ? ['refused', world.unions.street.id] : ['submitted', world.unions.county.id],
      );
      expect(Number(steps)).toBe(2);
    }
  });

  it('rises once when two servers look at the same moment', async () => {
    for (let nth = 30; nth < 36; nth += 1) await world.applicant(nth);
    world.clock.forward(4 * DAY);
    const risen = await Promise.all([riseOverdue(world.kit), riseOverdue(world.kit), riseOverdue(world.kit)]);
    expect(risen.reduce((sum, one) => sum + one, 0)).toBe(6);
    const [steps] = await world.sql<{ n: number | string }>(
      "SELECT COUNT(*) AS n FROM application_step WHERE verb = 'rise'",
    );
    expect(Number(steps?.n)).toBe(6);
    expect(await world.sql('SELECT id FROM application WHERE heldBy <> ?', [world.unions.county.id])).toEqual([]);
  });

  it('rises with all others of its union when nobody is left there, returned ones too, and decided ones not', async () => {
    const [one, two, three] = [await world.applicant(40), await world.applicant(41), await world.applicant(42)];
    await street.api('POST /applications/:id/approve', about(three.application.id));
    await street.api('POST /applications/:id/return', {
      ...about(two.application.id),
      body: { reason: '姓名与证件不一致' },
    });
    const rise = (unionId: string) =>
      world.kit.db.tx((db) => riseApplications(makeAsk(world.kit, db, { kind: 'nobody' }).ask, unionId));
    expect(await rise(world.unions.street.id)).toBe(2);
    expect(await rise(world.unions.street.id)).toBe(0);
    expect(await rise(world.unions.province.id)).toBe(0);
    const places = [one, two, three].map(({ application }) => held(application.id));
    const { street: s, county: c } = world.unions;
    expect((await Promise.all(places)).map((place) => place?.heldBy)).toEqual([c.id, c.id, s.id]);
    const mended = await two.api('POST /applications/:id/resubmit', {
      ...about(two.application.id),
      body: { name: '王大明', idNumber: two.idNumber, occupation: 'COURIER' },
    });
    expect([mended.state, mended.decides]).toEqual(['submitted', '青州市总工会']);
  });
});
