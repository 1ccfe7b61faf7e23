/** Applications to join, and the memberships that come of them. */
import type { ChangeKind, ChangeSource, MembershipState } from '@niangjia/shared/rules/members';
import type { ApplicationState, ApplicationVerb, Occupation } from '@niangjia/shared/rules/membership';
import { day, hash, instant, int, key, optional, primary, table, text } from '../../core/columns';

export interface Application {
  id: string;
  /** Receipt number, `RH20261122-0001`. */
  number: string;
  personId: string;
  unionId: string;
  codeToken: string | null;
  name: string;
  idNumberIndex: string;
  idNumberSealed: string;
  occupation: Occupation;
  state: ApplicationState;
  submittedAt: string;
  /** Last Shanghai day of the review's term. */
  dueOn: string;
  /** The union that decides now: its own, or the one above once it rose; and that union's path. */
  heldBy: string;
  heldPath: string;
  risenAt: string | null;
  /** The officer who filed it for the worker, and that natural person: never the one who approves (d.3 row 1). */
  filedBy: string | null;
  filer: string | null;
  paperFileId: string | null;
  /** Shanghai day of approval or refusal, and working days since it was last sent in. */
  decidedOn: string | null;
  decidedDays: number | null;
  /** The person and the ID number while the application is open, else null: unique, so that only one is open. */
  openPerson: string | null;
  openIdNumber: string | null;
}
export const ApplicationTable = table<Application>(
  'application',
  {
    id: primary(key),
    number: text(30),
    personId: key,
    unionId: key,
    codeToken: optional(text(32)),
    name: text(40),
    idNumberIndex: hash,
    idNumberSealed: text(200),
    occupation: text(20),
    state: text(12),
    submittedAt: instant,
    dueOn: day,
    heldBy: optional(key),
    heldPath: optional(text(255)),
    risenAt: optional(instant),
    filedBy: optional(key),
    filer: optional(hash),
    paperFileId: optional(key),
    decidedOn: optional(day),
    decidedDays: optional(int),
    openPerson: optional(key),
    openIdNumber: optional(hash),
  },
  {
    uq_application_number: ['number'],
    uq_application_open_person: ['openPerson'],
    uq_application_open_id_number: ['openIdNumber'],
    ix_application_walk: ['state', 'dueOn', 'id', 'heldPath'],
    ix_application_held: ['state', 'heldPath', 'dueOn', 'id'],
    ix_application_name: ['name'],
    ix_application_decided: ['unionId', 'decidedOn', 'decidedDays'],
    ix_application_person: ['personId'],
    ix_application_union: ['unionId', 'state', 'dueOn'],
    ix_application_id_number: ['idNumberIndex'],
    ix_application_code: ['codeToken'],
    ix_application_code_state: ['codeToken', 'state', 'id'],
  },
  { fk_application_person: ['personId', 'person'], fk_application_union: ['unionId', 'trade_union'] },
);

/** The history of an application, appended only. */
export interface ApplicationStep {
  id: string;
  applicationId: string;
  verb: ApplicationVerb | 'submit' | 'file' | 'rise';
  at: string;
  /** null: the applicant, or nobody (an application rises by itself). */
  accountId: string | null;
  unionId: string | null;
  reason: string | null;
  /** Index of the acting officer's ID number: the database compares it with the filer's. */
  signer: string | null;
}
export const ApplicationStepTable = table<ApplicationStep>(
  'application_step',
  {
    id: primary(key),
    applicationId: key,
    verb: text(12),
    at: instant,
    accountId: optional(key),
    unionId: optional(key),
    reason: optional(text(300)),
    signer: optional(hash),
  },
  { ix_step_application: ['applicationId', 'id'] },
  { fk_step_application: ['applicationId', 'application'] },
);

/** MEM-5: one person has at most one active membership; two unique columns hold that. */
export interface Membership {
  id: string;
  number: string;
  personId: string;
  unionId: string;
  /** The application that it came by, or the roster. */
  applicationId: string;
  occupation: Occupation;
  joinedOn: string;
  state: MembershipState;
  endedOn: string | null;
  /** When the member first signed in on a phone; null: never yet. */
  verifiedAt: string | null;
  activePerson: string | null;
  activeIdNumber: string | null;
  /** 128-bit secret of the card's rotating code. */
  codeSecretSealed: string;
}
export const MembershipTable = table<Membership>(
  'membership',
  {
    id: primary(key),
    number: text(20),
    personId: key,
    unionId: key,
    applicationId: key,
    occupation: text(20),
    joinedOn: day,
    state: text(12),
    endedOn: optional(day),
    verifiedAt: optional(instant),
    activePerson: optional(key),
    activeIdNumber: optional(hash),
    codeSecretSealed: text(200),
  },
  {
    uq_membership_number: ['number'],
    uq_membership_active_person: ['activePerson'],
    uq_membership_active_id_number: ['activeIdNumber'],
    ix_membership_person: ['personId'],
    ix_membership_union: ['unionId', 'state'],
    ix_membership_book: ['unionId', 'id'],
    ix_membership_ended: ['state', 'endedOn'],
    ix_membership_application: ['applicationId'],
    ix_membership_counts: ['unionId', 'state', 'occupation', 'verifiedAt'],
  },
  { fk_membership_person: ['personId', 'person'], fk_membership_union: ['unionId', 'trade_union'] },
);

/** What happened to a membership, appended only (MEM-11): the source of its history and of the statistics. */
export interface MembershipChange {
  id: string;
  membershipId: string;
  personId: string;
  kind: ChangeKind;
  /** The union in whose book it stands. */
  unionId: string;
  otherUnionId: string | null;
  occupation: Occupation;
  onDay: string;
  at: string;
  source: ChangeSource;
  sourceId: string;
  words: string | null;
  /** The officer who did it; null: the person, or a job. */
  accountId: string | null;
}
export const MembershipChangeTable = table<MembershipChange>(
  'membership_change',
  {
    id: primary(key),
    membershipId: key,
    personId: key,
    kind: text(12),
    unionId: key,
    otherUnionId: optional(key),
    occupation: text(20),
    onDay: day,
    at: instant,
    source: text(12),
    sourceId: key,
    words: optional(text(300)),
    accountId: optional(key),
  },
  {
    ix_change_membership: ['membershipId', 'id'],
    ix_change_person: ['personId'],
    ix_change_union: ['unionId', 'kind', 'onDay'],
  },
);

export const membershipTables = [ApplicationTable, ApplicationStepTable, MembershipTable, MembershipChangeTable];

/** Where an application's ID number is sealed: under the key of its person. */
export const idNumberPlace = (application: Pick<Application, 'id' | 'personId'>) => ({
  subjectId: application.personId,
  table: 'application',
  column: 'idNumber',
  rowId: application.id,
});

/** Where the secret of a card's code is sealed. */
export const codePlace = (personId: string, membershipId: string) => ({
  subjectId: personId,
  table: 'membership',
  column: 'codeSecret',
  rowId: membershipId,
});
