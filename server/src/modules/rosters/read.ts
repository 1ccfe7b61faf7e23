/** The first stage: is the file whole and a table, where is its header, how many rows has it. Nothing is stored of them. */
import { limits } from '@niangjia/shared/rules/limits';
import type { RosterField } from '@niangjia/shared/rules/rosters';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { FileFault, isBlank, type Line, textOf } from './cell';
import type { Roster, RosterColumn } from './entity';
import { describeColumns, findHeader, guessColumns, type Header, headerHashOf, headerReach } from './header';
import type { Source } from './source';
import { setRoster } from './stage';

/** The first sheet with a header that names both, else the first that looks as if it had one. */
async function chooseSheet(source: Source): Promise<Header & { sheet: number }> {
  let other: (Header & { sheet: number }) | undefined;
  let empty = true;
  for (let sheet = 0; sheet < source.sheets; sheet += 1) {
    const first: Line[] = [];
    for await (const line of source.lines(sheet)) {
      if (!isBlank(line)) first.push(line);
      if (first.length === headerReach) break;
    }
    if (first.length > 0) empty = false;
    const header = findHeader(first);
    if (header?.known) return { ...header, sheet };
    if (header) other ??= { ...header, sheet };
  }
  if (empty) throw new FileFault('EMPTY');
  if (!other) throw new FileFault('NO_HEADER');
  return other;
}

/** How this union matched the same header before. */
async function savedColumns(
  kit: Kit,
  unionId: string,
  headerHash: string,
): Promise<(RosterField | null)[] | undefined> {
  const [row] = await query<{ columns: string }>(
    kit.db.reader,
    'SELECT columns FROM roster_mapping WHERE unionId = ? AND headerHash = ?',
    [unionId, headerHash],
  );
  return row && JSON.parse(row.columns);
}

interface Reading {
  total: number;
  columns: RosterColumn[];
  headerHash: string;
  headerLine: number;
  sheet: number;
}

/** Goes through all lines. Throws EMPTY, NO_HEADER, TOO_MANY_ROWS and what the file itself is guilty of. */
async function survey(
  kit: Kit,
  roster: Roster,
  source: Source,
  say: (total: number) => Promise<void>,
): Promise<Reading> {
  const header = await chooseSheet(source);
  const first: string[] = [];
  let total = 0;
  for await (const line of source.lines(header.sheet)) {
    if (line.line <= header.line || isBlank(line)) continue;
    total += 1;
    if (total > limits.roster.rows) throw new FileFault('TOO_MANY_ROWS');
    for (let nth = 0; nth < header.names.length && total < 50; nth += 1) first[nth] ||= textOf(line.cells[nth]);
    if (total % 20_000 === 0) await say(total);
  }
  if (total === 0) throw new FileFault('EMPTY');
  const headerHash = headerHashOf(header.names);
  const fields = (await savedColumns(kit, roster.unionId, headerHash)) ?? guessColumns(header.names);
  return {
    total,
    columns: describeColumns(header.names, fields, first),
    headerHash,
    headerLine: header.line,
    sheet: header.sheet,
  };
}

/** Reads the file: on to `mapping`, with the columns guessed; the fault goes to whoever runs the stage. */
export async function readRoster(
  kit: Kit,
  roster: Roster,
  source: Source,
  place: () => number,
  keep: () => Promise<boolean>,
): Promise<void> {
  const found = await survey(kit, roster, source, async () => {
    if (!(await keep())) throw new Error('stopped');
    await setRoster(kit, roster, { progress: Math.min(99, Math.floor((100 * place()) / roster.bytes)) });
  });
  await setRoster(
    kit,
    roster,
    {
      state: 'mapping',
      encoding: source.encoding,
      total: found.total,
      columns: JSON.stringify(found.columns),
      headerHash: found.headerHash,
      headerLine: found.headerLine,
      sheet: found.sheet,
      progress: 0,
    },
    { rows: found.total },
  );
}
