/** Works on the plans that wait, again and again; one that a process left half done begins anew. */
import { instantAt } from '@niangjia/shared/rules/experts';
import { type Option, type Problem, serveInOrder, worthOf } from '@niangjia/shared/rules/planning';
import {
  betterOf,
  daysOf,
  modelOf,
  nearestOf,
  packed,
  type Route,
  routesFrom,
  routesOf,
} from '@niangjia/shared/rules/planning-model';
import type { Turns } from '@niangjia/shared/rules/turns';
import { isBusy } from '../../core/db';
import { sayFault } from '../../core/fault';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { insertMany, query, update } from '../../core/sql';
import { PlannedVisitTable, type WeekPlan, WeekPlanTable } from '../visits/entity';
import { problemOf } from './problem';
import { solve } from './solve';
import { go, inTurns, type Keep } from './turns';

type Waiting = WeekPlan & { unionPath: string };

/** How far it is, while it is worked on. Never back. */
const note = (kit: Kit, { id }: WeekPlan, progress: number) =>
  kit.db.tx((db) =>
    db.query(`UPDATE week_plan SET state = 'working', progress = ? WHERE id = ? AND state IN ('waiting', 'working')`, [
      Math.round(progress),
      id,
    ]),
  );

/** All columns of the model. */
function* columnsOf(problem: Problem, floor: Option[]): Turns<Route[]> {
  const near = yield* nearestOf(problem);
  const routes: Route[] = [];
  for (const expert of problem.experts)
    for (const day of daysOf(problem.monday))
      routes.push(...(yield* routesOf(problem, expert, day, near.get(expert.id) ?? [])));
  return [...routes, ...routesFrom(floor)];
}

/** The plan's visits: the solver's, or those in the order of asking where these are better. Null when it is to stop. */
export async function planWeek(
  problem: Problem,
  tell: (progress: number) => Promise<unknown>,
  keep: Keep = go,
  seconds?: number,
) {
  const greedy = await inTurns(serveInOrder(problem), keep);
  // What is at hand before the solver has begun: the plan is never worse.
  const floor = greedy && (await inTurns(packed(problem, greedy), keep));
  if (!greedy || !floor) return null;
  await tell(10);
  const routes = await inTurns(columnsOf(problem, floor), keep);
  if (!routes) return null;
  if (routes.length === 0) return { chosen: floor, greedy, status: 'Empty', columns: 0, kept: 'packed' };
  await tell(30);
  const model = await inTurns(modelOf(problem, routes, floor), keep);
  if (model === null) return null;
  let told = Date.now();
  const solved = await solve(
    model,
    async (share) => {
      if (Date.now() - told > 2000) {
        told = Date.now();
        await tell(30 + 65 * share);
      }
      return keep();
    },
    seconds,
  );
  if (!solved) return null;
  const plan = solved.chosen.flatMap((nth) => routes[nth] ?? []);
  const chosen = betterOf(problem, plan, floor);
  const kept = chosen === plan ? 'solved' : 'packed';
  return { chosen, greedy, status: solved.status, columns: routes.length, kept };
}

const rowOf = ({ wishes }: Problem, planId: string, { wish, expertId, roomId, day, start, km }: Option) => ({
  ...{ id: ulid(), planId, orderIds: JSON.stringify(wishes[wish]?.orderIds ?? []), expertId, roomId },
  ...{ startAt: instantAt(day, start), people: wishes[wish]?.people ?? 0, metres: Math.round(km * 1000) },
  ...{ outcome: null, visitId: null },
});

async function workOn(kit: Kit, plan: Waiting, keep: Keep): Promise<void> {
  await note(kit, plan, 1);
  const problem = await problemOf(kit.db.reader, plan, kit.now());
  const done = await planWeek(problem, (progress) => note(kit, plan, progress), keep);
  if (!done) return;
  const { status, kept, columns } = done;
  kit.log.info({ plan: plan.id, status, kept, columns, orders: problem.wishes.length }, 'week planned');
  const [own, other] = [worthOf(problem, done.chosen), worthOf(problem, done.greedy)];
  await kit.db.tx(async (db) => {
    const ready = await update(
      db,
      WeekPlanTable,
      { id: plan.id, state: 'working' },
      {
        ...{ state: 'ready', progress: 100, openWeek: null, people: own.people, expertDays: own.expertDays },
        orders: problem.wishes.reduce((sum, { orderIds }) => sum + orderIds.length, 0),
        ...{ planned: own.orders, greedyPeople: other.people, greedyExpertDays: other.expertDays },
      },
    );
    if (ready > 0)
      await insertMany(
        db,
        PlannedVisitTable,
        done.chosen.map((one) => rowOf(problem, plan.id, one)),
      );
  });
}

/** Every 2 seconds. */
export async function workPlans(kit: Kit, keep: Keep = go): Promise<void> {
  const waiting = await query<Waiting>(
    kit.db.reader,
    `SELECT p.*, u.path AS unionPath FROM week_plan p JOIN trade_union u ON u.id = p.unionId
     WHERE p.openWeek IS NOT NULL ORDER BY p.id LIMIT 20`,
  );
  for (const plan of waiting) {
    if (!(await keep())) return;
    try {
      await workOn(kit, plan, keep);
    } catch (error) {
      // A database that is away for a while is not the plan's fault.
      if (isBusy(error)) throw error;
      kit.log.error({ plan: plan.id, fault: sayFault(error) }, 'week not planned');
      kit.metrics.alarms.inc({ kind: 'plan' });
      await kit.db.tx((db) =>
        db.query(`UPDATE week_plan SET state = 'failed', openWeek = NULL WHERE id = ? AND openWeek IS NOT NULL`, [
          plan.id,
        ]),
      );
    }
  }
}
