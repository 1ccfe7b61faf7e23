/** The queue at scale, and who has filed for a worker never approves it, also as the one who mended it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type AddedIndices, addIndices, dropIndices } from './add-columns';
import { refuseWhen } from './triggers';

const before: AddedIndices = { ix_application_queue: ['application', ['state', 'dueOn', 'id']] };
/** With the path behind the term, a walk in the order of the term leaves out what is out of reach without the row. */
const after: AddedIndices = { ix_application_walk: ['application', ['state', 'dueOn', 'id', 'heldPath']] };

export class Members1764000000008 implements MigrationInterface {
  readonly name = 'Members1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await addIndices(runner, after);
    await dropIndices(runner, before);
    // d.3 row 1, beside the trigger that compares with the first filer: whoever filed or mended stands in the history.
    await refuseWhen(
      runner,
      'application_step_other_filer',
      'INSERT',
      'application_step',
      `NEW.verb = 'approve' AND NEW.signer IS NOT NULL
       AND EXISTS (SELECT 1 FROM application_step s WHERE s.applicationId = NEW.applicationId
         AND s.verb IN ('file', 'resubmit') AND s.signer = NEW.signer)`,
      'who mended a filed application does not approve it',
    );
    await refuseWhen(
      runner,
      'application_step_known_person',
      'INSERT',
      'application_step',
      `NEW.verb = 'approve' AND NEW.signer IS NULL
       AND EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.applicationId AND a.filer IS NOT NULL)`,
      'a filed application is approved by a known person',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER application_step_known_person');
    await runner.query('DROP TRIGGER application_step_other_filer');
    await addIndices(runner, before);
    await dropIndices(runner, after);
  }
}
