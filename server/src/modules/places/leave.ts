/** A claim ends by its person: cancelled or declined; or its offer is taken. What it held goes to the next. */
import { isOpenClaim } from '@niangjia/shared/rules/places';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type ClaimEnding, type PlaceClaim, PlaceClaimTable } from './entity';
import { type Change, callUp } from './line';
import { freeSeats, holdLot } from './lot';

/** A claim by its id, as it is once its lot is held. Throws NOT_FOUND. */
export async function holdClaim(ask: Ask, id: string): Promise<{ claim: PlaceClaim; closesAt: string }> {
  const [found] = await query<PlaceClaim>(ask.db, 'SELECT lotId FROM place_claim WHERE id = ?', [id]);
  if (!found) throw new Refusal('NOT_FOUND');
  const { closesAt } = await holdLot(ask.db, found.lotId);
  const [claim] = await query<PlaceClaim>(ask.db, 'SELECT * FROM place_claim WHERE id = ?', [id]);
  if (!claim) throw new Refusal('NOT_FOUND');
  return { claim, closesAt };
}

/** Ends an open claim whose lot is held, and gives its place back. Calls nobody up. */
export async function endClaim(ask: Ask, claim: PlaceClaim, ending: ClaimEnding): Promise<void> {
  const { id, state, tier, lotId } = claim;
  const over = {
    state: ending === 'offer' || ending === 'closed' ? 'lapsed' : 'cancelled',
    ...{ ending, openHolder: null, offerUntil: null, closedAt: ask.now.toISOString() },
  } as const;
  if ((await update(ask.db, PlaceClaimTable, { id, state }, over)) === 0) throw new Refusal('BOOKING_STATE');
  if (state !== 'waiting') await freeSeats(ask.db, lotId, [tier]);
}

/** Booked or waiting; the next is called up. Refusals NOT_FOUND, BOOKING_STATE, BOOKING_BEGUN (the lot has closed). */
export async function cancelClaim(ask: Ask, id: string): Promise<Change[]> {
  const { claim, closesAt } = await holdClaim(ask, id);
  if (claim.state !== 'booked' && claim.state !== 'waiting') throw new Refusal('BOOKING_STATE');
  if (ask.now.toISOString() >= closesAt) throw new Refusal('BOOKING_BEGUN');
  await endClaim(ask, claim, 'own');
  return claim.state === 'booked' ? callUp(ask, claim.lotId) : [];
}

/** The offer of a held claim, as long as it stands: `offerUntil` itself is too late. Throws OFFER_OVER. */
async function standingOffer(ask: Ask, id: string): Promise<PlaceClaim> {
  const { claim } = await holdClaim(ask, id);
  if (claim.state !== 'offered' || ask.now.toISOString() >= (claim.offerUntil ?? '')) throw new Refusal('OFFER_OVER');
  return claim;
}

/** Refusals NOT_FOUND, OFFER_OVER. */
export async function takeOffer(ask: Ask, id: string): Promise<void> {
  await standingOffer(ask, id);
  const change = { state: 'booked', bookedAt: ask.now.toISOString(), offerUntil: null } as const;
  if ((await update(ask.db, PlaceClaimTable, { id, state: 'offered' }, change)) === 0) throw new Refusal('OFFER_OVER');
}

/** The place goes to the next. Refusals NOT_FOUND, OFFER_OVER. */
export async function declineOffer(ask: Ask, id: string): Promise<Change[]> {
  const claim = await standingOffer(ask, id);
  await endClaim(ask, claim, 'declined');
  return callUp(ask, claim.lotId);
}

/** Everything that a person has open in lots of one kind, given back: the account is closed. What was used stays. */
export async function leaveAll(ask: Ask, personId: string, kind: string): Promise<Change[]> {
  const open = await query<{ id: string }>(
    ask.db,
    `SELECT c.id FROM place_claim c JOIN place_lot l ON l.id = c.lotId
     WHERE c.personId = ? AND l.kind = ? AND c.state IN ('booked', 'waiting', 'offered') ORDER BY c.lotId`,
    [personId, kind],
  );
  const changes: Change[] = [];
  for (const { id } of open) {
    const { claim } = await holdClaim(ask, id);
    if (!isOpenClaim(claim.state)) continue;
    await endClaim(ask, claim, 'account');
    changes.push(...(await callUp(ask, claim.lotId)));
  }
  return changes;
}
