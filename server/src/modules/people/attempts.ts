/**
 * Wrong passwords and codes (security.md A6). Five in a row for one account from one network lock that pair, twenty
 * from anywhere lock the account; each further lock is twice as long. Others behind the same address are not touched.
 */
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { insertOnce, query, update } from '../../core/sql';
import { type Attempt, AttemptTable } from '../../core/tables';

const LIMITS = { pair: 5, account: 20 };
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 3600_000;

/** The network of an address: /24 of IPv4, /56 of IPv6. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (plain.includes('.')) return plain.split('.').slice(0, 3).join('.');
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const full =
    tail === undefined ? groups : [...groups, ...Array(8 - groups.length - after.length).fill('0'), ...after];
  const [a = '0', b = '0', c = '0', d = '0'] = full;
  return [a, b, c, (Number.parseInt(d, 16) >> 8).toString(16)].join(':');
}

const idsOf = (ask: Ask, account: string) => ({
  pair: ask.kit.secrets.index('attempt', `${account}|${networkOf(ask.from)}`),
  account: ask.kit.secrets.index('attempt', account),
});

/** Throws LOCKED while one of the locks holds. Known and unknown accounts are treated alike. */
export async function mustBeUnlocked(ask: Ask, account: string): Promise<void> {
  const ids = idsOf(ask, account);
  const lastAt = ask.now.toISOString();
  // Takes the rows of both locks, so that tries at the same moment are judged one after the other.
  for (const id of [ids.pair, ids.account])
    if ((await update(ask.db, AttemptTable, { id }, { lastAt })) === 0)
      if (!(await insertOnce(ask.db, AttemptTable, { id, failures: 0, lockedUntil: null, lastAt })))
        await update(ask.db, AttemptTable, { id }, { lastAt });
  const rows = await query<Attempt>(ask.db, 'SELECT * FROM attempt WHERE id IN (?, ?)', [ids.pair, ids.account]);
  const now = ask.now.toISOString();
  if (rows.some((row) => row.lockedUntil !== null && row.lockedUntil > now)) throw new Refusal('LOCKED');
}

/** Counts a failure, and locks where a limit is reached. `mustBeUnlocked` comes first. */
export async function countFailure(ask: Ask, account: string): Promise<void> {
  const ids = idsOf(ask, account);
  for (const kind of ['pair', 'account'] as const) {
    const id = ids[kind];
    const at = ask.now.toISOString();
    await ask.db.query('UPDATE attempt SET failures = failures + 1, lastAt = ? WHERE id = ?', [at, id]);
    const [row] = await query<Attempt>(ask.db, 'SELECT * FROM attempt WHERE id = ?', [id]);
    const over = Number(row?.failures ?? 0) - LIMITS[kind];
    if (over < 0) continue;
    const lock = Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** over);
    await ask.db.query('UPDATE attempt SET lockedUntil = ? WHERE id = ?', [
      new Date(ask.now.getTime() + lock).toISOString(),
      id,
    ]);
  }
}

/** A success forgets the failures of this account. */
export async function forgetFailures(ask: Ask, account: string): Promise<void> {
  const ids = idsOf(ask, account);
  await ask.db.query('DELETE FROM attempt WHERE id IN (?, ?)', [ids.pair, ids.account]);
}
