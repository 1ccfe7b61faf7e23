/** Consents: versioned texts stored with their hash, and rows that are only ever added (security.md E1). */
import { type ConsentText, type Purpose, textsInForce } from '@niangjia/shared/rules/consents';
import { dayOf } from '@niangjia/shared/rules/days';
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import { sha256, ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, insertMany, insertOnce, query } from '../../core/sql';
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

/** Whether the person's newest word on a purpose is yes. */
export async function hasConsented(ask: Ask, personId: string, purpose: Purpose): Promise<boolean> {
  const [newest] = await query<{ state: Consent['state'] }>(
    ask.db,
    'SELECT state FROM consent WHERE personId = ? AND purpose = ? ORDER BY at DESC, id DESC LIMIT 1',
    [personId, purpose],
  );
  return newest?.state === 'given';
}

/** Whether the person has said no to a purpose; somebody whom a union entered may have said nothing yet. */
export async function hasWithdrawn(ask: Ask, personId: string, purpose: Purpose): Promise<boolean> {
  const [newest] = await query<{ state: Consent['state'] }>(
    ask.db,
    'SELECT state FROM consent WHERE personId = ? AND purpose = ? ORDER BY at DESC, id DESC LIMIT 1',
    [personId, purpose],
  );
  return newest?.state === 'withdrawn';
}

/** Consents that people signed on paper with their unit, in the versions in force: the unit answers for having them. */
export async function recordPaperConsents(ask: Ask, personIds: readonly string[]): Promise<void> {
  const texts = textsInForce(dayOf(ask.now)).map((text) => ({ ...text, hash: textHash(text) }));
  const at = ask.now.toISOString();
  const ownWord = await withdrawnBy(ask, personIds);
  const rows = personIds.flatMap((personId) =>
    texts
      .filter(({ purpose }) => !ownWord.has(`${personId} ${purpose}`))
      .map(
        ({ purpose, hash, version }): Consent => ({
          id: ulid(),
          personId,
          purpose,
          textHash: hash,
          version,
          channel: 'officer',
          state: 'given',
          at,
        }),
      ),
  );
  return insertMany(ask.db, ConsentTable, rows);
}

/** What was withdrawn last, as `person purpose`: paper from a unit does not go over a person's own word. */
async function withdrawnBy(ask: Ask, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await query<Pick<Consent, 'personId' | 'purpose' | 'state'>>(
    ask.db,
    `SELECT personId, purpose, state FROM consent WHERE personId IN (${personIds.map(() => '?').join(', ')}) ORDER BY at, id`,
    [...personIds],
  );
  const newest = new Map(rows.map(({ personId, purpose, state }) => [`${personId} ${purpose}`, state]));
  return new Set([...newest].flatMap(([key, state]) => (state === 'withdrawn' ? [key] : [])));
}

/** Throws CONSENT_MISSING unless the person's newest word on a purpose is yes. */
export async function mustConsent(ask: Ask, personId: string, purpose: Purpose): Promise<void> {
  if (!(await hasConsented(ask, personId, purpose))) throw new Refusal('CONSENT_MISSING');
}
