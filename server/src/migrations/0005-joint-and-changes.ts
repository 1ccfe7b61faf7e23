/** Joint acts and their signatures, the inbox, the history of memberships and the counts of members. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { day, flag, hash, instant, int, key, long, optional, primary, text } from '../core/columns';
import { type AddedColumn, type AddedIndices, addColumns, addIndices, dropColumns, dropIndices } from './add-columns';
import { appendOnly, createTable } from './create-table';
import { refuseWhen } from './triggers';

const columns: AddedColumn[] = [
  ['application', 'heldBy', optional(key)],
  ['application', 'heldPath', optional(text(255))],
  ['application', 'risenAt', optional(instant)],
  ['application', 'filedBy', optional(key)],
  ['application', 'filer', optional(hash)],
  ['application', 'paperFileId', optional(key)],
  ['application', 'decidedOn', optional(day)],
  ['application', 'decidedDays', optional(int)],
  ['application_step', 'signer', optional(hash)],
  ['membership', 'endedOn', optional(day)],
  ['membership', 'verifiedAt', optional(instant)],
  ['person', 'signedInAt', optional(instant)],
];
const indices: AddedIndices = {
  ix_application_held: ['application', ['state', 'heldPath', 'dueOn', 'id']],
  ix_application_name: ['application', ['name']],
  ix_membership_book: ['membership', ['unionId', 'id']],
  ix_membership_application: ['membership', ['applicationId']],
  ix_membership_counts: ['membership', ['unionId', 'state', 'occupation', 'verifiedAt']],
  ix_application_decided: ['application', ['unionId', 'decidedOn', 'decidedDays']],
  ix_person_name: ['person', ['name']],
  ix_union_open: ['trade_union', ['closedAt', 'path']],
};

export class JointAndChanges1764000000005 implements MigrationInterface {
  readonly name = 'JointAndChanges1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, columns);
    await addIndices(runner, indices);
    await runner.query('UPDATE application SET heldBy = unionId');
    // Until here, everybody who is known has signed in.
    await runner.query('UPDATE person SET signedInAt = createdAt');
    await runner.query(
      'UPDATE membership SET verifiedAt = (SELECT p.signedInAt FROM person p WHERE p.id = membership.personId)',
    );
    await runner.query(
      'UPDATE application SET heldPath = (SELECT u.path FROM trade_union u WHERE u.id = application.unionId)',
    );
    await createJoint(runner);
    await createTable(
      runner,
      'notice',
      {
        id: primary(key),
        personId: key,
        kind: text(12),
        title: text(60),
        words: text(400),
        page: optional(text(120)),
        at: instant,
        readAt: optional(instant),
      },
      { ix_notice_person: ['personId', 'id'], ix_notice_unread: ['personId', 'readAt'], ix_notice_at: ['at'] },
    );
    await createTable(
      runner,
      'notice_choice',
      { id: primary(key), personId: key, kind: text(12), way: text(10), isOn: flag, at: instant },
      { uq_notice_choice: ['personId', 'kind', 'way'] },
    );
    await createChanges(runner);
    // Nobody approves what he filed for somebody, under whatever account (d.3 row 1).
    await refuseWhen(
      runner,
      'application_step_other_person',
      'INSERT',
      'application_step',
      `NEW.verb = 'approve' AND NEW.signer IS NOT NULL
       AND EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.applicationId AND a.filer = NEW.signer)`,
      'who filed an application does not approve it',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER application_step_other_person');
    for (const table of ['membership_change', 'union_tally', 'notice_choice', 'notice', 'joint_signature', 'joint_act'])
      await runner.dropTable(table);
    await dropIndices(runner, indices);
    await dropColumns(runner, columns);
  }
}

async function createJoint(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'joint_act',
    {
      id: primary(key),
      kind: text(20),
      state: text(12),
      unionId: key,
      title: text(120),
      facts: long,
      reason: optional(text(300)),
      payload: long,
      barred: optional(text(200)),
      needs: int,
      openKey: optional(text(120)),
      proposedBy: key,
      proposedAt: instant,
      dueOn: day,
      page: optional(text(120)),
      decidedAt: optional(instant),
      refusedBy: optional(key),
      refusal: optional(text(300)),
    },
    {
      uq_joint_act_open: ['openKey'],
      ix_joint_act_state: ['state', 'dueOn', 'id'],
      ix_joint_act_proposer: ['proposedBy', 'id'],
    },
    { fk_joint_act_union: ['unionId', 'trade_union'] },
  );
  await createTable(
    runner,
    'joint_signature',
    { id: primary(key), actId: key, slot: text(30), accountId: key, unionId: key, signer: hash, at: instant },
    { uq_joint_signature_person: ['actId', 'signer'], uq_joint_signature_slot: ['actId', 'slot'] },
    { fk_joint_signature_act: ['actId', 'joint_act'] },
  );
  await appendOnly(runner, 'joint_signature');
  await refuseWhen(
    runner,
    'joint_act_begins_waiting',
    'INSERT',
    'joint_act',
    `NEW.state <> 'waiting' OR NEW.needs < 2`,
    'a joint act begins without signatures and needs two persons',
  );
  await refuseWhen(
    runner,
    'joint_act_needs_persons',
    'UPDATE',
    'joint_act',
    `NEW.needs <> OLD.needs OR NEW.kind <> OLD.kind OR NEW.payload <> OLD.payload
     OR (OLD.state <> 'waiting' AND NEW.state <> OLD.state)
     OR (NEW.state = 'done' AND (SELECT COUNT(*) FROM joint_signature s WHERE s.actId = NEW.id) < NEW.needs)`,
    'a joint act takes effect only with all its signatures',
  );
  await refuseWhen(
    runner,
    'joint_signature_not_concerned',
    'INSERT',
    'joint_signature',
    `EXISTS (SELECT 1 FROM joint_act a WHERE a.id = NEW.actId
       AND (a.state <> 'waiting' OR (a.barred IS NOT NULL AND INSTR(a.barred, NEW.signer) > 0)))`,
    'whom a joint act concerns does not sign it',
  );
}

/** Memberships that were there before begin their history with the day on which they were joined. */
async function createChanges(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'membership_change',
    {
      id: primary(key),
      membershipId: key,
      personId: key,
      kind: text(12),
      unionId: key,
      otherUnionId: optional(key),
      occupation: text(20),
      onDay: day,
      at: instant,
      source: text(12),
      sourceId: key,
      words: optional(text(300)),
      accountId: optional(key),
    },
    {
      ix_change_membership: ['membershipId', 'id'],
      ix_change_person: ['personId'],
      ix_change_union: ['unionId', 'kind', 'onDay'],
    },
  );
  await runner.query(
    `INSERT INTO membership_change (id, membershipId, personId, kind, unionId, occupation, onDay, at, source, sourceId)
     SELECT m.id, m.id, m.personId, 'joined', m.unionId, m.occupation, m.joinedOn,
       COALESCE((SELECT MAX(s.at) FROM application_step s WHERE s.applicationId = m.applicationId AND s.verb = 'approve'),
         CONCAT(m.joinedOn, 'T00:00:00.000Z')), 'application', m.applicationId
     FROM membership m`,
  );
  await appendOnly(runner, 'membership_change');
  await createTable(
    runner,
    'union_tally',
    { unionId: primary(key), path: text(255), active: int, retained: int },
    { ix_union_tally_path: ['path', 'active', 'retained'] },
  );
  await runner.query(
    `INSERT INTO union_tally (unionId, path, active, retained)
     SELECT u.id, u.path, COUNT(*), 0 FROM membership m JOIN trade_union u ON u.id = m.unionId
     WHERE m.state = 'active' GROUP BY u.id, u.path`,
  );
}
