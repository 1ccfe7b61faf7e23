/** How the refusals of one's own data come about. */
import { madeUpPhone } from '@niangjia/server/demo/people';
import { limits } from '@niangjia/shared/rules/limits';
import { type Call, member, person, returned, send, steppedUp, subjectOf } from './cast';
import { alone, ask, changed, type How, missing, NOWHERE, scene, twice } from './refusal-stage';
import { closeCall, eraseCall, holdCall, liftCall, proven } from './rows-own-data';

const withoutPhone = async (): Promise<string> =>
  (await scene.world.api('POST /wechat-sessions', { body: { code: `login-nophone${scene.next()}` } })).access;
const elsewhere = (body: object) => ({ proof: '000000', phone: madeUpPhone(scene.next()), code: '000000', ...body });
/** A body with another proof than the one that was sent. */
const wrong = (body: unknown): object => {
  const { proof, ...rest } = body as { proof: string };
  return { ...rest, proof: proof === '000000' ? '000001' : '000000' };
};
/** The same person asks again with the proof that has just been used. */
const usedProof =
  (key: 'POST /me/exports' | 'POST /me/close', body: object): How =>
  async () => {
    const call = await proven(scene, body);
    await send(scene, 'POST /me/exports', {
      ...call,
      body: { proof: (call.body as { proof: string }).proof, form: 'json' },
    });
    return send(scene, key, call);
  };
/** As if nobody knew who holds the account, or as if its holder were this person. */
async function heldBy(call: Call, index: string | null): Promise<Call> {
  await scene.world.sql('UPDATE staff_account SET idNumberIndex = ? WHERE id = ?', [
    index,
    subjectOf(call.token ?? ''),
  ]);
  return call;
}
const indexOf = (idNumber: string) => scene.world.kit.secrets.index('id-number', idNumber);
async function notSteppedUp(call: Call): Promise<Call> {
  return { ...call, token: (await scene.world.staff('dataOfficer')).token };
}

