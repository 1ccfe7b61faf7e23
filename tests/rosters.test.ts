/** Each row of a roster is explained, and the good ones enter. X28, C7. */
import { rosterOfKey } from '@niangjia/server/modules/rosters/file';
import ExcelJS from 'exceljs';
import {
  badRoster,
  csvOf,
  goodLine,
  HEADER,
  rosterName,
  rosterNumber,
  rosterPhone,
  type SheetCell,
  xlsx,
} from './roster-files';
import {
  check,
  closeRosters,
  counts,
  daysLater,
  enter,
  fresh,
  look,
  officer,
  openRosters,
  rows,
  said,
  sign,
  submit,
  upload,
  work,
  world,
} from './roster-world';
import { mustCountTrue } from './true-counts';

beforeAll(openRosters);
afterAll(closeRosters);

describe('each row is explained', () => {
  it('X28 seventeen kinds of bad rows, each with its own reason at its own place', async () => {
    const { file, problems, good } = badRoster(fresh(100)[0] ?? 0);
    const roster = await check(file);
    const all = await rows(roster.id);
    expect(Object.fromEntries(all.filter((row) => row.state === 'bad').map((row) => [row.line, said(row)]))).toEqual(
      problems,
    );
    expect(all.filter((row) => row.state === 'good').map(({ line }) => line)).toEqual(good);
    expect(roster.counts).toEqual({ rows: 19, good: 2, same: 0, bad: 17, stopped: 0, entered: 0 });
    for (const row of all) for (const { sentence } of row.problems) expect(sentence).toMatch(/。$/);
  });

  it('X28 numbers of a spreadsheet: digits that it lost are not invented; dates and formulas are told apart', async () => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = fresh(8);
    const line = (at: number, id: SheetCell, on: SheetCell) => [
      rosterName(at),
      id,
      '快递员',
      { number: rosterPhone(at) },
      on,
    ];
    const book = [
      HEADER,
      line(a, rosterNumber(a), { number: '46327' }),
      line(b, { number: '3.7990119660101E+17' }, null),
      line(c, { number: '379901196601010016' }, null),
      line(d, { formula: 'A1', value: rosterNumber(d) }, { number: '20261101' }),
      line(e, { formula: 'VLOOKUP(1,2)' }, null),
      line(f, { error: '#N/A' }, null),
      line(g, `'${rosterNumber(g)}`, '2026年11月1日'),
      line(h, [...rosterNumber(h)].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join(''), '2026/11/1'),
    ];
    const roster = await check(xlsx([book]));
    const all = await rows(roster.id);
    expect(all.map((row) => [row.line, row.state, ...said(row)])).toEqual([
      [2, 'good'],
      [3, 'bad', 'ID_FLOAT idNumber'],
      [4, 'bad', 'ID_FLOAT idNumber'],
      [5, 'good'],
      [6, 'bad', 'FORMULA idNumber'],
      [7, 'bad', 'FORMULA idNumber'],
      [8, 'good'],
      [9, 'good'],
    ]);
    const act = await submit(roster.id);
    await sign(act.id);
    await work();
    const joined = await world.sql('SELECT joinedOn FROM membership WHERE applicationId = ? ORDER BY number', [
      roster.id,
    ]);
    expect(joined).toEqual(['2026-11-01', '2026-11-01', '2026-11-01', '2026-11-01'].map((joinedOn) => ({ joinedOn })));
  });

  it('X28 where one number has lost its end, those that happen to fit are not believed either', async () => {
    const round = Array.from(
      { length: 2000 },
      (_, at) => `3799011980${String((at % 12) + 1).padStart(2, '0')}${String((at % 28) + 1).padStart(2, '0')}`,
    ).flatMap((first14) => ['1000', '2000', '3000', '4000', '5000'].map((end) => first14 + end));
    const { idNumberProblem } = await import('@niangjia/shared/rules/identity');
    const fits = round.find((one) => !idNumberProblem(one, '2026-11-23')) ?? '';
    const not = round.find((one) => idNumberProblem(one, '2026-11-23')) ?? '';
    const line = (number: string) => [rosterName(1), number, '快递员', '', ''];
    const alone = await check(csvOf(line(fits)));
    expect(alone.counts).toMatchObject({ good: 1, bad: 0 });
    const both = await check(csvOf(line(fits), line(not)));
    expect((await rows(both.id)).map(said)).toEqual([['ID_FLOAT idNumber'], ['ID_FLOAT idNumber']]);
  });

  it('X28 days that are counted from 1904 are', async () => {
    const [a = 0] = fresh(1);
    const line = [rosterName(a), rosterNumber(a), '快递员', null, { number: '44865' }];
    const roster = await check(xlsx([[HEADER, line]], { from1904: true }));
    await sign((await submit(roster.id)).id);
    await work();
    expect(await world.sql('SELECT joinedOn FROM membership WHERE applicationId = ?', [roster.id])).toEqual([
      { joinedOn: '2026-11-01' },
    ]);
  });

  it('X28 a duplicate is found across thousands of rows, and both lines are named', async () => {
    const lines = fresh(2500).map(goodLine);
    lines.push([...(lines[0] as string[])]);
    const roster = await check(csvOf(...lines));
    expect(roster.counts).toMatchObject({ rows: 2501, good: 2499, bad: 2 });
    const bad = await rows(roster.id, 'bad');
    expect(bad.map((row) => [row.line, ...said(row)])).toEqual([
      [2, 'ID_TWICE idNumber', 'PHONE_TWICE phone'],
      [2502, 'ID_TWICE idNumber', 'PHONE_TWICE phone'],
    ]);
  });

  it('C7 the list of problems is a spreadsheet without formulas and without an ID number in full', async () => {
    const { file } = badRoster(fresh(100)[0] ?? 0);
    const made = await upload(file, '=cmd|1.csv');
    await work();
    const params = { id: made.body.id };
    const columns = (await look(made.body.id)).columns.map(({ field }) => field);
    await officer.api('POST /rosters/:id/map', { params, body: { columns } });
    await work();
    const response = await fetch(`${world.address}/api/rosters/${made.body.id}/problems`, {
      headers: { authorization: `Bearer ${officer.token}` },
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const texts: string[] = [];
    book.worksheets[0]?.eachRow((row) =>
      row.eachCell((cell) => {
        expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
        texts.push(String(cell.value));
      }),
    );
    expect(texts.join('\n')).toMatch('身份证号最后一位对不上');
    expect(texts.join('\n')).not.toMatch(/\d{17}[\dX]|1990000\d{4}|199\d{8}/);
    expect(texts.some((one) => /^[=+@-]/.test(one))).toBe(false);
  });
});

describe('who enters', () => {
  it('a member of a roster has a card, a history, consents and a word in the inbox; no message goes out', async () => {
    const [a = 0] = fresh(1);
    const before = await counts();
    const roster = await enter(csvOf(goodLine(a)));
    expect(roster).toMatchObject({ state: 'done', progress: 100 });
    const after = await counts();
    const grown = Object.fromEntries(Object.entries(after).map(([table, n]) => [table, n - Number(before[table])]));
    expect(grown).toEqual({
      person: 1,
      data_key: 1,
      membership: 1,
      membership_change: 1,
      consent: 2,
      notice: 1,
      outbox: 0,
    });
    const rider = await world.signIn(rosterPhone(a));
    const card = await rider.api('GET /card');
    expect([card.name, card.occupation, card.joinedOn]).toEqual([rosterName(a), 'COURIER', '2026-11-01']);
    expect((await rider.api('GET /card/code')).code).toBeTruthy();
    const [change] = await world.sql(
      'SELECT kind, source, sourceId, accountId FROM membership_change ORDER BY id DESC LIMIT 1',
    );
    expect(change).toEqual({ kind: 'joined', source: 'roster', sourceId: roster.id, accountId: officer.id });
    const [notice] = await world.sql<{ words: string }>('SELECT words FROM notice ORDER BY id DESC LIMIT 1');
    expect(notice?.words).toContain(card.number);
  });

  it('the file and the values of its rows are sealed, and unreadable once the roster is done; the counts stay', async () => {
    const [a = 0, b = 0] = fresh(2);
    const checked = await check(csvOf(goodLine(a), goodLine(b)));
    const [row] = await world.sql<{ sealed: string }>('SELECT sealed FROM roster_row WHERE rosterId = ? LIMIT 1', [
      checked.id,
    ]);
    expect(row?.sealed).toMatch(/^1\./);
    const keysOf = async () => {
      const found: Buffer[] = [];
      for await (const { key } of world.kit.files.keys())
        if (rosterOfKey(key) === checked.id) found.push(await world.kit.files.get(key));
      return found;
    };
    const stored = Buffer.concat(await keysOf());
    expect([stored.length > 0, stored.includes(rosterNumber(a)), stored.includes('姓名')]).toEqual([
      true,
      false,
      false,
    ]);
    await sign((await submit(checked.id)).id);
    await work();
    expect(await keysOf()).toEqual([]);
    expect(await world.kit.secrets.sealer(world.kit.db.reader, checked.id)).toBeUndefined();
    expect((await look(checked.id)).counts).toMatchObject({ rows: 2, entered: 2 });
    await daysLater(31);
    await work();
    expect(await world.sql('SELECT line FROM roster_row WHERE rosterId = ?', [checked.id])).toEqual([]);
    expect((await look(checked.id)).counts).toMatchObject({ rows: 2, entered: 2 });
  });

  it('what nobody submits ends by itself after thirty days', async () => {
    const roster = await check(csvOf(...fresh(1).map(goodLine)));
    await daysLater(29);
    await work();
    const state = () => world.sql('SELECT state FROM roster WHERE id = ?', [roster.id]);
    expect(await state()).toEqual([{ state: 'checked' }]);
    await daysLater(2);
    await work();
    expect(await state()).toEqual([{ state: 'recalled' }]);
    expect(await world.sql('SELECT line FROM roster_row WHERE rosterId = ?', [roster.id])).toEqual([]);
  });
});

test('whatever happened, the counts of each union are those of its book', () => mustCountTrue(world));
