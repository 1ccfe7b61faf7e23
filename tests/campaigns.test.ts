/** A campaign takes two persons (d.3 row 15), whoever writes to the database. */
import { sha256 } from '@niangjia/server/core/ids';
import {
  at,
  broken,
  closeCampaigns,
  finance,
  list,
  look,
  make,
  OFFICER,
  officer,
  openCampaigns,
  PRICE,
  publish,
  run,
  stock,
  stranger,
  world,
} from './campaign-world';
import { sign, steppedUp } from './two-persons';
import { campaignBody, plantCampaign, plantDoneAct, plantMembers } from './voucher-world';
import { refusal } from './world';

beforeAll(openCampaigns);
afterAll(closeCampaigns);

describe('a campaign of two persons', () => {
  it('is a draft with a number, waits for the budget’s second person, and is published with that signature', async () => {
    const draft = await make({
      title: '中秋送福利',
      kinds: [
        { title: '餐券', total: 1000 },
        { title: '理发', worth: 'price', ...PRICE, total: 50 },
      ],
      audience: { occupations: ['COURIER', 'FOOD_RIDER'], minAge: 18, maxAge: 60, firstTime: true },
    });
    expect(draft).toMatchObject({
      number: expect.stringMatching(/^HD20261123-\d{4}$/),
      unionName: '青州北部片区工会联合会',
      state: 'draft',
      phase: null,
      budgetFen: 1000 * 3000 + 50 * 1800,
      audienceWords: ['只发给：快递员、外卖配送员', '年龄 18 到 60 岁', '从未领过的会员'],
      createdBy: '张干事',
      jointId: null,
      commitment: null,
      listed: 0,
      may: { edit: true, run: false },
    });
    expect(draft.kinds.map(({ title, total, left }) => [title, total, left])).toEqual([
      ['餐券', 1000, 1000],
      ['理发', 50, 50],
    ]);
    const act = await publish(draft.id);
    expect(act).toMatchObject({
      kind: 'campaign',
      state: 'waiting',
      title: '发布福利活动：中秋送福利',
      missing: ['budgets.confirm'],
      page: `/campaigns/${draft.id}`,
    });
    expect(act.facts).toEqual([
      { label: '活动', value: `中秋送福利（${draft.number}）` },
      { label: '主办工会', value: '青州北部片区工会联合会' },
      { label: '发放方式', value: '先到先得' },
      { label: '领取时间', value: '11月23日 10:00 到 11月30日 10:00' },
      { label: '使用日期', value: '11月23日 周一 到 12月23日 周三' },
      { label: '餐券', value: '满 50 减 40，1000 张，工会每张补贴 30.00 元，共 30,000.00 元' },
      { label: '理发', value: '8 元（原价 26 元），50 张，工会每张补贴 18.00 元，共 900.00 元' },
      { label: '在哪里用', value: expect.stringMatching(/^餐券：范围内全部商家，.+；理发：范围内全部商家，/) },
      { label: '工会出资合计', value: '30,900.00 元' },
      { label: '谁可以领', value: '只发给：快递员、外卖配送员；年龄 18 到 60 岁；从未领过的会员' },
    ]);
    expect(await look(draft.id)).toMatchObject({ state: 'signing', jointId: act.id, may: { edit: false, run: false } });
    await sign(world, finance, act.id);
    expect(await look(draft.id)).toMatchObject({ state: 'published', phase: 'open', may: { edit: false, run: true } });
  });

  it('takes another natural person: not a second account of who published it, nor who made it', async () => {
    const mine = await world.staff('releaser', world.unions.street, undefined, OFFICER);
    const { id } = await make();
    const act = await publish(id);
    expect((await refusal(sign(world, mine, act.id))).code).toBe('SAME_PERSON');
    const other = await world.staff('publicity');
    const { id: second } = await make();
    expect((await refusal(sign(world, mine, (await publish(second, other)).id))).code).toBe('SAME_PERSON');
    expect([(await look(id)).state, (await look(second)).state]).toEqual(['signing', 'signing']);
  });

  it('wants the second factor, and a post of that union', async () => {
    const fresh = await world.staff('officer');
    const { id } = await make();
    expect((await refusal(fresh.api('POST /campaigns/:id/publish', at(id)))).code).toBe('STEP_UP_FIRST');
    await steppedUp(world, stranger);
    const calls = [
      () => stranger.api('GET /campaigns/:id', at(id)),
      () => stranger.api('POST /campaigns/:id', { ...at(id), body: campaignBody(world) }),
      () => stranger.api('POST /campaigns/:id/publish', at(id)),
      () => list(id, '37078100000001', stranger),
      () => stranger.api('POST /campaigns/:id/list/clear', at(id)),
      () => run(id, 'pause', stranger),
      () => run(id, 'resume', stranger),
      () => run(id, 'end', stranger),
      () => stock(id, { kindId: id, total: 1 }, stranger),
      () => make({}, stranger),
    ];
    for (const call of calls) expect((await refusal(call())).code).toBe('NOT_FOUND');
    expect((await stranger.api('GET /campaigns')).items).toEqual([]);
  });

  it.each(['refuse', 'recall'] as const)(
    '%s brings it back to a draft, which can be changed and published anew',
    async (verb) => {
      const { id } = await make({ way: 'lottery' });
      const act = await publish(id);
      const first = (await look(id)).commitment;
      expect(first).toMatch(/^[0-9a-f]{64}$/);
      if (verb === 'refuse')
        await finance.api('POST /joint-acts/:id/refuse', { ...at(act.id), body: { reason: '预算超过本年计划' } });
      else await officer.api('POST /joint-acts/:id/recall', at(act.id));
      expect(await look(id)).toMatchObject({ state: 'draft', jointId: null, commitment: null });
      await officer.api('POST /campaigns/:id', {
        ...at(id),
        body: campaignBody(world, { way: 'lottery', title: '第二次' }),
      });
      await sign(world, finance, (await publish(id)).id);
      const published = await look(id);
      expect([published.state, published.title]).toEqual(['published', '第二次']);
      expect(published.commitment).not.toBe(first);
    },
  );

  it('cannot be changed while it waits, nor its list; one publishing at a time', async () => {
    const { id } = await make();
    await publish(id);
    const calls = [
      () => officer.api('POST /campaigns/:id', { ...at(id), body: campaignBody(world) }),
      () => list(id, '37078100000001'),
      () => officer.api('POST /campaigns/:id/list/clear', at(id)),
      () => publish(id),
      () => run(id, 'pause'),
      () => run(id, 'resume'),
      () => run(id, 'end'),
    ];
    for (const call of calls) expect((await refusal(call())).code).toBe('CAMPAIGN_STATE');
  });

  it('is not published any more when its window has passed meanwhile', async () => {
    const until = new Date(world.clock.now.getTime() + 60_000).toISOString();
    const { id } = await make({ claimUntil: until });
    const act = await publish(id);
    const before = world.clock.now;
    world.clock.forward(60_000);
    expect((await refusal(sign(world, finance, act.id))).code).toBe('JOINT_STALE');
    world.clock.now = before;
    expect((await look(id)).state).toBe('signing');
  });

  it('a lottery commits to a secret that only the server can open', async () => {
    const { id } = await make({ way: 'lottery', favourNew: true, beacon: '11月30日深证成指收盘点数' });
    await sign(world, finance, (await publish(id)).id);
    const [row] = await world.sql<{ secretSealed: string; commitment: string; secret: null }>(
      'SELECT secretSealed, commitment, secret FROM campaign WHERE id = ?',
      [id],
    );
    const secret = world.kit.secrets.openPlain(`campaign-secret:${id}`, row?.secretSealed ?? '');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect([sha256(secret), row?.secret, (await look(id)).commitment]).toEqual([
      row?.commitment,
      null,
      row?.commitment,
    ]);
  });

  it('a grant tells whoever gives the vouchers, once it is published', async () => {
    const [one] = await plantMembers(world, 1);
    const { id } = await make({ way: 'grant', audience: { listed: true } });
    await list(id, one?.number ?? '');
    const told = () =>
      world.sql(`SELECT id FROM outbox WHERE kind = 'vouchers-granted' AND payload LIKE ?`, [`%${id}%`]);
    const act = await publish(id);
    expect(act.facts.slice(-2)).toEqual([
      { label: '谁可以领', value: '只发给：工会名单上的会员' },
      { label: '名单', value: '1 人' },
    ]);
    expect(await told()).toEqual([]);
    await sign(world, finance, act.id);
    expect(await told()).toHaveLength(1);
  });
});

