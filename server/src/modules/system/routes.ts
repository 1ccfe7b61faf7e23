import type { system } from '@niangjia/shared/contract/system';
import type { Routes } from '../../core/route';
import { checkReady, listAudit } from './service';

export const systemRoutes: Routes<keyof typeof system> = {
  'GET /health': () => Promise.resolve({ alive: true }),
  'GET /ready': checkReady,
  'GET /audit': (ask, { query }) => listAudit(ask, query.before),
};
