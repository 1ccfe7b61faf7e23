import type { problems } from '@niangjia/shared/contract/problems';
import { type Routes, steps } from '../../core/route';
import { keepAttachment, readAttachment } from '../files/attachments';
import { takeProblemFile } from './attachments';
import { describeProblem } from './describe';
import { fileProblem, refileProblem, thankExperts, withdrawProblem } from './file';
import { askFunding } from './fund';
import { listProblems } from './list';
import { planMeeting, recordContract, returnProblem, solveProblem } from './manage';
import { askReview, matchProblem } from './match';
import { describeOwnProblem, listOwnProblems } from './own';
import { answerProblem, declineProblem, giveOpinion } from './own-acts';
import { sayOnProblem } from './say';
import { suggestExperts } from './suggest';

export const problemRoutes: Routes<keyof typeof problems> = {
  'POST /attachments': steps('POST /attachments', {
    reads: 'itself',
    before: (kit, { query }, by, _from, request) => takeProblemFile(kit, by, query.fileName, request),
    run: (ask, _, stored) => keepAttachment(ask, stored),
  }),
  'GET /attachments/:id': steps('GET /attachments/:id', {
    before: (kit, { params, query }) => readAttachment(kit, params.id, query.until, query.signature),
    run: (_ask, _given, file) => Promise.resolve(file),
  }),
  'POST /problems': (ask, { body }) => fileProblem(ask, body),
  'GET /problems': (ask, { query }) => listProblems(ask, query),
  'GET /problems/:id': (ask, { params }) => describeProblem(ask, params.id),
  'POST /problems/:id/say': (ask, { params, body }) => sayOnProblem(ask, params.id, body),
  'POST /problems/:id/refile': (ask, { params, body }) => refileProblem(ask, params.id, body),
  'POST /problems/:id/withdraw': (ask, { params, body }) => withdrawProblem(ask, params.id, body.reason),
  'POST /problems/:id/thank': (ask, { params, body }) => thankExperts(ask, params.id, body),
  'GET /problems/:id/experts': (ask, { params, query }) => suggestExperts(ask, params.id, query.part),
  'POST /problems/:id/match': (ask, { params, body }) => matchProblem(ask, params.id, body),
  'POST /problems/:id/meet': (ask, { params, body }) => planMeeting(ask, params.id, body),
  'POST /problems/:id/return': (ask, { params, body }) => returnProblem(ask, params.id, body.reason),
  'POST /problems/:id/solve': (ask, { params, body }) => solveProblem(ask, params.id, body.solution),
  'POST /problems/:id/contract': (ask, { params, body }) => recordContract(ask, params.id, body),
  'POST /problems/:id/review': (ask, { params, body }) => askReview(ask, params.id, body),
  'POST /problems/:id/fund': (ask, { params, body }) => askFunding(ask, params.id, body.amountFen),
  'GET /own-problems': listOwnProblems,
  'GET /own-problems/:id': (ask, { params }) => describeOwnProblem(ask, params.id),
  'POST /own-problems/:id/answer': (ask, { params, body }) => answerProblem(ask, params.id, body),
  'POST /own-problems/:id/decline': (ask, { params, body }) => declineProblem(ask, params.id, body.reason),
  'POST /own-problems/:id/opinion': (ask, { params, body }) => giveOpinion(ask, params.id, body),
};
