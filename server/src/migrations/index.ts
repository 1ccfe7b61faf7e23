/** All migrations, oldest first. One that has run anywhere is never edited: a change is a new file. */
import { Core1764000000001 } from './0001-core';
import { PeopleAndUnions1764000000002 } from './0002-people-and-unions';
import { MembershipAndFiles1764000000003 } from './0003-membership-and-files';
import { KeysAndOfficers1764000000004 } from './0004-keys-and-officers';
import { JointAndChanges1764000000005 } from './0005-joint-and-changes';
import { Posts1764000000006 } from './0006-posts';
import { Unions1764000000007 } from './0007-unions';
import { Members1764000000008 } from './0008-members';
import { Transfers1764000000009 } from './0009-transfers';
import { OwnData1764000000010 } from './0010-own-data';
import { Rosters1764000000011 } from './0011-rosters';
import { Insight1764000000012 } from './0012-insight';
import { Campaigns1764000000013 } from './0013-campaigns';
import { Redemptions1764000000014 } from './0014-redemptions';
import { Draws1764000000015 } from './0015-draws';
import { Orders1764000000016 } from './0016-orders';
import { Visits1764000000017 } from './0017-visits';
import { Places1764000000018 } from './0018-places';
import { Problems1764000000019 } from './0019-problems';

export const migrations = [
  Core1764000000001,
  PeopleAndUnions1764000000002,
  MembershipAndFiles1764000000003,
  KeysAndOfficers1764000000004,
  JointAndChanges1764000000005,
  Posts1764000000006,
  Unions1764000000007,
  Members1764000000008,
  Transfers1764000000009,
  OwnData1764000000010,
  Rosters1764000000011,
  Insight1764000000012,
  Campaigns1764000000013,
  Redemptions1764000000014,
  Draws1764000000015,
  Orders1764000000016,
  Visits1764000000017,
  Places1764000000018,
  Problems1764000000019,
];
