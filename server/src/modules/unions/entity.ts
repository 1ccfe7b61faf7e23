/** The union tree, its joining codes, what members get, and the texts that are agreed to. */
import type { Purpose } from '@niangjia/shared/rules/consents';
import type { UnionLevel } from '@niangjia/shared/rules/unions';
import { day, flag, hash, instant, int, key, long, optional, primary, table, text } from '../../core/columns';

export interface Union {
  id: string;
  name: string;
  level: UnionLevel;
  parentId: string | null;
  /** Ids from the root to here, `/a/b/c/`: a subtree is one range of an index. */
  path: string;
  /** GB/T 2260, 2, 4 or 6 digits; of the seat. */
  districtCode: string;
  /** Takes people without a unit of their own (MEM-7). */
  holding: boolean;
  phone: string | null;
  closedAt: string | null;
}
export const UnionTable = table<Union>(
  'trade_union',
  {
    id: primary(key),
    name: text(80),
    level: text(20),
    parentId: optional(key),
    path: text(255),
    districtCode: text(6),
    holding: flag,
    phone: optional(text(20)),
    closedAt: optional(instant),
  },
  { ix_union_path: ['path'], ix_union_district: ['districtCode'], ix_union_parent: ['parentId'] },
);

export interface Benefit {
  id: string;
  /** Good for this union and all below it. */
  unionId: string;
  title: string;
  detail: string;
  /** Days after approval; 0 is at once. */
  opensAfterDays: number;
}
export const BenefitTable = table<Benefit>(
  'benefit',
  { id: primary(key), unionId: key, title: text(40), detail: text(120), opensAfterDays: int },
  { ix_benefit_union: ['unionId'] },
);

export interface JoinCode {
  /** The `scene` of the mini-program code, at most 32 characters. */
  token: string;
  unionId: string;
  label: string;
  expiresOn: string | null;
  withdrawnAt: string | null;
  createdAt: string;
  createdBy: string;
}
export const JoinCodeTable = table<JoinCode>(
  'join_code',
  {
    token: primary(text(32)),
    unionId: key,
    label: text(40),
    expiresOn: optional(day),
    withdrawnAt: optional(instant),
    createdAt: instant,
    createdBy: key,
  },
  { ix_join_code_union: ['unionId'] },
  { fk_join_code_union: ['unionId', 'trade_union'] },
);

export interface ConsentTextRow {
  hash: string;
  purpose: Purpose;
  version: string;
  title: string;
  text: string;
  since: string;
}
/** The very texts that were shown, by the hash that each consent names. Never changed. */
export const ConsentTextTable = table<ConsentTextRow>('consent_text', {
  hash: primary(hash),
  purpose: text(20),
  version: text(10),
  title: text(60),
  text: long,
  since: day,
});

/** Append-only: giving and withdrawing are two rows. */
export interface Consent {
  id: string;
  personId: string;
  purpose: Purpose;
  textHash: string;
  version: string;
  channel: 'weapp' | 'h5' | 'officer';
  state: 'given' | 'withdrawn';
  at: string;
}
export const ConsentTable = table<Consent>(
  'consent',
  {
    id: primary(key),
    personId: key,
    purpose: text(20),
    textHash: hash,
    version: text(10),
    channel: text(10),
    state: text(10),
    at: instant,
  },
  { ix_consent_person: ['personId', 'purpose', 'at'] },
);

export const unionTables = [UnionTable, BenefitTable, JoinCodeTable, ConsentTextTable, ConsentTable];
