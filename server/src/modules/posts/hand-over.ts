/** What becomes of a union's open cases when somebody who decided there has gone (FIN-4, S3.2). */
import { dayOf } from '@niangjia/shared/rules/days';
import { type Permission, type Post, type Role, roles } from '@niangjia/shared/rules/roles';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { riseApplications } from '../membership/rise';

/** SQL condition for posts `p` that give rights now; it takes today's day twice and then the instant. */
export const RUNNING = 'p.fromOn <= ? AND (p.toOn IS NULL OR p.toOn >= ?) AND (p.endedAt IS NULL OR p.endedAt > ?)';
const moment = (ask: Ask): string[] => [dayOf(ask.now), dayOf(ask.now), ask.now.toISOString()];

/** The posts that an account holds at this moment; none when it is disabled or waits for its activation. */
export const runningPostsOf = (ask: Ask, accountId: string): Promise<Post[]> =>
  query<Post>(
    ask.db,
    `SELECT p.role, p.unionId, u.name AS unionName, u.path AS unionPath
     FROM post p JOIN staff_account a ON a.id = p.accountId JOIN trade_union u ON u.id = p.unionId
     WHERE p.accountId = ? AND a.disabledAt IS NULL AND a.waitsFor IS NULL AND ${RUNNING}`,
    [accountId, ...moment(ask)],
  );

const DECIDES: Permission = 'applications.decide';
const deciding = (Object.keys(roles) as Role[]).filter((role) =>
  (roles[role].may as readonly Permission[]).includes(DECIDES),
);
export const decides = (role: Role): boolean => deciding.includes(role);

/** Takes the union, so that two who leave it at once come one after the other: the second sees that nobody is left. */
export const takeUnion = (ask: Ask, unionId: string): Promise<unknown> =>
  ask.db.query('UPDATE trade_union SET name = name WHERE id = ?', [unionId]);

/**
 * Once a post there has ended: open cases stay with the others who decide at this very union; when nobody is left they
 * rise to the upper union at once. Numbers of cases.
 */
export async function handOver(ask: Ask, unionId: string): Promise<{ risen: number; remaining: number }> {
  const [left] = await query<{ people: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS people FROM post p JOIN staff_account a ON a.id = p.accountId
     WHERE p.unionId = ? AND p.role IN (${deciding.map(() => '?').join(', ')})
       AND a.disabledAt IS NULL AND a.waitsFor IS NULL AND ${RUNNING}`,
    [unionId, ...deciding, ...moment(ask)],
  );
  const risen = Number(left?.people ?? 0) > 0 ? 0 : await riseApplications(ask, unionId);
  const [open] = await query<{ cases: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS cases FROM application WHERE heldBy = ? AND state IN ('submitted', 'returned')`,
    [unionId],
  );
  return { risen, remaining: Number(open?.cases ?? 0) };
}
