/** Whether what was signed earlier would be signed today: who has lost the post since counts no more (X27). */
import { dayOf } from '@niangjia/shared/rules/days';
import { jointRule } from '@niangjia/shared/rules/joint';
import { mayAct, type Post } from '@niangjia/shared/rules/roles';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import type { JointSignature } from './entity';
import { type FoundAct, postSigns } from './sign';

const runningPosts = (ask: Ask, accountId: string): Promise<Post[]> => {
  const [today, at] = [dayOf(ask.now), ask.now.toISOString()];
  return query<Post>(
    ask.db,
    `SELECT p.role, p.unionId, u.name AS unionName, u.path AS unionPath
     FROM post p JOIN staff_account a ON a.id = p.accountId JOIN trade_union u ON u.id = p.unionId
     WHERE p.accountId = ? AND a.disabledAt IS NULL AND a.waitsFor IS NULL AND p.fromOn <= ?
       AND (p.toOn IS NULL OR p.toOn >= ?) AND (p.endedAt IS NULL OR p.endedAt > ?)`,
    [accountId, today, today, at],
  );
};

/**
 * True while every signature's post still gives its permission. The first one is not asked for where its giver may
 * have gone by the time of the effect: who hands the own post over, and whose looks are reviewed.
 */
export async function allStand(ask: Ask, act: FoundAct, signatures: readonly JointSignature[]): Promise<boolean> {
  const { first, others } = jointRule(act.kind);
  const handsOver = ((JSON.parse(act.payload) as { after?: string | null }).after ?? null) !== null;
  for (const { accountId, slot } of signatures) {
    if (slot === 'first' && (handsOver || act.kind === 'looks')) continue;
    const posts = await runningPosts(ask, accountId);
    const signed = others.find((one) => one === slot);
    if (!(signed ? posts.some((post) => postSigns(post, signed, act)) : mayAct(posts, first, act.unionPath)))
      return false;
  }
  return true;
}
