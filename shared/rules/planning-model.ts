/**
 * A week's plan as a model for a solver: a column is a whole day of an expert with its one, two or three visits, so
 * that times and pauses are right within a column, and the rows are few: each wish once, each expert's day once, the
 * week's cap, each half hour of a room once.
 */
import { addDays } from './days';
import {
  maySuit,
  type Option,
  optionsOf,
  type PlanExpert,
  type Problem,
  serveInOrder,
  takeOption,
  visitsLeft,
  type Wish,
  worthOf,
} from './planning';
import { kmTo } from './planning-places';
import { atOnce, type Turns } from './turns';

export type Route = Option[];

/** Experts that are tried for each wish, the nearest first; and days of two or three visits kept for each expert's day. */
const EXPERTS = 5;
const ROUTES = 24;
const PARTNERS = 8;

/** By expert's id: the wishes for which this one is among the nearest. */
export function* nearestOf({ wishes, experts }: Problem): Turns<Map<string, number[]>> {
  const near = new Map<string, number[]>();
  for (const [nth, wish] of wishes.entries()) {
    yield;
    for (const { id } of experts
      .filter((expert) => maySuit(wish, expert))
      .map((expert) => ({ id: expert.id, km: kmTo(expert, wish.place) }))
      .sort((a, b) => a.km - b.km)
      .slice(0, EXPERTS))
      near.set(id, [...(near.get(id) ?? []), nth]);
  }
  return near;
}

/** First free pair of times of two wishes, or none. */
function together(route: Route, more: readonly Option[]): Route | undefined {
  const mask = route.reduce((sum, one) => sum | one.mask, 0);
  const fit = more.find((option) => (option.mask & mask) === 0);
  return fit && [...route, fit];
}

/** The days that an expert could have on this day: every single visit, and the fullest of two and three. */
export function* routesOf(problem: Problem, expert: PlanExpert, day: string, near: readonly number[]): Turns<Route[]> {
  const left = visitsLeft(problem.taken, expert, day, problem.monday);
  if (left < 1) return [];
  const people = (route: Route) => route.reduce((sum, { wish }) => sum + (problem.wishes[wish]?.people ?? 0), 0);
  const choices: Option[][] = [];
  for (const nth of near) {
    yield;
    const times = (problem.wishes[nth]?.times ?? []).filter((time) => time.day === day);
    const options = times.flatMap((time) => optionsOf(problem, nth, expert, time));
    if (options.length > 0) choices.push(options);
  }
  const singles: Route[] = [];
  for (const options of choices) {
    // In a room the time matters to others too: first and last start of each room.
    const rooms = [...new Set(options.map(({ roomId }) => roomId))];
    for (const roomId of rooms) {
      const own = options.filter((option) => option.roomId === roomId);
      const [first, last] = [own[0], own[own.length - 1]];
      if (first) singles.push([first]);
      if (last && roomId !== null && last !== first) singles.push([last]);
    }
  }
  let layer: { route: Route; upTo: number }[] = [];
  for (const [upTo, options] of choices.entries())
    for (const option of options.slice(0, 6)) layer.push({ route: [option], upTo });
  const more: Route[] = [];
  for (let visits = 2; visits <= Math.min(left, 3); visits += 1) {
    const known = new Map<string, { route: Route; upTo: number }>();
    for (const { route, upTo } of layer) {
      yield;
      const own = route.map(({ wish }) => wish).join(' ');
      for (const [nth, options] of choices.entries()) {
        if (nth <= upTo) continue;
        const key = `${own} ${nth}`;
        const found = known.has(key) ? undefined : together(route, options);
        if (found) known.set(key, { route: found, upTo: nth });
      }
    }
    layer = spread(
      [...known.values()],
      ({ route }) => people(route),
      ({ route }) => route.map(({ wish }) => wish),
    );
    more.push(...layer.map(({ route }) => route));
  }
  return [...singles, ...more];
}

/** The weightiest, but none of them with the same partner all over. */
function spread<One>(ones: One[], weight: (one: One) => number, parts: (one: One) => number[]): One[] {
  const used = new Map<number, number>();
  const kept: One[] = [];
  const sorted = ones.map((one) => ({ one, people: weight(one) })).sort((a, b) => b.people - a.people);
  for (const { one } of sorted) {
    if (kept.length >= ROUTES) break;
    if (parts(one).some((part) => (used.get(part) ?? 0) >= PARTNERS)) continue;
    for (const part of parts(one)) used.set(part, (used.get(part) ?? 0) + 1);
    kept.push(one);
  }
  return kept;
}

/**
 * A unit counts like twenty people more, so that small ones are not passed over; one that was never served half as much
 * again; and all more with every week of waiting, twice as much after ten. An expert's day costs half of what one serves
 * in the order of asking. Ours, [P].
 */
const UNIT = 20;
const NEVER = 1.5;
const TWICE_DAYS = 70;
export const weightOf = ({ people, orderIds, never, waitedDays }: Wish): number =>
  (people + UNIT * orderIds.length) * (never ? NEVER : 1) * (1 + Math.min(waitedDays, 2 * TWICE_DAYS) / TWICE_DAYS);
const DAY_PRICE = 0.5;

const lines = (terms: string[]): string => {
  let text = '';
  for (let from = 0; from < terms.length; from += 8) text += ` ${terms.slice(from, from + 8).join(' ')}\n`;
  return text;
};
const round = (value: number): number => Math.round(value * 1000) / 1000;

/**
 * The model as CPLEX LP text; column `x3` is the fourth route. No plan of it serves fewer people, or fewer people per
 * expert's day, than serving in the order of asking.
 */
