/** Loads events that members book by slot, through the same services as everybody. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { type Ask, makeAsk } from '../core/ask';
import type { Kit } from '../core/kit';
import { query } from '../core/sql';
import { bookSlot, waitForSlot } from '../modules/events/book';
import { makeEvent } from '../modules/events/make';
import { openEvent } from '../modules/events/run';
import { type DemoEvent, demoEvents } from './event-plans';
import { speakAs, unionId } from './speak';

/** An instant of Shanghai, some days from today. */
const instant = (kit: Kit, days: number, hour: number, minutes = 0): string =>
  new Date(
    Date.parse(`${addDays(dayOf(kit.now()), days)}T00:00:00+08:00`) + hour * 3600_000 + minutes * 60_000,
  ).toISOString();

async function loadEvent(kit: Kit, plan: DemoEvent): Promise<string[]> {
  const { group, kind, title, words, bring, placeName, address, priority, reserved, places: total, minutes } = plan;
  const first = Math.min(...plan.days);
  return speakAs(kit, plan.by, async (ask) => {
    const { id } = await makeEvent(ask, {
      ...{ group, kind, title, words, bring, placeName, address, priority, latitude: 36.684, longitude: 118.479 },
      unionId: await unionId(ask, plan.union),
      bookFrom: ask.now.toISOString(),
      bookUntil: instant(kit, first - 1, 18),
      reservedUntil: reserved > 0 ? instant(kit, first - 2, 12) : null,
      audience: { unionIds: [], districts: [], occupations: plan.only, firstTime: false, minAge: null, maxAge: null },
      slots: plan.days.flatMap((day) =>
        plan.hours.map((hour) => {
          const [startAt, endAt] = [instant(kit, day, hour), instant(kit, day, hour, minutes)];
          return { startAt, endAt, total, reserved };
        }),
      ),
    });
    return (await openEvent(ask, id)).slots.map((slot) => slot.id);
  });
}

const asPerson = <Result>(kit: Kit, personId: string, work: (ask: Ask) => Promise<Result>): Promise<Result> =>
  kit.db.tx((db) => work(makeAsk(kit, db, { kind: 'person', personId, sessionId: 'demo' }).ask));

/** Members of the city who have signed in on the phone. */
async function membersOf(kit: Kit): Promise<string[]> {
  const rows = await query<{ personId: string }>(
    kit.db.reader,
    `SELECT m.activePerson AS personId FROM membership m JOIN trade_union u ON u.id = m.unionId
     JOIN trade_union c ON c.name = '潍坊市总工会'
     WHERE m.state = 'active' AND m.verifiedAt IS NOT NULL AND INSTR(u.path, c.path) = 1 ORDER BY m.id DESC LIMIT 5`,
  );
  return rows.map(({ personId }) => personId);
}

/** All events; the consultation is booked out by others, with somebody in its line. */
export async function loadEvents(kit: Kit): Promise<void> {
  const slots = new Map<string, string[]>();
  for (const plan of demoEvents) slots.set(plan.title, await loadEvent(kit, plan));
  const members = await membersOf(kit);
  const full = slots.get('一对一心理咨询') ?? [];
  for (const [nth, slotId] of full.entries()) {
    const personId = members[nth];
    if (personId) await asPerson(kit, personId, (ask) => bookSlot(ask, slotId));
  }
  const [last, first] = [members[4], full[0]];
  if (last && first) await asPerson(kit, last, (ask) => waitForSlot(ask, first));
}
