/** A union comes into being under another. */
import { type UnionLevel, unionLevels } from '@niangjia/shared/rules/unions';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { insert } from '../../core/sql';
import { mustHaveSteppedUp } from '../people/staff';
import { type Union, UnionTable } from './entity';
import { loadManaged, mustBeOpen, mustFit, mustHaveFreeName, recordUnionChange, takeTree } from './tree-checks';
import { describeUnion, EMPTY_PROFILE, type Profile } from './tree-detail';
import { keepProfile } from './tree-edit';

interface Founding {
  parentId: string;
  name: string;
  level: UnionLevel;
  districtCode: string;
  holding: boolean;
  phone: string | null;
  /** What is absent is unknown. */
  profile: Partial<Profile>;
  reason: string;
}

/** Refusals NOT_FOUND, STEP_UP_FIRST, UNION_CLOSED, LEVEL_MISFIT, UNION_NAME_IN_USE. */
export async function foundUnion(ask: Ask, { parentId, profile, reason, ...core }: Founding) {
  await takeTree(ask);
  const upper = await loadManaged(ask, parentId, 'here');
  mustHaveSteppedUp(ask);
  mustBeOpen(upper);
  const id = ulid();
  const union: Union = { id, ...core, parentId, path: `${upper.path}${id}/`, closedAt: null };
  mustFit(union.level, upper, union.path.length);
  await mustHaveFreeName(ask, parentId, union.name);
  await insert(ask.db, UnionTable, union);
  if (Object.keys(profile).length > 0) await keepProfile(ask, id, { ...EMPTY_PROFILE, ...profile });
  const words = `在“${upper.name}”下组建，级别：${unionLevels[union.level]}`;
  await recordUnionChange(ask, id, { kind: 'founded', words, reason, otherUnionId: parentId });
  return describeUnion(ask, id);
}
