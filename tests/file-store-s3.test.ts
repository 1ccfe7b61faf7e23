import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FileStore, openFileStore } from '@niangjia/server/core/files';
import { ulid } from '@niangjia/server/core/ids';

/** As much of S3 as we use, path-style, two keys a page; `fault` makes it misbehave like a real one. */
const kept = new Map<string, Buffer>();
const heard: { what: string; authorization: string }[] = [];
let fault: 'none' | 'silent' | 'half' | 'down' | 'no bucket' = 'none';
let server: Server;
let store: FileStore;
let port: number;

function answerError(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function page(after: string): string {
  const keys = [...kept.keys()].sort().filter((key) => key > after);
  const at = '2026-05-01T08:00:00.000Z';
  const items = keys
    .slice(0, 2)
    .map((key) => `<Contents><Key>${key}</Key><LastModified>${at}</LastModified></Contents>`);
  const next = keys.length > 2 ? `<NextContinuationToken>${keys[1]}</NextContinuationToken>` : '';
  const cut = `<IsTruncated>${keys.length > 2}</IsTruncated>`;
  return `<?xml version="1.0"?><ListBucketResult>${cut}${next}${items.join('')}</ListBucketResult>`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
  heard.push({ what: `${request.method} ${pathname}`, authorization: request.headers.authorization ?? '' });
  const body = Buffer.concat(await request.toArray());
  const key = pathname.replace(/^\/photos\/?/, '');
  if (fault === 'silent') return;
  if (fault === 'down') return answerError(response, 503, 'SlowDown');
  if (fault === 'no bucket') return answerError(response, 404, 'NoSuchBucket');
  if (request.method === 'PUT') kept.set(key, body);
  if (request.method === 'DELETE') kept.delete(key);
  const found = searchParams.get('list-type')
    ? Buffer.from(page(searchParams.get('continuation-token') ?? ''))
    : kept.get(key);
  if (request.method === 'GET' && !found) return answerError(response, 404, 'NoSuchKey');
  response.writeHead(request.method === 'DELETE' ? 204 : 200, {
    'content-length': request.method === 'GET' ? found?.length : 0,
  });
  if (request.method !== 'GET') response.end();
  else if (fault === 'half') response.write(found?.subarray(0, 1000));
  else response.end(found);
}

const open = () => {
  const endpoint = `http://localhost:${port}`;
  return openFileStore({
    kind: 's3',
    endpoint,
    region: 'cn-north-1',
    bucket: 'photos',
    accessKey: 'AK',
    secretKey: 'SK',
  });
};
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (said: { code?: string; name: string }) => said.code ?? said.name,
  );
const listed = async () => {
  const all = [];
  for await (const one of store.keys()) all.push(one);
  return all;
};

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  await open()
    .get(ulid())
    .catch(() => undefined); // loads the SDK
});
beforeEach(() => {
  kept.clear();
  heard.length = 0;
  fault = 'none';
  store = open();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('D6: a photo goes to S3 and back, by signed calls with the bucket in the path', async () => {
  const [key, bytes] = [ulid(), randomBytes(3_000_000)];
  await store.put(key, bytes);
  expect(kept.get(key)?.equals(bytes)).toBe(true);
  expect((await store.get(key)).equals(bytes)).toBe(true);
  await store.remove(key);
  await store.remove(key);
  expect(await code(store.get(key))).toBe('NOT_FOUND');
  const path = `/photos/${key}`;
  expect(heard.map((one) => one.what)).toEqual(
    ['PUT', 'GET', 'DELETE', 'DELETE', 'GET'].map((verb) => `${verb} ${path}`),
  );
  for (const { authorization } of heard)
    expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AK\/\d{8}\/cn-north-1\/s3/);
});

test('X17: the sweeper sees every key of every page, and nothing that is no key', async () => {
  const keys = [ulid(), ulid(), ulid(), ulid(), ulid()];
  for (const key of keys) await store.put(key, Buffer.from('x'));
  kept.set('readme.txt', Buffer.from('x'));
  const at = new Date('2026-05-01T08:00:00.000Z');
  expect(await listed()).toEqual(keys.map((key) => ({ key, at })));
  kept.clear();
  expect(await listed()).toEqual([]);
});

test('D6: a name that is no key is not asked for', async () => {
  for (const name of ['../photos2/x', '', 'short', 'a'.repeat(41), `${'a'.repeat(20)}?acl`]) {
    const said = await Promise.all([store.get(name), store.put(name, Buffer.from('x')), store.remove(name)].map(code));
    expect([name, said]).toEqual([name, ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']]);
  }
  expect(heard).toEqual([]);
});

test.each(['silent', 'half'] as const)('I3: a store that is %s is BUSY after 3 seconds', async (how) => {
  const key = ulid();
  await store.put(key, randomBytes(50_000));
  fault = how;
  const start = performance.now();
  expect(await code(store.get(key))).toBe('BUSY');
  expect(performance.now() - start).toBeLessThan(8_000);
});

test('I3: a store that is overloaded or away is BUSY; a wrong bucket is a fault of ours, not a missing photo', async () => {
  fault = 'down';
  expect(await code(store.put(ulid(), Buffer.from('x')))).toBe('BUSY');
  fault = 'no bucket';
  expect(await code(store.get(ulid()))).toBe('NoSuchBucket');
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  expect(await code(open().get(ulid()))).toBe('BUSY');
});
