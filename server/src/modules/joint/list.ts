/** What waits for a second person, and how an act looks. */
import { dayOf } from '@niangjia/shared/rules/days';
import { isRecallable, type JointKind, type JointState, jointKinds, jointRule } from '@niangjia/shared/rules/joint';
import { limits } from '@niangjia/shared/rules/limits';
import { permissions, reachOf } from '@niangjia/shared/rules/roles';
import { type Ask, below, rangeOf, staffOf } from '../../core/ask';
import { query } from '../../core/sql';
import type { JointAct } from './entity';
import { type FoundAct, isBarred, loadAct, SELECT_ACT, signaturesOf, slotOf } from './sign';

interface Names {
  name: string;
  unionName: string;
}

export async function describeAct(ask: Ask, id: string) {
  const { act } = await loadAct(ask, id);
  return toReply(ask, act);
}

/** For the reply of a route that has just proposed it. */
export const describeProposed = (ask: Ask, act: Pick<JointAct, 'id'>) => describeAct(ask, act.id);

async function toReply(ask: Ask, act: FoundAct) {
  const { idNumberIndex, accountId } = staffOf(ask);
  const rule = jointRule(act.kind);
  const signatures = await signaturesOf(ask, act.id);
  const named = await query<Names & { slot: JointKind; at: string }>(
    ask.db,
    `SELECT s.slot, s.at, a.name, u.name AS unionName FROM joint_signature s
     JOIN staff_account a ON a.id = s.accountId LEFT JOIN trade_union u ON u.id = s.unionId
     WHERE s.actId = ? ORDER BY s.id`,
    [act.id],
  );
  const [refuser] = act.refusedBy
    ? await query<{ name: string }>(ask.db, 'SELECT name FROM staff_account WHERE id = ?', [act.refusedBy])
    : [];
  const filled = new Set<string>(signatures.map(({ slot }) => slot));
  const waits = act.state === 'waiting';
  return {
    id: act.id,
    kind: act.kind,
    state: act.state,
    unionId: act.unionId,
    unionName: act.unionName,
    title: act.title,
    facts: JSON.parse(act.facts) as { label: string; value: string }[],
    reason: act.reason,
    proposedAt: act.proposedAt,
    dueOn: act.dueOn,
    overdue: waits && act.dueOn < dayOf(ask.now),
    signatures: named.map(({ slot, at, name, unionName }) => ({
      name,
      unionName: unionName ?? '',
      as: (slot as string) === 'first' ? '提出' : permissions[slot as unknown as keyof typeof permissions],
      at,
    })),
    missing: waits ? rule.others.filter((slot) => !filled.has(slot)) : [],
    refusal: act.refusal === null ? null : { name: refuser?.name ?? '', reason: act.refusal, at: act.decidedAt ?? '' },
    maySign: waits && !isBarred(idNumberIndex, act, signatures) && slotOf(ask, act, signatures) !== undefined,
    mayRecall: waits && act.proposedBy === accountId && isRecallable(act.kind),
    needsStepUp: rule.stepUp,
    page: act.page,
  };
}

/** SQL condition for acts that wait for a signature of the caller. */
function signable(ask: Ask): { sql: string; values: unknown[] } {
  const { posts, idNumberIndex } = staffOf(ask);
  const parts: string[] = [];
  const values: unknown[] = [];
  for (const kind of Object.keys(jointKinds) as JointKind[])
    for (const slot of jointRule(kind).others)
      for (const path of reachOf(posts, slot)) {
        const strict = jointRule(kind).upper ? ' AND (u.path <> ? OR u.parentId IS NULL)' : '';
        parts.push(
          `(a.kind = ? AND ${below('u.path')}${strict}
            AND NOT EXISTS (SELECT 1 FROM joint_signature s WHERE s.actId = a.id AND s.slot = ?))`,
        );
        values.push(kind, ...rangeOf(path), ...(strict ? [path] : []), slot);
      }
  if (parts.length === 0 || idNumberIndex === null) return { sql: '1 = 0', values: [] };
  return {
    sql: `a.state = 'waiting' AND (${parts.join(' OR ')})
      AND NOT EXISTS (SELECT 1 FROM joint_signature s WHERE s.actId = a.id AND s.signer = ?)
      AND (a.barred IS NULL OR INSTR(a.barred, ?) = 0)`,
    values: [...values, idNumberIndex, idNumberIndex],
  };
}

/** Acts that wait for the caller, and those of the caller; the oldest term first, or the newest of one's own. */
export async function listActs(ask: Ask, filter: { state?: JointState; view?: 'sign' | 'mine'; after?: string }) {
  const { accountId } = staffOf(ask);
  const mine = filter.view === 'mine';
  const waiting = signable(ask);
  const where = [mine ? 'a.proposedBy = ?' : waiting.sql];
  const values: unknown[] = mine ? [accountId] : [...waiting.values];
  if (filter.state) {
    where.push('a.state = ?');
    values.push(filter.state);
  }
  if (filter.after) {
    where.push(mine ? 'a.id < ?' : 'a.id > ?');
    values.push(filter.after);
  }
  const rows = await query<FoundAct>(
    ask.db,
    `${SELECT_ACT} WHERE ${where.join(' AND ')} ORDER BY a.id ${mine ? 'DESC' : 'ASC'} LIMIT ${limits.page + 1}`,
    values,
  );
  const items = [];
  for (const row of rows.slice(0, limits.page)) items.push(await toReply(ask, row));
  const [count] = await query<{ waiting: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS waiting FROM joint_act a JOIN trade_union u ON u.id = a.unionId WHERE ${waiting.sql}`,
    waiting.values,
  );
  return {
    items,
    next: rows.length > limits.page ? (items.at(-1)?.id ?? null) : null,
    waitingForMe: Number(count?.waiting ?? 0),
  };
}
