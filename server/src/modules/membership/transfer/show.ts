/** How a transfer looks: to the member, and masked to the officers of both unions. */
import { dayOf } from '@niangjia/shared/rules/days';
import { maskName } from '@niangjia/shared/rules/masks';
import { type TransferSide, transferSides } from '@niangjia/shared/rules/members';
import { noticePages } from '@niangjia/shared/rules/notices';
import { type Ask, staffOf } from '../../../core/ask';
import { Refusal } from '../../../core/refusal';
import { query } from '../../../core/sql';
import { askPhoneOf, loadUnion } from '../../unions/service';
import { isOwnCase, reaches } from '../held';
import { clockOf } from '../queue';
import type { Transfer, TransferSideRow } from './entity';

export type TransferCase = Transfer & {
  memberNumber: string;
  joinedOn: string;
  name: string | null;
  idNumberIndex: string | null;
};

export const SELECT_TRANSFER = `SELECT t.*, m.number AS memberNumber, m.joinedOn, p.name, p.idNumberIndex
  FROM transfer t JOIN membership m ON m.id = t.membershipId JOIN person p ON p.id = t.personId`;

/** Page of the phone. */
export const pageOfTransfer = (id: string) => `${noticePages.transfer}?id=${id}`;

/** Throws NOT_FOUND. */
export async function loadTransfer(ask: Ask, id: string): Promise<TransferCase> {
  const [found] = await query<TransferCase>(ask.db, `${SELECT_TRANSFER} WHERE t.id = ?`, [id]);
  if (!found) throw new Refusal('NOT_FOUND', { denied: `transfer:${id}` });
  return found;
}

export type Sides = Record<TransferSide, TransferSideRow>;

export async function sidesOf(ask: Ask, transferId: string): Promise<Sides> {
  const rows = await query<TransferSideRow>(ask.db, 'SELECT * FROM transfer_side WHERE transferId = ?', [transferId]);
  return Object.fromEntries(rows.map((row) => [row.side, row])) as Sides;
}

async function describeSide(ask: Ask, side: TransferSideRow) {
  const union = await loadUnion(ask, side.unionId);
  const held = await loadUnion(ask, side.heldBy);
  return {
    shown: {
      unionId: union.id,
      unionName: union.name,
      decides: held.name,
      askPhone: await askPhoneOf(ask, held),
      agreedAt: side.agreedAt,
      dueOn: side.dueOn,
      risen: side.risenAt !== null,
    },
    paths: [union.path, held.path],
    heldPath: held.path,
  };
}

async function describeBoth(ask: Ask, found: TransferCase) {
  const sides = await sidesOf(ask, found.id);
  return { sides, from: await describeSide(ask, sides.from), to: await describeSide(ask, sides.to) };
}

const toReply = (ask: Ask, found: TransferCase, { from, to }: Awaited<ReturnType<typeof describeBoth>>) => ({
  id: found.id,
  number: found.number,
  state: found.state,
  reason: found.reason,
  from: from.shown,
  to: to.shown,
  askedAt: found.askedAt,
  ...clockOf(ask, found.dueOn, dayOf(ask.now)),
  refusal:
    found.refusal === null
      ? null
      : { side: found.refusedSide ?? 'from', reason: found.refusal, at: found.closedAt ?? found.askedAt },
  joinedOn: found.joinedOn,
});

export const describeTransfer = async (ask: Ask, found: TransferCase) =>
  toReply(ask, found, await describeBoth(ask, found));

/** As an officer sees it; whether it is within reach, the caller has made sure. */
export async function describeForStaff(ask: Ask, found: TransferCase) {
  const both = await describeBoth(ask, found);
  const signer = staffOf(ask).idNumberIndex;
  const isSigned = signer !== null && Object.values(both.sides).some((side) => side.signer === signer);
  const mayDecide = (side: TransferSide) =>
    found.state === 'asked' &&
    both.sides[side].agreedAt === null &&
    !isSigned &&
    !isOwnCase(ask, found) &&
    reaches(ask, 'members.change', both[side].heldPath);
  return {
    ...toReply(ask, found, both),
    nameMasked: maskName(found.name ?? ''),
    memberNumber: found.memberNumber,
    may: (Object.keys(transferSides) as TransferSide[]).filter(mayDecide),
  };
}

/** Opens a transfer for an officer of either union, or of one above. Throws NOT_FOUND for others. */
export async function openTransfer(ask: Ask, id: string) {
  const found = await loadTransfer(ask, id);
  const { from, to } = await describeBoth(ask, found);
  if (![...from.paths, ...to.paths].some((path) => reaches(ask, 'members.read', path)))
    throw new Refusal('NOT_FOUND', { denied: `transfer:${id}` });
  return describeForStaff(ask, found);
}
