/** The journey as people walk it, in a real browser. PICTURES=1 renews docs/pictures. */
import type { BrowserContext, Page } from 'playwright-core';
import { PASSWORD, type StaffMember, type World } from '../world';
import {
  mustBeClean,
  openPhone,
  openSeen,
  otpOf,
  picture,
  type Seen,
  see,
  signInAtConsole,
  smsCode,
  tap,
  type,
} from './browser';

let seen: Seen;
let world: World;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
});
afterAll(() => seen.close());

async function fill(page: Page, rider: { name: string; idNumber: string; phone: string }): Promise<void> {
  await type(page, 'name', rider.name);
  await type(page, 'id-number', rider.idNumber);
  await tap(page, 'occupation-FOOD_RIDER');
  await tap(page, 'consent-joining');
  await tap(page, 'consent-identity');
  await type(page, 'phone', rider.phone);
  await tap(page, 'send-code');
  await see(page, /秒后可重发/);
  await type(page, 'sms-code', smsCode(world, rider.phone));
}

const apply = async (phone: BrowserContext, rider: Parameters<typeof fill>[1], pictures = false): Promise<Page> => {
  const page = await openPhone(phone, world, 'join/union?scene=street-code');
  await see(page, '青州北部片区工会联合会');
  if (pictures) await picture(page, 'scan');
  if (pictures) await mustBeClean(page);
  await tap(page, 'join');
  await fill(page, rider);
  if (pictures) await picture(page, 'apply');
  if (pictures) await mustBeClean(page);
  await tap(page, 'submit');
  await see(page, /RH2026/);
  return page;
};

describe('a rider joins by the poster of a street', () => {
  it('scans, applies in three acts, is approved in the console, and holds a card', async () => {
    const phone = await seen.phone();
    const page = await apply(phone, { name: '王小满', idNumber: '370784199001010025', phone: '13800138000' }, true);
    await see(page, /11月26日 周四/);
    await picture(page, 'receipt');
    await mustBeClean(page);

    const officer = await world.staff('officer');
    const desk = await seen.desk();
    const console = await desk.newPage();
    await signInAtConsole(console, world, officer);
    await console.goto(`${world.address}/console/applications`);
    await console.getByText('王**').first().waitFor();
    await picture(console, 'console-queue');
    await mustBeClean(console);
    await console.getByText('王**').first().click();
    await console.keyboard.press('Enter');
    await console.locator('#approve').waitFor();
    await picture(console, 'console-case');
    await mustBeClean(console);
    await console.keyboard.press('a');
    await console.locator('#confirm').click();
    await waitForState(world, '王小满', 'approved');

    await page.goto(`${world.address}/#/card/index`);
    await see(page, '37078100000001');
    await page.locator('#card-code').waitFor();
    await picture(page, 'card');
    await mustBeClean(page);
    await page.goto(`${world.address}/#/home/index`);
    await see(page, '王小满');
    await picture(page, 'home-member');
    await mustBeClean(page);
    await desk.close();
    await phone.close();
  });

  it('is told at the field what is wrong', async () => {
    const phone = await seen.phone();
    const page = await openPhone(phone, world, 'join/union?scene=street-code');
    await tap(page, 'join');
    await type(page, 'id-number', '110105194912310021');
    await type(page, 'name', '王');
    await tap(page, 'submit');
    await see(page, '身份证号有一位不对：按前 17 位，最后一位应为 X，请逐位核对。');
    await see(page, '姓名至少 2 个字，请按身份证填写。');
    await picture(page, 'apply-wrong');
    await mustBeClean(page);
    await phone.close();
  });

  it('finds another way when the code no longer serves', async () => {
    const phone = await seen.phone();
    for (const token of ['withdrawn-code', 'expired-code', 'nobody-knows']) {
      const page = await openPhone(phone, world, `join/union?scene=${token}`);
      await page.locator('#search:visible').first().waitFor();
      if (token === 'expired-code') await picture(page, 'code-expired');
      await page.close();
    }
    const page = await openPhone(phone, world, 'join/search');
    await page.locator('#union-name').waitFor();
    await type(page, 'union-name', '骑手');
    await tap(page, 'find');
    await see(page, '北部片区外卖骑手联合工会');
    await picture(page, 'search');
    await mustBeClean(page);
    await phone.close();
  });
});

