/** One order in a list: its clock, who holds it, and where it stands. */
import { dayOf, workingDaysBetween } from '@niangjia/shared/rules/days';
import { urgencyOf } from '@niangjia/shared/rules/membership';
import { mayAct } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf } from '../../core/ask';
import type { Standing } from './line';
import type { FoundOrder } from './load';
import { holderOf } from './words';

/** Of the visit that it waits for. */
export interface VisitOfOrder {
  startAt: string | null;
  expertAgreedAt: string | null;
  recordedAt: string | null;
}
export type OrderRow = VisitOfOrder &
  Omit<
    FoundOrder,
    'openItem' | 'days' | 'notes' | 'contactName' | 'contactSealed' | 'address' | 'ratingWords' | 'createdBy'
  >;

export const ROW_COLUMNS = `o.id, o.number, o.unionId, o.ownerId, o.department, o.itemId, o.title, o.\`group\`, o.people,
  o.placeName, o.latitude, o.longitude, o.sharing, o.state, o.dueOn, o.served, o.queuedAt, o.visitId, o.unitAgreedAt,
  o.mergedInto, o.deliveredAt, o.stars, o.ratedAt, o.createdAt, u.name AS unionName, u.path AS unionPath,
  w.name AS ownerName, w.path AS ownerPath, v.startAt, v.expertAgreedAt, v.recordedAt`;
export const ROW_TABLES = `service_order o JOIN trade_union u ON u.id = o.unionId
  JOIN trade_union w ON w.id = o.ownerId LEFT JOIN visit v ON v.id = o.visitId`;

/** How whoever looks calls the unit that ordered. */
export const unitFor = (ask: Ask, { unionPath }: Pick<FoundOrder, 'unionPath'>): string =>
  mayAct(staffOf(ask).posts, 'orders.place', unionPath) ? '本单位' : '点单单位';

function clockOf(ask: Ask, dueOn: string | null) {
  if (dueOn === null) return { workingDaysLeft: null, urgency: 'calm' as const };
  const [today, { isWorkingDay }] = [dayOf(ask.now), ask.kit];
  return {
    workingDaysLeft: workingDaysBetween(today, dueOn, isWorkingDay),
    urgency: urgencyOf(dueOn, today, isWorkingDay),
  };
}

export const toRow = (ask: Ask, order: OrderRow, standing: Standing | undefined, likelyOn: string | null) => ({
  id: order.id,
  number: order.number,
  state: order.state,
  itemId: order.itemId,
  title: order.title,
  group: order.group,
  unionId: order.unionId,
  unionName: order.unionName,
  ownerName: order.ownerName,
  department: order.department,
  people: order.people,
  placeName: order.placeName,
  queuedAt: order.queuedAt,
  dueOn: order.dueOn,
  ...clockOf(ask, order.dueOn),
  holder: holderOf(order, unitFor(ask, order)),
  position: standing?.position ?? null,
  lineLength: standing?.lineLength ?? null,
  likelyOn,
  neverServed: order.served === 0,
  visitId: order.visitId,
  startAt: order.startAt,
});
