/** What an expert does: answers, declines, judges. */
import type { Body } from '@niangjia/shared/contract/index';
import { type Ask, personOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insertOnce, query, update } from '../../core/sql';
import { ProblemExpertTable, ProblemOpinionTable } from './entity';
import { change, mustAllow, stateOf } from './load';
import { describeOwnProblem, mustOwnProblem, type OwnProblem } from './own';
import { addExpertStep } from './steps';
import { tellContact } from './tell-contact';

/** Holds a problem until the transaction ends: two experts who decline at once are not each the last but one. */
const hold = (ask: Ask, id: string): Promise<unknown> =>
  ask.db.query('UPDATE problem SET number = number WHERE id = ?', [id]);

function mustBe(part: OwnProblem['part'], problem: OwnProblem): void {
  if (problem.part !== part) throw new Refusal('PROBLEM_STATE');
}

/** The first answer begins the discussion; more may follow. Refusals NOT_FOUND, PROBLEM_STATE. */
export async function answerProblem(ask: Ask, id: string, { words, ...sent }: Body<'POST /own-problems/:id/answer'>) {
  const problem = await mustOwnProblem(ask, id);
  mustBe('solver', problem);
  mustAllow('answer', problem);
  await change(ask, problem, problem.state === 'matched' ? stateOf(ask, 'discussing') : { state: problem.state });
  await update(ask.db, ProblemExpertTable, { id: problem.workId, state: 'asked' }, { state: 'answered' });
  await addExpertStep(ask, id, problem.expertId, 'answer', words, sent);
  await tellContact(ask, problem, '专家已答复难题', '有专家答复，请在工作台查看。');
  return describeOwnProblem(ask, id);
}

/** The expert is out of it at once; without anybody left it waits to be matched again. Refusals NOT_FOUND, PROBLEM_STATE. */
export async function declineProblem(ask: Ask, id: string, reason: string) {
  await hold(ask, id);
  const problem = await mustOwnProblem(ask, id);
  mustBe('solver', problem);
  mustAllow('decline', problem);
  const ended = { state: 'declined' as const, openKey: null, endedAt: ask.now.toISOString(), reason };
  const running = { id: problem.workId, state: problem.work };
  if ((await update(ask.db, ProblemExpertTable, running, ended)) === 0) throw new Refusal('PROBLEM_STATE');
  await addExpertStep(ask, id, problem.expertId, 'decline', reason);
  const left = await query(
    ask.db,
    `SELECT id FROM problem_expert WHERE problemId = ? AND part = 'solver' AND endedAt IS NULL LIMIT 1`,
    [id],
  );
  if (left.length === 0) await change(ask, problem, stateOf(ask, 'filed'));
  return { done: true as const };
}

/** The natural person who judges, by a verified ID number: not who recorded the contract. Refusals JUDGE_UNKNOWN, SAME_PERSON. */
async function judgeOf(ask: Ask, { id, contractSigner }: OwnProblem): Promise<string> {
  const [person] = await query<{ idNumberIndex: string | null }>(
    ask.db,
    'SELECT idNumberIndex FROM person WHERE id = ?',
    [personOf(ask).personId],
  );
  const signer = person?.idNumberIndex ?? null;
  if (signer === null) throw new Refusal('JUDGE_UNKNOWN');
  if (signer === contractSigner) throw new Refusal('SAME_PERSON', { denied: `problem:${id}` });
  return signer;
}

/** Once a person, and for good. Refusals NOT_FOUND, PROBLEM_STATE, JUDGE_UNKNOWN, SAME_PERSON, OPINION_GIVEN. */
export async function giveOpinion(ask: Ask, id: string, { yes, reason }: Body<'POST /own-problems/:id/opinion'>) {
  const problem = await mustOwnProblem(ask, id);
  mustBe('reviewer', problem);
  mustAllow('opinion', problem);
  const { expertId } = problem;
  const [signer, at] = [await judgeOf(ask, problem), ask.now.toISOString()];
  if (
    !(await insertOnce(ask.db, ProblemOpinionTable, { id: ulid(), problemId: id, expertId, yes, reason, signer, at }))
  )
    throw new Refusal('OPINION_GIVEN');
  await update(ask.db, ProblemExpertTable, { id: problem.workId }, { state: 'answered' });
  await addExpertStep(ask, id, expertId, 'opinion', `${yes ? '同意' : '不同意'}：${reason}`);
  return describeOwnProblem(ask, id);
}
