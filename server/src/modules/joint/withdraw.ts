/** An act falls away because what it was about has gone: the person took the request back, or it was refused. */
import type { Ask } from '../../core/ask';
import { update } from '../../core/sql';
import { JointActTable } from './entity';

/** Closes an act that still waits; nobody signs it any more (JOINT_OVER). */
export async function withdrawAct(ask: Ask, id: string): Promise<void> {
  const change = { state: 'recalled', openKey: null, decidedAt: ask.now.toISOString() } as const;
  await update(ask.db, JointActTable, { id, state: 'waiting' }, change);
}
