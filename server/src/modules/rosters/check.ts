/** The second stage: every row is judged by itself, within the file and against the database, and kept sealed if good. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { RosterField } from '@niangjia/shared/rules/rosters';
import type { Kit } from '../../core/kit';
import type { Sealer } from '../../core/secrets';
import { isBlank } from './cell';
import { columnsOf, type Roster } from './entity';
import { type Columns, judge, type Problem } from './judge';
import { type Checked, storePiece } from './piece';
import type { Source } from './source';
import { countsOf, deleteRows, Overtaken, setRoster } from './stage';
import { FirstLines } from './twice';

/** Rows of one transaction. */
const PIECE = 1000;

const columnsBy = (roster: Pick<Roster, 'columns'>): Columns => {
  const fields = columnsOf(roster).map(({ field }) => field);
  const at = (field: RosterField): number => fields.indexOf(field);
  return {
    name: at('name'),
    idNumber: at('idNumber'),
    occupation: at('occupation'),
    phone: at('phone'),
    joinedOn: at('joinedOn'),
  };
};

/** Lines that were stored before, and what has come out about them since. */
export type Late = [number, Problem][];

/**
 * Checks all rows, a piece at a time; each piece and the line that it reached are one transaction, so that a process
 * that dies goes on behind it. The lines before it are read again, to know what stands in the file twice.
 */
export async function checkRoster(
  kit: Kit,
  roster: Roster,
  source: Source,
  sealer: Sealer,
  keep: () => Promise<boolean>,
): Promise<void> {
  const columns = columnsBy(roster);
  const clock = { today: dayOf(kit.now()), from1904: source.from1904 };
  const [numbers, phones] = [new FirstLines(roster.total), new FirstLines(columns.phone < 0 ? 0 : roster.total)];
  if (roster.atLine === 0) await deleteRows(kit, roster.id);
  let piece: Checked[] = [];
  let late: Late = [];
  let lost = false;
  const perhaps: number[] = [];

  function meet(one: Checked, index: string | null, lines: FirstLines, problem: Problem): void {
    const first = index === null ? undefined : lines.first(index, one.line);
    if (first === undefined) return;
    one.problems.push(problem);
    if (first < (piece[0]?.line ?? one.line)) late.push([first, problem]);
    else addTo(piece.find(({ line }) => line === first)?.problems ?? [], problem);
  }
  async function store(): Promise<void> {
    if (!(await keep())) throw new Overtaken();
    await storePiece(kit, roster, sealer, piece, late);
    [piece, late] = [[], []];
  }

  for await (const { line, cells } of source.lines(roster.sheet)) {
    if (line <= roster.headerLine || cells.length === 0 || isBlank({ line, cells })) continue;
    const verdict = judge(cells, columns, clock);
    const one: Checked = {
      ...verdict,
      line,
      idNumberIndex: verdict.isNumber ? kit.secrets.index('id-number', verdict.idNumber) : null,
      phoneIndex: verdict.phone === null ? null : kit.secrets.index('phone', verdict.phone),
      state: 'good',
    };
    if (verdict.digits === 'lost') lost = true;
    if (verdict.digits === 'perhaps') perhaps.push(line);
    meet(one, one.idNumberIndex, numbers, ['ID_TWICE', 'idNumber']);
    meet(one, one.phoneIndex, phones, ['PHONE_TWICE', 'phone']);
    if (line <= roster.atLine) late = [];
    else piece.push(one);
    if (piece.length >= PIECE) await store();
  }
  if (piece.length > 0) await store();
  // Where one number has lost its end, those whose check digit happens to fit have lost it too.
  for (let from = 0; lost && from < perhaps.length; from += PIECE) {
    late = perhaps.slice(from, from + PIECE).map((line) => [line, ['ID_FLOAT', 'idNumber']]);
    await store();
  }
  await setRoster(kit, roster, { state: 'checked', progress: 100 }, countsOf(roster));
}

/** Each problem once. */
function addTo(problems: Problem[], problem: Problem): void {
  if (!problems.some(([code]) => code === problem[0])) problems.push(problem);
}
