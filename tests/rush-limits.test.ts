/** A rush and what must not disturb it: an end by staff, limits, made-up callers, a Redis that is emptied or frozen (G3, G7, G8, X5). */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@niangjia/server/app';
import { openDatabase } from '@niangjia/server/core/db';
import { migrations } from '@niangjia/server/migrations/index';
import { tables } from '@niangjia/server/tables';
import { freePort, until } from './processes';
import type { Taker } from './rush/clients';
import { ticketsFor } from './rush/ground';
import { plantCampaign, plantMembers } from './voucher-world';
import { openWorld, type World } from './world';

let world: World;
let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'niangjia-redis-'));
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Another process of the same service, in this one: its own pool, its own counts. */
async function openNeighbour(different: { rateLimit: number; redisUrl: string | null }): Promise<string> {
  const db = await openDatabase({ url: world.config.databaseUrl, tables, migrations, poolSize: 5 });
  const config = { ...world.config, ...different, logLevel: 'silent' };
  const { app } = await buildApp({ config, db, now: () => world.clock.now });
  closing.push(async () => {
    await app.close();
    await db.close();
  });
  return app.listen({ port: 0, host: '127.0.0.1' });
}

interface Offer {
  campaignId: string;
  kindId: string;
}
async function offer(total: number): Promise<Offer> {
  const { campaignId, kindIds } = await plantCampaign(world, { kinds: [{ total }] });
  return { campaignId, kindId: kindIds[0] ?? '' };
}

/** The refusal, or `given`. */
async function claimAt(
  address: string,
  { campaignId, kindId }: Offer,
  { token, ticket }: Pick<Taker, 'token' | 'ticket'>,
) {
  const answer = await fetch(`${address}/api/offers/${campaignId}/claim`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kindId, ticket }),
  });
  const said = (await answer.json()) as { outcome?: string; code?: string };
  return said.outcome ?? said.code ?? `${answer.status}`;
}

const countOf = (answers: string[]) =>
  Object.fromEntries([...new Set(answers)].sort().map((what) => [what, answers.filter((one) => one === what).length]));

async function totals({ kindId }: Offer) {
  const [row] = await world.sql<{ total: number; remaining: number; held: number | string; holders: number | string }>(
    `SELECT s.total, s.remaining, (SELECT COUNT(*) FROM voucher v WHERE v.kindId = s.kindId) AS held,
       (SELECT COUNT(DISTINCT v.holder) FROM voucher v WHERE v.kindId = s.kindId) AS holders
     FROM voucher_stock s WHERE s.kindId = ?`,
    [kindId],
  );
  return { total: row?.total, remaining: row?.remaining, held: Number(row?.held), holders: Number(row?.holders) };
}

it('G3 an end by staff in mid-rush: who was answered before keeps it, who comes after costs nothing', async () => {
  const one = await offer(400);
  const officer = await world.staff('protection');
  const takers = ticketsFor(world.kit, one.campaignId, await plantMembers(world, 400));
  let ending: Promise<unknown> | undefined;
  const answers: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      for (let nth = lane; nth < takers.length; nth += 8) {
        answers.push(await claimAt(world.address, one, takers[nth] as Taker));
        if (answers.length >= 100)
          ending ??= officer.api('POST /campaigns/:id/end', {
            params: { id: one.campaignId },
            body: { reason: '名额已经够了，提前结束活动。' },
          });
      }
    }),
  );
  await ending;
  const { given = 0, CLAIM_OVER = 0, ...other } = countOf(answers);
  expect(other).toEqual({});
  expect(given).toBeGreaterThanOrEqual(100);
  expect(CLAIM_OVER).toBeGreaterThan(0);
  expect(await totals(one)).toEqual({ total: 400, remaining: 400 - given, held: given, holders: given });
});

