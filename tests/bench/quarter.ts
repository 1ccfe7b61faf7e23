/**
 * A quarter of a county like Anqiu, week by week with the real planning: 31 items, at most 80 people in one visit, 27
 * large events with 5,000 person-times, and one item that is booked out three weeks ahead at the start. What is not
 * published is ours: see `assumed` in docs/performance.md. With pooling and without, the same orders.
 */

import { weekTimes } from '@niangjia/server/modules/planning/wish';
import { planWeek } from '@niangjia/server/modules/planning/work';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { kmBetween, type Point, type Skill, skills } from '@niangjia/shared/rules/experts';
import { comesBefore, type DayPart } from '@niangjia/shared/rules/orders';
import { nothingTaken, type PlanExpert, type Problem, type Wish } from '@niangjia/shared/rules/planning';
import { die, placeIn } from './orders-plant';

const [FIRST, WEEKS, ITEMS, MOST, EVENTS, EVENT_PEOPLE] = ['2026-11-30', 13, 31, 80, 27, 5000] as const;
const [EXPERTS, UNITS, PER_WEEK, POOL_KM, AGREES, NEVER] = [12, 160, 24, 20, 0.7, 0.6] as const;
/** The popular item is every fourth order; two experts give it on two visits a week each: three weeks are twelve orders. */
const [POPULAR_SHARE, POPULAR_EXPERTS, BACKLOG] = [0.25, 2, 12] as const;

interface Asked {
  id: string;
  unit: number;
  item: number;
  people: number;
  place: Point;
  queuedAt: string;
  served: number;
  wished: { day: string; part: DayPart }[];
  agrees: boolean;
  event: boolean;
}

/** The same orders for both runs; the week in which each comes. */
function ordersOf(): Asked[][] {
  const throwDie = die(3);
  const places = Array.from({ length: UNITS }, () => placeIn(25, throwDie));
  const served = Array.from({ length: UNITS }, () => (throwDie() < NEVER ? 0 : 1));
  let nth = 0;
  const order = (week: number, popular: boolean, event: boolean): Asked => {
    const unit = Math.floor(throwDie() * UNITS);
    const monday = addDays(FIRST, 7 * (week - 1));
    const wished = Array.from({ length: 3 }, () => ({
      day: addDays(monday, 7 + Math.floor(throwDie() * 5)),
      part: (throwDie() < 0.5 ? 'am' : 'pm') as DayPart,
    }));
    nth += 1;
    // Two thirds are small units, which one visit of 80 could serve in threes.
    const people = throwDie() < 2 / 3 ? 12 + Math.floor(throwDie() * 19) : 40 + Math.floor(throwDie() * 41);
    return {
      ...{ id: `o${nth}`, unit, item: popular ? 0 : 1 + Math.floor(throwDie() * (ITEMS - 1)), wished, event },
      people: event ? Math.round(EVENT_PEOPLE / EVENTS) : Math.min(people, MOST),
      ...{ place: places[unit] as Point, served: served[unit] ?? 0, agrees: throwDie() < AGREES },
      queuedAt: new Date(Date.parse(`${monday}T01:00:00Z`) + nth * 1000).toISOString(),
    };
  };
  const weeks = Array.from({ length: WEEKS }, (_, week) => [
    ...Array.from({ length: PER_WEEK }, () => order(week, throwDie() < POPULAR_SHARE, false)),
    ...Array.from({ length: Math.floor(((week + 1) * EVENTS) / WEEKS) - Math.floor((week * EVENTS) / WEEKS) }, () =>
      order(week, false, true),
    ),
  ]);
  weeks[0]?.unshift(...Array.from({ length: BACKLOG }, () => order(-1, true, false)));
  return weeks;
}

const names = Object.keys(skills) as Skill[];
/** Item 0 has its own skill; the others have ten skills among them. */
const skillOf = (item: number): Skill => (item === 0 ? 'counselling' : (names[10 + (item % 10)] as Skill));

function expertsOf(): PlanExpert[] {
  const throwDie = die(4);
  return Array.from({ length: EXPERTS }, (_, nth): PlanExpert => {
    const popular = nth < POPULAR_EXPERTS;
    const own = popular ? [0] : Array.from({ length: 4 }, (_, more) => nth + 10 + more * 3);
    return {
      ...{ id: `E${nth}`, path: '/C/', skills: own.map(skillOf), ...placeIn(15, throwDie), reachKm: 60 },
      ...{ perDay: 2, perWeek: popular ? 2 : 3 },
    };
  });
}

