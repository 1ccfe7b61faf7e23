import type { settlements } from '@niangjia/shared/contract/settlements';
import { type Routes, steps } from '../../core/route';
import { makeFile, noteFile } from './file';
import { listLines } from './lines';
import { describeSettlement, listSettlements } from './list';
import { notePaid } from './pay';
import { dropSettlement, prepareSettlement } from './prepare';
import { submitSettlement } from './submit';

export const settlementRoutes: Routes<keyof typeof settlements> = {
  'GET /settlements': (ask, { query }) => listSettlements(ask, query),
  'POST /settlements': (ask, { body }) => prepareSettlement(ask, body),
  'GET /settlements/:id': (ask, { params }) => describeSettlement(ask, params.id),
  'GET /settlements/:id/lines': (ask, { params, query }) => listLines(ask, params.id, query.after),
  'GET /settlements/:id/file': steps('GET /settlements/:id/file', {
    before: (kit, { params }, by) => makeFile(kit, by, params.id),
    run: (ask, { params }, file) => noteFile(ask, params.id, file),
  }),
  'POST /settlements/:id/submit': (ask, { params }) => submitSettlement(ask, params.id),
  'POST /settlements/:id/drop': (ask, { params }) => dropSettlement(ask, params.id),
  'POST /settlements/:id/paid': (ask, { params, body }) => notePaid(ask, params.id, body),
};
