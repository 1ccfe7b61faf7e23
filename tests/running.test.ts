/** A server process that is killed −9, or asked to end: security.md I2, I4, X3, X24. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import { exitOf, forgetBuild, openHanging, pause, type ServerProcess, startServer, until } from './processes';
import { freshDatabase } from './world';

let hanging: Awaited<ReturnType<typeof openHanging>>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'niangjia-running-'));
  hanging = await openHanging();
});
afterAll(async () => {
  hanging.close();
  rmSync(folder, { recursive: true, force: true });
  await forgetBuild();
});

async function post(address: string, path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${address}/api${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, text: await response.text() };
}

describe('I2 a server process that is killed −9', () => {
  let own: Awaited<ReturnType<typeof freshDatabase>>;
  let server: ServerProcess;
  beforeAll(async () => {
    own = await freshDatabase();
  });
  afterAll(async () => {
    server.child.kill('SIGKILL');
    await exitOf(server.child);
    await own.drop();
  });

  async function signIn(nth: number): Promise<string> {
    const phone = madeUpPhone(nth);
    await post(server.address, '/phone-codes', { phone });
    const { sms } = (await (await fetch(`${server.address}/stand-in/messages`)).json()) as {
      sms: { phone: string; params: { code: string } }[];
    };
    const code = sms.filter((one) => one.phone === phone).at(-1)?.params.code;
    return JSON.parse((await post(server.address, '/phone-sessions', { phone, code })).text).access;
  }

  it('I2 keeps every acknowledged application exactly once, answers its repetition alike, and is back within 10 s', async () => {
    const environment = { DATABASE_URL: own.url, DATA_DIR: folder };
    server = await startServer(environment);
    const counted = { acknowledged: 0, unknown: 0, committed: 0, recovery: 0 };
    for (let round = 0; round < 3; round += 1) {
      const { items: unions } = (await (await fetch(`${server.address}/api/unions?holding=1`)).json()) as {
        items: { id: string }[];
      };
      const { items: texts } = (await (await fetch(`${server.address}/api/consent-texts`)).json()) as {
        items: { purpose: string; hash: string }[];
      };
      const consents = texts.map(({ purpose, hash }) => ({ purpose, hash }));
      const people = await Promise.all(
        Array.from({ length: 16 }, async (_, at) => {
          const nth = 4000 + round * 20 + at;
          const body = {
            unionId: unions[0]?.id,
            codeToken: null,
            name: '王小明',
            idNumber: madeUpIdNumber(nth),
            occupation: 'COURIER',
            consents,
          };
          return { body, headers: { authorization: `Bearer ${await signIn(nth)}`, 'idempotency-key': randomUUID() } };
        }),
      );
      const apply = ({ body, headers }: (typeof people)[number]) =>
        post(server.address, '/applications', body, headers);
      let answered = 0;
      const sent = people.map((one) =>
        apply(one).then(
          (answer) => {
            answered += 1;
            return answer;
          },
          () => null,
        ),
      );
      await until(async () => answered > round * 5, 20, 1);
      server.child.kill('SIGKILL');
      const answers = await Promise.all(sent);
      await exitOf(server.child);
      const start = performance.now();
      server = await startServer(environment);
      counted.recovery = Math.max(counted.recovery, performance.now() - start);
      for (const [nth, person] of people.entries()) {
        const known = answers[nth];
        const mine = await fetch(`${server.address}/api/applications/mine`, {
          headers: { authorization: person.headers.authorization },
        });
        const { items } = (await mine.json()) as { items: { id: string }[] };
        const again = await apply(person);
        if (known?.status === 200) {
          counted.acknowledged += 1;
          expect(items.map(({ id }) => id)).toEqual([JSON.parse(known.text).id]);
          expect(again).toEqual(known);
        } else {
          counted.unknown += 1;
          counted.committed += items.length;
          expect(items.length).toBeLessThanOrEqual(1);
          // Committed: the first answer. Not: still locked for a moment, or done now for the first time.
          expect(items.length === 1 ? [200] : [200, 409]).toContain(again.status);
        }
      }
    }
    expect(counted.acknowledged + counted.unknown).toBe(48);
    expect(counted.acknowledged).toBeGreaterThanOrEqual(18);
    expect(counted.recovery).toBeLessThan(10_000);
    if (process.env.SHOW) console.log(counted);
  }, 90_000);

  it('I4 with SIGTERM it answers what it has begun, also what waits for a WeChat that hangs, takes nothing new, and ends within 10 s', async () => {
    server.child.kill('SIGKILL');
    await exitOf(server.child);
    server = await startServer({ DATABASE_URL: own.url, DATA_DIR: folder, WECHAT_BASE: hanging.base });
    const waiting = post(server.address, '/wechat-sessions', { code: 'login-hang' });
    await until(async () => hanging.calls() > 0);
    const signIn = (nth: number) =>
      post(server.address, '/staff-sessions', { account: `nobody-${nth}`, password: 'wrong', otp: '000000' });
    const begun = [...Array.from({ length: 12 }, (_, nth) => signIn(nth)), waiting];
    await Promise.race(begun);
    const start = performance.now();
    server.child.kill('SIGTERM');
    await pause(30);
    const late = await post(server.address, '/phone-codes', { phone: '19900004999' }).then(
      ({ status }) => status,
      () => 'refused',
    );
    const answers = await Promise.all(begun);
    expect(answers.map(({ status }) => status)).toEqual([...Array(12).fill(401), 503]);
    expect(answers.at(-1)?.text).toContain('WECHAT_DOWN');
    expect(['refused', 503]).toContain(late);
    expect(await exitOf(server.child)).toBe(0);
    expect(performance.now() - start).toBeLessThan(10_000);
  }, 40_000);
});
