/** What kind of file it is, by its bytes and never by its name; and its lines. */
import { FileFault, type Line } from './cell';
import { csvLines, encodingOf, startOf } from './csv';
import type { RosterFile } from './file';
import { openBook } from './xlsx';

export interface Source {
  encoding: string;
  sheets: number;
  from1904: boolean;
  lines(sheet: number): AsyncGenerator<Line>;
  close(): void;
}

const ZIP = Buffer.from('504b0304', 'hex');
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const LOCK = Buffer.from('EncryptedPackage', 'utf16le');

/** A book with a password is an OLE file with a part of this name; an old .xls is one without. */
async function isLocked(file: RosterFile): Promise<boolean> {
  let tail = Buffer.alloc(0);
  for await (const bytes of file.all()) {
    const window = Buffer.concat([tail, bytes]);
    if (window.includes(LOCK)) return true;
    tail = window.subarray(-LOCK.length);
  }
  return false;
}

/** Opens the file; `encoding` is what an earlier reading proved. Throws the problem of the whole file. */
export async function openSource(file: RosterFile, encoding: string | null): Promise<Source> {
  const start = await startOf(file);
  if (start.subarray(0, 8).equals(OLE)) throw new FileFault((await isLocked(file)) ? 'LOCKED' : 'NOT_A_TABLE');
  if (start.subarray(0, 4).equals(ZIP)) {
    const book = await openBook(file);
    return {
      encoding: 'XLSX',
      sheets: book.sheets.length,
      from1904: book.from1904,
      lines: book.lines,
      close: book.close,
    };
  }
  const proved = encoding ?? (await encodingOf(file, start));
  const kind = proved === 'UTF-16' || proved === 'GBK' ? proved : 'UTF-8';
  return {
    encoding: kind,
    sheets: 1,
    from1904: false,
    lines: () => csvLines(file, kind, start),
    close: () => undefined,
  };
}
