import { buildApp } from '@niangjia/server/app';
import { openDatabase } from '@niangjia/server/core/db';
import { ulid } from '@niangjia/server/core/ids';
import { type Claim, claimKey, keepReply } from '@niangjia/server/core/once';
import { migrations } from '@niangjia/server/migrations/index';
import { tables } from '@niangjia/server/tables';
import { pathOf } from '@niangjia/shared/client';
import { entryOf, type Key } from '@niangjia/shared/contract/index';
import type { Answer } from '../world';
import { type Call, keys, openScene, type Scene, send } from './cast';
import { callerOf, hashOf, rowOf } from './claims';
import { probes } from './probes';
import { otherPlans } from './rows-planning';
import { otherVisits } from './rows-visits';
import { rawAt } from './wire';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.world.close());

const once = keys.filter((key) => entryOf(key).once);
let nth = 0;
const withKey = (call: Call, key = `key-${(nth += 1)}`): Call => ({ ...call, headers: { 'idempotency-key': key } });
/** Rows that stand for an effect. */
const TABLES = [
  'application',
  'application_step',
  'membership',
  'join_code',
  'consent',
  'outbox',
  'joint_act',
  'joint_signature',
  'post',
];
async function effects(): Promise<number[]> {
  const counts = [];
  // Whatever a route does, each effect leaves one row "done" in the audit.
  for (const table of [...TABLES, "audit_row WHERE outcome = 'done'"])
    counts.push(Number((await scene.world.sql<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n));
  return counts;
}
const said = ({ status, text }: Answer) => [status, text];
/** A body that is right and differs. */
const different = (key: Key, call: Call): Call => {
  const change: Partial<Record<Key, object>> = {
    'POST /applications': { name: '李大明' },
    'POST /join-codes': { label: '西门' },
    'POST /transfers': { reason: 'study' },
    'POST /transfers/:id/agree': { side: 'to' },
    'POST /requests/phone': { words: '另外一个说法，请核对' },
    'POST /requests/membership': { reason: 'study' },
    'POST /requests/:id/agree': { words: '另外一个说法' },
    'POST /union-tree/:id/edit': { phone: '0536-0000188' },
    'POST /me/exports': { form: 'xlsx' },
    'POST /me/close': { proof: '999999' },
    'POST /campaigns': { title: '另一个活动' },
    'POST /campaigns/:id/draw': { beaconValue: '4 06 12 23' },
    'POST /settlements': { month: '2026-09' },
    'POST /events': { title: '另一个活动' },
    'POST /bookings': { slotId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
    'POST /bookings/wait': { slotId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
    'POST /problems': { title: '另一道难题' },
    'POST /problems/:id/say': { words: '另一段说明' },
    'POST /own-problems/:id/answer': { words: '另一段答复' },
    'POST /orders': { people: 31 },
    'POST /menu-items': { title: '另一项服务' },
    'POST /pools': { orderIds: ['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01ARZ3NDEKTSV4RRFFQ69G5FAW'] },
    ...otherVisits,
    ...otherPlans,
    'POST /settlements/:id/paid': { reference: 'PZ-another' },
  };
  const body = {
    ...(call.body as object),
    ...(change[key] ??
      (call.body && 'reason' in (call.body as object) ? { reason: '另外一个理由' } : { name: '李大明' })),
  };
  return { ...call, body };
};

describe.each(once)('%s', (key) => {
  it('C8: sent again with the same key, has one effect and gets the first answer again, byte by byte', async () => {
    const call = withKey(await probes[key](scene));
    const first = await send(scene, key, call);
    expect(first.status).toBe(200);
    const after = await effects();
    scene.world.clock.forward(1000);
    for (let time = 0; time < 3; time += 1) expect(said(await send(scene, key, call))).toEqual(said(first));
    expect(await effects()).toEqual(after);
  });

  it('C8: 20 of them at the same moment have one effect; the others get that answer or are told that it is under way', async () => {
    const call = withKey(await probes[key](scene));
    const before = await effects();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(scene, key, call)));
    const good = answers.filter(({ status }) => status === 200);
    expect(new Set(good.map(({ text }) => text)).size).toBe(1);
    for (const { status, body } of answers) if (status !== 200) expect([status, body.code]).toEqual([409, 'IN_FLIGHT']);
    const more = (await effects()).map((count, at) => count - (before[at] ?? 0));
    expect([more.at(-1), Math.max(...more.slice(0, 4)) <= 1]).toEqual([1, true]);
    expect(said(await send(scene, key, call))).toEqual(said(good[0] as Answer));
  });

  it('C8: is refused without a key, with an empty one, a long one, and one with odd characters', async () => {
    const call = await probes[key](scene);
    const before = await effects();
    for (const bad of [undefined, '', ' ', 'a b', 'k'.repeat(256), 'caf\u00e9']) {
      const headers: Record<string, string> = bad === undefined ? {} : { 'idempotency-key': bad };
      const answer = await scene.world.raw('POST', pathOf(key, call.params, undefined), {
        token: call.token ?? '',
        body: call.body ?? {},
        headers,
      });
      expect([bad, answer.status, answer.body.code]).toEqual([bad, 400, 'KEY_MISSING']);
    }
    expect(await effects()).toEqual(before);
    expect((await send(scene, key, withKey(call, 'k'.repeat(255 - String(nth).length) + (nth += 1)))).status).toBe(200);
  });

  it('C8: with the same key and another body or another record is refused, and the first effect stays', async () => {
    const call = withKey(await probes[key](scene));
    expect((await send(scene, key, call)).status).toBe(200);
    const other = await probes[key](scene);
    const after = await effects();
    const reused = [call.params && { ...call, params: other.params }, call.body && different(key, call)].filter(
      (one) => one,
    );
    expect(reused.length).toBeGreaterThan(0);
    for (const one of reused) {
      const answer = await send(scene, key, one as Call);
      expect([answer.status, answer.body.code]).toEqual([422, 'KEY_REUSED']);
    }
    expect(await effects()).toEqual(after);
  });

  it('C8: whose process died between claim and effect works at the next try, once its lock has run out', async () => {
    const fresh = withKey(await probes[key](scene));
    const lock = new Date(scene.world.clock.now.getTime() + 5000).toISOString();
    const hash = await hashOf(scene, key, fresh);
    await scene.world.sql(
      "INSERT INTO idempotency (id, bodyHash, state, owner, lockedUntil, reply, createdAt) VALUES (?, ?, 'running', ?, ?, NULL, ?)",
      [rowOf(fresh, key), hash, ulid(), lock, lock],
    );
    const early = await send(scene, key, fresh);
    expect([early.status, early.body.code]).toEqual([409, 'IN_FLIGHT']);
    scene.world.clock.forward(6000);
    const late = await send(scene, key, fresh);
    expect(late.status).toBe(200);
    expect(said(await send(scene, key, fresh))).toEqual(said(late));
  });
});

describe('a key', () => {
  it('C8: belongs to one person and one route: another person’s, or another route’s, is another key', async () => {
    const key = 'the-same-for-all';
    const [one, two] = [await probes['POST /applications'](scene), await probes['POST /applications'](scene)];
    for (const call of [one, two])
      expect((await send(scene, 'POST /applications', withKey(call, key))).status).toBe(200);
    for (const route of [
      'POST /applications/:id/approve',
      'POST /applications/:id/return',
      'POST /join-codes',
    ] as Key[])
      expect((await send(scene, route, withKey(await probes[route](scene), key))).status).toBe(200);
  });

  it('C8: is free again after a refusal: mended, the same request goes through', async () => {
    const call = withKey(await probes['POST /applications'](scene));
    const without = await send(scene, 'POST /applications', {
      ...call,
      body: { ...(call.body as object), consents: [] },
    });
    expect([without.status, without.body.code]).toEqual([403, 'CONSENT_MISSING']);
    expect((await send(scene, 'POST /applications', call)).status).toBe(200);
  });

  it('C8: holds in another process on the same database, later and at the same moment', async () => {
    const db = await openDatabase({ url: scene.world.config.databaseUrl, tables, migrations });
    const { app } = await buildApp({ config: scene.world.config, db, now: () => scene.world.clock.now });
    const second = {
      ...scene,
      world: { ...scene.world, raw: rawAt(await app.listen({ port: 0, host: '127.0.0.1' })) },
    };
    const call = withKey(await probes['POST /applications'](scene));
    const first = await send(scene, 'POST /applications', call);
    expect(said(await send(second, 'POST /applications', call))).toEqual(said(first));
    const rush = withKey(await probes['POST /join-codes'](scene));
    const before = await effects();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => send(at % 2 ? scene : second, 'POST /join-codes', rush)),
    );
    expect(new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text)).size).toBe(1);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect((await effects())[3]).toBe((before[3] ?? 0) + 1);
    await app.close();
    await db.close();
  });

  it('C8: taken over from a slow twin fences it off, before and after the new holder has finished', async () => {
    const { kit, clock } = scene.world;
    const call = withKey(await probes['POST /join-codes'](scene), 'slow-twin');
    const claim = async () => {
      const made = await claimKey(kit, callerOf('POST /join-codes', call), 'POST /join-codes', 'slow-twin', [
        {},
        call.body,
      ]);
      if ('reply' in made) throw new Error('the key is used');
      clock.forward(31_000);
      return made;
    };
    const slow = [await claim(), await claim()];
    const before = await effects();
    const finish = (nth: number) =>
      kit.db.tx(async (db) => {
        await db.query('DELETE FROM join_code');
        await keepReply(kit, db, slow[nth] as Claim, { token: 'of the slow one' });
      });
    await expect(finish(0)).rejects.toThrow('IN_FLIGHT');
    expect(await effects()).toEqual(before);
    const quick = await send(scene, 'POST /join-codes', call);
    expect(quick.status).toBe(200);
    const after = await effects();
    for (const nth of [0, 1]) await expect(finish(nth)).rejects.toThrow('IN_FLIGHT');
    expect(await effects()).toEqual(after);
    expect(said(await send(scene, 'POST /join-codes', call))).toEqual(said(quick));
  });
});
