/** What is known of a few experts beside their time: ratings, units that they know, and other visits of those days. */
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import { among } from '../../core/together';

export interface Known {
  stars: Map<string, number>;
  knows: Set<string>;
  visits: Map<string, { latitude: number; longitude: number }[]>;
}

/** Of these experts, for visits to these units between two instants. */
export async function knownOf(
  db: EntityManager,
  expertIds: readonly string[],
  unionIds: readonly string[],
  [from, until]: readonly [string, string],
  dayOf: (instant: string) => string,
): Promise<Known> {
  if (expertIds.length === 0) return { stars: new Map(), knows: new Set(), visits: new Map() };
  const [experts, unions] = [among(expertIds), among(unionIds)];
  const stars = await query<{ expertId: string; stars: number | string }>(
    db,
    `SELECT v.expertId, AVG(o.stars) AS stars FROM visit v JOIN service_order o ON o.visitId = v.id
     WHERE v.expertId IN (${experts.places}) AND o.stars IS NOT NULL GROUP BY v.expertId`,
    experts.values,
  );
  const knows = await query<{ expertId: string }>(
    db,
    `SELECT DISTINCT v.expertId FROM service_order o JOIN visit v ON v.id = o.visitId
     WHERE o.unionId IN (${unions.places}) AND v.state = 'recorded' AND v.expertId IN (${experts.places})`,
    [...unions.values, ...experts.values],
  );
  const visits = await query<{ expertId: string; startAt: string; latitude: number; longitude: number }>(
    db,
    `SELECT expertId, startAt, latitude, longitude FROM visit WHERE expertId IN (${experts.places})
     AND startAt >= ? AND startAt < ? AND state IN ('proposed', 'agreed') AND latitude IS NOT NULL`,
    [...experts.values, from, until],
  );
  const byDay: Known['visits'] = new Map();
  for (const { expertId, startAt, ...point } of visits) {
    const key = `${expertId} ${dayOf(startAt)}`;
    byDay.set(key, [...(byDay.get(key) ?? []), point]);
  }
  return {
    stars: new Map(stars.map((row) => [row.expertId, Math.round(Number(row.stars) * 10) / 10])),
    knows: new Set(knows.map(({ expertId }) => expertId)),
    visits: byDay,
  };
}
