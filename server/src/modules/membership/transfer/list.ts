/** The officers' queue of transfers, of both unions. */
import { reachOf } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf } from '../../../core/ask';
import { query } from '../../../core/sql';
import { type CaseFilter, pageOfCases } from '../case-page';
import { eitherWithin } from '../held';
import { describeForStaff, SELECT_TRANSFER, type TransferCase } from './show';

/** Open ones by their term, then those that are over; `waitingForMe` counts what the caller may decide now. */
export async function listTransfers(ask: Ask, filter: CaseFilter) {
  const reach = eitherWithin(reachOf(staffOf(ask).posts, 'members.read'), ['u.path', 'h.path']);
  const { rows, next } = await pageOfCases<TransferCase>(ask, filter, {
    select: SELECT_TRANSFER,
    alias: 't',
    open: `t.state = 'asked'`,
    closed: `t.state <> 'asked'`,
    within: `t.id IN (SELECT s.transferId FROM transfer_side s JOIN trade_union u ON u.id = s.unionId
      JOIN trade_union h ON h.id = s.heldBy WHERE ${reach.sql})`,
    values: reach.values,
  });
  const items = [];
  for (const row of rows) items.push(await describeForStaff(ask, row));
  return { items, next, waitingForMe: await countMine(ask) };
}

async function countMine(ask: Ask): Promise<number> {
  const { posts, personId, idNumberIndex } = staffOf(ask);
  const reach = eitherWithin(reachOf(posts, 'members.change'), ['h.path']);
  const [count] = await query<{ waiting: number | string }>(
    ask.db,
    `SELECT COUNT(DISTINCT t.id) AS waiting FROM transfer t
     JOIN transfer_side s ON s.transferId = t.id JOIN trade_union h ON h.id = s.heldBy JOIN person p ON p.id = t.personId
     WHERE t.state = 'asked' AND s.agreedAt IS NULL AND ${reach.sql}
       AND t.personId <> ? AND (p.idNumberIndex IS NULL OR p.idNumberIndex <> ?)
       AND NOT EXISTS (SELECT 1 FROM transfer_side o WHERE o.transferId = t.id AND o.signer = ?)`,
    [...reach.values, personId ?? '', idNumberIndex ?? '', idNumberIndex ?? ''],
  );
  return Number(count?.waiting ?? 0);
}
