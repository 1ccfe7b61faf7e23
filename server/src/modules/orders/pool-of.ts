/** The latest proposal to share a visit that an order is part of. */
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import type { Pool, PoolPart } from './entity';

type Part = Pick<PoolPart, 'orderId' | 'answer'> & {
  number: string;
  unionName: string;
  people: number;
  placeName: string;
};

export async function partsOf(db: EntityManager, poolId: string): Promise<Part[]> {
  return query<Part>(
    db,
    `SELECT p.orderId, p.answer, o.number, u.name AS unionName, o.people, o.placeName FROM pool_part p
     JOIN service_order o ON o.id = p.orderId JOIN trade_union u ON u.id = o.unionId WHERE p.poolId = ? ORDER BY p.nth`,
    [poolId],
  );
}

/** Null when it was never proposed. */
export async function poolOf(db: EntityManager, orderId: string) {
  const [pool] = await query<Pool>(
    db,
    `SELECT g.* FROM pool_part p JOIN pool g ON g.id = p.poolId WHERE p.orderId = ? ORDER BY g.id DESC LIMIT 1`,
    [orderId],
  );
  if (!pool) return null;
  const parts = await partsOf(db, pool.id);
  return {
    id: pool.id,
    state: pool.state,
    answerBy: pool.answerBy,
    own: parts.find((part) => part.orderId === orderId)?.answer ?? 'waiting',
    placeName: parts[0]?.placeName ?? '',
    others: parts
      .filter((part) => part.orderId !== orderId)
      .map(({ unionName, people, answer }) => ({ unionName, people, answer })),
  };
}
