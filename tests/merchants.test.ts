/** Merchants: contract, quota, shops, cashiers, and the account that takes two persons. STA-5. */
import { contractYear } from '@niangjia/server/modules/merchants/quota';
import { maskPhone } from '@niangjia/shared/rules/masks';
import {
  ACCOUNT,
  cashierBody,
  givePayee,
  type Merchant,
  merchantBody,
  openMerchant,
  payeeBody,
  plantRedemption,
  plantUndo,
  shopBody,
} from './settlement-plant';
import { freshIdNumber, sign, steppedUp } from './two-persons';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
let releaser: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('protection');
  releaser = await world.staff('releaser');
});
afterAll(() => world.close());

const about = (id: string) => ({ params: { id } });
const look = (id: string): Promise<Merchant> => officer.api('GET /merchants/:id', about(id));
const codes = (...calls: Promise<unknown>[]) => Promise.all(calls.map(async (call) => (await refusal(call)).code));
const open = (name?: string) => openMerchant(officer, world.unions.street.id, name);

describe('a contract', () => {
  it('gets a number of its year and shows what was entered', async () => {
    const body = merchantBody(world.unions.street.id);
    const made = await officer.api('POST /merchants', { body });
    expect(made).toMatchObject({
      ...body,
      number: expect.stringMatching(/^SJ2026-\d{4}$/),
      unionName: '青州北部片区工会联合会',
      running: true,
      shops: 0,
      payeeMasked: null,
      payeeJointId: null,
      endedAt: null,
      mayManage: true,
      quota: { done: 0, of: 1000, from: '2026-03-01', until: '2027-02-28' },
    });
    const next = await officer.api('POST /merchants', { body });
    expect(Number(next.number.slice(7))).toBe(Number(made.number.slice(7)) + 1);
  });

  it('is refused at the field where it contradicts itself, new or changed', async () => {
    const unionId = world.unions.street.id;
    const wrong: [object, string[]][] = [
      [{ contractTo: '2026-02-28' }, ['contractTo']],
      [{ listFen: 799 }, ['priceFen']],
      [{ serviceTitle: '' }, ['serviceTitle']],
      [{ contractTo: '2026-01-01', listFen: 0, serviceTitle: '' }, ['contractTo', 'priceFen', 'serviceTitle']],
    ];
    const { id } = await officer.api('POST /merchants', { body: merchantBody(unionId) });
    for (const [change, fields] of wrong) {
      const { unionId: _, ...contract } = merchantBody(unionId, change);
      for (const call of [
        () => officer.api('POST /merchants', { body: merchantBody(unionId, change) }),
        () => officer.api('POST /merchants/:id', { ...about(id), body: contract }),
      ]) {
        const { code, body } = await refusal(call());
        expect([code, body.fields?.map(({ at }) => at)]).toEqual(['CONTRACT_RULES', fields]);
      }
    }
    const free = { serviceTitle: '', listFen: 0, priceFen: 0, yearlyQuota: 0 };
    const made = await officer.api('POST /merchants', { body: merchantBody(unionId, free) });
    expect(made.quota).toBe(null);
  });

  it('runs from its first day to its last one', async () => {
    const { unionId: _, ...contract } = merchantBody('');
    const { id } = await open();
    const days: [string, string, boolean][] = [
      ['2026-11-23', '2026-11-23', true],
      ['2026-11-24', '2027-11-23', false],
      ['2025-11-24', '2026-11-22', false],
    ];
    for (const [contractFrom, contractTo, running] of days) {
      const body = { ...contract, contractFrom, contractTo };
      expect((await officer.api('POST /merchants/:id', { ...about(id), body })).running).toBe(running);
    }
  });

  it('of another union is NOT_FOUND, whoever asks, and stands in no list', async () => {
    const { id, shopList } = await open();
    const stranger = await world.staff('protection', world.unions.elsewhere);
    const above = await world.staff('protection', world.unions.county);
    const shop = shopList[0];
    const { unionId: _, ...contract } = merchantBody('');
    const reason = { reason: '合同到期不再续签' };
    await steppedUp(world, stranger);
    expect(
      new Set(
        await codes(
          stranger.api('GET /merchants/:id', about(id)),
          stranger.api('POST /merchants', { body: merchantBody(world.unions.street.id) }),
          stranger.api('POST /merchants/:id', { ...about(id), body: contract }),
          stranger.api('POST /merchants/:id/end', { ...about(id), body: reason }),
          stranger.api('POST /merchants/:id/payee', { ...about(id), body: payeeBody }),
          stranger.api('POST /merchants/:id/shops', { ...about(id), body: shopBody }),
          stranger.api('POST /shops/:id', { ...about(shop?.id ?? ''), body: shopBody }),
          stranger.api('POST /shops/:id/close', { ...about(shop?.id ?? ''), body: reason }),
          stranger.api('POST /shops/:id/cashiers', { ...about(shop?.id ?? ''), body: cashierBody() }),
          stranger.api('POST /cashiers/:id/end', { ...about(shop?.cashiers[0]?.id ?? ''), body: reason }),
        ),
      ),
    ).toEqual(new Set(['NOT_FOUND']));
    expect((await stranger.api('GET /merchants')).items).toEqual([]);
    expect((await above.api('GET /merchants')).items.map((one) => one.id)).toContain(id);
    const reader = await world.staff('auditor');
    expect((await reader.api('GET /merchants/:id', about(id))).mayManage).toBe(false);
  });

  it('stands in the list page by page, newest first', async () => {
    const county = await world.staff('protection', world.unions.elsewhere);
    const body = merchantBody(world.unions.elsewhere.id);
    const made: string[] = [];
    for (let one = 0; one < 52; one += 1) made.unshift((await county.api('POST /merchants', { body })).id);
    const first = await county.api('GET /merchants');
    const second = await county.api('GET /merchants', { query: { after: first.next ?? '' } });
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 2, null]);
    expect([...first.items, ...second.items].map((one) => one.id)).toEqual(made);
  });
});

