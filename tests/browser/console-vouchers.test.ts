/** Vouchers in the console: figures of a campaign, a merchant, a month settled by three persons, undos, what is odd. */
import { ulid } from '@niangjia/server/core/ids';
import { insert } from '@niangjia/server/core/sql';
import { RedemptionUndoTable } from '@niangjia/server/modules/redemptions/entity';
import { givePayee, type Merchant, openMerchant, plantRedemption } from '../settlement-plant';
import { freshIdNumber, sign, steppedUp } from '../two-persons';
import { plantCampaign, plantMembers, plantMerchant } from '../voucher-world';
import type { StaffMember, World } from '../world';
import { openSeen, type Seen, see } from './browser';
import { choose, deskNow, fill, giveCode, look, openAt, shownId, signAt } from './console-desk';

let seen: Seen;
let world: World;
let officer: StaffMember;
let finance: StaffMember;
let payer: StaffMember;
let merchant: Merchant;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  officer = await world.staff('protection');
  finance = await world.staff('releaser');
  payer = await world.staff('payer');
  merchant = await openMerchant(officer, world.unions.street.id, '青州万达影城');
}, 60_000);
afterAll(() => seen.close());

const desk = (member: StaffMember, path?: string, dark?: boolean) => deskNow(seen, member, path, dark);

/** Twelve claims of a campaign, five of them used at the merchant in October. */
async function claimed(): Promise<string> {
  await plantMerchant(world);
  const { campaignId, kindIds } = await plantCampaign(world, {
    title: '端午送清凉',
    kinds: [{ title: '冷饮券' }, { title: '西瓜券', subsidyFen: 4000, merchantFen: 0, bankFen: 0 }],
  });
  const members = [...(await plantMembers(world, 9)), ...(await plantMembers(world, 5, world.unions.rider))];
  const tickets = [];
  for (const { token } of members.slice(0, 12))
    tickets.push(await world.as(token)('POST /offers/:id/ticket', { params: { id: campaignId } }));
  world.clock.forward(3000);
  for (const [nth, { ticket }] of tickets.entries()) {
    const body = { kindId: kindIds[nth % 3 === 0 ? 1 : 0] ?? '', ticket };
    await world.as(members[nth]?.token ?? '')('POST /offers/:id/claim', { params: { id: campaignId }, body });
  }
  const given = await world.sql<{ id: string; kindId: string; personId: string }>(
    'SELECT id, kindId, personId FROM voucher WHERE campaignId = ? ORDER BY id',
    [campaignId],
  );
  for (const { id, kindId, personId } of given.slice(0, 5)) {
    await world.sql(`UPDATE voucher SET state = 'used', usedAt = ? WHERE id = ?`, [world.clock.now.toISOString(), id]);
    const of = { voucherId: id, liveVoucher: id, kindId, personId, campaignId };
    await plantRedemption(world.kit, merchant, { onDay: '2026-10-08', ...of });
  }
  return campaignId;
}

let campaignId = '';
test('figures of a campaign: the finding, the table, the list behind a bar, and who was never reached', async () => {
  campaignId = await claimed();
  const page = await desk(officer, `/campaigns/${campaignId}?view=figures`);
  await page.locator('#figure-given').waitFor();
  expect(await page.locator('#figure-given').innerText()).toBe('12 / 200 张');
  expect(await page.locator('#figure-used').innerText()).toBe('5 张，42%');
  expect(await page.locator('#figure-subsidy').innerText()).toBe('100.00 元');
  await see(page, '冷饮券发出最多，8 张，占 67%');
  await see(page, '符合条件的 14 人里，12 人领到，占 85.7%');
  await look(page, 'campaign-figures');
  await page.getByText('按工会').click();
  await see(page, '青州北部片区工会联合会发出最多，9 张，占 75%');
  await page.locator('#measure').getByText('补贴金额').click();
  await see(page, /补贴金额最多/);
  await page.getByText('按日期').click();
  await see(page, /补贴金额最多/);
  await look(page, 'campaign-figures-day');
  await page.locator('#figure-used a').click();
  await see(page, '已载入 5 张');
  expect(await page.locator('#vouchers tbody tr.ant-table-row').count()).toBe(5);
  await look(page, 'campaign-vouchers');
  await page.goBack();
  await page.locator('#figure-never a').click();
  await see(page, '已载入 2 位');
  expect(await page.locator('#unreached tbody tr.ant-table-row').count()).toBe(2);
  await look(page, 'campaign-unreached');
  await page.close();
  const dark = await desk(officer, `/campaigns/${campaignId}?view=figures`, true);
  await see(dark, '冷饮券发出最多，8 张，占 67%');
  await look(dark, 'campaign-figures-dark');
  await dark.close();
});

