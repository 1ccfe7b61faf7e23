/** How a problem looks: tones, words, and the fields that a unit chooses from. */
import { sayDay } from '@niangjia/shared/rules/days';
import { skills } from '@niangjia/shared/rules/experts';
import type { ProblemState, ProblemStep } from '@niangjia/shared/rules/problems';
import type { Tone } from './chip';
import type { IconName } from './icon';

export const problemTones: Record<ProblemState, Tone> = {
  filed: 'waiting',
  returned: 'needs',
  matched: 'waiting',
  discussing: 'told',
  contracted: 'told',
  solved: 'done',
  funded: 'done',
  withdrawn: 'quiet',
};

/** What comes next and who does it. */
export function sayNext({
  state,
  holder,
  dueOn,
}: {
  state: ProblemState;
  holder: string | null;
  dueOn: string | null;
}) {
  const by = holder && dueOn ? `最晚 ${sayDay(dueOn)} 前由${holder}` : '';
  const next: Record<ProblemState, string> = {
    filed: `${by}对接专家`,
    returned: `${by}补充后重新提交`,
    matched: `${by}答复`,
    discussing: `${by}组织研讨、给出方案`,
    contracted: `${by}跟进合同`,
    solved: '已有解决方案',
    funded: '合同已批准资助',
    withdrawn: '不再办理',
  };
  return next[state];
}

export const stepLooks: Partial<Record<ProblemStep, { tone: Tone; icon: IconName }>> = {
  return: { tone: 'needs', icon: 'needs' },
  decline: { tone: 'needs', icon: 'needs' },
  unfunded: { tone: 'needs', icon: 'needs' },
  withdraw: { tone: 'quiet', icon: 'done' },
};

const technical = [
  ...(['machining', 'welding', 'electrics', 'instruments', 'hydraulics', 'moulds', 'robots', 'automation'] as const),
  ...(['chemistry', 'textiles', 'food', 'materials', 'energy', 'software', 'lean', 'quality', 'logistics'] as const),
  ...(['safety', 'fire', 'occupationalDisease'] as const),
];
export type TechnicalField = (typeof technical)[number];
export const technicalFields = Object.fromEntries(technical.map((one) => [one, skills[one]])) as Record<
  TechnicalField,
  string
>;
