/** A shop's till on the built mini-program: scan and redeem, a lost answer, an undo, a day without a network. */
import { madeUpPhone } from '@niangjia/server/demo/people';
import { codeOf, type Held, openTill, plantVoucher, rowsOf, stateOf, type Till, useUp } from '../redemption-world';
import { openWorld, type World } from '../world';
import { Bundle } from './bundle';
import { Phone } from './phone';

const app = new Bundle();
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** A phone on which this number is signed in. */
async function phoneOf(number: string, who: string): Promise<Phone> {
  world.clock.forward(61_000);
  const phone = new Phone(world, app, who);
  const { token, refresh } = await world.signIn(number);
  phone.device.storage.set('session', JSON.stringify({ access: token, refresh, accessUntil: '' }));
  return phone;
}

async function atTill(offlinePerDay = 0): Promise<{ till: Till; phone: Phone }> {
  const till = await openTill(world);
  await world.sql('UPDATE shop SET offlinePerDay = ? WHERE id = ?', [offlinePerDay, till.shopId]);
  return { till, phone: await phoneOf(till.phone, `till-${till.shopId}`) };
}

/** The cashier holds the phone over a code. */
async function scan(phone: Phone, result: string): Promise<void> {
  phone.device.camera = { result };
  await phone.tap('scan');
}

const offlineCode = async (held: Held, till: Till): Promise<string> =>
  (
    await (
      await held.again()
    ).api('POST /vouchers/:id/offline-code', {
      params: { id: held.voucherId },
      body: { shopId: till.shopId },
    })
  ).code;

describe('the till', () => {
  it('is found in 我的 by who has a shop, and by nobody else', async () => {
    const { phone } = await atTill();
    await phone.open('mine/index');
    phone.see('核销工作台', '一号店');
    await phone.tap('cashier');
    phone.see('还没有核销', '全年名额用了 0 / 1000', '今天还没有');
    phone.close();

    const other = await phoneOf(madeUpPhone(8701), 'no-till');
    await other.open('mine/index');
    other.unseen('核销工作台');
    await other.open('cashier/index');
    other.see('您的手机号还没有登记为核销员', '由工会登记');
    expect(other.has('scan')).toBe(false);
    other.close();
  });

  it('scans, asks for the bill, works it out, redeems, and asks for an undo', async () => {
    const { till, phone } = await atTill();
    const held = await plantVoucher(world);
    await phone.open('cashier/index');
    await scan(phone, await codeOf(held));
    expect(phone.page).toBe('cashier/redeem');
    phone.see('有效', '满 50 减 40', '持券人');
    await phone.tap('redeem');
    phone.see('请填写消费金额。');
    await phone.type('spend', '49.9');
    await phone.tap('redeem');
    phone.see('这张券要消费满 50 元才能用。');
    expect(await stateOf(world, held.voucherId)).toBe('issued');
    await phone.type('spend', '58.5');
    phone.see('-30.00 元', '-6.00 元', '-4.00 元', '18.50 元');
    await phone.tap('redeem');
    phone.see('已核销', '优惠 40 元，向会员收 18.50 元', '11月23日 10:');
    expect(await stateOf(world, held.voucherId)).toBe('used');

    await phone.back();
    phone.see('核销 1 笔，共优惠 40.00 元');
    const [row] = await rowsOf(world, held.voucherId);
    await phone.tap(`undo-${row?.id}`);
    await phone.tap('chip-0');
    await phone.tap('confirm');
    phone.see('待复核');
    expect(phone.has(`undo-${row?.id}`)).toBe(false);
    phone.close();
    expect(till.shopId).toBe(row?.shopId);
  });

  it('says why a voucher is no good, with time and place of its use', async () => {
    const { phone } = await atTill();
    const held = await plantVoucher(world);
    const code = await codeOf(held);
    await useUp(await openTill(world), held);
    await phone.open('cashier/index');
    await scan(phone, code);
    phone.see('无效', '这张券不能用', '这张券已于 11月23日 10:', '（一号店）用过，不能再用。');
    phone.device.camera = undefined;
    await phone.tap('next');
    await phone.type('code', 'https://example.cn/');
    await phone.tap('check');
    phone.see('无效', '不是福利券的码');
    phone.close();
  });

  it('a cashier of two shops chooses one; at an agreed price no bill is asked for', async () => {
    const { till, phone } = await atTill();
    const other = await openTill(world);
    await world.sql(
      'UPDATE cashier SET openPhone = (SELECT openPhone FROM (SELECT openPhone FROM cashier WHERE id = ?) x) WHERE id = ?',
      [till.cashierId, other.cashierId],
    );
    const price = { worth: 'price' as const, minSpendFen: 0, offFen: 1800, listFen: 2600 };
    const kind = {
      ...price,
      title: '理发',
      subsidyFen: 1400,
      merchantFen: 400,
      bankFen: 0,
      merchantIds: [other.merchantId],
    };
    const held = await plantVoucher(world, { kinds: [kind] });
    await phone.open('cashier/index');
    await scan(phone, await codeOf(held));
    phone.see('这张券不能用', '这张券不能在本店使用');
    await phone.back();
    await phone.tap(`shop-${other.shopId}`);
    await scan(phone, await codeOf(held));
    phone.see('8 元（原价 26 元）', '账单', '26.00 元', '-14.00 元');
    expect(phone.has('spend')).toBe(false);
    await phone.tap('redeem');
    phone.see('已核销', '优惠 18 元，向会员收 8 元');
    await phone.open('cashier/index');
    phone.see('核销 1 笔，共优惠 18.00 元');
    phone.close();
  });

  it('an answer that is lost is neither done nor not done; asked again it is the one redemption', async () => {
    const { phone } = await atTill();
    const held = await plantVoucher(world);
    await phone.open('cashier/index');
    await scan(phone, await codeOf(held));
    await phone.type('spend', '60');
    phone.device.net = 'answers lost';
    await phone.tap('redeem');
    phone.see('正在核销');
    await phone.later(1000);
    await phone.later(2000);
    phone.see('结果未知', '再查一次不会重复核销');
    phone.unseen('已核销');

    // Even when the app is closed meanwhile, and three minutes are over.
    await phone.later(200_000);
    phone.device.net = 'up';
    await phone.open('cashier/index');
    phone.see('有一笔核销还不知道结果');
    await phone.tap('ask-pending');
    phone.see('已核销', '向会员收 20 元');
    const passes = phone.device.sent
      .filter(({ path, method }) => path === '/api/redemptions' && method === 'POST')
      .map(({ body }) => JSON.parse(body ?? '').pass as string);
    expect([passes.length, new Set(passes).size]).toEqual([4, 1]);
    expect(await rowsOf(world, held.voucherId)).toHaveLength(1);
    await phone.open('cashier/index');
    phone.unseen('还不知道结果');
    phone.close();
  });

  it('what never arrived is told as not redeemed once the server says so', async () => {
    const { phone } = await atTill();
    const held = await plantVoucher(world);
    await phone.open('cashier/index');
    await scan(phone, await codeOf(held));
    await phone.type('spend', '60');
    phone.device.net = 'down';
    await phone.tap('redeem');
    await phone.later(1000);
    await phone.later(2000);
    phone.see('结果未知');
    await phone.later(180_000);
    phone.device.net = 'up';
    await phone.tap('ask-again');
    phone.see('没有核销', '查验已超过 3 分钟');
    expect(await stateOf(world, held.voucherId)).toBe('issued');
    phone.close();
  });
});

