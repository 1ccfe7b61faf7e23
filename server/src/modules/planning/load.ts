/** What planning looks at: experts with a skill, open rooms, and what of them is taken. */
import type { Skill } from '@niangjia/shared/rules/experts';
import { nothingTaken, type PlanExpert, type PlanRoom, type Taken, take } from '@niangjia/shared/rules/planning';
import { onPath } from '@niangjia/shared/rules/planning-places';
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import type { Expert, Room } from '../experts/entity';

export type FoundExpert = PlanExpert & Pick<Expert, 'name' | 'title'>;
export type FoundRoom = PlanRoom & Pick<Room, 'name'>;

/** Experts who are still there, of a union on the line to `path`, with one of the skills. */
export async function expertsWith(db: EntityManager, skills: readonly Skill[], path: string): Promise<FoundExpert[]> {
  if (skills.length === 0) return [];
  const some = among(skills);
  const rows = await query<Omit<FoundExpert, 'skills'> & { skills: string }>(
    db,
    `SELECT ${skills.length > 1 ? 'DISTINCT' : ''} e.id, e.name, e.title, e.skills, e.latitude, e.longitude, e.reachKm, e.perDay, e.perWeek, u.path
     FROM expert_skill s JOIN expert e ON e.id = s.expertId JOIN trade_union u ON u.id = e.unionId
     WHERE s.skill IN (${some.places}) AND e.endedAt IS NULL`,
    some.values,
  );
  return rows
    .filter((row) => onPath(row.path, path))
    .map((row) => ({ ...row, skills: JSON.parse(row.skills) as Skill[] }));
}

export async function openRooms(db: EntityManager, path: string): Promise<FoundRoom[]> {
  const rows = await query<FoundRoom>(
    db,
    `SELECT r.id, r.name, r.latitude, r.longitude, r.seats, u.path FROM room r JOIN trade_union u ON u.id = r.unionId
     WHERE r.closedAt IS NULL`,
  );
  return rows.filter((row) => onPath(row.path, path));
}

const AT_ONCE = 512;

/** What is taken of these from a Monday to before a day. */
export async function takenOf(
  db: EntityManager,
  resourceIds: readonly string[],
  monday: string,
  until: string,
): Promise<Taken> {
  const taken = nothingTaken();
  for (let from = 0; from < resourceIds.length; from += AT_ONCE) {
    const ids = among(resourceIds.slice(from, from + AT_ONCE));
    const rows = await query<{ resourceId: string; cell: string }>(
      db,
      `SELECT resourceId, cell FROM booked WHERE resourceId IN (${ids.places}) AND cell >= ? AND cell < ?`,
      [...ids.values, monday, until],
    );
    for (const { resourceId, cell } of rows) take(taken, resourceId, cell);
  }
  return taken;
}
