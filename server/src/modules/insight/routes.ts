import type { statistics } from '@niangjia/shared/contract/statistics';
import { type Routes, steps } from '../../core/route';
import { breakDown } from './breakdown';
import { keepFetch, makeExportFile } from './export-file';
import { askExport, listExports } from './exports';
import { showFigures } from './figures';
import { listChanges } from './list';
import { drawTable } from './table';

export const insightRoutes: Routes<keyof typeof statistics> = {
  'GET /statistics': (ask, { query }) => showFigures(ask, query),
  'GET /statistics/by': (ask, { query }) => breakDown(ask, query),
  'GET /statistics/list': (ask, { query }) => listChanges(ask, query),
  'GET /statistics/table': (ask, { query }) => drawTable(ask, query),
  'POST /exports': (ask, { body }) => askExport(ask, body),
  'GET /exports': (ask, { query }) => listExports(ask, query.after),
  'GET /exports/:id/file': steps('GET /exports/:id/file', {
    before: (kit, { params }, by) => makeExportFile(kit, params.id, by),
    run: (ask, { params }, file) => keepFetch(ask, params.id, file),
  }),
};
