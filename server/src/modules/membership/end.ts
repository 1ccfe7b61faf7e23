/** A membership ends: by leaving or by expulsion. The one way out of the book. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { ChangeSource } from '@niangjia/shared/rules/members';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { addToTally, recordChange } from './changes';
import { closeOpenCases } from './end-open';
import { type Membership, MembershipTable } from './entity';

/**
 * Ends an active or retained membership: the person and the ID number are free to join again (MEM-5). The number stays
 * this membership's own. Tells nobody: the act that ends it does. Refusal MEMBER_GONE when it has ended already, or
 * changed at this very moment.
 */
export async function endMembership(
  ask: Ask,
  membershipId: string,
  change: { kind: 'left' | 'expelled'; source: ChangeSource; sourceId: string; words?: string | null },
): Promise<void> {
  const [membership] = await query<Membership>(ask.db, 'SELECT * FROM membership WHERE id = ?', [membershipId]);
  if (!membership || membership.state === 'ended') throw new Refusal('MEMBER_GONE');
  const { state, unionId } = membership;
  const ended = { state: 'ended', endedOn: dayOf(ask.now), activePerson: null, activeIdNumber: null } as const;
  // The union as well: counts follow the book in which it stands at this moment.
  if ((await update(ask.db, MembershipTable, { id: membershipId, state, unionId }, ended)) === 0)
    throw new Refusal('MEMBER_GONE');
  await recordChange(ask, membership, change);
  await closeOpenCases(ask, membership.personId);
  await addToTally(ask, unionId, { [state]: -1 });
}
