/** The line: who waits gets what is free again, in the order of the line. */
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { type Ask, below, personOf, rangeOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import type { VoucherKind, VoucherStock } from '../campaigns/entity';
import { awaitsDraw, isDrawing } from '../campaigns/load';
import { notify } from '../notices/notify';
import { type CampaignOf, SELECT_CAMPAIGN } from './entitled';
import { type Voucher, type VoucherEntry, VoucherEntryTable } from './entity';
import { closeAsLeft, closeAsLost } from './entries';
import { freeNth, giveVouchers, liveOf, type Taker } from './give';
import { holdCampaign } from './hold';

/** Entries that one transaction looks at; the job `vouchers` goes on where there are more. */
const AT_ONCE = 200;

type Waiting = VoucherEntry & { nowUnionId: string | null; nowOccupation: Occupation | null };
type Kind = Pick<VoucherKind, 'id' | 'title' | 'perPerson'>;

/** The front of a line, with the membership of today where it still counts. */
const frontOf = (ask: Ask, campaign: CampaignOf, kindId: string): Promise<Waiting[]> =>
  query<Waiting>(
    ask.db,
    `SELECT e.*, m.unionId AS nowUnionId, m.occupation AS nowOccupation FROM voucher_entry e
     LEFT JOIN membership m ON m.activePerson = e.personId AND m.state = 'active'
       AND EXISTS (SELECT 1 FROM trade_union u WHERE u.id = m.unionId AND ${below('u.path')})
     WHERE e.kindId = ? AND e.kind = 'line' AND e.state = 'waiting' ORDER BY e.lineRank LIMIT ${AT_ONCE}`,
    [...rangeOf(campaign.unionPath), kindId],
  );

/** Sorts the front of a line into who gets one of the `free`, and who has nothing to wait for any more. */
async function judgeFront(ask: Ask, campaign: CampaignOf, kind: Kind, free: number) {
  const front = await frontOf(ask, campaign, kind.id);
  const live = await liveOf(
    ask.db,
    campaign.id,
    front.map(({ holder }) => holder),
  );
  const served: { entry: Waiting; taker: Taker }[] = [];
  const gone: string[] = [];
  for (const entry of front) {
    if (served.length === free) break;
    const all = live.get(entry.holder) ?? [];
    const ofKind = all.filter(({ kindId }) => kindId === kind.id);
    const isFull = campaign.perPerson > 0 && all.length >= campaign.perPerson;
    const { nowUnionId, nowOccupation, personId, holder } = entry;
    if (nowUnionId === null || nowOccupation === null || isFull || ofKind.length >= kind.perPerson) gone.push(entry.id);
    else {
      const taker = { kindId: kind.id, personId, unionId: nowUnionId, occupation: nowOccupation, holder };
      served.push({ entry, taker: { ...taker, nth: freeNth(ofKind) } });
    }
  }
  return { served, gone };
}

async function tellServed(ask: Ask, campaign: CampaignOf, kind: Kind, { id, personId, useUntil }: Voucher) {
  await notify(ask, personId, {
    kind: 'voucher',
    title: '您候补的福利券到了',
    words: `${campaign.unionName}的“${campaign.title}”：有人退回了“${kind.title}”，已发给您，请在 ${sayDay(useUntil)}前使用（含当天）。用不上可以退回，会发给下一位。`,
    page: `voucher/one?id=${id}`,
  });
}

async function serveKind(ask: Ask, campaign: CampaignOf, kind: Kind, stocks: VoucherStock[], free: number) {
  const { served, gone } = await judgeFront(ask, campaign, kind, free);
  await closeAsLeft(ask, gone);
  const takers = served.map(({ taker }) => taker);
  const vouchers = await giveVouchers(ask, campaign, stocks, takers, { source: 'line', what: 'line served' });
  for (const [nth, { entry }] of served.entries()) {
    const voucher = vouchers[nth] as Voucher;
    const closed = {
      state: 'served',
      openHolder: null,
      closedAt: ask.now.toISOString(),
      voucherId: voucher.id,
    } as const;
    await update(ask.db, VoucherEntryTable, { id: entry.id }, closed);
    await tellServed(ask, campaign, kind, voucher);
  }
  return { given: served.length, closed: gone.length };
}

/**
 * Gives what is free to who waits, in the order of the line, until either is empty or a piece is full; it holds the
 * campaign itself. Who is no member there any more, or has taken one meanwhile, leaves the line. Nothing is given by a
 * campaign that is paused or has ended, whose draw is not done, or whose last day of use is over.
 */
export async function serveLine(ask: Ask, campaignId: string): Promise<{ given: number; closed: number }> {
  const stocks = await holdCampaign(ask.db, campaignId);
  const [campaign] = await query<CampaignOf>(ask.db, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [campaignId]);
  const done = { given: 0, closed: 0 };
  if (!campaign?.line || campaign.state !== 'published' || campaign.useUntil < dayOf(ask.now)) return done;
  if (campaign.way === 'lottery' && campaign.drawnAt === null) return done;
  const kinds = await query<Kind>(
    ask.db,
    'SELECT id, title, perPerson FROM voucher_kind WHERE campaignId = ? ORDER BY sort',
    [campaignId],
  );
  for (const kind of kinds) {
    const free = stocks.find(({ kindId }) => kindId === kind.id)?.remaining ?? 0;
    if (free <= 0) continue;
    const { given, closed } = await serveKind(ask, campaign, kind, stocks, free);
    done.given += given;
    done.closed += closed;
  }
  return done;
}

/** Closes waiting entries of a campaign from which nothing comes any more, a piece at a time. Returns how many. */
export async function closeEntries(ask: Ask, campaignId: string): Promise<number> {
  await holdCampaign(ask.db, campaignId);
  const [campaign] = await query<CampaignOf>(ask.db, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [campaignId]);
  if (!campaign || isDrawing(campaign)) return 0;
  const rows = await query<Pick<VoucherEntry, 'id' | 'kind'>>(
    ask.db,
    `SELECT e.id, e.kind FROM voucher_kind k JOIN voucher_entry e ON e.kindId = k.id AND e.state = 'waiting'
     WHERE k.campaignId = ? LIMIT ${AT_ONCE}`,
    [campaignId],
  );
  const ids = (kind: VoucherEntry['kind']) => rows.filter((one) => one.kind === kind).map(({ id }) => id);
  await closeAsLost(ask, ids('draw'));
  await closeAsLeft(ask, ids('line'));
  return rows.length;
}

/** Leaves a draw until entering closes, or a line. Refusals NOT_FOUND (also another person's), ENTRY_OVER. */
export async function leaveEntry(ask: Ask, entryId: string): Promise<{ done: true }> {
  const [entry] = await query<VoucherEntry>(ask.db, 'SELECT * FROM voucher_entry WHERE id = ?', [entryId]);
  if (!entry || entry.personId !== personOf(ask).personId)
    throw new Refusal('NOT_FOUND', { denied: `entry:${entryId}` });
  await holdCampaign(ask.db, entry.campaignId);
  const [campaign] = await query<CampaignOf>(ask.db, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [entry.campaignId]);
  if (!campaign || isDrawing(campaign)) throw new Refusal('ENTRY_OVER');
  if (awaitsDraw(campaign, ask.now))
    throw new Refusal('ENTRY_OVER', { sentence: '报名已截止，名单不再变动。抽中了用不上，可以把券退回。' });
  const left = { state: 'left', openHolder: null, closedAt: ask.now.toISOString() } as const;
  if ((await update(ask.db, VoucherEntryTable, { id: entryId, state: 'waiting' }, left)) === 0)
    throw new Refusal('ENTRY_OVER');
  ask.about(`entry:${entryId}`, { campaign: entry.campaignId, kind: entry.kind, number: entry.number });
  return { done: true };
}
