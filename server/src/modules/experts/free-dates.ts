/** The first times at which somebody could come: what "earliest" on the menu and "likely" in the line are made of. */
import { addDays } from '@niangjia/shared/rules/days';
import {
  BUFFER_MINUTES,
  CELL_MINUTES,
  DAY_FROM,
  DAY_UNTIL,
  instantAt,
  kmBetween,
  type Point,
  type Skill,
  travelMinutes,
  visitCells,
} from '@niangjia/shared/rules/experts';
import type { EntityManager } from 'typeorm';
import { isWorkingDay } from '../../core/calendar';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { cellName, mondayOf } from './booked';
import type { Expert } from './entity';

/** How far ahead a time is looked for, and in what steps. */
const HORIZON_DAYS = 120;
const STEP_DAYS = 14;

export interface Wanted {
  skill: Skill;
  minutes: number;
  /** Null: not on the map yet; then the expert's whole reach is counted as the way. */
  place: Point | null;
  restDays: boolean;
  /** Experts of the owner's union, of those above it and of those below it may come. */
  ownerPath: string;
}
type Candidate = Pick<Expert, 'id' | 'latitude' | 'longitude' | 'reachKm' | 'perDay' | 'perWeek'> & { path: string };

async function candidatesFor(db: EntityManager, { skill, place, ownerPath }: Wanted) {
  const experts = await query<Candidate>(
    db,
    `SELECT e.id, e.latitude, e.longitude, e.reachKm, e.perDay, e.perWeek, u.path FROM expert_skill s
     JOIN expert e ON e.id = s.expertId JOIN trade_union u ON u.id = e.unionId
     WHERE s.skill = ? AND e.endedAt IS NULL`,
    [skill],
  );
  return experts
    .filter(({ path }) => path.startsWith(ownerPath) || ownerPath.startsWith(path))
    .map((expert) => ({ ...expert, km: place ? kmBetween(expert, place) : expert.reachKm }))
    .filter(({ km, reachKm }) => km <= reachKm);
}

/** What is taken of these experts from a day on, before another: cells, and turns of days and weeks. */
async function takenOf(db: EntityManager, experts: readonly { id: string }[], from: string, until: string) {
  const ids = among(experts.map(({ id }) => id));
  const rows = await query<{ id: string }>(
    db,
    `SELECT id FROM booked WHERE resourceId IN (${ids.places}) AND cell >= ? AND cell < ?`,
    [...ids.values, mondayOf(from), until],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The first free turn of a period, or none. */
function turnOf(taken: ReadonlySet<string>, expertId: string, period: string, cap: number): string | undefined {
  for (let nth = 1; nth <= cap; nth += 1) {
    const id = `${expertId} ${period} ${nth}`;
    if (!taken.has(id)) return id;
  }
  return undefined;
}

/** Takes the first free time of an expert's day in `taken`; the start in minutes, or none. */
function takeFirst(taken: Set<string>, expert: Candidate & { km: number }, day: string, minutes: number) {
  const dayTurn = turnOf(taken, expert.id, `${day} day`, expert.perDay);
  const weekTurn = turnOf(taken, expert.id, `${mondayOf(day)} week`, expert.perWeek);
  if (!dayTurn || !weekTurn) return undefined;
  const around = BUFFER_MINUTES + travelMinutes(expert.km);
  const first = Math.ceil((DAY_FROM + around) / CELL_MINUTES) * CELL_MINUTES;
  for (let start = first; start + minutes + around <= DAY_UNTIL; start += CELL_MINUTES) {
    const cells = visitCells(start, minutes, expert.km).map((cell) => `${expert.id} ${cellName(day, cell)}`);
    if (cells.some((cell) => taken.has(cell))) continue;
    for (const one of [...cells, dayTurn, weekTurn]) taken.add(one);
    return start;
  }
  return undefined;
}

/**
 * Starts (UTC instants) of the first `wanted` visits that could be booked from the day after `today` on, each taking its
 * time from the next; fewer when experts are not free so often within 120 days.
 */
export async function freeSlots(db: EntityManager, of: Wanted, today: string, wanted: number): Promise<string[]> {
  const experts = await candidatesFor(db, of);
  const found: string[] = [];
  if (experts.length === 0) return found;
  for (let ahead = 1; ahead <= HORIZON_DAYS && found.length < wanted; ahead += STEP_DAYS) {
    const from = addDays(today, ahead);
    const taken = await takenOf(db, experts, from, addDays(from, STEP_DAYS));
    for (let nth = 0; nth < STEP_DAYS && found.length < wanted; nth += 1) {
      const day = addDays(from, nth);
      if (!of.restDays && !isWorkingDay(day)) continue;
      const starts: number[] = [];
      for (const expert of experts)
        for (let start = takeFirst(taken, expert, day, of.minutes); start !== undefined; ) {
          starts.push(start);
          start = takeFirst(taken, expert, day, of.minutes);
        }
      found.push(...starts.sort((a, b) => a - b).map((start) => instantAt(day, start)));
    }
  }
  return found.slice(0, wanted);
}
