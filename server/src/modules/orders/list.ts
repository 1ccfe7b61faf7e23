/** Orders as lists: a union's own ones, or what a department has to serve. What is overdue stands on top. */
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { type Department, departments, type OrderState, openOrderStates } from '@niangjia/shared/rules/orders';
import { type Ask, staffOf, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { likelyDays } from './likely';
import { standingsOf } from './line';
import { ownedBy } from './owned';
import { type OrderRow, ROW_COLUMNS, ROW_TABLES, toRow } from './row';

interface Filter {
  view: 'mine' | 'queue';
  stage?: 'open' | 'closed' | undefined;
  state?: OrderState | undefined;
  itemId?: string | undefined;
  department?: Department | undefined;
  after?: string | undefined;
}
interface Part {
  sql: string;
  values: string[];
}

/** What the caller's departments serve, or with `department` that one's; who plans nothing sees all within reach. */
function queueOf(ask: Ask, department: Department | undefined): Part {
  const plans = staffOf(ask).posts.some(({ role }) => role in departments);
  return plans && !department ? ownedBy(ask) : withinReach(ask, 'orders.read', 'w.path');
}

const OPEN = openOrderStates.map((state) => `'${state}'`).join(', ');

function whereOf(ask: Ask, { view, stage, state, itemId, department }: Filter): Part {
  const part = view === 'mine' ? withinReach(ask, 'orders.read', 'u.path') : queueOf(ask, department);
  const [sql, values] = [[part.sql], [...part.values]];
  const also = (condition: string, ...more: string[]) => {
    sql.push(condition);
    values.push(...more);
  };
  if (stage) also(`o.state ${stage === 'open' ? 'IN' : 'NOT IN'} (${OPEN})`);
  if (state) also('o.state = ?', state);
  if (itemId) also('o.itemId = ?', itemId);
  if (department) also('o.department = ?', department);
  return { sql: sql.join(' AND '), values };
}

/** The order of what is open, and its cursor: a term is always ten characters. */
const TERM = "COALESCE(o.dueOn, '9999-12-31')";
const placeOf = ({ dueOn, id }: OrderRow): string => `${dueOn ?? '9999-12-31'}_${id}`;

/** One page: the shortest term first, of closed ones the newest. `total` and `overdue` count all pages. */
export async function listOrders(ask: Ask, filter: Filter) {
  const where = whereOf(ask, filter);
  const closed = filter.stage === 'closed';
  const rows = await query<OrderRow>(
    ask.db,
    `SELECT ${ROW_COLUMNS} FROM ${ROW_TABLES} WHERE ${where.sql}
       AND ${closed ? 'o.id < ?' : `CONCAT(${TERM}, '_', o.id) > ?`}
     ORDER BY ${closed ? 'o.id DESC' : `${TERM}, o.id`} LIMIT ${limits.page + 1}`,
    [...where.values, filter.after ?? (closed ? '~' : '')],
  );
  const [count] = await query<{ total: number | string; overdue: number | string | null }>(
    ask.db,
    `SELECT COUNT(*) AS total, SUM(CASE WHEN o.dueOn < ? AND o.state IN (${OPEN}) THEN 1 ELSE 0 END) AS overdue
     FROM service_order o JOIN trade_union u ON u.id = o.unionId JOIN trade_union w ON w.id = o.ownerId
     WHERE ${where.sql}`,
    [dayOf(ask.now), ...where.values],
  );
  const page = rows.slice(0, limits.page);
  const standings = await standingsOf(ask.db, page);
  const likely = await likelyDays(ask, page, standings);
  const last = page.at(-1);
  return {
    items: page.map((row) => toRow(ask, row, standings.get(row.id), likely.get(row.id) ?? null)),
    next: rows.length > limits.page && last ? (closed ? last.id : placeOf(last)) : null,
    total: Number(count?.total ?? 0),
    overdue: Number(count?.overdue ?? 0),
  };
}
