/** The server's time, counted on from a reply: the phone's own clock may be wrong. */
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useState } from 'react';

/** How far the server's clock is ahead of the phone's, in milliseconds. `now`: of a reply that has just come. */
export const aheadOf = (now: string): number => Date.parse(now) - Date.now();

/** The server's time, anew each second while the page is shown and something counts down. */
export function useServerNow(ahead: number, counts: boolean): number {
  const [, tick] = useState(0);
  const [shown, setShown] = useState(true);
  useDidShow(() => setShown(true));
  useDidHide(() => setShown(false));
  useEffect(() => {
    if (!shown || !counts) return;
    const timer = setInterval(() => tick((turn) => turn + 1), 1000);
    return () => clearInterval(timer);
  }, [shown, counts]);
  return Date.now() + ahead;
}
