/**
 * Redemptions made without a network, on this phone. A queue belongs to one pack (one shop, one day) and is only
 * appended; each line's mark covers the line before it, so that a line which is changed, dropped or put in between is
 * noticed when the queue is uploaded.
 */
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { billOf, sayYuan, type Worth } from '@niangjia/shared/rules/vouchers';
import { fromBase64url, hmac, textOf, toBase64url } from './bytes';

export type Pack = Reply<'POST /offline-packs'>;
export type Line = Input<'POST /offline-packs/:id/sync'>['body']['lines'][number];
export type Told = Pick<Reply<'POST /offline-packs/:id/sync'>['lines'][number], 'outcome' | 'sentence'>;

/** A pack as it lies in the phone's storage, with its queue. `told` belongs to the first lines: those are uploaded. */
export interface Kept {
  pack: Pack;
  shopName: string;
  lines: Line[];
  told: Told[];
}

/** What an offline code says; its signature is another matter (`offline-code.ts`). */
export interface Facts {
  voucherId: string;
  shopId: string;
  day: string;
  worth: Worth;
  title: string;
  nameMasked: string;
}

/** Reads `NJO1.<payload>.<signature>`; undefined for anything else. */
export function factsIn(code: string): Facts | undefined {
  const payload = /^NJO1\.([\w-]+)\.[\w-]+$/.exec(code)?.[1];
  try {
    const { v, s, d, w, t, m } = JSON.parse(textOf(fromBase64url(payload ?? '') as Uint8Array));
    return { voucherId: v, shopId: s, day: d, worth: w, title: t, nameMasked: m };
  } catch {
    return undefined;
  }
}

/** The mark of a line after the line with the mark `before` (`''` for the first). */
export function markOf(key: string, before: string, { seq, code, spendFen, at }: Omit<Line, 'mark'>): string {
  const text = [before, seq, code, spendFen ?? '', at].join('\n');
  return toBase64url(hmac(fromBase64url(key) as Uint8Array, text));
}

export const newQueue = (pack: Pack, shopName: string): Kept => ({ pack, shopName, lines: [], told: [] });

/** The queue with one line more. `at`: instant of the redemption. */
export function append(kept: Kept, given: { code: string; spendFen: number | null; at: string }): Kept {
  const last = kept.lines.at(-1);
  const line = { seq: (last?.seq ?? 0) + 1, ...given };
  return { ...kept, lines: [...kept.lines, { ...line, mark: markOf(kept.pack.key, last?.mark ?? '', line) }] };
}

/** Lines that are not uploaded. */
export const waiting = (kept: Kept): Line[] => kept.lines.slice(kept.told.length);

/** The queue after an upload was answered: answers are taken in the order of the lines, up to the first that is missing. */
export function answered(kept: Kept, answers: readonly (Told & { seq: number })[]): Kept {
  const told = [...kept.told];
  for (const line of waiting(kept)) {
    const answer = answers.find(({ seq }) => seq === line.seq);
    if (!answer) break;
    told.push({ outcome: answer.outcome, sentence: answer.sentence });
  }
  return { ...kept, told };
}

const offOf = ({ code, spendFen }: Pick<Line, 'code' | 'spendFen'>): number => {
  const facts = factsIn(code);
  return (facts && billOf(facts.worth, spendFen ?? 0)?.offFen) ?? 0;
};

/** How many more may be made, and for how much in all. */
export const room = ({ pack, lines }: Kept) => ({
  count: Math.max(0, pack.most - lines.length),
  offFen: Math.max(0, pack.mostOffFen - lines.reduce((sum, line) => sum + offOf(line), 0)),
});

/** Why a code is no good here and now, in words; undefined when it is good. `today`: Shanghai day of the phone. */
export function codeProblem(kept: Kept, facts: Facts, today: string): string | undefined {
  const { pack, lines } = kept;
  if (pack.onDay !== today) return `离线核销包是 ${sayDay(pack.onDay)} 的，已经不能用。请连上网络领取今天的。`;
  if (facts.shopId !== pack.shopId) return '这个离线码是给另一家门店的。请会员在福利券里选择本店，再出示一次。';
  if (facts.day !== today) return `这个离线码是 ${sayDay(facts.day)} 的，只在当天有效。请会员重新取码。`;
  const before = lines.find(({ code }) => factsIn(code)?.voucherId === facts.voucherId);
  if (before) return `这张券 ${sayTime(before.at)} 已在本机核销，不能再用一次。`;
  if (room(kept).count === 0) return `今天离线最多核销 ${pack.most} 笔，已经用完。请连上网络后扫码核销。`;
  return undefined;
}

/** Why so much may not be taken off any more today, in words; undefined when it may. */
export function sumProblem(kept: Kept, offFen: number): string | undefined {
  const left = room(kept).offFen;
  if (offFen <= left) return undefined;
  return `今天离线还能优惠 ${sayYuan(left)} 元，这笔要 ${sayYuan(offFen)} 元。请连上网络后扫码核销。`;
}

/** What stays on the phone: today's packs, and whatever is not uploaded. */
export const stillNeeded = (all: readonly Kept[], today: string): Kept[] =>
  all.filter((kept) => kept.pack.onDay === today || waiting(kept).length > 0);
