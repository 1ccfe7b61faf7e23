import { createHash } from 'node:crypto';
import { cleanImage } from '@niangjia/server/core/images';
import sharp from 'sharp';
import { noise, tagsOf } from './material';

const outcome = (bytes: Buffer) =>
  cleanImage(bytes).then(
    () => 'ok',
    (fault: { code: string }) => fault.code,
  );
/** In two halves, so that no scanner takes this file away. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const plain = (width = 60, height = 40) => sharp({ create: { width, height, channels: 3, background: '#3a7' } });

test('D2: SVG, GIF, TIFF, AVIF, and PDF, HTML or EICAR under the name of a photo are a wrong type', async () => {
  const texts = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    '%PDF-1.7\n',
    '<!doctype html><p>',
    eicar,
    '',
  ];
  const drawn = await Promise.all((['gif', 'tiff', 'avif'] as const).map((kind) => plain().toFormat(kind).toBuffer()));
  const wave = Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1');
  for (const bytes of [...texts.map((one) => Buffer.from(one)), ...drawn, wave]) {
    expect([bytes.toString('latin1', 0, 12), await outcome(bytes)]).toEqual([expect.anything(), 'WRONG_TYPE']);
    // The second wall: libvips itself, in the whole process, can read nothing else but our own drawings (SVG).
    if (bytes.includes('<svg')) continue;
    await expect((async () => sharp(bytes).toBuffer())()).rejects.toThrow();
  }
});

test.each(['jpeg', 'png', 'webp'] as const)(
  'D4: what hangs behind or inside a %s is gone, and it is a file of its own',
  async (as) => {
    const gps = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 0/1' } };
    const zip = Buffer.from('PK\x03\x04<script>alert(1)</script>PK\x05\x06'.padEnd(80, '\0'), 'latin1');
    const photo = await noise(60, 40)
      .withExif({ IFD0: { Artist: '<?php 1 ?>' }, ...gps })
      .toFormat(as)
      .toBuffer();
    expect(await tagsOf(photo)).toBeGreaterThan(0);
    const made = await cleanImage(Buffer.concat([photo, zip, Buffer.from(eicar)]));
    for (const gone of ['PK\x03\x04', 'PK\x05\x06', '<script', '<?php', 'EICAR'])
      expect(made.bytes.includes(gone, 0, 'latin1')).toBe(false);
    expect(await tagsOf(made.bytes)).toBe(0);
    expect(made).toMatchObject({ type: `image/${as}`, width: 60, height: 40 });
    expect(made.sha256).toBe(createHash('sha256').update(made.bytes).digest('hex'));
  },
);

test('D4: a photo taken upright lies upright in the store', async () => {
  const left = await plain(20, 20).png().toBuffer();
  const lying = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#000' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const made = await cleanImage(lying);
  expect([made.width, made.height]).toEqual([20, 40]);
  const { data } = await sharp(made.bytes).raw().toBuffer({ resolveWithObject: true });
  expect([data[(2 * 20 + 10) * 3 + 1], data[(37 * 20 + 10) * 3 + 1]]).toEqual([
    expect.closeTo(0xaa, -1),
    expect.closeTo(0, -1),
  ]);
});

test.each(['jpeg', 'png', 'webp'] as const)('D7: a %s that was cut anywhere is broken', async (as) => {
  const whole = await noise(90, 70).toFormat(as).toBuffer();
  const cuts = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => Math.floor((whole.length * tenth) / 10));
  for (const end of [...cuts, whole.length - 1])
    expect([end, await outcome(whole.subarray(0, end))]).toEqual([end, 'FILE_BROKEN']);
  expect(await outcome(whole)).toBe('ok');
});

test('D7: one wrong bit anywhere in a PNG is found', async () => {
  const whole = await noise(90, 70).png().toBuffer();
  for (let at = 8; at < whole.length; at += 997) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    expect([at, await outcome(bytes)]).toEqual([at, 'FILE_BROKEN']);
  }
});
