/** Rows of the sweeps for one's own data, closing, holds. */
import { madeUpPhone } from '@niangjia/server/demo/people';
import type { ownData } from '@niangjia/shared/contract/own-data';
import type { Applicant } from '../world';
import { applicant, type By, type Call, member, person, type Scene, send, steppedUp } from './cast';

type Keys = keyof typeof ownData;
const everybody = '2 22 22222222222222222222 2';
const persons = '1 22 33333333333333333333 3';

export const ownDataMatrix: Record<Keys, string> = {
  'GET /me/data': persons,
  'POST /me/occupation': persons,
  'POST /me/proofs': persons,
  'POST /me/phone-change': persons,
  'POST /me/consents/withdraw': persons,
  'POST /me/consents/give': persons,
  'POST /me/exports': persons,
  'GET /me/exports/:token': everybody,
  'POST /me/close': persons,
  'POST /me/close/recall': persons,
  'GET /erasures/:token': everybody,
  'POST /sessions/end-all': '1 22 22222222222222222222 2',
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /closings': /*                    */ '1 33 33333333333333333233 3',
  'POST /closings/:id/erase': /*         */ '1 33 33333333333333333233 3',
  'POST /holds': /*                      */ '1 33 33333333333333333233 3',
  'GET /holds': /*                       */ '1 33 33333333333333333233 3',
  'POST /holds/:id/lift': /*             */ '1 33 33333333333333333233 3',
};

const consent = (at: string) =>
  ['at', 'hash', 'label', 'purpose', 'state', 'text', 'title', 'version', 'without'].map((one) => at + one).join(' ');
const closing = (at: string) => ['askedAt', 'dueOn', 'id', 'number', 'state', 'token'].map((one) => at + one).join(' ');
const hold = (at: string) =>
  ['id', 'liftedAt', 'nameMasked', 'number', 'placedAt', 'placedBy', 'reason'].map((one) => at + one).join(' ');
const act =
  'dueOn facts[].label facts[].value id kind maySign mayRecall missing[] needsStepUp overdue page proposedAt reason ' +
  'refusal signatures[].as signatures[].at signatures[].name signatures[].unionName state title unionId unionName';

export const ownDataFields: Partial<Record<Keys, string>> = {
  'GET /me/data':
    `applications changes[].kind changes[].on changes[].otherUnionName changes[].source changes[].unionName changes[].words ` +
    `${closing('closing.')} ${consent('consents[].')} idNumberMasked joinedOn kept[].howLong kept[].what looks memberNumber name ` +
    'occupation phoneMasked photos unionName wechatBound',
  'POST /me/occupation': 'done',
  'POST /me/proofs': 'phoneMasked resendAfterSeconds',
  'POST /me/phone-change': 'phoneMasked',
  'POST /me/consents/withdraw': consent(''),
  'POST /me/consents/give': consent(''),
  'POST /me/exports': 'address until',
  'POST /me/close': closing(''),
  'POST /me/close/recall': closing(''),
  'GET /erasures/:token': 'number on state',
  'POST /sessions/end-all': 'done',
  'GET /closings':
    'items[].askedAt items[].dueOn items[].held items[].id items[].jointId items[].nameMasked items[].number ' +
    'items[].overdue items[].state items[].unionId items[].unionName next',
  'POST /closings/:id/erase': act,
  'POST /holds': hold(''),
  'GET /holds': `${hold('items[].')} next`,
  'POST /holds/:id/lift': act,
};

