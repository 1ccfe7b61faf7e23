/**
 * A poster with both codes: the mini-program code for WeChat, a QR code of the H5 address for all others. It is an
 * SVG: its Chinese text is drawn by the browser that shows or prints it, so the server needs no fonts.
 */

import QRCode from 'qrcode';
import { type Ask, type Caller, makeAsk } from '../../core/ask';
import type { Kit } from '../../core/kit';
import type { FileReply } from '../../core/route';
import { h5Address, loadCode } from './codes';

/** Markup made plain; characters that no XML document may hold are left out. */
const plain = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The mini-program code as a JPEG from WeChat, drawn only for who may see it. Throws NOT_FOUND, WECHAT_DOWN. */
export async function codeImage(kit: Kit, token: string, by: Caller): Promise<Buffer> {
  await loadCode(makeAsk(kit, kit.db.reader, by).ask, token, 'codes.read');
  return kit.wechat.codeImage({ scene: token, page: 'join/union', width: 430 });
}

export async function drawPoster(ask: Ask, token: string, miniProgramCode: Buffer): Promise<FileReply> {
  const code = await loadCode(ask, token, 'codes.read');
  // As a picture within the picture: drawing it as PNG would hold the process up for a tenth of a second.
  const qr = await QRCode.toString(h5Address(ask.kit.config.publicUrl, token), { type: 'svg', margin: 1 });
  const jpeg = `data:image/jpeg;base64,${miniProgramCode.toString('base64')}`;
  const font = `font-family="'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754" viewBox="0 0 1240 1754" ${font}>
<rect width="1240" height="1754" fill="#ffffff"/><rect width="1240" height="360" fill="#C8161D"/>
<text x="620" y="170" font-size="96" fill="#ffffff" text-anchor="middle" font-weight="bold">扫码入会</text>
<text x="620" y="280" font-size="${Math.min(52, Math.floor(1120 / [...code.unionName].length))}" fill="#ffffff" text-anchor="middle">${plain(code.unionName)}</text>
<image x="320" y="430" width="600" height="600" href="${jpeg}"/>
<text x="620" y="1110" font-size="48" fill="#1F2328" text-anchor="middle">微信扫一扫，三步加入工会</text>
<line x1="120" y1="1180" x2="1120" y2="1180" stroke="#E6E8EB" stroke-width="3"/>
${qr.replace('<svg ', '<svg x="160" y="1240" width="360" height="360" ').trim()}
<text x="580" y="1370" font-size="44" fill="#1F2328">不用微信？</text>
<text x="580" y="1440" font-size="40" fill="#57606A">用手机相机或浏览器扫这个码</text>
<text x="580" y="1500" font-size="40" fill="#57606A">免费入会，骑手司机快递员都可以</text>
<text x="620" y="1690" font-size="32" fill="#57606A" text-anchor="middle">${plain(code.label)}　工会热线 12351</text>
</svg>`;
  return { bytes: Buffer.from(svg), type: 'image/svg+xml', name: 'poster.svg' };
}
