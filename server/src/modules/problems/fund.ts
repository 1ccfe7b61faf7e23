/** Money for a contract: after two experts' written yes, asked for by one officer and signed by another (EXP-1). */
import { fullStop } from '@niangjia/shared/rules/notices';
import { isApproved } from '@niangjia/shared/rules/problems';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { ulid } from '../../core/ids';
import { badField, Refusal } from '../../core/refusal';
import { insert, query, update } from '../../core/sql';
import { type JointEffect, payloadOf } from '../joint/effect';
import { propose, signerOf } from '../joint/propose';
import { mustHaveSteppedUp } from '../people/staff';
import { describeProblem, opinionsOf } from './describe';
import { ProblemStepTable, ProblemTable } from './entity';
import { tellExperts } from './experts-of';
import { type FoundProblem, findProblem, loadProblem, mustAllow, stateOf } from './load';
import { addStep } from './steps';
import { tellContact } from './tell-contact';

interface Signed {
  problemId: string;
  amountFen: number;
  /** The contract as it was signed for. */
  contract: string;
}

const contractOf = (problem: FoundProblem): string =>
  [problem.contractNumber, problem.contractFen, problem.contractOn].join('|');

/** How many the act can name in advance; all of them are looked at when it is signed. */
const BARRED = 3;

/** The natural persons who judged. */
const judgesOf = async (ask: Ask, problemId: string): Promise<string[]> =>
  (
    await query<{ signer: string }>(ask.db, 'SELECT signer FROM problem_opinion WHERE problemId = ? ORDER BY id', [
      problemId,
    ])
  ).map(({ signer }) => signer);

/**
 * Opens the act of two persons; nobody of both has judged, and whoever recorded the contract is not the second.
 * Refusals NOT_FOUND, PROBLEM_STATE, OPINIONS_MISSING, BAD_INPUT, STEP_UP_FIRST, NO_IDENTITY, SAME_PERSON, JOINT_OPEN.
 */
export async function askFunding(ask: Ask, id: string, amountFen: number) {
  const problem = await loadProblem(ask, id, 'problems.manage');
  mustHaveSteppedUp(ask);
  mustAllow('fund', problem);
  const opinions = await opinionsOf(ask, id);
  if (!isApproved(opinions)) throw new Refusal('OPINIONS_MISSING');
  const recorder = problem.contractSigner;
  if (recorder === null) throw new Refusal('NO_IDENTITY');
  if (amountFen > (problem.contractFen ?? 0)) throw badField('amountFen', '资助金额不能超过合同金额。');
  const [signer, judges] = [signerOf(ask), await judgesOf(ask, id)];
  if (judges.includes(signer)) throw new Refusal('SAME_PERSON', { denied: `problem:${id}` });
  const signed: Signed = { problemId: id, amountFen, contract: contractOf(problem) };
  const act = await propose(ask, {
    kind: 'funding',
    union: { id: problem.unionId, path: problem.unionPath },
    subject: id,
    title: `资助技术难题：${problem.title}，${sayFen(amountFen)} 元`,
    facts: [
      { label: '难题', value: `${problem.title}（${problem.number}）` },
      { label: '提出单位', value: problem.unionName },
      { label: '合同', value: `${problem.contractNumber}，${problem.contractParties}` },
      { label: '合同金额', value: `${sayFen(problem.contractFen ?? 0)} 元` },
      { label: '资助金额', value: `${sayFen(amountFen)} 元` },
      ...opinions.map(({ expertName, yes, reason }) => ({
        label: `专家 ${expertName}`,
        value: `${yes ? '同意' : '不同意'}：${reason.slice(0, 200)}`,
      })),
    ],
    reason: null,
    payload: { ...signed },
    barred: [...new Set([recorder, ...judges])].filter((one) => one !== signer).slice(0, BARRED),
    page: `/problems/${id}`,
  });
  const asked = await update(
    ask.db,
    ProblemTable,
    { id, state: 'contracted' },
    { jointId: act.id, fundFen: amountFen },
  );
  if (asked === 0) throw new Refusal('PROBLEM_STATE');
  await addStep(ask, problem, 'staff', 'fund', `${sayFen(amountFen)} 元，等另一人复核`);
  const described = await describeProblem(ask, id);
  ask.about(`problem:${id}`, { amountFen, act: act.id });
  return described;
}

/** The signature stands in the act; in the thread it is the system's. */
const note = (ask: Ask, problemId: string, what: 'funded' | 'unfunded', words: string): Promise<void> =>
  insert(ask.db, ProblemStepTable, {
    ...{ id: ulid(), problemId, what, at: ask.now.toISOString(), side: 'staff', words },
    ...{ accountId: null, unionId: null, expertId: null },
  });

/** SAME_PERSON when one of both has judged, also since it was asked for. */
async function mustNotHaveJudged(ask: Ask, actId: string, problemId: string): Promise<void> {
  const same = await query(
    ask.db,
    `SELECT o.id FROM problem_opinion o JOIN joint_signature s ON s.signer = o.signer
     WHERE o.problemId = ? AND s.actId = ? LIMIT 1`,
    [problemId, actId],
  );
  if (same.length > 0) throw new Refusal('SAME_PERSON', { denied: `joint-act:${actId}` });
}

/** Both have signed. JOINT_STALE when the contract or the opinions are others by now; SAME_PERSON. */
export const fundingEffect: JointEffect = {
  async done(ask, act) {
    const { problemId: id, amountFen, contract } = payloadOf<Signed>(act);
    const problem = await findProblem(ask, id);
    const same = contractOf(problem) === contract && problem.unionId === act.unionId;
    if (!same || !isApproved(await opinionsOf(ask, id))) throw new Refusal('JOINT_STALE');
    await mustNotHaveJudged(ask, act.id, id);
    const waiting = { id, state: 'contracted' as const, jointId: act.id };
    const change = { ...stateOf(ask, 'funded'), fundFen: amountFen, jointId: null };
    if ((await update(ask.db, ProblemTable, waiting, change)) === 0) throw new Refusal('JOINT_STALE');
    await note(ask, id, 'funded', `${sayFen(amountFen)} 元`);
    const words = `“${problem.title}”（${problem.number}）的合同已批准资助 ${sayFen(amountFen)} 元。`;
    await tellExperts(ask, problem, 'solver', { title: '难题合同已批准资助', words });
    await tellContact(ask, problem, '难题合同已批准资助', `的合同已批准资助 ${sayFen(amountFen)} 元。`);
  },
  async undone(ask, act) {
    const { problemId: id } = payloadOf<Signed>(act);
    await update(ask.db, ProblemTable, { id, jointId: act.id }, { jointId: null, fundFen: null });
    const [row] = await query<{ refusal: string | null }>(ask.db, 'SELECT refusal FROM joint_act WHERE id = ?', [
      act.id,
    ]);
    await note(ask, id, 'unfunded', row?.refusal ? fullStop(row.refusal) : '提请的人撤回了。');
  },
};
