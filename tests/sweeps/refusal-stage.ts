/** The server, its twin without WeChat and SMS, its twin without a database; and ways to be refused. */
import { buildApp } from '@niangjia/server/app';
import { openDatabase } from '@niangjia/server/core/db';
import { migrations } from '@niangjia/server/migrations/index';
import { tables } from '@niangjia/server/tables';
import type { Key } from '@niangjia/shared/contract/index';
import type { Answer } from '../world';
import { type Call, openScene, photoForm, type Scene, send } from './cast';
import { probes } from './probes';
import { rawAt } from './wire';

export let scene: Scene;
/** WeChat and the SMS provider do not answer. */
export let alone: Scene;
/** The database has gone. */
export let broken: Scene;
const closing: (() => Promise<unknown>)[] = [];

export async function openStage(): Promise<void> {
  scene = await openScene();
  closing.push(() => scene.world.close());
  alone = await twin(false);
  broken = await twin(true);
}
export async function closeStage(): Promise<void> {
  for (const close of closing.reverse()) await close();
}

async function twin(withoutDatabase: boolean): Promise<Scene> {
  const { config, clock } = scene.world;
  const dead = 'http://127.0.0.1:9';
  const db = await openDatabase({ url: config.databaseUrl, tables, migrations });
  const lone = { ...config, wechat: { ...config.wechat, base: dead }, sms: { ...config.sms, base: dead } };
  const { app } = await buildApp({ config: lone, db, now: () => clock.now, logStream: { write: () => undefined } });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  closing.push(() => app.close());
  if (withoutDatabase) await db.close();
  else closing.push(() => db.close());
  return { ...scene, world: { ...scene.world, address, raw: rawAt(address) } };
}

export type How = () => Promise<Answer>;
export const ask = async (key: Key, change: Partial<Call> = {}, over = scene): Promise<Answer> =>
  send(over, key, { ...(await probes[key](scene)), ...change });
export const bodyOf = async (key: Key) => (await probes[key](scene)).body as Record<string, unknown>;
export const changed = async (key: Key, change: object) => ask(key, { body: { ...(await bodyOf(key)), ...change } });
export const twice = async (key: Key): Promise<Answer> => {
  const call = await probes[key](scene);
  await send(scene, key, call);
  return send(scene, key, call);
};
export const NOWHERE = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
export const missing = (key: Key) => () => ask(key, { params: { id: NOWHERE, token: 'nobody-made-this' } });
export const ownCase =
  (key: Key): How =>
  async () => {
    const call = await probes[key](scene);
    await scene.world.sql(
      'UPDATE staff_account SET personId = (SELECT personId FROM application WHERE id = ?) WHERE id = ?',
      [call.params?.id, scene.officer.id],
    );
    const answer = await send(scene, key, call);
    await scene.world.sql('UPDATE staff_account SET personId = NULL WHERE id = ?', [scene.officer.id]);
    return answer;
  };
export async function closed<T>(work: () => Promise<T>): Promise<T> {
  const set = (at: string | null) =>
    scene.world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [at, scene.world.unions.street.id]);
  await set('2026-11-01T00:00:00.000Z');
  return work().finally(() => set(null));
}
/** Members whose membership has ended elsewhere, or came about without an application: no route makes them yet. */
export const endMembership = (application: string) =>
  scene.world.sql(
    "UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE applicationId = ?",
    [application],
  );
export const giveMembership = async (from: string, application: string) =>
  scene.world.sql(
    'UPDATE membership SET activePerson = (SELECT personId FROM application WHERE id = ?) WHERE applicationId = ?',
    [application, from],
  );
export const lock = async (key: Key, call: () => Promise<Call>): Promise<Answer> => {
  for (let nth = 0; nth < 5; nth += 1) await send(scene, key, await call());
  return send(scene, key, await call());
};
export const idOf = (one: { application: { id: string } }) => ({ params: { id: one.application.id } });
export const file = (bytes: Buffer, token: string) =>
  photoForm(bytes).then((body) => send(scene, 'POST /files', { token, body }));
