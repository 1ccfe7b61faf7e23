/** The list of a campaign, and its life once it is published: pause, end, fewer and more vouchers. */
import { makeAsk } from '@niangjia/server/core/ask';
import { ulid } from '@niangjia/server/core/ids';
import { insert } from '@niangjia/server/core/sql';
import { holderOf, loadKnown } from '@niangjia/server/modules/vouchers/entitled';
import { VoucherEntryTable } from '@niangjia/server/modules/vouchers/entity';
import {
  at,
  because,
  closeCampaigns,
  finance,
  list,
  look,
  make,
  OFFICER,
  officer,
  openCampaigns,
  run,
  stock,
  world,
} from './campaign-world';
import { sign, steppedUp } from './two-persons';
import { type PlantedCampaign, plantCampaign, plantMembers } from './voucher-world';
import { refusal } from './world';

beforeAll(openCampaigns);
afterAll(closeCampaigns);

describe('the list', () => {
  it('takes good lines and tells bad ones by line, however they are written', async () => {
    const [a, b, c, d] = await plantMembers(world, 4);
    const [below] = await plantMembers(world, 1, world.unions.rider);
    const [above] = await plantMembers(world, 1, world.unions.county);
    await world.sql(`UPDATE membership SET state = 'retained' WHERE id = ?`, [c?.membershipId]);
    await world.sql(`UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE id = ?`, [
      d?.membershipId,
    ]);
    const wide = (b?.number ?? '').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const { id } = await make({ audience: { listed: true } });
    const text = [
      a?.number,
      '',
      `  ${wide} `,
      above?.number,
      '王小明',
      c?.number,
      d?.number,
      below?.number,
      a?.number,
    ].join('\n');
    expect(await list(id, text)).toEqual({
      added: 3,
      already: 1,
      listed: 3,
      bad: [
        { line: 4, text: above?.number, sentence: '主办工会里没有这个会员号，请核对。' },
        { line: 5, text: '王小明', sentence: '会员号是 14 位数字，请核对。' },
        { line: 6, text: c?.number, sentence: '这位会员的会籍在保留中，恢复会籍后才能加入名单。' },
        { line: 7, text: d?.number, sentence: '这位会员的会籍已经结束，请从名单里去掉。' },
      ],
    });
    expect(await list(id, `${a?.number}\n37078199999999`)).toMatchObject({ added: 0, already: 1, listed: 3 });
    expect((await look(id)).listed).toBe(3);
    await officer.api('POST /campaigns/:id/list/clear', at(id));
    expect((await look(id)).listed).toBe(0);
  });

  it('takes thousands at once in a few statements, and no more than 5,000 lines', async () => {
    const members = await plantMembers(world, 2500);
    const { id } = await make({ audience: { listed: true } });
    expect(await list(id, members.map(({ number }) => number).join('\n'))).toEqual({
      added: 2500,
      already: 0,
      listed: 2500,
      bad: [],
    });
    const many = await refusal(list(id, '1\n'.repeat(5001)));
    expect([many.code, many.body.fields]).toEqual([
      'BAD_INPUT',
      [{ at: 'numbers', sentence: '一次最多 5,000 行，请分几次添加。' }],
    ]);
  });
});

