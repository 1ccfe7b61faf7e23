import type { people } from '@niangjia/shared/contract/people';
import { type Routes, steps } from '../../core/route';
import { endSession, openSession, refreshSession } from '../../core/session';
import { describeMe } from './me';
import { bindPhone, listLooks, markSignedIn, personByOpenid, personByPhone } from './person';
import { makeSmsCode, useSmsCode } from './sms-codes';
import { checkPassword, describeStaff, signInStaff, stepUp } from './staff';

export const peopleRoutes: Routes<keyof typeof people> = {
  'POST /wechat-sessions': steps('POST /wechat-sessions', {
    before: (kit, { body }) => kit.wechat.login(body.code),
    run: async (ask, _, { openid }) =>
      openSession(ask, 'person', await markSignedIn(ask, await personByOpenid(ask, openid))),
  }),
  'POST /phone-codes': steps('POST /phone-codes', {
    run: (ask, { body }) => makeSmsCode(ask, body.phone),
    after: (kit, { phone, code }) => kit.sms.send({ phone, template: 'sign-in-code', params: { code } }),
  }),
  'POST /phone-sessions': async (ask, { body }) => {
    await useSmsCode(ask, body.phone, body.code);
    return openSession(ask, 'person', await markSignedIn(ask, await personByPhone(ask, body.phone)));
  },
  'POST /staff-sessions': steps('POST /staff-sessions', {
    before: (kit, { body }, _by, from) => checkPassword(kit, body.account, body.password, from),
    run: (ask, { body }, check) => signInStaff(ask, body.account, body.otp, check),
  }),
  'POST /staff/step-up': (ask, { body }) => stepUp(ask, body.otp),
  'POST /sessions/refresh': (ask, { body }) => refreshSession(ask, body.refresh),
  'POST /sessions/end': async (ask) => {
    if (ask.by.kind !== 'nobody') await endSession(ask, ask.by.sessionId);
    return { done: true };
  },
  'GET /staff/me': describeStaff,
  'GET /me': describeMe,
  'POST /me/phone': steps('POST /me/phone', {
    before: (kit, { body }) => kit.wechat.phoneNumber(body.code),
    run: (ask, _, phone) => bindPhone(ask, phone),
  }),
  'POST /me/phone-by-code': async (ask, { body }) => {
    await useSmsCode(ask, body.phone, body.code);
    return bindPhone(ask, body.phone);
  },
  'GET /me/looks': listLooks,
};
