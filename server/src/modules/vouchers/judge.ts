/** Decides one claim against what a batch knows, and notes what it takes. Reads and writes nothing but `hot`. */
import { barriers } from '@niangjia/shared/rules/audience';
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import { nextWave, openedBy, phaseOf } from '@niangjia/shared/rules/vouchers';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import type { Voucher, VoucherEntry } from './entity';
import type { Claim, Hot, HotKind, HotMember } from './hot';

export type Verdict =
  | { voucher: Voucher; fresh: boolean }
  /** `place`: in the line, from 1; null: a draw, or not known here. */
  | { entry: VoucherEntry; fresh: boolean; place: number | null };

/** Refusals of `POST /offers/:id/claim`, thrown. `batch` marks what is written together. */
export function judge(hot: Hot, claim: Claim, batch: string): Verdict {
  return repeatOf(hot, claim) ?? decide(hot, claim, batch);
}

/** The same ticket finds what it brought the first time. */
function repeatOf(hot: Hot, { ticket }: Claim): Verdict | undefined {
  const voucher = hot.vouchers.get(ticket.h)?.find((one) => one.ticket === ticket.n);
  if (voucher) return { voucher, fresh: false };
  const entry = hot.entries.get(ticket.h)?.find((one) => one.ticket === ticket.n);
  if (!entry) return undefined;
  const served = hot.vouchers.get(ticket.h)?.find(({ id }) => id === entry.voucherId);
  return served ? { voucher: served, fresh: false } : { entry, fresh: false, place: null };
}

function decide(hot: Hot, claim: Claim, batch: string): Verdict {
  const { campaign, now } = hot;
  mustBeOpen(hot);
  const kind = hot.kinds.get(claim.kindId);
  if (!kind) throw new Refusal('NOT_FOUND');
  const member = memberOf(hot, claim);
  const live = (hot.vouchers.get(claim.ticket.h) ?? []).filter(({ nth }) => nth !== null);
  const ofKind = live.filter(({ kindId }) => kindId === kind.id);
  if (ofKind.length >= kind.perPerson) throw new Refusal('TAKEN_ALREADY');
  if (campaign.perPerson > 0 && live.length >= campaign.perPerson)
    throw new Refusal('TAKEN_ALREADY', { sentence: `这次活动每人最多领 ${campaign.perPerson} 张，您已领满。` });
  if (campaign.way === 'lottery') return enter(hot, claim, kind, member, 'draw');
  const today = dayOf(now);
  if (campaign.perPersonDay > 0 && live.filter(({ givenOn }) => givenOn === today).length >= campaign.perPersonDay)
    throw new Refusal('TAKEN_TODAY');
  const { stock } = kind;
  const open = openedBy(kind.plan, stock.total, now.toISOString()) - (stock.total - stock.remaining);
  const ofToday = kind.perDay > 0 ? kind.perDay - (stock.dayOn === today ? stock.dayGiven : 0) : stock.remaining;
  // What is given back belongs to those who wait, also until they have been served.
  const waits = campaign.line && (hot.queue.get(kind.id) ?? 0) > 0;
  if (!waits && Math.min(open, ofToday, stock.remaining) > 0) return give(hot, claim, kind, member, batch, ofKind);
  if (campaign.line && (waits || stock.remaining <= 0)) return enter(hot, claim, kind, member, 'line');
  if (stock.remaining > 0 && ofToday <= 0) throw new Refusal('ALL_TAKEN_TODAY');
  const wave = stock.remaining > 0 && nextWave(kind.plan, now.toISOString());
  throw new Refusal('SOLD_OUT', wave ? { sentence: `这一批已领完，下一批 ${sayTime(wave.at)} 开始。` } : {});
}

