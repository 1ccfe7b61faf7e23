/** The history of memberships, and the counts that follow from it: the one way to change either. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { ChangeKind, ChangeSource } from '@niangjia/shared/rules/members';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { insert, insertMany, insertOnce, query } from '../../core/sql';
import { UnionTallyTable } from '../unions/entity';
import { type Membership, type MembershipChange, MembershipChangeTable } from './entity';

/** Adds to a union's own counts of members. Call it as late as possible: it takes the row of that union. */
export async function addToTally(ask: Ask, unionId: string, by: { active?: number; retained?: number }): Promise<void> {
  const { active = 0, retained = 0 } = by;
  const [union] = await query<{ path: string }>(ask.db, 'SELECT path FROM trade_union WHERE id = ?', [unionId]);
  await insertOnce(ask.db, UnionTallyTable, { unionId, path: union?.path ?? '', active: 0, retained: 0 });
  await ask.db.query('UPDATE union_tally SET active = active + ?, retained = retained + ? WHERE unionId = ?', [
    active,
    retained,
    unionId,
  ]);
}

/** Appends one row to the history of a membership. `unionId`: the union in whose book it stands. */
export async function recordChange(
  ask: Ask,
  membership: Pick<Membership, 'id' | 'personId' | 'unionId' | 'occupation'>,
  change: {
    kind: ChangeKind;
    source: ChangeSource;
    sourceId: string;
    unionId?: string;
    otherUnionId?: string;
    words?: string | null;
    /** Shanghai day; today when absent. */
    on?: string;
  },
): Promise<void> {
  const row: MembershipChange = {
    id: ulid(),
    membershipId: membership.id,
    personId: membership.personId,
    kind: change.kind,
    unionId: change.unionId ?? membership.unionId,
    otherUnionId: change.otherUnionId ?? null,
    occupation: membership.occupation,
    onDay: change.on ?? dayOf(ask.now),
    at: ask.now.toISOString(),
    source: change.source,
    sourceId: change.sourceId,
    words: change.words ?? null,
    accountId: ask.by.kind === 'staff' ? ask.by.accountId : null,
  };
  await insert(ask.db, MembershipChangeTable, row);
}

/** The same for many who join at once, such as those of a roster. `accountId`: the officer who brought them. */
export function recordJoined(
  ask: Ask,
  memberships: readonly Pick<Membership, 'id' | 'personId' | 'unionId' | 'occupation'>[],
  { source, sourceId, accountId }: { source: ChangeSource; sourceId: string; accountId: string },
): Promise<void> {
  const [onDay, at] = [dayOf(ask.now), ask.now.toISOString()];
  const rows = memberships.map(
    ({ id, personId, unionId, occupation }): MembershipChange => ({
      id: ulid(),
      membershipId: id,
      personId,
      kind: 'joined',
      unionId,
      otherUnionId: null,
      occupation,
      onDay,
      at,
      source,
      sourceId,
      words: null,
      accountId,
    }),
  );
  return insertMany(ask.db, MembershipChangeTable, rows);
}
