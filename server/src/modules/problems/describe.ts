/** A problem as its readers see it. */
import { dayOf, workingDaysBetween } from '@niangjia/shared/rules/days';
import { maskPhone } from '@niangjia/shared/rules/masks';
import { urgencyOf } from '@niangjia/shared/rules/membership';
import { canMove } from '@niangjia/shared/rules/moves';
import {
  isApproved,
  isOpenProblem,
  type ProblemAct,
  type ProblemVerb,
  problemHolders,
  problemMoves,
} from '@niangjia/shared/rules/problems';
import { mayAct } from '@niangjia/shared/rules/roles';
import { type Ask, staffOf } from '../../core/ask';
import { query } from '../../core/sql';
import { contactPhonePlace, type ProblemMeeting } from './entity';
import { type AtWork, expertsOf, solversOf } from './experts-of';
import { type FoundProblem, loadProblem } from './load';
import { stepsOf } from './steps';

/** Rows of a list, with their clocks as seen today. */
export async function toRows(ask: Ask, problems: readonly FoundProblem[]) {
  const ids = problems.map(({ id }) => id);
  const names = await solversOf(ask, ids);
  const today = dayOf(ask.now);
  const { isWorkingDay } = ask.kit;
  return problems.map(({ id, number, unionId, unionName, field, title, state, filedAt, dueOn }) => ({
    ...{ id, number, unionId, unionName, field, title, state, filedAt, dueOn },
    workingDaysLeft: dueOn === null ? null : workingDaysBetween(today, dueOn, isWorkingDay),
    urgency: dueOn === null ? null : urgencyOf(dueOn, today, isWorkingDay),
    holder: problemHolders[state],
    expertNames: names.get(id) ?? [],
  }));
}

async function meetingOf(ask: Ask, problemId: string) {
  const [meeting] = await query<ProblemMeeting>(
    ask.db,
    'SELECT * FROM problem_meeting WHERE problemId = ? ORDER BY id DESC LIMIT 1',
    [problemId],
  );
  return meeting ?? null;
}

const contractOf = (problem: FoundProblem, experts: readonly AtWork[]) =>
  problem.contractNumber === null
    ? null
    : {
        number: problem.contractNumber,
        parties: problem.contractParties ?? '',
        amountFen: problem.contractFen ?? 0,
        signedOn: problem.contractOn ?? '',
        expertNames: experts.filter(({ party }) => party).map(({ name }) => name),
      };

/** What every reader of a problem sees. */
export async function wholeOf(ask: Ask, problem: FoundProblem, experts: readonly AtWork[], judging: boolean) {
  const [row] = await toRows(ask, [problem]);
  if (!row) throw new Error('a problem without a row');
  return {
    ...row,
    words: problem.words,
    steps: await stepsOf(ask, problem.id, judging),
    meeting: await meetingOf(ask, problem.id),
    solution: problem.solution,
    contract: contractOf(problem, experts),
    fundFen: problem.state === 'funded' ? problem.fundFen : null,
    rating: problem.stars === null ? null : { stars: problem.stars, thanks: problem.thanks ?? '' },
  };
}

/** The contact's number in clear, for masking and sending; null once it was emptied. */
export const contactPhoneOf = async (ask: Ask, { id, phoneSealed }: FoundProblem): Promise<string | null> =>
  phoneSealed === '' ? null : ask.kit.secrets.open(ask.db, contactPhonePlace(id), phoneSealed);

export const opinionsOf = async (ask: Ask, problemId: string) =>
  (
    await query<{ expertName: string; yes: number | boolean; reason: string; at: string }>(
      ask.db,
      `SELECT e.name AS expertName, o.yes, o.reason, o.at FROM problem_opinion o JOIN expert e ON e.id = o.expertId
       WHERE o.problemId = ? ORDER BY o.id`,
      [problemId],
    )
  ).map((one) => ({ ...one, yes: Boolean(one.yes) }));

const isDone = ({ state }: FoundProblem): boolean => ['solved', 'contracted', 'funded'].includes(state);

/** What the asking officer may do now: as the unit that filed it, or as the department that looks after it. */
function actsOf(ask: Ask, problem: FoundProblem, approved: boolean): ProblemAct[] {
  const { posts } = staffOf(ask);
  const unit = mayAct(posts, 'orders.place', problem.unionPath);
  const manager = mayAct(posts, 'problems.manage', problem.unionPath);
  const moves = (verb: ProblemVerb): boolean => {
    const { by } = problemMoves[verb];
    return (by === 'unit' ? unit : manager) && canMove(problemMoves, verb, problem.state, by);
  };
  const free = problem.jointId === null;
  const may: Record<ProblemAct, boolean> = {
    say: isOpenProblem(problem.state) && (unit || manager),
    refile: moves('refile'),
    withdraw: moves('withdraw'),
    thank: unit && isDone(problem) && problem.stars === null,
    match: moves('match'),
    return: moves('return'),
    meet: moves('meet'),
    solve: moves('solve') && free,
    contract: moves('contract'),
    review: moves('review') && free,
    fund: moves('fund') && free && approved,
  };
  return (Object.keys(may) as ProblemAct[]).filter((act) => may[act]);
}

/** One problem as an officer meets it. Refusal NOT_FOUND. */
export async function describeProblem(ask: Ask, id: string) {
  const problem = await loadProblem(ask, id, 'orders.read');
  const experts = await expertsOf(ask, id);
  const manages = mayAct(staffOf(ask).posts, 'problems.manage', problem.unionPath);
  const [opinions, phone] = [await opinionsOf(ask, id), await contactPhoneOf(ask, problem)];
  return {
    ...(await wholeOf(ask, problem, experts, manages)),
    contactName: problem.contactName,
    contactPhoneMasked: phone === null ? '' : maskPhone(phone),
    experts: experts
      .filter(({ part }) => manages || part === 'solver')
      .map(({ expertId, name, title, part, state, since, reason }) => ({
        ...{ expertId, name, title, part, state, since, reason },
      })),
    opinions: manages ? opinions : [],
    jointId: problem.jointId,
    may: actsOf(ask, problem, isApproved(opinions)),
  };
}