type Rider = Pick<Applicant, 'token' | 'phone' | 'api'>;
async function proofOf({ world }: Scene, rider: Rider): Promise<string> {
  await world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
  await rider.api('POST /me/proofs');
  return world.sent.sms.filter((one) => one.phone === rider.phone).at(-1)?.params.code ?? '';
}
/** A call of a member with a proof in its body. */
export async function proven(scene: Scene, body: object, rider?: Rider): Promise<Call> {
  const by = rider ?? (await member(scene));
  return { token: by.token, body: { proof: await proofOf(scene, by), ...body } };
}
export const closeCall = (scene: Scene, rider?: Rider) => proven(scene, { understood: true }, rider);
const understood = { understood: true as const };
async function closed(scene: Scene): Promise<{ rider: Applicant; id: string; token: string }> {
  const rider = await member(scene);
  const body = { proof: await proofOf(scene, rider), ...understood };
  const { id, token } = await rider.api('POST /me/close', { body });
  return { rider, id, token };
}
const guardian = async (scene: Scene, by?: By): Promise<By> => {
  const one = by ?? (await scene.world.staff('dataOfficer'));
  await steppedUp(scene, one.token);
  return one;
};
export async function eraseCall(scene: Scene, by?: By): Promise<Call & { rider: Applicant }> {
  const { id, rider } = await closed(scene);
  return { token: (await guardian(scene, by)).token, params: { id }, rider };
}
export async function holdCall(scene: Scene, by?: By, rider?: Applicant): Promise<Call> {
  const one = rider ?? (await member(scene));
  const { number } = await one.api('GET /card');
  return {
    token: (await guardian(scene, by)).token,
    body: { memberNumber: number, reason: '劳动争议案件需要证据' },
  };
}
export async function liftCall(scene: Scene, by?: By, rider?: Applicant): Promise<Call> {
  const one = await guardian(scene, by);
  const { body } = await send(scene, 'POST /holds', await holdCall(scene, undefined, rider));
  return { token: one.token, params: { id: body.id }, body: { reason: '案件已经审结' } };
}

export const ownDataProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /me/data': async (scene) => ({ token: (await closed(scene)).rider.token }),
  'POST /me/occupation': async (scene) => ({ token: (await member(scene)).token, body: { occupation: 'COURIER' } }),
  'POST /me/proofs': async (scene) => {
    await scene.world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
    const { token } = await person(scene);
    await scene.world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
    return { token };
  },
  'POST /me/phone-change': async (scene) => {
    const phone = madeUpPhone(scene.next());
    await scene.world.api('POST /phone-codes', { body: { phone } });
    const code = scene.world.sent.sms.at(-1)?.params.code;
    return proven(scene, { phone, code });
  },
  'POST /me/consents/withdraw': async (scene) => ({
    token: (await applicant(scene)).token,
    body: { purpose: 'joining' },
  }),
  'POST /me/consents/give': async (scene) => {
    const { items } = await scene.world.api('GET /consent-texts');
    const hash = items.find(({ purpose }) => purpose === 'joining')?.hash;
    return { token: (await person(scene)).token, body: { purpose: 'joining', hash } };
  },
  'POST /me/exports': (scene) => proven(scene, { form: 'json' }),
  'GET /me/exports/:token': async (scene) => {
    const { body } = await send(scene, 'POST /me/exports', await proven(scene, { form: 'json' }));
    return { params: { token: body.address.split('/').at(-1) } };
  },
  'POST /me/close': (scene) => closeCall(scene),
  'POST /me/close/recall': async (scene) => ({ token: (await closed(scene)).rider.token }),
  'GET /erasures/:token': async (scene) => ({ params: { token: (await closed(scene)).token } }),
  // Whoever asks loses all sessions: somebody whom no other call needs.
  'POST /sessions/end-all': async (scene) => ({ token: (await scene.world.staff('legal')).token }),
  'GET /closings': async (scene, by) => {
    await closed(scene);
    return { token: (await guardian(scene, by)).token };
  },
  'POST /closings/:id/erase': async (scene, by) => {
    const { rider: _, ...call } = await eraseCall(scene, by);
    return call;
  },
  'POST /holds': (scene, by) => holdCall(scene, by),
  'GET /holds': async (scene, by) => {
    await liftCall(scene);
    return { token: (await guardian(scene, by)).token };
  },
  'POST /holds/:id/lift': (scene, by) => liftCall(scene, by),
};
