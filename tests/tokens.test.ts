/** Access tokens: security.md A1. */
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { openWorld, type StaffMember, type World } from './world';

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
