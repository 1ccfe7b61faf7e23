import {
  maskOf,
  nothingTaken,
  type Option,
  type PlanExpert,
  type PlanRoom,
  type Problem,
  serveInOrder as serving,
  startsOf,
  take,
  takeOption,
  type Wish,
  worthOf,
} from './planning';
import { allRoutes, betterOf, modelOf, nearestOf, packed, routesOf, weightOf } from './planning-model';
import { placesFor } from './planning-places';
import { rank } from './suggesting';
import { atOnce, type Turns } from './turns';

const SEAT = { latitude: 36_684_528, longitude: 118_479_622 };
/** Some 7 km north of it: 15 minutes on the road. */
const NORTH = { latitude: 36_747_528, longitude: 118_479_622 };
const [MON, TUE] = ['2026-11-30', '2026-12-01'];

const expert = (given: Partial<PlanExpert> = {}): PlanExpert => ({
  ...{ id: 'E', path: '/C/', skills: ['counselling'], ...SEAT, reachKm: 40, perDay: 2, perWeek: 6 },
  ...given,
});
const wish = (given: Partial<Wish> = {}): Wish => ({
  ...{ orderIds: ['o'], people: 30, never: true, waitedDays: 0, skill: 'counselling', minutes: 120, venue: 'onSite' },
  ...{ ownerPath: '/C/', place: SEAT, times: [{ day: MON, part: 'am' }] },
  ...given,
});
const problem = (given: Partial<Problem> = {}): Problem => ({
  ...{ monday: MON, wishes: [wish()], experts: [expert()], rooms: [], taken: nothingTaken() },
  ...given,
});
const serveInOrder = (own: Problem) => atOnce(serving(own));
const said = (options: Option[]) =>
  options.map(({ wish: nth, expertId, roomId, day, start }) => [nth, expertId, roomId, day, start]);

it('half hours are bits from 07:00 on', () => {
  expect([maskOf([14]), maskOf([14, 16]), maskOf([43])]).toEqual([1, 5, 2 ** 29]);
  const taken = nothingTaken();
  for (const cell of [`${MON} 014`, `${MON} 015`, `${MON} day 1`, `${MON} week 1`, `${MON} week 2`])
    take(taken, 'E', cell);
  expect([...taken.cells]).toEqual([[`E ${MON}`, 3]]);
  expect([...taken.turns]).toEqual([
    [`E ${MON} day`, 1],
    [`E ${MON} week`, 2],
  ]);
});

it('a visit begins within the wished part, and there is time for the way', () => {
  // Two hours in the morning: 08:00 to 10:00.
  expect(startsOf('am', 120, 0)).toEqual([480, 510, 540, 570, 600]);
  // 30 km are 45 minutes, and 15 for the pause: not before 08:00.
  expect(startsOf('am', 240, 30)).toEqual([480]);
  // 40 km are an hour: 07:00 + 75 minutes is 08:15.
  expect(startsOf('am', 120, 40)).toEqual([510, 540, 570, 600]);
  // Longer than the part: at its beginning, if the day allows.
  expect(startsOf('evening', 200, 0)).toEqual([1080]);
  expect(startsOf('evening', 240, 0)).toEqual([]);
});

it('who asked first is served first, by the nearest who is free at the first wished time', () => {
  const far = expert({ id: 'F', ...NORTH });
  const own = problem({
    experts: [far, expert()],
    wishes: [
      wish(),
      wish(),
      wish({
        times: [
          { day: MON, part: 'am' },
          { day: TUE, part: 'pm' },
        ],
      }),
    ],
  });
  // E's morning is full after 08:00 to 10:00 and its pause; F needs 08:00 to 10:00 with 15 minutes of road.
  expect(said(serveInOrder(own))).toEqual([
    [0, 'E', null, MON, 480],
    [1, 'F', null, MON, 480],
    [2, 'E', null, TUE, 780],
  ]);
});

