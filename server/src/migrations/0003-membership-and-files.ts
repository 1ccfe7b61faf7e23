/** Applications with their steps, memberships, stored photos. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, hash, instant, int, key, optional, primary, text } from '../core/columns';
import { appendOnly, createTable } from './create-table';

export class MembershipAndFiles1764000000003 implements MigrationInterface {
  readonly name = 'MembershipAndFiles1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'application',
      {
        id: primary(key),
        number: text(30),
        personId: key,
        unionId: key,
        codeToken: optional(text(32)),
        name: text(40),
        idNumberIndex: hash,
        idNumberSealed: text(200),
        occupation: text(20),
        state: text(12),
        submittedAt: instant,
        dueOn: day,
        openPerson: optional(key),
        openIdNumber: optional(hash),
      },
      {
        uq_application_number: ['number'],
        uq_application_open_person: ['openPerson'],
        uq_application_open_id_number: ['openIdNumber'],
        ix_application_queue: ['state', 'dueOn', 'id'],
        ix_application_person: ['personId'],
        ix_application_union: ['unionId', 'state', 'dueOn'],
        ix_application_id_number: ['idNumberIndex'],
        ix_application_code: ['codeToken'],
      },
      { fk_application_person: ['personId', 'person'], fk_application_union: ['unionId', 'trade_union'] },
    );
    await createTable(
      runner,
      'application_step',
      {
        id: primary(key),
        applicationId: key,
        verb: text(12),
        at: instant,
        accountId: optional(key),
        unionId: optional(key),
        reason: optional(text(300)),
      },
      { ix_step_application: ['applicationId', 'id'] },
      { fk_step_application: ['applicationId', 'application'] },
    );
    await appendOnly(runner, 'application_step');
    await createTable(
      runner,
      'membership',
      {
        id: primary(key),
        number: text(20),
        personId: key,
        unionId: key,
        applicationId: key,
        occupation: text(20),
        joinedOn: day,
        state: text(12),
        activePerson: optional(key),
        activeIdNumber: optional(hash),
        codeSecretSealed: text(200),
      },
      {
        uq_membership_number: ['number'],
        uq_membership_active_person: ['activePerson'],
        uq_membership_active_id_number: ['activeIdNumber'],
        ix_membership_person: ['personId'],
        ix_membership_union: ['unionId', 'state'],
      },
      { fk_membership_person: ['personId', 'person'], fk_membership_union: ['unionId', 'trade_union'] },
    );
    await createTable(
      runner,
      'stored_file',
      {
        id: primary(key),
        owner: text(40),
        fileKey: text(40),
        type: text(20),
        bytes: int,
        width: int,
        height: int,
        sha256: hash,
        createdAt: instant,
      },
      { ix_file_owner: ['owner', 'createdAt'], uq_file_key: ['fileKey'] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['stored_file', 'membership', 'application_step', 'application']) await runner.dropTable(table);
  }
}
