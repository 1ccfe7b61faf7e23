/** Taking a voucher from its page: keeps a ticket ready while the page is open, and carries one tap to its answer. */
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { api, sentenceOf } from '../api';
import { claim, type Held, type Outcome } from './claiming';

/** A ticket is renewed this long before it is over, and asked for this long before the campaign opens. */
const RENEW_MS = 90_000;
export const ASK_BEFORE_MS = 10 * 60_000;
const RETRY_MS = 6000;

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Given {
  offerId: string;
  /** Whether a ticket is to be at hand. */
  wanted: boolean;
  /** The server's time now, and how far it is ahead of the phone's. */
  now: number;
  ahead: number;
  /** After a claim has come to its answer: time to load anew. */
  onSettled: () => unknown;
}

export function useClaim({ offerId, wanted, now, ahead, onSettled }: Given) {
  const [held, setHeld] = useState<Held | null>(null);
  const [step, setStep] = useState<'sending' | 'settling'>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [trouble, setTrouble] = useState<string>();
  const nextTry = useRef(0);
  const [shown, setShown] = useState(true);
  useDidShow(() => {
    setShown(true);
    // What was told was read; what stands now is loaded anew.
    setOutcome((told) => (told?.step === 'unsure' ? told : undefined));
  });
  useDidHide(() => setShown(false));

  const take = async (): Promise<Held> => {
    const { ticket, from, until } = await api('POST /offers/:id/ticket', { params: { id: offerId } });
    return { ticket, from: Date.parse(from), until: Date.parse(until), unanswered: null };
  };
  const stale = held === null || (held.until - now < RENEW_MS && !held.unanswered);
  const due = wanted && shown && stale && !step && nextTry.current <= now;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whether one is due says it all
  useEffect(() => {
    if (!due) return;
    nextTry.current = Number.POSITIVE_INFINITY;
    take().then(
      (fresh) => {
        nextTry.current = 0;
        setHeld(fresh);
        setTrouble(undefined);
      },
      (failure: unknown) => {
        nextTry.current = Date.now() + ahead + RETRY_MS;
        setTrouble(sentenceOf(failure));
      },
    );
  }, [due]);

  const go = async (kindId: string) => {
    if (!held || step) return;
    setStep('sending');
    setOutcome(undefined);
    const renew = async () => {
      const fresh = await take();
      await wait(fresh.from - (Date.now() + ahead));
      return fresh;
    };
    const send = (ticket: string, kind: string) =>
      api('POST /offers/:id/claim', { params: { id: offerId }, body: { kindId: kind, ticket } });
    const settled = await claim(held, kindId, { send, renew, wait });
    setHeld(settled.held);
    setOutcome(settled.outcome);
    setStep('settling');
    if (settled.outcome.step !== 'unsure') await onSettled();
    setStep(undefined);
  };

  return {
    /** The last tap's answer; nothing before it. */
    outcome,
    step,
    /** Why there is no ticket yet; it is asked for again by itself. */
    trouble: held ? undefined : trouble,
    /** Milliseconds until the ticket counts; null: none yet. */
    readyIn: held && Math.max(0, held.from - now),
    go,
    /** The last answer no longer holds. */
    forget: () => setOutcome(undefined),
  };
}
