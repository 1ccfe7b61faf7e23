/** Exported lists of persons. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { instant, int, key, optional, primary, text } from '../core/columns';
import { createTable } from './create-table';
import { refuseWhen } from './triggers';

export class Insight1764000000012 implements MigrationInterface {
  readonly name = 'Insight1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'person_export',
      {
        id: primary(key),
        unionId: key,
        clear: text(40),
        reason: text(300),
        persons: int,
        state: text(12),
        askedBy: key,
        askedAt: instant,
        jointId: optional(key),
        until: optional(instant),
        fetched: int,
      },
      { ix_person_export_asker: ['askedBy', 'id'], uq_person_export_joint: ['jointId'] },
      { fk_person_export_union: ['unionId', 'trade_union'] },
    );
    // d.3 row 9: more than 100 persons, or anything in clear, only after a joint act has all its signatures.
    const alone = `NEW.jointId IS NULL AND (NEW.persons > 100 OR NEW.clear <> '')`;
    const unsigned = `NEW.jointId IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM joint_act a WHERE a.id = NEW.jointId AND a.state = 'done' AND a.kind = 'export')`;
    for (const act of ['INSERT', 'UPDATE'] as const)
      await refuseWhen(
        runner,
        `person_export_two_persons_${act.toLowerCase()}`,
        act,
        'person_export',
        `NEW.state = 'done' AND (${alone} OR (${unsigned}))`,
        'this list needs a second person',
      );
    await refuseWhen(
      runner,
      'person_export_same_list',
      'UPDATE',
      'person_export',
      'NEW.unionId <> OLD.unionId OR NEW.clear <> OLD.clear OR NEW.persons <> OLD.persons OR NEW.askedBy <> OLD.askedBy',
      'a list that was asked for is not changed',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('person_export');
  }
}
