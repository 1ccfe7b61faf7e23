/** Sessions, audit, outbox, idempotency, counters, leases, data keys, attempts. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { big, hash, instant, int, key, long, optional, primary, text } from '../core/columns';
import { appendOnly, createTable } from './create-table';

export class Core1764000000001 implements MigrationInterface {
  readonly name = 'Core1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'session',
      {
        id: primary(key),
        kind: text(10),
        subjectId: key,
        refreshHash: hash,
        createdAt: instant,
        usedAt: instant,
        expiresAt: instant,
        endedAt: optional(instant),
        stepUpAt: optional(instant),
      },
      { ix_session_subject: ['subjectId'], ix_session_expires: ['expiresAt'] },
    );
    await createTable(runner, 'audit_row', {
      seq: primary(big),
      at: instant,
      by: text(40),
      what: text(80),
      object: optional(text(80)),
      outcome: text(10),
      detail: optional(long),
      requestId: text(40),
      hash: hash,
    });
    await appendOnly(runner, 'audit_row');
    await createTable(runner, 'audit_head', { id: primary(int), seq: big, hash: hash });
    await runner.query(`INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '${'0'.repeat(64)}')`);
    await createTable(
      runner,
      'outbox',
      {
        id: primary(key),
        kind: text(40),
        payload: long,
        state: text(10),
        tries: int,
        nextAt: instant,
        createdAt: instant,
      },
      { ix_outbox_due: ['state', 'nextAt'] },
    );
    await createTable(
      runner,
      'idempotency',
      {
        id: primary(hash),
        bodyHash: hash,
        state: text(10),
        owner: key,
        lockedUntil: instant,
        reply: optional(long),
        createdAt: instant,
      },
      { ix_idempotency_created: ['createdAt'] },
    );
    await createTable(runner, 'counter', { name: primary(text(60)), value: big });
    await createTable(runner, 'job_lease', { name: primary(text(60)), owner: text(26), until: instant });
    await createTable(runner, 'data_key', {
      subjectId: primary(key),
      masterVersion: int,
      wrapped: text(120),
      createdAt: instant,
    });
    await createTable(runner, 'attempt', {
      id: primary(hash),
      failures: int,
      lockedUntil: optional(instant),
      lastAt: instant,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'attempt',
      'data_key',
      'job_lease',
      'counter',
      'idempotency',
      'outbox',
      'audit_head',
      'audit_row',
      'session',
    ])
      await runner.dropTable(table);
  }
}
