/** A yearly quota of services at the agreed price, and how many of it are done (STA-5). */
import { addDays } from '@niangjia/shared/rules/days';
import { extendedDay } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import type { Merchant } from './entity';

interface Quota {
  done: number;
  of: number;
  from: string;
  until: string;
}

/**
 * The contract year in which a day falls: from one anniversary to the day before the next, never beyond the contract.
 * Before the contract it is the first one, after it the last.
 */
export function contractYear(contractFrom: string, contractTo: string, today: string): { from: string; until: string } {
  const day = today > contractTo ? contractTo : today;
  let years = 0;
  while (extendedDay(contractFrom, 12 * (years + 1)) <= day) years += 1;
  const until = addDays(extendedDay(contractFrom, 12 * (years + 1)), -1);
  return { from: extendedDay(contractFrom, 12 * years), until: until < contractTo ? until : contractTo };
}

/** By merchant: services at the agreed price that were redeemed in the running contract year and not undone. Only those that have a quota. */
export async function quotasOf(ask: Ask, merchants: Merchant[], today: string): Promise<Map<string, Quota>> {
  const years = merchants
    .filter(({ yearlyQuota }) => yearlyQuota > 0)
    .map((one) => ({ id: one.id, of: one.yearlyQuota, ...contractYear(one.contractFrom, one.contractTo, today) }));
  if (years.length === 0) return new Map();
  const rows = await query<{ merchantId: string; done: number | string }>(
    ask.db,
    `SELECT r.merchantId, COUNT(*) AS done FROM redemption r
     LEFT JOIN redemption x ON x.undoOf = r.id LEFT JOIN voucher_kind k ON k.id = r.kindId AND k.worth <> 'price'
     WHERE (${years.map(() => '(r.merchantId = ? AND r.onDay >= ? AND r.onDay <= ?)').join(' OR ')})
       AND r.undoOf IS NULL AND x.id IS NULL AND k.id IS NULL GROUP BY r.merchantId`,
    years.flatMap(({ id, from, until }) => [id, from, until]),
  );
  const done = new Map(rows.map((row) => [row.merchantId, Number(row.done)]));
  return new Map(years.map(({ id, ...year }) => [id, { done: done.get(id) ?? 0, ...year }]));
}
