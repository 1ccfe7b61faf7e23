/** The rules of an event, held against what is stored: when it is made, changed and opened. */
import { type Ask, below, rangeOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { type Plan, type Problem, problemsOf } from './rules';

export function mustBeWithout(problems: Problem[]): void {
  if (problems.length > 0) throw new Refusal('EVENT_RULES', { fields: problems.slice(0, 20) });
}

async function unionsProblems(ask: Ask, { unionIds }: Plan['audience'], path: string): Promise<Problem[]> {
  if (unionIds.length === 0) return [];
  const { places, values } = among(unionIds);
  const rows = await query(ask.db, `SELECT id FROM trade_union WHERE id IN (${places}) AND ${below('path')}`, [
    ...values,
    ...rangeOf(path),
  ]);
  if (rows.length === unionIds.length) return [];
  return [{ at: 'audience.unionIds', sentence: '只能选主办工会和它的下级工会，请去掉其他工会。' }];
}

/** `path`: of the organiser. Refusal EVENT_RULES with every problem at its field. */
export async function mustFit(ask: Ask, plan: Plan, path: string): Promise<void> {
  mustBeWithout([...problemsOf(plan), ...(await unionsProblems(ask, plan.audience, path))]);
}

/** The same once more, and that there is still time for it. Refusal EVENT_RULES. */
export async function mustBeOpenable(ask: Ask, plan: Plan, path: string): Promise<void> {
  await mustFit(ask, plan, path);
  const now = ask.now.toISOString();
  mustBeWithout([
    ...(plan.bookUntil <= now ? [{ at: 'bookUntil', sentence: '预约截止的时间已经过去，请改到以后。' }] : []),
    ...plan.slots.flatMap(({ startAt }, nth) =>
      startAt <= now ? [{ at: `slots.${nth}.startAt`, sentence: '这一场的开始时间已经过去，请改到以后。' }] : [],
    ),
  ]);
}
