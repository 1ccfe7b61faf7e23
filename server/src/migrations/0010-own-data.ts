/**
 * Closing of accounts, holds, links to one's own data, erasures. Histories stay append-only, but for one thing: what
 * an officer wrote in plain words may be blanked once the row that it is about has itself been emptied.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, hash, instant, key, optional, primary, text } from '../core/columns';
import { type AddedColumn, type AddedIndices, addColumns, addIndices, dropColumns, dropIndices } from './add-columns';
import { createTable } from './create-table';
import { refuseWhen } from './triggers';

const columns: AddedColumn[] = [['notice', 'told', optional(text(10))]];
const indices: AddedIndices = {
  ix_membership_ended: ['membership', ['state', 'endedOn']],
  ix_look_at: ['look', ['at']],
};
const same = (names: readonly string[]): string =>
  names.map((name) => `COALESCE(NEW.${name}, '') = COALESCE(OLD.${name}, '')`).join(' AND ');

/** Table -> what stays, what may be blanked, and the row that must be empty by then. */
const blanked = {
  application_step: {
    stays: ['id', 'applicationId', 'verb', 'at', 'accountId', 'unionId', 'signer'],
    blank: 'reason',
    emptied: `EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.applicationId AND a.idNumberSealed = '')`,
  },
  membership_change: {
    stays: [
      'id',
      'membershipId',
      'personId',
      'kind',
      'unionId',
      'otherUnionId',
      'occupation',
      'onDay',
      'at',
      'source',
      'sourceId',
      'accountId',
    ],
    blank: 'words',
    emptied: `EXISTS (SELECT 1 FROM membership m WHERE m.id = NEW.membershipId AND m.codeSecretSealed = '')`,
  },
} as const;

export class OwnData1764000000010 implements MigrationInterface {
  readonly name = 'OwnData1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, columns);
    await addIndices(runner, indices);
    await createClosing(runner);
    await createTable(
      runner,
      'own_export',
      {
        id: primary(key),
        personId: key,
        form: text(4),
        tokenHash: hash,
        createdAt: instant,
        until: instant,
        fetchedAt: optional(instant),
      },
      { uq_own_export_token: ['tokenHash'], ix_own_export_person: ['personId'], ix_own_export_until: ['until'] },
    );
    await createTable(
      runner,
      'erasure',
      { personId: primary(key), at: instant, why: text(12), actId: optional(key) },
      { ix_erasure_at: ['at'] },
    );
    for (const [table, { stays, blank, emptied }] of Object.entries(blanked)) {
      await runner.query(`DROP TRIGGER ${table}_no_update`);
      await refuseWhen(
        runner,
        `${table}_no_update`,
        'UPDATE',
        table,
        `NOT (${same(stays)} AND NEW.${blank} IS NULL AND ${emptied})`,
        `${table} is append-only`,
      );
    }
    await guard(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER data_key_destroyed_for_good');
    for (const table of Object.keys(blanked)) {
      await runner.query(`DROP TRIGGER ${table}_no_update`);
      await refuseWhen(runner, `${table}_no_update`, 'UPDATE', table, '1 = 1', `${table} is append-only`);
    }
    for (const table of ['erasure', 'own_export', 'hold', 'closing']) await runner.dropTable(table);
    await dropIndices(runner, indices);
    await dropColumns(runner, columns);
  }
}

async function createClosing(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'closing',
    {
      id: primary(key),
      number: text(30),
      personId: key,
      unionId: key,
      tokenHash: hash,
      state: text(12),
      askedAt: instant,
      dueOn: day,
      jointId: optional(key),
      doneOn: optional(day),
      openPerson: optional(key),
    },
    {
      uq_closing_number: ['number'],
      uq_closing_token: ['tokenHash'],
      uq_closing_open_person: ['openPerson'],
      ix_closing_person: ['personId', 'id'],
      ix_closing_queue: ['state', 'dueOn', 'id'],
    },
    { fk_closing_person: ['personId', 'person'], fk_closing_union: ['unionId', 'trade_union'] },
  );
  await createTable(
    runner,
    'hold',
    {
      id: primary(key),
      personId: key,
      membershipId: key,
      unionId: key,
      reason: text(300),
      placedAt: instant,
      placedBy: key,
      liftedAt: optional(instant),
      liftedBy: optional(key),
      openPerson: optional(key),
    },
    { uq_hold_open_person: ['openPerson'], ix_hold_person: ['personId'] },
    { fk_hold_person: ['personId', 'person'] },
  );
}

/** Row 12 of d.3 in the database itself: no erasure and no lifted hold without a joint act that has all its signatures. */
async function guard(runner: QueryRunner): Promise<void> {
  const signed = (kind: string, act: string) =>
    `EXISTS (SELECT 1 FROM joint_act a WHERE a.id = ${act} AND a.kind = '${kind}' AND a.state = 'done')`;
  await refuseWhen(
    runner,
    'closing_done_by_two',
    'UPDATE',
    'closing',
    `NEW.personId <> OLD.personId OR (OLD.state = 'done' AND NEW.state <> 'done')
     OR (NEW.state = 'done' AND OLD.state <> 'done' AND NOT ${signed('erasure', 'NEW.jointId')})`,
    'an account is closed only by its joint act',
  );
  await refuseWhen(
    runner,
    'erasure_by_two',
    'INSERT',
    'erasure',
    `EXISTS (SELECT 1 FROM hold h WHERE h.openPerson = NEW.personId)
     OR (NEW.why <> 'retention' AND (NEW.actId IS NULL OR NOT ${signed('erasure', 'NEW.actId')}))`,
    'an erasure needs its joint act and no hold',
  );
  await refuseWhen(
    runner,
    'hold_lifted_by_two',
    'UPDATE',
    'hold',
    `NEW.personId <> OLD.personId OR (OLD.openPerson IS NOT NULL AND (NEW.openPerson IS NULL OR NEW.liftedAt IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM joint_act a
       WHERE a.kind = 'hold-lift' AND a.state = 'done' AND INSTR(a.payload, NEW.id) > 0))`,
    'a hold is lifted only by its joint act',
  );
  await refuseWhen(
    runner,
    'data_key_destroyed_for_good',
    'UPDATE',
    'data_key',
    `OLD.wrapped = '' AND NEW.wrapped <> ''`,
    'a destroyed key does not come back',
  );
}
