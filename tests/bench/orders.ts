/**
 * `npm run bench:orders`: suggestions for one order out of 2,000 experts and 20,000 booked visits, through HTTP; a
 * week's plan of 500 open orders, compared with serving in the order of asking, and then really booked; and a simulated
 * quarter (`-- quarter`: only that, `-- speed`: without it, `-- plan`: the week only). SQLite, or the server that TEST_DATABASE_URL names.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@niangjia/server/app';
import { makeAsk } from '@niangjia/server/core/ask';
import { loadConfig } from '@niangjia/server/core/config';
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { openSession } from '@niangjia/server/core/session';
import { insert } from '@niangjia/server/core/sql';
import { expertPhonePlace } from '@niangjia/server/modules/experts/entity';
import { contactPlace } from '@niangjia/server/modules/orders/tell';
import { PostTable, plainAccount, plainPost, StaffAccountTable } from '@niangjia/server/modules/people/entity';
import { workPlans } from '@niangjia/server/modules/planning/work';
import { type Union, UnionTable } from '@niangjia/server/modules/unions/entity';
import { makeApi } from '@niangjia/shared/client';
import { addDays } from '@niangjia/shared/rules/days';
import { type Skill, skills } from '@niangjia/shared/rules/experts';
import { among, die, plantExperts, plantItem, plantOrders, plantVisits, unionOf } from './orders-plant';
import { runQuarter } from './quarter';
import { emptyDatabase } from './roster-database';

const say = (line: string) => process.stdout.write(`${line}\n`);
const NOW = new Date('2026-11-23T02:00:00.000Z');
const WEEK = '2026-11-30';
const WORKING = [0, 1, 2, 3, 4];
const round = (value: number, by = 10) => Math.round(value * by) / by;

/** Planting many rows keeps the process busy, and a busy one turns callers away: a moment to recover. */
const calm = () => new Promise((done) => setTimeout(done, 3000));

async function plannerOf(kit: Kit, union: Union): Promise<string> {
  const id = ulid();
  return kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, { kind: 'nobody' });
    const account = {
      ...plainAccount,
      id,
      account: `planner-${id}`,
      name: '张干事',
      idNumberIndex: id,
      passwordHash: '-',
    };
    await insert(db, StaffAccountTable, { ...account, otpSealed: '-', createdAt: kit.now().toISOString() } as never);
    const post = { id: ulid(), accountId: id, role: 'protection' as const, unionId: union.id, fromOn: '2026-01-01' };
    await insert(db, PostTable, { ...plainPost, ...post });
    return (await openSession(ask, 'staff', id)).access;
  });
}

