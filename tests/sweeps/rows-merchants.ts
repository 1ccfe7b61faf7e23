/** Rows of the sweeps for merchants and settlements. */
import type { merchants } from '@niangjia/shared/contract/merchants';
import type { settlements } from '@niangjia/shared/contract/settlements';
import {
  cashierBody,
  givePayee,
  type Merchant,
  merchantBody,
  openMerchant,
  payeeBody,
  plantRedemption,
  plantUndo,
  shopBody,
} from '../settlement-plant';
import { sign } from '../two-persons';
import type { StaffMember } from '../world';
import { type By, type Call, type Scene, steppedUp } from './cast';

export type Keys = keyof typeof merchants | keyof typeof settlements;

export const merchantMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /merchants': /*                   */ '1 33 23233233332223333333 2',
  'GET /merchants/:id': /*               */ '1 33 23233233332223333333 4',
  'POST /merchants': /*                  */ '1 33 33233233333333333333 3',
  'POST /merchants/:id': /*              */ '1 33 33233233333333333333 3',
  'POST /merchants/:id/end': /*          */ '1 33 33233233333333333333 3',
  'POST /merchants/:id/payee': /*        */ '1 33 33233233333333333333 3',
  'POST /merchants/:id/shops': /*        */ '1 33 33233233333333333333 3',
  'POST /shops/:id': /*                  */ '1 33 33233233333333333333 3',
  'POST /shops/:id/close': /*            */ '1 33 33233233333333333333 3',
  'POST /shops/:id/cashiers': /*         */ '1 33 33233233333333333333 3',
  'POST /cashiers/:id/end': /*           */ '1 33 33233233333333333333 3',
  'GET /settlements': /*                 */ '1 33 33233233332223333333 3',
  'POST /settlements': /*                */ '1 33 33233233333333333333 3',
  'GET /settlements/:id': /*             */ '1 33 33233233332223333333 3',
  'GET /settlements/:id/lines': /*       */ '1 33 33233233332223333333 3',
  'GET /settlements/:id/file': /*        */ '1 33 33233233332223333333 3',
  'POST /settlements/:id/submit': /*     */ '1 33 33233233333333333333 3',
  'POST /settlements/:id/drop': /*       */ '1 33 33233233333333333333 3',
  'POST /settlements/:id/paid': /*       */ '1 33 33333333332333333333 3',
};

const inside = (list: string, names: string) => names.replace(/\S+/g, `${list}[].$&`);
const row = 'contractTo id name number quota.done quota.from quota.of quota.until running shops unionId unionName';
const plain =
  `${row} contactPhone contractFrom contractNumber endReason endedAt listFen mayManage payeeBank payeeJointId ` +
  'payeeMasked payeeName priceFen serviceTitle yearlyQuota';
const shop = inside('shopList', 'address closedAt id latitude longitude name offlinePerDay');
const cashier = inside('shopList', inside('cashiers', 'endedAt id name phoneMasked since'));
const merchant = `${plain} ${shop} ${cashier}`;
const act =
  'dueOn facts[].label facts[].value id kind mayRecall maySign missing[] needsStepUp overdue page proposedAt reason ' +
  'refusal signatures[].as signatures[].at signatures[].name signatures[].unionName state title unionId unionName';
const inList =
  'bankFen id lines lossFen merchantFen merchantId merchantName month number payFen preparedAt preparedBy spendFen ' +
  'state subsidyFen undone unionName';
const settlement = `${inList} jointId may.drop may.pay may.submit paidOn payeeAccount payeeBank payeeName reference`;

export const merchantFields: Partial<Record<Keys, string>> = {
  'GET /merchants': `${inside('items', row)} next`,
  'GET /merchants/:id': merchant,
  'POST /merchants': plain,
  'POST /merchants/:id': merchant,
  'POST /merchants/:id/end': merchant,
  'POST /merchants/:id/payee': act,
  'POST /merchants/:id/shops': `${plain} ${shop}`,
  'POST /shops/:id': merchant,
  'POST /shops/:id/close': merchant,
  'POST /shops/:id/cashiers': merchant,
  'POST /cashiers/:id/end': merchant,
  'GET /settlements': `${inside('items', inList)} ${inside('due', 'lines merchantId merchantName month payFen')} next`,
  'POST /settlements': settlement,
  'GET /settlements/:id': settlement,
  'GET /settlements/:id/lines': `${inside(
    'items',
    'at bankFen campaignTitle cashierName loss merchantFen nameMasked paysFen redemptionId shopName source spendFen ' +
      'subsidyFen title undo',
  )} next`,
  'POST /settlements/:id/submit': act,
  'POST /settlements/:id/drop': 'done',
  'POST /settlements/:id/paid': settlement,
};

/** Who prepares, pays and releases for the street. */
const cast = new WeakMap<Scene, Promise<Record<'preparer' | 'payer' | 'releaser', StaffMember>>>();
export function castOf(scene: Scene) {
  const known = cast.get(scene) ?? hire(scene);
  cast.set(scene, known);
  return known;
}
async function hire({ world }: Scene) {
  const preparer = await world.staff('protection');
  return { preparer, payer: await world.staff('payer'), releaser: await world.staff('releaser') };
}

