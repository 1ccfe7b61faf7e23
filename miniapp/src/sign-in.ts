/** Going to sign in, signing out. */
import Taro from '@tarojs/taro';
import { api, signInByWechat, staffApi } from './api';
import { deskSession, personSession } from './session';

/** In WeChat at once; in a browser on a page of its own, after which the page before is shown and loads again. */
export async function goSignIn(): Promise<void> {
  if (process.env.TARO_ENV === 'weapp') await signInByWechat();
  else await Taro.navigateTo({ url: '/account/sign-in' });
}

/** Ends both sessions and takes everything personal off this phone; only the text size stays. */
export async function signOut(): Promise<void> {
  const letters: unknown = Taro.getStorageSync('letters');
  await Promise.allSettled([
    personSession.tokens() ? api('POST /sessions/end') : undefined,
    deskSession.tokens() ? staffApi('POST /sessions/end') : undefined,
  ]);
  Taro.clearStorageSync();
  if (typeof letters === 'number') Taro.setStorageSync('letters', letters);
}
