/** Visits, who was present, and plans of a week. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, instant, int, key, optional, primary, text } from '../core/columns';
import { createTable } from './create-table';

export class Visits1764000000017 implements MigrationInterface {
  readonly name = 'Visits1764000000017';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
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
    await createTable(
      runner,
      'visit_part',
      { id: primary(key), visitId: key, orderId: key, nth: int, leftAt: optional(instant) },
      { uq_visit_part: ['visitId', 'orderId'], ix_visit_part_order: ['orderId'] },
      { fk_visit_part: ['visitId', 'visit'] },
    );
    await createTable(
      runner,
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
    await createTable(
      runner,
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
    await createTable(
      runner,
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
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['planned_visit', 'week_plan', 'attendance', 'visit_part', 'visit'])
      await runner.dropTable(name);
  }
}
