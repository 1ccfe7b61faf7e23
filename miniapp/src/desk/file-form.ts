/** Filing for a worker, without its page: what was typed, what is wrong with it, what is kept. */
import { idNumberProblem, nameProblem, phoneProblem } from '@niangjia/shared/rules/identity';
import type { Occupation } from '@niangjia/shared/rules/membership';
import type { RefusalBody } from '@niangjia/shared/rules/refusals';

export interface FileDraft {
  unionId: string;
  name: string;
  idNumber: string;
  /** Empty: the worker has none. */
  phone: string;
  occupation: Occupation | null;
  paperFileId: string | null;
  agreed: boolean;
}
export type Place = 'unionId' | 'name' | 'idNumber' | 'phone' | 'occupation' | 'paper' | 'agreed';
export type Problems = Partial<Record<Place, string>>;

export const emptyFile: FileDraft = {
  unionId: '',
  name: '',
  idNumber: '',
  phone: '',
  occupation: null,
  paperFileId: null,
  agreed: false,
};

/** What is wrong, field by field; the phone may be missing, not wrong. */
export function problemsOf(draft: FileDraft, today: string): Problems {
  const judged: Record<Place, string | undefined> = {
    unionId: draft.unionId ? undefined : '请选择加入哪家工会。',
    name: nameProblem(draft.name),
    idNumber: idNumberProblem(draft.idNumber, today),
    phone: draft.phone.trim() ? phoneProblem(draft.phone) : undefined,
    occupation: draft.occupation ? undefined : '请选择工种。',
    paper: undefined,
    agreed: draft.agreed ? undefined : '要先向本人说明、请本人在申请表上签字，才能代办。',
  };
  return Object.fromEntries(Object.entries(judged).filter(([, sentence]) => sentence)) as Problems;
}

const places: Partial<Record<RefusalBody['code'], Place>> = {
  PHONE_IN_USE: 'phone',
  ID_IN_USE: 'idNumber',
  ALREADY_MEMBER: 'idNumber',
  APPLICATION_OPEN: 'idNumber',
  OWN_CASE: 'idNumber',
  UNION_CLOSED: 'unionId',
};
const sentences: Partial<Record<RefusalBody['code'], string>> = {
  ALREADY_MEMBER: '这位职工已经是会员。要换工会的，请本人办转会。',
  APPLICATION_OPEN: '这位职工已有一份申请在办，请在入会审核里查找。',
  OWN_CASE: '不能替自己代办，请由同工会的其他人员办理。',
  PHONE_IN_USE: '这个手机号登记在别的会员名下。没有自己的手机号，可以留空。',
};

/** A refusal put at the field that it is about, in words for the officer. */
export function problemsIn({ code, sentence }: Pick<RefusalBody, 'code' | 'sentence'>): Problems {
  const place = places[code];
  return place ? { [place]: sentences[code] ?? sentence } : {};
}

/** What lies on the officer's phone until it is sent: never another person's ID number. */
export const keptOf = (draft: FileDraft): FileDraft => ({ ...draft, idNumber: '', agreed: false });

export const isBegun = (draft: FileDraft): boolean => draft.name !== '' || draft.paperFileId !== null;
