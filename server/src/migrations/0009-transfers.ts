/** Transfers with their two sides, and requests about one's own record. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, hash, instant, key, long, optional, primary, text } from '../core/columns';
import { createTable } from './create-table';
import { refuseWhen } from './triggers';

export class Transfers1764000000009 implements MigrationInterface {
  readonly name = 'Transfers1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await createTransfers(runner);
    await createTable(
      runner,
      'person_request',
      {
        id: primary(key),
        number: text(30),
        kind: text(12),
        state: text(12),
        personId: key,
        holderId: optional(key),
        unionId: key,
        heldBy: key,
        askedAt: instant,
        dueOn: day,
        risenAt: optional(instant),
        reason: optional(text(12)),
        sealed: optional(long),
        openKey: optional(text(40)),
        jointId: optional(key),
        decidedBy: optional(key),
        closedAt: optional(instant),
        refusal: optional(text(300)),
      },
      {
        uq_request_number: ['number'],
        uq_request_open: ['openKey'],
        ix_request_queue: ['state', 'dueOn', 'id'],
        ix_request_person: ['personId', 'id'],
        ix_request_holder: ['holderId'],
        ix_request_union: ['unionId', 'state'],
        ix_request_held: ['heldBy', 'state'],
      },
      { fk_request_person: ['personId', 'person'], fk_request_union: ['unionId', 'trade_union'] },
    );
    // Merging, a changed ID number and a released phone take two persons (d.3 row 14): no done without their act.
    await refuseWhen(
      runner,
      'person_request_done_by_two',
      'UPDATE',
      'person_request',
      `NEW.state = 'done' AND OLD.state <> 'done' AND NEW.kind IN ('phone', 'merge', 'name', 'idNumber')
       AND NOT EXISTS (SELECT 1 FROM joint_act a WHERE a.id = NEW.jointId AND a.state = 'done')`,
      'such a request is done only by its joint act',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['person_request', 'transfer_side', 'transfer']) await runner.dropTable(table);
  }
}

async function createTransfers(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'transfer',
    {
      id: primary(key),
      number: text(30),
      membershipId: key,
      personId: key,
      reason: text(12),
      state: text(12),
      askedAt: instant,
      dueOn: day,
      closedAt: optional(instant),
      refusedSide: optional(text(4)),
      refusedBy: optional(key),
      refusal: optional(text(300)),
      openPerson: optional(key),
    },
    {
      uq_transfer_number: ['number'],
      uq_transfer_open_person: ['openPerson'],
      ix_transfer_queue: ['state', 'dueOn', 'id'],
      ix_transfer_person: ['personId', 'id'],
      ix_transfer_membership: ['membershipId'],
    },
    { fk_transfer_membership: ['membershipId', 'membership'] },
  );
  await createTable(
    runner,
    'transfer_side',
    {
      id: primary(key),
      transferId: key,
      side: text(4),
      unionId: key,
      heldBy: key,
      dueOn: day,
      risenAt: optional(instant),
      agreedAt: optional(instant),
      agreedBy: optional(key),
      signer: optional(hash),
    },
    {
      uq_transfer_side: ['transferId', 'side'],
      uq_transfer_side_person: ['transferId', 'signer'],
      ix_transfer_side_union: ['unionId', 'transferId'],
      ix_transfer_side_held: ['heldBy', 'transferId'],
    },
    { fk_transfer_side_transfer: ['transferId', 'transfer'], fk_transfer_side_union: ['unionId', 'trade_union'] },
  );
  await refuseWhen(
    runner,
    'transfer_side_signed_once',
    'UPDATE',
    'transfer_side',
    `OLD.signer IS NOT NULL AND (NEW.signer IS NULL OR NEW.signer <> OLD.signer)`,
    'who agreed to a transfer stays written',
  );
  await refuseWhen(
    runner,
    'transfer_side_not_own',
    'UPDATE',
    'transfer_side',
    `NEW.signer IS NOT NULL AND OLD.signer IS NULL AND EXISTS (SELECT 1 FROM transfer t JOIN person p ON p.id = t.personId
       WHERE t.id = NEW.transferId AND p.idNumberIndex = NEW.signer)`,
    'nobody agrees to the own transfer',
  );
  await refuseWhen(
    runner,
    'transfer_done_by_two',
    'UPDATE',
    'transfer',
    `NEW.state = 'done' AND OLD.state <> 'done'
     AND (SELECT COUNT(*) FROM transfer_side s WHERE s.transferId = NEW.id AND s.signer IS NOT NULL) < 2`,
    'a transfer needs both unions',
  );
}
