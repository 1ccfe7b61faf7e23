/** Staff sign in with a password (argon2id) and a time-based code; no way in skips the second factor. */

import { type Permission, permissions, roles } from '@niangjia/shared/rules/roles';
import { hash, verify } from '@node-rs/argon2';
import { verifySync } from 'otplib';
import { type Ask, holds, staffOf } from '../../core/ask';
import { withDeadline } from '../../core/deadline';
import { Refusal } from '../../core/refusal';
import { type IssuedSession, openSession } from '../../core/session';
import { query, update } from '../../core/sql';
import { countFailure, forgetFailures, isLocked, mustBeUnlocked } from './attempts';
import { type StaffAccount, StaffAccountTable } from './entity';

/** OWASP's argon2id floor: 19 MiB, 2 passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
export const STEP_UP_MINUTES = 5;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);
/** Unknown accounts are checked against this, so that they take as long as known ones. */
let dummy: Promise<string> | undefined;

/** Where the secret of an authenticator is sealed. */
export const otpPlace = (id: string) => ({ subjectId: id, table: 'staff_account', column: 'otp', rowId: id });

export const sealOtp = (ask: Pick<Ask, 'db' | 'kit' | 'now'>, accountId: string, secret: string): Promise<string> =>
  ask.kit.secrets.seal(ask.db, otpPlace(accountId), secret, ask.now);

export interface PasswordCheck {
  account: StaffAccount | undefined;
  fits: boolean;
}

/** The slow half, outside the transaction: is the password right? Says nothing to the caller yet. */
export async function checkPassword(
  kit: Ask['kit'],
  name: string,
  password: string,
  from: string,
): Promise<PasswordCheck> {
  // A locked pair costs no hash.
  if (await withDeadline(kit, () => isLocked(kit, from, name))) throw new Refusal('LOCKED');
  const [account] = await withDeadline(kit, () =>
    query<StaffAccount>(kit.db.reader, 'SELECT * FROM staff_account WHERE account = ?', [name]),
  );
  dummy ??= hashPassword('nobody has this password');
  // An account that waits for its activation has no password yet, and is answered as slowly as any other.
  const fits = await verify(account?.passwordHash || (await dummy), password);
  const stands = account !== undefined && account.disabledAt === null && account.waitsFor === null;
  return { account, fits: fits && stands };
}

/** The 30-second step for which a code is right, this one or the one before; undefined for a wrong code. */
export async function stepOfOtp(
  ask: Ask,
  account: Pick<StaffAccount, 'id' | 'otpSealed'>,
  otp: string,
): Promise<number | undefined> {
  const secret = await ask.kit.secrets.open(ask.db, otpPlace(account.id), account.otpSealed);
  const epoch = Math.floor(ask.now.getTime() / 1000);
  const result = verifySync({ secret, token: otp, epoch, epochTolerance: [30, 0] });
  return result.valid ? Math.floor(epoch / 30) + (result.delta ?? 0) : undefined;
}

/**
 * Whether a code is right, and uses it up: a code serves once, and none for an account that has been reset or disabled
 * since it was looked up.
 */
async function useOtp(ask: Ask, account: StaffAccount, otp: string): Promise<boolean> {
  const step = await stepOfOtp(ask, account, otp);
  if (step === undefined) return false;
  const changed = await ask.db
    .createQueryBuilder()
    .update('staff_account')
    .set({ lastOtpStep: step })
    .where('id = :id AND lastOtpStep < :step AND passwordHash = :passwordHash', { ...account, step })
    .andWhere('disabledAt IS NULL AND waitsFor IS NULL')
    .execute();
  return changed.affected === 1;
}

/** Opens a staff session. One refusal for a wrong account, password or code; failures count (A6). */
export async function signInStaff(
  ask: Ask,
  name: string,
  otp: string,
  { account, fits }: PasswordCheck,
): Promise<IssuedSession> {
  await mustBeUnlocked(ask, name);
  if (account) ask.about(`staff:${account.id}`);
  if (!account || !fits || !(await useOtp(ask, account, otp))) {
    await countFailure(ask, name);
    throw new Refusal('WRONG_PASSWORD', { keep: true });
  }
  await forgetFailures(ask, name);
  await update(ask.db, StaffAccountTable, { id: account.id }, { usedAt: ask.now.toISOString() });
  return openSession(ask, 'staff', account.id);
}

/** The second factor once more, good for five minutes of reveals. */
export async function stepUp(ask: Ask, otp: string): Promise<{ until: string }> {
  const { accountId, sessionId } = staffOf(ask);
  const [account] = await query<StaffAccount>(ask.db, 'SELECT * FROM staff_account WHERE id = ?', [accountId]);
  if (!account || account.waitsFor !== null) throw new Refusal('SESSION_ENDED');
  await mustBeUnlocked(ask, account.account);
  if (!(await useOtp(ask, account, otp))) {
    await countFailure(ask, account.account);
    const fields = [{ at: 'otp', sentence: '动态码不对或已用过，请等下一个再输。' }];
    throw new Refusal('WRONG_PASSWORD', { keep: true, fields });
  }
  await ask.db.query('UPDATE session SET stepUpAt = ? WHERE id = ?', [ask.now.toISOString(), sessionId]);
  return { until: new Date(ask.now.getTime() + STEP_UP_MINUTES * 60_000).toISOString() };
}

/** Throws STEP_UP_FIRST unless the second factor was given within the last five minutes (A9). */
export function mustHaveSteppedUp(ask: Ask): void {
  const { stepUpAt } = staffOf(ask);
  if (stepUpAt === null || Date.parse(stepUpAt) < ask.now.getTime() - STEP_UP_MINUTES * 60_000)
    throw new Refusal('STEP_UP_FIRST');
}

export async function describeStaff(ask: Ask) {
  const { accountId, posts } = staffOf(ask);
  const [account] = await query<StaffAccount>(ask.db, 'SELECT * FROM staff_account WHERE id = ?', [accountId]);
  return {
    name: account?.name ?? '',
    account: account?.account ?? '',
    posts: posts.map(({ role, unionId, unionName }) => ({ role, roleLabel: roles[role].label, unionId, unionName })),
    may: (Object.keys(permissions) as Permission[]).filter((permission) => holds(posts, permission)),
  };
}
