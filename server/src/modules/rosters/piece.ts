/** A thousand judged rows: compared with the database, sealed if good, and stored with the line that they reach. */
import { maskIdNumber, maskName } from '@niangjia/shared/rules/masks';
import type { EntityManager } from 'typeorm';
import type { Kit } from '../../core/kit';
import type { Sealer } from '../../core/secrets';
import { insertMany, query, update } from '../../core/sql';
import { type Compared, compare } from './against';
import type { Late } from './check';
import { type Roster, type RosterRow, RosterRowTable, rowPlace } from './entity';
import type { Problem, Values, Verdict } from './judge';
import { move } from './stage';

export interface Checked extends Verdict {
  line: number;
  idNumberIndex: string | null;
  phoneIndex: string | null;
  state: RosterRow['state'];
}

/** `370***********0025`; of anything that is no ID number only how long it is. */
const maskNumber = (text: string): string =>
  /^\d{17}[\dX]$/.test(text) ? maskIdNumber(text) : '*'.repeat(Math.min(18, text.length));

function toRow(rosterId: string, one: Checked, sealer: Sealer): RosterRow {
  const { name, idNumber, occupation, phone, joinedOn } = one;
  return {
    rosterId,
    line: one.line,
    state: one.state,
    nameMasked: name === '' ? '' : maskName(name),
    idNumberMasked: maskNumber(idNumber),
    problems: one.problems.length > 0 ? JSON.stringify(one.problems) : null,
    sealed:
      one.state === 'good'
        ? sealer.seal(rowPlace(one.line), JSON.stringify({ name, idNumber, occupation, phone, joinedOn } as Values))
        : null,
  };
}

type Tally = Record<RosterRow['state'], number>;

/** Stores a piece and what `late` says of earlier lines; `roster` then has the new counts. Throws Overtaken. */
export async function storePiece(
  kit: Kit,
  roster: Roster,
  sealer: Sealer,
  piece: readonly Checked[],
  late: Late,
): Promise<void> {
  const open = piece.filter(({ problems }) => problems.length === 0);
  const matches = await compare(kit.db.reader, roster.unionId, open as (Checked & Compared)[]);
  for (const one of piece) if (one.problems.length > 0) one.state = 'bad';
  open.forEach((one, nth) => {
    const match = matches[nth];
    one.state = match?.state ?? 'stopped';
    if (match?.problem) one.problems.push(match.problem);
  });
  const rows = piece.map((one) => toRow(roster.id, one, sealer));
  const { good, same, bad, stopped } = roster;
  const after = await kit.db.tx(async (db) => {
    const tally: Tally = { good, same, bad, stopped };
    for (const { state } of rows) tally[state] += 1;
    const change = {
      ...tally,
      atLine: piece.at(-1)?.line ?? roster.atLine,
      progress: Math.min(99, Math.floor((100 * (tally.good + tally.same + tally.bad + tally.stopped)) / roster.total)),
    };
    await move(db, roster, change);
    await insertMany(db, RosterRowTable, rows);
    const moved = await spoil(db, roster.id, late);
    if (moved.length === 0) return change;
    for (const state of moved) {
      tally[state] -= 1;
      tally.bad += 1;
    }
    await move(db, { ...roster, atLine: change.atLine }, tally);
    return { ...change, ...tally };
  });
  Object.assign(roster, after);
}

/** Rows that turn out to be bad after all; the states that they had. A row that was bad before only gets the reason. */
async function spoil(db: EntityManager, rosterId: string, late: Late): Promise<RosterRow['state'][]> {
  const added = new Map<number, Problem[]>();
  for (const [line, problem] of late) added.set(line, [...(added.get(line) ?? []), problem]);
  const states: RosterRow['state'][] = [];
  for (const [line, problems] of added) {
    const [row] = await query<RosterRow>(db, 'SELECT state, problems FROM roster_row WHERE rosterId = ? AND line = ?', [
      rosterId,
      line,
    ]);
    if (!row) continue;
    const known: Problem[] = row.state === 'bad' && row.problems ? JSON.parse(row.problems) : [];
    for (const problem of problems) if (!known.some(([code]) => code === problem[0])) known.push(problem);
    const change = { state: 'bad' as const, problems: JSON.stringify(known), sealed: null };
    await update(db, RosterRowTable, { rosterId, line }, change);
    if (row.state !== 'bad') states.push(row.state);
  }
  return states;
}
