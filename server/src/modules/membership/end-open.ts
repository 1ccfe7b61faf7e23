/** A membership has ended: what was still open about it is over too, so that nothing waits for nobody. */
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { withdrawAct } from '../joint/withdraw';

const WORDS = '会籍已经结束，此件不再办理。';

/** Closes the open transfer and the open requests about the membership of a person. */
export async function closeOpenCases(ask: Ask, personId: string): Promise<void> {
  const at = ask.now.toISOString();
  await ask.db.query(
    `UPDATE transfer SET state = 'refused', openPerson = NULL, closedAt = ?, refusedSide = 'from', refusal = ?
     WHERE openPerson = ?`,
    [at, WORDS, personId],
  );
  const open = `personId = ? AND state IN ('asked', 'agreed') AND kind IN ('name', 'idNumber', 'leave', 'retain', 'return')`;
  const acts = await query<{ jointId: string }>(
    ask.db,
    `SELECT jointId FROM person_request WHERE ${open} AND state = 'agreed' AND jointId IS NOT NULL`,
    [personId],
  );
  await ask.db.query(
    `UPDATE person_request SET state = 'refused', openKey = NULL, closedAt = ?, refusal = ? WHERE ${open}`,
    [at, WORDS, personId],
  );
  for (const { jointId } of acts) await withdrawAct(ask, jointId);
}
