/** Problems within reach: open ones by their clock, the overdue first; closed ones newest first. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { Skill } from '@niangjia/shared/rules/experts';
import { limits } from '@niangjia/shared/rules/limits';
import type { ProblemState } from '@niangjia/shared/rules/problems';
import { type Ask, holds, staffOf, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { toRows } from './describe';
import { type FoundProblem, SELECT_PROBLEM } from './load';

interface Filter {
  stage?: 'open' | 'closed' | undefined;
  state?: ProblemState | undefined;
  field?: Skill | undefined;
  after?: string | undefined;
}

/** `2026-11-26:01ABC…` of an open one, the id alone of a closed one. */
const placeOf = ({ dueOn, id }: FoundProblem): string => (dueOn === null ? id : `${dueOn}:${id}`);

function conditionOf(ask: Ask, { stage = 'open', state, field }: Filter) {
  const reach = withinReach(ask, 'orders.read', 'u.path');
  const where = [reach.sql, `q.dueOn IS ${stage === 'open' ? 'NOT NULL' : 'NULL'}`];
  const values: unknown[] = [...reach.values];
  if (state) {
    where.push('q.state = ?');
    values.push(state);
  }
  if (field) {
    where.push('q.field = ?');
    values.push(field);
  }
  return { sql: where.join(' AND '), values };
}

async function countOf(ask: Ask, sql: string, values: unknown[]): Promise<number> {
  const [row] = await query<{ many: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS many FROM problem q JOIN trade_union u ON u.id = q.unionId WHERE ${sql}`,
    values,
  );
  return Number(row?.many ?? 0);
}

/** What waits for the asking officer: to be matched, concluded or paid for; or to be mended, and to be thanked for. */
async function countYours(ask: Ask): Promise<number> {
  const { posts } = staffOf(ask);
  const [managed, placed] = [withinReach(ask, 'problems.manage', 'u.path'), withinReach(ask, 'orders.place', 'u.path')];
  const waiting: Promise<number>[] = [];
  if (holds(posts, 'problems.manage'))
    waiting.push(countOf(ask, `${managed.sql} AND q.state IN ('filed', 'discussing', 'contracted')`, managed.values));
  if (holds(posts, 'orders.place'))
    waiting.push(
      countOf(
        ask,
        `${placed.sql} AND (q.state = 'returned' OR (q.state IN ('solved', 'funded') AND q.stars IS NULL))`,
        placed.values,
      ),
    );
  return (await Promise.all(waiting)).reduce((sum, one) => sum + one, 0);
}

export async function listProblems(ask: Ask, filter: Filter) {
  const { sql, values } = conditionOf(ask, filter);
  const open = filter.stage !== 'closed';
  const [day = '', id = ''] = (filter.after ?? '').split(':');
  const found = await query<FoundProblem>(
    ask.db,
    open
      ? `${SELECT_PROBLEM} WHERE ${sql} AND (q.dueOn > ? OR (q.dueOn = ? AND q.id > ?))
         ORDER BY q.dueOn, q.id LIMIT ${limits.page + 1}`
      : `${SELECT_PROBLEM} WHERE ${sql} AND q.id < ? ORDER BY q.id DESC LIMIT ${limits.page + 1}`,
    [...values, ...(open ? [day, day, id] : [filter.after ?? '~'])],
  );
  const page = found.slice(0, limits.page);
  const last = page.at(-1);
  const overdue = conditionOf(ask, { ...filter, stage: 'open' });
  return {
    items: await toRows(ask, page),
    next: found.length > limits.page && last ? placeOf(last) : null,
    total: await countOf(ask, sql, values),
    overdue: await countOf(ask, `${overdue.sql} AND q.dueOn < ?`, [...overdue.values, dayOf(ask.now)]),
    yours: await countYours(ask),
  };
}
