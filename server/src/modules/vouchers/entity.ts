/** Vouchers that were given, and entries for what is drawn or waited for. */
import type { Occupation } from '@niangjia/shared/rules/membership';
import type { EntryKind, EntryState, VoucherSource, VoucherState } from '@niangjia/shared/rules/vouchers';
import { day, hash, instant, int, key, optional, primary, table, text } from '../../core/columns';

export interface Voucher {
  id: string;
  kindId: string;
  campaignId: string;
  personId: string;
  /** Of the holder when it was given: what statistics count by. */
  unionId: string;
  occupation: Occupation;
  /** The natural person within this campaign, a keyed hash of the ID number: outlives a closed account. */
  holder: string;
  /** Which of the person's vouchers of this kind, from 1; null once it was given back: unique, so one too many fails. */
  nth: number | null;
  /** The ticket of the claim: the same ticket again finds this row. */
  ticket: string | null;
  /** What was written together: the audit has one row for it, with a digest of the vouchers' ids. */
  batch: string;
  source: VoucherSource;
  state: VoucherState;
  givenAt: string;
  givenOn: string;
  useUntil: string;
  extendedAt: string | null;
  usedAt: string | null;
  /** When it was given back or ran out. */
  closedAt: string | null;
  /** The last step whose code a shop has used: after an undo the old code stays dead. */
  lastStep: number;
  remindedAt: string | null;
}
export const VoucherTable = table<Voucher>(
  'voucher',
  {
    id: primary(key),
    kindId: key,
    campaignId: key,
    personId: key,
    unionId: key,
    occupation: text(20),
    holder: hash,
    nth: optional(int),
    ticket: optional(key),
    batch: key,
    source: text(8),
    state: text(10),
    givenAt: instant,
    givenOn: day,
    useUntil: day,
    extendedAt: optional(instant),
    usedAt: optional(instant),
    closedAt: optional(instant),
    lastStep: int,
    remindedAt: optional(instant),
  },
  {
    uq_voucher_holder: ['campaignId', 'holder', 'kindId', 'nth'],
    uq_voucher_ticket: ['ticket'],
    ix_voucher_person: ['personId', 'state', 'useUntil'],
    ix_voucher_campaign: ['campaignId', 'id'],
    ix_voucher_due: ['state', 'useUntil', 'id'],
    ix_voucher_batch: ['batch'],
  },
);

export interface VoucherEntry {
  id: string;
  kindId: string;
  campaignId: string;
  personId: string;
  unionId: string;
  occupation: Occupation;
  holder: string;
  ticket: string | null;
  kind: EntryKind;
  /** Public number within its kind, from 1. */
  number: number;
  state: EntryState;
  /** Place in the line: entries are served by it, the lowest first. Null while a draw has not been. */
  lineRank: number | null;
  /** The holder while it waits; null afterwards: unique by kind, so that nobody enters twice. */
  openHolder: string | null;
  at: string;
  closedAt: string | null;
  /** The voucher that came of it. */
  voucherId: string | null;
}
export const VoucherEntryTable = table<VoucherEntry>(
  'voucher_entry',
  {
    id: primary(key),
    kindId: key,
    campaignId: key,
    personId: key,
    unionId: key,
    occupation: text(20),
    holder: hash,
    ticket: optional(key),
    kind: text(4),
    number: int,
    state: text(8),
    lineRank: optional(int),
    openHolder: optional(hash),
    at: instant,
    closedAt: optional(instant),
    voucherId: optional(key),
  },
  {
    uq_entry_number: ['kindId', 'number'],
    uq_entry_open: ['kindId', 'openHolder'],
    uq_entry_ticket: ['ticket'],
    ix_entry_line: ['kindId', 'kind', 'state', 'lineRank'],
    ix_entry_holder: ['campaignId', 'holder'],
    ix_entry_person: ['personId', 'state'],
  },
);

export const voucherTables = [VoucherTable, VoucherEntryTable];
