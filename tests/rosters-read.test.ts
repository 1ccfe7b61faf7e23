/** A roster's file: read as it is, or refused with its reason; and the way in. X28. */
import { pathOf } from '@niangjia/shared/client';
import { limits } from '@niangjia/shared/rules/limits';
import type { FileProblem, RosterField } from '@niangjia/shared/rules/rosters';
import ExcelJS from 'exceljs';
import {
  bomb,
  csv,
  csvOf,
  gbk,
  goodLine,
  HEADER,
  ole,
  rosterForm,
  rosterName,
  rosterNumber,
  utf16,
  xlsx,
  zip,
} from './roster-files';
import { plantRoster } from './roster-plant';
import { check, closeRosters, fresh, look, officer, openRosters, read, upload, work, world } from './roster-world';
import { refusal } from './world';

beforeAll(openRosters);
afterAll(closeRosters);

describe('a file is read as it is, never as it might be', () => {
  const lines = fresh(3).map(goodLine);
  const text = csv([HEADER, ...lines]);
  it.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from(text), 'UTF-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'UTF-8'],
    ['GBK', gbk(text), 'GBK'],
    ['UTF-16', utf16(text), 'UTF-16'],
    ['semicolons', Buffer.from(csv([HEADER, ...lines], ';')), 'UTF-8'],
    ['tabs', Buffer.from(csv([HEADER, ...lines], '\t')), 'UTF-8'],
    ['a title above', Buffer.from(`北部片区会员名册\r\n\r\n${text}`), 'UTF-8'],
    ['XLSX', xlsx([[HEADER, ...lines]]), 'XLSX'],
    ['XLSX with shared texts', xlsx([[HEADER.map((_, at) => ({ shared: at })), ...lines]], { shared: HEADER }), 'XLSX'],
    ['XLSX on its second sheet', xlsx([[['封面']], [HEADER, [], ...lines]]), 'XLSX'],
  ])('X28 %s is read', async (_, file, encoding) => {
    const roster = await read(file);
    expect([roster.state, roster.encoding, roster.counts.rows]).toEqual(['mapping', encoding, 3]);
    expect(roster.columns.map(({ name, field }) => [name, field])).toEqual([
      ['姓名', 'name'],
      ['身份证号', 'idNumber'],
      ['工种', 'occupation'],
      ['手机号', 'phone'],
      ['入会日期', 'joinedOn'],
    ]);
    expect(roster.columns[1]?.sample).toMatch(/^379\*{11}\d{3}[\dX]$/);
  });

  const lone = Buffer.from([...Buffer.from('name,id\n'), 0xff, 0xff, 0x80, 0xff]);
  /** A sheet whose second line bears this number. */
  const numbered = (r: string): Buffer => {
    const line = (cells: string[], n: string) =>
      `<row r="${n}">${cells.map((one) => `<c t="inlineStr"><is><t>${one}</t></is></c>`).join('')}</row>`;
    const sheet = `<worksheet><sheetData>${line(HEADER, '1')}${line(goodLine(1), r)}</sheetData></worksheet>`;
    return zip([
      {
        name: 'xl/workbook.xml',
        text: '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        text: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      },
      { name: 'xl/worksheets/sheet1.xml', text: sheet },
    ]);
  };
  const many = xlsx([[HEADER]], { more: Array.from({ length: 1100 }, (_, at) => ({ name: `x${at}`, text: '' })) });
  const entities = zip([
    { name: 'xl/workbook.xml', text: '<!DOCTYPE a [<!ENTITY x "y">]><workbook>&x;</workbook>' },
    { name: 'xl/_rels/workbook.xml.rels', text: '<Relationships/>' },
  ]);
  it.each<[string, Buffer, FileProblem]>([
    ['a photo', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'NOT_A_TABLE'],
    ['an old .xls', ole(false), 'NOT_A_TABLE'],
    [
      'a web page that is called .xls',
      Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'),
      'NOT_A_TABLE',
    ],
    ['a ZIP of something else', zip([{ name: 'a.txt', text: 'a' }]), 'NOT_A_TABLE'],
    ['a book with a password', ole(true), 'LOCKED'],
    ['a bomb that says so', bomb(60), 'BOMB'],
    ['a bomb that says it is small', bomb(60, 5000), 'BOMB'],
    ['a thousand parts', many, 'BOMB'],
    ['entities in the XML', entities, 'BROKEN'],
    ['half a file', xlsx([[HEADER, goodLine(1)]]).subarray(0, 400), 'BROKEN'],
    ['a quote without end', Buffer.from(`${text}\r\n"${'x'.repeat(70_000)}`), 'BROKEN'],
    ...['1e400', '2.5', '99999999999999999999', '1048577', '0', '0x10'].map((r): [string, Buffer, FileProblem] => [
      `a line numbered ${r}`,
      numbered(r),
      'BROKEN',
    ]),
    ['a header alone', Buffer.from(HEADER.join(',')), 'EMPTY'],
    ['an empty sheet', xlsx([[]]), 'EMPTY'],
    ['no header', Buffer.from(csv(lines)), 'NO_HEADER'],
    ['one column', Buffer.from('姓名\r\n王小明'), 'NO_HEADER'],
    ['bytes of no encoding', lone, 'ENCODING'],
    ['one row too many', Buffer.from(`姓名,身份证号\n${'王小明,1\n'.repeat(limits.roster.rows + 1)}`), 'TOO_MANY_ROWS'],
  ])('X28 %s is not read, and it is said why', async (_, file, problem) => {
    const roster = await read(file);
    expect([roster.state, roster.problem?.code, roster.counts.rows]).toEqual(['unreadable', problem, 0]);
    expect(roster.problem?.sentence).toMatch(/。$/);
    await work();
    const [gone] = await world.sql('SELECT clearedAt FROM roster WHERE id = ?', [roster.id]);
    expect(gone).toEqual({ clearedAt: world.clock.now.toISOString() });
    expect(await world.sql('SELECT subjectId FROM data_key WHERE subjectId = ?', [roster.id])).toEqual([]);
  });

  it('X28 unknown column names are matched by a person, and remembered for the next file with the same ones', async () => {
    const [one = 0, two = 0] = fresh(2);
    const header = ['职员', '号码', '干什么', '备注'];
    const line = (at: number) => [rosterName(at), rosterNumber(at), '快递员', '无'];
    const file = (at: number) => Buffer.from(csv([header, line(at)]));
    const roster = await read(file(one));
    expect(roster.columns.map(({ field }) => field)).toEqual([null, null, null, null]);
    const map = (columns: (RosterField | null)[], id = roster.id) =>
      officer.api('POST /rosters/:id/map', { params: { id }, body: { columns } });
    expect((await refusal(map(['name', 'idNumber', null, null]))).code).toBe('COLUMN_MISSING');
    expect((await refusal(map(['name', 'idNumber', 'occupation', 'name']))).code).toBe('COLUMN_TWICE');
    expect((await refusal(map(['name', 'idNumber', 'occupation']))).at('columns')).toMatch('列数');
    const columns: (RosterField | null)[] = ['name', 'idNumber', 'occupation', null];
    await map(columns);
    await work();
    expect((await look(roster.id)).counts).toMatchObject({ rows: 1, good: 1 });
    const next = await read(file(two));
    expect(next.columns.map(({ field }) => field)).toEqual(columns);
  });

  it('X28 rosters that nobody can work on hold up none behind them, and end as broken', async () => {
    const bad: string[] = [];
    for (let nth = 0; nth < 21; nth += 1) bad.push(await plantRoster(world.kit, world.unions.street, 1));
    const places = bad.map(() => '?').join(', ');
    await world.sql(`UPDATE roster SET state = 'checking', columns = '{' WHERE id IN (${places})`, bad);
    const states = async () =>
      (
        await world.sql<{ said: string }>(
          `SELECT DISTINCT CONCAT(state, ' ', COALESCE(problem, '')) AS said FROM roster WHERE id IN (${places})`,
          bad,
        )
      ).map(({ said }) => said);
    const made = await upload(csvOf(...fresh(1).map(goodLine)));
    await work();
    await work();
    expect((await look(made.body.id)).state).toBe('mapping');
    expect(await states()).toEqual(['checking ']);
    for (let turn = 0; turn < 6; turn += 1) await work();
    expect(await states()).toEqual(['unreadable BROKEN']);
  });

  it('X28 columns matched wrongly are matched again: the first result is gone', async () => {
    const roster = await check(csvOf(...fresh(3).map(goodLine)), ['idNumber', 'name', 'occupation', null, null]);
    expect(roster.counts).toMatchObject({ good: 0, bad: 3 });
    const body = { columns: ['name', 'idNumber', 'occupation', 'phone', 'joinedOn'] as RosterField[] };
    await officer.api('POST /rosters/:id/map', { params: { id: roster.id }, body });
    await work();
    expect((await look(roster.id)).counts).toMatchObject({ rows: 3, good: 3, bad: 0 });
  });
});

