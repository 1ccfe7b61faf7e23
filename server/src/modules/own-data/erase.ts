/**
 * Erases a person: the key is destroyed, so that no copy of a sealed field can be opened with it again; what stands in
 * plain is emptied; the rows stay as a skeleton of ids, days and states, so that counts, histories and the audit's
 * chain stay whole. See docs/decisions on erasure for what a backup still holds.
 */
import { type Purpose, purposes } from '@niangjia/shared/rules/consents';
import { ERASED } from '@niangjia/shared/rules/masks';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { endAllSessions } from '../../core/session';
import { insertOnce, query, update } from '../../core/sql';
import { endMembership } from '../membership/end';
import { type Person, PersonTable } from '../people/entity';
import { appendWithdrawal } from './consents';
import { forget, recallOpen } from './empty';
import { type Erasure, ErasureTable } from './entity';
import { isHeld } from './holds';

const nobody = {
  name: ERASED,
  idNumberIndex: null,
  idNumberSealed: null,
  phoneIndex: null,
  phoneSealed: null,
  openid: null,
  signedInAt: null,
};

/** Refusal ON_HOLD. A person who is erased already stays so. */
export async function erasePerson(ask: Ask, personId: string, by: Pick<Erasure, 'why' | 'actId'>): Promise<void> {
  const [person] = await query<Person>(ask.db, 'SELECT * FROM person WHERE id = ?', [personId]);
  if (!person) throw new Refusal('NOT_FOUND');
  // First of all: takes the row, for which a hold that is being placed waits, or for which this waits.
  await update(ask.db, PersonTable, { id: personId }, nobody);
  if (await isHeld(ask, personId)) throw new Refusal('ON_HOLD');
  await insertOnce(ask.db, ErasureTable, { personId, at: ask.now.toISOString(), ...by });
  await endAllSessions(ask, personId);
  const memberships = await query<{ id: string; state: string }>(
    ask.db,
    'SELECT id, state FROM membership WHERE personId = ?',
    [personId],
  );
  for (const { id, state } of memberships)
    if (state !== 'ended') await endMembership(ask, id, { kind: 'left', source: 'joint', sourceId: by.actId ?? id });
  await recallOpen(ask, personId);
  for (const purpose of Object.keys(purposes) as Purpose[]) await appendWithdrawal(ask, personId, purpose, 'officer');
  await forget(ask, person);
  await ask.kit.secrets.destroy(ask.db, personId, ask.now);
  await ask.tell('person-erased', { personId });
}
