/** What comes round by itself: vouchers run out, holders are reminded, lines are served and closed. */
import { addDays, dayOf, sayDay } from '@niangjia/shared/rules/days';
import { REMIND_DAYS } from '@niangjia/shared/rules/vouchers';
import { type Ask, makeAsk } from '../../core/ask';
import { sayFault } from '../../core/fault';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { notify } from '../notices/notify';
import { type Voucher, VoucherTable } from './entity';
import { closeEntries, serveLine } from './line';

const AT_ONCE = 500;
/** Reminders of one turn: their messages must not hold up everybody else's. The next turn takes the rest. */
const REMINDERS = 1000;
const CAMPAIGNS = 50;
const go = () => Promise.resolve(true);

/** What was not used by its last day is void; it stays given, so the stock does not change. */
export async function expireVouchers(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const today = dayOf(kit.now());
  while (await keep()) {
    const over = await query<{ id: string }>(
      kit.db.reader,
      `SELECT id FROM voucher WHERE state = 'issued' AND useUntil < ? ORDER BY useUntil, id LIMIT ${AT_ONCE}`,
      [today],
    );
    if (over.length === 0) return;
    const { places, values } = among(over.map(({ id }) => id));
    // A holder may have extended one, or given it back, since it was found.
    await kit.db.tx((db) =>
      db.query(
        `UPDATE voucher SET state = 'expired', closedAt = ? WHERE state = 'issued' AND useUntil < ? AND id IN (${places})`,
        [kit.now().toISOString(), today, ...values],
      ),
    );
  }
}

type Ending = Pick<Voucher, 'id' | 'personId' | 'useUntil'> & { title: string; extendMonths: number; extended: number };

/** Tells holders once before the last day; not on the day on which they were given it. */
export async function remindHolders(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const today = dayOf(kit.now());
  const ending = await query<Ending>(
    kit.db.reader,
    `SELECT v.id, v.personId, v.useUntil, k.title, c.extendMonths,
       CASE WHEN v.extendedAt IS NULL THEN 0 ELSE 1 END AS extended
     FROM voucher v JOIN voucher_kind k ON k.id = v.kindId JOIN campaign c ON c.id = v.campaignId
     WHERE v.state = 'issued' AND v.useUntil >= ? AND v.useUntil <= ? AND v.remindedAt IS NULL AND v.givenOn < ?
     ORDER BY v.useUntil, v.id LIMIT ${REMINDERS}`,
    [today, addDays(today, REMIND_DAYS), today],
  );
  for (const one of ending) {
    if (!(await keep())) return;
    await kit.db.tx((db) => remindOne(makeAsk(kit, db, { kind: 'nobody' }).ask, one));
  }
}

async function remindOne(ask: Ask, one: Ending): Promise<void> {
  const { id, personId, useUntil, title, extendMonths, extended } = one;
  const told = await ask.db
    .createQueryBuilder()
    .update(VoucherTable)
    .set({ remindedAt: ask.now.toISOString() })
    .where(`id = :id AND state = 'issued' AND useUntil = :useUntil AND remindedAt IS NULL`, { id, useUntil })
    .execute();
  if (told.affected === 0) return;
  const longer = extendMonths > 0 && Number(extended) === 0;
  await notify(ask, personId, {
    kind: 'voucher',
    title: '福利券快到期了',
    words: `“${title}”最后可用日是 ${sayDay(useUntil)}，过期作废。${longer ? `来不及用可以延期 ${extendMonths} 个月；` : ''}用不上可以退回，会发给下一位。`,
    page: `voucher/one?id=${id}`,
  });
}

/** Serves lines that have something free: a campaign that goes on again, more stock, a long front of a line. */
export async function serveLines(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const free = await query<{ id: string }>(
    kit.db.reader,
    `SELECT c.id FROM campaign c WHERE c.state = 'published' AND c.line = 1 AND c.useUntil >= ?
       AND EXISTS (SELECT 1 FROM voucher_stock s JOIN voucher_entry e
         ON e.kindId = s.kindId AND e.kind = 'line' AND e.state = 'waiting'
         WHERE s.campaignId = c.id AND s.remaining > 0) ORDER BY c.id LIMIT ${CAMPAIGNS}`,
    [dayOf(kit.now())],
  );
  await forEach(kit, free, keep, async (ask, id) => {
    const { given, closed } = await serveLine(ask, id);
    return given + closed > 0;
  });
}

/** Closes what still waits in campaigns that have ended or whose last day of use is over. */
export async function closeOver(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const over = await query<{ id: string }>(
    kit.db.reader,
    `SELECT c.id FROM campaign c WHERE c.state IN ('published', 'paused', 'ended')
       AND (c.state = 'ended' OR c.useUntil < ?) AND (c.secret IS NULL OR c.drawnAt IS NOT NULL)
       AND EXISTS (SELECT 1 FROM voucher_kind k JOIN voucher_entry e ON e.kindId = k.id AND e.state = 'waiting'
         WHERE k.campaignId = c.id) ORDER BY c.id LIMIT ${CAMPAIGNS}`,
    [dayOf(kit.now())],
  );
  await forEach(kit, over, keep, async (ask, id) => (await closeEntries(ask, id)) > 0);
}

/** Works on each campaign as long as there is something left; one that fails does not hold up the others. */
async function forEach(
  kit: Kit,
  campaigns: { id: string }[],
  keep: () => Promise<boolean>,
  work: (ask: Ask, id: string) => Promise<boolean>,
): Promise<void> {
  for (const { id } of campaigns)
    try {
      for (let isLeft = true; isLeft && (await keep()); )
        isLeft = await kit.db.tx((db) => work(makeAsk(kit, db, { kind: 'nobody' }).ask, id), { again: true });
    } catch (error) {
      kit.log.error({ campaign: id, fault: sayFault(error) }, 'line not worked on');
      kit.metrics.alarms.inc({ kind: 'line' });
    }
}

/** All of it, in the order in which one follows from the other. */
export async function turnVouchers(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  await expireVouchers(kit, keep);
  await closeOver(kit, keep);
  await serveLines(kit, keep);
  await remindHolders(kit, keep);
}
