/** A union as a node of the tree: its own fields, and how many members and unions are in it and below it. */
import type { Ask } from '../../core/ask';
import { rangeOf } from '../../core/ask';
import { query } from '../../core/sql';
import { districtFullName } from './districts';
import type { Union } from './entity';

type Count = number | string;

const marks = (rows: readonly unknown[]): string => rows.map(() => '?').join(', ');

/** Counts for a page of unions, in three questions whatever their number; each reads ranges of an index only. */
export async function toNodes(ask: Ask, unions: readonly Union[]) {
  if (unions.length === 0) return [];
  const ids = unions.map(({ id }) => id);
  const own = await query<{ unionId: string; active: Count }>(
    ask.db,
    `SELECT unionId, active FROM union_tally WHERE unionId IN (${marks(ids)})`,
    ids,
  );
  const children = await query<{ parentId: string; children: Count }>(
    ask.db,
    `SELECT parentId, COUNT(*) AS children FROM trade_union WHERE parentId IN (${marks(ids)}) AND closedAt IS NULL
     GROUP BY parentId`,
    ids,
  );
  const subtrees = await query<{ id: string; members: Count; open: Count }>(
    ask.db,
    ids
      .map(
        () => `SELECT ? AS id,
          (SELECT COALESCE(SUM(active), 0) FROM union_tally WHERE path >= ? AND path < ?) AS members,
          (SELECT COUNT(*) FROM trade_union WHERE closedAt IS NULL AND path >= ? AND path < ?) AS open`,
      )
      .join(' UNION ALL '),
    unions.flatMap(({ id, path }) => [id, ...rangeOf(path), ...rangeOf(path)]),
  );
  const membersOf = new Map(own.map((row) => [row.unionId, Number(row.active)]));
  const childrenOf = new Map(children.map((row) => [row.parentId, Number(row.children)]));
  const subtreeOf = new Map(subtrees.map((row) => [row.id, row]));
  return unions.map((union) => {
    const subtree = subtreeOf.get(union.id);
    return {
      id: union.id,
      name: union.name,
      level: union.level,
      parentId: union.parentId,
      districtCode: union.districtCode,
      districtName: districtFullName(union.districtCode),
      holding: Boolean(union.holding),
      closedAt: union.closedAt,
      members: membersOf.get(union.id) ?? 0,
      membersBelow: Number(subtree?.members ?? 0),
      unionsBelow: Number(subtree?.open ?? 0) - (union.closedAt === null ? 1 : 0),
      children: childrenOf.get(union.id) ?? 0,
    };
  });
}
