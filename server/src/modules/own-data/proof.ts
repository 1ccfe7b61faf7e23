/** The fresh proof that it is really the person: a code to the own number (security.md A8, A9). */
import { maskPhone } from '@niangjia/shared/rules/masks';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { loadPerson, phoneOf } from '../people/person';
import { makeSmsCode, useSmsCodes } from '../people/sms-codes';

/** The number in use. Refusal PHONE_MISSING. */
async function ownPhone(ask: Ask): Promise<string> {
  const phone = await phoneOf(ask, await loadPerson(ask, personOf(ask).personId));
  if (phone === null) throw new Refusal('PHONE_MISSING');
  return phone;
}

/** Makes the code that is sent once this is committed. Refusals CODE_TOO_SOON, PHONE_MISSING. */
export async function makeProof(ask: Ask) {
  const phone = await ownPhone(ask);
  return { ...(await makeSmsCode(ask, phone)), phoneMasked: maskPhone(phone) };
}

/**
 * Uses the proof up; with it, the code of another number (`other`), so that neither is used up while one is wrong.
 * Refusals WRONG_CODE, CODE_EXPIRED, PHONE_MISSING.
 */
export async function useProof(ask: Ask, proof: string, other?: { phone: string; code: string }): Promise<void> {
  const own = { phone: await ownPhone(ask), code: proof, at: 'proof' };
  await useSmsCodes(ask, other ? [own, { ...other, at: 'code' }] : [own]);
}
