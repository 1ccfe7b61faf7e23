/** A campaign in the console: made on one page, published by two persons, its list, its lottery. */
import { workDraws } from '@niangjia/server/modules/campaigns/draw-give';
import { openMerchant } from '../settlement-plant';
import { sign, steppedUp } from '../two-persons';
import { campaignBody, plantCampaign, plantMembers } from '../voucher-world';
import type { StaffMember, World } from '../world';
import { openSeen, type Seen, see } from './browser';
import { choose, deskNow, fill, giveCode, look, openAt, shownId, signAt } from './console-desk';

let seen: Seen;
let world: World;
let officer: StaffMember;
let finance: StaffMember;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  officer = await world.staff('protection');
  finance = await world.staff('releaser');
  await openMerchant(officer, world.unions.street.id, '青州万达影城');
}, 60_000);
afterAll(() => seen.close());

const desk = (member: StaffMember, path?: string) => deskNow(seen, member, path);

test('a campaign is made on one page and refused at its field with nothing lost', async () => {
  const page = await desk(officer, '/campaigns');
  await see(page, /还没有福利活动/);
  await look(page, 'campaigns-empty');
  await page.locator('#new-campaign').click();
  await choose(page, 'campaign_unionId', '青州北部片区');
  await fill(page, 'campaign_title', '五一看电影');
  await fill(page, 'campaign_kinds_0_title', '电影票');
  await fill(page, 'campaign_kinds_0_minSpendFen', '30');
  await fill(page, 'campaign_kinds_0_subsidyFen', '30');
  await fill(page, 'campaign_kinds_0_merchantFen', '6');
  await fill(page, 'campaign_kinds_0_bankFen', '4');
  await fill(page, 'campaign_kinds_0_total', '1000');
  await see(page, '优惠比消费门槛还多，请核对。');
  await page.locator('#add-kind').click();
  await fill(page, 'campaign_kinds_1_title', '体检');
  await page.locator('#kind-1').getByText('协议价').click();
  await fill(page, 'campaign_kinds_1_listFen', '400');
  await fill(page, 'campaign_kinds_1_subsidyFen', '350');
  await fill(page, 'campaign_kinds_1_total', '120');
  await page.locator('#campaign-save').click();
  await see(page, '消费门槛填 0，或不低于优惠金额 40.00 元。');
  await expect(page.locator('#campaign_kinds_1_title').inputValue()).resolves.toBe('体检');
  await look(page, 'campaign-field');
  await fill(page, 'campaign_kinds_0_minSpendFen', '50');
  await see(page, '满 50 减 40');
  await see(page, '50 元（原价 400 元）');
  expect(await page.locator('#budget-sum').innerText()).toBe('72,000.00 元');
  await choose(page, 'campaign_audience_occupations', '外卖配送员');
  await page.keyboard.press('Escape');
  await look(page, 'campaign-edit');
  await page.locator('#campaign-save').click();
  await see(page, '这是草稿，会员看不到。');
  await look(page, 'campaign-draft');

  await page.locator('#edit-campaign').click();
  await fill(page, 'campaign_words', '凭券到合作影城购票，不找零。');
  await page.locator('#campaign-save').click();
  await see(page, '凭券到合作影城购票，不找零。');

  await page.close();
});

