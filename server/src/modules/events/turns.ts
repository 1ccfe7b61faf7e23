/** What comes round by itself: who is booked is reminded the day before, and events end once they are over. */
import { addDays, dayOf, endOfDay } from '@niangjia/shared/rules/days';
import { remindAt } from '@niangjia/shared/rules/events';
import { makeAsk } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { PlaceClaimTable } from '../places/entity';
import { tellTomorrow } from './tell';

/** Reminders of one turn: their messages must not hold up everybody else's. The next turn takes the rest. */
const REMINDERS = 500;
const go = () => Promise.resolve(true);

/** From 9:00 on, for slots of tomorrow; not who has booked since then. Each once. */
export async function remindBooked(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const now = kit.now().toISOString();
  const today = dayOf(now);
  const [from, until] = [endOfDay(today).toISOString(), endOfDay(addDays(today, 1)).toISOString()];
  const since = remindAt(until);
  if (now < since) return;
  const due = await query<{ id: string }>(
    kit.db.reader,
    `SELECT c.id FROM event_slot s JOIN place_claim c ON c.lotId = s.id AND c.state = 'booked'
     WHERE s.startAt > ? AND s.startAt <= ? AND c.remindedAt IS NULL AND c.bookedAt < ? ORDER BY c.id LIMIT ${REMINDERS}`,
    [from, until, since],
  );
  for (const { id } of due) {
    if (!(await keep())) return;
    await kit.db.tx(async (db) => {
      const { ask } = makeAsk(kit, db, { kind: 'nobody' });
      const told = await db
        .createQueryBuilder()
        .update(PlaceClaimTable)
        .set({ remindedAt: now })
        .where(`id = :id AND state = 'booked' AND remindedAt IS NULL`, { id })
        .execute();
      if (told.affected === 1) await tellTomorrow(ask, id);
    });
  }
}

/** Open events whose last slot is over. */
export async function endOver(kit: Kit): Promise<void> {
  const now = kit.now().toISOString();
  const over = await query(kit.db.reader, `SELECT id FROM union_event WHERE state = 'open' AND endAt <= ? LIMIT 1`, [
    now,
  ]);
  if (over.length === 0) return;
  await kit.db.tx((db) =>
    db.query(`UPDATE union_event SET state = 'ended', endedAt = ? WHERE state = 'open' AND endAt <= ?`, [now, now]),
  );
}

export async function turnEvents(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  await remindBooked(kit, keep);
  await endOver(kit);
}
