/** Posts, unions and the pages of membership in the console, in a real browser. PICTURES=1 renews docs/pictures. */
import { sendDue } from '@niangjia/server/core/outbox';
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { deliveries } from '@niangjia/server/jobs';
import type { Union } from '@niangjia/server/modules/unions/entity';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { grantBody, newcomer, proposed, steppedUp } from '../two-persons';
import { PASSWORD, type StaffMember, type World } from '../world';
import { mustBeClean, openSeen, type Seen, see, signInAtConsole } from './browser';
import { choose, giveCode, look, openAt, openDesk } from './console-desk';

let seen: Seen;
let world: World;
let officer: StaffMember;
let security: StaffMember;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  officer = await world.staff('officer');
  security = await world.staff('securityAdmin', world.unions.county);
});
afterAll(() => seen.close());

const desk = (member: StaffMember, path?: string, dark?: boolean) => openDesk(seen, member, path, dark);
const open = (page: Page, path: string) => openAt(world, page, path);

describe('a post', () => {
  it('X27: is proposed, signed by another, activated, and ends while its page is open: nothing typed is lost', async () => {
    const first = await desk(officer, '/posts/grant');
    await choose(first, 'grant_unionId', '青州北部片区');
    await choose(first, 'grant_role', '基层工会干部');
    await see(first, '替没有智能手机的职工提交入会申请');
    await first.locator('#grant_fromOn').fill('2026-11-23');
    await first.getByText('还没有账号的人').click();
    const person = newcomer({ account: 'qz-lin' });
    await first.locator('#grant_newAccount_name').fill(person.name);
    await first.locator('#grant_newAccount_account').fill(person.account);
    await first.locator('#grant_newAccount_idNumber').fill(person.idNumber);
    await first.locator('#grant_newAccount_phone').fill(person.phone);
    await first.locator('#grant_reason').fill('片区换届，接任专职干事');
    await look(first, 'grant');
    await first.locator('#grant-confirm').click();
    await see(first, '还差一人');
    await look(first, 'joint-mine');

    const second = await desk(security);
    await see(second, /今天(有|没有)/);
    await expect(second.locator('#work-joint .home-count').last().innerText()).resolves.toBe('1');
    await look(second, 'home');
    await open(second, '/joint-acts');
    await second.getByText('任命林**').first().click();
    await second.locator('#sign').waitFor();
    await look(second, 'joint-act');
    await second.keyboard.press('a');
    await second.locator('#confirm').click();
    await giveCode(second, world, security);
    await see(second, '已生效');
    await sendDue(world.kit, deliveries);

    const own = await (await seen.desk()).newPage();
    own.setDefaultTimeout(10_000);
    await open(own, '/activate');
    await own.locator('#activate_account').fill(person.account);
    await own.locator('#activate_code').fill(world.sent.sms.at(-1)?.params.code ?? '');
    await own.locator('#activate-next').click();
    const otpSecret = (await own.locator('#otp-secret').innerText()).trim();
    await look(own, 'activate');
    const otp = () => generateSync({ secret: otpSecret, epoch: Math.floor(world.clock.now.getTime() / 1000) });
    await own.locator('#finish_password').fill(PASSWORD);
    await own.locator('#finish_again').fill(PASSWORD);
    await own.locator('#finish_otp').fill(otp());
    await own.locator('#activate-finish').click();
    await own.locator('#to-sign-in').click();
    await signInAtConsole(own, world, { ...officer, account: person.account, otpSecret });
    await open(own, '/filing');
    await choose(own, 'file_unionId', '青州北部片区');
    await own.locator('#file_name').fill('周小燕');
    await own.locator('#file_idNumber').fill(madeUpIdNumber(41_001));
    await choose(own, 'file_occupation', '家政');
    await own.getByText('本人没有手机号').click();
    await own.getByText('已向本人读过').click();

    await open(first, '/posts');
    await first
      .getByRole('row', { name: /林晓梅/ })
      .getByRole('button', { name: '结束岗位' })
      .click();
    await first.locator('#end-post_reason').fill('调往别的单位');
    await look(first, 'post-end');
    await first.locator('#end-post-confirm').click();
    await see(first, /立即没有权限/);

    await own.locator('#file-confirm').click();
    await see(own, '您的岗位已结束或变更');
    await see(own, '您现在没有岗位，这里的事不能再办。');
    await expect(own.locator('#file_name').inputValue()).resolves.toBe('周小燕');
    await look(own, 'post-ended');
    await own.locator('#posts-reload').click();
    await see(own, '没有找到这一页|您的岗位在电脑端没有要办的事|您的岗位没有这项权限'.split('|')[0] ?? '').catch(
      () => undefined,
    );
    await expect(world.sql("SELECT id FROM application WHERE name = '周小燕'")).resolves.toEqual([]);
  });

  it('X27: a disabled account signs nobody out of a half typed page', async () => {
    const gone = await world.staff('officer');
    const page = await desk(gone, '/filing');
    await page.locator('#file_name').fill('郑小海');
    await steppedUp(world, security);
    await security.api('POST /accounts/:id/disable', { params: { id: gone.id }, body: { reason: '长期离岗，先停用' } });
    await page.locator('#file_unionId').click();
    await page.locator('#file_unionId').fill('青州');
    await page.locator('#session-lost').waitFor();
    await see(page, /您的岗位已结束或变更，或登录已过期/);
    await look(page, 'session-lost');
    await expect(page.locator('#file_name').inputValue()).resolves.toBe('郑小海');
    await page.locator('#lost-leave').click();
    await see(page, '登录工会工作台');
  });

  it('B7: is not signed by the one who proposed it, under whatever account', async () => {
    const idNumber = madeUpIdNumber(41_002);
    const proposer = await world.staff('officer', world.unions.street, 'two-hats-g', idNumber);
    const sameAgain = await world.staff('securityAdmin', world.unions.county, 'two-hats-q', idNumber);
    const act = await proposed(proposer, grantBody(world));
    const page = await desk(sameAgain, `/joint-acts/${act.id}`);
    await see(page, '这一步要由另一个人办理');
    await expect(page.locator('#sign').count()).resolves.toBe(0);
    await look(page, 'joint-same-person');
  });
});

