/** One order with everything about it, as whoever may read it sees it. */
import { maskName, maskPhone } from '@niangjia/shared/rules/masks';
import type { DayPart } from '@niangjia/shared/rules/orders';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { askPhoneOf, loadUnion } from '../unions/service';
import type { OrderStep } from './entity';
import { freeDays, standingsOf } from './line';
import { type FoundOrder, isOwn, loadOrder, maySee } from './load';
import { mayOf } from './may';
import { poolOf } from './pool-of';
import { toRow } from './row';
import { contactPhoneOf } from './tell';
import { visitOf } from './visit-of';
import { sayStep } from './words';

const MILLION = 1_000_000;
const degrees = (micro: number | null): number | null => (micro === null ? null : micro / MILLION);

async function stepsOf(ask: Ask, orderId: string) {
  const steps = await query<OrderStep>(ask.db, 'SELECT * FROM order_step WHERE orderId = ? ORDER BY id', [orderId]);
  return steps.map(({ at, who, what, words }) => ({ at, who, what: sayStep(what), words }));
}

/** The likely day at the unit's own place. */
async function likelyAt(ask: Ask, { itemId, latitude, longitude }: FoundOrder, position: number | undefined) {
  if (position === undefined) return null;
  const [item] = await query<{ skill: never; minutes: number; restDays: number; unionPath: string }>(
    ask.db,
    `SELECT i.skill, i.minutes, i.restDays, u.path AS unionPath FROM menu_item i
     JOIN trade_union u ON u.id = i.unionId WHERE i.id = ?`,
    [itemId],
  );
  if (!item) return null;
  const place = latitude === null || longitude === null ? null : { latitude, longitude };
  return (await freeDays(ask, item, place, position))[position - 1] ?? null;
}

/** Whoever orders or serves sees the contact's name; the number is masked here for everybody. */
async function contactOf(ask: Ask, order: FoundOrder) {
  const phone = await contactPhoneOf(ask, order);
  const near = maySee(ask, order, 'orders.place') || isOwn(ask, order);
  return {
    contactName: near ? order.contactName : maskName(order.contactName),
    contactPhoneMasked: phone === null ? '' : maskPhone(phone),
  };
}

/** An order as it is answered. */
export async function toOrder(ask: Ask, order: FoundOrder) {
  const visit = await visitOf(ask.db, order);
  const pool = await poolOf(ask.db, order.id);
  const standing = (await standingsOf(ask.db, [order])).get(order.id);
  const { startAt, expertAgreedAt, recordedAt } = visit?.row ?? {
    startAt: null,
    expertAgreedAt: null,
    recordedAt: null,
  };
  const row = { ...order, startAt, expertAgreedAt, recordedAt };
  return {
    ...toRow(ask, row, standing, await likelyAt(ask, order, standing?.position)),
    address: order.address,
    latitude: degrees(order.latitude),
    longitude: degrees(order.longitude),
    days: JSON.parse(order.days) as { day: string; part: DayPart }[],
    notes: order.notes,
    ...(await contactOf(ask, order)),
    sharing: Boolean(order.sharing),
    askPhone: await askPhoneOf(ask, await loadUnion(ask, order.ownerId)),
    steps: await stepsOf(ask, order.id),
    visit: visit?.shown ?? null,
    pool,
    rating:
      order.stars === null ? null : { stars: order.stars, words: order.ratingWords ?? '', at: order.ratedAt ?? '' },
    mergedInto: order.mergedInto,
    may: mayOf(ask, order, visit?.row, pool),
  };
}

/** The same by its id, for whoever may read it. Throws NOT_FOUND. */
export async function describeOrder(ask: Ask, id: string) {
  return toOrder(ask, await loadOrder(ask, id, 'orders.read'));
}
