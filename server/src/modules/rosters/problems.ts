/** The rows that do not enter, as a spreadsheet: which line, which field, what to do. No ID number in full. */
import { rosterFields, rowStates } from '@niangjia/shared/rules/rosters';
import { type Ask, type Caller, makeAsk } from '../../core/ask';
import type { Kit } from '../../core/kit';
import type { FileReply } from '../../core/route';
import { query } from '../../core/sql';
import { type Cell, workbookReply } from '../../core/workbook';
import type { RosterRow } from './entity';
import { loadRoster } from './list';
import { problemsOf } from './rows';

/** Lines of one spreadsheet: whoever has more to mend mends these first. */
const MOST = 20_000;

async function* problemLines(kit: Kit, id: string): AsyncGenerator<Cell[]> {
  let [line, written] = [0, 0];
  while (written < MOST) {
    const rows = await query<RosterRow>(
      kit.db.reader,
      `SELECT line, state, nameMasked, idNumberMasked, problems FROM roster_row
       WHERE rosterId = ? AND state IN ('bad', 'stopped') AND line > ? ORDER BY line LIMIT 1000`,
      [id, line],
    );
    for (const row of rows) {
      line = row.line;
      for (const { at, sentence } of problemsOf(row)) {
        if (written >= MOST) return;
        written += 1;
        yield [row.line, row.nameMasked, row.idNumberMasked, rowStates[row.state], rosterFields[at], sentence];
      }
    }
    if (rows.length < 1000) return;
  }
}

/** Before the transaction: it takes longer than one may. Refusal NOT_FOUND. */
export async function makeProblems(kit: Kit, by: Caller, id: string): Promise<FileReply> {
  const roster = await loadRoster(makeAsk(kit, kit.db.reader, by).ask, id, 'rosters.import');
  const { bad, stopped } = roster;
  const columns = [
    { title: '行', width: 8 },
    { title: '姓名', width: 10 },
    { title: '身份证号', width: 22 },
    { title: '结果', width: 14 },
    { title: '列', width: 12 },
    { title: '原因和办法', width: 70 },
  ];
  const note = `${roster.fileName}：有错 ${bad} 行，需另行办理 ${stopped} 行，最多列出前 ${MOST} 条。`;
  return workbookReply('roster-problems', [{ name: '问题清单', note, columns, rows: problemLines(kit, id) }]);
}

/** For the audit: who took the list. */
export async function noteProblems(ask: Ask, id: string, file: FileReply): Promise<FileReply> {
  await loadRoster(ask, id, 'rosters.import');
  return file;
}
