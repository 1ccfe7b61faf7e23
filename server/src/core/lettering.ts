/**
 * Chinese letters as outlines. A server has no fonts, and who opens the file may have none: so text becomes paths, glyph
 * by glyph, from Noto Sans SC (SIL Open Font License, package @fontsource/noto-sans-sc).
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { create, type Font } from 'fontkit';

/** In another thread. */
const inflateAside: (bytes: Buffer) => Promise<Buffer> = promisify(inflate);

export type Weight = 400 | 700;

export interface Glyph {
  /** Outline in font units, y upwards, as SVG path data; empty for a space. */
  d: string;
  /** Width in font units. */
  advance: number;
}

/** Units of the em square, in this font and for the box. */
export const EM = 1000;
/** A character that no file has: an empty frame, as everywhere. */
const BOX: Glyph = {
  d: 'M100 -60H900V780H100ZM160 0V720H840V0Z',
  advance: EM,
};
/** Change the look of the character before them, or join two; drawn alone they are nothing. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
const SPACE = /[\s\u0000-\u001f\u007f-\u009f]/;

const folder = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'));
const fonts = new Map<string, Promise<Font>>();

/** One file of the font, read once for the life of the process: 1.5 MB for the usual characters of one weight. */
function openFont(part: string, weight: Weight): Promise<Font> {
  const name = `noto-sans-sc-${part}-${weight}-normal.woff`;
  const known = fonts.get(name);
  if (known) return known;
  const opening = readFile(join(folder, 'files', name)).then(async (bytes) => create(await unpack(bytes)) as Font);
  fonts.set(name, opening);
  // A file that could not be read may be readable the next time.
  opening.catch(() => fonts.delete(name));
  return opening;
}

const HEAD = 12;
const ENTRY = 16;

/**
 * WOFF 1.0 (W3C, 2012) as plain OpenType, all tables unpacked once: from the packed file every single glyph would cost
 * fontkit another unpacking of all outlines, a tenth of a second each.
 */
async function unpack(woff: Buffer): Promise<Buffer> {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, nth) => {
    const at = 44 + 20 * nth;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(offset, offset + packed);
    const sum = woff.subarray(at + 16, at + 20);
    return { tag: woff.subarray(at, at + 4), sum, length, bytes, isPacked: packed < length };
  });
  const head = Buffer.alloc(HEAD + ENTRY * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const parts: Buffer[] = [head];
  let end = head.length;
  for (const [nth, { tag, sum, length, bytes, isPacked }] of tables.entries()) {
    const at = HEAD + ENTRY * nth;
    tag.copy(head, at);
    sum.copy(head, at + 4);
    head.writeUInt32BE(end, at + 8);
    head.writeUInt32BE(length, at + 12);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(isPacked ? await inflateAside(bytes) : bytes, padding);
    end += length + padding.length;
  }
  return Buffer.concat(parts);
}

interface Part {
  part: string;
  ranges: [number, number][];
}
let rare: Promise<Part[]> | undefined;

/** Which of the hundred small files has which characters: the package's own list, `U+4e00,U+4e10-4e20`. */
async function listParts(): Promise<Part[]> {
  const list = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(list).map(([name, text]) => ({
    part: name.replace(/[[\]]/g, ''),
    ranges: text.split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    }),
  }));
}

async function glyphOf(character: string, weight: Weight): Promise<Glyph> {
  const code = character.codePointAt(0) ?? 0;
  const usual = await openFont('chinese-simplified', weight);
  if (usual.hasGlyphForCodePoint(code)) return outline(usual, code);
  rare ??= listParts();
  for (const { part, ranges } of await rare) {
    if (!ranges.some(([from, to]) => code >= from && code <= to)) continue;
    const font = await openFont(part, weight).catch(() => undefined);
    if (font?.hasGlyphForCodePoint(code)) return outline(font, code);
  }
  return BOX;
}

function outline(font: Font, code: number): Glyph {
  const { path, advanceWidth } = font.glyphForCodePoint(code);
  const scale = EM / font.unitsPerEm;
  return { d: scale === 1 ? path.toSVG() : path.scale(scale, scale).toSVG(), advance: advanceWidth * scale };
}

/** The glyphs of a text, in one line. Never throws for what is in the text: what has no letter becomes a box. */
export async function toGlyphs(text: string, weight: Weight): Promise<Glyph[]> {
  const glyphs: Glyph[] = [];
  for (const character of text.toWellFormed()) {
    if (UNSEEN.test(character)) continue;
    glyphs.push(SPACE.test(character) ? { d: '', advance: EM / 4 } : await glyphOf(character, weight));
  }
  return glyphs;
}

export const widthOf = (glyphs: readonly Glyph[]): number => glyphs.reduce((sum, { advance }) => sum + advance, 0);

/**
 * Text in at most `lines` lines of nearly the same width: as large as `size` allows and `width` holds.
 * @returns the lines and the size, both in the units of `width`
 */
export async function fitText(
  text: string,
  { weight, size, width, lines }: { weight: Weight; size: number; width: number; lines: number },
): Promise<{ lines: Glyph[][]; size: number }> {
  const glyphs = await toGlyphs(text, weight);
  const whole = (widthOf(glyphs) * size) / EM;
  const needed = Math.min(lines, Math.max(1, Math.ceil(whole / width)));
  const share = widthOf(glyphs) / needed;
  const rows: Glyph[][] = Array.from({ length: needed }, () => []);
  let before = 0;
  for (const glyph of glyphs) {
    const row = Math.min(needed - 1, Math.floor((before + glyph.advance / 2) / share));
    rows[row]?.push(glyph);
    before += glyph.advance;
  }
  const widest = Math.max(...rows.map(widthOf));
  return { lines: rows, size: Math.min(size, widest > 0 ? (width * EM) / widest : size) };
}
