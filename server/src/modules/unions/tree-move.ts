/** A union, with all below it, goes under another upper one. */
import { type Ask, rangeOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { mustHaveSteppedUp } from '../people/staff';
import { type Union, UnionTable } from './entity';
import {
  loadManaged,
  longestBelow,
  mustBeOpen,
  mustFit,
  mustHaveFreeName,
  recordUnionChange,
  takeTree,
} from './tree-checks';
import { describeUnion } from './tree-detail';
import { movePaths } from './tree-paths';
import { settleLater } from './tree-settle';

/**
 * The path of the whole subtree changes in this transaction, and with it who sees it (B7): the officers above the old
 * place lose it with their next request, those above the new one have it. Unions below that had the same seat take the
 * new district along.
 * Refusals NOT_FOUND, NOT_ALLOWED, STEP_UP_FIRST, UNION_CLOSED, UNDER_ITSELF, LEVEL_MISFIT, UNION_NAME_IN_USE.
 */
export async function moveUnion(
  ask: Ask,
  id: string,
  { parentId, districtCode, reason }: { parentId: string; districtCode: string; reason: string },
) {
  await takeTree(ask);
  const union = await loadManaged(ask, id, 'below');
  const upper = await loadManaged(ask, parentId, 'here');
  mustHaveSteppedUp(ask);
  mustBeOpen(union, upper);
  if (upper.path.startsWith(union.path)) throw new Refusal('UNDER_ITSELF');
  const path = `${upper.path}${id}/`;
  mustFit(union.level, upper, (await longestBelow(ask, union.path)) - union.path.length + path.length);
  await mustHaveFreeName(ask, parentId, union.name, id);
  const [former] = await query<Pick<Union, 'name'>>(ask.db, 'SELECT name FROM trade_union WHERE id = ?', [
    union.parentId,
  ]);
  if (districtCode !== union.districtCode)
    await ask.db.query(
      'UPDATE trade_union SET districtCode = ? WHERE path >= ? AND path < ? AND districtCode = ? AND closedAt IS NULL',
      [districtCode, ...rangeOf(union.path), union.districtCode],
    );
  await update(ask.db, UnionTable, { id }, { parentId });
  await movePaths(ask, union.path, path, { itself: true });
  const words = `从“${former?.name ?? ''}”划到“${upper.name}”`;
  const change = await recordUnionChange(ask, id, { kind: 'moved', words, reason, otherUnionId: parentId });
  await settleLater(ask, change.id, union.path);
  return describeUnion(ask, id);
}
