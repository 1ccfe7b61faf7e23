/** What the unit does: it files a problem, mends it, takes it back, and thanks. */
import type { Body } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { fullStop } from '@niangjia/shared/rules/notices';
import { IsNull } from 'typeorm';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, nextValue } from '../../core/sql';
import { loadUnion } from '../unions/service';
import { mustBeOpen } from '../unions/tree-checks';
import { describeProblem } from './describe';
import { contactPhonePlace, type Problem, ProblemTable } from './entity';
import { tellExperts } from './experts-of';
import { change, loadProblem, mustAllow, stateOf } from './load';
import { addStep } from './steps';

const unwritten = {
  ...{ solution: null, contractNumber: null, contractParties: null, contractFen: null, contractOn: null },
  ...{ contractSigner: null, fundFen: null, jointId: null, stars: null, thanks: null },
};

/** Numbered `NT20261123-0001` by the Shanghai day. Refusals NOT_FOUND, UNION_CLOSED. */
export async function fileProblem(ask: Ask, body: Body<'POST /problems'>) {
  const { unionId, photoIds, attachmentIds, phone, ...facts } = body;
  const union = await loadUnion(ask, unionId);
  mustReach(ask, 'orders.place', union.path, `union:${unionId}`);
  mustBeOpen(union);
  const today = dayOf(ask.now).replaceAll('-', '');
  const nth = await nextValue(ask.db, `problem:${today}`);
  const id = ulid();
  const problem: Problem = {
    id,
    number: `NT${today}-${String(nth).padStart(4, '0')}`,
    unionId,
    ...facts,
    ...stateOf(ask, 'filed'),
    filedAt: ask.now.toISOString(),
    filedBy: staffOf(ask).accountId,
    phoneSealed: await ask.kit.secrets.seal(ask.db, contactPhonePlace(id), phone, ask.now),
    ...unwritten,
  };
  await insert(ask.db, ProblemTable, problem);
  await addStep(ask, { id, unionPath: union.path }, 'unit', 'file', facts.words, { photoIds, attachmentIds });
  const described = await describeProblem(ask, id);
  ask.about(`problem:${id}`, {
    union: unionId,
    field: facts.field,
    photos: photoIds.length,
    files: attachmentIds.length,
  });
  return described;
}

/** A returned one comes back, mended; its clock starts anew. Refusals NOT_FOUND, PROBLEM_STATE. */
export async function refileProblem(ask: Ask, id: string, body: Body<'POST /problems/:id/refile'>) {
  const problem = await loadProblem(ask, id, 'orders.place');
  mustAllow('refile', problem);
  const { photoIds, attachmentIds, phone, ...facts } = body;
  const phoneSealed = await ask.kit.secrets.seal(ask.db, contactPhonePlace(id), phone, ask.now);
  await change(ask, problem, { ...facts, phoneSealed, ...stateOf(ask, 'filed') });
  await addStep(ask, problem, 'unit', 'refile', facts.words, { photoIds, attachmentIds });
  return describeProblem(ask, id);
}

/** Refusals NOT_FOUND, PROBLEM_STATE. */
export async function withdrawProblem(ask: Ask, id: string, reason: string) {
  const problem = await loadProblem(ask, id, 'orders.place');
  mustAllow('withdraw', problem);
  await change(ask, problem, stateOf(ask, 'withdrawn'));
  await addStep(ask, problem, 'unit', 'withdraw', reason);
  const title = '难题已撤回';
  const words = `${problem.unionName}撤回了难题“${problem.title}”（${problem.number}）。原因：${fullStop(reason)}不用再答复，谢谢您。`;
  await tellExperts(ask, problem, 'solver', { title, words });
  return describeProblem(ask, id);
}

/** Stars and thanks, once; the experts are told. Refusals NOT_FOUND, PROBLEM_STATE. */
export async function thankExperts(ask: Ask, id: string, { stars, thanks }: Body<'POST /problems/:id/thank'>) {
  const problem = await loadProblem(ask, id, 'orders.place');
  const done = ['solved', 'contracted', 'funded'].includes(problem.state);
  const unrated = { id, stars: IsNull() };
  if (!done || (await ask.db.update(ProblemTable, unrated, { stars, thanks: thanks || null })).affected === 0)
    throw new Refusal('PROBLEM_STATE');
  await addStep(ask, problem, 'unit', 'thank', `${stars} 星${thanks ? `：${thanks}` : ''}`);
  const words = `${problem.unionName}为“${problem.title}”（${problem.number}）评了 ${stars} 星${thanks ? `，并说：${fullStop(thanks)}` : '。'}谢谢您。`;
  await tellExperts(ask, problem, 'solver', { title: '难题提出单位向您致谢', words });
  return describeProblem(ask, id);
}
