/** A redemption that was sent and not answered, kept until its result is known, even when the app is closed. */
import type { Reply } from '@niangjia/shared/contract/index';
import Taro from '@tarojs/taro';

export type Look = Reply<'POST /redemptions/look'>;

export interface Pending {
  shopId: string;
  look: Look;
  spendFen: number | null;
  sentAt: string;
}

const PENDING = 'cashier-pending';

export const readPending = (): Pending | undefined => (Taro.getStorageSync(PENDING) as Pending | '') || undefined;
export const keepPending = (pending: Pending): void => Taro.setStorageSync(PENDING, pending);
export const dropPending = (): void => Taro.removeStorageSync(PENDING);
