/** A page of flat shapes, and its three files: SVG, PNG and PDF. There is no text in it: letters come as outlines. */
import PDFDocument from 'pdfkit';
import { toPng } from './images';
import { EM, fitText, type Weight, widthOf } from './lettering';

type Shape =
  | { rect: [x: number, y: number, width: number, height: number]; fill: string }
  /** Path data at a place, so many times as large, y upwards when `flipped`. */
  | { d: string; at: [x: number, y: number]; scale: number; flipped: boolean; fill: string }
  | { jpeg: Buffer; square: [x: number, y: number, side: number] };

export interface Drawing {
  /** A4 in dots of 150 an inch: 1240 by 1754. */
  shapes: Shape[];
}

export const PAGE = { width: 1240, height: 1754 } as const;
/** A4 in PDF points. */
const POINTS = { width: 595.28, height: 841.89 };

interface Line {
  x: number;
  /** Middle of the text, of all its lines together. */
  y: number;
  size: number;
  width: number;
  fill: string;
  weight?: Weight;
  lines?: number;
  align?: 'middle' | 'start';
}

/** Puts text on the page, as large as it may be and fits. */
export async function write(drawing: Drawing, text: string, line: Line): Promise<void> {
  const { weight = 400, lines = 1, align = 'middle' } = line;
  const fitted = await fitText(text, { weight, lines, size: line.size, width: line.width });
  const height = fitted.size * 1.3;
  for (const [nth, glyphs] of fitted.lines.entries()) {
    const scale = fitted.size / EM;
    let x = align === 'middle' ? line.x - (widthOf(glyphs) * scale) / 2 : line.x;
    // A Chinese character stands from 120 below to 880 above the baseline: its middle is 380 above it.
    const y = line.y + (nth - (fitted.lines.length - 1) / 2) * height + 0.38 * fitted.size;
    for (const { d, advance } of glyphs) {
      if (d !== '') drawing.shapes.push({ d, at: [x, y], scale, flipped: true, fill: line.fill });
      x += advance * scale;
    }
  }
}

const short = (value: number): string => String(Math.round(value * 10_000) / 10_000);

export function toSvg({ shapes }: Drawing, pixelsWide: number = PAGE.width): string {
  const body = shapes.map((shape) => {
    if ('rect' in shape) {
      const [x, y, width, height] = shape.rect;
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${shape.fill}"/>`;
    }
    if ('jpeg' in shape) {
      const [x, y, side] = shape.square;
      const data = shape.jpeg.toString('base64');
      return `<image x="${x}" y="${y}" width="${side}" height="${side}" href="data:image/jpeg;base64,${data}"/>`;
    }
    const { d, at, scale, flipped, fill } = shape;
    const place = `translate(${short(at[0])} ${short(at[1])}) scale(${short(scale)} ${short(flipped ? -scale : scale)})`;
    return `<path transform="${place}" fill="${fill}" d="${d}"/>`;
  });
  const height = (pixelsWide * PAGE.height) / PAGE.width;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixelsWide}" height="${height}" viewBox="0 0 ${PAGE.width} ${PAGE.height}">
${body.join('\n')}
</svg>`;
}

/** A4 at 300 dots an inch. Draws in another thread. Refusal BUSY. */
export const drawPng = (drawing: Drawing): Promise<Buffer> => toPng(toSvg(drawing, 2 * PAGE.width));

/** One page of A4; shapes stay shapes, so it prints sharp at any size. */
export function drawPdf({ shapes }: Drawing, title: string): Promise<Buffer> {
  // Without a font: none is used, and pdfkit would read one from its own files.
  const doc = new PDFDocument({ size: 'A4', margin: 0, font: null as never, info: { Title: title } });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ready = new Promise<Buffer>((done, fail) => {
    doc.on('end', () => done(Buffer.concat(parts)));
    doc.on('error', fail);
  });
  doc.scale(POINTS.width / PAGE.width, POINTS.height / PAGE.height);
  for (const shape of shapes) {
    if ('rect' in shape) doc.rect(...shape.rect).fill(shape.fill);
    else if ('jpeg' in shape) {
      const [x, y, side] = shape.square;
      doc.image(shape.jpeg, x, y, { width: side, height: side });
    } else {
      const { d, at, scale, flipped, fill } = shape;
      doc
        .save()
        .translate(...at)
        .scale(scale, flipped ? -scale : scale)
        .path(d)
        .fill(fill, 'non-zero')
        .restore();
    }
  }
  doc.end();
  return ready;
}
