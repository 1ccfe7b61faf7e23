/** What comes round by itself: posts whose last day has passed, and accounts that nobody uses. */
import { dayOf, endOfDay } from '@niangjia/shared/rules/days';
import { IDLE_DAYS } from '@niangjia/shared/rules/posts';
import { makeAsk } from '../../core/ask';
import { appendAudit } from '../../core/audit';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { type PostRow, PostTable } from '../people/entity';
import { RESTING, restingSince } from './accounts';
import { cutOff } from './disable';
import { decides, handOver, takeUnion } from './hand-over';

/** Rows of one turn: each has a transaction of its own, and the next turn takes the rest. */
const PER_TURN = 200;

/** Does one piece in a transaction; `work` tells whether there was anything to write down. */
const inTurn = (
  kit: Kit,
  what: string,
  object: string,
  work: (ask: ReturnType<typeof makeAsk>['ask']) => Promise<boolean>,
) =>
  kit.db.tx(async (db) => {
    const { ask, said } = makeAsk(kit, db, { kind: 'nobody' });
    if (!(await work(ask))) return;
    const at = ask.now.toISOString();
    await appendAudit(db, { at, by: 'job', what, outcome: 'done', requestId: ulid(), ...said, object });
  });

/** Marks posts whose last day has passed; their rights ended with that day, by themselves. */
export async function closePosts(kit: Kit): Promise<void> {
  const over = await query<PostRow>(
    kit.db.reader,
    `SELECT * FROM post WHERE endedAt IS NULL AND toOn < ? ORDER BY toOn LIMIT ${PER_TURN}`,
    [dayOf(kit.now())],
  );
  for (const post of over)
    await inTurn(kit, 'post is over', `post:${post.id}`, async (ask) => {
      await takeUnion(ask, post.unionId);
      const ended = await ask.db
        .createQueryBuilder()
        .update(PostTable)
        .set({ endedAt: endOfDay(post.toOn ?? '').toISOString() })
        .where('id = :id AND endedAt IS NULL', { id: post.id })
        .execute();
      if (ended.affected === 0) return false;
      if (decides(post.role)) ask.about('', { ...(await handOver(ask, post.unionId)) });
      return true;
    });
}

/** B8: disables accounts that nobody has used for 90 days. */
export async function disableIdle(kit: Kit): Promise<void> {
  const since = restingSince(kit.now());
  const resting = await query<{ id: string }>(
    kit.db.reader,
    `SELECT a.id FROM staff_account a WHERE a.disabledAt IS NULL AND COALESCE(a.waitsFor, '') <> 'signatures'
       AND ${RESTING} LIMIT ${PER_TURN}`,
    [since, since, since, since],
  );
  for (const { id } of resting)
    await inTurn(kit, 'idle account disabled', `staff:${id}`, async (ask) => {
      // It may have been used since it was found.
      const still = await query(ask.db, `SELECT a.id FROM staff_account a WHERE a.id = ? AND ${RESTING}`, [
        id,
        ...Array(4).fill(since),
      ]);
      return still.length > 0 && cutOff(ask, id, `${IDLE_DAYS} 天没有使用，自动停用`);
    });
}
