/** Visits, who was present, and a week's plans. */
import type { Department, VisitEnd, VisitState } from '@niangjia/shared/rules/orders';
import { day, instant, int, key, optional, primary, table, text } from '../../core/columns';

export interface Visit {
  id: string;
  /** `FW20261122-0001` */
  number: string;
  itemId: string;
  ownerId: string;
  department: Department;
  expertId: string;
  roomId: string | null;
  state: VisitState;
  startAt: string;
  endAt: string;
  placeName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  /** From the expert's base, metres, one way. */
  metres: number;
  people: number;
  /** While proposed: afterwards the time goes to the next in the line. */
  answerBy: string | null;
  expertAgreedAt: string | null;
  ending: VisitEnd | null;
  endReason: string | null;
  movedTo: string | null;
  minutes: number | null;
  served: number | null;
  words: string | null;
  /** JSON, ids of files. */
  photoIds: string | null;
  recordedAt: string | null;
  remindedAt: string | null;
  createdBy: string;
  createdAt: string;
}
export const VisitTable = table<Visit>(
  'visit',
  {
    id: primary(key),
    number: text(30),
    itemId: key,
    ownerId: key,
    department: text(20),
    expertId: key,
    roomId: optional(key),
    state: text(12),
    startAt: instant,
    endAt: instant,
    placeName: text(40),
    address: text(120),
    latitude: optional(int),
    longitude: optional(int),
    metres: int,
    people: int,
    answerBy: optional(instant),
    expertAgreedAt: optional(instant),
    ending: optional(text(12)),
    endReason: optional(text(300)),
    movedTo: optional(key),
    minutes: optional(int),
    served: optional(int),
    words: optional(text(500)),
    photoIds: optional(text(300)),
    recordedAt: optional(instant),
    remindedAt: optional(instant),
    createdBy: key,
    createdAt: instant,
  },
  {
    uq_visit_number: ['number'],
    ix_visit_start: ['startAt'],
    ix_visit_expert: ['expertId', 'startAt'],
    ix_visit_owner: ['ownerId', 'startAt'],
    ix_visit_answer: ['state', 'answerBy'],
    ix_visit_item: ['itemId', 'state'],
    ix_visit_room: ['roomId', 'startAt'],
  },
  { fk_visit_expert: ['expertId', 'expert'], fk_visit_owner: ['ownerId', 'trade_union'] },
);

/** Which orders a visit is or was for; kept, so that nobody is offered the same time twice. */
export interface VisitPart {
  id: string;
  visitId: string;
  orderId: string;
  /** 0 is the host: at its place the visit is, unless it is in a room. */
  nth: number;
  /** When it left a visit that went on without it. */
  leftAt: string | null;
}
export const VisitPartTable = table<VisitPart>(
  'visit_part',
  { id: primary(key), visitId: key, orderId: key, nth: int, leftAt: optional(instant) },
  { uq_visit_part: ['visitId', 'orderId'], ix_visit_part_order: ['orderId'] },
  { fk_visit_part: ['visitId', 'visit'] },
);

export interface Attendance {
  id: string;
  visitId: string;
  /** The order whose unit the person belongs to: for it the sign-in counts. */
  orderId: string | null;
  personId: string;
  at: string;
  stars: number | null;
  words: string | null;
  ratedAt: string | null;
}
export const AttendanceTable = table<Attendance>(
  'attendance',
  {
    id: primary(key),
    visitId: key,
    orderId: optional(key),
    personId: key,
    at: instant,
    stars: optional(int),
    words: optional(text(200)),
    ratedAt: optional(instant),
  },
  { uq_attendance: ['visitId', 'personId'], ix_attendance_person: ['personId', 'id'] },
  { fk_attendance_visit: ['visitId', 'visit'] },
);

export interface WeekPlan {
  id: string;
  unionId: string;
  weekFrom: string;
  /** `unionId:weekFrom` while it is worked on: one at a time. */
  openWeek: string | null;
  state: 'waiting' | 'working' | 'ready' | 'booked' | 'failed';
  progress: number;
  orders: number;
  planned: number;
  people: number;
  expertDays: number;
  greedyPeople: number;
  greedyExpertDays: number;
  /** Whose orders it plans, by spaces: the departments of who asked for it. */
  departments: string;
  createdBy: string;
  createdAt: string;
}
export const WeekPlanTable = table<WeekPlan>(
  'week_plan',
  {
    id: primary(key),
    unionId: key,
    weekFrom: day,
    openWeek: optional(text(40)),
    state: text(10),
    progress: int,
    orders: int,
    planned: int,
    people: int,
    expertDays: int,
    greedyPeople: int,
    greedyExpertDays: int,
    departments: text(60),
    createdBy: key,
    createdAt: instant,
  },
  { uq_plan_open: ['openWeek'], ix_plan_union: ['unionId', 'id'] },
);

/** One visit of a week's plan, before and after it was booked. */
export interface PlannedVisit {
  id: string;
  planId: string;
  /** JSON, at most eight ids. */
  orderIds: string;
  expertId: string;
  roomId: string | null;
  startAt: string;
  people: number;
  metres: number;
  /** `booked`, or the code of the refusal. */
  outcome: string | null;
  visitId: string | null;
}
export const PlannedVisitTable = table<PlannedVisit>(
  'planned_visit',
  {
    id: primary(key),
    planId: key,
    orderIds: text(300),
    expertId: key,
    roomId: optional(key),
    startAt: instant,
    people: int,
    metres: int,
    outcome: optional(text(30)),
    visitId: optional(key),
  },
  { ix_planned_plan: ['planId', 'id'] },
  { fk_planned_plan: ['planId', 'week_plan'] },
);

export const visitTables = [VisitTable, VisitPartTable, AttendanceTable, WeekPlanTable, PlannedVisitTable];
