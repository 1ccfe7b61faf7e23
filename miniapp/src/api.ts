/** The two callers of the server: `api` for the person who holds the phone, `staffApi` for the officer's desk. */
import { type Api, makeApi, Refused, type Send, type Sending } from '@niangjia/shared/client';
import type { RefusalBody } from '@niangjia/shared/rules/refusals';
import Taro from '@tarojs/taro';
import { deskSession, personSession, type Session, type Tokens } from './session';

const BASE = process.env.TARO_ENV === 'weapp' ? `${API_BASE}/api` : '/api';
const DEADLINE_MS = 10_000;

/** No answer: no network, or none within 10 seconds. */
export class Offline extends Error {
  constructor() {
    super('网络不通，没有连上。请检查网络后再试。');
  }
}

async function request(sending: Sending, access?: string): Promise<{ status: number; body: unknown }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Offline()), DEADLINE_MS);
  });
  const answer = Taro.request({
    url: BASE + sending.path,
    method: sending.method,
    timeout: DEADLINE_MS,
    // WeChat sends an object as JSON by the content type; a GET must carry none.
    ...(sending.method === 'POST' ? { data: sending.body } : {}),
    header: {
      ...(sending.method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
      ...(access ? { Authorization: `Bearer ${access}` } : {}),
      ...(sending.idempotencyKey ? { 'Idempotency-Key': sending.idempotencyKey } : {}),
    },
  }).catch(() => {
    throw new Offline();
  });
  try {
    const { statusCode, data } = await Promise.race([answer, deadline]);
    // A proxy in between answers with a page, not with our JSON.
    if (data === null || typeof data !== 'object') throw new Offline();
    return { status: statusCode, body: data };
  } finally {
    clearTimeout(timer);
  }
}

const codeOf = (body: unknown) => (body as Partial<RefusalBody>).code;

/** Sends with the session's token; renews it once, together with all others who wait for the same. */
function sender(session: Session, signInAgain: () => Promise<Tokens | undefined>): Send {
  let renewing: Promise<Tokens | undefined> | undefined;

  const renew = async (old: Tokens): Promise<Tokens | undefined> => {
    const now = session.tokens();
    // Another browser tab has renewed it already; the old refresh token is worth nothing now.
    if (now && now.access !== old.access) return now;
    const { status, body } = await request({
      method: 'POST',
      path: '/sessions/refresh',
      body: { refresh: old.refresh },
      idempotencyKey: undefined,
    });
    if (status === 200) {
      session.keep(body as Tokens);
      return body as Tokens;
    }
    if (status !== 401 && status !== 400) return undefined;
    session.forget();
    return signInAgain();
  };

  return async (sending) => {
    const tokens = session.tokens();
    const first = await request(sending, tokens?.access);
    if (first.status !== 401 || !tokens || codeOf(first.body) !== 'SESSION_ENDED') return first;
    renewing ??= renew(tokens).finally(() => {
      renewing = undefined;
    });
    const renewed = await renewing;
    return renewed ? request(sending, renewed.access) : first;
  };
}

/** In WeChat signing in asks nothing of the person; a browser needs a code by SMS, on a page of its own. */
export async function signInByWechat(): Promise<Tokens | undefined> {
  if (process.env.TARO_ENV !== 'weapp') return undefined;
  const { code } = await Taro.login();
  const tokens = await makeApi((sending) => request(sending))('POST /wechat-sessions', { body: { code } });
  personSession.keep(tokens);
  return tokens;
}

export const api: Api = makeApi(sender(personSession, signInByWechat));
export const staffApi: Api = makeApi(sender(deskSession, async () => undefined));

/** A key under which the server does a thing once, however often it is sent. Need not be secret. */
export const newKey = (): string =>
  Date.now().toString(36) + Array.from({ length: 20 }, () => Math.floor(Math.random() * 36).toString(36)).join('');

export const mustSignIn = (error: unknown): boolean => error instanceof Refused && error.status === 401;

/** What to tell the person about a call that went wrong. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Refused || error instanceof Offline ? error.message : '出了点问题，请稍后再试。';

/** The same request may simply be sent again: nothing was decided about it. */
export const mayRetry = (error: unknown): boolean =>
  !(error instanceof Refused) || error.status >= 500 || ['IN_FLIGHT', 'TOO_MANY'].includes(error.code);
