/** Shops without a network (security.md G5, X26): codes made beforehand, queues that come late and in any order. */
import { createHmac, createPublicKey, verify } from 'node:crypto';
import type { Input, Reply } from '@niangjia/shared/contract/index';
import {
  type Held,
  openTill,
  passOf,
  plantVoucher,
  plantVouchers,
  type Row,
  redeemBy,
  rowsOf,
  saidBy,
  stateOf,
  type Till,
  useUp,
} from './redemption-world';
import type { PlantedCampaign } from './voucher-world';
import { openWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
const DAY = 86_400_000;

type Pack = Reply<'POST /offline-packs'>;
type Line = Input<'POST /offline-packs/:id/sync'>['body']['lines'][number];

async function offlineTill(most = 20): Promise<Till> {
  const till = await openTill(world);
  await world.sql('UPDATE shop SET offlinePerDay = ? WHERE id = ?', [most, till.shopId]);
  return till;
}
const packOf = (till: Till): Promise<Pack> => till.api('POST /offline-packs', { body: { shopId: till.shopId } });
const codeFor = async ({ again, voucherId }: Held, { shopId }: Pick<Till, 'shopId'>) =>
  (await (await again()).api('POST /vouchers/:id/offline-code', { params: { id: voucherId }, body: { shopId } })).code;

/** What a phone without a network does: it writes lines one after the other, each with its mark. */
function phoneQueue(pack: Pack) {
  const lines: Line[] = [];
  return {
    lines,
    scan(code: string, spendFen: number | null = 6000, at = world.clock.now.toISOString()) {
      const [seq, before] = [lines.length + 1, lines.at(-1)?.mark ?? ''];
      const text = [before, seq, code, spendFen ?? '', at].join('\n');
      const mark = createHmac('sha256', Buffer.from(pack.key, 'base64url')).update(text).digest('base64url');
      lines.push({ seq, code, spendFen, at, mark });
    },
  };
}
const sync = async (till: Till, pack: Pack, lines: Line[]) =>
  (await (await till.again()).api('POST /offline-packs/:id/sync', { params: { id: pack.id }, body: { lines } })).lines;
const outcomes = (lines: { outcome: string }[]) => lines.map(({ outcome }) => outcome);

/** A shop whose phone holds a pack and has scanned these vouchers. */
async function scanned(held: Held[], till?: Till) {
  const shop = till ?? (await offlineTill());
  const pack = await packOf(shop);
  const queue = phoneQueue(pack);
  for (const one of held) queue.scan(await codeFor(one, shop));
  return { till: shop, pack, lines: queue.lines };
}
const one = async (given: PlantedCampaign = {}): Promise<Held> => plantVoucher(world, given);

describe('an offline code', () => {
  it('is checked by a phone with the public key alone, and says the bill, the title and a masked name', async () => {
    const [till, held] = [await offlineTill(), await one()];
    const pack = await packOf(till);
    expect(pack).toEqual({
      ...{ id: expect.any(String), shopId: till.shopId, onDay: '2026-11-23', most: 20, mostOffFen: 200_000 },
      ...{ publicKey: expect.stringMatching(/^[\w-]{43}$/), key: expect.stringMatching(/^[\w-]{43}$/) },
    });
    const made = await held.api('POST /vouchers/:id/offline-code', {
      ...{ params: { id: held.voucherId }, body: { shopId: till.shopId } },
    });
    expect([made.until, made.code.length < 600]).toEqual(['2026-11-23T15:59:59.999Z', true]);
    const [form, payload = '', mark = ''] = made.code.split('.');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: pack.publicKey }, format: 'jwk' });
    const signed = (text: string) => verify(null, Buffer.from(`${form}.${text}`), key, Buffer.from(mark, 'base64url'));
    expect([form, signed(payload), signed(`${payload}A`)]).toEqual(['NJO1', true, false]);
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      ...{ v: held.voucherId, s: till.shopId, d: '2026-11-23', t: '满减券', m: expect.stringMatching(/^\S\*{1,3}$/) },
      w: {
        ...{ worth: 'off', minSpendFen: 5000, offFen: 4000, listFen: 0 },
        ...{ subsidyFen: 3000, merchantFen: 600, bankFen: 400 },
      },
    });
    expect(await codeFor(held, till)).toBe(made.code);
  });

  it('is given no more often than the shop may have, also to many at once, and for no more money', async () => {
    const till = await offlineTill(3);
    const { held } = await plantVouchers(world, 8);
    const ends = await Promise.allSettled(held.map((member) => codeFor(member, till)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason.body.code).toBe('OFFLINE_FULL');
    world.clock.forward(DAY);
    expect(await codeFor(held[7] as Held, till)).toEqual(expect.any(String));
    // Two codes a day stand for 200 yuan: of vouchers of 150 yuan one fits.
    const small = await offlineTill(2);
    const rich = await plantVouchers(world, 2, {
      kinds: [{ minSpendFen: 0, offFen: 15_000, subsidyFen: 15_000, merchantFen: 0, bankFen: 0 }],
    });
    expect(await codeFor(rich.held[0] as Held, small)).toEqual(expect.any(String));
    expect((await saidBy(codeFor(rich.held[1] as Held, small)))[0]).toBe('OFFLINE_FULL');
  });

  it('is not given for a shop that is not offline, or does not take the voucher, nor for another’s or a used one', async () => {
    const [till, plain, held, other] = [await offlineTill(), await openTill(world), await one(), await one()];
    expect((await saidBy(codeFor(held, plain)))[0]).toBe('SHOP_NOT_OFFLINE');
    expect((await saidBy(packOf(plain)))[0]).toBe('SHOP_NOT_OFFLINE');
    const far = await openTill(world, world.unions.elsewhere);
    expect((await saidBy(codeFor(held, far)))[0]).toBe('NOT_FOUND');
    expect((await saidBy(codeFor({ ...held, again: other.again }, till)))[0]).toBe('NOT_FOUND');
    await useUp(till, held);
    expect((await saidBy(codeFor(held, till)))[0]).toBe('VOUCHER_USED');
  });
});

