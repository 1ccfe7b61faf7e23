/** Items, experts, orders and visits that are simply there: for tests that begin where others have done their part. */
import { makeAsk } from '@niangjia/server/core/ask';
import { ulid } from '@niangjia/server/core/ids';
import { insert, insertMany, nextValue, update } from '@niangjia/server/core/sql';
import { madeUpPhone } from '@niangjia/server/demo/people';
import { bookExpert, bookRoom } from '@niangjia/server/modules/experts/booked';
import {
  type Expert,
  ExpertSkillTable,
  ExpertTable,
  expertPhonePlace,
  type Room,
  RoomTable,
} from '@niangjia/server/modules/experts/entity';
import {
  type MenuItem,
  MenuItemTable,
  type ServiceOrder,
  ServiceOrderTable,
} from '@niangjia/server/modules/orders/entity';
import { contactPlace } from '@niangjia/server/modules/orders/tell';
import { type Union, UnionTable } from '@niangjia/server/modules/unions/entity';
import { type Visit, VisitPartTable, VisitTable } from '@niangjia/server/modules/visits/entity';
import type { Input } from '@niangjia/shared/contract/index';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { instantAt, kmBetween, type Skill } from '@niangjia/shared/rules/experts';
import { openOrderStates } from '@niangjia/shared/rules/orders';
import type { World } from './world';

/** The seat of the county and a place seven kmBetween north of it, in micro-degrees. */
export const SEAT = { latitude: 36_684_528, longitude: 118_479_622 };
export const NORTH = { latitude: 36_747_528, longitude: 118_479_622 };

const nobody = { kind: 'nobody' } as const;
let phones = 6_000;
/** A number that no other test uses. */
export const freshPhone = (): string => madeUpPhone((phones += 1));
const today = (world: World): string => dayOf(world.kit.now());
const numberOf = (world: World, mark: string, nth: number): string =>
  `${mark}${today(world).replaceAll('-', '')}-${String(nth).padStart(4, '0')}`;

/** Counselling of the county: two hours at the unit, 20 to 80 people, shared within 20 km, on working days. */
export async function plantItem(world: World, given: Partial<MenuItem> = {}): Promise<MenuItem> {
  const row: MenuItem = {
    ...{ id: ulid(), unionId: world.unions.county.id, group: 'mind', title: `团体减压课 ${ulid().slice(-4)}` },
    ...{ words: '两位心理老师带着做，认识压力和情绪。', prepare: '能坐下的会议室，一台投影。', minutes: 120 },
    ...{ minPeople: 20, maxPeople: 80, venue: 'onSite', skill: 'counselling', department: 'protection' },
    ...{ poolKm: 20, restDays: false, state: 'offered', createdBy: ulid(), createdAt: world.kit.now().toISOString() },
    ...given,
  } as MenuItem;
  await world.kit.db.tx((db) => insert(db, MenuItemTable, row));
  return row;
}

type GivenExpert = Partial<Omit<Expert, 'skills'>> & { skills?: Skill[]; phone?: string };

/** A counsellor at the county's seat who goes 40 km, twice a day and six times a week. */
export async function plantExpert(world: World, given: GivenExpert = {}): Promise<Expert & { phone: string }> {
  const { skills = ['counselling'], phone = freshPhone(), ...rest } = given;
  const { kit } = world;
  const id = ulid();
  const phoneIndex = kit.secrets.index('phone', phone);
  await kit.db.tx(async (db) => {
    const row: Expert = {
      ...{ id, number: numberOf(world, 'ZJ', await nextValue(db, 'planted-expert')), unionId: world.unions.county.id },
      ...{ name: '周宁', title: '国家二级心理咨询师', phoneIndex, openPhone: phoneIndex },
      phoneSealed: await kit.secrets.seal(db, expertPhonePlace(id), phone, kit.now()),
      ...{ skills: JSON.stringify(skills), placeName: '青州市总工会', ...SEAT, reachKm: 40, perDay: 2, perWeek: 6 },
      ...{ endedAt: null, endReason: null, createdBy: ulid(), createdAt: kit.now().toISOString() },
      ...rest,
    };
    await insert(db, ExpertTable, row);
    await insert(
      db,
      ExpertSkillTable,
      skills.map((skill) => ({ id: `${id}:${skill}`, expertId: id, skill })),
    );
  });
  const [expert] = await world.sql<Expert>('SELECT * FROM expert WHERE id = ?', [id]);
  return { ...(expert as Expert), phone };
}

