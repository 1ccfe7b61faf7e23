/** Each union's side: agrees, or says no. The second yes moves the membership. */

import type { TransferSide } from '@niangjia/shared/rules/members';
import { fullStop } from '@niangjia/shared/rules/notices';
import { type Ask, staffOf } from '../../../core/ask';
import { Refusal } from '../../../core/refusal';
import { query, update } from '../../../core/sql';
import { signerOf } from '../../joint/propose';
import { notify } from '../../notices/notify';
import { loadUnion, mustBeJoinable } from '../../unions/service';
import type { Membership } from '../entity';
import { isOwnCase, reaches } from '../held';
import { TransferSideTable, TransferTable } from './entity';
import { moveMembership } from './move';
import { describeForStaff, loadTransfer, pageOfTransfer, sidesOf, type TransferCase } from './show';

/** A transfer on one side of which the caller decides now. Throws NOT_FOUND, OWN_CASE, MOVE_NOT_ALLOWED. */
async function loadToDecide(ask: Ask, id: string, side: TransferSide) {
  const found = await loadTransfer(ask, id);
  const { [side]: mine } = await sidesOf(ask, id);
  const held = await loadUnion(ask, mine.heldBy);
  if (!reaches(ask, 'members.change', held.path)) throw new Refusal('NOT_FOUND', { denied: `transfer:${id}` });
  if (isOwnCase(ask, found)) throw new Refusal('OWN_CASE', { denied: `transfer:${id}` });
  // Takes the row: the other side's officer, the member and the clock come one after the other.
  if ((await update(ask.db, TransferTable, { id, state: 'asked' }, { state: 'asked' })) === 0)
    throw new Refusal('MOVE_NOT_ALLOWED');
  const sides = await sidesOf(ask, id);
  // What has risen meanwhile is decided above.
  if (sides[side].agreedAt !== null || sides[side].heldBy !== mine.heldBy) throw new Refusal('MOVE_NOT_ALLOWED');
  return { found, mine: sides[side], other: sides[side === 'from' ? 'to' : 'from'], held };
}

/** The membership that moves, and where to: unions that were merged meanwhile count as the one they went into. */
async function destinationOf(ask: Ask, found: TransferCase, toUnion: string) {
  const [membership] = await query<Membership>(ask.db, 'SELECT * FROM membership WHERE id = ?', [found.membershipId]);
  if (!membership || membership.state === 'ended') throw new Refusal('MOVE_NOT_ALLOWED');
  const to = await loadUnion(ask, toUnion);
  mustBeJoinable(to);
  if (to.id === membership.unionId) throw new Refusal('UNION_CLOSED');
  return { membership, to };
}

/**
 * Agrees for one side. One natural person never agrees for both; the second yes moves the membership in the same
 * transaction. Refusals NOT_FOUND, OWN_CASE, MOVE_NOT_ALLOWED, NO_IDENTITY, SAME_PERSON, UNION_CLOSED.
 */
export async function agreeTransfer(ask: Ask, id: string, side: TransferSide) {
  const { found, mine, other, held } = await loadToDecide(ask, id, side);
  const signer = signerOf(ask);
  if (other.signer === signer) throw new Refusal('SAME_PERSON', { denied: `transfer:${id}` });
  const { membership, to } = await destinationOf(ask, found, side === 'to' ? mine.unionId : other.unionId);
  const at = ask.now.toISOString();
  const agreed = { agreedAt: at, agreedBy: staffOf(ask).accountId, signer };
  await update(ask.db, TransferSideTable, { id: mine.id }, agreed);
  ask.about(`transfer:${id}`, { side });
  if (other.agreedAt === null) {
    await update(ask.db, TransferTable, { id }, { dueOn: other.dueOn });
    const next = await loadUnion(ask, other.heldBy);
    const words = `${held.name}已同意您的转会（${found.number}），还等${next.name}办理。`;
    await notify(ask, found.personId, { kind: 'progress', title: '转会有进展', words, page: pageOfTransfer(id) });
    return describeForStaff(ask, { ...found, dueOn: other.dueOn });
  }
  const done = { state: 'done', openPerson: null, closedAt: at } as const;
  await update(ask.db, TransferTable, { id }, done);
  await moveMembership(ask, membership, to.id, id);
  const words = `您的会籍已转入${to.name}（${found.number}）。会员号、入会日期和已享受的待遇都随您转过去。`;
  await notify(ask, found.personId, { kind: 'progress', title: '转会已办好', words, page: pageOfTransfer(id) });
  return describeForStaff(ask, { ...found, ...done });
}

/** One no ends it; the membership stays where it is. Refusals NOT_FOUND, OWN_CASE, MOVE_NOT_ALLOWED. */
export async function refuseTransfer(ask: Ask, id: string, side: TransferSide, reason: string) {
  const { found, held } = await loadToDecide(ask, id, side);
  const change = {
    state: 'refused',
    openPerson: null,
    closedAt: ask.now.toISOString(),
    refusedSide: side,
    refusedBy: staffOf(ask).accountId,
    refusal: reason,
  } as const;
  await update(ask.db, TransferTable, { id }, change);
  ask.about(`transfer:${id}`, { side });
  const words = `${held.name}没有同意您的转会（${found.number}）：${fullStop(reason)}会籍仍在原工会，可以再次申请。`;
  await notify(ask, found.personId, { kind: 'progress', title: '转会未同意', words, page: pageOfTransfer(id) });
  return describeForStaff(ask, { ...found, ...change });
}
