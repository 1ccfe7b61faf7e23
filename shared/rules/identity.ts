/**
 * Formats of numbers that name a person or a body. Sources: GB 11643-1999 (ID number),
 * GB 32100-2015 (unified social credit code); membership.md B13 and E7.
 */
import { isDay } from './days';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
/** Province digits of GB/T 2260. Longer area codes are not checked: an abolished county stays valid on a card. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** The check digit that belongs to the first 17 digits of an ID number. */
export function idCheckDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECKS[sum % 11] ?? '';
}

/** Upper-case X, full-width digits made plain, spaces gone: the one form that is stored and indexed. */
export function normaliseIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/**
 * What is wrong with an ID number, as a sentence for the field, or `undefined` when nothing is.
 * @param today Shanghai day; nobody is born after it
 */
export function idNumberProblem(text: string, today: string): string | undefined {
  const id = normaliseIdNumber(text);
  if (id === '') return '请填写身份证号。';
  if (id.length !== 18) return `身份证号应为 18 位，现在是 ${id.length} 位。`;
  if (!/^\d{17}[\dX]$/.test(id)) return '身份证号前 17 位是数字，最后一位是数字或 X。';
  if (!PROVINCES.has(id.slice(0, 2))) return '身份证号前 2 位不是省份代码，请核对。';
  const bornOn = bornOnOf(id);
  if (!isDay(bornOn) || bornOn < '1850-01-01' || bornOn > today)
    return `出生日期 ${id.slice(6, 10)}年${id.slice(10, 12)}月${id.slice(12, 14)}日 不存在，请核对第 7 到 14 位。`;
  const check = idCheckDigit(id);
  if (check !== id[17]) return `身份证号有一位不对：按前 17 位，最后一位应为 ${check}，请逐位核对。`;
  return undefined;
}

/** Day of birth in a well-formed ID number. */
export const bornOnOf = (id: string): string => `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;

/** `male` when the 17th digit is odd. */
export const sexOf = (id: string): 'male' | 'female' => (Number(id[16]) % 2 === 1 ? 'male' : 'female');

/** What is wrong with a mainland mobile number, as a sentence, or `undefined`. Loose on purpose: new prefixes appear. */
export function phoneProblem(text: string): string | undefined {
  const phone = normalisePhone(text);
  if (phone === '') return '请填写手机号。';
  if (!/^\d+$/.test(phone)) return '手机号只能是数字。';
  if (phone.length !== 11) return `手机号应为 11 位，现在是 ${phone.length} 位。`;
  if (!/^1[3-9]/.test(phone)) return '手机号应以 13 到 19 开头，请核对。';
  return undefined;
}

/** Plain digits without spaces, dashes and +86: the one form that is stored and indexed. */
export const normalisePhone = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^(\+?86)(?=1\d{10}$)/, '');

/** What is wrong with a person's name, as a sentence, or `undefined`. Rare characters and the middle dot are fine. */
export function nameProblem(text: string): string | undefined {
  const name = text.trim();
  if (name === '') return '请填写姓名。';
  if ([...name].length < 2) return '姓名至少 2 个字，请按身份证填写。';
  if ([...name].length > 40) return '姓名太长，请按身份证填写。';
  if (!/^[\p{Script=Han}\p{Script=Latin}·•. '-]+$/u.test(name)) return '姓名里有不认识的符号，请按身份证填写。';
  return undefined;
}

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * Whether a unified social credit code's check character fits. Some genuine early codes do not:
 * warn, never block (membership.md B13).
 */
export function creditCodeFits(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false;
  let weight = 1;
  let sum = 0;
  for (const character of code.slice(0, 17)) {
    sum += weight * CREDIT_ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31] === code[17];
}

/** Luhn check of a bank card of 16 to 19 digits. */
export function bankCardFits(card: string): boolean {
  if (!/^\d{16,19}$/.test(card)) return false;
  let sum = 0;
  [...card].reverse().forEach((digit, i) => {
    const n = Number(digit) * (i % 2 === 1 ? 2 : 1);
    sum += n > 9 ? n - 9 : n;
  });
  return sum % 10 === 0;
}
