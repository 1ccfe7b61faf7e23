/** What an expert sees of himself on the phone. */
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { describeExpert, leavesOf } from './describe';
import { findOwnExpert, ownExpert } from './load';

/** Null for everybody who is no expert. `waiting`: proposed visits without an answer, and past ones without a record. */
export async function readOwnExpert(ask: Ask) {
  const expert = await findOwnExpert(ask);
  if (!expert) return { expert: null, waiting: 0, next: null };
  const now = ask.now.toISOString();
  const [count] = await query<{ waiting: number | string }>(
    ask.db,
    `SELECT COUNT(*) AS waiting FROM visit WHERE expertId = ?
     AND ((state = 'proposed' AND expertAgreedAt IS NULL) OR (state = 'agreed' AND endAt < ?))`,
    [expert.id, now],
  );
  const [next] = await query<{ id: string; title: string; startAt: string; placeName: string }>(
    ask.db,
    `SELECT v.id, i.title, v.startAt, v.placeName FROM visit v JOIN menu_item i ON i.id = v.itemId
     WHERE v.expertId = ? AND v.state = 'agreed' AND v.endAt >= ? ORDER BY v.startAt LIMIT 1`,
    [expert.id, now],
  );
  return { expert: await describeExpert(ask, expert), waiting: Number(count?.waiting ?? 0), next: next ?? null };
}

/** Refusal NOT_AN_EXPERT. */
export async function listOwnLeaves(ask: Ask) {
  return { items: await leavesOf(ask, (await ownExpert(ask)).id) };
}
