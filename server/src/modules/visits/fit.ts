/** Whether an expert, a room and a time fit some orders: everything but who was first, which the taking decides. */
import { dayOf } from '@niangjia/shared/rules/days';
import { kmBetween, type Point } from '@niangjia/shared/rules/experts';
import type { RefusalCode } from '@niangjia/shared/rules/refusals';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import type { Expert, Room } from '../experts/entity';
import type { MenuItem, ServiceOrder } from '../orders/entity';
import type { FoundOrder } from '../orders/load';

export interface Slot {
  expertId: string;
  /** Null: at the place of the first order. */
  roomId: string | null;
  startAt: string;
}
export interface Wanted {
  item: MenuItem;
  ownerPath: string;
  /** The host first. */
  orders: FoundOrder[];
  slot: Slot;
}
export interface Fit {
  expert: Expert;
  room: Room | null;
  place: Pick<ServiceOrder, 'placeName' | 'address' | 'latitude' | 'longitude'>;
  /** From the expert's base, one way. */
  km: number;
}

/** Those of the owner's union, of unions above it and of unions below it. */
const mayServe = (path: string, ownerPath: string): boolean => path.startsWith(ownerPath) || ownerPath.startsWith(path);

/** A place that is not on the map counts as far as the expert goes, so that no plan is too tight. */
const kmTo = (
  expert: Point & { reachKm: number },
  { latitude, longitude }: { latitude: number | null; longitude: number | null },
): number => (latitude === null || longitude === null ? expert.reachKm : kmBetween(expert, { latitude, longitude }));

/** Held until the transaction ends: one that ends, or a room that closes, at the same moment waits or is waited for. */
async function heldExpert(ask: Ask, id: string): Promise<(Expert & { unionPath: string }) | undefined> {
  await ask.db.query('UPDATE expert SET endReason = endReason WHERE id = ?', [id]);
  const [expert] = await query<Expert & { unionPath: string }>(
    ask.db,
    'SELECT e.*, u.path AS unionPath FROM expert e JOIN trade_union u ON u.id = e.unionId WHERE e.id = ?',
    [id],
  );
  return expert;
}
async function heldRoom(ask: Ask, id: string): Promise<(Room & { unionPath: string }) | undefined> {
  await ask.db.query('UPDATE room SET name = name WHERE id = ?', [id]);
  const [room] = await query<Room & { unionPath: string }>(
    ask.db,
    'SELECT r.*, u.path AS unionPath FROM room r JOIN trade_union u ON u.id = r.unionId WHERE r.id = ?',
    [id],
  );
  return room;
}

const peopleOf = (orders: readonly FoundOrder[]): number => orders.reduce((sum, { people }) => sum + people, 0);
export const isTooMany = ({ item, orders }: Wanted): boolean => peopleOf(orders) > item.maxPeople;
export const isTooFew = ({ item, orders }: Wanted): boolean => peopleOf(orders) < item.minPeople;

function againstRoom(room: (Room & { unionPath: string }) | undefined, wanted: Wanted): RefusalCode | undefined {
  if (!room || !mayServe(room.unionPath, wanted.ownerPath)) return 'NOT_FOUND';
  if (room.closedAt !== null) return 'ROOM_CLOSED';
  return room.seats < peopleOf(wanted.orders) ? 'ROOM_TOO_SMALL' : undefined;
}

/** The expert, room, place and distance of a visit, or what stands against it. The expert and the room are held from here on. */
export async function fitOf(ask: Ask, wanted: Wanted): Promise<Fit | RefusalCode> {
  const { item, orders, slot } = wanted;
  const [host] = orders;
  if (!host) return 'NOT_FOUND';
  if (slot.startAt <= ask.now.toISOString()) return 'DAY_PAST';
  if (!item.restDays && !ask.kit.isWorkingDay(dayOf(slot.startAt))) return 'REST_DAY';
  const expert = await heldExpert(ask, slot.expertId);
  if (!expert || !mayServe(expert.unionPath, wanted.ownerPath)) return 'NOT_FOUND';
  if (expert.endedAt !== null) return 'EXPERT_ENDED';
  if (!(JSON.parse(expert.skills) as string[]).includes(item.skill)) return 'SKILL_MISSING';
  const room = slot.roomId === null ? null : await heldRoom(ask, slot.roomId);
  const against = room === null ? undefined : againstRoom(room, wanted);
  if (against) return against;
  const place = room ?? host;
  const km = kmTo(expert, place);
  return km > expert.reachKm ? 'OUT_OF_REACH' : { expert, room: room ?? null, place, km };
}
