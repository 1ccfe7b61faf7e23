/** What an organiser does with a lot: its size, its end, who came, calling everything off. */
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type PlaceClaim, PlaceClaimTable, PlaceLotTable } from './entity';
import { type Change, callUp } from './line';
import { freeSeats, holdLot } from './lot';

/** Another size; the line is called up at once. Refusals NOT_FOUND, PLACES_TAKEN (fewer than are taken). */
export async function resizeLot(
  ask: Ask,
  lotId: string,
  { total, reserved }: { total: number; reserved: number },
): Promise<Change[]> {
  await holdLot(ask.db, lotId);
  const result = await ask.db
    .createQueryBuilder()
    .update(PlaceLotTable)
    .set({ total, reserved })
    .where('id = :lotId AND taken <= :total', { lotId, total })
    .execute();
  if (result.affected !== 1) throw new Refusal('PLACES_TAKEN');
  return callUp(ask, lotId);
}

/** Another end. No offer stands beyond it; who is booked is reminded anew. Returns the open claims. */
export async function moveLot(ask: Ask, lotId: string, closesAt: string): Promise<PlaceClaim[]> {
  await holdLot(ask.db, lotId);
  await update(ask.db, PlaceLotTable, { id: lotId }, { closesAt });
  await ask.db.query(`UPDATE place_claim SET offerUntil = ? WHERE lotId = ? AND state = 'offered' AND offerUntil > ?`, [
    closesAt,
    lotId,
    closesAt,
  ]);
  await ask.db.query(`UPDATE place_claim SET remindedAt = NULL WHERE lotId = ? AND state = 'booked'`, [lotId]);
  return query<PlaceClaim>(
    ask.db,
    `SELECT * FROM place_claim WHERE lotId = ? AND state IN ('booked', 'waiting', 'offered') ORDER BY at, id`,
    [lotId],
  );
}

/** The person came: once. Refusals ARRIVED_ALREADY, BOOKING_STATE. */
export async function useClaim(ask: Ask, id: string): Promise<void> {
  const used = { state: 'used', usedAt: ask.now.toISOString() } as const;
  if ((await update(ask.db, PlaceClaimTable, { id, state: 'booked' }, used)) === 1) return;
  const [claim] = await query<PlaceClaim>(ask.db, 'SELECT state FROM place_claim WHERE id = ?', [id]);
  throw new Refusal(claim?.state === 'used' ? 'ARRIVED_ALREADY' : 'BOOKING_STATE');
}

/** Ends every open claim of a matter at once; nobody is called up. What was used stays. Returns how many they were. */
export async function callOff(ask: Ask, matterId: string): Promise<number> {
  await ask.db.query('UPDATE place_lot SET turn = turn + 1 WHERE matterId = ?', [matterId]);
  const lots = await query<{ lotId: string; tier: number }>(
    ask.db,
    `SELECT lotId, tier FROM place_claim WHERE matterId = ? AND state IN ('booked', 'offered')`,
    [matterId],
  );
  const [open] = await query<{ number: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS number FROM place_claim WHERE matterId = ? AND state IN ('booked', 'offered', 'waiting')`,
    [matterId],
  );
  await ask.db.query(
    `UPDATE place_claim SET state = 'cancelled', ending = 'off', openHolder = NULL, offerUntil = NULL, closedAt = ?
     WHERE matterId = ? AND state IN ('booked', 'offered', 'waiting')`,
    [ask.now.toISOString(), matterId],
  );
  for (const id of new Set(lots.map(({ lotId }) => lotId)))
    await freeSeats(
      ask.db,
      id,
      lots.flatMap(({ lotId, tier }) => (lotId === id ? [tier] : [])),
    );
  return Number(open?.number ?? 0);
}
