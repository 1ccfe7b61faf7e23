/** Applications to join, and the memberships that come of them. */
import type { ApplicationState, ApplicationVerb, Occupation } from '@niangjia/shared/rules/membership';
import { day, hash, instant, key, optional, primary, table, text } from '../../core/columns';

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
    openPerson: optional(key),
    openIdNumber: optional(hash),
  },
  {
    uq_application_number: ['number'],
    uq_application_open_person: ['openPerson'],
    uq_application_open_id_number: ['openIdNumber'],
    ix_application_queue: ['state', 'dueOn', 'id'],
    ix_application_person: ['personId'],
    ix_application_union: ['unionId', 'state', 'dueOn'],
    ix_application_id_number: ['idNumberIndex'],
    ix_application_code: ['codeToken'],
  },
  { fk_application_person: ['personId', 'person'], fk_application_union: ['unionId', 'trade_union'] },
);

/** The history of an application, appended only. */
export interface ApplicationStep {
  id: string;
  applicationId: string;
  verb: ApplicationVerb | 'submit';
  at: string;
  /** null: the applicant. */
  accountId: string | null;
  unionId: string | null;
  reason: string | null;
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
  applicationId: string;
  occupation: Occupation;
  joinedOn: string;
  state: 'active' | 'ended';
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
  },
  { fk_membership_person: ['personId', 'person'], fk_membership_union: ['unionId', 'trade_union'] },
);

export const membershipTables = [ApplicationTable, ApplicationStepTable, MembershipTable];

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