export function* modelOf(problem: Problem, routes: readonly Route[], greedy: readonly Option[]): Turns<string> {
  const { people, expertDays, perExpertDay } = worthOf(problem, greedy);
  const rows = new Map<string, { terms: string[]; most: number }>();
  const into = (row: string, term: string, most: number) => {
    const known = rows.get(row) ?? { terms: [], most };
    known.terms.push(term);
    rows.set(row, known);
  };
  const aim: string[] = [];
  const all: string[] = [];
  const dense: string[] = [];
  const caps = new Map(problem.experts.map((expert) => [expert.id, expert]));
  for (const [nth, route] of routes.entries()) {
    yield;
    const [first] = route;
    const expert = first && caps.get(first.expertId);
    if (!first || !expert) continue;
    const wishes = route.map(({ wish }) => problem.wishes[wish]);
    const served = wishes.reduce((sum, wish) => sum + (wish?.people ?? 0), 0);
    const weight = wishes.reduce((sum, wish) => sum + (wish ? weightOf(wish) : 0), 0);
    const value = round(weight - DAY_PRICE * perExpertDay);
    const over = served * expertDays - people;
    aim.push(`${value < 0 ? '-' : '+'} ${Math.abs(value)} x${nth}`);
    all.push(`+ ${served} x${nth}`);
    if (over !== 0) dense.push(`${over < 0 ? '-' : '+'} ${Math.abs(over)} x${nth}`);
    for (const { wish } of route) into(`w${wish}`, `+ x${nth}`, 1);
    into(`d ${first.expertId} ${first.day}`, `+ x${nth}`, 1);
    const cap = expert.perWeek - (problem.taken.turns.get(`${expert.id} ${problem.monday} week`) ?? 0);
    into(`c ${expert.id}`, `+ ${route.length} x${nth}`, cap);
    for (const { roomId, day, roomMask } of route)
      for (let bit = 0; roomMask >>> bit > 0; bit += 1)
        if ((roomMask >>> bit) & 1) into(`r ${roomId} ${day} ${bit}`, `+ x${nth}`, 1);
  }
  const bounds: string[] = [];
  for (const { terms, most } of rows.values()) {
    yield;
    if (terms.length > 1 || most < 1) bounds.push(` c${bounds.length}:\n${lines(terms)} <= ${most}\n`);
  }
  return (
    `Maximize\n obj:\n${lines(aim)}Subject To\n people:\n${lines(all)} >= ${people}\n` +
    `${dense.length > 0 ? ` dense:\n${lines(dense)} >= 0\n` : ''}${bounds.join('')}Binary\n${lines(routes.map((_, nth) => `x${nth}`))}End\n`
  );
}

/** Days of a plan by expert, as columns: what serving in the order of asking comes to is one of the plans. */
export function routesFrom(chosen: readonly Option[]): Route[] {
  const days = new Map<string, Route>();
  for (const option of chosen) {
    const key = `${option.expertId} ${option.day}`;
    days.set(key, [...(days.get(key) ?? []), option]);
  }
  return [...days.values()];
}

/** Days of the week in which anything can be. */
export const daysOf = (monday: string): string[] => Array.from({ length: 7 }, (_, nth) => addDays(monday, nth));

/** The better of two plans: never fewer people, and of those more people per expert's day; else more people at no less a day. */
export function betterOf(problem: Problem, plan: Option[], greedy: Option[]): Option[] {
  const [own, other] = [worthOf(problem, plan), worthOf(problem, greedy)];
  return own.people >= other.people && own.perExpertDay >= other.perExpertDay ? plan : greedy;
}

/** All columns at once, for small weeks and tests; a server makes them piece by piece. */
export function allRoutes(problem: Problem): { routes: Route[]; greedy: Option[] } {
  const greedy = atOnce(serveInOrder(problem));
  const near = atOnce(nearestOf(problem));
  const routes = problem.experts.flatMap((expert) =>
    daysOf(problem.monday).flatMap((day) => atOnce(routesOf(problem, expert, day, near.get(expert.id) ?? []))),
  );
  return { routes: [...routes, ...routesFrom(greedy)], greedy };
}

/** Empties days of experts, those with the fewest visits first, by moving their visits into days that are used anyway. */
export function* packed(problem: Problem, chosen: readonly Option[]): Turns<Option[]> {
  let plan = [...chosen];
  for (const route of routesFrom(chosen).sort((a, b) => a.length - b.length)) {
    yield;
    const rest = plan.filter((option) => !route.some(({ wish }) => wish === option.wish));
    const used = new Set(rest.map(({ expertId, day }) => `${expertId} ${day}`));
    const taken = { cells: new Map(problem.taken.cells), turns: new Map(problem.taken.turns) };
    for (const option of rest) takeOption(taken, option, problem.monday);
    const moved: Option[] = [];
    for (const { wish: nth } of route) {
      yield;
      const wish = problem.wishes[nth];
      const option = wish?.times
        .flatMap((time) =>
          problem.experts
            .filter((expert) => used.has(`${expert.id} ${time.day}`) && maySuit(wish, expert))
            .flatMap((expert) => optionsOf({ ...problem, taken }, nth, expert, time, 1).slice(0, 1)),
        )
        .sort((a, b) => a.km - b.km)[0];
      if (!option) break;
      takeOption(taken, option, problem.monday);
      moved.push(option);
    }
    if (rest.length + moved.length === plan.length) plan = [...rest, ...moved];
  }
  return worthOf(problem, plan).expertDays < worthOf(problem, chosen).expertDays ? plan : [...chosen];
}
