/** For each contract key one call that succeeds. A new key without a probe does not compile. */
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import type { Key } from '@niangjia/shared/contract/index';
import { type Applicant, application, PASSWORD } from '../world';
import {
  anotherSession,
  applicant,
  type By,
  type Call,
  member,
  otpOf,
  person,
  photoForm,
  returned,
  type Scene,
  steppedUp,
  upload,
} from './cast';
import { campaignProbes } from './rows-campaigns';
import { drawProbes } from './rows-draw';
import { eventProbes } from './rows-events';
import { expertProbes } from './rows-experts';
import { insightProbes } from './rows-insight';
import { membersProbes } from './rows-members';
import { merchantProbes } from './rows-merchants';
import { noticesProbes } from './rows-notices';
import { orderProbes } from './rows-orders';
import { ownDataProbes } from './rows-own-data';
import { planningProbes } from './rows-planning';
import { postsProbes } from './rows-posts';
import { problemProbes } from './rows-problems';
import { redemptionProbes } from './rows-redemptions';
import { requestsProbes } from './rows-requests';
import { rosterProbes } from './rows-rosters';
import { transfersProbes } from './rows-transfers';
import { treeProbes } from './rows-tree';
import { visitProbes } from './rows-visits';
import { voucherProbes } from './rows-vouchers';

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
  (
    await officer.api('POST /join-codes', {
      body: { unionId: world.unions.street.id, kind: 'union', label: '三号门', expiresOn: null },
    })
  ).token;
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
  'POST /staff/step-up': async (scene, by = scene.officer) => ({
    token: by.token,
    body: { otp: await otpOf(scene, by) },
  }),
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
  'POST /me/phone-by-code': async (scene) => {
    const phone = madeUpPhone(scene.next());
    await scene.world.signIn(phone);
    await scene.world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
    await scene.world.api('POST /phone-codes', { body: { phone } });
    const { access } = await scene.world.api('POST /wechat-sessions', { body: { code: `login-rider${scene.next()}` } });
    return { token: access, body: { phone, code: scene.world.sent.sms.at(-1)?.params.code } };
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
    body: { unionId: world.unions.street.id, kind: 'area', label: '南门', expiresOn: '2027-01-31' },
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
  ...insightProbes,
  ...rosterProbes,
  ...campaignProbes,
  ...drawProbes,
  ...expertProbes,
  ...problemProbes,
  ...eventProbes,
  ...merchantProbes,
  ...orderProbes,
  ...transfersProbes,
  ...requestsProbes,
  ...noticesProbes,
  ...ownDataProbes,
  ...membersProbes,
  ...postsProbes,
  ...treeProbes,
  ...visitProbes,
  ...planningProbes,
  ...voucherProbes,
  ...redemptionProbes,
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
