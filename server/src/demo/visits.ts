/** A visit that is coming, and one that took place: planned, answered, signed in to, recorded, confirmed and rated. */

import { type Ask, makeAsk } from '../core/ask';
import type { Kit } from '../core/kit';
import { query } from '../core/sql';
import { answerVisit } from '../modules/orders/answer';
import { confirmOrder, rateOrder } from '../modules/orders/finish';
import { personByPhone } from '../modules/people/person';
import { answerOwnVisit } from '../modules/visits/answer';
import { rateAttendance, signIn } from '../modules/visits/attend';
import { showSignInCode } from '../modules/visits/code';
import { planVisit } from '../modules/visits/plan';
import { recordVisit } from '../modules/visits/record';
import { speakAs } from './speak';

const HALF_HOUR = 1_800_000;
/** The same server at another moment. */
const at = (kit: Kit, moment: string, later = 0): Kit => ({
  ...kit,
  now: () => new Date(Date.parse(moment) + later),
});

const asPerson = <Result>(kit: Kit, personId: string, work: (ask: Ask) => Promise<Result>): Promise<Result> =>
  kit.db.tx((db) => work(makeAsk(kit, db, { kind: 'person', personId, sessionId: 'demo' }).ask));

interface Given {
  orderId: string;
  /** Accounts of the unit and of the department. */
  by: string;
  keeper: string;
  expertPhone: string;
  startAt: string;
}

/** Planned by the department, agreed by both. */
export async function planOne(kit: Kit, { orderId, by, keeper, expertPhone, startAt }: Given) {
  const personId = await kit.db.tx((db) => personByPhone(makeAsk(kit, db, { kind: 'nobody' }).ask, expertPhone));
  const [expert] = await query<{ id: string }>(kit.db.reader, 'SELECT id FROM expert WHERE phoneIndex = ?', [
    kit.secrets.index('phone', expertPhone),
  ]);
  const slot = { orderIds: [orderId], expertId: expert?.id ?? '', roomId: null, startAt };
  const { id } = await speakAs(kit, keeper, (ask) => planVisit(ask, slot));
  await asPerson(kit, personId, (ask) => answerOwnVisit(ask, id, { agree: true, reason: null }));
  await speakAs(kit, by, (ask) => answerVisit(ask, orderId, { visitId: id, agree: true, reason: null }));
  return { visitId: id, personId };
}

/** It took place: members near the unit came, the expert wrote it down, the unit confirmed and rated. */
export async function holdOne(kit: Kit, given: Given, visit: { visitId: string; personId: string }): Promise<void> {
  const there = at(kit, given.startAt, HALF_HOUR);
  const { text } = await asPerson(there, visit.personId, (ask) => showSignInCode(ask, visit.visitId));
  const members = await query<{ personId: string }>(
    kit.db.reader,
    `SELECT m.activePerson AS personId FROM service_order o JOIN trade_union w ON w.id = o.unionId
     JOIN trade_union u ON u.path LIKE CONCAT(w.path, '%') JOIN membership m ON m.unionId = u.id
     WHERE o.id = ? AND m.state = 'active' ORDER BY m.id LIMIT 6`,
    [given.orderId],
  );
  for (const [nth, { personId }] of members.entries()) {
    const { id } = await asPerson(there, personId, (ask) => signIn(ask, text));
    if (nth < 3) await asPerson(there, personId, (ask) => rateAttendance(ask, id, { stars: 5 - (nth % 2), words: '' }));
  }
  const words = '讲了试用期和加班费，现场答了九个问题，看了三份合同。';
  const record = { minutes: 95, served: 32, words, photoIds: [] };
  await asPerson(at(kit, given.startAt, 4 * HALF_HOUR), visit.personId, (ask) =>
    recordVisit(ask, visit.visitId, record),
  );
  const dayAfter = at(kit, given.startAt, 48 * HALF_HOUR);
  await speakAs(dayAfter, given.by, (ask) => confirmOrder(ask, given.orderId));
  await speakAs(dayAfter, given.by, (ask) =>
    rateOrder(ask, given.orderId, { stars: 5, words: '律师讲得明白，工友都听懂了。' }),
  );
}
