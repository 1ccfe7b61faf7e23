/** Rosters as units really send them, and as nobody should: made for the tests, with made-up persons only. */
import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { madeUpName } from '@niangjia/server/demo/people';
import { idCheckDigit } from '@niangjia/shared/rules/identity';
import iconv from 'iconv-lite';

/** The nth made-up ID number of a roster, for up to ten million: born 1966 to 2005, under an area that was never issued. */
export function rosterNumber(nth: number): string {
  const year = 1966 + (nth % 40);
  const month = String((Math.floor(nth / 40) % 12) + 1).padStart(2, '0');
  const day = String((Math.floor(nth / 480) % 28) + 1).padStart(2, '0');
  // 001 to 899 and never a round hundred: a number that ends in 000 looks as if a spreadsheet had cut it.
  const sequence = (Math.floor(nth / 13_440) % 80) * 11 + 13;
  const area = ['379901', '379902', '379903', '379904'][Math.floor(nth / 1_075_200) % 4];
  const first17 = `${area}${year}${month}${day}${String(sequence).padStart(3, '0')}`;
  return first17 + idCheckDigit(first17);
}
export const rosterPhone = (nth: number): string => `199${String(10_000_000 + nth).padStart(8, '0')}`;
export const rosterName = (nth: number): string => madeUpName(nth).replace('·示例', '');

export const HEADER = ['姓名', '身份证号', '工种', '手机号', '入会日期'];
/** A good line about the nth person. */
export const goodLine = (nth: number): string[] => [
  rosterName(nth),
  rosterNumber(nth),
  '快递员',
  rosterPhone(nth),
  '2026-11-01',
];

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
export const csv = (lines: readonly (readonly string[])[], delimiter = ','): string =>
  lines.map((line) => line.map(quoted).join(delimiter)).join('\r\n');
export const csvOf = (...lines: string[][]): Buffer => Buffer.from(csv([HEADER, ...lines]));
export const gbk = (text: string): Buffer => iconv.encode(text, 'gb18030');
export const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

interface Part {
  name: string;
  text: string | Buffer;
  /** What it says of its length, if that is a lie. */
  claims?: number;
}

