/** One tap on a slot, carried to its answer: a place, a place in the line, or why not. */
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { api, mayRetry, newKey, sentenceOf } from '../api';
import type { Slot } from './words';

/** @param onRefused what stood on the page was not true any more */
export function useBooking(onRefused: () => unknown) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  // The same tap sent again after a lost answer is still one booking.
  const sent = useRef({ what: '', key: '' });

  const go = async ({ id, free }: Slot) => {
    const act = free > 0 ? ('POST /bookings' as const) : ('POST /bookings/wait' as const);
    const what = `${act} ${id}`;
    if (sent.current.what !== what) sent.current = { what, key: newKey() };
    setBusy(true);
    setFailure(undefined);
    try {
      const { booking } = await api(act, { body: { slotId: id }, idempotencyKey: sent.current.key });
      sent.current = { what: '', key: '' };
      await Taro.navigateTo({ url: `/event/booking?id=${booking.id}` });
    } catch (error) {
      setFailure(sentenceOf(error));
      if (!mayRetry(error)) {
        sent.current = { what: '', key: '' };
        await onRefused();
      }
    }
    setBusy(false);
  };
  return { busy, failure, go };
}
