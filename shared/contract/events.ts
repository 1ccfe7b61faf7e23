/** Events that members book by slot: made and run by staff; booked, waited for and attended by members. */
import * as z from 'zod';
import { bookingPhases, eventGroups, eventKinds, eventLimits, eventStates } from '../rules/events';
import { occupations } from '../rules/membership';
import { claimStates } from '../rules/places';
import { cursor, type Entry, givenId, givenInstant, id, instant, oneOf, reason, words } from './parts';

const places = z
  .int('请填名额。')
  .min(1, '名额至少 1 个。')
  .max(eventLimits.places, `一场最多 ${eventLimits.places} 个名额。`);
const kept = z.int('请填优先名额。').min(0, '优先名额不能是负数。').max(eventLimits.places);

const givenEvent = z.strictObject({
  /** The organiser; stays what it was when a draft is changed. */
  unionId: givenId,
  title: words(40, 2),
  words: words(eventLimits.words, 0),
  group: oneOf(eventGroups),
  kind: oneOf(eventKinds),
  placeName: words(40, 2),
  address: words(120, 2),
  /** Degrees; both or none. */
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  /** Booking is open from the first instant on, up to before the second. */
  bookFrom: givenInstant,
  bookUntil: givenInstant,
  /** What to bring, how to prepare (空腹). */
  bring: words(eventLimits.bring, 0),
  audience: z.strictObject({
    unionIds: z.array(givenId).max(50),
    districts: z.array(z.string().regex(/^(\d{4}|\d{6})$/, '地区代码是 4 位或 6 位数字。')).max(50),
    occupations: z.array(oneOf(occupations)).max(30),
    /** Only who has never come to an event of the organiser. */
    firstTime: z.boolean(),
    minAge: z.int().min(16).max(120).nullable(),
    maxAge: z.int().min(16).max(120).nullable(),
  }),
  /** Kinds of work that are called up first and may take what is reserved; empty: nobody comes first. */
  priority: z.array(oneOf(occupations)).max(30),
  /** From this instant on what is still reserved is for everybody; null when no slot reserves any. */
  reservedUntil: givenInstant.nullable(),
  slots: z
    .array(z.strictObject({ startAt: givenInstant, endAt: givenInstant, total: places, reserved: kept }))
    .min(1, '请至少加一个场次。')
    .max(eventLimits.slots, `最多 ${eventLimits.slots} 个场次。`),
});

const slot = z.object({
  id,
  startAt: instant,
  endAt: instant,
  total: z.int(),
  /** Of the total, for the priority alone until `reservedUntil`. */
  reserved: z.int(),
});

/** A slot as staff see it. `offered`: places that wait for an answer. */
const runSlot = slot.extend({
  booked: z.int(),
  offered: z.int(),
  waiting: z.int(),
  arrived: z.int(),
  free: z.int(),
});

const face = {
  id,
  number: z.string(),
  unionId: id,
  unionName: z.string(),
  title: z.string(),
  group: oneOf(eventGroups),
  kind: oneOf(eventKinds),
  state: oneOf(eventStates),
  placeName: z.string(),
  address: z.string(),
  bookFrom: instant,
  bookUntil: instant,
  /** Start of the first slot, end of the last. */
  startAt: instant,
  endAt: instant,
};

const detail = {
  words: z.string(),
  bring: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  priority: z.array(oneOf(occupations)),
  reservedUntil: instant.nullable(),
  /** In plain words, a line each. */
  audienceWords: z.array(z.string()),
  endReason: z.string().nullable(),
};

/** One row of the staff's list, with the sums over its slots. */
const eventRow = z.object({
  ...face,
  phase: oneOf(bookingPhases),
  total: z.int(),
  booked: z.int(),
  offered: z.int(),
  waiting: z.int(),
  arrived: z.int(),
});

/** An event as staff see it. */
const event = eventRow.extend({
  ...detail,
  audience: z.object({
    unionIds: z.array(id),
    districts: z.array(z.string()),
    occupations: z.array(oneOf(occupations)),
    firstTime: z.boolean(),
    minAge: z.int().nullable(),
    maxAge: z.int().nullable(),
  }),
  slots: z.array(runSlot),
  createdBy: z.string(),
  createdAt: instant,
  /** `edit`: a draft; `run`: open, so quota, times, end, cancel and arrivals. */
  may: z.object({ edit: z.boolean(), run: z.boolean() }),
});

/** A booking as staff see it. */
const bookingRow = z.object({
  id,
  nameMasked: z.string(),
  /** Of the membership as it is now; null when it has ended. */
  unionName: z.string().nullable(),
  occupation: oneOf(occupations).nullable(),
  isPriority: z.boolean(),
  slotId: id,
  startAt: instant,
  endAt: instant,
  state: oneOf(claimStates),
  /** Booked, and the slot went by without an arrival. */
  missed: z.boolean(),
  at: instant,
  /** Place in the line of its slot, from 1; null when it does not wait. */
  place: z.int().nullable(),
  offerUntil: instant.nullable(),
  arrivedAt: instant.nullable(),
});