test('a merchant with shop, cashier and an account that the head of finance signs for', async () => {
  const page = await desk(officer, '/merchants');
  await page.locator('#new-merchant').click();
  await choose(page, 'contract_unionId', '青州北部片区');
  await fill(page, 'contract_name', '老街理发');
  await fill(page, 'contract_contactPhone', '0536-1234567');
  await fill(page, 'contract_contractNumber', 'HT-2026-018');
  await fill(page, 'contract_serviceTitle', '理发');
  await fill(page, 'contract_yearlyQuota', '1000');
  await fill(page, 'contract_listFen', '26');
  await fill(page, 'contract_priceFen', '8');
  await see(page, '每个合同年要按 8 元（原价 26 元）为会员提供理发 1,000 次，进度按核销计。');
  await look(page, 'merchant-new');
  await page.locator('#contract-confirm').click();
  await see(page, '还没有门店');
  await page.locator('#new-shop').click();
  await fill(page, 'shop_name', '老街一店');
  await fill(page, 'shop_address', '青州市北大街 18 号');
  await fill(page, 'shop_latitude', '36.684525');
  await fill(page, 'shop_longitude', '118.479622');
  await page.locator('#shop-confirm').click();
  await see(page, '还没有核销员，这里不能核销。');
  await page.locator('[id^="add-cashier-"]').click();
  await fill(page, 'cashier_name', '孙小美');
  await fill(page, 'cashier_phone', '1990001');
  await page.locator('#cashier-confirm').click();
  await page.locator('.ant-form-item-explain-error').waitFor();
  await fill(page, 'cashier_phone', '19900017001');
  await page.locator('#cashier-confirm').click();
  await see(page, '孙小美');
  await page.locator('#merchant-payee').click();
  await fill(page, 'payee_bank', '中国农业银行青州市支行');
  await fill(page, 'payee_account', '6228 4800 0000 0001 234');
  await page.locator('#payee-confirm').click();
  await giveCode(page, world, officer);
  await see(page, '还差一人');
  const act = shownId(page);
  await page.locator('#act-page').click();
  await see(page, '等财务负责人复核，看进度');
  await sign(world, finance, act);
  await page.reload();
  await see(page, '中国农业银行青州市支行');
  await see(page, /1234/);
  await look(page, 'merchant');
  await openAt(world, page, '/merchants');
  await see(page, '青州万达影城');
  await look(page, 'merchants');
  await page.close();
});

test('a month is settled: prepared, signed by cashier and head of finance, paid, with every line in the file', async () => {
  await givePayee(world, officer, finance, merchant.id);
  const page = await desk(officer);
  await page.locator('#work-settlements .home-count').last().waitFor();
  expect(await page.locator('#work-settlements .home-count').last().innerText()).toBe('1');
  await look(page, 'home-vouchers');
  await openAt(world, page, '/settlements');
  await page.locator('[id^="prepare-"]').waitFor();
  await look(page, 'settlements-due');
  await page.locator('[id^="prepare-"]').click();
  await page.locator('#settlement-pay').waitFor();
  expect(await page.locator('#settlement-pay').innerText()).toBe('150.00 元');
  await page.locator('#lines').waitFor();
  expect(await page.locator('#lines tbody tr.ant-table-row').count()).toBe(5);
  await look(page, 'settlement');
  const file = page.waitForEvent('download');
  await page.locator('#settlement-file').click();
  expect((await file).suggestedFilename()).toMatch(/\.xlsx$/);
  await page.locator('#settlement-submit').click();
  await look(page, 'settlement-submit');
  await steppedUp(world, officer);
  await page.locator('#submit-settlement-confirm').click();
  await see(page, '还差一人');

  const cashier = await desk(payer);
  await signAt(cashier, world, payer, /商家结算付款：青州万达影城/);
  await see(cashier, /还差 1 人签字|还差一人/);
  const [act] = await world.sql<{ id: string }>(
    `SELECT id FROM joint_act WHERE kind = 'settlement' AND state = 'waiting'`,
  );
  await sign(world, finance, act?.id ?? '');
  await openAt(world, cashier, '/');
  await cashier.locator('#work-settlements a').first().click();
  await cashier
    .getByRole('link', { name: /^\w+-?\d+/ })
    .first()
    .click();
  await cashier.locator('#settlement-paid').click();
  await fill(cashier, 'paid_reference', 'PZ-20261123-7');
  await look(cashier, 'settlement-pay');
  await steppedUp(world, payer);
  await cashier.locator('#paid-confirm').click();
  await see(cashier, '已付款，事情办完了。');
  await look(cashier, 'settlement-paid');
  await openAt(world, cashier, '/settlements');
  await see(cashier, '已付款');
  await look(cashier, 'settlements');
  await page.close();
  await cashier.close();
});

async function askedFor(nth: number): Promise<void> {
  const [row] = await world.sql<{ id: string; cashierId: string }>(
    `SELECT id, cashierId FROM redemption WHERE campaignId = ? ORDER BY id LIMIT 1 OFFSET ${nth}`,
    [campaignId],
  );
  await world.kit.db.tx((db) =>
    insert(db, RedemptionUndoTable, {
      ...{ id: ulid(), redemptionId: row?.id ?? '', openRedemption: row?.id ?? '', state: 'asked' },
      ...{ reason: '收银员扫错了人', cashierId: row?.cashierId ?? '', asker: freshIdNumber() },
      at: world.clock.now.toISOString(),
      ...{ decidedBy: null, decider: null, decidedAt: null, refusal: null },
    }),
  );
}

test('undos that wait are answered from the keyboard, and what is odd is told with its numbers', async () => {
  await askedFor(0);
  await askedFor(1);
  // Who entered the cashier does not decide.
  const page = await desk(await world.staff('protection'), '/undos');
  await see(page, '等您办的 2 件');
  await look(page, 'undos');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.locator('#agree-undo-confirm').click();
  await see(page, '等您办的 1 件');
  await page.keyboard.press('r');
  await fill(page, 'refuse-undo_reason', '小票和系统记录一致');
  await page.locator('#refuse-undo-confirm').click();
  await see(page, /没有等复核的撤销/);
  await page.getByText('未同意').click();
  await see(page, '小票和系统记录一致');
  await look(page, 'undos-refused');
  const [member] = await plantMembers(world, 1);
  for (const onDay of ['2026-11-20', '2026-11-21', '2026-11-22'])
    await plantRedemption(world.kit, merchant, { onDay, personId: member?.personId ?? '' });
  await openAt(world, page, '/anomalies');
  await see(page, '同一核销员反复核销同一会员 1 处。');
  await look(page, 'anomalies');
  await page.close();
});
