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

const idsOf = (ask: Pick<Ask, 'kit' | 'from'>, account: string) => ({
  pair: ask.kit.secrets.index('attempt', `pair\0${account}\0${networkOf(ask.from)}`),
  account: ask.kit.secrets.index('attempt', `account\0${account}`),
  /** There once this account has signed in from this network. */
  known: ask.kit.secrets.index('attempt', `known\0${account}\0${networkOf(ask.from)}`),
});
/** A network from which the account signed in lately is not shut out by strangers who try elsewhere. */
const KNOWN_MS = 30 * 86_400_000;
/** Failures are forgotten a day after the last lock ended. */
const FORGOTTEN_MS = 86_400_000;

/** Throws LOCKED while one of the locks holds. Known and unknown accounts are treated alike. */
export async function mustBeUnlocked(ask: Ask, account: string): Promise<void> {
  const ids = idsOf(ask, account);
  const lastAt = ask.now.toISOString();
  // Takes the rows of both locks, so that tries at the same moment are judged one after the other.
  for (const id of [ids.pair, ids.account])
    if ((await update(ask.db, AttemptTable, { id }, { lastAt })) === 0)
      if (!(await insertOnce(ask.db, AttemptTable, { id, failures: 0, lockedUntil: null, lastAt })))
        await update(ask.db, AttemptTable, { id }, { lastAt });
  const rows = await query<Attempt>(ask.db, 'SELECT * FROM attempt WHERE id IN (?, ?, ?)', Object.values(ids));
  const since = new Date(ask.now.getTime() - KNOWN_MS).toISOString();
  const isKnown = rows.some((row) => row.id === ids.known && row.lastAt > since);
  const binding = rows.filter((row) => row.id === ids.pair || (row.id === ids.account && !isKnown));
  if (binding.some((row) => row.lockedUntil !== null && row.lockedUntil > lastAt)) throw new Refusal('LOCKED');
  const old = new Date(ask.now.getTime() - FORGOTTEN_MS).toISOString();
  for (const { id, lockedUntil } of binding)
    if (lockedUntil !== null && lockedUntil < old)
      await update(ask.db, AttemptTable, { id }, { failures: 0, lockedUntil: null });
}

/** Whether this account is locked for this caller now, before anything costly is done. Reads only. */
export async function isLocked(kit: Ask['kit'], from: string, account: string): Promise<boolean> {
  const ids = idsOf({ kit, from }, account);
  const rows = await query<Attempt>(kit.db.reader, 'SELECT * FROM attempt WHERE id = ?', [ids.pair]);
  return rows.some((row) => row.lockedUntil !== null && row.lockedUntil > kit.now().toISOString());
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

/** A success forgets the failures of this account, and remembers the network that it came from. */
export async function forgetFailures(ask: Ask, account: string): Promise<void> {
  const ids = idsOf(ask, account);
  await ask.db.query('DELETE FROM attempt WHERE id IN (?, ?)', [ids.pair, ids.account]);
  const lastAt = ask.now.toISOString();
  if (!(await insertOnce(ask.db, AttemptTable, { id: ids.known, failures: 0, lockedUntil: null, lastAt })))
    await update(ask.db, AttemptTable, { id: ids.known }, { lastAt });
}
