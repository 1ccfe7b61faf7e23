/**
 * One claim from the tap to its answer. A ticket brings at most one voucher, so whatever is not answered is asked again
 * with the same ticket; a new one is only taken while the old one cannot have brought anything.
 */
import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';

export type Claimed = Reply<'POST /offers/:id/claim'>;

export interface Held {
  ticket: string;
  /** By the server's clock, in milliseconds. */
  from: number;
  until: number;
  /** The kind that was asked for and whose answer has not come: the ticket may have brought it. */
  unanswered: string | null;
}

export type Outcome =
  | { step: 'claimed'; claimed: Claimed }
  | { step: 'refused'; code: string; sentence: string }
  /** No answer yet: the next tap asks again with the same ticket. */
  | { step: 'unsure' }
  /** The ticket is over, and nobody knows whether it brought something: what the person has says it. */
  | { step: 'look' };

interface Ports {
  send(ticket: string, kindId: string): Promise<Claimed>;
  /** A new ticket that is good already. */
  renew(): Promise<Held>;
  wait(milliseconds: number): Promise<unknown>;
}

/** Before each repeat; a little more or less, so that a thousand phones do not come back together. */
const PAUSES = [600, 1200, 2500, 5000, 8000];
const around = (milliseconds: number) => milliseconds * (0.75 + Math.random() / 2);

/** Answers after which the same may be sent again: nothing was decided. */
const passing = (error: unknown): boolean =>
  !(error instanceof Refused) ||
  error.status >= 500 ||
  ['IN_FLIGHT', 'TOO_MANY', 'TICKET_EARLY', 'CLAIM_EARLY'].includes(error.code);
/** The server said that it did nothing, by a word that it says before it looks at the stock. */
const untouched = (error: unknown): boolean => error instanceof Refused && error.status < 500;
const spent = (error: unknown): boolean =>
  error instanceof Refused && ['TICKET_OLD', 'TICKET_BAD'].includes(error.code);

const refused = (error: Refused): Outcome => ({ step: 'refused', code: error.code, sentence: error.message });

/** The outcome, and the ticket as it stands afterwards; null when it has done its work or is over. */
export async function claim(
  first: Held,
  wanted: string,
  ports: Ports,
): Promise<{ outcome: Outcome; held: Held | null }> {
  let held = first;
  const kindId = first.unanswered ?? wanted;
  let renewed = false;
  for (let turn = 0; ; turn += 1) {
    try {
      return { outcome: { step: 'claimed', claimed: await ports.send(held.ticket, kindId) }, held: null };
    } catch (error) {
      if (spent(error)) {
        if (held.unanswered) return { outcome: { step: 'look' }, held: null };
        if (renewed) return { outcome: refused(error as Refused), held: null };
        renewed = true;
        const next = await ports.renew().catch((failure: unknown) => failure);
        if (next instanceof Refused) return { outcome: refused(next), held: null };
        if (next instanceof Error) return { outcome: { step: 'unsure' }, held };
        held = next as Held;
        continue;
      }
      if (!untouched(error)) held = { ...held, unanswered: kindId };
      if (!passing(error)) return { outcome: refused(error as Refused), held: { ...held, unanswered: null } };
      const pause = PAUSES[turn];
      if (pause === undefined) {
        // An answer that was the same to the last is the answer.
        if (error instanceof Refused && !held.unanswered) return { outcome: refused(error), held };
        return { outcome: { step: 'unsure' }, held };
      }
      await ports.wait(around(pause));
    }
  }
}
