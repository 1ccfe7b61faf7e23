/** What every stage says of a roster: only while it still is where the stage found it. */
import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../core/audit';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { query, update } from '../../core/sql';
import { type Roster, RosterTable } from './entity';

/** Somebody took the roster back, or another process has done this piece: nothing more to do here. */
export class Overtaken extends Error {}

/** Changes the roster if state and line are still those of `roster`, which then has the new ones. Throws Overtaken. */
export async function move(db: EntityManager, roster: Roster, change: Partial<Roster>): Promise<void> {
  const { id, state, atLine } = roster;
  if ((await update(db, RosterTable, { id, state, atLine }, change)) === 0) throw new Overtaken();
}

/** The same in a transaction of its own; a new state is written into the audit, with counts. */
export async function setRoster(
  kit: Kit,
  roster: Roster,
  change: Partial<Roster>,
  detail: Record<string, unknown> = {},
): Promise<void> {
  const at = kit.now().toISOString();
  await kit.db.tx(async (db) => {
    await move(db, roster, change.state ? { ...change, changedAt: at } : change);
    if (change.state) await auditStage(db, roster, change.state, at, detail);
  });
  Object.assign(roster, change);
}

/** One row a stage that ends: nobody asked for it at this moment, so it bears the name of the work. */
export const auditStage = (
  db: EntityManager,
  roster: Pick<Roster, 'id'>,
  state: string,
  at: string,
  detail: Record<string, unknown>,
): Promise<void> =>
  appendAudit(db, {
    at,
    by: 'nobody',
    what: 'rosters',
    object: `roster:${roster.id}`,
    outcome: 'done',
    detail: { state, ...detail },
    requestId: ulid(),
  });

/** Deletes all rows of a roster in bites, so that nobody waits long for the database. */
export async function deleteRows(kit: Kit, rosterId: string): Promise<void> {
  for (;;) {
    const some = await query<{ line: number }>(
      kit.db.reader,
      'SELECT line FROM roster_row WHERE rosterId = ? ORDER BY line LIMIT 2000',
      [rosterId],
    );
    const last = some.at(-1);
    if (!last) return;
    await kit.db.tx((db) => db.query('DELETE FROM roster_row WHERE rosterId = ? AND line <= ?', [rosterId, last.line]));
  }
}

/** Ends the roster's key: nothing that was sealed under it can be read again, in no copy. */
export const destroyKey = (db: EntityManager, rosterId: string): Promise<unknown> =>
  db.query('DELETE FROM data_key WHERE subjectId = ?', [rosterId]);

export const countsOf = ({ total, good, same, bad, stopped, entered }: Roster) => ({
  rows: total,
  good,
  same,
  bad,
  stopped,
  entered,
});
