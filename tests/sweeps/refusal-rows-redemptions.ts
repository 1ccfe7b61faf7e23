/** How each refusal comes about that a redemption can meet, and the codes that a member shows. */
import type { Key } from '@niangjia/shared/contract/index';
import type { PlantedCampaign } from '../voucher-world';
import type { Answer } from '../world';
import { type Call, send } from './cast';
import { type How, missing, NOWHERE, scene } from './refusal-stage';
import {
  holderFor,
  lookFor,
  queueFor,
  redeemed,
  redeemFor,
  redemptionProbes,
  tillFor,
  undoFor,
} from './rows-redemptions';

const sql = (text: string, values: unknown[]) => scene.world.sql(text, values);
/** What ends a voucher, or keeps it from being used; the codes that it leads to. */
const STATES = {
  VOUCHER_USED: (id: string) => sql(`UPDATE voucher SET state = 'used' WHERE id = ?`, [id]),
  VOUCHER_EXPIRED: (id: string) => sql(`UPDATE voucher SET useUntil = '2026-01-01' WHERE id = ?`, [id]),
  VOUCHER_RETURNED: (id: string) => sql(`UPDATE voucher SET state = 'returned' WHERE id = ?`, [id]),
  VOUCHER_EARLY: (id: string) =>
    sql(`UPDATE campaign SET useFrom = '2027-01-01' WHERE id = (SELECT campaignId FROM voucher WHERE id = ?)`, [id]),
};
type Held = { till: { merchantId: string; shopId: string; cashierId: string }; voucherId: string };
const HERE = {
  NOT_HERE: (_: string, { merchantId }: Held['till']) =>
    sql('UPDATE merchant SET unionId = ? WHERE id = ?', [scene.world.unions.elsewhere.id, merchantId]),
};

/** A row for each of `ways`: makes the call, changes the world, sends it. */
const after = <Made extends { call: Call }>(
  key: Key,
  make: () => Promise<Made>,
  ways: Record<string, (made: Made) => Promise<unknown>>,
): Record<string, How> =>
  Object.fromEntries(
    Object.entries(ways).map(([code, change]) => [
      `${key} ${code}`,
      async (): Promise<Answer> => {
        const made = await make();
        await change(made);
        return send(scene, key, made.call);
      },
    ]),
  );
const gone = Object.fromEntries(
  Object.entries({ ...STATES, ...HERE }).map(([code, change]) => [
    code,
    ({ voucherId, till }: Held) => change(voucherId, till),
  ]),
);
const used = Object.fromEntries(
  Object.entries(STATES).map(([code, change]) => [code, ({ call }: { call: Call }) => change(call.params?.id ?? '')]),
);
const dead = ({ voucherId }: Held) => sql('UPDATE voucher SET lastStep = 2000000000 WHERE id = ?', [voucherId]);
const spending =
  (spendFen: number | null): How =>
  async () => {
    const { call } = await redeemFor(scene);
    return send(scene, 'POST /redemptions', { ...call, body: { ...call.body, spendFen } });
  };
const looking = async (code: string, call?: Call): Promise<Answer> => {
  const { token, body } = call ?? (await lookFor(scene)).call;
  const answer = { token: token ?? '', body: { ...(body as object), code } };
  return send(scene, 'POST /redemptions/look', answer);
};
const closedShop = (key: Key, make: () => Promise<{ till: Held['till']; call: Call }>) =>
  after(key, make, {
    NOT_FOUND: ({ till }) => sql('UPDATE shop SET closedAt = createdAt WHERE id = ?', [till.shopId]),
  });
const codeCall = async (given: PlantedCampaign = {}) => {
  const { token, voucherId } = await holderFor(scene, undefined, given);
  return { call: { token, params: { id: voucherId } } };
};
const offlineCall = async () => {
  const [{ call }, till] = [await codeCall(), await tillFor(scene)];
  return { till, call: { ...call, body: { shopId: till.shopId } } };
};
const packCall = async () => {
  const till = await tillFor(scene);
  return { till, call: { token: till.token, body: { shopId: till.shopId } } };
};
const notOffline = ({ till }: { till: Held['till'] }) =>
  sql('UPDATE shop SET offlinePerDay = 0 WHERE id = ?', [till.shopId]);
