/** Rows of the sweeps for events that members book by slot. */
import { sha256 } from '@niangjia/server/core/ids';
import { bookPlace, waitForPlace } from '@niangjia/server/modules/places/claim';
import { resizeLot } from '@niangjia/server/modules/places/run';
import type { events } from '@niangjia/shared/contract/events';
import { type Different, eventBody } from '../event-world';
import { inTx } from '../place-world';
import type { By, Call, Scene } from './cast';
import { memberOf } from './rows-vouchers';

export type Keys = keyof typeof events;

/** Fields of events that take any text. */
export const eventWords = ['placeName', 'address', 'bring'];

const read = '23222233333323333332';
const manage = '23222233333333333333';
const persons = '1 22 33333333333333333333 3';
const members = '1 23 33333333333333333333 3';
export const eventMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /events': /*                      */ `1 33 ${read} 2`,
  'GET /events/:id': /*                  */ `1 33 ${read} 4`,
  'GET /events/:id/bookings': /*         */ `1 33 ${read} 4`,
  'POST /events': /*                     */ `1 33 ${manage} 4`,
  'POST /events/:id': /*                 */ `1 33 ${manage} 4`,
  'POST /events/:id/open': /*            */ `1 33 ${manage} 4`,
  'POST /events/:id/end': /*             */ `1 33 ${manage} 4`,
  'POST /events/:id/cancel': /*          */ `1 33 ${manage} 4`,
  'POST /event-slots/:id/quota': /*      */ `1 33 ${manage} 4`,
  'POST /event-slots/:id/move': /*       */ `1 33 ${manage} 4`,
  'POST /events/:id/arrivals': /*        */ `1 33 ${manage} 4`,
  'GET /open-events': persons,
  'GET /open-events/:id': persons,
  'POST /bookings': members,
  'POST /bookings/wait': members,
  'GET /bookings': persons,
  'GET /bookings/next': persons,
  'GET /bookings/:id': persons,
  'GET /bookings/:id/calendar': persons,
  'POST /bookings/:id/cancel': persons,
  'POST /bookings/:id/take': persons,
  'POST /bookings/:id/decline': persons,
};

const inside = (at: string, names: string) => names.replace(/\S+/g, `${at}.$&`);
const face =
  'address bookFrom bookUntil endAt group id kind number phase placeName startAt state title unionId unionName';
const detail = 'audienceWords[] bring endReason latitude longitude priority[] reservedUntil words';
const row = `${face} arrived booked offered total waiting`;
const slot = 'endAt id reserved startAt total';
const runSlot = `${slot} arrived booked free offered waiting`;
const event =
  `${row} ${detail} audience.districts[] audience.firstTime audience.maxAge audience.minAge audience.occupations[] ` +
  `audience.unionIds[] createdAt createdBy may.edit may.run ${inside('slots[]', runSlot)}`;
const attending =
  'arrivedAt at endAt id isPriority missed nameMasked occupation offerUntil place slotId startAt state unionName';
const open = `${face} barrier.code barrier.sentence free isPriority mine.bookingId mine.slotId mine.state total waiting`;
const booking =
  'address arrivedAt at bring cancellable code endAt endReason eventId eventNumber group id kind latitude longitude ' +
  'missed offerUntil place placeName slotId startAt state title unionName unionPhone waiting';
const answer = `now ${inside('booking', booking)}`;

