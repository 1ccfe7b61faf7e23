/** The joining form without its page: what was typed, what is wrong with it, and how it is kept. */
import type { Purpose } from '@niangjia/shared/rules/consents';
import { idNumberProblem, nameProblem, phoneProblem } from '@niangjia/shared/rules/identity';
import { type ApplicationState, isOpen, type Occupation } from '@niangjia/shared/rules/membership';
import type { RefusalBody } from '@niangjia/shared/rules/refusals';

export interface Draft {
  name: string;
  idNumber: string;
  occupation: Occupation | null;
  phone: string;
  /** Hash of each text that is agreed to: a newer text has to be agreed to anew. */
  agreed: Partial<Record<Purpose, string>>;
  /** Idempotency key of the last try with exactly these answers. */
  key: string | null;
}

/** Where the person was heading, so that the way back leads there. */
export interface Heading {
  unionId: string;
  unionName: string;
  codeToken: string | null;
}

export type Place = 'name' | 'idNumber' | 'occupation' | 'consents' | 'phone' | 'code';
export type Problems = Partial<Record<Place, string>>;

export const emptyDraft: Draft = { name: '', idNumber: '', occupation: null, phone: '', agreed: {}, key: null };

/** A changed answer is a new request: the old key must not be used for it. */
export const change = (draft: Draft, patch: Partial<Omit<Draft, 'key'>>): Draft => ({ ...draft, ...patch, key: null });

interface Asked {
  /** Shanghai day. */
  today: string;
  texts: readonly { purpose: Purpose; hash: string }[];
  /** `known`: proved before. `typed`: to be proved by number and SMS code. `given`: to be handed over by WeChat. */
  phone: 'known' | 'typed' | 'given';
  code: string;
}

export const agreedToAll = (draft: Draft, texts: Asked['texts']): boolean =>
  texts.every(({ purpose, hash }) => draft.agreed[purpose] === hash);

/** What is wrong, field by field; empty when it can be sent. */
export function problemsOf(draft: Draft, { today, texts, phone, code }: Asked): Problems {
  const found: Record<Place, string | undefined> = {
    name: nameProblem(draft.name),
    idNumber: idNumberProblem(draft.idNumber, today),
    occupation: draft.occupation ? undefined : '请选择您做的工作。',
    consents: agreedToAll(draft, texts) ? undefined : '请先看过并勾选，才能办理入会。',
    phone:
      phone === 'typed'
        ? phoneProblem(draft.phone)
        : phone === 'given'
          ? '请点“用微信手机号”，或改用短信验证码。'
          : undefined,
    code: phone === 'typed' && !/^\d{6}$/.test(code.trim()) ? '请填写短信里的 6 位数字。' : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, sentence]) => sentence)) as Problems;
}

const labels: Record<Place, string> = {
  name: '姓名',
  idNumber: '身份证号',
  occupation: '工种',
  consents: '同意',
  phone: '手机号',
  code: '验证码',
};

/** `还有 2 处要改：姓名、手机号`, or nothing. */
export function sumUp(problems: Problems): string | undefined {
  const places = (Object.keys(labels) as Place[]).filter((place) => problems[place]);
  return places.length ? `还有 ${places.length} 处要改：${places.map((place) => labels[place]).join('、')}` : undefined;
}

const placesOfCodes: Partial<Record<RefusalBody['code'], Place>> = {
  PHONE_IN_USE: 'phone',
  ID_IN_USE: 'idNumber',
  WRONG_CODE: 'code',
  CODE_EXPIRED: 'code',
  CODE_TOO_SOON: 'code',
  SMS_DOWN: 'code',
  CONSENT_MISSING: 'consents',
};

/** A refusal of the server, put at the fields that it is about; none when it is about the whole. */
export function problemsIn({ code, sentence, fields }: Omit<RefusalBody, 'requestId'>): Problems {
  const named = (fields ?? []).map(({ at, sentence }) => [at.replace(/^body\./, '').split('.')[0], sentence] as const);
  const known = named.filter(([at]) => at !== undefined && at in labels);
  if (known.length) return Object.fromEntries(known) as Problems;
  const place = placesOfCodes[code];
  return place ? { [place]: sentence } : {};
}

/** One draft for joining, one for mending a returned application. */
export type DraftOf = 'join' | 'mend';

/**
 * The drafts that have done their work, even when the answer to the submit was lost: what they hold, with the full ID
 * number, is with the union now.
 * @param state of the newest application
 */
export function servedDrafts(state: ApplicationState | undefined, member: boolean): DraftOf[] {
  const joined = member || (state !== undefined && isOpen(state));
  return [...(joined ? (['join'] as const) : []), ...(state === 'returned' ? [] : (['mend'] as const))];
}

const KEPT_DAYS = 7;

/** What lies in the phone's storage. */
export interface Kept {
  draft: Draft;
  heading: Heading | null;
  savedAt: number;
}

/** A kept draft that is younger than 7 days. */
export const stillKept = (kept: Kept | '' | undefined, now: number): Kept | undefined =>
  kept && now - kept.savedAt < KEPT_DAYS * 86_400_000 ? kept : undefined;