/** A room of the county with 100 seats at its seat. */
export async function plantRoom(world: World, given: Partial<Room> = {}): Promise<Room> {
  const row: Room = {
    ...{ id: ulid(), unionId: world.unions.county.id, name: '职工大讲堂', placeName: '青州市工人文化宫' },
    ...{ address: '青州市示例路 8 号', ...SEAT, seats: 100, closedAt: null },
    ...{ createdBy: ulid(), createdAt: world.kit.now().toISOString() },
    ...given,
  };
  await world.kit.db.tx((db) => insert(db, RoomTable, row));
  return row;
}

/** Grassroots unions below another, by default below the street's. */
export async function plantUnits(world: World, count: number, under: Union = world.unions.street): Promise<Union[]> {
  const units = Array.from({ length: count }, (_, nth): Union => {
    const id = ulid();
    return {
      ...{ id, name: `示例单位 ${nth + 1} 工会`, level: 'grassroots' as const, parentId: under.id },
      ...{ path: `${under.path}${id}/`, districtCode: under.districtCode, holding: false, phone: null, closedAt: null },
    };
  });
  await world.kit.db.tx((db) => insertMany(db, UnionTable, units));
  return units;
}

type GivenOrder = Partial<ServiceOrder> & { phone?: string };

/** An order as the table holds it, its number sealed under a new key; nothing is written but the key. */
async function orderRow(world: World, item: MenuItem | null, given: GivenOrder): Promise<ServiceOrder> {
  const { phone = '13800138000', ...rest } = given;
  const { kit } = world;
  const id = rest.id ?? ulid();
  const at = rest.queuedAt ?? kit.now().toISOString();
  const state = rest.state ?? 'accepted';
  const unionId = rest.unionId ?? world.unions.rider.id;
  const contactSealed = await kit.db.tx((db) => kit.secrets.seal(db, contactPlace(id), phone, kit.now()));
  const isOpen = (openOrderStates as readonly string[]).includes(state);
  const nth = await kit.db.tx((db) => nextValue(db, 'planted-order'));
  return {
    ...{ id, number: numberOf(world, 'DD', 5000 + nth), unionId },
    ...{ ownerId: item?.unionId ?? world.unions.county.id, department: item?.department ?? 'protection' },
    ...{ itemId: item?.id ?? null, openItem: item && isOpen ? `${unionId}:${item.id}` : null },
    ...{ title: item?.title ?? '想请人教颈椎操', group: item?.group ?? 'mind', people: 30 },
    ...{ placeName: '北部片区骑手驿站', address: '青州市北环路 12 号', ...NORTH },
    ...{ days: JSON.stringify([{ day: addDays(today(world), 7), part: 'am' }]), notes: '' },
    ...{ contactName: '李主席', contactSealed, sharing: true, state, dueOn: addDays(today(world), 14), served: 0 },
    ...{ queuedAt: at, visitId: null, unitAgreedAt: null, mergedInto: null, deliveredAt: null, stars: null },
    ...{ ratingWords: null, ratedAt: null, createdBy: ulid(), createdAt: at },
    ...rest,
  } as ServiceOrder;
}

/** An accepted order of the riders' union, seven kmBetween north of the seat, for 30 people; `item` null: a wish. */
export async function plantOrder(world: World, item: MenuItem | null, given: GivenOrder = {}): Promise<ServiceOrder> {
  const row = await orderRow(world, item, given);
  await world.kit.db.tx((db) => insert(db, ServiceOrderTable, row));
  return row;
}

/** Many at once, with one sealed number for all of them that nobody can open. */
export async function plantOrders(world: World, item: MenuItem, given: GivenOrder[]): Promise<ServiceOrder[]> {
  const plain = await orderRow(world, item, {});
  const rows = given.map((one, nth): ServiceOrder => {
    const { phone: _, ...rest } = one;
    const unionId = rest.unionId ?? plain.unionId;
    return {
      ...{ ...plain, id: ulid(), number: `${plain.number}-${nth}`, unionId, openItem: `${unionId}:${item.id}` },
      ...rest,
    };
  });
  await world.kit.db.tx((db) => insertMany(db, ServiceOrderTable, rows));
  return rows;
}

