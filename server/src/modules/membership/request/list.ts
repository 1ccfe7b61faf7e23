/** The officers' queue of requests. */
import { reachOf } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf } from '../../../core/ask';
import { query } from '../../../core/sql';
import { type CaseFilter, pageOfCases } from '../case-page';
import { eitherWithin } from '../held';
import type { PersonRequest } from './entity';
import { describeForOfficer } from './show';

const OPEN = `r.state IN ('asked', 'agreed')`;

/** Open ones by their term, then those that are over; `waitingForMe` counts what the caller may decide now. */
export async function listRequests(ask: Ask, filter: CaseFilter) {
  const reach = eitherWithin(reachOf(staffOf(ask).posts, 'members.read'), ['u.path', 'h.path']);
  const { rows, next } = await pageOfCases<PersonRequest>(ask, filter, {
    select: `SELECT r.* FROM person_request r JOIN trade_union u ON u.id = r.unionId
      JOIN trade_union h ON h.id = r.heldBy`,
    alias: 'r',
    open: OPEN,
    closed: `NOT (${OPEN})`,
    within: reach.sql,
    values: reach.values,
  });
  const items = [];
  for (const row of rows) items.push(await describeForOfficer(ask, row));
  return { items, next, waitingForMe: await countMine(ask) };
}

async function countMine(ask: Ask): Promise<number> {
  const { posts, personId, idNumberIndex } = staffOf(ask);
  const reach = eitherWithin(reachOf(posts, 'members.change'), ['h.path']);
  const [count] = await query<{ waiting: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS waiting FROM person_request r
     JOIN trade_union h ON h.id = r.heldBy JOIN person p ON p.id = r.personId
     WHERE r.state = 'asked' AND ${reach.sql} AND r.personId <> ? AND (p.idNumberIndex IS NULL OR p.idNumberIndex <> ?)`,
    [...reach.values, personId ?? '', idNumberIndex ?? ''],
  );
  return Number(count?.waiting ?? 0);
}
