/** A member goes over to another union, as two cases in one: what each union says to it. */
import type { ChangeReason, TransferSide, TransferState } from '@niangjia/shared/rules/members';
import { day, hash, instant, key, optional, primary, table, text } from '../../../core/columns';

export interface Transfer {
  id: string;
  /** Receipt number, `ZH20261122-0001`. */
  number: string;
  membershipId: string;
  personId: string;
  reason: ChangeReason;
  state: TransferState;
  askedAt: string;
  /** The earlier last day of the sides that have not agreed: the clock of the queue. */
  dueOn: string;
  closedAt: string | null;
  refusedSide: TransferSide | null;
  /** The officer; null: the membership ended meanwhile. */
  refusedBy: string | null;
  refusal: string | null;
  /** The person while it is open, else null: unique, so that only one is open. */
  openPerson: string | null;
}
export const TransferTable = table<Transfer>(
  'transfer',
  {
    id: primary(key),
    number: text(30),
    membershipId: key,
    personId: key,
    reason: text(12),
    state: text(12),
    askedAt: instant,
    dueOn: day,
    closedAt: optional(instant),
    refusedSide: optional(text(4)),
    refusedBy: optional(key),
    refusal: optional(text(300)),
    openPerson: optional(key),
  },
  {
    uq_transfer_number: ['number'],
    uq_transfer_open_person: ['openPerson'],
    ix_transfer_queue: ['state', 'dueOn', 'id'],
    ix_transfer_person: ['personId', 'id'],
    ix_transfer_membership: ['membershipId'],
  },
  { fk_transfer_membership: ['membershipId', 'membership'] },
);

/** One of the two unions of a transfer. */
export interface TransferSideRow {
  id: string;
  transferId: string;
  side: TransferSide;
  unionId: string;
  /** The union that decides now: the side's own, or one above it once it rose. */
  heldBy: string;
  dueOn: string;
  risenAt: string | null;
  agreedAt: string | null;
  agreedBy: string | null;
  /** Index of the agreeing officer's ID number. The database refuses one natural person on both sides. */
  signer: string | null;
}
export const TransferSideTable = table<TransferSideRow>(
  'transfer_side',
  {
    id: primary(key),
    transferId: key,
    side: text(4),
    unionId: key,
    heldBy: key,
    dueOn: day,
    risenAt: optional(instant),
    agreedAt: optional(instant),
    agreedBy: optional(key),
    signer: optional(hash),
  },
  {
    uq_transfer_side: ['transferId', 'side'],
    uq_transfer_side_person: ['transferId', 'signer'],
    ix_transfer_side_union: ['unionId', 'transferId'],
    ix_transfer_side_held: ['heldBy', 'transferId'],
  },
  { fk_transfer_side_transfer: ['transferId', 'transfer'], fk_transfer_side_union: ['unionId', 'trade_union'] },
);

export const transferTables = [TransferTable, TransferSideTable];
