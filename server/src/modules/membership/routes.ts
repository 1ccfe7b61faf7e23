import type { membership } from '@niangjia/shared/contract/membership';
import type { Routes } from '../../core/route';
import { recallApplication, resubmitApplication, submitApplication } from './apply';
import { checkCode, showCard, showCode } from './card';
import { openCase } from './case';
import { listMine } from './mine';
import { listQueue } from './queue';
import { decide, reveal } from './review';

export const membershipRoutes: Routes<keyof typeof membership> = {
  'POST /applications': (ask, { body }) => submitApplication(ask, body),
  'GET /applications/mine': listMine,
  'POST /applications/:id/resubmit': (ask, { params, body }) => resubmitApplication(ask, params.id, body),
  'POST /applications/:id/recall': (ask, { params }) => recallApplication(ask, params.id),
  'GET /applications': (ask, { query }) => listQueue(ask, query),
  'GET /applications/:id': (ask, { params }) => openCase(ask, params.id),
  'POST /applications/:id/approve': (ask, { params, body }) => decide(ask, params.id, 'approve', null, body.seen),
  'POST /applications/:id/return': (ask, { params, body }) => decide(ask, params.id, 'return', body.reason, body.seen),
  'POST /applications/:id/refuse': (ask, { params, body }) => decide(ask, params.id, 'refuse', body.reason, body.seen),
  'POST /applications/:id/reveal': (ask, { params, body }) => reveal(ask, params.id, body.field, body.reason),
  'GET /card': showCard,
  'GET /card/code': showCode,
  'POST /cards/check': (ask, { body }) => checkCode(ask, body.code),
};