it('G8 callers without a ticket, too early, or with the ticket of another get nothing, however many', async () => {
  const one = await offer(100);
  const members = await plantMembers(world, 120);
  const good = ticketsFor(world.kit, one.campaignId, members);
  const ask = (of: (taker: Taker, nth: number) => string) =>
    Promise.all(good.map((taker, nth) => claimAt(world.address, one, { token: taker.token, ticket: of(taker, nth) })));
  expect(countOf(await ask(() => 'no-ticket'))).toEqual({ TICKET_BAD: 120 });
  expect(countOf(await ask((_, nth) => good[(nth + 1) % 120]?.ticket ?? ''))).toEqual({ TICKET_BAD: 120 });
  const fresh = await Promise.all(
    members.map(async ({ token }) => {
      const { ticket } = await world.as(token)('POST /offers/:id/ticket', { params: { id: one.campaignId } });
      return ticket;
    }),
  );
  expect(countOf(await ask((_, nth) => fresh[nth] ?? ''))).toEqual({ TICKET_EARLY: 120 });
  expect(await totals(one)).toEqual({ total: 100, remaining: 100, held: 0, holders: 0 });
  world.clock.forward(3000);
  expect(countOf(await ask((_, nth) => fresh[nth] ?? ''))).toEqual({ SOLD_OUT: 20, given: 100 });
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
(hasRedis ? describe : describe.skip)('with limits, two processes and Redis', () => {
  let redis: ChildProcess;
  let port: number;
  let addresses: string[];
  beforeAll(async () => {
    port = await freePort();
    redis = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
      { stdio: 'ignore' },
    );
    closing.push(async () => void redis.kill('SIGKILL'));
    const shared = { rateLimit: 300, redisUrl: `redis://127.0.0.1:${port}` };
    addresses = [await openNeighbour(shared), await openNeighbour(shared)];
    // Counted together from here on: the second process goes on where the first was.
    const [token] = (await plantMembers(world, 1)).map((one) => one.token);
    const left = async (address = '') =>
      Number(
        (await fetch(`${address}/api/me`, { headers: { authorization: `Bearer ${token}` } })).headers.get(
          'x-ratelimit-remaining',
        ),
      );
    await until(async () => (await left(addresses[0])) - 1 === (await left(addresses[1])));
  });
  const at = (nth: number) => addresses[nth % 2] ?? '';

  it('G7 one person is heard twenty times a minute at both processes together', async () => {
    const one = await offer(10);
    const [taker] = ticketsFor(world.kit, one.campaignId, await plantMembers(world, 1));
    const answers: string[] = [];
    for (let nth = 0; nth < 30; nth += 1) answers.push(await claimAt(at(nth), one, taker as Taker));
    expect(countOf(answers)).toEqual({ TOO_MANY: 10, given: 20 });
    expect(await totals(one)).toEqual({ total: 10, remaining: 9, held: 1, holders: 1 });
  });

  it('G7 five hundred people behind one address all have theirs', async () => {
    const one = await offer(500);
    const takers = ticketsFor(world.kit, one.campaignId, await plantMembers(world, 500));
    const answers = await Promise.all(takers.map((taker, nth) => claimAt(at(nth), one, taker)));
    expect(countOf(answers)).toEqual({ given: 500 });
    expect(await totals(one)).toEqual({ total: 500, remaining: 0, held: 500, holders: 500 });
  });

  it('X5 a Redis that is emptied, frozen and killed in mid-rush changes no total, and holds nobody up', async () => {
    const one = await offer(300);
    const takers = ticketsFor(world.kit, one.campaignId, await plantMembers(world, 400));
    const answers: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let nth = lane; nth < takers.length; nth += 8) {
          answers.push(await claimAt(at(nth), one, takers[nth] as Taker));
          if (answers.length === 50) connect(port, '127.0.0.1').end('FLUSHALL\r\n');
          if (answers.length === 100) redis.kill('SIGSTOP');
          if (answers.length === 200) redis.kill('SIGCONT');
          if (answers.length === 250) redis.kill('SIGKILL');
        }
      }),
    );
    expect(countOf(answers)).toEqual({ SOLD_OUT: 100, given: 300 });
    expect(await totals(one)).toEqual({ total: 300, remaining: 0, held: 300, holders: 300 });
  });
});
