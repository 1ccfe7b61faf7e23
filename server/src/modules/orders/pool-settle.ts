/** What becomes of a pool: agreed or lapsed once nobody is waited for, and over once somebody leaves the line. */
import type { Ask } from '../../core/ask';
import { query, update } from '../../core/sql';
import { type Pool, type PoolPart, PoolPartTable, PoolTable } from './entity';
import { orderById } from './load';
import { addStep } from './step';
import { tellUnit } from './tell';
import { aboutOrder } from './words';

/** Two who answer at once: the second waits here until the first is done. False once the pool is in no such state. */
export const holdPool = async (ask: Ask, id: string, state: Pool['state']): Promise<boolean> =>
  (await update(ask.db, PoolTable, { id, state }, { state })) > 0;

const letGo = (ask: Ask, poolId: string, answer?: PoolPart['answer']) =>
  update(ask.db, PoolPartTable, { poolId, ...(answer && { answer }) }, { openOrder: null });

async function tellParts(ask: Ask, parts: readonly PoolPart[], agreed: boolean): Promise<void> {
  for (const { orderId, answer } of parts) {
    const order = await orderById(ask.db, orderId);
    if (order?.state !== 'accepted') continue;
    if (!agreed) await addStep(ask, orderId, 'poolLapse', { who: order.ownerName });
    if (answer !== 'agreed') continue;
    const said = agreed
      ? { title: aboutOrder(order, '拼单已成'), words: '几家单位都同意拼单，排定时间后会再告诉您。' }
      : { title: aboutOrder(order, '没有拼成'), words: '附近单位没有都答应，您单位仍在原来的位置排队。' };
    await tellUnit(ask, order, said);
  }
}

/** Agreed by two or more and awaited by none: agreed, without those who said no. Not to be had by two any more: lapsed. */
export async function settlePool(ask: Ask, poolId: string): Promise<void> {
  const parts = await query<PoolPart>(ask.db, 'SELECT * FROM pool_part WHERE poolId = ? ORDER BY nth', [poolId]);
  const count = (answer: PoolPart['answer']) => parts.filter((part) => part.answer === answer).length;
  const [agreed, waiting] = [count('agreed'), count('waiting')];
  if (agreed + waiting < 2) {
    await update(ask.db, PoolTable, { id: poolId }, { state: 'lapsed' });
    await letGo(ask, poolId);
    return tellParts(ask, parts, false);
  }
  if (waiting > 0) return;
  const settled = await update(ask.db, PoolTable, { id: poolId, state: 'proposed' }, { state: 'agreed' });
  await letGo(ask, poolId, 'declined');
  if (settled > 0) await tellParts(ask, parts, true);
}

/** Whoever leaves the line leaves its pool: planned alone or together it is over, else the others go on without it. */
export async function leavePool(ask: Ask, orderId: string, visitId: string | null): Promise<void> {
  const [part] = await query<PoolPart & Pick<Pool, 'state'>>(
    ask.db,
    'SELECT p.*, g.state FROM pool_part p JOIN pool g ON g.id = p.poolId WHERE p.openOrder = ?',
    [orderId],
  );
  if (!part || !(await holdPool(ask, part.poolId, part.state))) return;
  if (visitId !== null) {
    const over = part.state === 'proposed' ? { state: 'lapsed' as const } : { visitId };
    await update(ask.db, PoolTable, { id: part.poolId }, over);
    await letGo(ask, part.poolId);
    return;
  }
  const gone = { answer: 'declined' as const, openOrder: null, answeredAt: ask.now.toISOString() };
  await update(ask.db, PoolPartTable, { id: part.id }, gone);
  await settlePool(ask, part.poolId);
}
