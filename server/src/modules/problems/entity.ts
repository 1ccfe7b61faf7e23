/** Technical problems of unions, and what experts do about them. */
import type { Skill } from '@niangjia/shared/rules/experts';
import type {
  AttachmentKind,
  ExpertPart,
  ExpertWorkState,
  ProblemState,
  ProblemStep,
} from '@niangjia/shared/rules/problems';
import { day, flag, hash, instant, int, key, long, optional, primary, table, text } from '../../core/columns';

export interface Problem {
  id: string;
  /** `NT20261123-0001` */
  number: string;
  unionId: string;
  field: Skill;
  title: string;
  words: string;
  state: ProblemState;
  filedAt: string;
  filedBy: string;
  /** Last day of the clock of this state; null once it is closed. */
  dueOn: string | null;
  /** Shanghai day of the closing. */
  closedOn: string | null;
  contactName: string;
  /** Sealed under `contactPhonePlace`. */
  phoneSealed: string;
  solution: string | null;
  contractNumber: string | null;
  contractParties: string | null;
  contractFen: number | null;
  contractOn: string | null;
  /** Index of the ID number of whoever recorded the contract: does not sign for the money (security.md d.3). */
  contractSigner: string | null;
  /** What is asked for while `jointId` waits, and what was granted once it is funded. */
  fundFen: number | null;
  jointId: string | null;
  stars: number | null;
  thanks: string | null;
}
export const ProblemTable = table<Problem>(
  'problem',
  {
    id: primary(key),
    number: text(30),
    unionId: key,
    field: text(30),
    title: text(40),
    words: long,
    state: text(12),
    filedAt: instant,
    filedBy: key,
    dueOn: optional(day),
    closedOn: optional(day),
    contactName: text(20),
    phoneSealed: text(200),
    solution: optional(long),
    contractNumber: optional(text(40)),
    contractParties: optional(text(200)),
    contractFen: optional(int),
    contractOn: optional(day),
    contractSigner: optional(hash),
    fundFen: optional(int),
    jointId: optional(key),
    stars: optional(int),
    thanks: optional(text(300)),
  },
  {
    uq_problem_number: ['number'],
    ix_problem_union: ['unionId', 'dueOn', 'id'],
    ix_problem_due: ['dueOn', 'id'],
    ix_problem_field: ['field', 'state'],
    ix_problem_closed: ['closedOn'],
  },
  { fk_problem_union: ['unionId', 'trade_union'] },
);
/** Where the phone number of a problem's contact is sealed. */
export const contactPhonePlace = (id: string) => ({ subjectId: id, table: 'problem', column: 'phone', rowId: id });

/** An expert at work on a problem. */
export interface ProblemExpert {
  id: string;
  problemId: string;
  expertId: string;
  part: ExpertPart;
  state: ExpertWorkState;
  /** `problemId:expertId` while it runs, else null: unique, so that nobody solves and judges. */
  openKey: string | null;
  /** Party to the contract. */
  party: boolean;
  since: string;
  endedAt: string | null;
  reason: string | null;
}
export const ProblemExpertTable = table<ProblemExpert>(
  'problem_expert',
  {
    id: primary(key),
    problemId: key,
    expertId: key,
    part: text(10),
    state: text(10),
    openKey: optional(text(60)),
    party: flag,
    since: instant,
    endedAt: optional(instant),
    reason: optional(text(300)),
  },
  {
    uq_problem_expert_open: ['openKey'],
    ix_problem_expert: ['problemId', 'id'],
    ix_problem_expert_of: ['expertId', 'endedAt'],
  },
  { fk_problem_expert_problem: ['problemId', 'problem'], fk_problem_expert_expert: ['expertId', 'expert'] },
);

/** The thread of a problem, appended. An officer's has an account and a union, an expert's an expert, the system's neither. */
export interface ProblemStepRow {
  id: string;
  problemId: string;
  what: ProblemStep;
  at: string;
  accountId: string | null;
  unionId: string | null;
  expertId: string | null;
  /** Whose side an officer spoke for. */
  side: 'unit' | 'staff' | 'expert';
  words: string | null;
}
export const ProblemStepTable = table<ProblemStepRow>(
  'problem_step',
  {
    id: primary(key),
    problemId: key,
    what: text(12),
    at: instant,
    accountId: optional(key),
    unionId: optional(key),
    expertId: optional(key),
    side: text(8),
    words: optional(long),
  },
  { ix_problem_step: ['problemId', 'id'] },
  { fk_problem_step: ['problemId', 'problem'] },
);

/** A photo (`stored_file`) or an attachment that was sent with a step: readable through the problem alone. */
export interface ProblemFile {
  id: string;
  problemId: string;
  stepId: string;
  kind: AttachmentKind | 'photo';
  fileId: string;
}
export const ProblemFileTable = table<ProblemFile>(
  'problem_file',
  { id: primary(key), problemId: key, stepId: key, kind: text(10), fileId: key },
  { ix_problem_file: ['problemId', 'id'], ix_problem_file_of: ['fileId'] },
  { fk_problem_file: ['problemId', 'problem'] },
);

export interface ProblemMeeting {
  id: string;
  problemId: string;
  startAt: string;
  place: string | null;
  link: string | null;
  who: string;
  at: string;
}
export const ProblemMeetingTable = table<ProblemMeeting>(
  'problem_meeting',
  {
    id: primary(key),
    problemId: key,
    startAt: instant,
    place: optional(text(100)),
    link: optional(text(300)),
    who: text(200),
    at: instant,
  },
  { ix_problem_meeting: ['problemId', 'id'] },
  { fk_problem_meeting: ['problemId', 'problem'] },
);

/** One of a reviewer, never changed. */
export interface ProblemOpinion {
  id: string;
  problemId: string;
  expertId: string;
  yes: boolean;
  reason: string;
  /** Index of the ID number of who judged: two registered experts may be one person. */
  signer: string;
  at: string;
}
export const ProblemOpinionTable = table<ProblemOpinion>(
  'problem_opinion',
  { id: primary(key), problemId: key, expertId: key, yes: flag, reason: long, signer: hash, at: instant },
  { uq_problem_opinion: ['problemId', 'expertId'], uq_problem_opinion_signer: ['problemId', 'signer'] },
  { fk_problem_opinion_problem: ['problemId', 'problem'], fk_problem_opinion_expert: ['expertId', 'expert'] },
);

export const problemTables = [
  ProblemTable,
  ProblemExpertTable,
  ProblemStepTable,
  ProblemFileTable,
  ProblemMeetingTable,
  ProblemOpinionTable,
];
