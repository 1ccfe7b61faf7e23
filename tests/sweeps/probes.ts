/**
 * A world with people in it, and for each contract key one call that succeeds: every sweep starts from these.
 * A new key without a probe does not compile.
 */
import { createHash, randomUUID } from 'node:crypto';
import { makeAsk } from '@niangjia/server/core/ask';
import { insert } from '@niangjia/server/core/sql';
import { openSession } from '@niangjia/server/core/session';
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import { BenefitTable } from '@niangjia/server/modules/unions/entity';
import { pathOf } from '@niangjia/shared/client';
import { contract, entryOf, type Key } from '@niangjia/shared/contract/index';
import { generateSync } from 'otplib';
import sharp from 'sharp';
import { type Answer, type Applicant, application, openWorld, PASSWORD, type StaffMember, type World, type WorldOptions } from '../world';

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
  const benefit = { id: 'B'.repeat(26), unionId: world.unions.county.id, title: '夏送清凉', detail: '每年一次', opensAfterDays: 0 };
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
  return world.raw(method, pathOf(key, call.params, call.query), { ...(call.token && { token: call.token }), body, headers });
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
  photo ??= sharp({ create: { width: 8, height: 8, channels: 3, background: '#c8161d' } }).png().toBuffer();
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

const about = (id: string) => ({ params: { id } });
const ownCase = async (scene: Scene, by: By = scene.officer): Promise<Call> => ({
  token: by.token,
  ...about((await applicant(scene)).application.id),
});
const withReason = async (scene: Scene, by?: By): Promise<Call> => ({
  ...(await ownCase(scene, by)),
  body: { reason: '请到所在片区工会办理' },
});
const mended = (rider: Applicant) => ({ name: '王大明', idNumber: rider.idNumber, occupation: 'COURIER' });
const freshCode = async ({ world, officer }: Scene): Promise<string> =>
  (await officer.api('POST /join-codes', { body: { unionId: world.unions.street.id, label: '三号门', expiresOn: null } })).token;
const asStaff = async ({ officer }: Scene, by: By = officer): Promise<Call> => ({ token: by.token });
const asPerson = async (scene: Scene): Promise<Call> => ({ token: (await person(scene)).token });

export const probes: Record<Key, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /health': async () => ({}),
  'GET /ready': async () => ({}),
  'GET /audit': async (scene, by) => ({ token: (by ?? (await scene.world.staff('auditor'))).token }),
  'POST /wechat-sessions': async ({ next }) => ({ body: { code: `login-rider${next()}` } }),
  'POST /phone-codes': async ({ next }) => ({ body: { phone: madeUpPhone(next()) } }),
  'POST /phone-sessions': async ({ world, next }) => {
    const phone = madeUpPhone(next());
    await world.api('POST /phone-codes', { body: { phone } });
    return { body: { phone, code: world.sent.sms.at(-1)?.params.code } };
  },
  'POST /staff-sessions': async (scene) => ({
    body: { account: scene.officer.account, password: PASSWORD, otp: await otpOf(scene, scene.officer) },
  }),
  'POST /staff/step-up': async (scene, by = scene.officer) => ({ token: by.token, body: { otp: await otpOf(scene, by) } }),
  'POST /sessions/refresh': async (scene) => ({ body: { refresh: (await person(scene)).refresh } }),
  'POST /sessions/end': async (scene, by = scene.officer) => ({ token: await anotherSession(scene, by.token) }),
  'GET /staff/me': asStaff,
  'GET /me': async (scene) => ({ token: (await member(scene)).token }),
  'POST /me/phone': async (scene) => {
    const phone = madeUpPhone(scene.next());
    await scene.world.signIn(phone);
    const { access } = await scene.world.api('POST /wechat-sessions', { body: { code: `login-rider${scene.next()}` } });
    return { token: access, body: { code: `phone-${phone}-1` } };
  },
  'GET /me/looks': async (scene) => {
    const rider = await applicant(scene);
    await steppedUp(scene, scene.officer.token);
    const body = { field: 'name' as const, reason: '电话核对姓名' };
    await scene.officer.api('POST /applications/:id/reveal', { ...about(rider.application.id), body });
    return { token: rider.token };
  },
  'GET /join-codes/:token': async (scene) => ({ params: { token: await freshCode(scene) } }),
  'GET /unions/:id/invitation': async ({ world }) => about(world.unions.street.id),
  'GET /unions': async () => ({ query: { name: '青州', district: '37', holding: '1' } }),
  'GET /districts': async () => ({ query: { under: '37' } }),
  'GET /consent-texts': async () => ({}),
  'GET /join-codes': asStaff,
  'POST /join-codes': async ({ world, officer }, by = officer) => ({
    token: by.token,
    body: { unionId: world.unions.street.id, label: '南门', expiresOn: '2027-01-31' },
  }),
  'POST /join-codes/:token/withdraw': async (scene, by = scene.officer) => ({
    token: by.token,
    params: { token: await freshCode(scene) },
  }),
  'GET /join-codes/:token/poster': async (scene, by = scene.officer) => ({
    token: by.token,
    params: { token: await freshCode(scene) },
  }),
  'GET /union-choices': asStaff,
  'POST /applications': async (scene) => {
    const body = { idNumber: madeUpIdNumber(scene.next()), codeToken: 'street-code' };
    return { ...(await asPerson(scene)), body: await application(scene.world.api, scene.world.unions.street.id, body) };
  },
  'GET /applications/mine': async (scene) => ({ token: (await applicant(scene)).token }),
  'POST /applications/:id/resubmit': async (scene) => {
    const rider = await returned(scene);
    return { token: rider.token, ...about(rider.application.id), body: mended(rider) };
  },
  'POST /applications/:id/recall': async (scene) => {
    const rider = await applicant(scene);
    return { token: rider.token, ...about(rider.application.id) };
  },
  'GET /applications': async (scene, by) => {
    await applicant(scene);
    return { ...(await asStaff(scene, by)), query: { state: 'submitted', urgency: 'calm' } };
  },
  'GET /applications/:id': async (scene, by = scene.officer) => {
    const rider = await applicant(scene);
    await rider.api('POST /applications/:id/recall', about(rider.application.id));
    const body = await application(scene.world.api, scene.world.unions.street.id, { idNumber: rider.idNumber });
    return { token: by.token, ...about((await rider.api('POST /applications', { body })).id) };
  },
  'POST /applications/:id/approve': ownCase,
  'POST /applications/:id/return': withReason,
  'POST /applications/:id/refuse': withReason,
  'POST /applications/:id/reveal': async (scene, by = scene.officer) => {
    if (by.otpSecret) await steppedUp(scene, by.token);
    return { ...(await ownCase(scene, by)), body: { field: 'phone', reason: '电话核对身份信息' } };
  },
  'GET /card': async (scene) => ({ token: (await member(scene)).token }),
  'GET /card/code': async (scene) => ({ token: (await member(scene)).token }),
  'POST /cards/check': async (scene, by = scene.officer) => {
    const { code } = await (await member(scene)).api('GET /card/code');
    return { token: by.token, body: { code } };
  },
  'POST /files': async (scene, by) => ({ token: (by ?? (await person(scene))).token, body: await photoForm() }),
  'GET /files/:id': async (scene) => {
    const { id, address } = await upload(scene, scene.officer.token);
    return { ...about(id), query: Object.fromEntries(new URL(address, 'http://x').searchParams) };
  },
  'GET /files/:id/address': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about((await upload(scene, by.token)).id),
  }),
};
