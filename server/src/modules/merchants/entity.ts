/** Merchants, their shops, and who redeems there. */
import { day, hash, instant, int, key, optional, primary, table, text } from '../../core/columns';

export interface Merchant {
  id: string;
  /** `SJ2026-0001` */
  number: string;
  unionId: string;
  name: string;
  contactPhone: string;
  contractNumber: string;
  contractFrom: string;
  contractTo: string;
  serviceTitle: string;
  listFen: number;
  priceFen: number;
  yearlyQuota: number;
  /** The account to pay to, as it was signed; the number is sealed under `payeePlace`. */
  payeeName: string | null;
  payeeBank: string | null;
  payeeSealed: string | null;
  payeeLast: string | null;
  endedAt: string | null;
  endReason: string | null;
  createdBy: string;
  createdAt: string;
}
export const MerchantTable = table<Merchant>(
  'merchant',
  {
    id: primary(key),
    number: text(30),
    unionId: key,
    name: text(40),
    contactPhone: text(20),
    contractNumber: text(40),
    contractFrom: day,
    contractTo: day,
    serviceTitle: text(30),
    listFen: int,
    priceFen: int,
    yearlyQuota: int,
    payeeName: optional(text(60)),
    payeeBank: optional(text(60)),
    payeeSealed: optional(text(200)),
    payeeLast: optional(text(4)),
    endedAt: optional(instant),
    endReason: optional(text(300)),
    createdBy: key,
    createdAt: instant,
  },
  { uq_merchant_number: ['number'], ix_merchant_union: ['unionId', 'id'] },
  { fk_merchant_union: ['unionId', 'trade_union'] },
);
/** Label under which a merchant's account number is sealed (`sealPlain`). */
export const payeePlace = (merchantId: string): string => `merchant-payee:${merchantId}`;

export interface Shop {
  id: string;
  merchantId: string;
  name: string;
  address: string;
  /** Millionths of a degree; null: unknown. */
  latitude: number | null;
  longitude: number | null;
  offlinePerDay: number;
  closedAt: string | null;
  createdAt: string;
}
export const ShopTable = table<Shop>(
  'shop',
  {
    id: primary(key),
    merchantId: key,
    name: text(40),
    address: text(120),
    latitude: optional(int),
    longitude: optional(int),
    offlinePerDay: int,
    closedAt: optional(instant),
    createdAt: instant,
  },
  { ix_shop_merchant: ['merchantId'] },
  { fk_shop_merchant: ['merchantId', 'merchant'] },
);

/** Whoever signs in with this phone number redeems at this shop, until it ends. */
export interface Cashier {
  id: string;
  shopId: string;
  name: string;
  phoneIndex: string;
  phoneSealed: string;
  /** `phoneIndex` while it runs, else null: unique by shop. */
  openPhone: string | null;
  since: string;
  endedAt: string | null;
  endReason: string | null;
  createdBy: string;
}
export const CashierTable = table<Cashier>(
  'cashier',
  {
    id: primary(key),
    shopId: key,
    name: text(40),
    phoneIndex: hash,
    phoneSealed: text(200),
    openPhone: optional(hash),
    since: instant,
    endedAt: optional(instant),
    endReason: optional(text(300)),
    createdBy: key,
  },
  { uq_cashier_open: ['shopId', 'openPhone'], ix_cashier_phone: ['openPhone'] },
  { fk_cashier_shop: ['shopId', 'shop'] },
);
/** Where a cashier's phone number is sealed. */
export const cashierPhonePlace = (id: string) => ({ subjectId: id, table: 'cashier', column: 'phone', rowId: id });

export const merchantTables = [MerchantTable, ShopTable, CashierTable];
