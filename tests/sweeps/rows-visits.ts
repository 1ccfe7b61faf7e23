/** Rows of the sweeps for visits and whoever is present at them; suggestions and plans of a week have their own. */
import { ulid } from '@niangjia/server/core/ids';
import { insert } from '@niangjia/server/core/sql';
import type { MenuItem, ServiceOrder } from '@niangjia/server/modules/orders/entity';
import { AttendanceTable, type Visit } from '@niangjia/server/modules/visits/entity';
import type { visits } from '@niangjia/shared/contract/visits';
import { addDays, dayOf } from '@niangjia/shared/rules/days';

import { type Department, departments } from '@niangjia/shared/rules/orders';
import { plantExpert, plantItem, plantOrder, plantUnits, plantVisit } from '../order-world';
import type { StaffMember } from '../world';
import { type By, type Call, member, type Scene, subjectOf, upload } from './cast';
import { leaveBody, ownExpert } from './rows-experts';

export type VisitKeys = Exclude<keyof typeof visits, `${string}/plans${string}` | 'GET /orders/:id/suggestions'>;

const planner = '1 33 33222233333333333333 3';
const persons = '1 22 33333333333333333333 3';
export const visitMatrix: Record<VisitKeys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'POST /visits': planner,
  'POST /visits/:id/move': planner,
  'POST /visits/:id/cancel': planner,
  'GET /visits': /*                      */ '1 33 23222233333323333332 2',
  'GET /visits/:id': /*                  */ '1 33 23222233333323333332 4',
  'GET /visits/:id/calendar': /*         */ '1 33 23222233333323333332 4',
  'GET /own-visits': persons,
  'GET /own-visits/:id': persons,
  'GET /own-visits/:id/calendar': persons,
  'POST /own-visits/:id/answer': persons,
  'GET /own-visits/:id/code': persons,
  'POST /own-visits/:id/record': persons,
  // Members sign in, who has only applied does not.
  'POST /attendances': /*                */ '1 23 33333333333333333333 3',
  'GET /attendances': persons,
  'POST /attendances/:id/rate': persons,
};

const inside = (list: string, names: string) => names.replace(/\S+/g, `${list}[].$&`);
const row =
  'address answerBy department endAt endReason ending expertAgreed expertId expertName id itemId km latitude longitude ' +
  `number people placeName roomId signedIn startAt state title travelMinutes ${inside('orders', 'agreed id number people state unionName')}`;
const plain = `${row} prepare ratings.workers ratings.workersMean`;
const contacts = inside('contacts', 'name phone unionName');
const record = 'record.at record.minutes record.photoAddresses[] record.photoIds[] record.served record.words';
const full =
  `${plain} ${contacts} ${record} ${inside('notes', 'notes unionName')} ` +
  `${inside('ratings.units', 'stars unionName words')} ratings.words[]`;
const attendance = 'at expertName id placeName rateUntil stars startAt title visitId words';
export const visitFields: Partial<Record<VisitKeys, string>> = {
  'POST /visits': `${plain} record`,
  'POST /visits/:id/move': `${plain} record`,
  'POST /visits/:id/cancel': 'done',
  'GET /visits': `${inside('items', row)} ${inside('leaves', 'expertId expertName fromDay untilDay')} restDays[]`,
  'GET /visits/:id': full,
  'GET /own-visits': inside('items', `${row} fromLastKm`),
  'GET /own-visits/:id': full,
  'POST /own-visits/:id/answer': `${plain} record`,
  'GET /own-visits/:id/code': 'signedIn text until',
  'POST /own-visits/:id/record': `${plain} ${contacts} ${record}`,
  'POST /attendances': attendance,
  'GET /attendances': inside('items', attendance),
  'POST /attendances/:id/rate': attendance,
};

/** Bodies that are right and differ, for keys that have their effect once. */
export const otherVisits = {
  'POST /visits': { startAt: '2026-12-02T02:00:00.000Z' },
  'POST /attendances': { code: 'NJS1.another' },
};

