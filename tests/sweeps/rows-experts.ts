/** Rows of the sweeps for experts, their leave, and rooms. */
import { madeUpPhone } from '@niangjia/server/demo/people';
import type { experts } from '@niangjia/shared/contract/experts';
import type { Reply } from '@niangjia/shared/contract/index';
import type { StaffMember } from '../world';
import { type By, type Call, person, type Scene, steppedUp, subjectOf } from './cast';

export type ExpertKeys = keyof typeof experts;

const keeper = '1 33 33222233333333333333 3';
const persons = '1 22 33333333333333333333 3';
export const expertMatrix: Record<ExpertKeys, string> = {
  //                                   - WD GNBLSPECRrFfAKYQXOVH g
  'GET /experts': keeper,
  'GET /experts/:id': keeper,
  'POST /experts': keeper,
  'POST /experts/:id': keeper,
  'POST /experts/:id/end': keeper,
  'POST /experts/:id/leaves': keeper,
  'POST /leaves/:id/cancel': keeper,
  'GET /rooms': keeper,
  'POST /rooms': keeper,
  'POST /rooms/:id/close': keeper,
  'GET /own-expert': persons,
  'GET /own-leaves': persons,
  'POST /own-leaves': persons,
  'POST /own-leaves/:id/cancel': persons,
};

const inside = (list: string, names: string) => names.replace(/\S+/g, `${list}[].$&`);
const own =
  'coming endReason endedAt id latitude longitude name number perDay perWeek placeName reachKm recorded skills[] stars ' +
  'title unionId unionName';
const expert = `${own} phoneMasked`;
const leave = 'cancelledAt fromDay id reason untilDay';
const room = 'address closedAt id latitude longitude name placeName seats unionId unionName';
export const expertFields: Partial<Record<ExpertKeys, string>> = {
  'GET /experts': `${inside('items', expert)} next total`,
  'GET /experts/:id': `${expert} ${inside('leaves', leave)}`,
  'POST /experts': expert,
  'POST /experts/:id': expert,
  'POST /experts/:id/end': 'done',
  'POST /experts/:id/leaves': leave,
  'POST /leaves/:id/cancel': 'done',
  'GET /rooms': inside('items', room),
  'POST /rooms': room,
  'POST /rooms/:id/close': 'done',
  'GET /own-expert': `${own.replace(/\S+/g, 'expert.$&')} next waiting`,
  'GET /own-leaves': inside('items', leave),
  'POST /own-leaves': leave,
  'POST /own-leaves/:id/cancel': 'done',
};

/** Fields that take any words. */
export const expertWords = ['placeName'];

const keepers = new WeakMap<Scene, Promise<StaffMember>>();
/** Who keeps the street's experts. */
function keeperOf(scene: Scene): Promise<StaffMember> {
  const known = keepers.get(scene) ?? scene.world.staff('protection');
  keepers.set(scene, known);
  return known;
}

const expertFacts = {
  name: '周明远',
  title: '国家二级心理咨询师',
  skills: ['counselling' as const],
  placeName: '青州市工人文化宫',
  latitude: 36.684528,
  longitude: 118.479622,
  reachKm: 40,
  perDay: 2,
  perWeek: 6,
};
const expertBody = (scene: Scene) => ({
  ...expertFacts,
  unionId: scene.world.unions.street.id,
  phone: madeUpPhone(scene.next()),
});
export const leaveBody = { fromDay: '2027-03-01', untilDay: '2027-03-03', reason: '外出讲课三天' };
const roomBody = (unionId: string) => ({
  ...{ unionId, name: '三楼培训室', placeName: '青州市工人文化宫', address: '青州市示例路 9 号' },
  ...{ latitude: 36.684528, longitude: 118.479622, seats: 80 },
});

/** An expert of the street, registered through the door. */
const registered = async (scene: Scene): Promise<Reply<'POST /experts'>> =>
  (await keeperOf(scene)).api('POST /experts', { body: expertBody(scene) });