describe('a day without a network', () => {
  it('a shop without the permission is told whom to ask', async () => {
    const { phone } = await atTill(0);
    await phone.open('cashier/index');
    await phone.tap('go-offline');
    await phone.tap('take-pack');
    phone.see('本店没有开通离线核销', '请联系签约的工会');
    phone.close();
  });

  it('codes are checked on the phone, wait in its queue through a sign-out, and are uploaded once', async () => {
    const { till, phone } = await atTill(3);
    const [one, two] = [await plantVoucher(world), await plantVoucher(world)];
    const elsewhere = await openTill(world);
    await world.sql('UPDATE shop SET offlinePerDay = 5 WHERE id = ?', [elsewhere.shopId]);
    const [first, second] = [await offlineCode(one, till), await offlineCode(two, till)];
    await phone.open('cashier/index');
    await phone.tap('go-offline');
    await phone.tap('take-pack');
    phone.see('今天还能核销 3 笔', '合计优惠还能用 300.00 元');

    phone.device.net = 'down';
    await scan(phone, await offlineCode(one, elsewhere));
    phone.see('无效', '这个离线码是给另一家门店的');
    await scan(phone, `${first.slice(0, -4)}AAAA`);
    phone.see('这不是工会发的离线码');
    await scan(phone, first);
    phone.see('有效', '满 50 减 40');
    await phone.type('spend', '58');
    phone.see('18.00 元');
    await phone.tap('keep');
    phone.see('已记在这部手机上，待上传', '第 1 笔', '待上传');
    await scan(phone, first);
    phone.see('已在本机核销，不能再用一次');
    await scan(phone, second);
    await phone.type('spend', '70');
    await phone.tap('keep');
    phone.see('第 2 笔');
    await phone.tap('upload');
    phone.see('还没有网络');

    // The second voucher is used elsewhere before this phone has a network again.
    await useUp(elsewhere, two);
    phone.device.net = 'up';
    await phone.open('mine/index');
    await phone.tap('sign-out');
    phone.see('有 2 笔离线核销还没上传，会留在这部手机上');
    await phone.tap('confirm');
    world.clock.forward(61_000);
    const { token, refresh } = await world.signIn(till.phone);
    phone.device.storage.set('session', JSON.stringify({ access: token, refresh, accessUntil: '' }));
    phone.device.net = 'answers lost';
    await phone.open('cashier/offline');
    phone.see('待上传');
    phone.device.net = 'up';
    await phone.open('cashier/offline');
    phone.see('已入账', '有冲突', '本店照常结算，损失由工会承担');
    phone.unseen('待上传');
    expect(await rowsOf(world, one.voucherId)).toHaveLength(1);
    expect(await rowsOf(world, two.voucherId)).toMatchObject([{ loss: 0 }, { loss: 1 }]);
    await phone.open('mine/index');
    await phone.tap('sign-out');
    phone.unseen('还没上传');
    await phone.tap('confirm');
    expect(phone.device.storage.has('offline-queues')).toBe(false);
    phone.close();
  });
});
