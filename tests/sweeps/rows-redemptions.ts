/** Rows of the sweeps for redemption, and for the codes that a member shows. */
import { createHmac } from 'node:crypto';
import type { redemptions } from '@niangjia/shared/contract/redemptions';
import { type PlantedCampaign, plantMerchant } from '../voucher-world';
import { type By, type Call, person, type Scene, send, subjectOf } from './cast';
import { memberOf, voucherFor } from './rows-vouchers';

type Keys = keyof typeof redemptions | 'GET /vouchers/:id/code' | 'POST /vouchers/:id/offline-code';
const persons = '1 22 33333333333333333333 3';

export const redemptionMatrix: Record<Keys, string> = {
  'GET /vouchers/:id/code': persons,
  'POST /vouchers/:id/offline-code': persons,
  'GET /cashier': persons,
  'POST /redemptions/look': persons,
  'POST /redemptions': persons,
  'GET /redemptions/today': persons,
  'POST /redemptions/:id/undo': persons,
  'POST /offline-packs': persons,
  'POST /offline-packs/:id/sync': persons,
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /undos': /*                       */ '1 33 33233233333333333333 3',
  'POST /undos/:id/agree': /*            */ '1 33 33233233333333333333 3',
  'POST /undos/:id/refuse': /*           */ '1 33 33233233333333333333 3',
  'GET /anomalies': /*                   */ '1 33 33233233333333333333 3',
};

const bill = 'bill.bankFen bill.merchantFen bill.offFen bill.paysFen bill.spendFen bill.subsidyFen';
const redemption = `at ${bill} id nameMasked shopId shopName source title undo`;
const undo =
  `askedBy at ${bill} decidedBy id mayDecide merchantName nameMasked reason redeemedAt redemptionId refusal shopName ` +
  'state title';
const under = (prefix: string, fields: string): string => fields.replaceAll(/(^| )/g, `$1${prefix}`);

export const redemptionFields: Record<Keys, string> = {
  'GET /vouchers/:id/code': 'code seconds step',
  'POST /vouchers/:id/offline-code': 'code until',
  'GET /cashier':
    'shops[].id shops[].merchantName shops[].name shops[].offlinePerDay shops[].quota.done shops[].quota.of ' +
    'shops[].quota.until shops[].today shops[].todayOffFen',
  'POST /redemptions/look':
    'bankFen campaignTitle listFen merchantFen minSpendFen nameMasked offFen pass subsidyFen title until worth worthWords',
  'POST /redemptions': redemption,
  'GET /redemptions/today': `${under('items[].', redemption)} next`,
  'POST /redemptions/:id/undo': redemption,
  'POST /offline-packs': 'id key most mostOffFen onDay publicKey shopId',
  'POST /offline-packs/:id/sync': `lines[].outcome ${under('lines[].redemption.', redemption)} lines[].sentence lines[].seq`,
  'GET /undos': `${under('items[].', undo)} next waiting`,
  'POST /undos/:id/agree': undo,
  'POST /undos/:id/refuse': undo,
  'GET /anomalies':
    'at cut items[].at items[].cashierName items[].key items[].kind items[].merchantName items[].redemptionIds[] ' +
    'items[].shopId items[].shopName items[].words',
};

/** A shop that may go offline, whose cashier is the caller, or somebody new. */
export async function tillFor(scene: Scene, by?: By) {
  const token = by?.token ?? (await person(scene)).token;
  const { world } = scene;
  const merchant = await plantMerchant(world);
  await world.sql('UPDATE shop SET offlinePerDay = 20 WHERE id = ?', [merchant.shopId]);
  for (const column of ['phoneIndex', 'openPhone'])
    await world.sql(`UPDATE cashier SET ${column} = (SELECT phoneIndex FROM person WHERE id = ?) WHERE id = ?`, [
      subjectOf(token),
      merchant.cashierId,
    ]);
  return { ...merchant, token };
}

/** A member, or the caller, with a voucher. */
export async function holderFor(scene: Scene, by?: By, given: PlantedCampaign = {}) {
  const { token, personId } = await memberOf(scene, by);
  return { token, voucherId: await voucherFor(scene, personId, given) };
}

/** A shop's look at a member's code; `till` and `voucherId` for what is changed before it is sent. */
export async function lookFor(scene: Scene, by?: By, given: PlantedCampaign = {}) {
  const [till, held] = [await tillFor(scene, by), await holderFor(scene, undefined, given)];
  const shown = { token: held.token, params: { id: held.voucherId } };
  const { code } = (await send(scene, 'GET /vouchers/:id/code', shown)).body;
  return { till, voucherId: held.voucherId, call: { token: till.token, body: { shopId: till.shopId, code } } };
}

