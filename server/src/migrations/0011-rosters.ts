/** Rosters, their rows, and how columns were matched. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hash, instant, int, key, long, optional, primary, text } from '../core/columns';
import { createTable } from './create-table';
import { refuseWhen } from './triggers';

export class Rosters1764000000011 implements MigrationInterface {
  readonly name = 'Rosters1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'roster',
      {
        id: primary(key),
        unionId: key,
        fileName: text(200),
        fileHash: hash,
        bytes: int,
        state: text(12),
        problem: optional(text(20)),
        encoding: optional(text(10)),
        columns: long,
        headerHash: optional(hash),
        headerLine: int,
        sheet: int,
        total: int,
        good: int,
        same: int,
        bad: int,
        stopped: int,
        entered: int,
        atLine: int,
        progress: int,
        uploadedBy: key,
        signer: optional(hash),
        uploadedAt: instant,
        changedAt: instant,
        jointId: optional(key),
        earlierId: optional(key),
        clearedAt: optional(instant),
      },
      {
        ix_roster_union: ['unionId', 'id'],
        ix_roster_state: ['state', 'id'],
        ix_roster_file: ['unionId', 'fileHash'],
        uq_roster_joint: ['jointId'],
      },
      { fk_roster_union: ['unionId', 'trade_union'] },
    );
    await createTable(
      runner,
      'roster_row',
      {
        rosterId: primary(key),
        line: primary(int),
        state: text(8),
        nameMasked: text(12),
        idNumberMasked: text(18),
        problems: optional(text(600)),
        sealed: optional(text(600)),
      },
      { ix_roster_row_state: ['rosterId', 'state', 'line'] },
    );
    await createTable(
      runner,
      'roster_mapping',
      { id: primary(key), unionId: key, headerHash: hash, columns: long, at: instant },
      { uq_roster_mapping: ['unionId', 'headerHash'] },
    );
    await guard(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER joint_signature_not_uploader');
    for (const table of ['roster_mapping', 'roster_row', 'roster']) await runner.dropTable(table);
  }
}

/** d.3 row 13: nothing enters before a second person, who is not the uploader, has signed. */
async function guard(runner: QueryRunner): Promise<void> {
  await refuseWhen(
    runner,
    'roster_begins_unread',
    'INSERT',
    'roster',
    `NEW.state <> 'reading' OR NEW.jointId IS NOT NULL`,
    'a roster begins unread',
  );
  await refuseWhen(
    runner,
    'roster_enters_confirmed',
    'UPDATE',
    'roster',
    `(NEW.state = 'entering' AND OLD.state <> 'entering'
       AND NOT EXISTS (SELECT 1 FROM joint_act a WHERE a.id = NEW.jointId AND a.kind = 'roster' AND a.state = 'done'
         AND INSTR(a.payload, NEW.id) > 0))
     OR (NEW.state = 'done' AND OLD.state NOT IN ('entering', 'done'))
     OR (OLD.state IN ('entering', 'done') AND (NEW.state NOT IN ('entering', 'done') OR NEW.jointId <> OLD.jointId))
     OR NEW.unionId <> OLD.unionId OR NEW.fileHash <> OLD.fileHash
     OR COALESCE(NEW.signer, '') <> COALESCE(OLD.signer, '')`,
    'a roster enters only when a second person has confirmed it',
  );
  await refuseWhen(
    runner,
    'joint_signature_not_uploader',
    'INSERT',
    'joint_signature',
    `NEW.slot <> 'first' AND EXISTS (SELECT 1 FROM roster r WHERE r.jointId = NEW.actId AND r.signer = NEW.signer)`,
    'who uploaded a roster does not confirm it',
  );
}
