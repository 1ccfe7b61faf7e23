/** Settlements: what a merchant is paid for a month, line by line, with three persons for the money. */
import * as z from 'zod';
import { redemptionSources, settlementStates } from '../rules/vouchers';
import { jointAct } from './joint';
import { cursor, day, done, type Entry, givenDay, givenId, id, instant, oneOf, words } from './parts';
import { fen } from './voucher-parts';

const settlementRow = z.object({
  id,
  number: z.string(),
  merchantId: id,
  merchantName: z.string(),
  unionName: z.string(),
  /** `2026-10` */
  month: z.string(),
  state: oneOf(settlementStates),
  lines: z.int(),
  undone: z.int(),
  spendFen: fen,
  /** What the union pays the merchant: its own part, and the bank's that it passes on. */
  payFen: fen,
  subsidyFen: fen,
  bankFen: fen,
  merchantFen: fen,
  /** Of the pay: offline redemptions of a voucher that was used before. */
  lossFen: fen,
  preparedBy: z.string(),
  preparedAt: instant,
});
const settlement = settlementRow.extend({
  jointId: id.nullable(),
  payeeName: z.string().nullable(),
  payeeBank: z.string().nullable(),
  /** In full for who pays and releases, else the last four digits. */
  payeeAccount: z.string().nullable(),
  paidOn: day.nullable(),
  reference: z.string().nullable(),
  may: z.object({ submit: z.boolean(), drop: z.boolean(), pay: z.boolean() }),
});
const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应如 2026-10。');
const two = ['STEP_UP_FIRST', 'NO_IDENTITY', 'JOINT_OPEN'] as const;

export const settlements = {
  'GET /settlements': {
    who: 'settlements.read',
    what: '查看结算',
    query: z.strictObject({ state: oneOf(settlementStates).optional(), after: cursor.optional() }),
    reply: z.object({
      items: z.array(settlementRow),
      next: z.string().nullable(),
      /** Months over and not settled, oldest first: merchant, month, lines, what would be paid. */
      due: z.array(
        z.object({ merchantId: id, merchantName: z.string(), month: z.string(), lines: z.int(), payFen: fen }),
      ),
    }),
    refusals: [],
  },
  /** Gathers all redemptions of a merchant up to the end of a month that no settlement has yet. */
  'POST /settlements': {
    who: 'settlements.prepare',
    what: '编制结算单',
    body: z.strictObject({ merchantId: givenId, month }),
    reply: settlement,
    refusals: ['NOT_FOUND', 'MONTH_NOT_OVER', 'NOTHING_TO_SETTLE', 'SETTLED_ALREADY'],
    once: true,
  },
  'GET /settlements/:id': {
    who: 'settlements.read',
    what: '查看一张结算单',
    reply: settlement,
    refusals: ['NOT_FOUND'],
    audit: true,
  },
  'GET /settlements/:id/lines': {
    who: 'settlements.read',
    what: '查看结算明细',
    query: z.strictObject({ after: cursor.optional() }),
    reply: z.object({
      items: z.array(
        z.object({
          redemptionId: id,
          at: instant,
          shopName: z.string(),
          cashierName: z.string(),
          campaignTitle: z.string(),
          title: z.string(),
          nameMasked: z.string(),
          source: oneOf(redemptionSources),
          /** An undo of an earlier line stands with negative amounts. */
          undo: z.boolean(),
          loss: z.boolean(),
          spendFen: fen,
          subsidyFen: fen,
          merchantFen: fen,
          bankFen: fen,
          paysFen: fen,
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: ['NOT_FOUND'],
  },
  'GET /settlements/:id/file': {
    who: 'settlements.read',
    what: '导出结算单',
    reply: z.any(),
    refusals: ['NOT_FOUND'],
    audit: true,
    file: 'out',
  },
  /** Cashier and head of finance sign. */
  'POST /settlements/:id/submit': {
    who: 'settlements.prepare',
    what: '提交结算单付款',
    reply: jointAct,
    refusals: ['NOT_FOUND', 'SETTLEMENT_STATE', 'PAYEE_MISSING', ...two],
    once: true,
  },
  'POST /settlements/:id/drop': {
    who: 'settlements.prepare',
    what: '作废未提交的结算单',
    reply: done,
    refusals: ['NOT_FOUND', 'SETTLEMENT_STATE'],
  },
  'POST /settlements/:id/paid': {
    who: 'payments.make',
    what: '登记结算付款',
    body: z.strictObject({ paidOn: givenDay, reference: words(40) }),
    reply: settlement,
    refusals: ['NOT_FOUND', 'SETTLEMENT_STATE', 'STEP_UP_FIRST'],
    once: true,
  },
} as const satisfies Record<string, Entry>;
