/** Invitations by SMS: the code is made when it is sent, and kept nowhere but as a keyed hash. */
import { randomInt } from 'node:crypto';
import { limits } from '@niangjia/shared/rules/limits';
import { INVITATION_DAYS } from '@niangjia/shared/rules/posts';
import type { Ask } from '../../core/ask';
import type { Deliver } from '../../core/outbox';
import { Refusal } from '../../core/refusal';
import { endAllSessions } from '../../core/session';
import { insertOnce, query, update } from '../../core/sql';
import { type StaffAccount, StaffAccountTable, staffPhonePlace } from '../people/entity';
import { describeAccount, isSelf, loadGoverned } from './accounts';
import { type Invitation, InvitationTable } from './entity';

type Short = Pick<Ask, 'db' | 'kit' | 'now'>;
type Invited = Pick<StaffAccount, 'id' | 'account' | 'phoneSealed'>;

export const codeHashOf = (ask: Pick<Ask, 'kit'>, accountId: string, code: string): string =>
  ask.kit.secrets.index('sms-code', `${accountId}${code}`);

/** A fresh code, good for three days; the one before is void. Only for sending: `code` and `phone` go no further. */
async function makeInvitation(ask: Short, { id, account, phoneSealed }: Invited) {
  const code = String(randomInt(10 ** limits.smsCode.digits)).padStart(limits.smsCode.digits, '0');
  const fresh = {
    codeHash: codeHashOf(ask, id, code),
    sentAt: ask.now.toISOString(),
    expiresAt: new Date(ask.now.getTime() + INVITATION_DAYS * 86_400_000).toISOString(),
    tries: 0,
    ticketHash: null,
    ticketUntil: null,
  };
  if (!(await insertOnce(ask.db, InvitationTable, { accountId: id, ...fresh })))
    await update(ask.db, InvitationTable, { accountId: id }, fresh);
  const phone = await ask.kit.secrets.open(ask.db, staffPhonePlace(id), phoneSealed ?? '');
  return { phone, template: 'staff-invitation' as const, params: { account, code } };
}

/** Sends the first invitation once the post has taken effect. Sent again, it bears a new code: the last one counts. */
export const tellInvited: Deliver = async (kit, { accountId = '' }) => {
  const message = await kit.db.tx(async (db) => {
    const [account] = await query<Invited>(
      db,
      `SELECT id, account, phoneSealed FROM staff_account
       WHERE id = ? AND waitsFor = 'activation' AND disabledAt IS NULL AND phoneSealed IS NOT NULL`,
      [accountId],
    );
    return account && makeInvitation({ db, kit, now: kit.now() }, account);
  });
  if (message) await kit.sms.send(message);
};

/**
 * A new code for somebody whose invitation ran out, or who lost the phone with the authenticator: password and
 * authenticator are void from now on, and every session ends. Refusals NOT_FOUND, SAME_PERSON, ACCOUNT_DISABLED,
 * ACCOUNT_NO_PHONE, CODE_TOO_SOON.
 */
export async function invite(ask: Ask, id: string) {
  const account = await loadGoverned(ask, id);
  if (isSelf(ask, account)) throw new Refusal('SAME_PERSON', { denied: `staff:${id}` });
  if (account.disabledAt !== null) throw new Refusal('ACCOUNT_DISABLED');
  if (account.phoneSealed === null) throw new Refusal('ACCOUNT_NO_PHONE');
  const [known] = await query<Invitation>(ask.db, 'SELECT * FROM invitation WHERE accountId = ?', [id]);
  if (known && ask.now.getTime() - Date.parse(known.sentAt) < limits.smsCode.waitSeconds * 1000)
    throw new Refusal('CODE_TOO_SOON');
  await update(
    ask.db,
    StaffAccountTable,
    { id },
    { waitsFor: 'activation', passwordHash: '', otpSealed: '', lastOtpStep: 0 },
  );
  await endAllSessions(ask, id);
  const message = await makeInvitation(ask, account);
  return { ...(await describeAccount(ask, id)), message };
}
