/** Lots of places and what persons have of them. Nothing here knows what they are places of. */
import type { ClaimState } from '@niangjia/shared/rules/places';
import { hash, instant, int, key, optional, primary, table, text } from '../../core/columns';

export interface PlaceLot {
  /** Given by whoever makes it: the id of a slot, a class, a trip. */
  id: string;
  /** Whose lot it is, in one word: who is told of what the clock does to it. */
  kind: string;
  /** What a person can hold one place of: an event, a course. */
  matterId: string;
  total: number;
  /** Booked, used and offered. Changed only where it stays within `total`. */
  taken: number;
  /** Those of `taken` without priority. */
  ordinary: number;
  /** Of `total`, for the priority alone until `reservedUntil`. */
  reserved: number;
  reservedUntil: string | null;
  /** Hours for which an offer stands. */
  offerHours: number;
  /** From then on nothing is booked, waited for, offered or cancelled any more. */
  closesAt: string;
  /** Moves with every change: who changes a lot takes its row first. */
  turn: number;
}
export const PlaceLotTable = table<PlaceLot>(
  'place_lot',
  {
    id: primary(key),
    kind: text(12),
    matterId: key,
    total: int,
    taken: int,
    ordinary: int,
    reserved: int,
    reservedUntil: optional(instant),
    offerHours: int,
    closesAt: instant,
    turn: int,
  },
  { ix_lot_matter: ['matterId'] },
);

/** How a claim ended: by its person, by time (an offer; a lot that closed), by the organiser, with its account. */
export type ClaimEnding = 'own' | 'declined' | 'offer' | 'closed' | 'off' | 'account';

export interface PlaceClaim {
  id: string;
  lotId: string;
  matterId: string;
  personId: string;
  /** The natural person within this matter, while the claim is open or used: unique, so one place each. */
  openHolder: string | null;
  state: ClaimState;
  /** 0 comes first. */
  tier: number;
  /** When it was made: the order of the line. */
  at: string;
  bookedAt: string | null;
  offerUntil: string | null;
  usedAt: string | null;
  closedAt: string | null;
  ending: ClaimEnding | null;
  /** What its person shows; null once the person is forgotten. */
  code: string | null;
  remindedAt: string | null;
}
export const PlaceClaimTable = table<PlaceClaim>(
  'place_claim',
  {
    id: primary(key),
    lotId: key,
    matterId: key,
    personId: key,
    openHolder: optional(hash),
    state: text(10),
    tier: int,
    at: instant,
    bookedAt: optional(instant),
    offerUntil: optional(instant),
    usedAt: optional(instant),
    closedAt: optional(instant),
    ending: optional(text(10)),
    code: optional(text(8)),
    remindedAt: optional(instant),
  },
  {
    uq_claim_holder: ['matterId', 'openHolder'],
    uq_claim_code: ['code'],
    ix_claim_line: ['lotId', 'state', 'tier', 'at', 'id'],
    ix_claim_person: ['personId', 'id'],
    ix_claim_due: ['state', 'offerUntil'],
  },
);

export const placeTables = [PlaceLotTable, PlaceClaimTable];
