/** The pass: what a look hands to the redemption that follows it, signed and good for three minutes. */
import { timingSafeEqual } from 'node:crypto';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';

interface Pass {
  /** Cashier, shop, voucher. */
  c: string;
  s: string;
  v: string;
  /** The step of the code that was scanned. */
  t: number;
  /** Instant of the look, milliseconds. */
  at: number;
  /** Its own id: the key of repeats. */
  n: string;
}

const markOf = (kit: Kit, payload: string): string => kit.secrets.sign(`redeem-pass ${payload}`);

export function signPass(kit: Kit, pass: Pass): string {
  const payload = Buffer.from(JSON.stringify(pass)).toString('base64url');
  return `${payload}.${markOf(kit, payload)}`;
}

/** Reads a pass without any database, whatever its age. One that was not made here is NOT_FOUND. */
export function readPass(kit: Kit, text: string): Pass {
  const [payload = '', mark = ''] = text.split('.');
  const wanted = Buffer.from(markOf(kit, payload));
  const given = Buffer.from(mark);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given))
    throw new Refusal('NOT_FOUND', { denied: 'redeem-pass' });
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Pass;
}
