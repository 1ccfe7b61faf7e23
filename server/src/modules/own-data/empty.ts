/** Takes what is personal out of rows whose ids, days and states stay. Each statement names its table: see register.ts. */
import { jointKinds } from '@niangjia/shared/rules/joint';
import { ERASED } from '@niangjia/shared/rules/masks';
import type { Ask } from '../../core/ask';
import { randomToken, sha256 } from '../../core/ids';
import { query, update } from '../../core/sql';
import { tellChanges } from '../events/tell';
import { ExpertTable } from '../experts/entity';
import { partKeysOf } from '../files/attachments';
import type { Attachment } from '../files/entity';
import { ApplicationTable } from '../membership/entity';
import { addStep } from '../membership/steps';
import { ServiceOrderTable } from '../orders/entity';
import type { Person } from '../people/entity';
import { leaveAll } from '../places/leave';
import { ProblemTable } from '../problems/entity';

/** Takes back what a person has open: applications, places, transfers, requests. */
export async function recallOpen(ask: Ask, personId: string): Promise<void> {
  const at = ask.now.toISOString();
  const [application] = await query<{ id: string }>(ask.db, 'SELECT id FROM application WHERE openPerson = ?', [
    personId,
  ]);
  const closed = { state: 'recalled', openPerson: null, openIdNumber: null } as const;
  if (application && (await update(ask.db, ApplicationTable, { id: application.id, openPerson: personId }, closed)) > 0)
    await addStep(ask, application.id, 'recall', null, null);
  await ask.db.query(
    `UPDATE voucher_entry SET state = 'left', openHolder = NULL, closedAt = ? WHERE personId = ? AND state = 'waiting'`,
    [at, personId],
  );
  await tellChanges(ask, await leaveAll(ask, personId, 'event'));
  await ask.db.query(`UPDATE transfer SET state = 'recalled', openPerson = NULL, closedAt = ? WHERE openPerson = ?`, [
    at,
    personId,
  ]);
  await ask.db.query(
    `UPDATE person_request SET state = 'recalled', openKey = NULL, closedAt = ?
     WHERE personId = ? AND state IN ('asked', 'agreed')`,
    [at, personId],
  );
}

/** An application keeps its number, union, days and state. The reasons in its history go as well. */
export async function emptyApplication(ask: Ask, id: string): Promise<void> {
  const [row] = await query<{ paperFileId: string | null }>(
    ask.db,
    'SELECT paperFileId FROM application WHERE id = ?',
    [id],
  );
  // An index of nothing: the column finds nobody, and two emptied rows are not one person.
  const empty = { name: ERASED, idNumberIndex: sha256(randomToken()), idNumberSealed: '', paperFileId: null };
  await update(ask.db, ApplicationTable, { id }, empty);
  await ask.db.query('UPDATE application_step SET reason = NULL WHERE applicationId = ? AND reason IS NOT NULL', [id]);
  if (row?.paperFileId) await removeFiles(ask, 'id = ?', row.paperFileId);
}

/** An order keeps whose it is and what became of it; whom to call goes, and the key of the number with it. */
export async function emptyContact(ask: Ask, orderId: string): Promise<void> {
  await update(ask.db, ServiceOrderTable, { id: orderId }, { contactName: '', contactSealed: '' });
  await ask.kit.secrets.destroy(ask.db, orderId, ask.now);
}

/** The same for a problem that is closed. */
export async function emptyProblemContact(ask: Ask, problemId: string): Promise<void> {
  await update(ask.db, ProblemTable, { id: problemId }, { contactName: '', phoneSealed: '' });
  await ask.kit.secrets.destroy(ask.db, problemId, ask.now);
}

/** Who was an expert stays named where something was done; nobody is called any more. */
export async function emptyExpertPhone(ask: Ask, expertId: string): Promise<void> {
  await update(ask.db, ExpertTable, { id: expertId }, { phoneIndex: '', phoneSealed: '' });
  await ask.kit.secrets.destroy(ask.db, expertId, ask.now);
}

export async function emptyMemberships(ask: Ask, personId: string): Promise<void> {
  await ask.db.query(`UPDATE membership SET codeSecretSealed = '' WHERE personId = ?`, [personId]);
  await ask.db.query('UPDATE membership_change SET words = NULL WHERE personId = ? AND words IS NOT NULL', [personId]);
}

