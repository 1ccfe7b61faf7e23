/** What the joining form needs to know before it can be filled in. */

import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { api } from '../api';
import { isSignedIn } from '../session';
import { change, type Draft, type DraftOf, emptyDraft, type Heading } from './apply-form';
import { readDraft } from './draft';

export interface Setting {
  of: DraftOf;
  /** Where to; null when a returned application is mended. */
  heading: Heading | null;
  texts: Reply<'GET /consent-texts'>['items'];
  /** Of the WeChat message that tells the result. */
  templateId: string;
  draft: Draft;
  phoneMasked: string | null;
  mending: Reply<'GET /applications/mine'>['items'][number] | null;
}

async function phoneOfMe(): Promise<string | null> {
  if (!isSignedIn()) return null;
  try {
    return (await api('GET /me')).phoneMasked;
  } catch (error) {
    // The session has ended: the phone number is asked for again, nothing else is lost.
    if (error instanceof Refused && error.status === 401) return null;
    throw error;
  }
}

export async function settingToJoin(unionId: string, codeToken: string | null): Promise<Setting> {
  const [{ items: texts, messageTemplateId }, { union }, phoneMasked] = await Promise.all([
    api('GET /consent-texts'),
    api('GET /unions/:id/invitation', { params: { id: unionId } }),
    phoneOfMe(),
  ]);
  const kept = readDraft('join');
  const sameWay = kept?.heading?.unionId === unionId && kept.heading.codeToken === codeToken;
  const draft = kept ? (sameWay ? kept.draft : change(kept.draft, {})) : emptyDraft;
  return {
    of: 'join',
    heading: { unionId, unionName: union.name, codeToken },
    texts,
    templateId: messageTemplateId,
    draft,
    phoneMasked,
    mending: null,
  };
}

/** The server gives the ID number only masked, so it has to be typed again. Null when nothing is to be mended. */
export async function settingToMend(id: string): Promise<Setting | null> {
  const [{ items }, { messageTemplateId }] = await Promise.all([
    api('GET /applications/mine'),
    api('GET /consent-texts'),
  ]);
  const mending = items.find((one) => one.id === id && one.state === 'returned');
  if (!mending) return null;
  const known = { ...emptyDraft, name: mending.name, occupation: mending.occupation };
  const draft = readDraft('mend')?.draft ?? known;
  return {
    of: 'mend',
    heading: null,
    texts: [],
    templateId: messageTemplateId,
    draft,
    phoneMasked: mending.phoneMasked,
    mending,
  };
}