describe('the way in', () => {
  it('B2 who may is asked before the first byte of the file', async () => {
    const stranger = await world.staff('officer', world.unions.elsewhere);
    const { connect } = await import('node:net');
    const { hostname, port } = new URL(world.address);
    const path = `/api${pathOf('POST /rosters', undefined, { unionId: world.unions.street.id, fileName: 'a.csv' })}`;
    const first = await new Promise<string>((done) => {
      const socket = connect(Number(port), hostname);
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${stranger.token}\r\n` +
          'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 50000000\r\n\r\n',
      );
      socket.once('data', (bytes) => {
        done(bytes.toString().split('\r\n')[0] ?? '');
        socket.destroy();
      });
    });
    expect(first).toBe('HTTP/1.1 404 Not Found');
  });

  it('other endings, closed unions, cut and too large files are refused, and nothing of them stays', async () => {
    const file = csvOf(goodLine(1));
    const kept = async () => {
      let n = 0;
      for await (const _ of world.kit.files.keys()) n += 1;
      return n;
    };
    const before = await kept();
    expect((await upload(file, '名册.exe')).body).toMatchObject({ code: 'WRONG_TYPE', fields: [{ at: 'file' }] });
    const cut = rosterForm(file);
    cut.set('length', String(file.length + 1));
    const path = pathOf('POST /rosters', undefined, { unionId: world.unions.street.id, fileName: 'a.csv' });
    expect((await world.raw('POST', path, { token: officer.token, body: cut })).body.code).toBe('FILE_BROKEN');
    const large = await upload(Buffer.alloc(limits.roster.bytes + 1, 'a'));
    expect([large.status, large.body.code]).toEqual([413, 'TOO_LARGE']);
    await world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [
      world.clock.now.toISOString(),
      world.unions.rider.id,
    ]);
    expect((await upload(file, 'a.csv', officer, world.unions.rider.id)).body.code).toBe('UNION_CLOSED');
    await world.sql('UPDATE trade_union SET closedAt = NULL WHERE id = ?', [world.unions.rider.id]);
    expect(await kept()).toBe(before);
  });

  it('the template keeps numbers as text, offers the occupations, and its example cannot enter', async () => {
    const response = await fetch(`${world.address}/api/roster-template`, {
      headers: { authorization: `Bearer ${officer.token}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes.buffer as ArrayBuffer);
    const sheet = book.getWorksheet('名册');
    expect([sheet?.getColumn(2).numFmt, sheet?.getCell('C9').dataValidation?.type]).toEqual(['@', 'list']);
    const roster = await check(bytes);
    expect(roster.counts).toMatchObject({ rows: 1, good: 0, bad: 1 });
  });
});
