/** Membership in full on the phone, as members and officers walk it, in a real browser. PICTURES=1 renews docs/pictures. */
import { readFileSync } from 'node:fs';
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { application, type StaffMember, type World } from '../world';
import { mustBeClean, openPhone, openSeen, otpOf, picture, type Seen, see, smsCode, tap, type } from './browser';

let seen: Seen;
let world: World;
let street: StaffMember;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  street = await world.staff('officer');
});
afterAll(() => seen.close());

/** A phone on which somebody is signed in already. */
async function phoneOf(
  session: { token: string; refresh: string },
  name: 'session' | 'desk-session',
  options: { dark?: boolean; letters?: number } = {},
): Promise<BrowserContext> {
  const phone = await seen.phone(options);
  const kept: Record<string, unknown> = {
    [name]: { access: session.token, refresh: session.refresh, accessUntil: '' },
  };
  if (options.letters !== undefined) kept.letters = options.letters;
  await phone.addInitScript((all) => {
    if (localStorage.getItem('given')) return;
    localStorage.setItem('given', '1');
    for (const [key, data] of Object.entries(all)) localStorage.setItem(key, JSON.stringify({ data }));
  }, kept);
  return phone;
}

async function member(nth: number, name: string, idNumber = madeUpIdNumber(nth)) {
  world.clock.forward(61_000);
  const person = await world.signIn(madeUpPhone(nth));
  const body = await application(world.api, world.unions.street.id, { name, idNumber });
  const { id } = await person.api('POST /applications', { body });
  await street.api('POST /applications/:id/approve', { params: { id } });
  return { ...person, phone: madeUpPhone(nth) };
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

const deskPage = async (who: StaffMember, path = 'desk/index'): Promise<[BrowserContext, Page]> => {
  const phone = await phoneOf(who, 'desk-session');
  return [phone, await openPhone(phone, world, path)];
};

const tapText = (page: Page, text: string) => page.getByText(text).locator('visible=true').last().tap();

describe('a rider moves from Qingzhou to Shenzhen', () => {
  it('asks in one tap, both officers agree on their phones, and the card names the new union', async () => {
    const rider = await member(9101, '王小满');
    const phone = await phoneOf(rider, 'session');
    const page = await openPhone(phone, world, `join/union?unionId=${world.unions.elsewhere.id}`);
    await see(page, '申请转会');
    await tap(page, 'transfer');
    await see(page, '为什么转');
    await tap(page, 'reason-newJob');
    await walk(page, 'ph-move-ask');
    await tap(page, 'submit');
    await see(page, '已提交，等两边工会答复');
    await walk(page, 'ph-move');

    const arriving = await world.staff('officer', world.unions.elsewhere);
    for (const [who, side] of [
      [street, 'from'],
      [arriving, 'to'],
    ] as const) {
      const [desk, at] = await deskPage(who);
      await see(at, '1 件等办');
      if (side === 'from') await walk(at, 'ph-desk');
      await tap(at, 'go-transfers');
      await see(at, /等您答复/);
      if (side === 'from') await walk(at, 'ph-desk-moves');
      await tapText(at, '王**');
      await at.locator(`#agree-${side}:visible`).waitFor();
      if (side === 'from') await walk(at, 'ph-desk-move');
      await tap(at, `agree-${side}`);
      await tap(at, 'confirm');
      await see(at, side === 'from' ? /转出工会：.*已同意/ : /会籍已转入/);
      await desk.close();
    }

    await page.goto(`${world.address}/#/home/index`);
    await page.reload();
    await see(page, /条新消息/);
    await see(page, '深圳市总工会');
    await walk(page, 'ph-home');
    await tap(page, 'inbox');
    await see(page, '未读');
    await walk(page, 'ph-inbox');
    await tapText(page, '转会已办好');
    await see(page, '已转到深圳市总工会');
    await page.goto(`${world.address}/#/card/index`);
    await see(page, '深圳市总工会');
    await phone.close();
  });

  it.each([
    ['dark', 9102, { dark: true }],
    ['large', 9103, { letters: 6 }],
  ] as const)('reads %s', async (mark, nth, options) => {
    const rider = await member(nth, '李大山');
    await rider.api('POST /transfers', { body: { toUnionId: world.unions.elsewhere.id, reason: 'moved' } });
    const phone = await phoneOf(rider, 'session', options);
    await walkAll(phone, `ph-${mark}`);
    await phone.close();
  });

  async function walkAll(phone: BrowserContext, mark: string): Promise<void> {
    const page = await openPhone(phone, world, 'transfer/index');
    await see(page, '已提交，等两边工会答复');
    await walk(page, `${mark}-move`);
    for (const [path, words] of [
      ['own-data/index', '保存多久'],
      ['own-data/close', '注销后会发生什么'],
      ['request/index', '可以办'],
      ['inbox/choices', '不能关'],
      ['mine/index', '退出所有设备'],
    ] as const) {
      await page.goto(`${world.address}/#/${path}`);
      await see(page, new RegExp(words));
      await walk(page, `${mark}-${path.split('/')[0]}`);
    }
  }
});

describe('a phone number that somebody else holds', () => {
  it('is proved by its code, looked into by one officer and confirmed by another, each on the phone', async () => {
    const holder = await member(9201, '赵小川');
    const rider = await member(9202, '孙小路');
    const county = await world.staff('officer', world.unions.county);
    const above = await world.staff('protection', world.unions.province);
    world.clock.forward(61_000);
    const phone = await phoneOf(rider, 'session');
    const page = await openPhone(phone, world, 'request/ask?kind=phone');
    await tap(page, 'submit');
    await see(page, /请至少写 5 个字/);
    await type(page, 'phone', holder.phone);
    await tap(page, 'send-code');
    await see(page, /秒后可重发/);
    await type(page, 'sms-code', smsCode(world, holder.phone));
    await type(page, 'words', '这个号码是我去年新办的，一直自己在用。');
    await walk(page, 'ph-release-ask');
    await tap(page, 'submit');
    await see(page, /已提交，等青州市总工会答复/);
    await walk(page, 'ph-release');

    const [one, first] = await deskPage(county, 'desk/requests');
    await walk(first, 'ph-desk-requests');
    await tapText(first, '手机号被他人占用');
    await first.locator('#agree:visible').waitFor();
    await walk(first, 'ph-desk-request');
    await tap(first, 'agree');
    await type(first, 'words', '电话核实过，号码由申请人在用。');
    await tap(first, 'confirm');
    await stepUpIfAsked(first, county);
    await see(first, '待第二人复核');
    await one.close();

    const [two, second] = await deskPage(above, 'desk/joint');
    await see(second, '待我复核');
    await walk(second, 'ph-desk-joints');
    await second.locator('[id^=joint-]:visible').first().tap();
    await second.locator('#sign:visible').waitFor();
    await walk(second, 'ph-desk-joint');
    await tap(second, 'sign');
    await stepUpIfAsked(second, above);
    await see(second, '已生效');
    await two.close();
    expect(await rider.api('GET /requests/mine')).toMatchObject({ items: [{ state: 'done' }] });
    await phone.close();
  });

  async function stepUpIfAsked(page: Page, who: StaffMember): Promise<void> {
    await page.waitForTimeout(500);
    if ((await page.locator('#otp:visible').count()) === 0) return;
    world.clock.forward(30_000);
    await type(page, 'otp', otpOf(world, who));
    await tap(page, 'confirm');
  }
});

describe('one’s own data', () => {
  it('is taken along, a consent withdrawn, and the account closed with a code to look it up afterwards', async () => {
    const rider = await member(9301, '周小满');
    const phone = await phoneOf(rider, 'session');
    const page = await openPhone(phone, world, 'own-data/index');
    await see(page, '周小满');
    await walk(page, 'ph-data');
    await tap(page, 'consents');
    await tap(page, 'withdraw-joining');
    await see(page, '撤回以前办好的事不受影响，随时可以在这里重新同意。');
    await tap(page, 'confirm');
    await see(page, '重新同意');
    await walk(page, 'ph-consents');
    await tap(page, 'give-joining');
    await page.locator('#withdraw-joining:visible').waitFor();

    world.clock.forward(61_000);
    await page.goto(`${world.address}/#/own-data/export`);
    await tap(page, 'form-json');
    await tap(page, 'send-proof');
    await see(page, /已发到/);
    await type(page, 'proof', smsCode(world, rider.phone));
    await walk(page, 'ph-export');
    await tap(page, 'submit');
    await see(page, '您的数据做好了');
    const [download] = await Promise.all([page.waitForEvent('download'), tap(page, 'take')]);
    const data = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(JSON.stringify(data)).toContain('周小满');
    await see(page, '已经取走');

    world.clock.forward(61_000);
    await page.goto(`${world.address}/#/own-data/close`);
    await tap(page, 'submit');
    await see(page, '请先看清后果，再勾选。');
    await tap(page, 'understood');
    await tap(page, 'send-proof');
    await see(page, /已发到/);
    await type(page, 'proof', smsCode(world, rider.phone));
    await walk(page, 'ph-close');
    await tap(page, 'submit');
    await see(page, '注销申请已受理，等工会办理');
    await walk(page, 'ph-closing');

    await page.goto(`${world.address}/#/mine/index`);
    await tap(page, 'sign-out');
    await tap(page, 'confirm');
    await tap(page, 'receipt');
    await tap(page, 'look');
    await see(page, '注销还在办理');
    await walk(page, 'ph-receipt');
    await phone.close();
  });
});

describe('an officer on the road', () => {
  it('files for a worker, with the signed paper; the draft stays, the ID number does not', async () => {
    const [phone, page] = await deskPage(street, 'desk/file');
    const paper = await sharp({ create: { width: 900, height: 1200, channels: 3, background: '#f4f0e6' } })
      .jpeg()
      .toBuffer();
    await see(page, '代为提交');
    const pick = page.locator(`#union-${world.unions.street.id}:visible`);
    if (await pick.count()) await pick.tap();
    await type(page, 'name', '吴大叔');
    await type(page, 'id-number', madeUpIdNumber(9401));
    await tap(page, 'occupation-CONSTRUCTION');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(page, 'take-paper')]);
    await chooser.setFiles({ name: 'paper.jpg', mimeType: 'image/jpeg', buffer: paper });
    await see(page, '照片已传上');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(madeUpIdNumber(9401));
    await tap(page, 'agreed');
    await walk(page, 'ph-file');
    await tap(page, 'submit');
    await see(page, '吴** 的申请已提交');
    await walk(page, 'ph-filed');
    await phone.close();

    const [other, review] = await deskPage(await world.staff('officer'), 'desk/queue');
    await type(review, 'queue-text', '吴大叔');
    await tap(review, 'find');
    await see(review, '代办');
    await walk(review, 'ph-desk-found');
    await tapText(review, '吴**');
    await see(review, '签字的申请表');
    await walk(review, 'ph-desk-filed');
    await tap(review, 'return');
    await see(review, '常用理由').catch(() => undefined);
    await walk(review, 'ph-desk-reasons');
    await review.close();
    await other.close();
  });
});

it('an address that leads nowhere says so, cold or in the middle of the app', async () => {
  const phone = await seen.phone();
  const page = await openPhone(phone, world, 'no/such-page');
  await see(page, /没有这一页。/);
  await walk(page, 'ph-lost');
  await tap(page, 'to-home');
  await see(page, '加入工会，有事找娘家人');
  await page.evaluate(() => {
    location.hash = '#/votes/one';
  });
  await see(page, /没有这一页。/);
  await phone.close();
});
