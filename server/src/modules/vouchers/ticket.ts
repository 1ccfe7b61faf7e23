/**
 * The ticket of a claim (security.md G8): handed out when the page opens to one who may take, good from three seconds
 * later for a quarter of an hour, signed, bound to person and campaign. One ticket, one claim.
 */
import { timingSafeEqual } from 'node:crypto';
import { TICKET_MINUTES, TICKET_WAIT_SECONDS } from '@niangjia/shared/rules/vouchers';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { loadEntitled } from './entitled';

export interface Ticket {
  /** Person, campaign, holder. */
  p: string;
  c: string;
  h: string;
  /** Its own id: the key of repeats. */
  n: string;
  /** Instant of issue, milliseconds. */
  at: number;
}

/** Refusals NOT_FOUND, NOT_ENTITLED (with the sentence of the barrier). */
export async function issueTicket(ask: Ask, campaignId: string) {
  const { personId } = personOf(ask);
  const { barrier, holder } = await loadEntitled(ask, campaignId);
  if (barrier) throw new Refusal('NOT_ENTITLED', { sentence: barrier.sentence });
  const at = ask.now.getTime();
  const ticket: Ticket = { p: personId, c: campaignId, h: holder, n: ulid(), at };
  return {
    ticket: signTicket(ask.kit, ticket),
    from: new Date(at + TICKET_WAIT_SECONDS * 1000).toISOString(),
    until: new Date(at + TICKET_MINUTES * 60_000).toISOString(),
  };
}

const label = (kit: Kit, payload: string): string => kit.secrets.sign(`claim-ticket ${payload}`);

export function signTicket(kit: Kit, ticket: Ticket): string {
  const payload = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${payload}.${label(kit, payload)}`;
}

/** Reads a ticket without any database. Refusals TICKET_BAD, TICKET_EARLY, TICKET_OLD. */
export function readTicket(kit: Kit, text: string, personId: string, campaignId: string): Ticket {
  const [payload = '', mark = ''] = text.split('.');
  const wanted = Buffer.from(label(kit, payload));
  const given = Buffer.from(mark);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) throw new Refusal('TICKET_BAD');
  const ticket = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Ticket;
  if (ticket.p !== personId || ticket.c !== campaignId) throw new Refusal('TICKET_BAD');
  const age = kit.now().getTime() - ticket.at;
  if (age < TICKET_WAIT_SECONDS * 1000) throw new Refusal('TICKET_EARLY');
  if (age > TICKET_MINUTES * 60_000) throw new Refusal('TICKET_OLD');
  return ticket;
}
