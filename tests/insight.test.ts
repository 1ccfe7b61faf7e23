/** Statistics, the lists behind them, and lists of persons that leave the house. */
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import ExcelJS from 'exceljs';
import { otpOf } from './sweeps/cast';
import { mustCountTrue } from './true-counts';
import { application, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
});
afterAll(() => world.close());

const stepUp = async (by: StaffMember) => {
  world.clock.forward(30_000);
  await by.api('POST /staff/step-up', { body: { otp: await otpOf({ world } as never, by) } });
};

async function join(
  nth: number,
  union = world.unions.street,
  occupation = 'FOOD_RIDER',
  codeToken: string | null = null,
) {
  const phone = `1990000${String(nth).padStart(4, '0')}`;
  const person = await world.signIn(phone);
  const body = await application(world.api, union.id, {
    idNumber: madeUpIdNumber(nth),
    name: `王${'一二三四五六七八九十'[nth % 10]}`,
    occupation: occupation as 'FOOD_RIDER',
    codeToken,
  });
  const { id } = await person.api('POST /applications', { body });
  await officer.api('POST /applications/:id/approve', { params: { id }, body: {} });
  return { id, person };
}

async function sheetOf(path: string, token: string) {
  const answer = await fetch(`${world.address}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const book = new ExcelJS.Workbook();
  if (answer.status === 200) await book.xlsx.load(bytes as never);
  const rows: unknown[][] = [];
  book.worksheets[0]?.eachRow((row) => void rows.push((row.values as unknown[]).slice(1)));
  return { status: answer.status, rows, text: answer.status === 200 ? '' : bytes.toString('utf8') };
}

describe('figures of a union', () => {
  beforeAll(async () => {
    for (let nth = 1; nth <= 6; nth += 1) await join(nth, world.unions.street, 'FOOD_RIDER', 'street-code');
    for (let nth = 7; nth <= 8; nth += 1) await join(nth, world.unions.rider, 'COURIER');
  });

  test('count members, who joined, who signed in, and the days to a decision', async () => {
    const { figures, unionName, from, to } = await officer.api('GET /statistics', { query: {} });
    expect({ unionName, from, to }).toEqual({
      unionName: '青州北部片区工会联合会',
      from: '2025-11-24',
      to: '2026-11-23',
    });
    expect(figures).toEqual({
      members: 8,
      retained: 0,
      joined: 8,
      movedIn: 0,
      movedOut: 0,
      left: 0,
      verified: 1,
      daysMedian: 0,
      daysNinetieth: 0,
      decided: 8,
    });
  });

  test('are broken down by union, kind of work, code and month', async () => {
    const by = async (dimension: 'union' | 'occupation' | 'code' | 'month') =>
      (await officer.api('GET /statistics/by', { query: { by: dimension } })).rows.map(({ label, members, joined }) => [
        label,
        members,
        joined,
      ]);
    expect(await by('union')).toEqual([
      ['青州北部片区工会联合会（本级）', 6, 6],
      ['北部片区外卖骑手联合工会', 2, 2],
    ]);
    expect(await by('occupation')).toEqual([
      ['外卖配送员', 6, 6],
      ['快递员', 2, 2],
    ]);
    expect((await by('code')).filter(([, members, joined]) => members || joined)).toEqual([
      ['北部片区（青州北部片区工会联合会）', 6, 6],
      ['没有扫码', 0, 2],
    ]);
    const months = await by('month');
    expect(months).toHaveLength(13);
    expect(months.at(-1)).toEqual(['2026-11', 0, 8]);
  });

  test('lead to the list behind a number, masked', async () => {
    const { items } = await officer.api('GET /statistics/list', { query: { kind: 'joined', occupation: 'COURIER' } });
    expect(items.map(({ nameMasked, unionName, on }) => [nameMasked, unionName, on])).toEqual([
      ['王*', '北部片区外卖骑手联合工会', '2026-11-23'],
      ['王*', '北部片区外卖骑手联合工会', '2026-11-23'],
    ]);
    const byCode = await officer.api('GET /statistics/list', { query: { kind: 'joined', codeToken: 'street-code' } });
    expect(byCode.items).toHaveLength(6);
  });

  test('of another union are not found, and a span that ends before it begins is refused', async () => {
    const query = { unionId: world.unions.elsewhere.id };
    expect((await refusal(officer.api('GET /statistics', { query }))).code).toBe('NOT_FOUND');
    const wrong = { from: '2026-11-23', to: '2026-11-22' };
    expect((await refusal(officer.api('GET /statistics', { query: wrong }))).code).toBe('SPAN_TOO_LONG');
    const long = { from: '2023-08-10', to: '2026-11-23' };
    expect((await refusal(officer.api('GET /statistics', { query: long }))).code).toBe('SPAN_TOO_LONG');
    await officer.api('GET /statistics', { query: { from: '2023-08-11', to: '2026-11-23' } });
  });

  test('hide groups of fewer than five once they leave the house as a table', async () => {
    const { rows } = await sheetOf('/statistics/table?by=occupation', officer.token);
    expect(rows.slice(1)).toEqual([
      ['工种', '在册会员', '新入会', '转入', '转出', '退会、除名'],
      ['外卖配送员', '少于5', '少于5', 0, 0, 0],
      ['快递员', '少于5', '少于5', 0, 0, 0],
    ]);
  });
});

describe('a list of members that leaves the house', () => {
  const ask = (by: StaffMember, clear: ('name' | 'idNumber' | 'phone')[] = []) =>
    by.api('POST /exports', { body: { unionId: world.unions.street.id, clear, reason: '年度会员核对' } });

  test('asks for the second factor, is masked, marked on every row, and ends after 24 hours', async () => {
    expect((await refusal(ask(officer))).code).toBe('STEP_UP_FIRST');
    await stepUp(officer);
    const made = await ask(officer);
    expect(made).toMatchObject({ persons: 8, state: 'done', jointId: null, fetched: 0 });
    const { rows } = await sheetOf(`/exports/${made.id}/file`, officer.token);
    expect(rows).toHaveLength(10);
    expect(rows[2]?.slice(0, 4)).toEqual(['37078100000001', '王*', expect.stringMatching(/^379\*{11}/), '199****0001']);
    expect(rows.slice(2).every((row) => String(row[8]).startsWith(`${officer.account} 2026-11-23T`))).toBe(true);
    world.clock.forward(24 * 3600_000 + 60_000);
    officer = { ...officer, ...(await world.signInStaff(officer.account, officer.otpSecret)) };
    await stepUp(officer);
    expect((await sheetOf(`/exports/${made.id}/file`, officer.token)).text).toContain('LINK_EXPIRED');
  });

  test('with clear ID numbers waits for the data officer; then every digit stays, and each person sees who took it', async () => {
    await stepUp(officer);
    const asked = await ask(officer, ['name', 'idNumber']);
    expect(asked).toMatchObject({ state: 'waiting', until: null });
    expect((await sheetOf(`/exports/${asked.id}/file`, officer.token)).text).toContain('LINK_EXPIRED');
    const data = await world.staff('dataOfficer', world.unions.province);
    await stepUp(data);
    const signed = await data.api('POST /joint-acts/:id/sign', { params: { id: asked.jointId ?? '' } });
    expect(signed.state).toBe('done');
    await stepUp(officer);
    const { rows } = await sheetOf(`/exports/${asked.id}/file`, officer.token);
    expect(rows[2]?.slice(1, 4)).toEqual(['王二', madeUpIdNumber(1), '199****0001']);
    const person = await world.signIn('19900000003');
    const { items } = await person.api('GET /me/looks');
    expect(items[0]).toMatchObject({ field: 'export', reason: '年度会员核对', officerName: '张干事' });
  });

  test('B6 row 9: the asker does not agree under a second account, nor does plain SQL', async () => {
    const self = madeUpIdNumber(30_001);
    const asker = await world.staff('officer', world.unions.street, undefined, self);
    const second = await world.staff('dataOfficer', world.unions.street, undefined, self);
    await stepUp(asker);
    const asked = await ask(asker, ['phone']);
    const id = asked.jointId ?? '';
    await stepUp(second);
    expect((await refusal(second.api('POST /joint-acts/:id/sign', { params: { id } }))).code).toBe('SAME_PERSON');
    const signature = `INSERT INTO joint_signature (id, actId, slot, accountId, unionId, signer, at)
      SELECT 'X', actId, 'exports.confirm', '${second.id}', unionId, signer, at FROM joint_signature WHERE actId = '${id}'`;
    await expect(world.sql(signature)).rejects.toThrow();
    await expect(world.sql(`UPDATE joint_act SET state = 'done' WHERE id = '${id}'`)).rejects.toThrow(/signatures/);
    await expect(world.sql(`UPDATE person_export SET state = 'done' WHERE id = '${asked.id}'`)).rejects.toThrow(
      /second person/,
    );
    await expect(world.sql(`UPDATE person_export SET clear = '' WHERE id = '${asked.id}'`)).rejects.toThrow(
      /not changed/,
    );
  });

  test('a refusal by the data officer is told, and the list stays closed', async () => {
    await stepUp(officer);
    const asked = await ask(officer, ['phone']);
    const data = await world.staff('dataOfficer', world.unions.province);
    const body = { reason: '理由不充分，请说明用途' };
    await data.api('POST /joint-acts/:id/refuse', { params: { id: asked.jointId ?? '' }, body });
    const { items } = await officer.api('GET /exports', { query: {} });
    expect(items[0]).toMatchObject({ id: asked.id, state: 'refused', until: null });
  });

  test('is fetched by nobody else, and without ID numbers for the publicity department', async () => {
    await stepUp(officer);
    const made = await ask(officer);
    const other = await world.staff('officer');
    await stepUp(other);
    expect((await sheetOf(`/exports/${made.id}/file`, other.token)).status).toBe(404);
    const publicity = await world.staff('publicity');
    await stepUp(publicity);
    expect((await refusal(ask(publicity, ['idNumber']))).code).toBe('NOT_ALLOWED');
    expect((await ask(publicity, ['phone'])).state).toBe('waiting');
  });
});

test('whatever happened, the counts of each union are those of its book', () => mustCountTrue(world));

test('what was agreed to is the list of then: a union moved into the scope since ends it', async () => {
  const own = await openWorld();
  const { county, rider } = own.unions;
  const by = await own.staff('officer', county);
  const data = await own.staff('dataOfficer', own.unions.province);
  const steppedUp = () => own.sql('UPDATE session SET stepUpAt = ?', [own.clock.now.toISOString()]);
  await steppedUp();
  const empty = await by.api('POST /union-tree', {
    body: {
      parentId: county.id,
      name: '新建的空工会联合会',
      level: 'federation',
      districtCode: '370781',
      holding: false,
      phone: null,
      profile: {},
      reason: '新建片区工会',
    },
  });
  const body = { unionId: empty.id, clear: ['name', 'idNumber'] as const, reason: '年度会员核对' };
  const asked = await by.api('POST /exports', { body: { ...body, clear: [...body.clear] } });
  await data.api('POST /joint-acts/:id/sign', { params: { id: asked.jointId ?? '' } });
  own.clock.forward(1000);
  const moving = { parentId: empty.id, districtCode: '370781', reason: '调整片区归属' };
  await by.api('POST /union-tree/:id/move', { params: { id: rider.id }, body: moving });
  await steppedUp();
  const answer = await own.raw('GET', `/exports/${asked.id}/file`, { token: by.token });
  expect([answer.status, answer.body?.code]).toEqual([404, 'LINK_EXPIRED']);
  await own.close();
});
