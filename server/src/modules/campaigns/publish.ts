/** A campaign is published once a second person has signed for its budget (security.md d.3 row 15). */
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { sayFen, sayWorth, ways } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { sha256 } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { random } from '../../core/secrets';
import { query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { describeProposed } from '../joint/list';
import { propose, signerOf } from '../joint/propose';
import { mustHaveSteppedUp } from '../people/staff';
import { loadUnion, namesOf } from '../unions/service';
import { openShops, takesKind } from '../vouchers/shops';
import { audienceWords } from './audience-words';
import { mustBePublishable } from './checks';
import { type Campaign, CampaignTable } from './entity';
import { audienceOf, budgetOf, type FoundCampaign, type FoundKind, kindsOf, listedIn, loadCampaign } from './load';
import { planOf, takeDraft } from './make';

/** Label under which the secret half of a draw's seed is sealed (`sealPlain`). */
export const secretPlace = (campaignId: string): string => `campaign-secret:${campaignId}`;

const sayKind = (kind: FoundKind): string =>
  `${sayWorth(kind)}，${kind.total} 张，工会每张补贴 ${sayFen(kind.subsidyFen)} 元，` +
  `共 ${sayFen(kind.total * kind.subsidyFen)} 元`;

/** For each kind: the merchants that take it; without names, all of the organiser's that have an open shop. */
async function placesOf(ask: Ask, { unionPath }: FoundCampaign, kinds: FoundKind[]): Promise<string[]> {
  const shops = await openShops(ask);
  return kinds.map(({ title, merchantIds }) => {
    const taking = shops.filter((shop) => takesKind({ merchantIds: JSON.stringify(merchantIds), unionPath }, shop));
    const names = [...new Set(taking.map(({ merchantName }) => merchantName))];
    const some = names.slice(0, 5).join('、');
    return `${title}：${merchantIds.length === 0 ? '范围内全部商家，' : ''}${some}${names.length > 5 ? `等 ${names.length} 家` : ''}`;
  });
}

async function factsOf(ask: Ask, campaign: FoundCampaign, kinds: FoundKind[]) {
  const { claimFrom, claimUntil, useFrom, useUntil } = campaign;
  const audience = audienceOf(campaign);
  return [
    { label: '活动', value: `${campaign.title}（${campaign.number}）` },
    { label: '主办工会', value: campaign.unionName },
    { label: '发放方式', value: ways[campaign.way] },
    { label: '领取时间', value: `${sayTime(claimFrom)} 到 ${sayTime(claimUntil)}` },
    { label: '使用日期', value: `${sayDay(useFrom)} 到 ${sayDay(useUntil)}` },
    ...kinds.map((kind) => ({ label: kind.title, value: sayKind(kind) })),
    { label: '在哪里用', value: (await placesOf(ask, campaign, kinds)).join('；') },
    { label: '工会出资合计', value: `${sayFen(budgetOf(kinds))} 元` },
    { label: '谁可以领', value: audienceWords(audience, await namesOf(ask, audience.unionIds)).join('；') },
    ...(audience.listed ? [{ label: '名单', value: `${await listedIn(ask.db, campaign.id)} 人` }] : []),
  ];
}

/** The secret half of a draw's seed, sealed, and its digest, which is published with the campaign. */
function commit(ask: Ask, { id, way }: FoundCampaign): Pick<Campaign, 'secretSealed' | 'commitment'> {
  if (way !== 'lottery') return { secretSealed: null, commitment: null };
  const secret = random(32).toString('hex');
  return { secretSealed: ask.kit.secrets.sealPlain(secretPlace(id), secret), commitment: sha256(secret) };
}

/** Who made it does not sign for its money either. */
async function makerOf(ask: Ask, { createdBy }: FoundCampaign): Promise<string | null> {
  const [maker] = await query<{ idNumberIndex: string | null }>(
    ask.db,
    'SELECT idNumberIndex FROM staff_account WHERE id = ?',
    [createdBy],
  );
  return maker?.idNumberIndex ?? null;
}

/** Refusals NOT_FOUND, STEP_UP_FIRST, CAMPAIGN_STATE, CAMPAIGN_RULES, NO_IDENTITY, JOINT_OPEN. */
export async function proposePublishing(ask: Ask, id: string) {
  await loadCampaign(ask, id, 'campaigns.manage');
  mustHaveSteppedUp(ask);
  await takeDraft(ask, id);
  const campaign = await loadCampaign(ask, id, 'campaigns.manage');
  const kinds = await kindsOf(ask.db, id);
  await mustBePublishable(ask, campaign, planOf(campaign, kinds));
  const maker = await makerOf(ask, campaign);
  const act = await propose(ask, {
    kind: 'campaign',
    union: { id: campaign.unionId, path: campaign.unionPath },
    subject: id,
    title: `发布福利活动：${campaign.title}`,
    facts: await factsOf(ask, campaign, kinds),
    reason: null,
    payload: { campaignId: id },
    barred: maker === signerOf(ask) ? [] : [maker],
    page: `/campaigns/${id}`,
  });
  const change = { state: 'signing', jointId: act.id, budgetFen: budgetOf(kinds), ...commit(ask, campaign) } as const;
  await update(ask.db, CampaignTable, { id, state: 'draft' }, change);
  return describeProposed(ask, act);
}

/** From now on it runs by its window. Refusal JOINT_STALE when its time or its union has gone meanwhile. */
export const campaignEffect: JointEffect = {
  async done(ask, act) {
    const { campaignId: id } = payloadOf<{ campaignId: string }>(act);
    const [campaign] = await query<Campaign>(ask.db, 'SELECT * FROM campaign WHERE id = ?', [id]);
    const { closedAt } = await loadUnion(ask, act.unionId);
    const at = ask.now.toISOString();
    if (!campaign || campaign.claimUntil <= at || closedAt !== null) throw new Refusal('JOINT_STALE');
    const change = { state: 'published', publishedAt: at } as const;
    if ((await update(ask.db, CampaignTable, { id, state: 'signing', jointId: act.id }, change)) === 0)
      throw new Refusal('JOINT_STALE');
    if (campaign.way === 'grant') await ask.tell('vouchers-granted', { campaignId: id });
  },
  /** A draft again; the next publishing draws another secret. */
  async undone(ask, act) {
    const { campaignId: id } = payloadOf<{ campaignId: string }>(act);
    const change = { state: 'draft', jointId: null, secretSealed: null, commitment: null } as const;
    await update(ask.db, CampaignTable, { id, state: 'signing', jointId: act.id }, change);
  },
};
