/** A shop scans a member's code (STA-4, security.md G4 to G6). */
import { createHmac, randomBytes } from 'node:crypto';
import { ulid } from '@niangjia/server/core/ids';
import {
  codeOf,
  lookAs,
  openTill,
  passOf,
  plantVoucher,
  plantVouchers,
  redeemBy,
  rowsOf,
  saidBy,
  stateOf,
  type Till,
  useUp,
  withPhone,
} from './redemption-world';
import { openWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
/** To the next instant at which a step begins. */
const toStep = () => world.clock.forward(30_000 - (world.clock.now.getTime() % 30_000));
const madeUp = (voucherId = ulid()) => `NJV1.${voucherId}.${randomBytes(16).toString('base64url')}`;
const USED = /^这张券已于 \d+月\d+日 \d\d:\d\d 在示例饭店\d+（一号店）用过，不能再用。$/;

describe('a scan', () => {
  it('says what the voucher is worth and a masked name, nothing else, and uses nothing up', async () => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    const seen = await lookAs(till, await codeOf(held));
    const until = new Date(world.clock.now.getTime() + 180_000).toISOString();
    const nameMasked = expect.stringMatching(/^\S\*{1,3}$/);
    expect(seen).toEqual({
      ...{ pass: expect.any(String), until, title: '满减券', campaignTitle: '五一送福利', nameMasked },
      ...{ worth: 'off', worthWords: '满 50 减 40', minSpendFen: 5000, offFen: 4000, listFen: 0 },
      ...{ subsidyFen: 3000, merchantFen: 600, bankFen: 400 },
    });
    expect([await stateOf(world, held.voucherId), await rowsOf(world, held.voucherId)]).toEqual(['issued', []]);
  });

  it('takes a code of 29 and of 59 seconds, and none of 61: a screenshot is told to be old', async () => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    toStep();
    const code = await codeOf(held);
    world.clock.forward(29_000);
    expect((await lookAs(till, code)).title).toBe('满减券');
    world.clock.forward(30_000);
    expect((await lookAs(till, code)).title).toBe('满减券');
    world.clock.forward(2_000);
    expect(await saidBy(lookAs(till, code))).toEqual([
      'CODE_OLD',
      '这个码已经过期，截屏不能用。请会员打开福利券，出示新码。',
    ]);
    world.clock.forward(23 * 3600_000);
    expect((await saidBy(lookAs(await tillAgain(till), code)))[0]).toBe('CODE_OLD');
  });

  it('tells a made-up code of a voucher and one of no voucher the same', async () => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    const answers: [string, string][] = [];
    for (const code of [madeUp(held.voucherId), madeUp(), 'NJV1', '0', `${await codeOf(held)}x`])
      answers.push(await saidBy(lookAs(till, code)));
    expect(new Set(answers.map((one) => one.join())).size).toBe(1);
    expect(answers[0]?.[0]).toBe('CODE_WRONG');
    // A code of another voucher's mark is no code either.
    const other = await plantVoucher(world);
    const swapped = `NJV1.${held.voucherId}.${(await codeOf(other)).split('.')[2]}`;
    expect((await saidBy(lookAs(till, swapped)))[0]).toBe('CODE_WRONG');
  });

  it('G6: of 1,000 made-up codes ten are looked at; then the door is shut for ten minutes, with one alarm', async () => {
    const [till, other, held] = [await openTill(world), await openTill(world), await plantVoucher(world)];
    const alarms = async () =>
      (await world.kit.metrics.alarms.get()).values.find(({ labels }) => labels.kind === 'code-guessing')?.value ?? 0;
    const before = await alarms();
    const count: Record<string, number> = { CODE_WRONG: 1 };
    expect((await saidBy(lookAs(till, madeUp())))[0]).toBe('CODE_WRONG');
    for (let round = 0; round < 111; round += 1) {
      const codes = await Promise.all(Array.from({ length: 9 }, () => saidBy(lookAs(till, madeUp()))));
      for (const [code] of codes) count[code] = (count[code] ?? 0) + 1;
    }
    expect(count).toEqual({ CODE_WRONG: 10, LOCKED: 990 });
    expect((await alarms()) - before).toBe(1);
    expect((await saidBy(lookAs(till, await codeOf(held))))[0]).toBe('LOCKED');
    expect((await lookAs(other, await codeOf(held))).title).toBe('满减券');
    world.clock.forward(599_000);
    expect((await saidBy(lookAs(till, await codeOf(held))))[0]).toBe('LOCKED');
    world.clock.forward(2_000);
    expect((await lookAs(till, await codeOf(held))).title).toBe('满减券');
  });

  it('is refused where the voucher is not used, before its first day, after its last, once it is given back', async () => {
    const [till, far, named] = [
      await openTill(world),
      await openTill(world, world.unions.elsewhere),
      await openTill(world),
    ];
    const [above, below] = [await openTill(world, world.unions.county), await openTill(world, world.unions.rider)];
    const open = await plantVoucher(world);
    expect((await saidBy(passOf(far, open)))[0]).toBe('NOT_HERE');
    for (const one of [till, above, below]) expect(await passOf(one, open)).toEqual(expect.any(String));
    const bound = await plantVoucher(world, { kinds: [{ merchantIds: [named.merchantId] }] });
    expect((await saidBy(passOf(till, bound)))[0]).toBe('NOT_HERE');
    expect(await passOf(named, bound)).toEqual(expect.any(String));

    const late = await plantVoucher(world);
    const code = await codeOf(late);
    const set = (change: string) => world.sql(`UPDATE voucher SET ${change} WHERE id = ?`, [late.voucherId]);
    await set(`useUntil = '2026-11-22'`);
    expect(await saidBy(lookAs(till, code))).toEqual(['VOUCHER_EXPIRED', '这张券已于 11月22日 周日 过期，不能再用。']);
    await set(`state = 'returned', useUntil = '2026-12-22'`);
    expect((await saidBy(lookAs(till, code)))[0]).toBe('VOUCHER_RETURNED');
    const early = await plantVoucher(world, { useFrom: '2026-12-01' });
    // The phone shows no code yet; a shop that gets hold of one is refused, too.
    const step = Math.floor(world.clock.now.getTime() / 30_000);
    const secret = Buffer.from(world.kit.secrets.index('voucher', early.voucherId), 'hex');
    const mark = createHmac('sha256', secret).update(`${early.voucherId}|${step}`).digest().subarray(0, 16);
    const itsCode = `NJV1.${early.voucherId}.${mark.toString('base64url')}`;
    expect(await saidBy(lookAs(till, itsCode))).toEqual(['VOUCHER_EARLY', '这张券从 12月1日 周二 起才能使用。']);
  });
});

