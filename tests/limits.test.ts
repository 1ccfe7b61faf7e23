/** A WeChat that hangs, and limits over several processes: security.md I3, G7, T42, T43. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '@niangjia/server/app';
import { openDatabase } from '@niangjia/server/core/db';
import { madeUpPhone } from '@niangjia/server/demo/people';
import { migrations } from '@niangjia/server/migrations/index';
import { tables } from '@niangjia/server/tables';
import type { FastifyInstance } from 'fastify';
import { exitOf, freePort, openHanging, until } from './processes';
import { onMysql, openWorld, type World } from './world';

let hanging: Awaited<ReturnType<typeof openHanging>>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'niangjia-running-'));
  hanging = await openHanging();
});
afterAll(async () => {
  hanging.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('one server and its neighbours', () => {
  let world: World;
  const apps: FastifyInstance[] = [];
  const closing: (() => Promise<unknown>)[] = [];
  const open = async (redisUrl: string | null, different: object = {}): Promise<FastifyInstance> => {
    const db = await openDatabase({ url: world.config.databaseUrl, tables, migrations, poolSize: 2 });
    const config = { ...world.config, rateLimit: 20, redisUrl, ...different };
    const { app } = await buildApp({ config, db, now: () => world.clock.now, logStream: { write: () => undefined } });
    apps.push(app);
    closing.push(async () => {
      await app.close();
      await db.close();
    });
    return app;
  };
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await world.close();
  });
  const passed = async (
    app: FastifyInstance,
    times: number,
    remoteAddress: string,
    headers: (nth: number) => Record<string, string> = () => ({}),
    url = '/api/health',
  ) => {
    let through = 0;
    for (let nth = 0; nth < times; nth += 1)
      if ((await app.inject({ url, remoteAddress, headers: headers(nth) })).statusCode !== 429) through += 1;
    return through;
  };

  it('I3 a WeChat that hangs is WECHAT_DOWN within 4 s, and the next caller is served', async () => {
    const right = world.config.wechat.base;
    world.config.wechat.base = hanging.base;
    const start = performance.now();
    const answer = await world.raw('POST', '/wechat-sessions', { body: { code: 'login-hang' } });
    expect([answer.status, answer.body.code]).toEqual([503, 'WECHAT_DOWN']);
    expect(performance.now() - start).toBeLessThan(10_000);
    world.config.wechat.base = right;
    expect((await world.raw('POST', '/wechat-sessions', { body: { code: 'login-hang' } })).status).toBe(200);
  });

  it('G7 the limit of an address is not evaded by made-up tokens, by X-Forwarded-For, by unknown addresses, within a /56', async () => {
    const app = await open(null);
    const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
    expect(await passed(app, 30, '203.0.113.1')).toBe(20);
    expect(await passed(app, 30, '203.0.113.2', (nth) => bearer(`made-up-${nth}`))).toBe(20);
    expect(
      await passed(app, 30, '203.0.113.3', (nth) => ({
        'x-forwarded-for': `198.51.100.${nth}`,
        'x-real-ip': `198.51.100.${nth}`,
      })),
    ).toBe(20);
    expect(await passed(app, 30, '203.0.113.4', undefined, '/api/nowhere')).toBe(20);
    expect(await passed(app, 30, '203.0.113.5', undefined, '/nowhere/else')).toBe(20);
    let through = 0;
    for (let nth = 0; nth < 30; nth += 1)
      through += await passed(app, 1, `2001:db8:0:1${nth.toString(16).padStart(2, '0')}::${nth}`);
    expect(through).toBe(20);
  });

  it('G7 people with good tokens behind one address do not share a limit; one person with many tokens has one', async () => {
    const app = await open(null);
    for (let nth = 0; nth < 5; nth += 1) {
      const { token } = await world.signIn(madeUpPhone(5100 + nth));
      expect(await passed(app, 15, '203.0.113.9', () => ({ authorization: `Bearer ${token}` }))).toBe(15);
    }
    const { refresh } = await world.signIn(madeUpPhone(5200));
    let next = { access: '', refresh };
    const tokens: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      next = (await world.raw('POST', '/sessions/refresh', { body: { refresh: next.refresh } })).body;
      tokens.push(next.access);
      world.clock.forward(1000);
    }
    expect(await passed(app, 30, '203.0.113.10', (nth) => ({ authorization: `Bearer ${tokens[nth % 3]}` }))).toBe(20);
  });

  it('T42 behind a trusted proxy the address that it saw counts, not what the client wrote before it', async () => {
    const app = await open(null, { trustedProxies: ['127.0.0.1'] });
    const from = (seen: string) => (nth: number) => ({ 'x-forwarded-for': `6.6.6.${nth}, ${seen}` });
    expect(await passed(app, 30, '127.0.0.1', from('203.0.113.20'))).toBe(20);
    expect(await passed(app, 5, '127.0.0.1', from('203.0.113.21'))).toBe(5);
  });

  it('G7 two processes with Redis give one limit; without it each its own, and never none (no redis-server: local only)', async () => {
    const port = await freePort();
    const redis: ChildProcess = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
      { stdio: 'ignore' },
    );
    closing.push(async () => void redis.kill('SIGKILL'));
    const there = await new Promise<boolean>((done) =>
      redis.once('error', () => done(false)).once('spawn', () => done(true)),
    );
    const [one, two] = [await open(`redis://127.0.0.1:${port}`), await open(`redis://127.0.0.1:${port}`)];
    if (there) {
      let nth = 0;
      // A fresh address each time: until both processes have Redis, the sum is more than one limit.
      const sum = async () => {
        nth += 1;
        return (await passed(one, 15, `203.0.114.${nth}`)) + (await passed(two, 15, `203.0.114.${nth}`));
      };
      await until(async () => (await sum()) === 20);
      expect(await sum()).toBe(20);
      redis.kill('SIGKILL');
      await exitOf(redis);
    }
    expect([await passed(one, 30, '203.0.115.1'), await passed(two, 30, '203.0.115.1')]).toEqual([20, 20]);
    expect(onMysql || world.kit.db.dialect === 'sqlite').toBe(true);
  });
});
