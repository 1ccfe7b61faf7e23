import type { merchants } from '@niangjia/shared/contract/merchants';
import type { Routes } from '../../core/route';
import { addCashier, endCashier } from './cashiers';
import { changeMerchant, createMerchant, endMerchant } from './contract';
import { describeMerchant, listMerchants } from './list';
import { proposePayee } from './payee';
import { addShop, changeShop, closeShop } from './shops';

export const merchantRoutes: Routes<keyof typeof merchants> = {
  'GET /merchants': (ask, { query }) => listMerchants(ask, query.after),
  'GET /merchants/:id': (ask, { params }) => describeMerchant(ask, params.id),
  'POST /merchants': (ask, { body }) => createMerchant(ask, body),
  'POST /merchants/:id': (ask, { params, body }) => changeMerchant(ask, params.id, body),
  'POST /merchants/:id/end': (ask, { params, body }) => endMerchant(ask, params.id, body.reason),
  'POST /merchants/:id/payee': (ask, { params, body }) => proposePayee(ask, params.id, body),
  'POST /merchants/:id/shops': (ask, { params, body }) => addShop(ask, params.id, body),
  'POST /shops/:id': (ask, { params, body }) => changeShop(ask, params.id, body),
  'POST /shops/:id/close': (ask, { params, body }) => closeShop(ask, params.id, body.reason),
  'POST /shops/:id/cashiers': (ask, { params, body }) => addCashier(ask, params.id, body),
  'POST /cashiers/:id/end': (ask, { params, body }) => endCashier(ask, params.id, body.reason),
};
