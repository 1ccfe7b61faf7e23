/** What campaigns, vouchers and redemptions have in common. */
import * as z from 'zod';
import { limits } from '../rules/limits';
import { occupations } from '../rules/membership';
import { anomalyKinds, campaignStates, entryStates, phases, voucherStates, ways, worthKinds } from '../rules/vouchers';
import { day, givenDay, givenId, id, instant, oneOf, words } from './parts';

export const fen = z.int();
/** An amount that a person typed: up to 100,000 yuan. */
export const givenFen = z.int('请填金额。').min(0, '金额不能是负数。').max(10_000_000, '金额最多 100,000 元。');
const givenInstant = z.iso.datetime({ error: '时间不对，请重新选择。' });

const worth = {
  worth: oneOf(worthKinds),
  minSpendFen: fen,
  offFen: fen,
  listFen: fen,
  subsidyFen: fen,
  merchantFen: fen,
  bankFen: fen,
};

export const bill = z.object({
  spendFen: fen,
  offFen: fen,
  subsidyFen: fen,
  merchantFen: fen,
  bankFen: fen,
  paysFen: fen,
});

const audience = z.strictObject({
  unionIds: z.array(givenId).max(50),
  districts: z.array(z.string().regex(/^(\d{4}|\d{6})$/, '地区代码是 4 位或 6 位数字。')).max(50),
  occupations: z.array(oneOf(occupations)).max(30),
  firstTime: z.boolean(),
  listed: z.boolean(),
  minAge: z.int().min(16).max(120).nullable(),
  maxAge: z.int().min(16).max(120).nullable(),
});

/** A kind as it is typed. `offFen` is the sum of the three parts. */
const givenKind = z.strictObject({
  title: words(30),
  words: words(limits.voucher.terms, 0),
  ...worth,
  minSpendFen: givenFen,
  offFen: givenFen.min(1, '请填写优惠金额。'),
  listFen: givenFen,
  subsidyFen: givenFen,
  merchantFen: givenFen,
  bankFen: givenFen,
  total: z.int('请填写数量。').min(1, '数量至少 1 张。').max(limits.voucher.total, '数量最多 500 万张。'),
  /** Vouchers of this kind that one person may have. */
  perPerson: z.int().min(1).max(20),
  /** Vouchers of this kind that are given on one day; 0: no limit. */
  perDay: z.int().min(0).max(limits.voucher.total),
  waves: z.array(z.strictObject({ at: givenInstant, count: z.int().min(1).max(limits.voucher.total) })).max(50),
  /** Merchants where it is used; empty: all merchants of the organiser. */
  merchantIds: z.array(givenId).max(100),
});

export const givenCampaign = z.strictObject({
  unionId: givenId,
  title: words(40),
  words: words(limits.voucher.words, 0),
  way: oneOf(ways),
  claimFrom: givenInstant,
  claimUntil: givenInstant,
  useFrom: givenDay,
  useUntil: givenDay,
  /** Months by which a holder may extend once; 0: not at all (VOU-5: 3). */
  extendMonths: z.int().min(0).max(12),
  /** Vouchers of this campaign that one person may have, and take on one day; 0: no limit. */
  perPerson: z.int().min(0).max(50),
  perPersonDay: z.int().min(0).max(50),
  /** Whether one may wait for a voucher that is given back. */
  line: z.boolean(),
  /** Lottery: who has never had one comes before the rest. */
  favourNew: z.boolean(),
  /** Lottery: a public number of the future that is mixed into the seed, in words; null: none. */
  beacon: words(120).nullable(),
  audience,
  kinds: z.array(givenKind).min(1, '请至少加一种券。').max(20),
});

const kind = z.object({
  id,
  title: z.string(),
  words: z.string(),
  ...worth,
  total: z.int(),
  left: z.int(),
  perPerson: z.int(),
  perDay: z.int(),
  waves: z.array(z.object({ at: instant, count: z.int() })),
  merchantIds: z.array(id),
});

