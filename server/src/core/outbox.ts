/** Messages that follow a commit: sent by whichever process gets to them first, tried again with growing waits. */
import { sayFault } from './fault';
import type { Kit } from './kit';
import { query, update } from './sql';
import { type OutboxRow, OutboxTable } from './tables';

/** Sends one kind of message. Throws to be tried again; must bear being called twice for one message. */
export type Deliver = (kit: Kit, payload: Record<string, string>) => Promise<void>;

const TRIES = 8;
/** A message that is being sent is nobody else's for this long. */
const HOLD_MS = 60_000;

/** Sends what is due, at most 50 messages. Returns how many were sent. */
export async function sendDue(kit: Kit, deliveries: Record<string, Deliver>): Promise<number> {
  const now = kit.now();
  const due = await query<OutboxRow>(
    kit.db.reader,
    `SELECT * FROM outbox WHERE state = 'waiting' AND nextAt <= ? ORDER BY nextAt LIMIT 50`,
    [now.toISOString()],
  );
  let sent = 0;
  for (const row of due) if (await sendOne(kit, deliveries, row)) sent += 1;
  return sent;
}

async function sendOne(kit: Kit, deliveries: Record<string, Deliver>, row: OutboxRow): Promise<boolean> {
  const now = kit.now();
  const holdUntil = new Date(now.getTime() + HOLD_MS).toISOString();
  const mine = await kit.db.tx((db) =>
    update(
      db,
      OutboxTable,
      { id: row.id, state: 'waiting', nextAt: row.nextAt, tries: row.tries },
      { nextAt: holdUntil, tries: row.tries + 1 },
    ),
  );
  if (mine === 0) return false;
  try {
    const deliver = deliveries[row.kind];
    if (!deliver) throw new Error(`nobody delivers ${row.kind}`);
    await deliver(kit, JSON.parse(row.payload));
    await kit.db.tx((db) => update(db, OutboxTable, { id: row.id }, { state: 'sent' }));
    return true;
  } catch (error) {
    const tries = row.tries + 1;
    const over = tries >= TRIES;
    const nextAt = new Date(now.getTime() + Math.min(3600_000, 5000 * 2 ** tries)).toISOString();
    await kit.db.tx((db) => update(db, OutboxTable, { id: row.id }, over ? { state: 'given-up' } : { nextAt }));
    kit.log.warn({ outbox: row.id, kind: row.kind, tries, fault: sayFault(error) }, 'message not sent');
    if (over) kit.metrics.alarms.inc({ kind: 'message-given-up' });
    return false;
  }
}
