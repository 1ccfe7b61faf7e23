/** Speaks through the services as a demo account. */
import type { Role } from '@niangjia/shared/rules/roles';
import { type Ask, type Caller, makeAsk } from '../core/ask';
import type { Kit } from '../core/kit';
import { query } from '../core/sql';
import { demoUnions } from './unions';

const nameOf = (mark: string): string => demoUnions.find((union) => union.mark === mark)?.name ?? '';

/** The id of the demo union with this mark. */
export async function unionId(ask: Ask, mark: string): Promise<string> {
  const [row] = await query<{ id: string }>(ask.db, 'SELECT id FROM trade_union WHERE name = ?', [nameOf(mark)]);
  return row?.id ?? '';
}

/** Acts as a demo account, with a second factor of this moment. */
export async function speakAs<Result>(kit: Kit, account: string, work: (ask: Ask) => Promise<Result>): Promise<Result> {
  return kit.db.tx(async (db) => {
    const rows = await query<{
      id: string;
      idNumberIndex: string | null;
      role: Role;
      unionId: string;
      unionName: string;
      unionPath: string;
    }>(
      db,
      `SELECT a.id, a.idNumberIndex, p.role, p.unionId, u.name AS unionName, u.path AS unionPath FROM staff_account a
       JOIN post p ON p.accountId = a.id JOIN trade_union u ON u.id = p.unionId WHERE a.account = ?`,
      [account],
    );
    const by: Caller = {
      kind: 'staff',
      accountId: rows[0]?.id ?? '',
      personId: null,
      idNumberIndex: rows[0]?.idNumberIndex ?? null,
      sessionId: 'demo',
      stepUpAt: kit.now().toISOString(),
      posts: rows,
    };
    return work(makeAsk(kit, db, by).ask);
  });
}