/** Why this person may not book, and what would change that. */
const barrier = z.object({ code: z.string(), sentence: z.string() });

/** What I have of an event now, to lead there; null: nothing. */
const mine = z.object({ bookingId: id, slotId: id, state: oneOf(claimStates) }).nullable();

/** An event as a member sees it in the list. */
const openEvent = z.object({
  ...face,
  phase: oneOf(bookingPhases),
  total: z.int(),
  /** Places that I could take now in slots that have not begun, whatever the phase; reserved ones count for the priority alone. */
  free: z.int(),
  waiting: z.int(),
  /** I belong to those who come first. */
  isPriority: z.boolean(),
  barrier: barrier.nullable(),
  mine,
});

const fullOpenEvent = openEvent.extend({
  ...detail,
  unionPhone: z.string().nullable(),
  slots: z.array(
    slot.extend({
      /** That I could take now; 0 once it has begun. */
      free: z.int(),
      /** Left for those who come first, and closed to me; 0 when I am one of them. */
      keptFree: z.int(),
      /** How many wait in its line. */
      waiting: z.int(),
      /** It has begun: neither booked nor waited for any more. */
      begun: z.boolean(),
    }),
  ),
});

/** A booking as its holder sees it. */
const booking = z.object({
  id,
  eventId: id,
  eventNumber: z.string(),
  title: z.string(),
  group: oneOf(eventGroups),
  kind: oneOf(eventKinds),
  unionName: z.string(),
  unionPhone: z.string().nullable(),
  placeName: z.string(),
  address: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  bring: z.string(),
  slotId: id,
  startAt: instant,
  endAt: instant,
  state: oneOf(claimStates),
  /** Booked, and the slot went by without an arrival. */
  missed: z.boolean(),
  /** When it was made. */
  at: instant,
  /** Place in the line, from 1, and how many wait in all; null and 0 when it does not wait. */
  place: z.int().nullable(),
  waiting: z.int(),
  /** An offer stands until then; afterwards it goes to the next. */
  offerUntil: instant.nullable(),
  /** The text of the QR that is shown at the entrance, eight letters and digits; null unless booked. */
  code: z.string().nullable(),
  arrivedAt: instant.nullable(),
  /** Why it ended, in words; null while it is open and when it was used. */
  endReason: z.string().nullable(),
  /** It can be cancelled now (booked or waiting, and the slot has not begun). */
  cancellable: z.boolean(),
});

const answer = z.object({ now: instant, booking });
const acts = ['NOT_FOUND', 'EVENT_STATE'] as const;
const entering = ['NOT_FOUND', 'NOT_ENTITLED', 'BOOKING_EARLY', 'BOOKING_OVER', 'BOOKED_ALREADY'] as const;

