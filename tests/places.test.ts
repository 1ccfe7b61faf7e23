/** Places with a quota, a priority and a line, without any feature: events use it now, classes and trips will. */
import { cancelClaim, declineOffer, leaveAll, takeOffer } from '@niangjia/server/modules/places/leave';
import { PLACE_IN_LINE } from '@niangjia/server/modules/places/line';
import { callOff, moveLot, resizeLot, useClaim } from '@niangjia/server/modules/places/run';
import { PRIORITY } from '@niangjia/shared/rules/places';
import { book, claimOf, inTx, plantLot, soundLot, statesOf, turn, wait } from './place-world';
import { openWorld, type World } from './world';

let world: World;
const START = '2026-11-23T02:00:00.000Z';
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  world.clock.now = new Date(START);
  await world.sql('DELETE FROM place_claim');
});
afterAll(() => world.close());

const coded = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'done';
};
const cancel = (id: string) => inTx(world, (ask) => cancelClaim(ask, id));
const take = (id: string) => inTx(world, (ask) => takeOffer(ask, id));
const decline = (id: string) => inTx(world, (ask) => declineOffer(ask, id));
const resize = (id: string, total: number, reserved = 0) =>
  inTx(world, (ask) => resizeLot(ask, id, { total, reserved }));
const at = (instant: string) => {
  world.clock.now = new Date(instant);
};
/** A full lot of one place: who has it, and who waits, in this order. */
async function full(names: string[], different = {}) {
  const lot = await plantLot(world, { total: 1, ...different });
  const holder = (await book(world, lot, 'holder')).id;
  const line: string[] = [];
  for (const name of names) {
    world.clock.forward(1000);
    line.push((await wait(world, lot, name, name.startsWith('rider') ? PRIORITY : 1)).id);
  }
  return { lot, holder, line };
}

describe('booking', () => {
  it('50 at the same moment for the last 10 places: ten have one, forty are told that it is full', async () => {
    const lot = await plantLot(world, { total: 200 });
    await inTx(world, async ({ db }) => {
      await db.query('UPDATE place_lot SET total = 10 WHERE id = ?', [lot.id]);
    });
    const names = Array.from({ length: 50 }, (_, nth) => `taker ${nth}`);
    const outcomes = await Promise.all(names.map((name) => coded(book(world, lot, name))));
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(10);
    expect(outcomes.filter((one) => one === 'PLACES_FULL')).toHaveLength(40);
    expect((await soundLot(world, lot.id)).taken).toBe(10);
  });

  it('50 at once between cancellations, a line and a larger size: never one place too many', async () => {
    const lot = await plantLot(world, { total: 10 });
    const holders: string[] = [];
    for (let nth = 0; nth < 10; nth += 1) holders.push((await book(world, lot, `first ${nth}`)).id);
    await Promise.all([
      ...Array.from({ length: 30 }, (_, nth) => coded(book(world, lot, `rush ${nth}`))),
      ...Array.from({ length: 10 }, (_, nth) => coded(wait(world, lot, `line ${nth}`, nth % 2))),
      ...holders.slice(0, 8).map((id) => coded(cancel(id))),
      coded(resize(lot.id, 12)),
      coded(turn(world)),
    ]);
    await turn(world);
    const { taken, total } = await soundLot(world, lot.id);
    const [waiting] = await world.sql<{ n: number | string }>(
      `SELECT COUNT(*) AS n FROM place_claim WHERE lotId = ? AND state = 'waiting'`,
      [lot.id],
    );
    // Nobody waits beside a place that is free.
    expect(Math.min(total - taken, Number(waiting?.n))).toBe(0);
  });

  it('one person has one open place of a matter, also at the same moment, and in another lot of it', async () => {
    const lot = await plantLot(world);
    const other = await plantLot(world, { matterId: lot.matterId });
    const outcomes = await Promise.all([
      ...Array.from({ length: 10 }, () => coded(book(world, lot, 'one'))),
      ...Array.from({ length: 10 }, () => coded(book(world, other, 'one'))),
    ]);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'BOOKED_ALREADY')).toHaveLength(19);
    expect((await soundLot(world, lot.id)).taken + (await soundLot(world, other.id)).taken).toBe(1);
  });

  it('after cancelling one may book again; after coming not', async () => {
    const lot = await plantLot(world);
    const { id } = await book(world, lot, 'one');
    await cancel(id);
    const second = (await book(world, lot, 'one')).id;
    await inTx(world, (ask) => useClaim(ask, second));
    expect(await coded(book(world, lot, 'one'))).toBe('BOOKED_ALREADY');
    expect(await coded(inTx(world, (ask) => useClaim(ask, second)))).toBe('ARRIVED_ALREADY');
    expect(await coded(inTx(world, (ask) => useClaim(ask, id)))).toBe('BOOKING_STATE');
    expect(await coded(cancel(second))).toBe('BOOKING_STATE');
  });

  it('ends with the lot: the moment before, at it', async () => {
    const lot = await plantLot(world, { total: 2, closesAt: '2026-11-23T03:00:00.000Z' });
    at('2026-11-23T02:59:59.999Z');
    const { id } = await book(world, lot, 'in time');
    at('2026-11-23T03:00:00.000Z');
    expect(await coded(book(world, lot, 'late'))).toBe('BOOKING_OVER');
    expect(await coded(wait(world, lot, 'late'))).toBe('BOOKING_OVER');
    expect(await coded(cancel(id))).toBe('BOOKING_BEGUN');
  });
});

