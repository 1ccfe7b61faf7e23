/** A problem is brought to experts: those who solve it, and later those who judge whether the union pays. */
import type { Body } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { fullStop } from '@niangjia/shared/rules/notices';
import type { ExpertPart } from '@niangjia/shared/rules/problems';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce } from '../../core/sql';
import { describeProblem } from './describe';
import { ProblemExpertTable } from './entity';
import { expertsOf, tellExperts } from './experts-of';
import { change, type FoundProblem, loadProblem, mustAllow, stateOf } from './load';
import { addStep } from './steps';
import { chosenExperts, mustHaveField } from './suggest';

/** Refusal EXPERT_ASSIGNED when one of them is at it already, in whichever part. */
async function assign(ask: Ask, problem: FoundProblem, part: ExpertPart, ids: readonly string[]): Promise<void> {
  for (const expertId of ids) {
    const added = await insertOnce(ask.db, ProblemExpertTable, {
      id: ulid(),
      problemId: problem.id,
      expertId,
      part,
      state: 'asked',
      openKey: `${problem.id}:${expertId}`,
      party: false,
      since: ask.now.toISOString(),
      endedAt: null,
      reason: null,
    });
    if (!added) throw new Refusal('EXPERT_ASSIGNED');
  }
}

/** More can be asked while it is open. Refusals NOT_FOUND, PROBLEM_STATE, EXPERT_ENDED, SKILL_MISSING, EXPERT_ASSIGNED. */
export async function matchProblem(ask: Ask, id: string, { expertIds, words }: Body<'POST /problems/:id/match'>) {
  const problem = await loadProblem(ask, id, 'problems.manage');
  mustAllow('match', problem);
  const ids = [...new Set(expertIds)];
  const chosen = await chosenExperts(ask, problem, ids);
  await mustHaveField(ask, problem.field, ids);
  // One that is being discussed stays so; its clock runs on.
  const next = problem.state === 'filed' ? stateOf(ask, 'matched') : { state: problem.state };
  await change(ask, problem, next);
  await assign(ask, problem, 'solver', ids);
  const names = chosen.map(({ name }) => name).join('、');
  await addStep(ask, problem, 'staff', 'match', words ? `${names}。${words}` : names);
  const due = 'dueOn' in next && next.dueOn ? `请在 ${sayDay(next.dueOn)} 前答复。` : '请打开查看并答复。';
  await tellExperts(
    ask,
    problem,
    'solver',
    { title: '有一道难题请您解决', words: `${problem.unionName}：“${problem.title}”（${problem.number}）。${due}` },
    ids,
  );
  const described = await describeProblem(ask, id);
  ask.about(`problem:${id}`, { experts: ids });
  return described;
}

/** Refusals NOT_FOUND, PROBLEM_STATE, JOINT_OPEN, EXPERT_ENDED, EXPERT_PARTY, EXPERT_ASSIGNED. */
export async function askReview(ask: Ask, id: string, { expertIds }: Body<'POST /problems/:id/review'>) {
  const problem = await loadProblem(ask, id, 'problems.manage');
  mustAllow('review', problem);
  if (problem.jointId !== null) throw new Refusal('JOINT_OPEN');
  const ids = [...new Set(expertIds)];
  const chosen = await chosenExperts(ask, problem, ids);
  const solvers = (await expertsOf(ask, id)).filter(({ part }) => part === 'solver');
  if (solvers.some(({ expertId }) => ids.includes(expertId))) throw new Refusal('EXPERT_PARTY');
  // Holds the state until this transaction ends.
  await change(ask, problem, { state: problem.state });
  await assign(ask, problem, 'reviewer', ids);
  await addStep(ask, problem, 'staff', 'review', chosen.map(({ name }) => name).join('、'));
  const words = `请您评审是否资助“${problem.title}”（${problem.number}）的合同，写明同意或不同意和理由。`;
  await tellExperts(ask, problem, 'reviewer', { title: '有一份难题合同请您评审', words: fullStop(words) }, ids);
  const described = await describeProblem(ask, id);
  ask.about(`problem:${id}`, { experts: ids });
  return described;
}
