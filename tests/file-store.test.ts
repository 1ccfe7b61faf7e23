import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type FileStore, openFileStore } from '@niangjia/server/core/files';
import { ulid } from '@niangjia/server/core/ids';

const root = resolve(__dirname, '..');
let folder: string;
let store: FileStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  store = openFileStore({ kind: 'disk', folder: join(folder, 'files') });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (fault: { code: string }) => fault.code,
  );
const inFolder = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
const keysOf = async (of: FileStore) => {
  const keys = [];
  for await (const { key } of of.keys()) keys.push(key);
  return keys.sort();
};

test('D6: what was put is read back, listed with its time, and gone once it is removed', async () => {
  const [one, two] = [ulid(), ulid()];
  const bytes = randomBytes(300_000);
  expect(await keysOf(store)).toEqual([]);
  await store.put(one, Buffer.from('first'));
  await store.put(one, bytes);
  await store.put(two, Buffer.alloc(0));
  expect((await store.get(one)).equals(bytes)).toBe(true);
  expect(await keysOf(store)).toEqual([one, two]);
  for await (const { at } of store.keys()) expect(Math.abs(Date.now() - at.getTime())).toBeLessThan(60_000);
  await store.remove(one);
  await store.remove(one);
  expect(await code(store.get(one))).toBe('NOT_FOUND');
  expect(await keysOf(store)).toEqual([two]);
});

test('D6: a file is readable by the server alone, in a folder named by the last two letters of its key', async () => {
  const key = ulid();
  await store.put(key, Buffer.from('photo'));
  const shard = join(folder, 'files', key.slice(-2));
  const modes = [shard, join(shard, key)].map((path) => (statSync(path).mode & 0o777).toString(8));
  expect(modes).toEqual(['700', '600']);
});

test('D6: a name that is no key reaches nothing outside the store', async () => {
  writeFileSync(join(folder, 'secret-secret-secret'), 'secret');
  const names = ['../secret-secret-secret', '..%2Fsecret-secret-secret', '', 'short', `${'a'.repeat(20)}\n`];
  for (const name of [...names, 'a'.repeat(41), `${'a'.repeat(20)}/b`, `${'a'.repeat(20)}\0`, '姓名'.repeat(10)]) {
    const said = await Promise.all([store.get(name), store.put(name, Buffer.from('x')), store.remove(name)].map(code));
    expect([name, said]).toEqual([name, ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']]);
  }
  expect(inFolder().map((one) => one.name)).toEqual(['secret-secret-secret']);
});

test('X17: the process is killed again and again: every answered file is whole, no half file has a name', async () => {
  const script = join(folder, 'writer.cjs');
  const put = "require('./files.cjs').openFileStore({ kind: 'disk', folder: process.argv[2] })";
  const loop = 'for (;;) { const key = ulid(); await store.put(key, Buffer.alloc(3e6, key)); console.log(key); }';
  const ulids = `const { ulid } = require(${JSON.stringify(join(root, 'node_modules/ulid'))});`;
  writeFileSync(script, `${ulids} const store = ${put}; (async () => { ${loop} })();`);
  const source = join(root, 'server/src/core/files.ts');
  const flags = ['--bundle', '--platform=node', '--external:@aws-sdk/client-s3', '--log-level=error'];
  const alias = `--alias:@niangjia/shared=${join(root, 'shared')}`;
  const bundler = join(root, 'node_modules/esbuild/bin/esbuild');
  execFileSync(bundler, [source, ...flags, alias, `--outfile=${join(folder, 'files.cjs')}`]);

  const answered: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const child = spawn(process.execPath, [script, join(folder, 'files')]);
    let heard = '';
    child.stdout.on('data', (chunk) => {
      // The first answer starts the clock, so that the kill falls into the writing and not into the start.
      if (!heard) setTimeout(() => child.kill('SIGKILL'), 10 + round * 7);
      heard += chunk;
    });
    await new Promise((done) => child.on('close', done));
    answered.push(...heard.split('\n').slice(0, -1));
  }
  const keys = await keysOf(store);
  for (const key of keys) expect((await store.get(key)).equals(Buffer.alloc(3e6, key))).toBe(true);
  expect(keys).toEqual(expect.arrayContaining(answered));
  expect(answered.length).toBeGreaterThanOrEqual(8);
});

test('X17: what a killed process left half written is not listed, and is gone after an hour', async () => {
  const key = ulid();
  await store.put(key, Buffer.from('photo'));
  const part = join(folder, 'files', key.slice(-2), `.${key}.0123456789ab.part`);
  writeFileSync(part, 'half a ph');
  expect([await keysOf(store), inFolder().length]).toEqual([[key], 2]);
  const then = Date.now() / 1000 - 3_700;
  utimesSync(part, then, then);
  await keysOf(store);
  expect(inFolder().map((one) => one.name)).toEqual([key]);
});

test('X15: a put that fails leaves nothing behind', async () => {
  const key = ulid();
  await store.put(key, Buffer.from('photo'));
  const other = `${'0'.repeat(24)}${key.slice(-2)}`;
  rmSync(join(folder, 'files', key.slice(-2)), { recursive: true });
  writeFileSync(join(folder, 'files', key.slice(-2)), 'a file where the folder should be');
  expect(await code(store.put(other, Buffer.from('x')))).toBe('EEXIST');
  expect([await keysOf(store), inFolder().length]).toEqual([[], 1]);
  const third = ulid();
  mkdirSync(join(folder, 'files', third.slice(-2), third), { recursive: true }); // the rename fails
  expect(await code(store.put(third, Buffer.from('x')))).toBe('EISDIR');
  expect(inFolder().length).toBe(1);
});

test('I3: a disk that does not answer is BUSY after 3 seconds', async () => {
  const key = ulid();
  await store.put(key, Buffer.from('photo'));
  await store.remove(key);
  const pipe = join(folder, 'files', key.slice(-2), key);
  execFileSync('mkfifo', [pipe]); // opening it waits for a writer who does not come
  const start = performance.now();
  expect(await code(store.get(key))).toBe('BUSY');
  expect(performance.now() - start).toBeLessThan(8_000);
  writeFileSync(pipe, ''); // lets the waiting thread go
});
