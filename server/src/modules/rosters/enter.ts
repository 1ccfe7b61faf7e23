/** The last stage: the good rows become members, a thousand at a time, each compared with the database once more. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { EntityManager } from 'typeorm';
import { makeAsk } from '../../core/ask';
import type { Kit } from '../../core/kit';
import type { Sealer } from '../../core/secrets';
import { isDuplicate, query, update } from '../../core/sql';
import { addToTally } from '../membership/changes';
import { isJoinable, loadUnion } from '../unions/service';
import { takeTree } from '../unions/tree-checks';
import { admit } from './admit';
import { compare } from './against';
import { type Roster, type RosterRow, RosterRowTable, rowPlace } from './entity';
import { type Entrant, makeEntrant } from './entrant';
import type { Values } from './judge';
import { auditStage, countsOf, destroyKey, move, Overtaken } from './stage';

const PIECE = 1000;
const TRIES = 5;

/** The next good rows behind the line that was reached, made ready. */
async function nextEntrants(kit: Kit, roster: Roster, sealer: Sealer): Promise<Entrant[]> {
  const rows = await query<{ line: number; sealed: string }>(
    kit.db.reader,
    `SELECT line, sealed FROM roster_row WHERE rosterId = ? AND state = 'good' AND line > ? ORDER BY line LIMIT ${PIECE}`,
    [roster.id, roster.atLine],
  );
  const entrants: Entrant[] = [];
  for (const { line, sealed } of rows) {
    entrants.push(makeEntrant(kit, line, JSON.parse(sealer.open(rowPlace(line), sealed)) as Values));
    // Ciphers take a while: whoever waits for an answer comes in between.
    if (entrants.length % 100 === 0) await new Promise(setImmediate);
  }
  return entrants;
}

/** The union has ended meanwhile: nobody enters, and the rows say why. The roster itself cannot go back any more. */
async function stopPiece(db: EntityManager, roster: Roster, atLine: number, rows: number): Promise<Partial<Roster>> {
  await db.query(
    `UPDATE roster_row SET state = 'stopped', problems = ?, sealed = NULL
     WHERE rosterId = ? AND state = 'good' AND line > ? AND line <= ?`,
    [JSON.stringify([['UNION_CLOSED', 'name']]), roster.id, roster.atLine, atLine],
  );
  const counts = { good: roster.good - rows, stopped: roster.stopped + rows };
  const done = roster.total - counts.good;
  const change = { ...counts, progress: Math.min(99, Math.floor((100 * done) / roster.total)) };
  await move(db, { ...roster, atLine }, change);
  return { ...change, atLine };
}

/** One piece in one transaction. What has changed since the check stays out, with its reason. */
async function enterPiece(
  db: EntityManager,
  kit: Kit,
  roster: Roster,
  entrants: readonly Entrant[],
): Promise<Partial<Roster>> {
  const { ask } = makeAsk(kit, db, { kind: 'nobody' });
  const atLine = entrants.at(-1)?.line ?? roster.atLine;
  // First, so that a second process waits here and then sees that the piece is done.
  await move(db, roster, { atLine });
  // Until this ends no union is merged or closed: what is open now stays open for these.
  await takeTree(ask);
  const union = await loadUnion(ask, roster.unionId);
  if (!isJoinable(union)) return stopPiece(db, roster, atLine, entrants.length);
  const matches = await compare(db, roster.unionId, entrants);
  const counts = { good: roster.good, same: roster.same, stopped: roster.stopped, entered: roster.entered };
  const welcome = [];
  for (const [nth, entrant] of entrants.entries()) {
    const match = matches[nth];
    if (!match) continue;
    counts.good -= 1;
    if (match.state === 'good') {
      counts.entered += 1;
      welcome.push({ ...entrant, match });
      continue;
    }
    counts[match.state] += 1;
    const change: Partial<RosterRow> = {
      state: match.state,
      problems: match.problem && JSON.stringify([match.problem]),
      sealed: null,
    };
    await update(db, RosterRowTable, { rosterId: roster.id, line: entrant.line }, change);
  }
  await admit(ask, roster, union, welcome);
  const done = roster.total - counts.good;
  const change = { ...counts, progress: Math.min(99, Math.floor((100 * done) / roster.total)) };
  await move(db, { ...roster, atLine }, change);
  if (welcome.length > 0) await addToTally(ask, roster.unionId, { active: welcome.length });
  return { ...change, atLine };
}

/** Enters all good rows; then the roster's key is destroyed, and with it whatever was sealed of it. */
export async function enterRoster(
  kit: Kit,
  roster: Roster,
  sealer: Sealer,
  keep: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    if (!(await keep())) throw new Overtaken();
    const entrants = await nextEntrants(kit, roster, sealer);
    if (entrants.length === 0) break;
    for (let nth = 1; ; nth += 1) {
      try {
        Object.assign(roster, await kit.db.tx((db) => enterPiece(db, kit, roster, entrants)));
        break;
      } catch (error) {
        // Somebody joined or proved a phone between our look and our write: look again.
        if (nth >= TRIES || !isDuplicate(error)) throw error;
      }
    }
  }
  const at = kit.now().toISOString();
  await kit.db.tx(async (db) => {
    await move(db, roster, { state: 'done', progress: 100, changedAt: at });
    await destroyKey(db, roster.id);
    await auditStage(db, roster, 'done', at, { ...countsOf(roster), on: dayOf(at) });
  });
  roster.state = 'done';
}
