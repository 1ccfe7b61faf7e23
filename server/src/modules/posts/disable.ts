/** Disabling an account: by a security admin, or by itself when nobody uses it. */
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { endAllSessions } from '../../core/session';
import { StaffAccountTable } from '../people/entity';
import { describeAccount, isSelf, loadGoverned } from './accounts';
import { decides, handOver, runningPostsOf, takeUnion } from './hand-over';

/** Cuts an account off at once; what it alone decided on rises. False when it was disabled already. */
export async function cutOff(ask: Ask, id: string, reason: string): Promise<boolean> {
  const unions = (await runningPostsOf(ask, id)).filter(({ role }) => decides(role)).map(({ unionId }) => unionId);
  const each = [...new Set(unions)].sort();
  for (const unionId of each) await takeUnion(ask, unionId);
  const changed = await ask.db
    .createQueryBuilder()
    .update(StaffAccountTable)
    .set({ disabledAt: ask.now.toISOString(), disableReason: reason })
    .where('id = :id AND disabledAt IS NULL', { id })
    .execute();
  if (changed.affected === 0) return false;
  await endAllSessions(ask, id);
  await ask.db.query('DELETE FROM invitation WHERE accountId = ?', [id]);
  for (const unionId of each) await handOver(ask, unionId);
  return true;
}

/** Refusals NOT_FOUND (not wholly within reach), SAME_PERSON (oneself, under whatever account). */
export async function disableAccount(ask: Ask, id: string, reason: string) {
  const account = await loadGoverned(ask, id);
  if (isSelf(ask, account)) throw new Refusal('SAME_PERSON', { denied: `staff:${id}` });
  await cutOff(ask, id, reason);
  return describeAccount(ask, id);
}