/** The same till after the clock has moved. */
const tillAgain = async (till: Till): Promise<Till> => ({ ...till, ...(await till.again()) });

describe('a redemption', () => {
  it('works the bill out, uses the voucher up, and tells the holder where', async () => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    const done = await useUp(till, held, 8850);
    const bill = { spendFen: 8850, offFen: 4000, subsidyFen: 3000, merchantFen: 600, bankFen: 400, paysFen: 4850 };
    expect(done).toMatchObject({ shopName: '一号店', title: '满减券', source: 'code', bill, undo: null });
    const [row] = await rowsOf(world, held.voucherId);
    expect(row).toMatchObject({ ...bill, shopId: till.shopId, liveVoucher: held.voucherId, undoOf: null });
    expect(Number(row?.loss)).toBe(0);
    expect(await stateOf(world, held.voucherId)).toBe('used');
    const { items } = await (await held.again()).api('GET /notices');
    expect(items[0]).toMatchObject({ title: '福利券已使用', page: `voucher/one?id=${held.voucherId}` });
    expect(items[0]?.words).toMatch(/^您的“满减券”于 \d+月\d+日 \d\d:\d\d 在示例饭店\d+（一号店）使用，优惠 40 元。/);
  });

  it('wants the spend, says the threshold, and never takes more off than was bought', async () => {
    const till = await openTill(world);
    const [plain, gift, price] = [
      await plantVoucher(world),
      await plantVoucher(world, { kinds: [{ minSpendFen: 0 }] }),
      await plantVoucher(world, {
        kinds: [
          {
            worth: 'price',
            minSpendFen: 0,
            listFen: 2600,
            offFen: 1800,
            subsidyFen: 1000,
            merchantFen: 800,
            bankFen: 0,
          },
        ],
      }),
    ];
    const pass = await passOf(till, plain);
    expect((await saidBy(redeemBy(till, pass, null)))[0]).toBe('SPEND_MISSING');
    expect(await saidBy(redeemBy(till, pass, 4999))).toEqual([
      'SPEND_TOO_LOW',
      '消费金额要满 50 元才能用这张券，请核对后再试。',
    ]);
    expect((await redeemBy(till, pass, 5000)).bill.paysFen).toBe(1000);
    const small = await passOf(till, gift);
    expect((await saidBy(redeemBy(till, small, 0)))[0]).toBe('SPEND_TOO_LOW');
    expect((await redeemBy(till, small, 900)).bill).toEqual({
      ...{ spendFen: 900, offFen: 900, subsidyFen: 0, merchantFen: 600, bankFen: 300, paysFen: 0 },
    });
    expect((await redeemBy(till, await passOf(till, price), null)).bill).toEqual({
      ...{ spendFen: 2600, offFen: 1800, subsidyFen: 1000, merchantFen: 800, bankFen: 0, paysFen: 800 },
    });
  });

  it('X26: one code scanned a hundred times at 20 shops is one success and 99 “used”, naming time and place', async () => {
    const tills: Till[] = [];
    for (let one = 0; one < 20; one += 1) tills.push(await openTill(world));
    const held = await plantVoucher(world);
    toStep();
    const code = await codeOf(held);
    const scans = Array.from({ length: 100 }, async (_, nth) => {
      const till = tills[nth % 20] as Till;
      return redeemBy(till, (await lookAs(till, code)).pass);
    });
    const ends = await Promise.allSettled(scans);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.body] : []));
    expect(refused.map(({ code }) => code)).toEqual(Array(99).fill('VOUCHER_USED'));
    for (const { sentence } of refused) expect(sentence).toMatch(USED);
    expect(await rowsOf(world, held.voucherId)).toHaveLength(1);
  });

  it('of passes that were all looked at before, still only one is redeemed', async () => {
    const tills = [await openTill(world), await openTill(world), await openTill(world)];
    const held = await plantVoucher(world);
    const passes: string[] = [];
    for (const till of tills) passes.push(await passOf(till, held));
    const ends = await Promise.allSettled(tills.map((till, nth) => redeemBy(till, passes[nth] ?? '')));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await rowsOf(world, held.voucherId)).toHaveLength(1);
  });

  it('sent again, at once, later, or with another amount, is the same redemption: a lost answer costs nobody', async () => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    const pass = await passOf(till, held);
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeemBy(till, pass, 6000)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await redeemBy(till, pass, 9900)).toEqual(answers[0]);
    world.clock.forward(10 * 60_000);
    expect(await redeemBy(await tillAgain(till), pass, 6000)).toEqual(answers[0]);
    expect(await rowsOf(world, held.voucherId)).toHaveLength(1);
    const told = await (await held.again()).api('GET /notices');
    expect(told.items).toHaveLength(1);
  });

  it('wants a pass that was made here for this cashier, not older than three minutes', async () => {
    const [till, other, held] = [await openTill(world), await openTill(world), await plantVoucher(world)];
    const pass = await passOf(till, held);
    expect((await saidBy(redeemBy(other, pass)))[0]).toBe('NOT_FOUND');
    const [payload = '', mark = ''] = pass.split('.');
    const forged = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), c: other.cashierId, s: other.shopId };
    const text = `${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${mark}`;
    expect((await saidBy(redeemBy(other, text)))[0]).toBe('NOT_FOUND');
    world.clock.forward(180_001);
    expect((await saidBy(redeemBy(await tillAgain(till), pass)))[0]).toBe('PASS_OLD');
    expect(await stateOf(world, held.voucherId)).toBe('issued');
  });

  it('is refused by the database itself when a voucher would be used twice, or the parts do not add up', async () => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    const { id } = await useUp(till, held);
    const names =
      'id, voucherId, kindId, campaignId, merchantId, shopId, cashierId, personId, source, liveVoucher, pass, loss, spendFen, offFen, subsidyFen, merchantFen, bankFen, paysFen, at, onDay';
    const copy = (over: Record<string, string>) =>
      world.sql(
        `INSERT INTO redemption (${names}) SELECT ${names
          .split(', ')
          .map((name) => over[name] ?? name)
          .join(', ')} FROM redemption WHERE id = ?`,
        [id],
      );
    await expect(copy({ id: `'${ulid()}'`, pass: `'x'` })).rejects.toThrow(/uq_redemption_live|UNIQUE|Duplicate/i);
    await expect(copy({ id: `'${ulid()}'`, pass: `'y'`, liveVoucher: 'NULL', offFen: 'offFen + 1' })).rejects.toThrow(
      'the parts of a redemption add up',
    );
    await expect(world.sql('UPDATE redemption SET subsidyFen = subsidyFen + 1 WHERE id = ?', [id])).rejects.toThrow(
      'a redemption stays as it was',
    );
  });
});

