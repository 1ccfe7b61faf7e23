/** Members, filing and joining codes in the console, in a real browser. PICTURES=1 renews docs/pictures. */
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { application, type StaffMember, type World } from '../world';
import { openSeen, type Seen, see } from './browser';
import { choose, look, openAt, openDesk } from './console-desk';

let seen: Seen;
let world: World;
let officer: StaffMember;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  officer = await world.staff('officer');
});
afterAll(() => seen.close());

const desk = (member: StaffMember, path?: string, dark?: boolean) => openDesk(seen, member, path, dark);
const open = (page: Page, path: string) => openAt(world, page, path);

describe('a transfer', () => {
  it('is agreed by both unions, and the member stands in the new book with the way there', async () => {
    const rider = await world.applicant(4103);
    await officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
    await rider.api('POST /transfers', { body: { toUnionId: world.unions.elsewhere.id, reason: 'newJob' } });
    const there = await world.staff('officer', world.unions.elsewhere);
    for (const [member, side] of [
      [officer, 'from'],
      [there, 'to'],
    ] as const) {
      const page = await desk(member, '/transfers');
      await page.getByText(/^ZH/).first().waitFor();
      await look(page, `transfers-${side}`);
      await page.getByText(/^ZH/).first().click();
      await page.locator(`#agree-${side}`).waitFor();
      await look(page, `transfer-${side}`);
      await page.keyboard.press('a');
      await page.locator('#agree-confirm').click();
      await see(page, side === 'from' ? /现在等另一方答复/ : '已转入');
    }
    const book = await desk(there, '/members');
    await book
      .getByRole('row', { name: /王\*\*/ })
      .first()
      .click();
    await see(book, '转入');
    await look(book, 'member');
    await book.goBack();
    await book.locator('#member-search').fill(rider.idNumber);
    await book.keyboard.press('Enter');
    await see(book, /按身份证号查到 1 位会员/);
    expect(book.url()).not.toContain(rider.idNumber);
    await look(book, 'members');
  });
});

describe('a worker without a phone', () => {
  it('is filed with the photographed paper, returned, sent in again, and stands in the queue as filed', async () => {
    const page = await desk(officer, '/filing');
    const idNumber = madeUpIdNumber(41_004);
    await choose(page, 'file_unionId', '青州北部片区');
    await page.locator('#file_name').fill('何桂兰');
    await page.locator('#file_idNumber').fill(idNumber);
    await choose(page, 'file_occupation', '家政');
    await page.getByText('本人没有手机号').click();
    const buffer = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#eee' } })
      .jpeg()
      .toBuffer();
    await page.locator('#file_paperFileId').setInputFiles({ name: 'paper.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByAltText('已上传的申请书').waitFor();
    await look(page, 'filing');
    await page.getByText('已向本人读过').click();
    await page.locator('#file-confirm').click();
    await see(page, /最晚 11月26日 周四 前由另一个人审核/);
    await look(page, 'filed');

    const colleague = await world.staff('officer');
    const other = await desk(colleague, '/applications');
    await see(other, '工会代办');
    await other.getByText('何**').first().click();
    await other.getByAltText(/本人签字的纸质申请书/).waitFor();
    await look(other, 'case-filed');
    await other.keyboard.press('r');
    await other.locator('#reason').fill('身份证号与申请书不一致，请核对');
    await other.locator('#confirm').click();
    await other.getByText('何**').first().waitFor({ state: 'detached' });

    await open(page, '/applications?state=returned');
    await page.getByText('何**').first().click();
    await page.locator('#refile').click();
    await page.locator('#refile_name').fill('何桂兰');
    await page.locator('#refile_idNumber').fill(idNumber);
    await look(page, 'refile');
    await page.locator('#refile-confirm').click();
    await see(page, '补正后重新提交');
    await expect(world.sql("SELECT state FROM application WHERE name = '何桂兰'")).resolves.toEqual([
      { state: 'submitted' },
    ]);
  });
});

describe('a joining code', () => {
  it('is made for a campaign, has its poster as picture and as PDF, and shows who came by it', async () => {
    const page = await desk(officer, '/join-codes');
    await page.locator('#new-code').click();
    await choose(page, 'unionId', '青州北部片区');
    await page.getByText('活动：一次活动用').click();
    await page.locator('#label').fill('秋季职工运动会');
    await page.locator('#expiresOn').fill('2026-12-31');
    await look(page, 'new-code');
    await page.locator('#new-code-confirm').click();
    await page.locator('#poster').waitFor();
    await look(page, 'poster');
    const [pdf] = await Promise.all([page.waitForEvent('download'), page.locator('#poster-pdf').click()]);
    expect(pdf.suggestedFilename()).toBe('入会海报-秋季职工运动会.pdf');
    await page.keyboard.press('Escape');

    const [code] = await world.sql<{ token: string }>("SELECT token FROM join_code WHERE label = '秋季职工运动会'");
    const rider = await world.signIn('13900004105');
    const body = await application(world.api, world.unions.street.id, {
      idNumber: madeUpIdNumber(4105),
      codeToken: code?.token ?? '',
    });
    await rider.api('POST /applications', { body });
    await open(page, '/join-codes');
    await page.getByRole('button', { name: '看经由“秋季职工运动会”的 1 份申请' }).click();
    await page.locator('#came').getByText('王**').waitFor();
    await look(page, 'codes');
  });
});
