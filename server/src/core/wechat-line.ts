import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from './refusal';

export interface WechatConfig {
  /** Without a slash at its end: `https://api.weixin.qq.com`, or where the stand-in listens. */
  base: string;
  appId: string;
  appSecret: string;
  /** Token and EncodingAESKey (43 characters) of the message push, both set in WeChat's console. */
  pushToken: string;
  pushAesKey: string;
}

/** Where the access token stays between calls and processes. It is a secret: a store that writes it down encrypts it. */
export interface TokenStore {
  get(): Promise<{ token: string; until: Date } | undefined>;
  set(token: string, until: Date): Promise<void>;
}

/** Enough for one process; several processes share a token better, so that none wastes the day's quota. */
export function memoryTokenStore(): TokenStore {
  let kept: { token: string; until: Date } | undefined;
  return {
    get: async () => kept,
    set: async (token, until) => {
      kept = { token, until };
    },
  };
}

/** For one act of ours as a whole, token refresh and second tries included. */
const deadlineMs = 3_000;
const busyPauseMs = 200;
/** The platform's clock and ours differ; a token is given up this long before its end. */
const tokenMarginMs = 60_000;

const busy = -1;
const staleToken = [40001, 40014, 42001];
const spentCode = [40029, 40163, 40226];
/** Our own mistakes (openid, template, page, scene, format). Asking again cannot help: a bug, not an outage. */
const ourMistake = [40003, 40037, 40097, 40129, 40169, 41008, 41030, 43104, 44002, 47001, 47003, 85096];

export interface WechatAnswer {
  [field: string]: unknown;
  errcode: number;
  /** Where WeChat answered with a picture and not with JSON. */
  image?: Buffer;
}

/** WECHAT_DOWN, with path and number in `cause` for the log: a url holds the secret, errmsg repeats what was sent. */
export function wechatDown(path: string, why: string): Refusal {
  return Object.assign(new Refusal('WECHAT_DOWN'), { cause: `${path}: ${why}` });
}

/** The text in a field of an answer; an answer without it is WECHAT_DOWN. */
export function wechatText(path: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw wechatDown(path, 'an answer without its field');
  return value;
}

function settled(path: string, answer: WechatAnswer): WechatAnswer {
  const { errcode } = answer;
  if (errcode === 0) return answer;
  if (spentCode.includes(errcode)) throw new Refusal('WECHAT_CODE_USED');
  if (ourMistake.includes(errcode)) throw new Error(`WeChat ${path}: errcode ${errcode}`);
  throw wechatDown(path, `errcode ${errcode}`);
}

async function withinDeadline<T>(path: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(deadlineMs);
  // The race also ends a wait for somebody else's token or for the store, which this signal cannot abort.
  const late = new Promise<never>((_, refuse) => {
    signal.addEventListener('abort', () => refuse(wechatDown(path, 'no answer in time')), { once: true });
  });
  return Promise.race([work(signal), late]);
}

async function askOnce(url: string, path: string, body: object | undefined, signal: AbortSignal) {
  try {
    const response = await fetch(url, {
      signal,
      // A redirect would carry the secret to a stranger.
      redirect: 'error',
      ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (response.headers.get('content-type')?.startsWith('image/')) {
      return { errcode: 0, image: Buffer.from(await response.arrayBuffer()) };
    }
    const text = await response.text();
    // WeChat says 200 even when it refuses; another status comes from something in between.
    if (!response.ok) return { errcode: response.status };
    const fields = JSON.parse(text) as Record<string, unknown>;
    return { ...fields, errcode: Number(fields.errcode ?? 0) };
  } catch (error) {
    // Nothing of the error itself goes on: the text of a failed fetch may hold the url.
    const { name, cause } = error as { name?: string; cause?: { code?: string } };
    throw wechatDown(path, cause?.code ?? name ?? 'unknown');
  }
}

/** The line to WeChat: deadline, one second try when it is busy, the access token. Errors as in `openWechat`. */
export function openWechatLine(config: WechatConfig, tokens: TokenStore) {
  let flight: Promise<string> | undefined;

  async function askPatiently(
    path: string,
    query: Record<string, string>,
    body: object | undefined,
    signal: AbortSignal,
  ): Promise<WechatAnswer> {
    const url = `${config.base}${path}?${new URLSearchParams(query)}`;
    const answer = await askOnce(url, path, body, signal);
    if (answer.errcode !== busy) return answer;
    await pause(busyPauseMs);
    return askOnce(url, path, body, signal);
  }

  function renewToken(dead: string | undefined): Promise<string> {
    const path = '/cgi-bin/stable_token';
    return withinDeadline(path, async (signal) => {
      const kept = await tokens.get();
      if (kept && kept.token !== dead && kept.until.getTime() > Date.now()) return kept.token;
      const grant = { grant_type: 'client_credential', appid: config.appId, secret: config.appSecret };
      const answer = settled(path, await askPatiently(path, {}, grant, signal));
      const token = wechatText(path, answer.access_token);
      await tokens.set(token, new Date(Date.now() + Number(answer.expires_in ?? 0) * 1000 - tokenMarginMs));
      return token;
    });
  }

  /** However many ask at the same moment, one of them goes to WeChat. `dead` is a token that was just refused. */
  async function currentToken(dead?: string): Promise<string> {
    if (flight) {
      const token = await flight;
      if (token !== dead) return token;
    }
    flight ??= renewToken(dead).finally(() => {
      flight = undefined;
    });
    return flight;
  }

  return {
    /** GET with what the query says, without a token. */
    ask(path: string, query: Record<string, string>): Promise<WechatAnswer> {
      return withinDeadline(path, async (signal) => settled(path, await askPatiently(path, query, undefined, signal)));
    },

    /** POST with the access token, once more with a new one if WeChat no longer knows it. `expected` errcodes return. */
    askWithToken(path: string, body: object, expected: number[] = []): Promise<WechatAnswer> {
      return withinDeadline(path, async (signal) => {
        const token = await currentToken();
        let answer = await askPatiently(path, { access_token: token }, body, signal);
        if (staleToken.includes(answer.errcode)) {
          answer = await askPatiently(path, { access_token: await currentToken(token) }, body, signal);
        }
        return expected.includes(answer.errcode) ? answer : settled(path, answer);
      });
    },
  };
}
