import type { transfers } from '@niangjia/shared/contract/transfers';
import type { Routes } from '../../../core/route';
import { askIdentity, askMembership, askMerge, askPhone } from './ask';
import { agreeRequest, recallRequest, refuseRequest } from './decide';
import { listRequests } from './list';
import { listMyRequests, openForOfficer } from './show';

export const requestRoutes: Routes<Extract<keyof typeof transfers, `${string} /requests${string}`>> = {
  'POST /requests/phone': (ask, { body }) => askPhone(ask, body),
  'POST /requests/merge': (ask, { body }) => askMerge(ask, body),
  'POST /requests/identity': (ask, { body }) => askIdentity(ask, body),
  'POST /requests/membership': (ask, { body }) => askMembership(ask, body),
  'GET /requests/mine': listMyRequests,
  'POST /requests/:id/recall': (ask, { params }) => recallRequest(ask, params.id),
  'GET /requests': (ask, { query }) => listRequests(ask, query),
  'GET /requests/:id': (ask, { params }) => openForOfficer(ask, params.id),
  'POST /requests/:id/agree': (ask, { params, body }) => agreeRequest(ask, params.id, body.words),
  'POST /requests/:id/refuse': (ask, { params, body }) => refuseRequest(ask, params.id, body.reason),
};
