/** A member books a slot, stands in its line, answers an offer, or gives the place back. */

import { sayTime } from '@niangjia/shared/rules/days';
import { bookingPhaseOf } from '@niangjia/shared/rules/events';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { bookPlace, type Claimant, waitForPlace } from '../places/claim';
import type { PlaceClaim } from '../places/entity';
import { cancelClaim, declineOffer, takeOffer } from '../places/leave';
import { loadKnown } from '../vouchers/entitled';
import { barrierFor, holderOf, tierOf } from './entitled';
import { type FoundEvent, loadSlot, SELECT_EVENT } from './load';
import { showBooking } from './mine';
import { tellBooked, tellChanges } from './tell';

/** Who asks, with what right. Refusals NOT_FOUND, BOOKING_EARLY, BOOKING_OVER, NOT_ENTITLED. */
async function claimantFor(ask: Ask, slotId: string): Promise<{ event: FoundEvent; who: Claimant }> {
  const slot = await loadSlot(ask, slotId);
  const [event] = await query<FoundEvent>(ask.db, `${SELECT_EVENT} WHERE e.id = ?`, [slot.eventId]);
  if (!event || event.openedAt === null) throw new Refusal('NOT_FOUND');
  const at = ask.now.toISOString();
  const phase = bookingPhaseOf(event, at);
  if (phase === 'soon')
    throw new Refusal('BOOKING_EARLY', { sentence: `还没有到预约时间，${sayTime(event.bookFrom)} 开始。` });
  if (phase === 'over' || at >= slot.closesAt) throw new Refusal('BOOKING_OVER');
  const known = await loadKnown(ask, personOf(ask).personId);
  const barrier = await barrierFor(ask, event, known);
  if (barrier) throw new Refusal('NOT_ENTITLED', { sentence: barrier.sentence });
  const { personId } = known;
  return { event, who: { personId, holder: holderOf(ask.kit, event.id, known), tier: tierOf(event, known) } };
}

/** Asked once the slot is held: whoever calls an event off takes its slots afterwards. Refusal BOOKING_OVER. */
async function mustStillBeOpen(ask: Ask, eventId: string): Promise<void> {
  const [event] = await query<{ state: string }>(ask.db, 'SELECT state FROM union_event WHERE id = ?', [eventId]);
  if (event?.state !== 'open') throw new Refusal('BOOKING_OVER');
}

/** Refusals of `POST /bookings`. */
export async function bookSlot(ask: Ask, slotId: string) {
  const { event, who } = await claimantFor(ask, slotId);
  const { id, changes } = await bookPlace(ask, slotId, who);
  await mustStillBeOpen(ask, event.id);
  await tellChanges(ask, changes);
  await tellBooked(ask, id);
  ask.about(`booking:${id}`, { event: event.id, slot: slotId });
  return showBooking(ask, id);
}

/** Refusals of `POST /bookings/wait`. */
export async function waitForSlot(ask: Ask, slotId: string) {
  const { event, who } = await claimantFor(ask, slotId);
  const { id, changes } = await waitForPlace(ask, slotId, who);
  await mustStillBeOpen(ask, event.id);
  await tellChanges(ask, changes);
  ask.about(`booking:${id}`, { event: event.id, slot: slotId });
  return showBooking(ask, id);
}

/** Throws NOT_FOUND for another person's, and for what is no booking of an event. */
async function mustBeOwn(ask: Ask, id: string): Promise<void> {
  const [claim] = await query<Pick<PlaceClaim, 'personId'>>(
    ask.db,
    'SELECT c.personId FROM place_claim c JOIN event_slot s ON s.id = c.lotId WHERE c.id = ?',
    [id],
  );
  if (claim?.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `booking:${id}` });
  ask.about(`booking:${id}`);
}

/** Booked or waiting; the next is called up and told. Refusals NOT_FOUND, BOOKING_STATE, BOOKING_BEGUN. */
export async function cancelBooking(ask: Ask, id: string) {
  await mustBeOwn(ask, id);
  await tellChanges(ask, await cancelClaim(ask, id));
  return showBooking(ask, id);
}

/** Refusals NOT_FOUND, OFFER_OVER. */
export async function takeBooking(ask: Ask, id: string) {
  await mustBeOwn(ask, id);
  await takeOffer(ask, id);
  await tellBooked(ask, id);
  return showBooking(ask, id);
}

/** Refusals NOT_FOUND, OFFER_OVER. */
export async function declineBooking(ask: Ask, id: string) {
  await mustBeOwn(ask, id);
  await tellChanges(ask, await declineOffer(ask, id));
  return showBooking(ask, id);
}
