/** Consents: versioned texts stored with their hash, and rows that are only ever added (security.md E1). */
import { type ConsentText, type Purpose, textsInForce } from '@niangjia/shared/rules/consents';
import { dayOf } from '@niangjia/shared/rules/days';
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import { sha256, ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, insertOnce, query } from '../../core/sql';
import { type Consent, ConsentTable, ConsentTextTable } from './entity';

/** Hash of a text as it was shown: title, newline, text. */
export const textHash = ({ title, text }: Pick<ConsentText, 'title' | 'text'>): string => sha256(`${title}\n${text}`);

/** Puts the texts in force into the database, so that each consent's hash leads to its text for ever. */
export async function storeTexts(db: EntityManager, today: string): Promise<void> {
  for (const { purpose, version, title, text, since, ...rest } of textsInForce(today))
    await insertOnce(db, ConsentTextTable, {
      hash: textHash({ ...rest, title, text }),
      purpose,
      version,
      title,
      text,
      since,
    });
}

export async function listTexts(ask: Ask) {
  return {
    messageTemplateId: ask.kit.config.wechat.templateId,
    items: textsInForce(dayOf(ask.now)).map((text) => ({
      purpose: text.purpose,
      version: text.version,
      title: text.title,
      separate: text.separate,
      text: text.text,
      hash: textHash(text),
    })),
  };
}

/**
 * Records what a person agreed to, and makes sure that every purpose is among it, in the version that is in force.
 * Refusal CONSENT_MISSING.
 */
export async function recordConsents(
  ask: Ask,
  personId: string,
  channel: Consent['channel'],
  needed: readonly Purpose[],
  given: readonly { purpose: Purpose; hash: string }[],
): Promise<void> {
  const texts = textsInForce(dayOf(ask.now));
  for (const purpose of needed) {
    const text = texts.find((one) => one.purpose === purpose);
    if (!text || !given.some((one) => one.purpose === purpose && one.hash === textHash(text)))
      throw new Refusal('CONSENT_MISSING', {
        fields: [{ at: `consents.${purpose}`, sentence: '请先阅读并勾选同意。' }],
      });
    await insert(ask.db, ConsentTable, {
      id: ulid(),
      personId,
      purpose,
      textHash: textHash(text),
      version: text.version,
      channel,
      state: 'given',
      at: ask.now.toISOString(),
    });
  }
}

/** Throws CONSENT_MISSING unless the person's newest word on a purpose is yes. */
export async function mustConsent(ask: Ask, personId: string, purpose: Purpose): Promise<void> {
  const [newest] = await query<{ state: Consent['state'] }>(
    ask.db,
    'SELECT state FROM consent WHERE personId = ? AND purpose = ? ORDER BY at DESC, id DESC LIMIT 1',
    [personId, purpose],
  );
  if (newest?.state !== 'given') throw new Refusal('CONSENT_MISSING');
}
