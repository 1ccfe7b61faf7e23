/** Drafts of orders in the phone's storage: one an item, one for a wish, one for each order that came back. */
import Taro from '@tarojs/taro';
import { emptyOrder, type OrderDraft } from './order-draft';

const NAME = 'desk-orders';
const LAST = 'desk-order-last';

const all = (): Record<string, OrderDraft> => (Taro.getStorageSync(NAME) as Record<string, OrderDraft> | '') || {};

export const readOrderDraft = (about: string): OrderDraft | undefined => all()[about];
export const keepOrderDraft = (about: string, draft: OrderDraft): void =>
  Taro.setStorageSync(NAME, { ...all(), [about]: draft });
export function dropOrderDraft(about: string): void {
  const { [about]: _gone, ...others } = all();
  Taro.setStorageSync(NAME, others);
}

/** What the next order begins with. */
export const readLastOrder = (): OrderDraft => (Taro.getStorageSync(LAST) as OrderDraft | '') || emptyOrder;
export const keepLastOrder = (draft: OrderDraft): void => Taro.setStorageSync(LAST, draft);
