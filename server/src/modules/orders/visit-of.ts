/** The visit of an order, as its unit sees it. */
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import type { Visit } from '../visits/entity';
import type { FoundOrder } from './load';

export type VisitRow = Visit & { expertName: string; expertTitle: string; signedIn: number | string };

async function sharedWith(db: EntityManager, visitId: string, orderId: string): Promise<string[]> {
  const rows = await query<{ name: string }>(
    db,
    `SELECT u.name FROM service_order o JOIN trade_union u ON u.id = o.unionId
     WHERE o.visitId = ? AND o.id <> ? ORDER BY o.id`,
    [visitId, orderId],
  );
  return rows.map(({ name }) => name);
}

/** `signedIn`: members of this order's unit. The row, and what is shown of it; undefined while there is none. */
export async function visitOf(db: EntityManager, order: FoundOrder) {
  if (order.visitId === null) return undefined;
  const [row] = await query<VisitRow>(
    db,
    `SELECT v.*, e.name AS expertName, e.title AS expertTitle,
       (SELECT COUNT(*) FROM attendance a WHERE a.visitId = v.id AND a.orderId = ?) AS signedIn
     FROM visit v JOIN expert e ON e.id = v.expertId WHERE v.id = ?`,
    [order.id, order.visitId],
  );
  if (!row) return undefined;
  const { id, number, state, startAt, endAt, placeName, address, expertName, expertTitle, answerBy } = row;
  const record = {
    ...{ minutes: row.minutes ?? 0, served: row.served ?? 0, words: row.words ?? '' },
    photoIds: JSON.parse(row.photoIds ?? '[]') as string[],
  };
  const shown = {
    ...{ id, number, state, startAt, endAt, placeName, address, expertName, expertTitle, answerBy },
    expertAgreed: row.expertAgreedAt !== null,
    unitAgreed: order.unitAgreedAt !== null,
    sharedWith: await sharedWith(db, id, order.id),
    signedIn: Number(row.signedIn),
    record: row.recordedAt === null ? null : record,
  };
  return { row, shown };
}
