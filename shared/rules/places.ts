/**
 * Places with a quota, a priority group and a waiting list, whatever they are places of. Instants are UTC.
 * A lot is a number of places that are alike; a claim is what one person has of it.
 */

export const claimStates = {
  booked: '已约上',
  waiting: '候补中',
  offered: '轮到您，待确认',
  cancelled: '已取消',
  lapsed: '已失效',
  used: '已到场',
} as const;
export type ClaimState = keyof typeof claimStates;

/** States in which a claim is worth something. A used one is not, but keeps its holder from a second place. */
export const isOpenClaim = (state: ClaimState): boolean =>
  state === 'booked' || state === 'waiting' || state === 'offered';

/** Who is called up first, and who alone may take what is reserved. */
export const PRIORITY = 0;
export const ORDINARY = 1;

export interface Lot {
  total: number;
  /** Booked, used and offered ones: a place is held while it is offered. */
  taken: number;
  /** Those of `taken` that have no priority. */
  ordinary: number;
  /** Of `total`: for the priority alone, as long as `reservedUntil` has not come. */
  reserved: number;
  reservedUntil: string | null;
}

/** Places that can be taken at an instant by one of this rank. `reservedUntil` itself is free for everybody. */
export function freeFor(lot: Lot, rank: number, at: string): number {
  const left = lot.total - lot.taken;
  const isKept = rank !== PRIORITY && lot.reservedUntil !== null && at < lot.reservedUntil;
  return Math.max(0, isKept ? Math.min(left, lot.total - lot.reserved - lot.ordinary) : left);
}

const HOUR = 3600_000;
/** The hours of Shanghai in which the time of an offer runs: nobody loses a place asleep. */
const OFFER_FROM_HOUR = 8;
const OFFER_UNTIL_HOUR = 21;

/**
 * Until when an offer stands that is made at an instant: so many hours between 8:00 and 21:00 of Shanghai, never
 * beyond `closesAt`. Made at 20:00 with 4 hours: until 11:00 of the next day.
 */
export function offerEnd(at: string, hours: number, closesAt: string): string {
  const local = Date.parse(at) + 8 * HOUR;
  let day = Math.floor(local / (24 * HOUR)) * 24 * HOUR;
  let from = Math.max(local, day + OFFER_FROM_HOUR * HOUR);
  let left = hours * HOUR;
  while (from + left > day + OFFER_UNTIL_HOUR * HOUR) {
    left -= Math.max(0, day + OFFER_UNTIL_HOUR * HOUR - from);
    day += 24 * HOUR;
    from = day + OFFER_FROM_HOUR * HOUR;
  }
  const end = new Date(from + left - 8 * HOUR).toISOString();
  return end < closesAt ? end : closesAt;
}

/** The alphabet of a booking's code: no letters that are read as numbers. Eight of them, shown as `ABCD-2345`. */
export const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A code as it was scanned or typed, in its one form. */
export const tidyCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
export const sayCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
