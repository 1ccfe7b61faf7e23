import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal';
import type { WechatConfig } from './wechat-line';

/** The query of a pushed message in AES mode. */
export interface PushQuery {
  msg_signature: string;
  timestamp: string;
  nonce: string;
}

/** WeChat pads to 32 bytes, not to the 16 of AES; node would refuse that, so padding is done here. */
const blockBytes = 32;
/** 16 random bytes, then the length of the message in 4. */
const headBytes = 20;

function signatureOf(parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

/** In constant time, and false for whatever a query can hold in place of a text. */
function isSame(claimed: unknown, expected: string): boolean {
  if (typeof claimed !== 'string') return false;
  const left = Buffer.from(claimed);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

function keyOf(config: Pick<WechatConfig, 'pushAesKey'>): Buffer {
  return Buffer.from(`${config.pushAesKey}=`, 'base64');
}

/** Whether a GET that sets up the push is WeChat's; if so, its `echostr` is answered as it is. */
export function verifyPush(
  config: Pick<WechatConfig, 'pushToken'>,
  { signature, timestamp, nonce }: { signature: string; timestamp: string; nonce: string },
): boolean {
  return isSame(signature, signatureOf([config.pushToken, String(timestamp), String(nonce)]));
}

/**
 * The message that WeChat pushed in AES mode (JSON format), decrypted.
 * Whatever is wrong with it (signature, padding, length, appid, JSON), the answer is the same NOT_ALLOWED: who forges
 * messages learns nothing from it. A message may come up to four times; the caller drops what it has seen.
 */
export function openPushMessage(config: WechatConfig, query: PushQuery, body: unknown): Record<string, unknown> {
  const { Encrypt: sealed } = (body ?? {}) as { Encrypt?: unknown };
  if (typeof sealed !== 'string') throw new Refusal('NOT_ALLOWED');
  const expected = signatureOf([config.pushToken, String(query.timestamp), String(query.nonce), sealed]);
  if (!isSame(query.msg_signature, expected)) throw new Refusal('NOT_ALLOWED');
  try {
    return unwrap(config, sealed);
  } catch {
    throw new Refusal('NOT_ALLOWED');
  }
}

/** Any Error means: not a message of WeChat to this mini-program. */
function unwrap(config: WechatConfig, sealed: string): Record<string, unknown> {
  const key = keyOf(config);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const isPadded = padding >= 1 && padding <= blockBytes && padded.subarray(-padding).every((byte) => byte === padding);
  if (!isPadded) throw new Error('padding');
  const plain = padded.subarray(0, padded.length - padding);
  const end = headBytes + plain.readUInt32BE(16);
  if (end > plain.length || plain.subarray(end).toString() !== config.appId) throw new Error('appid');
  const message: unknown = JSON.parse(plain.subarray(headBytes, end).toString());
  if (typeof message !== 'object' || message === null) throw new Error('format');
  return message as Record<string, unknown>;
}

/** What WeChat would push for `message`: for tests and the stand-in. `timestamp` is in seconds. */
export function sealPushMessage(
  config: WechatConfig,
  message: object,
  { timestamp, nonce }: { timestamp: string; nonce: string },
): { query: PushQuery & { encrypt_type: 'aes'; signature: string }; body: { ToUserName: string; Encrypt: string } } {
  const key = keyOf(config);
  const text = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(config.appId)]);
  const padding = blockBytes - (plain.length % blockBytes);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  const sealed = Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
  return {
    query: {
      signature: signatureOf([config.pushToken, timestamp, nonce]),
      msg_signature: signatureOf([config.pushToken, timestamp, nonce, sealed]),
      timestamp,
      nonce,
      encrypt_type: 'aes',
    },
    // The account's original id in reality; nothing reads it.
    body: { ToUserName: 'gh_stand_in', Encrypt: sealed },
  };
}
