import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveMetrics, servePages, serveReference } from '@niangjia/server/pages';
import { makeStandIn } from '@niangjia/server/stand-in/index';
import { entryOf, type Key } from '@niangjia/shared/contract/index';
import { roles } from '@niangjia/shared/rules/roles';
import { type Answer, onMysql } from '../world';
import { applicant, type By, type Call, keys, member, methodOf, openScene, type Scene, send } from './cast';
import { fields, masks } from './fields';
import { beside, columns, matrix, roleOf } from './matrix';
import { probes } from './probes';

let scene: Scene;
const callers = new Map<string, By | undefined>();
const routes = new Set<string>();
const pages = mkdtempSync(join(tmpdir(), 'niangjia-pages-'));

beforeAll(async () => {
  for (const folder of ['miniapp/dist/h5', 'console/dist']) {
    mkdirSync(join(pages, folder), { recursive: true });
    writeFileSync(join(pages, folder, 'index.html'), '<!doctype html><title>x</title>');
  }
  scene = await openScene({
    beside: async (app, kit) => {
      app.addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) routes.add(`${one} ${url}`);
      });
      await serveReference(app);
      serveMetrics(app, kit);
      await servePages(app, pages);
      await app.register(makeStandIn({ wechat: kit.config.wechat, smsKey: kit.config.sms.key }).plugin, {
        prefix: '/stand-in',
      });
    },
  });
  callers.set('-', undefined);
  callers.set('W', await member(scene));
  callers.set('D', await applicant(scene));
  callers.set('g', scene.stranger);
  for (const [mark, role] of Object.entries(roleOf)) callers.set(mark, await scene.world.staff(role));
});
afterAll(async () => {
  await scene.world.close();
  rmSync(pages, { recursive: true });
});

const marks = [...columns.replaceAll(' ', '')];
const expected = (key: string, mark: string): string =>
  (matrix[key] ?? '').replaceAll(' ', '')[marks.indexOf(mark)] ?? '?';
const STATUS: Record<string, number> = { 2: 200, 1: 401, 3: 403, 4: 404 };
const CODE: Record<string, string[]> = {
  1: ['SIGN_IN_FIRST'],
  3: ['NOT_ALLOWED', 'NOT_ENTITLED', 'TICKET_BAD', 'MEMBERS_ONLY'],
  4: ['NOT_FOUND'],
};
/** One call a key for all who only look, or who are refused anyway. */
const shared = new Map<Key, Call>();
const seen: { key: Key; mark: string; answer: Answer }[] = [];

/** Read by their owner alone, whatever the role; or read once. */
const owned: Key[] = ['GET /files/:id/address', 'GET /exports/:id/file', 'GET /me/exports/:token'];

/** The call of the probe, made by this caller: on the caller's own things where the caller may, else on another's. */
async function callBy(key: Key, mark: string): Promise<Call> {
  const by = callers.get(mark);
  const may = expected(key, mark) === '2';
  if (may && (methodOf(key) === 'POST' || entryOf(key).who === 'person')) return probes[key](scene, by);
  if (!shared.has(key)) shared.set(key, await probes[key](scene));
  const call = may && owned.includes(key) ? await probes[key](scene, by) : (shared.get(key) as Call);
  const { token: _, ...rest } = call;
  return by ? { ...rest, token: by.token } : rest;
}

/** Who asks: everybody; on the second database one of each kind of answer, since who may what does not lie with it. */
const askersOf = (key: Key): string[] =>
  onMysql
    ? marks.filter((mark, nth) => marks.findIndex((one) => expected(key, one) === expected(key, mark)) === nth)
    : marks;

describe('every route has a row, and every row a route', () => {
  it('B1: the API has the routes of the contract and those that stand beside it, no other', () => {
    const api = keys.flatMap((key) => {
      const [method, path] = key.split(' ');
      if (method === 'GET' && entryOf(key).audit) return [`GET /api${path}`];
      return method === 'GET' ? [`GET /api${path}`, `HEAD /api${path}`] : [`POST /api${path}`];
    });
    expect([...routes].sort()).toEqual([...api, ...Object.keys(beside)].sort());
  });

  it('B1: each key has a row with a mark for nobody, 2 kinds of persons, 20 roles and another union', () => {
    expect(Object.keys(matrix).sort()).toEqual([...keys].sort());
    expect(Object.values(roleOf).sort()).toEqual(Object.keys(roles).sort());
    expect(marks).toHaveLength(24);
    for (const row of Object.values(matrix)) expect(row.replace(/[1-4]/g, '.')).toBe(columns.replace(/\S/g, '.'));
  });
});

