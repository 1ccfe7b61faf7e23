/** What the departments of whoever asks serve, for SQL over `service_order o` and its owner `trade_union w`. */
import { departments } from '@niangjia/shared/rules/orders';
import { type Ask, below, rangeOf, staffOf } from '../../core/ask';

export function ownedBy(ask: Ask): { sql: string; values: string[] } {
  const own = staffOf(ask).posts.filter(({ role }) => role in departments);
  if (own.length === 0) return { sql: '1 = 0', values: [] };
  return {
    sql: `(${own.map(() => `(o.department = ? AND ${below('w.path')})`).join(' OR ')})`,
    values: own.flatMap(({ role, unionPath }) => [role, ...rangeOf(unionPath)]),
  };
}