export const ownDataRefusals: Record<string, How> = {
  'POST /notices/:id/read NOT_FOUND': missing('POST /notices/:id/read'),
  'POST /me/occupation NOT_A_MEMBER': async () => ask('POST /me/occupation', { token: (await person(scene)).token }),
  'POST /me/proofs CODE_TOO_SOON': () => twice('POST /me/proofs'),
  'POST /me/proofs SMS_DOWN': () => ask('POST /me/proofs', {}, alone),
  'POST /me/proofs PHONE_MISSING': async () => ask('POST /me/proofs', { token: await withoutPhone() }),
  'POST /me/phone-change WRONG_CODE': async () => {
    const phone = madeUpPhone(scene.next());
    await scene.world.api('POST /phone-codes', { body: { phone } });
    const call = await proven(scene, { phone, code: scene.world.sent.sms.at(-1)?.params.code });
    return send(scene, 'POST /me/phone-change', { ...call, body: wrong(call.body) });
  },
  'POST /me/phone-change CODE_EXPIRED': async () =>
    send(scene, 'POST /me/phone-change', { ...(await proven(scene, {})), body: elsewhere({}) }).then(async () => {
      const call = await proven(scene, {});
      return send(scene, 'POST /me/phone-change', { ...call, body: { ...elsewhere({}), ...(call.body as object) } });
    }),
  'POST /me/phone-change PHONE_IN_USE': async () => {
    const { phone } = await member(scene);
    await scene.world.sql("UPDATE sms_code SET sentAt = '2026-11-01T00:00:00.000Z'");
    await scene.world.api('POST /phone-codes', { body: { phone } });
    const code = scene.world.sent.sms.at(-1)?.params.code;
    return send(scene, 'POST /me/phone-change', await proven(scene, { phone, code }));
  },
  'POST /me/phone-change PHONE_MISSING': async () =>
    send(scene, 'POST /me/phone-change', { token: await withoutPhone(), body: elsewhere({}) }),
  'POST /me/consents/withdraw CONSENT_MISSING': async () =>
    ask('POST /me/consents/withdraw', { token: (await person(scene)).token }),
  'POST /me/consents/give CONSENT_MISSING': () => changed('POST /me/consents/give', { hash: 'a'.repeat(64) }),
  'POST /me/exports WRONG_CODE': async () => {
    const call = await proven(scene, { form: 'json' });
    return send(scene, 'POST /me/exports', { ...call, body: wrong(call.body) });
  },
  'POST /me/exports CODE_EXPIRED': usedProof('POST /me/exports', { form: 'json' }),
  'POST /me/exports PHONE_MISSING': async () => ask('POST /me/exports', { token: await withoutPhone() }),
  'GET /me/exports/:token LINK_EXPIRED': () => twice('GET /me/exports/:token'),
  'POST /me/close WRONG_CODE': async () => {
    const call = await closeCall(scene);
    return send(scene, 'POST /me/close', { ...call, body: wrong(call.body) });
  },
  'POST /me/close CODE_EXPIRED': usedProof('POST /me/close', { understood: true }),
  'POST /me/close PHONE_MISSING': async () => ask('POST /me/close', { token: await withoutPhone() }),
  'POST /me/close REQUEST_OPEN': async () => {
    const rider = await member(scene);
    await rider.api('POST /requests/membership', { body: { kind: 'leave', reason: 'personal', words: null } });
    return send(scene, 'POST /me/close', await closeCall(scene, rider));
  },
  'POST /me/close TRANSFER_OPEN': async () => {
    const rider = await member(scene);
    await rider.api('POST /transfers', { body: { toUnionId: scene.world.unions.rider.id, reason: 'newJob' } });
    return send(scene, 'POST /me/close', await closeCall(scene, rider));
  },
  'POST /me/close/recall NOT_FOUND': async () => ask('POST /me/close/recall', { token: (await person(scene)).token }),
  'GET /erasures/:token NOT_FOUND': missing('GET /erasures/:token'),
  'POST /closings/:id/erase NOT_FOUND': missing('POST /closings/:id/erase'),
  'POST /closings/:id/erase STEP_UP_FIRST': async () =>
    send(scene, 'POST /closings/:id/erase', await notSteppedUp(await eraseCall(scene))),
  'POST /closings/:id/erase MOVE_NOT_ALLOWED': () => twice('POST /closings/:id/erase'),
  'POST /closings/:id/erase ON_HOLD': async () => {
    const { rider, ...call } = await eraseCall(scene);
    await send(scene, 'POST /holds', await holdCall(scene, undefined, rider));
    return send(scene, 'POST /closings/:id/erase', call);
  },
  'POST /closings/:id/erase NO_IDENTITY': async () =>
    send(scene, 'POST /closings/:id/erase', await heldBy(await eraseCall(scene), null)),
  'POST /closings/:id/erase SAME_PERSON': async () => {
    const { rider, ...call } = await eraseCall(scene);
    return send(scene, 'POST /closings/:id/erase', await heldBy(call, indexOf(rider.idNumber)));
  },
  'POST /holds NOT_FOUND': () => changed('POST /holds', { memberNumber: '00000000000000' }),
  'POST /holds ON_HOLD': () => twice('POST /holds'),
  'POST /holds/:id/lift NOT_FOUND': missing('POST /holds/:id/lift'),
  'POST /holds/:id/lift STEP_UP_FIRST': async () =>
    send(scene, 'POST /holds/:id/lift', await notSteppedUp(await liftCall(scene))),
  'POST /holds/:id/lift NO_IDENTITY': async () =>
    send(scene, 'POST /holds/:id/lift', await heldBy(await liftCall(scene), null)),
  'POST /holds/:id/lift SAME_PERSON': async () => {
    const rider = await member(scene);
    const call = await liftCall(scene, undefined, rider);
    return send(scene, 'POST /holds/:id/lift', await heldBy(call, indexOf(rider.idNumber)));
  },
  'POST /holds/:id/lift JOINT_OPEN': () => twice('POST /holds/:id/lift'),
  'POST /joint-acts/:id/sign ON_HOLD': async () => {
    const { rider, ...call } = await eraseCall(scene);
    const { body } = await send(scene, 'POST /closings/:id/erase', call);
    await send(scene, 'POST /holds', await holdCall(scene, undefined, rider));
    const { token } = await scene.world.staff('protection');
    await steppedUp(scene, token);
    return send(scene, 'POST /joint-acts/:id/sign', { token, params: { id: body.id } });
  },
  'POST /applications/:id/resubmit CONSENT_MISSING': async () => {
    const rider = await returned(scene);
    await rider.api('POST /me/consents/withdraw', { body: { purpose: 'identity' } });
    const body = { name: '王大明', idNumber: rider.idNumber, occupation: 'COURIER' };
    return send(scene, 'POST /applications/:id/resubmit', {
      token: rider.token,
      params: { id: rider.application.id },
      body,
    });
  },
  'POST /applications/:id/reveal NO_IDENTITY': async () => {
    const by = await scene.world.staff('officer');
    const rider = await member(scene);
    for (let nth = 0; nth < limits.revealsPerHour; nth += 1)
      await scene.world.sql(
        'INSERT INTO look (id, personId, accountId, unionId, field, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [
          `L${String(scene.next()).padStart(25, '0')}`,
          NOWHERE,
          by.id,
          scene.world.unions.street.id,
          'name',
          '核对姓名',
          scene.world.clock.now.toISOString(),
        ],
      );
    await steppedUp(scene, by.token);
    const call = {
      token: by.token,
      params: { id: rider.application.id },
      body: { field: 'name', reason: '核对姓名一次' },
    };
    return send(scene, 'POST /applications/:id/reveal', await heldBy(call, null));
  },
};
