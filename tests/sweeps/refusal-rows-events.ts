/** How each refusal of events and bookings comes about. */
import type { Key } from '@niangjia/shared/contract/index';
import type { Different } from '../event-world';
import { send } from './cast';
import { ask, bodyOf, changed, closed, type How, missing, NOWHERE, scene, twice } from './refusal-stage';
import { bookedFor, bookIn, draftOf, eventProbes, fullOf, type Keys, openOf } from './rows-events';
import { memberOf } from './rows-vouchers';

const sql = (text: string, values: unknown[]) => scene.world.sql(text, values);

/** A good call on an event whose state has become another one meanwhile. */
const whenIt =
  (key: Keys, state: 'open' | 'cancelled'): How =>
  async () => {
    const call = await eventProbes[key](scene);
    const id = call.params?.id ?? '';
    await sql('UPDATE union_event SET state = ? WHERE id = ? OR id IN (SELECT eventId FROM event_slot WHERE id = ?)', [
      state,
      id,
      id,
    ]);
    return send(scene, key, call);
  };

/** Books or waits in a slot of an event of this kind, as a new member. */
const entering =
  (key: 'POST /bookings' | 'POST /bookings/wait', given: Different | 'full', before?: string): How =>
  async () => {
    const { token } = await memberOf(scene);
    const { id, slotId } = given === 'full' ? await fullOf(scene) : await openOf(scene, given);
    if (before) await sql(before, [id]);
    return send(scene, key, { token, body: { slotId } });
  };
const bookedTwice =
  (key: 'POST /bookings' | 'POST /bookings/wait'): How =>
  async () => {
    const { token } = await memberOf(scene);
    const body = { slotId: (await openOf(scene)).slotId };
    await send(scene, 'POST /bookings', { token, body });
    return send(scene, key, { token, body });
  };
const enteringRows = (key: 'POST /bookings' | 'POST /bookings/wait'): Record<string, How> => ({
  [`${key} NOT_FOUND`]: () => changed(key, { slotId: NOWHERE }),
  [`${key} NOT_ENTITLED`]: entering(key, { audience: { minAge: 100 } }),
  [`${key} BOOKING_EARLY`]: entering(
    key,
    {},
    "UPDATE union_event SET bookFrom = '2027-01-01T00:00:00.000Z', bookUntil = '2027-02-01T00:00:00.000Z' WHERE id = ?",
  ),
  [`${key} BOOKING_OVER`]: entering(key, {}, "UPDATE union_event SET state = 'ended' WHERE id = ?"),
  [`${key} BOOKED_ALREADY`]: bookedTwice(key),
});

/** A booking of one's own whose row has changed meanwhile. */
const mineWhen =
  (key: Keys, change: string): How =>
  async () => {
    const { token, personId } = await memberOf(scene);
    const { id } = await bookedFor(scene, personId);
    await sql(change, [id]);
    return send(scene, key, { token, params: { id } });
  };
const CANCELLED = "UPDATE place_claim SET state = 'cancelled' WHERE id = ?";
const LAPSED = "UPDATE place_claim SET state = 'lapsed' WHERE id = ?";
const BEGUN = `UPDATE place_lot SET closesAt = '2026-11-01T00:00:00.000Z'
  WHERE id = (SELECT lotId FROM place_claim WHERE id = ?)`;

const ARRIVALS = 'POST /events/:id/arrivals';
const QUOTA = 'POST /event-slots/:id/quota';
const MOVE = 'POST /event-slots/:id/move';

async function fewerThanTaken() {
  const { slotId } = await openOf(scene, { reservedUntil: null, slots: [{ total: 2 }] });
  for (let nth = 0; nth < 2; nth += 1) await bookIn(scene, slotId, (await memberOf(scene)).personId);
  return ask(QUOTA, { params: { id: slotId }, body: { total: 1, reserved: 0 } });
}

