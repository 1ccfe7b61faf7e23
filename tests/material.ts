import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import exifr from 'exifr';
import sharp from 'sharp';

const run = promisify(execFile);
const cache = resolve(__dirname, '../node_modules/.cache/material');

/**
 * Bad inputs that other people collected, from Debian packages (all free software, so anybody may fetch them; nothing
 * of it is committed): where the first package does not exist, the release carries the next one.
 */
const sets = {
  /** PngSuite (35 files in pngsuite/) and five invalid PNG beside it. BSD; PngSuite: free to use, copy, distribute. */
  png: ['1.19', '1.24', '1.22', '1.18'].map((go) => [`golang-${go}-src`, `usr/share/go-${go}/src/image/png/testdata`]),
  /** One file each of 82 types. MIT. */
  types: [
    ['golang-github-gabriel-vasile-mimetype-dev', 'usr/share/gocode/src/github.com/gabriel-vasile/mimetype/testdata'],
  ],
  /** EXIF of real cameras, six of them with GPS. BSD-2-clause. */
  exif: [['golang-github-rwcarlsen-goexif-dev', 'usr/share/gocode/src/github.com/rwcarlsen/goexif/exif']],
  /** Files that virus scanners must find; harmless. GPL-2. */
  virus: [['clamav-testfiles', 'usr/share/clamav-testfiles']],
  /** The program: exit code 0 when a PNG is clean. MIT-like. */
  pngcheck: [['pngcheck', 'usr/bin']],
} satisfies Record<string, string[][]>;

/**
 * The folder with one of the sets above. Fetches it once into node_modules/.cache/material by `apt-get download` and
 * `dpkg -x`, which change nothing on the system and need no root.
 * Throws, with what to do, where that does not work: a missing set is a failed test, never a skipped one.
 */
export async function material(name: keyof typeof sets): Promise<string> {
  const faults: string[] = [];
  for (const [debian = '', folder = ''] of sets[name]) {
    try {
      return await extracted(debian, folder);
    } catch (fault) {
      faults.push(`${debian}: ${(fault as Error).message.trim().split('\n').at(-1)}`);
    }
  }
  throw new Error(
    `Test material "${name}" is missing. It comes from a Debian package by apt-get download and dpkg -x: run the ` +
      `tests on Debian or Ubuntu with a network, after "apt-get update" as root.\n${faults.join('\n')}`,
  );
}

async function extracted(debian: string, folder: string): Promise<string> {
  const home = join(cache, debian);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const part = await mkdtemp(join(cache, '.part-'));
  try {
    await run('apt-get', ['download', debian], { cwd: part, timeout: 120_000 });
    const [file] = (await readdir(part)).filter((one) => one.endsWith('.deb'));
    await run('dpkg', ['-x', join(part, file ?? ''), join(part, 'x')], { timeout: 60_000 });
    // Another worker may have been quicker; then its copy is as good.
    await rename(join(part, 'x', folder), home).catch((fault) => {
      if (!existsSync(home)) throw fault;
    });
    return home;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

function chunk(kind: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const whole = Buffer.alloc(8 + named.length);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), 4 + named.length);
  return whole;
}

/** Any number of zero bytes as a zlib stream, about a thousandth as long: one packed MiB, repeated. */
function packedZeros(count: number): Buffer {
  const packed = (length: number) => deflateRawSync(Buffer.alloc(length), { finishFlush: constants.Z_FULL_FLUSH });
  const check = Buffer.alloc(4);
  check.writeUInt32BE((count % 65521) * 65536 + 1); // Adler-32
  const mib = Array(Math.floor(count / 2 ** 20)).fill(packed(2 ** 20));
  return Buffer.concat([Buffer.from([0x78, 1]), ...mib, packed(count % 2 ** 20), deflateRawSync(''), check]);
}

/** A valid black PNG, gray of 1 bit or RGB of 8. 16,000 pixels square: 31 kB and 0.8 MB that unpack to 32 and 768 MB. */
export function blackPng(width: number, height: number, of: { rgb?: boolean; interlaced?: boolean } = {}): Buffer {
  const passes = of.interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  let raw = 0;
  for (const [left = 0, top = 0, right = 1, down = 1] of passes) {
    const row = Math.ceil((width - left) / right);
    raw += Math.ceil((height - top) / down) * (1 + (of.rgb ? row * 3 : Math.ceil(row / 8)));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([of.rgb ? 8 : 1, of.rgb ? 2 : 0, 0, 0, of.interlaced ? 1 : 0], 8);
  const parts = [chunk('IHDR', head), chunk('IDAT', packedZeros(raw)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

/** Pixels that pack badly, so that a cut falls into the picture itself. */
export const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  });

const everything = {
  ihdr: false,
  tiff: true,
  exif: true,
  gps: true,
  xmp: true,
  iptc: true,
  icc: true,
  interop: true,
  makerNote: true,
};
/** EXIF, GPS, XMP, IPTC and ICC tags that exifr finds; it does not read WebP, there the blocks count. */
export async function tagsOf(bytes: Buffer): Promise<number> {
  const { format, exif, xmp, iptc, icc } = await sharp(bytes).metadata();
  const blocks = [exif, xmp, iptc, icc].filter(Boolean).length;
  return format === 'webp' ? blocks : blocks + Object.keys((await exifr.parse(bytes, everything)) ?? {}).length;
}
