/** Entries that end without a voucher. */
import type { Ask } from '../../core/ask';
import { among } from '../../core/together';
import type { VoucherEntry } from './entity';

/** Ids of one statement. */
const AT_ONCE = 500;

async function close(ask: Ask, state: VoucherEntry['state'], ids: string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const { places, values } = among(ids.slice(from, from + AT_ONCE));
    await ask.db.query(
      `UPDATE voucher_entry SET state = ?, openHolder = NULL, closedAt = ? WHERE state = 'waiting' AND id IN (${places})`,
      [state, ask.now.toISOString(), ...values],
    );
  }
}

/** Whose membership has ended, or who has taken one meanwhile. Hold the campaign first. */
export const closeAsLeft = (ask: Ask, ids: string[]): Promise<void> => close(ask, 'left', ids);
/** Who did not win. Hold the campaign first. */
export const closeAsLost = (ask: Ask, ids: string[]): Promise<void> => close(ask, 'lost', ids);
