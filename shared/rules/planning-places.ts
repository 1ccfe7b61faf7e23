/** Where an expert could serve a wish, and how far that is. */
import { kmBetween, type Point } from './experts';
import type { PlanExpert, PlanRoom, Wish } from './planning';

/** Those of the owner's union, of those above it and of those below it. */
export const onPath = (path: string, ownerPath: string): boolean =>
  path.startsWith(ownerPath) || ownerPath.startsWith(path);

/** A place that is not on the map counts as far as the expert goes. */
export const kmTo = (expert: PlanExpert, place: Point | null): number =>
  place === null ? expert.reachKm : kmBetween(expert, place);

/** Rooms that are looked at for one wish: near the unit, or anywhere when it is not on the map; and for one expert of it. */
const NEAR_ROOMS = 8;
const ANY_ROOMS = 40;
const ROOMS = 3;

/** The rooms that seat a wish, nearest to the unit first; else the smallest first. */
export function roomsFor<One extends PlanRoom>(
  { venue, people, ownerPath, place }: Wish,
  rooms: readonly One[],
): One[] {
  if (venue === 'onSite') return [];
  return rooms
    .filter((room) => room.seats >= people && onPath(room.path, ownerPath))
    .map((room) => ({ room, far: place ? kmBetween(room, place) : room.seats }))
    .sort((a, b) => a.far - b.far)
    .slice(0, place ? NEAR_ROOMS : ANY_ROOMS)
    .map(({ room }) => room);
}

interface Place {
  roomId: string | null;
  km: number;
}
/** What is asked again for every time of a wish is worked out once: its rooms, and each expert's places. */
interface Known {
  of: readonly PlanRoom[];
  rooms: readonly PlanRoom[];
  places: Map<PlanExpert, Place[]>;
}
const known = new WeakMap<Wish, Known>();
function knownOf(wish: Wish, of: readonly PlanRoom[]): Known {
  const found = known.get(wish);
  if (found?.of === of) return found;
  const fresh: Known = { of, rooms: roomsFor(wish, of), places: new Map() };
  known.set(wish, fresh);
  return fresh;
}

/** Where an expert could serve a wish: at the unit, or in the nearest rooms that seat them. */
export function placesFor(wish: Wish, expert: PlanExpert, of: readonly PlanRoom[]): readonly Place[] {
  const { rooms, places } = knownOf(wish, of);
  const found = places.get(expert) ?? placesAmong(wish, expert, rooms);
  places.set(expert, found);
  return found;
}

function placesAmong(wish: Wish, expert: PlanExpert, rooms: readonly PlanRoom[]): Place[] {
  const fits = (km: number) => km <= expert.reachKm;
  const atUnit = kmTo(expert, wish.place);
  if (wish.venue !== 'room' && fits(atUnit)) return [{ roomId: null, km: atUnit }];
  return rooms
    .map((room) => ({ roomId: room.id, km: kmBetween(expert, room), room }))
    .filter(({ km }) => fits(km))
    .map((one) => ({ ...one, way: one.km + (wish.place ? kmBetween(one.room, wish.place) : 0) }))
    .sort((a, b) => a.way - b.way)
    .slice(0, ROOMS)
    .map(({ roomId, km }) => ({ roomId, km }));
}
