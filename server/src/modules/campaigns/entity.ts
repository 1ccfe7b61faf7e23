/** Campaigns, their kinds of voucher, how many are left, and whom a list names. */
import type { CampaignState, Way, WorthKind } from '@niangjia/shared/rules/vouchers';
import { big, day, flag, hash, instant, int, key, long, optional, primary, table, text } from '../../core/columns';

export interface Campaign {
  id: string;
  /** `HD20261122-0001` */
  number: string;
  unionId: string;
  title: string;
  words: string;
  way: Way;
  state: CampaignState;
  claimFrom: string;
  claimUntil: string;
  useFrom: string;
  useUntil: string;
  extendMonths: number;
  perPerson: number;
  perPersonDay: number;
  line: boolean;
  favourNew: boolean;
  /** JSON, `Audience`. */
  audience: string;
  beacon: string | null;
  beaconValue: string | null;
  /** The secret half of the seed, sealed; its SHA-256 stands beside it and is published before anybody enters. */
  secretSealed: string | null;
  commitment: string | null;
  /** The secret in clear once it has been drawn. */
  secret: string | null;
  drawnAt: string | null;
  /** Total × subsidy over all kinds, as it was signed. */
  budgetFen: number;
  jointId: string | null;
  createdBy: string;
  createdAt: string;
  publishedAt: string | null;
  endedAt: string | null;
  endReason: string | null;
}
export const CampaignTable = table<Campaign>(
  'campaign',
  {
    id: primary(key),
    number: text(30),
    unionId: key,
    title: text(40),
    words: text(600),
    way: text(10),
    state: text(12),
    claimFrom: instant,
    claimUntil: instant,
    useFrom: day,
    useUntil: day,
    extendMonths: int,
    perPerson: int,
    perPersonDay: int,
    line: flag,
    favourNew: flag,
    audience: long,
    beacon: optional(text(120)),
    beaconValue: optional(text(120)),
    secretSealed: optional(text(200)),
    commitment: optional(hash),
    secret: optional(hash),
    drawnAt: optional(instant),
    budgetFen: big,
    jointId: optional(key),
    createdBy: key,
    createdAt: instant,
    publishedAt: optional(instant),
    endedAt: optional(instant),
    endReason: optional(text(300)),
  },
  {
    uq_campaign_number: ['number'],
    ix_campaign_union: ['unionId', 'state', 'id'],
    ix_campaign_open: ['state', 'claimUntil', 'id'],
  },
  { fk_campaign_union: ['unionId', 'trade_union'] },
);

export interface VoucherKind {
  id: string;
  campaignId: string;
  sort: number;
  title: string;
  words: string;
  worth: WorthKind;
  minSpendFen: number;
  offFen: number;
  listFen: number;
  subsidyFen: number;
  merchantFen: number;
  bankFen: number;
  perPerson: number;
  perDay: number;
  /** JSON, `Wave[]`. */
  waves: string;
  /** JSON, ids of merchants; empty: all of the organiser. */
  merchantIds: string;
}
export const VoucherKindTable = table<VoucherKind>(
  'voucher_kind',
  {
    id: primary(key),
    campaignId: key,
    sort: int,
    title: text(30),
    words: text(200),
    worth: text(8),
    minSpendFen: int,
    offFen: int,
    listFen: int,
    subsidyFen: int,
    merchantFen: int,
    bankFen: int,
    perPerson: int,
    perDay: int,
    waves: long,
    merchantIds: long,
  },
  { ix_kind_campaign: ['campaignId', 'sort'] },
  { fk_kind_campaign: ['campaignId', 'campaign'] },
);

/**
 * The hot rows: how many of a kind are left. Whoever gives or takes back vouchers of a campaign first takes its rows
 * here (`holdCampaign`); `remaining` + vouchers that are issued, used or expired = `total`, always.
 */
export interface VoucherStock {
  kindId: string;
  campaignId: string;
  total: number;
  remaining: number;
  /** The day of `dayGiven`. */
  dayOn: string;
  dayGiven: number;
  /** The last public number of an entry. */
  entries: number;
  turn: number;
}
export const VoucherStockTable = table<VoucherStock>(
  'voucher_stock',
  {
    kindId: primary(key),
    campaignId: key,
    total: int,
    remaining: int,
    dayOn: day,
    dayGiven: int,
    entries: int,
    turn: int,
  },
  { ix_stock_campaign: ['campaignId'] },
);

/** Whom a campaign's list names. */
export interface CampaignPerson {
  campaignId: string;
  personId: string;
  membershipId: string;
}
export const CampaignPersonTable = table<CampaignPerson>(
  'campaign_person',
  { campaignId: primary(key), personId: primary(key), membershipId: key },
  { ix_campaign_person: ['personId'] },
);

export const campaignTables = [CampaignTable, VoucherKindTable, VoucherStockTable, CampaignPersonTable];