/** A person as the expert: the number moves to whoever asks. */
export async function ownExpert(scene: Scene, by?: By): Promise<{ token: string; expertId: string }> {
  const { token } = by ?? (await person(scene));
  const { id } = await registered(scene);
  const { world } = scene;
  const [one] = await world.sql<{ phoneIndex: string | null }>('SELECT phoneIndex FROM person WHERE id = ?', [
    subjectOf(token),
  ]);
  if (one?.phoneIndex) {
    await world.sql('UPDATE expert SET openPhone = NULL WHERE openPhone = ?', [one.phoneIndex]);
    await world.sql('UPDATE expert SET openPhone = ?, phoneIndex = ? WHERE id = ?', [
      one.phoneIndex,
      one.phoneIndex,
      id,
    ]);
  }
  return { token, expertId: id };
}

const tokenOf = async (scene: Scene, by?: By) => (by ?? (await keeperOf(scene))).token;
/** About an expert who is one. */
const onExpert =
  (body?: (scene: Scene) => unknown) =>
  async (scene: Scene, by?: By): Promise<Call> => ({
    token: await tokenOf(scene, by),
    params: { id: (await registered(scene)).id },
    ...(body && { body: body(scene) }),
  });
const reason = { reason: '本人提出不再担任' };

export const expertProbes: Record<ExpertKeys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /experts': async (scene, by) => {
    await registered(scene);
    return { token: await tokenOf(scene, by), query: { skill: 'counselling', text: '心理' } };
  },
  'GET /experts/:id': async (scene, by) => {
    const { id } = await registered(scene);
    await (await keeperOf(scene)).api('POST /experts/:id/leaves', { params: { id }, body: leaveBody });
    return { token: await tokenOf(scene, by), params: { id } };
  },
  'POST /experts': async (scene, by) => ({ token: await tokenOf(scene, by), body: expertBody(scene) }),
  'POST /experts/:id': async (scene, by) => {
    await steppedUp(scene, await tokenOf(scene, by));
    return onExpert(() => ({ ...expertFacts, phone: madeUpPhone(scene.next()) }))(scene, by);
  },
  'POST /experts/:id/end': onExpert(() => reason),
  'POST /experts/:id/leaves': onExpert(() => leaveBody),
  'POST /leaves/:id/cancel': async (scene, by) => {
    const { id: expertId } = await registered(scene);
    const params = { id: expertId };
    const { id } = await (await keeperOf(scene)).api('POST /experts/:id/leaves', { params, body: leaveBody });
    return { token: await tokenOf(scene, by), params: { id } };
  },
  'GET /rooms': async (scene, by) => {
    await (await keeperOf(scene)).api('POST /rooms', { body: roomBody(scene.world.unions.street.id) });
    return { token: await tokenOf(scene, by) };
  },
  'POST /rooms': async (scene, by) => ({
    token: await tokenOf(scene, by),
    body: roomBody(scene.world.unions.street.id),
  }),
  'POST /rooms/:id/close': async (scene, by) => {
    const { id } = await (await keeperOf(scene)).api('POST /rooms', { body: roomBody(scene.world.unions.street.id) });
    return { token: await tokenOf(scene, by), params: { id } };
  },
  'GET /own-expert': async (scene, by) => ({ token: (await ownExpert(scene, by)).token }),
  'GET /own-leaves': async (scene, by) => {
    const { token, expertId } = await ownExpert(scene, by);
    await (await keeperOf(scene)).api('POST /experts/:id/leaves', { params: { id: expertId }, body: leaveBody });
    return { token };
  },
  'POST /own-leaves': async (scene, by) => ({ token: (await ownExpert(scene, by)).token, body: leaveBody }),
  'POST /own-leaves/:id/cancel': async (scene, by) => {
    const { token, expertId } = await ownExpert(scene, by);
    const params = { id: expertId };
    const { id } = await (await keeperOf(scene)).api('POST /experts/:id/leaves', { params, body: leaveBody });
    return { token, params: { id } };
  },
};
