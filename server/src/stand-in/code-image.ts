import { create } from 'qrcode';
import sharp from 'sharp';

/** Modules of white around the code; scanners need four. */
const quiet = 4;

/**
 * In place of WeChat's round code, which only WeChat can draw: a QR code of the scene as JPEG, `width` pixels wide, with
 * a round label in its middle that says what it is. Level H leaves the code readable under the label.
 */
export function drawCodeImage(scene: string, width: number): Promise<Buffer> {
  const { modules } = create(scene, { errorCorrectionLevel: 'H' });
  const side = modules.size + 2 * quiet;
  let dots = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) dots += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  const middle = side / 2;
  const radius = modules.size * 0.12;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}" viewBox="0 0 ${side} ${side}">
    <rect width="${side}" height="${side}" fill="#fff"/>
    <path d="${dots}" fill="#1F2328" shape-rendering="crispEdges"/>
    <circle cx="${middle}" cy="${middle}" r="${radius}" fill="#fff" stroke="#C8161D" stroke-width="${radius * 0.12}"/>
    <text x="${middle}" y="${middle}" dy="0.36em" text-anchor="middle" font-family="sans-serif"
      font-size="${radius * 0.75}" fill="#C8161D">样码</text>
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
}
