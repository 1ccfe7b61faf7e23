/** Vouchers for everybody on a campaign's list: one of each kind, a piece of the list at a time. */
import { sayDay } from '@niangjia/shared/rules/days';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { type Ask, below, makeAsk, rangeOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import type { Deliver } from '../../core/outbox';
import { query } from '../../core/sql';
import type { VoucherKind, VoucherStock } from '../campaigns/entity';
import { notify } from '../notices/notify';
import { isFirst } from '../unions/tree-tell';
import { type CampaignOf, holderIn, SELECT_CAMPAIGN } from './entitled';
import type { Voucher } from './entity';
import { giveVouchers, liveOf, type Taker } from './give';
import { holdCampaign } from './hold';

/** Small, so that the messages of everybody else do not queue behind those of a long list. */
const AT_ONCE = 100;

type Kind = Pick<VoucherKind, 'id' | 'title'>;
interface Listed {
  personId: string;
  idNumberIndex: string | null;
  /** Null: no active member of the organiser any more. */
  unionId: string | null;
  occupation: Occupation | null;
}

const pieceOf = (ask: Ask, campaign: CampaignOf, after: string): Promise<Listed[]> =>
  query<Listed>(
    ask.db,
    `SELECT x.personId, p.idNumberIndex, m.unionId, m.occupation FROM campaign_person x
     JOIN person p ON p.id = x.personId LEFT JOIN membership m ON m.activePerson = x.personId AND m.state = 'active'
       AND EXISTS (SELECT 1 FROM trade_union u WHERE u.id = m.unionId AND ${below('u.path')})
     WHERE x.campaignId = ? AND x.personId > ? ORDER BY x.personId LIMIT ${AT_ONCE}`,
    [...rangeOf(campaign.unionPath), campaign.id, after],
  );

/** Who of a piece gets what; `short`: vouchers that were not there any more, `gone`: who is no member now. */
async function plan(ask: Ask, campaign: CampaignOf, kinds: Kind[], stocks: VoucherStock[], piece: Listed[]) {
  const holders: string[] = [];
  for (const one of piece) holders.push(await holderIn(ask, campaign.id, one));
  const live = await liveOf(ask.db, campaign.id, holders);
  const free = new Map(stocks.map(({ kindId, remaining }) => [kindId, remaining]));
  const takers: Taker[] = [];
  let [short, gone] = [0, 0];
  for (const [at, { personId, unionId, occupation }] of piece.entries()) {
    const holder = holders[at] ?? '';
    if (unionId === null || occupation === null) {
      gone += 1;
      continue;
    }
    const had = live.get(holder) ?? [];
    let count = had.length;
    for (const { id: kindId } of kinds) {
      if (had.some((one) => one.kindId === kindId) || (campaign.perPerson > 0 && count >= campaign.perPerson)) continue;
      const left = free.get(kindId) ?? 0;
      if (left <= 0) short += 1;
      else {
        free.set(kindId, left - 1);
        count += 1;
        takers.push({ kindId, personId, unionId, occupation, holder, nth: 1 });
      }
    }
  }
  return { takers, short, gone };
}

/** One notice a person, whatever it was given. */
async function tellGranted(ask: Ask, campaign: CampaignOf, kinds: Kind[], vouchers: Voucher[]): Promise<void> {
  const own = new Map<string, Voucher[]>();
  for (const one of vouchers) own.set(one.personId, [...(own.get(one.personId) ?? []), one]);
  for (const [personId, given] of own) {
    const titles = given.map(({ kindId }) => `“${kinds.find(({ id }) => id === kindId)?.title ?? ''}”`).join('、');
    await notify(ask, personId, {
      kind: 'voucher',
      title: '工会发给您福利券',
      words: `${campaign.unionName}的“${campaign.title}”：发给您${titles}，请在 ${sayDay(campaign.useUntil)}前使用（含当天）。`,
      page: given.length === 1 ? `voucher/one?id=${given[0]?.id}` : `voucher/offer?id=${campaign.id}`,
    });
  }
}

/**
 * One piece, then a message for the next; a pause ends it. What a person has already is not given again, so that the
 * list may be gone through once more when the campaign goes on or there is more stock.
 */
export const grantVouchers: Deliver = async (kit, { campaignId = '', after = '', piece = '1', run = ulid() }) => {
  const short = await kit.db.tx(
    async (db) => {
      const { ask } = makeAsk(kit, db, { kind: 'nobody' });
      const stocks = await holdCampaign(db, campaignId);
      const nth = Number(piece);
      if (nth > 1 && !(await isFirst(ask, `granted:${run}`, nth - 1))) return 0;
      const [campaign] = await query<CampaignOf>(db, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [campaignId]);
      if (campaign?.state !== 'published') return 0;
      const kinds = await query<Kind>(db, 'SELECT id, title FROM voucher_kind WHERE campaignId = ? ORDER BY sort', [
        campaignId,
      ]);
      const listed = await pieceOf(ask, campaign, after);
      const { takers, short, gone } = await plan(ask, campaign, kinds, stocks, listed);
      const facts = { source: 'grant', what: 'grant', more: { short, gone } } as const;
      await tellGranted(ask, campaign, kinds, await giveVouchers(ask, campaign, stocks, takers, facts));
      const last = listed.at(-1);
      if (last && listed.length === AT_ONCE)
        await ask.tell('vouchers-granted', { campaignId, after: last.personId, piece: String(nth + 1), run });
      return short;
    },
    { again: true },
  );
  if (short > 0) kit.log.warn({ campaign: campaignId, short }, 'fewer vouchers than the list has persons');
};
