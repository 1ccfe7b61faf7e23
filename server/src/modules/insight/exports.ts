/** Asks for a list of members, and what a second person's signature sets free (security.md d.3 row 9). */
import type { JointState } from '@niangjia/shared/rules/joint';
import { limits } from '@niangjia/shared/rules/limits';
import { roles } from '@niangjia/shared/rules/roles';
import { EXPORT_ALONE, EXPORT_HOURS, EXPORT_PERSONS } from '@niangjia/shared/rules/statistics';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { propose } from '../joint/propose';
import { mustHaveSteppedUp } from '../people/staff';
import { type PersonExport, PersonExportTable } from './entity';
import { countMembers } from './figures';
import { scopeOf } from './scope';

export const clearFields = { name: '姓名', idNumber: '身份证号', phone: '手机号' } as const;
export type ClearField = keyof typeof clearFields;

type Found = PersonExport & { unionName: string };

export const SELECT_EXPORT = `SELECT e.*, u.name AS unionName FROM person_export e JOIN trade_union u ON u.id = e.unionId`;

/** Columns of the list, as people read them. */
export const columnsOf = (clear: readonly ClearField[]): string[] => [
  '会员编号',
  ...(Object.keys(clearFields) as ClearField[]).map((field) =>
    clear.includes(field) ? clearFields[field] : `${clearFields[field]}（遮盖）`,
  ),
  '工会',
  '工种',
  '会籍状态',
  '入会日期',
];

export const clearOf = ({ clear }: Pick<PersonExport, 'clear'>): ClearField[] =>
  clear === '' ? [] : (clear.split(',') as ClearField[]);

const toReply = (row: Found) => ({
  id: row.id,
  unionName: row.unionName,
  columns: columnsOf(clearOf(row)),
  reason: row.reason,
  persons: Number(row.persons),
  state: row.state,
  until: row.state === 'done' ? row.until : null,
  askedAt: row.askedAt,
  jointId: row.jointId,
  fetched: Number(row.fetched),
});

/** 宣教部 takes lists without ID numbers (security.md d.2, "x (no ID)"). */
function mustBeAllowed(ask: Ask, unionPath: string, clear: readonly ClearField[]): void {
  if (!clear.includes('idNumber')) return;
  const full = staffOf(ask).posts.some(
    ({ role, unionPath: path }) =>
      role !== 'publicity' &&
      unionPath.startsWith(path) &&
      (roles[role].may as readonly string[]).includes('exports.ask'),
  );
  if (!full) throw new Refusal('NOT_ALLOWED', { denied: 'exports idNumber' });
}

const endOf = (ask: Ask): string => new Date(ask.now.getTime() + EXPORT_HOURS * 3600_000).toISOString();

/**
 * Up to 100 persons and nothing in clear: ready at once. Else a joint act waits for the data officer.
 * Refusals NOT_FOUND, STEP_UP_FIRST, NOT_ALLOWED, EXPORT_TOO_LARGE, NO_IDENTITY.
 */
export async function askExport(ask: Ask, body: { unionId: string; clear: ClearField[]; reason: string }) {
  const scope = await scopeOf(ask, 'exports.ask', { unionId: body.unionId });
  mustBeAllowed(ask, scope.path, body.clear);
  mustHaveSteppedUp(ask);
  const { members, retained } = await countMembers(ask, scope);
  const persons = members + retained;
  if (persons > EXPORT_PERSONS) throw new Refusal('EXPORT_TOO_LARGE');
  const clear = (Object.keys(clearFields) as ClearField[]).filter((field) => body.clear.includes(field));
  const alone = persons <= EXPORT_ALONE && clear.length === 0;
  const id = ulid();
  const act = alone
    ? null
    : await propose(ask, {
        kind: 'export',
        union: scope,
        subject: id,
        title: `导出${scope.name}会员名单 ${persons} 人`.slice(0, 120),
        facts: [
          { label: '人数', value: `${persons} 人` },
          { label: '完整显示的信息', value: clear.map((field) => clearFields[field]).join('、') || '无，全部遮盖' },
          { label: '可下载', value: `复核同意后 ${EXPORT_HOURS} 小时内，仅限申请人` },
        ],
        reason: body.reason,
        payload: { exportId: id },
      });
  const row: PersonExport = {
    id,
    unionId: scope.id,
    clear: clear.join(','),
    reason: body.reason,
    persons,
    state: alone ? 'done' : 'waiting',
    askedBy: staffOf(ask).accountId,
    askedAt: ask.now.toISOString(),
    jointId: act?.id ?? null,
    until: alone ? endOf(ask) : null,
    fetched: 0,
  };
  await insert(ask.db, PersonExportTable, row);
  ask.about(`export:${id}`, { persons, clear: row.clear });
  return toReply({ ...row, unionName: scope.name });
}

/** One's own exports, newest first. */
export async function listExports(ask: Ask, after: string | undefined) {
  const rows = await query<Found>(
    ask.db,
    `${SELECT_EXPORT} WHERE e.askedBy = ? ${after ? 'AND e.id < ?' : ''} ORDER BY e.id DESC LIMIT ${limits.page + 1}`,
    [staffOf(ask).accountId, ...(after ? [after] : [])],
  );
  const items = rows.slice(0, limits.page).map(toReply);
  return { items, next: rows.length > limits.page ? (items.at(-1)?.id ?? null) : null };
}

/** An export of the asking officer, who must still reach its union. Throws NOT_FOUND. */
export async function loadExport(ask: Ask, id: string): Promise<Found & { unionPath: string }> {
  const [row] = await query<Found & { unionPath: string }>(
    ask.db,
    `SELECT e.*, u.name AS unionName, u.path AS unionPath FROM person_export e JOIN trade_union u ON u.id = e.unionId
     WHERE e.id = ?`,
    [id],
  );
  if (row?.askedBy !== staffOf(ask).accountId) throw new Refusal('NOT_FOUND', { denied: `export:${id}` });
  mustReach(ask, 'exports.ask', row.unionPath, `export:${id}`);
  return row;
}

const settle = (ask: Ask, exportId: string, state: JointState, until: string | null) =>
  update(ask.db, PersonExportTable, { id: exportId, state: 'waiting' }, { state, until });

export const exportEffect: JointEffect = {
  async done(ask, act) {
    const { exportId } = payloadOf<{ exportId: string }>(act);
    if ((await settle(ask, exportId, 'done', endOf(ask))) === 0) throw new Refusal('JOINT_STALE');
  },
  async undone(ask, act) {
    await settle(ask, payloadOf<{ exportId: string }>(act).exportId, act.state, null);
  },
};