it('caps of day and week, leave, reach and skill hold', () => {
  const two = [wish({ minutes: 60 }), wish({ minutes: 60 })];
  expect(serveInOrder(problem({ wishes: two })).map(({ start }) => start)).toEqual([480, 600]);
  expect(serveInOrder(problem({ wishes: two, experts: [expert({ perDay: 1 })] }))).toHaveLength(1);
  expect(serveInOrder(problem({ wishes: two, experts: [expert({ perWeek: 1 })] }))).toHaveLength(1);
  const away = nothingTaken();
  for (let cell = 14; cell < 44; cell += 1) take(away, 'E', `${MON} 0${cell}`);
  expect(serveInOrder(problem({ taken: away }))).toEqual([]);
  const short = [expert({ reachKm: 6 })];
  expect(serveInOrder(problem({ experts: short, wishes: [wish({ place: NORTH })] }))).toEqual([]);
  expect(serveInOrder(problem({ wishes: [wish({ skill: 'welding' })] }))).toEqual([]);
  // A union beside ours lends nobody.
  expect(serveInOrder(problem({ experts: [expert({ path: '/D/' })] }))).toEqual([]);
});

it('a room seats everybody, and one visit at a time', () => {
  const room = (id: string, seats: number) => ({ id, path: '/C/', ...SEAT, seats });
  const inRoom = [wish({ venue: 'room' }), wish({ venue: 'room' })];
  const own = problem({
    wishes: inRoom,
    experts: [expert(), expert({ id: 'F' })],
    rooms: [room('small', 29), room('big', 30)],
  });
  expect(said(serveInOrder(own))).toEqual([[0, 'E', 'big', MON, 480]]);
  const taken = nothingTaken();
  for (const option of serveInOrder(own)) takeOption(taken, option, MON);
  expect(taken.cells.get(`big ${MON}`)).toBe(maskOf([15, 16, 17, 18, 19, 20]));
});

it('the columns of an expert’s day are its single visits and those of two that fit', () => {
  const own = problem({
    wishes: [wish({ minutes: 60 }), wish({ minutes: 60 }), wish({ minutes: 120, times: [{ day: TUE, part: 'am' }] })],
  });
  const routes = atOnce(routesOf(own, own.experts[0] as PlanExpert, MON, atOnce(nearestOf(own)).get('E') ?? []));
  expect(routes.map((route) => route.map(({ wish: nth, start }) => [nth, start]))).toEqual([
    [[0, 480]],
    [[1, 480]],
    [
      [0, 480],
      [1, 600],
    ],
  ]);
  const { routes: all, greedy } = allRoutes(own);
  // Three of Monday, one of Tuesday, and the two days of serving in order.
  expect(all).toHaveLength(6);
  expect(worthOf(own, greedy)).toEqual({ visits: 3, orders: 3, people: 90, expertDays: 2, perExpertDay: 45 });
  const text = atOnce(modelOf(own, all, greedy));
  // 30 people and 20 for the unit, never served: 75; half of 45 for the day: 52.5. Two: 127.5.
  expect(text).toContain('+ 52.5 x0 + 52.5 x1 + 127.5 x2');
  expect(text).toContain('people:\n + 30 x0 + 30 x1 + 60 x2 + 30 x3 + 60 x4 + 30 x5\n >= 90');
});

it('a day with one visit is emptied into days that are used anyway: the optimum of this week', () => {
  // E near, F far; each at most twice a day. In the order of asking F is called for Monday when E has been full there.
  const [mon, tue] = [
    { day: MON, part: 'pm' as const },
    { day: TUE, part: 'am' as const },
  ];
  const own = problem({
    experts: [expert(), expert({ id: 'F', ...NORTH })],
    wishes: [wish({ times: [mon] }), wish({ times: [mon] }), wish({ times: [mon, tue] }), wish({ times: [tue] })].map(
      (one) => ({ ...one, minutes: 60 }),
    ),
  });
  const greedy = serveInOrder(own);
  expect(said(greedy)).toEqual([
    [0, 'E', null, MON, 780],
    [1, 'E', null, MON, 900],
    [2, 'F', null, MON, 780],
    [3, 'E', null, TUE, 480],
  ]);
  // Four visits, two a day: two days at the least. All people are still served.
  const plan = atOnce(packed(own, greedy));
  expect(said(plan).sort()).toEqual([
    [0, 'E', null, MON, 780],
    [1, 'E', null, MON, 900],
    [2, 'E', null, TUE, 600],
    [3, 'E', null, TUE, 480],
  ]);
  expect([worthOf(own, greedy).expertDays, worthOf(own, plan).expertDays, worthOf(own, plan).people]).toEqual([
    3, 2, 120,
  ]);
  // With no room on Tuesday all stays as it was.
  const full = { ...own, experts: own.experts.map((one) => ({ ...one, perDay: one.id === 'E' ? 2 : 1, perWeek: 3 })) };
  expect(said(atOnce(packed(full, serveInOrder(full))))).toEqual(said(greedy));
});

