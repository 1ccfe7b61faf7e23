/** The offline queues on the page, and their way to the server. */
import { Refused } from '@niangjia/shared/client';
import Taro, { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, mustSignIn, Offline, sentenceOf } from '../api';
import { isSignedIn } from '../session';
import { answered, type Kept, waiting } from './queue';
import { changeQueue, countWaiting, readQueues } from './queues';

/** The server takes so many lines at once. */
const AT_ONCE = 25;

/** Sends what waits in one queue. */
async function uploadOne(packId: string): Promise<void> {
  for (;;) {
    const kept = readQueues().find(({ pack }) => pack.id === packId);
    const lines = kept ? waiting(kept).slice(0, AT_ONCE) : [];
    if (lines.length === 0) return;
    const answer = await api('POST /offline-packs/:id/sync', { params: { id: packId }, body: { lines } });
    const before = countWaiting();
    changeQueue(packId, (now) => answered(now, answer.lines));
    if (countWaiting() === before) return;
  }
}

/** Every queue, whatever becomes of the one before; throws what was said last. */
async function uploadAll(): Promise<void> {
  let failure: unknown;
  for (const { pack } of readQueues()) await uploadOne(pack.id).catch((error) => (failure = error));
  if (failure) throw failure;
}

function sayFailure(error: unknown): string {
  if (mustSignIn(error)) return '登录已失效。记录都在这部手机上，请用领取离线包的手机号登录后再上传。';
  if (error instanceof Refused && error.code === 'NOT_FOUND')
    return '离线记录不属于现在登录的手机号。请用领取离线包的手机号登录后再上传，记录都在这部手机上。';
  if (error instanceof Offline) return '还没有网络。记录都在这部手机上，连上网络会自动上传。';
  return sentenceOf(error);
}

/** Uploads when the page is shown and when the network comes back, and when asked. */
export function useQueues() {
  const [queues, setQueues] = useState<Kept[]>(readQueues);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const going = useRef(false);

  const refresh = useCallback(() => setQueues(readQueues()), []);
  const upload = useCallback(async () => {
    if (going.current || countWaiting() === 0 || !isSignedIn()) return;
    going.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await uploadAll();
    } catch (error) {
      setFailure(sayFailure(error));
    } finally {
      going.current = false;
      setBusy(false);
      refresh();
    }
  }, [refresh]);

  useDidShow(() => {
    refresh();
    void upload();
  });
  useEffect(() => {
    const connected = ({ isConnected }: { isConnected: boolean }) => {
      if (isConnected) void upload();
    };
    Taro.onNetworkStatusChange(connected);
    return () => Taro.offNetworkStatusChange(connected);
  }, [upload]);

  return { queues, refresh, upload, failure, busy };
}
