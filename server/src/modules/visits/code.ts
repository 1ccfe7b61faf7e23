/** The code that the expert's phone shows at the visit: 5 minutes a step, good for this step and the one before. */
import { timingSafeEqual } from 'node:crypto';
import { CODE_MINUTES, maySignIn } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { loadOwnVisit } from './load';

const STEP_MS = CODE_MINUTES * 60_000;
const FORM = /^NJS1\.([0-9A-HJKMNP-TV-Z]{26})\.([\w-]{22})$/;

/** 128 bits that nobody can work out without the server's key. */
const markOf = (kit: Kit, visitId: string, step: number): string =>
  kit.secrets.sign(`sign-in|${visitId}|${step}`).slice(0, 22);

/** Refusals NOT_FOUND, VISIT_STATE, SIGN_IN_CLOSED. */
export async function showSignInCode(ask: Ask, id: string) {
  const visit = await loadOwnVisit(ask, id);
  if (visit.state !== 'agreed' && visit.state !== 'recorded') throw new Refusal('VISIT_STATE');
  if (!maySignIn(visit, ask.now)) throw new Refusal('SIGN_IN_CLOSED');
  const step = Math.floor(ask.now.getTime() / STEP_MS);
  const [count] = await query<{ present: number | string }>(
    ask.db,
    'SELECT COUNT(*) AS present FROM attendance WHERE visitId = ?',
    [id],
  );
  return {
    text: `NJS1.${id}.${markOf(ask.kit, id, step)}`,
    until: new Date((step + 1) * STEP_MS).toISOString(),
    signedIn: Number(count?.present ?? 0),
  };
}

/** The visit of a scanned code, or undefined when it is no visit's, or older than the step before. */
export function readSignInCode(kit: Kit, code: string, now: Date): string | undefined {
  const [, visitId = '', mark = ''] = FORM.exec(code) ?? [];
  if (mark === '') return undefined;
  const step = Math.floor(now.getTime() / STEP_MS);
  const fits = [step, step - 1].some((one) =>
    timingSafeEqual(Buffer.from(markOf(kit, visitId, one)), Buffer.from(mark)),
  );
  return fits ? visitId : undefined;
}
