/** Rules of forms about a person: the contract's own, with the same sentence at the same field. */
import { dayOf } from '@niangjia/shared/rules/days';
import { idNumberProblem, nameProblem, phoneProblem } from '@niangjia/shared/rules/identity';

const judged = (problem: (text: string) => string | undefined, empty: string) => ({
  validator: async (_: unknown, text?: string | null) => {
    const sentence = text?.trim() ? problem(text) : empty;
    if (sentence) throw new Error(sentence);
  },
});

export const nameRule = judged(nameProblem, '请填写姓名。');
export const idNumberRule = judged((text) => idNumberProblem(text, dayOf(new Date())), '请填写身份证号。');
export const phoneRule = judged(phoneProblem, '请填写手机号。');
