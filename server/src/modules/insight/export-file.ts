/** The file of an exported list: made when it is fetched, kept nowhere, marked on every row with whose it is. */
import { dayOf, sayFullTime } from '@niangjia/shared/rules/days';
import { maskIdNumber, maskName, maskPhone } from '@niangjia/shared/rules/masks';
import { type MembershipState, membershipStates } from '@niangjia/shared/rules/members';
import { type Occupation, occupations } from '@niangjia/shared/rules/membership';
import { EXPORT_PERSONS } from '@niangjia/shared/rules/statistics';
import { type Ask, below, type Caller, makeAsk, rangeOf, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { type Cell, makeWorkbook, XLSX_TYPE } from '../../core/workbook';
import { mustHaveSteppedUp } from '../people/staff';
import type { PersonExport } from './entity';
import { type ClearField, clearOf, columnsOf, loadExport } from './exports';
import { countMembers } from './figures';

interface Row {
  membershipId: string;
  number: string;
  personId: string;
  name: string | null;
  idNumberSealed: string | null;
  phoneSealed: string | null;
  masterVersion: number | null;
  wrapped: string | null;
  unionName: string;
  unionPath: string;
  occupation: Occupation;
  state: MembershipState;
  joinedOn: string;
  identity: string | null;
  joining: string | null;
}

const PIECE = 1000;

/** The newest word of a person on a purpose. */
const newestConsent = (purpose: string): string =>
  `(SELECT c.state FROM consent c WHERE c.personId = p.id AND c.purpose = '${purpose}' ORDER BY c.at DESC, c.id DESC LIMIT 1)`;

/** What the list is of: who stood in these books when it was asked for. */
interface Frozen {
  path: string;
  askedAt: string;
}

/** The changes that bring a membership into a book. */
const CAME = `c.kind IN ('joined', 'movedIn', 'returned')`;

async function nextRows(kit: Kit, { path, askedAt }: Frozen, after: { path: string; id: string }): Promise<Row[]> {
  return query<Row>(
    kit.db.reader,
    `SELECT m.id AS membershipId, m.number, p.id AS personId, p.name, p.idNumberSealed, p.phoneSealed, k.masterVersion,
       k.wrapped, u.name AS unionName, u.path AS unionPath, m.occupation, m.state, m.joinedOn,
       ${newestConsent('identity')} AS identity, ${newestConsent('joining')} AS joining
     FROM trade_union u JOIN membership m ON m.unionId = u.id JOIN person p ON p.id = m.personId
     LEFT JOIN data_key k ON k.subjectId = p.id
     WHERE ${below('u.path')} AND m.state IN ('active', 'retained')
       AND NOT EXISTS (SELECT 1 FROM membership_change c WHERE c.membershipId = m.id AND ${CAME} AND c.at > ?)
       AND (u.path > ? OR (u.path = ? AND m.id > ?))
     ORDER BY u.path, m.id LIMIT ${PIECE}`,
    [...rangeOf(path), askedAt, after.path, after.path, after.id],
  );
}

/** A field in clear where it was asked for and the person's consent stands, else masked. */
function show(kit: Kit, row: Row, field: 'idNumber' | 'phone', clear: readonly ClearField[]): string {
  const sealed = field === 'idNumber' ? row.idNumberSealed : row.phoneSealed;
  if (sealed === null || row.wrapped === null || row.masterVersion === null) return '';
  const agreed = (field === 'idNumber' ? row.identity : row.joining) === 'given';
  if (!agreed) return '本人已撤回同意';
  const place = { subjectId: row.personId, table: 'person', column: field, rowId: row.personId };
  const value = kit.secrets.openWith({ masterVersion: row.masterVersion, wrapped: row.wrapped }, place, sealed);
  if (clear.includes(field)) return value;
  return field === 'idNumber' ? maskIdNumber(value) : maskPhone(value);
}

async function* rowsOf(kit: Kit, of: Frozen, clear: readonly ClearField[], mark: string): AsyncIterable<Cell[]> {
  for (let after = { path: '', id: '' }; ; ) {
    const rows = await nextRows(kit, of, after);
    for (const row of rows) {
      const name = row.name ?? '';
      yield [
        row.number,
        clear.includes('name') && row.joining === 'given' ? name : maskName(name || '—'),
        show(kit, row, 'idNumber', clear),
        show(kit, row, 'phone', clear),
        row.unionName,
        occupations[row.occupation] ?? row.occupation,
        membershipStates[row.state],
        row.joinedOn,
        mark,
      ];
    }
    const last = rows.at(-1);
    if (rows.length < PIECE || !last) return;
    after = { path: last.unionPath, id: last.membershipId };
  }
}

export interface ExportFile {
  bytes: Buffer;
  type: string;
  name: string;
}

/**
 * What was agreed to is the list as it was then: a union that has been moved or merged into the scope since would bring
 * people whom nobody agreed to. Refusal LINK_EXPIRED.
 */
async function mustBeAsAsked(ask: Ask, row: PersonExport & { unionPath: string }): Promise<void> {
  const since = await query(
    ask.db,
    `SELECT c.id FROM trade_union u JOIN union_change c ON c.unionId = u.id
     WHERE ${below('u.path')} AND c.kind IN ('moved', 'merged') AND c.at >= ? LIMIT 1`,
    [...rangeOf(row.unionPath), row.askedAt],
  );
  const { members, retained } = await countMembers(ask, { path: row.unionPath });
  if (since.length > 0 || (row.clear === '' && row.jointId === null && members + retained > EXPORT_PERSONS))
    throw new Refusal('LINK_EXPIRED', {
      sentence: '申请之后范围内的工会有划转或合并，名单已不是当时那一份，请重新申请。',
    });
}

/** Outside the transaction: whether it may be fetched, and the file. Refusals NOT_FOUND, LINK_EXPIRED, STEP_UP_FIRST. */
export async function makeExportFile(kit: Kit, id: string, by: Caller): Promise<ExportFile> {
  const { ask } = makeAsk(kit, kit.db.reader, by);
  const row = await loadExport(ask, id);
  if (row.state !== 'done' || row.until === null || row.until < ask.now.toISOString())
    throw new Refusal('LINK_EXPIRED');
  mustHaveSteppedUp(ask);
  await mustBeAsAsked(ask, row);
  const [account] = await query<{ name: string; account: string }>(
    kit.db.reader,
    'SELECT name, account FROM staff_account WHERE id = ?',
    [staffOf(ask).accountId],
  );
  const clear = clearOf(row);
  const taken = `${account?.name ?? ''}（${account?.account ?? ''}）${sayFullTime(ask.now.toISOString())}`;
  const note = `${row.unionName}会员名单　由 ${taken} 导出，编号 ${id}。含个人信息，仅限“${row.reason}”，用后销毁。`;
  const widths = [18, 14, 22, 16, 30, 18, 12, 12, 40];
  const bytes = await makeWorkbook([
    {
      name: '会员名单',
      note,
      columns: [...columnsOf(clear), '导出标记'].map((title, nth) => ({ title, width: widths[nth] ?? 16 })),
      rows: rowsOf(
        kit,
        { path: row.unionPath, askedAt: row.askedAt },
        clear,
        `${account?.account ?? ''} ${ask.now.toISOString()} ${id}`,
      ),
    },
  ]);
  return { bytes, type: XLSX_TYPE, name: `members-${dayOf(ask.now)}-${id.slice(-6)}.xlsx` };
}

/** In the transaction: the fetch is counted, and each person whose data stands in clear can see it among the looks. */
export async function keepFetch(ask: Ask, id: string, file: ExportFile): Promise<ExportFile> {
  const row = await loadExport(ask, id);
  await ask.db.query('UPDATE person_export SET fetched = fetched + 1 WHERE id = ?', [id]);
  ask.about(`export:${id}`, { persons: Number(row.persons), clear: row.clear });
  if (row.clear !== '')
    await ask.db.query(
      `INSERT INTO look (id, personId, accountId, unionId, field, reason, at)
       SELECT CONCAT(?, SUBSTR(m.id, 11)), m.personId, ?, ?, 'export', ?, ?
       FROM trade_union u JOIN membership m ON m.unionId = u.id
       WHERE ${below('u.path')} AND m.state IN ('active', 'retained')
       AND NOT EXISTS (SELECT 1 FROM membership_change c WHERE c.membershipId = m.id AND ${CAME} AND c.at > ?)`,
      [
        ulid().slice(0, 10),
        staffOf(ask).accountId,
        row.unionId,
        row.reason,
        ask.now.toISOString(),
        ...rangeOf(row.unionPath),
        row.askedAt,
      ],
    );
  return file;
}
