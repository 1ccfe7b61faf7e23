/** What the expert writes down after a visit. */
import type { Body } from '@niangjia/shared/contract/index';
import { mayRecordMinutes, mayRecordServed } from '@niangjia/shared/rules/visits';
import { type Ask, callerName } from '../../core/ask';
import { badField, Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { among } from '../../core/together';
import { describeVisit } from './describe';
import { VisitTable } from './entity';
import { type FoundVisit, loadOwnVisit, ordersIn } from './load';
import { tellUnits } from './tell';

/** Photos that this person has sent. Refusal PHOTO_MISSING. */
async function mustBeSent(ask: Ask, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const some = among(ids);
  const rows = await query<{ id: string }>(
    ask.db,
    `SELECT id FROM stored_file WHERE owner = ? AND type LIKE 'image/%' AND id IN (${some.places})`,
    [callerName(ask.by), ...some.values],
  );
  if (rows.length < new Set(ids).size) throw new Refusal('PHOTO_MISSING');
}

/** No longer than it can have lasted by now, no more people than can have come. Refusal BAD_INPUT. */
function mustBeLikely(ask: Ask, visit: FoundVisit, { minutes, served }: { minutes: number; served: number }): void {
  const [longest, most] = [mayRecordMinutes(visit, ask.now), mayRecordServed(visit)];
  if (minutes > longest) throw badField('minutes', `从开始到现在，最多填 ${longest} 分钟。`);
  if (served > most) throw badField('served', `这次约 ${visit.people} 人，最多填 ${most} 人。`);
}

/** From its begin on, once. Its units count as served in every line in which they wait. */
export async function recordVisit(ask: Ask, id: string, body: Body<'POST /own-visits/:id/record'>) {
  const visit = await loadOwnVisit(ask, id);
  if (visit.state !== 'agreed') throw new Refusal('VISIT_STATE');
  if (ask.now.toISOString() < visit.startAt) throw new Refusal('VISIT_NOT_BEGUN');
  mustBeLikely(ask, visit, body);
  const photoIds = [...new Set(body.photoIds)];
  await mustBeSent(ask, photoIds);
  const { minutes, served, words } = body;
  const recordedAt = ask.now.toISOString();
  const record = { state: 'recorded' as const, minutes, served, words, photoIds: JSON.stringify(photoIds), recordedAt };
  if ((await update(ask.db, VisitTable, { id, state: 'agreed' }, record)) === 0) throw new Refusal('VISIT_STATE');
  const orders = await ordersIn(ask.db, id);
  for (const unionId of new Set(orders.map((order) => order.unionId)))
    await ask.db.query(
      `UPDATE service_order SET served = served + 1 WHERE unionId = ? AND (visitId IS NULL OR visitId <> ?)
       AND state IN ('submitted', 'returned', 'accepted', 'assigned', 'scheduled', 'off-menu')`,
      [unionId, id],
    );
  await tellUnits(ask, orders, {
    title: `“${visit.title}”办好了，请确认`,
    words: '专家已填好服务记录，请到“点单”里确认并评价。',
  });
  ask.about(`visit:${id}`, { minutes, served, photos: photoIds.length });
  return describeVisit(ask, id);
}
