/** Accounts within reach: those that hold or held a post in a union of one's own part of the tree. */
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { IDLE_DAYS, postStateOf } from '@niangjia/shared/rules/posts';
import { mayAct, type Permission, roles } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf, withinReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { PostRow, StaffAccount } from '../people/entity';
import { like } from '../unions/service';

type AccountRow = Pick<
  StaffAccount,
  | 'id'
  | 'account'
  | 'name'
  | 'idNumberIndex'
  | 'phoneSealed'
  | 'waitsFor'
  | 'usedAt'
  | 'enabledAt'
  | 'disabledAt'
  | 'createdAt'
> & { sessionAt: string | null };
type HeldPost = PostRow & { unionName: string; unionPath: string };

const SELECT = `SELECT a.id, a.account, a.name, a.idNumberIndex, a.phoneSealed, a.waitsFor, a.usedAt, a.enabledAt,
    a.disabledAt, a.createdAt, (SELECT MAX(s.usedAt) FROM session s WHERE s.subjectId = a.id) AS sessionAt
  FROM staff_account a`;

/** SQL condition for accounts that rest since an instant; it takes that instant four times. */
export const RESTING = `(a.createdAt < ? AND COALESCE(a.enabledAt, '') < ? AND COALESCE(a.usedAt, '') < ?
  AND NOT EXISTS (SELECT 1 FROM session s WHERE s.subjectId = a.id AND s.usedAt >= ?))`;

/** The instant before which the last use must lie to be too long ago (B8). */
export const restingSince = (now: Date): string => new Date(now.getTime() - IDLE_DAYS * 86_400_000).toISOString();

/** Posts of these accounts, with their unions. */
const postsOf = (ask: Ask, accountIds: readonly string[]): Promise<HeldPost[]> =>
  accountIds.length === 0
    ? Promise.resolve([])
    : query<HeldPost>(
        ask.db,
        `SELECT p.*, u.name AS unionName, u.path AS unionPath FROM post p JOIN trade_union u ON u.id = p.unionId
         WHERE p.accountId IN (${accountIds.map(() => '?').join(', ')}) ORDER BY p.id`,
        [...accountIds],
      );

/** Whether the asking officer is the natural person behind an account, under whatever account. */
export function isSelf(ask: Ask, account: { id: string; idNumberIndex: string | null }): boolean {
  const { accountId, idNumberIndex } = staffOf(ask);
  return account.id === accountId || (idNumberIndex !== null && account.idNumberIndex === idNumberIndex);
}

/**
 * Whether a permission reaches an account as a whole: every union of the posts that it holds or will hold, or, when
 * there is none left, one that it held. Who reaches only a former union does not govern the account.
 */
function reachesAll(ask: Ask, permission: Permission, held: readonly HeldPost[]): boolean {
  const { posts } = staffOf(ask);
  const [today, now] = [dayOf(ask.now), ask.now.toISOString()];
  const present = held.filter((post) => postStateOf(post, today, now) !== 'ended');
  return present.length > 0
    ? present.every(({ unionPath }) => mayAct(posts, permission, unionPath))
    : held.some(({ unionPath }) => mayAct(posts, permission, unionPath));
}

const newest = (...instants: (string | null)[]): string | null =>
  instants.reduce((one, other) => ((other ?? '') > (one ?? '') ? other : one), null);

function toReply(ask: Ask, row: AccountRow, held: readonly HeldPost[]) {
  const { posts } = staffOf(ask);
  const [today, now] = [dayOf(ask.now), ask.now.toISOString()];
  const usedAt = newest(row.usedAt, row.sessionAt);
  const since = newest(usedAt, row.enabledAt, row.createdAt) ?? row.createdAt;
  return {
    id: row.id,
    account: row.account,
    name: row.name,
    state: row.disabledAt !== null ? 'disabled' : row.waitsFor !== null ? 'invited' : 'active',
    usedAt,
    idleDays: Math.max(0, Math.floor((ask.now.getTime() - Date.parse(since)) / 86_400_000)),
    posts: held
      .filter((post) => postStateOf(post, today, now) !== 'ended' && mayAct(posts, 'posts.read', post.unionPath))
      .map(({ role, unionName, toOn }) => ({ role, roleLabel: roles[role].label, unionName, toOn })),
    mayDisable: row.disabledAt === null && !isSelf(ask, row) && reachesAll(ask, 'posts.confirm', held),
  } as const;
}

/** `idle`: those that nobody has used for 90 days, whether they are disabled yet or not. */
export async function listAccounts(ask: Ask, filter: { name?: string; idle?: '1'; after?: string }) {
  const reach = withinReach(ask, 'posts.read', 'u.path');
  const where = [
    `EXISTS (SELECT 1 FROM post p JOIN trade_union u ON u.id = p.unionId WHERE p.accountId = a.id AND ${reach.sql})`,
  ];
  const values: unknown[] = [...reach.values];
  if (filter.name) {
    where.push(`(a.name LIKE ? ESCAPE '!' OR a.account LIKE ? ESCAPE '!')`);
    values.push(like(filter.name), like(filter.name));
  }
  if (filter.idle) {
    where.push(RESTING);
    values.push(...Array(4).fill(restingSince(ask.now)));
  }
  if (filter.after) {
    where.push('a.id > ?');
    values.push(filter.after);
  }
  const rows = await query<AccountRow>(
    ask.db,
    `${SELECT} WHERE ${where.join(' AND ')} ORDER BY a.id LIMIT ${limits.page + 1}`,
    values,
  );
  const page = rows.slice(0, limits.page);
  const held = await postsOf(
    ask,
    page.map(({ id }) => id),
  );
  return {
    items: page.map((row) =>
      toReply(
        ask,
        row,
        held.filter(({ accountId }) => accountId === row.id),
      ),
    ),
    next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null,
  };
}

/** An account that holds or held a post within the reach of `posts.read`. Throws NOT_FOUND. */
export async function loadVisible(ask: Ask, id: string): Promise<AccountRow> {
  const [row] = await query<AccountRow>(ask.db, `${SELECT} WHERE a.id = ?`, [id]);
  const held = row ? await postsOf(ask, [id]) : [];
  const { posts } = staffOf(ask);
  if (!row || !held.some(({ unionPath }) => mayAct(posts, 'posts.read', unionPath)))
    throw new Refusal('NOT_FOUND', { denied: `staff:${id}` });
  return row;
}

/** An account that is wholly within the reach of `posts.confirm`. Throws NOT_FOUND. */
export async function loadGoverned(ask: Ask, id: string): Promise<AccountRow> {
  const [row] = await query<AccountRow>(ask.db, `${SELECT} WHERE a.id = ?`, [id]);
  if (!row || !reachesAll(ask, 'posts.confirm', await postsOf(ask, [id])))
    throw new Refusal('NOT_FOUND', { denied: `staff:${id}` });
  ask.about(`staff:${id}`);
  return row;
}

export async function describeAccount(ask: Ask, id: string) {
  const [row] = await query<AccountRow>(ask.db, `${SELECT} WHERE a.id = ?`, [id]);
  if (!row) throw new Refusal('NOT_FOUND');
  return toReply(ask, row, await postsOf(ask, [id]));
}
