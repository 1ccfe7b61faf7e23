/** A unit's roster with bad rows of many kinds: each explained, the good ones entered by a second person. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workRosters } from '@niangjia/server/modules/rosters/work';
import { badRoster } from '../roster-files';
import type { StaffMember } from '../world';
import { mustBeClean, openSeen, picture, type Seen, see, signInAtConsole } from './browser';

let seen: Seen;
let officer: StaffMember;
let second: StaffMember;
beforeAll(async () => {
  seen = await openSeen();
  officer = await seen.world.staff('officer');
  second = await seen.world.staff('protection', seen.world.unions.county);
}, 60_000);
afterAll(() => seen.close());

/** As the server's own job would. */
async function workOn(): Promise<void> {
  for (let nth = 0; nth < 10; nth += 1) await workRosters(seen.world.kit);
}

test('is uploaded, matched, explained row by row, and entered once a second person has signed', async () => {
  const { world } = seen;
  const bad = badRoster(4000);
  const file = join(mkdtempSync(join(tmpdir(), 'niangjia-roster-')), '北部片区名册.csv');
  writeFileSync(file, bad.file);
  const page = await (await seen.desk()).newPage();
  await signInAtConsole(page, world, officer);
  await page.getByRole('link', { name: '名册导入' }).click();
  await see(page, /还没有导入过名册/);
  await mustBeClean(page);
  await page.locator('#new-roster').click();
  await page.locator('#roster-union').click();
  await page.getByText('青州北部片区工会联合会（工会联合会）').last().click();
  await page.setInputFiles('input[type="file"]', file);
  await page.locator('#roster-upload').click();
  await page.getByRole('heading', { name: '北部片区名册.csv' }).waitFor();
  await workOn();
  await page.locator('#map').waitFor();
  await mustBeClean(page);
  await picture(page, 'console-roster-columns');
  await page.locator('#map').click();
  await see(page, '正在检查');
  await workOn();
  await page.locator('#rows').waitFor();
  expect(await page.locator('#rows .problems li').count()).toBeGreaterThanOrEqual(12);
  await mustBeClean(page);
  await picture(page, 'console-roster-rows');
  await page.locator('#submit').click();
  await page.locator('#submit-roster-confirm').click();
  await see(page, '等另一个人复核');

  const other = await (await seen.desk()).newPage();
  await signInAtConsole(other, world, second);
  await other.goto(`${world.address}/console/joint-acts`);
  await see(other, /导入会员名册：2 人入册/);
  const { items } = await second.api('GET /joint-acts', { query: { view: 'sign' } });
  await second.api('POST /joint-acts/:id/sign', { params: { id: items[0]?.id ?? '' } });
  await workOn();
  await page.reload();
  await see(page, '已入册');
  const { figures } = await officer.api('GET /statistics', { query: {} });
  expect(figures.members).toBe(bad.good.length);
  await mustBeClean(page);
  await picture(page, 'console-roster-done');
  await page.close();
  await other.close();
});