describe('a union', () => {
  it('is moved into another district: the one side sees it no more, the other does', async () => {
    const above = await world.staff('officer', world.unions.province);
    await steppedUp(world, above);
    const other = await above.api('POST /union-tree', {
      body: {
        parentId: world.unions.province.id,
        name: '寿光市总工会',
        level: 'county',
        districtCode: '370783',
        holding: true,
        phone: null,
        profile: {},
        reason: '补录县总工会',
      },
    });
    const [shouguang] = await world.sql<Union>('SELECT * FROM trade_union WHERE id = ?', [other.id]);
    const left = await desk(officer, '/unions');
    await see(left, '北部片区外卖骑手联合工会');
    await look(left, 'unions');

    const page = await desk(above, `/unions/${world.unions.rider.id}`);
    await page.locator('#union-move').waitFor();
    await look(page, 'union');
    await page.locator('#union-move').click();
    await choose(page, 'move_parentId', '寿光市');
    await page.locator('#move_districtCode').fill('370783');
    await page.locator('#move_reason').fill('区划调整，按纪要办理');
    await look(page, 'union-move');
    await page.locator('#move-confirm').click();
    await giveCode(page, world, above);
    await page.locator('.above', { hasText: '寿光市总工会' }).waitFor();

    await open(left, `/unions/${world.unions.rider.id}`);
    await see(left, /没有找到/);
    const right = await desk(await world.staff('officer', shouguang), '/unions');
    await see(right, '北部片区外卖骑手联合工会');
  });
});

/** In parts, each within the time of one test. */
const pages = [
  ['/', '/applications', '/transfers', '/transfers?state=closed', '/requests'],
  ['/joint-acts', '/joint-acts?view=mine', '/members', '/unions', '/accounts'],
  ['/filing', '/posts', '/posts/grant', '/join-codes', '/nowhere'],
];

describe.each([false, true])('every page of membership (dark: %s)', (dark) => {
  it.each(pages)('is clean to axe: %s and the others of its part', async (...part) => {
    const county = await world.staff('officer', world.unions.county);
    const page = await desk(county, '/', dark);
    for (const path of part) {
      await open(page, path);
      await page.locator('main h1').waitFor();
      await page.locator('.ant-skeleton').first().waitFor({ state: 'detached' });
      await mustBeClean(page);
    }
  });
});
