/** The officer's queue: what waits within reach, the oldest term first. */
import { addWorkingDays, dayOf, workingDaysBetween } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import { type ApplicationState, type Occupation, type Urgency, urgencyOf } from '@niangjia/shared/rules/membership';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { heldAbove, type Place, placeOf, placesByText, placesOf } from './queue-page';
import { inParts, partsWithin } from './reach';

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
  risenAt: string | null;
  filedBy: string | null;
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
  risen: row.risenAt !== null,
  filed: row.filedBy !== null,
});

/** Today, and the last day on which a term counts as due. */
const daysOf = (ask: Ask): [string, string] => {
  const today = dayOf(ask.now);
  return [today, addWorkingDays(today, 1, ask.kit.isWorkingDay)];
};

/** SQL condition on the last day of the term, with its values, for one urgency. */
function termOf(ask: Ask, urgency: Urgency | undefined): { sql: string; values: string[] } {
  const [today, soon] = daysOf(ask);
  if (urgency === 'overdue') return { sql: 'a.dueOn < ?', values: [today] };
  if (urgency === 'due') return { sql: 'a.dueOn BETWEEN ? AND ?', values: [today, soon] };
  if (urgency === 'calm') return { sql: 'a.dueOn > ?', values: [soon] };
  return { sql: '1 = 1', values: [] };
}

async function rowsAt(ask: Ask, places: readonly Place[]): Promise<QueueRow[]> {
  if (places.length === 0) return [];
  const rows = await query<QueueRow>(
    ask.db,
    `SELECT a.id, a.number, a.state, a.name, a.occupation, u.name AS unionName, c.label AS codeLabel, a.submittedAt,
       a.dueOn, a.risenAt, a.filedBy
     FROM application a JOIN trade_union u ON u.id = a.unionId LEFT JOIN join_code c ON c.token = a.codeToken
     WHERE a.id IN (${places.map(() => '?').join(', ')})`,
    places.map(({ id }) => id),
  );
  return rows.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

interface Filter {
  state?: ApplicationState;
  urgency?: Urgency;
  text?: string;
  unionId?: string;
  after?: string;
}

/**
 * One page; `after` is the cursor of the page before. The first page without a search has the counts of all that wait.
 * A search looks into every state unless one is asked for. Refusal NOT_FOUND for a union outside the reach.
 */
export async function listQueue(ask: Ask, { state, urgency, text, unionId, after }: Filter) {
  const parts = await partsWithin(ask, 'applications.read', unionId);
  const limit = limits.page + 1;
  const waiting = after === undefined && text === undefined ? await countWaiting(ask, parts) : null;
  const wanted = {
    state: state ?? 'submitted',
    term: termOf(ask, urgency),
    held: state === undefined || state === 'submitted' ? waiting?.held : undefined,
    after,
    limit,
  };
  const places = text
    ? await placesByText(ask, parts, text, { state, after, limit })
    : await placesOf(ask, parts, wanted);
  const page = places.slice(0, limits.page);
  const last = page.at(-1);
  const today = dayOf(ask.now);
  const clocks = new Map(
    [...new Set(page.map(({ dueOn }) => dueOn))].map((dueOn) => [dueOn, clockOf(ask, dueOn, today)]),
  );
  return {
    items: (await rowsAt(ask, page)).map((row) =>
      toQueueItem(row, clocks.get(row.dueOn) ?? clockOf(ask, row.dueOn, today)),
    ),
    next: places.length > limits.page && last ? placeOf(last) : null,
    counts: waiting?.counts ?? null,
  };
}

/** Everything that waits in these parts, or above for them: counted by an index alone. `held`: within the parts. */
async function countWaiting(
  ask: Ask,
  parts: readonly string[],
): Promise<{ counts: Record<Urgency, number>; held: number }> {
  const [today, soon] = daysOf(ask);
  const count = async (part: { sql: string; values: string[] } | undefined): Promise<[number, number, number]> => {
    if (!part) return [0, 0, 0];
    const [row] = await query<Record<'total' | 'overdue' | 'due', number | string | null>>(
      ask.db,
      `SELECT COUNT(*) AS total, SUM(a.dueOn < ?) AS overdue, SUM(a.dueOn BETWEEN ? AND ?) AS due
       FROM application a WHERE a.state = 'submitted' AND ${part.sql}`,
      [today, today, soon, ...part.values],
    );
    return [Number(row?.total ?? 0), Number(row?.overdue ?? 0), Number(row?.due ?? 0)];
  };
  const [held, overdue, due] = await count(inParts(parts, 'a.heldPath'));
  const [above, aboveOverdue, aboveDue] = await count(heldAbove(parts));
  const counts = { overdue: overdue + aboveOverdue, due: due + aboveDue };
  return { counts: { ...counts, calm: held + above - counts.overdue - counts.due }, held };
}
