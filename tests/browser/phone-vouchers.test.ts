/** Welfare vouchers on the phone in a real browser: taking one, the wallet, the code, the bill. PICTURES=1 renews docs/pictures. */
import type { BrowserContext, Page } from 'playwright-core';
import { plantCampaign, plantMembers, plantMerchant } from '../voucher-world';
import type { World } from '../world';
import { mustBeClean, openPhone, openSeen, picture, type Seen, see, tap } from './browser';

let seen: Seen;
let world: World;
let merchant: Awaited<ReturnType<typeof plantMerchant>>;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  merchant = await plantMerchant(world);
});
afterAll(() => seen.close());

/** A phone on which a member is signed in. */
async function memberPhone(options: { dark?: boolean; letters?: number } = {}): Promise<BrowserContext> {
  const [planted] = await plantMembers(world, 1);
  const phone = await seen.phone(options);
  const session = { access: planted?.token, refresh: '', accessUntil: '' };
  const kept = { session, ...(options.letters === undefined ? {} : { letters: options.letters }) };
  await phone.addInitScript((all) => {
    for (const [key, data] of Object.entries(all)) localStorage.setItem(key, JSON.stringify({ data }));
  }, kept);
  return phone;
}

/** Looks at the page: nothing for axe to find, a picture, nothing wider than the phone, nothing too small to tap. */
async function walk(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(300);
  await picture(page, name);
  await mustBeClean(page);
  const misfits = await page.evaluate(() => {
    const shown = (one: Element) => {
      const { width, height } = one.getBoundingClientRect();
      return width > 0 && height > 0;
    };
    const wide = [...document.querySelectorAll('.taro_page *')].filter(
      (one) => shown(one) && one.getBoundingClientRect().right > innerWidth + 1,
    );
    const small = [...document.querySelectorAll('[role=button], [role=radio], [role=checkbox]')].filter(
      (one) => shown(one) && Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 43.5,
    );
    return [...wide, ...small].map((one) => `${one.id} ${one.className}`).slice(0, 5);
  });
  expect([name, misfits]).toEqual([name, []]);
}

/** Opens the app anew at a page. */
const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${world.address}/#/${path}`);
  await page.reload();
};

/** The tap counts three seconds after the page has opened, by both clocks. */
async function claim(page: Page): Promise<void> {
  await page.locator('#claim:visible').waitFor();
  world.clock.forward(4000);
  await tap(page, 'claim');
  await see(page, '领到了');
}

async function plantMany() {
  const { campaignId } = await plantCampaign(world, {
    title: '新就业形态劳动者用餐补贴',
    words: '每周一放出一批。',
    extendMonths: 3,
    kinds: [
      { title: '用餐满减券', words: '堂食、外带都能用。', total: 40 },
      {
        ...{ title: '工作餐', worth: 'price', minSpendFen: 0, offFen: 1800, listFen: 2600 },
        total: 25,
        subsidyFen: 1400,
      },
    ],
  });
  const later = new Date(world.clock.now.getTime() + 728_000).toISOString();
  await plantCampaign(world, { title: '观影活动', claimFrom: later });
  await plantCampaign(world, { title: '夜班关怀', audience: { listed: true } });
  const lottery = await plantCampaign(world, { title: '年货抽签', way: 'lottery', beacon: '12月1日福彩3D开奖号' });
  return { campaignId, lotteryId: lottery.campaignId };
}

