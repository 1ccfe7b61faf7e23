/**
 * What makes an offline code (security.md G5): signed here, checked on a phone without a network. The key pair comes
 * from the installation's own keys, so that all processes have the same.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Worth } from '@niangjia/shared/rules/vouchers';
import type { Kit } from '../../core/kit';

/** PKCS 8 of an Ed25519 key, up to its 32 bytes. */
const HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const FORM = /^NJO1\.([\w-]{1,500})\.([\w-]{86})$/;

/** What an offline code says; a phone works the bill out from it. */
interface OfflinePayload {
  /** Voucher, shop, Shanghai day. */
  v: string;
  s: string;
  d: string;
  w: Worth;
  /** Title of the kind, masked name of the holder. */
  t: string;
  m: string;
}

function privateKey(kit: Kit): KeyObject {
  const seed = Buffer.from(kit.secrets.sign('offline-key'), 'base64url');
  return createPrivateKey({ key: Buffer.concat([HEAD, seed]), format: 'der', type: 'pkcs8' });
}

/** 32 bytes, base64url. */
export const offlinePublicKey = (kit: Kit): string =>
  createPublicKey(privateKey(kit)).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');

/** `NJO1.<payload>.<signature>`, both base64url; the signature is over `NJO1.<payload>`. The same payload, the same code. */
export function signOffline(kit: Kit, payload: OfflinePayload): string {
  const text = `NJO1.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey(kit)).toString('base64url')}`;
}

/** Undefined for what was not signed here. */
export function readOffline(kit: Kit, code: string): OfflinePayload | undefined {
  const [, payload = '', mark = ''] = FORM.exec(code) ?? [];
  const key = createPublicKey(privateKey(kit));
  if (!mark || !verify(null, Buffer.from(`NJO1.${payload}`), key, Buffer.from(mark, 'base64url'))) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as OfflinePayload;
}