/** A campaign as staff see it. */
export const campaign = z.object({
  id,
  number: z.string(),
  unionId: id,
  unionName: z.string(),
  title: z.string(),
  words: z.string(),
  way: oneOf(ways),
  state: oneOf(campaignStates),
  phase: oneOf(phases).nullable(),
  claimFrom: instant,
  claimUntil: instant,
  useFrom: day,
  useUntil: day,
  extendMonths: z.int(),
  perPerson: z.int(),
  perPersonDay: z.int(),
  line: z.boolean(),
  favourNew: z.boolean(),
  beacon: z.string().nullable(),
  /** SHA-256 of the secret half of the seed, published with the campaign; null before and where nothing is drawn. */
  commitment: z.string().nullable(),
  drawnAt: instant.nullable(),
  audience: z.object({
    unionIds: z.array(id),
    districts: z.array(z.string()),
    occupations: z.array(oneOf(occupations)),
    firstTime: z.boolean(),
    listed: z.boolean(),
    minAge: z.int().nullable(),
    maxAge: z.int().nullable(),
  }),
  /** In plain words, a line each. */
  audienceWords: z.array(z.string()),
  kinds: z.array(kind),
  /** Union money at most: total × subsidy, over all kinds. */
  budgetFen: fen,
  listed: z.int(),
  jointId: id.nullable(),
  createdBy: z.string(),
  createdAt: instant,
  endReason: z.string().nullable(),
  may: z.object({ edit: z.boolean(), run: z.boolean() }),
});

/** One row of a list of campaigns. */
export const campaignRow = campaign
  .pick({
    id: true,
    number: true,
    unionName: true,
    title: true,
    way: true,
    state: true,
    phase: true,
    claimFrom: true,
    claimUntil: true,
    useUntil: true,
    budgetFen: true,
    drawnAt: true,
  })
  .extend({ total: z.int(), given: z.int(), used: z.int() });

/** Why this person may not take it, and what would change that. */
const barrier = z.object({ code: z.string(), sentence: z.string() });

export const voucher = z.object({
  id,
  campaignId: id,
  campaignTitle: z.string(),
  unionName: z.string(),
  kindId: id,
  title: z.string(),
  words: z.string(),
  ...worth,
  /** `满 50 减 40` */
  worthWords: z.string(),
  state: oneOf(voucherStates),
  givenAt: instant,
  useFrom: day,
  useUntil: day,
  /** The day to which it could be extended, once; null: not (any more). */
  extendTo: day.nullable(),
  returnable: z.boolean(),
  usedAt: instant.nullable(),
  usedShop: z.string().nullable(),
  bill: bill.nullable(),
});

export const entry = z.object({
  id,
  kindId: id,
  kind: z.enum(['draw', 'line']),
  /** The public number under which it stands in the list of the draw. */
  number: z.int(),
  state: oneOf(entryStates),
  /** Place in the line; null when it does not wait in one. */
  place: z.int().nullable(),
});

/** A kind as a member sees it. */
const kindToTake = z.object({
  id,
  title: z.string(),
  words: z.string(),
  ...worth,
  worthWords: z.string(),
  total: z.int(),
  /** Left to be taken now; for a lottery, all. */
  left: z.int(),
  perPerson: z.int(),
  nextWaveAt: instant.nullable(),
  entries: z.int(),
  shops: z.int(),
});

/** A campaign as a member sees it. */
export const offer = z.object({
  id,
  number: z.string(),
  title: z.string(),
  words: z.string(),
  unionName: z.string(),
  unionPhone: z.string().nullable(),
  way: oneOf(ways),
  phase: oneOf(phases),
  claimFrom: instant,
  claimUntil: instant,
  useFrom: day,
  useUntil: day,
  perPerson: z.int(),
  perPersonDay: z.int(),
  line: z.boolean(),
  extendMonths: z.int(),
  favourNew: z.boolean(),
  commitment: z.string().nullable(),
  beacon: z.string().nullable(),
  drawnAt: instant.nullable(),
  audienceWords: z.array(z.string()),
  barrier: barrier.nullable(),
  kinds: z.array(kindToTake),
  vouchers: z.array(voucher),
  entries: z.array(entry),
});

export const shopToUse = z.object({
  id,
  name: z.string(),
  merchantName: z.string(),
  address: z.string(),
  offline: z.boolean(),
});

export const anomaly = z.object({
  key: z.string(),
  kind: oneOf(anomalyKinds),
  at: instant,
  merchantName: z.string(),
  shopId: id,
  shopName: z.string(),
  cashierName: z.string(),
  /** What was seen, in words with its numbers. */
  words: z.string(),
  redemptionIds: z.array(id),
});
