/** Welfare vouchers on the built mini-program: what I can take, taking it on a bad net, the wallet, the code. */
import { update } from '@niangjia/server/core/sql';
import { ShopTable } from '@niangjia/server/modules/merchants/entity';
import { type PlantedCampaign, plantCampaign, plantMembers, plantMerchant } from '../voucher-world';
import { openWorld, type World } from '../world';
import { Bundle } from './bundle';
import { Phone } from './phone';

const app = new Bundle();
let world: World;
let merchant: Awaited<ReturnType<typeof plantMerchant>>;
beforeAll(async () => {
  world = await openWorld();
  merchant = await plantMerchant(world);
});
afterAll(() => world.close());

let nth = 0;
/** A phone of a member of the street's union. */
async function member(): Promise<Phone> {
  const [planted] = await plantMembers(world, 1);
  nth += 1;
  const phone = new Phone(world, app, `holder-${nth}`);
  phone.device.storage.set('session', JSON.stringify({ access: planted?.token, refresh: '', accessUntil: '' }));
  return phone;
}
const plant = (given: PlantedCampaign) => plantCampaign(world, given);

const claims = (phone: Phone) =>
  phone.device.sent.filter(({ path }) => path.endsWith('/claim')).map(({ body }) => JSON.parse(body ?? '{}').ticket);
const vouchersOf = (campaignId: string) =>
  world.sql<{ id: string; state: string }>('SELECT id, state FROM voucher WHERE campaignId = ?', [campaignId]);

/** Until the tap counts. */
const ready = (phone: Phone) => phone.later(3000);
/** The pauses between repeats, one after the other. */
async function patient(phone: Phone): Promise<void> {
  for (let turn = 0; turn < 7; turn += 1) await phone.later(11_000);
}

describe('from the tab to the code', () => {
  let campaignId: string;
  let phone: Phone;
  beforeAll(async () => {
    ({ campaignId } = await plant({ title: '用餐补贴', extendMonths: 3 }));
    phone = await member();
  });
  afterAll(() => phone.close());

  it('the tab says what can be taken and how many are left', async () => {
    await phone.open('welfare/index');
    phone.see('您现在没有能用的券', '用餐补贴', '满 50 减 40', '还剩 100 张，共 100 张', '您现在可以领');
    await phone.tap(`offer-${campaignId}`);
    expect(phone.page).toBe('voucher/offer');
    phone.see('3 秒后可以点');
  });

  it('one tap after three seconds is one voucher, and the page says so', async () => {
    await ready(phone);
    await phone.tap('claim');
    phone.see('领到了', '满减券，满 50 减 40', '我领到的');
    expect(phone.has('claim')).toBe(false);
    expect([claims(phone).length, (await vouchersOf(campaignId)).length]).toEqual([1, 1]);
  });

  it('the rules stand behind one tap', async () => {
    phone.unseen('怎么发');
    await phone.tap('terms');
    phone.see('先到先得', '可延一次，延 3 个月', '1 家门店可用');
  });

  it('the way leads to the voucher with its code, the masked name and the shops', async () => {
    await phone.tap('see-voucher');
    expect(phone.page).toBe('voucher/one');
    phone.see('满 50 可用', '请店员扫码', '一号店', '最后一天');
    expect(phone.text).toMatch(/.\*/);
    expect(phone.device.calls.filter(({ name }) => name === 'setScreenBrightness').length).toBe(1);
    const code = phone.device.sent.filter(({ path }) => path.endsWith('/code')).length;
    await phone.later(31_000);
    expect(phone.device.sent.filter(({ path }) => path.endsWith('/code')).length).toBe(code + 1);
  });

  it('is extended once, and found again in the wallet and at home', async () => {
    await phone.tap('extend');
    phone.see('每张券只能延一次');
    await phone.tap('confirm');
    expect(phone.has('extend')).toBe(false);
    await phone.open('mine/index');
    await phone.tap('wallet');
    phone.see('满减券', '用餐补贴');
    await phone.tap('state-used');
    phone.see('还没有用过券');
    await phone.open('welfare/index');
    phone.see('您有 1 张券可以用', '您已领到 1 张');
  });

  it('is given back after being asked once more', async () => {
    const [{ id } = { id: '' }] = await world.sql<{ id: string }>('SELECT id FROM voucher WHERE campaignId = ?', [
      campaignId,
    ]);
    await phone.open(`voucher/one?id=${id}`);
    await phone.tap('return');
    await phone.tap('cancel');
    expect(await vouchersOf(campaignId)).toMatchObject([{ state: 'issued' }]);
    await phone.tap('return');
    await phone.tap('confirm');
    phone.see('这张券已经退回');
    expect(phone.has('voucher-code')).toBe(false);
    expect(await vouchersOf(campaignId)).toMatchObject([{ state: 'returned' }]);
  });
});

