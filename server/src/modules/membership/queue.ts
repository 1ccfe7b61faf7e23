/** The officer's queue: what waits within reach, the oldest term first. */
import { addWorkingDays, dayOf, workingDaysBetween } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import { type ApplicationState, type Occupation, type Urgency, urgencyOf } from '@niangjia/shared/rules/membership';
import { type Ask, withinReach } from '../../core/ask';
import { query } from '../../core/sql';

export interface QueueRow {
  id: string;
  number: string;
  state: ApplicationState;
  name: string;
  occupation: Occupation;
  unionName: string;
  codeLabel: string | null;
  submittedAt: string;
  dueOn: string;
}

/** The clock of a term, as seen on a day. */
export function clockOf(ask: Ask, dueOn: string, today: string): { workingDaysLeft: number; urgency: Urgency } {
  const { isWorkingDay } = ask.kit;
  return {
    workingDaysLeft: workingDaysBetween(today, dueOn, isWorkingDay),
    urgency: urgencyOf(dueOn, today, isWorkingDay),
  };
}

export const toQueueItem = (row: QueueRow, clock: ReturnType<typeof clockOf>) => ({
  id: row.id,
  number: row.number,
  state: row.state,
  nameMasked: maskName(row.name),
  occupation: row.occupation,
  unionName: row.unionName,
  codeLabel: row.codeLabel,
  submittedAt: row.submittedAt,
  dueOn: row.dueOn,
  workingDaysLeft: clock.workingDaysLeft,
  urgency: clock.urgency,
});

/** SQL condition on the last day of the term, with its values, for one urgency. */
function termOf(ask: Ask, urgency: Urgency): { sql: string; values: string[] } {
  const today = dayOf(ask.now);
  const soon = addWorkingDays(today, 1, ask.kit.isWorkingDay);
  if (urgency === 'overdue') return { sql: 'a.dueOn < ?', values: [today] };
  if (urgency === 'due') return { sql: 'a.dueOn BETWEEN ? AND ?', values: [today, soon] };
  return { sql: 'a.dueOn > ?', values: [soon] };
}

interface Filter {
  state?: ApplicationState;
  urgency?: Urgency;
  after?: string;
}

/** First page: with the counts of all that wait. `after` is the cursor of the page before. */
export async function listQueue(ask: Ask, { state = 'submitted', urgency, after }: Filter) {
  const reach = withinReach(ask, 'applications.read', 'u.path');
  const where = ['a.state = ?', reach.sql];
  const values: unknown[] = [state, ...reach.values];
  if (urgency) {
    const term = termOf(ask, urgency);
    where.push(term.sql);
    values.push(...term.values);
  }
  if (after) {
    const [dueOn, id] = after.split('_');
    where.push('(a.dueOn > ? OR (a.dueOn = ? AND a.id > ?))');
    values.push(dueOn, dueOn, id ?? '');
  }
  const rows = await query<QueueRow>(
    ask.db,
    `SELECT a.id, a.number, a.state, a.name, a.occupation, u.name AS unionName, c.label AS codeLabel, a.submittedAt, a.dueOn
     FROM application a JOIN trade_union u ON u.id = a.unionId LEFT JOIN join_code c ON c.token = a.codeToken
     WHERE ${where.join(' AND ')} ORDER BY a.dueOn, a.id LIMIT ${limits.page + 1}`,
    values,
  );
  const page = rows.slice(0, limits.page);
  const last = page.at(-1);
  const today = dayOf(ask.now);
  const clocks = new Map(
    [...new Set(page.map((row) => row.dueOn))].map((dueOn) => [dueOn, clockOf(ask, dueOn, today)]),
  );
  return {
    items: page.map((row) => toQueueItem(row, clocks.get(row.dueOn) ?? clockOf(ask, row.dueOn, today))),
    next: rows.length > limits.page && last ? `${last.dueOn}_${last.id}` : null,
    counts: await countWaiting(ask),
  };
}

/** Counted by unions within reach, so that an index alone answers. */
async function countWaiting(ask: Ask): Promise<Record<Urgency, number>> {
  const reach = withinReach(ask, 'applications.read', 'path');
  const today = dayOf(ask.now);
  const soon = addWorkingDays(today, 1, ask.kit.isWorkingDay);
  const [counts] = await query<Record<'total' | 'overdue' | 'due', number | string | null>>(
    ask.db,
    `SELECT COUNT(*) AS total, SUM(a.dueOn < ?) AS overdue, SUM(a.dueOn >= ? AND a.dueOn <= ?) AS due
     FROM application a
     WHERE a.state = 'submitted' AND a.unionId IN (SELECT id FROM trade_union WHERE ${reach.sql})`,
    [today, today, soon, ...reach.values],
  );
  const [total, overdue, due] = [counts?.total, counts?.overdue, counts?.due].map((value) => Number(value ?? 0)) as [
    number,
    number,
    number,
  ];
  return { overdue, due, calm: total - overdue - due };
}
