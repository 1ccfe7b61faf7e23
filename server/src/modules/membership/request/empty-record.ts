/** A record that goes into another: what it still has open is taken back, in its own history. */
import type { Ask } from '../../../core/ask';
import { query, update } from '../../../core/sql';
import { type Application, ApplicationTable } from '../entity';
import { addStep } from '../steps';
import type { PersonRequest } from './entity';

/** Recalls open applications, each with a step, and all other open requests of a person. */
export async function emptyRecord(ask: Ask, personId: string, into: PersonRequest): Promise<void> {
  const open = await query<Pick<Application, 'id' | 'state'>>(
    ask.db,
    'SELECT id, state FROM application WHERE openPerson = ?',
    [personId],
  );
  for (const { id, state } of open) {
    const change = { state: 'recalled', openPerson: null, openIdNumber: null } as const;
    if ((await update(ask.db, ApplicationTable, { id, state }, change)) === 0) continue;
    await addStep(ask, id, 'recall', null, `已并入本人原有的会籍（${into.number}）`);
  }
  await ask.db.query(
    `UPDATE person_request SET state = 'recalled', openKey = NULL, closedAt = ? WHERE personId = ? AND openKey IS NOT NULL`,
    [ask.now.toISOString(), personId],
  );
}
