/** Posts and accounts of staff: how long an account may rest, when a post runs, and which passwords nobody may choose. */
import { limits } from './limits';

/** B8: an account that nobody has used for so many days is listed and disabled by itself. */
export const IDLE_DAYS = 90;
/** [P] An invitation by SMS is good for so many days. */
export const INVITATION_DAYS = 3;
/** From the right code to the new password. */
export const ACTIVATION_MINUTES = 15;

interface Term {
  fromOn: string;
  /** null: without an end. */
  toOn: string | null;
}

/** Whether a post gives rights now; `endedAt` ends it at once, `toOn` with the end of that Shanghai day. */
export function postStateOf(
  post: Term & { endedAt: string | null },
  today: string,
  now: string,
): 'running' | 'coming' | 'ended' {
  if ((post.endedAt !== null && post.endedAt <= now) || (post.toOn !== null && post.toOn < today)) return 'ended';
  return post.fromOn > today ? 'coming' : 'running';
}

/** Whether two terms share a day. */
export const overlap = (a: Term, b: Term): boolean =>
  (a.toOn === null || b.fromOn <= a.toOn) && (b.toOn === null || a.fromOn <= b.toOn);

/** What people choose when they are told to take twelve characters. In lower case. */
const COMMON = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc',
  '1q2w3e4r5t6y',
  'abcdefghijkl',
  '123456789',
  'woaini',
  'woaizhongguo',
  'iloveyou',
  'letmein',
  'welcome',
  'changeme',
  'administrator',
  'admin',
  'gonghui',
  'niangjia',
];
/** So few characters beside a common password do not make it a good one. */
const TOO_FEW = 6;

/**
 * Whether a password is too easy: shorter than 12, of digits alone (days of birth, phones), of fewer than five different
 * characters, with the account's name in it, or a common one with little around it.
 */
export function isWeakPassword(password: string, account: string): boolean {
  const plain = password.toLowerCase();
  if ([...password].length < limits.password || new Set(plain).size < 5) return true;
  if (/^[\d\s./-]*$/.test(plain) || plain.includes(account.toLowerCase())) return true;
  return COMMON.some((one) => plain.replaceAll(one, '').length < TOO_FEW);
}