describe('an officer decides on the phone', () => {
  let officer: StaffMember;
  beforeAll(async () => {
    officer = await world.staff('officer');
  });

  it('returns with a reason; the rider mends it; the officer approves', async () => {
    world.clock.forward(61_000);
    const phone = await seen.phone();
    const rider = { name: '李小路', idNumber: '11010319700101006X', phone: '13900139000' };
    const page = await apply(phone, rider);

    const second = await seen.phone();
    const desk = await openPhone(second, world, 'desk/sign-in');
    world.clock.forward(30_000);
    await type(desk, 'account', officer.account);
    await type(desk, 'password', PASSWORD);
    await type(desk, 'otp', otpOf(world, officer));
    await tap(desk, 'sign-in');
    await tap(desk, 'go-queue');
    await see(desk, '李**');
    await picture(desk, 'desk-queue');
    await mustBeClean(desk);
    await desk.getByText('李**').locator('visible=true').first().tap();
    await desk.locator('#return:visible').waitFor();
    await picture(desk, 'desk-review');
    await mustBeClean(desk);
    await tap(desk, 'return');
    await type(desk, 'reason', '姓名与身份证不一致，请核对。');
    await picture(desk, 'desk-return');
    await tap(desk, 'confirm');
    await waitForState(world, '李小路', 'returned');

    await page.reload();
    await see(page, '姓名与身份证不一致，请核对。');
    await picture(page, 'returned');
    await mustBeClean(page);
    await tap(page, 'mend');
    await type(page, 'name', '李晓路');
    await type(page, 'id-number', rider.idNumber);
    await tap(page, 'submit');
    await waitForState(world, '李晓路', 'submitted');

    await desk.goto(`${world.address}/#/desk/queue`);
    await desk.reload();
    await desk.getByText('李**').locator('visible=true').first().tap();
    await tap(desk, 'approve');
    await tap(desk, 'confirm');
    await waitForState(world, '李晓路', 'approved');
    await second.close();
    await phone.close();
  });
});

describe('nothing is lost', () => {
  it('keeps a draft when the app is closed and the network is gone, and sends it once', async () => {
    world.clock.forward(61_000);
    const phone = await seen.phone();
    const page = await openPhone(phone, world, 'join/union?scene=street-code');
    await tap(page, 'join');
    await fill(page, { name: '赵小川', idNumber: '65010219660101005X', phone: '13700137000' });
    await page.close();

    const again = await openPhone(phone, world, 'join/union?scene=street-code');
    await tap(again, 'join');
    await expect(again.locator('#name input, input#name').last().inputValue()).resolves.toBe('赵小川');
    await type(again, 'sms-code', smsCode(world, '13700137000'));
    await phone.setOffline(true);
    await tap(again, 'submit');
    await see(again, /网络|没有发出|连不上/);
    await picture(again, 'offline');
    await phone.setOffline(false);
    await tap(again, 'submit');
    await see(again, /RH2026/);
    const rows = await world.sql(`SELECT id FROM application WHERE name = '赵小川'`);
    expect(rows).toHaveLength(1);
    const kept = await again.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toContain('65010219660101005X');
    await phone.close();
  });
});

describe('another union', () => {
  it('finds nothing of this one: not found, in the console', async () => {
    const stranger = await world.staff('officer', world.unions.elsewhere);
    const [row] = await world.sql<{ id: string }>('SELECT id FROM application LIMIT 1');
    const desk = await seen.desk();
    const page = await desk.newPage();
    await signInAtConsole(page, world, stranger);
    await page.goto(`${world.address}/console/applications/${row?.id}`);
    await see(page, /没有找到/);
    await picture(page, 'console-not-found');
    await desk.close();
  });
});

/** The database is the witness: the newest application of this name has come to this state. */
async function waitForState(where: World, name: string, state: string): Promise<void> {
  for (let tries = 0; tries < 80; tries += 1) {
    const rows = await where.sql<{ state: string }>('SELECT state FROM application WHERE name = ? ORDER BY id DESC', [
      name,
    ]);
    if (rows[0]?.state === state) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`${name} did not come to ${state}`);
}
