/** Experts and rooms, leave, and the cells of time that anything takes of either. */
import type { Skill } from '@niangjia/shared/rules/experts';
import { day, hash, instant, int, key, long, optional, primary, table, text } from '../../core/columns';

export interface Expert {
  id: string;
  /** `ZJ20261122-0001` */
  number: string;
  unionId: string;
  name: string;
  title: string;
  phoneIndex: string;
  phoneSealed: string;
  /** The index while the expert is one: no number twice. */
  openPhone: string | null;
  /** JSON, `Skill[]`; the same stand as rows in `expert_skill`. */
  skills: string;
  placeName: string;
  /** Micro-degrees of WGS-84. */
  latitude: number;
  longitude: number;
  reachKm: number;
  perDay: number;
  perWeek: number;
  endedAt: string | null;
  endReason: string | null;
  createdBy: string;
  createdAt: string;
}
/** Where an expert's number is sealed; `''` a year after the end. */
export const expertPhonePlace = (id: string) => ({ subjectId: id, table: 'expert', column: 'phoneSealed', rowId: id });

export const ExpertTable = table<Expert>(
  'expert',
  {
    id: primary(key),
    number: text(30),
    unionId: key,
    name: text(40),
    title: text(40),
    phoneIndex: hash,
    phoneSealed: text(200),
    openPhone: optional(hash),
    skills: long,
    placeName: text(40),
    latitude: int,
    longitude: int,
    reachKm: int,
    perDay: int,
    perWeek: int,
    endedAt: optional(instant),
    endReason: optional(text(300)),
    createdBy: key,
    createdAt: instant,
  },
  { uq_expert_number: ['number'], uq_expert_phone: ['openPhone'], ix_expert_union: ['unionId', 'id'] },
  { fk_expert_union: ['unionId', 'trade_union'] },
);

export interface ExpertSkill {
  /** `expertId:skill` */
  id: string;
  expertId: string;
  skill: Skill;
}
export const ExpertSkillTable = table<ExpertSkill>(
  'expert_skill',
  { id: primary(text(60)), expertId: key, skill: text(30) },
  { ix_expert_skill: ['skill', 'expertId'], ix_expert_skill_of: ['expertId'] },
  { fk_skill_expert: ['expertId', 'expert'] },
);

export interface ExpertLeave {
  id: string;
  expertId: string;
  fromDay: string;
  untilDay: string;
  reason: string;
  /** `staff:…` or `person:…` */
  by: string;
  at: string;
  cancelledAt: string | null;
}
export const ExpertLeaveTable = table<ExpertLeave>(
  'expert_leave',
  {
    id: primary(key),
    expertId: key,
    fromDay: day,
    untilDay: day,
    reason: text(300),
    by: text(40),
    at: instant,
    cancelledAt: optional(instant),
  },
  { ix_leave_expert: ['expertId', 'untilDay'] },
  { fk_leave_expert: ['expertId', 'expert'] },
);

export interface Room {
  id: string;
  unionId: string;
  name: string;
  placeName: string;
  address: string;
  latitude: number;
  longitude: number;
  seats: number;
  closedAt: string | null;
  createdBy: string;
  createdAt: string;
}
export const RoomTable = table<Room>(
  'room',
  {
    id: primary(key),
    unionId: key,
    name: text(40),
    placeName: text(40),
    address: text(120),
    latitude: int,
    longitude: int,
    seats: int,
    closedAt: optional(instant),
    createdBy: key,
    createdAt: instant,
  },
  { ix_room_union: ['unionId', 'id'] },
  { fk_room_union: ['unionId', 'trade_union'] },
);

/**
 * What of a resource is taken: the unique key is the whole protection against two plans for one expert or room.
 * `cell`: `2026-11-23 019` is the half hour 19 (09:30) of that day; `2026-11-23 day 1` the first of the visits that an
 * expert's day may have, `2026-11-23 week 3` the third of the week of that Monday. A leave takes the cells of its days, a visit its own.
 */
export interface Booked {
  /** `resourceId cell` */
  id: string;
  resourceId: string;
  cell: string;
  /** The visit or leave that took it. */
  holdId: string;
}
export const BookedTable = table<Booked>(
  'booked',
  { id: primary(text(50)), resourceId: key, cell: text(20), holdId: key },
  { ix_booked_resource: ['resourceId', 'cell'], ix_booked_hold: ['holdId'] },
);

export const expertTables = [ExpertTable, ExpertSkillTable, ExpertLeaveTable, RoomTable, BookedTable];
