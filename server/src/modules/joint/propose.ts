/** Opens a joint act: the first of its persons proposes. Features call this; it knows none of them. */
import { addWorkingDays, dayOf } from '@niangjia/shared/rules/days';
import { type JointKind, jointRule, signaturesNeeded } from '@niangjia/shared/rules/joint';
import type { Permission } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, insertOnce } from '../../core/sql';
import { type JointAct, JointActTable, type JointSignature, JointSignatureTable } from './entity';

/** The natural person behind the asking account: the index of the ID number. Refusal NO_IDENTITY. */
export function signerOf(ask: Ask): string {
  const { idNumberIndex } = staffOf(ask);
  if (idNumberIndex === null) throw new Refusal('NO_IDENTITY');
  return idNumberIndex;
}

/** The union of the caller's nearest post that gives a permission for a union's path; undefined without one. */
export const postFor = (ask: Ask, unionPath: string): string | undefined =>
  staffOf(ask)
    .posts.filter((post) => unionPath.startsWith(post.unionPath))
    .sort((a, b) => b.unionPath.length - a.unionPath.length)[0]?.unionId;

export interface Proposal {
  kind: JointKind;
  union: { id: string; path: string };
  /** What it concerns (an id): one act of a kind waits for one subject. */
  subject: string;
  /** In plain words, masked: at most 120 characters. */
  title: string;
  facts: { label: string; value: string }[];
  reason: string | null;
  /** Ids for the effect. */
  payload: Record<string, unknown>;
  /** ID number indices of those whom it concerns; null where unknown. */
  barred?: (string | null)[];
  /** Page of the console, `/members/…`. */
  page?: string;
}

/**
 * Files the act with the proposer's own signature; the caller has checked the permission `first` of its kind.
 * Refusals NO_IDENTITY, SAME_PERSON (the proposer is concerned), JOINT_OPEN.
 */
export async function propose(ask: Ask, given: Proposal): Promise<JointAct> {
  const signer = signerOf(ask);
  const barred = (given.barred ?? []).filter((one) => one !== null);
  if (barred.includes(signer)) throw new Refusal('SAME_PERSON', { denied: `${given.kind}:${given.subject}` });
  const today = dayOf(ask.now);
  const act: JointAct = {
    id: ulid(),
    kind: given.kind,
    state: 'waiting',
    unionId: given.union.id,
    title: given.title.slice(0, 120),
    facts: JSON.stringify(given.facts),
    reason: given.reason,
    payload: JSON.stringify(given.payload),
    barred: barred.length > 0 ? barred.join(' ') : null,
    needs: signaturesNeeded(given.kind),
    openKey: `${given.kind}:${given.subject}`,
    proposedBy: staffOf(ask).accountId,
    proposedAt: ask.now.toISOString(),
    dueOn: addWorkingDays(today, jointRule(given.kind).workingDays, ask.kit.isWorkingDay),
    page: given.page ?? null,
    decidedAt: null,
    refusedBy: null,
    refusal: null,
  };
  if (!(await insertOnce(ask.db, JointActTable, act))) throw new Refusal('JOINT_OPEN');
  await addSignature(ask, act.id, 'first', signer, postFor(ask, given.union.path) ?? given.union.id);
  ask.about(`joint-act:${act.id}`, { kind: act.kind, subject: given.subject });
  return act;
}

export async function addSignature(
  ask: Ask,
  actId: string,
  slot: 'first' | Permission,
  signer: string,
  unionId: string,
): Promise<void> {
  const { accountId } = staffOf(ask);
  const row: JointSignature = { id: ulid(), actId, slot, accountId, unionId, signer, at: ask.now.toISOString() };
  await insert(ask.db, JointSignatureTable, row);
}
