/** A level of the union tree, or what a name finds within the caller's reach. */
import { limits } from '@niangjia/shared/rules/limits';
import { reachOf } from '@niangjia/shared/rules/roles';
import { type Ask, below, mustReach, rangeOf, staffOf, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import type { Union } from './entity';
import { like, loadUnion } from './service';
import { toNodes } from './tree-node';

interface Filter {
  under?: string;
  name?: string;
  closed?: '1';
  after?: string;
}

/** In the order in which they were founded. Refusal NOT_FOUND when `under` is out of reach. */
export async function listTree(ask: Ask, { under, name, closed, after }: Filter) {
  const where: string[] = [];
  const values: unknown[] = [];
  const keep = (sql: string, ...of: unknown[]) => {
    where.push(sql);
    values.push(...of);
  };
  const upper = under === undefined ? undefined : await loadReadable(ask, under);
  if (name !== undefined) {
    const reach = withinReach(ask, 'unions.read', 'path');
    if (upper) keep(below('path'), ...rangeOf(upper.path));
    else keep(reach.sql, ...reach.values);
    keep(`name LIKE ? ESCAPE '!'`, like(name));
  } else if (upper) keep('parentId = ?', upper.id);
  else {
    const tops = topsOf(ask);
    if (tops.length === 0) return { items: [], next: null };
    keep(`id IN (${tops.map(() => '?').join(', ')})`, ...tops);
  }
  if (!closed) keep('closedAt IS NULL');
  if (after !== undefined) keep('id > ?', after);
  const rows = await query<Union>(
    ask.db,
    `SELECT * FROM trade_union WHERE ${where.join(' AND ')} ORDER BY id LIMIT ${limits.page + 1}`,
    values,
  );
  const page = rows.slice(0, limits.page);
  return {
    items: await toNodes(ask, page),
    next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null,
  };
}

/** A union within reach, open or closed. Throws NOT_FOUND, also for others. */
export async function loadReadable(ask: Ask, id: string) {
  const union = await loadUnion(ask, id);
  mustReach(ask, 'unions.read', union.path, `union:${id}`);
  return union;
}

/** Ids of the unions of the caller's posts that are not below another one of them. */
function topsOf(ask: Ask): string[] {
  const paths = [...new Set(reachOf(staffOf(ask).posts, 'unions.read'))];
  const tops = paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
  return tops.map((path) => path.split('/').at(-2) ?? '');
}
