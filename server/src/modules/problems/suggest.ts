/** Whom to ask: experts of the field within sight of the problem, ranked with the reason. */
import { dayOf } from '@niangjia/shared/rules/days';
import { type Skill, skills } from '@niangjia/shared/rules/experts';
import { type ExpertPart, rankOf, rankReasons, type Standing } from '@niangjia/shared/rules/problems';
import { type Ask, below, rangeOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { type FoundProblem, loadProblem } from './load';

const SHOWN = 30;
/** More than a think-tank has in one field; the ranking looks at all of them. */
const LOOKED_AT = 500;

/**
 * Experts in sight of a problem: of the unions above it and below the topmost of those, because a think-tank is kept by
 * a city for all its counties, and a county's master helps the next county.
 */
function inSight(problem: FoundProblem): { sql: string; values: string[] } {
  const [root = ''] = problem.unionPath.split('/').filter(Boolean);
  return { sql: below('u.path'), values: rangeOf(`/${root}/`) };
}

interface Found {
  expertId: string;
  name: string;
  title: string;
  unionName: string;
  endedAt: string | null;
}

/** Counts of a query over experts, by expert. */
async function countsBy(ask: Ask, sql: string, ids: readonly string[], values: unknown[] = []) {
  const some = among(ids);
  const rows = await query<{ expertId: string; many: number | string; stars: number | string | null }>(
    ask.db,
    sql.replace('(?)', `(${some.places})`),
    [...some.values, ...values],
  );
  return new Map(rows.map((row) => [row.expertId, row]));
}

/** How each stands: open problems, solved ones of the field, stars for those, leave of today. */
async function standingsOf(ask: Ask, field: Skill, ids: readonly string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map();
  const today = dayOf(ask.now);
  const open = await countsBy(
    ask,
    `SELECT x.expertId, COUNT(*) AS many, NULL AS stars FROM problem_expert x JOIN problem q ON q.id = x.problemId
     WHERE x.expertId IN (?) AND x.endedAt IS NULL AND q.dueOn IS NOT NULL GROUP BY x.expertId`,
    ids,
  );
  const solved = await countsBy(
    ask,
    `SELECT x.expertId, COUNT(*) AS many, AVG(q.stars) AS stars FROM problem_expert x JOIN problem q ON q.id = x.problemId
     WHERE x.expertId IN (?) AND x.part = 'solver' AND x.state = 'answered' AND q.field = ?
       AND q.state IN ('solved', 'contracted', 'funded') GROUP BY x.expertId`,
    ids,
    [field],
  );
  const away = await countsBy(
    ask,
    `SELECT l.expertId, COUNT(*) AS many, NULL AS stars FROM expert_leave l
     WHERE l.expertId IN (?) AND l.cancelledAt IS NULL AND l.fromDay <= ? AND l.untilDay >= ? GROUP BY l.expertId`,
    ids,
    [today, today],
  );
  return new Map(
    ids.map((id) => {
      const [done, stars] = [solved.get(id), solved.get(id)?.stars ?? null];
      return [
        id,
        {
          open: Number(open.get(id)?.many ?? 0),
          solved: Number(done?.many ?? 0),
          stars: stars === null ? null : Math.round(Number(stars) * 10) / 10,
          onLeave: away.has(id),
        },
      ];
    }),
  );
}

/** With the field of the problem, not in it already; who solves does not judge. Refusal NOT_FOUND. */
export async function suggestExperts(ask: Ask, id: string, part: ExpertPart) {
  const problem = await loadProblem(ask, id, 'problems.manage');
  const sight = inSight(problem);
  const found = await query<Found>(
    ask.db,
    `SELECT e.id AS expertId, e.name, e.title, u.name AS unionName, e.endedAt
     FROM expert_skill k JOIN expert e ON e.id = k.expertId JOIN trade_union u ON u.id = e.unionId
     WHERE k.skill = ? AND e.endedAt IS NULL AND ${sight.sql}
       AND NOT EXISTS (SELECT 1 FROM problem_expert x WHERE x.problemId = ? AND x.expertId = e.id
         AND (x.endedAt IS NULL OR (? = 'reviewer' AND x.part = 'solver')))
     ORDER BY e.id LIMIT ${LOOKED_AT}`,
    [problem.field, ...sight.values, id, part],
  );
  const standings = await standingsOf(
    ask,
    problem.field,
    found.map(({ expertId }) => expertId),
  );
  const items = found.flatMap(({ endedAt: _, ...expert }) => {
    const standing = standings.get(expert.expertId);
    return standing ? [{ expert, standing, rank: rankOf(standing) }] : [];
  });
  items.sort((a, b) => b.rank - a.rank);
  return {
    items: items.slice(0, SHOWN).map(({ expert, standing }) => ({
      ...expert,
      reasons: [`专长：${skills[problem.field]}`, ...rankReasons(standing)],
    })),
  };
}

/** The chosen experts, in sight and at work. Refusals NOT_FOUND, EXPERT_ENDED. */
export async function chosenExperts(ask: Ask, problem: FoundProblem, ids: readonly string[]): Promise<Found[]> {
  const [sight, some] = [inSight(problem), among([...new Set(ids)])];
  const found = await query<Found>(
    ask.db,
    `SELECT e.id AS expertId, e.name, e.title, u.name AS unionName, e.endedAt
     FROM expert e JOIN trade_union u ON u.id = e.unionId WHERE e.id IN (${some.places}) AND ${sight.sql} ORDER BY e.id`,
    [...some.values, ...sight.values],
  );
  const missing = ids.find((id) => !found.some(({ expertId }) => expertId === id));
  if (missing) throw new Refusal('NOT_FOUND', { denied: `expert:${missing}` });
  if (found.some(({ endedAt }) => endedAt !== null)) throw new Refusal('EXPERT_ENDED');
  return found;
}

/** Refusal SKILL_MISSING unless each has the field. */
export async function mustHaveField(ask: Ask, field: Skill, ids: readonly string[]): Promise<void> {
  const some = among([...new Set(ids)]);
  const rows = await query<{ expertId: string }>(
    ask.db,
    `SELECT expertId FROM expert_skill WHERE skill = ? AND expertId IN (${some.places})`,
    [field, ...some.values],
  );
  const able = new Set(rows.map(({ expertId }) => expertId));
  if (ids.some((id) => !able.has(id))) throw new Refusal('SKILL_MISSING');
}
