import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { drawCodeImage } from './code-image';
import { readFields, refusedField } from './fields';
import type { TokenDesk } from './token-desk';

export interface SentSubscribeMessage {
  openid: string;
  templateId: string;
  page: string;
  data: Record<string, { value: string }>;
  at: Date;
}

interface Platform {
  appId: string;
  appSecret: string;
  tokens: TokenDesk;
  /** Codes of the phone that were exchanged already. */
  usedCodes: Set<string>;
  note: (message: SentSubscribeMessage) => void;
}

type Fields = Record<string, unknown>;

const loginsPerMinute = 100;
const sceneRule = /^[0-9a-zA-Z!#$&'()*+,/:;=?@\-._~]{1,32}$/;

/** 16 bytes as in reality, and always the same, so that a search for leaks can look for it. */
const sessionKey = Buffer.from('stand-in-session').toString('base64');

const no = (errcode: number, errmsg: string) => ({ errcode, errmsg });
const ok = { errcode: 0, errmsg: 'ok' };
const isOpenid = (value: unknown): value is string => typeof value === 'string' && /^openid-./.test(value);
const isScene = (value: unknown) => [1, 2, 3, 4].includes(value as number);
const traceId = () => randomBytes(8).toString('hex');

/** What is wrong with the account's own credentials, if anything. */
function credentialFault({ appId, appSecret }: Platform, appid: unknown, secret: unknown) {
  if (!appid) return no(41002, 'appid missing');
  if (!secret) return no(41004, 'appsecret missing');
  if (appid !== appId) return no(40013, 'invalid appid');
  if (secret !== appSecret) return no(40125, 'invalid appsecret');
  return undefined;
}

/** The WeChat server API as its documents describe it: same paths, limits, error codes; HTTP 200 even for errors. */
export function wechatRoutes(platform: Platform): FastifyPluginAsync {
  const { tokens, usedCodes } = platform;
  const logins = new Map<string, number>();

  function countLogin(openid: string): number {
    const key = `${openid} ${Math.floor(Date.now() / 60_000)}`;
    const count = (logins.get(key) ?? 0) + 1;
    // Only the current minute is of interest; the map is emptied before it can grow.
    if (logins.size > 10_000) logins.clear();
    logins.set(key, count);
    return count;
  }

  return async (app) => {
    app.get('/sns/jscode2session', async (request, reply) => {
      // WeChat itself labels this JSON as text.
      const say = (answer: object) => reply.type('text/plain').send(JSON.stringify(answer));
      const { appid, secret, js_code: code, grant_type: grant } = request.query as Record<string, string | undefined>;
      const fault = credentialFault(platform, appid, secret);
      if (fault) return say(fault);
      if (grant !== 'authorization_code') return say(no(40002, 'invalid grant_type'));
      if (!code) return say(no(41008, 'missing code'));
      const name = /^login-([^~]+)(~.*)?$/.exec(code)?.[1];
      if (!name) return say(no(40029, 'invalid code'));
      if (usedCodes.has(code)) return say(no(40163, 'code been used'));
      const openid = `openid-${name}`;
      if (countLogin(openid) > loginsPerMinute) return say(no(45011, 'api minute-quota reach limit'));
      usedCodes.add(code);
      return say({ openid, session_key: sessionKey });
    });

    app.post('/cgi-bin/stable_token', async (request) => {
      const body = readFields(request.body);
      if (!body) return no(47001, 'data format error');
      const fault = credentialFault(platform, body.appid, body.secret);
      if (fault) return fault;
      if (body.grant_type !== 'client_credential') return no(40002, 'invalid grant_type');
      return tokens.issue(body.force_refresh === true);
    });

    const postWithToken = (path: string, answer: (body: Fields, reply: FastifyReply) => unknown) =>
      app.post(path, async (request, reply) => {
        const { access_token: token } = request.query as Record<string, string | undefined>;
        if (!token) return no(41001, 'access_token missing');
        if (!tokens.knows(token)) return no(40001, 'invalid credential, access_token is invalid or not latest');
        const body = readFields(request.body);
        return body ? answer(body, reply) : no(47001, 'data format error');
      });

    postWithToken('/wxa/business/getuserphonenumber', ({ code }) => {
      const phone = /^phone-(\d{11})-/.exec(String(code))?.[1];
      if (!phone || usedCodes.has(String(code))) return no(40029, 'invalid code');
      usedCodes.add(String(code));
      const watermark = { timestamp: Math.floor(Date.now() / 1000), appid: platform.appId };
      return { ...ok, phone_info: { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark } };
    });

    postWithToken('/wxa/getwxacodeunlimit', async ({ scene, page, width = 430 }, reply) => {
      if (typeof scene !== 'string' || !sceneRule.test(scene)) return no(40169, 'invalid length for scene');
      if (typeof page === 'string' && /^\/|\?/.test(page)) return no(41030, 'invalid page');
      if (typeof width !== 'number' || width < 280 || width > 1280) return no(40097, 'invalid args');
      return reply.type('image/jpeg').send(await drawCodeImage(scene, width));
    });

    postWithToken('/cgi-bin/message/subscribe/send', ({ touser, template_id: templateId, page, data }) => {
      if (!isOpenid(touser)) return no(40003, 'invalid openid');
      if (typeof templateId !== 'string' || templateId === '') return no(40037, 'invalid template_id');
      const refused = refusedField(data);
      if (refused) return no(47003, `argument invalid! ${refused} invalid`);
      if (typeof page === 'string' && page.startsWith('/')) return no(41030, 'invalid page');
      if (touser.startsWith('openid-quiet')) return no(43101, 'user refuse to accept the msg');
      const texts = data as Record<string, { value: string }>;
      platform.note({ openid: touser, templateId, page: String(page ?? ''), data: texts, at: new Date() });
      return ok;
    });

    postWithToken('/wxa/msg_sec_check', ({ version, openid, scene, content }) => {
      if (!isOpenid(openid)) return no(40003, 'invalid openid');
      if (!isScene(scene)) return no(40129, 'invalid scene');
      if (typeof content !== 'string' || content === '') return no(44002, 'empty post data');
      if (version !== 2 || content.length > 2500) return no(40097, 'invalid args');
      if (openid.startsWith('openid-away')) return no(61010, 'code is expired');
      const [suggest, label] = content.includes('违规')
        ? ['risky', 20006]
        : content.includes('存疑')
          ? ['review', 21000]
          : ['pass', 100];
      const detail = [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }];
      return { ...ok, trace_id: traceId(), result: { suggest, label }, detail };
    });

    // The verdict is not pushed from here: a test seals one with `sealPushMessage` and posts it when it wants to.
    postWithToken('/wxa/media_check_async', ({ version, openid, scene, media_url: url, media_type: type }) => {
      if (!isOpenid(openid)) return no(40003, 'invalid openid');
      if (!isScene(scene)) return no(40129, 'invalid scene');
      if (version !== 2 || (type !== 1 && type !== 2) || !URL.canParse(String(url))) return no(40097, 'invalid args');
      return { ...ok, trace_id: traceId() };
    });
  };
}
