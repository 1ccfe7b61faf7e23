/** XLSX: its sheets in their order, and the lines of one, as a stream. XML without entities of its own: saxes has none. */
import { limits } from '@niangjia/shared/rules/limits';
import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Cell, Digits, FileFault, FORMULA, type Line } from './cell';
import type { RosterFile } from './file';
import { readSharedStrings, type SharedStrings } from './shared-strings';
import { openZip, type Zip } from './zip';

export interface Book {
  sheets: string[];
  /** Days are counted from 1904 instead of 1900. */
  from1904: boolean;
  lines(sheet: number): AsyncGenerator<Line>;
  close(): void;
}

type Tag = SaxesTagPlain & { attributes: Record<string, string> };
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** All tags of a small part. */
async function tagsOf(zip: Zip, name: string): Promise<Tag[]> {
  const tags: Tag[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    if (tags.length > 10_000) throw new FileFault('BOMB');
    tags.push(tag as Tag);
  });
  for await (const piece of zip.texts(name)) parser.write(piece);
  parser.close();
  return tags;
}

const target = (base: string): string => (base.startsWith('/') ? base.slice(1) : `xl/${base}`);

/** Opens a book. Throws NOT_A_TABLE for a ZIP of something else, BOMB, BROKEN, LOCKED. */
export async function openBook(file: RosterFile): Promise<Book> {
  const zip = await openZip(file);
  try {
    if (!zip.has('xl/workbook.xml')) throw new FileFault('NOT_A_TABLE');
    const book = await tagsOf(zip, 'xl/workbook.xml');
    const links = await tagsOf(zip, 'xl/_rels/workbook.xml.rels');
    const paths = new Map(links.map(({ attributes: { Id = '', Target = '' } }) => [Id, target(Target)]));
    const sheets = book
      .filter(({ name }) => local(name) === 'sheet')
      .map(({ attributes }) => paths.get(attributes['r:id'] ?? '') ?? '')
      .filter((path) => zip.has(path));
    const date1904 = book.find(({ name }) => local(name) === 'workbookPr')?.attributes.date1904 ?? '';
    let texts: SharedStrings | undefined;
    return {
      sheets,
      from1904: date1904 === '1' || date1904 === 'true',
      async *lines(sheet) {
        texts ??= await readSharedStrings(zip, 'xl/sharedStrings.xml').catch((fault: Error) => {
          throw asFault(fault);
        });
        yield* sheetLines(zip, sheets[sheet] ?? '', texts);
      },
      close: zip.close,
    };
  } catch (fault) {
    zip.close();
    throw asFault(fault as Error);
  }
}

/** Lines that a sheet can have at all. */
const LINES = 1_048_576;
/** The line of a `row`, 1 to LINES; without a number it is the next one. Throws BROKEN. */
function lineOf(named: string, last: number): number {
  const line = named === '' ? last + 1 : /^\d{1,7}$/.test(named) ? Number(named) : 0;
  if (line < 1 || line > LINES) throw new FileFault('BROKEN');
  return line;
}

/** Broken XML is a broken file. */
const asFault = (fault: Error): Error => (/^\d+:\d+: /.test(fault.message) ? new FileFault('BROKEN') : fault);

/** `BC12` -> 54, from 0; -1 when there is none. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && reference.charCodeAt(at) >= 65; at += 1)
    column = column * 26 + reference.charCodeAt(at) - 64;
  return column - 1;
}

async function* sheetLines(zip: Zip, path: string, texts: SharedStrings): AsyncGenerator<Line> {
  let ready: Line[] = [];
  let line: Line = { line: 0, cells: [] };
  let [column, type, value] = [0, '', ''];
  let [inValue, inPhonetic, formula, has] = [false, false, false, false];
  const parser = new SaxesParser();

  function cell(): Cell | undefined {
    if (!has) return formula ? FORMULA : undefined;
    if (type === 's') {
      const text = texts(Number(value));
      if (text === undefined) throw new FileFault('BROKEN');
      return text;
    }
    if (type === 'e') return FORMULA;
    return type === '' || type === 'n' ? new Digits(value.trim()) : value;
  }
  const attribute = (tag: SaxesTagPlain, name: string): string =>
    (tag.attributes as Record<string, SaxesAttributePlain['value']>)[name] ?? '';

  parser.on('opentag', (tag) => {
    switch (local(tag.name)) {
      case 'row':
        line = { line: lineOf(attribute(tag, 'r'), line.line), cells: [] };
        column = -1;
        break;
      case 'c': {
        const named = columnOf(attribute(tag, 'r'));
        column = named >= 0 ? named : column + 1;
        [type, value, formula, has] = [attribute(tag, 't'), '', false, false];
        break;
      }
      case 'f':
        formula = true;
        break;
      case 'rPh':
        inPhonetic = true;
        break;
      case 'v':
      case 't':
        inValue = !inPhonetic;
        if (inValue) has = true;
    }
  });
  parser.on('text', (piece) => {
    if (inValue && value.length < 4096) value += piece;
  });
  parser.on('closetag', (tag) => {
    const name = local(tag.name);
    if (name === 'v' || name === 't') inValue = false;
    else if (name === 'rPh') inPhonetic = false;
    else if (name === 'c' && column < limits.roster.columns) line.cells[column] = cell();
    else if (name === 'row') ready.push(line);
  });

  let last = 0;
  try {
    for await (const piece of zip.texts(path)) {
      parser.write(piece);
      const some = ready;
      ready = [];
      for (const one of some) {
        // Lines go on: one that comes twice would be entered over another.
        if (one.line <= last) throw new FileFault('BROKEN');
        last = one.line;
        yield one;
      }
    }
    parser.close();
  } catch (fault) {
    throw asFault(fault as Error);
  }
}