/** A ZIP of these parts. */
export function zip(parts: readonly Part[]): Buffer {
  const [bodies, heads]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, text, claims } of parts) {
    const plain = Buffer.from(text as string);
    const packed = deflateRawSync(plain);
    const sum = typeof crc32 === 'function' ? crc32(plain) : 0;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims ?? plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    heads.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const escaped = (text: string): string => text.replace(/[<&>]/g, (one) => `&#${one.charCodeAt(0)};`);
/** A cell as XML: a text inline; `{ number }` with these very digits; `{ shared }`; `{ formula, value? }`. */
export type SheetCell =
  | string
  | null
  | { number: string }
  | { shared: number }
  | { formula: string; value?: string }
  | { error: string };

function cellXml(cell: SheetCell, reference: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if ('number' in cell) return `<c r="${reference}"><v>${cell.number}</v></c>`;
  if ('shared' in cell) return `<c r="${reference}" t="s"><v>${cell.shared}</v></c>`;
  if ('error' in cell) return `<c r="${reference}" t="e"><v>${cell.error}</v></c>`;
  const value = cell.value === undefined ? '' : `<v>${escaped(cell.value)}</v>`;
  return `<c r="${reference}" t="str"><f>${escaped(cell.formula)}</f>${value}</c>`;
}

const sheetXml = (lines: readonly (readonly SheetCell[])[]): string =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines
    .map((cells, at) => {
      const inner = cells.map((cell, nth) => cellXml(cell, `${'ABCDEFGHIJKL'[nth]}${at + 1}`)).join('');
      return cells.length === 0 ? '' : `<row r="${at + 1}">${inner}</row>`;
    })
    .join('')}</sheetData></worksheet>`;

export interface BookOptions {
  from1904?: boolean;
  shared?: string[];
  more?: Part[];
}

/** An XLSX with these sheets. */
export function xlsx(
  sheets: (readonly (readonly SheetCell[])[])[],
  { from1904, shared, more = [] }: BookOptions = {},
): Buffer {
  const names = sheets
    .map((_, nth) => `<sheet name="S${nth + 1}" sheetId="${nth + 1}" r:id="rId${nth + 1}"/>`)
    .join('');
  const links = sheets.map(
    (_, nth) => `<Relationship Id="rId${nth + 1}" Type="worksheet" Target="worksheets/sheet${nth + 1}.xml"/>`,
  );
  return zip([
    { name: '[Content_Types].xml', text: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="r"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${names}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', text: `<Relationships>${links.join('')}</Relationships>` },
    ...(shared
      ? [
          {
            name: 'xl/sharedStrings.xml',
            text: `<sst>${shared.map((one) => `<si><t>${escaped(one)}</t></si>`).join('')}</sst>`,
          },
        ]
      : []),
    ...sheets.map((lines, nth) => ({ name: `xl/worksheets/sheet${nth + 1}.xml`, text: sheetXml(lines) })),
    ...more,
  ]);
}

/** A sheet that unpacks to `megabytes` of blanks; it may say that it is small. */
export const bomb = (megabytes: number, claims?: number): Buffer =>
  zip([
    {
      name: 'xl/workbook.xml',
      text: '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      text: Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(megabytes * 1024 * 1024, 0x20)]),
      ...(claims !== undefined && { claims }),
    },
  ]);

/** The head of an OLE file: an old .xls, or with `EncryptedPackage` a book with a password. */
export const ole = (locked: boolean): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1016),
    Buffer.from(locked ? 'EncryptedPackage' : 'Workbook', 'utf16le'),
    Buffer.alloc(512),
  ]);

/** One line for each thing that is commonly wrong, and what is said of it: code at field. Line numbers as in the file. */
export function badRoster(from: number): { file: Buffer; problems: Record<number, string[]>; good: number[] } {
  const good = (nth: number, change: Partial<Record<number, string>> = {}): string[] =>
    goodLine(from + nth).map((cell, at) => change[at] ?? cell);
  const wrongCheck = (number: string): string => number.slice(0, 17) + (number[17] === '1' ? '2' : '1');
  const withDate = (born: string): string => {
    const first17 = `379901${born}123`;
    return first17 + idCheckDigit(first17);
  };
  const cases: [string[], string[]][] = [
    [good(0), []],
    [good(1, { 0: '' }), ['NAME_MISSING name']],
    [good(2, { 0: '王小明2号' }), ['NAME_ODD name']],
    [good(3, { 1: '' }), ['ID_MISSING idNumber']],
    [good(4, { 1: rosterNumber(from + 4).slice(0, 17) }), ['ID_LENGTH idNumber']],
    [good(5, { 1: wrongCheck(rosterNumber(from + 5)) }), ['ID_CHECK idNumber']],
    [good(6, { 1: withDate('19990231') }), ['ID_DATE idNumber']],
    [good(7, { 1: '3.79901E+17' }), ['ID_FLOAT idNumber']],
    [good(8, { 1: rosterNumber(from + 9) }), ['ID_TWICE idNumber']],
    [good(9), ['ID_TWICE idNumber']],
    [good(10, { 1: withDate('20150601') }), ['TOO_YOUNG idNumber']],
    [good(11, { 3: '1380013800' }), ['PHONE_ODD phone']],
    [good(12, { 3: rosterPhone(from + 13) }), ['PHONE_TWICE phone']],
    [good(13), ['PHONE_TWICE phone']],
    [good(14, { 2: '太空人' }), ['OCCUPATION_UNKNOWN occupation']],
    [good(15, { 4: '去年夏天' }), ['DATE_ODD joinedOn']],
    [good(16, { 4: '2026-12-31' }), ['DATE_AHEAD joinedOn']],
    [good(17, { 1: '=A2' }), ['FORMULA idNumber']],
    [good(18, { 3: '', 4: '' }), []],
  ];
  return {
    file: csvOf(...cases.map(([line]) => line)),
    problems: Object.fromEntries(cases.flatMap(([, said], nth) => (said.length > 0 ? [[nth + 2, said]] : []))),
    good: cases.flatMap(([, said], nth) => (said.length === 0 ? [nth + 2] : [])),
  };
}

/** The body of an upload. */
export function rosterForm(file: Buffer): FormData {
  const form = new FormData();
  form.set('length', String(file.length));
  form.set('sha256', createHash('sha256').update(file).digest('hex'));
  form.set('file', new Blob([Uint8Array.from(file)]), 'roster');
  return form;
}
