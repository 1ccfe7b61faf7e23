import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import type { VoucherEntry } from './entity';

/** Place in the line, from 1; null for an entry that does not wait in one. */
export async function placeOf(db: EntityManager, entry: VoucherEntry): Promise<number | null> {
  if (entry.kind !== 'line' || entry.state !== 'waiting' || entry.lineRank === null) return null;
  const [row] = await query<{ ahead: number | string }>(
    db,
    `SELECT COUNT(*) AS ahead FROM voucher_entry
     WHERE kindId = ? AND kind = 'line' AND state = 'waiting' AND lineRank < ?`,
    [entry.kindId, entry.lineRank],
  );
  return Number(row?.ahead ?? 0) + 1;
}
