/** Rosters as an officer sees them. */
import { limits } from '@niangjia/shared/rules/limits';
import type { Permission } from '@niangjia/shared/rules/roles';
import { fileProblems } from '@niangjia/shared/rules/rosters';
import { type Ask, mustReach, withinReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { columnsOf, type Roster } from './entity';
import { countsOf } from './stage';

export type FoundRoster = Roster & { unionName: string; unionPath: string; uploaderName: string | null };

const SELECT = `SELECT r.*, u.name AS unionName, u.path AS unionPath, a.name AS uploaderName FROM roster r
  JOIN trade_union u ON u.id = r.unionId LEFT JOIN staff_account a ON a.id = r.uploadedBy`;

const toReply = (roster: FoundRoster) => ({
  id: roster.id,
  fileName: roster.fileName,
  unionId: roster.unionId,
  unionName: roster.unionName,
  state: roster.state,
  uploadedAt: roster.uploadedAt,
  uploadedBy: roster.uploaderName ?? '',
  problem: roster.problem && { code: roster.problem, sentence: fileProblems[roster.problem] },
  encoding: roster.encoding,
  columns: columnsOf(roster),
  counts: countsOf(roster),
  progress: roster.progress,
  jointId: roster.jointId,
  earlierId: roster.earlierId,
});

/** A roster within the reach of a permission. Throws NOT_FOUND, also for other unions' ones. */
export async function loadRoster(ask: Ask, id: string, permission: Permission): Promise<FoundRoster> {
  const [roster] = await query<FoundRoster>(ask.db, `${SELECT} WHERE r.id = ?`, [id]);
  if (!roster) throw new Refusal('NOT_FOUND', { denied: `roster:${id}` });
  mustReach(ask, permission, roster.unionPath, `roster:${id}`);
  ask.about(`roster:${id}`);
  return roster;
}

export async function describeRoster(ask: Ask, id: string, permission: Permission) {
  return toReply(await loadRoster(ask, id, permission));
}

/** Newest first. */
export async function listRosters(ask: Ask, after: string | undefined) {
  const reach = withinReach(ask, 'rosters.import', 'u.path');
  const rows = await query<FoundRoster>(
    ask.db,
    `${SELECT} WHERE ${reach.sql} AND r.id < ? ORDER BY r.id DESC LIMIT ${limits.page + 1}`,
    [...reach.values, after ?? '~'],
  );
  const items = rows.slice(0, limits.page).map(toReply);
  return { items, next: rows.length > limits.page ? (items.at(-1)?.id ?? null) : null };
}
