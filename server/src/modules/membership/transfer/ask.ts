/** The member's side of a transfer: ask, look, take back (MEM-5, MEM-6). */
import { addWorkingDays, dayOf } from '@niangjia/shared/rules/days';
import {
  type ChangeReason,
  TRANSFER_WORKING_DAYS,
  type TransferSide,
  transferSides,
} from '@niangjia/shared/rules/members';
import { type Ask, personOf } from '../../../core/ask';
import { ulid } from '../../../core/ids';
import { Refusal } from '../../../core/refusal';
import { insert, insertOnce, nextValue, query, update } from '../../../core/sql';
import { loadUnion, mustBeJoinable } from '../../unions/service';
import type { Membership } from '../entity';
import { type Transfer, TransferSideTable, TransferTable } from './entity';
import { describeTransfer, loadTransfer, SELECT_TRANSFER, type TransferCase } from './show';

/** The last Shanghai day on which a side answers in time. */
export const sideDueOn = (ask: Ask): string =>
  addWorkingDays(dayOf(ask.now), TRANSFER_WORKING_DAYS, ask.kit.isWorkingDay);

/**
 * Asks to go over to another union; both unions are asked at once. The membership itself stays as it is until both
 * have agreed. Refusals NOT_A_MEMBER, NOT_FOUND, UNION_CLOSED, ALREADY_THERE, TRANSFER_OPEN.
 */
export async function askTransfer(ask: Ask, body: { toUnionId: string; reason: ChangeReason }) {
  const { personId } = personOf(ask);
  const [membership] = await query<Membership>(ask.db, 'SELECT * FROM membership WHERE activePerson = ?', [personId]);
  if (!membership) throw new Refusal('NOT_A_MEMBER');
  const to = await loadUnion(ask, body.toUnionId);
  mustBeJoinable(to);
  if (to.id === membership.unionId) throw new Refusal('ALREADY_THERE');
  const today = dayOf(ask.now);
  const dueOn = sideDueOn(ask);
  const nth = await nextValue(ask.db, `transfer:${today}`);
  const transfer: Transfer = {
    id: ulid(),
    number: `ZH${today.replaceAll('-', '')}-${String(nth).padStart(4, '0')}`,
    membershipId: membership.id,
    personId,
    reason: body.reason,
    state: 'asked',
    askedAt: ask.now.toISOString(),
    dueOn,
    closedAt: null,
    refusedSide: null,
    refusedBy: null,
    refusal: null,
    openPerson: personId,
  };
  if (!(await insertOnce(ask.db, TransferTable, transfer))) throw new Refusal('TRANSFER_OPEN');
  const unions: Record<TransferSide, string> = { from: membership.unionId, to: to.id };
  const open = { dueOn, risenAt: null, agreedAt: null, agreedBy: null, signer: null };
  for (const side of Object.keys(transferSides) as TransferSide[]) {
    const unionId = unions[side];
    await insert(ask.db, TransferSideTable, {
      id: ulid(),
      transferId: transfer.id,
      side,
      unionId,
      heldBy: unionId,
      ...open,
    });
  }
  ask.about(`transfer:${transfer.id}`, { from: unions.from, to: unions.to });
  return describeTransfer(ask, await loadTransfer(ask, transfer.id));
}

/** One's own transfers, newest first. */
export async function listMyTransfers(ask: Ask) {
  const rows = await query<TransferCase>(
    ask.db,
    `${SELECT_TRANSFER} WHERE t.personId = ? ORDER BY t.id DESC LIMIT 20`,
    [personOf(ask).personId],
  );
  const items = [];
  for (const row of rows) items.push(await describeTransfer(ask, row));
  return { items };
}

/** Takes a transfer back while it is open. Other people's are NOT_FOUND. Refusal MOVE_NOT_ALLOWED. */
export async function recallTransfer(ask: Ask, id: string) {
  const found = await loadTransfer(ask, id);
  if (found.personId !== personOf(ask).personId) throw new Refusal('NOT_FOUND', { denied: `transfer:${id}` });
  const change = { state: 'recalled', openPerson: null, closedAt: ask.now.toISOString() } as const;
  if ((await update(ask.db, TransferTable, { id, state: 'asked' }, change)) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  return describeTransfer(ask, { ...found, ...change });
}
