/** A rotating code while its page is open: never shown past its end, fetched anew when it ends. */
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';

const RETRY_MS = 5000;

/** @param load asks for the code that holds now and for how many seconds it still does */
export function useLiveCode(load: () => Promise<{ code: string; seconds: number }>) {
  const [shown, setShown] = useState({ code: '', until: 0 });
  const [error, setError] = useState<unknown>();
  const [open, setOpen] = useState(true);
  const [now, setNow] = useState(Date.now);
  const nextTry = useRef(0);
  const newest = useRef(load);
  newest.current = load;

  const again = useCallback(async () => {
    // Until this one is answered nobody else asks; after a failure, not before a few seconds.
    nextTry.current = Number.POSITIVE_INFINITY;
    try {
      const { code, seconds } = await newest.current();
      setShown({ code, until: Date.now() + seconds * 1000 });
      setError(undefined);
      nextTry.current = 0;
    } catch (failure) {
      setError(failure);
      nextTry.current = Date.now() + RETRY_MS;
    }
    setNow(Date.now());
  }, []);

  useDidShow(() => setOpen(true));
  useDidHide(() => setOpen(false));
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [open]);
  useEffect(() => {
    if (open && shown.until <= now && nextTry.current <= now) void again();
  }, [open, now, shown, again]);

  const left = Math.max(0, Math.ceil((shown.until - now) / 1000));
  return { code: left > 0 ? shown.code : undefined, left, error, again };
}
