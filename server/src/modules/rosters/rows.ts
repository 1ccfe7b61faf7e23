/** The rows of a roster, masked, each with what is wrong and what to do. */
import { limits } from '@niangjia/shared/rules/limits';
import { type RosterField, type RowProblem, type RowState, rowProblems } from '@niangjia/shared/rules/rosters';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import type { Roster, RosterRow } from './entity';
import { loadRoster } from './list';

/** Lines up to this one have entered: of a roster that enters what is behind its line, of one that is done all. */
const enteredUpTo = ({ state, atLine }: Pick<Roster, 'state' | 'atLine'>): number =>
  state === 'done' ? Number.MAX_SAFE_INTEGER : state === 'entering' ? atLine : 0;

export const problemsOf = (row: Pick<RosterRow, 'problems'>) =>
  (JSON.parse(row.problems ?? '[]') as [RowProblem, RosterField][]).map(([code, at]) => ({
    code,
    at,
    sentence: rowProblems[code],
  }));

export async function listRows(
  ask: Ask,
  id: string,
  { state, after }: { state?: RowState | undefined; after?: string | undefined },
) {
  const roster = await loadRoster(ask, id, 'rosters.confirm');
  const entered = enteredUpTo(roster);
  const from = Number(after ?? 0) || 0;
  const where = ['rosterId = ?', 'line > ?'];
  const values: unknown[] = [id, state === 'good' ? Math.max(from, entered) : from];
  if (state) {
    where.push('state = ?');
    values.push(state === 'entered' ? 'good' : state);
  }
  if (state === 'entered') {
    where.push('line <= ?');
    values.push(entered);
  }
  const rows = await query<RosterRow>(
    ask.db,
    `SELECT line, state, nameMasked, idNumberMasked, problems FROM roster_row WHERE ${where.join(' AND ')}
     ORDER BY line LIMIT ${limits.page + 1}`,
    values,
  );
  const items = rows.slice(0, limits.page).map((row) => ({
    line: row.line,
    state: (row.state === 'good' && row.line <= entered ? 'entered' : row.state) as RowState,
    nameMasked: row.nameMasked,
    idNumberMasked: row.idNumberMasked,
    problems: problemsOf(row),
  }));
  return { items, next: rows.length > limits.page ? String(items.at(-1)?.line) : null };
}
