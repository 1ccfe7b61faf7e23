import { type Call, member, openScene, type Scene, send } from './cast';
import { probes } from './probes';
import { atPath, closeWires, mustBeRefusal, overTcp, post } from './wire';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene({
    beside: async (app) => {
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

const CANARY = '370784199001010025';

describe('what goes wrong inside', () => {
  it('C5: a throw of ours tells nothing of itself, neither to the caller nor to the log', async () => {
    const { world } = scene;
    for (const path of ['/throws', '/throws-odd']) {
      const answer = await world.raw('GET', path);
      expect(answer.status).toBe(500);
      mustBeRefusal(answer, 'BROKEN');
    }
    const calendar = world.kit.isWorkingDay;
    world.kit.isWorkingDay = () => {
      throw new Error(`no such day for ${CANARY}`);
    };
    const answer = await send(scene, 'POST /applications', await probes['POST /applications'](scene));
    world.kit.isWorkingDay = calendar;
    mustBeRefusal(answer, 'BROKEN');
    expect(world.log.filter((line) => line.includes('"broken"')).length).toBeGreaterThanOrEqual(2);
    expect(world.log.join('\n')).not.toMatch(/Duplicate entry|370781199001010025|no such day|370784199001010025/);
    expect(await world.sql('SELECT id FROM application')).toEqual([]);
  });

  it('C5: a database error, in a read and in a write, tells neither SQL nor column nor value', async () => {
    const { world, officer } = scene;
    const [rider, join] = [await member(scene), await probes['POST /join-codes'](scene)];
    await world.sql('ALTER TABLE join_code RENAME TO join_code_gone');
    await world.sql('ALTER TABLE membership RENAME TO membership_gone');
    const broken: [string, Call][] = [
      ['GET /card', { token: rider.token }],
      ['GET /join-codes', { token: officer.token }],
      ['GET /join-codes/:token', { params: { token: 'street-code' } }],
      ['POST /join-codes', join],
      ['POST /cards/check', { token: officer.token, body: { code: CANARY } }],
    ];
    for (const [key, call] of broken) {
      const answer = await send(scene, key, call);
      expect([key, answer.status]).toEqual([key, 500]);
      mustBeRefusal(answer, 'BROKEN');
    }
    await world.sql('ALTER TABLE join_code_gone RENAME TO join_code');
    await world.sql('ALTER TABLE membership_gone RENAME TO membership');
    expect((await send(scene, 'GET /card', { token: rider.token })).status).toBe(200);
    expect(world.log.join('\n')).not.toMatch(
      new RegExp(`join_code|membership_gone|no such table|doesn't exist|${CANARY}`),
    );
  });
});

const FORM = 'content-type: multipart/form-data; boundary=x';
const part = (rest: string) =>
  `--x\r\nContent-Disposition: form-data; name="file"; filename="../../etc/passwd"\r\n${rest}`;

describe('what comes in broken', () => {
  it.each([
    ['no form at all', FORM, 'not a form'],
    ['a form without an end', FORM, part('\r\n\r\nxx')],
    ['a boundary that is missing', 'content-type: multipart/form-data', part('\r\n\r\nxx\r\n--x--\r\n')],
    ['a part without a name', FORM, '--x\r\nContent-Disposition: form-data\r\n\r\nxx\r\n--x--\r\n'],
    ['a broken part header', FORM, '--x\r\nContent-Disposition\r\nxx\r\n--x--\r\n'],
    ['a field named __proto__', FORM, '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nxx\r\n--x--\r\n'],
    ['nothing', FORM, ''],
    ['JSON', 'content-type: application/json', '{"file":"x"}'],
  ])('C5: a photo in the form of %s is refused in our words', async (_, type, body) => {
    const answer = await post(scene.world, '/files', [`authorization: Bearer ${scene.officer.token}`, type], body);
    expect(Math.floor(answer.status / 100)).toBe(4);
    mustBeRefusal(answer);
  });

  it('C5: a body that is too large, an unknown address, an odd one and an odd method are refused in our words', async () => {
    const { world } = scene;
    const large = await world.raw('POST', '/phone-codes', { body: JSON.stringify({ phone: 'x'.repeat(70_000) }) });
    mustBeRefusal(large, 'TOO_LARGE');
    const paths = [
      '/nothing',
      '/api/nothing',
      '/api/%zz',
      '/api/unions/%ff/invitation',
      `/api/join-codes/${'a'.repeat(500)}`,
      '/api/..%2f..%2fetc/passwd',
      '//x',
      '/api/unions/',
      `/${'a'.repeat(4000)}`,
      '/api/GET%20/me',
      '/api/%61udit/x',
    ];
    for (const path of paths) {
      const answer = await atPath(world, 'GET', path);
      expect([path, answer.status]).toEqual([path, 404]);
      mustBeRefusal(answer);
      expect(answer.text).not.toContain('passwd');
    }
    for (const method of ['DELETE', 'PUT', 'PATCH', 'PROPFIND', 'TRACE'])
      mustBeRefusal(await atPath(world, method, '/api/unions'), 'METHOD_NOT_ALLOWED');
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 'BAD_JSON'],
    [
      'two lengths',
      'POST /api/phone-codes HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n{}{}{}',
      'BAD_JSON',
    ],
    [
      'a length and chunks',
      'POST /api/phone-codes HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      'BAD_JSON',
    ],
    ['headers of 20 kB', `GET /api/health HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 'TOO_LARGE'],
  ] as const)('C5: %s is answered in our words, and the line is cut', async (_, bytes, code) => {
    const answer = await overTcp(scene.world, bytes);
    mustBeRefusal(answer, code);
    expect(answer.headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
  });
});
