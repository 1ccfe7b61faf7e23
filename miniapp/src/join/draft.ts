/** The drafts in the phone's storage. */
import Taro from '@tarojs/taro';
import { type Draft, type DraftOf, type Heading, type Kept, servedDrafts, stillKept } from './apply-form';

const names: Record<DraftOf, string> = { join: 'draft', mend: 'draft-mend' };

export function readDraft(of: DraftOf): Kept | undefined {
  const kept = stillKept(Taro.getStorageSync(names[of]) as Kept | '', Date.now());
  if (!kept) dropDraft(of);
  return kept;
}

export const keepDraft = (of: DraftOf, draft: Draft, heading: Heading | null): void =>
  Taro.setStorageSync(names[of], { draft, heading, savedAt: Date.now() } satisfies Kept);

export const dropDraft = (of: DraftOf): void => Taro.removeStorageSync(names[of]);

export const dropServed = (...known: Parameters<typeof servedDrafts>): void =>
  servedDrafts(...known).forEach(dropDraft);
