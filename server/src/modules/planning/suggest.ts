/** Who could come when, for one order or for those that agreed to share: the best twenty first, with the reasons. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { instantAt, kmBetween, travelMinutes } from '@niangjia/shared/rules/experts';
import { type Option, optionsOf, type Problem } from '@niangjia/shared/rules/planning';
import { kmTo, placesFor, roomsFor } from '@niangjia/shared/rules/planning-places';
import { rank } from '@niangjia/shared/rules/suggesting';
import type { Turns } from '@niangjia/shared/rules/turns';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { mondayOf } from '../experts/booked';
import type { MenuItem } from '../orders/entity';
import { type FoundOrder, loadOrder, maySee, SELECT_ORDER } from '../orders/load';
import { knownOf } from './known';
import { expertsWith, type FoundExpert, type FoundRoom, openRooms, takenOf } from './load';
import { inTurns } from './turns';
import { servedDays, type Wished, wishedOf, wishOf } from './wish';

/** Working days beside the wished ones; experts looked at in one go, the nearest first; what is ranked; what is shown. */
const MORE_DAYS = 5;
const AT_ONCE = 60;
const RANKED = 60;
const SHOWN = 20;
const PER_EXPERT = 3;

/** The order, or all of its agreed pool with the host first. Refusals NOT_FOUND, ORDER_STATE. */
async function ordersOf(ask: Ask, id: string, poolId: string | undefined): Promise<[FoundOrder, ...FoundOrder[]]> {
  const order = await loadOrder(ask, id, 'orders.plan');
  if (order.state !== 'accepted' || order.itemId === null) throw new Refusal('ORDER_STATE');
  if (poolId === undefined) return [order];
  const shared = await query<FoundOrder>(
    ask.db,
    `SELECT * FROM (${SELECT_ORDER}) o JOIN (SELECT p.orderId, p.nth FROM pool_part p JOIN pool g ON g.id = p.poolId
       WHERE p.poolId = ? AND p.answer = 'agreed' AND g.state = 'agreed') part ON part.orderId = o.id ORDER BY part.nth`,
    [poolId],
  );
  if (!shared.some((one) => one.id === id)) throw new Refusal('NOT_FOUND', { denied: `pool:${poolId}` });
  if (shared.some((one) => one.state !== 'accepted' || !maySee(ask, one, 'orders.plan')))
    throw new Refusal('ORDER_STATE');
  return shared as [FoundOrder, ...FoundOrder[]];
}

/** The wished times that are still to come, then mornings and afternoons of the next days. */
function timesFor(order: FoundOrder, item: MenuItem, first: string): Wished[] {
  const wished = wishedOf(order).filter(({ day }) => day >= first);
  const served = wished.filter(({ day }) => servedDays(item, day, 1)[0] === day);
  const more = servedDays(item, first, MORE_DAYS).flatMap((day): Wished[] => [
    { day, part: 'am' },
    { day, part: 'pm' },
  ]);
  return [...served, ...more.filter(({ day, part }) => !served.some((one) => one.day === day && one.part === part))];
}

/** First free start of each expert, part of a day and place. */
function* freeOf(problem: Problem, experts: readonly FoundExpert[]): Turns<Option[]> {
  const found: Option[] = [];
  for (const expert of experts) {
    yield;
    for (const time of problem.wishes[0]?.times ?? []) {
      const [first] = optionsOf({ ...problem, monday: mondayOf(time.day) }, 0, expert, time, 1);
      if (first) found.push(first);
    }
  }
  return found;
}

interface Found {
  problem: Problem;
  options: Option[];
  experts: FoundExpert[];
  rooms: FoundRoom[];
}

/** The nearest experts first, until there is enough to choose from. A sentence when there is nobody. */
async function findFree(ask: Ask, problem: Problem, days: [string, string]): Promise<Found | string> {
  const [wish] = problem.wishes;
  if (!wish) return '';
  const all = await expertsWith(ask.db, [wish.skill], wish.ownerPath);
  if (all.length === 0) return '名册里没有专长相符的专家。';
  const rooms = wish.venue === 'onSite' ? [] : roomsFor(wish, await openRooms(ask.db, wish.ownerPath));
  const near = all
    .filter((expert) => placesFor(wish, expert, rooms).length > 0)
    .map((expert) => ({ expert, km: kmTo(expert, wish.place) }))
    .sort((a, b) => a.km - b.km)
    .map(({ expert }) => expert);
  if (near.length === 0)
    return wish.venue === 'room' ? '没有专家到得了、又坐得下的场地。' : '专长相符的专家都到不了这个地点。';
  const [from, until] = [mondayOf(days[0]), addDays(days[1], 1)];
  const options: Option[] = [];
  for (let nth = 0; nth < near.length && options.length < RANKED; nth += AT_ONCE) {
    const some = near.slice(nth, nth + AT_ONCE);
    const ids = [...some, ...rooms].map(({ id }) => id);
    const taken = await takenOf(ask.db, ids, from, until);
    options.push(...((await inTurns(freeOf({ ...problem, rooms, taken }, some))) ?? []));
    problem.taken.turns = new Map([...problem.taken.turns, ...taken.turns]);
  }
  return options.length === 0
    ? '这些天专长相符的专家都没有空，请换个日期再看。'
    : { problem, options, experts: near, rooms };
}

