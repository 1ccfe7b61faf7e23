/** Events within reach, the newest first. */
import type { EventGroup, EventState } from '@niangjia/shared/rules/events';
import { limits } from '@niangjia/shared/rules/limits';
import { type Ask, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { countsOf } from '../places/line';
import { type FoundEvent, SELECT_EVENT, slotsOf, toRow } from './load';

export async function listEvents(
  ask: Ask,
  { state, group, after }: { state?: EventState; group?: EventGroup; after?: string },
) {
  const reach = withinReach(ask, 'events.read', 'u.path');
  const where = [reach.sql, 'e.id < ?', ...(state ? ['e.state = ?'] : []), ...(group ? ['e.serviceGroup = ?'] : [])];
  const rows = await query<FoundEvent>(
    ask.db,
    `${SELECT_EVENT} WHERE ${where.join(' AND ')} ORDER BY e.id DESC LIMIT ${limits.page + 1}`,
    [...reach.values, after ?? '~', ...(state ? [state] : []), ...(group ? [group] : [])],
  );
  const page = rows.slice(0, limits.page);
  const ids = page.map(({ id }) => id);
  const [slots, counts] = [await slotsOf(ask, ids), await countsOf(ask.db, ids)];
  const items = page.map((event) =>
    toRow(
      ask,
      event,
      slots.filter(({ eventId }) => eventId === event.id),
      counts,
    ),
  );
  return { now: ask.now.toISOString(), items, next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null };
}
