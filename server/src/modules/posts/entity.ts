/** An invitation to activate an account. Accounts and posts themselves stand in modules/people. */
import { hash, instant, int, key, optional, primary, table } from '../../core/columns';

export interface Invitation {
  accountId: string;
  /** Keyed hash of the code in the SMS: the code itself is kept nowhere. */
  codeHash: string;
  sentAt: string;
  expiresAt: string;
  tries: number;
  /** From the right code to the new password. */
  ticketHash: string | null;
  ticketUntil: string | null;
}
/** One an account at a time, gone once the account is activated. */
export const InvitationTable = table<Invitation>(
  'invitation',
  {
    accountId: primary(key),
    codeHash: hash,
    sentAt: instant,
    expiresAt: instant,
    tries: int,
    ticketHash: optional(hash),
    ticketUntil: optional(instant),
  },
  { uq_invitation_ticket: ['ticketHash'] },
  { fk_invitation_account: ['accountId', 'staff_account'] },
);

export const postTables = [InvitationTable];
