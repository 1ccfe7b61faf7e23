/** A shop's till on the phone in a real browser: pasted and photographed codes, an undo, a day without a network. */
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import {
  codeOf,
  type Held,
  openTill,
  plantVoucher,
  plantVouchers,
  rowsOf,
  type Till,
  useUp,
} from '../redemption-world';
import type { World } from '../world';
import { openPhone, openSeen, type Seen, see, tap, type, walk } from './browser';

let seen: Seen;
let world: World;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
});
afterAll(() => seen.close());

/** A phone on which this number is signed in; its clock is the world's. */
async function phoneOf(number: string, { letters, ...options }: { dark?: boolean; letters?: number } = {}) {
  world.clock.forward(61_000);
  const { token, refresh } = await world.signIn(number);
  const phone = await seen.phone(options);
  await phone.clock.setFixedTime(world.clock.now);
  const session = { access: token, refresh, accessUntil: '' };
  const kept = { session, ...(letters === undefined ? {} : { letters }) };
  await phone.addInitScript((all) => {
    if (localStorage.getItem('given')) return;
    localStorage.setItem('given', '1');
    for (const [key, data] of Object.entries(all)) localStorage.setItem(key, JSON.stringify({ data }));
  }, kept);
  return phone;
}

async function tillWith(offlinePerDay: number): Promise<Till> {
  const till = await openTill(world);
  await world.sql('UPDATE shop SET offlinePerDay = ? WHERE id = ?', [offlinePerDay, till.shopId]);
  return till;
}

const offlineCode = async (held: Held, { shopId }: Till): Promise<string> =>
  (
    await (
      await held.again()
    ).api('POST /vouchers/:id/offline-code', {
      params: { id: held.voucherId },
      body: { shopId },
    })
  ).code;

/** Pastes a code and has it looked at. */
async function paste(page: Page, code: string): Promise<void> {
  await type(page, 'code', code);
  await tap(page, 'check');
}

it('a pasted code is redeemed with its bill, a used one says where, and an undo is asked for', async () => {
  const till = await tillWith(20);
  const { held } = await plantVouchers(world, 4);
  for (const one of held.slice(1, 3)) await useUp(till, one, 8850);
  const phone = await phoneOf(till.phone);
  const page = await openPhone(phone, world, 'mine/index');
  await see(page, '核销工作台');
  await walk(page, 'ph-till-mine');
  await tap(page, 'cashier');
  await see(page, '核销 2 笔，共优惠 80.00 元');
  await walk(page, 'ph-till');
  await tap(page, 'scan');
  await page.locator('#check:visible').waitFor();
  await walk(page, 'ph-till-code');
  const [first] = held as [Held];
  const code = await codeOf(first);
  await paste(page, code);
  await see(page, '满 50 减 40');
  await tap(page, 'redeem');
  await see(page, '请填写消费金额。');
  await walk(page, 'ph-till-missing');
  await type(page, 'spend', '58.5');
  await see(page, '18.50 元');
  await walk(page, 'ph-till-valid');
  await tap(page, 'redeem');
  await see(page, '优惠 40 元，向会员收 18.50 元');
  await walk(page, 'ph-till-done');
  await tap(page, 'next');
  await paste(page, code);
  await see(page, /这张券已于 .*用过，不能再用。/);
  await walk(page, 'ph-till-used');
  await tap(page, 'back');
  await see(page, '核销 3 笔，共优惠 120.00 元');
  const [row] = await rowsOf(world, first.voucherId);
  await tap(page, `undo-${row?.id}`);
  await tap(page, 'chip-1');
  await walk(page, 'ph-till-undo');
  await tap(page, 'confirm');
  await see(page, '待复核');
  await walk(page, 'ph-till-undone');
  await phone.close();
});

