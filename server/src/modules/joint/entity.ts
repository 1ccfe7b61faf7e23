/** Acts that take two different natural persons, and the signatures under them (security.md d.3, B6). */
import type { JointKind, JointState } from '@niangjia/shared/rules/joint';
import type { Permission } from '@niangjia/shared/rules/roles';
import { day, hash, instant, int, key, long, optional, primary, table, text } from '../../core/columns';

export interface JointAct {
  id: string;
  kind: JointKind;
  state: JointState;
  /** The union concerned: who may sign follows from it. */
  unionId: string;
  title: string;
  /** JSON of [{ label, value }], masked. */
  facts: string;
  reason: string | null;
  /** JSON of ids for the effect; never personal data in clear. */
  payload: string;
  /** Signers (ID number indices) that may not sign: those whom the act concerns. Space between them. */
  barred: string | null;
  /** Natural persons needed in all. */
  needs: number;
  /** Kind and subject while it waits, else null: unique, so that only one is open. */
  openKey: string | null;
  proposedBy: string;
  proposedAt: string;
  dueOn: string;
  page: string | null;
  decidedAt: string | null;
  refusedBy: string | null;
  refusal: string | null;
}
export const JointActTable = table<JointAct>(
  'joint_act',
  {
    id: primary(key),
    kind: text(20),
    state: text(12),
    unionId: key,
    title: text(120),
    facts: long,
    reason: optional(text(300)),
    payload: long,
    barred: optional(text(200)),
    needs: int,
    openKey: optional(text(120)),
    proposedBy: key,
    proposedAt: instant,
    dueOn: day,
    page: optional(text(120)),
    decidedAt: optional(instant),
    refusedBy: optional(key),
    refusal: optional(text(300)),
  },
  {
    uq_joint_act_open: ['openKey'],
    ix_joint_act_state: ['state', 'dueOn', 'id'],
    ix_joint_act_proposer: ['proposedBy', 'id'],
  },
  { fk_joint_act_union: ['unionId', 'trade_union'] },
);

/** Appended only. The database refuses a second signature of one natural person, under whatever account. */
export interface JointSignature {
  id: string;
  actId: string;
  /** `first` of who proposed, else the permission that it stands for. */
  slot: 'first' | Permission;
  accountId: string;
  /** The union of the post under which it was signed. */
  unionId: string;
  /** Index of the signer's ID number: the natural person. */
  signer: string;
  at: string;
}
export const JointSignatureTable = table<JointSignature>(
  'joint_signature',
  { id: primary(key), actId: key, slot: text(30), accountId: key, unionId: key, signer: hash, at: instant },
  { uq_joint_signature_person: ['actId', 'signer'], uq_joint_signature_slot: ['actId', 'slot'] },
  { fk_joint_signature_act: ['actId', 'joint_act'] },
);

export const jointTables = [JointActTable, JointSignatureTable];
