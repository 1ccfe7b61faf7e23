import { Refused } from '@niangjia/shared/client';
import type { RefusalCode } from '@niangjia/shared/rules/refusals';
import { refusals } from '@niangjia/shared/rules/refusals';
import { type Claimed, claim, type Held } from './claiming';

const held: Held = { ticket: 'A', from: 0, until: 900_000, unanswered: null };
const given: Claimed = { outcome: 'given', voucher: { id: 'V' } as Claimed['voucher'], entry: null };
const no = (code: RefusalCode) => new Refused(refusals[code][0], { code, sentence: refusals[code][1], requestId: 'r' });
const lost = new Error('no network');

/** Answers one after the other; the last one stays. Returns what was sent, and how often it waited. */
function script(...answers: (Claimed | Error)[]) {
  const sent: string[] = [];
  let waits = 0;
  let tickets = 0;
  return {
    sent,
    waits: () => waits,
    ports: {
      async send(ticket: string, kindId: string) {
        const answer = answers[Math.min(sent.length, answers.length - 1)];
        sent.push(`${ticket} ${kindId}`);
        if (answer instanceof Error) throw answer;
        return answer as Claimed;
      },
      async renew(): Promise<Held> {
        tickets += 1;
        return { ...held, ticket: `new${tickets}` };
      },
      async wait() {
        waits += 1;
      },
    },
  };
}

test('one tap sends one claim, and the ticket has done its work', async () => {
  const { sent, ports } = script(given);
  expect(await claim(held, 'K', ports)).toEqual({ outcome: { step: 'claimed', claimed: given }, held: null });
  expect(sent).toEqual(['A K']);
});

test.each([
  ['a lost answer', lost],
  ['BUSY', no('BUSY')],
  ['too many calls', no('TOO_MANY')],
  ['a tap before the three seconds', no('TICKET_EARLY')],
  ['a tap before the beginning, by a fast clock', no('CLAIM_EARLY')],
])('%s is asked again with the same ticket after a pause', async (_, answer) => {
  const { sent, ports, waits } = script(answer, answer, given);
  expect((await claim(held, 'K', ports)).outcome.step).toBe('claimed');
  expect([sent, waits()]).toEqual([['A K', 'A K', 'A K'], 2]);
});

test('without any answer it says so, and the next tap asks for the same kind with the same ticket', async () => {
  const silent = script(lost);
  const after = await claim(held, 'K', silent.ports);
  expect([after, silent.sent.length]).toEqual([{ outcome: { step: 'unsure' }, held: { ...held, unanswered: 'K' } }, 6]);
  const { sent, ports } = script(given);
  expect((await claim(after.held as Held, 'another', ports)).outcome.step).toBe('claimed');
  expect(sent).toEqual(['A K']);
});

test('a beginning that does not come is refused in the end, with its sentence', async () => {
  const { ports } = script(no('CLAIM_EARLY'));
  const { outcome } = await claim(held, 'K', ports);
  expect(outcome).toEqual({ step: 'refused', code: 'CLAIM_EARLY', sentence: refusals.CLAIM_EARLY[1] });
});

test.each(['SOLD_OUT', 'TAKEN_ALREADY', 'NOT_ENTITLED', 'CLAIM_OVER', 'CLAIM_PAUSED', 'ALL_TAKEN_TODAY'] as const)(
  '%s is final and not asked again',
  async (code) => {
    const { sent, ports } = script(no(code));
    const { outcome } = await claim(held, 'K', ports);
    expect([outcome, sent]).toEqual([{ step: 'refused', code, sentence: refusals[code][1] }, ['A K']]);
  },
);

test('after a lost answer a final no leaves the ticket free for another kind', async () => {
  const { ports } = script(lost, no('SOLD_OUT'));
  expect(await claim(held, 'K', ports)).toMatchObject({ outcome: { code: 'SOLD_OUT' }, held });
});

test.each(['TICKET_OLD', 'TICKET_BAD'] as const)('%s takes a new ticket, once', async (code) => {
  const { sent, ports } = script(no(code), given);
  expect((await claim(held, 'K', ports)).outcome.step).toBe('claimed');
  expect(sent).toEqual(['A K', 'new1 K']);
  const always = script(no(code));
  expect((await claim(held, 'K', always.ports)).outcome).toMatchObject({ step: 'refused', code });
  expect(always.sent).toEqual(['A K', 'new1 K']);
});

test('an old ticket whose answer was lost is never replaced: what the person has says what it brought', async () => {
  const { sent, ports } = script(lost, no('TICKET_OLD'));
  expect(await claim(held, 'K', ports)).toEqual({ outcome: { step: 'look' }, held: null });
  expect(sent).toEqual(['A K', 'A K']);
});

test('a new ticket that is refused says why', async () => {
  const { ports } = script(no('TICKET_OLD'));
  const { outcome } = await claim(held, 'K', { ...ports, renew: () => Promise.reject(no('NOT_ENTITLED')) });
  expect(outcome).toMatchObject({ step: 'refused', code: 'NOT_ENTITLED' });
  const offline = await claim(held, 'K', { ...ports, renew: () => Promise.reject(lost) });
  expect(offline.outcome).toEqual({ step: 'unsure' });
});
