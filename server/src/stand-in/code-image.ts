import { create } from 'qrcode';
import sharp from 'sharp';

/** Modules of white around the code; scanners need four. */
const quiet = 4;
const ink = [0x1f, 0x23, 0x28];
const red = [0xc8, 0x16, 0x1d];

/**
 * In place of WeChat's round code, which only WeChat can draw: a QR code of the scene as JPEG, `width` pixels wide, with
 * a red ring in its middle that tells it from a real one. Level H leaves the code readable under the ring. Drawn pixel
 * by pixel, as the real one comes: a picture, not a drawing.
 */
export function drawCodeImage(scene: string, width: number): Promise<Buffer> {
  const { modules } = create(scene, { errorCorrectionLevel: 'H' });
  const side = modules.size + 2 * quiet;
  const radius = modules.size * 0.12;
  const outer = radius * radius;
  const inner = outer * 0.64;
  const middles = Array.from({ length: width }, (_, nth) => ((nth + 0.5) * side) / width);
  const places = middles.map((at) => Math.floor(at) - quiet);
  const isDark = (row: number, column: number): boolean =>
    row >= 0 && column >= 0 && row < modules.size && column < modules.size && Boolean(modules.get(row, column));
  const pixels = Buffer.alloc(width * width * 3, 0xff);
  middles.forEach((y, down) => {
    middles.forEach((x, right) => {
      const away = (x - side / 2) ** 2 + (y - side / 2) ** 2;
      const at = (down * width + right) * 3;
      if (away <= outer) {
        if (away > inner) pixels.set(red, at);
      } else if (isDark(places[down] ?? 0, places[right] ?? 0)) pixels.set(ink, at);
    });
  });
  return sharp(pixels, { raw: { width, height: width, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
