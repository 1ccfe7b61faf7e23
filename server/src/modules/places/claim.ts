/** What a person does: books a place or stands in the line. */
import { randomInt } from 'node:crypto';
import { CODE_LETTERS, freeFor } from '@niangjia/shared/rules/places';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce } from '../../core/sql';
import { type PlaceClaim, PlaceClaimTable } from './entity';
import { type Change, callUp } from './line';
import { holdLot, takeSeat } from './lot';

/** `holder`: 64 hexadecimal digits that are the same for the same natural person within the matter. */
export interface Claimant {
  personId: string;
  holder: string;
  tier: number;
}

const makeCode = (): string => Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');

const newClaim = (ask: Ask, lot: { id: string; matterId: string }, who: Claimant): PlaceClaim => ({
  ...{ id: ulid(), lotId: lot.id, matterId: lot.matterId, personId: who.personId, openHolder: who.holder },
  ...{ state: 'waiting', tier: who.tier, at: ask.now.toISOString(), bookedAt: null, offerUntil: null },
  ...{ usedAt: null, closedAt: null, ending: null, code: makeCode(), remindedAt: null },
});

async function mustBeFirst(ask: Ask, claim: PlaceClaim): Promise<void> {
  if (!(await insertOnce(ask.db, PlaceClaimTable, claim))) throw new Refusal('BOOKED_ALREADY');
}

/**
 * Books one place. What is free goes to the line first. The claim, and who was called up beside it.
 * Refusals BOOKED_ALREADY, BOOKING_OVER, PLACES_FULL, PLACES_KEPT (what is left is for the priority for now).
 */
export async function bookPlace(ask: Ask, lotId: string, who: Claimant): Promise<{ id: string; changes: Change[] }> {
  const changes = await callUp(ask, lotId);
  const lot = await holdLot(ask.db, lotId);
  const at = ask.now.toISOString();
  const claim: PlaceClaim = { ...newClaim(ask, lot, who), state: 'booked', bookedAt: at };
  await mustBeFirst(ask, claim);
  if (await takeSeat(ask.db, lot, who.tier, at)) return { id: claim.id, changes };
  if (at >= lot.closesAt) throw new Refusal('BOOKING_OVER');
  throw new Refusal(lot.taken < lot.total ? 'PLACES_KEPT' : 'PLACES_FULL');
}

/** Stands in the line. Refusals BOOKED_ALREADY, BOOKING_OVER, PLACES_FREE. */
export async function waitForPlace(ask: Ask, lotId: string, who: Claimant): Promise<{ id: string; changes: Change[] }> {
  const changes = await callUp(ask, lotId);
  const lot = await holdLot(ask.db, lotId);
  const at = ask.now.toISOString();
  const claim = newClaim(ask, lot, who);
  await mustBeFirst(ask, claim);
  if (at >= lot.closesAt) throw new Refusal('BOOKING_OVER');
  if (freeFor(lot, who.tier, at) > 0) throw new Refusal('PLACES_FREE');
  return { id: claim.id, changes };
}
