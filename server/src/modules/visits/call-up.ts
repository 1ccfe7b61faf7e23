/** A time that came free is offered to the next of the line whom the day suits: never served first, then who asked first. */
import { dayOf } from '@niangjia/shared/rules/days';
import { mayCallUp } from '@niangjia/shared/rules/visits';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { barrierOf } from '../experts/booked';
import type { MenuItem } from '../orders/entity';
import { LINE_ORDER } from '../orders/line';
import { type FoundOrder, SELECT_ORDER } from '../orders/load';
import { bookVisit } from './book';
import { type Fit, fitOf, isTooFew, isTooMany, type Wanted } from './fit';
import type { FoundVisit } from './load';

/** How far down a line is looked for somebody whom the time fits. */
const LOOKED_AT = 1000;
/** Of those whose days suit, how many are looked at closely. */
const TRIED = 100;

/** Whoever waits, was never offered this very time, and is about to share with nobody. */
const nextOf = (ask: Ask, { itemId, department, expertId, startAt }: FoundVisit): Promise<FoundOrder[]> =>
  query<FoundOrder>(
    ask.db,
    `${SELECT_ORDER} WHERE o.itemId = ? AND o.state = 'accepted' AND o.department = ?
       AND NOT EXISTS (SELECT 1 FROM pool_part g WHERE g.openOrder = o.id)
       AND NOT EXISTS (SELECT 1 FROM visit_part p JOIN visit v ON v.id = p.visitId
         WHERE p.orderId = o.id AND v.expertId = ? AND v.startAt = ?)
     ORDER BY ${LINE_ORDER} LIMIT ${LOOKED_AT}`,
    [itemId, department, expertId, startAt],
  );

/** Whether its wished days include the day, or are all over. */
function suits(ask: Ask, { days }: FoundOrder, startAt: string): boolean {
  const wished = (JSON.parse(days) as { day: string }[]).map(({ day }) => day);
  return wished.includes(dayOf(startAt)) || wished.every((day) => day < dayOf(ask.now));
}

async function fits(ask: Ask, wanted: Wanted): Promise<Fit | undefined> {
  if (isTooMany(wanted) || isTooFew(wanted)) return undefined;
  const fit = await fitOf(ask, wanted);
  if (typeof fit === 'string') return undefined;
  const { startAt } = wanted.slot;
  const barrier = await barrierOf(ask, fit.expert, { startAt, minutes: wanted.item.minutes, km: fit.km });
  return barrier === null ? fit : undefined;
}

/** The new visit's id, or null when nobody fits. Whether the expert had agreed to the time stays. */
export async function callUp(ask: Ask, freed: FoundVisit): Promise<string | null> {
  const [item] = await query<MenuItem>(ask.db, 'SELECT * FROM menu_item WHERE id = ?', [freed.itemId]);
  if (!item || !mayCallUp(freed, ask.now)) return null;
  const slot = { expertId: freed.expertId, roomId: freed.roomId, startAt: freed.startAt };
  const waiting = (await nextOf(ask, freed)).filter((order) => suits(ask, order, freed.startAt));
  for (const order of waiting.slice(0, TRIED)) {
    const wanted = { item, ownerPath: freed.ownerPath, orders: [order], slot };
    const fit = await fits(ask, wanted);
    if (fit) return bookVisit(ask, wanted, fit, { agreedAt: freed.expertAgreedAt, why: '前面的单位让出，按排队轮到' });
  }
  return null;
}
