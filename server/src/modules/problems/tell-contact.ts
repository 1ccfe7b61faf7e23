/** The unit's contact learns by SMS how the problem goes on: officers have no inbox. */
import type { Ask } from '../../core/ask';
import { tellOldPhone } from '../notices/notify';
import { contactPhoneOf } from './describe';
import type { FoundProblem } from './load';

/** `what` completes the sentence "…的难题“…”". */
export async function tellContact(ask: Ask, problem: FoundProblem, title: string, what: string): Promise<void> {
  const words = `难题“${problem.title}”（${problem.number}）${what}`;
  const phone = await contactPhoneOf(ask, problem);
  if (phone !== null) await tellOldPhone(ask, phone, { number: problem.number, title, words });
}
