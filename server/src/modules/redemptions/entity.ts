/** What shops have redeemed, undone, and done without a network. */
import type { RedemptionSource, UndoState } from '@niangjia/shared/rules/vouchers';
import { day, flag, hash, instant, int, key, optional, primary, table, text } from '../../core/columns';

/**
 * One use of a voucher at a shop, or its undo: a row of its own with negative amounts, so that every sum is a plain
 * sum. Nothing is changed afterwards but the settlement that a row belongs to.
 */
export interface Redemption {
  id: string;
  voucherId: string;
  kindId: string;
  campaignId: string;
  merchantId: string;
  shopId: string;
  cashierId: string;
  /** The holder of the voucher. */
  personId: string;
  source: RedemptionSource;
  /** Of an undo: the row that it undoes; unique. */
  undoOf: string | null;
  /** The voucher, on the one row that uses it up; null on undone ones, undos and offline conflicts: unique. */
  liveVoucher: string | null;
  /** The pass of the scan, or pack and line of an offline queue: the same again finds this row. Unique. */
  pass: string;
  /** An offline redemption of a voucher that was used before: the shop is paid, the union bears it. */
  loss: boolean;
  spendFen: number;
  offFen: number;
  subsidyFen: number;
  merchantFen: number;
  bankFen: number;
  paysFen: number;
  at: string;
  onDay: string;
  /** Millionths of a degree, where the phone was; null: not told. */
  latitude: number | null;
  longitude: number | null;
  settlementId: string | null;
}
export const RedemptionTable = table<Redemption>(
  'redemption',
  {
    id: primary(key),
    voucherId: key,
    kindId: key,
    campaignId: key,
    merchantId: key,
    shopId: key,
    cashierId: key,
    personId: key,
    source: text(8),
    undoOf: optional(key),
    liveVoucher: optional(key),
    pass: text(60),
    loss: flag,
    spendFen: int,
    offFen: int,
    subsidyFen: int,
    merchantFen: int,
    bankFen: int,
    paysFen: int,
    at: instant,
    onDay: day,
    latitude: optional(int),
    longitude: optional(int),
    settlementId: optional(key),
  },
  {
    uq_redemption_live: ['liveVoucher'],
    uq_redemption_undo: ['undoOf'],
    uq_redemption_pass: ['pass'],
    ix_redemption_voucher: ['voucherId'],
    ix_redemption_shop: ['shopId', 'onDay', 'id'],
    ix_redemption_settlement: ['settlementId', 'id'],
    ix_redemption_due: ['merchantId', 'settlementId', 'onDay'],
    ix_redemption_campaign: ['campaignId', 'kindId', 'onDay'],
    ix_redemption_day: ['onDay', 'shopId', 'at'],
    ix_redemption_person: ['personId'],
  },
);

export interface RedemptionUndo {
  id: string;
  redemptionId: string;
  /** The redemption while it waits; null afterwards: unique. */
  openRedemption: string | null;
  state: UndoState;
  reason: string;
  cashierId: string;
  /** Natural persons: index of the ID number where there is one, else of the phone. They must differ. */
  asker: string;
  at: string;
  decidedBy: string | null;
  decider: string | null;
  decidedAt: string | null;
  refusal: string | null;
}
export const RedemptionUndoTable = table<RedemptionUndo>(
  'redemption_undo',
  {
    id: primary(key),
    redemptionId: key,
    openRedemption: optional(key),
    state: text(8),
    reason: text(300),
    cashierId: key,
    asker: hash,
    at: instant,
    decidedBy: optional(key),
    decider: optional(hash),
    decidedAt: optional(instant),
    refusal: optional(text(300)),
  },
  { uq_undo_open: ['openRedemption'], ix_undo_redemption: ['redemptionId'], ix_undo_state: ['state', 'id'] },
);

/** What a cashier's phone was given for one shop and day; its key signs each line of the queue. */
export interface OfflinePack {
  id: string;
  shopId: string;
  cashierId: string;
  onDay: string;
  keySealed: string;
  /** The last line that came, and its mark. */
  seq: number;
  mark: string;
  issuedAt: string;
}
export const OfflinePackTable = table<OfflinePack>(
  'offline_pack',
  {
    id: primary(key),
    shopId: key,
    cashierId: key,
    onDay: day,
    keySealed: text(200),
    seq: int,
    mark: text(64),
    issuedAt: instant,
  },
  { ix_pack_shop: ['shopId', 'onDay'] },
);

/** An offline code that was handed out: good for one voucher at one shop on one day. */
export interface OfflineCode {
  id: string;
  voucherId: string;
  shopId: string;
  onDay: string;
  issuedAt: string;
}
export const OfflineCodeTable = table<OfflineCode>(
  'offline_code',
  { id: primary(key), voucherId: key, shopId: key, onDay: day, issuedAt: instant },
  { uq_offline_code: ['voucherId', 'shopId', 'onDay'], ix_offline_code_shop: ['shopId', 'onDay'] },
);

export const redemptionTables = [RedemptionTable, RedemptionUndoTable, OfflinePackTable, OfflineCodeTable];
