/** The four oddities, worked out from redemptions in the order of their instants. */
import { maskName } from '@niangjia/shared/rules/masks';
import { type AnomalyKind, sayYuan } from '@niangjia/shared/rules/vouchers';

export interface Seen {
  id: string;
  voucherId: string;
  cashierId: string;
  personId: string;
  at: string;
  onDay: string;
  loss: boolean | number;
  subsidyFen: number;
  bankFen: number;
  /** Millionths of a degree; null: unknown. */
  latitude: number | null;
  longitude: number | null;
  shopLatitude: number | null;
  shopLongitude: number | null;
  shopId: string;
  shopName: string;
  merchantName: string;
  cashierName: string;
  holderName: string;
}

export interface Oddity {
  key: string;
  kind: AnomalyKind;
  at: string;
  merchantName: string;
  shopId: string;
  shopName: string;
  cashierName: string;
  words: string;
  redemptionIds: string[];
  /** The day of its last redemption. */
  onDay: string;
}

const BURST = 10;
const BURST_MINUTES = 10;
const FAR_METRES = 1000;
const PAIR = 3;
const PAIR_DAYS = 7;

/** One finding about these redemptions; named after the first of them. */
function oddity(kind: AnomalyKind, seen: readonly Seen[], words: string): Oddity[] {
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last) return [];
  const { merchantName, shopId, shopName, cashierName, at, onDay } = last;
  const redemptionIds = seen.map(({ id }) => id);
  return [
    { key: `${kind}:${first.id}`, kind, at, merchantName, shopId, shopName, cashierName, words, redemptionIds, onDay },
  ];
}

function grouped(seen: readonly Seen[], keyOf: (one: Seen) => string): Seen[][] {
  const groups = new Map<string, Seen[]>();
  for (const one of seen) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}

/** Stretches of `seen` in which each `count` in a row lie within `span` milliseconds; those that overlap are one. */
function dense(seen: readonly Seen[], count: number, span: number): Seen[][] {
  const stretches: { from: number; to: number }[] = [];
  for (let to = count - 1; to < seen.length; to += 1) {
    const from = to - count + 1;
    if (Date.parse(seen[to]?.at ?? '') - Date.parse(seen[from]?.at ?? '') > span) continue;
    const last = stretches.at(-1);
    if (last && from <= last.to) last.to = to;
    else stretches.push({ from, to });
  }
  return stretches.map(({ from, to }) => seen.slice(from, to + 1));
}

/** Ten or more by one cashier within ten minutes, on one day. */
export const burstsOf = (seen: readonly Seen[]): Oddity[] =>
  grouped(seen, ({ cashierId }) => cashierId)
    .flatMap((own) => dense(own, BURST, BURST_MINUTES * 60_000))
    .flatMap((own) => oddity('burst', own, `${minutesOf(own)} 分钟内核销 ${own.length} 笔。`));

function minutesOf(seen: readonly Seen[]): number {
  return Math.max(1, Math.ceil((Date.parse(seen.at(-1)?.at ?? '') - Date.parse(seen[0]?.at ?? '')) / 60_000));
}

/** Metres between the phone and the shop; undefined where one of the places is unknown. */
function metresOf({ latitude, longitude, shopLatitude, shopLongitude }: Seen): number | undefined {
  if (latitude === null || longitude === null || shopLatitude === null || shopLongitude === null) return undefined;
  const radians = (millionths: number) => (millionths / 1_000_000) * (Math.PI / 180);
  const [high, wide] = [radians(latitude - shopLatitude) / 2, radians(longitude - shopLongitude) / 2];
  const part =
    Math.sin(high) ** 2 + Math.cos(radians(latitude)) * Math.cos(radians(shopLatitude)) * Math.sin(wide) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** More than a kilometre between the phone and the shop. */
export const farOf = (seen: readonly Seen[]): Oddity[] =>
  seen.flatMap((one) => {
    const metres = metresOf(one) ?? 0;
    if (metres <= FAR_METRES) return [];
    return oddity('far', [one], `核销时手机离门店约 ${(metres / 1000).toFixed(1)} 公里。`);
  });

/** Redeemed without a network, and used elsewhere before it came in: the union bears it. */
export const doublesOf = (seen: readonly Seen[]): Oddity[] =>
  seen
    .filter(({ loss }) => Boolean(loss))
    .flatMap((one) => {
      const paid = sayYuan(one.subsidyFen + one.bankFen);
      const name = maskName(one.holderName);
      return oddity('double', [one], `会员${name}的券已在别处用过，又在本店离线核销。商家照付，工会损失 ${paid} 元。`);
    });

/** Three or more of one member by one cashier within seven days. */
export const pairsOf = (seen: readonly Seen[]): Oddity[] =>
  grouped(seen, ({ cashierId, personId }) => `${cashierId} ${personId}`)
    .flatMap((pair) => dense(pair, PAIR, PAIR_DAYS * 86_400_000))
    .flatMap((pair) => {
      const name = maskName(pair[0]?.holderName ?? '');
      return oddity('pair', pair, `${PAIR_DAYS} 天内反复核销会员${name}，共 ${pair.length} 笔。`);
    });
