/** The times of a week's plan: what of a day is free, when an expert could visit whom, and serving in the order of asking. */
import {
  BUFFER_MINUTES,
  CELL_MINUTES,
  DAY_FROM,
  DAY_UNTIL,
  type Point,
  type Skill,
  travelMinutes,
  visitCells,
} from './experts';
import { type DayPart, dayParts, type Venue } from './orders';
import { kmTo, onPath, placesFor } from './planning-places';
import type { Turns } from './turns';

const FIRST_CELL = DAY_FROM / CELL_MINUTES;

/** Half hours of a day as bits: the first is 07:00. */
export const maskOf = (cells: readonly number[]): number =>
  cells.reduce((mask, cell) => mask | (1 << (cell - FIRST_CELL)), 0);

/** What is taken: half hours by `resourceId day`, and turns by `expertId day day` and `expertId monday week`. */
export interface Taken {
  cells: Map<string, number>;
  turns: Map<string, number>;
}
export const nothingTaken = (): Taken => ({ cells: new Map(), turns: new Map() });
/** A row of `booked` into it: `2026-11-23 019`, `2026-11-23 day 1`, `2026-11-23 week 3`. */
export function take(taken: Taken, resourceId: string, cell: string): void {
  const [day = '', what = '', nth] = cell.split(' ');
  const key = `${resourceId} ${day}`;
  if (nth === undefined) taken.cells.set(key, (taken.cells.get(key) ?? 0) | maskOf([Number(what)]));
  else taken.turns.set(`${key} ${what}`, (taken.turns.get(`${key} ${what}`) ?? 0) + 1);
}

export interface PlanExpert extends Point {
  id: string;
  path: string;
  skills: readonly Skill[];
  reachKm: number;
  perDay: number;
  perWeek: number;
}
export interface PlanRoom extends Point {
  id: string;
  path: string;
  seats: number;
}
/** An order, or several that agreed to share, as one wish. */
export interface Wish {
  orderIds: readonly string[];
  people: number;
  /** Somebody in it was never served. */
  never: boolean;
  /** Since the first of them asked. */
  waitedDays: number;
  skill: Skill;
  minutes: number;
  venue: Venue;
  ownerPath: string;
  place: Point | null;
  /** In the order of preference. */
  times: readonly { day: string; part: DayPart }[];
}
export interface Problem {
  monday: string;
  /** In the order of the line. */
  wishes: readonly Wish[];
  experts: readonly PlanExpert[];
  rooms: readonly PlanRoom[];
  taken: Taken;
}

/** A time that an expert could give to a wish. `mask` of the expert, `roomMask` of the room. */
export interface Option {
  wish: number;
  expertId: string;
  roomId: string | null;
  day: string;
  start: number;
  km: number;
  mask: number;
  roomMask: number;
}

/** Starts of a part of a day with room for the minutes and the way there and back, earliest first. */
export function startsOf(part: DayPart, minutes: number, km: number): number[] {
  const around = BUFFER_MINUTES + travelMinutes(km);
  const { from, until } = dayParts[part];
  const starts: number[] = [];
  for (let start = from; start < until; start += CELL_MINUTES)
    if (
      (start === from || start + minutes <= until) &&
      start - around >= DAY_FROM &&
      start + minutes + around <= DAY_UNTIL
    )
      starts.push(start);
  return starts;
}

export const maySuit = (wish: Wish, expert: PlanExpert): boolean =>
  expert.skills.includes(wish.skill) && onPath(expert.path, wish.ownerPath);

const turnsLeft = (taken: Taken, key: string, cap: number): number => cap - (taken.turns.get(key) ?? 0);
/** Visits that an expert's day and week have room for. */
export const visitsLeft = (taken: Taken, { id, perDay, perWeek }: PlanExpert, day: string, monday: string): number =>
  Math.min(turnsLeft(taken, `${id} ${day} day`, perDay), turnsLeft(taken, `${id} ${monday} week`, perWeek));

/** What an expert could give to a wish in a part of a day, while it is free: all, or the first few of each place; earliest first. */
export function optionsOf(
  problem: Problem,
  nth: number,
  expert: PlanExpert,
  { day, part }: { day: string; part: DayPart },
  most = Infinity,
): Option[] {
  const wish = problem.wishes[nth];
  if (!wish || visitsLeft(problem.taken, expert, day, problem.monday) < 1) return [];
  const busy = problem.taken.cells.get(`${expert.id} ${day}`) ?? 0;
  const found: Option[] = [];
  for (const { roomId, km } of placesFor(wish, expert, problem.rooms)) {
    const roomBusy = roomId === null ? 0 : (problem.taken.cells.get(`${roomId} ${day}`) ?? 0);
    const until = found.length + most;
    for (const start of startsOf(part, wish.minutes, km)) {
      if (found.length >= until) break;
      const mask = maskOf(visitCells(start, wish.minutes, km));
      const roomMask = roomId === null ? 0 : maskOf(visitCells(start, wish.minutes, 0));
      if ((mask & busy) === 0 && (roomMask & roomBusy) === 0)
        found.push({ wish: nth, expertId: expert.id, roomId, day, start, km, mask, roomMask });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What is taken, with this one too. */
export function takeOption(taken: Taken, { expertId, roomId, day, mask, roomMask }: Option, monday: string): void {
  const key = `${expertId} ${day}`;
  taken.cells.set(key, (taken.cells.get(key) ?? 0) | mask);
  if (roomId !== null) taken.cells.set(`${roomId} ${day}`, (taken.cells.get(`${roomId} ${day}`) ?? 0) | roomMask);
  for (const turn of [`${key} day`, `${expertId} ${monday} week`])
    taken.turns.set(turn, (taken.turns.get(turn) ?? 0) + 1);
}

/** Experts that are tried for one wish in the order of asking, the nearest first. */
const EXPERTS = 60;

/** As one serves by telephone: in the order of the line, at the first wished time, whoever is nearest and free. */
export function* serveInOrder(problem: Problem): Turns<Option[]> {
  const taken: Taken = { cells: new Map(problem.taken.cells), turns: new Map(problem.taken.turns) };
  const chosen: Option[] = [];
  for (const [nth, wish] of problem.wishes.entries()) {
    yield;
    const near = problem.experts
      .filter((expert) => maySuit(wish, expert))
      .map((expert) => ({ expert, km: kmTo(expert, wish.place) }))
      .sort((a, b) => a.km - b.km)
      .slice(0, EXPERTS);
    const first = () => {
      for (const time of wish.times)
        for (const { expert } of near) {
          const [option] = optionsOf({ ...problem, taken }, nth, expert, time, 1);
          if (option) return option;
        }
      return undefined;
    };
    const option = first();
    if (!option) continue;
    takeOption(taken, option, problem.monday);
    chosen.push(option);
  }
  return chosen;
}

/** What a plan comes to. */
export function worthOf({ wishes }: Pick<Problem, 'wishes'>, chosen: readonly Option[]) {
  const expertDays = new Set(chosen.map(({ expertId, day }) => `${expertId} ${day}`)).size;
  const people = chosen.reduce((sum, { wish }) => sum + (wishes[wish]?.people ?? 0), 0);
  const orders = chosen.reduce((sum, { wish }) => sum + (wishes[wish]?.orderIds.length ?? 0), 0);
  return {
    visits: chosen.length,
    orders,
    people,
    expertDays,
    perExpertDay: expertDays === 0 ? 0 : people / expertDays,
  };
}