export const PAID = { paidOn: '2026-11-23', reference: 'PZ-20261123-7' };
/** Fields that take any words. */
export const merchantWords = ['contractNumber', 'serviceTitle', 'address', 'bank', 'reference'];

const reason = { reason: '合同到期不再续签' };
const about = (id: string) => ({ params: { id } });
const { unionId: _, ...contract } = merchantBody('');

export const opened = async (scene: Scene): Promise<Merchant> =>
  openMerchant((await castOf(scene)).preparer, scene.world.unions.street.id);

/** A call of an officer about something of a merchant that runs. */
const onMerchant =
  (what: 'merchant' | 'shop' | 'cashier', body?: () => unknown) =>
  async (scene: Scene, by?: By): Promise<Call> => {
    const { preparer } = await castOf(scene);
    const { id, shopList } = await opened(scene);
    const [first] = shopList;
    const ids = { merchant: id, shop: first?.id ?? '', cashier: first?.cashiers[0]?.id ?? '' };
    return { token: (by ?? preparer).token, ...about(ids[what]), ...(body && { body: body() }) };
  };

/** A month with one redemption, one that was undone, and nothing settled. */
async function dueMerchant(scene: Scene): Promise<Merchant> {
  const made = await opened(scene);
  const { kit } = scene.world;
  await plantRedemption(kit, made, { onDay: '2026-10-08' });
  const wrong = await plantRedemption(kit, made, { onDay: '2026-10-09' });
  await plantUndo(kit, made, wrong, '2026-10-10');
  return made;
}

/** A settlement of the street, brought as far as `state`. */
export async function settlementIn(scene: Scene, state: 'draft' | 'signing' | 'released', payee = true) {
  const { world } = scene;
  const { preparer, payer, releaser } = await castOf(scene);
  const made = await dueMerchant(scene);
  if (payee) await givePayee(world, preparer, releaser, made.id);
  const { id } = await preparer.api('POST /settlements', { body: { merchantId: made.id, month: '2026-10' } });
  if (state === 'draft') return id;
  await steppedUp(scene, preparer.token);
  const { id: actId } = await preparer.api('POST /settlements/:id/submit', about(id));
  if (state === 'signing') return id;
  await sign(world, payer, actId);
  await sign(world, releaser, actId);
  return id;
}
export const onSettlement =
  (state: 'draft' | 'signing' | 'released', who: 'preparer' | 'payer' = 'preparer', body?: object) =>
  async (scene: Scene, by?: By): Promise<Call> => {
    const { token } = by ?? (await castOf(scene))[who];
    const id = await settlementIn(scene, state);
    await steppedUp(scene, token);
    return { token, ...about(id), ...(body !== undefined && { body }) };
  };

export const merchantProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /merchants': async (scene, by) => {
    await opened(scene);
    return { token: (by ?? (await castOf(scene)).preparer).token };
  },
  'GET /merchants/:id': onMerchant('merchant'),
  'POST /merchants': async (scene, by) => ({
    token: (by ?? (await castOf(scene)).preparer).token,
    body: merchantBody(scene.world.unions.street.id),
  }),
  'POST /merchants/:id': onMerchant('merchant', () => contract),
  'POST /merchants/:id/end': onMerchant('merchant', () => reason),
  'POST /merchants/:id/payee': async (scene, by) => {
    const call = await onMerchant('merchant', () => payeeBody)(scene, by);
    await steppedUp(scene, call.token ?? '');
    return call;
  },
  'POST /merchants/:id/shops': async (scene, by) => {
    const { preparer } = await castOf(scene);
    const { id } = await preparer.api('POST /merchants', { body: merchantBody(scene.world.unions.street.id) });
    return { token: (by ?? preparer).token, ...about(id), body: shopBody };
  },
  'POST /shops/:id': onMerchant('shop', () => shopBody),
  'POST /shops/:id/close': onMerchant('shop', () => reason),
  'POST /shops/:id/cashiers': onMerchant('shop', cashierBody),
  'POST /cashiers/:id/end': onMerchant('cashier', () => reason),
  'GET /settlements': async (scene, by) => {
    await dueMerchant(scene);
    await settlementIn(scene, 'draft');
    return { token: (by ?? (await castOf(scene)).preparer).token, query: { state: 'draft' } };
  },
  'POST /settlements': async (scene, by) => ({
    token: (by ?? (await castOf(scene)).preparer).token,
    body: { merchantId: (await dueMerchant(scene)).id, month: '2026-10' },
  }),
  'GET /settlements/:id': onSettlement('draft'),
  'GET /settlements/:id/lines': onSettlement('draft'),
  'GET /settlements/:id/file': onSettlement('draft'),
  'POST /settlements/:id/submit': onSettlement('draft'),
  'POST /settlements/:id/drop': onSettlement('draft'),
  'POST /settlements/:id/paid': onSettlement('released', 'payer', PAID),
};
