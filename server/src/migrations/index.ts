/** All migrations, oldest first. One that has run anywhere is never edited: a change is a new file. */
import { Core1764000000001 } from './0001-core';
import { PeopleAndUnions1764000000002 } from './0002-people-and-unions';
import { MembershipAndFiles1764000000003 } from './0003-membership-and-files';
import { KeysAndOfficers1764000000004 } from './0004-keys-and-officers';

export const migrations = [
  Core1764000000001,
  PeopleAndUnions1764000000002,
  MembershipAndFiles1764000000003,
  KeysAndOfficers1764000000004,
];
