import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveReference } from '@niangjia/server/pages';
import { contract } from '@niangjia/shared/contract/index';
import { openWorld, type World } from '../world';

/** `UPDATE_OPENAPI=1` writes it. */
const file = join(__dirname, '../../docs/openapi.json');
let world: World;
beforeAll(async () => {
  world = await openWorld({ beside: (app) => serveReference(app) });
  if (process.env.UPDATE_OPENAPI) writeFileSync(file, `${JSON.stringify(await served(), null, 2)}\n`);
});
afterAll(() => world.close());

const served = async () => (await fetch(`${world.address}/docs/json`)).json();

it('docs/openapi.json is what the server tells of itself', async () => {
  expect(existsSync(file)).toBe(true);
  expect(await served()).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

it('the reference names every entry of the contract by its sentence, and no other', async () => {
  const { paths } = (await served()) as { paths: Record<string, Record<string, { summary: string }>> };
  const told = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => [
      `${method.toUpperCase()} ${path.replace(/^\/api/, '').replace(/\{(\w+)\}/g, ':$1')}`,
      summary,
    ]),
  );
  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(Object.entries(contract).map(([key, { what }]) => [key, what])),
  );
});
