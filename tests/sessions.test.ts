/** Sessions, and codes that serve once: security.md A3, A4, A6, A7. */
import { buildApp } from '@niangjia/server/app';
import { openDatabase } from '@niangjia/server/core/db';
import { migrations } from '@niangjia/server/migrations/index';
import { tables } from '@niangjia/server/tables';
import { generateSync } from 'otplib';
import { openWorld, PASSWORD, refusal, type StaffMember, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld({ environment: { TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => world.close());

const decode = (token: string, nth: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[nth] ?? '', 'base64url').toString());
const statusOf = async (path: string, token: string) => (await world.raw('GET', path, { token })).status;
const step = (seconds: number) => world.clock.forward(seconds * 1000);

describe('A3 a session', () => {
  it('A3 issues access for exactly 15 minutes: good at 14:59, refused at 15:00', async () => {
    const one = await world.signIn('19900007002');
    const { iat, exp } = decode(one.token, 1) as { iat: number; exp: number };
    expect(exp - iat).toBe(900);
    step(899);
    expect(await statusOf('/me', one.token)).toBe(200);
    step(1);
    expect(await statusOf('/me', one.token)).toBe(401);
  });

  it('A3 changes the refresh token each time, and an old one ends the family: both 401, and the audit says so', async () => {
    const one = await world.signIn('19900007003');
    const refresh = (token: string) => world.raw('POST', '/sessions/refresh', { body: { refresh: token } });
    const second = (await refresh(one.refresh)).body;
    expect(second.refresh).not.toBe(one.refresh);
    expect(await statusOf('/me', second.access)).toBe(200);
    const stolen = await refresh(one.refresh);
    expect([stolen.status, stolen.body.code]).toEqual([401, 'SESSION_ENDED']);
    expect((await refresh(second.refresh)).status).toBe(401);
    expect([await statusOf('/me', one.token), await statusOf('/me', second.access)]).toEqual([401, 401]);
    const rows = await world.sql<{ object: string }>(
      `SELECT object FROM audit_row WHERE what = 'POST /sessions/refresh' AND outcome = 'denied'`,
    );
    expect(rows.map((row) => row.object)).toEqual([`session:${decode(one.token, 1).sid}`]);
  });

  it('A3 gives two refreshes of one token at the same moment one new token at most', async () => {
    const one = await world.signIn('19900007004');
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => world.raw('POST', '/sessions/refresh', { body: { refresh: one.refresh } })),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(await statusOf('/me', one.token)).toBe(401);
  });
});

describe('A4 the very next request is refused', () => {
  const changes: [string, number, (member: StaffMember) => Promise<unknown>][] = [
    ['a sign-out', 401, (member) => world.raw('POST', '/sessions/end', { token: member.token, body: {} })],
    [
      'a disabled account',
      401,
      (member) =>
        world.sql('UPDATE staff_account SET disabledAt = ? WHERE id = ?', ['2026-11-23T02:00:00.000Z', member.id]),
    ],
    [
      'a post that ended yesterday',
      403,
      (member) => world.sql('UPDATE post SET toOn = ? WHERE accountId = ?', ['2026-11-22', member.id]),
    ],
    [
      'a post that begins tomorrow',
      403,
      (member) => world.sql('UPDATE post SET fromOn = ? WHERE accountId = ?', ['2026-11-25', member.id]),
    ],
    [
      'another role',
      403,
      (member) => world.sql('UPDATE post SET role = ? WHERE accountId = ?', ['cashier', member.id]),
    ],
  ];

  it.each(changes)('A4 after %s, also by another process', async (_, status, change) => {
    const db = await openDatabase({ url: world.config.databaseUrl, tables, migrations, poolSize: 2 });
    const { app } = await buildApp({
      config: world.config,
      db,
      now: () => world.clock.now,
      logStream: { write: () => undefined },
    });
    const member = await world.staff('officer');
    const there = () => app.inject({ url: '/api/applications', headers: { authorization: `Bearer ${member.token}` } });
    const here = () => statusOf('/applications', member.token);
    expect([(await there()).statusCode, await here()]).toEqual([200, 200]);
    await change(member);
    expect([(await there()).statusCode, await here()]).toEqual([status, status]);
    await app.close();
    await db.close();
  });

  it('A4 keeps a post that ends today until the day is over', async () => {
    const member = await world.staff('officer');
    await world.sql('UPDATE post SET toOn = ? WHERE accountId = ?', ['2026-11-23', member.id]);
    expect(await statusOf('/applications', member.token)).toBe(200);
  });
});

describe('A7 the login code of WeChat', () => {
  it('A7 serves once', async () => {
    const body = { code: 'login-seven' };
    expect((await world.raw('POST', '/wechat-sessions', { body })).status).toBe(200);
    expect((await refusal(world.api('POST /wechat-sessions', { body }))).code).toBe('WECHAT_CODE_USED');
  });
});

describe('A6 a one-time code', () => {
  it('A6 serves once, and not after a later one', async () => {
    const member = await world.staff('officer');
    const signIn = (otp: string) =>
      world.raw('POST', '/staff-sessions', { body: { account: member.account, password: PASSWORD, otp } });
    const codeAt = (seconds: number) =>
      generateSync({ secret: member.otpSecret, epoch: Math.floor(world.clock.now.getTime() / 1000) + seconds });
    expect((await signIn(codeAt(0))).status).toBe(401);
    step(60);
    expect((await signIn(codeAt(30))).status).toBe(401);
    expect((await signIn(codeAt(-30))).status).toBe(200);
    expect((await signIn(codeAt(-30))).status).toBe(401);
    expect((await signIn(codeAt(0))).status).toBe(200);
    expect((await signIn(codeAt(-30))).status).toBe(401);
  });
});