function apiOf(address: string, token: string) {
  return makeApi(async ({ method, path, body, idempotencyKey }) => {
    const response = await fetch(`${address}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  });
}

/** Each of 2,000 experts has two of 39 skills, every fifth is a counsellor too, and all know union work. */
async function benchSuggest(kit: Kit, address: string, calls: number) {
  const throwDie = die(1);
  const county = unionOf('某县总工会', null);
  await kit.db.tx((db) => insert(db, UnionTable, county));
  const all = Object.keys(skills) as Skill[];
  const skillsOf = (nth: number): Skill[] => [
    ...new Set<Skill>([
      'unionWork',
      among(all, throwDie),
      among(all, throwDie),
      ...(nth % 5 ? [] : (['counselling'] as const)),
    ]),
  ];
  const experts = await plantExperts(kit, county, 2000, skillsOf, {}, throwDie);
  const items = [];
  for (const skill of ['mediation', 'counselling', 'unionWork'] as const)
    items.push(await plantItem(kit, county, skill, 120));
  const days = Array.from({ length: 8 }, (_, nth) => addDays('2026-11-23', 7 * nth)).flatMap((monday) =>
    WORKING.map((nth) => ({ monday, day: addDays(monday, nth) })),
  );
  const [first] = items as [(typeof items)[number]];
  await plantVisits(kit, county, 20_000, experts, first, days, throwDie);
  const api = apiOf(address, await plannerOf(kit, county));
  const figures: Record<string, number> = {};
  const times: number[] = [];
  for (const item of items) {
    const wished = () => [
      { day: addDays(WEEK, Math.floor(throwDie() * 5)), part: 'am' },
      { day: addDays(WEEK, 3), part: 'pm' },
    ];
    const orders = await plantOrders(kit, county, calls + 10, [item], wished, throwDie);
    await calm();
    const own: number[] = [];
    let empty = 0;
    for (const [nth, { id }] of orders.entries()) {
      const began = performance.now();
      const { items: found } = await api('GET /orders/:id/suggestions', { params: { id }, query: {} });
      if (nth >= 10) own.push(performance.now() - began);
      if (found.length === 0) empty += 1;
    }
    own.sort((a, b) => a - b);
    const [p50, p99] = [own[Math.floor(own.length / 2)] ?? 0, own[Math.ceil(own.length * 0.99) - 1] ?? 0];
    const able = experts.filter(({ skills: known }) => (JSON.parse(known) as string[]).includes(item.skill)).length;
    say(
      `建议  会「${skills[item.skill]}」的 ${String(able).padStart(4)} 人   p50 ${round(p50)} ms   p99 ${round(p99)} ms   没有人选 ${empty}`,
    );
    figures[`suggest${able}P50Ms`] = round(p50);
    figures[`suggest${able}P99Ms`] = round(p99);
    times.push(p99);
  }
  // The slowest of the three kinds.
  return { suggestP99Ms: round(Math.max(...times)), ...figures };
}

/** Whoever is booked is told: their numbers must open. */
const sealNumbers = (kit: Kit, experts: readonly { id: string }[], orders: readonly { id: string }[]) =>
  kit.db.tx(async (db) => {
    for (const { id } of experts) {
      const sealed = await kit.secrets.seal(db, expertPhonePlace(id), '19900000001', kit.now());
      await db.query('UPDATE expert SET phoneSealed = ? WHERE id = ?', [sealed, id]);
    }
    for (const { id } of orders) {
      const sealed = await kit.secrets.seal(db, contactPlace(id), '19900000002', kit.now());
      await db.query('UPDATE service_order SET contactSealed = ? WHERE id = ?', [sealed, id]);
    }
  });

async function benchPlan(kit: Kit, address: string) {
  const throwDie = die(2);
  const county = unionOf('另一县总工会', null);
  await kit.db.tx((db) => insert(db, UnionTable, county));
  const own = [
    'counselling',
    'clinic',
    'labourLaw',
    'firstAid',
    'safety',
    'unionFinance',
    'nutrition',
    'mediation',
  ] as const;
  const experts = await plantExperts(
    kit,
    county,
    80,
    () => [...new Set([among(own, throwDie), among(own, throwDie)])],
    { reachKm: 60, perDay: 3, perWeek: 8 },
    throwDie,
  );
  const items = [];
  for (const [nth, skill] of own.entries()) items.push(await plantItem(kit, county, skill, nth % 2 ? 90 : 120));
  const wished = () =>
    Array.from({ length: 3 }, () => ({
      day: addDays(WEEK, Math.floor(throwDie() * 5)),
      part: throwDie() < 0.5 ? 'am' : 'pm',
    }));
  const orders = await plantOrders(kit, county, 500, items, wished, throwDie);
  await sealNumbers(kit, experts, orders);
  const api = apiOf(address, await plannerOf(kit, county));
  await calm();
  const key = { idempotencyKey: ulid() };
  const { id } = await api('POST /plans', { body: { unionId: county.id, weekFrom: WEEK }, ...key } as never);
  const began = performance.now();
  // The longest that this process stood still while it planned.
  let [last, still] = [began, 0];
  const pulse = setInterval(() => {
    still = Math.max(still, performance.now() - last - 10);
    last = performance.now();
  }, 10);
  // What the solver said, and whose plan was kept.
  const solver = {};
  const info = (facts: object) => Object.assign(solver, facts);
  await workPlans({ ...kit, log: { info, warn: () => undefined, error: info } });
  clearInterval(pulse);
  const seconds = (performance.now() - began) / 1000;
  await calm();
  const plan = await api('GET /plans/:id', { params: { id } });
  let booked = await api('POST /plans/:id/book', { params: { id } });
  while (booked.state === 'ready') booked = await api('POST /plans/:id/book', { params: { id } });
  const refused = booked.visits.filter(({ outcome }) => outcome !== 'booked').length;
  const greedyDays = await kit.db.writer.query('SELECT greedyPeople, greedyExpertDays FROM week_plan WHERE id = ?', [
    id,
  ]);
  const [greedy] = greedyDays as { greedyPeople: number; greedyExpertDays: number }[];
  const ratio = plan.people / plan.expertDays / (Number(greedy?.greedyPeople) / Number(greedy?.greedyExpertDays));
  say(
    `周计划  ${plan.orders} 张点单，用时 ${round(seconds)} 秒，最长停顿 ${Math.round(still)} ms：` +
      `${plan.planned} 张、${plan.people} 人、${plan.expertDays} 个专家日（每日 ${plan.perExpertDay} 人）；` +
      `按先来后到 ${greedy?.greedyPeople} 人、${greedy?.greedyExpertDays} 个专家日（每日 ${plan.greedyPerExpertDay} 人）；` +
      `真的安排：${booked.visits.length - refused} 次成功，${refused} 次不成；求解器 ${JSON.stringify(solver)}`,
  );
  return { plan, seconds, still, ratio, refused, greedyPeople: Number(greedy?.greedyPeople) };
}

async function main(what: string): Promise<void> {
  const quarter = what === 'speed' || what === 'plan' ? {} : await runQuarter(say);
  if (what === 'quarter') {
    say(JSON.stringify({ bench: 'orders', figures: quarter }));
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-bench-'));
  const own = await emptyDatabase(folder, 'orders');
  const config = {
    ...loadConfig({ DATA_DIR: folder, PORT: '0' }),
    rateLimit: 0,
    databaseUrl: own.url,
    logLevel: 'silent',
  };
  const { app, kit } = await buildApp({ config, db: own.db, now: () => NOW });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const suggested = what === 'plan' ? { suggestP99Ms: 0 } : await benchSuggest(kit, address, 100);
  const { plan, seconds, still, ratio, refused, greedyPeople } = await benchPlan(kit, address);
  const figures = {
    ...suggested,
    ...{
      planSeconds: round(seconds),
      stillMs: Math.round(still),
      planPeople: plan.people,
      planExpertDays: plan.expertDays,
    },
    ...quarter,
  };
  const ratios = { planToGreedy: round(ratio, 1000) };
  const checks = {
    suggest: figures.suggestP99Ms < 200,
    plan: figures.planSeconds < 30,
    planToGreedy: ratio > 1 && plan.people >= greedyPeople,
    planBooked: refused === 0,
  };
  say(`${cpus().length} 核，负载 ${loadavg()[0]?.toFixed(1)}，${process.version}，${own.db.dialect}`);
  say(JSON.stringify({ bench: 'orders', database: own.db.dialect, figures, ratios, checks }));
  await app.close();
  await own.drop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(Object.values(checks).every(Boolean) ? 0 : 1);
}

main(process.argv[2] ?? '').catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
