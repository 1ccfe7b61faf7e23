/** Months that are over and wait to be settled. */
import { dayOf } from '@niangjia/shared/rules/days';
import { extendedDay } from '@niangjia/shared/rules/vouchers';
import { type Ask, withinReach } from '../../core/ask';
import { query } from '../../core/sql';

interface Due {
  merchantId: string;
  merchantName: string;
  month: string;
  lines: number;
  payFen: number;
}

const monthAfter = (month: string): string => extendedDay(`${month}-01`, 1).slice(0, 7);
/** The first day that does not belong to a month any more. */
export const dayAfterMonth = (month: string): string => `${monthAfter(month)}-01`;
/** By the Shanghai day. */
export const isOver = (month: string, now: Date): boolean => dayAfterMonth(month) <= dayOf(now);

/**
 * What stands open, by merchant and month, oldest first, within the reach of `settlements.read`. What came in after its
 * month was settled, and what was undone beyond what was redeemed, counts for the next month, as the settlement will.
 */
export async function listDue(ask: Ask): Promise<Due[]> {
  const reach = withinReach(ask, 'settlements.read', 'u.path');
  const open = await query<Due>(
    ask.db,
    `SELECT m.id AS merchantId, m.name AS merchantName, SUBSTR(r.onDay, 1, 7) AS month,
       SUM(CASE WHEN r.undoOf IS NULL THEN 1 ELSE 0 END) AS \`lines\`, SUM(r.subsidyFen + r.bankFen) AS payFen
     FROM trade_union u JOIN merchant m ON m.unionId = u.id JOIN redemption r ON r.merchantId = m.id
     WHERE ${reach.sql} AND r.settlementId IS NULL AND r.onDay < ?
     GROUP BY m.id, m.name, SUBSTR(r.onDay, 1, 7) ORDER BY m.id, month`,
    [...reach.values, `${dayOf(ask.now).slice(0, 7)}-01`],
  );
  if (open.length === 0) return [];
  const merchants = [...new Set(open.map(({ merchantId }) => merchantId))];
  const rows = await query<{ merchantId: string; month: string }>(
    ask.db,
    `SELECT merchantId, month FROM settlement WHERE merchantId IN (${merchants.map(() => '?').join(', ')})`,
    merchants,
  );
  const settled = new Set(rows.map(({ merchantId, month }) => `${merchantId} ${month}`));
  const due = new Map<string, Due>();
  for (const { lines, payFen, ...row } of open) {
    let { month } = row;
    while (settled.has(`${row.merchantId} ${month}`)) month = monthAfter(month);
    const key = `${row.merchantId} ${month}`;
    const known = due.get(key) ?? { ...row, month, lines: 0, payFen: 0 };
    due.set(key, { ...known, lines: known.lines + Number(lines), payFen: known.payFen + Number(payFen) });
  }
  return carried([...due.values()])
    .filter(({ month }) => isOver(month, ask.now))
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
}

/** A month in which nothing is to be paid goes into the merchant's next one. */
function carried(due: Due[]): Due[] {
  const kept: Due[] = [];
  let over: Due | undefined;
  for (const one of due) {
    const before = over?.merchantId === one.merchantId ? over : { lines: 0, payFen: 0 };
    const sum = { ...one, lines: before.lines + one.lines, payFen: before.payFen + one.payFen };
    over = sum.payFen < 0 ? sum : undefined;
    if (!over) kept.push(sum);
  }
  return kept;
}
