/** Rows of the sweeps for suggestions and plans of a week. */
import { ulid } from '@niangjia/server/core/ids';
import { insert } from '@niangjia/server/core/sql';
import { PlannedVisitTable, type WeekPlan, WeekPlanTable } from '@niangjia/server/modules/visits/entity';
import type { visits } from '@niangjia/shared/contract/visits';
import { addDays } from '@niangjia/shared/rules/days';
import { plantRoom } from '../order-world';
import type { By, Call, Scene } from './cast';
import { departmentOf, expertOf, ordered, plannerOf, START } from './rows-visits';

export type PlanningKeys = Extract<keyof typeof visits, `${string}/plans${string}` | 'GET /orders/:id/suggestions'>;

const planner = '1 33 33222233333333333333 3';
export const planningMatrix: Record<PlanningKeys, string> = {
  //                               - WD GNBLSPECRrFfAKYQXOVH g
  'GET /orders/:id/suggestions': planner,
  'POST /plans': planner,
  'GET /plans': planner,
  'GET /plans/:id': planner,
  'POST /plans/:id/book': planner,
};

const inside = (list: string, names: string) => names.replace(/\S+/g, `${list}[].$&`);
const plan =
  'at expertDays greedyPerExpertDay id orders people perExpertDay planned progress state unionId unionName weekFrom';
const full = `${plan} ${inside('visits', 'endAt expertId expertName km orderIds[] outcome people roomId startAt title unionNames[]')}`;
export const planningFields: Partial<Record<PlanningKeys, string>> = {
  'GET /orders/:id/suggestions': `none ${inside(
    'items',
    'endAt expertId expertName expertTitle km perWeek reasons[] roomId roomName score skills[] stars startAt travelMinutes weekLoad',
  )}`,
  'POST /plans': plan,
  'GET /plans': inside('items', plan),
  'GET /plans/:id': full,
  'POST /plans/:id/book': full,
};

/** Another week is another plan. */
export const otherPlans = { 'POST /plans': { weekFrom: '2031-01-06' } };

/** A Monday that no other call has asked for. */
const someMonday = ({ next }: Scene) => addDays('2026-11-30', 7 * (next() % 1000));

/** A plan of the street, ready, with one visit that can be booked. */
async function planned(scene: Scene, by?: By, given: Partial<WeekPlan> = {}): Promise<string> {
  const { world } = scene;
  const { order } = await ordered(scene, by);
  const [expert, id] = [await expertOf(scene), ulid()];
  const department = await departmentOf(scene, by);
  await world.kit.db.tx(async (db) => {
    await insert(db, WeekPlanTable, {
      ...{ id, unionId: world.unions.street.id, weekFrom: '2026-11-30', openWeek: null, state: 'ready', progress: 100 },
      ...{ orders: 1, planned: 1, people: 30, expertDays: 1, greedyPeople: 30, greedyExpertDays: 1 },
      ...{ departments: department, createdBy: ulid(), createdAt: world.clock.now.toISOString() },
      ...given,
    });
    await insert(db, PlannedVisitTable, {
      ...{ id: ulid(), planId: id, orderIds: JSON.stringify([order.id]), expertId: expert.id, roomId: null },
      ...{ startAt: START, people: 30, metres: 7005, outcome: null, visitId: null },
    });
  });
  return id;
}

const tokenOf = async (scene: Scene, by?: By) => (by ?? (await plannerOf(scene))).token;
const onPlan = async (scene: Scene, by?: By): Promise<Call> => ({
  token: await tokenOf(scene, by),
  params: { id: await planned(scene, by) },
});
export const planningProbes: Record<PlanningKeys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /orders/:id/suggestions': async (scene, by) => {
    await expertOf(scene);
    await plantRoom(scene.world, { unionId: scene.world.unions.street.id });
    const { order } = await ordered(scene, by);
    return { token: await tokenOf(scene, by), params: { id: order.id } };
  },
  'POST /plans': async (scene, by) => ({
    token: await tokenOf(scene, by),
    body: { unionId: scene.world.unions.street.id, weekFrom: someMonday(scene) },
  }),
  'GET /plans': async (scene, by) => {
    await planned(scene, by);
    return { token: await tokenOf(scene, by) };
  },
  'GET /plans/:id': onPlan,
  'POST /plans/:id/book': onPlan,
};
