/** The figures of a scope at this moment and over a span. */
import { type Measure, measures, quantile } from '@niangjia/shared/rules/statistics';
import { type Ask, below, rangeOf } from '../../core/ask';
import { query } from '../../core/sql';
import { countFlows, nothing } from './flows';
import { type Scope, type Span, scopeOf } from './scope';

type Count = number | string | null;

/** Members in the books of the scope, from the tallies of its unions. */
export async function countMembers(
  ask: Ask,
  scope: Pick<Scope, 'path'>,
): Promise<{ members: number; retained: number }> {
  const [row] = await query<{ members: Count; retained: Count }>(
    ask.db,
    `SELECT SUM(active) AS members, SUM(retained) AS retained FROM union_tally WHERE ${below('path')}`,
    rangeOf(scope.path),
  );
  return { members: Number(row?.members ?? 0), retained: Number(row?.retained ?? 0) };
}

async function countVerified(ask: Ask, scope: Scope): Promise<number> {
  const [row] = await query<{ n: Count }>(
    ask.db,
    `SELECT COUNT(m.verifiedAt) AS n FROM trade_union u JOIN membership m ON m.unionId = u.id AND m.state = 'active'
     WHERE ${below('u.path')}`,
    rangeOf(scope.path),
  );
  return Number(row?.n ?? 0);
}

/** How many applications were decided after how many working days. */
async function countDays(ask: Ask, scope: Scope): Promise<[number, number][]> {
  const rows = await query<{ days: Count; n: Count }>(
    ask.db,
    `SELECT a.decidedDays AS days, COUNT(*) AS n FROM trade_union u JOIN application a ON a.unionId = u.id
     WHERE ${below('u.path')} AND a.decidedOn BETWEEN ? AND ? GROUP BY a.decidedDays`,
    [...rangeOf(scope.path), scope.from, scope.to],
  );
  return rows.map(({ days, n }) => [Number(days ?? 0), Number(n)]);
}

export async function showFigures(ask: Ask, span: Span) {
  const scope = await scopeOf(ask, 'statistics.read', span);
  const { members, retained } = await countMembers(ask, scope);
  const flows = (await countFlows(ask, scope, 'all')).get('') ?? nothing();
  const days = await countDays(ask, scope);
  return {
    unionId: scope.id,
    unionName: scope.name,
    from: scope.from,
    to: scope.to,
    at: ask.now.toISOString(),
    figures: {
      members,
      retained,
      ...flows,
      verified: members === 0 ? null : (await countVerified(ask, scope)) / members,
      daysMedian: quantile(days, 0.5),
      daysNinetieth: quantile(days, 0.9),
      decided: days.reduce((sum, [, n]) => sum + n, 0),
    },
    definitions: (Object.keys(measures) as Measure[]).map((measure) => ({ measure, ...measures[measure] })),
  };
}
