/** Finding a problem, and moving it where its state still allows. */
import { dayOf } from '@niangjia/shared/rules/days';
import { canMove } from '@niangjia/shared/rules/moves';
import { type ProblemState, type ProblemVerb, problemDueOn, problemMoves } from '@niangjia/shared/rules/problems';
import type { Permission } from '@niangjia/shared/rules/roles';
import { type Ask, mustReach } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type Problem, ProblemTable } from './entity';

export type FoundProblem = Problem & { unionName: string; unionPath: string };

export const SELECT_PROBLEM = `SELECT q.*, u.name AS unionName, u.path AS unionPath FROM problem q
  JOIN trade_union u ON u.id = q.unionId`;

/** A problem whoever asks. Throws NOT_FOUND. */
export async function findProblem(ask: Ask, id: string): Promise<FoundProblem> {
  const [problem] = await query<FoundProblem>(ask.db, `${SELECT_PROBLEM} WHERE q.id = ?`, [id]);
  if (!problem) throw new Refusal('NOT_FOUND', { denied: `problem:${id}` });
  return problem;
}

/** A problem within the reach of a permission. Throws NOT_FOUND, also for other unions' ones. */
export async function loadProblem(ask: Ask, id: string, permission: Permission): Promise<FoundProblem> {
  const problem = await findProblem(ask, id);
  mustReach(ask, permission, problem.unionPath, `problem:${id}`);
  ask.about(`problem:${id}`);
  return problem;
}

/** Throws PROBLEM_STATE unless the verb is legal in this state. */
export function mustAllow(verb: ProblemVerb, problem: Pick<Problem, 'state'>): void {
  if (!canMove(problemMoves, verb, problem.state, problemMoves[verb].by)) throw new Refusal('PROBLEM_STATE');
}

/** What a state brings with it: its clock, and the day of the closing. */
export function stateOf(ask: Ask, state: ProblemState): Pick<Problem, 'state' | 'dueOn' | 'closedOn'> {
  const today = dayOf(ask.now);
  const dueOn = problemDueOn(state, today, ask.kit.isWorkingDay);
  return { state, dueOn, closedOn: dueOn === null ? today : null };
}

/** Changes a problem that is still in the state in which it was read. Refusal PROBLEM_STATE. */
export async function change(ask: Ask, problem: Pick<Problem, 'id' | 'state'>, to: Partial<Problem>): Promise<void> {
  const { id, state } = problem;
  if ((await update(ask.db, ProblemTable, { id, state }, to)) === 0) throw new Refusal('PROBLEM_STATE');
}
