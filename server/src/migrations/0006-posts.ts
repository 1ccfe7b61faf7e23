/** Posts that come by a joint act and end at once, accounts that are invited or rest, and invitations by SMS. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hash, instant, int, key, optional, primary, text } from '../core/columns';
import { type AddedColumn, type AddedIndices, addColumns, addIndices, dropColumns, dropIndices } from './add-columns';
import { createTable } from './create-table';

const columns: AddedColumn[] = [
  ['staff_account', 'phoneSealed', optional(text(200))],
  ['staff_account', 'phoneIndex', optional(hash)],
  ['staff_account', 'waitsFor', optional(text(12))],
  ['staff_account', 'usedAt', optional(instant)],
  ['staff_account', 'enabledAt', optional(instant)],
  ['staff_account', 'disableReason', optional(text(300))],
  ['post', 'actId', optional(key)],
  ['post', 'endedAt', optional(instant)],
  ['post', 'endedBy', optional(key)],
  ['post', 'endReason', optional(text(300))],
];
const indices: AddedIndices = {
  ix_staff_id_number: ['staff_account', ['idNumberIndex']],
  ix_staff_phone: ['staff_account', ['phoneIndex']],
  ix_post_over: ['post', ['endedAt', 'toOn']],
};

export class Posts1764000000006 implements MigrationInterface {
  readonly name = 'Posts1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, columns);
    await addIndices(runner, indices);
    // When they were used was not kept so far: their 90 days begin now, else the first hour would disable them.
    await runner.query('UPDATE staff_account SET enabledAt = ?', [new Date().toISOString()]);
    await createTable(
      runner,
      'invitation',
      {
        accountId: primary(key),
        codeHash: hash,
        sentAt: instant,
        expiresAt: instant,
        tries: int,
        ticketHash: optional(hash),
        ticketUntil: optional(instant),
      },
      { uq_invitation_ticket: ['ticketHash'] },
      { fk_invitation_account: ['accountId', 'staff_account'] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('invitation');
    await dropIndices(runner, indices);
    await dropColumns(runner, columns);
  }
}
