/** The expert agrees, or does not come. */

import { sayStart } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { addStep } from '../orders/step';
import { describeVisit } from './describe';
import { cancelRow, release } from './end';
import { VisitTable } from './entity';
import { type FoundVisit, heldVisit, isOpen, loadOwnVisit, ordersIn } from './load';
import { settleVisit } from './settle';
import { tellPresent, tellUnits } from './tell';

/** In time, and once; a second yes changes nothing. Refusal VISIT_STATE. */
async function agree(ask: Ask, visit: FoundVisit): Promise<void> {
  const now = ask.now.toISOString();
  const said = await ask.db
    .createQueryBuilder()
    .update(VisitTable)
    .set({ expertAgreedAt: now })
    .where(`id = :id AND state = 'proposed' AND answerBy >= :now AND expertAgreedAt IS NULL`, { id: visit.id, now })
    .execute();
  if (said.affected === 0) {
    const [known] = await query<{ state: string }>(
      ask.db,
      "SELECT state FROM visit WHERE id = ? AND expertAgreedAt IS NOT NULL AND state IN ('proposed', 'agreed')",
      [visit.id],
    );
    if (!known) throw new Refusal('VISIT_STATE');
    return;
  }
  for (const order of await ordersIn(ask.db, visit.id)) await addStep(ask, order.id, 'agree', { who: '专家' });
  await settleVisit(ask, visit.id);
}

/** Also after a yes, until it begins: the orders go back to their places, and the planner sees them first. */
async function decline(ask: Ask, id: string, reason: string): Promise<void> {
  const visit = await heldVisit(ask, id);
  if (!visit || !isOpen(visit) || visit.startAt <= ask.now.toISOString()) throw new Refusal('VISIT_STATE');
  const orders = await ordersIn(ask.db, id);
  await cancelRow(ask, visit, { ending: 'expert', reason });
  await release(ask, orders, { who: '专家', words: '专家来不了', rises: true });
  const said = {
    title: `“${visit.title}”要另约时间`,
    words: `原定${sayStart(visit.startAt)}的专家来不了。您单位在排队里的位置不变，工会会尽快另行安排。`,
  };
  await tellUnits(ask, orders, said);
  await tellPresent(ask, visit, said);
}

/** Refusals NOT_FOUND, VISIT_STATE, REASON_MISSING. */
export async function answerOwnVisit(ask: Ask, id: string, answer: { agree: boolean; reason: string | null }) {
  const visit = await loadOwnVisit(ask, id);
  if (answer.agree) await agree(ask, visit);
  else if (answer.reason === null) throw new Refusal('REASON_MISSING');
  else await decline(ask, id, answer.reason);
  ask.about(`visit:${id}`, { agree: answer.agree });
  return describeVisit(ask, id);
}