describe('a queue that comes in', () => {
  it('redeems its lines at their own instants, and answers the same when it comes again, in part or at once', async () => {
    const { held } = await plantVouchers(world, 3);
    const { till, pack, lines } = await scanned(held);
    const at = lines[0]?.at;
    world.clock.forward(2 * DAY);
    const first = await sync(till, pack, lines.slice(0, 2));
    expect(first).toMatchObject([
      {
        seq: 1,
        outcome: 'redeemed',
        sentence: '已入账。',
        redemption: { at, source: 'offline', bill: { offFen: 4000 } },
      },
      { seq: 2, outcome: 'redeemed' },
    ]);
    const ways = await Promise.all([lines, lines, lines.slice(1), lines].map((some) => sync(till, pack, some)));
    expect([ways[0]?.slice(0, 2), ways[1], ways[2], ways[3]]).toEqual([first, ways[0], ways[0]?.slice(1), ways[0]]);
    const [row] = await rowsOf(world, (held[0] as Held).voucherId);
    expect([row?.onDay, row?.liveVoucher]).toEqual([pack.onDay, held[0]?.voucherId]);
    for (const { voucherId } of held) expect(await rowsOf(world, voucherId)).toHaveLength(1);
    const told = await (await (held[0] as Held).again()).api('GET /notices');
    expect(told.items.map(({ title }) => title)).toEqual(['福利券已使用']);
  });

  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;
  it.each(orders)(
    'X26: of one voucher at three shops that come in as %d, %d, %d, the first is live, the others are losses, all are paid',
    async (...order) => {
      const held = await one();
      const shops = [await scanned([held]), await scanned([held]), await scanned([held])];
      const came = [];
      for (const nth of order) {
        const { till, pack, lines } = shops[nth] as (typeof shops)[number];
        came.push(...outcomes(await sync(till, pack, lines)));
      }
      expect(came).toEqual(['redeemed', 'conflict', 'conflict']);
      const rows = await rowsOf(world, held.voucherId);
      const live = rows.filter(({ liveVoucher }) => liveVoucher === held.voucherId);
      expect([live.length, live[0]?.shopId, Number(live[0]?.loss)]).toEqual([1, shops[order[0]]?.till.shopId, 0]);
      expect(sumOf(rows, 'offFen')).toBe(12_000);
      expect(
        sumOf(
          rows.filter(({ loss }) => Number(loss) === 1),
          'subsidyFen',
        ),
      ).toBe(6000);
      expect(await stateOf(world, held.voucherId)).toBe('used');
    },
  );

  it('X26: of queues that come in all at once, one is live and the sums are right', async () => {
    const { held } = await plantVouchers(world, 4);
    const shops = [await scanned(held), await scanned([...held].reverse()), await scanned(held)];
    const came = await Promise.all(shops.map(({ till, pack, lines }) => sync(till, pack, lines)));
    expect(came.flatMap(outcomes).sort()).toEqual([...Array(8).fill('conflict'), ...Array(4).fill('redeemed')]);
    for (const { voucherId } of held) {
      const rows = await rowsOf(world, voucherId);
      expect(rows.filter(({ liveVoucher }) => liveVoucher !== null)).toHaveLength(1);
      expect([rows.length, rows.filter(({ loss }) => Number(loss) === 1).length]).toEqual([3, 2]);
    }
  });

  it('finds a voucher used by a scan meanwhile, and a scan finds it used by the queue', async () => {
    const [held, late, till] = [await one(), await one(), await offlineTill()];
    const { pack, lines } = await scanned([held, late], till);
    const elsewhere = await openTill(world);
    await useUp(elsewhere, held);
    const pass = await passOf(elsewhere, late);
    const came = await sync(till, pack, lines);
    expect(came.map(({ outcome, sentence }) => [outcome, sentence])).toEqual([
      ['conflict', '这张券此前已在别处用过，或已退回。本店照常结算，损失由工会承担。'],
      ['redeemed', '已入账。'],
    ]);
    const [code, sentence] = await saidBy(redeemBy(elsewhere, pass));
    expect([code, sentence]).toEqual([
      'VOUCHER_USED',
      expect.stringMatching(/^这张券已于 .+（一号店）用过，不能再用。$/),
    ]);
  });

  it('pays a voucher that ran out before the queue came, and one that was given back as a loss', async () => {
    const [held, back] = [await one(), await one()];
    const { till, pack, lines } = await scanned([held, back]);
    await world.sql(`UPDATE voucher SET state = 'expired', useUntil = '2026-11-23' WHERE id = ?`, [held.voucherId]);
    await world.sql(`UPDATE voucher SET state = 'returned' WHERE id = ?`, [back.voucherId]);
    expect(outcomes(await sync(till, pack, lines))).toEqual(['redeemed', 'conflict']);
    expect((await rowsOf(world, held.voucherId))[0]).toMatchObject({ liveVoucher: held.voucherId });
  });

  it('pays nothing twice to one shop, nothing for codes of others, of another day, made up, or below the threshold', async () => {
    const [twice, low, mine, far] = [await one(), await one(), await one(), await one()];
    const [till, other] = [await offlineTill(), await offlineTill()];
    const pack = await packOf(till);
    const queue = phoneQueue(pack);
    const code = await codeFor(twice, till);
    queue.scan(code);
    queue.scan(code);
    queue.scan(await codeFor(low, till), 4999);
    queue.scan(await codeFor(low, till), null);
    queue.scan(await codeFor(far, other));
    queue.scan('NJO1.e30.AAAA');
    const [form, payload = '', mark] = (await codeFor(mine, till)).split('.');
    const forged = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), v: far.voucherId };
    queue.scan(`${form}.${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${mark}`);
    queue.scan(await codeFor(mine, till), 6000, new Date(world.clock.now.getTime() - DAY).toISOString());
    world.clock.forward(DAY);
    queue.scan(await codeFor(mine, till));
    const came = await sync(till, pack, queue.lines);
    expect(came.map(({ outcome, sentence }) => [outcome, sentence])).toEqual([
      ['redeemed', '已入账。'],
      ['refused', '这张券在本店已核销过，不重复入账。'],
      ['refused', '消费金额要满 50 元才能用这张券，请核对后再试。'],
      ['refused', '请填写消费金额。'],
      ['refused', '这个离线码不是给本店当天的，不能入账。'],
      ['refused', '不是福利券的离线码，不能入账。'],
      ['refused', '不是福利券的离线码，不能入账。'],
      ['refused', '核销时间不对，不能入账。请联系工会。'],
      ['refused', '这个离线码不是给本店当天的，不能入账。'],
    ]);
    expect(await sync(till, pack, queue.lines)).toEqual(came);
    for (const { voucherId } of [low, mine, far]) expect(await rowsOf(world, voucherId)).toEqual([]);
  });

  it('of a code that was undone is not redeemed a second time, by this phone or another', async () => {
    const held = await one();
    const { till, pack, lines } = await scanned([held]);
    const [done] = await sync(till, pack, lines);
    const id = done?.redemption?.id ?? '';
    await till.api('POST /redemptions/:id/undo', { params: { id }, body: { reason: '收银员扫错了券' } });
    const [undo] = await world.sql<{ id: string }>('SELECT id FROM redemption_undo WHERE redemptionId = ?', [id]);
    await (await world.staff('protection')).api('POST /undos/:id/agree', { params: { id: undo?.id ?? '' } });
    expect(await stateOf(world, held.voucherId)).toBe('issued');
    const second = await scanned([held], till);
    expect(outcomes(await sync(till, second.pack, second.lines))).toEqual(['refused']);
    expect(await stateOf(world, held.voucherId)).toBe('issued');
  });

  it('leaves a voucher used when its live redemption is undone and another shop is still paid for it', async () => {
    const held = await one();
    const shops = [await scanned([held]), await scanned([held])];
    const came = [];
    for (const { till, pack, lines } of shops) came.push(...(await sync(till, pack, lines)));
    const id = came[0]?.redemption?.id ?? '';
    await shops[0]?.till.api('POST /redemptions/:id/undo', { params: { id }, body: { reason: '收银员扫错了券' } });
    const [undo] = await world.sql<{ id: string }>('SELECT id FROM redemption_undo WHERE redemptionId = ?', [id]);
    await (await world.staff('protection')).api('POST /undos/:id/agree', { params: { id: undo?.id ?? '' } });
    expect(await stateOf(world, held.voucherId)).toBe('used');
    expect(sumOf(await rowsOf(world, held.voucherId), 'offFen')).toBe(4000);
  });
});

