/**
 * A poster with both codes: the mini-program code for WeChat, a QR code of the H5 address for all others. As PNG for a
 * chat group, PDF for the printer, SVG for whoever lays it out anew; none of them needs a font.
 */
import { create } from 'qrcode';
import { type Caller, makeAsk } from '../../core/ask';
import { type Drawing, drawPdf, drawPng, PAGE, toSvg, write } from '../../core/drawing';
import type { Kit } from '../../core/kit';
import type { FileReply } from '../../core/route';
import { h5Address, loadCode, servingState } from './codes';
import { districtFullName } from './districts';
import { type PosterFacts, type PosterWords, posterWords } from './poster-words';
import { askPhoneOf, loadUnion } from './service';

export type PosterFile = 'png' | 'pdf' | 'svg';
const types = { png: 'image/png', pdf: 'application/pdf', svg: 'image/svg+xml' } as const;

/** Posters that were drawn last, by their words: an officer looks, then downloads. */
const KEPT = 20;
const drawn = new WeakMap<Kit, Map<string, Buffer>>();

/**
 * Runs before any transaction: it waits for WeChat and draws in another thread.
 * Refusals NOT_FOUND, WECHAT_DOWN, BUSY.
 */
export async function makePoster(kit: Kit, token: string, as: PosterFile, by: Caller): Promise<FileReply> {
  const { ask } = makeAsk(kit, kit.db.reader, by);
  const code = await loadCode(ask, token, 'codes.read');
  const union = await loadUnion(ask, code.unionId);
  const facts: PosterFacts = {
    kind: code.kind ?? 'union',
    state: servingState(ask, code),
    label: code.label,
    unionName: union.name,
    districtName: districtFullName(union.districtCode),
    expiresOn: code.expiresOn,
    phone: await askPhoneOf(ask, union),
  };
  const kept = drawn.get(kit) ?? new Map<string, Buffer>();
  drawn.set(kit, kept);
  const key = JSON.stringify([token, as, facts]);
  const bytes = kept.get(key) ?? (await drawAs(kit, token, as, facts));
  // The one used last goes to the end; the first is the one not used for longest.
  kept.delete(key);
  kept.set(key, bytes);
  for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
  return { bytes, type: types[as], name: `poster.${as}` };
}

async function drawAs(kit: Kit, token: string, as: PosterFile, facts: PosterFacts): Promise<Buffer> {
  const miniProgramCode = await kit.wechat.codeImage({ scene: token, page: 'join/union', width: 860 });
  const drawing = await drawPoster(posterWords(facts), h5Address(kit.config.publicUrl, token), miniProgramCode);
  if (as === 'svg') return Buffer.from(toSvg(drawing));
  return as === 'png' ? drawPng(drawing) : drawPdf(drawing, `${facts.unionName} ${facts.label}`);
}

const RED = '#C8161D';
const INK = '#1F2328';
const GREY = '#57606A';

async function drawPoster(words: PosterWords, address: string, miniProgramCode: Buffer): Promise<Drawing> {
  const drawing: Drawing = { shapes: [] };
  const { shapes } = drawing;
  const middle = PAGE.width / 2;
  shapes.push({ rect: [0, 0, PAGE.width, PAGE.height], fill: '#ffffff' });
  shapes.push({ rect: [0, 0, PAGE.width, 390], fill: RED });
  await write(drawing, words.title, { x: middle, y: 100, size: 108, width: 1080, fill: '#ffffff', weight: 700 });
  await write(drawing, words.union, {
    x: middle,
    y: 250,
    size: 56,
    width: 1080,
    fill: '#ffffff',
    weight: 700,
    lines: 2,
  });
  await write(drawing, words.place, { x: middle, y: 350, size: 34, width: 1080, fill: '#ffffff' });
  shapes.push({ jpeg: miniProgramCode, square: [320, 430, 600] });
  await write(drawing, words.call, { x: middle, y: 1100, size: 54, width: 1080, fill: INK, weight: 700 });
  shapes.push({ rect: [120, 1170, 1000, 3], fill: '#E6E8EB' });
  drawQr(drawing, address, 140, 1215, 400);
  await write(drawing, '不用微信？', { x: 590, y: 1275, size: 46, width: 530, fill: INK, weight: 700, align: 'start' });
  const notes = ['用手机相机或浏览器扫左边的码', ...words.notes].slice(0, 4);
  for (const [nth, note] of notes.entries())
    await write(drawing, note, { x: 590, y: 1355 + nth * 66, size: 38, width: 530, fill: GREY, align: 'start' });
  shapes.push({ rect: [0, 1654, PAGE.width, 100], fill: '#F6F7F8' });
  await write(drawing, words.foot, { x: middle, y: 1704, size: 34, width: 1120, fill: INK });
  return drawing;
}

/** White modules around the code: scanners need four. */
const QUIET = 4;

/** Square by square, in one path: neighbours in a row are one rectangle, so that no hair line shows between them. */
function drawQr({ shapes }: Drawing, text: string, x: number, y: number, side: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const scale = side / (modules.size + 2 * QUIET);
  let d = '';
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      let end = column + 1;
      while (end < modules.size && modules.get(row, end)) end += 1;
      d += `M${column + QUIET} ${row + QUIET}H${end + QUIET}V${row + QUIET + 1}H${column + QUIET}Z`;
      column = end;
    }
  shapes.push({ d, at: [x, y], scale, flipped: false, fill: '#000000' });
}
