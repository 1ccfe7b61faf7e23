/** A world with people in it, and how the sweeps call: every sweep starts from these. */
import { createHash, randomUUID } from 'node:crypto';
import { makeAsk } from '@niangjia/server/core/ask';
import { openSession } from '@niangjia/server/core/session';
import { insert } from '@niangjia/server/core/sql';
import { madeUpPhone } from '@niangjia/server/demo/people';
import { BenefitTable } from '@niangjia/server/modules/unions/entity';
import { pathOf } from '@niangjia/shared/client';
import { contract, entryOf, type Key } from '@niangjia/shared/contract/index';
import { generateSync } from 'otplib';
import sharp from 'sharp';
import { type Answer, type Applicant, openWorld, type StaffMember, type World, type WorldOptions } from '../world';

export const keys = Object.keys(contract) as Key[];
export const methodOf = (key: string) => key.split(' ')[0] ?? 'GET';

export interface Scene {
  world: World;
  /** Officer of the street's union, and of a union that has nothing to do with it. */
  officer: StaffMember;
  stranger: StaffMember;
  /** A number that nobody has had yet. */
  next(): number;
}
export interface Call {
  token?: string;
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
}
/** Who calls; what the call is about belongs to this caller where it can. */
export type By = { token: string; id?: string; otpSecret?: string };

export async function openScene(options: WorldOptions = {}): Promise<Scene> {
  const world = await openWorld(options);
  let nth = 1000;
  const benefit = {
    id: 'B'.repeat(26),
    unionId: world.unions.county.id,
    title: '夏送清凉',
    detail: '每年一次',
    opensAfterDays: 0,
  };
  await world.kit.db.tx((db) => insert(db, BenefitTable, benefit));
  const officer = await world.staff('officer');
  const stranger = await world.staff('officer', world.unions.elsewhere);
  return { world, officer, stranger, next: () => (nth += 1) };
}

/** Sends a call as it is; a key that has its effect once gets a fresh idempotency key unless the call brings one. */
export function send({ world }: Scene, key: string, call: Call, method = methodOf(key)): Promise<Answer> {
  const once = entryOf(key as Key)?.once && { 'idempotency-key': randomUUID() };
  const body = method === 'GET' || method === 'HEAD' ? undefined : (call.body ?? {});
  const headers = { ...once, ...call.headers };
  return world.raw(method, pathOf(key, call.params, call.query), {
    ...(call.token && { token: call.token }),
    body,
    headers,
  });
}

const claimsOf = (token: string): { sub: string; sid: string; aud: string } =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
export const subjectOf = (token: string): string => claimsOf(token).sub;

/** A further session of whoever holds the token. */
export async function anotherSession({ world }: Scene, token: string): Promise<string> {
  const { sub, aud } = claimsOf(token);
  const kind = aud === 'staff' ? 'staff' : 'person';
  const session = await world.kit.db.tx((db) => openSession(makeAsk(world.kit, db, { kind: 'nobody' }).ask, kind, sub));
  return session.access;
}

/** As if the second factor had just been given. */
export const steppedUp = ({ world }: Scene, token: string) =>
  world.sql('UPDATE session SET stepUpAt = ? WHERE id = ?', [world.clock.now.toISOString(), claimsOf(token).sid]);

export const otpOf = async ({ world }: Scene, by: By): Promise<string> => {
  await world.sql('UPDATE staff_account SET lastOtpStep = 0 WHERE id = ?', [by.id]);
  return generateSync({ secret: by.otpSecret ?? '', epoch: Math.floor(world.clock.now.getTime() / 1000) });
};

export const person = ({ world, next }: Scene) => world.signIn(madeUpPhone(next()));
export const applicant = ({ world, next }: Scene): Promise<Applicant> => world.applicant(next());
export async function returned(scene: Scene): Promise<Applicant> {
  const rider = await applicant(scene);
  const [params, body] = [{ id: rider.application.id }, { reason: '姓名与证件不一致' }];
  await scene.officer.api('POST /applications/:id/return', { params, body });
  return rider;
}
export async function member(scene: Scene): Promise<Applicant> {
  const rider = await applicant(scene);
  await scene.officer.api('POST /applications/:id/approve', { params: { id: rider.application.id } });
  return rider;
}

let photo: Promise<Buffer> | undefined;
export async function photoForm(bytes?: Buffer): Promise<FormData> {
  photo ??= sharp({ create: { width: 8, height: 8, channels: 3, background: '#c8161d' } })
    .png()
    .toBuffer();
  const file = bytes ?? (await photo);
  const form = new FormData();
  form.set('length', String(file.length));
  form.set('sha256', createHash('sha256').update(file).digest('hex'));
  form.set('file', new Blob([Uint8Array.from(file)], { type: 'image/png' }), 'a.png');
  return form;
}
export async function upload(scene: Scene, token: string): Promise<{ id: string; address: string }> {
  return (await send(scene, 'POST /files', { token, body: await photoForm() })).body;
}