describe('a cashier', () => {
  it('sees the own shops with the count and the sum of the day, and the quota, in which only the agreed service counts; anybody else sees none', async () => {
    const till = await openTill(world);
    const { held } = await plantVouchers(world, 3);
    for (const one of held) await useUp(till, one);
    const { api } = await till.again();
    const { shops } = await api('GET /cashier');
    expect(shops).toEqual([
      {
        ...{ id: till.shopId, name: '一号店', merchantName: expect.stringMatching(/^示例饭店/), offlinePerDay: 0 },
        ...{ today: 3, todayOffFen: 12_000, quota: { done: 0, of: 1000, until: expect.any(String) } },
      },
    ]);
    const today = await api('GET /redemptions/today', { query: { shopId: till.shopId } });
    expect(today.items.map(({ bill }) => bill.offFen)).toEqual([4000, 4000, 4000]);
    for (const { nameMasked } of today.items) expect(nameMasked).toMatch(/^\S\*{1,3}$/);
    const nobody = await withPhone(world, '13800138999');
    expect(await nobody.api('GET /cashier')).toEqual({ shops: [] });
    expect((await saidBy(nobody.api('GET /redemptions/today', { query: { shopId: till.shopId } })))[0]).toBe(
      'NOT_FOUND',
    );
  });

  it.each([
    ['the cashier has ended', 'UPDATE cashier SET openPhone = NULL, endedAt = since WHERE id = ?', 'cashierId'],
    ['the shop is closed', 'UPDATE shop SET closedAt = createdAt WHERE id = ?', 'shopId'],
    ['the merchant has ended', 'UPDATE merchant SET endedAt = createdAt WHERE id = ?', 'merchantId'],
    ['the contract has run out', `UPDATE merchant SET contractTo = '2026-11-01' WHERE id = ?`, 'merchantId'],
  ] as const)('redeems nothing any more once %s, not even what was looked at before', async (_, sql, what) => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    const pass = await passOf(till, held);
    await world.sql(sql, [till[what]]);
    expect((await saidBy(redeemBy(till, pass)))[0]).toBe('NOT_FOUND');
    expect((await saidBy(passOf(till, held)))[0]).toBe('NOT_FOUND');
    expect(await till.api('GET /cashier')).toEqual({ shops: [] });
  });
});