export const events = {
  // staff
  'GET /events': {
    who: 'events.read',
    what: '查看预约活动',
    query: z.strictObject({
      state: oneOf(eventStates).optional(),
      group: oneOf(eventGroups).optional(),
      after: cursor.optional(),
    }),
    reply: z.object({ now: instant, items: z.array(eventRow), next: z.string().nullable() }),
    refusals: [],
  },
  'GET /events/:id': { who: 'events.read', what: '查看一个预约活动', reply: event, refusals: ['NOT_FOUND'] },
  'POST /events': {
    who: 'events.manage',
    what: '新建预约活动',
    body: givenEvent,
    reply: event,
    refusals: ['NOT_FOUND', 'UNION_CLOSED', 'EVENT_RULES'],
    once: true,
  },
  /** A draft, all of it anew; its slots get new ids. */
  'POST /events/:id': {
    who: 'events.manage',
    what: '修改预约活动草稿',
    body: givenEvent,
    reply: event,
    refusals: [...acts, 'EVENT_RULES'],
  },
  /** Members see it from now on; it is booked from `bookFrom` on. */
  'POST /events/:id/open': {
    who: 'events.manage',
    what: '发布预约活动',
    reply: event,
    refusals: [...acts, 'EVENT_RULES', 'UNION_CLOSED'],
  },
  /** Once its last slot is over; it also ends by itself then. Arrivals can still be entered. */
  'POST /events/:id/end': {
    who: 'events.manage',
    what: '结束预约活动',
    reply: event,
    refusals: [...acts, 'EVENT_NOT_OVER'],
  },
  /** A draft or an open one. Everybody who is booked or waits is told, with the reason. */
  'POST /events/:id/cancel': {
    who: 'events.manage',
    what: '取消预约活动',
    body: z.strictObject({ reason }),
    reply: event,
    refusals: acts,
  },
  /** More: the line is called up at once. Never fewer than are taken. */
  'POST /event-slots/:id/quota': {
    who: 'events.manage',
    what: '调整场次名额',
    body: z.strictObject({ total: places, reserved: kept }),
    reply: event,
    refusals: [...acts, 'PLACES_TAKEN', 'EVENT_RULES'],
  },
  /** Another time for a slot that has not begun. Everybody in it is told, with the reason. */
  'POST /event-slots/:id/move': {
    who: 'events.manage',
    what: '场次改期',
    body: z.strictObject({ startAt: givenInstant, endAt: givenInstant, reason }),
    reply: event,
    refusals: [...acts, 'EVENT_RULES'],
  },
  'GET /events/:id/bookings': {
    who: 'events.read',
    what: '查看谁约了活动',
    query: z.strictObject({
      slotId: givenId.optional(),
      state: oneOf(claimStates).optional(),
      /** `slot` (when absent): by slot, then by when it was made; `newest`: the newest first. */
      sort: z.enum(['slot', 'newest']).optional(),
      after: cursor.optional(),
    }),
    reply: z.object({ now: instant, items: z.array(bookingRow), next: z.string().nullable() }),
    refusals: ['NOT_FOUND'],
  },
  /** A person came: by the scanned or typed code, or by the booking. One of the two; each booking once. */
  'POST /events/:id/arrivals': {
    who: 'events.manage',
    what: '登记到场',
    body: z
      .strictObject({ code: words(40).optional(), bookingId: givenId.optional() })
      .refine(({ code, bookingId }) => (code === undefined) !== (bookingId === undefined), {
        message: '请扫码、输入预约码，或从名单里选一位。',
        path: ['code'],
      }),
    reply: z.object({ booking: bookingRow, slot: runSlot }),
    refusals: [...acts, 'BOOKING_CODE_WRONG', 'ARRIVED_ALREADY', 'ARRIVAL_EARLY', 'BOOKING_STATE'],
    perMinute: 120,
  },

  // members
  'GET /open-events': {
    who: 'person',
    what: '查看我能参加的预约活动',
    query: z.strictObject({
      group: oneOf(eventGroups).optional(),
      /** Those of the past. */
      over: z.literal('1').optional(),
      after: cursor.optional(),
    }),
    reply: z.object({ now: instant, items: z.array(openEvent), next: z.string().nullable() }),
    refusals: [],
  },
  'GET /open-events/:id': {
    who: 'person',
    what: '查看一个预约活动',
    reply: z.object({ now: instant, event: fullOpenEvent }),
    refusals: ['NOT_FOUND'],
  },
  'POST /bookings': {
    who: 'person',
    what: '预约一个场次',
    body: z.strictObject({ slotId: givenId }),
    reply: answer,
    /** PLACES_FULL: one can wait. PLACES_KEPT: what is left is for others up to an instant; one can wait too. */
    refusals: [...entering, 'PLACES_FULL', 'PLACES_KEPT'],
    once: true,
    perMinute: 20,
  },
  /** Stands in the line of a slot without a free place. */
  'POST /bookings/wait': {
    who: 'person',
    what: '候补一个场次',
    body: z.strictObject({ slotId: givenId }),
    reply: answer,
    refusals: [...entering, 'PLACES_FREE'],
    once: true,
    perMinute: 20,
  },
  'GET /bookings': {
    who: 'person',
    what: '查看我的预约',
    /** What is to come, the next first; `over`: what is past, cancelled or used, the newest first. */
    query: z.strictObject({ over: z.literal('1').optional(), after: cursor.optional() }),
    reply: z.object({ now: instant, items: z.array(booking), next: z.string().nullable() }),
    refusals: [],
  },
  /** For the home page: the next place that I have, and an offer that waits for my answer. */
  'GET /bookings/next': {
    who: 'person',
    what: '查看我的下一个预约',
    reply: z.object({ now: instant, next: booking.nullable(), offer: booking.nullable() }),
    refusals: [],
  },
  'GET /bookings/:id': { who: 'person', what: '查看一个预约', reply: answer, refusals: ['NOT_FOUND'] },
  /** text/calendar, with a reminder; only while it is booked. */
  'GET /bookings/:id/calendar': {
    who: 'person',
    what: '取预约的日历文件',
    reply: z.any(),
    refusals: ['NOT_FOUND', 'BOOKING_STATE'],
    file: 'out',
  },
  /** Booked or waiting. The place goes to the next in the line. */
  'POST /bookings/:id/cancel': {
    who: 'person',
    what: '取消预约或退出候补',
    reply: answer,
    refusals: ['NOT_FOUND', 'BOOKING_STATE', 'BOOKING_BEGUN'],
  },
  'POST /bookings/:id/take': {
    who: 'person',
    what: '接受轮到的名额',
    reply: answer,
    refusals: ['NOT_FOUND', 'OFFER_OVER'],
  },
  'POST /bookings/:id/decline': {
    who: 'person',
    what: '放弃轮到的名额',
    reply: answer,
    refusals: ['NOT_FOUND', 'OFFER_OVER'],
  },
} as const satisfies Record<string, Entry>;
