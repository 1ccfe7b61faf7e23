/** The texts that an XLSX keeps once for all its cells: in one block of memory instead of a million objects. */
import { SaxesParser } from 'saxes';
import { FileFault } from './cell';
import type { Zip } from './zip';

/** Three texts a row for 500,000 rows, with room. */
const BYTES = 160 * 1024 * 1024;
const COUNT = 4_000_000;

export type SharedStrings = (nth: number) => string | undefined;

/** Reads them all; throws BOMB when there are more than any roster has. */
export async function readSharedStrings(zip: Zip, name: string): Promise<SharedStrings> {
  let block = Buffer.alloc(64 * 1024);
  let ends = new Uint32Array(4096);
  let [size, count] = [0, 0];
  let text = '';
  let [inText, inPhonetic] = [false, false];

  function add(): void {
    const bytes = Buffer.byteLength(text);
    if (size + bytes > BYTES || count >= COUNT) throw new FileFault('BOMB');
    if (size + bytes > block.length) block = Buffer.concat([block, Buffer.alloc(Math.max(block.length, bytes))]);
    if (count === ends.length) {
      const more = new Uint32Array(count * 2);
      more.set(ends);
      ends = more;
    }
    size += block.write(text, size);
    ends[count] = size;
    count += 1;
  }

  const parser = new SaxesParser();
  parser.on('opentag', (tag) => {
    if (tag.name === 'si') text = '';
    else if (tag.name === 't') inText = !inPhonetic;
    else if (tag.name === 'rPh') inPhonetic = true;
  });
  parser.on('text', (piece) => {
    if (inText) text += piece;
  });
  parser.on('closetag', (tag) => {
    if (tag.name === 't') inText = false;
    else if (tag.name === 'rPh') inPhonetic = false;
    else if (tag.name === 'si') add();
  });
  if (zip.has(name)) {
    for await (const piece of zip.texts(name)) parser.write(piece);
    parser.close();
  }
  return (nth) =>
    nth >= 0 && nth < count ? block.toString('utf8', nth === 0 ? 0 : ends[nth - 1], ends[nth]) : undefined;
}
