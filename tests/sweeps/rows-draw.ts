/** Rows of the sweeps for draws, and for what a member does with an entry or a voucher that is not wanted or not yet used. */
import { workDraws } from '@niangjia/server/modules/campaigns/draw-give';
import { plantEntries } from '../entry-plant';
import { type PlantedCampaign, plantCampaign } from '../voucher-world';
import { type By, type Call, type Scene, steppedUp } from './cast';
import { campaignFields, fullCampaign } from './rows-campaigns';
import { memberOf, voucherAt, voucherFor } from './rows-vouchers';

type Keys =
  | 'POST /campaigns/:id/draw'
  | 'GET /campaigns/:id/draw'
  | 'POST /entries/:id/leave'
  | 'POST /vouchers/:id/return'
  | 'POST /vouchers/:id/extend';

export const drawMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'POST /campaigns/:id/draw': /*         */ '1 33 23233233333333333333 4',
  'GET /campaigns/:id/draw': /*          */ '2 22 22222222222222222222 2',
  'POST /entries/:id/leave': /*          */ '1 22 33333333333333333333 3',
  'POST /vouchers/:id/return': /*        */ '1 22 33333333333333333333 3',
  'POST /vouchers/:id/extend': /*        */ '1 22 33333333333333333333 3',
};

export const drawFields: Partial<Record<Keys, string>> = {
  'POST /campaigns/:id/draw': campaignFields['POST /campaigns/:id/pause'] ?? '',
  'POST /entries/:id/leave': 'done',
  'POST /vouchers/:id/return': voucherAt(''),
  'POST /vouchers/:id/extend': voucherAt(''),
};

/** A lottery whose entering closed a minute ago. */
async function lotteryOf(scene: Scene, given: PlantedCampaign = {}): Promise<string> {
  const before = (minutes: number) => new Date(scene.world.clock.now.getTime() - minutes * 60_000).toISOString();
  const { audience, kinds } = await fullCampaign(scene);
  const window = { claimFrom: before(60), claimUntil: before(1) };
  const plan = { way: 'lottery', audience, kinds, beacon: '11 月 30 日的双色球', ...window, ...given } as const;
  return (await plantCampaign(scene.world, plan)).campaignId;
}

export async function drawCall(scene: Scene, by: By = scene.officer, given?: PlantedCampaign): Promise<Call> {
  const id = await lotteryOf(scene, given);
  await steppedUp(scene, by.token);
  return { token: by.token, params: { id }, body: { beaconValue: '3 05 11 22' } };
}

/** A lottery that is drawn, without anybody in it. */
async function drawn(scene: Scene): Promise<string> {
  const id = await lotteryOf(scene);
  await scene.world.sql(`UPDATE campaign SET secret = ?, beaconValue = '3 05' WHERE id = ?`, ['0'.repeat(64), id]);
  await workDraws(scene.world.kit);
  return id;
}

async function entryOf(scene: Scene, by?: By): Promise<Call> {
  const { token, personId } = await memberOf(scene, by);
  const { campaignId, kindIds } = await plantCampaign(scene.world, { line: true });
  const at = { campaignId, kindId: kindIds[0] ?? '', kind: 'line' } as const;
  const [id = ''] = await plantEntries(scene.world, at, [{ personId }]);
  return { token, params: { id } };
}
export async function voucherCall(scene: Scene, by?: By, given?: PlantedCampaign): Promise<Call> {
  const { token, personId } = await memberOf(scene, by);
  return { token, params: { id: await voucherFor(scene, personId, given) } };
}

export const drawProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'POST /campaigns/:id/draw': (scene, by) => drawCall(scene, by),
  'GET /campaigns/:id/draw': async (scene, by) => ({
    ...(by && { token: by.token }),
    params: { id: await drawn(scene) },
  }),
  'POST /entries/:id/leave': entryOf,
  'POST /vouchers/:id/return': (scene, by) => voucherCall(scene, by),
  'POST /vouchers/:id/extend': (scene, by) => voucherCall(scene, by, { extendMonths: 3 }),
};
