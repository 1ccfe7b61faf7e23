import { openMerchant, plantRedemption, plantUndo } from './settlement-plant';
import {
  about,
  closeSettlements,
  look,
  OCTOBER,
  october,
  open,
  openSettlements,
  plant,
  preparer,
  settle,
  world,
} from './settlement-world';
import { openWorld, refusal } from './world';

beforeAll(openSettlements);
afterAll(closeSettlements);

describe('what a month comes to', () => {
  it('X16: its sums are those of its redemptions to the fen, with undos taken off and losses told', async () => {
    const merchant = await open();
    const rows = await october(merchant);
    const made = await settle(merchant, '2026-10');
    expect(made).toMatchObject({
      ...OCTOBER,
      number: expect.stringMatching(/^JS202610-\d{4}$/),
      merchantName: '示例小馆',
      month: '2026-10',
      state: 'draft',
      preparedBy: '张干事',
      jointId: null,
      may: { submit: true, drop: true, pay: false },
    });
    const { items } = await preparer.api('GET /settlements/:id/lines', about(made.id));
    expect(items.map((line) => line.redemptionId).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(items.filter(({ undo }) => undo)).toMatchObject([{ spendFen: -6000, subsidyFen: -2000, bankFen: -1000 }]);
    expect(items.filter(({ loss }) => loss)).toMatchObject([{ source: 'offline', spendFen: 6000 }]);
    expect(items[0]).toMatchObject({ shopName: '北门店', cashierName: '收银小赵', paysFen: 2000 });
    const sum = (of: 'spendFen' | 'subsidyFen' | 'merchantFen' | 'bankFen') =>
      items.reduce((total, line) => total + line[of], 0);
    expect([sum('spendFen'), sum('subsidyFen'), sum('merchantFen'), sum('bankFen')]).toEqual([
      25_601, 9_332, 3_468, 3_007,
    ]);
    const left = await world.sql<{ onDay: string }>(
      'SELECT onDay FROM redemption WHERE merchantId = ? AND settlementId IS NULL',
      [merchant.id],
    );
    expect(left.map(({ onDay }) => onDay)).toEqual(['2026-11-01']);
  });

  it('an undo that arrives when its month is settled falls into the next month', async () => {
    const merchant = await open();
    const row = await plant(merchant, '2026-09-15');
    await plant(merchant, '2026-09-16');
    const september = await settle(merchant, '2026-09');
    expect(september).toMatchObject({ lines: 2, undone: 0, payFen: 6000 });
    await plantUndo(world.kit, merchant, row, '2026-10-02');
    await plant(merchant, '2026-10-03');
    await plant(merchant, '2026-10-04');
    // Came in late from a shop without a network.
    await plant(merchant, '2026-09-30', { source: 'offline' });
    const { due } = await preparer.api('GET /settlements');
    expect(due.filter(({ merchantId }) => merchantId === merchant.id)).toEqual([
      { merchantId: merchant.id, merchantName: '示例小馆', month: '2026-10', lines: 3, payFen: 6000 },
    ]);
    expect(await settle(merchant, '2026-10')).toMatchObject({ lines: 3, undone: 1, payFen: 6000, spendFen: 12_000 });
    expect(await look(september.id)).toMatchObject({ lines: 2, undone: 0, payFen: 6000 });
  });

  it('more undone than redeemed is no payment: it goes into the next month', async () => {
    const merchant = await open();
    const row = await plant(merchant, '2026-08-15');
    await settle(merchant, '2026-08');
    await plantUndo(world.kit, merchant, row, '2026-09-02');
    const said = await refusal(settle(merchant, '2026-09'));
    expect([said.code, said.body.sentence]).toEqual([
      'NOTHING_TO_SETTLE',
      '到这个月为止，撤销的金额多于核销的金额，没有可付的款。请并入下个月一起结算。',
    ]);
    const dueOf = async () =>
      (await preparer.api('GET /settlements')).due
        .filter(({ merchantId }) => merchantId === merchant.id)
        .map(({ month, lines, payFen }) => [month, lines, payFen]);
    expect(await dueOf()).toEqual([]);
    await plant(merchant, '2026-10-03');
    await plant(merchant, '2026-10-04');
    expect(await dueOf()).toEqual([['2026-10', 2, 3000]]);
    expect(await settle(merchant, '2026-10')).toMatchObject({ lines: 2, undone: 1, payFen: 3000, spendFen: 6000 });
    expect(await dueOf()).toEqual([]);
  });

  it('what is due stands by merchant and month, oldest first, only months that are over', async () => {
    const [one, two] = [await open('甲店'), await open('乙店')];
    for (const day of ['2026-10-01', '2026-10-31', '2026-08-31', '2026-11-01']) await plant(one, day);
    await plant(two, '2026-09-30');
    const { due } = await preparer.api('GET /settlements');
    expect(
      due
        .filter(({ merchantId }) => [one.id, two.id].includes(merchantId))
        .map(({ merchantName, month, lines, payFen }) => [merchantName, month, lines, payFen]),
    ).toEqual([
      ['甲店', '2026-08', 1, 3000],
      ['乙店', '2026-09', 1, 3000],
      ['甲店', '2026-10', 2, 6000],
    ]);
  });

  it('is settled once it is over by the day of Shanghai, and not before', async () => {
    const own = await openWorld({ now: '2026-10-31T15:59:59.000Z' });
    const by = await own.staff('protection');
    const merchant = await openMerchant(by, own.unions.street.id);
    await plantRedemption(own.kit, merchant, { onDay: '2026-10-31' });
    expect((await refusal(settle(merchant, '2026-10', by))).code).toBe('MONTH_NOT_OVER');
    own.clock.forward(1000);
    expect(await settle(merchant, '2026-10', by)).toMatchObject({ lines: 1, payFen: 3000 });
    await own.close();
  });

  it('is settled once, by whoever is first: many who prepare it at once make one settlement', async () => {
    const merchant = await open();
    for (let day = 10; day < 30; day += 1) await plant(merchant, `2026-10-${day}`);
    const others = [preparer, await world.staff('publicity'), await world.staff('protection', world.unions.county)];
    const calls = others.flatMap((by) => [1, 2].map(() => settle(merchant, '2026-10', by)));
    const done = await Promise.allSettled(calls);
    const made = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(made).toMatchObject([{ lines: 20, payFen: 60_000 }]);
    expect(
      new Set(done.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))),
    ).toEqual(new Set(['SETTLED_ALREADY']));
    const rows = await world.sql<{ settlementId: string; count: number | string }>(
      'SELECT settlementId, COUNT(*) AS count FROM redemption WHERE merchantId = ? GROUP BY settlementId',
      [merchant.id],
    );
    expect(rows.map((row) => [row.settlementId, Number(row.count)])).toEqual([[made[0]?.id, 20]]);
  });

  it('a draft that is dropped gives its redemptions back; the month can be settled again', async () => {
    const merchant = await open();
    await plant(merchant, '2026-10-08');
    const { id } = await settle(merchant, '2026-10');
    await plant(merchant, '2026-10-09');
    expect(await preparer.api('POST /settlements/:id/drop', about(id))).toEqual({ done: true });
    expect((await refusal(look(id))).code).toBe('NOT_FOUND');
    expect(await settle(merchant, '2026-10')).toMatchObject({ lines: 2, payFen: 6000 });
    expect((await refusal(settle(merchant, '2026-09'))).code).toBe('NOTHING_TO_SETTLE');
  });

  it('the list goes page by page and by state, lines go page by page', async () => {
    const union = world.unions.elsewhere;
    const by = await world.staff('protection', union);
    const merchant = await openMerchant(by, union.id);
    const ids: string[] = [];
    for (let day = 1; day <= 28; day += 1)
      for (const time of ['03', '09'])
        ids.push((await plant(merchant, `2025-02-${String(day).padStart(2, '0')}`, { at: `2025-02-01T${time}` })).id);
    const february = await settle(merchant, '2025-02', by);
    const first = await by.api('GET /settlements/:id/lines', about(february.id));
    const second = await by.api('GET /settlements/:id/lines', {
      ...about(february.id),
      query: { after: first.next ?? '' },
    });
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 6, null]);
    expect([...first.items, ...second.items].map((line) => line.redemptionId)).toEqual([...ids].sort());
    const made = [february.id];
    for (let month = 1; month <= 51; month += 1) {
      const name = `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
      await plant(merchant, `${name}-05`);
      made.unshift((await settle(merchant, name, by)).id);
    }
    const one = await by.api('GET /settlements', { query: { state: 'draft' } });
    const two = await by.api('GET /settlements', { query: { state: 'draft', after: one.next ?? '' } });
    expect([...one.items, ...two.items].map(({ id }) => id)).toEqual(made);
    expect((await by.api('GET /settlements', { query: { state: 'paid' } })).items).toEqual([]);
  });
});