async function rankAll(
  ask: Ask,
  { problem, options, experts, rooms }: Found,
  orders: readonly FoundOrder[],
  wished: readonly Wished[],
) {
  const [wish] = problem.wishes;
  const days = [...new Set(options.map(({ day }) => day))].sort();
  const byId = new Map(experts.map((expert) => [expert.id, expert]));
  const roomOf = new Map(rooms.map((room) => [room.id, room]));
  const facts = (option: Option) => {
    const expert = byId.get(option.expertId) as FoundExpert;
    const nth = wished.findIndex(({ day, part }) => day === option.day && partOf(option.start) === part);
    const room = option.roomId === null ? undefined : roomOf.get(option.roomId);
    return {
      wished: nth < 0 ? null : nth,
      dayNth: days.indexOf(option.day),
      km: option.km,
      weekLoad: problem.taken.turns.get(`${expert.id} ${mondayOf(option.day)} week`) ?? 0,
      perWeek: expert.perWeek,
      ...{ stars: null as number | null, knows: false, nearKm: null as number | null },
      roomKm: room && wish?.place ? kmBetween(room, wish.place) : null,
    };
  };
  const first = options
    .map((option) => {
      const plain = facts(option);
      return { option, facts: plain, score: rank(plain).score };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, RANKED);
  const ids = [...new Set(first.map(({ option }) => option.expertId))];
  const span = [instantAt(days[0] ?? '', 0), instantAt(addDays(days[days.length - 1] ?? '', 1), 0)] as const;
  const known = await knownOf(
    ask.db,
    ids,
    orders.map(({ unionId }) => unionId),
    span,
    dayOf,
  );
  const there = (option: Option) => (option.roomId === null ? wish?.place : roomOf.get(option.roomId)) ?? null;
  return first
    .map(({ option, facts: plain }) => {
      const at = there(option);
      const others = at
        ? (known.visits.get(`${option.expertId} ${option.day}`) ?? []).map((one) => kmBetween(one, at))
        : [];
      const full = {
        ...plain,
        stars: known.stars.get(option.expertId) ?? null,
        knows: known.knows.has(option.expertId),
        nearKm: others.length === 0 ? null : Math.min(...others),
      };
      return { option, full, ...rank(full), expert: byId.get(option.expertId) as FoundExpert };
    })
    .sort((a, b) => b.score - a.score || (a.option.day < b.option.day ? -1 : 1));
}

const partOf = (start: number) => (start < 780 ? 'am' : start < 1080 ? 'pm' : 'evening');

/** Refusals NOT_FOUND, ORDER_STATE. */
export async function suggest(ask: Ask, id: string, { poolId, from }: { poolId?: string; from?: string }) {
  const orders = await ordersOf(ask, id, poolId);
  const [host] = orders;
  const [item] = await query<MenuItem>(ask.db, 'SELECT * FROM menu_item WHERE id = ?', [host.itemId]);
  if (!item) throw new Refusal('NOT_FOUND', { denied: `order:${id}` });
  const tomorrow = addDays(dayOf(ask.now), 1);
  const times = timesFor(host, item, from !== undefined && from > tomorrow ? from : tomorrow);
  const days = times.map(({ day }) => day).sort();
  const taken = { cells: new Map(), turns: new Map() };
  const wishes = [wishOf(orders, item, host.ownerPath, times, ask.now)];
  const problem: Problem = { monday: '', wishes, experts: [], rooms: [], taken };
  const found = await findFree(ask, problem, [days[0] ?? tomorrow, days[days.length - 1] ?? tomorrow]);
  if (typeof found === 'string') return { items: [], none: found };
  const count = new Map<string, number>();
  const items = (await rankAll(ask, found, orders, wishedOf(host)))
    .filter(({ expert }) => {
      count.set(expert.id, (count.get(expert.id) ?? 0) + 1);
      return (count.get(expert.id) ?? 0) <= PER_EXPERT;
    })
    .slice(0, SHOWN)
    .map(({ option, full, score, reasons, expert }) => ({
      ...{ expertId: expert.id, expertName: expert.name, expertTitle: expert.title, skills: [...expert.skills] },
      ...{ roomId: option.roomId, roomName: found.rooms.find((room) => room.id === option.roomId)?.name ?? null },
      startAt: instantAt(option.day, option.start),
      endAt: instantAt(option.day, option.start + item.minutes),
      ...{ km: Math.round(option.km * 10) / 10, travelMinutes: travelMinutes(option.km) },
      ...{ weekLoad: full.weekLoad, perWeek: expert.perWeek, stars: full.stars, score, reasons },
    }));
  return { items, none: null };
}
