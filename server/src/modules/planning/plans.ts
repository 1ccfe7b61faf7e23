/** A week's plan: asked for, looked at. */
import { dayOf } from '@niangjia/shared/rules/days';
import { departments } from '@niangjia/shared/rules/orders';
import { type Ask, mustReach, staffOf, withinReach } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, query } from '../../core/sql';
import { among } from '../../core/together';
import { mondayOf } from '../experts/booked';
import { loadUnion } from '../unions/service';
import { type PlannedVisit, type WeekPlan, WeekPlanTable } from '../visits/entity';

type FoundPlan = WeekPlan & { unionName: string; unionPath: string };
const SELECT_PLAN = `SELECT p.*, u.name AS unionName, u.path AS unionPath FROM week_plan p
  JOIN trade_union u ON u.id = p.unionId`;

const perDay = (people: number, days: number) => (days === 0 ? 0 : Math.round((people / days) * 10) / 10);
function toPlan(row: FoundPlan) {
  const isReady = row.state === 'ready' || row.state === 'booked';
  return {
    ...row,
    at: row.createdAt,
    perExpertDay: isReady ? perDay(row.people, row.expertDays) : null,
    greedyPerExpertDay: isReady ? perDay(row.greedyPeople, row.greedyExpertDays) : null,
  };
}

/** Throws NOT_FOUND, also for other unions' ones. */
export async function loadPlan(ask: Ask, id: string): Promise<FoundPlan> {
  const [plan] = await query<FoundPlan>(ask.db, `${SELECT_PLAN} WHERE p.id = ?`, [id]);
  if (!plan) throw new Refusal('NOT_FOUND', { denied: `plan:${id}` });
  mustReach(ask, 'orders.plan', plan.unionPath, `plan:${id}`);
  ask.about(`plan:${id}`);
  return plan;
}

/** The orders of the caller's own departments at this union are planned. Refusals NOT_FOUND, NOT_A_MONDAY, DAY_PAST, PLAN_RUNS. */
export async function askForPlan(ask: Ask, { unionId, weekFrom }: { unionId: string; weekFrom: string }) {
  const union = await loadUnion(ask, unionId);
  mustReach(ask, 'orders.plan', union.path, `union:${unionId}`);
  if (mondayOf(weekFrom) !== weekFrom) throw new Refusal('NOT_A_MONDAY');
  if (weekFrom < mondayOf(dayOf(ask.now))) throw new Refusal('DAY_PAST');
  const { posts, accountId } = staffOf(ask);
  const own = posts.filter(({ role, unionPath }) => role in departments && union.path.startsWith(unionPath));
  const id = ulid();
  ask.about(`plan:${id}`, { union: unionId, weekFrom });
  const plan: WeekPlan = {
    ...{ id, unionId, weekFrom, openWeek: `${unionId}:${weekFrom}`, state: 'waiting', progress: 0 },
    ...{ orders: 0, planned: 0, people: 0, expertDays: 0, greedyPeople: 0, greedyExpertDays: 0 },
    departments: [...new Set(own.map(({ role }) => role))].join(' '),
    ...{ createdBy: accountId, createdAt: ask.now.toISOString() },
  };
  if (!(await insertOnce(ask.db, WeekPlanTable, plan))) throw new Refusal('PLAN_RUNS');
  return toPlan(await loadPlan(ask, id));
}

/** The latest fifty within reach. */
export async function listPlans(ask: Ask) {
  const reach = withinReach(ask, 'orders.plan', 'u.path');
  const rows = await query<FoundPlan>(
    ask.db,
    `${SELECT_PLAN} WHERE ${reach.sql} ORDER BY p.id DESC LIMIT 50`,
    reach.values,
  );
  return { items: rows.map(toPlan) };
}

type PlannedRow = PlannedVisit & { expertName: string };
type Part = { id: string; title: string; minutes: number; unionName: string };

/** Refusal NOT_FOUND. */
export async function readPlan(ask: Ask, id: string) {
  const plan = await loadPlan(ask, id);
  const rows = await query<PlannedRow>(
    ask.db,
    `SELECT p.*, e.name AS expertName FROM planned_visit p JOIN expert e ON e.id = p.expertId
     WHERE p.planId = ? ORDER BY p.startAt, p.id`,
    [id],
  );
  const ids = rows.flatMap(({ orderIds }) => JSON.parse(orderIds) as string[]);
  const some = among(ids.length === 0 ? [''] : ids);
  const parts = await query<Part>(
    ask.db,
    `SELECT o.id, o.title, i.minutes, u.name AS unionName FROM service_order o JOIN menu_item i ON i.id = o.itemId
     JOIN trade_union u ON u.id = o.unionId WHERE o.id IN (${some.places})`,
    some.values,
  );
  const partOf = new Map(parts.map((part) => [part.id, part]));
  const visits = rows.map((row) => {
    const orderIds = JSON.parse(row.orderIds) as string[];
    const own = orderIds.flatMap((order) => partOf.get(order) ?? []);
    return {
      ...{
        orderIds,
        title: own[0]?.title ?? '',
        unionNames: own.map(({ unionName }) => unionName),
        people: row.people,
      },
      ...{ expertId: row.expertId, expertName: row.expertName, roomId: row.roomId, startAt: row.startAt },
      endAt: new Date(Date.parse(row.startAt) + (own[0]?.minutes ?? 0) * 60_000).toISOString(),
      ...{ km: Math.round(row.metres / 100) / 10, outcome: row.outcome },
    };
  });
  return { ...toPlan(plan), visits };
}