describe('what the database holds, whoever writes', () => {
  it('a campaign is published by no plain statement, not even with the act of another', async () => {
    const { id } = await make();
    const set = (words: string, values: unknown[] = []) =>
      broken(`UPDATE campaign SET ${words} WHERE id = ?`, [...values, id]);
    expect(await set(`state = 'published'`)).toMatch(/only when a second person has signed/);
    const { jointId: other } = await look((await plantCampaign(world)).campaignId);
    expect(await set(`state = 'published', jointId = ?`, [other])).toMatch(/only when a second person has signed/);
    const act = await publish(id);
    expect(await set(`state = 'published'`)).toMatch(/only when a second person has signed/);
    expect(await broken(`UPDATE joint_act SET state = 'done' WHERE id = ?`, [act.id])).toMatch(/all its signatures/);
    expect(
      await broken(
        `INSERT INTO campaign SELECT * FROM (SELECT * FROM campaign WHERE state = 'published' LIMIT 1) c`,
        [],
      ),
    ).toMatch(/begins as a draft/);
  });

  it('what was signed stays: kinds, stock, window, audience, commitment', async () => {
    const { campaignId: id, kindIds } = await plantCampaign(world, { way: 'lottery' });
    const [kindId] = kindIds;
    expect(await broken('UPDATE voucher_kind SET subsidyFen = subsidyFen + 1 WHERE id = ?', [kindId])).toMatch(
      /as it was signed/,
    );
    expect(await broken('UPDATE voucher_stock SET total = total + 1 WHERE kindId = ?', [kindId])).toMatch(
      /grows only when/,
    );
    expect(await broken('UPDATE voucher_stock SET remaining = -1 WHERE kindId = ?', [kindId])).toMatch(
      /within its total/,
    );
    expect(await broken('UPDATE voucher_stock SET remaining = total + 1 WHERE kindId = ?', [kindId])).toMatch(
      /within its total/,
    );
    for (const words of [
      `commitment = 'x'`,
      `claimUntil = '2027-01-01T00:00:00.000Z'`,
      `audience = '{}'`,
      `state = 'draft'`,
    ])
      expect(await broken(`UPDATE campaign SET ${words} WHERE id = ?`, [id])).toMatch(
        /only when a second person has signed/,
      );
    const slots = ['first', 'budgets.confirm'];
    const [{ total } = { total: 0 }] = await world.sql<{ total: number }>(
      'SELECT total + 1 AS total FROM voucher_stock WHERE kindId = ?',
      [kindId],
    );
    const given = { kind: 'stock', slots, unionId: world.unions.street.id, payload: { kindId, to: total } } as const;
    await world.kit.db.tx((db) => plantDoneAct(world.kit, db, { ...given, slots }));
    expect(await broken('UPDATE voucher_stock SET total = total + 100000 WHERE kindId = ?', [kindId])).toMatch(
      /grows only/,
    );
    await world.sql('UPDATE voucher_stock SET total = total + 1 WHERE kindId = ?', [kindId]);
    await run(id, 'end');
    expect(await broken(`UPDATE campaign SET state = 'published' WHERE id = ?`, [id])).toMatch(
      /only when a second person/,
    );
  });
});