const planners = new WeakMap<Scene, Promise<StaffMember>>();
/** Who plans for the street. */
export function plannerOf(scene: Scene): Promise<StaffMember> {
  const known = planners.get(scene) ?? scene.world.staff('protection');
  planners.set(scene, known);
  return known;
}

/** The department of whoever calls: only the one that owns an order acts on it. */
export async function departmentOf({ world }: Scene, by?: By): Promise<Department> {
  const [post] = await world.sql<{ role: string }>('SELECT role FROM post WHERE accountId = ?', [by?.id ?? '']);
  return post && post.role in departments ? (post.role as Department) : 'protection';
}

/** An item of the street that is also given in a room, and an order of a new unit for it. */
export async function ordered(
  scene: Scene,
  by?: By,
  given: { item?: Partial<MenuItem>; order?: Partial<ServiceOrder> } = {},
): Promise<{ item: MenuItem; order: ServiceOrder }> {
  const { world } = scene;
  const department = await departmentOf(scene, by);
  const item = await plantItem(world, {
    ...{ unionId: world.unions.street.id, venue: 'either', department },
    ...given.item,
  });
  const [unit] = await plantUnits(world, 1);
  return { item, order: await plantOrder(world, item, { unionId: unit?.id ?? '', ...given.order }) };
}
export const expertOf = ({ world }: Scene, given = {}) =>
  plantExpert(world, { unionId: world.unions.street.id, ...given });

/** 10:00 of a working day from today's week on. */
export const START = '2026-12-01T02:00:00.000Z';
const HALF = 30 * 60_000;
/** The half hour that has begun, and the one before it. */
const begun = ({ world }: Scene) => new Date(Math.floor(world.clock.now.getTime() / HALF) * HALF).toISOString();

/** A visit of an expert, with one order of the street's. */
export async function visited(
  scene: Scene,
  given: { by?: By | undefined; expertId?: string; visit?: Partial<Visit>; order?: Partial<ServiceOrder> } = {},
): Promise<Visit> {
  const { item, order } = await ordered(scene, given.by, given.order && { order: given.order });
  const expert = given.expertId ? { id: given.expertId } : await expertOf(scene);
  return plantVisit(scene.world, { expert, item, orders: [order], startAt: START, ...given.visit });
}

/** Somebody's being there; `rated`: with stars and words. */
async function attended({ world }: Scene, personId: string, visit: Visit, rated = false): Promise<string> {
  const [id, at] = [ulid(), world.clock.now.toISOString()];
  const said = rated ? { stars: 5, words: '听得懂，用得上', ratedAt: at } : { stars: null, words: null, ratedAt: null };
  await world.kit.db.tx((db) =>
    insert(db, AttendanceTable, { id, visitId: visit.id, orderId: null, personId, at, ...said }),
  );
  return id;
}

/** One that is over: recorded, rated by its unit and by a worker. */
async function finished(scene: Scene, expertId?: string): Promise<Visit> {
  const order = { notes: '午饭前结束', stars: 4, ratingWords: '讲得实在' };
  const visit = await visited(scene, {
    ...(expertId && { expertId }),
    visit: { state: 'agreed', startAt: begun(scene) },
    order,
  });
  await attended(scene, ulid(), visit, true);
  await scene.world.sql(
    "UPDATE visit SET state = 'recorded', minutes = 110, served = 28, words = '练习了放松', photoIds = ?, recordedAt = ? WHERE id = ?",
    [JSON.stringify([ulid()]), scene.world.clock.now.toISOString(), visit.id],
  );
  return visit;
}

const about = (id: string) => ({ params: { id } });
const reason = { reason: '培训计划有变' };
const tokenOf = async (scene: Scene, by?: By) => (by ?? (await plannerOf(scene))).token;
/** Someone's own visit as an expert. */
export const own =
  (visit: (scene: Scene) => Partial<Visit>, body?: (scene: Scene, token: string) => Promise<unknown>) =>
  async (scene: Scene, by?: By): Promise<Call> => {
    const { token, expertId } = await ownExpert(scene, by);
    const { id } = await visited(scene, { expertId, visit: visit(scene) });
    return { token, ...about(id), ...(body && { body: await body(scene, token) }) };
  };
