/** A person's own voucher that is neither used nor over. */
import { dayOf } from '@niangjia/shared/rules/days';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Voucher } from './entity';

/** Refusals NOT_FOUND (also another person's), VOUCHER_USED, VOUCHER_RETURNED, VOUCHER_EXPIRED. */
export async function loadOwnOpen(ask: Ask, id: string): Promise<Voucher> {
  const [voucher] = await query<Voucher>(ask.db, 'SELECT * FROM voucher WHERE id = ?', [id]);
  if (voucher?.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `voucher:${id}` });
  if (voucher.state === 'used') throw new Refusal('VOUCHER_USED');
  if (voucher.state === 'returned') throw new Refusal('VOUCHER_RETURNED');
  if (voucher.state === 'expired' || voucher.useUntil < dayOf(ask.now)) throw new Refusal('VOUCHER_EXPIRED');
  return voucher;
}
