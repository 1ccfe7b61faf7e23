/** Lots of places with what persons have of them, and events with their slots. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hash, instant, int, key, long, optional, primary, text } from '../core/columns';
import { createTable } from './create-table';

export class Places1764000000018 implements MigrationInterface {
  readonly name = 'Places1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'place_lot',
      {
        id: primary(key),
        kind: text(12),
        matterId: key,
        total: int,
        taken: int,
        ordinary: int,
        reserved: int,
        reservedUntil: optional(instant),
        offerHours: int,
        closesAt: instant,
        turn: int,
      },
      { ix_lot_matter: ['matterId'] },
    );
    await createTable(
      runner,
      'place_claim',
      {
        id: primary(key),
        lotId: key,
        matterId: key,
        personId: key,
        openHolder: optional(hash),
        state: text(10),
        tier: int,
        at: instant,
        bookedAt: optional(instant),
        offerUntil: optional(instant),
        usedAt: optional(instant),
        closedAt: optional(instant),
        ending: optional(text(10)),
        code: optional(text(8)),
        remindedAt: optional(instant),
      },
      {
        uq_claim_holder: ['matterId', 'openHolder'],
        uq_claim_code: ['code'],
        ix_claim_line: ['lotId', 'state', 'tier', 'at', 'id'],
        ix_claim_person: ['personId', 'id'],
        ix_claim_due: ['state', 'offerUntil'],
      },
    );
    await createTable(
      runner,
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
    await createTable(
      runner,
      'event_slot',
      { id: primary(key), eventId: key, startAt: instant, endAt: instant },
      { ix_slot_event: ['eventId', 'startAt'], ix_slot_start: ['startAt'] },
      { fk_slot_event: ['eventId', 'union_event'] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['event_slot', 'union_event', 'place_claim', 'place_lot']) await runner.dropTable(name);
  }
}
