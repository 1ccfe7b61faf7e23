/** What the clock does to places: offers lapse and go on, what was reserved opens, lines close. */
import { type Ask, makeAsk } from '../../core/ask';
import { sayFault } from '../../core/fault';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import type { PlaceClaim } from './entity';
import { endClaim } from './leave';
import { type Change, callUp } from './line';
import { holdLot } from './lot';

/** Kind of lot -> who tells the persons. */
export type Tellers = Record<string, (ask: Ask, changes: Change[]) => Promise<void>>;

const LOTS = 200;
const AT_ONCE = 200;

/** Ends what is over in one held lot: offers whose time is up, and the whole line once the lot has closed. */
async function endOver(ask: Ask, lotId: string): Promise<Change[]> {
  const { closesAt } = await holdLot(ask.db, lotId);
  const now = ask.now.toISOString();
  const over = await query<PlaceClaim>(
    ask.db,
    `SELECT * FROM place_claim WHERE lotId = ? AND ((state = 'offered' AND offerUntil <= ?) OR (state = 'waiting' AND ? >= ?))
     ORDER BY tier, at, id LIMIT ${AT_ONCE}`,
    [lotId, now, now, closesAt],
  );
  const changes: Change[] = [];
  for (const claim of over) {
    const lapsed = claim.state === 'offered';
    await endClaim(ask, claim, lapsed ? 'offer' : 'closed');
    changes.push({ claimId: claim.id, personId: claim.personId, what: lapsed ? 'lapsed' : 'closed' });
  }
  return changes;
}

/** Lots in which the clock has something to do. */
const dueLots = (kit: Kit, now: string): Promise<{ id: string; kind: string }[]> =>
  query(
    kit.db.reader,
    `SELECT DISTINCT l.id, l.kind FROM place_claim c JOIN place_lot l ON l.id = c.lotId
     WHERE c.state IN ('offered', 'waiting') AND ((c.state = 'offered' AND c.offerUntil <= ?)
       OR (c.state = 'waiting' AND (l.closesAt <= ? OR (l.taken < l.total
         AND (c.tier = 0 OR l.reservedUntil IS NULL OR l.reservedUntil <= ? OR l.ordinary < l.total - l.reserved)))))
     ORDER BY l.id LIMIT ${LOTS}`,
    [now, now, now],
  );

/** Each lot by itself; one that fails does not hold up the others. */
export async function turnPlaces(
  kit: Kit,
  tellers: Tellers,
  keep: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<void> {
  for (const { id, kind } of await dueLots(kit, kit.now().toISOString()))
    try {
      for (let isLeft = true; isLeft && (await keep()); )
        isLeft = await kit.db.tx(async (db) => {
          const { ask } = makeAsk(kit, db, { kind: 'nobody' });
          const changes = [...(await endOver(ask, id)), ...(await callUp(ask, id))];
          await tellers[kind]?.(ask, changes);
          return changes.length > 0;
        });
    } catch (error) {
      kit.log.error({ lot: id, fault: sayFault(error) }, 'line not worked on');
      kit.metrics.alarms.inc({ kind: 'line' });
    }
}
