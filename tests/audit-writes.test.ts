/** Every write and its one audit row, together or not at all: security.md F7, X18. */
import { createHash, randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import sharp from 'sharp';
import { type Applicant, application, onMysql, openWorld, PASSWORD, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
const riders: Applicant[] = [];
let code: string;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
  for (let nth = 9001; nth <= 9006; nth += 1) riders.push(await world.applicant(nth));
  await officer.api('POST /applications/:id/return', { params: { id: id(4) ?? '' }, body: { reason } });
  await world.raw('POST', '/phone-codes', { body: { phone: '19900009099' } });
  code = world.sent.sms.at(-1)?.params.code ?? '';
  world.clock.forward(30_000);
});
afterAll(() => world.close());

const id = (nth: number) => riders[nth]?.application.id;
const otp = () => generateSync({ secret: officer.otpSecret, epoch: Math.floor(world.clock.now.getTime() / 1000) });
const reason = '不在本片区工作，请向所在片区申请。';

async function photo(): Promise<FormData> {
  const background = { r: 9, g: 9, b: 9 };
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('length', String(png.length));
  form.append('sha256', createHash('sha256').update(png).digest('hex'));
  form.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'a.png');
  return form;
}

/** Name, path, body, token; each is asked for while the audit cannot be written, and then once more. */
type Write = [string, () => string, () => Promise<unknown>, () => string | undefined];
const nothing = () => Promise.resolve({});
const mine = (nth: number) => () => riders[nth]?.token;
const desk = () => officer.token;
const writes: Write[] = [
  [
    'a sign-in by WeChat',
    () => '/wechat-sessions',
    async () => ({ code: `login-f7~${randomUUID()}` }),
    () => undefined,
  ],
  ['a code by SMS', () => '/phone-codes', async () => ({ phone: '19900009098' }), () => undefined],
  ['a sign-in by SMS', () => '/phone-sessions', async () => ({ phone: '19900009099', code }), () => undefined],
  [
    'a sign-in of staff',
    () => '/staff-sessions',
    async () => ({ account: officer.account, password: PASSWORD, otp: otp() }),
    () => undefined,
  ],
  [
    'a second factor',
    () => '/staff/step-up',
    async () => {
      world.clock.forward(30_000);
      return { otp: otp() };
    },
    desk,
  ],
  [
    'an application',
    () => '/applications',
    () => application(world.api, world.unions.street.id, { idNumber: '11010319700101006X' }),
    mine(5),
  ],
  [
    'a resubmission',
    () => `/applications/${id(4)}/resubmit`,
    async () => ({ name: '王大明', idNumber: riders[4]?.idNumber, occupation: 'COURIER' }),
    mine(4),
  ],
  ['a recall', () => `/applications/${id(3)}/recall`, nothing, mine(3)],
  ['an approval', () => `/applications/${id(0)}/approve`, nothing, desk],
  ['a return', () => `/applications/${id(1)}/return`, async () => ({ reason }), desk],
  ['a refusal', () => `/applications/${id(2)}/refuse`, async () => ({ reason }), desk],
  [
    'a look at one field in full',
    () => `/applications/${id(0)}/reveal`,
    async () => ({ field: 'phone', reason }),
    desk,
  ],
  [
    'a new code',
    () => '/join-codes',
    async () => ({ unionId: world.unions.street.id, kind: 'area', label: '南部片区', expiresOn: null }),
    desk,
  ],
  ['the end of a code', () => '/join-codes/street-code/withdraw', nothing, desk],
  ['a photo', () => '/files', photo, desk],
  ['a sign-out', () => '/sessions/end', nothing, mine(2)],
];

const names = async (): Promise<string[]> =>
  (onMysql
    ? await world.sql<Record<string, string>>('SHOW TABLES')
    : await world.sql<Record<string, string>>(`SELECT name FROM sqlite_master WHERE type = 'table'`)
  ).flatMap((row) => Object.values(row));
const dump = async () => {
  const found: Record<string, unknown> = {};
  // Claims of idempotency keys are committed before the act, on purpose.
  for (const name of (await names()).filter((one) => !['idempotency', 'sqlite_sequence'].includes(one)))
    found[name] = await world.sql(`SELECT * FROM ${name}`);
  return found;
};
const rows = () =>
  world.sql<{ what: string; requestId: string; outcome: string }>(
    'SELECT what, requestId, outcome FROM audit_row ORDER BY seq',
  );