describe('at the shop', () => {
  let campaignId: string;
  let phone: Phone;
  beforeAll(async () => {
    ({ campaignId } = await plant({ title: '到店用券' }));
    phone = await member();
    await phone.open(`voucher/offer?id=${campaignId}`);
    await ready(phone);
    await phone.tap('claim');
    await phone.tap('see-voucher');
  });
  afterAll(() => phone.close());

  it('a shop without a network gets a code that is good there and today', async () => {
    expect(phone.has('no-network')).toBe(false);
    await world.kit.db.tx((db) => update(db, ShopTable, { id: merchant.shopId }, { offlinePerDay: 5 }));
    const [{ id } = { id: '' }] = await vouchersOf(campaignId);
    await phone.open(`voucher/one?id=${id}`);
    await phone.tap('no-network');
    phone.see('离线码只在这家店、今天有效');
    await phone.tap(`offline-${merchant.shopId}`);
    phone.see('只能在一号店用');
    expect(phone.has('offline-code')).toBe(true);
    await phone.tap('cancel');
  });

  it('once it is used, the page shows where and the bill, by itself', async () => {
    const code = phone.device.sent.findLast(({ path }) => path.endsWith('/code'))?.answer as { code: string };
    const cashier = await world.signIn(merchant.phone);
    const scan = { shopId: merchant.shopId, code: code.code };
    const { pass } = await cashier.api('POST /redemptions/look', { body: scan });
    await cashier.api('POST /redemptions', { body: { pass, spendFen: 6800, place: null } });
    await phone.later(31_000);
    phone.see('已使用', '一号店', '68.00 元', '-30.00 元', '28.00 元');
    expect([phone.has('voucher-code'), phone.has('return')]).toEqual([false, false]);
    await phone.open('voucher/wallet');
    await phone.tap('state-used');
    phone.see('到店用券', '一号店');
  });
});

describe('on a bad net', () => {
  it('an answer that is lost is asked for with the same ticket: one voucher, and a clear end', async () => {
    const { campaignId } = await plant({ title: '弱网领券', kinds: [{ perPerson: 3 }] });
    const phone = await member();
    await phone.open(`voucher/offer?id=${campaignId}`);
    await ready(phone);
    phone.device.net = 'answers lost';
    await phone.tap('claim');
    phone.see('正在领，请别关页面');
    await patient(phone);
    phone.see('网络不稳，还没有收到结果', '接着问结果');
    phone.device.net = 'up';
    await phone.tap('claim');
    phone.see('领到了');
    expect(new Set(claims(phone)).size).toBe(1);
    expect((await vouchersOf(campaignId)).length).toBe(1);
    phone.close();
  });

  it('without any net nothing is taken, and what comes back at once needs no second tap', async () => {
    const { campaignId } = await plant({ title: '断网领券' });
    const phone = await member();
    await phone.open(`voucher/offer?id=${campaignId}`);
    await ready(phone);
    phone.device.net = 'down';
    await phone.tap('claim');
    expect((await vouchersOf(campaignId)).length).toBe(0);
    phone.device.net = 'up';
    await phone.later(1000);
    await phone.later(2000);
    phone.see('领到了');
    phone.close();
  });

  it('a page that stood open for an hour still claims, with a ticket of its own renewing', async () => {
    const { campaignId } = await plant({ title: '久开页面' });
    const phone = await member();
    await phone.open(`voucher/offer?id=${campaignId}`);
    for (let turn = 0; turn < 4; turn += 1) await phone.later(3.4 * 60_000);
    await phone.later(4000);
    await phone.tap('claim');
    phone.see('领到了');
    const tickets = phone.device.sent.filter(({ path }) => path.endsWith('/ticket')).length;
    expect([tickets, claims(phone).length]).toEqual([2, 1]);
    phone.close();
  });
});

