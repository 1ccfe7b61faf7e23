/** Campaigns within reach, the newest first. */
import { limits } from '@niangjia/shared/rules/limits';
import { type CampaignState, phaseOf } from '@niangjia/shared/rules/vouchers';
import { type Ask, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import type { Campaign } from './entity';

interface Counts {
  campaignId: string;
  total: number;
  given: number;
  used: number;
  budgetFen: number;
}

/** What is given follows from the stock, what is used from the redemptions that stand: no look at a million vouchers. */
async function countsOf(ask: Ask, ids: string[]): Promise<Map<string, Counts>> {
  if (ids.length === 0) return new Map();
  const { places, values } = among(ids);
  const rows = await query<Counts>(
    ask.db,
    `SELECT s.campaignId, SUM(s.total) AS total, SUM(s.total - s.remaining) AS given, SUM(s.total * k.subsidyFen) AS budgetFen,
       (SELECT COUNT(r.liveVoucher) FROM redemption r WHERE r.campaignId = s.campaignId) AS used
     FROM voucher_stock s JOIN voucher_kind k ON k.id = s.kindId WHERE s.campaignId IN (${places}) GROUP BY s.campaignId`,
    values,
  );
  return new Map(
    rows.map(({ campaignId, total, given, used, budgetFen }) => [
      campaignId,
      { campaignId, total: Number(total), given: Number(given), used: Number(used), budgetFen: Number(budgetFen) },
    ]),
  );
}

export async function listCampaigns(ask: Ask, { state, after }: { state?: CampaignState; after?: string }) {
  const reach = withinReach(ask, 'campaigns.read', 'u.path');
  const rows = await query<Campaign & { unionName: string }>(
    ask.db,
    `SELECT c.*, u.name AS unionName FROM campaign c JOIN trade_union u ON u.id = c.unionId
     WHERE ${reach.sql} AND c.id < ?${state ? ' AND c.state = ?' : ''} ORDER BY c.id DESC LIMIT ${limits.page + 1}`,
    [...reach.values, after ?? '~', ...(state ? [state] : [])],
  );
  const page = rows.slice(0, limits.page);
  const counts = await countsOf(
    ask,
    page.map(({ id }) => id),
  );
  const items = page.map((row) => ({
    ...row,
    ...(counts.get(row.id) ?? { total: 0, given: 0, used: 0, budgetFen: 0 }),
    phase: phaseOf(row, ask.now.toISOString()),
  }));
  return { items, next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null };
}
