/**
 * What every entry of the contract is made of. Schemas of what comes in are strict: an unknown key is refused.
 * Schemas of what goes out name every field that may leave the server.
 */
import * as z from 'zod';
import { isDay } from '../rules/days';
import { idNumberProblem, nameProblem, normaliseIdNumber, normalisePhone, phoneProblem } from '../rules/identity';
import { limits } from '../rules/limits';
import type { RefusalCode } from '../rules/refusals';
import type { Permission } from '../rules/roles';

/** `person`: signed in on the phone. `staff`: any staff member. `signed-in`: either. Else a staff permission. */
export type Who = 'public' | 'person' | 'staff' | 'signed-in' | Permission;

export interface Entry {
  who: Who;
  /** One Chinese sentence: the summary in the API reference and the wording of the audit row. */
  what: string;
  query?: z.ZodType<Record<string, unknown>>;
  body?: z.ZodType<Record<string, unknown>>;
  reply: z.ZodType;
  refusals: readonly RefusalCode[];
  /** Writes are audited unless this is false; reads only when it is true. */
  audit?: boolean;
  /** Creates or pays: asks for an `Idempotency-Key` and has its effect once. */
  once?: boolean;
  /** Calls per minute from one person, or one address when nobody is signed in; the general limit when absent. */
  perMinute?: number;
  /** `in`: a multipart upload instead of a JSON body. `out`: answers with a file instead of JSON. */
  file?: 'in' | 'out';
}

/** What goes out is ours: it is named, not tried again by its form (a list of 50 rows would pay for it). */
export const id = z.string().meta({ description: 'ULID' });
export const instant = z.string().meta({ format: 'date-time' });
export const day = z.string().meta({ format: 'date' });

/** What comes in is tried. */
export const givenId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, '编号不对，请从列表重新进入。');
/** Centuries in which anything of ours happens: arithmetic with days of the year 9999 leaves four digits behind. */
const isOurs = (day: string): boolean => day >= '1900-01-01' && day < '2200-01-01';
export const givenDay = z.string().refine((day) => isDay(day) && isOurs(day), '日期不对，应如 2026-11-22。');
export const givenInstant = z.iso
  .datetime({ error: '时间不对，请重新选择。' })
  .refine((instant) => isOurs(instant.slice(0, 10)), '时间不对，请重新选择。');

/** Text that a person typed: no control characters, no lone surrogates, trimmed at both ends. */
export const words = (max: number, min = 1) =>
  z
    .string()
    .refine((text) => text.isWellFormed(), '有无法识别的字符，请删去后重填。')
    .refine(
      (text) => !/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(text),
      '有看不见的控制字符，请删去后重填。',
    )
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .min(min, min > 1 ? `请至少写 ${min} 个字。` : '请填写。')
        // Five characters that nobody can see are no reason.
        .refine((text) => min < 2 || (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= min, `请至少写 ${min} 个字。`)
        .max(max, `最多 ${max} 个字。`),
    );

const checked = (problem: (text: string) => string | undefined, normalise: (text: string) => string) =>
  z
    .string()
    .max(100)
    .superRefine((text, context) => {
      const sentence = problem(text);
      if (sentence) context.addIssue({ code: 'custom', message: sentence });
    })
    .transform(normalise);

export const phone = checked(phoneProblem, normalisePhone);
export const personName = checked(nameProblem, (text) => text.trim());
/** Judged by today's date of the process; the rule itself takes the day as an argument. */
export const idNumber = checked(
  (text) => idNumberProblem(text, new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)),
  normaliseIdNumber,
);
export const smsCode = z.string().regex(/^\d{6}$/, '验证码是短信里的 6 位数字。');
export const reason = words(limits.reason.max, limits.reason.min);
export const scene = z.string().regex(/^[0-9a-zA-Z\-_.~]{1,32}$/, '入会码不完整，请重新扫码。');
export const cursor = z.string().regex(/^[0-9A-Za-z:._-]{1,80}$/);
export const done = z.object({ done: z.literal(true) });
export const oneOf = <const Key extends string>(table: Record<Key, unknown>) =>
  z.enum(Object.keys(table) as [Key, ...Key[]]);
