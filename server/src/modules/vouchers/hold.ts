/** The lock of a campaign: its stock rows. Whoever gives or takes back vouchers takes them first. */
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import type { VoucherStock } from '../campaigns/entity';

/**
 * Holds all stock rows of a campaign until the transaction ends, and reads them. What is read of its vouchers and
 * entries afterwards is what all earlier holders have committed.
 */
export async function holdCampaign(db: EntityManager, campaignId: string): Promise<VoucherStock[]> {
  await db.query('UPDATE voucher_stock SET turn = turn + 1 WHERE campaignId = ?', [campaignId]);
  return query<VoucherStock>(db, 'SELECT * FROM voucher_stock WHERE campaignId = ? ORDER BY kindId', [campaignId]);
}

/**
 * Takes vouchers out of the stock; a negative `count` puts them back. Hold the campaign first.
 * `day`: they count for this Shanghai day's limit; null where no limit is meant (a line, a draw, a grant, a return).
 */
export async function takeStock(db: EntityManager, stock: VoucherStock, count: number, day: string | null) {
  const dayGiven = day === null ? stock.dayGiven : stock.dayOn === day ? stock.dayGiven + count : count;
  const dayOn = day ?? stock.dayOn;
  Object.assign(stock, { remaining: stock.remaining - count, dayOn, dayGiven });
  await query(db, 'UPDATE voucher_stock SET remaining = ?, dayOn = ?, dayGiven = ? WHERE kindId = ?', [
    stock.remaining,
    dayOn,
    dayGiven,
    stock.kindId,
  ]);
}
