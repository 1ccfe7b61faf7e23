/** The membership goes into the other union's book: the same row, so that all that hangs on it goes along (MEM-5). */

import type { Ask } from '../../../core/ask';
import { Refusal } from '../../../core/refusal';
import { update } from '../../../core/sql';
import { addToTally, recordChange } from '../changes';
import { type Membership, MembershipTable } from '../entity';
import { moveOpenRequests } from '../request/open';

/**
 * Number, day of joining, occupation and id stay; a retained one is active again where it arrives.
 * Refusal MOVE_NOT_ALLOWED when the membership changed at this very moment.
 */
export async function moveMembership(
  ask: Ask,
  membership: Membership,
  toUnion: string,
  transferId: string,
): Promise<void> {
  const { id, state, unionId } = membership;
  if ((await update(ask.db, MembershipTable, { id, state, unionId }, { unionId: toUnion, state: 'active' })) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  const source = { source: 'transfer', sourceId: transferId } as const;
  await recordChange(ask, membership, { kind: 'movedOut', otherUnionId: toUnion, ...source });
  await recordChange(ask, { ...membership, unionId: toUnion }, { kind: 'movedIn', otherUnionId: unionId, ...source });
  await moveOpenRequests(ask, membership.personId, toUnion);
  const counts = [
    { union: unionId, by: { [state]: -1 } },
    { union: toUnion, by: { active: 1 } },
  ];
  // Always in the same order, so that two who change places do not wait for one another.
  for (const { union, by } of counts.sort((a, b) => (a.union < b.union ? -1 : 1))) await addToTally(ask, union, by);
}
