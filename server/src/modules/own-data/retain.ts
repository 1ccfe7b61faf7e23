/** Ends what has been kept long enough: in pieces, so that no lock lasts; what a hold keeps stays (E11). */
import { dayOf, endOfDay } from '@niangjia/shared/rules/days';
import { overBefore, type RetentionName, retention } from '@niangjia/shared/rules/retention';
import { type Ask, makeAsk } from '../../core/ask';
import { appendAudit } from '../../core/audit';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { storeTexts } from '../unions/consents';
import { emptyAct, emptyApplication, emptyCase, emptyContact, emptyExpertPhone, emptyProblemContact } from './empty';
import { erasePerson } from './erase';

const PIECE = 200;
/** Erasing one touches a dozen tables. */
const PERSONS = 20;

interface Due {
  /** Ids of what is over; values: the instant or day before which it is, for each `?`. */
  sql: string;
  by: 'day' | 'instant';
  piece?: number;
  end(ask: Ask, ids: string[]): Promise<void>;
}

const gone = (table: string) => async (ask: Ask, ids: string[]) => {
  await ask.db.query(`DELETE FROM ${table} WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);
};
const each = (end: (ask: Ask, id: string) => Promise<unknown>) => async (ask: Ask, ids: string[]) => {
  for (const id of ids) await end(ask, id);
};
const erase = each((ask, id) => erasePerson(ask, id, { why: 'retention', actId: null }));
const free = (person: string) => `NOT EXISTS (SELECT 1 FROM hold h WHERE h.openPerson = ${person})`;
/** Nobody comes back to the account, and nothing of it is open. */
const unused = (person: string) => `${free(person)}
  AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.personId = ${person})
  AND NOT EXISTS (SELECT 1 FROM membership a WHERE a.activePerson = ${person})
  AND NOT EXISTS (SELECT 1 FROM application a WHERE a.openPerson = ${person})
  AND NOT EXISTS (SELECT 1 FROM closing c WHERE c.openPerson = ${person})
  AND NOT EXISTS (SELECT 1 FROM session s WHERE s.subjectId = ${person})`;

/** Each class of shared/rules/retention.ts: which rows are over, and what then happens to them. */
const dues: Record<RetentionName, Due> = {
  idempotency: { by: 'instant', sql: 'SELECT id FROM idempotency WHERE createdAt < ?', end: gone('idempotency') },
  session: { by: 'instant', sql: 'SELECT id FROM session WHERE expiresAt < ?', end: gone('session') },
  smsCode: { by: 'instant', sql: 'SELECT id FROM sms_code WHERE expiresAt < ?', end: gone('sms_code') },
  attempt: { by: 'instant', sql: 'SELECT id FROM attempt WHERE lastAt < ?', end: gone('attempt') },
  message: {
    by: 'instant',
    sql: `SELECT id FROM outbox WHERE state IN ('sent', 'given-up') AND nextAt < ? ORDER BY nextAt`,
    end: gone('outbox'),
  },
  smsCount: {
    by: 'day',
    sql: `SELECT name AS id FROM counter WHERE name LIKE 'sms:%' AND name < CONCAT('sms:', ?)`,
    end: async (ask, ids) => {
      await ask.db.query(`DELETE FROM counter WHERE name IN (${ids.map(() => '?').join(', ')})`, ids);
    },
  },
  orderContact: {
    by: 'instant',
    sql: `SELECT o.id FROM service_order o WHERE o.state IN ('delivered', 'rated', 'cancelled', 'merged')
      AND o.contactSealed <> '' AND COALESCE(o.deliveredAt,
        (SELECT MAX(s.at) FROM order_step s WHERE s.orderId = o.id), o.createdAt) < ?`,
    end: each(emptyContact),
  },
  problemContact: {
    by: 'day',
    sql: `SELECT id FROM problem WHERE closedOn < ? AND phoneSealed <> ''`,
    end: each(emptyProblemContact),
  },
  expertPhone: {
    by: 'instant',
    sql: `SELECT id FROM expert WHERE endedAt < ? AND phoneSealed <> ''`,
    end: each(emptyExpertPhone),
  },
  exportLink: {
    by: 'instant',
    sql: `SELECT e.id FROM own_export e WHERE e.until < ? AND ${free('e.personId')}`,
    end: gone('own_export'),
  },
  notice: {
    by: 'instant',
    sql: `SELECT n.id FROM notice n WHERE n.at < ? AND ${free('n.personId')} ORDER BY n.at`,
    end: gone('notice'),
  },
  look: {
    by: 'instant',
    sql: `SELECT l.id FROM look l WHERE l.at < ? AND ${free('l.personId')} ORDER BY l.at`,
    end: gone('look'),
  },
  application: {
    by: 'day',
    sql: `SELECT a.id FROM application a WHERE a.state IN ('refused', 'recalled')
      AND COALESCE(a.decidedOn, a.dueOn) < ? AND a.idNumberSealed <> '' AND ${free('a.personId')}`,
    end: each(emptyApplication),
  },
  request: {
    by: 'instant',
    sql: `SELECT r.id FROM person_request r WHERE r.closedAt < ? AND (r.sealed IS NOT NULL OR r.refusal IS NOT NULL)
      AND ${free('r.personId')}
      UNION SELECT t.id FROM transfer t WHERE t.closedAt < ? AND t.refusal IS NOT NULL AND ${free('t.personId')}`,
    end: each(emptyCase),
  },
  jointAct: {
    by: 'instant',
    sql: `SELECT a.id FROM joint_act a WHERE a.state <> 'waiting' AND a.decidedAt < ? AND a.facts <> '[]'
      AND NOT EXISTS (SELECT 1 FROM hold h JOIN person p ON p.id = h.openPerson
        WHERE INSTR(a.payload, p.id) > 0 OR (a.barred IS NOT NULL AND INSTR(a.barred, p.idNumberIndex) > 0))`,
    end: each(async (ask, id) => {
      const [act] = await query<{ id: string; kind: 'looks' }>(ask.db, 'SELECT id, kind FROM joint_act WHERE id = ?', [
        id,
      ]);
      if (act) await emptyAct(ask, act);
    }),
  },
  membership: {
    by: 'day',
    piece: PERSONS,
    sql: `SELECT DISTINCT m.personId AS id FROM membership m WHERE m.state = 'ended' AND m.endedOn < ?
      AND m.codeSecretSealed <> '' AND NOT EXISTS (
        SELECT 1 FROM membership n WHERE n.personId = m.personId AND (n.endedOn IS NULL OR n.endedOn >= ?))
      AND ${unused('m.personId')}`,
    end: erase,
  },
  visitor: {
    by: 'instant',
    piece: PERSONS,
    sql: `SELECT p.id FROM person p WHERE p.createdAt < ? AND ${unused('p.id')}
      AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.personId = p.id)
      AND NOT EXISTS (SELECT 1 FROM application a WHERE a.personId = p.id AND a.idNumberSealed <> '')`,
    end: erase,
  },
};

const limitOf = (kit: Kit, name: RetentionName): string => {
  const day = overBefore(retention[name].period, dayOf(kit.now()));
  // An instant is over when its Shanghai day is.
  return dues[name].by === 'day' ? day : new Date(endOfDay(day).getTime() - 86_399_999).toISOString();
};

async function endClass(kit: Kit, name: RetentionName, keep: () => Promise<boolean>): Promise<number> {
  const { sql, end, piece = PIECE } = dues[name];
  const values = [...sql.matchAll(/\?/g)].map(() => limitOf(kit, name));
  let ended = 0;
  for (;;) {
    // What is over is found outside: the write lock is held for the writing alone.
    const rows = await query<{ id: string }>(kit.db.reader, `${sql} LIMIT ${piece}`, values);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await kit.db.tx((db) => end(makeAsk(kit, db, { kind: 'nobody' }).ask, ids));
    ended += ids.length;
    if (ids.length < piece || !(await keep())) return ended;
  }
}

/** Counts by class go into the audit. Also raises the alarms of terms that people let run out. */
export async function retain(
  kit: Kit,
  keep: () => Promise<boolean> = async () => true,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of Object.keys(dues) as RetentionName[]) {
    const ended = await endClass(kit, name, keep);
    if (ended > 0) counts[name] = ended;
  }
  if (Object.keys(counts).length > 0)
    await kit.db.tx((db) =>
      appendAudit(db, {
        at: kit.now().toISOString(),
        by: 'job',
        what: 'retention',
        object: null,
        outcome: 'done',
        detail: counts,
        requestId: ulid(),
      }),
    );
  await kit.db.tx((db) => storeTexts(db, dayOf(kit.now())));
  await alarmOverdue(kit);
  return counts;
}

/** A closing past its 15 working days, a review of looks past its day: somebody must look. */
async function alarmOverdue(kit: Kit): Promise<void> {
  const today = dayOf(kit.now());
  const [late] = await query<{ closings: number | string; looks: number | string }>(
    kit.db.reader,
    `SELECT (SELECT COUNT(*) FROM closing WHERE state IN ('asked', 'confirming') AND dueOn < ?) AS closings,
       (SELECT COUNT(*) FROM joint_act WHERE state = 'waiting' AND kind = 'looks' AND dueOn < ?) AS looks`,
    [today, today],
  );
  if (Number(late?.closings) > 0) kit.metrics.alarms.inc({ kind: 'closing-overdue' }, Number(late?.closings));
  if (Number(late?.looks) > 0) kit.metrics.alarms.inc({ kind: 'looks-overdue' }, Number(late?.looks));
}
