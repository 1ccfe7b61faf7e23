/** Joining codes: each belongs to one union, is recorded as the source, can be withdrawn and can expire (MEM-13). */
import { dayOf } from '@niangjia/shared/rules/days';
import type { CodeKind } from '@niangjia/shared/rules/unions';
import { type Ask, mustReach, staffOf, withinReach } from '../../core/ask';
import { randomToken } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { type JoinCode, JoinCodeTable } from './entity';
import { describeInvitation, loadUnion } from './service';

type CodeRow = JoinCode & {
  unionName: string;
  unionPath: string;
  unionClosedAt: string | null;
  applications: number | string;
  members: number | string;
};

const SELECT = `SELECT c.*, u.name AS unionName, u.path AS unionPath, u.closedAt AS unionClosedAt,
  (SELECT COUNT(*) FROM application a WHERE a.codeToken = c.token) AS applications,
  (SELECT COUNT(*) FROM application a WHERE a.codeToken = c.token AND a.state = 'approved') AS members
  FROM join_code c JOIN trade_union u ON u.id = c.unionId`;

/** A code serves until it is withdrawn, and on its last day. */
type CodeState = 'active' | 'withdrawn' | 'expired';
export const stateOf = (code: Pick<JoinCode, 'withdrawnAt' | 'expiresOn'>, today: string): CodeState =>
  code.withdrawnAt !== null ? 'withdrawn' : code.expiresOn !== null && code.expiresOn < today ? 'expired' : 'active';

/** A code of a union that has closed serves as little as a withdrawn one. */
export const servingState = (ask: Ask, code: CodeRow): CodeState =>
  code.unionClosedAt !== null ? 'withdrawn' : stateOf(code, dayOf(ask.now));

/** Where the same poster leads those who are outside WeChat. */
export const h5Address = (publicUrl: string, token: string): string => `${publicUrl}/#/join/union?scene=${token}`;

const toRow = (ask: Ask, code: CodeRow) =>
  ({
    token: code.token,
    unionId: code.unionId,
    unionName: code.unionName,
    kind: code.kind ?? 'union',
    label: code.label,
    state: servingState(ask, code),
    expiresOn: code.expiresOn,
    createdAt: code.createdAt,
    applications: Number(code.applications),
    members: Number(code.members),
    h5Address: h5Address(ask.kit.config.publicUrl, code.token),
  }) as const;

/** What a scan opens. Throws CODE_UNKNOWN; a code that no longer serves says so and brings no invitation. */
export async function openCode(ask: Ask, token: string) {
  const [code] = await query<CodeRow>(ask.db, `${SELECT} WHERE c.token = ?`, [token]);
  if (!code) throw new Refusal('CODE_UNKNOWN');
  const state = servingState(ask, code);
  if (state !== 'active') return { state, label: code.label, invitation: null };
  return { state, label: code.label, invitation: await describeInvitation(ask, code.unionId) };
}

export async function listCodes(ask: Ask) {
  const reach = withinReach(ask, 'codes.read', 'u.path');
  const rows = await query<CodeRow>(
    ask.db,
    `${SELECT} WHERE ${reach.sql} ORDER BY c.createdAt DESC LIMIT 200`,
    reach.values,
  );
  return { items: rows.map((row) => toRow(ask, row)), total: rows.length };
}

/** A code within reach. Throws NOT_FOUND, also for other unions' codes. */
export async function loadCode(
  ask: Ask,
  token: string,
  permission: 'codes.read' | 'codes.manage' | 'applications.read',
): Promise<CodeRow> {
  const [code] = await query<CodeRow>(ask.db, `${SELECT} WHERE c.token = ?`, [token]);
  if (!code) throw new Refusal('NOT_FOUND', { denied: `join-code:${token}` });
  mustReach(ask, permission, code.unionPath, `join-code:${token}`);
  return code;
}

export async function createCode(
  ask: Ask,
  body: { unionId: string; kind: CodeKind; label: string; expiresOn: string | null },
) {
  const union = await loadUnion(ask, body.unionId);
  mustReach(ask, 'codes.manage', union.path, `union:${union.id}`);
  if (union.closedAt !== null) throw new Refusal('UNION_CLOSED');
  // 128 bits that nobody can guess, in characters that WeChat's `scene` allows.
  const token = randomToken(16);
  const row: JoinCode = {
    token,
    ...body,
    withdrawnAt: null,
    createdAt: ask.now.toISOString(),
    createdBy: staffOf(ask).accountId,
  };
  await insert(ask.db, JoinCodeTable, row);
  ask.about(`join-code:${token}`);
  return toRow(ask, await loadCode(ask, token, 'codes.manage'));
}

/** Withdrawing twice is withdrawing once. */
export async function withdrawCode(ask: Ask, token: string) {
  await loadCode(ask, token, 'codes.manage');
  ask.about(`join-code:${token}`);
  await ask.db.query('UPDATE join_code SET withdrawnAt = ? WHERE token = ? AND withdrawnAt IS NULL', [
    ask.now.toISOString(),
    token,
  ]);
  return toRow(ask, await loadCode(ask, token, 'codes.manage'));
}
