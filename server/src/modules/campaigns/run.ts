/** A published campaign is paused, goes on, and ends. */
import type { CampaignState } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { update } from '../../core/sql';
import { holdCampaign } from '../vouchers/hold';
import { closeEntries, serveLine } from '../vouchers/line';
import { type Campaign, CampaignTable } from './entity';
import { awaitsDraw, describeCampaign, isDrawing, isRunning, loadCampaign } from './load';

async function move(ask: Ask, id: string, from: CampaignState, change: Partial<Campaign>): Promise<void> {
  if ((await update(ask.db, CampaignTable, { id, state: from }, change)) === 0) throw new Refusal('CAMPAIGN_STATE');
}

/** The campaign as it is now; the reason stands in the audit. */
async function answer(ask: Ask, id: string, reason: string) {
  const campaign = await describeCampaign(ask, id, 'campaigns.manage');
  ask.about(`campaign:${id}`, { reason });
  return campaign;
}

/** Nobody takes any more once this is answered: claims hold the campaign too. Refusals NOT_FOUND, CAMPAIGN_STATE. */
export async function pauseCampaign(ask: Ask, id: string, reason: string) {
  await loadCampaign(ask, id, 'campaigns.manage');
  await holdCampaign(ask.db, id);
  await move(ask, id, 'published', { state: 'paused' });
  return answer(ask, id, reason);
}

/** A grant goes on, and what was given back meanwhile goes to who waits. Refusals NOT_FOUND, CAMPAIGN_STATE. */
export async function resumeCampaign(ask: Ask, id: string, reason: string) {
  const { way } = await loadCampaign(ask, id, 'campaigns.manage');
  await holdCampaign(ask.db, id);
  await move(ask, id, 'paused', { state: 'published' });
  if (way === 'grant') await ask.tell('vouchers-granted', { campaignId: id });
  await serveLine(ask, id);
  return answer(ask, id, reason);
}

/**
 * For good: who waits is told no, what was given stays good until its last day. Refusals NOT_FOUND, CAMPAIGN_STATE.
 */
export async function endCampaign(ask: Ask, id: string, reason: string) {
  await loadCampaign(ask, id, 'campaigns.manage');
  await holdCampaign(ask.db, id);
  const campaign = await loadCampaign(ask, id, 'campaigns.manage');
  if (!isRunning(campaign)) throw new Refusal('CAMPAIGN_STATE');
  if (isDrawing(campaign)) throw new Refusal('CAMPAIGN_STATE', { sentence: '正在抽签，出结果后再结束活动。' });
  if (awaitsDraw(campaign, ask.now))
    throw new Refusal('CAMPAIGN_STATE', { sentence: '报名已截止，请先抽签，再结束活动。' });
  const ended = { state: 'ended', endedAt: ask.now.toISOString(), endReason: reason } as const;
  await move(ask, id, campaign.state, ended);
  await closeEntries(ask, id);
  return answer(ask, id, reason);
}
