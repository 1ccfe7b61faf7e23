/** The typed callers of the console. `api` for all entries, `once` for those that have their effect once. */
import { makeApi, Refused } from '@niangjia/shared/client';
import type { Contract, Input, Key, Reply } from '@niangjia/shared/contract/index';
import { refusalOf, request } from './send';

type OnceKey = { [K in Key]: Contract[K] extends { once: true } ? K : never }[Key];
type Caller<Keys extends Key> = <K extends Keys>(key: K, input?: Input<K>) => Promise<Reply<K>>;

const call = makeApi(async (sending) => {
  const response = await request(sending);
  if (!response.ok) throw await refusalOf(response);
  return { status: response.status, body: await response.json() };
});

export const api: Caller<Exclude<Key, OnceKey>> = (key, input) => call(key, input as never);

/** Shaped like a UUID v4. `crypto.randomUUID` is missing on plain http in a local network. */
function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const unanswered = new Map<string, string>();

/** A refusal that says nothing about whether the effect took place: the next try must carry the same key. */
const isOpen = (error: unknown): boolean =>
  !(error instanceof Refused) || error.status >= 500 || error.code === 'IN_FLIGHT' || error.code === 'TOO_MANY';

/** Sends with an idempotency key that stays the same for the same key and input until the server has answered. */
export const once: Caller<OnceKey> = async (key, input) => {
  const print = `${key} ${JSON.stringify(input)}`;
  const idempotencyKey = unanswered.get(print) ?? freshKey();
  unanswered.set(print, idempotencyKey);
  try {
    const reply = await call(key, { ...input, idempotencyKey } as never);
    unanswered.delete(print);
    return reply;
  } catch (error) {
    if (!isOpen(error)) unanswered.delete(print);
    throw error;
  }
};

/** The poster of a joining code, `GET /join-codes/:token/poster`: a PNG that needs the token, so no plain `<img>`. */
export async function posterOf(token: string): Promise<Blob> {
  const response = await request({ method: 'GET', path: `/join-codes/${encodeURIComponent(token)}/poster` });
  if (!response.ok) throw await refusalOf(response);
  return response.blob();
}

export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : '系统出了问题，请稍后再试。';
