/** Gives vouchers that nobody claims at that moment: to a line, to who has won, to a list. */
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { insertMany, query } from '../../core/sql';
import { among } from '../../core/together';
import type { VoucherStock } from '../campaigns/entity';
import type { CampaignOf } from './entitled';
import { type Voucher, VoucherTable } from './entity';
import { takeStock } from './hold';
import { newVoucher } from './judge';
import { noteBatch } from './write';

export type Taker = Pick<Voucher, 'kindId' | 'personId' | 'unionId' | 'occupation' | 'holder'> & { nth: number };

/** Vouchers of the campaign that have not been given back, by holder; for these holders only. */
export async function liveOf(
  db: EntityManager,
  campaignId: string,
  holders: string[],
): Promise<Map<string, Voucher[]>> {
  if (holders.length === 0) return new Map();
  const { places, values } = among([...new Set(holders)]);
  const rows = await query<Voucher>(
    db,
    `SELECT * FROM voucher WHERE campaignId = ? AND nth IS NOT NULL AND holder IN (${places})`,
    [campaignId, ...values],
  );
  const all = new Map<string, Voucher[]>();
  for (const row of rows) all.set(row.holder, [...(all.get(row.holder) ?? []), row]);
  return all;
}

/** The lowest number that none of a person's vouchers of a kind has. */
export function freeNth(had: readonly Pick<Voucher, 'nth'>[]): number {
  for (let nth = 1; ; nth += 1) if (had.every((one) => one.nth !== nth)) return nth;
}

/**
 * Writes vouchers in one batch with its audit row and takes them out of the stock, in the order of `takers`.
 * Hold the campaign first; `stocks` are the rows that were read then. The database refuses more than there are. `more` stands in
 * the audit row, which is written then even when nobody takes any.
 */
export async function giveVouchers(
  ask: Ask,
  campaign: Pick<CampaignOf, 'id' | 'useUntil'>,
  stocks: VoucherStock[],
  takers: readonly Taker[],
  { source, what, more }: { source: Voucher['source']; what: string; more?: Record<string, number> },
): Promise<Voucher[]> {
  if (takers.length === 0 && !more) return [];
  const batch = ulid();
  const begin = { batch, now: ask.now, useUntil: campaign.useUntil };
  const vouchers = takers.map(
    ({ kindId, personId, unionId, occupation, holder, nth }): Voucher => ({
      ...newVoucher(begin),
      ...{ kindId, campaignId: campaign.id, personId, unionId, occupation, holder, nth, ticket: null, source },
    }),
  );
  if (vouchers.length > 0) await insertMany(ask.db, VoucherTable, vouchers);
  for (const stock of stocks) {
    const count = vouchers.filter(({ kindId }) => kindId === stock.kindId).length;
    if (count > 0) await takeStock(ask.db, stock, count, null);
  }
  const note = { batch, campaignId: campaign.id, what, requestId: ulid(), by: 'job', ...(more && { more }) };
  await noteBatch(ask.db, ask.kit, note, vouchers);
  return vouchers;
}
