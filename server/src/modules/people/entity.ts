/** Natural persons, and the accounts and posts of those who work for a union. */
import type { Role } from '@niangjia/shared/rules/roles';
import { day, hash, instant, int, key, optional, primary, table, text } from '../../core/columns';

/** A natural person is known by the ID number once a union has approved it, before that by phone or WeChat. */
export interface Person {
  id: string;
  name: string | null;
  idNumberIndex: string | null;
  idNumberSealed: string | null;
  phoneIndex: string | null;
  phoneSealed: string | null;
  openid: string | null;
  /** The first time that this person signed in; null for one whom a union has entered. */
  signedInAt: string | null;
  createdAt: string;
}
export const PersonTable = table<Person>(
  'person',
  {
    id: primary(key),
    name: optional(text(40)),
    idNumberIndex: optional(hash),
    idNumberSealed: optional(text(200)),
    phoneIndex: optional(hash),
    phoneSealed: optional(text(200)),
    openid: optional(text(64)),
    signedInAt: optional(instant),
    createdAt: instant,
  },
  {
    uq_person_id_number: ['idNumberIndex'],
    uq_person_phone: ['phoneIndex'],
    uq_person_openid: ['openid'],
    ix_person_name: ['name'],
  },
);

export interface StaffAccount {
  id: string;
  account: string;
  name: string;
  /** The natural person behind the account: two-person rules count persons, not accounts. */
  personId: string | null;
  /** Index of the officer's own ID number: nobody decides on the own application, under whatever phone. */
  idNumberIndex: string | null;
  passwordHash: string;
  otpSealed: string;
  /** The last 30-second step whose code was used: a code serves once. */
  lastOtpStep: number;
  /** For invitations by SMS; two natural persons do not share one. */
  phoneSealed: string | null;
  phoneIndex: string | null;
  /** What is missing before anybody can sign in; null: nothing. */
  waitsFor: 'signatures' | 'activation' | null;
  /** The last sign-in; sessions are swept away, this stays (B8). */
  usedAt: string | null;
  /** When it was last made good: activated, or enabled again. */
  enabledAt: string | null;
  disabledAt: string | null;
  disableReason: string | null;
  createdAt: string;
}
export const StaffAccountTable = table<StaffAccount>(
  'staff_account',
  {
    id: primary(key),
    account: text(60),
    name: text(40),
    personId: optional(key),
    idNumberIndex: optional(hash),
    passwordHash: text(200),
    otpSealed: text(200),
    lastOtpStep: int,
    phoneSealed: optional(text(200)),
    phoneIndex: optional(hash),
    waitsFor: optional(text(12)),
    usedAt: optional(instant),
    enabledAt: optional(instant),
    disabledAt: optional(instant),
    disableReason: optional(text(300)),
    createdAt: instant,
  },
  { uq_staff_account: ['account'], ix_staff_id_number: ['idNumberIndex'], ix_staff_phone: ['phoneIndex'] },
);
/** What an account has that needs nothing more and has not been used. */
export const plainAccount = {
  personId: null,
  lastOtpStep: 0,
  phoneSealed: null,
  phoneIndex: null,
  waitsFor: null,
  usedAt: null,
  enabledAt: null,
  disabledAt: null,
  disableReason: null,
} as const;

/** Where the phone of an account's holder is sealed. */
export const staffPhonePlace = (id: string) => ({ subjectId: id, table: 'staff_account', column: 'phone', rowId: id });

/** A role in a union from one day to another. Permission comes from the posts of this moment. */
export interface PostRow {
  id: string;
  accountId: string;
  role: Role;
  unionId: string;
  fromOn: string;
  toOn: string | null;
  /** The joint act that it came by; null for what was founded at the machine. */
  actId: string | null;
  /** Ended before its last day, or marked as over by the job: gives nothing from this instant on. */
  endedAt: string | null;
  /** Who ended it; null: its last day passed. */
  endedBy: string | null;
  endReason: string | null;
}
export const PostTable = table<PostRow>(
  'post',
  {
    id: primary(key),
    accountId: key,
    role: text(20),
    unionId: key,
    fromOn: day,
    toOn: optional(day),
    actId: optional(key),
    endedAt: optional(instant),
    endedBy: optional(key),
    endReason: optional(text(300)),
  },
  { ix_post_account: ['accountId'], ix_post_union: ['unionId'], ix_post_over: ['endedAt', 'toOn'] },
  { fk_post_account: ['accountId', 'staff_account'], fk_post_union: ['unionId', 'trade_union'] },
);
/** A post that was founded, and runs. */
export const plainPost = { toOn: null, actId: null, endedAt: null, endedBy: null, endReason: null } as const;

export interface SmsCode {
  id: string;
  codeHash: string;
  sentAt: string;
  expiresAt: string;
  tries: number;
  sentOn: string;
  sentToday: number;
}
/** One code a phone at a time; `id` is the phone's index. */
export const SmsCodeTable = table<SmsCode>('sms_code', {
  id: primary(hash),
  codeHash: hash,
  sentAt: instant,
  expiresAt: instant,
  tries: int,
  sentOn: day,
  sentToday: int,
});

/** Somebody looked at a person's data in full: when, who, why. The person can read it. */
export interface Look {
  id: string;
  personId: string;
  accountId: string;
  unionId: string;
  field: string;
  reason: string;
  at: string;
}
export const LookTable = table<Look>(
  'look',
  { id: primary(key), personId: key, accountId: key, unionId: key, field: text(20), reason: text(300), at: instant },
  { ix_look_person: ['personId', 'at'], ix_look_account: ['accountId', 'at'], ix_look_at: ['at'] },
);

export const peopleTables = [PersonTable, StaffAccountTable, PostTable, SmsCodeTable, LookTable];