const deciding = (key: 'POST /undos/:id/agree' | 'POST /undos/:id/refuse'): Record<string, How> => {
  const by = async () => {
    const staff = await scene.world.staff('publicity');
    const { till, call } = await undoFor(scene, staff);
    return { till, staff, call: { ...call, ...(key.endsWith('refuse') && { body: { reason: '小票与核销相符' } }) } };
  };
  return {
    [`${key} NOT_FOUND`]: missing(key),
    ...after(key, by, {
      UNDO_OVER: ({ call }) => send(scene, key, call),
      NO_IDENTITY: ({ staff }) => sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [staff.id]),
      SAME_PERSON: ({ staff, till }) =>
        sql(
          `UPDATE staff_account SET personId =
             (SELECT p.id FROM person p JOIN cashier c ON c.phoneIndex = p.phoneIndex WHERE c.id = ?) WHERE id = ?`,
          [till.cashierId, staff.id],
        ),
    }),
  };
};

export const redemptionRefusals: Record<string, How> = {
  'GET /vouchers/:id/code NOT_FOUND': missing('GET /vouchers/:id/code'),
  ...after('GET /vouchers/:id/code', codeCall, used),
  'POST /vouchers/:id/offline-code NOT_FOUND': missing('POST /vouchers/:id/offline-code'),
  ...after('POST /vouchers/:id/offline-code', offlineCall, {
    ...used,
    SHOP_NOT_OFFLINE: notOffline,
    OFFLINE_FULL: async ({ till }) => {
      await sql('UPDATE shop SET offlinePerDay = 1 WHERE id = ?', [till.shopId]);
      const { call } = await codeCall();
      return send(scene, 'POST /vouchers/:id/offline-code', { ...call, body: { shopId: till.shopId } });
    },
  }),
  ...after('POST /redemptions/look', () => lookFor(scene), { ...gone, CODE_OLD: dead }),
  ...closedShop('POST /redemptions/look', () => lookFor(scene)),
  'POST /redemptions/look CODE_WRONG': () => looking('NJV1.wrong'),
  'POST /redemptions/look LOCKED': async () => {
    const { call } = await lookFor(scene);
    for (let nth = 0; nth < 10; nth += 1) await looking('NJV1.wrong', call);
    return looking('NJV1.wrong', call);
  },
  ...after('POST /redemptions', () => redeemFor(scene), { ...gone, PASS_OLD: dead }),
  ...closedShop('POST /redemptions', () => redeemFor(scene)),
  'POST /redemptions SPEND_TOO_LOW': spending(4999),
  'POST /redemptions SPEND_MISSING': spending(null),
  'GET /redemptions/today NOT_FOUND': async () => {
    const call = await redemptionProbes['GET /redemptions/today'](scene);
    return send(scene, 'GET /redemptions/today', { ...call, query: { shopId: NOWHERE } });
  },
  'POST /redemptions/:id/undo NOT_FOUND': missing('POST /redemptions/:id/undo'),
  'POST /redemptions/:id/undo UNDO_OVER': async () => {
    const { till, id } = await redeemed(scene);
    const call = { token: till.token, params: { id }, body: { reason: '收银员扫错了券' } };
    await send(scene, 'POST /redemptions/:id/undo', call);
    return send(scene, 'POST /redemptions/:id/undo', call);
  },
  ...closedShop('POST /offline-packs', packCall),
  ...after('POST /offline-packs', packCall, { SHOP_NOT_OFFLINE: notOffline }),
  'POST /offline-packs/:id/sync NOT_FOUND': missing('POST /offline-packs/:id/sync'),
  'POST /offline-packs/:id/sync QUEUE_BROKEN': async () => {
    const { call } = await queueFor(scene);
    const lines = call.body.lines.map((line) => ({ ...line, spendFen: 9900 }));
    return send(scene, 'POST /offline-packs/:id/sync', { ...call, body: { lines } });
  },
  ...deciding('POST /undos/:id/agree'),
  ...deciding('POST /undos/:id/refuse'),
  'GET /anomalies SPAN_TOO_LONG': async () => {
    const call = await redemptionProbes['GET /anomalies'](scene);
    return send(scene, 'GET /anomalies', { ...call, query: { from: '2026-01-01', to: '2026-04-03' } });
  },
};
