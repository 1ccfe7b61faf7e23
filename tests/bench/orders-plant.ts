/** Experts, orders and booked visits of a bench: places and skills by a seeded die, so that every run is the same. */
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { insert, insertMany } from '@niangjia/server/core/sql';
import { BookedTable, type Expert, ExpertSkillTable, ExpertTable } from '@niangjia/server/modules/experts/entity';
import {
  type MenuItem,
  MenuItemTable,
  type ServiceOrder,
  ServiceOrderTable,
} from '@niangjia/server/modules/orders/entity';
import { type Union, UnionTable } from '@niangjia/server/modules/unions/entity';
import { type Visit, VisitTable } from '@niangjia/server/modules/visits/entity';
import { instantAt, kmBetween, type Skill, visitCells } from '@niangjia/shared/rules/experts';

/** Numbers from 0 to 1 (mulberry32). */
export function die(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
export const among = <One>(list: readonly One[], throwDie: () => number): One =>
  list[Math.floor(throwDie() * list.length)] as One;
/** A place within so many kilometres to each side of the county's seat. */
export const placeIn = (km: number, throwDie: () => number) => ({
  latitude: Math.round(36_684_528 + ((throwDie() * 2 - 1) * km * 1e6) / 111.2),
  longitude: Math.round(118_479_622 + ((throwDie() * 2 - 1) * km * 1e6) / 89.2),
});

const at = '2026-11-01T00:00:00.000Z';
const by = ulid();
export const unionOf = (name: string, under: Union | null): Union => {
  const id = ulid();
  return {
    ...{ id, name, level: under ? 'grassroots' : 'county', parentId: under?.id ?? null },
    ...{ path: `${under?.path ?? '/'}${id}/`, districtCode: '370781', holding: true, phone: null, closedAt: null },
  } as Union;
};

export async function plantExperts(
  kit: Kit,
  owner: Union,
  count: number,
  skillsOf: (nth: number) => Skill[],
  given: Partial<Expert>,
  throwDie: () => number,
) {
  const experts = Array.from({ length: count }, (_, nth): Expert => {
    const id = ulid();
    return {
      ...{
        id,
        number: `ZJ-${id}`,
        unionId: owner.id,
        name: `专家${nth + 1}`,
        title: '讲师',
        phoneIndex: id,
        phoneSealed: '-',
      },
      ...{ openPhone: id, skills: JSON.stringify(skillsOf(nth)), placeName: '驻地', ...placeIn(50, throwDie) },
      ...{ reachKm: 20 + Math.floor(throwDie() * 41), perDay: 2, perWeek: 6, endedAt: null, endReason: null },
      ...{ createdBy: by, createdAt: at, ...given },
    };
  });
  await kit.db.tx(async (db) => {
    await insertMany(db, ExpertTable, experts);
    const rows = experts.flatMap(({ id, skills }) =>
      (JSON.parse(skills) as Skill[]).map((skill) => ({ id: `${id}:${skill}`, expertId: id, skill })),
    );
    await insertMany(db, ExpertSkillTable, rows);
  });
  return experts;
}

export async function plantItem(kit: Kit, owner: Union, skill: Skill, minutes: number): Promise<MenuItem> {
  const item: MenuItem = {
    ...{
      id: ulid(),
      unionId: owner.id,
      group: 'mind',
      title: `服务 ${skill}`.slice(0, 30),
      words: '说明',
      prepare: '会议室',
    },
    ...{ minutes, minPeople: 10, maxPeople: 80, venue: 'onSite', skill, department: 'protection', poolKm: 20 },
    ...{ restDays: false, state: 'offered', createdBy: by, createdAt: at },
  };
  await kit.db.tx((db) => insert(db, MenuItemTable, item));
  return item;
}

export async function plantOrders(
  kit: Kit,
  owner: Union,
  count: number,
  items: readonly MenuItem[],
  daysOf: () => { day: string; part: string }[],
  throwDie: () => number,
) {
  const units = Array.from({ length: count }, (_, nth) => unionOf(`示例单位 ${nth + 1} 工会`, owner));
  const orders = units.map((unit, nth): ServiceOrder => {
    const item = among(items, throwDie);
    const id = ulid();
    return {
      ...{ id, number: `DD-${id}`, unionId: unit.id, ownerId: owner.id, department: 'protection', itemId: item.id },
      ...{
        openItem: `${unit.id}:${item.id}`,
        title: item.title,
        group: item.group,
        people: 10 + Math.floor(throwDie() * 71),
      },
      ...{
        placeName: '厂区',
        address: '示例路 1 号',
        ...placeIn(40, throwDie),
        days: JSON.stringify(daysOf()),
        notes: '',
      },
      ...{ contactName: '李主席', contactSealed: '-', sharing: false, state: 'accepted', dueOn: '2026-12-14' },
      ...{
        served: throwDie() < 0.6 ? 0 : 1,
        queuedAt: new Date(Date.parse('2026-11-02T01:00:00Z') + nth * 1_800_000).toISOString(),
      },
      ...{ visitId: null, unitAgreedAt: null, mergedInto: null, deliveredAt: null, stars: null, ratingWords: null },
      ...{ ratedAt: null, createdBy: by, createdAt: at },
    } as ServiceOrder;
  });
  await kit.db.tx(async (db) => {
    await insertMany(db, UnionTable, units);
    await insertMany(db, ServiceOrderTable, orders);
  });
  return orders;
}

/** Visits on these days, at most one in the morning and one in the afternoon of each expert; their cells and turns. */
export async function plantVisits(
  kit: Kit,
  owner: Union,
  count: number,
  experts: readonly Expert[],
  item: MenuItem,
  days: readonly { day: string; monday: string }[],
  throwDie: () => number,
) {
  const [visits, cells] = [
    [] as Visit[],
    new Map<string, { id: string; resourceId: string; cell: string; holdId: string }>(),
  ];
  while (visits.length < count) {
    const [expert, { day, monday }] = [among(experts, throwDie), among(days, throwDie)];
    const [start, half] = throwDie() < 0.5 ? [540, 1] : [870, 2];
    const id = ulid();
    const place = placeIn(40, throwDie);
    const km = kmBetween(expert, place);
    const week = [1, 2, 3, 4, 5, 6].find((nth) => !cells.has(`${expert.id} ${monday} week ${nth}`));
    if (km > expert.reachKm || week === undefined || cells.has(`${expert.id} ${day} day ${half}`)) continue;
    const own = visitCells(start, 120, km).map((cell) => `${day} ${String(cell).padStart(3, '0')}`);
    if (own.some((cell) => cells.has(`${expert.id} ${cell}`))) continue;
    for (const cell of [...own, `${day} day ${half}`, `${monday} week ${week}`])
      cells.set(`${expert.id} ${cell}`, { id: `${expert.id} ${cell}`, resourceId: expert.id, cell, holdId: id });
    visits.push({
      ...{ id, number: `FW-${id}`, itemId: item.id, ownerId: owner.id, department: 'protection', expertId: expert.id },
      ...{ roomId: null, state: 'agreed', startAt: instantAt(day, start), endAt: instantAt(day, start + 120) },
      ...{
        placeName: '厂区',
        address: '示例路 1 号',
        ...place,
        metres: Math.round(km * 1000),
        people: 40,
        answerBy: null,
      },
      ...{ expertAgreedAt: at, ending: null, endReason: null, movedTo: null, minutes: null, served: null, words: null },
      ...{ photoIds: null, recordedAt: null, remindedAt: null, createdBy: by, createdAt: at },
    } as Visit);
  }
  await kit.db.tx(async (db) => {
    await insertMany(db, VisitTable, visits);
    await insertMany(db, BookedTable, [...cells.values()]);
  });
}
