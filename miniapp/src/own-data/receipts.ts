/** The code by which the end of a closing is looked up: kept on this phone, since nobody can sign in afterwards. */
import Taro from '@tarojs/taro';

export const RECEIPT = 'closing-receipt';

export const readReceipt = (): string => (Taro.getStorageSync(RECEIPT) as string) || '';
export const keepReceipt = (token: string): void => Taro.setStorageSync(RECEIPT, token);
