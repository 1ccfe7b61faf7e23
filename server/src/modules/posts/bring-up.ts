/** Whether a union can appoint by itself: until then its staff is founded at the machine. */
import { dayOf } from '@niangjia/shared/rules/days';
import { jointRule } from '@niangjia/shared/rules/joint';
import { isGuard, type Permission, type Role, roles } from '@niangjia/shared/rules/roles';
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import { RUNNING } from './hand-over';

interface Holder {
  role: Role;
  person: string;
}

/** Whether each permission can be given by a person of its own. */
function areApart(holders: readonly Holder[], [permission, ...rest]: readonly Permission[]): boolean {
  if (!permission) return true;
  return holders
    .filter(({ role }) => (roles[role].may as readonly Permission[]).includes(permission))
    .some(({ person }) =>
      areApart(
        holders.filter((one) => one.person !== person),
        rest,
      ),
    );
}

/** Whether different natural persons hold, at this union or above, all that appointing somebody to a role takes. */
export async function appointsItself(db: EntityManager, unionPath: string, role: Role, now: Date): Promise<boolean> {
  const above = unionPath.split('/').filter(Boolean);
  const today = dayOf(now);
  const holders = await query<Holder>(
    db,
    `SELECT p.role, a.idNumberIndex AS person FROM post p JOIN staff_account a ON a.id = p.accountId
     WHERE p.unionId IN (${above.map(() => '?').join(', ')}) AND a.disabledAt IS NULL AND a.waitsFor IS NULL
       AND a.idNumberIndex IS NOT NULL AND ${RUNNING}`,
    [...above, today, today, now.toISOString()],
  );
  const { first, others } = jointRule(isGuard(role) ? 'guard' : 'grant');
  return areApart(holders, [first, ...others]);
}
