/** What a grant does once everybody has signed, and what is put back when nothing comes of it. */
import { dayOf } from '@niangjia/shared/rules/days';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import type { FoundAct } from '../joint/sign';
import { PostTable, plainPost, type StaffAccount, StaffAccountTable } from '../people/entity';
import { loadUnion } from '../unions/service';
import { mustBeCompatible, takePerson } from './compatible';
import type { GrantPayload } from './grant';

/** Refusals JOINT_STALE (the grantee has gone, the term is over), UNION_CLOSED, INCOMPATIBLE_ROLES. */
async function grantPost(ask: Ask, act: FoundAct): Promise<void> {
  const { isNew, after: _, ...grant } = payloadOf<GrantPayload>(act);
  if ((await loadUnion(ask, grant.unionId)).closedAt !== null) throw new Refusal('UNION_CLOSED');
  const [account] = await query<StaffAccount>(ask.db, 'SELECT * FROM staff_account WHERE id = ?', [grant.accountId]);
  if (!account || account.disabledAt !== null || account.idNumberIndex === null) throw new Refusal('JOINT_STALE');
  const today = dayOf(ask.now);
  const fromOn = grant.fromOn < today ? today : grant.fromOn;
  if (grant.toOn !== null && grant.toOn < fromOn) throw new Refusal('JOINT_STALE');
  await takePerson(ask, account.idNumberIndex);
  if ((await mustBeCompatible(ask, account.idNumberIndex, { ...grant, fromOn })).held) throw new Refusal('JOINT_STALE');
  const id = ulid();
  await insert(ask.db, PostTable, { ...plainPost, ...grant, id, fromOn, actId: act.id });
  ask.about(`joint-act:${act.id}`, { kind: act.kind, post: id });
  if (!isNew) return;
  const waits = { id: account.id, waitsFor: 'signatures' } as const;
  if ((await update(ask.db, StaffAccountTable, waits, { waitsFor: 'activation' })) === 0)
    throw new Refusal('JOINT_STALE');
  await ask.tell('staff-invited', { accountId: account.id });
}

/** An account that was made for a grant that never came goes, and with it the key of what it held. */
async function forgetGrantee(ask: Ask, act: FoundAct): Promise<void> {
  const { isNew, accountId } = payloadOf<GrantPayload>(act);
  if (!isNew) return;
  await ask.db.query(`DELETE FROM staff_account WHERE id = ? AND waitsFor = 'signatures'`, [accountId]);
  await ask.db.query('DELETE FROM data_key WHERE subjectId = ?', [accountId]);
}

export const grantEffect: JointEffect = { done: grantPost, undone: forgetGrantee };
