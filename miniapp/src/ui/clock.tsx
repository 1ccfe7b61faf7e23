import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import type { Urgency } from '@niangjia/shared/rules/membership';
import { Chip } from './chip';

interface Term {
  dueOn: string;
  workingDaysLeft: number;
}

/** `还剩 2 个工作日`, `今天到期`, `已超期 1 个工作日`. On a weekend after the term no working day has passed yet. */
function sayClock({ dueOn, workingDaysLeft }: Term): string {
  const today = dayOf(new Date());
  if (dueOn < today) return workingDaysLeft < 0 ? `已超期 ${-workingDaysLeft} 个工作日` : '已超期';
  return dueOn === today ? '今天到期' : `还剩 ${workingDaysLeft} 个工作日`;
}

export const sayTerm = (term: Term): string => `最晚 ${sayDay(term.dueOn)}，${sayClock(term)}`;

const tones = { overdue: 'needs', due: 'waiting', calm: 'told' } as const;

/** How much time is left, as a chip. */
export const Clock = ({ urgency, ...term }: Term & { urgency: Urgency }) => (
  <Chip tone={tones[urgency]} word={sayClock(term)} icon="waiting" />
);