it('a lost answer says that nothing is known, and asking again finds the one redemption', async () => {
  const till = await tillWith(0);
  const held = await plantVoucher(world);
  const phone = await phoneOf(till.phone);
  const page = await openPhone(phone, world, `cashier/redeem?shopId=${till.shopId}`);
  await paste(page, await codeOf(held));
  await type(page, 'spend', '60');
  // What is sent arrives, and no answer comes back.
  await page.route('**/api/redemptions', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await tap(page, 'redeem');
  await see(page, '还不知道有没有核销成功');
  await walk(page, 'ph-till-unknown');
  await page.unroute('**/api/redemptions');
  await tap(page, 'ask-again');
  await see(page, '已核销');
  expect(await rowsOf(world, held.voucherId)).toHaveLength(1);
  await phone.close();
});

it('a busy server is asked again with the same pass; 我的 stands without an answer about the shops', async () => {
  const till = await tillWith(0);
  const held = await plantVoucher(world);
  const phone = await phoneOf(till.phone);
  const page = await openPhone(phone, world, `cashier/redeem?shopId=${till.shopId}`);
  await paste(page, await codeOf(held));
  await type(page, 'spend', '60');
  const passes: string[] = [];
  await page.route('**/api/redemptions', async (route) => {
    passes.push(route.request().postDataJSON().pass);
    const json = { code: 'BUSY', sentence: '现在有点忙，请稍等几秒再试，您填的内容还在。', requestId: 'x' };
    await (passes.length < 3 ? route.fulfill({ status: 503, json }) : route.continue());
  });
  await tap(page, 'redeem');
  await see(page, '已核销');
  expect([passes.length, new Set(passes).size]).toEqual([3, 1]);
  await page.route('**/api/cashier', (route) => route.abort());
  await page.goto(`${world.address}/#/mine/index`);
  await page.reload();
  await see(page, '退出登录');
  expect(await page.locator('#cashier:visible').count()).toBe(0);
  await phone.close();
});

it('a browser that can read codes reads them from a photo', async () => {
  const till = await tillWith(0);
  const held = await plantVoucher(world);
  const phone = await phoneOf(till.phone);
  const code = await codeOf(held);
  await phone.addInitScript((text) => {
    class BarcodeDetector {
      detect = async (photo: ImageBitmap) => (photo.width === 40 ? [{ rawValue: text }] : []);
    }
    Object.assign(window, { BarcodeDetector });
  }, code);
  const page = await openPhone(phone, world, `cashier/redeem?shopId=${till.shopId}`);
  const pick = async (width: number) => {
    const create = { width, height: 40, channels: 3 as const, background: '#ffffff' };
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(page, 'from-photo')]);
    await chooser.setFiles({ name: 'c.png', mimeType: 'image/png', buffer: await sharp({ create }).png().toBuffer() });
  };
  await pick(30);
  await see(page, '照片里没有读出码。请对准、拍清楚，或手工输入。');
  await walk(page, 'ph-till-photo');
  await pick(40);
  await see(page, '满 50 减 40');
  await phone.close();
});

it('a day without a network: codes wait in the queue and go up when it is back', async () => {
  const till = await tillWith(3);
  const { held } = await plantVouchers(world, 2);
  const [one, two] = held as [Held, Held];
  const codes = [await offlineCode(one, till), await offlineCode(two, till)];
  const elsewhere = await openTill(world);
  const phone = await phoneOf(till.phone);
  const page = await openPhone(phone, world, `cashier/offline?shopId=${till.shopId}`);
  await see(page, '先领今天的离线包');
  await walk(page, 'ph-offline-none');
  await tap(page, 'take-pack');
  await see(page, '今天还能核销 3 笔');
  await phone.setOffline(true);
  for (const code of codes) {
    await paste(page, code);
    await see(page, '持券人');
    await type(page, 'spend', '58');
    await see(page, '18.00 元');
    if (code === codes[0]) await walk(page, 'ph-offline-valid');
    await tap(page, 'keep');
    await see(page, '已记在这部手机上，待上传');
  }
  await walk(page, 'ph-offline-queue');
  await paste(page, codes[0] ?? '');
  await see(page, /已在本机核销，不能再用一次/);
  await walk(page, 'ph-offline-twice');
  await useUp(elsewhere, two);
  await phone.setOffline(false);
  await see(page, '已入账');
  await see(page, /本店照常结算，损失由工会承担/);
  await walk(page, 'ph-offline-told');
  expect(await rowsOf(world, one.voucherId)).toMatchObject([{ loss: 0, spendFen: 5800, paysFen: 1800 }]);
  expect(await rowsOf(world, two.voucherId)).toMatchObject([{ loss: 0 }, { loss: 1 }]);
  await phone.close();
});

async function walkAll(phone: BrowserContext, till: Till, mark: string): Promise<void> {
  const { held } = await plantVouchers(world, 2);
  const [one, two] = held as [Held, Held];
  await useUp(till, one, 123_456);
  const page = await openPhone(phone, world, 'cashier/index');
  await see(page, '核销 1 笔');
  await walk(page, `${mark}-till`);
  await tap(page, 'scan');
  await paste(page, await codeOf(two));
  await see(page, '持券人');
  await type(page, 'spend', '58.5');
  await walk(page, `${mark}-till-valid`);
  await tap(page, 'redeem');
  await see(page, '已核销');
  await walk(page, `${mark}-till-done`);
  await page.goto(`${world.address}/#/cashier/offline?shopId=${till.shopId}`);
  await tap(page, 'take-pack');
  await see(page, '今天还能核销 20 笔');
  const three = await plantVoucher(world);
  await phone.setOffline(true);
  await paste(page, await offlineCode(three, till));
  await type(page, 'spend', '58.5');
  await tap(page, 'keep');
  await see(page, '待上传');
  await walk(page, `${mark}-offline`);
}

it.each([
  ['dark', { dark: true }],
  ['large', { letters: 6 }],
] as const)('reads %s', async (mark, options) => {
  const till = await tillWith(20);
  const phone = await phoneOf(till.phone, options);
  await walkAll(phone, till, `ph-${mark}`);
  await phone.close();
  const nobody = await phoneOf('13900139777', options);
  const page = await openPhone(nobody, world, 'cashier/index');
  await see(page, '您的手机号还没有登记为核销员');
  await walk(page, `ph-${mark}-no-till`);
  await nobody.close();
});
