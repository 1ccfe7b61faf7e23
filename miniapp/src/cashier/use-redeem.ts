/** From a scanned code to a redemption whose result is known. */
import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { useCallback, useState } from 'react';
import { api, mayRetry, mustSignIn, sentenceOf } from '../api';
import { dropPending, keepPending, type Look, type Pending, readPending } from './pending';

export type Redemption = Reply<'POST /redemptions'>;

type Stage =
  | { at: 'code'; failure?: unknown }
  | { at: 'valid'; look: Look; spendWrong?: string }
  | { at: 'invalid'; title: string; sentence: string }
  | { at: 'unknown'; pending: Pending; failure: unknown }
  | { at: 'done'; redemption: Redemption };

/** Pauses before each try. The pass stays the same, so that several tries have one effect. */
const PAUSES_MS = [0, 1000, 2000];
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function sent({ look, spendFen }: Pending): Promise<Redemption> {
  let failure: unknown;
  for (const ms of PAUSES_MS) {
    if (ms) await pause(ms);
    try {
      return await api('POST /redemptions', { body: { pass: look.pass, spendFen, place: null } });
    } catch (error) {
      failure = error;
      if (!mayRetry(error)) throw error;
    }
  }
  throw failure;
}

/** The stage after a code was not found good. */
function stageAfterLook(failure: unknown): Stage {
  if (mayRetry(failure) || mustSignIn(failure)) return { at: 'code', failure };
  const locked = failure instanceof Refused && failure.code === 'LOCKED';
  return { at: 'invalid', title: locked ? '暂时不能查验' : '这张券不能用', sentence: sentenceOf(failure) };
}

/** The stage after a redemption was not answered with a yes. */
function stageAfter(pending: Pending, failure: unknown): Stage {
  if (mayRetry(failure) || mustSignIn(failure)) return { at: 'unknown', pending, failure };
  dropPending();
  if (failure instanceof Refused && failure.code.startsWith('SPEND_'))
    return { at: 'valid', look: pending.look, spendWrong: failure.message };
  return { at: 'invalid', title: '没有核销', sentence: sentenceOf(failure) };
}

/** @param shopId where it is redeemed */
export function useRedeem(shopId: string) {
  const [stage, setStage] = useState<Stage>(() => {
    const pending = readPending();
    return pending ? { at: 'unknown', pending, failure: undefined } : { at: 'code' };
  });
  const [busy, setBusy] = useState(false);

  const send = useCallback(async (pending: Pending) => {
    setBusy(true);
    keepPending(pending);
    try {
      const redemption = await sent(pending);
      dropPending();
      setStage({ at: 'done', redemption });
    } catch (failure) {
      setStage(stageAfter(pending, failure));
    } finally {
      setBusy(false);
    }
  }, []);

  const look = async (code: string) => {
    setBusy(true);
    try {
      setStage({ at: 'valid', look: await api('POST /redemptions/look', { body: { shopId, code } }) });
    } catch (failure) {
      setStage(stageAfterLook(failure));
    } finally {
      setBusy(false);
    }
  };

  return {
    stage,
    busy,
    look,
    redeem: (given: Look, spendFen: number | null) =>
      send({ shopId, look: given, spendFen, sentAt: new Date().toISOString() }),
    askAgain: send,
    restart: () => setStage({ at: 'code' }),
  };
}
