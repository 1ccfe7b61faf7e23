/** A unit answers whether it shares a visit with units nearby; who does not answer in time says no. */
import type { Body } from '@niangjia/shared/contract/index';
import { type Ask, makeAsk } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { describeOrder } from './describe';
import { type Pool, PoolPartTable } from './entity';
import { loadOrder } from './load';
import { holdPool, settlePool } from './pool-settle';
import { addStep } from './step';

/** Refusals NOT_FOUND, ORDER_STATE, OFFER_OVER. */
export async function answerPool(ask: Ask, id: string, { poolId, agree }: Body<'POST /orders/:id/pool-answer'>) {
  const order = await loadOrder(ask, id, 'orders.place');
  const [pool] = await query<Pool>(
    ask.db,
    'SELECT g.* FROM pool_part p JOIN pool g ON g.id = p.poolId WHERE p.orderId = ? AND g.id = ?',
    [id, poolId],
  );
  if (!pool) throw new Refusal('NOT_FOUND', { denied: `pool:${poolId}` });
  if (order.state !== 'accepted') throw new Refusal('ORDER_STATE');
  const late = ask.now.toISOString() > pool.answerBy;
  if (late || !(await holdPool(ask, poolId, 'proposed'))) throw new Refusal('OFFER_OVER');
  const said = { answer: agree ? ('agreed' as const) : ('declined' as const), answeredAt: ask.now.toISOString() };
  if ((await update(ask.db, PoolPartTable, { poolId, orderId: id, answer: 'waiting' }, said)) === 0)
    throw new Refusal('OFFER_OVER');
  await addStep(ask, id, agree ? 'poolAgree' : 'poolDecline', { who: order.unionName });
  await settlePool(ask, poolId);
  ask.about(`order:${id}`, { pool: poolId, agree });
  return describeOrder(ask, id);
}

/** Whether the units of these orders agreed to share with each other. */
export async function haveAgreed(ask: Ask, orderIds: readonly string[]): Promise<boolean> {
  const parts = await query<{ poolId: string; orderId: string }>(
    ask.db,
    `SELECT p.poolId, p.orderId FROM pool_part p JOIN pool g ON g.id = p.poolId
     WHERE p.orderId IN (${orderIds.map(() => '?').join(', ')}) AND p.answer = 'agreed' AND g.state = 'agreed'`,
    [...orderIds],
  );
  const pools = new Map<string, Set<string>>();
  for (const { poolId, orderId } of parts) pools.set(poolId, (pools.get(poolId) ?? new Set()).add(orderId));
  return [...pools.values()].some((agreed) => orderIds.every((id) => agreed.has(id)));
}

/** Nobody answered in time: that is a no. Every minute. */
export async function lapsePools(kit: Kit): Promise<void> {
  const due = await query<Pool>(
    kit.db.reader,
    "SELECT id FROM pool WHERE state = 'proposed' AND answerBy < ? ORDER BY answerBy LIMIT 200",
    [kit.now().toISOString()],
  );
  for (const { id } of due)
    await kit.db.tx(async (db) => {
      const { ask } = makeAsk(kit, db, { kind: 'nobody' });
      if (!(await holdPool(ask, id, 'proposed'))) return;
      const no = { answer: 'declined' as const, answeredAt: ask.now.toISOString() };
      await update(db, PoolPartTable, { poolId: id, answer: 'waiting' }, no);
      await settlePool(ask, id);
    });
}
