/** Tokens, sessions, locks: security.md A1 to A4, A6, A7. */
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { buildApp } from '@niangjia/server/app';
import { openDatabase } from '@niangjia/server/core/db';
import { migrations } from '@niangjia/server/migrations/index';
import { tables } from '@niangjia/server/tables';
import { generateSync } from 'otplib';
import { openWorld, PASSWORD, refusal, type StaffMember, type World } from './world';

let world: World;
let person: { token: string; refresh: string };
let staff: StaffMember;
beforeAll(async () => {
  world = await openWorld({ environment: { TRUSTED_PROXIES: '127.0.0.1' } });
  person = await world.signIn('19900007001');
  staff = await world.staff('officer');
});
afterAll(() => world.close());

type Part = Record<string, unknown>;
const encode = (part: Part) => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (token: string, nth: number): Part =>
  JSON.parse(Buffer.from(token.split('.')[nth] ?? '', 'base64url').toString());
const sign = (header: Part, claims: Part, secret: string, hash = 'sha256') => {
  const body = `${encode(header)}.${encode(claims)}`;
  return `${body}.${createHmac(hash, secret).update(body).digest('base64url')}`;
};
const statusOf = async (path: string, token: string) => (await world.raw('GET', path, { token })).status;
const step = (seconds: number) => world.clock.forward(seconds * 1000);

describe('A1 a token', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const good = { alg: 'HS256', typ: 'at+jwt' };
  type Make = (claims: Part, secret: string, token: string) => string;
  const at = (world: World) => Math.floor(world.clock.now.getTime() / 1000);
  const flip = (token: string, nth: number) => {
    const parts = token.split('.');
    const bytes = Buffer.from(parts[nth] ?? '', 'base64url');
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    parts[nth] = bytes.toString('base64url');
    return parts.join('.');
  };
  const rs256: Make = (claims) => {
    const body = `${encode({ ...good, alg: 'RS256' })}.${encode(claims)}`;
    return `${body}.${createSign('RSA-SHA256').update(body).sign(rsa.privateKey, 'base64url')}`;
  };
  const without = (claims: Part, name: string) =>
    Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
  const bad: [string, Make][] = [
    ['alg none', (claims) => `${encode({ ...good, alg: 'none' })}.${encode(claims)}.`],
    ['alg nOnE, signed', (claims, secret) => sign({ ...good, alg: 'nOnE' }, claims, secret)],
    ['HS512 under the same key', (claims, secret) => sign({ ...good, alg: 'HS512' }, claims, secret, 'sha512')],
    ['RS256 of a stranger', rs256],
    ['HS256 under a public key', (claims) => sign(good, claims, pem)],
    ['HS256 under a public key after a blank', (claims) => sign(good, claims, ` \n${pem}`)],
    ['an unknown crit', (claims, secret) => sign({ ...good, crit: ['b64'], b64: false }, claims, secret)],
    ['a wrong typ', (claims, secret) => sign({ ...good, typ: 'JWT' }, claims, secret)],
    ['no typ', (claims, secret) => sign({ alg: 'HS256' }, claims, secret)],
    ['an unknown aud', (claims, secret) => sign(good, { ...claims, aud: 'everything' }, secret)],
    [
      'the other aud',
      (claims, secret) => sign(good, { ...claims, aud: claims.aud === 'phone' ? 'staff' : 'phone' }, secret),
    ],
    ['a wrong iss', (claims, secret) => sign(good, { ...claims, iss: 'elsewhere' }, secret)],
    ['exp one second ago', (claims, secret) => sign(good, { ...claims, exp: at(world) - 1 }, secret)],
    ['no exp', (claims, secret) => sign(good, without(claims, 'exp'), secret)],
    ['exp as a text', (claims, secret) => sign(good, { ...claims, exp: String(claims.exp) }, secret)],
    ['exp in a year', (claims, secret) => sign(good, { ...claims, exp: at(world) + 31_536_000 }, secret)],
    ['nbf in a minute', (claims, secret) => sign(good, { ...claims, nbf: at(world) + 60 }, secret)],
    ['iat of 2001', (claims, secret) => sign(good, { ...claims, iat: 1_000_000_000 }, secret)],
    ['iat in a minute', (claims, secret) => sign(good, { ...claims, iat: at(world) + 60 }, secret)],
    ['no sub', (claims, secret) => sign(good, without(claims, 'sub'), secret)],
    ['no sid', (claims, secret) => sign(good, without(claims, 'sid'), secret)],
    ['another sub', (claims, secret) => sign(good, { ...claims, sub: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, secret)],
    ['one bit of the claims flipped', (_, __, token) => flip(token, 1)],
    ['one bit of the signature flipped', (_, __, token) => flip(token, 2)],
    ['an empty signature', (_, __, token) => `${token.split('.').slice(0, 2).join('.')}.`],
    ['two parts', (_, __, token) => token.split('.').slice(0, 2).join('.')],
    ['nonsense', () => 'x'.repeat(400)],
  ];

  it.each(bad)('A1 with %s is refused with 401, on the phone and at the desk', async (_, make) => {
    for (const [path, token] of [
      ['/me', person.token],
      ['/staff/me', staff.token],
    ] as const) {
      const answer = await world.raw('GET', path, { token: make(decode(token, 1), world.config.tokenSecret, token) });
      expect([answer.status, answer.body.code]).toEqual([401, 'SESSION_ENDED']);
    }
  });

  it('A1 is good as it was issued; none at all, or another scheme, is 401', async () => {
    expect([await statusOf('/me', person.token), await statusOf('/staff/me', staff.token)]).toEqual([200, 200]);
    expect(decode(person.token, 0)).toEqual({ alg: 'HS256', typ: 'at+jwt' });
    for (const authorization of ['', 'Bearer', 'Bearer ', `Basic ${person.token}`, person.token]) {
      const answer = await world.raw('GET', '/me', { headers: authorization ? { authorization } : {} });
      expect([answer.status, answer.body.code]).toEqual([401, 'SIGN_IN_FIRST']);
    }
  });

  it('A1 of the phone opens no desk, and of the desk no phone: 403, and one row "denied" each', async () => {
    const denied = async () =>
      Number((await world.sql<{ n: number }>(`SELECT COUNT(*) AS n FROM audit_row WHERE outcome = 'denied'`))[0]?.n);
    const before = await denied();
    expect([await statusOf('/staff/me', person.token), await statusOf('/me', staff.token)]).toEqual([403, 403]);
    expect((await denied()) - before).toBe(2);
  });
});

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
