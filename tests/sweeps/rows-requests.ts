/** Rows of the sweeps for requests about one's own record. */

import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import type { transfers } from '@niangjia/shared/contract/transfers';
import type { Applicant } from '../world';
import { type By, type Call, member, person, type Scene } from './cast';

type Keys = Extract<keyof typeof transfers, `${string} /requests${string}`>;

export const requestsMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'POST /requests/phone': /*             */ '1 22 33333333333333333333 3',
  'POST /requests/merge': /*             */ '1 22 33333333333333333333 3',
  'POST /requests/identity': /*          */ '1 22 33333333333333333333 3',
  'POST /requests/membership': /*        */ '1 22 33333333333333333333 3',
  'GET /requests/mine': /*               */ '1 22 33333333333333333333 3',
  'POST /requests/:id/recall': /*        */ '1 22 33333333333333333333 3',
  'GET /requests': /*                    */ '1 33 22222233223323333332 2',
  'GET /requests/:id': /*                */ '1 33 22222233223323333332 4',
  'POST /requests/:id/agree': /*         */ '1 33 23333333333333333333 4',
  'POST /requests/:id/refuse': /*        */ '1 33 23333333333333333333 4',
};

const mine = 'askPhone askedAt decides dueOn id kind number refusal risen state unionName words workingDaysLeft';
const staff = `${mine} facts[].label facts[].value jointId nameMasked phoneMasked urgency`;
const listed = (fields: string) =>
  fields
    .split(' ')
    .map((one) => `items[].${one}`)
    .join(' ');

export const requestsFields: Record<Keys, string> = {
  'POST /requests/phone': mine,
  'POST /requests/merge': mine,
  'POST /requests/identity': mine,
  'POST /requests/membership': mine,
  'GET /requests/mine': listed(mine),
  'POST /requests/:id/recall': mine,
  'GET /requests': `${listed(`${staff} may[]`)} next waitingForMe`,
  'GET /requests/:id': `${staff} may[]`,
  'POST /requests/:id/agree': staff,
  'POST /requests/:id/refuse': staff,
};

const words = '原来的号码已经停用，换了新手机';
const about = (id: string) => ({ params: { id } });

/** A member who asks to leave. */
export async function leaving(scene: Scene): Promise<Applicant & { requestId: string }> {
  const rider = await member(scene);
  const body = { kind: 'leave' as const, reason: 'retired' as const, words: null };
  return { ...rider, requestId: (await rider.api('POST /requests/membership', { body })).id };
}
/** A member who asks for another ID number. */
export async function correcting(scene: Scene): Promise<Applicant & { requestId: string; next: string }> {
  const rider = await member(scene);
  const next = madeUpIdNumber(scene.next());
  const body = { name: null, idNumber: next, words };
  return { ...rider, next, requestId: (await rider.api('POST /requests/identity', { body })).id };
}
/** A code that was just sent to a phone. */
export async function codeFor({ world }: Scene, phone: string): Promise<string> {
  await world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
  await world.api('POST /phone-codes', { body: { phone } });
  return world.sent.sms.filter((one) => one.phone === phone).at(-1)?.params.code ?? '';
}

const decided = async (scene: Scene, by: By, body: object): Promise<Call> => ({
  token: by.token,
  ...about((await leaving(scene)).requestId),
  body,
});

export const requestsProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'POST /requests/phone': async (scene) => {
    const { phone } = await member(scene);
    const { token } = await person(scene);
    return { token, body: { phone, code: await codeFor(scene, phone), words } };
  },
  'POST /requests/merge': async (scene) => {
    const { idNumber } = await member(scene);
    return { token: (await person(scene)).token, body: { name: '王小明', idNumber, words } };
  },
  'POST /requests/identity': async (scene) => ({
    token: (await member(scene)).token,
    body: { name: '王晓明', idNumber: madeUpIdNumber(scene.next()), words },
  }),
  'POST /requests/membership': async (scene) => ({
    token: (await member(scene)).token,
    body: { kind: 'retain', reason: 'laidOff', words: '先保留着' },
  }),
  'GET /requests/mine': async (scene) => ({ token: (await leaving(scene)).token }),
  'POST /requests/:id/recall': async (scene) => {
    const { token, requestId } = await leaving(scene);
    return { token, ...about(requestId) };
  },
  'GET /requests': async (scene, by = scene.officer) => {
    await leaving(scene);
    return { token: by.token, query: { state: 'open' } };
  },
  'GET /requests/:id': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about((await leaving(scene)).requestId),
  }),
  'POST /requests/:id/agree': (scene, by = scene.officer) => decided(scene, by, { words: '已与本人通话核实' }),
  'POST /requests/:id/refuse': (scene, by = scene.officer) => decided(scene, by, { reason: '请先退还借用的劳保用品' }),
};

/** A phone number that nobody has had yet. */
export const freePhone = (scene: Scene) => madeUpPhone(scene.next());
