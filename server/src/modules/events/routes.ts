import type { events } from '@niangjia/shared/contract/events';
import type { Routes } from '../../core/route';
import { listAttending, markArrival } from './attend';
import { bookSlot, cancelBooking, declineBooking, takeBooking, waitForSlot } from './book';
import { bookingCalendar } from './calendar';
import { listEvents } from './list';
import { describeEvent } from './load';
import { editEvent, makeEvent } from './make';
import { listBookings, nextBooking, showBooking } from './mine';
import { listOpen, showOpen } from './offered';
import { cancelEvent, endEvent, openEvent } from './run';
import { changeQuota, moveSlot } from './slots';

export const eventRoutes: Routes<keyof typeof events> = {
  'GET /events': (ask, { query }) => listEvents(ask, query),
  'GET /events/:id': (ask, { params }) => describeEvent(ask, params.id, 'events.read'),
  'POST /events': (ask, { body }) => makeEvent(ask, body),
  'POST /events/:id': (ask, { params, body }) => editEvent(ask, params.id, body),
  'POST /events/:id/open': (ask, { params }) => openEvent(ask, params.id),
  'POST /events/:id/end': (ask, { params }) => endEvent(ask, params.id),
  'POST /events/:id/cancel': (ask, { params, body }) => cancelEvent(ask, params.id, body.reason),
  'POST /event-slots/:id/quota': (ask, { params, body }) => changeQuota(ask, params.id, body),
  'POST /event-slots/:id/move': (ask, { params, body }) => moveSlot(ask, params.id, body),
  'GET /events/:id/bookings': (ask, { params, query }) => listAttending(ask, params.id, query),
  'POST /events/:id/arrivals': (ask, { params, body }) => markArrival(ask, params.id, body),
  'GET /open-events': (ask, { query }) => listOpen(ask, query),
  'GET /open-events/:id': (ask, { params }) => showOpen(ask, params.id),
  'POST /bookings': (ask, { body }) => bookSlot(ask, body.slotId),
  'POST /bookings/wait': (ask, { body }) => waitForSlot(ask, body.slotId),
  'GET /bookings': (ask, { query }) => listBookings(ask, query),
  'GET /bookings/next': (ask) => nextBooking(ask),
  'GET /bookings/:id': (ask, { params }) => showBooking(ask, params.id),
  'GET /bookings/:id/calendar': (ask, { params }) => bookingCalendar(ask, params.id),
  'POST /bookings/:id/cancel': (ask, { params }) => cancelBooking(ask, params.id),
  'POST /bookings/:id/take': (ask, { params }) => takeBooking(ask, params.id),
  'POST /bookings/:id/decline': (ask, { params }) => declineBooking(ask, params.id),
};
