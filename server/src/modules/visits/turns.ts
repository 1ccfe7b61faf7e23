/** What comes round every minute: silence is a no, everybody is reminded the day before, and a missing record asked for. */
import { chaseAt, remindBefore, sayStart } from '@niangjia/shared/rules/visits';
import { type Ask, makeAsk } from '../../core/ask';
import { sayFault } from '../../core/fault';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { callUp } from './call-up';
import { declineVisit, giveUp } from './decline';
import { cancelRow, release } from './end';
import { VisitTable } from './entity';
import { heldVisit, ordersIn } from './load';
import { tellUnits, tellVisitExpert } from './tell';

const AT_ONCE = 200;
const go = () => Promise.resolve(true);

/** Each by itself; one that fails does not hold up the others. */
async function forEach(
  kit: Kit,
  found: readonly { id: string }[],
  keep: () => Promise<boolean>,
  work: (ask: Ask, id: string) => Promise<void>,
): Promise<void> {
  for (const { id } of found) {
    if (!(await keep())) return;
    try {
      await kit.db.tx((db) => work(makeAsk(kit, db, { kind: 'nobody' }).ask, id), { again: true });
    } catch (error) {
      kit.log.error({ visit: id, fault: sayFault(error) }, 'visit not turned');
      kit.metrics.alarms.inc({ kind: 'visit' });
    }
  }
}

/** The time of a unit that did not answer goes to the next; without the expert's answer the planner has to act. */
async function lapse(ask: Ask, id: string): Promise<void> {
  const visit = await heldVisit(ask, id);
  if (visit?.state !== 'proposed' || (visit.answerBy ?? '~') >= ask.now.toISOString()) return;
  const orders = await ordersIn(ask.db, id);
  const silent = orders.filter(({ unitAgreedAt }) => unitAgreedAt === null);
  const why = { ending: 'lapsed', reason: null } as const;
  if (visit.expertAgreedAt !== null) {
    for (const order of silent) await declineVisit(ask, id, order.id, why);
    return tellUnits(ask, silent, letGo(visit.title));
  }
  if (silent.length === orders.length) {
    await giveUp(ask, visit, orders, why);
    await tellUnits(ask, orders, letGo(visit.title));
    await callUp(ask, visit);
    return;
  }
  await cancelRow(ask, visit, why);
  await release(ask, orders, { who: '专家', words: '没有在时限内答复', rises: true });
  await tellVisitExpert(ask, visit, {
    title: '上门服务没有答复，已取消',
    words: `“${visit.title}”${sayStart(visit.startAt)}：没有在时限内答复，时间已还给您。`,
  });
  await tellUnits(ask, orders, {
    title: `“${visit.title}”要另约时间`,
    words: '专家没有在时限内答复。您单位在排队里的位置不变，工会会尽快另行安排。',
  });
}
const letGo = (title: string) => ({
  title: `“${title}”的时间让给了下一家`,
  words: '没有在时限内答复。您单位在排队里的位置不变，排到时间会再告诉您。',
});

/** Whoever has not answered by the last moment has not agreed. */
export async function lapseVisits(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const over = await query<{ id: string }>(
    kit.db.reader,
    `SELECT id FROM visit WHERE state = 'proposed' AND answerBy < ? ORDER BY answerBy, id LIMIT ${AT_ONCE}`,
    [kit.now().toISOString()],
  );
  await forEach(kit, over, keep, lapse);
}

async function remind(ask: Ask, id: string): Promise<void> {
  const at = ask.now.toISOString();
  const told = await ask.db
    .createQueryBuilder()
    .update(VisitTable)
    .set({ remindedAt: at })
    .where(`id = :id AND state = 'agreed' AND remindedAt IS NULL`, { id })
    .execute();
  const visit = told.affected === 1 ? await heldVisit(ask, id) : undefined;
  if (!visit) return;
  const when = `${sayStart(visit.startAt)}，${visit.placeName}`;
  const [title, orders] = [`提醒：“${visit.title}”`, await ordersIn(ask.db, id)];
  await tellVisitExpert(ask, visit, { title, words: `${when}，约 ${visit.people} 人。到场后请出示签到码。` });
  await tellUnits(ask, orders, { title, words: `${when}。请准备：${visit.prepare}` });
}

/** From 09:00 of the day before, each once. */
export async function remindVisits(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const now = kit.now();
  const due = await query<{ id: string }>(
    kit.db.reader,
    `SELECT id FROM visit WHERE state = 'agreed' AND remindedAt IS NULL AND startAt > ? AND startAt < ?
     ORDER BY startAt, id LIMIT ${AT_ONCE}`,
    [now.toISOString(), remindBefore(now)],
  );
  await forEach(kit, due, keep, remind);
}

/** An agreed visit is over and nobody has written it down: its expert is told, once (`remindedAt` is after its end then). */
async function chase(ask: Ask, id: string): Promise<void> {
  const told = await ask.db
    .createQueryBuilder()
    .update(VisitTable)
    .set({ remindedAt: ask.now.toISOString() })
    .where(`id = :id AND state = 'agreed' AND (remindedAt IS NULL OR remindedAt < endAt)`, { id })
    .execute();
  const visit = told.affected === 1 ? await heldVisit(ask, id) : undefined;
  if (!visit) return;
  await tellVisitExpert(ask, visit, {
    title: '请补填服务记录',
    words: `“${visit.title}”${sayStart(visit.startAt)}已经办完，还没有服务记录。填好后单位才能确认和评价。`,
  });
}

/** From 09:00 of the second working day after its end, each once. */
export async function chaseRecords(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const now = kit.now().toISOString();
  const over = await query<{ id: string; endAt: string }>(
    kit.db.reader,
    `SELECT id, endAt FROM visit WHERE state = 'agreed' AND endAt < ? AND (remindedAt IS NULL OR remindedAt < endAt)
     ORDER BY endAt, id LIMIT ${AT_ONCE}`,
    [now],
  );
  const due = over.filter((visit) => chaseAt(visit, kit.isWorkingDay) <= now);
  await forEach(kit, due, keep, chase);
}

export async function turnVisits(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  await lapseVisits(kit, keep);
  await remindVisits(kit, keep);
  await chaseRecords(kit, keep);
}
