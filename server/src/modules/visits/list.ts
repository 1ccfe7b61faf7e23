/** The calendar of a planner. */
import { addDays, isDay } from '@niangjia/shared/rules/days';
import { instantAt } from '@niangjia/shared/rules/experts';
import { type Ask, withinReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { isOwn } from '../orders/load';
import { describeRows, describeVisit } from './describe';
import { type FoundVisit, loadVisit, SELECT_VISIT } from './load';

const MOST_DAYS = 42;
const MOST = 2000;

export interface Days {
  from: string;
  until: string;
}
/** The instants of these days, the last one included. Refusals DAYS_TURNED, SPAN_TOO_LONG. */
export function spanOf({ from, until }: Days): [string, string] {
  if (until < from) throw new Refusal('DAYS_TURNED');
  if (addDays(from, MOST_DAYS - 1) < until) throw new Refusal('SPAN_TOO_LONG');
  return [instantAt(from, 0), instantAt(addDays(until, 1), 0)];
}

function restDaysOf(ask: Ask, { from, until }: Days): string[] {
  const days: string[] = [];
  for (let day = from; isDay(day) && day <= until; day = addDays(day, 1))
    if (!ask.kit.isWorkingDay(day)) days.push(day);
  return days;
}

interface Filter extends Days {
  expertId?: string | undefined;
  roomId?: string | undefined;
}

/** Leave without its reason. */
function leavesOf(ask: Ask, { from, until, expertId }: Filter) {
  const reach = withinReach(ask, 'orders.read', 'u.path');
  return query<{ expertId: string; expertName: string; fromDay: string; untilDay: string }>(
    ask.db,
    `SELECT l.expertId, e.name AS expertName, l.fromDay, l.untilDay FROM expert_leave l
     JOIN expert e ON e.id = l.expertId JOIN trade_union u ON u.id = e.unionId
     WHERE ${reach.sql} AND l.cancelledAt IS NULL AND l.untilDay >= ? AND l.fromDay <= ?
       ${expertId ? 'AND l.expertId = ?' : ''} ORDER BY l.fromDay, l.id LIMIT ${MOST}`,
    [...reach.values, from, until, ...(expertId ? [expertId] : [])],
  );
}

/** What takes place or is proposed, by start; what was cancelled has left the calendar. Refusals DAYS_TURNED, SPAN_TOO_LONG. */
export async function listVisits(ask: Ask, filter: Filter) {
  const [start, end] = spanOf(filter);
  const { expertId, roomId } = filter;
  const owner = withinReach(ask, 'orders.read', 'w.path');
  const unit = withinReach(ask, 'orders.read', 'u.path');
  const visits = await query<FoundVisit>(
    ask.db,
    `${SELECT_VISIT} WHERE v.startAt >= ? AND v.startAt < ? AND v.state <> 'cancelled'
       ${expertId ? 'AND v.expertId = ?' : ''} ${roomId ? 'AND v.roomId = ?' : ''}
       AND (${owner.sql} OR EXISTS (SELECT 1 FROM visit_part p JOIN service_order o ON o.id = p.orderId
         JOIN trade_union u ON u.id = o.unionId WHERE p.visitId = v.id AND p.leftAt IS NULL AND ${unit.sql}))
     ORDER BY v.startAt, v.id LIMIT ${MOST}`,
    [start, end, ...(expertId ? [expertId] : []), ...(roomId ? [roomId] : []), ...owner.values, ...unit.values],
  );
  const items = await describeRows(ask, visits, (visit) => isOwn(ask, visit));
  return { items, leaves: await leavesOf(ask, filter), restDays: restDaysOf(ask, filter) };
}

/** Audited, with how many numbers were shown in full. Refusal NOT_FOUND. */
export async function readVisit(ask: Ask, id: string) {
  await loadVisit(ask, id);
  const visit = await describeVisit(ask, id);
  ask.about(`visit:${id}`, { contacts: visit.contacts.length });
  return visit;
}