describe.each(keys)('%s', (key) => {
  it(`B1: ${entryOf(key).what}: each role gets what the matrix says`, async () => {
    let row = '';
    const askers = askersOf(key);
    for (const mark of askers) {
      const answer = await send(scene, key, await callBy(key, mark));
      seen.push({ key, mark, answer });

      const say =
        Object.keys(STATUS).find((one) => STATUS[one] === answer.status) ??
        `(${answer.status} ${answer.text.slice(0, 200)})`;
      row += say;
      if (answer.status !== 200) expect([mark, CODE[say]]).toEqual([mark, expect.arrayContaining([answer.body.code])]);
    }
    expect(row).toBe(askers.map((mark) => expected(key, mark)).join(''));
  });

  it('B1: HEAD admits the same people as GET and writes nothing; OPTIONS and other methods are refused', async () => {
    const call = await callBy(key, marks.find((mark) => mark !== '-' && expected(key, mark) === '2') ?? 'G');
    const audit = () => scene.world.sql<{ rows: number }>('SELECT COUNT(*) AS "rows" FROM audit_row');
    if (methodOf(key) === 'GET' && entryOf(key).audit) {
      // Whoever only looks whether it is there leaves no trace and uses no link up.
      expect((await send(scene, key, call, 'HEAD')).status).toBe(404);
    } else if (methodOf(key) === 'GET') {
      const before = await audit();
      expect((await send(scene, key, call, 'HEAD')).status).toBe((await send(scene, key, call)).status);
      expect(await audit()).toEqual(before);
      const nobody = await send(scene, key, { ...call, token: '' }, 'HEAD');
      expect([nobody.status, nobody.text]).toEqual([STATUS[expected(key, '-')], '']);
    }
    const path = key.split(' ')[1] ?? '';
    for (const method of ['OPTIONS', 'PUT', 'PATCH', 'DELETE', methodOf(key) === 'GET' ? 'POST' : 'GET']) {
      const answer = await send(scene, key, call, method);
      // `/requests/phone` is a value of `/requests/:id` as well.
      const other = keys.find(
        (one) =>
          methodOf(one) === method && new RegExp(`^${(one.split(' ')[1] ?? '').replace(/:\w+/g, '[^/]+')}$`).test(path),
      );
      if (!other) expect([method, answer.status]).toEqual([method, /^(GET|POST)$/.test(method) ? 404 : 405]);
    }
  });
});

describe('beside the contract', () => {
  it.each(Object.entries(beside))('B1: %s gives everybody the same', async (route, [path, status]) => {
    const ask = async (token?: string) => {
      const headers = { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' };
      const method = methodOf(route);
      const body = method === 'POST' ? { body: '{}' } : {};
      const response = await fetch(`${scene.world.address}${path}`, { method, headers, redirect: 'manual', ...body });
      return response.status;
    };
    expect([await ask(), await ask(callers.get('D')?.token), await ask(callers.get('Y')?.token)]).toEqual([
      status,
      status,
      status,
    ]);
  });
});

/** `{ items: [{ id }] }` -> `items[].id`. */
function pathsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [`${at}[`] : value.flatMap((one) => pathsOf(one, `${at}[]`));
  if (value === null || typeof value !== 'object') return [at];
  return Object.entries(value).flatMap(([name, part]) => pathsOf(part, at ? `${at}.${name}` : name));
}
const valuesAt = (value: unknown, name: string): unknown[] =>
  value === null || typeof value !== 'object'
    ? []
    : Object.entries(value).flatMap(([key, part]) => (key === name ? [part] : valuesAt(part, name)));

/** What stands inside an empty list (`rows[`) or a null. */
const insideOf = (path: string): string => (path.endsWith('[') ? path : `${path}.`);
const isQuiet = (path: string, listed: string[]): boolean =>
  path.endsWith('[') || listed.some((one) => one.startsWith(insideOf(path)));

// What leaves is shaped by the contract, and seen whole only when all of them ask.
(onMysql ? describe.skip : describe)('what leaves the server', () => {
  it.each(keys.filter((key) => entryOf(key).file !== 'out'))(
    'B3: %s has exactly the fields of the file, for each role',
    (key) => {
      const listed = (fields[key] ?? '').split(' ').filter(Boolean).sort();
      const good = seen.filter((one) => one.key === key && one.answer.status === 200);
      expect(good.length).toBeGreaterThan(0);
      const all = new Set<string>();
      for (const { mark, answer } of good) {
        const found = [...new Set(pathsOf(answer.body))];
        for (const one of found) all.add(one);
        // An empty list shows none of the fields of its rows, and null none of its object's, unless another one does.
        const quiet = found.filter((one) => isQuiet(one, listed));
        const loud = found.filter((one) => !quiet.includes(one));
        const hidden = quiet.filter((one) => !loud.some((other) => other.startsWith(insideOf(one))));
        const shown = listed.filter((one) => !hidden.some((part) => one.startsWith(insideOf(part))));
        expect([mark, loud.sort()]).toEqual([mark, shown]);
      }
      expect([...all].filter((one) => !isQuiet(one, listed)).sort()).toEqual(listed);
    },
  );

  it('B3: masked fields are masked, and no answer but a reveal holds an ID number or a phone number in full', () => {
    for (const { key, answer } of seen) {
      for (const [name, mask] of Object.entries(masks))
        for (const value of valuesAt(answer.body, name))
          if (value !== null) expect([key, value]).toEqual([key, expect.stringMatching(mask)]);
      // What was asked to be seen in full, and one's own data.
      const clear = ['POST /applications/:id/reveal', 'GET /me/exports/:token'];
      if (clear.includes(key) && answer.status === 200) continue;
      expect([key, answer.text.match(/(?<![\w-])\d{17}[\dX](?!\w)|1990000\d{4}/)]).toEqual([key, null]);
    }
  });

  it('B3: a refusal has a code, a sentence, a request id and perhaps fields, nothing else', () => {
    const refused = seen.filter(({ answer }) => answer.status !== 200);
    expect(refused.length).toBeGreaterThan(300);
    for (const { answer } of refused)
      expect(Object.keys(answer.body).filter((name) => name !== 'fields')).toEqual(['code', 'sentence', 'requestId']);
  });
});
