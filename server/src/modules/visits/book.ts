/** Writes a visit: takes the time of expert and room, and assigns the orders to it. */
import { dayOf } from '@niangjia/shared/rules/days';
import { answerByOf, sayStart } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { insert, nextValue } from '../../core/sql';
import { bookExpert, bookRoom } from '../experts/booked';
import { moveOrder } from '../orders/move';
import { departmentOf } from '../orders/words';
import { type Visit, VisitPartTable, VisitTable } from './entity';
import type { Fit, Wanted } from './fit';
import { tellPlanned } from './tell';

const endOf = (startAt: string, minutes: number): string =>
  new Date(Date.parse(startAt) + minutes * 60_000).toISOString();

/** `FW20261123-0001` */
async function numberOf(ask: Ask): Promise<string> {
  const today = dayOf(ask.now);
  const nth = await nextValue(ask.db, `visit:${today}`);
  return `FW${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`;
}

/** `agreedAt`: the expert's yes to this very time, when there is one. `why`: in the orders' steps. */
interface How {
  id?: string;
  agreedAt?: string | null;
  why?: string;
}

/**
 * The id of a proposed visit whose time is taken from now on.
 * Refusals OUT_OF_HOURS, EXPERT_BUSY, EXPERT_FULL, ROOM_BUSY, ORDER_STATE.
 */
export async function bookVisit(ask: Ask, wanted: Wanted, fit: Fit, how: How = {}): Promise<string> {
  const { item, orders, slot } = wanted;
  const { expert, room, place, km } = fit;
  const [id, { startAt }] = [how.id ?? ulid(), slot];
  await bookExpert(ask, expert, { startAt, minutes: item.minutes, km, holdId: id });
  if (room) await bookRoom(ask, room.id, { startAt, minutes: item.minutes, holdId: id });
  const at = ask.now.toISOString();
  const visit: Visit = {
    ...{ id, number: await numberOf(ask), itemId: item.id, ownerId: item.unionId },
    department: orders[0]?.department ?? item.department,
    ...{ expertId: expert.id, roomId: room?.id ?? null, state: 'proposed' },
    ...{ startAt, endAt: endOf(startAt, item.minutes) },
    ...{ placeName: place.placeName, address: place.address, latitude: place.latitude, longitude: place.longitude },
    ...{ metres: Math.round(km * 1000), people: orders.reduce((sum, { people }) => sum + people, 0) },
    answerBy: answerByOf(ask.now, startAt, ask.kit.isWorkingDay),
    ...{ expertAgreedAt: how.agreedAt ?? null, ending: null, endReason: null, movedTo: null },
    ...{ minutes: null, served: null, words: null, photoIds: null, recordedAt: null, remindedAt: null },
    ...{ createdBy: ask.by.kind === 'staff' ? ask.by.accountId : 'system', createdAt: at },
  };
  await insert(ask.db, VisitTable, visit);
  const words = [how.why, `${sayStart(startAt)}，${place.placeName}`].filter(Boolean).join('。');
  for (const [nth, order] of orders.entries()) {
    await insert(ask.db, VisitPartTable, { id: ulid(), visitId: id, orderId: order.id, nth, leftAt: null });
    await moveOrder(ask, order.id, 'assign', {
      ...{ who: departmentOf(order), words },
      change: { visitId: id, unitAgreedAt: null },
    });
  }
  await tellPlanned(ask, visit, item.title, orders);
  return id;
}
