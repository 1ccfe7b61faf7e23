/** Experts and rooms with their booked time, the menu, orders and pools. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, flag, hash, instant, int, key, long, optional, primary, text } from '../core/columns';
import { appendOnly, createTable } from './create-table';

export class Orders1764000000016 implements MigrationInterface {
  readonly name = 'Orders1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
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
    await createTable(
      runner,
      'expert_skill',
      { id: primary(text(60)), expertId: key, skill: text(30) },
      { ix_expert_skill: ['skill', 'expertId'], ix_expert_skill_of: ['expertId'] },
      { fk_skill_expert: ['expertId', 'expert'] },
    );
    await createTable(
      runner,
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
    await createTable(
      runner,
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
    await createTable(
      runner,
      'booked',
      { id: primary(text(50)), resourceId: key, cell: text(20), holdId: key },
      { ix_booked_resource: ['resourceId', 'cell'], ix_booked_hold: ['holdId'] },
    );
    await createTable(
      runner,
      'menu_item',
      {
        id: primary(key),
        unionId: key,
        group: text(10),
        title: text(30),
        words: text(300),
        prepare: text(200),
        minutes: int,
        minPeople: int,
        maxPeople: int,
        venue: text(10),
        skill: text(30),
        department: text(20),
        poolKm: int,
        restDays: flag,
        state: text(12),
        createdBy: key,
        createdAt: instant,
      },
      { ix_item_union: ['unionId', 'state'] },
      { fk_item_union: ['unionId', 'trade_union'] },
    );
    await createTable(
      runner,
      'service_order',
      {
        id: primary(key),
        number: text(30),
        unionId: key,
        ownerId: key,
        department: text(20),
        itemId: optional(key),
        openItem: optional(text(60)),
        title: text(30),
        group: text(10),
        people: int,
        placeName: text(40),
        address: text(120),
        latitude: optional(int),
        longitude: optional(int),
        days: long,
        notes: text(300),
        contactName: text(40),
        contactSealed: text(200),
        sharing: flag,
        state: text(12),
        dueOn: optional(day),
        served: int,
        queuedAt: instant,
        visitId: optional(key),
        unitAgreedAt: optional(instant),
        mergedInto: optional(key),
        deliveredAt: optional(instant),
        stars: optional(int),
        ratingWords: optional(text(300)),
        ratedAt: optional(instant),
        createdBy: key,
        createdAt: instant,
      },
      {
        uq_order_number: ['number'],
        uq_order_open: ['openItem'],
        ix_order_union: ['unionId', 'state', 'id'],
        ix_order_owner: ['ownerId', 'state', 'dueOn', 'id'],
        ix_order_line: ['itemId', 'state', 'served', 'queuedAt', 'id'],
        ix_order_visit: ['visitId'],
      },
      { fk_order_union: ['unionId', 'trade_union'], fk_order_owner: ['ownerId', 'trade_union'] },
    );
    await createTable(
      runner,
      'order_step',
      {
        id: primary(key),
        orderId: key,
        at: instant,
        by: text(40),
        who: text(80),
        what: text(80),
        words: optional(text(300)),
      },
      { ix_step_order: ['orderId', 'id'] },
      { fk_step_order: ['orderId', 'service_order'] },
    );
    await createTable(
      runner,
      'pool',
      {
        id: primary(key),
        itemId: key,
        ownerId: key,
        state: text(12),
        answerBy: instant,
        visitId: optional(key),
        createdBy: key,
        createdAt: instant,
      },
      { ix_pool_owner: ['ownerId', 'state'], ix_pool_answer: ['state', 'answerBy'] },
    );
    await createTable(
      runner,
      'pool_part',
      {
        id: primary(key),
        poolId: key,
        orderId: key,
        openOrder: optional(key),
        nth: int,
        answer: text(10),
        answeredAt: optional(instant),
      },
      { uq_part_order: ['openOrder'], ix_part_pool: ['poolId'], ix_part_order: ['orderId'] },
    );
    await appendOnly(runner, 'order_step');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'pool_part',
      'pool',
      'order_step',
      'service_order',
      'menu_item',
      'booked',
      'room',
      'expert_leave',
      'expert_skill',
      'expert',
    ])
      await runner.dropTable(name);
  }
}
