import type { FastifyPluginAsync } from 'fastify';
import type { WechatConfig } from '../core/wechat';
import { drawPage } from './page';
import { type SentSms, smsRoutes } from './sms-routes';
import { openTokenDesk } from './token-desk';
import { type SentSubscribeMessage, wechatRoutes } from './wechat-routes';

export interface StandInOptions {
  /** The same as the server's, so that a wrong secret is noticed here and not in production. */
  wechat: Pick<WechatConfig, 'appId' | 'appSecret'>;
  smsKey: string;
  /** Further blocks of the page, such as demo accounts with their current one-time code; asked at every refresh. */
  demo?: () => Promise<{ title: string; lines: string[] }[]>;
}

const keptMessages = 200;

function keep<T>(list: T[], message: T): void {
  list.push(message);
  if (list.length > keptMessages) list.shift();
}

/**
 * WeChat and the SMS provider on this machine, for development and tests; never registered in production.
 *
 * Under the plugin's prefix: `/wechat` and `/sms` are the bases for `openWechat` and `openSms`, `/messages` is what was
 * sent as JSON, `/` the same as a page. A code `login-<name>` (or `login-<name>~<anything>`, to sign in again) is the
 * person `openid-<name>`; `phone-<11 digits>-<anything>` is that number; each works once. Names that begin with `quiet`
 * have not subscribed, those with `away` were not seen for two hours; a text with 违规 is risky, with 存疑 for review.
 *
 * `sent` holds the last 200 of each kind, oldest first, the same arrays all along. `reset` forgets everything,
 * the access token as well: the next call with it is answered 40001.
 */
export function makeStandIn(options: StandInOptions): {
  plugin: FastifyPluginAsync;
  sent: { sms: SentSms[]; wechat: SentSubscribeMessage[] };
  reset(): void;
} {
  const sent: { sms: SentSms[]; wechat: SentSubscribeMessage[] } = { sms: [], wechat: [] };
  const tokens = openTokenDesk();
  const usedCodes = new Set<string>();

  const plugin: FastifyPluginAsync = async (app) => {
    // WeChat has the secret and the token in its urls; the request log must not repeat them.
    app.addHook('onRoute', (route) => {
      route.logLevel = 'silent';
      // Nor is it a part of our API.
      route.schema = { ...route.schema, hide: true };
    });
    // WeChat looks at what comes, not at its content type, and has its own words for broken JSON.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

    await app.register(wechatRoutes({ ...options.wechat, tokens, usedCodes, note: (it) => keep(sent.wechat, it) }), {
      prefix: '/wechat',
    });
    await app.register(smsRoutes({ key: options.smsKey, note: (it) => keep(sent.sms, it) }), { prefix: '/sms' });

    app.get('/messages', async () => sent);
    app.get('/', async (_request, reply) => {
      const { html, policy } = drawPage({ ...sent, blocks: (await options.demo?.()) ?? [] });
      return reply
        .headers({ 'content-security-policy': policy, 'cache-control': 'no-store' })
        .type('text/html; charset=utf-8')
        .send(html);
    });
  };

  return {
    plugin,
    sent,
    reset() {
      sent.sms.length = 0;
      sent.wechat.length = 0;
      usedCodes.clear();
      tokens.forget();
    },
  };
}
