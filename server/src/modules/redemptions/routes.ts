import type { redemptions } from '@niangjia/shared/contract/redemptions';
import type { Routes } from '../../core/route';
import { listAnomalies } from './anomalies';
import { listOwnShops } from './cashier';
import { agreeUndo, refuseUndo } from './decide';
import { lookAt } from './look';
import { givePack } from './offline-pack';
import { syncQueue } from './offline-sync';
import { redeem } from './redeem';
import { listToday } from './show';
import { askUndo } from './undo';
import { listUndos } from './undos';

export const redemptionRoutes: Routes<keyof typeof redemptions> = {
  'GET /cashier': listOwnShops,
  'POST /redemptions/look': (ask, { body }) => lookAt(ask, body),
  'POST /redemptions': (ask, { body }) => redeem(ask, body),
  'GET /redemptions/today': (ask, { query }) => listToday(ask, query),
  'POST /redemptions/:id/undo': (ask, { params, body }) => askUndo(ask, params.id, body.reason),
  'POST /offline-packs': (ask, { body }) => givePack(ask, body.shopId),
  'POST /offline-packs/:id/sync': (ask, { params, body }) => syncQueue(ask, params.id, body.lines),
  'GET /undos': (ask, { query }) => listUndos(ask, query),
  'POST /undos/:id/agree': (ask, { params }) => agreeUndo(ask, params.id),
  'POST /undos/:id/refuse': (ask, { params, body }) => refuseUndo(ask, params.id, body.reason),
  'GET /anomalies': (ask, { query }) => listAnomalies(ask, query),
};
