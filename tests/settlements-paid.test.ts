/** Settlements: paid by three persons, and a file in which every line leads to its redemption. d.3 row 17, X16. */
import ExcelJS from 'exceljs';
import { ACCOUNT, givePayee, payeeBody } from './settlement-plant';
import {
  about,
  closeSettlements,
  codes,
  drafted,
  look,
  october,
  open,
  openSettlements,
  pay,
  payer,
  plant,
  preparer,
  released,
  releaser,
  settle,
  submit,
  world,
} from './settlement-world';
import { freshIdNumber, sign, steppedUp } from './two-persons';
import { plantCampaign, plantMembers } from './voucher-world';
import { refusal, type StaffMember } from './world';

beforeAll(openSettlements);
afterAll(closeSettlements);

describe('three persons', () => {
  it('d.3: a settlement is released when preparer, cashier and head of finance have signed, and then paid once', async () => {
    const merchant = await open();
    await plant(merchant, '2026-10-08');
    const { id } = await settle(merchant, '2026-10');
    expect(await look(id)).toMatchObject({ payeeName: null, payeeBank: null, payeeAccount: null });
    expect((await refusal(preparer.api('POST /settlements/:id/submit', about(id)))).code).toBe('STEP_UP_FIRST');
    expect((await refusal(submit(id))).code).toBe('PAYEE_MISSING');
    await givePayee(world, preparer, releaser, merchant.id);
    const act = await submit(id);
    expect(act.missing).toEqual(['payments.make', 'payments.release']);
    expect(act.facts).toEqual(
      expect.arrayContaining([
        { label: '应付', value: '30.00 元' },
        { label: '其中工会补贴', value: '20.00 元' },
        { label: '账号尾号', value: '3333' },
      ]),
    );
    expect(await look(id)).toMatchObject({ state: 'signing', jointId: act.id, may: { submit: false, drop: false } });
    await sign(world, payer, act.id);
    expect((await look(id)).state).toBe('signing');
    expect((await refusal(pay(id))).code).toBe('SETTLEMENT_STATE');
    await sign(world, releaser, act.id);
    // In full for who pays and releases, else the last four digits.
    const account = { payeeName: '青州示例餐饮有限公司', payeeBank: '示例银行青州支行' };
    expect(await look(id, payer)).toMatchObject({ ...account, payeeAccount: ACCOUNT, may: { pay: true } });
    expect(await look(id, releaser)).toMatchObject({ payeeAccount: ACCOUNT, may: { pay: false } });
    expect(await look(id)).toMatchObject({ ...account, payeeAccount: '3333', state: 'released', may: { pay: false } });
    for (const day of ['2026-11-22', '2026-11-24'])
      expect((await refusal(pay(id, day))).at('paidOn')).toBe('付款日期应在 2026-11-23 至 2026-11-23 之间。');
    expect(await pay(id)).toMatchObject({ state: 'paid', paidOn: '2026-11-23', reference: 'PZ-20261123-7' });
    expect((await refusal(pay(id))).code).toBe('SETTLEMENT_STATE');
    expect(await codes(submit(id), preparer.api('POST /settlements/:id/drop', about(id)))).toEqual([
      'SETTLEMENT_STATE',
      'SETTLEMENT_STATE',
    ]);
    const kept = await world.sql('SELECT * FROM joint_act WHERE id = ?', [act.id]);
    expect(JSON.stringify([kept, await world.sql('SELECT * FROM settlement WHERE id = ?', [id])])).not.toContain(
      ACCOUNT,
    );
  });

  it('d.3: of one natural person no two signatures count, under whatever accounts', async () => {
    const idNumber = freshIdNumber();
    const same = (role: 'protection' | 'payer' | 'releaser') =>
      world.staff(role, world.unions.street, undefined, idNumber);
    const one = { prepare: await same('protection'), pay: await same('payer'), release: await same('releaser') };
    const merchant = await open();
    await givePayee(world, preparer, releaser, merchant.id);
    await plant(merchant, '2026-09-08');
    await plant(merchant, '2026-10-08');
    // The preparer submits, and signs as cashier and as head of finance.
    const own = await submit((await settle(merchant, '2026-09', one.prepare)).id, one.prepare);
    expect(await codes(sign(world, one.pay, own.id), sign(world, one.release, own.id))).toEqual([
      'SAME_PERSON',
      'SAME_PERSON',
    ]);
    // The preparer lets a colleague submit, and signs as cashier.
    const october = await settle(merchant, '2026-10', one.prepare);
    const act = await submit(october.id);
    expect((await refusal(sign(world, one.pay, act.id))).code).toBe('SAME_PERSON');
    await sign(world, payer, act.id);
    expect((await refusal(sign(world, one.release, act.id))).code).toBe('SAME_PERSON');
    expect((await look(october.id)).state).toBe('signing');
    // The cashier signs as head of finance.
    const twice = { idNumber: freshIdNumber() };
    const cash = await world.staff('payer', world.unions.street, undefined, twice.idNumber);
    const head = await world.staff('releaser', world.unions.street, undefined, twice.idNumber);
    await sign(world, cash, own.id);
    expect((await refusal(sign(world, head, own.id))).code).toBe('SAME_PERSON');
    await sign(world, releaser, act.id);
    expect((await look(october.id)).state).toBe('released');
  });

  it('d.3: refused or taken back, it is a draft again and can be submitted anew', async () => {
    const { id } = await drafted();
    const act = await submit(id);
    await payer.api('POST /joint-acts/:id/refuse', { ...about(act.id), body: { reason: '金额请再核对一遍' } });
    const back = { state: 'draft', jointId: null, may: { submit: true, drop: true } };
    expect(await look(id)).toMatchObject(back);
    const again = await submit(id);
    await sign(world, payer, again.id);
    await preparer.api('POST /joint-acts/:id/recall', about(again.id));
    expect(await look(id)).toMatchObject(back);
    const last = await submit(id);
    await sign(world, releaser, last.id);
    await sign(world, payer, last.id);
    expect((await look(id)).state).toBe('released');
  });

  it('d.3: what no longer adds up, and another account, are not released', async () => {
    const { merchant, id } = await drafted();
    const act = await submit(id);
    await sign(world, payer, act.id);
    const late = await plant(merchant, '2026-10-09');
    // Nothing is slipped in below what is being signed, nor taken out of it.
    const slip = world.sql('UPDATE redemption SET settlementId = ? WHERE id = ?', [id, late.id]);
    await expect(slip).rejects.toThrow(/stays as it was/);
    await sign(world, releaser, act.id);
    expect((await look(id)).state).toBe('released');
    await expect(world.sql('DELETE FROM settlement WHERE id = ?', [id])).rejects.toThrow(/that was signed stays/);
    const other = await drafted();
    const second = await submit(other.id);
    await sign(world, payer, second.id);
    await givePayee(world, preparer, releaser, other.merchant.id, { ...payeeBody, account: '6222020111122224444' });
    expect((await refusal(sign(world, releaser, second.id))).code).toBe('JOINT_STALE');
    // Taken back and submitted again, the new account is signed.
    await preparer.api('POST /joint-acts/:id/recall', about(second.id));
    const third = await submit(other.id);
    await sign(world, payer, third.id);
    await sign(world, releaser, third.id);
    expect(await look(other.id)).toMatchObject({ state: 'released', payeeAccount: '4444' });
  });

  it('d.3: plain SQL neither releases nor changes what is signed', async () => {
    const { merchant, id } = await drafted();
    const set = (change: string) => world.sql(`UPDATE settlement SET ${change} WHERE id = ?`, [id]);
    const signed = /released only when all have signed/;
    await expect(set(`state = 'released'`)).rejects.toThrow(signed);
    await expect(set(`state = 'paid'`)).rejects.toThrow(signed);
    const act = await submit(id);
    await expect(set(`state = 'released'`)).rejects.toThrow(signed);
    await expect(set('payFen = payFen + 1')).rejects.toThrow(signed);
    await sign(world, payer, act.id);
    await expect(set(`state = 'released'`)).rejects.toThrow(signed);
    await sign(world, releaser, act.id);
    await expect(set('payFen = payFen + 1')).rejects.toThrow(signed);
    await expect(set(`state = 'draft'`)).rejects.toThrow(signed);
    const free = world.sql('UPDATE redemption SET settlementId = NULL WHERE merchantId = ?', [merchant.id]);
    await expect(free).rejects.toThrow(/stays as it was/);
    await pay(id);
    await expect(set(`reference = 'other'`)).rejects.toThrow(signed);
    await expect(set(`state = 'released'`)).rejects.toThrow(signed);
    const gone = world.sql('DELETE FROM redemption WHERE merchantId = ?', [merchant.id]);
    await expect(gone).rejects.toThrow(/append-only/);
  });
});