describe('when there is none left', () => {
  it('one is told so, and where there is a line, the place in it', async () => {
    const none = await plant({ title: '只有一张', kinds: [{ total: 1 }] });
    const line = await plant({ title: '可以候补', line: true, kinds: [{ total: 1 }] });
    const [first, second] = [await member(), await member()];
    for (const { campaignId } of [none, line]) {
      await second.open(`voucher/offer?id=${campaignId}`);
      await ready(second);
      await first.open(`voucher/offer?id=${campaignId}`);
      await ready(first);
      await first.tap('claim');
      first.see('领到了');
      await second.tap('claim');
      if (campaignId === none.campaignId) second.see('没有领到', '已领完', '这次活动不排候补');
      else second.see('已领完，候补排在第 1 位', '退出候补');
    }
    await second.tap('leave');
    await second.tap('confirm');
    second.see('已领完，可以排候补');
    await second.later(3000);
    await second.tap('claim');
    second.see('候补排在第 1 位');
    first.close();
    second.close();
  });
});

describe('who may not yet', () => {
  it('a campaign that has not begun counts down by the server’s clock and opens by itself', async () => {
    const at = (seconds: number) => new Date(world.clock.now.getTime() + seconds * 1000).toISOString();
    const { campaignId } = await plant({ title: '还没开始', claimFrom: at(728) });
    const phone = await member();
    await phone.open(`voucher/offer?id=${campaignId}`);
    expect(phone.text).toMatch(/开抢，还有 12 分 0\d 秒/);
    expect(phone.device.sent.filter(({ path }) => path.endsWith('/ticket')).length).toBe(0);
    await phone.later(200_000);
    expect(phone.device.sent.filter(({ path }) => path.endsWith('/ticket')).length).toBe(1);
    await phone.later(529_000);
    await phone.tap('claim');
    phone.see('领到了');
    phone.close();
  });

  it('someone who has not joined is led to joining, from the tab and from the campaign', async () => {
    const { campaignId } = await plant({ title: '会员专享' });
    const phone = new Phone(world, app, 'stranger');
    await phone.open('welfare/index');
    phone.see('工会发的福利券，在这里领', '没有单位也能入会');
    await phone.tap('sign-in');
    phone.see('入会后就能领', '会员专享', '先入会，成为会员就能领');
    await phone.tap(`offer-${campaignId}`);
    phone.see('您现在还不能领', '先入会，成为会员就能领');
    expect(phone.has('claim')).toBe(false);
    await phone.tap('past-barrier');
    expect(phone.page).toBe('join/search');
    phone.close();
  });

  it('another barrier says what would change it', async () => {
    const { campaignId } = await plant({ title: '名单活动', audience: { listed: true } });
    const phone = await member();
    await phone.open(`voucher/offer?id=${campaignId}`);
    phone.see('只发给工会名单上的会员。有疑问请联系本工会。');
    expect(phone.has('claim')).toBe(false);
    phone.close();
  });
});

it('a lottery gives a number, says how it is fair, and can be left', async () => {
  const { campaignId } = await plant({ title: '抽签活动', way: 'lottery', beacon: '12月1日福彩3D开奖号' });
  const phone = await member();
  await phone.open(`voucher/offer?id=${campaignId}`);
  phone.see('已有 0 人报名', '12月1日福彩3D开奖号');
  await ready(phone);
  await phone.tap('claim');
  phone.see('报上名了', '您的抽签号是 1');
  await phone.tap('leave');
  await phone.tap('confirm');
  phone.see('您现在可以报名');
  phone.close();
});

it('home says what can be taken and why, and leads to it', async () => {
  await plant({ title: '首页活动' });
  const phone = await member();
  await phone.open();
  phone.see('可以领：首页活动', '您符合条件：');
  await phone.tapTab('福利');
  phone.see('首页活动');
  phone.close();
});
