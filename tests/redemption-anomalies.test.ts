/** What staff look into: seen from the redemptions themselves. */

import { ulid } from '@niangjia/server/core/ids';
import { insertMany } from '@niangjia/server/core/sql';
import { type Redemption, RedemptionTable } from '@niangjia/server/modules/redemptions/entity';
import { dayOf } from '@niangjia/shared/rules/days';
import { openTill, plantVouchers, saidBy, type Till } from './redemption-world';
import { openWorld, type StaffMember, type World } from './world';

let world: World;
let staff: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  staff = await world.staff('protection');
});
afterAll(() => world.close());
afterEach(() => world.clock.forward(60_000));

const none = { undoOf: null, liveVoucher: null, loss: false, latitude: null, longitude: null, settlementId: null };
/** Redemptions that are there, one for each instant. */
async function plant(till: Till, ats: string[], given: Partial<Redemption> = {}, members = ats.length) {
  const { held, campaignId, kindId } = await plantVouchers(world, members, { kinds: [{ total: 1000 }] });
  const rows = ats.map((at, nth): Redemption => {
    const { voucherId, personId } = held[nth % members] ?? { voucherId: '', personId: '' };
    return {
      ...{ id: ulid(), voucherId, kindId, campaignId, personId, source: 'code', pass: ulid(), at, onDay: dayOf(at) },
      ...{ merchantId: till.merchantId, shopId: till.shopId, cashierId: till.cashierId },
      ...{ spendFen: 6000, offFen: 4000, subsidyFen: 3000, merchantFen: 600, bankFen: 400, paysFen: 2000 },
      ...none,
      ...given,
    };
  });
  await world.kit.db.tx((db) => insertMany(db, RedemptionTable, rows));
  return rows.map(({ id }) => id);
}
/** Instants from one on, so many minutes apart. */
const every = (minutes: number, count: number, from: string) =>
  Array.from({ length: count }, (_, nth) => new Date(Date.parse(from) + nth * minutes * 60_000).toISOString());
const find = async (from: string, to: string, by = staff) => by.api('GET /anomalies', { query: { from, to } });

it('ten by one cashier within ten minutes are a burst, nine or slower ones are none; a longer one is one finding', async () => {
  const [till, calm, slow] = [await openTill(world), await openTill(world), await openTill(world)];
  const ids = await plant(till, every(1, 13, '2026-10-05T03:00:00.000Z'));
  await plant(calm, every(1, 9, '2026-10-05T03:00:00.000Z'));
  await plant(slow, every(1.2, 20, '2026-10-05T03:00:00.000Z'));
  const { items, cut } = await find('2026-10-05', '2026-10-05');
  expect([items.map(({ redemptionIds }) => redemptionIds), cut]).toEqual([[ids], false]);
  expect(items[0]).toMatchObject({
    ...{ kind: 'burst', key: `burst:${ids[0]}`, at: '2026-10-05T03:12:00.000Z', shopId: till.shopId },
    ...{ shopName: '一号店', cashierName: '收银小赵', words: '12 分钟内核销 13 笔。' },
  });
});

it('more than a kilometre between phone and shop is far, less is not, and an unknown place says nothing', async () => {
  const till = await openTill(world);
  await world.sql('UPDATE shop SET latitude = 36680000, longitude = 118470000 WHERE id = ?', [till.shopId]);
  const at = ['2026-10-06T03:00:00.000Z'];
  // A thousandth of a degree of latitude is 111 metres, of longitude here 89.
  const [far] = await plant(till, at, { latitude: 36_680_000, longitude: 118_490_000 });
  await plant(till, at, { latitude: 36_688_900, longitude: 118_470_000 });
  await plant(till, at);
  const { items } = await find('2026-10-06', '2026-10-06');
  expect(items.map(({ kind, key, words }) => [kind, key, words])).toEqual([
    ['far', `far:${far}`, '核销时手机离门店约 1.8 公里。'],
  ]);
});

it('a loss of an offline queue is a double, with what the union bears', async () => {
  const till = await openTill(world);
  const [id] = await plant(till, ['2026-10-07T03:00:00.000Z'], { source: 'offline', loss: true });
  const { items } = await find('2026-10-07', '2026-10-07');
  expect(items.map(({ kind, key }) => [kind, key])).toEqual([['double', `double:${id}`]]);
  expect(items[0]?.words).toMatch(/^会员\S\*{1,3}的券已在别处用过，又在本店离线核销。商家照付，工会损失 34 元。$/);
});

it('three of one member by one cashier within seven days are a pair, also when they began before the span', async () => {
  const [till, slow] = [await openTill(world), await openTill(world)];
  const days = (...on: string[]) => on.map((day) => `2026-09-${day}T03:00:00.000Z`);
  const ids = await plant(till, days('10', '13', '16'), {}, 1);
  await plant(slow, days('01', '09', '17'), {}, 1);
  const { items } = await find('2026-09-15', '2026-09-20');
  expect(items.map(({ kind, redemptionIds }) => [kind, redemptionIds])).toEqual([['pair', ids]]);
  expect(items[0]?.words).toMatch(/^7 天内反复核销会员\S\*{1,3}，共 3 笔。$/);
  expect((await find('2026-09-17', '2026-09-20')).items).toEqual([]);
});

it('another union sees nothing of it, and an upper union all', async () => {
  const till = await openTill(world, world.unions.rider);
  await plant(till, every(0.5, 10, '2026-10-08T03:00:00.000Z'));
  const elsewhere = await world.staff('protection', world.unions.elsewhere);
  expect((await find('2026-08-01', '2026-10-31', elsewhere)).items).toEqual([]);
  const above = await world.staff('publicity', world.unions.county);
  expect((await find('2026-10-08', '2026-10-08', above)).items).toHaveLength(1);
});

it('500 are shown, the newest first, and that there are more is said', async () => {
  const till = await openTill(world);
  await plant(till, every(30, 501, '2026-07-01T00:00:00.000Z'), { source: 'offline', loss: true }, 501);
  const { items, cut } = await find('2026-07-01', '2026-07-31');
  expect([items.length, cut, items[0]?.at]).toEqual([500, true, '2026-07-11T10:00:00.000Z']);
  expect([...items].sort((a, b) => (a.at < b.at ? 1 : -1))).toEqual(items);
});

it('92 days are a span, 93 or a wrong way round are not', async () => {
  expect((await find('2026-01-01', '2026-04-02')).items).toEqual([]);
  const said = ['SPAN_TOO_LONG', '期间不对：结束日不能早于开始日，最长 92 天。'];
  expect(await saidBy(find('2026-01-01', '2026-04-03'))).toEqual(said);
  expect(await saidBy(find('2026-01-02', '2026-01-01'))).toEqual(said);
});
