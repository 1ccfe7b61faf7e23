/** Codes that are no voucher's (security.md G6): ten of them within ten minutes shut a cashier out for ten minutes. */
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { insertOnce, query, update } from '../../core/sql';
import { type Attempt, AttemptTable } from '../../core/tables';

const MOST = 10;
const MINUTES = 10;
const SPAN_MS = MINUTES * 60_000;

const idOf = (ask: Ask): string => ask.kit.secrets.index('attempt', `voucher-code\0${personOf(ask).personId}`);

const mustBeOpen = (ask: Ask, attempt: Attempt | undefined): void => {
  if (!attempt?.lockedUntil || attempt.lockedUntil <= ask.now.toISOString()) return;
  const sentence = `扫到的错码太多，已暂停查验 ${MINUTES} 分钟。请稍后再扫会员手机上的福利券。`;
  throw new Refusal('LOCKED', { sentence });
};

const load = async (ask: Ask, id: string): Promise<Attempt | undefined> =>
  (await query<Attempt>(ask.db, 'SELECT * FROM attempt WHERE id = ?', [id]))[0];

/** Throws LOCKED while the asking person is shut out. */
export const mustNotBeGuessing = async (ask: Ask): Promise<void> => mustBeOpen(ask, await load(ask, idOf(ask)));

/**
 * Counts a wrong code, and says so: CODE_WRONG, or LOCKED once another call has shut the door meanwhile. Here `lastAt`
 * is the beginning of the ten minutes in which is counted.
 */
export async function refuseWrongCode(ask: Ask): Promise<never> {
  const id = idOf(ask);
  const fresh = { id, failures: 0, lockedUntil: null, lastAt: ask.now.toISOString() };
  // Takes the row, so that codes of the same moment are counted one after the other.
  if ((await update(ask.db, AttemptTable, { id }, { id })) === 0)
    if (!(await insertOnce(ask.db, AttemptTable, fresh))) await update(ask.db, AttemptTable, { id }, { id });
  const known = (await load(ask, id)) ?? fresh;
  mustBeOpen(ask, known);
  const over = known.lockedUntil !== null || Date.parse(known.lastAt) <= ask.now.getTime() - SPAN_MS;
  const { failures, lastAt } = over ? fresh : known;
  const count = Number(failures) + 1;
  const lockedUntil = count < MOST ? null : new Date(ask.now.getTime() + SPAN_MS).toISOString();
  await update(ask.db, AttemptTable, { id }, { failures: count, lastAt, lockedUntil });
  if (lockedUntil) ask.kit.metrics.alarms.inc({ kind: 'code-guessing' });
  throw new Refusal('CODE_WRONG', { keep: true });
}
