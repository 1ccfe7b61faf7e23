/** Who works at a problem, who judges it, and what they are told. */

import { noticePages } from '@niangjia/shared/rules/notices';
import type { ExpertPart } from '@niangjia/shared/rules/problems';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { tellExpert } from '../experts/load';
import type { Telling } from '../notices/notify';
import type { Problem, ProblemExpert } from './entity';

export type AtWork = ProblemExpert & { name: string; title: string };

/** Everybody who was ever asked, oldest first. */
export const expertsOf = (ask: Ask, problemId: string): Promise<AtWork[]> =>
  query<AtWork>(
    ask.db,
    `SELECT x.*, e.name, e.title FROM problem_expert x JOIN expert e ON e.id = x.expertId
     WHERE x.problemId = ? ORDER BY x.id`,
    [problemId],
  );

/** Names of those who solve, by problem. */
export async function solversOf(ask: Ask, problemIds: readonly string[]): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  if (problemIds.length === 0) return names;
  const some = among(problemIds);
  const rows = await query<{ problemId: string; name: string }>(
    ask.db,
    `SELECT x.problemId, e.name FROM problem_expert x JOIN expert e ON e.id = x.expertId
     WHERE x.problemId IN (${some.places}) AND x.part = 'solver' AND x.endedAt IS NULL ORDER BY x.id`,
    some.values,
  );
  for (const { problemId, name } of rows) names.set(problemId, [...(names.get(problemId) ?? []), name]);
  return names;
}

/** Tells those of a part that still run; `only` some of them. */
export async function tellExperts(
  ask: Ask,
  { id, number }: Pick<Problem, 'id' | 'number'>,
  part: ExpertPart,
  { title, words }: Pick<Telling, 'title' | 'words'>,
  only?: readonly string[],
): Promise<void> {
  const page = `${noticePages.problem}?id=${id}`;
  for (const expert of await expertsOf(ask, id)) {
    const meant = expert.part === part && expert.endedAt === null && (!only || only.includes(expert.expertId));
    if (meant) await tellExpert(ask, expert.expertId, { title, words, page, number });
  }
}

/** Ends everybody of a problem who still runs. */
export const release = (ask: Ask, problemId: string): Promise<unknown> =>
  ask.db.query(
    `UPDATE problem_expert SET state = 'released', openKey = NULL, endedAt = ? WHERE problemId = ? AND endedAt IS NULL`,
    [ask.now.toISOString(), problemId],
  );
