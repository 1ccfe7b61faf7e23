import { createHash } from 'node:crypto';
import type { SentSms } from './sms-routes';
import type { SentSubscribeMessage } from './wechat-routes';

interface Shown {
  sms: SentSms[];
  wechat: SentSubscribeMessage[];
  blocks: { title: string; lines: string[] }[];
}

const newest = 20;
const smsNames: Record<string, string> = {
  'sign-in-code': '登录验证码',
  'application-decided': '入会申请结果',
  notice: '消息提醒',
  'own-data-code': '本人办理验证码',
  'staff-invitation': '工作人员账号启用',
};
const smsFields: Record<string, string> = { number: '编号', result: '结果', words: '说明' };

const style = `
:root{color-scheme:light dark;--ink:#1F2328;--second:#57606A;--page:#F6F7F9;--card:#fff;--line:#E6E8EB}
@media(prefers-color-scheme:dark){:root{--ink:#ECEEF1;--second:#A9B1BA;--page:#16181B;--card:#1E2125;--line:#2C3036}}
body{margin:0 auto;max-width:480px;padding:16px;background:var(--page);color:var(--ink);
  font:17px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif}
h1{font-size:20px;margin:0 0 4px}h2{font-size:17px;margin:24px 0 8px}p{margin:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 16px;margin:0 0 8px;
  overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.second{color:var(--second);font-size:15px}.code{font-size:28px;font-weight:600;letter-spacing:4px}
`;
// The page's own policy: nothing from elsewhere, no script, and of styles only the one above.
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium', hour12: false });

/** What people typed stands in these messages. */
function safe(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function drawSms({ phone, template, params, at }: SentSms): string {
  const { code, ...others } = params;
  return `<div class="card"><p class="second">${clock.format(at)} 发给 ${safe(phone)}，${safe(smsNames[template] ?? template)}</p>
${code === undefined ? '' : `<p class="code">${safe(code)}</p>`}
${Object.entries(others)
  .map(([name, text]) => `<p><span class="second">${safe(smsFields[name] ?? name)}</span> ${safe(text)}</p>`)
  .join('')}</div>`;
}

function drawSubscribeMessage({ openid, templateId, page, data, at }: SentSubscribeMessage): string {
  return `<div class="card"><p class="second">${clock.format(at)} 发给 ${safe(openid)}，模板 ${safe(templateId)}</p>
${Object.values(data)
  .map(({ value }) => `<p>${safe(value)}</p>`)
  .join('')}
<p class="second">点开后进入 ${safe(page)}</p></div>`;
}

function drawSection(title: string, cards: string[], empty: string): string {
  return `<h2>${title}</h2>${cards.join('') || `<p class="card second">${empty}</p>`}`;
}

/** The stand-in's page, newest first, and the content security policy that it needs. It reloads itself every 3 s. */
export function drawPage({ sms, wechat, blocks }: Shown): { html: string; policy: string } {
  const html = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3"><title>开发用的短信与微信</title><style>${style}</style></head><body>
<h1>开发用的短信与微信</h1>
<p class="second">这里代替真实的短信和微信，消息只到这一页，不会发给任何人。每 3 秒自动刷新。</p>
${drawSection('短信', sms.slice(-newest).reverse().map(drawSms), '还没有短信。在手机页面点“获取验证码”后，会出现在这里。')}
${drawSection('微信订阅消息', wechat.slice(-newest).reverse().map(drawSubscribeMessage), '还没有消息。审核一份申请后，会出现在这里。')}
${blocks
  .map(
    ({ title, lines }) =>
      `<h2>${safe(title)}</h2><div class="card">${lines.map((line) => `<p>${safe(line)}</p>`).join('')}</div>`,
  )
  .join('')}
</body></html>`;
  return { html, policy };
}
