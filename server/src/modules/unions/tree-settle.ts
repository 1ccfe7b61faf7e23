/**
 * What slipped through while the tree changed: an application filed, or a member admitted, in a transaction that had
 * read the tree before and committed after. And the rest of the members of a very large union.
 */
import { type Ask, makeAsk } from '../../core/ask';
import type { Deliver } from '../../core/outbox';
import { query } from '../../core/sql';
import type { Union, UnionChangeRow } from './entity';
import { carryCases, carryMembers } from './tree-carry';
import { takeTree } from './tree-checks';
import { mendPaths } from './tree-paths';
import { tellLater } from './tree-tell';

/** No request outlives this. */
const SETTLE_SECONDS = 10;

export const settleLater = (ask: Ask, changeId: string, oldPath = ''): Promise<void> =>
  tellLater(ask, 'union-settle', { changeId, oldPath }, SETTLE_SECONDS);

export const settleUnion: Deliver = async (kit, { changeId = '', oldPath = '' }) => {
  for (let isLeft = true; isLeft; )
    isLeft = await kit.db.tx(
      async (db) => {
        const { ask } = makeAsk(kit, db, { kind: 'nobody' });
        await takeTree(ask);
        if (oldPath !== '') {
          await mendPaths(ask, oldPath);
          return false;
        }
        const [change] = await query<UnionChangeRow>(db, 'SELECT * FROM union_change WHERE id = ?', [changeId]);
        const [from] = await query<Union>(db, 'SELECT * FROM trade_union WHERE id = ?', [change?.unionId]);
        const into = await heirOf(ask, change);
        if (!change || !from || !into) return false;
        await carryCases(ask, from.id, into);
        return carryMembers(ask, change, from, into);
      },
      { again: true },
    );
};

/** The union that took over, or, when that has ended too, the one that took that over. */
async function heirOf(ask: Ask, change: UnionChangeRow | undefined): Promise<Union | undefined> {
  const [into] = await query<Union>(ask.db, 'SELECT * FROM trade_union WHERE id = ?', [change?.otherUnionId ?? null]);
  if (!into || into.closedAt === null) return into;
  const [next] = await query<UnionChangeRow>(
    ask.db,
    `SELECT * FROM union_change WHERE unionId = ? AND otherUnionId IS NOT NULL AND at = ? AND kind IN ('merged', 'closed')
     ORDER BY id DESC LIMIT 1`,
    [into.id, into.closedAt],
  );
  return next && heirOf(ask, next);
}
