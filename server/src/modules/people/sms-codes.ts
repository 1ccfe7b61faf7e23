/** Codes sent to a phone: six digits, five minutes, five tries, one a minute, ten a day. */

import { randomInt } from 'node:crypto';
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { insertOnce, query, update } from '../../core/sql';
import { AttemptTable } from '../../core/tables';
import { networkOf } from './attempts';
import { type SmsCode, SmsCodeTable } from './entity';

const PER_DAY = 10;
const PER_NETWORK = 600;

/** Makes the code that is sent once this is committed. Refusal CODE_TOO_SOON. */
export async function makeSmsCode(
  ask: Ask,
  phone: string,
): Promise<{ resendAfterSeconds: number; phone: string; code: string }> {
  const { secrets } = ask.kit;
  await countForNetwork(ask);
  const id = secrets.index('phone', phone);
  const code = String(randomInt(10 ** limits.smsCode.digits)).padStart(limits.smsCode.digits, '0');
  const at = ask.now.toISOString();
  const today = dayOf(ask.now);
  const fresh = {
    codeHash: secrets.index('sms-code', `${id}${code}`),
    sentAt: at,
    expiresAt: new Date(ask.now.getTime() + limits.smsCode.minutes * 60_000).toISOString(),
    tries: 0,
    sentOn: today,
  };
  const [known] = await query<SmsCode>(ask.db, 'SELECT * FROM sms_code WHERE id = ?', [id]);
  if (!known) {
    if (!(await insertOnce(ask.db, SmsCodeTable, { id, ...fresh, sentToday: 1 }))) throw new Refusal('CODE_TOO_SOON');
  } else {
    const waited = ask.now.getTime() - Date.parse(known.sentAt) >= limits.smsCode.waitSeconds * 1000;
    const sentToday = known.sentOn === today ? known.sentToday : 0;
    if (sentToday >= PER_DAY)
      throw new Refusal('CODE_TOO_SOON', { sentence: '这个手机号今天的验证码已发完，请明天再试，或在微信里入会。' });
    if (!waited) throw new Refusal('CODE_TOO_SOON');
    const changed = await update(
      ask.db,
      SmsCodeTable,
      { id, sentAt: known.sentAt },
      { ...fresh, sentToday: sentToday + 1 },
    );
    if (changed === 0) throw new Refusal('CODE_TOO_SOON');
  }
  return { resendAfterSeconds: limits.smsCode.waitSeconds, phone, code };
}

/** A network's messages of a day: enough for a factory's shift, dull for a pump. Refusal CODE_TOO_SOON. */
async function countForNetwork(ask: Ask): Promise<void> {
  const id = ask.kit.secrets.index('attempt', `sms\0${networkOf(ask.from)}\0${dayOf(ask.now)}`);
  const lastAt = ask.now.toISOString();
  if (await insertOnce(ask.db, AttemptTable, { id, failures: 1, lockedUntil: null, lastAt })) return;
  await ask.db.query('UPDATE attempt SET failures = failures + 1, lastAt = ? WHERE id = ?', [lastAt, id]);
  const [row] = await query<{ failures: number }>(ask.db, 'SELECT failures FROM attempt WHERE id = ?', [id]);
  if (Number(row?.failures) <= PER_NETWORK) return;
  ask.kit.metrics.alarms.inc({ kind: 'many-sms' });
  throw new Refusal('CODE_TOO_SOON', { sentence: '这个网络今天发的验证码太多了，请明天再试，或在微信里入会。' });
}

interface Given {
  phone: string;
  code: string;
  /** Field of the form in which it was typed. */
  at: string;
}

/** Uses a code up. Refusals WRONG_CODE, CODE_EXPIRED; a wrong try counts. */
export const useSmsCode = (ask: Ask, phone: string, code: string): Promise<void> =>
  useSmsCodes(ask, [{ phone, code, at: 'code' }]);

/** Uses several codes up, or none when one is wrong. Refusals as for one. */
export async function useSmsCodes(ask: Ask, given: readonly Given[]): Promise<void> {
  for (const one of given) await checkSmsCode(ask, one);
  for (const { phone } of given)
    await update(ask.db, SmsCodeTable, { id: ask.kit.secrets.index('phone', phone) }, { tries: limits.smsCode.tries });
}

async function checkSmsCode(ask: Ask, { phone, code, at }: Given): Promise<void> {
  const { secrets } = ask.kit;
  const id = secrets.index('phone', phone);
  // The try is counted before the code is looked at: of many at the same moment, five are looked at.
  const counted = await ask.db
    .createQueryBuilder()
    .update(SmsCodeTable)
    .set({ tries: () => 'tries + 1' })
    .where('id = :id AND tries < :tries AND expiresAt > :now', {
      id,
      tries: limits.smsCode.tries,
      now: ask.now.toISOString(),
    })
    .execute();
  const [known] = await query<SmsCode>(ask.db, 'SELECT * FROM sms_code WHERE id = ?', [id]);
  if (!counted.affected || !known)
    throw new Refusal('CODE_EXPIRED', { fields: [{ at, sentence: '验证码已过期，请重新获取。' }] });
  if (known.codeHash !== secrets.index('sms-code', `${id}${code}`)) {
    const fields = [{ at, sentence: '验证码不对，请核对短信里的 6 位数字。' }];
    throw new Refusal('WRONG_CODE', { keep: true, fields });
  }
}
