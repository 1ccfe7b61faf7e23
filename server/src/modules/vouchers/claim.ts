/**
 * Claiming in a rush (VOU-2). Claims of one campaign that wait in this process are written together: one lock, one look,
 * one insert for all, each its own answer after the commit. Other processes do the same; the lock orders them.
 */
import type { Body, Reply } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import type { Caller } from '../../core/ask';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { together } from '../../core/together';
import type { Claim } from './hot';
import { placeOf } from './place';
import { toVoucher, type VoucherFacts } from './show';
import { readTicket } from './ticket';
import { type Judged, writeClaims } from './write';

/** Claims written in one transaction at most. */
const MOST = 256;

interface Door {
  /** Never changes once published: calls before it cost nothing. */
  claimFrom: string;
  claim(claim: Claim): Promise<Judged>;
}
const doors = new WeakMap<Kit, Map<string, Promise<Door>>>();

function doorOf(kit: Kit, campaignId: string): Promise<Door> {
  const own = doors.get(kit) ?? new Map<string, Promise<Door>>();
  doors.set(kit, own);
  const known = own.get(campaignId);
  if (known) return known;
  const door = openDoor(kit, campaignId);
  own.set(campaignId, door);
  door.catch(() => own.delete(campaignId));
  return door;
}

async function openDoor(kit: Kit, campaignId: string): Promise<Door> {
  const [row] = await query<{ claimFrom: string }>(kit.db.reader, 'SELECT claimFrom FROM campaign WHERE id = ?', [
    campaignId,
  ]);
  if (!row) throw new Refusal('NOT_FOUND');
  return { claimFrom: row.claimFrom, claim: together((claims) => writeClaims(kit, campaignId, claims), MOST) };
}

/** Refusals: see the contract. A repeated ticket gets what it brought, even after the window. */
export async function claimVoucher(
  kit: Kit,
  campaignId: string,
  { kindId, ticket: text }: Body<'POST /offers/:id/claim'>,
  by: Caller,
  call: { expired(): boolean; requestId: string },
): Promise<Reply<'POST /offers/:id/claim'>> {
  if (by.kind !== 'person') throw new Refusal('SIGN_IN_FIRST');
  const ticket = readTicket(kit, text, by.personId, campaignId);
  const door = await doorOf(kit, campaignId);
  if (kit.now().toISOString() < door.claimFrom) throw new Refusal('CLAIM_EARLY');
  return sayJudged(kit, await door.claim({ kindId, ticket, ...call }));
}

/** The answer to one claim, from what its batch has read. */
export async function sayJudged(kit: Kit, judged: Judged): Promise<Reply<'POST /offers/:id/claim'>> {
  const { campaign, kinds, now } = judged.hot;
  if ('voucher' in judged) {
    const kind = kinds.get(judged.voucher.kindId);
    if (!kind) throw new Refusal('NOT_FOUND');
    const { id, campaignId, kindId, state, givenAt, useUntil, extendedAt, usedAt } = judged.voucher;
    const { title, words, worth, minSpendFen, offFen, listFen, subsidyFen, merchantFen, bankFen } = kind;
    const { title: campaignTitle, unionName, useFrom, extendMonths } = campaign;
    // Written out, as in toVoucher.
    const facts: VoucherFacts = {
      id,
      campaignId,
      kindId,
      state,
      givenAt,
      useUntil,
      extendedAt,
      usedAt,
      title,
      words,
      worth,
      minSpendFen,
      offFen,
      listFen,
      subsidyFen,
      merchantFen,
      bankFen,
      campaignTitle,
      unionName,
      useFrom,
      extendMonths,
    };
    return { outcome: 'given', voucher: toVoucher(facts, dayOf(now)), entry: null };
  }
  const { entry } = judged;
  const place = judged.place ?? (await placeOf(kit.db.reader, entry));
  const { id, kindId, kind, number, state } = entry;
  const outcome = kind === 'draw' ? 'entered' : 'waiting';
  return { outcome, voucher: null, entry: { id, kindId, kind, number, state, place } };
}