/** The redemption of what a shop has looked at. */
export async function redeemFor(scene: Scene, by?: By) {
  const { till, voucherId, call: look } = await lookFor(scene, by);
  const { pass } = (await send(scene, 'POST /redemptions/look', look)).body;
  const place = { latitude: 36.68, longitude: 118.47 };
  return { till, voucherId, call: { token: till.token, body: { pass, spendFen: 6000, place } } };
}

export async function redeemed(scene: Scene, by?: By) {
  const { till, voucherId, call } = await redeemFor(scene, by);
  const { id } = (await send(scene, 'POST /redemptions', call)).body as { id: string };
  return { till, voucherId, id };
}

/** An undo that waits, and who decides it: the caller, or somebody new. */
export async function undoFor(scene: Scene, by?: By) {
  const { till, id } = await redeemed(scene);
  const call = { token: till.token, params: { id }, body: { reason: '收银员扫错了券' } };
  await send(scene, 'POST /redemptions/:id/undo', call);
  const [row] = await scene.world.sql<{ id: string }>('SELECT id FROM redemption_undo WHERE redemptionId = ?', [id]);
  const { token } = by ?? (await scene.world.staff('protection'));
  return { till, call: { token, params: { id: row?.id ?? '' } } };
}

/** A queue of one line. */
export async function queueFor(scene: Scene, by?: By) {
  const [till, held] = [await tillFor(scene, by), await holderFor(scene)];
  const { shopId, token } = till;
  const pack = (await send(scene, 'POST /offline-packs', { token, body: { shopId } })).body;
  const asked = { token: held.token, params: { id: held.voucherId }, body: { shopId } };
  const { code } = (await send(scene, 'POST /vouchers/:id/offline-code', asked)).body;
  const at = scene.world.clock.now.toISOString();
  const mark = createHmac('sha256', Buffer.from(pack.key, 'base64url'))
    .update(['', 1, code, 6000, at].join('\n'))
    .digest('base64url');
  const lines = [{ seq: 1, code, spendFen: 6000, at, mark }];
  return { till, call: { token, params: { id: pack.id as string }, body: { lines } } };
}

const days = (scene: Scene) => {
  const today = new Date(scene.world.clock.now.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
  return { from: today, to: today };
};

export const redemptionProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /vouchers/:id/code': async (scene, by) => {
    const { token, voucherId } = await holderFor(scene, by);
    return { token, params: { id: voucherId } };
  },
  'POST /vouchers/:id/offline-code': async (scene, by) => {
    const { token, voucherId } = await holderFor(scene, by);
    return { token, params: { id: voucherId }, body: { shopId: (await tillFor(scene)).shopId } };
  },
  'GET /cashier': async (scene, by) => ({ token: (await tillFor(scene, by)).token }),
  'POST /redemptions/look': async (scene, by) => (await lookFor(scene, by)).call,
  'POST /redemptions': async (scene, by) => (await redeemFor(scene, by)).call,
  'GET /redemptions/today': async (scene, by) => {
    const { till } = await redeemed(scene, by);
    return { token: till.token, query: { shopId: till.shopId } };
  },
  'POST /redemptions/:id/undo': async (scene, by) => {
    const { till, id } = await redeemed(scene, by);
    return { token: till.token, params: { id }, body: { reason: '收银员扫错了券' } };
  },
  'POST /offline-packs': async (scene, by) => {
    const { token, shopId } = await tillFor(scene, by);
    return { token, body: { shopId } };
  },
  'POST /offline-packs/:id/sync': async (scene, by) => (await queueFor(scene, by)).call,
  'GET /undos': async (scene, by) => ({ token: (await undoFor(scene, by)).call.token, query: { state: 'asked' } }),
  'POST /undos/:id/agree': async (scene, by) => (await undoFor(scene, by)).call,
  'POST /undos/:id/refuse': async (scene, by) => ({
    ...(await undoFor(scene, by)).call,
    body: { reason: '小票与核销相符，不是扫错' },
  }),
  'GET /anomalies': async (scene, by) => {
    const { till } = await redeemed(scene);
    await scene.world.sql('UPDATE shop SET latitude = 36000000, longitude = 118000000 WHERE id = ?', [till.shopId]);
    return { token: (by ?? (await scene.world.staff('protection'))).token, query: days(scene) };
  },
};
