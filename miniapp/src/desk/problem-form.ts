/** Filing a problem, without its page: what was typed and what is wrong with it. */
import { phoneProblem } from '@niangjia/shared/rules/identity';
import type { TechnicalField } from '../ui/problem-look';

export interface ProblemDraft {
  unionId: string;
  title: string;
  words: string;
  field: TechnicalField | null;
  contactName: string;
  phone: string;
}
export type Place = keyof ProblemDraft;
export type Problems = Partial<Record<Place, string>>;

export const emptyProblem: ProblemDraft = {
  unionId: '',
  title: '',
  words: '',
  field: null,
  contactName: '',
  phone: '',
};

const short = (text: string, least: number) => text.trim().length < least;

/** Field by field, in words that say how to mend it. */
export function problemsOf(draft: ProblemDraft): Problems {
  const judged: Record<Place, string | undefined> = {
    unionId: draft.unionId ? undefined : '请选择哪家工会提出。',
    title: short(draft.title, 4) ? '请至少写 4 个字，让人一看就知道是什么难题。' : undefined,
    field: draft.field ? undefined : '请选择领域，好找对专家。',
    words: short(draft.words, 10) ? '请至少写 10 个字：设备、材料、现象、试过什么。' : undefined,
    contactName: short(draft.contactName, 1) ? '请填写联系人。' : undefined,
    phone: phoneProblem(draft.phone),
  };
  return Object.fromEntries(Object.entries(judged).filter(([, sentence]) => sentence)) as Problems;
}