export const eventFields: Partial<Record<Keys, string>> = {
  'GET /events': `now next ${inside('items[]', row)}`,
  'GET /events/:id': event,
  'GET /events/:id/bookings': `now next ${inside('items[]', attending)}`,
  'POST /events': event,
  'POST /events/:id': event,
  'POST /events/:id/open': event,
  'POST /events/:id/end': event,
  'POST /events/:id/cancel': event,
  'POST /event-slots/:id/quota': event,
  'POST /event-slots/:id/move': event,
  'POST /events/:id/arrivals': `${inside('booking', attending)} ${inside('slot', runSlot)}`,
  'GET /open-events': `now next ${inside('items[]', open)}`,
  'GET /open-events/:id': `now ${inside('event', `${open} ${detail} unionPhone`)} ${inside('event.slots[]', `${slot} begun free keptFree waiting`)}`,
  'POST /bookings': answer,
  'POST /bookings/wait': answer,
  'GET /bookings': `now next ${inside('items[]', booking)}`,
  'GET /bookings/next': `now ${inside('next', booking)} ${inside('offer', booking)}`,
  'GET /bookings/:id': answer,
  'POST /bookings/:id/cancel': answer,
  'POST /bookings/:id/take': answer,
  'POST /bookings/:id/decline': answer,
};

/** An event in which every list has something, for the riders and couriers of the street. */
const fullBody = ({ world }: Scene, different: Different = {}) =>
  eventBody(world, {
    priority: ['COURIER'],
    audience: {
      unionIds: [world.unions.street.id, world.unions.rider.id],
      districts: ['3707'],
      occupations: ['COURIER', 'FOOD_RIDER'],
    },
    reservedUntil: new Date(world.clock.now.getTime() + 3600_000).toISOString(),
    slots: [{ reserved: 1 }],
    ...different,
  });

/** A draft of the street's officer, and its first slot. */
export async function draftOf(scene: Scene, different?: Different): Promise<{ id: string; slotId: string }> {
  const { id, slots } = await scene.officer.api('POST /events', { body: fullBody(scene, different) });
  return { id, slotId: slots[0]?.id ?? '' };
}
export async function openOf(scene: Scene, different?: Different): Promise<{ id: string; slotId: string }> {
  const draft = await draftOf(scene, different);
  await scene.officer.api('POST /events/:id/open', { params: { id: draft.id } });
  return draft;
}

const claimant = (personId: string) => ({ personId, holder: sha256(personId), tier: 1 });
/** A booking of this person in an event of its own. */
export async function bookedFor(scene: Scene, personId: string): Promise<{ id: string; eventId: string }> {
  const { id: eventId, slotId } = await openOf(scene);
  return { id: await bookIn(scene, slotId, personId), eventId };
}
export const bookIn = async ({ world }: Scene, slotId: string, personId: string): Promise<string> =>
  (await inTx(world, (ask) => bookPlace(ask, slotId, claimant(personId)))).id;
const waitIn = async ({ world }: Scene, slotId: string, personId: string): Promise<string> =>
  (await inTx(world, (ask) => waitForPlace(ask, slotId, claimant(personId)))).id;

/** An event without a free place: somebody else has the only one. */
export async function fullOf(scene: Scene): Promise<{ id: string; slotId: string }> {
  const event = await openOf(scene, { reservedUntil: null, slots: [{ total: 1 }] });
  await bookIn(scene, event.slotId, (await memberOf(scene)).personId);
  return event;
}
/** This person was called up from the line. */
async function offeredTo(scene: Scene, personId: string): Promise<string> {
  const { slotId } = await fullOf(scene);
  const id = await waitIn(scene, slotId, personId);
  await inTx(scene.world, (ask) => resizeLot(ask, slotId, { total: 2, reserved: 0 }));
  return id;
}

const onEvent = async (scene: Scene, by: By = scene.officer): Promise<Call> => {
  const { id } = await openOf(scene);
  return { token: by.token, params: { id }, body: { reason: '医院临时停诊' } };
};
const onDraft = async (scene: Scene, by: By = scene.officer): Promise<Call> => ({
  token: by.token,
  params: { id: (await draftOf(scene)).id },
});
const onBooking = async (scene: Scene, by?: By): Promise<Call> => {
  const { token, personId } = await memberOf(scene, by);
  return { token, params: { id: (await bookedFor(scene, personId)).id } };
};
const onOffer = async (scene: Scene, by?: By): Promise<Call> => {
  const { token, personId } = await memberOf(scene, by);
  return { token, params: { id: await offeredTo(scene, personId) } };
};
const asHolder = async (scene: Scene, by?: By): Promise<Call> => {
  const { token, personId } = await memberOf(scene, by);
  await bookedFor(scene, personId);
  await offeredTo(scene, personId);
  return { token };
};