describe('a member', () => {
  it('sees what there is, takes one, shows its code, and finds the bill after use', async () => {
    const { campaignId, lotteryId } = await plantMany();
    const phone = await memberPhone();
    const page = await openPhone(phone, world, 'home/index');
    await see(page, /可以领：新就业形态劳动者用餐补贴/);
    await walk(page, 'ph-welfare-home');
    await tap(page, 'tab-ticket');
    await see(page, /观影活动/);
    await see(page, /开抢，还有 1[12] 分 \d\d 秒/);
    await walk(page, 'ph-welfare');
    await page.locator(`#offer-${campaignId}:visible`).tap();
    await claim(page);
    await walk(page, 'ph-offer-taken');
    await tap(page, 'terms');
    await see(page, '活动规则');
    await walk(page, 'ph-offer-terms');
    await tap(page, 'see-voucher');
    await page.locator('#voucher-code .qr:visible').waitFor();
    const share = await page.evaluate(() => {
      const qr = [...document.querySelectorAll('#voucher-code .qr')].at(-1)?.getBoundingClientRect().width ?? 0;
      return qr / innerWidth;
    });
    expect(share).toBeGreaterThanOrEqual(0.6);
    await walk(page, 'ph-voucher');

    await go(page, 'voucher/wallet');
    await see(page, '用餐满减券');
    await walk(page, 'ph-wallet');

    await go(page, `voucher/offer?id=${lotteryId}`);
    await page.locator('#claim:visible').waitFor();
    world.clock.forward(4000);
    await tap(page, 'claim');
    await see(page, /您的抽签号是 1/);
    await walk(page, 'ph-offer-lottery');

    const [{ id } = { id: '' }] = await world.sql<{ id: string }>('SELECT id FROM voucher WHERE campaignId = ?', [
      campaignId,
    ]);
    await redeem(page, id);
    await go(page, `voucher/one?id=${id}`);
    await see(page, '账单');
    await walk(page, 'ph-voucher-used');
    await phone.close();
  });

  /** At the till, by the cashier's own phone: a bill of 68 yuan. */
  async function redeem(page: Page, voucherId: string): Promise<void> {
    const session = await page.evaluate(
      () => JSON.parse(localStorage.getItem('session') ?? '{}').data.access as string,
    );
    const answer = await fetch(`${world.address}/api/vouchers/${voucherId}/code`, {
      headers: { authorization: `Bearer ${session}` },
    });
    const { code } = (await answer.json()) as { code: string };
    const cashier = await world.signIn(merchant.phone);
    const { pass } = await cashier.api('POST /redemptions/look', { body: { shopId: merchant.shopId, code } });
    await cashier.api('POST /redemptions', { body: { pass, spendFen: 6800, place: null } });
  }

  it.each([
    ['dark', { dark: true }],
    ['large', { letters: 6 }],
  ] as const)('reads %s', async (mark, options) => {
    const { campaignId, kindIds } = await plantCampaign(world, {
      title: `用餐补贴（${mark}）`,
      kinds: [{}, { title: '观影券' }],
    });
    const phone = await memberPhone(options);
    const page = await openPhone(phone, world, 'welfare/index');
    await see(page, /用餐补贴/);
    await walk(page, `ph-${mark}-welfare`);
    await go(page, `voucher/offer?id=${campaignId}`);
    await page.locator(`#kind-${kindIds[1]}:visible`).tap();
    await walk(page, `ph-${mark}-offer`);
    await claim(page);
    await walk(page, `ph-${mark}-taken`);
    await tap(page, 'see-voucher');
    await page.locator('#voucher-code .qr:visible').waitFor();
    await walk(page, `ph-${mark}-voucher`);
    await go(page, 'voucher/wallet');
    await see(page, '观影券');
    await walk(page, `ph-${mark}-wallet`);
    await phone.close();
  });
});

it('somebody who is not signed in is told what there is, and led to it', async () => {
  const phone = await seen.phone();
  const page = await openPhone(phone, world, 'welfare/index');
  await see(page, '工会发的福利券，在这里领');
  await walk(page, 'ph-welfare-nobody');
  await phone.close();
});

it('sold out is said in the page', async () => {
  const { campaignId } = await plantCampaign(world, { title: '只有一张', kinds: [{ total: 1 }] });
  const [one, two] = [await memberPhone(), await memberPhone()];
  const late = await openPhone(two, world, `voucher/offer?id=${campaignId}`);
  await see(late, /还剩 1 张/);
  await claim(await openPhone(one, world, `voucher/offer?id=${campaignId}`));
  await late.locator('#claim:visible').waitFor();
  await tap(late, 'claim');
  await see(late, /这次活动不排候补/);
  await walk(late, 'ph-offer-sold-out');
  await one.close();
  await two.close();
});
