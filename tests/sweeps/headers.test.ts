import { serveMetrics, serveReference } from '@niangjia/server/pages';
import { entryOf } from '@niangjia/shared/contract/index';
import { keys, openScene, photoForm, type Scene, send, upload } from './cast';
import { probes } from './probes';
import { atPath, closeWires } from './wire';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene({
    environment: { ALLOWED_ORIGINS: 'https://console.union.test' },
    beside: async (app, kit) => {
      await serveReference(app);
      serveMetrics(app, kit);
      app.get('/api/throws', () => {
        throw Object.assign(new TypeError("Duplicate entry '370781199001010025' for key /srv/niangjia/x.ts"), {
          code: 'ER_DUP',
        });
      });
      app.get('/api/throws-odd', () => Promise.reject('a text, and no Error'));
    },
  });
});
afterAll(async () => {
  closeWires();
  await scene.world.close();
});

function mustBeGuarded(where: string, get: (name: string) => string | null | undefined): void {
  const age = Number(/max-age=(\d+)/.exec(get('strict-transport-security') ?? '')?.[1]);
  expect([where, age >= 31_536_000]).toEqual([where, true]);
  expect([where, get('x-content-type-options')]).toEqual([where, 'nosniff']);
  const policy = get('content-security-policy') ?? '';
  for (const name of ['object-src', 'base-uri', 'frame-ancestors'])
    expect([where, name, policy]).toEqual([where, name, expect.stringContaining(`${name} 'none'`)]);
  expect([where, get('referrer-policy')]).toEqual([where, expect.stringMatching(/^(same-origin|no-referrer)$/)]);
  expect([where, get('x-powered-by'), get('server')].filter(Boolean)).toEqual([where]);
}

describe('headers', () => {
  it.each(keys)('C6: stand on what %s answers, good and bad; what is somebody’s own is not stored', async (key) => {
    const good = await send(scene, key, await probes[key](scene));
    const bad = await send(scene, key, { query: { unknown: '1' } });
    expect([good.status, bad.status > 399]).toEqual([200, true]);
    for (const [where, { headers }] of Object.entries({ good, bad })) mustBeGuarded(where, (name) => headers.get(name));
    expect(bad.headers.get('cache-control')).toBe('no-store');
    const open = entryOf(key).who === 'public' && key.startsWith('GET') && !entryOf(key).file;
    expect(good.headers.get('cache-control')).toBe(open ? null : 'no-store');
  });

  it('C6: stand on pages, photos, unknown addresses, odd addresses and options, too', async () => {
    const { world } = scene;
    const { address } = await upload(scene, scene.officer.token);
    for (const path of ['/nothing', '/api/%zz', '/api/nothing', '/metrics', '/docs/json', address]) {
      const { headers } = await atPath(world, 'GET', path);
      mustBeGuarded(path, (name) => headers[name]);
    }
    const photo = await world.raw('GET', address.replace('/api', ''));
    expect(photo.headers.get('content-disposition')).toBe('inline; filename="photo.png"');
    expect(photo.headers.get('content-security-policy')).toContain('sandbox');
    const options = await atPath(world, 'OPTIONS', '/api/unions', { origin: 'https://console.union.test' });
    expect(options.status).toBe(204);
    mustBeGuarded('OPTIONS', (name) => options.headers[name]);
    expect(
      (await send(scene, 'POST /files', { token: scene.officer.token, body: await photoForm() })).headers.get(
        'cache-control',
      ),
    ).toBe('no-store');
  });

  it.each([
    'https://evil.test',
    'null',
    'https://console.union.test.evil.test',
    'http://console.union.test',
    'https://CONSOLE.union.test',
    '*',
    '',
  ])('C6: no page of %s may read our answers', async (origin) => {
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      const { headers } = await atPath(scene.world, method, '/api/unions', { origin });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('C6: the console’s own origin may, and nobody’s cookies go with it', async () => {
    const { headers } = await atPath(scene.world, 'GET', '/api/unions', { origin: 'https://console.union.test' });
    expect(headers['access-control-allow-origin']).toBe('https://console.union.test');
    expect([headers.vary?.includes('origin'), headers['access-control-allow-credentials']]).toEqual([true, undefined]);
  });
});
