/** Who decides on applications to a union, and in how many working days. */
import { REVIEW_WORKING_DAYS } from '@niangjia/shared/rules/membership';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import type { Union, UnionReview } from './entity';

export type Review = Omit<UnionReview, 'unionId'>;

/** MEM-3 and MEM-12: the union itself, within three working days; what is overdue rises. */
const USUAL: Review = { decidedBy: 'self', workingDays: REVIEW_WORKING_DAYS, rises: true };

/** How applications to a union are reviewed now. */
export async function reviewOf(ask: Ask, unionId: string): Promise<Review> {
  const [row] = await query<Review>(
    ask.db,
    'SELECT decidedBy, workingDays, rises FROM union_review WHERE unionId = ?',
    [unionId],
  );
  return row ? { decidedBy: row.decidedBy, workingDays: Number(row.workingDays), rises: Boolean(row.rises) } : USUAL;
}

/** The union that decides on a new application, by id and path, and the working days that it has. */
export async function deciderOf(
  ask: Ask,
  union: Pick<Union, 'id' | 'path' | 'parentId'>,
): Promise<{ heldBy: string; heldPath: string; workingDays: number }> {
  const { decidedBy, workingDays } = await reviewOf(ask, union.id);
  if (decidedBy === 'self' || union.parentId === null) return { heldBy: union.id, heldPath: union.path, workingDays };
  return { heldBy: union.parentId, heldPath: union.path.slice(0, -(union.id.length + 1)), workingDays };
}