it('of another union is NOT_FOUND, whoever asks, and stands in no list', async () => {
  const { merchant, id } = await released();
  await plant(merchant, '2026-10-11');
  const elsewhere = world.unions.elsewhere;
  const roles = ['protection', 'payer', 'releaser'] as const;
  const [officer, cash, head] = await Promise.all(roles.map((role) => world.staff(role, elsewhere)));
  if (!officer || !cash || !head) throw new Error('three were asked for');
  await steppedUp(world, officer, cash);
  const answers = await codes(
    settle(merchant, '2026-10', officer),
    look(id, officer),
    look(id, cash),
    look(id, head),
    officer.api('GET /settlements/:id/lines', about(id)),
    officer.api('POST /settlements/:id/submit', about(id)),
    officer.api('POST /settlements/:id/drop', about(id)),
    pay(id, '2026-11-23', cash),
  );
  expect(answers).toEqual(Array(8).fill('NOT_FOUND'));
  expect((await world.raw('GET', `/settlements/${id}/file`, { token: officer.token })).status).toBe(404);
  const { items, due } = await cash.api('GET /settlements');
  expect([items.map((one) => one.id).includes(id), due]).toEqual([false, []]);
  const above = await world.staff('payer', world.unions.county);
  expect((await look(id, above)).payeeAccount).toBe(ACCOUNT);
});

