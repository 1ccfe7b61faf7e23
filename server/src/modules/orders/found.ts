/** Waiting orders of one item that could share a visit: near, small, and wished for within a week of each other. */
import { kmBetween, type Point } from '@niangjia/shared/rules/experts';
import { POOL_DAYS } from '@niangjia/shared/rules/orders';
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import { LINE_ORDER } from './line';

/** Orders at one table. */
export const POOL_MOST = 8;
/** What one search looks at, the first of the line. */
const SEARCHED = 2000;
const DAY_MS = 86_400_000;

export interface Candidate extends Point {
  id: string;
  number: string;
  itemId: string;
  title: string;
  unionName: string;
  people: number;
  placeName: string;
  poolKm: number;
  maxPeople: number;
  /** Wished days as numbers, ascending. */
  days: number[];
}
export type CandidateRow = Omit<Candidate, 'days'> & { days: string };

export const CANDIDATE = `o.id, o.number, o.itemId, i.title, u.name AS unionName, o.people, o.placeName, o.latitude,
  o.longitude, o.days, i.poolKm, i.maxPeople`;

export const toCandidate = (row: CandidateRow): Candidate => ({
  ...row,
  days: (JSON.parse(row.days) as { day: string }[]).map(({ day }) => Date.parse(day) / DAY_MS).sort((a, b) => a - b),
});

/** Some day of one is within a week of some day of the other. */
const inOneWeek = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((one) => b.some((other) => Math.abs(one - other) <= POOL_DAYS));

/** A degree of latitude is 111 km: what is further apart need not be measured. */
const KM_PER_DEGREE = 111;

/** Whether two orders could share: of one item, near enough, within a week. */
export const canShare = (a: Candidate, b: Candidate): boolean =>
  a.itemId === b.itemId &&
  (Math.abs(a.latitude - b.latitude) / 1e6) * KM_PER_DEGREE <= a.poolKm + 1 &&
  kmBetween(a, b) <= a.poolKm &&
  inOneWeek(a.days, b.days);

/** Greatest distance between two of them, one decimal. */
const spread = (orders: readonly Candidate[]): number => {
  const all = orders.flatMap((a, nth) => orders.slice(nth + 1).map((b) => kmBetween(a, b)));
  return Math.round(Math.max(0, ...all) * 10) / 10;
};

/** Greedy, from the front of the line: who is first takes along whoever fits with all that are in already. */
export function groupsOf(line: readonly Candidate[]): Candidate[][] {
  const taken = new Set<string>();
  const groups: Candidate[][] = [];
  for (const [nth, first] of line.entries()) {
    if (taken.has(first.id)) continue;
    const group = [first];
    let people = first.people;
    for (let at = nth + 1; at < line.length && group.length < POOL_MOST; at += 1) {
      const other = line[at] as Candidate;
      if (taken.has(other.id) || people + other.people > first.maxPeople) continue;
      if (!group.every((one) => canShare(one, other))) continue;
      group.push(other);
      people += other.people;
    }
    if (group.length < 2) continue;
    for (const { id } of group) taken.add(id);
    groups.push(group);
  }
  return groups;
}

/** Of what a department serves; an order that is in an open pool already is not found again. */
export async function findPools(db: EntityManager, own: { sql: string; values: string[] }) {
  const rows = await query<CandidateRow>(
    db,
    `SELECT ${CANDIDATE} FROM service_order o JOIN menu_item i ON i.id = o.itemId
       JOIN trade_union u ON u.id = o.unionId JOIN trade_union w ON w.id = o.ownerId
     WHERE o.state = 'accepted' AND o.sharing = 1 AND o.latitude IS NOT NULL AND i.poolKm > 0 AND ${own.sql}
       AND NOT EXISTS (SELECT 1 FROM pool_part p WHERE p.openOrder = o.id)
     ORDER BY ${LINE_ORDER} LIMIT ${SEARCHED}`,
    own.values,
  );
  return groupsOf(rows.map(toCandidate)).map((orders) => ({
    itemId: orders[0]?.itemId ?? '',
    title: orders[0]?.title ?? '',
    people: orders.reduce((sum, { people }) => sum + people, 0),
    km: spread(orders),
    orders: orders.map(({ id, number, unionName, people, placeName }) => ({
      id,
      number,
      unionName,
      people,
      placeName,
    })),
  }));
}