interface GivenVisit extends Partial<Visit> {
  expert: Pick<Expert, 'id'>;
  item: MenuItem;
  orders: ServiceOrder[];
  room?: Room;
}

/** Proposed by default: 10:00 of the wished day, its time booked, its orders assigned to it; `agreed`: by everybody. */
export async function plantVisit(world: World, { expert, item, orders, room, ...given }: GivenVisit): Promise<Visit> {
  const { kit } = world;
  const [full] = await world.sql<Expert>('SELECT * FROM expert WHERE id = ?', [expert.id]);
  const [first] = orders;
  if (!full || !first) throw new Error('a visit needs an expert and an order');
  const startAt = given.startAt ?? instantAt(addDays(today(world), 7), 600);
  const state = given.state ?? 'proposed';
  const place = room ?? { latitude: first.latitude ?? SEAT.latitude, longitude: first.longitude ?? SEAT.longitude };
  const km = kmBetween(full, place);
  const id = given.id ?? ulid();
  const at = kit.now().toISOString();
  const agreedAt = state === 'proposed' ? null : at;
  return kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, nobody);
    const visit: Visit = {
      ...{ id, number: numberOf(world, 'FW', 5000 + (await nextValue(db, 'planted-visit'))), itemId: item.id },
      ...{ ownerId: item.unionId, department: item.department, expertId: full.id, roomId: room?.id ?? null, state },
      ...{ startAt, endAt: new Date(Date.parse(startAt) + item.minutes * 60_000).toISOString() },
      ...{ placeName: room?.placeName ?? first.placeName, address: room?.address ?? first.address },
      ...{ latitude: place.latitude, longitude: place.longitude, metres: Math.round(km * 1000) },
      people: orders.reduce((sum, { people }) => sum + people, 0),
      answerBy: state === 'proposed' ? new Date(Date.parse(at) + 2 * 86_400_000).toISOString() : null,
      ...{ expertAgreedAt: agreedAt, ending: null, endReason: null, movedTo: null },
      ...{ minutes: null, served: null, words: null, photoIds: null, recordedAt: null, remindedAt: null },
      ...{ createdBy: ulid(), createdAt: at },
      ...given,
    };
    await insert(db, VisitTable, visit);
    const part = (order: ServiceOrder, nth: number) => ({
      id: ulid(),
      visitId: id,
      orderId: order.id,
      nth,
      leftAt: null,
    });
    await insert(db, VisitPartTable, orders.map(part));
    if (state !== 'cancelled') {
      await bookExpert(ask, full, { startAt, minutes: item.minutes, km, holdId: id });
      if (room) await bookRoom(ask, room.id, { startAt, minutes: item.minutes, holdId: id });
      for (const order of orders)
        await update(
          db,
          ServiceOrderTable,
          { id: order.id },
          { state: state === 'proposed' ? 'assigned' : 'scheduled', visitId: id, unitAgreedAt: agreedAt },
        );
    }
    return visit;
  });
}

/** A valid order of 30 people in the riders' union for a week from today. */
export const orderBody = (
  world: World,
  item: Pick<MenuItem, 'id'> | null,
  different: Partial<Input<'POST /orders'>['body']> = {},
): Input<'POST /orders'>['body'] => ({
  unionId: world.unions.rider.id,
  itemId: item?.id ?? null,
  wish: item ? null : { title: '想请人教颈椎操', group: 'health' },
  ...wishesBody(world),
  ...different,
});

/** What a unit says of its order. */
export const wishesBody = (
  world: World,
  different: Partial<Input<'POST /orders/:id/resubmit'>['body']> = {},
): Input<'POST /orders/:id/resubmit'>['body'] => ({
  ...{ people: 30, placeName: '北部片区骑手驿站', address: '青州市北环路 12 号' },
  ...{ latitude: NORTH.latitude / 1_000_000, longitude: NORTH.longitude / 1_000_000 },
  days: [{ day: addDays(today(world), 7), part: 'am' }],
  ...{ notes: '午饭前结束', contactName: '李主席', contactPhone: '13800138000', sharing: false },
  ...different,
});
