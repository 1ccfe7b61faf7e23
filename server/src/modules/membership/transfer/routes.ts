import type { transfers } from '@niangjia/shared/contract/transfers';
import type { Routes } from '../../../core/route';
import { askTransfer, listMyTransfers, recallTransfer } from './ask';
import { agreeTransfer, refuseTransfer } from './decide';
import { listTransfers } from './list';
import { openTransfer } from './show';

export const transferRoutes: Routes<Extract<keyof typeof transfers, `${string} /transfers${string}`>> = {
  'POST /transfers': (ask, { body }) => askTransfer(ask, body),
  'GET /transfers/mine': listMyTransfers,
  'POST /transfers/:id/recall': (ask, { params }) => recallTransfer(ask, params.id),
  'GET /transfers': (ask, { query }) => listTransfers(ask, query),
  'GET /transfers/:id': (ask, { params }) => openTransfer(ask, params.id),
  'POST /transfers/:id/agree': (ask, { params, body }) => agreeTransfer(ask, params.id, body.side),
  'POST /transfers/:id/refuse': (ask, { params, body }) => refuseTransfer(ask, params.id, body.side, body.reason),
};
