/** The same figures by union, code, kind of work or month. */
import { occupations } from '@niangjia/shared/rules/membership';
import { mayAct } from '@niangjia/shared/rules/roles';
import { type Dimension, hideSmall } from '@niangjia/shared/rules/statistics';
import { type Ask, below, rangeOf, staffOf } from '../../core/ask';
import { query } from '../../core/sql';
import { branchAt, branchOf, countFlows, nothing } from './flows';
import { type Scope, type Span, scopeOf } from './scope';

interface Part {
  part: string;
  n: number | string;
}

/** Members now, by part; months have none: a stock is not a flow. */
async function countStock(ask: Ask, scope: Scope, by: Dimension): Promise<Map<string, number>> {
  const range = rangeOf(scope.path);
  const inReach = `u.path >= ? AND u.path < ?`;
  const rows = await {
    month: async () => [] as Part[],
    union: () =>
      query<Part>(
        ask.db,
        `SELECT ${branchOf('u.path')} AS part, SUM(u.active) AS n FROM union_tally u WHERE ${inReach} GROUP BY part`,
        [branchAt(scope), ...range],
      ),
    occupation: () =>
      query<Part>(
        ask.db,
        `SELECT m.occupation AS part, COUNT(*) AS n FROM trade_union u JOIN membership m ON m.unionId = u.id
         WHERE m.state = 'active' AND ${inReach} GROUP BY m.occupation`,
        range,
      ),
    code: () =>
      query<Part>(
        ask.db,
        `SELECT a.codeToken AS part, COUNT(*) AS n FROM trade_union u JOIN join_code c ON c.unionId = u.id
         JOIN application a ON a.codeToken = c.token JOIN membership m ON m.applicationId = a.id AND m.state = 'active'
         WHERE ${inReach} GROUP BY a.codeToken`,
        range,
      ),
  }[by]();
  return new Map(rows.map(({ part, n }) => [part ?? '', Number(n)]));
}

/** Names of the parts, in the order in which they are shown. */
async function labelsOf(ask: Ask, scope: Scope, by: Dimension, keys: Set<string>): Promise<[string, string][]> {
  if (by === 'occupation') return Object.entries(occupations).filter(([key]) => keys.has(key));
  if (by === 'month') return monthsOf(scope).map((month) => [month, month]);
  if (by === 'union') {
    const children = await query<{ id: string; name: string }>(
      ask.db,
      'SELECT id, name FROM trade_union WHERE parentId = ? ORDER BY path LIMIT 2000',
      [scope.id],
    );
    const shown = children.filter(({ id }) => keys.has(id)).map(({ id, name }): [string, string] => [id, name]);
    return keys.has('') ? [['', `${scope.name}（本级）`], ...shown] : shown;
  }
  const codes = await query<{ token: string; label: string; unionName: string }>(
    ask.db,
    `SELECT c.token, c.label, u.name AS unionName FROM trade_union u JOIN join_code c ON c.unionId = u.id
     WHERE ${below('u.path')} ORDER BY c.createdAt DESC LIMIT 500`,
    rangeOf(scope.path),
  );
  const known = codes.map(({ token, label, unionName }): [string, string] => [token, `${label}（${unionName}）`]);
  return keys.has('') ? [...known, ['', '没有扫码']] : known;
}

/** `2026-01` to `2026-11`, every month that the span touches. */
function monthsOf({ from, to }: Scope): string[] {
  const months: string[] = [];
  for (let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]; ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > to.slice(0, 7)) return months;
    months.push(name);
  }
}

const columns = ['members', 'joined', 'movedIn', 'movedOut', 'left'] as const;

/**
 * Rows of one dimension. Small counts are hidden from whoever may not open the list behind them, and always where the
 * table leaves the house.
 */
export async function breakDown(ask: Ask, span: Span & { by: Dimension }, leaves = false) {
  const scope = await scopeOf(ask, 'statistics.read', span);
  const flows = await countFlows(ask, scope, span.by);
  const stock = await countStock(ask, scope, span.by);
  const labels = await labelsOf(ask, scope, span.by, new Set([...flows.keys(), ...stock.keys()]));
  const exact = labels.map(([key]) => ({ members: stock.get(key) ?? 0, ...(flows.get(key) ?? nothing()) }));
  const hides = leaves || !mayAct(staffOf(ask).posts, 'members.read', scope.path);
  const shown = Object.fromEntries(
    columns.map((column) => {
      const counts = exact.map((row) => row[column]);
      return [column, hides ? hideSmall(counts) : counts];
    }),
  ) as Record<(typeof columns)[number], (number | null)[]>;
  const rows = labels.map(([key, label], nth) => ({
    key: key || (span.by === 'union' ? scope.id : ''),
    label,
    ...(Object.fromEntries(columns.map((column) => [column, shown[column][nth] ?? null])) as Record<
      (typeof columns)[number],
      number | null
    >),
  }));
  return { rows, at: ask.now.toISOString(), scope };
}