it('rooms are looked for once a wish, the eight nearest to the unit, three for each expert', () => {
  const rooms = Array.from({ length: 200 }, (_, nth) => ({
    ...{ id: `r${nth}`, path: '/C/', seats: nth === 0 ? 29 : 30 },
    ...{ latitude: SEAT.latitude + (200 - nth) * 1000, longitude: SEAT.longitude },
  }));
  let looked = 0;
  const seatsOf = (room: PlanRoom) => {
    looked += 1;
    return room.seats;
  };
  const counted = rooms.map((room) => Object.defineProperty({ ...room }, 'seats', { get: () => seatsOf(room) }));
  const one = wish({ venue: 'room' });
  expect(placesFor(one, expert(), counted).map(({ roomId }) => roomId)).toEqual(['r199', 'r198', 'r197']);
  for (let nth = 0; nth < 50; nth += 1) placesFor(one, expert({ id: `E${nth}` }), counted);
  expect(looked).toBe(200);
  // From the far end too: only the eight nearest to the unit.
  const north = expert({ latitude: SEAT.latitude + 190_000 });
  expect(placesFor(one, north, counted).map(({ roomId }) => Number(roomId?.slice(1)) >= 192)).toEqual([
    true,
    true,
    true,
  ]);
});

it('long work comes in pieces: one a wish at the least, and one a column', () => {
  const own = problem({ wishes: Array.from({ length: 40 }, () => wish()), experts: [expert({ perDay: 3 })] });
  const pieces = (work: Turns<unknown>): number => {
    let count = 0;
    while (!work.next().done) count += 1;
    return count;
  };
  const { routes, greedy } = allRoutes(own);
  const near = Array.from({ length: 40 }, (_, nth) => nth);
  expect([pieces(serving(own)), pieces(nearestOf(own)), pieces(packed(own, greedy))]).toEqual([40, 40, 2]);
  // 40 wishes, and what of five starts each can be continued.
  expect(pieces(routesOf(own, own.experts[0] as PlanExpert, MON, near))).toBeGreaterThanOrEqual(240);
  expect(pieces(modelOf(own, routes, greedy))).toBeGreaterThanOrEqual(routes.length);
});

it('what serves fewer people, or fewer a day, is not taken', () => {
  const own = problem({ wishes: [wish({ people: 40 }), wish({ people: 50, times: [{ day: TUE, part: 'am' }] })] });
  const [both, one] = [serveInOrder(own), serveInOrder(own).slice(0, 1)];
  expect(betterOf(own, one, both)).toBe(both);
  expect(betterOf(own, both, one)).toBe(both);
});

it('suggestions are ranked by the wished time first, and say why', () => {
  const plain = {
    wished: null,
    dayNth: 0,
    km: 8,
    weekLoad: 0,
    perWeek: 6,
    stars: null,
    knows: false,
    nearKm: null,
    roomKm: null,
  };
  // 20 x (1 - 8/40) + 15 + 2
  expect(rank(plain)).toEqual({ score: 33, reasons: ['离专家 8 公里', '这一周还没有安排'] });
  expect(rank({ ...plain, wished: 0 })).toEqual({
    score: 73,
    reasons: ['单位最希望的时间', '离专家 8 公里', '这一周还没有安排'],
  });
  expect(rank({ ...plain, wished: 1, weekLoad: 3, stars: 4.5, knows: true, nearKm: 5 })).toEqual({
    score: 77.5,
    reasons: [
      '单位希望的时间',
      '离专家 8 公里',
      '这一周已排 3 次，最多 6 次',
      '单位评分 4.5 分',
      '以前去过这个单位',
      '当天在 5 公里外还有一次服务',
    ],
  });
  // Two days later, in a room 4 km from the unit.
  expect(rank({ ...plain, dayNth: 2, roomKm: 4 }).score).toBe(28);
});

it('small units, those never served, and those who have waited are not passed over', () => {
  expect(weightOf(wish({ people: 10, never: false }))).toBe(30);
  expect(weightOf(wish({ people: 10 }))).toBe(45);
  expect(weightOf(wish({ people: 10, waitedDays: 70 }))).toBe(90);
  expect(weightOf(wish({ people: 10, waitedDays: 700 }))).toBe(135);
});
