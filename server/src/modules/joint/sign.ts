/** A further person signs, refuses, or the proposer takes back. */
import { isRecallable, type JointKind, jointRule } from '@niangjia/shared/rules/joint';
import type { Permission, Post } from '@niangjia/shared/rules/roles';
import { roles } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { mustHaveSteppedUp } from '../people/staff';
import { type JointAct, JointActTable, type JointSignature } from './entity';
import { addSignature, signerOf } from './propose';

export type FoundAct = JointAct & { unionName: string; unionPath: string; unionParent: string | null };

export const SELECT_ACT = `SELECT a.*, u.name AS unionName, u.path AS unionPath, u.parentId AS unionParent
  FROM joint_act a JOIN trade_union u ON u.id = a.unionId`;

export const signaturesOf = (ask: Ask, actId: string): Promise<JointSignature[]> =>
  query<JointSignature>(ask.db, 'SELECT * FROM joint_signature WHERE actId = ? ORDER BY id', [actId]);

const gives = (post: Post, permission: Permission): boolean =>
  (roles[post.role].may as readonly string[]).includes(permission);

/** Whether a post gives the permission for this act: at its union or above; for some kinds strictly above. */
export const postSigns = (
  post: Post,
  permission: Permission,
  act: Pick<FoundAct, 'unionPath' | 'unionParent'> & { kind: JointKind },
): boolean =>
  gives(post, permission) &&
  act.unionPath.startsWith(post.unionPath) &&
  !(jointRule(act.kind).upper && act.unionParent !== null && post.unionPath === act.unionPath);

/** The post and the missing permission under which the caller may sign; undefined when there is none. */
export function slotOf(
  ask: Ask,
  act: FoundAct,
  signatures: readonly JointSignature[],
): { slot: Permission; unionId: string } | undefined {
  const filled = new Set<string>(signatures.map(({ slot }) => slot));
  for (const slot of jointRule(act.kind).others) {
    const post = filled.has(slot) ? undefined : staffOf(ask).posts.find((one) => postSigns(one, slot, act));
    if (post) return { slot, unionId: post.unionId };
  }
  return undefined;
}

/** Whether the caller sees the act: who proposed it, and who may sign or has signed. */
function mustSee(ask: Ask, act: FoundAct, signatures: readonly JointSignature[]): void {
  const { accountId, posts } = staffOf(ask);
  const others = jointRule(act.kind).others;
  const sees =
    act.proposedBy === accountId ||
    signatures.some((one) => one.accountId === accountId) ||
    posts.some((post) => others.some((slot) => postSigns(post, slot, act)));
  if (!sees) throw new Refusal('NOT_FOUND', { denied: `joint-act:${act.id}` });
}

/** An act that the caller may see, with its signatures. Throws NOT_FOUND, also for other unions' ones. */
export async function loadAct(ask: Ask, id: string): Promise<{ act: FoundAct; signatures: JointSignature[] }> {
  const [act] = await query<FoundAct>(ask.db, `${SELECT_ACT} WHERE a.id = ?`, [id]);
  if (!act) throw new Refusal('NOT_FOUND', { denied: `joint-act:${id}` });
  const signatures = await signaturesOf(ask, id);
  mustSee(ask, act, signatures);
  ask.about(`joint-act:${id}`, { kind: act.kind });
  return { act, signatures };
}

/** Whether the caller, as a natural person, has signed already or is concerned. */
export const isBarred = (signer: string | null, act: JointAct, signatures: readonly JointSignature[]): boolean =>
  signer !== null &&
  (signatures.some((one) => one.signer === signer) || (act.barred?.split(' ').includes(signer) ?? false));

function mustBeAnother(ask: Ask, act: JointAct, signatures: readonly JointSignature[]): string {
  const signer = signerOf(ask);
  if (isBarred(signer, act, signatures)) throw new Refusal('SAME_PERSON', { denied: `joint-act:${act.id}` });
  return signer;
}

/** Throws NOT_FOUND when no signature is missing that the caller could give. */
function mustHaveSlot(ask: Ask, act: FoundAct, signatures: readonly JointSignature[]) {
  const at = slotOf(ask, act, signatures);
  if (!at) throw new Refusal('NOT_FOUND', { denied: `joint-act:${act.id}` });
  return at;
}

/**
 * Adds the caller's signature; `complete` once it was the last: then the effect belongs into the same transaction.
 * Refusals NOT_FOUND, JOINT_OVER, SAME_PERSON, NO_IDENTITY, STEP_UP_FIRST.
 */
export async function signAct(ask: Ask, id: string): Promise<{ act: FoundAct; complete: boolean }> {
  const { act, signatures } = await loadAct(ask, id);
  if (act.state !== 'waiting') throw new Refusal('JOINT_OVER');
  mustBeAnother(ask, act, signatures);
  mustHaveSlot(ask, act, signatures);
  if (jointRule(act.kind).stepUp) mustHaveSteppedUp(ask);
  // Takes the row, so that two who sign at once come one after the other: the second looks at what the first left.
  if ((await update(ask.db, JointActTable, { id, state: 'waiting' }, { openKey: act.openKey })) === 0)
    throw new Refusal('JOINT_OVER');
  const present = await signaturesOf(ask, id);
  const signer = mustBeAnother(ask, act, present);
  const at = mustHaveSlot(ask, act, present);
  await addSignature(ask, id, at.slot, signer, at.unionId);
  if ((await signaturesOf(ask, id)).length < act.needs) return { act, complete: false };
  await close(ask, act, 'done', {});
  return { act: { ...act, state: 'done' }, complete: true };
}

async function close(ask: Ask, act: JointAct, state: JointAct['state'], rest: Partial<JointAct>): Promise<void> {
  const change = { state, openKey: null, decidedAt: ask.now.toISOString(), ...rest };
  if ((await update(ask.db, JointActTable, { id: act.id, state: 'waiting' }, change)) === 0)
    throw new Refusal('JOINT_OVER');
}

/** One no ends it. Refusals as for signing; the second factor is not needed to say no. */
export async function refuseAct(ask: Ask, id: string, reason: string): Promise<FoundAct> {
  const { act, signatures } = await loadAct(ask, id);
  if (act.state !== 'waiting') throw new Refusal('JOINT_OVER');
  mustBeAnother(ask, act, signatures);
  mustHaveSlot(ask, act, signatures);
  await close(ask, act, 'refused', { refusedBy: staffOf(ask).accountId, refusal: reason });
  return { ...act, state: 'refused' };
}

/** The proposer alone takes an act back while it waits. Refusals NOT_FOUND, JOINT_OVER. */
export async function recallAct(ask: Ask, id: string): Promise<FoundAct> {
  const { act } = await loadAct(ask, id);
  if (act.proposedBy !== staffOf(ask).accountId || !isRecallable(act.kind))
    throw new Refusal('NOT_FOUND', { denied: `joint-act:${id}` });
  if (act.state !== 'waiting') throw new Refusal('JOINT_OVER');
  await close(ask, act, 'recalled', {});
  return { ...act, state: 'recalled' };
}

/** What an act is about was taken back by the person whom it concerns: it falls, unless it is over. */
export async function dropAct(ask: Ask, id: string): Promise<void> {
  const gone = { state: 'recalled', openKey: null, decidedAt: ask.now.toISOString() } as const;
  await update(ask.db, JointActTable, { id, state: 'waiting' }, gone);
}
