/** Fewer vouchers of a kind: at once. More: once a second person has signed for the money (security.md d.3 row 15). */
import type { Body } from '@niangjia/shared/contract/index';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { describeProposed } from '../joint/list';
import { propose } from '../joint/propose';
import { mustHaveSteppedUp } from '../people/staff';
import { holdCampaign } from '../vouchers/hold';
import { serveLine } from '../vouchers/line';
import { type Campaign, CampaignTable, type VoucherStock } from './entity';
import {
  awaitsDraw,
  budgetOf,
  describeCampaign,
  type FoundCampaign,
  type FoundKind,
  isDrawing,
  isRunning,
  kindsOf,
  loadCampaign,
} from './load';

/** Writes another total of a kind whose campaign is held, and what the budget comes to. */
async function writeTotal(ask: Ask, stock: VoucherStock, total: number): Promise<void> {
  const { kindId, campaignId } = stock;
  const remaining = stock.remaining + total - stock.total;
  await query(ask.db, 'UPDATE voucher_stock SET total = ?, remaining = ? WHERE kindId = ?', [total, remaining, kindId]);
  await update(ask.db, CampaignTable, { id: campaignId }, { budgetFen: budgetOf(await kindsOf(ask.db, campaignId)) });
}

async function proposeMore(ask: Ask, campaign: FoundCampaign, kind: FoundKind, total: number, reason: string) {
  mustHaveSteppedUp(ask);
  const more = total - kind.total;
  return propose(ask, {
    kind: 'stock',
    union: { id: campaign.unionId, path: campaign.unionPath },
    subject: kind.id,
    title: `增加福利券数量：${campaign.title}，${kind.title}`,
    facts: [
      { label: '活动', value: `${campaign.title}（${campaign.number}）` },
      { label: '券种', value: kind.title },
      { label: '现在', value: `${kind.total} 张，还剩 ${kind.remaining} 张` },
      { label: '改为', value: `${total} 张，增加 ${more} 张` },
      { label: '工会每张补贴', value: `${sayFen(kind.subsidyFen)} 元` },
      { label: '工会增加出资', value: `${sayFen(more * kind.subsidyFen)} 元` },
    ],
    reason,
    payload: { campaignId: campaign.id, kindId: kind.id, from: kind.total, to: total },
    page: `/campaigns/${campaign.id}`,
  });
}

/**
 * `act` is null when it took effect at once.
 * Refusals NOT_FOUND, CAMPAIGN_STATE, STOCK_TAKEN, STEP_UP_FIRST, NO_IDENTITY, JOINT_OPEN.
 */
export async function changeStock(ask: Ask, id: string, given: Body<'POST /campaigns/:id/stock'>) {
  const { kindId, total, reason } = given;
  await loadCampaign(ask, id, 'campaigns.manage');
  const stock = (await holdCampaign(ask.db, id)).find((one) => one.kindId === kindId);
  const campaign = await loadCampaign(ask, id, 'campaigns.manage');
  const kind = (await kindsOf(ask.db, id)).find((one) => one.id === kindId);
  if (!stock || !kind) throw new Refusal('NOT_FOUND', { denied: `kind:${kindId}` });
  if (!isRunning(campaign)) throw new Refusal('CAMPAIGN_STATE');
  if (isDrawing(campaign)) throw new Refusal('CAMPAIGN_STATE', { sentence: '正在抽签，出结果后再调整数量。' });
  if (awaitsDraw(campaign, ask.now))
    throw new Refusal('CAMPAIGN_STATE', { sentence: '报名已截止，请先抽签，再调整数量。' });
  if (total > stock.total) {
    const act = await proposeMore(ask, campaign, kind, total, reason);
    return { campaign: await describeCampaign(ask, id, 'campaigns.manage'), act: await describeProposed(ask, act) };
  }
  if (total < stock.total - stock.remaining) throw new Refusal('STOCK_TAKEN');
  await writeTotal(ask, stock, total);
  const answer = await describeCampaign(ask, id, 'campaigns.manage');
  ask.about(`campaign:${id}`, { kind: kindId, from: stock.total, to: total, reason });
  return { campaign: answer, act: null };
}

/** The difference is there to be taken, those who wait first. JOINT_STALE when the number or the campaign moved on. */
export const stockEffect: JointEffect = {
  async done(ask, act) {
    const { campaignId, kindId, from, to } = payloadOf<{
      campaignId: string;
      kindId: string;
      from: number;
      to: number;
    }>(act);
    const stock = (await holdCampaign(ask.db, campaignId)).find((one) => one.kindId === kindId);
    const [campaign] = await query<Campaign>(ask.db, 'SELECT * FROM campaign WHERE id = ?', [campaignId]);
    if (!stock || !campaign || !isRunning(campaign) || stock.total !== from) throw new Refusal('JOINT_STALE');
    if (isDrawing(campaign) || awaitsDraw(campaign, ask.now)) throw new Refusal('JOINT_STALE');
    await writeTotal(ask, stock, to);
    // Whoever stands on the list and has none yet gets one now.
    if (campaign.way === 'grant') await ask.tell('vouchers-granted', { campaignId });
    await serveLine(ask, campaignId);
  },
};