export const eventProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /events': async (scene, by = scene.officer) => {
    await openOf(scene);
    return { token: by.token, query: { state: 'open', group: 'general' } };
  },
  'GET /events/:id': onEvent,
  'GET /events/:id/bookings': async (scene, by = scene.officer) => {
    const { id, slotId } = await fullOf(scene);
    return { token: by.token, params: { id }, query: { slotId, state: 'booked', sort: 'newest' } };
  },
  'POST /events': async (scene, by = scene.officer) => ({ token: by.token, body: fullBody(scene) }),
  'POST /events/:id': async (scene, by) => ({
    ...(await onDraft(scene, by)),
    body: fullBody(scene, { title: '改过的活动' }),
  }),
  'POST /events/:id/open': onDraft,
  'POST /events/:id/end': async (scene, by = scene.officer) => {
    const { id } = await openOf(scene);
    const over = new Date(scene.world.clock.now.getTime() - 1000).toISOString();
    await scene.world.sql('UPDATE union_event SET endAt = ? WHERE id = ?', [over, id]);
    return { token: by.token, params: { id } };
  },
  'POST /events/:id/cancel': onEvent,
  'POST /event-slots/:id/quota': async (scene, by = scene.officer) => ({
    token: by.token,
    params: { id: (await openOf(scene)).slotId },
    body: { total: 12, reserved: 2 },
  }),
  'POST /event-slots/:id/move': async (scene, by = scene.officer) => {
    const at = (hours: number) => new Date(scene.world.clock.now.getTime() + hours * 3600_000).toISOString();
    const body = { startAt: at(200), endAt: at(201), reason: '医院设备检修' };
    return { token: by.token, params: { id: (await openOf(scene)).slotId }, body };
  },
  'POST /events/:id/arrivals': async (scene, by = scene.officer) => {
    const { id, eventId } = await bookedFor(scene, (await memberOf(scene)).personId);
    await scene.world.sql('UPDATE event_slot SET startAt = ? WHERE eventId = ?', [
      scene.world.clock.now.toISOString(),
      eventId,
    ]);
    return { token: by.token, params: { id: eventId }, body: { bookingId: id } };
  },
  'GET /open-events': async (scene, by) => {
    const { token, personId } = await memberOf(scene, by);
    const at = (hours: number) => new Date(scene.world.clock.now.getTime() + hours * 3600_000).toISOString();
    // The next of all: it stands on the first page.
    const slots = [{ startAt: at(3), endAt: at(4), reserved: 1 }];
    await bookIn(scene, (await openOf(scene, { bookUntil: at(2), slots })).slotId, personId);
    return { token, query: { group: 'general' } };
  },
  'GET /open-events/:id': async (scene, by) => {
    const { token, personId } = await memberOf(scene, by);
    return { token, params: { id: (await bookedFor(scene, personId)).eventId } };
  },
  'POST /bookings': async (scene, by) => {
    const { token } = await memberOf(scene, by);
    return { token, body: { slotId: (await openOf(scene)).slotId } };
  },
  'POST /bookings/wait': async (scene, by) => {
    const { token } = await memberOf(scene, by);
    return { token, body: { slotId: (await fullOf(scene)).slotId } };
  },
  'GET /bookings': asHolder,
  'GET /bookings/next': asHolder,
  'GET /bookings/:id': onBooking,
  'GET /bookings/:id/calendar': onBooking,
  'POST /bookings/:id/cancel': onBooking,
  'POST /bookings/:id/take': onOffer,
  'POST /bookings/:id/decline': onOffer,
};
