import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { limits } from '@niangjia/shared/rules/limits';
import sharp from 'sharp';
import { Refusal } from './refusal';

// Process-wide: whatever libvips can read is off (GIF, TIFF, AVIF, PDF, …), then four loaders are on again. The one of
// SVG is for our own drawings alone: a stranger's file is looked at by its first bytes before any loader is (cleanImage).
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadSvgBuffer',
  ],
});
// libvips keeps recent pixels for a second use, which never comes; people's ID cards do not stay in memory.
sharp.cache(false);

interface CleanImage {
  bytes: Buffer;
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  /** Pixels, after the orientation was applied. */
  width: number;
  height: number;
  /** Of the clean bytes, 64 lower-case hex digits. */
  sha256: string;
}

/** Two of libuv's four threads, so that files, DNS and hashing go on during a rush of photos. */
const atOnce = 2;
const longestLine = 50;
const decodeSeconds = 20;
/** A camera writes about ten; each is a pass over all pixels, so a small file of thousands would take minutes. */
const mostScans = 100;
/** 10 MB are about 1,300 chunks of the usual 8 kB; a million empty ones would stop the event loop for a second. */
const mostChunks = 20_000;

const broken = () => new Refusal('FILE_BROKEN');

function bounded(width: number, height: number): void {
  if (width === 0 || height === 0) throw broken();
  if (width * height > limits.file.pixels) throw new Refusal('TOO_MANY_PIXELS');
}

/** sharp accepts a cut PNG whatever `failOn` says (T48): so every chunk up to IEND, with its length and its CRC. */
function walkPng(bytes: Buffer): void {
  let at = 8;
  let pixels = false;
  for (let chunk = 0; chunk < mostChunks; chunk += 1) {
    const end = at + 8 + bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if ((chunk === 0) !== (kind === 'IHDR')) throw broken();
    if (chunk === 0) bounded(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
    if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(at + 4, end))) throw broken();
    if (kind === 'IDAT') pixels = true;
    if (kind === 'IEND' && pixels) return;
    at = end + 4;
  }
  throw broken();
}

/** Segment by segment to the EOI of the picture itself: the one inside an embedded thumbnail does not count. */
function walkJpeg(bytes: Buffer): void {
  let at = 2;
  for (let scans = 0; scans <= mostScans; ) {
    const marker = bytes.readUInt16BE(at) - 0xff00;
    const fill = marker === 0xff;
    if (marker === 0xd9 && scans > 0) return;
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) throw broken();
    const frame = marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) bounded(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    at += fill ? 1 : 2 + bytes.readUInt16BE(at + 2);
    if (marker !== 0xda) continue;
    scans += 1;
    while (!endsScan(bytes, at)) at += 1;
  }
  throw broken();
}

/** A marker that is neither a stuffed 0xFF00 nor a restart; the end of the file ends in a RangeError. */
function endsScan(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== 0xff) return at >= bytes.length;
  const next = bytes.readUInt8(at + 1);
  return next !== 0 && (next < 0xd0 || next > 0xd7);
}

function walkWebp(bytes: Buffer): void {
  if (bytes.toString('latin1', 8, 12) !== 'WEBP') throw new Refusal('WRONG_TYPE');
  const end = 8 + bytes.readUInt32LE(4);
  let at = 12;
  let pixels = false;
  for (let chunk = 0; at + 8 <= end; chunk += 1) {
    const kind = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (chunk > mostChunks || body + length > Math.min(end, bytes.length)) throw broken();
    if (kind === 'VP8X') bounded(1 + bytes.readUIntLE(body + 4, 3), 1 + bytes.readUIntLE(body + 7, 3));
    if (kind === 'VP8 ') bounded(bytes.readUInt16LE(body + 6) & 0x3fff, bytes.readUInt16LE(body + 8) & 0x3fff);
    const size = kind === 'VP8L' ? bytes.readUInt32LE(body + 1) : 0;
    if (kind === 'VP8L') bounded(1 + (size & 0x3fff), 1 + ((size >>> 14) & 0x3fff));
    pixels ||= kind === 'VP8 ' || kind === 'VP8L' || kind === 'ANMF';
    at = body + length + (length % 2);
  }
  if (!pixels) throw broken();
}

let running = 0;
const line: (() => void)[] = [];

/** Runs the work when one of the places is free. A longer line than 50 would only wait itself to death: BUSY. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < atOnce) running += 1;
  else if (line.length >= longestLine) throw new Refusal('BUSY');
  else await new Promise<void>((go) => line.push(go));
  try {
    return await work();
  } finally {
    const next = line.shift();
    if (next) next();
    else running -= 1;
  }
}

/** A drawing of ours, an SVG without text and without anything from outside, as PNG at 300 dots an inch. Refusal BUSY. */
export const toPng = (svg: string): Promise<Buffer> =>
  inTurn(() =>
    sharp(Buffer.from(svg), { limitInputPixels: limits.file.pixels })
      .timeout({ seconds: decodeSeconds })
      .flatten({ background: '#ffffff' })
      .withMetadata({ density: 300 })
      .png({ compressionLevel: 6 })
      .toBuffer(),
  );

const kinds = [
  { type: 'image/jpeg', as: 'jpeg', starts: '\xff\xd8\xff', walk: walkJpeg },
  { type: 'image/png', as: 'png', starts: '\x89PNG\r\n\x1a\n', walk: walkPng },
  { type: 'image/webp', as: 'webp', starts: 'RIFF', walk: walkWebp },
] as const;

/**
 * A stranger's photo in, our own file out: same format, upright, without metadata and without anything appended.
 * Looks at the structure first (type, pixels, cut end: sync, a few ms, no memory), decodes later, two at a time.
 * Refuses WRONG_TYPE, TOO_MANY_PIXELS (header over limits.file.pixels), FILE_BROKEN, BUSY.
 */
export async function cleanImage(bytes: Buffer): Promise<CleanImage> {
  const kind = kinds.find(({ starts }) => bytes.toString('latin1', 0, starts.length) === starts);
  if (!kind) throw new Refusal('WRONG_TYPE');
  try {
    kind.walk(bytes);
    const made = await inTurn(() =>
      sharp(bytes, { limitInputPixels: limits.file.pixels, failOn: 'warning' })
        .autoOrient()
        .timeout({ seconds: decodeSeconds })
        .toFormat(kind.as, kind.as === 'png' ? {} : { quality: 85 })
        .toBuffer({ resolveWithObject: true }),
    );
    const sha256 = createHash('sha256').update(made.data).digest('hex');
    return { bytes: made.data, type: kind.type, width: made.info.width, height: made.info.height, sha256 };
  } catch (fault) {
    throw fault instanceof Refusal ? fault : broken();
  }
}