describe('the file', () => {
  type Sheet = Record<string, ExcelJS.CellValue[][]>;
  async function fetched(
    id: string,
    by: StaffMember,
  ): Promise<{ sheets: Sheet; book: ExcelJS.Workbook; name: string }> {
    const answer = await fetch(`${world.address}/api/settlements/${id}/file`, {
      headers: { authorization: `Bearer ${by.token}` },
    });
    expect(answer.status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const sheets: Sheet = {};
    book.eachSheet((sheet) => {
      const rows: ExcelJS.CellValue[][] = [];
      sheet.eachRow((row) => void rows.push((row.values as ExcelJS.CellValue[]).slice(1)));
      sheets[sheet.name] = rows;
    });
    return { sheets, book, name: answer.headers.get('content-disposition') ?? '' };
  }

  it('X16: read back, it has the sums of the settlement and a line for each redemption', async () => {
    const merchant = await open('=示例小馆');
    const [member] = await plantMembers(world, 1);
    await world.sql("UPDATE person SET name = '王小明' WHERE id = ?", [member?.personId]);
    const { campaignId, kindIds } = await plantCampaign(world, { title: '秋日送福利' });
    const rows = await october(merchant);
    const named = await plant(merchant, '2026-10-05', {
      personId: member?.personId ?? '',
      campaignId,
      kindId: kindIds[0] ?? '',
      at: '2026-10-05T03:21:00.000Z',
    });
    const made = await settle(merchant, '2026-10');
    const { sheets, book, name } = await fetched(made.id, preparer);
    expect(name).toContain(`settlement-${made.number}.xlsx`);
    const summary = Object.fromEntries((sheets.结算单 ?? []).slice(2).map(([label, value]) => [label, value]));
    // The settlement of seven rows above, and one of 60 yuan more.
    expect(summary).toMatchObject({
      结算单号: made.number,
      月份: '2026-10',
      核销笔数: 7,
      撤销笔数: 1,
      '消费金额（元）': 316.01,
      '工会补贴（元）': 113.32,
      '商家让利（元）': 44.68,
      '银行支持（元）': 40.07,
      '应付商家（元）': 153.39,
      '其中离线重复核销（元）': 30,
      户名: '未登记',
    });
    expect(summary.商家).toBe(`'=示例小馆（${merchant.number}）`);
    const [, head = [], ...lines] = sheets.明细 ?? [];
    const at = (title: string) => head.indexOf(title);
    const total = lines.pop() ?? [];
    expect(lines.map((line) => line[at('核销编号')]).sort()).toEqual([...rows, named].map(({ id }) => id).sort());
    const sum = (title: string) => lines.reduce((fen, line) => fen + Math.round(Number(line[at(title)]) * 100), 0);
    const titles = ['消费金额（元）', '工会补贴（元）', '商家让利（元）', '银行支持（元）', '会员自付（元）'];
    expect(titles.map(sum)).toEqual([31_601, 11_332, 4_468, 4_007, 11_794]);
    expect(titles.map((title) => total[at(title)])).toEqual([316.01, 113.32, 44.68, 40.07, 117.94]);
    expect(total[0]).toBe('合计');
    const line = lines.find((one) => one[at('核销编号')] === named.id) ?? [];
    expect(line.slice(0, 12)).toEqual([
      ...['2026年10月05日 11:21', '北门店', '收银小赵', '秋日送福利', '满减券', '王**', '在线核销'],
      ...[60, 20, 10, 10, 20],
    ]);
    const undo = lines.find((one) => one[at('撤销')] === '撤销') ?? [];
    expect([undo[at('消费金额（元）')], undo[at('撤销的核销编号')]]).toEqual([-60, rows[5]?.id]);
    expect(lines.filter((one) => one[at('离线重复')] === '离线重复')).toHaveLength(1);
    const cell = book
      .getWorksheet('明细')
      ?.getRow(3)
      .getCell(at('消费金额（元）') + 1);
    expect([cell?.numFmt, typeof cell?.value]).toEqual(['0.00', 'number']);
  });

  it('E8: has the account in full only for who pays, and leaves a trace of who took it', async () => {
    const { id } = await released();
    const accountIn = async (by: StaffMember) =>
      (await fetched(id, by)).sheets.结算单?.find(([label]) => String(label).startsWith('账号'));
    expect(await accountIn(preparer)).toEqual(['账号尾号', '3333']);
    expect(await accountIn(payer)).toEqual(['账号', ACCOUNT]);
    const trace = await world.sql<{ by: string }>(
      "SELECT `by` FROM audit_row WHERE what = 'GET /settlements/:id/file' AND object = ? ORDER BY seq",
      [`settlement:${id}`],
    );
    expect(trace.map((row) => row.by)).toEqual([`staff:${preparer.id}`, `staff:${payer.id}`]);
  });
});
