/** Vouchers, for members: what can be taken, taking it, the wallet, the code that a shop scans. */
import * as z from 'zod';
import { voucherStates } from '../rules/vouchers';
import { cursor, done, type Entry, givenId, instant, oneOf } from './parts';
import { entry, offer, shopToUse, voucher } from './voucher-parts';

export const vouchers = {
  'GET /offers': {
    who: 'person',
    what: '查看我能参加的福利活动',
    query: z.strictObject({ over: z.literal('1').optional(), after: cursor.optional() }),
    reply: z.object({
      /** The server's clock: countdowns go by it. */
      now: instant,
      items: z.array(offer),
      next: z.string().nullable(),
      /** Vouchers that I can use, and those whose last days have come. */
      usable: z.int(),
      ending: z.int(),
    }),
    refusals: [],
  },
  'GET /offers/:id': {
    who: 'person',
    what: '查看一个福利活动',
    reply: z.object({ now: instant, offer }),
    refusals: ['NOT_FOUND'],
  },
  /** Asked for when the page opens. A claim counts from `from` on; one ticket, one claim. */
  'POST /offers/:id/ticket': {
    who: 'person',
    what: '取领取凭证',
    reply: z.object({ ticket: z.string(), from: instant, until: instant }),
    refusals: ['NOT_FOUND', 'NOT_ENTITLED'],
    audit: false,
    perMinute: 12,
  },
  /** The ticket is the key of repeats: the same ticket has one effect and gets the same answer. */
  'POST /offers/:id/claim': {
    who: 'person',
    what: '领取福利券',
    body: z.strictObject({ kindId: givenId, ticket: z.string().min(1).max(900) }),
    reply: z.object({
      /** `given`: the voucher is there. `entered`: takes part in the draw. `waiting`: stands in the line. */
      outcome: z.enum(['given', 'entered', 'waiting']),
      voucher: voucher.nullable(),
      entry: entry.nullable(),
    }),
    refusals: [
      'NOT_FOUND',
      'TICKET_BAD',
      'TICKET_EARLY',
      'TICKET_OLD',
      'NOT_ENTITLED',
      'CLAIM_EARLY',
      'CLAIM_OVER',
      'CLAIM_PAUSED',
      'SOLD_OUT',
      'ALL_TAKEN_TODAY',
      'TAKEN_ALREADY',
      'TAKEN_TODAY',
      'BUSY',
    ],
    perMinute: 20,
  },
  'POST /entries/:id/leave': {
    who: 'person',
    what: '退出抽签或候补',
    reply: done,
    refusals: ['NOT_FOUND', 'ENTRY_OVER'],
  },
  'GET /vouchers': {
    who: 'person',
    what: '查看我的福利券',
    query: z.strictObject({ state: oneOf(voucherStates).optional(), after: cursor.optional() }),
    reply: z.object({ now: instant, items: z.array(voucher), next: z.string().nullable() }),
    refusals: [],
  },
  'GET /vouchers/:id': {
    who: 'person',
    what: '查看一张福利券',
    reply: z.object({ voucher, shops: z.array(shopToUse), nameMasked: z.string() }),
    refusals: ['NOT_FOUND'],
  },
  'GET /vouchers/:id/code': {
    who: 'person',
    what: '取福利券动态码',
    reply: z.object({ code: z.string(), seconds: z.int(), step: z.int() }),
    refusals: ['NOT_FOUND', 'VOUCHER_USED', 'VOUCHER_EXPIRED', 'VOUCHER_RETURNED', 'VOUCHER_EARLY'],
    perMinute: 30,
  },
  /** For a shop without a network: good for this voucher, this shop and today (security.md G5). */
  'POST /vouchers/:id/offline-code': {
    who: 'person',
    what: '取离线码',
    body: z.strictObject({ shopId: givenId }),
    reply: z.object({ code: z.string(), until: instant }),
    refusals: [
      'NOT_FOUND',
      'VOUCHER_USED',
      'VOUCHER_EXPIRED',
      'VOUCHER_RETURNED',
      'VOUCHER_EARLY',
      'SHOP_NOT_OFFLINE',
      'OFFLINE_FULL',
    ],
    perMinute: 10,
  },
  'POST /vouchers/:id/return': {
    who: 'person',
    what: '退回福利券',
    reply: voucher,
    refusals: ['NOT_FOUND', 'VOUCHER_USED', 'VOUCHER_EXPIRED', 'VOUCHER_RETURNED'],
  },
  'POST /vouchers/:id/extend': {
    who: 'person',
    what: '延长福利券有效期',
    reply: voucher,
    refusals: ['NOT_FOUND', 'VOUCHER_USED', 'VOUCHER_EXPIRED', 'VOUCHER_RETURNED', 'NOT_EXTENDABLE'],
  },
} as const satisfies Record<string, Entry>;