describe('the yearly quota', () => {
  it('STA-5: counts by the contract year, from one anniversary to the day before the next', () => {
    expect(contractYear('2026-03-01', '2029-02-28', '2026-03-01')).toEqual({ from: '2026-03-01', until: '2027-02-28' });
    expect(contractYear('2026-03-01', '2029-02-28', '2028-02-29')).toEqual({ from: '2027-03-01', until: '2028-02-29' });
    expect(contractYear('2024-02-29', '2030-01-01', '2027-02-28')).toEqual({ from: '2027-02-28', until: '2028-02-28' });
    expect(contractYear('2026-03-01', '2026-08-31', '2026-04-01')).toEqual({ from: '2026-03-01', until: '2026-08-31' });
    expect(contractYear('2026-03-01', '2029-02-28', '2025-01-01')).toEqual({ from: '2026-03-01', until: '2027-02-28' });
    expect(contractYear('2026-03-01', '2028-08-31', '2030-01-01')).toEqual({ from: '2028-03-01', until: '2028-08-31' });
  });

  it('STA-5: what was redeemed in the running year counts, what was undone or belongs to another year does not', async () => {
    const made = await open();
    const { unionId: _, ...contract } = merchantBody('', { contractFrom: '2025-11-01' });
    await officer.api('POST /merchants/:id', { ...about(made.id), body: contract });
    await plantRedemption(world.kit, made, { onDay: '2026-10-31' });
    await plantRedemption(world.kit, made, { onDay: '2026-11-01' });
    await plantRedemption(world.kit, made, { onDay: '2026-11-23' });
    const wrong = await plantRedemption(world.kit, made, { onDay: '2026-11-20' });
    await plantUndo(world.kit, made, wrong, '2026-11-21');
    const old = await plantRedemption(world.kit, made, { onDay: '2026-10-30' });
    await plantUndo(world.kit, made, old, '2026-11-02');
    const quota = { done: 2, of: 1000, from: '2026-11-01', until: '2027-10-31' };
    expect((await look(made.id)).quota).toEqual(quota);
    const { items } = await officer.api('GET /merchants');
    expect(items.find(({ id }) => id === made.id)?.quota).toEqual(quota);
  });
});

