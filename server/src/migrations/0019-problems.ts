/** Technical problems, and videos and documents beside photos. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, flag, hash, instant, int, key, long, optional, primary, text } from '../core/columns';
import { createTable } from './create-table';

export class Problems1764000000019 implements MigrationInterface {
  readonly name = 'Problems1764000000019';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'attachment',
      {
        id: primary(key),
        owner: text(40),
        kind: text(10),
        name: text(80),
        bytes: int,
        sha256: hash,
        createdAt: instant,
      },
      { ix_attachment_owner: ['owner', 'createdAt'], ix_attachment_at: ['createdAt'] },
    );
    await createTable(
      runner,
      'problem',
      {
        id: primary(key),
        number: text(30),
        unionId: key,
        field: text(30),
        title: text(40),
        words: long,
        state: text(12),
        filedAt: instant,
        filedBy: key,
        dueOn: optional(day),
        closedOn: optional(day),
        contactName: text(20),
        phoneSealed: text(200),
        solution: optional(long),
        contractNumber: optional(text(40)),
        contractParties: optional(text(200)),
        contractFen: optional(int),
        contractOn: optional(day),
        contractSigner: optional(hash),
        fundFen: optional(int),
        jointId: optional(key),
        stars: optional(int),
        thanks: optional(text(300)),
      },
      {
        uq_problem_number: ['number'],
        ix_problem_union: ['unionId', 'dueOn', 'id'],
        ix_problem_due: ['dueOn', 'id'],
        ix_problem_field: ['field', 'state'],
        ix_problem_closed: ['closedOn'],
      },
      { fk_problem_union: ['unionId', 'trade_union'] },
    );
    await createTable(
      runner,
      'problem_expert',
      {
        id: primary(key),
        problemId: key,
        expertId: key,
        part: text(10),
        state: text(10),
        openKey: optional(text(60)),
        party: flag,
        since: instant,
        endedAt: optional(instant),
        reason: optional(text(300)),
      },
      {
        uq_problem_expert_open: ['openKey'],
        ix_problem_expert: ['problemId', 'id'],
        ix_problem_expert_of: ['expertId', 'endedAt'],
      },
      { fk_problem_expert_problem: ['problemId', 'problem'], fk_problem_expert_expert: ['expertId', 'expert'] },
    );
    await createTable(
      runner,
      'problem_step',
      {
        id: primary(key),
        problemId: key,
        what: text(12),
        at: instant,
        accountId: optional(key),
        unionId: optional(key),
        expertId: optional(key),
        side: text(8),
        words: optional(long),
      },
      { ix_problem_step: ['problemId', 'id'] },
      { fk_problem_step: ['problemId', 'problem'] },
    );
    await createTable(
      runner,
      'problem_file',
      { id: primary(key), problemId: key, stepId: key, kind: text(10), fileId: key },
      { ix_problem_file: ['problemId', 'id'], ix_problem_file_of: ['fileId'] },
      { fk_problem_file: ['problemId', 'problem'] },
    );
    await createTable(
      runner,
      'problem_meeting',
      {
        id: primary(key),
        problemId: key,
        startAt: instant,
        place: optional(text(100)),
        link: optional(text(300)),
        who: text(200),
        at: instant,
      },
      { ix_problem_meeting: ['problemId', 'id'] },
      { fk_problem_meeting: ['problemId', 'problem'] },
    );
    await createTable(
      runner,
      'problem_opinion',
      { id: primary(key), problemId: key, expertId: key, yes: flag, reason: long, signer: hash, at: instant },
      { uq_problem_opinion: ['problemId', 'expertId'], uq_problem_opinion_signer: ['problemId', 'signer'] },
      { fk_problem_opinion_problem: ['problemId', 'problem'], fk_problem_opinion_expert: ['expertId', 'expert'] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'problem_opinion',
      'problem_meeting',
      'problem_file',
      'problem_step',
      'problem_expert',
      'problem',
      'attachment',
    ])
      await runner.dropTable(name);
  }
}
