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
    createdAt: instant,
  },
  { uq_person_id_number: ['idNumberIndex'], uq_person_phone: ['phoneIndex'], uq_person_openid: ['openid'] },
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
  disabledAt: string | null;
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
    disabledAt: optional(instant),
    createdAt: instant,
  },
  { uq_staff_account: ['account'] },
);

/** A role in a union from one day to another. Permission comes from the posts of this moment. */
export interface PostRow {
  id: string;
  accountId: string;
  role: Role;
  unionId: string;
  fromOn: string;
  toOn: string | null;
}
export const PostTable = table<PostRow>(
  'post',
  { id: primary(key), accountId: key, role: text(20), unionId: key, fromOn: day, toOn: optional(day) },
  { ix_post_account: ['accountId'], ix_post_union: ['unionId'] },
  { fk_post_account: ['accountId', 'staff_account'], fk_post_union: ['unionId', 'trade_union'] },
);

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
  { ix_look_person: ['personId', 'at'], ix_look_account: ['accountId', 'at'] },
);

export const peopleTables = [PersonTable, StaffAccountTable, PostTable, SmsCodeTable, LookTable];
