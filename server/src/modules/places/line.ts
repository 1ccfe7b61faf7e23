/** The line of a lot: who waits is called up, the priority first, then in the order of time. */
import { offerEnd } from '@niangjia/shared/rules/places';
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import { query, update } from '../../core/sql';
import { type PlaceClaim, PlaceClaimTable, type PlaceLot } from './entity';
import { holdLot, takeSeat } from './lot';

/** What happened to a claim without its person: to be told. `lapsed`: not taken in time; `closed`: its turn never came. */
export interface Change {
  claimId: string;
  personId: string;
  what: 'offered' | 'lapsed' | 'closed';
}

/** Claims that one transaction calls up; the job goes on where there are more. */
const AT_ONCE = 200;

/**
 * Offers what is free to who waits, until either is empty or the front may not take what is left. A place is held
 * while it is offered. Reads the lot anew and holds it.
 */
export async function callUp(ask: Ask, lotId: string): Promise<Change[]> {
  const lot = await holdLot(ask.db, lotId);
  const now = ask.now.toISOString();
  if (lot.taken >= lot.total || now >= lot.closesAt) return [];
  const front = await query<PlaceClaim>(
    ask.db,
    `SELECT * FROM place_claim WHERE lotId = ? AND state = 'waiting' ORDER BY tier, at, id LIMIT ${AT_ONCE}`,
    [lotId],
  );
  const changes: Change[] = [];
  for (const claim of front) {
    // The rest of the front has no more right to it than this one.
    if (!(await offer(ask, lot, claim, now))) break;
    changes.push({ claimId: claim.id, personId: claim.personId, what: 'offered' });
  }
  return changes;
}

async function offer(ask: Ask, lot: PlaceLot, { id, tier }: PlaceClaim, now: string): Promise<boolean> {
  if (!(await takeSeat(ask.db, lot, tier, now))) return false;
  const change = { state: 'offered', offerUntil: offerEnd(now, lot.offerHours, lot.closesAt) } as const;
  if ((await update(ask.db, PlaceClaimTable, { id, state: 'waiting' }, change)) === 1) return true;
  throw new Error('a claim of a held lot has moved');
}

/** SQL: the place in its line of the claim `c`, from 1; to be asked of waiting ones only. */
export const PLACE_IN_LINE = `(SELECT COUNT(*) FROM place_claim w WHERE w.lotId = c.lotId AND w.state = 'waiting'
  AND (w.tier < c.tier OR (w.tier = c.tier AND (w.at < c.at OR (w.at = c.at AND w.id <= c.id)))))`;

/** What stands on a lot now. */
export interface Counts {
  booked: number;
  offered: number;
  waiting: number;
  used: number;
}

/** Claims of the lots of some matters, counted by state: lot -> counts. */
export async function countsOf(db: EntityManager, matterIds: readonly string[]): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>();
  if (matterIds.length === 0) return counts;
  const places = matterIds.map(() => '?').join(', ');
  const rows: { lotId: string; state: string; number: number | string }[] = await db.query(
    `SELECT lotId, state, COUNT(*) AS number FROM place_claim
     WHERE matterId IN (${places}) AND state IN ('booked', 'offered', 'waiting', 'used') GROUP BY lotId, state`,
    [...matterIds],
  );
  for (const { lotId, state, number } of rows) {
    const of = counts.get(lotId) ?? { booked: 0, offered: 0, waiting: 0, used: 0 };
    counts.set(lotId, { ...of, [state]: Number(number) });
  }
  return counts;
}
