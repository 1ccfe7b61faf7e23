/** Either side of officers adds words and files to the thread. */
import type { Body } from '@niangjia/shared/contract/index';
import { isOpenProblem } from '@niangjia/shared/rules/problems';
import { mayAct } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { describeProblem } from './describe';
import { tellExperts } from './experts-of';
import { loadProblem } from './load';
import { addStep } from './steps';

/** Refusals NOT_FOUND, NOT_ALLOWED (whoever only reads), PROBLEM_STATE. */
export async function sayOnProblem(ask: Ask, id: string, { words, ...sent }: Body<'POST /problems/:id/say'>) {
  const problem = await loadProblem(ask, id, 'orders.read');
  const { posts } = staffOf(ask);
  const manages = mayAct(posts, 'problems.manage', problem.unionPath);
  if (!manages && !mayAct(posts, 'orders.place', problem.unionPath))
    throw new Refusal('NOT_ALLOWED', { denied: `problem:${id}` });
  if (!isOpenProblem(problem.state)) throw new Refusal('PROBLEM_STATE');
  await addStep(ask, problem, manages ? 'staff' : 'unit', 'say', words, sent);
  await tellExperts(ask, problem, 'solver', {
    title: '难题有新的补充说明',
    words: `${manages ? '受理部门' : problem.unionName}为“${problem.title}”（${problem.number}）补充了说明，请打开查看。`,
  });
  return describeProblem(ask, id);
}
