/** Books a plan, each visit by itself: what a colleague was faster with does not hold up the others. */
import { IsNull } from 'typeorm';
import { type Ask, type Caller, callerName, makeAsk, staffOf } from '../../core/ask';
import { appendAudit } from '../../core/audit';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type PlannedVisit, PlannedVisitTable, WeekPlanTable } from '../visits/entity';
import { planVisit } from '../visits/plan';
import { loadPlan, readPlan } from './plans';

interface Booked {
  booked: string[];
  refused: number;
  /** Nothing of the plan is left to book. */
  all: boolean;
}

/** No call books for longer: what is left is booked by the next. */
const MOST_MS = 5000;

/** The visit's id, or null when another click was faster. Throws the refusal of what stands against it. */
function bookOne(
  kit: Kit,
  by: Caller,
  from: string,
  { id, planId, orderIds, expertId, roomId, startAt }: PlannedVisit,
) {
  return kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, by, from);
    const claimed = await db.update(PlannedVisitTable, { id, outcome: IsNull() }, { outcome: 'booked' });
    if (claimed.affected === 0) return null;
    const visit = await planVisit(ask, { orderIds: JSON.parse(orderIds) as string[], expertId, roomId, startAt });
    await update(db, PlannedVisitTable, { id }, { visitId: visit.id });
    // The route's own row comes after all visits: each must be told of even when the process ends before that.
    const at = kit.now().toISOString();
    const entry = { at, by: callerName(by), what: 'visit of a plan', object: `visit:${visit.id}`, requestId: ulid() };
    await appendAudit(db, { ...entry, outcome: 'done', detail: { plan: planId } });
    return visit.id;
  });
}

/** Only whoever holds, at its union or above, all departments that were planned. Throws ORDER_ELSEWHERE. */
function mustHoldAll(ask: Ask, { departments, unionPath }: { departments: string; unionPath: string }): void {
  const { posts } = staffOf(ask);
  const holds = (department: string) =>
    posts.some((post) => post.role === department && unionPath.startsWith(post.unionPath));
  if (!departments.split(' ').every(holds)) throw new Refusal('ORDER_ELSEWHERE');
}

/** Each in a transaction of its own, before the one of the plan. Refusals NOT_FOUND, ORDER_ELSEWHERE, PLAN_STATE. */
export async function bookPlan(kit: Kit, by: Caller, from: string, id: string): Promise<Booked> {
  const { ask } = makeAsk(kit, kit.db.reader, by, from);
  const plan = await loadPlan(ask, id);
  mustHoldAll(ask, plan);
  if (plan.state !== 'ready') throw new Refusal('PLAN_STATE');
  const rows = await query<PlannedVisit>(
    kit.db.reader,
    'SELECT * FROM planned_visit WHERE planId = ? AND outcome IS NULL ORDER BY startAt, id',
    [id],
  );
  const done: Booked = { booked: [], refused: 0, all: true };
  const began = Date.now();
  for (const row of rows) {
    if (Date.now() - began > MOST_MS) return { ...done, all: false };
    const outcome = await bookOne(kit, by, from, row).catch((error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    });
    if (typeof outcome === 'string') done.booked.push(outcome);
    if (!(outcome instanceof Refusal)) continue;
    done.refused += 1;
    const { code } = outcome;
    await kit.db.tx((db) => db.update(PlannedVisitTable, { id: row.id, outcome: IsNull() }, { outcome: code }));
  }
  return done;
}

/** Booked once nothing is left; until then it stays ready. Refusal PLAN_STATE. */
export async function closePlan(ask: Ask, id: string, { booked, refused, all }: Booked) {
  await loadPlan(ask, id);
  const state = all ? 'booked' : 'ready';
  if ((await update(ask.db, WeekPlanTable, { id, state: 'ready' }, { state })) === 0) throw new Refusal('PLAN_STATE');
  ask.about(`plan:${id}`, { visits: booked, refused });
  return readPlan(ask, id);
}
