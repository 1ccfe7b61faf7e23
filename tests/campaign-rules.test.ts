/** What a campaign must be like: each rule at its field, when it is made, changed and published. */
import { pathOf } from '@niangjia/shared/client';
import {
  at,
  closeCampaigns,
  type Different,
  list,
  look,
  make,
  officer,
  openCampaigns,
  PRICE,
  problems,
  publish,
  world,
} from './campaign-world';
import { steppedUp } from './two-persons';
import { campaignBody, type GivenKind, kindBody, plantMembers, plantMerchant } from './voucher-world';
import { refusal } from './world';

beforeAll(openCampaigns);
afterAll(closeCampaigns);

const day = (days: number) => new Date(world.clock.now.getTime() + days * 86_400_000).toISOString();
const one = (different: Partial<GivenKind>): Different => ({ kinds: [different] });

describe('the rules of a campaign', () => {
  const rows: [string, () => Different, [string, string][]][] = [
    [
      'the window has an end after its start',
      () => ({ claimUntil: day(0) }),
      [['claimUntil', '领取截止要晚于领取开始。']],
    ],
    [
      'the last day of use is not before the first',
      () => ({ useFrom: '2026-12-02', useUntil: '2026-12-01' }),
      [['useUntil', '最后使用日不能早于开始使用日。']],
    ],
    [
      'the last day of use is not before the Shanghai day on which the claim begins',
      () => ({ claimFrom: '2026-11-24T16:00:00Z', useFrom: '2026-11-24', useUntil: '2026-11-24' }),
      [['useUntil', '最后使用日不能早于开始领取的那天。']],
    ],
    [
      'what goes off is the sum of its parts',
      () => one({ subsidyFen: 3500 }),
      [['kinds.0.offFen', '优惠金额要等于工会补贴、商家让利、银行支持之和，现在三项合计 45.00 元。']],
    ],
    [
      'a threshold is not below what goes off, or there is none',
      () => one({ minSpendFen: 3999 }),
      [['kinds.0.minSpendFen', '消费门槛填 0，或不低于优惠金额 40.00 元。']],
    ],
    ['money off has no list price', () => one({ listFen: 1 }), [['kinds.0.listFen', '满减券没有原价，请填 0。']]],
    [
      'a price is above what goes off',
      () => one({ ...PRICE, worth: 'price', listFen: 1800 }),
      [['kinds.0.listFen', '原价要高于优惠金额 18.00 元。']],
    ],
    [
      'a price has no threshold',
      () => one({ ...PRICE, worth: 'price', minSpendFen: 100 }),
      [['kinds.0.minSpendFen', '协议价没有消费门槛，请填 0。']],
    ],
    [
      'waves are for first come',
      () => ({ way: 'lottery', kinds: [{ waves: [{ at: day(0), count: 100 }] }] }),
      [['kinds.0.waves', '只有先到先得的活动可以分批放券，请去掉分批。']],
    ],
    [
      'waves stand in order',
      () =>
        one({
          waves: [
            { at: day(1), count: 50 },
            { at: day(1), count: 50 },
          ],
        }),
      [['kinds.0.waves', '各批要按时间先后排列。']],
    ],
    [
      'waves are within the window',
      () =>
        one({
          waves: [
            { at: day(0), count: 50 },
            { at: day(7), count: 50 },
          ],
        }),
      [['kinds.0.waves', '各批都要在领取时间之内，请改批次时间或领取时间。']],
    ],
    [
      'waves come to the total',
      () =>
        one({
          waves: [
            { at: day(0), count: 50 },
            { at: day(1), count: 49 },
          ],
        }),
      [['kinds.0.waves', '各批数量之和是 99 张，要等于总数 100 张。']],
    ],
    [
      'a daily number is for first come',
      () => ({ way: 'lottery', kinds: [{}, { perDay: 10 }] }),
      [['kinds.1.perDay', '只有先到先得的活动可以限每天的数量，请填 0。']],
    ],
    [
      'who never had one, and a public number, are for a lottery',
      () => ({ favourNew: true, beacon: '收盘点数' }),
      [
        ['favourNew', '只有抽签的活动可以让从未领过的会员优先，请取消。'],
        ['beacon', '只有抽签的活动用公开数字，请清空。'],
      ],
    ],
    [
      'a grant has no line, and has a list',
      () => ({ way: 'grant', line: true }),
      [
        ['line', '按名单发放的活动没有候补，请取消。'],
        ['audience.listed', '按名单发放的活动要限定为名单上的会员，请勾选。'],
      ],
    ],
    [
      'ages stand in order',
      () => ({ audience: { minAge: 40, maxAge: 39 } }),
      [['audience.maxAge', '最大年龄不能小于最小年龄。']],
    ],
    [
      'unions are those of the organiser',
      () => ({ audience: { unionIds: [world.unions.rider.id, world.unions.county.id] } }),
      [['audience.unionIds', '只能选主办工会和它的下级工会，请去掉其他工会。']],
    ],
  ];
  it.each(rows)('%s', async (_, different, expected) => {
    expect(await problems(make(different()))).toEqual(expected);
    const { id } = await make();
    expect(
      await problems(officer.api('POST /campaigns/:id', { ...at(id), body: campaignBody(world, different()) })),
    ).toEqual(expected);
    expect((await look(id)).title).toBe('五一送福利');
  });

  it('what stands on the edge of a rule is fine', async () => {
    const fine: Different[] = [
      one({ minSpendFen: 4000 }),
      one({ minSpendFen: 0 }),
      one({
        waves: [
          { at: day(0), count: 1 },
          { at: day(6.9), count: 99 },
        ],
      }),
      { useFrom: '2026-11-23', useUntil: '2026-11-23' },
      { audience: { minAge: 40, maxAge: 40, unionIds: [world.unions.street.id, world.unions.rider.id] } },
      one({ perDay: 10 }),
      { line: true },
      { way: 'lottery', favourNew: true, beacon: '收盘点数', line: true },
    ];
    for (const different of fine) expect((await make(different)).state).toBe('draft');
  });

  it('merchants are of the organiser, above it or below it, and run', async () => {
    const [above, below, away, ended] = [
      await plantMerchant(world, world.unions.county),
      await plantMerchant(world, world.unions.rider),
      await plantMerchant(world, world.unions.elsewhere),
      await plantMerchant(world),
    ];
    await world.sql('UPDATE merchant SET endedAt = ? WHERE id = ?', [world.clock.now.toISOString(), ended.merchantId]);
    await make(one({ merchantIds: [above.merchantId, below.merchantId] }));
    const wrong = ['kinds.1.merchantIds', '有商家不在主办工会的范围内，或合作已结束，请去掉后重新选择。'];
    for (const { merchantId } of [away, ended])
      expect(await problems(make({ kinds: [{}, { merchantIds: [above.merchantId, merchantId] }] }))).toEqual([wrong]);
  });

  it('is published into the future, with somebody on its list and a shop for each kind', async () => {
    const shop = await plantMerchant(world);
    const { id } = await make({
      audience: { listed: true },
      kinds: [{}, { title: '电影票', merchantIds: [shop.merchantId] }],
    });
    await world.sql('UPDATE shop SET closedAt = ? WHERE id = ?', [world.clock.now.toISOString(), shop.shopId]);
    const before = world.clock.now;
    world.clock.forward(7 * 86_400_000);
    const late = await world.signInStaff(officer.account, officer.otpSecret);
    await steppedUp(world, officer);
    expect(await problems(late.api('POST /campaigns/:id/publish', at(id)))).toEqual([
      ['claimUntil', '领取截止的时间已经过去，请改到以后。'],
      ['audience.listed', '名单还是空的，请先添加会员号。'],
      ['kinds.1.merchantIds', '“电影票”还没有可以使用的门店。请先登记商家和门店，或另选商家。'],
    ]);
    world.clock.now = before;
    const away = await world.staff('officer', world.unions.elsewhere);
    await world.sql('UPDATE merchant SET endedAt = ? WHERE unionId = ?', [
      world.clock.now.toISOString(),
      world.unions.elsewhere.id,
    ]);
    const alone = await make({ unionId: world.unions.elsewhere.id }, away);
    expect(await problems(publish(alone.id, away))).toEqual([
      ['kinds.0.merchantIds', '“满减券”还没有可以使用的门店。请先登记商家和门店，或另选商家。'],
    ]);
  });

  it('a grant has one of each kind for everybody on its list, as far as one person may have them', async () => {
    const members = await plantMembers(world, 3);
    const numbers = members.map(({ number }) => number).join('\n');
    const grant = { way: 'grant', audience: { listed: true }, kinds: [{ total: 3 }, { total: 2 }] } as const;
    const { id } = await make({ ...grant, kinds: [...grant.kinds] });
    await list(id, numbers);
    expect(await problems(publish(id))).toEqual([['kinds.1.total', '名单上有 3 人，数量不能少于 3 张。']]);
    const one = await make({ ...grant, kinds: [...grant.kinds], perPerson: 1 });
    await list(one.id, numbers);
    expect((await publish(one.id)).state).toBe('waiting');
  });

  it('the organiser stays; instants are kept in one form; kinds are written anew', async () => {
    const { id, kinds } = await make();
    const chief = await world.staff('officer', world.unions.county);
    const other = chief.api('POST /campaigns/:id', {
      ...at(id),
      body: campaignBody(world, { unionId: world.unions.county.id }),
    });
    expect(await problems(other)).toEqual([['unionId', '主办工会不能更换，请由那家工会另建活动。']]);
    const body = campaignBody(world, { claimFrom: '2026-11-23T02:00:00Z', kinds: [{ total: 7 }, { title: '第二种' }] });
    const changed = await officer.api('POST /campaigns/:id', { ...at(id), body });
    expect(changed).toMatchObject({ claimFrom: '2026-11-23T02:00:00.000Z', budgetFen: 107 * 3000 });
    expect(changed.kinds.map(({ title, total, left }) => [title, total, left])).toEqual([
      ['满减券', 7, 7],
      ['第二种', 100, 100],
    ]);
    expect(await world.sql('SELECT kindId FROM voucher_stock WHERE kindId = ?', [kinds[0]?.id])).toEqual([]);
  });

  it('a union that is closed makes none', async () => {
    await world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [
      '2026-11-01T00:00:00.000Z',
      world.unions.rider.id,
    ]);
    expect((await refusal(make({ unionId: world.unions.rider.id }))).code).toBe('UNION_CLOSED');
    await world.sql('UPDATE trade_union SET closedAt = NULL WHERE id = ?', [world.unions.rider.id]);
  });
});

it('a body that is out of bounds is told at its field', async () => {
  const body = { ...campaignBody(world), claimFrom: 'tomorrow', kinds: [{ ...kindBody(), total: 0 }] };
  const answer = await world.raw('POST', pathOf('POST /campaigns', undefined, undefined), {
    token: officer.token,
    body,
    headers: { 'idempotency-key': 'out-of-bounds' },
  });
  expect([answer.status, answer.body.fields]).toEqual([
    400,
    [
      { at: 'claimFrom', sentence: '时间不对，请重新选择。' },
      { at: 'kinds.0.total', sentence: '数量至少 1 张。' },
    ],
  ]);
});
