/**
 * Proving a phone number. The session may go on as the person who was known by it; each answers the masked number.
 */
import { maskPhone } from '@niangjia/shared/rules/masks';
import { api, signInByWechat } from '../api';
import { isSignedIn, personSession, type Tokens } from '../session';

interface Bound {
  phoneMasked: string;
  session: Tokens | null;
}

/** Binds a number to whoever this WeChat is. */
async function bind(send: () => Promise<Bound>): Promise<string> {
  if (!isSignedIn()) await signInByWechat();
  const { phoneMasked, session } = await send();
  if (session) personSession.keep(session);
  return phoneMasked;
}

/** By WeChat's own button. */
export const proveByWechat = (code: string): Promise<string> => bind(() => api('POST /me/phone', { body: { code } }));

/** By a code in a text message; in a browser that is also how one signs in. */
export async function proveBySms(phone: string, code: string): Promise<string> {
  const body = { phone, code: code.trim() };
  if (process.env.TARO_ENV === 'weapp') return bind(() => api('POST /me/phone-by-code', { body }));
  personSession.keep(await api('POST /phone-sessions', { body }));
  return maskPhone(phone);
}
