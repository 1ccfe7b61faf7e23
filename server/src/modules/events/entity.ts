/** Events and their slots. The places of a slot are the lot of the same id, claims are by event. */
import type { EventGroup, EventKind, EventState } from '@niangjia/shared/rules/events';
import { instant, int, key, long, optional, primary, table, text } from '../../core/columns';

export interface UnionEvent {
  id: string;
  /** `YY20261123-0001` */
  number: string;
  unionId: string;
  title: string;
  words: string;
  serviceGroup: EventGroup;
  kind: EventKind;
  state: EventState;
  placeName: string;
  address: string;
  /** Millionths of a degree. */
  latitude: number | null;
  longitude: number | null;
  bookFrom: string;
  bookUntil: string;
  /** Start of the first slot, end of the last: what lists are cut by. */
  startAt: string;
  endAt: string;
  bring: string;
  /** JSON of `Audience`. */
  audience: string;
  /** JSON, kinds of work that come first. */
  priority: string;
  reservedUntil: string | null;
  openedAt: string | null;
  endedAt: string | null;
  endReason: string | null;
  createdBy: string;
  createdAt: string;
}
export const UnionEventTable = table<UnionEvent>(
  'union_event',
  {
    id: primary(key),
    number: text(30),
    unionId: key,
    title: text(40),
    words: text(600),
    serviceGroup: text(12),
    kind: text(12),
    state: text(10),
    placeName: text(40),
    address: text(120),
    latitude: optional(int),
    longitude: optional(int),
    bookFrom: instant,
    bookUntil: instant,
    startAt: instant,
    endAt: instant,
    bring: text(200),
    audience: long,
    priority: text(400),
    reservedUntil: optional(instant),
    openedAt: optional(instant),
    endedAt: optional(instant),
    endReason: optional(text(300)),
    createdBy: key,
    createdAt: instant,
  },
  {
    uq_event_number: ['number'],
    ix_event_union: ['unionId', 'state', 'startAt'],
    ix_event_state: ['state', 'endAt'],
  },
  { fk_event_union: ['unionId', 'trade_union'] },
);

export interface EventSlot {
  id: string;
  eventId: string;
  startAt: string;
  endAt: string;
}
export const EventSlotTable = table<EventSlot>(
  'event_slot',
  { id: primary(key), eventId: key, startAt: instant, endAt: instant },
  { ix_slot_event: ['eventId', 'startAt'], ix_slot_start: ['startAt'] },
  { fk_slot_event: ['eventId', 'union_event'] },
);

export const eventTables = [UnionEventTable, EventSlotTable];