/** A transfer keeps its unions and days, a request its kind and days; what was written goes. */
export async function emptyTransfers(ask: Ask, personId: string): Promise<void> {
  await ask.db.query('UPDATE transfer SET refusal = NULL WHERE personId = ? AND refusal IS NOT NULL', [personId]);
  await ask.db.query('UPDATE person_request SET sealed = NULL, refusal = NULL WHERE personId = ?', [personId]);
}

/** The rows go now, the bytes after the commit. `where` is one of the two conditions of this file. */
async function removeFiles(ask: Ask, where: 'id = ?' | 'owner = ?', value: string): Promise<void> {
  const files = await query<{ id: string; fileKey: string }>(
    ask.db,
    `SELECT id, fileKey FROM stored_file WHERE ${where}`,
    [value],
  );
  for (const { id, fileKey } of files) {
    await ask.db.query('DELETE FROM stored_file WHERE id = ?', [id]);
    await ask.tell('file-removed', { fileKey });
  }
}

/** Videos and documents, as the photos above. */
async function removeAttachments(ask: Ask, owner: string): Promise<void> {
  const files = await query<Attachment>(ask.db, 'SELECT id, bytes FROM attachment WHERE owner = ?', [owner]);
  for (const file of files) {
    await ask.db.query('DELETE FROM attachment WHERE id = ?', [file.id]);
    for (const fileKey of partKeysOf(file)) await ask.tell('file-removed', { fileKey });
  }
}

/** Joint acts that name one of these ids: who signed and when stays, what it said goes. Those that wait stay as they are. */
export async function emptyActs(ask: Ask, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const acts = await query<{ id: string; kind: keyof typeof jointKinds }>(
      ask.db,
      `SELECT id, kind FROM joint_act WHERE state <> 'waiting' AND INSTR(payload, ?) > 0`,
      [id],
    );
    for (const act of acts) await emptyAct(ask, act);
  }
}

export async function emptyAct(ask: Ask, { id, kind }: { id: string; kind: keyof typeof jointKinds }): Promise<void> {
  await ask.db.query(
    `UPDATE joint_act SET title = ?, facts = '[]', reason = NULL, refusal = NULL, barred = NULL WHERE id = ?`,
    [jointKinds[kind].label, id],
  );
}

/** Everything of a person that is plain or that a message could still be sent to. */
export async function forget(ask: Ask, person: Person): Promise<void> {
  const { id } = person;
  const idsOf = async (sql: string) => (await query<{ id: string }>(ask.db, sql, [id])).map((row) => row.id);
  const applications = await idsOf('SELECT id FROM application WHERE personId = ?');
  for (const application of applications) await emptyApplication(ask, application);
  await emptyMemberships(ask, id);
  await emptyTransfers(ask, id);
  await emptyActs(ask, [
    id,
    ...applications,
    ...(await idsOf('SELECT id FROM membership WHERE personId = ?')),
    ...(await idsOf('SELECT id FROM person_request WHERE personId = ?')),
  ]);
  await removeFiles(ask, 'owner = ?', `person:${id}`);
  await removeAttachments(ask, `person:${id}`);
  await ask.db.query('DELETE FROM notice WHERE personId = ?', [id]);
  await ask.db.query('DELETE FROM notice_choice WHERE personId = ?', [id]);
  await ask.db.query('DELETE FROM own_export WHERE personId = ?', [id]);
  await ask.db.query(
    'UPDATE redemption_undo SET reason = ? WHERE redemptionId IN (SELECT id FROM redemption WHERE personId = ?)',
    [ERASED, id],
  );
  await ask.db.query('UPDATE attendance SET stars = NULL, words = NULL WHERE personId = ?', [id]);
  await ask.db.query('UPDATE place_claim SET code = NULL WHERE personId = ?', [id]);
  await ask.db.query('DELETE FROM campaign_person WHERE personId = ?', [id]);
  await ask.db.query('UPDATE look SET reason = ? WHERE personId = ?', [ERASED, id]);
  if (person.phoneIndex !== null) await ask.db.query('DELETE FROM sms_code WHERE id = ?', [person.phoneIndex]);
}

/** One transfer or one request, by its id. */
export async function emptyCase(ask: Ask, id: string): Promise<void> {
  await ask.db.query('UPDATE transfer SET refusal = NULL WHERE id = ?', [id]);
  await ask.db.query('UPDATE person_request SET sealed = NULL, refusal = NULL WHERE id = ?', [id]);
}
