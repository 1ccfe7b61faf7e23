/** Tells the members of a union that has ended where their membership is now, a page of them at a time. */
import { type Ask, makeAsk } from '../../core/ask';
import { ulid } from '../../core/ids';
import type { Deliver } from '../../core/outbox';
import { insert, insertOnce, query } from '../../core/sql';
import { CounterTable, OutboxTable } from '../../core/tables';
import { notify } from '../notices/notify';

/**
 * Small, so that the messages of everybody else do not queue behind those of a large union: the next piece is asked for
 * behind the messages of this one.
 */
const TOLD_AT_ONCE = 100;

interface Piece {
  changeId: string;
  /** Rows of history after this one; at first the ten characters that all of them begin with. */
  after: string;
  piece: number;
}

export const tellPiece = (ask: Ask, { changeId, after, piece }: Piece): Promise<void> =>
  ask.tell('union-ended', { changeId, after, piece: String(piece) });

/** Puts a message into the outbox that is not due before some seconds have passed. */
export async function tellLater(ask: Ask, kind: string, payload: Record<string, string>, seconds: number) {
  const nextAt = new Date(ask.now.getTime() + seconds * 1000).toISOString();
  const row = { id: ulid(), kind, payload: JSON.stringify(payload), state: 'waiting' as const, tries: 0 };
  await insert(ask.db, OutboxTable, { ...row, nextAt, createdAt: ask.now.toISOString() });
}

export const tellUnionEnded: Deliver = async (kit, { changeId = '', after = '', piece = '1' }) => {
  await kit.db.tx(
    async (db) => {
      const { ask } = makeAsk(kit, db, { kind: 'nobody' });
      const nth = Number(piece);
      if (!(await isFirst(ask, `told:${changeId}:${after.slice(0, 10)}`, nth))) return;
      const rows = await query<{ id: string; personId: string; words: string | null }>(
        db,
        `SELECT id, personId, words FROM membership_change WHERE id > ? AND id < ? AND sourceId = ?
         ORDER BY id LIMIT ${TOLD_AT_ONCE}`,
        [after, `${after.slice(0, 10)}~`, changeId],
      );
      for (const { personId, words } of rows)
        await notify(ask, personId, {
          kind: 'union',
          title: '您的工会有变动',
          words: `${words ?? ''}。您的会籍已随之转过去，入会日期和会员号不变，不需要办任何手续。`,
        });
      const last = rows.at(-1);
      if (last && rows.length === TOLD_AT_ONCE) await tellPiece(ask, { changeId, after: last.id, piece: nth + 1 });
    },
    { again: true },
  );
};

/** Whether this piece has not been told before: a message may be delivered twice. */
export async function isFirst(ask: Ask, name: string, nth: number): Promise<boolean> {
  if (nth === 1) return insertOnce(ask.db, CounterTable, { name, value: 1 });
  const result = await ask.db
    .createQueryBuilder()
    .update(CounterTable)
    .set({ value: nth })
    .where('name = :name AND value = :before', { name, before: nth - 1 })
    .execute();
  return (result.affected ?? 0) > 0;
}
