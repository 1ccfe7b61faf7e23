/** The history of an application: appended by each act, read by both sides. */
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { insert, query } from '../../core/sql';
import { type ApplicationStep, ApplicationStepTable } from './entity';

/** Adds a row to the history. `accountId` null: the applicant. */
export async function addStep(
  ask: Ask,
  applicationId: string,
  verb: ApplicationStep['verb'],
  by: { accountId: string; unionId: string } | null,
  reason: string | null,
): Promise<void> {
  await insert(ask.db, ApplicationStepTable, {
    id: ulid(),
    applicationId,
    verb,
    at: ask.now.toISOString(),
    accountId: by?.accountId ?? null,
    unionId: by?.unionId ?? null,
    reason,
    signer: ask.by.kind === 'staff' ? ask.by.idNumberIndex : null,
  });
}

interface StepRow {
  verb: ApplicationStep['verb'];
  at: string;
  reason: string | null;
  officerName: string | null;
  unionName: string | null;
}

/** The history, oldest first. */
export async function stepsOf(ask: Ask, applicationId: string) {
  const rows = await query<StepRow>(
    ask.db,
    `SELECT s.verb, s.at, s.reason, a.name AS officerName, u.name AS unionName
     FROM application_step s LEFT JOIN staff_account a ON a.id = s.accountId LEFT JOIN trade_union u ON u.id = s.unionId
     WHERE s.applicationId = ? ORDER BY s.id`,
    [applicationId],
  );
  return rows.map(({ verb, at, reason, officerName, unionName }) => ({
    verb,
    at,
    by: officerName ? `${unionName ?? ''} ${officerName}` : verb === 'rise' ? `转到${unionName ?? '上级工会'}` : '本人',
    reason,
  }));
}
