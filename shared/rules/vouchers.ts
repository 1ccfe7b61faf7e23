/**
 * Welfare vouchers: what states there are, what a voucher is worth on a bill, and how many are open to be taken now
 * (services.md VOU-1 to VOU-5). Money is in fen, days are Shanghai days, instants are UTC.
 */

/** How a campaign gives its vouchers. */
export const ways = {
  first: '先到先得',
  lottery: '抽签',
  grant: '按名单发放',
} as const;
export type Way = keyof typeof ways;

export const campaignStates = {
  draft: '草稿',
  signing: '待预算复核',
  published: '已发布',
  paused: '已暂停',
  ended: '已结束',
} as const;
export type CampaignState = keyof typeof campaignStates;

/** What a member sees of a published campaign at an instant. */
export const phases = {
  soon: '未开始',
  open: '进行中',
  over: '领取已结束',
  paused: '暂停领取',
} as const;
export type Phase = keyof typeof phases;

export const voucherStates = {
  issued: '可使用',
  used: '已使用',
  expired: '已过期',
  returned: '已退回',
} as const;
export type VoucherState = keyof typeof voucherStates;

/** How a voucher came to its holder. */
export const voucherSources = { claim: '本人领取', line: '候补递补', draw: '抽签抽中', grant: '工会发放' } as const;
export type VoucherSource = keyof typeof voucherSources;

/** `draw`: takes part in a lottery. `line`: waits for a voucher that is given back. */
export const entryKinds = { draw: '抽签', line: '候补' } as const;
export type EntryKind = keyof typeof entryKinds;
export const entryStates = {
  waiting: '等待中',
  won: '已抽中',
  lost: '未抽中',
  served: '已递补',
  left: '已退出',
} as const;
export type EntryState = keyof typeof entryStates;

/** `off`: so much off a bill from so much on (满减). `price`: a service at the agreed price (协议价). */
export const worthKinds = { off: '满减', price: '协议价' } as const;
export type WorthKind = keyof typeof worthKinds;

/** What a kind of voucher is worth. `offFen` = `subsidyFen` (union) + `merchantFen` (discount) + `bankFen` (support). */
export interface Worth {
  worth: WorthKind;
  /** `off`: the bill must reach this. */
  minSpendFen: number;
  offFen: number;
  /** `price`: what others pay; the member pays `listFen - offFen`. */
  listFen: number;
  subsidyFen: number;
  merchantFen: number;
  bankFen: number;
}

/** One bill worked out. All in fen; `offFen` = the three parts, `spendFen` = `offFen` + `paysFen`. */
export interface Bill {
  spendFen: number;
  offFen: number;
  subsidyFen: number;
  merchantFen: number;
  bankFen: number;
  paysFen: number;
}

/**
 * What a voucher takes off a bill; null when the bill does not reach `minSpendFen`. No change is given (VOU-3): on a
 * bill below `offFen` only the bill goes off, the merchant's part first, then the bank's, then the union's, so that the
 * union never pays for what was not bought. What is above the voucher's worth the member pays.
 * `spendFen`: the bill before anything is taken off; ignored for `price`, whose bill is the list price.
 */
export function billOf(worth: Worth, spendFen: number): Bill | null {
  const spend = worth.worth === 'price' ? worth.listFen : spendFen;
  if (spend <= 0 || spend < worth.minSpendFen) return null;
  const merchantFen = Math.min(worth.merchantFen, spend);
  const bankFen = Math.min(worth.bankFen, spend - merchantFen);
  const subsidyFen = Math.min(worth.subsidyFen, spend - merchantFen - bankFen);
  const offFen = merchantFen + bankFen + subsidyFen;
  return { spendFen: spend, offFen, subsidyFen, merchantFen, bankFen, paysFen: spend - offFen };
}

/** `4000` -> `40.00`, with commas: `1234550` -> `12,345.50`. */
export const sayFen = (fen: number): string => {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(fen) / 100).toString();
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
};
/** Yuan without fen where there are none: `4000` -> `40`, `850` -> `8.50`. */
export const sayYuan = (fen: number): string => (fen % 100 === 0 ? sayFen(fen).slice(0, -3) : sayFen(fen));

/** `满 50 减 40`, `8 元（原价 26 元）`, `40 元`. */
export function sayWorth({ worth, minSpendFen, offFen, listFen }: Worth): string {
  if (worth === 'price') return `${sayYuan(listFen - offFen)} 元（原价 ${sayYuan(listFen)} 元）`;
  return minSpendFen > 0 ? `满 ${sayYuan(minSpendFen)} 减 ${sayYuan(offFen)}` : `${sayYuan(offFen)} 元`;
}

/** From `at` on, `count` more can be taken. */
export interface Wave {
  at: string;
  count: number;
}

/**
 * How many of `total` are open at an instant: those of the waves that have begun, never above total; all of them without
 * waves, and once the last has begun, so that what was added to the total later opens with it.
 */
export const openedBy = (waves: readonly Wave[], total: number, at: string): number =>
  waves.every((wave) => wave.at <= at)
    ? total
    : Math.min(
        total,
        waves.reduce((sum, wave) => sum + (wave.at <= at ? wave.count : 0), 0),
      );

/** The next wave after an instant, or null. */
export const nextWave = (waves: readonly Wave[], at: string): Wave | null =>
  [...waves].sort((a, b) => (a.at < b.at ? -1 : 1)).find((wave) => wave.at > at) ?? null;

/** `claimFrom` counts, `claimUntil` does not any more. */
export function phaseOf(
  campaign: { state: CampaignState; claimFrom: string; claimUntil: string },
  at: string,
): Phase | null {
  const { state, claimFrom, claimUntil } = campaign;
  if (state === 'draft' || state === 'signing') return null;
  if (state === 'ended' || at >= claimUntil) return 'over';
  if (state === 'paused') return 'paused';
  return at < claimFrom ? 'soon' : 'open';
}

/** The last day of use after the one extension: the same day `months` later, or that month's last day (VOU-5). */
export function extendedDay(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}

export const undoStates = { asked: '待复核', agreed: '已撤销', refused: '未同意' } as const;
export type UndoState = keyof typeof undoStates;

export const settlementStates = {
  draft: '待提交',
  signing: '待出纳和财务复核',
  released: '待付款',
  paid: '已付款',
} as const;
export type SettlementState = keyof typeof settlementStates;

export const redemptionSources = { code: '在线核销', offline: '离线核销' } as const;
export type RedemptionSource = keyof typeof redemptionSources;

export const anomalyKinds = {
  burst: '短时间内集中核销',
  far: '核销地点离门店很远',
  double: '同一张券离线重复核销',
  pair: '同一核销员反复核销同一会员',
} as const;
export type AnomalyKind = keyof typeof anomalyKinds;

/** Seconds from opening a campaign to the first claim (security.md G8), and how long its ticket is good. */
export const TICKET_WAIT_SECONDS = 3;
export const TICKET_MINUTES = 15;
/** A voucher's code changes with each step and is good for its step and the one before (G4). */
export const CODE_SECONDS = 30;
/** From the scan to the redemption: time to type the bill. */
export const PASS_MINUTES = 3;
/** Days before the last one on which the holder is reminded. */
export const REMIND_DAYS = 3;
/** Days after its own in which the queue of an offline day may still be uploaded. */
export const LATE_DAYS = 7;
