import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanImage } from '@niangjia/server/core/images';
import exifr from 'exifr';
import { material, noise, tagsOf } from './material';

/** The first fetch of a set takes its time. */
jest.setTimeout(180_000);

const outcome = (bytes: Buffer) =>
  cleanImage(bytes).then(
    () => 'ok',
    (fault: { code: string }) => fault.code,
  );

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
}

describe('D2: the type is found by decoding, never by the name', () => {
  test('D2: PngSuite, 35 of 35 accepted', async () => {
    const files = filesIn(join(await material('png'), 'pngsuite')).filter((one) => one.endsWith('.png'));
    const outcomes = await Promise.all(files.map((one) => outcome(readFileSync(one))));
    expect(outcomes).toEqual(Array(35).fill('ok'));
  });

  test('D2: five invalid PNG are refused, or stored as a file that pngcheck finds clean', async () => {
    const [folder, programs] = [await material('png'), await material('pngcheck')];
    const said: Record<string, unknown> = {};
    for (const name of readdirSync(folder).filter((one) => one.startsWith('invalid-'))) {
      const made = await cleanImage(readFileSync(join(folder, name))).catch(
        (fault: { code: string; bytes?: Buffer }) => fault,
      );
      if (!made.bytes) said[name] = (made as { code: string }).code;
      else {
        const file = join(tmpdir(), `clean-${process.pid}.png`);
        writeFileSync(file, made.bytes);
        said[name] = await new Promise((done) =>
          execFile(join(programs, 'pngcheck'), [file], (fault) => done(fault ?? 'clean')),
        );
        rmSync(file);
      }
    }
    expect(said).toEqual({
      'invalid-crc32.png': 'FILE_BROKEN',
      'invalid-noend.png': 'FILE_BROKEN',
      'invalid-palette.png': 'clean',
      'invalid-trunc.png': 'FILE_BROKEN',
      'invalid-zlib.png': 'FILE_BROKEN',
    });
  });

  test('D2: of 82 file types only PNG and JPEG pass, the others are a wrong type', async () => {
    const files = filesIn(await material('types'));
    const passed = [];
    for (const file of files) {
      const said = await outcome(readFileSync(file));
      if (said === 'ok') passed.push(file.replace(/.*\./, ''));
      else expect([file, said]).toEqual([file, 'WRONG_TYPE']);
    }
    expect(files.length).toBeGreaterThanOrEqual(82);
    expect(passed.sort()).toEqual(['jpg', 'png']);
  });

  test('D2: 44 files for virus scanners are a wrong type', async () => {
    const files = filesIn(await material('virus'));
    for (const file of files) expect([file, await outcome(readFileSync(file))]).toEqual([file, 'WRONG_TYPE']);
    expect(files.length).toBeGreaterThanOrEqual(44);
  });
});

/** The leading APP segments of a photo: what the camera, and not the picture, says. */
function cameraWords(bytes: Buffer): Buffer {
  let end = 2;
  for (let next = 2; next + 4 <= bytes.length; ) {
    end = next;
    if (bytes.readUInt16BE(next) >> 4 !== 0xffe) break;
    next += 2 + bytes.readUInt16BE(next + 2);
  }
  return bytes.subarray(2, end);
}

test('D5: photos of real cameras, six and more with GPS, come out with 0 tags', async () => {
  const picture = await noise(60, 40).jpeg().toBuffer();
  const [before, located] = [[] as number[], [] as string[]];
  for (const file of filesIn(await material('exif')).filter((one) => one.endsWith('.jpg'))) {
    const photo = readFileSync(file);
    // Most of them end after the EXIF, to save space: their words go into a whole picture.
    const bytes =
      (await outcome(photo)) === 'ok'
        ? photo
        : Buffer.concat([picture.subarray(0, 2), cameraWords(photo), picture.subarray(2)]);
    if ((await exifr.gps(bytes).catch(() => undefined))?.latitude) located.push(file);
    before.push(await tagsOf(bytes).catch(() => 0));
    expect([file, await tagsOf((await cleanImage(bytes)).bytes)]).toEqual([file, 0]);
  }
  expect(before.filter((tags) => tags > 10).length).toBeGreaterThan(40);
  expect(located.length).toBeGreaterThanOrEqual(6);
});
