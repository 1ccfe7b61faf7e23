/** Claims of idempotency keys as the server keeps them. */
import type { Caller } from '@niangjia/server/core/ask';
import { sha256 } from '@niangjia/server/core/ids';
import { claimKey, releaseKey } from '@niangjia/server/core/once';
import { entryOf, type Key } from '@niangjia/shared/contract/index';
import { type Call, type Scene, subjectOf } from './cast';

/** Id of the row that a call with its key makes. */
export const rowOf = (call: Call, key: Key) => {
  const by = `${entryOf(key).who === 'person' ? 'person' : 'staff'}:${subjectOf(call.token ?? '')}`;
  return sha256(`${by}\0${key}\0${call.headers?.['idempotency-key']}`);
};

export const callerOf = (key: Key, { token = '' }: Call): Caller =>
  entryOf(key).who === 'person'
    ? { kind: 'person', personId: subjectOf(token), sessionId: '' }
    : {
        kind: 'staff',
        accountId: subjectOf(token),
        personId: null,
        idNumberIndex: null,
        sessionId: '',
        stepUpAt: null,
        posts: [],
      };

/** Hash of what was sent, as the claim row keeps it: learnt from a claim that is given back. */
export async function hashOf(scene: Scene, key: Key, call: Call): Promise<string> {
  const sent = [call.params ?? {}, entryOf(key).body?.parse(call.body ?? {})];
  const claim = await claimKey(scene.world.kit, callerOf(key, call), key, 'to-learn', sent);
  if ('reply' in claim) throw new Error('the key is used');
  const [row] = await scene.world.sql<{ bodyHash: string }>('SELECT bodyHash FROM idempotency WHERE id = ?', [
    claim.id,
  ]);
  await releaseKey(scene.world.kit, claim);
  return row?.bodyHash ?? '';
}
