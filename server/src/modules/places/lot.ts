/** One lot: made, held, its seats taken and given back. */
import { PRIORITY } from '@niangjia/shared/rules/places';
import type { EntityManager } from 'typeorm';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { type PlaceLot, PlaceLotTable } from './entity';

export type NewLot = Omit<PlaceLot, 'taken' | 'ordinary' | 'turn'>;

export const makeLots = (db: EntityManager, lots: NewLot[]): Promise<void> =>
  insert(
    db,
    PlaceLotTable,
    lots.map((lot) => ({ ...lot, taken: 0, ordinary: 0, turn: 0 })),
  );

/** Only as long as nobody has claimed anything of them. */
export const dropLots = (db: EntityManager, matterId: string) =>
  db.query('DELETE FROM place_lot WHERE matterId = ? AND taken = 0', [matterId]);

/**
 * Holds a lot until the transaction ends, and reads it: what is read of its claims afterwards is what all earlier
 * holders have committed. Whoever changes a lot or a claim of it does this first. Throws NOT_FOUND.
 */
export async function holdLot(db: EntityManager, id: string): Promise<PlaceLot> {
  await db.query('UPDATE place_lot SET turn = turn + 1 WHERE id = ?', [id]);
  const [lot] = await query<PlaceLot>(db, 'SELECT * FROM place_lot WHERE id = ?', [id]);
  if (!lot) throw new Refusal('NOT_FOUND');
  return lot;
}

/** Takes one place if there is one for this rank at this instant; the database decides. */
export async function takeSeat(db: EntityManager, lot: PlaceLot, tier: number, at: string): Promise<boolean> {
  const ordinary = tier === PRIORITY ? 0 : 1;
  const result = await db
    .createQueryBuilder()
    .update(PlaceLotTable)
    .set({ taken: () => 'taken + 1', ordinary: () => (ordinary ? 'ordinary + 1' : 'ordinary') })
    .where(
      `id = :id AND taken < total AND closesAt > :at
       AND (:ordinary = 0 OR reservedUntil IS NULL OR reservedUntil <= :at OR ordinary < total - reserved)`,
      { id: lot.id, at, ordinary },
    )
    .execute();
  if (result.affected !== 1) return false;
  Object.assign(lot, { taken: lot.taken + 1, ordinary: lot.ordinary + ordinary });
  return true;
}

/** Gives places back. */
export async function freeSeats(db: EntityManager, lotId: string, tiers: readonly number[]): Promise<void> {
  if (tiers.length === 0) return;
  const ordinary = tiers.filter((tier) => tier !== PRIORITY).length;
  await db.query('UPDATE place_lot SET taken = taken - ?, ordinary = ordinary - ? WHERE id = ?', [
    tiers.length,
    ordinary,
    lotId,
  ]);
}
