/** Redemption: a cashier scans with the phone; staff confirm an undo and look at what is odd. */
import * as z from 'zod';
import { redemptionSources, undoStates, worthKinds } from '../rules/vouchers';
import { cursor, day, type Entry, givenDay, givenId, id, instant, oneOf, reason } from './parts';
import { anomaly, bill, fen, givenFen } from './voucher-parts';

const redemption = z.object({
  id,
  at: instant,
  shopId: id,
  shopName: z.string(),
  title: z.string(),
  nameMasked: z.string(),
  source: oneOf(redemptionSources),
  bill,
  undo: oneOf(undoStates).nullable(),
});

const place = z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });

const undo = z.object({
  id,
  redemptionId: id,
  at: instant,
  reason: z.string(),
  state: oneOf(undoStates),
  askedBy: z.string(),
  shopName: z.string(),
  merchantName: z.string(),
  title: z.string(),
  nameMasked: z.string(),
  redeemedAt: instant,
  bill,
  refusal: z.string().nullable(),
  decidedBy: z.string().nullable(),
  mayDecide: z.boolean(),
});

const gone = ['VOUCHER_USED', 'VOUCHER_EXPIRED', 'VOUCHER_RETURNED', 'VOUCHER_EARLY', 'NOT_HERE'] as const;

export const redemptions = {
  'GET /cashier': {
    who: 'person',
    what: '查看我核销的门店',
    reply: z.object({
      shops: z.array(
        z.object({
          id,
          name: z.string(),
          merchantName: z.string(),
          offlinePerDay: z.int(),
          today: z.int(),
          todayOffFen: fen,
          /** Progress of the merchant's yearly quota; null without one. */
          quota: z.object({ done: z.int(), of: z.int(), until: day }).nullable(),
        }),
      ),
    }),
    refusals: [],
  },
  /** What a scanned code is worth here. Nothing is used up; wrong codes are counted and shut the door (G6). */
  'POST /redemptions/look': {
    who: 'person',
    what: '查验福利券',
    body: z.strictObject({ shopId: givenId, code: z.string().min(1, '请扫码。').max(600) }),
    reply: z.object({
      /** Good for one redemption within `until`. */
      pass: z.string(),
      until: instant,
      title: z.string(),
      campaignTitle: z.string(),
      nameMasked: z.string(),
      worth: oneOf(worthKinds),
      worthWords: z.string(),
      minSpendFen: fen,
      offFen: fen,
      listFen: fen,
      subsidyFen: fen,
      merchantFen: fen,
      bankFen: fen,
    }),
    refusals: ['NOT_FOUND', 'CODE_WRONG', 'CODE_OLD', 'LOCKED', ...gone],
    perMinute: 40,
  },
  /** The pass is the key of repeats: the same scan sent twice is one redemption. */
  'POST /redemptions': {
    who: 'person',
    what: '核销福利券',
    body: z.strictObject({
      pass: z.string().min(1, '请先扫码。').max(900),
      spendFen: givenFen.nullable(),
      place: place.nullable(),
    }),
    reply: redemption,
    refusals: ['NOT_FOUND', 'PASS_OLD', 'SPEND_TOO_LOW', 'SPEND_MISSING', ...gone],
    perMinute: 40,
  },
  'GET /redemptions/today': {
    who: 'person',
    what: '查看本店今天的核销',
    query: z.strictObject({ shopId: givenId, after: cursor.optional() }),
    reply: z.object({ items: z.array(redemption), next: z.string().nullable() }),
    refusals: ['NOT_FOUND'],
  },
  'POST /redemptions/:id/undo': {
    who: 'person',
    what: '申请撤销核销',
    body: z.strictObject({ reason }),
    reply: redemption,
    refusals: ['NOT_FOUND', 'UNDO_OVER'],
    once: true,
  },
  /** What a phone needs to redeem without a network on this day, at this shop. */
  'POST /offline-packs': {
    who: 'person',
    what: '领取离线核销包',
    body: z.strictObject({ shopId: givenId }),
    reply: z.object({
      id,
      shopId: id,
      onDay: day,
      /** How many redemptions, and how much in all, may be made offline today. */
      most: z.int(),
      mostOffFen: fen,
      /** Ed25519 public key, base64url, with which offline codes are checked on the phone. */
      publicKey: z.string(),
      /** 32 bytes, base64url: signs each line of the queue on this phone. */
      key: z.string(),
    }),
    refusals: ['NOT_FOUND', 'SHOP_NOT_OFFLINE'],
    perMinute: 10,
  },
  /** The queue of a phone, in its order. Sent again, each line has one effect. */
  'POST /offline-packs/:id/sync': {
    who: 'person',
    what: '上传离线核销',
    body: z.strictObject({
      lines: z
        .array(
          z.strictObject({
            seq: z.int().min(1).max(1000),
            code: z.string().max(600),
            spendFen: givenFen.nullable(),
            at: z.iso.datetime(),
            /** HMAC-SHA-256 of the line after its predecessor's, base64url. */
            mark: z.string().max(64),
          }),
        )
        .min(1)
        .max(100),
    }),
    reply: z.object({
      lines: z.array(
        z.object({
          seq: z.int(),
          /** `conflict`: already used elsewhere; the shop is paid, the loss is the union's. */
          outcome: z.enum(['redeemed', 'conflict', 'refused']),
          sentence: z.string(),
          redemption: redemption.nullable(),
        }),
      ),
    }),
    refusals: ['NOT_FOUND', 'QUEUE_BROKEN'],
    perMinute: 20,
  },
  'GET /undos': {
    who: 'redemptions.confirm',
    what: '查看撤销核销申请',
    query: z.strictObject({ state: oneOf(undoStates).optional(), after: cursor.optional() }),
    reply: z.object({ items: z.array(undo), next: z.string().nullable(), waiting: z.int() }),
    refusals: [],
  },
  'POST /undos/:id/agree': {
    who: 'redemptions.confirm',
    what: '同意撤销核销',
    reply: undo,
    refusals: ['NOT_FOUND', 'UNDO_OVER', 'NO_IDENTITY', 'SAME_PERSON'],
    once: true,
  },
  'POST /undos/:id/refuse': {
    who: 'redemptions.confirm',
    what: '不同意撤销核销',
    body: z.strictObject({ reason }),
    reply: undo,
    refusals: ['NOT_FOUND', 'UNDO_OVER', 'NO_IDENTITY', 'SAME_PERSON'],
    once: true,
  },
  'GET /anomalies': {
    who: 'redemptions.confirm',
    what: '查看核销异常',
    query: z.strictObject({ from: givenDay, to: givenDay }),
    reply: z.object({ at: instant, items: z.array(anomaly), cut: z.boolean() }),
    refusals: ['SPAN_TOO_LONG'],
  },
} as const satisfies Record<string, Entry>;
