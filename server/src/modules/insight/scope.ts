/** Of which unions and days a question is. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import type { Permission } from '@niangjia/shared/rules/roles';
import { reachOf } from '@niangjia/shared/rules/roles';
import { SPAN_DAYS } from '@niangjia/shared/rules/statistics';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';

export interface Scope {
  id: string;
  name: string;
  path: string;
  /** Shanghai days, both inclusive. */
  from: string;
  to: string;
}

export interface Span {
  unionId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * The union asked for (without: the one of the caller's widest post) and the days (without: the last twelve months).
 * Refusals NOT_FOUND, SPAN_TOO_LONG.
 */
export async function scopeOf(ask: Ask, permission: Permission, span: Span): Promise<Scope> {
  const widest = reachOf(staffOf(ask).posts, permission).sort((a, b) => a.length - b.length)[0] ?? '';
  const id = span.unionId ?? widest.split('/').filter(Boolean).at(-1) ?? '';
  const [union] = await query<{ id: string; name: string; path: string }>(
    ask.db,
    'SELECT id, name, path FROM trade_union WHERE id = ?',
    [id],
  );
  if (!union) throw new Refusal('NOT_FOUND', { denied: `union:${id}` });
  mustReach(ask, permission, union.path, `union:${id}`);
  const to = span.to ?? dayOf(ask.now);
  const from = span.from ?? addDays(`${Number(to.slice(0, 4)) - 1}${to.slice(4)}`, 1);
  if (from > to || from < addDays(to, -SPAN_DAYS)) throw new Refusal('SPAN_TOO_LONG');
  return { id: union.id, name: union.name, path: union.path, from, to };
}
