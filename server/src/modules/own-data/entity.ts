/** Closing of accounts, holds, links to one's own data, and what was erased. */
import type { ClosingState } from '@niangjia/shared/rules/own-data';
import { day, hash, instant, key, optional, primary, table, text } from '../../core/columns';

export interface Closing {
  id: string;
  /** Receipt number, `ZX20261123-0001`. */
  number: string;
  personId: string;
  /** The union that is asked: of the membership, else of the newest application, else the root. */
  unionId: string;
  /** SHA-256 of the token of the receipt, which is derived and stands nowhere. */
  tokenHash: string;
  state: Exclude<ClosingState, 'held'>;
  askedAt: string;
  dueOn: string;
  jointId: string | null;
  doneOn: string | null;
  /** The person while it is open, else null: unique, so that only one is open. */
  openPerson: string | null;
}
export const ClosingTable = table<Closing>(
  'closing',
  {
    id: primary(key),
    number: text(30),
    personId: key,
    unionId: key,
    tokenHash: hash,
    state: text(12),
    askedAt: instant,
    dueOn: day,
    jointId: optional(key),
    doneOn: optional(day),
    openPerson: optional(key),
  },
  {
    uq_closing_number: ['number'],
    uq_closing_token: ['tokenHash'],
    uq_closing_open_person: ['openPerson'],
    ix_closing_person: ['personId', 'id'],
    ix_closing_queue: ['state', 'dueOn', 'id'],
  },
  { fk_closing_person: ['personId', 'person'], fk_closing_union: ['unionId', 'trade_union'] },
);

/** A case of law keeps a person's data: no erasure, no retention (E11). */
export interface Hold {
  id: string;
  personId: string;
  membershipId: string;
  unionId: string;
  reason: string;
  placedAt: string;
  placedBy: string;
  liftedAt: string | null;
  liftedBy: string | null;
  /** The person while it holds, else null: unique. */
  openPerson: string | null;
}
export const HoldTable = table<Hold>(
  'hold',
  {
    id: primary(key),
    personId: key,
    membershipId: key,
    unionId: key,
    reason: text(300),
    placedAt: instant,
    placedBy: key,
    liftedAt: optional(instant),
    liftedBy: optional(key),
    openPerson: optional(key),
  },
  { uq_hold_open_person: ['openPerson'], ix_hold_person: ['personId'] },
  { fk_hold_person: ['personId', 'person'] },
);

/** A link to one's own data: good once. The file itself is made when it is fetched and kept nowhere. */
export interface OwnExport {
  id: string;
  personId: string;
  form: 'json' | 'xlsx';
  tokenHash: string;
  createdAt: string;
  until: string;
  fetchedAt: string | null;
}
export const OwnExportTable = table<OwnExport>(
  'own_export',
  {
    id: primary(key),
    personId: key,
    form: text(4),
    tokenHash: hash,
    createdAt: instant,
    until: instant,
    fetchedAt: optional(instant),
  },
  { uq_own_export_token: ['tokenHash'], ix_own_export_person: ['personId'], ix_own_export_until: ['until'] },
);

/** Whose data was erased: an id that leads to nobody any more. */
export interface Erasure {
  personId: string;
  at: string;
  why: 'closing' | 'retention';
  /** The joint act of a closing. */
  actId: string | null;
}
export const ErasureTable = table<Erasure>(
  'erasure',
  { personId: primary(key), at: instant, why: text(12), actId: optional(key) },
  { ix_erasure_at: ['at'] },
);

export const ownDataTables = [ClosingTable, HoldTable, OwnExportTable, ErasureTable];