export const eventRefusals: Record<string, How> = {
  'GET /events/:id NOT_FOUND': missing('GET /events/:id'),
  'GET /events/:id/bookings NOT_FOUND': missing('GET /events/:id/bookings'),
  'POST /events NOT_FOUND': () => changed('POST /events', { unionId: NOWHERE }),
  'POST /events UNION_CLOSED': async () => {
    const body = await bodyOf('POST /events');
    return closed(() => ask('POST /events', { body }));
  },
  'POST /events EVENT_RULES': () => changed('POST /events', { latitude: null }),
  'POST /events/:id NOT_FOUND': missing('POST /events/:id'),
  'POST /events/:id EVENT_STATE': whenIt('POST /events/:id', 'open'),
  'POST /events/:id EVENT_RULES': () => changed('POST /events/:id', { longitude: null }),
  'POST /events/:id/open NOT_FOUND': missing('POST /events/:id/open'),
  'POST /events/:id/open EVENT_STATE': () => twice('POST /events/:id/open'),
  'POST /events/:id/open EVENT_RULES': async () => {
    const { id } = await draftOf(scene);
    await sql("UPDATE union_event SET bookUntil = '2026-11-01T00:00:00.000Z' WHERE id = ?", [id]);
    return ask('POST /events/:id/open', { params: { id } });
  },
  'POST /events/:id/open UNION_CLOSED': async () => {
    const { id } = await draftOf(scene);
    return closed(() => send(scene, 'POST /events/:id/open', { token: scene.officer.token, params: { id } }));
  },
  'POST /events/:id/end NOT_FOUND': missing('POST /events/:id/end'),
  'POST /events/:id/end EVENT_STATE': () => twice('POST /events/:id/end'),
  'POST /events/:id/end EVENT_NOT_OVER': async () =>
    ask('POST /events/:id/end', { params: { id: (await openOf(scene)).id } }),
  'POST /events/:id/cancel NOT_FOUND': missing('POST /events/:id/cancel'),
  'POST /events/:id/cancel EVENT_STATE': () => twice('POST /events/:id/cancel'),
  [`${QUOTA} NOT_FOUND`]: missing(QUOTA),
  [`${QUOTA} EVENT_STATE`]: whenIt(QUOTA, 'cancelled'),
  [`${QUOTA} EVENT_RULES`]: () => changed(QUOTA, { reserved: 13 }),
  [`${QUOTA} PLACES_TAKEN`]: fewerThanTaken,
  [`${MOVE} NOT_FOUND`]: missing(MOVE),
  [`${MOVE} EVENT_STATE`]: whenIt(MOVE, 'cancelled'),
  [`${MOVE} EVENT_RULES`]: () => changed(MOVE, { endAt: '2026-11-01T00:00:00.000Z' }),
  [`${ARRIVALS} NOT_FOUND`]: () => changed(ARRIVALS, { bookingId: NOWHERE }),
  [`${ARRIVALS} EVENT_STATE`]: whenIt(ARRIVALS, 'cancelled'),
  [`${ARRIVALS} BOOKING_CODE_WRONG`]: () => ask(ARRIVALS, { body: { code: 'ABCD-2345' } }),
  [`${ARRIVALS} ARRIVED_ALREADY`]: () => twice(ARRIVALS),
  [`${ARRIVALS} ARRIVAL_EARLY`]: async () => {
    const { id, eventId } = await bookedFor(scene, (await memberOf(scene)).personId);
    return ask(ARRIVALS, { params: { id: eventId }, body: { bookingId: id } });
  },
  [`${ARRIVALS} BOOKING_STATE`]: async () => {
    const call = await eventProbes[ARRIVALS](scene);
    await sql(CANCELLED, [(call.body as { bookingId: string }).bookingId]);
    return send(scene, ARRIVALS, call);
  },
  'GET /open-events/:id NOT_FOUND': missing('GET /open-events/:id'),
  ...enteringRows('POST /bookings'),
  'POST /bookings PLACES_FULL': entering('POST /bookings', 'full'),
  'POST /bookings PLACES_KEPT': entering('POST /bookings', { slots: [{ total: 1, reserved: 1 }] }),
  ...enteringRows('POST /bookings/wait'),
  'POST /bookings/wait PLACES_FREE': entering('POST /bookings/wait', {}),
  'GET /bookings/:id NOT_FOUND': missing('GET /bookings/:id' as Key),
  'GET /bookings/:id/calendar NOT_FOUND': missing('GET /bookings/:id/calendar' as Key),
  'GET /bookings/:id/calendar BOOKING_STATE': mineWhen('GET /bookings/:id/calendar', CANCELLED),
  'POST /bookings/:id/cancel NOT_FOUND': missing('POST /bookings/:id/cancel'),
  'POST /bookings/:id/cancel BOOKING_STATE': mineWhen('POST /bookings/:id/cancel', LAPSED),
  'POST /bookings/:id/cancel BOOKING_BEGUN': mineWhen('POST /bookings/:id/cancel', BEGUN),
  'POST /bookings/:id/take NOT_FOUND': missing('POST /bookings/:id/take'),
  'POST /bookings/:id/take OFFER_OVER': mineWhen('POST /bookings/:id/take', LAPSED),
  'POST /bookings/:id/decline NOT_FOUND': missing('POST /bookings/:id/decline'),
  'POST /bookings/:id/decline OFFER_OVER': mineWhen('POST /bookings/:id/decline', LAPSED),
};
