/**
 * The takers of a rush. Each asks until it has a final answer, with the same ticket and at another process when one
 * does not answer, and everything is written into a history: all that the checker knows of what they were told.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { pause } from '../processes';

export interface Taker {
  personId: string;
  token: string;
  /** The ticket's own id, and the ticket as it is sent. */
  ticketId: string;
  ticket: string;
}

/** One line of the history, JSON. `given` and `refused` are final answers, `unknown` is none: it is asked again. */
export interface Event {
  at: number;
  personId: string;
  ticketId: string;
  what: 'invoke' | 'given' | 'refused' | 'unknown';
  /** The voucher's id; the refusal; what was wrong. */
  said: string;
}

export interface Rush {
  addresses: string[];
  /** Path of the claim after the address. */
  path: string;
  kindId: string;
  takers: Taker[];
  history: string;
  /** Takers that wait for an answer at the same time. */
  atOnce: number;
  /** Who has no final answer then stays without one. */
  seconds: number;
  /** Told after every voucher: how many there are, for what is to happen in the middle. */
  onGiven?(count: number): void;
}

const SILENCE_MS = 4000;

const post = (agent: Agent, url: string, token: string, body: string) =>
  new Promise<{ status: number; text: string }>((done, fail) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const call = request(url, { method: 'POST', agent, headers, timeout: SILENCE_MS }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.once('end', () =>
        answer.complete ? done({ status: answer.statusCode ?? 0, text }) : fail(new Error('cut')),
      );
      answer.once('error', fail);
    });
    call.once('timeout', () => call.destroy(new Error('silence')));
    call.once('error', fail);
    call.end(body);
  });

/** Runs a rush to its end. Returns how many have a voucher, a refusal, no final answer, and the longest pause between two vouchers. */
export async function rushClaims(rush: Rush) {
  const { addresses, takers, history } = rush;
  const agent = new Agent({ keepAlive: true, maxSockets: rush.atOnce });
  const until = Date.now() + rush.seconds * 1000;
  const count = { given: 0, refused: 0, unknown: 0 };
  let lines: string[] = [];
  writeFileSync(history, '');
  let last = performance.now();
  let gap = 0;
  const note = ({ personId, ticketId }: Taker, what: Event['what'], said: string) => {
    const event: Event = { at: Date.now(), personId, ticketId, what, said };
    lines.push(JSON.stringify(event));
    if (lines.length < 500) return;
    appendFileSync(history, `${lines.join('\n')}\n`);
    lines = [];
  };
  const given = () => {
    count.given += 1;
    gap = Math.max(gap, performance.now() - last);
    last = performance.now();
    rush.onGiven?.(count.given);
  };

  async function take(taker: Taker, nth: number): Promise<void> {
    const body = JSON.stringify({ kindId: rush.kindId, ticket: taker.ticket });
    for (let turn = 0; Date.now() < until; turn += 1) {
      const address = addresses[(nth + turn) % addresses.length] ?? '';
      note(taker, 'invoke', address);
      let said: string;
      try {
        const { status, text } = await post(agent, address + rush.path, taker.token, body);
        const answer = JSON.parse(text) as { voucher?: { id: string }; code?: string };
        if (status === 200 && answer.voucher) {
          note(taker, 'given', answer.voucher.id);
          return given();
        }
        said = answer.code ?? `status ${status}`;
        if (status < 500) {
          note(taker, 'refused', said);
          count.refused += 1;
          return;
        }
      } catch (error) {
        said = (error as Error).message;
      }
      note(taker, 'unknown', said);
      await pause(50 + Math.random() * 250);
    }
    count.unknown += 1;
  }

  let next = 0;
  await Promise.all(
    Array.from({ length: rush.atOnce }, async () => {
      for (let nth = next++; nth < takers.length; nth = next++) await take(takers[nth] as Taker, nth);
    }),
  );
  appendFileSync(history, lines.map((line) => `${line}\n`).join(''));
  agent.destroy();
  return { ...count, gap: Math.round(gap) };
}