describe('what is reserved', () => {
  const reservedUntil = '2026-11-25T04:00:00.000Z';
  it('is the priority’s alone until its instant; then the line comes first, and only then the next caller', async () => {
    const lot = await plantLot(world, { total: 4, reserved: 2, reservedUntil });
    await book(world, lot, 'a');
    await book(world, lot, 'b');
    expect(await coded(book(world, lot, 'c'))).toBe('PLACES_KEPT');
    const waiting = (await wait(world, lot, 'c')).id;
    await book(world, lot, 'rider 1', PRIORITY);
    at('2026-11-25T03:59:59.999Z');
    expect(await turn(world)).toEqual([]);
    expect(await statesOf(world, [waiting])).toEqual(['waiting']);
    at('2026-11-25T04:00:00.000Z');
    // Somebody who comes before the job does not pass those who wait.
    expect(await coded(book(world, lot, 'd'))).toBe('PLACES_FULL');
    expect((await turn(world)).map(({ claimId, what }) => [claimId, what])).toEqual([[waiting, 'offered']]);
    expect((await soundLot(world, lot.id)).ordinary).toBe(3);
  });

  it('does not shrink what the priority may take of the rest', async () => {
    const lot = await plantLot(world, { total: 3, reserved: 1, reservedUntil });
    for (const name of ['rider 1', 'rider 2', 'rider 3']) await book(world, lot, name, PRIORITY);
    expect(await coded(book(world, lot, 'rider 4', PRIORITY))).toBe('PLACES_FULL');
    expect((await soundLot(world, lot.id)).ordinary).toBe(0);
  });
});