it.each(writes)(
  'F7 %s is undone when its audit row cannot be written, and else has exactly one',
  async (_, path, body, token) => {
    if (path().endsWith('/applications') && path().length === 13)
      await world.raw('POST', `/applications/${id(5)}/recall`, { token: riders[5]?.token, body: {} });
    const sent = await body();
    const ask = () =>
      world.raw('POST', path(), { token: token(), body: sent, headers: { 'idempotency-key': randomUUID() } });
    const refuse = onMysql
      ? `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no audit'`
      : `BEGIN SELECT RAISE(ABORT, 'no audit'); END`;
    await world.sql(`CREATE TRIGGER audit_fails BEFORE INSERT ON audit_row FOR EACH ROW ${refuse}`);
    const before = await dump();
    const failed = await ask();
    expect([failed.status, failed.body.code]).toEqual([500, 'BROKEN']);
    expect(await dump()).toEqual(before);
    await world.sql('DROP TRIGGER audit_fails');

    if (path() === '/wechat-sessions') Object.assign(sent as object, { code: `login-f7~${randomUUID()}` });
    const known = await rows();
    const answer = await ask();
    expect(answer.status).toBe(200);
    const added = (await rows()).slice(known.length);
    expect(added.map(({ what, outcome }) => [what.split(' ')[0], outcome])).toEqual([['POST', 'done']]);
  },
);

it('F7 a denied access has exactly one row too: another union, a role without the right, a wrong code', async () => {
  const [elsewhere, cashier] = [await world.staff('officer', world.unions.elsewhere), await world.staff('cashier')];
  const denials: [() => Promise<{ status: number }>, number][] = [
    [() => world.raw('GET', `/applications/${id(1)}`, { token: elsewhere.token }), 404],
    [
      () =>
        world.raw('POST', `/applications/${id(1)}/approve`, {
          token: elsewhere.token,
          body: {},
          headers: { 'idempotency-key': randomUUID() },
        }),
      404,
    ],
    [() => world.raw('GET', '/applications', { token: cashier.token }), 403],
    [() => world.raw('POST', '/phone-sessions', { body: { phone: '19900009098', code: '000000' } }), 401],
    [
      () =>
        world.raw('POST', '/staff-sessions', { body: { account: cashier.account, password: 'wrong', otp: '000000' } }),
      401,
    ],
  ];
  for (const [ask, status] of denials) {
    const known = (await rows()).length;
    expect((await ask()).status).toBe(status);
    expect((await rows()).slice(known).map(({ outcome }) => outcome)).toEqual(['denied']);
  }
});

it('F7 reading writes nothing, neither by GET nor by HEAD', async () => {
  const before = await dump();
  for (const method of ['GET', 'HEAD'])
    for (const [path, token] of [
      ['/ready', undefined],
      ['/unions', undefined],
      ['/me', riders[0]?.token],
      ['/card', riders[0]?.token],
      ['/applications', officer.token],
    ] as const)
      expect([method, path, (await world.raw(method, path, { token })).status]).toEqual([method, path, 200]);
  expect(await dump()).toEqual(before);
});

it('F7 nothing that somebody writes into an address forges a line of the log or the audit', async () => {
  world.log.length = 0;
  const evil = encodeURIComponent('x"}\r\n{"level":30,"msg":"forged"}\u001b[31m\u202e\u2028');
  for (const path of [`/applications/${evil}`, `/nowhere/${evil}`, `/applications?after=${evil}`])
    await world
      .raw('GET', path, { token: officer.token, headers: { 'user-agent': 'x\u001b[31m' } })
      .catch(() => undefined);
  for (const line of world.log) {
    expect(line.replace(/\n$/, '')).not.toMatch(/[\n\r\u001b\u202e\u2028]/);
    expect(JSON.parse(line).msg).not.toBe('forged');
  }
  const objects = await world.sql<{ object: string | null }>('SELECT object FROM audit_row');
  expect(objects.filter(({ object }) => /[\p{Cc}\p{Cf}\u2028]/u.test(object ?? ''))).toEqual([]);
});
