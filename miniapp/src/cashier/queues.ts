/** The offline queues in the phone's storage. */
import { dayOf } from '@niangjia/shared/rules/days';
import Taro from '@tarojs/taro';
import { type Kept, stillNeeded, waiting } from './queue';

/** Stays through a sign-out while something in it is not uploaded. */
export const QUEUES = 'offline-queues';

export const readQueues = (): Kept[] => (Taro.getStorageSync(QUEUES) as Kept[] | '') || [];

const write = (all: Kept[]): void => {
  const needed = stillNeeded(all, dayOf(new Date()));
  if (needed.length) Taro.setStorageSync(QUEUES, needed);
  else Taro.removeStorageSync(QUEUES);
};

export const addQueue = (kept: Kept): void => write([...readQueues(), kept]);

/** Changes one queue as it lies there now: another page or tab may have appended to it. */
export function changeQueue(packId: string, change: (kept: Kept) => Kept): void {
  write(readQueues().map((kept) => (kept.pack.id === packId ? change(kept) : kept)));
}

/** Redemptions on this phone that no server knows yet. */
export const countWaiting = (): number => readQueues().reduce((sum, kept) => sum + waiting(kept).length, 0);

/** Before everything personal goes: only what is not uploaded is left. */
export function leaveWaiting(): void {
  const left = readQueues().filter((kept) => waiting(kept).length > 0);
  if (left.length) Taro.setStorageSync(QUEUES, left);
  else Taro.removeStorageSync(QUEUES);
}
