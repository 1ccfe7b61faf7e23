/** CSV: which encoding and delimiter, and its lines, as a stream. An encoding is proved, never supposed. */
import { Readable } from 'node:stream';
import { limits } from '@niangjia/shared/rules/limits';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { FileFault, type Line } from './cell';
import type { RosterFile } from './file';

export type Encoding = 'UTF-8' | 'UTF-16' | 'GBK';

const START = 64 * 1024;
const [CODES, TEXTS] = [/[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/, /[\u0000-\u0008\u000e-\u001f\u007f]/];

/**
 * UTF-16 by its mark; UTF-8 when every byte of the file is; else GBK (GB 18030) when every byte is.
 * Throws ENCODING, and NOT_A_TABLE for what is no text at all.
 */
export async function encodingOf(file: RosterFile, start: Buffer): Promise<Encoding> {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return 'UTF-16';
  if (start.includes(0)) throw new FileFault('NOT_A_TABLE');
  if (await isAll(file, new TextDecoder('utf-8', { fatal: true }))) return 'UTF-8';
  if (await isAll(file, strictGbk())) return 'GBK';
  throw new FileFault('ENCODING');
}

interface Strict {
  decode(bytes?: Buffer, options?: { stream: boolean }): string;
}

async function isAll(file: RosterFile, decoder: Strict): Promise<boolean> {
  try {
    for await (const bytes of file.all()) if (CODES.test(decoder.decode(bytes, { stream: true }))) return false;
    return !CODES.test(decoder.decode());
  } catch {
    return false;
  }
}

/** iconv-lite never throws: what it cannot read becomes U+FFFD, which no list holds. */
function strictGbk(): Strict {
  const decoder = iconv.getDecoder('gb18030');
  return { decode: (bytes) => (bytes ? decoder.write(bytes) : (decoder.end() ?? '')) };
}

const utf16 = (start: Buffer): string => (start[0] === 0xff ? 'utf-16le' : 'utf-16be');

function decoderOf(encoding: Encoding, start: Buffer): Strict {
  return encoding === 'GBK' ? strictGbk() : new TextDecoder(utf16(start), { fatal: true });
}

/** The delimiter that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const [first = ''] = text
    .replace(/"[^"]*"/g, '')
    .trimStart()
    .split(/\r\n|\n|\r/);
  const counts = [',', '\t', ';'].map((one) => [one, first.split(one).length - 1] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** The first bytes of a file. */
export async function startOf(file: RosterFile): Promise<Buffer> {
  for await (const bytes of file.all()) return bytes.subarray(0, START);
  return Buffer.alloc(0);
}

/** The file's text for the parser. What is proved to be UTF-8 goes in as bytes. */
async function* textOfFile(file: RosterFile, encoding: Encoding, start: Buffer): AsyncGenerator<Buffer | string> {
  if (encoding === 'UTF-8') return yield* file.all();
  const decoder = decoderOf(encoding, start);
  try {
    for await (const bytes of file.all()) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (fault) {
    throw fault instanceof TypeError ? new FileFault('ENCODING') : fault;
  }
}

/** Every line of the file, blank ones too: they count. Throws BROKEN when a quote never ends. */
export async function* csvLines(file: RosterFile, encoding: Encoding, start: Buffer): AsyncGenerator<Line> {
  const head = new TextDecoder(encoding === 'GBK' ? 'gb18030' : encoding === 'UTF-8' ? 'utf-8' : utf16(start)).decode(
    start,
  );
  if (TEXTS.test(head) || /^\s*</.test(head)) throw new FileFault('NOT_A_TABLE');
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head),
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: 64 * 1024,
  });
  const source = Readable.from(textOfFile(file, encoding, start), { highWaterMark: 1 });
  // Whatever breaks on the way ends the parser, and with it the loop below.
  source.on('error', (fault) => parser.destroy(fault));
  source.pipe(parser);
  let line = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      line += 1;
      yield { line, cells: cells.slice(0, limits.roster.columns) };
    }
  } catch (fault) {
    throw String((fault as { code?: string }).code).startsWith('CSV_') ? new FileFault('BROKEN') : fault;
  } finally {
    source.destroy();
  }
}
