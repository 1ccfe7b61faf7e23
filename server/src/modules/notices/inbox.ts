/** The inbox in the app: newest first, read one by one or all at once. */
import { limits } from '@niangjia/shared/rules/limits';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Notice } from './entity';

async function unreadOf(ask: Ask): Promise<number> {
  const [count] = await query<{ unread: number | string }>(
    ask.db,
    'SELECT COUNT(*) AS unread FROM notice WHERE personId = ? AND readAt IS NULL',
    [personOf(ask).personId],
  );
  return Number(count?.unread ?? 0);
}

export async function listNotices(ask: Ask, after?: string) {
  const rows = await query<Notice>(
    ask.db,
    `SELECT * FROM notice WHERE personId = ?${after ? ' AND id < ?' : ''} ORDER BY id DESC LIMIT ${limits.page + 1}`,
    [personOf(ask).personId, ...(after ? [after] : [])],
  );
  const items = rows.slice(0, limits.page).map(({ id, kind, title, words, page, at, readAt }) => ({
    id,
    kind,
    title,
    words,
    page,
    at,
    read: readAt !== null,
  }));
  const next = rows.length > limits.page ? (items.at(-1)?.id ?? null) : null;
  return { items, next, unread: await unreadOf(ask) };
}

/** Reading twice changes nothing. Refusal NOT_FOUND, also for other people's. */
export async function readNotice(ask: Ask, id: string): Promise<{ unread: number }> {
  const { personId } = personOf(ask);
  const [notice] = await query<Notice>(ask.db, 'SELECT personId FROM notice WHERE id = ?', [id]);
  if (notice?.personId !== personId) throw new Refusal('NOT_FOUND', { denied: `notice:${id}` });
  const at = ask.now.toISOString();
  await ask.db.query('UPDATE notice SET readAt = ? WHERE id = ? AND readAt IS NULL', [at, id]);
  return { unread: await unreadOf(ask) };
}

export async function readAllNotices(ask: Ask): Promise<{ unread: number }> {
  await ask.db.query('UPDATE notice SET readAt = ? WHERE personId = ? AND readAt IS NULL', [
    ask.now.toISOString(),
    personOf(ask).personId,
  ]);
  return { unread: await unreadOf(ask) };
}
