/** Tables of the core itself. Those of a module stand in its `entity.ts`. */
import { big, hash, instant, int, key, long, optional, primary, table, text } from './columns';

export interface Session {
  id: string;
  kind: 'person' | 'staff';
  /** Person id, or staff account id. */
  subjectId: string;
  /** SHA-256 of the one refresh token that is good now. */
  refreshHash: string;
  createdAt: string;
  usedAt: string;
  expiresAt: string;
  endedAt: string | null;
  /** When the second factor was last given again (reveal, export). */
  stepUpAt: string | null;
}
export const SessionTable = table<Session>(
  'session',
  {
    id: primary(key),
    kind: text(10),
    subjectId: key,
    refreshHash: hash,
    createdAt: instant,
    usedAt: instant,
    expiresAt: instant,
    endedAt: optional(instant),
    stepUpAt: optional(instant),
  },
  { ix_session_subject: ['subjectId'], ix_session_expires: ['expiresAt'] },
);

export interface AuditRow {
  seq: number;
  at: string;
  by: string;
  /** Key of the contract entry, or the name of a job. */
  what: string;
  object: string | null;
  outcome: 'done' | 'denied';
  /** JSON with sorted keys, never personal data. */
  detail: string | null;
  requestId: string;
  hash: string;
}
export const AuditTable = table<AuditRow>('audit_row', {
  seq: primary(big),
  at: instant,
  by: text(40),
  what: text(80),
  object: optional(text(80)),
  outcome: text(10),
  detail: optional(long),
  requestId: text(40),
  hash: hash,
});

export interface AuditHead {
  id: number;
  seq: number;
  hash: string;
}
export const AuditHeadTable = table<AuditHead>('audit_head', { id: primary(int), seq: big, hash: hash });

export interface OutboxRow {
  id: string;
  kind: string;
  /** JSON of ids; never personal data. */
  payload: string;
  state: 'waiting' | 'sent' | 'given-up';
  tries: number;
  nextAt: string;
  createdAt: string;
}
export const OutboxTable = table<OutboxRow>(
  'outbox',
  {
    id: primary(key),
    kind: text(40),
    payload: long,
    state: text(10),
    tries: int,
    nextAt: instant,
    createdAt: instant,
  },
  { ix_outbox_due: ['state', 'nextAt'] },
);

export interface IdempotencyRow {
  /** SHA-256 of who, route and key. */
  id: string;
  bodyHash: string;
  state: 'running' | 'done';
  /** Who holds it while it runs: a later holder fences the earlier one off. */
  owner: string;
  lockedUntil: string;
  /** The first answer, sealed. */
  reply: string | null;
  createdAt: string;
}
export const IdempotencyTable = table<IdempotencyRow>(
  'idempotency',
  {
    id: primary(hash),
    bodyHash: hash,
    state: text(10),
    owner: key,
    lockedUntil: instant,
    reply: optional(long),
    createdAt: instant,
  },
  { ix_idempotency_created: ['createdAt'] },
);

export interface Counter {
  name: string;
  value: number;
}
export const CounterTable = table<Counter>('counter', { name: primary(text(60)), value: big });

export interface JobLease {
  name: string;
  owner: string;
  until: string;
}
export const JobLeaseTable = table<JobLease>('job_lease', { name: primary(text(60)), owner: text(26), until: instant });

export interface DataKey {
  subjectId: string;
  masterVersion: number;
  /** Base64 of nonce, wrapped key and tag. */
  wrapped: string;
  createdAt: string;
}
export const DataKeyTable = table<DataKey>('data_key', {
  subjectId: primary(key),
  masterVersion: int,
  wrapped: text(120),
  createdAt: instant,
});

export interface Attempt {
  /** HMAC of what is being tried: an account, an account from a network. */
  id: string;
  failures: number;
  lockedUntil: string | null;
  lastAt: string;
}
export const AttemptTable = table<Attempt>('attempt', {
  id: primary(hash),
  failures: int,
  lockedUntil: optional(instant),
  lastAt: instant,
});

/** Marks made with the keys of this database: a server with other keys does not start. */
export interface KeyWitness {
  name: string;
  mark: string;
}
export const KeyWitnessTable = table<KeyWitness>('key_witness', { name: primary(text(40)), mark: long });

export const coreTables = [
  KeyWitnessTable,
  SessionTable,
  AuditTable,
  AuditHeadTable,
  OutboxTable,
  IdempotencyTable,
  CounterTable,
  JobLeaseTable,
  DataKeyTable,
  AttemptTable,
];