/** Orders of one item whose units agree, near each other and small enough to share. */
function pooled(line: readonly Asked[], pooling: boolean): Asked[][] {
  const groups: Asked[][] = [];
  for (const one of line) {
    const fits = (group: Asked[]) =>
      group[0]?.item === one.item &&
      !group[0].event &&
      group.every(({ agrees }) => agrees) &&
      group.length < 8 &&
      group.reduce((sum, { people }) => sum + people, one.people) <= MOST &&
      group.every(({ place }) => kmBetween(place, one.place) <= POOL_KM);
    const group = pooling && one.agrees && !one.event ? groups.find(fits) : undefined;
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

function wishFrom(group: Asked[], now: Date, monday: string): Wish {
  const [host] = group as [Asked];
  return {
    ...{ orderIds: group.map(({ id }) => id), people: group.reduce((sum, { people }) => sum + people, 0) },
    never: group.some(({ served }) => served === 0),
    waitedDays: Math.floor((now.getTime() - Date.parse(host.queuedAt)) / 86_400_000),
    ...{ skill: skillOf(host.item), minutes: 120, venue: 'onSite', ownerPath: '/C/', place: host.place },
    times: weekTimes(host.wished, { restDays: false }, monday, now),
  };
}

async function simulate(pooling: boolean) {
  const experts = expertsOf();
  let line: Asked[] = [];
  const sum = { visits: 0, orders: 0, people: 0, expertDays: 0 };
  const weeks: Record<string, number> = {};
  const waits: number[] = [];
  const popular: number[] = [];
  const served = new Map<number, number>();
  for (const [week, orders] of ordersOf().entries()) {
    const monday = addDays(FIRST, 7 * week);
    // Planned on the Sunday before.
    const now = new Date(`${addDays(monday, -1)}T02:00:00.000Z`);
    line = [...line, ...orders].map((one) => ({ ...one, served: served.get(one.unit) ?? one.served }));
    line.sort((a, b) => (comesBefore(a, b) ? -1 : 1));
    const groups = pooled(line, pooling);
    const wishes = groups.map((group) => wishFrom(group, now, monday));
    const problem: Problem = { monday, wishes, experts, rooms: [], taken: nothingTaken() };
    const plan = await planWeek(problem, async () => undefined, undefined, 5);
    // Whose plan each week was: the solver's or the packed one; and what the solver said.
    const own = `${plan?.kept} ${plan?.status}`;
    weeks[own] = (weeks[own] ?? 0) + 1;
    const done = new Set<string>();
    for (const option of plan?.chosen ?? [])
      for (const one of groups[option.wish] ?? []) {
        done.add(one.id);
        sum.orders += 1;
        sum.people += one.people;
        const days = daysBetween(dayOf(one.queuedAt), option.day);
        if (one.served === 0) waits.push(days);
        if (one.item === 0) popular.push(days);
        served.set(one.unit, 1);
      }
    sum.visits += plan?.chosen.length ?? 0;
    sum.expertDays += new Set((plan?.chosen ?? []).map(({ expertId, day }) => `${expertId} ${day}`)).size;
    line = line.filter(({ id }) => !done.has(id));
  }
  const end = addDays(FIRST, 7 * WEEKS);
  const open = line.filter(({ served: before, unit }) => (served.get(unit) ?? before) === 0);
  return {
    ...sum,
    waits,
    popular,
    weeks,
    waiting: line.length,
    openNever: open.map(({ queuedAt }) => daysBetween(dayOf(queuedAt), end)),
  };
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const round = (value: number): number => Math.round(value * 100) / 100;

/** Figures of both runs, by name. */
export async function runQuarter(say: (line: string) => void): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const pooling of [false, true]) {
    const { visits, orders, people, expertDays, waits, popular, weeks, waiting, openNever } = await simulate(pooling);
    const name = pooling ? 'pooled' : 'alone';
    const own = {
      Visits: visits,
      Orders: orders,
      People: people,
      ExpertDays: expertDays,
      VisitsPerExpertDay: round(visits / expertDays),
      OrdersPerExpertDay: round(orders / expertDays),
      PeoplePerExpertDay: round(people / expertDays),
      NeverMeanDays: round(mean(waits)),
      NeverLongestDays: Math.max(0, ...waits),
      PopularMeanDays: round(mean(popular)),
      StillWaiting: waiting,
      NeverStillWaiting: openNever.length,
      NeverStillLongestDays: Math.max(0, ...openNever),
    };
    for (const [what, value] of Object.entries(own)) figures[`${name}${what}`] = value;
    say(`季度${pooling ? '，拼单' : '，不拼单'}  ${JSON.stringify(own)}  ${JSON.stringify(weeks)}`);
  }
  return figures;
}