describe('shops and cashiers', () => {
  it('a shop has its place in degrees, kept to the millionth', async () => {
    const { id, shopList } = await open();
    expect(shopList[0]).toMatchObject(shopBody);
    const shop = shopList[0]?.id ?? '';
    const [row] = await world.sql<{ latitude: number }>('SELECT latitude, longitude FROM shop WHERE id = ?', [shop]);
    expect(row).toEqual({ latitude: 36_684_528, longitude: 118_479_622 });
    const body = { ...shopBody, latitude: null };
    const said = await refusal(officer.api('POST /shops/:id', { ...about(shop), body }));
    expect([said.code, said.body.fields?.[0]?.at]).toEqual(['BAD_INPUT', 'latitude']);
    const moved = { ...shopBody, name: '南门店', latitude: null, longitude: null, offlinePerDay: 0 };
    await officer.api('POST /shops/:id', { ...about(shop), body: moved });
    expect((await look(id)).shopList[0]).toMatchObject(moved);
  });

  it('a cashier is named by phone, masked for staff, sealed in the table, and once a shop', async () => {
    const { id, shopList } = await open();
    const shop = about(shopList[0]?.id ?? '');
    const body = cashierBody('收银小钱');
    const added = await officer.api('POST /shops/:id/cashiers', {
      ...shop,
      body: { ...body, phone: `+86 ${body.phone}` },
    });
    const cashier = added.shopList[0]?.cashiers.find(({ name }) => name === '收银小钱');
    expect(cashier).toMatchObject({ phoneMasked: maskPhone(body.phone), endedAt: null });
    const rows = await world.sql<Record<string, string>>('SELECT * FROM cashier WHERE id = ?', [cashier?.id]);
    const index = world.kit.secrets.index('phone', body.phone);
    expect(rows[0]).toMatchObject({ phoneIndex: index, openPhone: index, endedAt: null });
    expect(JSON.stringify(rows)).not.toContain(body.phone);
    expect((await refusal(officer.api('POST /shops/:id/cashiers', { ...shop, body }))).code).toBe('CASHIER_THERE');
    const at = await Promise.all(
      [1, 2, 3].map(() => officer.api('POST /shops/:id/cashiers', { ...shop, body: cashierBody() })),
    );
    expect(at).toHaveLength(3);
    // The same number at another shop is another cashier; ended here, it may begin again.
    const { shopList: both } = await officer.api('POST /merchants/:id/shops', { ...about(id), body: shopBody });
    await officer.api('POST /shops/:id/cashiers', { ...about(both[1]?.id ?? ''), body });
    const reason = { reason: '已经离开这家门店' };
    const ended = await officer.api('POST /cashiers/:id/end', { ...about(cashier?.id ?? ''), body: reason });
    expect(ended.shopList[0]?.cashiers.find((one) => one.id === cashier?.id)?.endedAt).toBe(
      world.clock.now.toISOString(),
    );
    expect(ended.shopList[1]?.cashiers[0]?.endedAt).toBe(null);
    await officer.api('POST /shops/:id/cashiers', { ...shop, body });
  });

  it('two who enter the same number at once add one cashier', async () => {
    const { shopList } = await open();
    const shop = about(shopList[0]?.id ?? '');
    const body = cashierBody();
    const calls = [1, 2, 3, 4].map(() => officer.api('POST /shops/:id/cashiers', { ...shop, body }));
    const done = await Promise.allSettled(calls);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const rows = await world.sql('SELECT id FROM cashier WHERE openPhone = ?', [
      world.kit.secrets.index('phone', body.phone),
    ]);
    expect(rows).toHaveLength(1);
  });

  it('a shop that closes, and a merchant that ends, end their cashiers and take nothing new', async () => {
    const { id } = await open();
    const { shopList } = await officer.api('POST /merchants/:id/shops', { ...about(id), body: shopBody });
    const [first, second] = shopList.map((shop) => about(shop.id));
    const two = about(second?.params.id ?? '');
    await officer.api('POST /shops/:id/cashiers', { ...two, body: cashierBody() });
    const reason = { reason: '门店搬迁，不再营业' };
    const closed = await officer.api('POST /shops/:id/close', { ...about(first?.params.id ?? ''), body: reason });
    const at = world.clock.now.toISOString();
    expect(closed.shopList.map((shop) => [shop.closedAt, ...shop.cashiers.map((one) => one.endedAt)])).toEqual([
      [at, at],
      [null, null],
    ]);
    expect(closed.shops).toBe(1);
    expect(
      new Set(
        await codes(
          officer.api('POST /shops/:id', { ...about(first?.params.id ?? ''), body: shopBody }),
          officer.api('POST /shops/:id/close', { ...about(first?.params.id ?? ''), body: reason }),
          officer.api('POST /shops/:id/cashiers', { ...about(first?.params.id ?? ''), body: cashierBody() }),
        ),
      ),
    ).toEqual(new Set(['MERCHANT_ENDED']));
    const ended = await officer.api('POST /merchants/:id/end', { ...about(id), body: { reason: '合同到期不再续签' } });
    expect(ended).toMatchObject({ running: false, endedAt: at, endReason: '合同到期不再续签' });
    expect(ended.shopList[1]?.cashiers[0]?.endedAt).toBe(at);
    const running = await world.sql(
      'SELECT c.id FROM cashier c JOIN shop s ON s.id = c.shopId WHERE s.merchantId = ? AND c.openPhone IS NOT NULL',
      [id],
    );
    expect(running).toEqual([]);
    const { unionId: _, ...contract } = merchantBody('');
    await steppedUp(world, officer);
    expect(
      new Set(
        await codes(
          officer.api('POST /merchants/:id', { ...about(id), body: contract }),
          officer.api('POST /merchants/:id/end', { ...about(id), body: reason }),
          officer.api('POST /merchants/:id/shops', { ...about(id), body: shopBody }),
          officer.api('POST /shops/:id/cashiers', { ...two, body: cashierBody() }),
        ),
      ),
    ).toEqual(new Set(['MERCHANT_ENDED']));
  });
});

