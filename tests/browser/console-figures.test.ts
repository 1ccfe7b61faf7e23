/** Officers look at numbers, open the list behind one, and take a list of members out with a second person. */
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { application, type StaffMember } from '../world';
import { mustBeClean, openSeen, otpOf, picture, type Seen, see, signInAtConsole } from './browser';

let seen: Seen;
let officer: StaffMember;
beforeAll(async () => {
  seen = await openSeen();
  const { world } = seen;
  officer = await world.staff('officer');
  const work = ['FOOD_RIDER', 'FOOD_RIDER', 'COURIER', 'RIDE_HAILING'] as const;
  for (let nth = 1; nth <= 24; nth += 1) {
    const person = await world.signIn(`1990000${String(nth).padStart(4, '0')}`);
    const union = nth % 3 === 0 ? world.unions.rider : world.unions.street;
    const body = await application(world.api, union.id, {
      idNumber: madeUpIdNumber(nth),
      name: `王${'一二三四五六七八九十'[nth % 10]}`,
      occupation: work[nth % 4] ?? 'OTHER',
      codeToken: union === world.unions.street ? 'street-code' : null,
    });
    const { id } = await person.api('POST /applications', { body });
    await officer.api('POST /applications/:id/approve', { params: { id }, body: {} });
  }
}, 60_000);
afterAll(() => seen.close());

test('figures with their definitions, a chart with its table, and the list behind a number', async () => {
  const page = await (await seen.desk()).newPage();
  await signInAtConsole(page, seen.world, officer);
  await page.getByRole('link', { name: '会籍统计', exact: true }).click();
  await page.locator('#figure-members').waitFor();
  expect(await page.locator('#figure-members').innerText()).toBe('24');
  expect(await page.locator('#figure-verified').innerText()).toBe('100%');
  await page.getByText('按工种').click();
  await see(page, '外卖配送员入会最多，12 人，占 50%');
  await mustBeClean(page);
  await picture(page, 'console-statistics');
  await page.getByText('按工会').click();
  await see(page, '北部片区外卖骑手联合工会');
  await page.getByText('按入会码').click();
  await see(page, '没有扫码');
  await page.locator('#figure-joined a').click();
  await see(page, '入会的名单');
  await page.locator('#changes tbody tr.ant-table-row').first().waitFor();
  expect(await page.locator('#changes tbody tr.ant-table-row').count()).toBe(24);
  await mustBeClean(page);
  await page.close();
});

test('the same in the dark', async () => {
  const page = await (await seen.desk({ dark: true })).newPage();
  await signInAtConsole(page, seen.world, officer);
  await page.goto(`${seen.world.address}/console/statistics?by=occupation`);
  await see(page, '外卖配送员入会最多，12 人，占 50%');
  await mustBeClean(page);
  await picture(page, 'console-statistics-dark');
  await page.close();
});

test('a list with clear phone numbers: asked for, signed by the data officer, fetched', async () => {
  const { world } = seen;
  const data = await world.staff('dataOfficer', world.unions.province);
  const page = await (await seen.desk()).newPage();
  await signInAtConsole(page, world, officer);
  await page.goto(`${world.address}/console/exports`);
  await page.locator('#ask-export').click();
  await page.locator('#export .union-pick').click();
  await page.getByText('青州北部片区工会联合会（工会联合会）').last().click();
  await page.getByLabel('手机号').check();
  await page.locator('#export_reason').fill('年度会员电话核对');
  await page.locator('#export-confirm').click();
  await page.locator('#step-up-confirm').waitFor();
  world.clock.forward(30_000);
  await page.locator('#step-up_otp').fill(otpOf(world, officer));
  await page.locator('#step-up-confirm').click();
  await see(page, '看复核进度');
  await mustBeClean(page);

  const other = await (await seen.desk()).newPage();
  await signInAtConsole(other, world, data);
  await other.goto(`${world.address}/console/joint-acts`);
  await see(other, /导出青州北部片区工会联合会会员名单 24 人/);
  const { items } = await data.api('GET /joint-acts', { query: { view: 'sign' } });
  await world.clock.forward(30_000);
  await data.api('POST /staff/step-up', { body: { otp: otpOf(world, data) } });
  await data.api('POST /joint-acts/:id/sign', { params: { id: items[0]?.id ?? '' } });

  await page.reload();
  const fetched = page.waitForEvent('download');
  await page.locator('[id^="fetch-"]').click();
  await page
    .locator('#step-up_otp')
    .waitFor({ timeout: 2000 })
    .then(async () => {
      world.clock.forward(30_000);
      await page.locator('#step-up_otp').fill(otpOf(world, officer));
      await page.locator('#step-up-confirm').click();
    })
    .catch(() => undefined);
  expect((await fetched).suggestedFilename()).toMatch(/^members-2026-11-23-\w{6}\.xlsx$/);
  await picture(page, 'console-exports');
  await page.close();
  await other.close();
});
