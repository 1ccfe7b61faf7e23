/** An expert's own problems: recognised by the phone number under which the expert stands, never a staff account. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { canMove } from '@niangjia/shared/rules/moves';
import {
  EXPERT_READS_DAYS,
  type ExpertPart,
  type ExpertWorkState,
  problemMoves,
} from '@niangjia/shared/rules/problems';
import { type Ask, personOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { toRows, wholeOf } from './describe';
import type { ProblemOpinion } from './entity';
import { expertsOf } from './experts-of';
import { type FoundProblem, SELECT_PROBLEM } from './load';

export type OwnProblem = FoundProblem & { workId: string; expertId: string; part: ExpertPart; work: ExpertWorkState };

/** What was opened to the asking expert: while it is open, and seven days after the closing (security.md d.1 role E). */
const own = (ask: Ask, id?: string): Promise<OwnProblem[]> =>
  query<OwnProblem>(
    ask.db,
    `${SELECT_PROBLEM.replace('SELECT q.*', 'SELECT x.id AS workId, x.expertId, x.part, x.state AS work, q.*')}
     JOIN problem_expert x ON x.problemId = q.id JOIN expert e ON e.id = x.expertId
     JOIN person p ON p.phoneIndex = e.openPhone
     WHERE p.id = ? AND x.endedAt IS NULL AND (q.closedOn IS NULL OR q.closedOn >= ?) ${id === undefined ? '' : 'AND q.id = ?'}
     ORDER BY q.dueOn IS NULL, q.dueOn, q.id LIMIT 200`,
    [personOf(ask).personId, addDays(dayOf(ask.now), -EXPERT_READS_DAYS), ...(id === undefined ? [] : [id])],
  );

const waits = ({ state, part, work }: OwnProblem): boolean =>
  work === 'asked' && (part === 'solver' ? state === 'matched' || state === 'discussing' : state === 'contracted');

/** None for everybody who is no expert. */
export async function listOwnProblems(ask: Ask) {
  const found = await own(ask);
  const rows = await toRows(ask, found);
  return {
    items: rows.map((row, nth) => {
      const { part, work } = found[nth] as OwnProblem;
      return { ...row, part, work };
    }),
    waiting: found.filter(waits).length,
  };
}

/** One that the asking expert works at or judges; any other is NOT_FOUND. */
export async function mustOwnProblem(ask: Ask, id: string): Promise<OwnProblem> {
  const [problem] = await own(ask, id);
  if (!problem) throw new Refusal('NOT_FOUND', { denied: `problem:${id}` });
  ask.about(`problem:${id}`, { expert: problem.expertId });
  return problem;
}

export async function describeOwnProblem(ask: Ask, id: string) {
  const problem = await mustOwnProblem(ask, id);
  const { part, work, state } = problem;
  const [opinion] = await query<ProblemOpinion>(
    ask.db,
    'SELECT * FROM problem_opinion WHERE problemId = ? AND expertId = ?',
    [id, problem.expertId],
  );
  const solves = part === 'solver';
  const may = {
    answer: solves && canMove(problemMoves, 'answer', state, 'expert'),
    decline: solves && canMove(problemMoves, 'decline', state, 'expert'),
    opinion: !solves && !opinion && canMove(problemMoves, 'opinion', state, 'expert'),
  };
  return {
    ...(await wholeOf(ask, problem, await expertsOf(ask, id), false)),
    part,
    work,
    contactName: problem.contactName,
    opinion: opinion ? { yes: Boolean(opinion.yes), reason: opinion.reason } : null,
    readableUntil: problem.closedOn === null ? null : addDays(problem.closedOn, EXPERT_READS_DAYS),
    may: (['answer', 'decline', 'opinion'] as const).filter((act) => may[act]),
  };
}
