/** A side of a transfer goes to the union above it; the other side keeps its own clock. */
import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { transferSides } from '@niangjia/shared/rules/members';
import type { Ask } from '../../../core/ask';
import type { Kit } from '../../../core/kit';
import { query, update } from '../../../core/sql';
import { notify } from '../../notices/notify';
import type { Union } from '../../unions/entity';
import type { Held } from '../rise-cases';
import { sideDueOn } from './ask';
import { type TransferSideRow, TransferSideTable, TransferTable } from './entity';
import { loadTransfer, pageOfTransfer, sidesOf } from './show';

const PIECE = 200;

/** Sides that have not agreed and are past their term, below the root; by their ids. */
export async function* overdueSides(kit: Kit): AsyncGenerator<Held> {
  for (let after = ''; ; ) {
    const rows = await query<Held>(
      kit.db.reader,
      `SELECT s.id, s.heldBy FROM transfer t JOIN transfer_side s ON s.transferId = t.id
       JOIN trade_union h ON h.id = s.heldBy
       WHERE t.state = 'asked' AND s.agreedAt IS NULL AND s.id > ?
         AND s.dueOn < ? AND h.parentId IS NOT NULL
       ORDER BY s.id LIMIT ${PIECE}`,
      [after, dayOf(kit.now())],
    );
    yield* rows;
    after = rows.at(-1)?.id ?? '';
    if (rows.length < PIECE) return;
  }
}

/** False when it was decided, taken back or sent up at this very moment. The member is told. */
export async function takeUpSide(ask: Ask, id: string, heldBy: string, upper: Union): Promise<boolean> {
  const [side] = await query<TransferSideRow>(ask.db, 'SELECT * FROM transfer_side WHERE id = ?', [id]);
  if (!side) return false;
  const { transferId } = side;
  // The transfer's row first, as every other act does.
  if ((await update(ask.db, TransferTable, { id: transferId, state: 'asked' }, { state: 'asked' })) === 0) return false;
  const dueOn = sideDueOn(ask);
  const risenAt = ask.now.toISOString();
  const sides = await sidesOf(ask, transferId);
  if (sides[side.side].agreedAt !== null) return false;
  if ((await update(ask.db, TransferSideTable, { id, heldBy }, { heldBy: upper.id, dueOn, risenAt })) === 0)
    return false;
  const other = sides[side.side === 'from' ? 'to' : 'from'];
  const earlier = other.agreedAt === null && other.dueOn < dueOn ? other.dueOn : dueOn;
  await update(ask.db, TransferTable, { id: transferId }, { dueOn: earlier });
  const { personId, number } = await loadTransfer(ask, transferId);
  await notify(ask, personId, {
    kind: 'progress',
    title: `转会转${upper.name}办理`,
    words: `您的转会（${number}）${transferSides[side.side]}一方已转到${upper.name}办理，最晚${sayDay(dueOn)}答复。您不需要做什么。`,
    page: pageOfTransfer(transferId),
  });
  return true;
}
