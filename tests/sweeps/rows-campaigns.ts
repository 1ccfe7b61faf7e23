/** Rows of the sweeps for campaigns, as staff make and run them. */
import type { campaigns } from '@niangjia/shared/contract/campaigns';
import { campaignBody, type PlantedCampaign, plantCampaign, plantMembers, plantMerchant } from '../voucher-world';
import type { World } from '../world';
import { type By, type Call, type Scene, steppedUp } from './cast';

type Keys = Exclude<
  keyof typeof campaigns,
  | 'POST /campaigns/:id/draw'
  | 'GET /campaigns/:id/draw'
  | 'GET /campaigns/:id/figures'
  | 'GET /campaigns/:id/vouchers'
  | 'GET /campaigns/:id/unreached'
>;

/** Fields of campaigns that take any text. */
export const campaignWords = ['title', 'numbers', 'beacon', 'beaconValue'];

export const campaignMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /campaigns': /*                   */ '1 33 23233233332223333332 2',
  'GET /campaigns/:id': /*               */ '1 33 23233233332223333332 4',
  'POST /campaigns': /*                  */ '1 33 23233233333333333333 4',
  'POST /campaigns/:id': /*              */ '1 33 23233233333333333333 4',
  'POST /campaigns/:id/list': /*         */ '1 33 23233233333333333333 4',
  'POST /campaigns/:id/list/clear': /*   */ '1 33 23233233333333333333 4',
  'POST /campaigns/:id/publish': /*      */ '1 33 23233233333333333333 4',
  'POST /campaigns/:id/pause': /*        */ '1 33 23233233333333333333 4',
  'POST /campaigns/:id/resume': /*       */ '1 33 23233233333333333333 4',
  'POST /campaigns/:id/end': /*          */ '1 33 23233233333333333333 4',
  'POST /campaigns/:id/stock': /*        */ '1 33 23233233333333333333 4',
};

const campaign =
  'audience.districts[] audience.firstTime audience.listed audience.maxAge audience.minAge audience.occupations[] ' +
  'audience.unionIds[] audienceWords[] beacon budgetFen claimFrom claimUntil commitment createdAt createdBy drawnAt ' +
  'endReason extendMonths favourNew id jointId kinds[].bankFen kinds[].id kinds[].left kinds[].listFen ' +
  'kinds[].merchantFen kinds[].merchantIds[] kinds[].minSpendFen kinds[].offFen kinds[].perDay kinds[].perPerson ' +
  'kinds[].subsidyFen kinds[].title kinds[].total kinds[].waves[].at kinds[].waves[].count kinds[].words kinds[].worth ' +
  'line listed may.edit may.run number perPerson perPersonDay phase state title unionId unionName useFrom useUntil ' +
  'way words';
const act =
  'dueOn facts[].label facts[].value id kind mayRecall maySign missing[] needsStepUp overdue page proposedAt reason ' +
  'refusal signatures[].as signatures[].at signatures[].name signatures[].unionName state title unionId unionName';
const inside = (at: string, names: string) => names.replace(/\S+/g, `${at}.$&`);

export const campaignFields: Partial<Record<Keys, string>> = {
  'GET /campaigns': `${inside(
    'items[]',
    'budgetFen claimFrom claimUntil drawnAt given id number phase state title total unionName used useUntil way',
  )} next`,
  'GET /campaigns/:id': campaign,
  'POST /campaigns': campaign,
  'POST /campaigns/:id': campaign,
  'POST /campaigns/:id/list': 'added already bad[].line bad[].sentence bad[].text listed',
  'POST /campaigns/:id/list/clear': 'done',
  'POST /campaigns/:id/publish': act,
  'POST /campaigns/:id/pause': campaign,
  'POST /campaigns/:id/resume': campaign,
  'POST /campaigns/:id/end': campaign,
  'POST /campaigns/:id/stock': `${inside('act', act)} ${inside('campaign', campaign)}`,
};

const merchants = new WeakMap<World, Promise<{ merchantId: string }>>();

/** A campaign in which every list has something, at a merchant with a shop. */
export async function fullCampaign({ world }: Scene) {
  if (!merchants.has(world)) merchants.set(world, plantMerchant(world));
  const { merchantId } = (await merchants.get(world)) ?? { merchantId: '' };
  const { street, rider } = world.unions;
  return {
    audience: { unionIds: [street.id, rider.id], districts: ['3707'], occupations: ['COURIER' as const] },
    kinds: [{ merchantIds: [merchantId], waves: [{ at: world.clock.now.toISOString(), count: 100 }] }],
  };
}

async function draft(scene: Scene): Promise<string> {
  const body = campaignBody(scene.world, await fullCampaign(scene));
  return (await scene.officer.api('POST /campaigns', { body })).id;
}
const published = async (scene: Scene, different: PlantedCampaign = {}) =>
  plantCampaign(scene.world, { ...(await fullCampaign(scene)), ...different });

const onDraft = async (scene: Scene, by: By = scene.officer): Promise<Call> => ({
  token: by.token,
  params: { id: await draft(scene) },
});
const onPublished = async (scene: Scene, by: By = scene.officer): Promise<Call> => ({
  token: by.token,
  params: { id: (await published(scene)).campaignId },
  body: { reason: '活动现场下大雨' },
});

export const campaignProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /campaigns': async (scene, by = scene.officer) => {
    await published(scene);
    return { token: by.token };
  },
  'GET /campaigns/:id': onPublished,
  'POST /campaigns': async (scene, by = scene.officer) => ({
    token: by.token,
    body: campaignBody(scene.world, await fullCampaign(scene)),
  }),
  'POST /campaigns/:id': async (scene, by) => ({
    ...(await onDraft(scene, by)),
    body: campaignBody(scene.world, { ...(await fullCampaign(scene)), title: '改过的活动' }),
  }),
  'POST /campaigns/:id/list': async (scene, by) => {
    const [one] = await plantMembers(scene.world, 1);
    return { ...(await onDraft(scene, by)), body: { numbers: `${one?.number}\n37079999999999` } };
  },
  'POST /campaigns/:id/list/clear': onDraft,
  'POST /campaigns/:id/publish': async (scene, by = scene.officer) => {
    await steppedUp(scene, by.token);
    return onDraft(scene, by);
  },
  'POST /campaigns/:id/pause': onPublished,
  'POST /campaigns/:id/resume': async (scene, by) => {
    const call = await onPublished(scene, by);
    await scene.world.sql(`UPDATE campaign SET state = 'paused' WHERE id = ?`, [call.params?.id]);
    return call;
  },
  'POST /campaigns/:id/end': onPublished,
  'POST /campaigns/:id/stock': async (scene, by = scene.officer) => {
    await steppedUp(scene, by.token);
    const { campaignId, kindIds } = await published(scene);
    const body = { kindId: kindIds[0], total: 150, reason: '报名的人比预计的多' };
    return { token: by.token, params: { id: campaignId }, body };
  },
};
