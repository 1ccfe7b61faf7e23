/** The officers' desk: every joint act in one place. It stands on top of all modules; none of them knows it. */
import type { joint } from '@niangjia/shared/contract/joint';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import type { Routes } from '../../core/route';
import { describeAct, listActs } from '../joint/list';
import { recallAct, refuseAct, signAct, signaturesOf } from '../joint/sign';
import { allStand } from '../joint/stands';
import { effects } from './effects';

async function sign(ask: Ask, id: string) {
  const { act, complete } = await signAct(ask, id);
  if (complete && !(await allStand(ask, act, await signaturesOf(ask, id)))) throw new Refusal('JOINT_STALE');
  if (complete) await effects[act.kind].done(ask, act);
  return describeAct(ask, id);
}

async function refuse(ask: Ask, id: string, reason: string) {
  const act = await refuseAct(ask, id, reason);
  await effects[act.kind].undone?.(ask, act);
  return describeAct(ask, id);
}

async function recall(ask: Ask, id: string) {
  const act = await recallAct(ask, id);
  await effects[act.kind].undone?.(ask, act);
  return describeAct(ask, id);
}

export const deskRoutes: Routes<keyof typeof joint> = {
  'GET /joint-acts': (ask, { query }) => listActs(ask, query),
  'GET /joint-acts/:id': (ask, { params }) => describeAct(ask, params.id),
  'POST /joint-acts/:id/sign': (ask, { params }) => sign(ask, params.id),
  'POST /joint-acts/:id/refuse': (ask, { params, body }) => refuse(ask, params.id, body.reason),
  'POST /joint-acts/:id/recall': (ask, { params }) => recall(ask, params.id),
};
