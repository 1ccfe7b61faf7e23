/** Entries of a draw or a line, and vouchers in the hands of members, that are simply there. */
import { type Ask, makeAsk } from '@niangjia/server/core/ask';
import { sha256, ulid } from '@niangjia/server/core/ids';
import type { Deliver } from '@niangjia/server/core/outbox';
import { insertMany, query } from '@niangjia/server/core/sql';
import { type CampaignOf, holderOf, loadKnown, SELECT_CAMPAIGN } from '@niangjia/server/modules/vouchers/entitled';
import { type VoucherEntry, VoucherEntryTable } from '@niangjia/server/modules/vouchers/entity';
import { giveVouchers } from '@niangjia/server/modules/vouchers/give';
import { holdCampaign } from '@niangjia/server/modules/vouchers/hold';
import type { World } from './world';

type Place = Pick<World, 'kit'>;
type Member = { personId: string };

export const inAsk = <T>({ kit }: Place, work: (ask: Ask) => Promise<T>): Promise<T> =>
  kit.db.tx((db) => work(makeAsk(kit, db, { kind: 'nobody' }).ask));

/**
 * Entries of these members in their order, numbered from 1 on. `repeat`: so many entries a member, as of that many
 * persons, for large draws. Returns their ids.
 */
export const plantEntries = (
  place: Place,
  { campaignId, kindId, kind }: { campaignId: string; kindId: string; kind: VoucherEntry['kind'] },
  members: readonly Member[],
  repeat = 1,
): Promise<string[]> =>
  inAsk(place, async (ask) => {
    const entries: VoucherEntry[] = [];
    for (const { personId } of members) {
      const known = await loadKnown(ask, personId);
      for (let again = 0; again < repeat; again += 1) {
        const holder = holderOf(ask.kit, campaignId, known);
        const own = again === 0 ? holder : sha256(`${holder} ${again}`);
        const number = entries.length + 1;
        entries.push({
          ...{
            id: ulid(),
            kindId,
            campaignId,
            personId,
            unionId: known.unionId ?? personId,
            occupation: known.occupation ?? 'COURIER',
          },
          ...{ holder: own, ticket: ulid(), kind, number, state: 'waiting', lineRank: kind === 'line' ? number : null },
          ...{ openHolder: own, at: ask.now.toISOString(), closedAt: null, voucherId: null },
        });
      }
    }
    await insertMany(ask.db, VoucherEntryTable, entries);
    await ask.db.query('UPDATE voucher_stock SET entries = ? WHERE kindId = ?', [entries.length, kindId]);
    return entries.map(({ id }) => id);
  });

/** A voucher of a kind for each of these members, out of the stock. Returns their ids. */
export const plantVouchers = (
  place: Place,
  { campaignId, kindId }: { campaignId: string; kindId: string },
  members: readonly Member[],
): Promise<string[]> =>
  inAsk(place, async (ask) => {
    const stocks = await holdCampaign(ask.db, campaignId);
    const [campaign] = await query<CampaignOf>(ask.db, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [campaignId]);
    if (!campaign) throw new Error('no such campaign');
    const takers = [];
    for (const { personId } of members) {
      const known = await loadKnown(ask, personId);
      const { unionId, occupation } = known;
      takers.push({ kindId, personId, unionId, occupation, holder: holderOf(ask.kit, campaignId, known), nth: 1 });
    }
    return (await giveVouchers(ask, campaign, stocks, takers, { source: 'claim', what: 'planted' })).map(
      ({ id }) => id,
    );
  });

/** Delivers the waiting messages of one kind, and those that come of them; the others stay where they are. */
export async function deliverAll(world: World, kind: string, deliver: Deliver): Promise<void> {
  for (;;) {
    const [row] = await world.sql<{ id: string; payload: string }>(
      `SELECT id, payload FROM outbox WHERE kind = ? AND state = 'waiting' ORDER BY id LIMIT 1`,
      [kind],
    );
    if (!row) return;
    await deliver(world.kit, JSON.parse(row.payload));
    await world.sql(`UPDATE outbox SET state = 'sent' WHERE id = ?`, [row.id]);
  }
}