describe('a published campaign', () => {
  it('is paused, goes on, and ends for good; each step is written down with its reason', async () => {
    const { campaignId: id } = await plantCampaign(world);
    expect(await run(id, 'pause')).toMatchObject({ state: 'paused', phase: 'paused' });
    expect((await refusal(run(id, 'pause'))).code).toBe('CAMPAIGN_STATE');
    expect(await run(id, 'resume')).toMatchObject({ state: 'published', phase: 'open' });
    expect((await refusal(run(id, 'resume'))).code).toBe('CAMPAIGN_STATE');
    await run(id, 'pause');
    expect(await run(id, 'end')).toMatchObject({ state: 'ended', phase: 'over', endReason: '活动现场下大雨' });
    for (const verb of ['pause', 'resume', 'end'] as const)
      expect((await refusal(run(id, verb))).code).toBe('CAMPAIGN_STATE');
    const rows = await world.sql<{ what: string; detail: string }>(
      `SELECT what, detail FROM audit_row WHERE object = ? AND outcome = 'done' ORDER BY seq`,
      [`campaign:${id}`],
    );
    expect(rows.map(({ what, detail }) => [what, JSON.parse(detail)])).toEqual(
      ['pause', 'resume', 'pause', 'end'].map((verb) => [`POST /campaigns/:id/${verb}`, because]),
    );
    const [ended] = await world.sql<{ endedAt: string }>('SELECT endedAt FROM campaign WHERE id = ?', [id]);
    expect(ended?.endedAt).toBe(world.clock.now.toISOString());
  });

  it('stands in the list with what was given and used, newest first, by state', async () => {
    const { campaignId: id, kindIds } = await plantCampaign(world, {
      title: '清单里的',
      kinds: [{ total: 30 }, { total: 12 }],
    });
    await world.sql('UPDATE voucher_stock SET remaining = 25 WHERE kindId = ?', [kindIds[0]]);
    const { items } = await officer.api('GET /campaigns');
    expect(items[0]).toMatchObject({
      id,
      title: '清单里的',
      total: 42,
      given: 5,
      used: 0,
      budgetFen: 42 * 3000,
      phase: 'open',
    });
    const drafts = await officer.api('GET /campaigns', { query: { state: 'draft' } });
    expect(new Set(drafts.items.map(({ state }) => state))).toEqual(new Set(['draft']));
    for (let nth = 0; nth < 51; nth += 1) await plantCampaign(world);
    const first = await officer.api('GET /campaigns');
    expect([first.items.length, first.next]).toEqual([50, first.items[49]?.id]);
    const next = await officer.api('GET /campaigns', { query: { after: first.next ?? '' } });
    expect(next.items.some(({ id: one }) => first.items.some((known) => known.id === one))).toBe(false);
  });

  it('has fewer vouchers at once, never fewer than were given', async () => {
    const { campaignId: id, kindIds } = await plantCampaign(world, { kinds: [{ total: 100 }, { total: 10 }] });
    const [kindId = ''] = kindIds;
    await world.sql('UPDATE voucher_stock SET remaining = 60 WHERE kindId = ?', [kindId]);
    const less = await stock(id, { kindId, total: 40 });
    expect([less.act, less.campaign.kinds[0]?.total, less.campaign.kinds[0]?.left]).toEqual([null, 40, 0]);
    expect(less.campaign.budgetFen).toBe(50 * 3000);
    expect((await refusal(stock(id, { kindId, total: 39 }))).code).toBe('STOCK_TAKEN');
    expect((await stock(id, { kindId, total: 40 })).act).toBeNull();
    const [row] = await world.sql<{ budgetFen: number | string }>('SELECT budgetFen FROM campaign WHERE id = ?', [id]);
    expect(Number(row?.budgetFen)).toBe(50 * 3000);
  });

  it('has more vouchers once a second person has signed for the money', async () => {
    const { campaignId: id, kindIds } = await plantCampaign(world);
    const [kindId = ''] = kindIds;
    await world.sql('UPDATE voucher_stock SET remaining = 10 WHERE kindId = ?', [kindId]);
    const fresh = await world.staff('officer');
    expect((await refusal(stock(id, { kindId, total: 150 }, fresh))).code).toBe('STEP_UP_FIRST');
    await steppedUp(world, officer);
    const more = await stock(id, { kindId, total: 150 });
    expect([more.campaign.kinds[0]?.total, more.act?.kind, more.act?.missing]).toEqual([
      100,
      'stock',
      ['budgets.confirm'],
    ]);
    expect(more.act?.facts).toEqual([
      { label: '活动', value: `五一送福利（${more.campaign.number}）` },
      { label: '券种', value: '满减券' },
      { label: '现在', value: '100 张，还剩 10 张' },
      { label: '改为', value: '150 张，增加 50 张' },
      { label: '工会每张补贴', value: '30.00 元' },
      { label: '工会增加出资', value: '1,500.00 元' },
    ]);
    expect((await refusal(stock(id, { kindId, total: 160 }))).code).toBe('JOINT_OPEN');
    const mine = await world.staff('releaser', world.unions.street, undefined, OFFICER);
    expect((await refusal(sign(world, mine, more.act?.id ?? ''))).code).toBe('SAME_PERSON');
    await sign(world, finance, more.act?.id ?? '');
    const raised = await look(id);
    expect([raised.kinds[0]?.total, raised.kinds[0]?.left, raised.budgetFen]).toEqual([150, 60, 150 * 3000]);
  });

  it('does not grow by a signature for another number, or once it has ended', async () => {
    const { campaignId: id, kindIds } = await plantCampaign(world);
    const [kindId = ''] = kindIds;
    await steppedUp(world, officer);
    const more = await stock(id, { kindId, total: 150 });
    await stock(id, { kindId, total: 90 });
    expect((await refusal(sign(world, finance, more.act?.id ?? ''))).code).toBe('JOINT_STALE');
    await officer.api('POST /joint-acts/:id/recall', at(more.act?.id ?? ''));
    const again = await stock(id, { kindId, total: 150 });
    await run(id, 'end');
    expect((await refusal(sign(world, finance, again.act?.id ?? ''))).code).toBe('JOINT_STALE');
    expect((await refusal(stock(id, { kindId, total: 80 }))).code).toBe('CAMPAIGN_STATE');
    const { campaignId: other } = await plantCampaign(world);
    expect((await refusal(stock(other, { kindId, total: 80 }))).code).toBe('NOT_FOUND');
  });

  /** Two members wait in the line of a kind that has run out. */
  async function waiting(different: PlantedCampaign = {}) {
    const { campaignId, kindIds } = await plantCampaign(world, { line: true, kinds: [{ total: 5 }], ...different });
    const [kindId = ''] = kindIds;
    const members = await plantMembers(world, 2);
    const { street } = world.unions;
    const rest = { ticket: null, state: 'waiting', closedAt: null, voucherId: null, occupation: 'COURIER' } as const;
    await world.kit.db.tx(async (db) => {
      const { ask } = makeAsk(world.kit, db, { kind: 'nobody' });
      for (const [nth, { personId }] of members.entries()) {
        const holder = holderOf(world.kit, campaignId, await loadKnown(ask, personId));
        const entry = { id: ulid(), campaignId, kindId, personId, unionId: street.id, holder, openHolder: holder };
        const place = { kind: 'line', number: nth + 1, lineRank: nth + 1, at: world.clock.now.toISOString() } as const;
        await insert(db, VoucherEntryTable, { ...entry, ...place, ...rest });
      }
    });
    await world.sql('UPDATE voucher_stock SET remaining = 0, entries = 2 WHERE kindId = ?', [kindId]);
    const states = async () =>
      (
        await world.sql<{ state: string }>('SELECT state FROM voucher_entry WHERE campaignId = ? ORDER BY number', [
          campaignId,
        ])
      ).map(({ state }) => state);
    return { id: campaignId, kindId, states };
  }

  it('more vouchers go to who waits first', async () => {
    const { id, kindId, states } = await waiting();
    await steppedUp(world, officer);
    const { act } = await stock(id, { kindId, total: 6 });
    expect(await states()).toEqual(['waiting', 'waiting']);
    await sign(world, finance, act?.id ?? '');
    expect(await states()).toEqual(['served', 'waiting']);
    expect((await look(id)).kinds[0]).toMatchObject({ total: 6, left: 0 });
  });

  it('what was given back during a pause goes to who waits when it goes on; the end closes the line', async () => {
    const { id, kindId, states } = await waiting();
    await run(id, 'pause');
    await world.sql('UPDATE voucher_stock SET remaining = 1 WHERE kindId = ?', [kindId]);
    expect(await states()).toEqual(['waiting', 'waiting']);
    expect((await run(id, 'resume')).kinds[0]?.left).toBe(0);
    expect(await states()).toEqual(['served', 'waiting']);
    await run(id, 'end');
    expect(await states()).toEqual(['served', 'left']);
  });

  it('moves no stock and does not end while its draw is under way', async () => {
    const { campaignId: id, kindIds } = await plantCampaign(world, { way: 'lottery' });
    const [kindId = ''] = kindIds;
    await steppedUp(world, officer);
    const { act } = await stock(id, { kindId, total: 150 });
    await world.sql('UPDATE campaign SET secret = ? WHERE id = ?', ['0'.repeat(64), id]);
    const calls = [
      () => stock(id, { kindId, total: 90 }),
      () => stock(id, { kindId, total: 160 }),
      () => run(id, 'end'),
    ];
    for (const call of calls) {
      const { code, body } = await refusal(call());
      expect([code, body.sentence]).toEqual(['CAMPAIGN_STATE', expect.stringMatching(/^正在抽签，出结果后再/)]);
    }
    expect((await refusal(sign(world, finance, act?.id ?? ''))).code).toBe('JOINT_STALE');
  });

  it('moves no stock and does not end between the close of entering and its draw', async () => {
    const claimUntil = new Date(world.clock.now.getTime() + 60_000).toISOString();
    const { campaignId: id, kindIds } = await plantCampaign(world, { way: 'lottery', claimUntil });
    const [kindId = ''] = kindIds;
    await steppedUp(world, officer);
    const { act } = await stock(id, { kindId, total: 150 });
    world.clock.forward(60_000);
    for (const total of [90, 160]) {
      const { code, body } = await refusal(stock(id, { kindId, total }));
      expect([code, body.sentence]).toEqual(['CAMPAIGN_STATE', '报名已截止，请先抽签，再调整数量。']);
    }
    const end = await refusal(run(id, 'end'));
    expect([end.code, end.body.sentence]).toEqual(['CAMPAIGN_STATE', '报名已截止，请先抽签，再结束活动。']);
    expect((await refusal(sign(world, finance, act?.id ?? ''))).code).toBe('JOINT_STALE');
    await world.sql('UPDATE campaign SET secret = ?, drawnAt = ? WHERE id = ?', ['0'.repeat(64), claimUntil, id]);
    expect((await stock(id, { kindId, total: 90 })).campaign.kinds[0]?.total).toBe(90);
    expect(await run(id, 'end')).toMatchObject({ state: 'ended' });
  });

  it('a grant goes through its list again when it goes on', async () => {
    const { campaignId: id } = await plantCampaign(world, { way: 'grant', audience: { listed: true } });
    const told = () =>
      world.sql(`SELECT id FROM outbox WHERE kind = 'vouchers-granted' AND payload LIKE ?`, [`%${id}%`]);
    await run(id, 'pause');
    expect(await told()).toHaveLength(0);
    await run(id, 'resume');
    expect(await told()).toHaveLength(1);
  });

  it('more vouchers of a grant go to who stands on the list and has none', async () => {
    const { campaignId: id, kindIds } = await plantCampaign(world, { way: 'grant', audience: { listed: true } });
    await steppedUp(world, officer);
    const { act } = await stock(id, { kindId: kindIds[0] ?? '', total: 150 });
    await sign(world, finance, act?.id ?? '');
    const told = `SELECT id FROM outbox WHERE kind = 'vouchers-granted' AND payload LIKE ?`;
    expect(await world.sql(told, [`%${id}%`])).toHaveLength(1);
  });
});
