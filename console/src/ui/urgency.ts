/** How urgent something is by its last day, where the server does not say: a colour, never a rule. */
import { dayOf } from '@niangjia/shared/rules/days';
import { type Urgency, urgencyOf } from '@niangjia/shared/rules/membership';

/** The official calendar is the server's: here only weekends are known. */
const isWeekday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

export const urgencyBy = (dueOn: string): Urgency => urgencyOf(dueOn, dayOf(new Date()), isWeekday);
