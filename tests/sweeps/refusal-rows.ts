/** How each refusal comes about: the way in, unions and their codes, the card, photos. */
import { madeUpPhone } from '@niangjia/server/demo/people';
import { limits } from '@niangjia/shared/rules/limits';
import { applicant, otpOf, person, photoForm, send, upload } from './cast';
import { probes } from './probes';
import {
  alone,
  ask,
  bodyOf,
  broken,
  changed,
  closed,
  file,
  type How,
  lock,
  missing,
  NOWHERE,
  scene,
  twice,
} from './refusal-stage';

export const refusalRows: Record<string, How> = {
  'GET /ready BUSY': () => send(broken, 'GET /ready', {}),
  'POST /wechat-sessions WECHAT_CODE_USED': () => twice('POST /wechat-sessions'),
  'POST /wechat-sessions WECHAT_DOWN': () => ask('POST /wechat-sessions', {}, alone),
  'POST /phone-codes CODE_TOO_SOON': () => twice('POST /phone-codes'),
  'POST /phone-codes SMS_DOWN': () => ask('POST /phone-codes', {}, alone),
  'POST /phone-sessions WRONG_CODE': async () => {
    const right = await bodyOf('POST /phone-sessions');
    return send(scene, 'POST /phone-sessions', {
      body: { ...right, code: right.code === '000000' ? '000001' : '000000' },
    });
  },
  'POST /phone-sessions CODE_EXPIRED': () => twice('POST /phone-sessions'),
  'POST /staff-sessions WRONG_PASSWORD': () => changed('POST /staff-sessions', { account: 'nobody' }),
  'POST /staff-sessions LOCKED': () =>
    lock('POST /staff-sessions', async () => ({ body: { account: 'locked', password: 'x', otp: '000000' } })),
  'POST /staff/step-up WRONG_PASSWORD': async () => {
    const by = await scene.world.staff('legal');
    const otp = (await otpOf(scene, by)) === '000000' ? '000001' : '000000';
    return send(scene, 'POST /staff/step-up', { token: by.token, body: { otp } });
  },
  'POST /staff/step-up LOCKED': async () => {
    const by = await scene.world.staff('legal');
    const otp = (await otpOf(scene, by)) === '000000' ? '000001' : '000000';
    return lock('POST /staff/step-up', async () => ({ token: by.token, body: { otp } }));
  },
  'POST /sessions/refresh SESSION_ENDED': () => twice('POST /sessions/refresh'),
  'POST /me/phone WECHAT_CODE_USED': async () => {
    const call = await probes['POST /me/phone'](scene);
    return send(scene, 'POST /me/phone', { ...call, body: { code: 'phone-never-given' } });
  },
  'POST /me/phone WECHAT_DOWN': () => ask('POST /me/phone', {}, alone),
  'POST /me/phone-by-code WRONG_CODE': async () => {
    const call = await probes['POST /me/phone-by-code'](scene);
    const right = call.body as { phone: string; code: string };
    const code = right.code === '000000' ? '000001' : '000000';
    return send(scene, 'POST /me/phone-by-code', { ...call, body: { ...right, code } });
  },
  'POST /me/phone-by-code CODE_EXPIRED': async () => {
    const used = await probes['POST /phone-sessions'](scene);
    await send(scene, 'POST /phone-sessions', used);
    return ask('POST /me/phone-by-code', { body: used.body });
  },
  'POST /me/phone-by-code PHONE_IN_USE': async () =>
    ask('POST /me/phone-by-code', { token: (await applicant(scene)).token }),
  'POST /me/phone PHONE_IN_USE': async () => {
    const phone = madeUpPhone(scene.next());
    await scene.world.signIn(phone);
    const rider = await applicant(scene);
    return send(scene, 'POST /me/phone', { token: rider.token, body: { code: `phone-${phone}-2` } });
  },
  'GET /join-codes/:token CODE_UNKNOWN': missing('GET /join-codes/:token'),
  'GET /unions/:id/invitation NOT_FOUND': missing('GET /unions/:id/invitation'),
  'GET /unions/:id/invitation UNION_CLOSED': () => closed(() => ask('GET /unions/:id/invitation')),
  'POST /join-codes NOT_FOUND': () => changed('POST /join-codes', { unionId: NOWHERE }),
  'POST /join-codes UNION_CLOSED': () => closed(() => ask('POST /join-codes')),
  'POST /join-codes/:token/withdraw NOT_FOUND': missing('POST /join-codes/:token/withdraw'),
  'GET /join-codes/:token/poster NOT_FOUND': missing('GET /join-codes/:token/poster'),
  'GET /join-codes/:token/poster WECHAT_DOWN': () => ask('GET /join-codes/:token/poster', {}, alone),
  'GET /card NOT_A_MEMBER': async () => ask('GET /card', { token: (await person(scene)).token }),
  'GET /card/code NOT_A_MEMBER': async () => ask('GET /card/code', { token: (await person(scene)).token }),
  'POST /files TOO_LARGE': async () => file(Buffer.alloc(limits.file.bytes + 1), scene.officer.token),
  'POST /files WRONG_TYPE': () => file(Buffer.from('%PDF-1.7 not a photo'), scene.officer.token),
  'POST /files FILE_BROKEN': () => file(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4]), scene.officer.token),
  'POST /files TOO_MANY_PIXELS': () => {
    const head = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(30)]);
    head.writeUInt32BE(16_000, 16);
    head.writeUInt32BE(16_000, 20);
    return file(head, scene.officer.token);
  },
  'POST /files DAY_QUOTA': async () => {
    const { token } = await person(scene);
    const { id } = await upload(scene, token);
    for (let nth = 1; nth < limits.file.perDay; nth += 1)
      await scene.world.sql(
        'INSERT INTO stored_file (id, owner, fileKey, type, bytes, width, height, sha256, createdAt) SELECT ?, owner, ?, type, bytes, width, height, sha256, createdAt FROM stored_file WHERE id = ?',
        [`F${String(nth).padStart(25, '0')}`, `copy-${nth}`, id],
      );
    return send(scene, 'POST /files', { token, body: await photoForm() });
  },
  'GET /files/:id NOT_FOUND': missing('GET /files/:id'),
  'GET /files/:id LINK_EXPIRED': async () => {
    const call = await probes['GET /files/:id'](scene);
    scene.world.clock.forward(300_000);
    return send(scene, 'GET /files/:id', call);
  },
  'GET /files/:id/address NOT_FOUND': missing('GET /files/:id/address'),
};
