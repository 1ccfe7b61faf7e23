/** The union tree, its joining codes, what members get, and the texts that are agreed to. */
import type { Purpose } from '@niangjia/shared/rules/consents';
import type {
  CodeKind,
  Economy,
  Industry,
  UnionChange,
  UnionKind,
  UnionLevel,
  UnitKind,
} from '@niangjia/shared/rules/unions';
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
  {
    ix_union_path: ['path'],
    ix_union_district: ['districtCode'],
    ix_union_parent: ['parentId'],
    ix_union_open: ['closedAt', 'path'],
    ix_union_level: ['parentId', 'closedAt', 'id'],
    ix_union_subtree: ['path', 'closedAt', 'id'],
    ix_union_open_district: ['districtCode', 'closedAt', 'level'],
  },
);

/** Organisation fields (membership.md B1); each may be unknown. */
export interface UnionProfile {
  unionId: string;
  kind: UnionKind | null;
  creditCode: string | null;
  address: string | null;
  officeAddress: string | null;
  email: string | null;
  foundedOn: string | null;
  approvedOn: string | null;
  approvedBy: string | null;
  approvalNumber: string | null;
  committeeFrom: string | null;
  committeeTo: string | null;
  workers: number | null;
  fullTimeStaff: number | null;
  unitKind: UnitKind | null;
  economy: Economy | null;
  industry: Industry | null;
  chairName: string | null;
  /** When it was last confirmed (C-7). */
  at: string;
}
export const UnionProfileTable = table<UnionProfile>('union_profile', {
  unionId: primary(key),
  kind: optional(text(10)),
  creditCode: optional(text(18)),
  address: optional(text(120)),
  officeAddress: optional(text(120)),
  email: optional(text(80)),
  foundedOn: optional(day),
  approvedOn: optional(day),
  approvedBy: optional(text(80)),
  approvalNumber: optional(text(60)),
  committeeFrom: optional(day),
  committeeTo: optional(day),
  workers: optional(int),
  fullTimeStaff: optional(int),
  unitKind: optional(text(20)),
  economy: optional(text(20)),
  industry: optional(text(1)),
  chairName: optional(text(40)),
  at: instant,
});

/** What happened to a union, appended only. */
export interface UnionChangeRow {
  id: string;
  unionId: string;
  kind: UnionChange;
  at: string;
  accountId: string | null;
  words: string;
  reason: string | null;
  /** The union that took it in, or that it took in; the new upper one. */
  otherUnionId: string | null;
}
export const UnionChangeTable = table<UnionChangeRow>(
  'union_change',
  {
    id: primary(key),
    unionId: key,
    kind: text(10),
    at: instant,
    accountId: optional(key),
    words: text(300),
    reason: optional(text(300)),
    otherUnionId: optional(key),
  },
  { ix_union_change_union: ['unionId', 'id'] },
  { fk_union_change_union: ['unionId', 'trade_union'] },
);

/** Who decides on applications to a union, and in how many working days; without a row the usual. */
export interface UnionReview {
  unionId: string;
  decidedBy: 'self' | 'upper';
  workingDays: number;
  /** Overdue ones go to the upper union by themselves. */
  rises: boolean;
}
export const UnionReviewTable = table<UnionReview>(
  'union_review',
  { unionId: primary(key), decidedBy: text(10), workingDays: int, rises: flag },
  {},
  { fk_union_review_union: ['unionId', 'trade_union'] },
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

/** Members in a union's own book; a subtree's count is the sum over its unions. */
export interface UnionTally {
  unionId: string;
  /** As on the union: a subtree is one range of an index that holds the counts as well. */
  path: string;
  active: number;
  retained: number;
}
export const UnionTallyTable = table<UnionTally>(
  'union_tally',
  { unionId: primary(key), path: text(255), active: int, retained: int },
  { ix_union_tally_path: ['path', 'active', 'retained'] },
);

export interface JoinCode {
  /** The `scene` of the mini-program code, at most 32 characters. */
  token: string;
  unionId: string;
  /** null: of the union, as all were at first. */
  kind: CodeKind | null;
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
    kind: optional(text(12)),
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

export const unionTables = [
  UnionTable,
  UnionProfileTable,
  UnionChangeTable,
  UnionReviewTable,
  UnionTallyTable,
  BenefitTable,
  JoinCodeTable,
  ConsentTextTable,
  ConsentTable,
];
