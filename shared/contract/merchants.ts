/** Merchants with their contract, shops and cashiers. */
import * as z from 'zod';
import { jointAct } from './joint';
import { cursor, day, type Entry, givenDay, givenId, id, instant, personName, phone, reason, words } from './parts';
import { fen, givenFen } from './voucher-parts';

const contractFields = {
  name: words(40),
  contactPhone: z.string().regex(/^[0-9-]{7,20}$/, '请填电话号码。'),
  contractNumber: words(40),
  contractFrom: givenDay,
  contractTo: givenDay,
  /** A service at an agreed price with a yearly quota (STA-5: 8 yuan, 1,000 a year); 0 quota: none. */
  serviceTitle: words(30, 0),
  listFen: givenFen,
  priceFen: givenFen,
  yearlyQuota: z.int().min(0).max(1_000_000),
};
const givenMerchant = z.strictObject({ unionId: givenId, ...contractFields });

const cashier = z.object({
  id,
  name: z.string(),
  phoneMasked: z.string(),
  since: instant,
  endedAt: instant.nullable(),
});
const shop = z.object({
  id,
  name: z.string(),
  address: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  offlinePerDay: z.int(),
  closedAt: instant.nullable(),
  cashiers: z.array(cashier),
});
const givenShop = z.strictObject({
  name: words(40),
  address: words(120),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  /** Redemptions a day without a network; 0: only with one. */
  offlinePerDay: z.int().min(0).max(200),
});

const merchantRow = z.object({
  id,
  number: z.string(),
  unionId: id,
  unionName: z.string(),
  name: z.string(),
  contractTo: day,
  running: z.boolean(),
  shops: z.int(),
  quota: z.object({ done: z.int(), of: z.int(), from: day, until: day }).nullable(),
});
const merchant = merchantRow.extend({
  contactPhone: z.string(),
  contractNumber: z.string(),
  contractFrom: day,
  serviceTitle: z.string(),
  listFen: fen,
  priceFen: fen,
  yearlyQuota: z.int(),
  payeeName: z.string().nullable(),
  payeeBank: z.string().nullable(),
  /** The last four digits; null: no account yet, nothing can be paid. */
  payeeMasked: z.string().nullable(),
  payeeJointId: id.nullable(),
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
  shopList: z.array(shop),
  mayManage: z.boolean(),
});

const two = ['STEP_UP_FIRST', 'NO_IDENTITY', 'JOINT_OPEN'] as const;

export const merchants = {
  'GET /merchants': {
    who: 'merchants.read',
    what: '查看合作商家',
    query: z.strictObject({ after: cursor.optional() }),
    reply: z.object({ items: z.array(merchantRow), next: z.string().nullable() }),
    refusals: [],
  },
  'GET /merchants/:id': { who: 'merchants.read', what: '查看一家商家', reply: merchant, refusals: ['NOT_FOUND'] },
  'POST /merchants': {
    who: 'merchants.manage',
    what: '登记商家',
    body: givenMerchant,
    reply: merchant,
    refusals: ['NOT_FOUND', 'UNION_CLOSED', 'CONTRACT_RULES'],
    once: true,
  },
  'POST /merchants/:id': {
    who: 'merchants.manage',
    what: '修改商家合同',
    body: z.strictObject(contractFields),
    reply: merchant,
    refusals: ['NOT_FOUND', 'CONTRACT_RULES', 'MERCHANT_ENDED'],
  },
  'POST /merchants/:id/end': {
    who: 'merchants.manage',
    what: '结束与商家的合作',
    body: z.strictObject({ reason }),
    reply: merchant,
    refusals: ['NOT_FOUND', 'MERCHANT_ENDED'],
  },
  /** A new account to pay to: takes effect when the head of finance has signed. */
  'POST /merchants/:id/payee': {
    who: 'merchants.manage',
    what: '提请登记收款账户',
    body: z.strictObject({
      name: words(60),
      bank: words(60),
      account: z.string().regex(/^\d{8,30}$/, '账号是 8 到 30 位数字。'),
    }),
    reply: jointAct,
    refusals: ['NOT_FOUND', ...two],
    once: true,
  },
  'POST /merchants/:id/shops': {
    who: 'merchants.manage',
    what: '登记门店',
    body: givenShop,
    reply: merchant,
    refusals: ['NOT_FOUND', 'MERCHANT_ENDED'],
    once: true,
  },
  'POST /shops/:id': {
    who: 'merchants.manage',
    what: '修改门店',
    body: givenShop,
    reply: merchant,
    refusals: ['NOT_FOUND', 'MERCHANT_ENDED'],
  },
  'POST /shops/:id/close': {
    who: 'merchants.manage',
    what: '关闭门店',
    body: z.strictObject({ reason }),
    reply: merchant,
    refusals: ['NOT_FOUND', 'MERCHANT_ENDED'],
  },
  /** By the phone number with which the cashier signs in. */
  'POST /shops/:id/cashiers': {
    who: 'merchants.manage',
    what: '登记核销员',
    body: z.strictObject({ name: personName, phone }),
    reply: merchant,
    refusals: ['NOT_FOUND', 'MERCHANT_ENDED', 'CASHIER_THERE'],
    once: true,
  },
  'POST /cashiers/:id/end': {
    who: 'merchants.manage',
    what: '结束核销员',
    body: z.strictObject({ reason }),
    reply: merchant,
    refusals: ['NOT_FOUND'],
  },
} as const satisfies Record<string, Entry>;