function mustBeOpen({ campaign, now }: Hot): void {
  const phase = phaseOf(campaign, now.toISOString());
  if (phase === 'soon') throw new Refusal('CLAIM_EARLY');
  if (phase === 'paused') throw new Refusal('CLAIM_PAUSED');
  if (phase === 'over') throw new Refusal('CLAIM_OVER');
  if (phase === null) throw new Refusal('NOT_FOUND');
  if (campaign.way === 'grant')
    throw new Refusal('NOT_ENTITLED', { sentence: '这次活动由工会按名单发放，不需要领取。' });
}

/** The ticket was for one who may take; what may have ended since is looked at again. */
function memberOf(hot: Hot, { ticket }: Claim): HotMember {
  const member = hot.members.get(ticket.p);
  if (!member) throw new Refusal('NOT_ENTITLED', { sentence: barriers.join });
  if (member.state !== 'active') throw new Refusal('NOT_ENTITLED', { sentence: barriers.retained });
  if (!member.unionPath.startsWith(hot.campaign.unionPath))
    throw new Refusal('NOT_ENTITLED', { sentence: barriers.area });
  if (hot.had.has(ticket.p)) throw new Refusal('NOT_ENTITLED', { sentence: barriers.firstTime });
  return member;
}

function give(
  hot: Hot,
  { ticket }: Claim,
  kind: HotKind,
  { unionId, occupation }: HotMember,
  batch: string,
  had: Voucher[],
): Verdict {
  const taken = had.map(({ nth }) => nth);
  const nth = Array.from({ length: kind.perPerson }, (_, at) => at + 1).find((one) => !taken.includes(one)) ?? 1;
  const { campaign, now } = hot;
  const voucher: Voucher = {
    ...newVoucher({ batch, now, useUntil: campaign.useUntil }),
    kindId: kind.id,
    campaignId: campaign.id,
    personId: ticket.p,
    unionId,
    occupation,
    holder: ticket.h,
    nth,
    ticket: ticket.n,
    source: 'claim',
  };
  const today = voucher.givenOn;
  const { stock } = kind;
  const dayGiven = stock.dayOn === today ? stock.dayGiven + 1 : 1;
  Object.assign(stock, { remaining: stock.remaining - 1, dayOn: today, dayGiven });
  hot.vouchers.set(ticket.h, [...(hot.vouchers.get(ticket.h) ?? []), voucher]);
  return { voucher, fresh: true };
}

/** What every voucher begins with. */
export const newVoucher = ({ batch, now, useUntil }: { batch: string; now: Date; useUntil: string }) => ({
  id: ulid(),
  batch,
  state: 'issued' as const,
  givenAt: now.toISOString(),
  givenOn: dayOf(now),
  useUntil,
  extendedAt: null,
  usedAt: null,
  closedAt: null,
  lastStep: 0,
  remindedAt: null,
});

function enter(
  hot: Hot,
  { ticket }: Claim,
  kind: HotKind,
  { unionId, occupation }: HotMember,
  as: VoucherEntry['kind'],
): Verdict {
  const known = hot.entries.get(ticket.h) ?? [];
  const open = known.find((one) => one.kindId === kind.id && one.openHolder !== null);
  if (open) return { entry: open, fresh: false, place: null };
  kind.stock.entries += 1;
  const number = kind.stock.entries;
  const entry: VoucherEntry = {
    id: ulid(),
    kindId: kind.id,
    campaignId: hot.campaign.id,
    personId: ticket.p,
    unionId,
    occupation,
    holder: ticket.h,
    ticket: ticket.n,
    kind: as,
    number,
    state: 'waiting',
    lineRank: as === 'line' ? number : null,
    openHolder: ticket.h,
    at: hot.now.toISOString(),
    closedAt: null,
    voucherId: null,
  };
  const place = as === 'line' ? (hot.queue.get(kind.id) ?? 0) + 1 : null;
  if (place !== null) hot.queue.set(kind.id, place);
  hot.entries.set(ticket.h, [...known, entry]);
  return { entry, fresh: true, place };
}
