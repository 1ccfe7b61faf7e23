/** What works on rosters, again and again: each goes one stage further, or is taken away. */
import { limits } from '@niangjia/shared/rules/limits';
import type { RosterState } from '@niangjia/shared/rules/rosters';
import { makeAsk } from '../../core/ask';
import { isBusy } from '../../core/db';
import { sayFault } from '../../core/fault';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { dropAct } from '../joint/sign';
import { FileFault } from './cell';
import { checkRoster } from './check';
import { enterRoster } from './enter';
import { type Roster, RosterTable } from './entity';
import { openRosterFile, removeParts, rosterOfKey } from './file';
import { readRoster } from './read';
import { openSource } from './source';
import { auditStage, deleteRows, destroyKey, move, Overtaken } from './stage';

const go = () => Promise.resolve(true);

/** One stage of one roster. A fault of the file ends the roster; any other is the job's, and is tried again. */
async function workOn(kit: Kit, roster: Roster, keep: () => Promise<boolean>): Promise<void> {
  const sealer = await kit.secrets.sealer(kit.db.reader, roster.id);
  if (!sealer) throw new Overtaken();
  if (roster.state === 'entering') {
    await enterRoster(kit, roster, sealer, keep);
    return removeParts(kit, roster);
  }
  const file = openRosterFile(kit, roster, sealer);
  try {
    const source = await openSource(file, roster.encoding);
    try {
      if (roster.state === 'reading') await readRoster(kit, roster, source, file.place, keep);
      else await checkRoster(kit, roster, source, sealer, keep);
    } finally {
      source.close();
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    await end(kit, roster, 'unreadable', error.problem);
  }
}

/** The roster ends without having entered, and with it the key of everything that was kept of it. */
async function end(
  kit: Kit,
  roster: Roster,
  state: 'unreadable' | 'recalled',
  problem: Roster['problem'],
): Promise<void> {
  const at = kit.now().toISOString();
  await kit.db.tx(async (db) => {
    await move(db, roster, { state, problem, jointId: null, changedAt: at });
    if (roster.jointId !== null) await dropAct(makeAsk(kit, db, { kind: 'nobody' }).ask, roster.jointId);
    await destroyKey(db, roster.id);
    await auditStage(db, roster, state, at, { problem });
  });
}

const before = (kit: Kit, days: number): string => new Date(kit.now().getTime() - days * 86_400_000).toISOString();
const inState = (kit: Kit, states: readonly RosterState[], more = '', values: unknown[] = []): Promise<Roster[]> =>
  query<Roster>(
    kit.db.reader,
    `SELECT * FROM roster WHERE state IN (${states.map(() => '?').join(', ')}) ${more} ORDER BY id LIMIT 20`,
    [...states, ...values],
  );

/** Somebody was quicker: the next turn looks again. */
function mayBeOvertaken(error: unknown): void {
  if (!(error instanceof Overtaken)) throw error;
}

/** Rosters that nobody submits end; of those that ended the file and the rows go, of those that entered after a while. */
async function tidy(kit: Kit): Promise<void> {
  const old = before(kit, limits.roster.days);
  for (const roster of await inState(kit, ['mapping', 'checked'], 'AND changedAt < ?', [old]))
    await end(kit, roster, 'recalled', null);
  // Whoever took the union over submits anew. What enters already stops by itself, piece by piece.
  const homeless = 'AND unionId IN (SELECT id FROM trade_union WHERE closedAt IS NOT NULL)';
  for (const roster of await inState(kit, ['mapping', 'checked', 'confirming'], homeless))
    await end(kit, roster, 'recalled', null).catch(mayBeOvertaken);
  const ended = await inState(kit, ['unreadable', 'recalled'], 'AND clearedAt IS NULL');
  const entered = await inState(kit, ['done'], 'AND clearedAt IS NULL AND changedAt < ?', [old]);
  for (const roster of [...ended, ...entered]) {
    await removeParts(kit, roster);
    await deleteRows(kit, roster.id);
    const clearedAt = kit.now().toISOString();
    await kit.db.tx((db) => update(db, RosterTable, { id: roster.id, state: roster.state }, { clearedAt }));
  }
}

const WAITING = ['reading', 'checking', 'entering'] as const;
/** Turns that a roster may fail by itself before its file counts as broken. */
const TRIES = 5;
/** Of those that this process could not work on, the failures; the least recently tried first. */
const failed = new WeakMap<Kit, Map<string, number>>();

/** Those that never failed, the oldest first; behind them those that did, the least recently tried first. */
async function waitingRosters(kit: Kit, failures: Map<string, number>): Promise<Roster[]> {
  const all = [...failures.keys()];
  const some = all.slice(0, 20);
  const marks = (ids: string[]): string => ids.map(() => '?').join(', ');
  if (all.length === 0) return inState(kit, WAITING);
  const fresh = await inState(kit, WAITING, `AND id NOT IN (${marks(all)})`, all);
  const again = await inState(kit, WAITING, `AND id IN (${marks(some)})`, some);
  for (const id of some) if (!again.some((roster) => roster.id === id)) failures.delete(id);
  return [...fresh, ...again.sort((a, b) => some.indexOf(a.id) - some.indexOf(b.id))];
}

/** A store or a database that is away for a while is not the roster's fault. */
const isPassing = (error: unknown): boolean =>
  error instanceof Overtaken || isBusy(error) || (error instanceof Refusal && error.code === 'BUSY');

/** Works on all that wait, the oldest first. `keep` is false once the work is to stop. */
export async function workRosters(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const failures = failed.get(kit) ?? new Map<string, number>();
  failed.set(kit, failures);
  for (const roster of await waitingRosters(kit, failures)) {
    if (!(await keep())) return;
    try {
      await workOn(kit, roster, keep);
      failures.delete(roster.id);
    } catch (error) {
      if (!(await keep())) return;
      const count = (failures.get(roster.id) ?? 0) + (isPassing(error) ? 0 : 1);
      failures.delete(roster.id);
      // Some have entered already: such a one waits for a person, behind all others.
      if (count < TRIES || roster.state === 'entering') failures.set(roster.id, count);
      else await end(kit, roster, 'unreadable', 'BROKEN').catch(mayBeOvertaken);
      // One that cannot go on must not hold up those behind it.
      if (!(error instanceof Overtaken)) {
        kit.log.error({ roster: roster.id, state: roster.state, fault: sayFault(error) }, 'roster not worked on');
        kit.metrics.alarms.inc({ kind: 'roster' });
      }
    }
  }
  await tidy(kit);
}

/** Whether a key of the file store belongs to a roster that still needs its file. */
export async function holdsFile(kit: Kit, key: string): Promise<boolean> {
  const id = rosterOfKey(key);
  if (id === null) return false;
  const rows = await query(
    kit.db.reader,
    `SELECT id FROM roster WHERE id = ? AND state NOT IN ('done', 'unreadable', 'recalled')`,
    [id],
  );
  return rows.length > 0;
}
