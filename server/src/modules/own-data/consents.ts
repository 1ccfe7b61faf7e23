/** Consents on one screen: what was agreed to, and one act to take it back or give it again (PIPL 15, security.md E2). */
import {
  type ConsentText,
  type Purpose,
  purposes,
  textsInForce,
  withoutConsent,
} from '@niangjia/shared/rules/consents';
import { dayOf } from '@niangjia/shared/rules/days';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { loadPerson } from '../people/person';
import { recordConsents, storeTexts, textHash } from '../unions/consents';
import { type Consent, ConsentTable } from '../unions/entity';

type Newest = Pick<Consent, 'textHash' | 'version' | 'state' | 'at'> & Pick<ConsentText, 'title' | 'text'>;

/** The person's newest word on a purpose, with the very text that was agreed to. */
async function newestOf(ask: Ask, personId: string, purpose: Purpose): Promise<Newest | undefined> {
  const [newest] = await query<Newest>(
    ask.db,
    `SELECT c.textHash, c.version, c.state, c.at, t.title, t.text
     FROM consent c LEFT JOIN consent_text t ON t.hash = c.textHash
     WHERE c.personId = ? AND c.purpose = ? ORDER BY c.at DESC, c.id DESC LIMIT 1`,
    [personId, purpose],
  );
  return newest;
}

/** A given consent shows the text that was agreed to, any other the one in force. */
async function describe(ask: Ask, personId: string, purpose: Purpose) {
  const newest = await newestOf(ask, personId, purpose);
  const inForce = textsInForce(dayOf(ask.now)).find((one) => one.purpose === purpose);
  const given = newest?.state === 'given' && newest.text !== null ? newest : undefined;
  return {
    purpose,
    label: purposes[purpose],
    title: given?.title ?? inForce?.title ?? '',
    state: newest?.state ?? ('none' as const),
    at: newest?.at ?? null,
    version: newest?.version ?? null,
    text: given?.text ?? inForce?.text ?? '',
    hash: given?.textHash ?? (inForce ? textHash(inForce) : ''),
    without: withoutConsent[purpose],
  };
}

export async function listConsents(ask: Ask, personId: string) {
  const items = [];
  for (const purpose of Object.keys(purposes) as Purpose[]) items.push(await describe(ask, personId, purpose));
  return items;
}

/** Appends the no; it counts from this commit on. */
export async function appendWithdrawal(
  ask: Ask,
  personId: string,
  purpose: Purpose,
  channel: Consent['channel'],
): Promise<boolean> {
  const newest = await newestOf(ask, personId, purpose);
  if (newest?.state !== 'given') return false;
  const { textHash, version } = newest;
  const at = ask.now.toISOString();
  await insert(ask.db, ConsentTable, {
    id: ulid(),
    personId,
    purpose,
    textHash,
    version,
    channel,
    state: 'withdrawn',
    at,
  });
  return true;
}

const channelOf = async (ask: Ask, personId: string): Promise<Consent['channel']> =>
  (await loadPerson(ask, personId)).openid === null ? 'h5' : 'weapp';

/** Refusal CONSENT_MISSING: there is nothing to take back. */
export async function withdrawConsent(ask: Ask, purpose: Purpose) {
  const { personId } = personOf(ask);
  if (!(await appendWithdrawal(ask, personId, purpose, await channelOf(ask, personId))))
    throw new Refusal('CONSENT_MISSING');
  ask.about(`person:${personId}`, { purpose });
  return describe(ask, personId, purpose);
}

/** To the text in force; agreeing twice adds nothing. Refusal CONSENT_MISSING: another text was shown. */
export async function giveConsent(ask: Ask, purpose: Purpose, hash: string) {
  const { personId } = personOf(ask);
  const newest = await newestOf(ask, personId, purpose);
  if (newest?.state !== 'given' || newest.textHash !== hash) {
    // A text that came into force since the start of this process is not in the database yet.
    await storeTexts(ask.db, dayOf(ask.now));
    await recordConsents(ask, personId, await channelOf(ask, personId), [purpose], [{ purpose, hash }]);
  }
  ask.about(`person:${personId}`, { purpose });
  return describe(ask, personId, purpose);
}
