import { pathOf } from '@niangjia/shared/client';
import { entryOf, type Key } from '@niangjia/shared/contract/index';
import { type Call, keys, openScene, type Scene, send } from './cast';
import { probes } from './probes';
import { mustBeRefusal, post } from './wire';

let scene: Scene;
const calls = new Map<Key, Call>();
const callOf = async (key: Key): Promise<Call> => {
  if (!calls.has(key)) calls.set(key, await probes[key](scene));
  return calls.get(key) as Call;
};
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.world.close());

const posts = keys.filter((key) => key.startsWith('POST') && entryOf(key).file !== 'in');
/** What the contract lets be nothing. */
const MAY_BE_NULL = ['codeToken', 'expiresOn', 'toOn', 'accountId', 'newAccount', 'successorId', 'paperFileId'];

/** The same, where the name means it elsewhere, too. */
const NULL_THERE = [
  'POST /requests/identity name',
  'POST /requests/identity idNumber',
  'POST /requests/membership words',
  'POST /requests/:id/agree words',
  'POST /applications/file phone',
  'POST /union-tree phone',
  'POST /union-tree/:id/close membersTo',
  'POST /experts/:id phone',
  'POST /campaigns beacon',
  'POST /campaigns/:id/draw beaconValue',
  'POST /campaigns/:id beacon',
  'POST /redemptions spendFen',
  ...['latitude', 'longitude', 'reservedUntil'].flatMap((name) => [`POST /events ${name}`, `POST /events/:id ${name}`]),
  'POST /redemptions place',
  ...['POST /visits roomId', 'POST /visits/:id/move roomId', 'POST /own-visits/:id/answer reason'],
  'POST /orders wish',
  'POST /orders/:id/answer reason',
];

/** Where nothing need be known yet. */
const EMPTY_THERE = ['POST /union-tree profile'];

/** Texts that may be empty. */
const BLANK_THERE = [
  'POST /problems/:id/match words',
  'POST /problems/:id/meet place',
  'POST /problems/:id/meet link',
  'POST /problems/:id/thank thanks',
  'POST /merchants serviceTitle',
  'POST /merchants/:id serviceTitle',
  'POST /campaigns words',
  ...['words', 'bring'].flatMap((name) => [`POST /events ${name}`, `POST /events/:id ${name}`]),
  'POST /campaigns/:id words',
  // No code is a wrong one.
  ...['POST /attendances code', 'POST /attendances/:id/rate words'],
  'POST /orders notes',
  'POST /orders/:id/resubmit notes',
  'POST /orders/:id/rate words',
];

/** Values of another type than the right one, also those that a kinder parser would turn into it. */
function wrongFor(name: string, right: unknown): unknown[] {
  const always = [
    true,
    false,
    5,
    0,
    1.5,
    [5],
    [[]],
    {},
    { a: 1 },
    [right],
    ...(MAY_BE_NULL.includes(name) ? [] : [null]),
  ];
  if (typeof right === 'number')
    return ['0x10', '1e3', `${right}`, '', ...always.filter((one) => typeof one !== 'number')];
  if (typeof right === 'boolean') return ['true', '', ...always.filter((one) => typeof one !== 'boolean')];
  if (Array.isArray(right)) return ['', '0x10', '[]', { 0: right[0] }, [null], [''], ...always];
  return ['', ...always];
}

