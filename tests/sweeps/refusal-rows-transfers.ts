/** How the refusals of transfers and of requests come about. */
import type { Key } from '@niangjia/shared/contract/index';
import { type Answer, application } from '../world';
import { type Call, member, person, send, steppedUp } from './cast';
import { probes } from './probes';
import { ask, changed, type How, missing, NOWHERE, scene, twice } from './refusal-stage';
import { codeFor, correcting, freePhone, leaving } from './rows-requests';
import { transferring } from './rows-transfers';

const guest = async () => ({ token: (await person(scene)).token });
/** The call of the probe by an officer who is this very member, under an account of his own. */
const byOneself =
  (key: Key): How =>
  async () => {
    const call = await probes[key](scene);
    const table = key.includes('/transfers') ? 'transfer' : 'person_request';
    await scene.world.sql(
      `UPDATE staff_account SET personId = (SELECT personId FROM ${table} WHERE id = ?) WHERE id = ?`,
      [call.params?.id, scene.officer.id],
    );
    const answer = await send(scene, key, call);
    await scene.world.sql('UPDATE staff_account SET personId = NULL WHERE id = ?', [scene.officer.id]);
    return answer;
  };
async function officerNamed(idNumber: string | null): Promise<Call> {
  const by = await scene.world.staff('officer', undefined, undefined, idNumber ?? undefined);
  if (idNumber === null) await scene.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [by.id]);
  await steppedUp(scene, by.token);
  return { token: by.token };
}
const shut = async (work: () => Promise<Answer>): Promise<Answer> => {
  const set = (at: string | null) =>
    scene.world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [at, scene.world.unions.rider.id]);
  await set('2026-11-01T00:00:00.000Z');
  return work().finally(() => set(null));
};
const agreeing = async (by: Call, requestId: string) =>
  send(scene, 'POST /requests/:id/agree', { ...by, params: { id: requestId }, body: { words: null } });

const transferRows: Record<string, How> = {
  'POST /transfers NOT_A_MEMBER': async () => ask('POST /transfers', await guest()),
  'POST /transfers NOT_FOUND': () => changed('POST /transfers', { toUnionId: NOWHERE }),
  'POST /transfers UNION_CLOSED': async () => {
    const call = await probes['POST /transfers'](scene);
    return shut(() => send(scene, 'POST /transfers', call));
  },
  'POST /transfers TRANSFER_OPEN': async () => ask('POST /transfers', { token: (await transferring(scene)).token }),
  'POST /transfers ALREADY_THERE': () => changed('POST /transfers', { toUnionId: scene.world.unions.street.id }),
  'POST /transfers/:id/recall NOT_FOUND': missing('POST /transfers/:id/recall'),
  'POST /transfers/:id/recall MOVE_NOT_ALLOWED': () => twice('POST /transfers/:id/recall'),
  'GET /transfers/:id NOT_FOUND': missing('GET /transfers/:id'),
  'POST /transfers/:id/agree NOT_FOUND': missing('POST /transfers/:id/agree'),
  'POST /transfers/:id/agree MOVE_NOT_ALLOWED': () => twice('POST /transfers/:id/agree'),
  'POST /transfers/:id/agree OWN_CASE': byOneself('POST /transfers/:id/agree'),
  'POST /transfers/:id/agree UNION_CLOSED': async () => {
    const call = await probes['POST /transfers/:id/agree'](scene);
    return shut(() => send(scene, 'POST /transfers/:id/agree', call));
  },
  'POST /transfers/:id/agree NO_IDENTITY': async () => ask('POST /transfers/:id/agree', await officerNamed(null)),
  'POST /transfers/:id/agree SAME_PERSON': async () => {
    const call = await probes['POST /transfers/:id/agree'](scene);
    await send(scene, 'POST /transfers/:id/agree', call);
    return send(scene, 'POST /transfers/:id/agree', { ...call, body: { side: 'to' } });
  },
  'POST /transfers/:id/refuse NOT_FOUND': missing('POST /transfers/:id/refuse'),
  'POST /transfers/:id/refuse MOVE_NOT_ALLOWED': () => twice('POST /transfers/:id/refuse'),
  'POST /transfers/:id/refuse OWN_CASE': byOneself('POST /transfers/:id/refuse'),
};