test('a campaign is published by two, paused, taken up again, and gets more vouchers when a second person signs', async () => {
  const kinds = [{ title: '电影票', total: 1000 }];
  const { id } = await officer.api('POST /campaigns', { body: campaignBody(world, { title: '五一看电影', kinds }) });
  const page = await desk(officer, `/campaigns/${id}`);
  await page.locator('#campaign-publish').click();
  await see(page, '提请复核 30,000.00 元');
  await look(page, 'campaign-publish');
  await page.locator('#publish-confirm').click();
  await giveCode(page, world, officer);
  await see(page, '还差一人');
  await page.locator('#act-page').click();
  await see(page, '等财务负责人复核预算。');

  const second = await desk(finance);
  await signAt(second, world, finance, /发布福利活动：五一看电影/);
  await see(second, '已生效');
  await second.locator('#act-page').click();
  await see(second, /正在领取/);
  await page.reload();
  await page.locator('#campaign-pause').click();
  await fill(page, 'pause-campaign_reason', '影城系统维护，明早恢复');
  await page.locator('#pause-campaign-confirm').click();
  await see(page, '已暂停领取。');
  await page.locator('#campaign-resume').click();
  await fill(page, 'resume-campaign_reason', '影城系统已恢复');
  await page.locator('#resume-campaign-confirm').click();
  await see(page, /正在领取/);

  await page.locator('[id^="stock-"]').first().click();
  await fill(page, 'stock_total', '1200');
  await see(page, '多 200 张，工会预算增加 6,000.00 元。');
  await fill(page, 'stock_reason', '报名人数多，经主席办公会同意');
  await look(page, 'campaign-stock');
  await page.locator('#stock-confirm').click();
  await see(page, '还差一人');
  await sign(world, finance, shownId(page));
  await openAt(world, page, `/campaigns/${id}`);
  await see(page, '1,200');
  await look(page, 'campaign');
  await openAt(world, page, '/campaigns');
  await see(page, '五一看电影');
  await look(page, 'campaigns');
  await page.close();
  await second.close();
});

test('a list of members is pasted: the lines that do not fit are told and stay', async () => {
  const [one, two] = await plantMembers(world, 2);
  const page = await desk(officer, '/campaigns/new');
  await choose(page, 'campaign_unionId', '青州北部片区');
  await fill(page, 'campaign_title', '夜班慰问');
  await page.getByText('按名单发放：').click();
  await fill(page, 'campaign_kinds_0_title', '早餐券');
  await fill(page, 'campaign_kinds_0_minSpendFen', '0');
  await fill(page, 'campaign_kinds_0_subsidyFen', '10');
  await fill(page, 'campaign_kinds_0_total', '10');
  await page.locator('#campaign-save').click();
  await see(page, '名单：0 人');
  await fill(page, 'list-numbers', `${one?.number}\n37078199999999\n${two?.number}\n${one?.number}`);
  await page.locator('#add-list').click();
  await see(page, '名单：2 人');
  await see(page, '第 2 行');
  expect(await page.locator('#list-numbers').inputValue()).toBe('37078199999999');
  await look(page, 'campaign-list');
  await page.close();
});

test('a lottery is drawn once its window is over, with the number that was named beforehand', async () => {
  const { campaignId: id, kindIds } = await plantCampaign(world, {
    title: '中秋抽签看电影',
    way: 'lottery',
    beacon: '2026年11月23日深证成指收盘点数',
    claimUntil: new Date(world.clock.now.getTime() + 600_000).toISOString(),
    kinds: [{ title: '电影票', total: 2 }],
  });
  for (const { token } of await plantMembers(world, 3)) {
    const { ticket } = await world.as(token)('POST /offers/:id/ticket', { params: { id } });
    world.clock.forward(3000);
    const body = { kindId: kindIds[0] ?? '', ticket };
    await world.as(token)('POST /offers/:id/claim', { params: { id }, body });
  }
  world.clock.forward(600_000);
  const page = await desk(officer, `/campaigns/${id}`);
  await see(page, '报名已截止，等抽签。');
  await page.locator('#campaign-draw').click();
  await fill(page, 'draw_beaconValue', '10482.17');
  await look(page, 'campaign-draw');
  await steppedUp(world, officer);
  await page.locator('#draw-confirm').click();
  await page.locator('#draw-confirm').waitFor({ state: 'detached' });
  await workDraws(world.kit);
  await see(page, /已抽签，中签的已收到券/);
  await page.locator('#draw-file').waitFor();
  await see(page, /剩余/);
  await look(page, 'campaign-drawn');
  await page.close();
});
