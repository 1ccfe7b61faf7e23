/** The draft in the phone's storage: one for joining, one for mending a returned application. */
import Taro from '@tarojs/taro';
import { type Draft, type Heading, type Kept, stillKept } from './apply-form';

const names = { join: 'draft', mend: 'draft-mend' } as const;
export type DraftOf = keyof typeof names;

export function readDraft(of: DraftOf): Kept | undefined {
  const kept = stillKept(Taro.getStorageSync(names[of]) as Kept | '', Date.now());
  if (!kept) dropDraft(of);
  return kept;
}

export const keepDraft = (of: DraftOf, draft: Draft, heading: Heading | null): void =>
  Taro.setStorageSync(names[of], { draft, heading, savedAt: Date.now() } satisfies Kept);

export const dropDraft = (of: DraftOf): void => Taro.removeStorageSync(names[of]);