const sumOf = (rows: Row[], what: 'offFen' | 'subsidyFen'): number => rows.reduce((sum, row) => sum + row[what], 0);

describe('a queue that was meddled with', () => {
  /** Three lines, the first of which has come in. */
  async function begun() {
    const { held } = await plantVouchers(world, 3);
    const { till, pack, lines } = await scanned(held);
    await sync(till, pack, lines.slice(0, 1));
    return { till, pack, lines: lines as [Line, Line, Line], held };
  }
  const alarms = async () =>
    (await world.kit.metrics.alarms.get()).values.find(({ labels }) => labels.kind === 'offline-queue')?.value ?? 0;
  const changes: [string, (lines: [Line, Line, Line]) => Line[]][] = [
    ['another amount', ([a, b, c]) => [a, { ...b, spendFen: 99_900 }, c]],
    ['another instant', ([, b, c]) => [{ ...b, at: '2026-11-23T03:00:00.000Z' }, c]],
    ['another code', ([, b, c]) => [{ ...b, code: c.code }, c]],
    ['a line left out', ([a, , c]) => [a, c]],
    ['a line left out before the first', ([, , c]) => [c]],
    ['two lines swapped', ([, b, c]) => [c, b]],
    ['a line twice', ([, b]) => [b, b]],
    ['a mark of nobody', ([, b]) => [{ ...b, mark: 'A'.repeat(43) }]],
    ['no mark', ([, b]) => [{ ...b, mark: '' }]],
    ['a line that came before, changed', ([a, b]) => [{ ...a, spendFen: 99_900 }, b]],
    ['a line that came before, under another mark', ([a]) => [{ ...a, mark: 'A'.repeat(43) }]],
  ];
  it.each(changes)('by %s is refused as a whole, and nothing of the call is taken', async (_, change) => {
    const { till, pack, lines, held } = await begun();
    const before = await alarms();
    expect((await saidBy(sync(till, pack, change(lines))))[0]).toBe('QUEUE_BROKEN');
    expect((await alarms()) - before).toBe(1);
    expect(await rowsOf(world, (held[1] as Held).voucherId)).toEqual([]);
    expect(outcomes(await sync(till, pack, lines))).toEqual(['redeemed', 'redeemed', 'redeemed']);
  });

  it('or is another phone’s, another cashier’s, or more than seven days late, is refused', async () => {
    const { till, pack, lines } = await begun();
    const second = await packOf(till);
    expect((await saidBy(sync(till, second, lines)))[0]).toBe('QUEUE_BROKEN');
    expect((await saidBy(sync(await offlineTill(), pack, lines)))[0]).toBe('NOT_FOUND');
    world.clock.forward(7 * DAY);
    expect(outcomes(await sync(till, pack, lines.slice(0, 2)))).toEqual(['redeemed', 'redeemed']);
    world.clock.forward(DAY);
    expect(await saidBy(sync(till, pack, lines))).toEqual([
      'QUEUE_BROKEN',
      '这份离线记录已超过 7 天，不能自动上传。请保留手机上的记录，联系工会。',
    ]);
  });

  it('is still owed what a cashier redeemed before the end of that post, and nothing after it', async () => {
    const { held } = await plantVouchers(world, 2);
    const till = await offlineTill();
    const pack = await packOf(till);
    const queue = phoneQueue(pack);
    queue.scan(await codeFor(held[0] as Held, till));
    world.clock.forward(60_000);
    await world.sql('UPDATE cashier SET openPhone = NULL, endedAt = ? WHERE id = ?', [
      world.clock.now.toISOString(),
      till.cashierId,
    ]);
    world.clock.forward(60_000);
    queue.scan(await codeFor(held[1] as Held, till));
    expect(outcomes(await sync(till, pack, queue.lines))).toEqual(['redeemed', 'refused']);
  });
});