const running = (scene: Scene): Partial<Visit> => ({ state: 'agreed', startAt: begun(scene) });
const inFuture = (): Partial<Visit> => ({ state: 'proposed' });
export const recordBody = { minutes: 30, served: 28, words: '练习了放松和呼吸', photoIds: [] as string[] };

/** The code that stands on an expert's phone now. */
export async function codeOf(scene: Scene): Promise<string> {
  const { token, expertId } = await ownExpert(scene);
  // Members of the sweeps are the street's.
  const order = { unionId: scene.world.unions.street.id };
  const { id } = await visited(scene, { expertId, visit: running(scene), order });
  const { text } = await scene.world.as(token)('GET /own-visits/:id/code', about(id));
  return text;
}
const ownAttendance = async (scene: Scene, by?: By): Promise<{ token: string; id: string }> => {
  const { token } = by ?? (await member(scene));
  const visit = await visited(scene, { visit: running(scene) });
  return { token, id: await attended(scene, subjectOf(token), visit) };
};

export const visitProbes: Record<VisitKeys, (scene: Scene, by?: By) => Promise<Call>> = {
  'POST /visits': async (scene, by) => {
    const { order } = await ordered(scene, by);
    const { id: expertId } = await expertOf(scene);
    return { token: await tokenOf(scene, by), body: { orderIds: [order.id], expertId, roomId: null, startAt: START } };
  },
  'POST /visits/:id/move': async (scene, by) => {
    const { id, expertId } = await visited(scene, { by });
    const body = { expertId, roomId: null, startAt: '2026-12-03T02:00:00.000Z', ...reason };
    return { token: await tokenOf(scene, by), ...about(id), body };
  },
  'POST /visits/:id/cancel': async (scene, by) => ({
    ...{ token: await tokenOf(scene, by), ...about((await visited(scene, { by })).id) },
    body: reason,
  }),
  'GET /visits': async (scene, by) => {
    const { expertId } = await visited(scene);
    const keeper = await plannerOf(scene);
    await keeper.api('POST /experts/:id/leaves', { ...about(expertId), body: leaveBody });
    await scene.world.sql(
      "UPDATE expert_leave SET fromDay = '2026-12-03', untilDay = '2026-12-04' WHERE expertId = ?",
      [expertId],
    );
    return { token: await tokenOf(scene, by), query: { from: '2026-11-28', until: '2026-12-05', expertId } };
  },
  'GET /visits/:id': async (scene, by) => ({ token: await tokenOf(scene, by), ...about((await finished(scene)).id) }),
  'GET /visits/:id/calendar': async (scene, by) => ({
    ...{ token: await tokenOf(scene, by), ...about((await visited(scene)).id) },
  }),
  'GET /own-visits': async (scene, by) => {
    const { token, expertId } = await ownExpert(scene, by);
    await visited(scene, { expertId });
    const today = dayOf(scene.world.clock.now);
    return { token, query: { from: today, until: addDays(today, 20) } };
  },
  'GET /own-visits/:id': async (scene, by) => {
    const { token, expertId } = await ownExpert(scene, by);
    return { token, ...about((await finished(scene, expertId)).id) };
  },
  'GET /own-visits/:id/calendar': own(inFuture),
  'POST /own-visits/:id/answer': own(inFuture, async () => ({ agree: true, reason: null })),
  'GET /own-visits/:id/code': own(running),
  'POST /own-visits/:id/record': own(running, async (scene, token) => ({
    ...{ ...recordBody, photoIds: [(await upload(scene, token)).id] },
  })),
  'POST /attendances': async (scene, by) => {
    const { token } = by ?? (await member(scene));
    return { token, body: { code: await codeOf(scene) } };
  },
  'GET /attendances': async (scene, by) => ({ token: (await ownAttendance(scene, by)).token }),
  'POST /attendances/:id/rate': async (scene, by) => {
    const { token, id } = await ownAttendance(scene, by);
    return { token, ...about(id), body: { stars: 5, words: '听得懂，用得上' } };
  },
};
