/** The member card and its rotating code: 30 seconds a step, good for this step and the one before. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { maskName } from '@niangjia/shared/rules/masks';
import type { MembershipState } from '@niangjia/shared/rules/members';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { codePlace } from './entity';

const STEP_MS = 30_000;
const PREFIX = 'NJ1';

interface CardRow {
  number: string;
  name: string;
  unionName: string;
  joinedOn: string;
  occupation: Occupation;
  state: MembershipState;
}

/** What stands on the card. Throws NOT_A_MEMBER. */
export async function showCard(ask: Ask): Promise<CardRow> {
  const [card] = await query<CardRow>(
    ask.db,
    `SELECT m.number, p.name, u.name AS unionName, m.joinedOn, m.occupation, m.state
     FROM membership m JOIN person p ON p.id = m.personId JOIN trade_union u ON u.id = m.unionId
     WHERE m.activePerson = ?`,
    [personOf(ask).personId],
  );
  if (!card) throw new Refusal('NOT_A_MEMBER');
  return card;
}

interface CodeRow {
  id: string;
  number: string;
  personId: string;
  codeSecretSealed: string;
}

/** The code of one step: 128 bits of an HMAC under the card's own secret. */
const codeAt = (number: string, secret: string, step: number): string =>
  `${PREFIX}.${number}.${createHmac('sha256', secret).update(`${number}|${step}`).digest().subarray(0, 16).toString('base64url')}`;

const secretOf = (ask: Ask, row: CodeRow): Promise<string> =>
  ask.kit.secrets.open(ask.db, codePlace(row.personId, row.id), row.codeSecretSealed);

/** The code of this moment, and for how many seconds it is shown. Throws NOT_A_MEMBER. */
export async function showCode(ask: Ask): Promise<{ code: string; seconds: number; step: number }> {
  const [row] = await query<CodeRow>(
    ask.db,
    'SELECT id, number, personId, codeSecretSealed FROM membership WHERE activePerson = ?',
    [personOf(ask).personId],
  );
  if (!row) throw new Refusal('NOT_A_MEMBER');
  const time = ask.now.getTime();
  const step = Math.floor(time / STEP_MS);
  const seconds = Math.ceil((STEP_MS - (time % STEP_MS)) / 1000);
  return { code: codeAt(row.number, await secretOf(ask, row), step), seconds, step };
}

const nothing = { valid: false, nameMasked: null, unionName: null, number: null };

/** Whether a shown code is a member's, now or in the step before. Says no more than a masked name. */
export async function checkCode(ask: Ask, code: string) {
  const [, number = '', mark = ''] = new RegExp(`^${PREFIX}\\.(\\d{14})\\.([\\w-]{22})$`).exec(code) ?? [];
  const [row] = await query<CodeRow & { name: string; unionName: string }>(
    ask.db,
    `SELECT m.id, m.number, m.personId, m.codeSecretSealed, p.name, u.name AS unionName
     FROM membership m JOIN person p ON p.id = m.personId JOIN trade_union u ON u.id = m.unionId
     WHERE m.number = ? AND m.state = 'active'`,
    [number],
  );
  if (!row || !mark) return nothing;
  const secret = await secretOf(ask, row);
  const step = Math.floor(ask.now.getTime() / STEP_MS);
  const fits = [step, step - 1].some((one) =>
    timingSafeEqual(Buffer.from(codeAt(number, secret, one)), Buffer.from(code)),
  );
  ask.about(`membership:${row.id}`, { valid: fits });
  return fits ? { valid: true, nameMasked: maskName(row.name), unionName: row.unionName, number } : nothing;
}
