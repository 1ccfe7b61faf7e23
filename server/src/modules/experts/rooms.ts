/** Rooms in which several units are served at once. */
import type { Body } from '@niangjia/shared/contract/index';
import { type Ask, mustReach, staffOf, withinReach } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { loadUnion } from '../unions/service';
import { mustBeOpen } from '../unions/tree-checks';
import { type Room, RoomTable } from './entity';

const MILLION = 1_000_000;
type FoundRoom = Room & { unionName: string; unionPath: string };
const SELECT_ROOM = `SELECT r.*, u.name AS unionName, u.path AS unionPath FROM room r
  JOIN trade_union u ON u.id = r.unionId`;

const toRoom = (room: FoundRoom) => ({
  ...room,
  latitude: room.latitude / MILLION,
  longitude: room.longitude / MILLION,
});

/** Open ones first, within the reach of `menu.manage`. */
export async function listRooms(ask: Ask) {
  const reach = withinReach(ask, 'menu.manage', 'u.path');
  const rooms = await query<FoundRoom>(
    ask.db,
    `${SELECT_ROOM} WHERE ${reach.sql} ORDER BY CASE WHEN r.closedAt IS NULL THEN 0 ELSE 1 END, r.id LIMIT 500`,
    reach.values,
  );
  return { items: rooms.map(toRoom) };
}

async function roomById(ask: Ask, id: string): Promise<FoundRoom> {
  const [room] = await query<FoundRoom>(ask.db, `${SELECT_ROOM} WHERE r.id = ?`, [id]);
  if (!room) throw new Refusal('NOT_FOUND', { denied: `room:${id}` });
  mustReach(ask, 'menu.manage', room.unionPath, `room:${id}`);
  ask.about(`room:${id}`);
  return room;
}

/** Refusals NOT_FOUND, UNION_CLOSED. */
export async function addRoom(ask: Ask, { latitude, longitude, ...room }: Body<'POST /rooms'>) {
  const union = await loadUnion(ask, room.unionId);
  mustReach(ask, 'menu.manage', union.path, `union:${room.unionId}`);
  mustBeOpen(union);
  const id = ulid();
  await insert(ask.db, RoomTable, {
    ...{ id, ...room, latitude: Math.round(latitude * MILLION), longitude: Math.round(longitude * MILLION) },
    ...{ closedAt: null, createdBy: staffOf(ask).accountId, createdAt: ask.now.toISOString() },
  });
  return toRoom(await roomById(ask, id));
}

/** Refusals NOT_FOUND, ROOM_CLOSED, ROOM_HAS_VISITS. */
export async function closeRoom(ask: Ask, id: string) {
  // Held: no visit is planned into it at the same moment.
  await ask.db.query('UPDATE room SET name = name WHERE id = ?', [id]);
  const room = await roomById(ask, id);
  if (room.closedAt !== null) throw new Refusal('ROOM_CLOSED');
  const open = await query(
    ask.db,
    `SELECT id FROM visit WHERE roomId = ? AND state IN ('proposed', 'agreed') LIMIT 1`,
    [id],
  );
  if (open.length > 0) throw new Refusal('ROOM_HAS_VISITS');
  await ask.db.query('UPDATE room SET closedAt = ? WHERE id = ?', [ask.now.toISOString(), id]);
  return { done: true as const };
}
