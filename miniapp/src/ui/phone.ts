import Taro from '@tarojs/taro';

/** Calls a number that was tapped. Closing the question is no error. */
export const call = (phoneNumber: string): Promise<unknown> =>
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined);
