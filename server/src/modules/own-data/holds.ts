/** Holds: what a case of law keeps. Placed by one, lifted by two (security.md d.3 row 12). */
import { limits } from '@niangjia/shared/rules/limits';
import { maskName } from '@niangjia/shared/rules/masks';
import { type Ask, mustReach, staffOf, withinReach } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { describeProposed } from '../joint/list';
import { propose } from '../joint/propose';
import { mustHaveSteppedUp } from '../people/staff';
import { type Hold, HoldTable } from './entity';

type Found = Hold & {
  number: string;
  name: string | null;
  idNumberIndex: string | null;
  placedByName: string;
  unionPath: string;
};

const SELECT = `SELECT h.*, m.number, p.name, p.idNumberIndex, a.name AS placedByName, u.path AS unionPath
  FROM hold h JOIN membership m ON m.id = h.membershipId JOIN person p ON p.id = h.personId
  JOIN staff_account a ON a.id = h.placedBy JOIN trade_union u ON u.id = h.unionId`;

const describe = (hold: Found) => ({
  id: hold.id,
  number: hold.number,
  nameMasked: maskName(hold.name ?? '某某'),
  reason: hold.reason,
  placedAt: hold.placedAt,
  placedBy: hold.placedByName,
  liftedAt: hold.liftedAt,
});

/** Whether a case of law keeps the data of this person. */
export async function isHeld(ask: Pick<Ask, 'db'>, personId: string): Promise<boolean> {
  const rows = await query(ask.db, 'SELECT id FROM hold WHERE openPerson = ?', [personId]);
  return rows.length > 0;
}

async function loadHold(ask: Ask, id: string): Promise<Found> {
  const [hold] = await query<Found>(ask.db, `${SELECT} WHERE h.id = ?`, [id]);
  if (!hold) throw new Refusal('NOT_FOUND', { denied: `hold:${id}` });
  mustReach(ask, 'erasures.propose', hold.unionPath, `hold:${id}`);
  return hold;
}

/** Keeps a member's data, also of one whose membership has ended. Refusals NOT_FOUND, ON_HOLD (already). */
export async function placeHold(ask: Ask, memberNumber: string, reason: string) {
  const [membership] = await query<{ id: string; personId: string; unionId: string; path: string }>(
    ask.db,
    `SELECT m.id, m.personId, m.unionId, u.path FROM membership m JOIN trade_union u ON u.id = m.unionId
     WHERE m.number = ? AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.personId = m.personId)`,
    [memberNumber],
  );
  if (!membership) throw new Refusal('NOT_FOUND', { denied: 'membership' });
  mustReach(ask, 'erasures.propose', membership.path, `membership:${membership.id}`);
  const id = ulid();
  const placed = await insertOnce(ask.db, HoldTable, {
    id,
    personId: membership.personId,
    membershipId: membership.id,
    unionId: membership.unionId,
    reason,
    placedAt: ask.now.toISOString(),
    placedBy: staffOf(ask).accountId,
    liftedAt: null,
    liftedBy: null,
    openPerson: membership.personId,
  });
  if (!placed) throw new Refusal('ON_HOLD');
  ask.about(`hold:${id}`, { person: membership.personId });
  return describe(await loadHold(ask, id));
}

/** Newest first. */
export async function listHolds(ask: Ask, after?: string) {
  const reach = withinReach(ask, 'erasures.propose', 'u.path');
  const rows = await query<Found>(
    ask.db,
    `${SELECT} WHERE ${reach.sql}${after ? ' AND h.id < ?' : ''} ORDER BY h.id DESC LIMIT ${limits.page + 1}`,
    [...reach.values, ...(after ? [after] : [])],
  );
  const items = rows.slice(0, limits.page).map(describe);
  return { items, next: rows.length > limits.page ? (items.at(-1)?.id ?? null) : null };
}

/** Refusals NOT_FOUND (also one that is lifted), STEP_UP_FIRST, NO_IDENTITY, SAME_PERSON, JOINT_OPEN. */
export async function proposeLift(ask: Ask, id: string, reason: string) {
  const hold = await loadHold(ask, id);
  if (hold.openPerson === null) throw new Refusal('NOT_FOUND', { denied: `hold:${id}` });
  mustHaveSteppedUp(ask);
  const act = await propose(ask, {
    kind: 'hold-lift',
    union: { id: hold.unionId, path: hold.unionPath },
    subject: id,
    title: `解除 ${maskName(hold.name ?? '某某')} 的个人信息留存`,
    facts: [
      { label: '会员编号', value: hold.number },
      { label: '留存原因', value: hold.reason },
    ],
    reason,
    payload: { holdId: id, personId: hold.personId },
    barred: [hold.idNumberIndex],
    page: '/holds',
  });
  return describeProposed(ask, act);
}

export const holdLiftEffect: JointEffect = {
  async done(ask, act) {
    const { holdId, personId } = payloadOf<{ holdId: string; personId: string }>(act);
    const lifted = { liftedAt: ask.now.toISOString(), liftedBy: staffOf(ask).accountId, openPerson: null };
    if ((await update(ask.db, HoldTable, { id: holdId, openPerson: personId }, lifted)) === 0)
      throw new Refusal('JOINT_STALE');
  },
};
