/** What one natural person may hold beside what (security.md d.1): counted over all accounts of one ID number. */
import { overlap } from '@niangjia/shared/rules/posts';
import { isCompatible, type Role } from '@niangjia/shared/rules/roles';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { PostRow } from '../people/entity';

export interface Grant {
  accountId: string;
  role: Role;
  unionId: string;
  fromOn: string;
  toOn: string | null;
}

/** Takes the accounts of a natural person, so that two posts that come at once are judged one after the other. */
export const takePerson = (ask: Ask, idNumberIndex: string): Promise<unknown> =>
  ask.db.query('UPDATE staff_account SET lastOtpStep = lastOtpStep WHERE idNumberIndex = ?', [idNumberIndex]);

/**
 * Throws INCOMPATIBLE_ROLES when the person holds, on a day of the new post, a role that does not go with it. Tells
 * whether the same role in the same union is already held on one of these days.
 */
export async function mustBeCompatible(
  ask: Pick<Ask, 'db' | 'now'>,
  idNumberIndex: string,
  grant: Grant,
): Promise<{ held: boolean }> {
  const posts = await query<PostRow>(
    ask.db,
    `SELECT p.* FROM post p JOIN staff_account a ON a.id = p.accountId
     WHERE a.idNumberIndex = ? AND (p.endedAt IS NULL OR p.endedAt > ?)`,
    [idNumberIndex, ask.now.toISOString()],
  );
  const beside = posts.filter((post) => overlap(post, grant));
  if (beside.some(({ role }) => !isCompatible(role, grant.role))) throw new Refusal('INCOMPATIBLE_ROLES');
  return { held: beside.some((post) => post.role === grant.role && post.unionId === grant.unionId) };
}
