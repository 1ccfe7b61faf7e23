/** A union ends: merged into another, or closed. Its members, open cases, codes and the unions below it go along. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { type Ask, rangeOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { mustHaveSteppedUp } from '../people/staff';
import { type Union, UnionTable } from './entity';
import { carryCases, carryMembers } from './tree-carry';
import {
  LONGEST_PATH,
  loadManaged,
  longestBelow,
  mustBeOpen,
  mustFit,
  recordUnionChange,
  takeTree,
} from './tree-checks';
import { describeUnion } from './tree-detail';
import { movePaths } from './tree-paths';
import { settleLater } from './tree-settle';

/**
 * The union that is merged ends; codes that hang on walls lead to the one that takes it in.
 * Refusals NOT_FOUND, NOT_ALLOWED, STEP_UP_FIRST, UNION_CLOSED, UNDER_ITSELF, LEVEL_MISFIT, UNION_NAME_IN_USE.
 */
export async function mergeUnion(ask: Ask, id: string, { intoId, reason }: { intoId: string; reason: string }) {
  await takeTree(ask);
  const [union, into] = await loadBoth(ask, id, intoId);
  await handOver(ask, union, into, 'merged', `并入“${into.name}”`, reason);
  return describeUnion(ask, id);
}

/**
 * Members and open cases go to `membersTo`; without it there must be none.
 * Refusals as for merging, and UNION_NOT_EMPTY.
 */
export async function closeUnion(
  ask: Ask,
  id: string,
  { membersTo, reason }: { membersTo: string | null; reason: string },
) {
  await takeTree(ask);
  if (membersTo !== null) {
    const [union, into] = await loadBoth(ask, id, membersTo);
    await handOver(ask, union, into, 'closed', `撤销，会员和未办结的事项转到“${into.name}”`, reason);
    return describeUnion(ask, id);
  }
  const union = await loadManaged(ask, id, 'below');
  mustHaveSteppedUp(ask);
  mustBeOpen(union);
  await mustBeEmpty(ask, union);
  await endUnion(ask, union);
  await ask.db.query('UPDATE join_code SET withdrawnAt = ? WHERE unionId = ? AND withdrawnAt IS NULL', [
    ask.now.toISOString(),
    id,
  ]);
  await recordUnionChange(ask, id, { kind: 'closed', words: '撤销', reason });
  return describeUnion(ask, id);
}

async function loadBoth(ask: Ask, id: string, intoId: string): Promise<[Union, Union]> {
  const union = await loadManaged(ask, id, 'below');
  const into = await loadManaged(ask, intoId, 'here');
  mustHaveSteppedUp(ask);
  mustBeOpen(union, into);
  if (into.path.startsWith(union.path)) throw new Refusal('UNDER_ITSELF');
  // A group takes nobody itself.
  if (into.level === 'group' && union.level !== 'group') throw new Refusal('LEVEL_MISFIT');
  return [union, into];
}

async function handOver(
  ask: Ask,
  union: Union,
  into: Union,
  kind: 'merged' | 'closed',
  words: string,
  reason: string,
): Promise<void> {
  await moveChildren(ask, union, into);
  await endUnion(ask, union);
  await ask.db.query('UPDATE join_code SET unionId = ? WHERE unionId = ?', [into.id, union.id]);
  const taken = kind === 'merged' ? `“${union.name}”并入本工会` : `接收撤销的“${union.name}”的会员`;
  await recordUnionChange(ask, into.id, { kind: 'merged', words: taken, reason, otherUnionId: union.id });
  const change = await recordUnionChange(ask, union.id, { kind, words, reason, otherUnionId: into.id });
  await carryCases(ask, union.id, into);
  // As late as possible: it takes the counts of both unions.
  await carryMembers(ask, change, union, into);
  await settleLater(ask, change.id);
}

/** The unions below go under the one that takes over; districts stay, because nobody moves house. */
async function moveChildren(ask: Ask, union: Union, into: Union): Promise<void> {
  const children = await query<Pick<Union, 'level'>>(
    ask.db,
    'SELECT DISTINCT level FROM trade_union WHERE parentId = ? AND closedAt IS NULL AND id <> ?',
    [union.id, into.id],
  );
  const longest = (await longestBelow(ask, union.path)) - union.path.length + into.path.length;
  for (const { level } of children) mustFit(level, into, longest);
  if (longest > LONGEST_PATH) throw new Refusal('LEVEL_MISFIT');
  const [same] = await query(
    ask.db,
    `SELECT a.id FROM trade_union a JOIN trade_union b ON b.parentId = ? AND b.closedAt IS NULL AND b.name = a.name
     WHERE a.parentId = ? AND a.closedAt IS NULL AND b.id <> ? LIMIT 1`,
    [into.id, union.id, union.id],
  );
  if (same) throw new Refusal('UNION_NAME_IN_USE');
  await movePaths(ask, union.path, into.path, { itself: false });
  await ask.db.query('UPDATE trade_union SET parentId = ? WHERE parentId = ?', [into.id, union.id]);
}

/** Nobody decides there any more from the next request on; the union itself keeps its place in the tree, closed. */
async function endUnion(ask: Ask, union: Union): Promise<void> {
  await update(ask.db, UnionTable, { id: union.id }, { closedAt: ask.now.toISOString() });
  const today = dayOf(ask.now);
  await ask.db.query('UPDATE post SET toOn = ? WHERE unionId = ? AND (toOn IS NULL OR toOn >= ?)', [
    addDays(today, -1),
    union.id,
    today,
  ]);
}

async function mustBeEmpty(ask: Ask, union: Union): Promise<void> {
  const { id } = union;
  const rows = await query(
    ask.db,
    `SELECT id FROM membership WHERE unionId = ? AND state IN ('active', 'retained')
     UNION ALL SELECT id FROM trade_union WHERE parentId = ? AND closedAt IS NULL
     UNION ALL SELECT id FROM application WHERE unionId = ? AND state IN ('submitted', 'returned')
     UNION ALL SELECT id FROM application WHERE state IN ('submitted', 'returned') AND heldPath >= ? AND heldPath < ?
     UNION ALL SELECT s.id FROM transfer_side s JOIN transfer t ON t.id = s.transferId AND t.state = 'asked'
       WHERE s.unionId = ?
     UNION ALL SELECT s.id FROM transfer_side s JOIN transfer t ON t.id = s.transferId AND t.state = 'asked'
       WHERE s.heldBy = ?
     UNION ALL SELECT id FROM person_request WHERE unionId = ? AND state IN ('asked', 'agreed')
     UNION ALL SELECT id FROM person_request WHERE heldBy = ? AND state IN ('asked', 'agreed')
     LIMIT 1`,
    [id, id, id, ...rangeOf(union.path), id, id, id, id],
  );
  if (rows.length > 0) throw new Refusal('UNION_NOT_EMPTY');
}
