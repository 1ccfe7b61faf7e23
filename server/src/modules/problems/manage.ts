/** What the department records: a discussion, a return, a solution, a contract. */
import type { Body } from '@niangjia/shared/contract/index';
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import { fullStop } from '@niangjia/shared/rules/notices';
import { type Ask, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { badField, Refusal } from '../../core/refusal';
import { insert } from '../../core/sql';
import { among } from '../../core/together';
import { describeProblem } from './describe';
import { ProblemMeetingTable } from './entity';
import { expertsOf, release, tellExperts } from './experts-of';
import { change, loadProblem, mustAllow, stateOf } from './load';
import { addStep } from './steps';
import { tellContact } from './tell-contact';

/** Time, and a place or a link; everybody at work is told. Refusals NOT_FOUND, PROBLEM_STATE, DAY_PAST, PLACE_MISSING. */
export async function planMeeting(ask: Ask, id: string, body: Body<'POST /problems/:id/meet'>) {
  const problem = await loadProblem(ask, id, 'problems.manage');
  mustAllow('meet', problem);
  const { place, link, who } = body;
  const startAt = new Date(body.startAt).toISOString();
  if (place === '' && link === '') throw new Refusal('PLACE_MISSING');
  if (startAt <= ask.now.toISOString()) throw new Refusal('DAY_PAST');
  const next = problem.state === 'discussing' ? { state: problem.state } : stateOf(ask, 'discussing');
  await change(ask, problem, next);
  await insert(ask.db, ProblemMeetingTable, {
    id: ulid(),
    problemId: id,
    startAt,
    place: place || null,
    link: link || null,
    who,
    at: ask.now.toISOString(),
  });
  const when = `${sayTime(startAt)}，${place || '线上会议'}`;
  await addStep(ask, problem, 'staff', 'meet', `${when}。参加：${who}`);
  const words = `“${problem.title}”（${problem.number}）的研讨定在 ${when}，请打开查看。`;
  await tellExperts(ask, problem, 'solver', { title: '难题研讨已约定', words });
  await tellContact(ask, problem, '难题研讨已约定', `的研讨定在 ${when}。`);
  return describeProblem(ask, id);
}

/** To the unit, which mends it; the experts are free of it. Refusals NOT_FOUND, PROBLEM_STATE. */
export async function returnProblem(ask: Ask, id: string, reason: string) {
  const problem = await loadProblem(ask, id, 'problems.manage');
  mustAllow('return', problem);
  await change(ask, problem, stateOf(ask, 'returned'));
  await addStep(ask, problem, 'staff', 'return', reason);
  const words = `“${problem.title}”（${problem.number}）退回提出单位补充，暂不用答复。原因：${fullStop(reason)}`;
  await tellExperts(ask, problem, 'solver', { title: '难题退回补充', words });
  await release(ask, id);
  await tellContact(ask, problem, '难题退回补充', `退回补充：${fullStop(reason)}请在工作台补充后重新提交。`);
  return describeProblem(ask, id);
}

/** Refusals NOT_FOUND, PROBLEM_STATE, JOINT_OPEN while money for it waits for a signature. */
export async function solveProblem(ask: Ask, id: string, solution: string) {
  const problem = await loadProblem(ask, id, 'problems.manage');
  mustAllow('solve', problem);
  if (problem.jointId !== null) throw new Refusal('JOINT_OPEN');
  await change(ask, problem, { ...stateOf(ask, 'solved'), solution });
  await addStep(ask, problem, 'staff', 'solve', solution);
  const words = `“${problem.title}”（${problem.number}）已记录为解决。之后 7 天内您还可以查看。`;
  await tellExperts(ask, problem, 'solver', { title: '您承接的难题已解决', words });
  await tellContact(ask, problem, '难题已解决', '已记录解决方案，请在工作台查看并评价。');
  return describeProblem(ask, id);
}

/** Who records it does not sign for the money. Refusals NOT_FOUND, PROBLEM_STATE. */
export async function recordContract(ask: Ask, id: string, body: Body<'POST /problems/:id/contract'>) {
  const problem = await loadProblem(ask, id, 'problems.manage');
  mustAllow('contract', problem);
  const { number, parties, expertIds, amountFen, signedOn } = body;
  if (signedOn > dayOf(ask.now)) throw badField('signedOn', '签订日期不能晚于今天。');
  const ids = [...new Set(expertIds)];
  const solvers = (await expertsOf(ask, id)).filter((one) => one.part === 'solver' && one.endedAt === null);
  const missing = ids.find((one) => !solvers.some(({ expertId }) => expertId === one));
  if (missing) throw new Refusal('NOT_FOUND', { denied: `expert:${missing}` });
  await change(ask, problem, {
    ...stateOf(ask, 'contracted'),
    contractNumber: number,
    contractParties: parties,
    contractFen: amountFen,
    contractOn: signedOn,
    contractSigner: staffOf(ask).idNumberIndex,
  });
  const some = among(ids);
  await ask.db.query(
    `UPDATE problem_expert SET party = ? WHERE problemId = ? AND part = 'solver' AND expertId IN (${some.places})`,
    [1, id, ...some.values],
  );
  await addStep(ask, problem, 'staff', 'contract', `合同 ${number}，${parties}`);
  const described = await describeProblem(ask, id);
  ask.about(`problem:${id}`, { number, amountFen, signedOn, experts: ids });
  return described;
}