describe('the line', () => {
  it('stands only where nothing is free', async () => {
    expect(await coded(wait(world, await plantLot(world), 'one'))).toBe('PLACES_FREE');
  });

  it('shows its places: the priority before the others, each by time', async () => {
    const { lot, line } = await full(['early', 'rider late', 'later']);
    const rows = await world.sql<{ id: string; place: number | string }>(
      `SELECT c.id, ${PLACE_IN_LINE} AS place FROM place_claim c WHERE c.lotId = ? AND c.state = 'waiting'`,
      [lot.id],
    );
    const places = line.map((id) => Number(rows.find((row) => row.id === id)?.place));
    expect(places).toEqual([2, 1, 3]);
  });

  it('is called up one after the other: offered, lapsed by itself, declined, taken', async () => {
    const { lot, holder, line } = await full(['early', 'rider late', 'later']);
    const [early = '', rider = '', later = ''] = line;
    at('2026-11-23T02:10:00.000Z');
    expect(await cancel(holder)).toEqual([
      { claimId: rider, personId: (await claimOf(world, rider)).personId, what: 'offered' },
    ]);
    expect((await claimOf(world, rider)).offerUntil).toBe('2026-11-23T06:10:00.000Z');
    // The place is held while it is offered.
    expect(await coded(book(world, lot, 'passer-by'))).toBe('PLACES_FULL');
    at('2026-11-23T06:09:59.999Z');
    expect(await turn(world)).toEqual([]);
    at('2026-11-23T06:10:00.000Z');
    // Too late, although the job has not come round.
    expect(await coded(take(rider))).toBe('OFFER_OVER');
    expect((await turn(world)).map(({ claimId, what }) => [claimId, what])).toEqual([
      [rider, 'lapsed'],
      [early, 'offered'],
    ]);
    expect(await statesOf(world, [early, rider, later])).toEqual(['offered', 'lapsed', 'waiting']);
    expect((await decline(early)).map(({ claimId }) => claimId)).toEqual([later]);
    await take(later);
    expect(await statesOf(world, [early, rider, later])).toEqual(['cancelled', 'lapsed', 'booked']);
    expect(await coded(take(later))).toBe('OFFER_OVER');
    expect((await claimOf(world, rider)).ending).toBe('offer');
    // Whoever let an offer go by may stand in line again.
    await wait(world, lot, 'rider late', PRIORITY);
    expect((await soundLot(world, lot.id)).taken).toBe(1);
  });

  it('of two who take and decline the same offer at once, one does', async () => {
    const { lot, holder, line } = await full(['one', 'two']);
    await cancel(holder);
    const outcomes = await Promise.all([coded(take(line[0] ?? '')), coded(decline(line[0] ?? ''))]);
    expect(outcomes.sort()).toEqual(['OFFER_OVER', 'done']);
    await soundLot(world, lot.id);
  });

  it('moves up when the size grows, and the size never falls below what is taken', async () => {
    const { lot, line } = await full(['one', 'two', 'three']);
    expect((await resize(lot.id, 3)).map(({ claimId }) => claimId)).toEqual(line.slice(0, 2));
    expect(await coded(resize(lot.id, 2))).toBe('PLACES_TAKEN');
    expect(await resize(lot.id, 3)).toEqual([]);
    expect((await soundLot(world, lot.id)).total).toBe(3);
  });

  it('closes with its lot, at its instant and not before; an offer never stands longer', async () => {
    const { lot, holder, line } = await full(['one', 'two'], { closesAt: '2026-11-23T05:00:00.000Z' });
    await cancel(holder);
    expect((await claimOf(world, line[0] ?? '')).offerUntil).toBe('2026-11-23T05:00:00.000Z');
    at('2026-11-23T04:59:59.999Z');
    expect(await turn(world)).toEqual([]);
    at('2026-11-23T05:00:00.000Z');
    expect((await turn(world)).map(({ what }) => what)).toEqual(['lapsed', 'closed']);
    expect(await turn(world)).toEqual([]);
    expect((await soundLot(world, lot.id)).taken).toBe(0);
  });

  it('keeps an offer within a lot that is moved to an earlier end', async () => {
    const { lot, holder, line } = await full(['one']);
    await cancel(holder);
    await inTx(world, (ask) => moveLot(ask, lot.id, '2026-11-23T04:00:00.000Z'));
    expect((await claimOf(world, line[0] ?? '')).offerUntil).toBe('2026-11-23T04:00:00.000Z');
  });
});

describe('the end', () => {
  it('called off: everything open ends at once, nobody is called up, who came stays', async () => {
    const { lot, holder, line } = await full(['one', 'two']);
    await resize(lot.id, 2);
    await inTx(world, (ask) => useClaim(ask, holder));
    expect(await inTx(world, (ask) => callOff(ask, lot.matterId))).toBe(2);
    expect(await statesOf(world, [holder, ...line])).toEqual(['used', 'cancelled', 'cancelled']);
    expect(await turn(world)).toEqual([]);
    expect((await soundLot(world, lot.id)).taken).toBe(1);
  });

  it('of a person: places go to the next, waiting ends, what was used stays', async () => {
    const { lot, holder, line } = await full(['one']);
    const { personId } = await claimOf(world, holder);
    const used = (await book(world, await plantLot(world), 'holder')).id;
    await inTx(world, (ask) => useClaim(ask, used));
    const changes = await inTx(world, (ask) => leaveAll(ask, personId, 'class'));
    expect(changes.map(({ claimId, what }) => [claimId, what])).toContainEqual([line[0], 'offered']);
    expect(await statesOf(world, [holder, used])).toEqual(['cancelled', 'used']);
    await soundLot(world, lot.id);
  });
});