describe('bodies', () => {
  it.each(posts)('C1: %s refuses an unknown key, a missing one, and every value of another type', async (key) => {
    const call = await callOf(key);
    const body = (call.body ?? {}) as Record<string, unknown>;
    const bad: unknown[] = [null, [], [body], 'text', '', 5, true, { ...body, unknown: 1 }, { ...body, '': '' }];
    for (const [name, right] of Object.entries(body)) {
      const { [name]: _, ...without } = body;
      bad.push(
        without,
        ...wrongFor(NULL_THERE.includes(`${key} ${name}`) ? 'codeToken' : name, right)
          .filter((wrong) => !BLANK_THERE.includes(`${key} ${name}`) || wrong !== '')
          .filter((wrong) => !EMPTY_THERE.includes(`${key} ${name}`) || JSON.stringify(wrong) !== '{}')
          .map((wrong) => ({ ...body, [name]: wrong })),
      );
    }
    for (const one of bad) {
      const answer = await send(scene, key, { ...call, body: JSON.stringify(one) });
      expect([one, answer.status]).toEqual([one, 400]);
      mustBeRefusal(answer, 'BAD_INPUT');
    }
  });

  it('C1: a consent within an application is as strict as the application', async () => {
    const call = await callOf('POST /applications');
    const body = call.body as { consents: { purpose: string; hash: string }[] };
    const [one] = body.consents;
    for (const wrong of [
      { ...one, extra: 1 },
      { purpose: one?.purpose },
      { ...one, purpose: 5 },
      { ...one, hash: null },
      [one],
    ]) {
      const answer = await send(scene, 'POST /applications', { ...call, body: { ...body, consents: [wrong] } });
      expect(answer.status).toBe(400);
      mustBeRefusal(answer, 'BAD_INPUT');
    }
  });
});

describe('addresses', () => {
  it.each(keys)('C1: %s refuses an unknown query key, a repeated one, and one of another form', async (key) => {
    const call = await callOf(key);
    const [method = '', path = ''] = [key.split(' ')[0], pathOf(key, call.params, undefined)];
    const known = Object.entries(call.query ?? {}).map(
      ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
    );
    const bad = ['unknown=1', '__proto__=1', 'constructor=1', 'a[b]=1', 'a[]=1', '=1'].map((one) =>
      [...known, one].join('&'),
    );
    for (const one of known)
      bad.push([...known, one].join('&'), ...['[]', '[a]'].map((mark) => one.replace('=', `${mark}=`)));
    for (const name of Object.keys(call.query ?? {})) bad.push(`${name}=%00`, `${name}[$gt]=1`);
    const withoutBody = { ...call, body: method === 'GET' ? undefined : call.body };
    if (entryOf(key).file === 'in') return;
    for (const one of bad) {
      const headers = { 'idempotency-key': `query-${Math.random()}` };
      const options = {
        ...(call.token && { token: call.token }),
        ...(method === 'POST' && { body: withoutBody.body ?? {} }),
        headers,
      };
      const answer = await scene.world.raw(method, `${path}?${one}`, options);
      expect([one, answer.status, answer.body?.code]).toEqual([one, 400, 'BAD_INPUT']);
    }
  });
});

/** T41: forms of the header that once got past a validator. */
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=latin1',
  ' application/json',
  '\tapplication/json',
  'application/json ',
  'application/json\t',
  'application/json\t; charset=utf-8',
  'Application/JSON',
  'APPLICATION/JSON;',
  'application/json foo',
  'application/json, text/plain',
  'application/jsonx',
  'application/json;;',
  'application/vnd.api+json',
  'text/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  '',
  '*/*',
  'x',
];

describe('content types', () => {
  it.each(['POST /phone-codes', 'POST /sessions/end', 'POST /applications', 'POST /join-codes'] as Key[])(
    'C1: %s takes no body unread, under whatever type it comes',
    async (key) => {
      const call = await callOf(key);
      const own = [...(call.token ? [`authorization: Bearer ${call.token}`] : []), 'idempotency-key: one'];
      const path = pathOf(key, call.params, undefined);
      for (const headers of [
        ...TYPES.map((type) => [`content-type: ${type}`]),
        [],
        ['content-type: text/plain', 'content-type: application/json'],
      ]) {
        const answer = await post(scene.world, path, [...own, ...headers], '{"unknown":1,"phone":5}');
        expect([headers, [400, 415].includes(answer.status)]).toEqual([headers, true]);
        mustBeRefusal(answer);
      }
    },
  );
});