describe('the account to pay to', () => {
  it('d.3: takes effect with the signature of another natural person, and shows its last four digits', async () => {
    const { id } = await open();
    const fresh = await world.staff('protection');
    expect(await codes(fresh.api('POST /merchants/:id/payee', { ...about(id), body: payeeBody }))).toEqual([
      'STEP_UP_FIRST',
    ]);
    await steppedUp(world, officer);
    const act = await officer.api('POST /merchants/:id/payee', { ...about(id), body: payeeBody });
    expect(act.missing).toEqual(['budgets.confirm']);
    expect(act.facts.slice(1)).toEqual([
      { label: '现在', value: '没有账户' },
      { label: '户名', value: '青州示例餐饮有限公司' },
      { label: '开户行', value: '示例银行青州支行' },
      { label: '账号尾号', value: '3333' },
    ]);
    expect(await look(id)).toMatchObject({ payeeMasked: null, payeeName: null, payeeJointId: act.id });
    await steppedUp(world, officer);
    expect((await refusal(officer.api('POST /merchants/:id/payee', { ...about(id), body: payeeBody }))).code).toBe(
      'JOINT_OPEN',
    );
    await sign(world, releaser, act.id);
    expect(await look(id)).toMatchObject({
      payeeMasked: '3333',
      payeeName: '青州示例餐饮有限公司',
      payeeBank: '示例银行青州支行',
      payeeJointId: null,
    });
    const kept = await world.sql('SELECT * FROM joint_act WHERE id = ?', [act.id]);
    const merchant = await world.sql('SELECT * FROM merchant WHERE id = ?', [id]);
    expect(JSON.stringify([kept, merchant])).not.toContain(ACCOUNT);
  });

  it('d.3: is not signed by the proposer under a second account', async () => {
    const idNumber = freshIdNumber();
    const one = await world.staff('protection', world.unions.street, undefined, idNumber);
    const same = await world.staff('releaser', world.unions.street, undefined, idNumber);
    const { id } = await open();
    expect((await refusal(givePayee(world, one, same, id))).code).toBe('SAME_PERSON');
    expect((await look(id)).payeeMasked).toBe(null);
  });

  it('d.3: is still written for a merchant that has ended: its last months are to be paid', async () => {
    const { id } = await open();
    await steppedUp(world, officer);
    const act = await officer.api('POST /merchants/:id/payee', { ...about(id), body: payeeBody });
    await officer.api('POST /merchants/:id/end', { ...about(id), body: { reason: '合同到期不再续签' } });
    await sign(world, releaser, act.id);
    expect((await look(id)).payeeMasked).toBe('3333');
  });

  it('d.3: is not written by plain SQL, and no merchant begins with one', async () => {
    const { id } = await open();
    const sealed = world.kit.secrets.sealPlain(`merchant-payee:${id}`, '6222020999999999999');
    const set = (value: string) => world.sql('UPDATE merchant SET payeeSealed = ? WHERE id = ?', [value, id]);
    await expect(set(sealed)).rejects.toThrow(/two persons/);
    await givePayee(world, officer, releaser, id);
    await expect(set(sealed)).rejects.toThrow(/two persons/);
    const copy = world.sql(
      `INSERT INTO merchant SELECT CONCAT('0', SUBSTR(id, 2)), 'SJ-x', unionId, name, contactPhone, contractNumber,
         contractFrom, contractTo, serviceTitle, listFen, priceFen, yearlyQuota, payeeName, payeeBank, payeeSealed,
         payeeLast, endedAt, endReason, createdBy, createdAt FROM merchant WHERE id = ?`,
      [id],
    );
    await expect(copy).rejects.toThrow(/two persons/);
    expect((await look(id)).payeeMasked).toBe('3333');
  });
});
