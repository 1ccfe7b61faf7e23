/**
 * Activating an account: the SMS code gives the secret of the authenticator, the authenticator's first code and a
 * password make the account good. No session is opened: signing in takes both factors as always (A5).
 */

import { limits } from '@niangjia/shared/rules/limits';
import { ACTIVATION_MINUTES, isWeakPassword } from '@niangjia/shared/rules/posts';
import { generateSecret, generateURI } from 'otplib';
import type { Ask } from '../../core/ask';
import { withDeadline } from '../../core/deadline';
import { randomToken, sha256 } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { countFailure, forgetFailures, mustBeUnlocked } from '../people/attempts';
import { type StaffAccount, StaffAccountTable } from '../people/entity';
import { hashPassword, sealOtp, stepOfOtp } from '../people/staff';
import { type Invitation, InvitationTable } from './entity';
import { codeHashOf } from './invite';

type Activating = Pick<StaffAccount, 'id' | 'account' | 'name' | 'otpSealed'>;

/** Failures are counted apart from those of signing in: who guesses here does not lock the account's holder out. */
const lockOf = (account: string): string => `activation:${account}`;

/** Counts the try before the code is looked at; false when the code is used up, or too old. */
async function countTry(ask: Ask, accountId: string): Promise<boolean> {
  const counted = await ask.db
    .createQueryBuilder()
    .update(InvitationTable)
    .set({ tries: () => 'tries + 1' })
    .where('accountId = :accountId AND tries < :tries AND expiresAt > :now', {
      accountId,
      tries: limits.smsCode.tries,
      now: ask.now.toISOString(),
    })
    .execute();
  return (counted.affected ?? 0) > 0;
}

/**
 * First half. Refusals WRONG_CODE (also for an account that does not exist or waits for nothing), CODE_EXPIRED (right,
 * but too late or after five wrong tries), LOCKED.
 */
export async function beginActivation(ask: Ask, { account: name, code }: { account: string; code: string }) {
  await mustBeUnlocked(ask, lockOf(name));
  const [account] = await query<Activating>(
    ask.db,
    `SELECT id, account, name, otpSealed FROM staff_account
     WHERE account = ? AND waitsFor = 'activation' AND disabledAt IS NULL`,
    [name],
  );
  const isGood = account ? await countTry(ask, account.id) : false;
  const [known] = account
    ? await query<Invitation>(ask.db, 'SELECT * FROM invitation WHERE accountId = ?', [account.id])
    : [];
  if (account) ask.about(`staff:${account.id}`);
  if (!account || known?.codeHash !== codeHashOf(ask, account.id, code)) {
    await countFailure(ask, lockOf(name));
    const fields = [{ at: 'code', sentence: '账号或短信码不对，请核对短信。' }];
    throw new Refusal('WRONG_CODE', { keep: true, fields });
  }
  if (!isGood)
    throw new Refusal('CODE_EXPIRED', {
      fields: [{ at: 'code', sentence: '短信码已过期，请联系安全管理员重新发送。' }],
    });
  await forgetFailures(ask, lockOf(name));
  const ticket = randomToken();
  const otpSecret = generateSecret();
  const ticketUntil = new Date(ask.now.getTime() + ACTIVATION_MINUTES * 60_000).toISOString();
  await update(
    ask.db,
    InvitationTable,
    { accountId: account.id },
    { tries: 0, ticketHash: sha256(ticket), ticketUntil },
  );
  const otpSealed = await sealOtp(ask, account.id, otpSecret);
  await update(ask.db, StaffAccountTable, { id: account.id, waitsFor: 'activation' }, { otpSealed });
  const otpAddress = generateURI({ issuer: '娘家', label: account.account, secret: otpSecret });
  return { ticket, otpSecret, otpAddress, name: account.name };
}

async function holderOf(db: Ask['db'], ticket: string, now: Date): Promise<Activating> {
  const [account] = await query<Activating>(
    db,
    `SELECT a.id, a.account, a.name, a.otpSealed FROM invitation i JOIN staff_account a ON a.id = i.accountId
     WHERE i.ticketHash = ? AND i.ticketUntil > ? AND a.waitsFor = 'activation' AND a.disabledAt IS NULL`,
    [sha256(ticket), now.toISOString()],
  );
  if (!account)
    throw new Refusal('CODE_EXPIRED', { fields: [{ at: 'ticket', sentence: '这一步已超时，请从短信码重新开始。' }] });
  return account;
}

/** The slow half of finishing, outside the transaction. Refusals CODE_EXPIRED, WEAK_PASSWORD. */
export async function preparePassword(kit: Ask['kit'], { ticket, password }: { ticket: string; password: string }) {
  const { account } = await withDeadline(kit, () => holderOf(kit.db.reader, ticket, kit.now()));
  if (isWeakPassword(password, account))
    throw new Refusal('WEAK_PASSWORD', {
      fields: [{ at: 'password', sentence: '密码太容易被猜到，请换一个。' }],
    });
  return { passwordHash: await hashPassword(password) };
}

/** Second half. Refusals CODE_EXPIRED, WRONG_PASSWORD (the authenticator's code), LOCKED. */
export async function finishActivation(
  ask: Ask,
  { ticket, otp }: { ticket: string; otp: string },
  { passwordHash }: { passwordHash: string },
) {
  const account = await holderOf(ask.db, ticket, ask.now);
  ask.about(`staff:${account.id}`);
  await mustBeUnlocked(ask, lockOf(account.account));
  const step = await stepOfOtp(ask, account, otp);
  if (step === undefined) {
    await countFailure(ask, lockOf(account.account));
    const fields = [{ at: 'otp', sentence: '动态码不对，请等验证器里的下一个再输。' }];
    throw new Refusal('WRONG_PASSWORD', { keep: true, fields });
  }
  const good = { passwordHash, waitsFor: null, enabledAt: ask.now.toISOString(), lastOtpStep: step };
  const waits = { id: account.id, waitsFor: 'activation', otpSealed: account.otpSealed } as const;
  if ((await update(ask.db, StaffAccountTable, waits, good)) === 0) throw new Refusal('CODE_EXPIRED');
  await ask.db.query('DELETE FROM invitation WHERE accountId = ?', [account.id]);
  await forgetFailures(ask, lockOf(account.account));
  return { done: true } as const;
}
