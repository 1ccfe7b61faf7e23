/** Lots of places of no kind at all, and what persons do with them: the mechanism by itself. */
import { type Ask, makeAsk } from '@niangjia/server/core/ask';
import { sha256, ulid } from '@niangjia/server/core/ids';
import { bookPlace, waitForPlace } from '@niangjia/server/modules/places/claim';
import type { PlaceClaim, PlaceLot } from '@niangjia/server/modules/places/entity';
import type { Change } from '@niangjia/server/modules/places/line';
import { makeLots, type NewLot } from '@niangjia/server/modules/places/lot';
import { turnPlaces } from '@niangjia/server/modules/places/turns';
import { ORDINARY } from '@niangjia/shared/rules/places';
import type { World } from './world';

export const inTx = <T>({ kit }: World, work: (ask: Ask) => Promise<T>): Promise<T> =>
  kit.db.tx((db) => work(makeAsk(kit, db, { kind: 'nobody' }).ask));

/** Ten places that close in ten days, offers for four hours; what a test wants different goes over it. */
export async function plantLot(world: World, different: Partial<NewLot> = {}): Promise<NewLot> {
  const closesAt = new Date(world.clock.now.getTime() + 10 * 86_400_000).toISOString();
  const lot = {
    ...{ id: ulid(), kind: 'class', matterId: ulid(), total: 10, reserved: 0, reservedUntil: null },
    ...{ offerHours: 4, closesAt, ...different },
  };
  await inTx(world, ({ db }) => makeLots(db, [lot]));
  return lot;
}

/** The natural person `name` within a lot's matter. */
const claimant = (lot: NewLot, name: string, tier: number) => ({
  personId: sha256(name).slice(0, 26).toUpperCase(),
  holder: sha256(`${lot.matterId} ${name}`),
  tier,
});

export const book = (world: World, lot: NewLot, name: string, tier = ORDINARY) =>
  inTx(world, (ask) => bookPlace(ask, lot.id, claimant(lot, name, tier)));
export const wait = (world: World, lot: NewLot, name: string, tier = ORDINARY) =>
  inTx(world, (ask) => waitForPlace(ask, lot.id, claimant(lot, name, tier)));

export async function claimOf(world: World, id: string): Promise<PlaceClaim> {
  const [claim] = await world.sql<PlaceClaim>('SELECT * FROM place_claim WHERE id = ?', [id]);
  return claim as PlaceClaim;
}
export const statesOf = async (world: World, ids: string[]): Promise<string[]> => {
  const states: string[] = [];
  for (const id of ids) states.push((await claimOf(world, id)).state);
  return states;
};

/** The lot, after its numbers were held against its claims. */
export async function soundLot(world: World, id: string): Promise<PlaceLot> {
  const [lot] = await world.sql<PlaceLot>('SELECT * FROM place_lot WHERE id = ?', [id]);
  const held = await world.sql<{ tier: number }>(
    `SELECT tier FROM place_claim WHERE lotId = ? AND state IN ('booked', 'offered', 'used')`,
    [id],
  );
  const ordinary = held.filter(({ tier }) => tier > 0).length;
  expect([lot?.taken, lot?.ordinary]).toEqual([held.length, ordinary]);
  expect(held.length).toBeLessThanOrEqual(lot?.total ?? 0);
  return lot as PlaceLot;
}

/** One turn of the clock's job; what it would have told. */
export async function turn(world: World): Promise<Change[]> {
  const heard: Change[] = [];
  const hear = async (_: Ask, changes: Change[]) => void heard.push(...changes);
  await turnPlaces(world.kit, { class: hear });
  return heard;
}
