/** Going to sign in, signing out. */
import Taro from '@tarojs/taro';
import { api, signInByWechat, staffApi } from './api';
import { leaveWaiting, QUEUES } from './cashier/queues';
import { RECEIPT } from './own-data/receipts';
import { deskSession, personSession } from './session';

/** In WeChat at once; in a browser on a page of its own, after which the page before is shown and loads again. */
export async function goSignIn(): Promise<void> {
  if (process.env.TARO_ENV === 'weapp') await signInByWechat();
  else await Taro.navigateTo({ url: '/account/sign-in' });
}

/**
 * What stays on the phone: the text size, the code by which a closed account's end is looked up, and redemptions that
 * are not uploaded.
 */
const kept = ['letters', RECEIPT, QUEUES];

/** Ends both sessions and takes everything personal off this phone. */
export async function signOut(): Promise<void> {
  leaveWaiting();
  const stays = kept.map((name) => [name, Taro.getStorageSync(name) as unknown] as const);
  await Promise.allSettled([
    personSession.tokens() ? api('POST /sessions/end') : undefined,
    deskSession.tokens() ? staffApi('POST /sessions/end') : undefined,
  ]);
  Taro.clearStorageSync();
  for (const [name, value] of stays) if (value !== '') Taro.setStorageSync(name, value);
}
