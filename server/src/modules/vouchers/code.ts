/**
 * The code that a shop scans (security.md G4): 30 seconds a step, good for this step and the one before, each step once.
 * Each voucher has a secret of its own, 256 bits that are worked out and stored nowhere.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { CODE_SECONDS } from '@niangjia/shared/rules/vouchers';
import { type Ask, personOf } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { loadUsable, mustBeUsable } from './usable';

const STEP_MS = CODE_SECONDS * 1000;
/** A code that was right within this many steps, a day, is old; beyond it nobody can tell it from a made-up one. */
const REMEMBERED_STEPS = 86_400 / CODE_SECONDS;
const FORM = /^NJV1\.([0-9A-HJKMNP-TV-Z]{26})\.([\w-]{22})$/;

const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS);

/** Marks of one voucher, by step: 128 bits each. */
function markerOf(kit: Kit, voucherId: string): (step: number) => Buffer {
  const secret = Buffer.from(kit.secrets.index('voucher', voucherId), 'hex');
  return (step) => createHmac('sha256', secret).update(`${voucherId}|${step}`).digest().subarray(0, 16);
}

/**
 * The code of this moment, and for how many seconds it is shown.
 * Refusals NOT_FOUND, VOUCHER_USED, VOUCHER_EXPIRED, VOUCHER_RETURNED, VOUCHER_EARLY.
 */
export async function showVoucherCode(ask: Ask, voucherId: string) {
  const voucher = await loadUsable(ask, voucherId);
  if (voucher?.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `voucher:${voucherId}` });
  await mustBeUsable(ask, voucher);
  const step = stepAt(ask.now);
  const seconds = Math.ceil((STEP_MS - (ask.now.getTime() % STEP_MS)) / 1000);
  const mark = markerOf(ask.kit, voucherId)(step).toString('base64url');
  return { code: `NJV1.${voucherId}.${mark}`, seconds, step };
}

/**
 * The voucher and the step of a scanned code; `wrong` when it is no voucher's, in the same time whether there is such
 * a voucher or not. Throws CODE_OLD.
 */
export function readVoucherCode(kit: Kit, code: string, now: Date): { voucherId: string; step: number } | 'wrong' {
  const [, voucherId = '', text = ''] = FORM.exec(code) ?? [];
  const given = Buffer.from(text, 'base64url');
  if (given.length !== 16) return 'wrong';
  const markAt = markerOf(kit, voucherId);
  const current = stepAt(now);
  for (let step = current; step > current - REMEMBERED_STEPS; step -= 1) {
    if (!timingSafeEqual(markAt(step), given)) continue;
    if (step < current - 1) throw new Refusal('CODE_OLD');
    return { voucherId, step };
  }
  return 'wrong';
}
