/** Leave takes all of an expert's days: no visit falls into it, and it falls over no visit. */
import type { Body } from '@niangjia/shared/contract/index';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { IsNull } from 'typeorm';
import { type Ask, callerName, mustReach } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { bookLeave, freeFrom } from './booked';
import { type ExpertLeave, ExpertLeaveTable } from './entity';
import { findOwnExpert, holdExpert, ownExpert } from './load';

const MOST_DAYS = 60;

/** Refusals DAY_PAST, DAYS_TURNED, LEAVE_TOO_LONG, LEAVE_OVER_VISIT, LEAVE_KNOWN. */
async function takeLeave(ask: Ask, expertId: string, { fromDay, untilDay, reason }: Body<'POST /own-leaves'>) {
  if (untilDay < fromDay) throw new Refusal('DAYS_TURNED');
  if (fromDay < dayOf(ask.now)) throw new Refusal('DAY_PAST');
  if (addDays(fromDay, MOST_DAYS - 1) < untilDay) throw new Refusal('LEAVE_TOO_LONG');
  const id = ulid();
  if (!(await bookLeave(ask, expertId, fromDay, untilDay, id))) {
    const known = await query(
      ask.db,
      'SELECT id FROM expert_leave WHERE expertId = ? AND cancelledAt IS NULL AND untilDay >= ? AND fromDay <= ?',
      [expertId, fromDay, untilDay],
    );
    throw new Refusal(known.length > 0 ? 'LEAVE_KNOWN' : 'LEAVE_OVER_VISIT');
  }
  const at = ask.now.toISOString();
  const leave = { id, expertId, fromDay, untilDay, reason, by: callerName(ask.by), at, cancelledAt: null };
  await insert(ask.db, ExpertLeaveTable, leave);
  ask.about(`expert:${expertId}`, { leave: id, fromDay, untilDay });
  return leave;
}

/** As `takeLeave`; besides NOT_FOUND, EXPERT_ENDED. */
export async function enterLeave(ask: Ask, expertId: string, days: Body<'POST /experts/:id/leaves'>) {
  await holdExpert(ask, expertId, 'menu.manage');
  return takeLeave(ask, expertId, days);
}

/** As `takeLeave`; besides NOT_AN_EXPERT. */
export async function takeOwnLeave(ask: Ask, days: Body<'POST /own-leaves'>) {
  const { id } = await ownExpert(ask);
  // Held: a time that is offered to the next unit at this very moment is either taken before, or not at all.
  await ask.db.query('UPDATE expert SET endReason = endReason WHERE id = ?', [id]);
  return takeLeave(ask, id, days);
}

/** The days that are left are free again. Refusal LEAVE_OVER. */
async function dropLeave(ask: Ask, leave: ExpertLeave) {
  ask.about(`expert:${leave.expertId}`, { leave: leave.id });
  const today = dayOf(ask.now);
  if (leave.untilDay < today) throw new Refusal('LEAVE_OVER');
  const change = { cancelledAt: ask.now.toISOString() };
  const dropped = await ask.db.update(ExpertLeaveTable, { id: leave.id, cancelledAt: IsNull() }, change);
  if (dropped.affected === 0) throw new Refusal('LEAVE_OVER');
  await freeFrom(ask, leave.id, today);
  return { done: true as const };
}

async function leaveById(ask: Ask, id: string): Promise<(ExpertLeave & { unionPath: string }) | undefined> {
  const [leave] = await query<ExpertLeave & { unionPath: string }>(
    ask.db,
    `SELECT l.*, u.path AS unionPath FROM expert_leave l JOIN expert e ON e.id = l.expertId
     JOIN trade_union u ON u.id = e.unionId WHERE l.id = ?`,
    [id],
  );
  return leave;
}

/** Refusals NOT_FOUND, LEAVE_OVER. */
export async function cancelLeave(ask: Ask, id: string) {
  const leave = await leaveById(ask, id);
  if (!leave) throw new Refusal('NOT_FOUND', { denied: `leave:${id}` });
  mustReach(ask, 'menu.manage', leave.unionPath, `leave:${id}`);
  return dropLeave(ask, leave);
}

/** Refusals NOT_FOUND, LEAVE_OVER. */
export async function cancelOwnLeave(ask: Ask, id: string) {
  const expert = await findOwnExpert(ask);
  const leave = await leaveById(ask, id);
  if (!leave || leave.expertId !== expert?.id) throw new Refusal('NOT_FOUND', { denied: `leave:${id}` });
  return dropLeave(ask, leave);
}
