/** Transfers and requests that nobody answers go to the union above, by themselves (C-12: a clock, and the member told). */
import { type Ask, makeAsk } from '../../core/ask';
import { appendAudit } from '../../core/audit';
import { ulid } from '../../core/ids';
import type { Job } from '../../core/jobs';
import type { Kit } from '../../core/kit';
import type { Union } from '../unions/entity';
import { loadUnion } from '../unions/service';
import { overdueRequests, takeUpRequest } from './request/rise';
import { overdueSides, takeUpSide } from './transfer/rise';

export interface Held {
  id: string;
  heldBy: string;
}
/** One case in a transaction of its own, with its row in the audit; what was decided at this very moment stays. */
async function riseOne(
  kit: Kit,
  what: string,
  { id, heldBy }: Held,
  takeUp: (ask: Ask, id: string, heldBy: string, upper: Union) => Promise<boolean>,
): Promise<number> {
  return kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, { kind: 'nobody' });
    const { parentId } = await loadUnion(ask, heldBy);
    if (parentId === null || !(await takeUp(ask, id, heldBy, await loadUnion(ask, parentId)))) return 0;
    await appendAudit(db, {
      at: ask.now.toISOString(),
      by: 'job',
      what,
      object: `case:${id}`,
      outcome: 'done',
      requestId: ulid(),
      detail: { from: heldBy, to: parentId },
    });
    return 1;
  });
}

/** Sides of transfers, and requests, that are past their term. Returns how many rose. */
export async function riseTransfers(kit: Kit): Promise<number> {
  let risen = 0;
  for await (const side of overdueSides(kit)) risen += await riseOne(kit, 'rise-transfers', side, takeUpSide);
  for await (const request of overdueRequests(kit))
    risen += await riseOne(kit, 'rise-requests', request, takeUpRequest);
  return risen;
}

export const riseCasesJob: Job = { name: 'rise-transfers', everySeconds: 600, run: riseTransfers };
