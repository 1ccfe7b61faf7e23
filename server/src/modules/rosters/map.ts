/** Which column is which field: said by a person, kept for the union's next file with the same header. */
import type { RosterField } from '@niangjia/shared/rules/rosters';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { badField, Refusal } from '../../core/refusal';
import { insertOnce, update } from '../../core/sql';
import { columnsOf, RosterMappingTable, RosterTable } from './entity';
import { describeRoster, loadRoster } from './list';

const NEEDED: readonly RosterField[] = ['name', 'idNumber', 'occupation'];

function mustFit(fields: readonly (RosterField | null)[], width: number): void {
  if (fields.length !== width) throw badField('columns', '列数与文件不符，请刷新后再对。');
  const given = fields.filter((field) => field !== null);
  if (NEEDED.some((field) => !given.includes(field))) throw new Refusal('COLUMN_MISSING');
  if (new Set(given).size < given.length) throw new Refusal('COLUMN_TWICE');
}

/**
 * Matches the columns and has the rows checked; also once more, as long as nobody was asked to confirm.
 * Refusals NOT_FOUND, ROSTER_STATE, COLUMN_MISSING, COLUMN_TWICE.
 */
export async function mapColumns(ask: Ask, id: string, fields: readonly (RosterField | null)[]) {
  const roster = await loadRoster(ask, id, 'rosters.import');
  if (roster.state !== 'mapping' && roster.state !== 'checked') throw new Refusal('ROSTER_STATE');
  const columns = columnsOf(roster).map((column, nth) => ({ ...column, field: fields[nth] ?? null }));
  mustFit(fields, columns.length);
  const at = ask.now.toISOString();
  const nothing = { good: 0, same: 0, bad: 0, stopped: 0, atLine: 0, progress: 0 };
  const change = { ...nothing, state: 'checking' as const, columns: JSON.stringify(columns), changedAt: at };
  if ((await update(ask.db, RosterTable, { id, state: roster.state }, change)) === 0) throw new Refusal('ROSTER_STATE');
  const key = { unionId: roster.unionId, headerHash: roster.headerHash ?? '' };
  const saved = { columns: JSON.stringify(fields), at };
  if (!(await insertOnce(ask.db, RosterMappingTable, { id: ulid(), ...key, ...saved })))
    await update(ask.db, RosterMappingTable, key, saved);
  return describeRoster(ask, id, 'rosters.import');
}
