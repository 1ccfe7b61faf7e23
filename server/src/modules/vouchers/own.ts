/** What stands behind a page of campaigns: their kinds, and what one person has of them; a query for all of them. */
import { dayOf } from '@niangjia/shared/rules/days';
import { nextWave, openedBy, sayWorth, type Wave } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import type { VoucherKind, VoucherStock } from '../campaigns/entity';
import type { CampaignOf } from './entitled';
import type { VoucherEntry } from './entity';
import { placeOf } from './place';
import { openShops, takesKind } from './shops';
import { toVoucher, type VoucherFacts } from './show';

type KindRow = VoucherKind & Pick<VoucherStock, 'total' | 'remaining' | 'dayOn' | 'dayGiven' | 'entries'>;

function grouped<Row, Shown>(rows: Row[], keyOf: (row: Row) => string, show: (row: Row) => Shown) {
  const all = new Map<string, Shown[]>();
  for (const row of rows) all.set(keyOf(row), [...(all.get(keyOf(row)) ?? []), show(row)]);
  return all;
}

/** How many can be taken at this instant: of the whole, of the waves that have begun, of the day. */
function leftOf(kind: KindRow, waves: Wave[], now: Date): number {
  const open = openedBy(waves, kind.total, now.toISOString()) - (kind.total - kind.remaining);
  const ofDay = kind.perDay > 0 ? kind.perDay - (kind.dayOn === dayOf(now) ? kind.dayGiven : 0) : kind.remaining;
  return Math.max(0, Math.min(open, ofDay, kind.remaining));
}

export async function kindsOf(ask: Ask, campaigns: CampaignOf[]) {
  const ids = among(campaigns.map(({ id }) => id));
  if (campaigns.length === 0) return new Map<string, never[]>();
  const rows = await query<KindRow>(
    ask.db,
    `SELECT k.*, s.total, s.remaining, s.dayOn, s.dayGiven, s.entries FROM voucher_kind k
     JOIN voucher_stock s ON s.kindId = k.id WHERE k.campaignId IN (${ids.places}) ORDER BY k.campaignId, k.sort`,
    ids.values,
  );
  const shops = await openShops(ask);
  const of = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  return grouped(
    rows,
    ({ campaignId }) => campaignId,
    (kind) => {
      const { id, title, words, worth, minSpendFen, offFen, listFen, subsidyFen, merchantFen, bankFen } = kind;
      const waves = JSON.parse(kind.waves) as Wave[];
      const place = { merchantIds: kind.merchantIds, unionPath: of.get(kind.campaignId)?.unionPath ?? '' };
      return {
        ...{ id, title, words, worth, minSpendFen, offFen, listFen, subsidyFen, merchantFen, bankFen },
        worthWords: sayWorth(kind),
        total: kind.total,
        left: leftOf(kind, waves, ask.now),
        perPerson: kind.perPerson,
        nextWaveAt: nextWave(waves, ask.now.toISOString())?.at ?? null,
        entries: kind.entries,
        shops: shops.filter((shop) => takesKind(place, shop)).length,
      };
    },
  );
}

/** Vouchers that the person has of these campaigns and has not given back. */
export async function vouchersOf(ask: Ask, personId: string, campaigns: CampaignOf[]) {
  const ids = among(campaigns.map(({ id }) => id));
  if (campaigns.length === 0) return new Map<string, never[]>();
  const rows = await query<VoucherFacts>(
    ask.db,
    `SELECT v.id, v.campaignId, v.kindId, v.state, v.givenAt, v.useUntil, v.extendedAt, v.usedAt, k.title, k.words,
       k.worth, k.minSpendFen, k.offFen, k.listFen, k.subsidyFen, k.merchantFen, k.bankFen,
       c.title AS campaignTitle, c.useFrom, c.extendMonths, u.name AS unionName
     FROM voucher v JOIN voucher_kind k ON k.id = v.kindId JOIN campaign c ON c.id = v.campaignId
     JOIN trade_union u ON u.id = c.unionId
     WHERE v.personId = ? AND v.nth IS NOT NULL AND v.campaignId IN (${ids.places}) ORDER BY v.id`,
    [personId, ...ids.values],
  );
  return grouped(
    rows,
    ({ campaignId }) => campaignId,
    (row) => toVoucher(row, dayOf(ask.now)),
  );
}

/** The person's entries in these campaigns, with the place of those that stand in a line. */
export async function entriesOf(ask: Ask, personId: string, campaigns: CampaignOf[]) {
  const ids = among(campaigns.map(({ id }) => id));
  if (campaigns.length === 0) return new Map<string, never[]>();
  const rows = await query<VoucherEntry>(
    ask.db,
    `SELECT * FROM voucher_entry WHERE personId = ? AND campaignId IN (${ids.places}) ORDER BY id`,
    [personId, ...ids.values],
  );
  const shown = [];
  for (const row of rows) {
    const { id, campaignId, kindId, kind, number, state } = row;
    shown.push({ campaignId, entry: { id, kindId, kind, number, state, place: await placeOf(ask.db, row) } });
  }
  return grouped(
    shown,
    ({ campaignId }) => campaignId,
    ({ entry }) => entry,
  );
}
