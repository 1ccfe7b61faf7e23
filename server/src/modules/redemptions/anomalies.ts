/** What is odd about redemptions, for staff to look into. It says what was seen; nobody is accused by a machine. */
import { addDays } from '@niangjia/shared/rules/days';
import { type Ask, withinReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { burstsOf, doublesOf, farOf, type Oddity, pairsOf, type Seen } from './oddities';

const MOST_DAYS = 92;
const MOST = 500;
const PAIR_DAYS = 7;

const SELECT = `SELECT r.id, r.voucherId, r.cashierId, r.personId, r.at, r.onDay, r.loss, r.subsidyFen, r.bankFen,
    r.latitude, r.longitude, s.latitude AS shopLatitude, s.longitude AS shopLongitude, s.id AS shopId,
    s.name AS shopName, m.name AS merchantName, c.name AS cashierName, COALESCE(p.name, '') AS holderName
  FROM redemption r JOIN shop s ON s.id = r.shopId JOIN merchant m ON m.id = r.merchantId
  JOIN trade_union u ON u.id = m.unionId JOIN cashier c ON c.id = r.cashierId JOIN person p ON p.id = r.personId`;

/** Pairs of cashier and member with three redemptions or more around the span, and all redemptions of these. */
async function repeated(ask: Ask, from: string, to: string): Promise<Seen[]> {
  const reach = withinReach(ask, 'redemptions.confirm', 'u.path');
  return query<Seen>(
    ask.db,
    `${SELECT} JOIN (SELECT cashierId, personId FROM redemption WHERE onDay >= ? AND onDay <= ? AND undoOf IS NULL
       GROUP BY cashierId, personId HAVING COUNT(*) >= 3) g ON g.cashierId = r.cashierId AND g.personId = r.personId
     WHERE ${reach.sql} AND r.onDay >= ? AND r.onDay <= ? AND r.undoOf IS NULL ORDER BY r.at, r.id`,
    [from, to, ...reach.values, from, to],
  );
}

/**
 * Both days count, at most 92 of them. Newest first, at most 500; `cut`: there are more. Refusal SPAN_TOO_LONG.
 * A `key` stays the same for the same finding.
 */
export async function listAnomalies(ask: Ask, { from, to }: { from: string; to: string }) {
  if (to < from || to > addDays(from, MOST_DAYS - 1))
    throw new Refusal('SPAN_TOO_LONG', { sentence: `期间不对：结束日不能早于开始日，最长 ${MOST_DAYS} 天。` });
  const reach = withinReach(ask, 'redemptions.confirm', 'u.path');
  const around = await repeated(ask, addDays(from, 1 - PAIR_DAYS), to);
  const found: Oddity[] = pairsOf(around).filter(({ onDay }) => onDay >= from);
  // A day at a time, the newest first: a quarter of a year of a city is not held at once.
  const enough = (day: string) => found.filter(({ onDay }) => onDay > day).length > MOST;
  for (let day = to; day >= from && !enough(day); day = addDays(day, -1)) {
    const seen = await query<Seen>(
      ask.db,
      `${SELECT} WHERE r.onDay = ? AND r.undoOf IS NULL AND ${reach.sql} ORDER BY r.at, r.id`,
      [day, ...reach.values],
    );
    found.push(...burstsOf(seen), ...farOf(seen), ...doublesOf(seen));
  }
  found.sort((a, b) => (a.at === b.at ? (a.key < b.key ? 1 : -1) : a.at < b.at ? 1 : -1));
  const items = found.slice(0, MOST).map(({ onDay: _, ...shown }) => shown);
  return { at: ask.now.toISOString(), items, cut: found.length > MOST };
}
