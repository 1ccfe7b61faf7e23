/** A campaign is made, and changed while it is a draft. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { EntityManager } from 'typeorm';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, insertMany, nextValue, query, update } from '../../core/sql';
import { loadUnion } from '../unions/service';
import { mustBeOpen } from '../unions/tree-checks';
import { mustFit } from './checks';
import {
  type Campaign,
  CampaignTable,
  type VoucherKind,
  VoucherKindTable,
  type VoucherStock,
  VoucherStockTable,
} from './entity';
import { audienceOf, budgetOf, describeCampaign, type FoundCampaign, type FoundKind, loadCampaign } from './load';
import type { Plan } from './rules';

const once = <One>(list: readonly One[]): One[] => [...new Set(list)];
/** With milliseconds, as instants are compared. */
const instantOf = (text: string): string => new Date(text).toISOString();

/** Instants in their one form, nothing twice in a list. */
const tidy = (plan: Plan): Plan => ({
  ...plan,
  claimFrom: instantOf(plan.claimFrom),
  claimUntil: instantOf(plan.claimUntil),
  audience: {
    ...plan.audience,
    unionIds: once(plan.audience.unionIds),
    districts: once(plan.audience.districts),
    occupations: once(plan.audience.occupations),
  },
  kinds: plan.kinds.map((kind) => ({
    ...kind,
    waves: kind.waves.map(({ at, count }) => ({ at: instantOf(at), count })),
    merchantIds: once(kind.merchantIds),
  })),
});

/** A stored campaign as it was typed. */
export const planOf = (campaign: FoundCampaign, kinds: readonly FoundKind[]): Plan => ({
  ...campaign,
  audience: audienceOf(campaign),
  kinds: kinds.map((kind) => ({ ...kind })),
});

type Columns = Omit<Plan, 'unionId' | 'audience' | 'kinds'> & Pick<Campaign, 'audience' | 'budgetFen'>;

function columnsOf({ unionId: _, audience, kinds, ...plain }: Plan): Columns {
  return { ...plain, audience: JSON.stringify(audience), budgetFen: budgetOf(kinds) };
}

async function writeKinds(db: EntityManager, campaignId: string, kinds: Plan['kinds']): Promise<void> {
  const rows = kinds.map(({ total, ...kind }, sort) => ({
    total,
    kind: {
      ...kind,
      ...{ id: ulid(), campaignId, sort },
      waves: JSON.stringify(kind.waves),
      merchantIds: JSON.stringify(kind.merchantIds),
    } satisfies VoucherKind,
  }));
  await insertMany(
    db,
    VoucherKindTable,
    rows.map(({ kind }) => kind),
  );
  await insertMany(
    db,
    VoucherStockTable,
    rows.map(
      ({ total, kind }): VoucherStock => ({
        ...{ kindId: kind.id, campaignId, total, remaining: total },
        ...{ dayOn: '', dayGiven: 0, entries: 0, turn: 0 },
      }),
    ),
  );
}

/** A draft of a union within reach. Refusals NOT_FOUND, UNION_CLOSED, CAMPAIGN_RULES. */
export async function makeCampaign(ask: Ask, given: Plan) {
  const union = await loadUnion(ask, given.unionId);
  mustReach(ask, 'campaigns.manage', union.path, `union:${union.id}`);
  mustBeOpen(union);
  const plan = tidy(given);
  await mustFit(ask, plan, union.path);
  const id = ulid();
  const today = dayOf(ask.now);
  const nth = await nextValue(ask.db, `campaign:${today}`);
  await insert(ask.db, CampaignTable, {
    ...columnsOf(plan),
    ...{ id, unionId: union.id, number: `HD${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}` },
    ...{ state: 'draft', jointId: null, createdBy: staffOf(ask).accountId, createdAt: ask.now.toISOString() },
    ...{ beaconValue: null, secretSealed: null, commitment: null, secret: null, drawnAt: null },
    ...{ publishedAt: null, endedAt: null, endReason: null },
  });
  await writeKinds(ask.db, id, plan.kinds);
  return describeCampaign(ask, id, 'campaigns.manage');
}

/** Takes the row of a draft until the transaction ends. Refusal CAMPAIGN_STATE for what is no draft. */
export async function takeDraft(ask: Ask, id: string): Promise<void> {
  if ((await update(ask.db, CampaignTable, { id, state: 'draft' }, { state: 'draft' })) === 0)
    throw new Refusal('CAMPAIGN_STATE');
}

/** All of it anew, its kinds with new ids; the list stays. Refusals NOT_FOUND, CAMPAIGN_STATE, CAMPAIGN_RULES. */
export async function editCampaign(ask: Ask, id: string, given: Plan) {
  const campaign = await loadCampaign(ask, id, 'campaigns.manage');
  await takeDraft(ask, id);
  if (given.unionId !== campaign.unionId) {
    const fields = [{ at: 'unionId', sentence: '主办工会不能更换，请由那家工会另建活动。' }];
    throw new Refusal('CAMPAIGN_RULES', { fields });
  }
  const plan = tidy(given);
  await mustFit(ask, plan, campaign.unionPath);
  await update(ask.db, CampaignTable, { id }, columnsOf(plan));
  await query(ask.db, 'DELETE FROM voucher_stock WHERE campaignId = ?', [id]);
  await query(ask.db, 'DELETE FROM voucher_kind WHERE campaignId = ?', [id]);
  await writeKinds(ask.db, id, plan.kinds);
  return describeCampaign(ask, id, 'campaigns.manage');
}
