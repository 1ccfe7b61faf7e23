/** The sign-in code while its page is open: asked anew every ten seconds, with how many have come. */
import type { Reply } from '@niangjia/shared/contract/index';
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../api';

const EVERY_MS = 10_000;
/** Without a fresh answer for so long the code may be an old one: nothing is shown rather than that. */
const GOOD_MS = 60_000;

export function useSignInCode(id: string) {
  const [got, setGot] = useState<{ code: Reply<'GET /own-visits/:id/code'>; at: number }>();
  const [error, setError] = useState<unknown>();
  const [open, setOpen] = useState(true);
  const [now, setNow] = useState(Date.now);

  const again = useCallback(async () => {
    try {
      const code = await api('GET /own-visits/:id/code', { params: { id } });
      setGot({ code, at: Date.now() });
      setError(undefined);
    } catch (failure) {
      setError(failure);
    }
    setNow(Date.now());
  }, [id]);

  useDidShow(() => setOpen(true));
  useDidHide(() => setOpen(false));
  useEffect(() => {
    if (!open) return;
    void again();
    const timer = setInterval(() => void again(), EVERY_MS);
    return () => clearInterval(timer);
  }, [open, again]);

  const isFresh = got !== undefined && now - got.at < GOOD_MS;
  return { code: isFresh ? got.code : undefined, signedIn: got?.code.signedIn, error, again };
}