const requestRows: Record<string, How> = {
  'POST /joint-acts/:id/sign ID_IN_USE': async () => {
    const { next, requestId } = await correcting(scene);
    await steppedUp(scene, scene.officer.token);
    const { jointId } = (await agreeing({ token: scene.officer.token }, requestId)).body;
    const quick = await person(scene);
    const body = await application(scene.world.api, scene.world.unions.street.id, { idNumber: next });
    await quick.api('POST /applications', { body });
    const above = await scene.world.staff('protection', scene.world.unions.county);
    await steppedUp(scene, above.token);
    return send(scene, 'POST /joint-acts/:id/sign', { token: above.token, params: { id: jointId } });
  },
  'POST /requests/phone WRONG_CODE': async () => {
    const call = await probes['POST /requests/phone'](scene);
    const right = call.body as { code: string };
    const code = right.code === '000000' ? '000001' : '000000';
    return send(scene, 'POST /requests/phone', { ...call, body: { ...right, code } });
  },
  'POST /requests/phone CODE_EXPIRED': () => changed('POST /requests/phone', { phone: freePhone(scene) }),
  'POST /requests/phone REQUEST_OPEN': async () => {
    const call = await probes['POST /requests/phone'](scene);
    await send(scene, 'POST /requests/phone', call);
    const body = call.body as { phone: string };
    return send(scene, 'POST /requests/phone', { ...call, body: { ...body, code: await codeFor(scene, body.phone) } });
  },
  'POST /requests/phone PHONE_FREE': async () => {
    const phone = freePhone(scene);
    return changed('POST /requests/phone', { phone, code: await codeFor(scene, phone) });
  },
  'POST /requests/merge PHONE_MISSING': async () => {
    const { access } = await scene.world.api('POST /wechat-sessions', { body: { code: `login-rider${scene.next()}` } });
    return ask('POST /requests/merge', { token: access });
  },
  'POST /requests/merge NO_SUCH_RECORD': () => changed('POST /requests/merge', { name: '王大明' }),
  'POST /requests/merge REQUEST_OPEN': () => twice('POST /requests/merge'),
  'POST /requests/merge ALREADY_MEMBER': async () =>
    ask('POST /requests/merge', { token: (await member(scene)).token }),
  'POST /requests/identity NOT_A_MEMBER': async () => ask('POST /requests/identity', await guest()),
  'POST /requests/identity REQUEST_OPEN': () => twice('POST /requests/identity'),
  'POST /requests/identity ID_IN_USE': async () =>
    changed('POST /requests/identity', { idNumber: (await member(scene)).idNumber }),
  'POST /requests/membership NOT_A_MEMBER': async () => ask('POST /requests/membership', await guest()),
  'POST /requests/membership REQUEST_OPEN': () => twice('POST /requests/membership'),
  'POST /requests/membership MOVE_NOT_ALLOWED': () => changed('POST /requests/membership', { kind: 'return' }),
  'POST /requests/membership TRANSFER_OPEN': async () =>
    ask('POST /requests/membership', { token: (await transferring(scene)).token }),
  'POST /requests/:id/recall NOT_FOUND': missing('POST /requests/:id/recall'),
  'POST /requests/:id/recall MOVE_NOT_ALLOWED': () => twice('POST /requests/:id/recall'),
  'GET /requests/:id NOT_FOUND': missing('GET /requests/:id'),
  'POST /requests/:id/agree NOT_FOUND': missing('POST /requests/:id/agree'),
  'POST /requests/:id/agree MOVE_NOT_ALLOWED': () => twice('POST /requests/:id/agree'),
  'POST /requests/:id/agree OWN_CASE': byOneself('POST /requests/:id/agree'),
  'POST /requests/:id/agree STEP_UP_FIRST': async () => {
    const { token } = await scene.world.staff('officer');
    return agreeing({ token }, (await correcting(scene)).requestId);
  },
  'POST /requests/:id/agree NO_IDENTITY': async () =>
    agreeing(await officerNamed(null), (await correcting(scene)).requestId),
  'POST /requests/:id/agree SAME_PERSON': async () => {
    const { next, requestId } = await correcting(scene);
    return agreeing(await officerNamed(next), requestId);
  },
  'POST /requests/:id/agree ID_IN_USE': async () => {
    const [waits, other] = [await correcting(scene), await leaving(scene)];
    await scene.world.sql('UPDATE person SET idNumberIndex = ? WHERE idNumberIndex = ?', [
      scene.world.kit.secrets.index('id-number', waits.next),
      scene.world.kit.secrets.index('id-number', other.idNumber),
    ]);
    await steppedUp(scene, scene.officer.token);
    return agreeing({ token: scene.officer.token }, waits.requestId);
  },
  'POST /requests/:id/refuse NOT_FOUND': missing('POST /requests/:id/refuse'),
  'POST /requests/:id/refuse MOVE_NOT_ALLOWED': () => twice('POST /requests/:id/refuse'),
  'POST /requests/:id/refuse OWN_CASE': byOneself('POST /requests/:id/refuse'),
};

export const transfersRefusals: Record<string, How> = { ...transferRows, ...requestRows };
