import type { rosters } from '@niangjia/shared/contract/rosters';
import { type Routes, steps } from '../../core/route';
import { describeRoster, listRosters } from './list';
import { mapColumns } from './map';
import { makeProblems, noteProblems } from './problems';
import { listRows } from './rows';
import { recallRoster, submitRoster } from './submit';
import { makeTemplate } from './template';
import { keepRoster, takeFile } from './upload';

export const rosterRoutes: Routes<keyof typeof rosters> = {
  'POST /rosters': steps('POST /rosters', {
    reads: 'itself',
    before: (kit, { query }, by, _from, request) => takeFile(kit, by, query, request),
    run: (ask, { query }, uploaded) => keepRoster(ask, query, uploaded),
  }),
  'GET /rosters': (ask, { query }) => listRosters(ask, query.after),
  'GET /rosters/:id': (ask, { params }) => describeRoster(ask, params.id, 'rosters.confirm'),
  'POST /rosters/:id/map': (ask, { params, body }) => mapColumns(ask, params.id, body.columns),
  'GET /rosters/:id/rows': (ask, { params, query }) => listRows(ask, params.id, query),
  'GET /rosters/:id/problems': steps('GET /rosters/:id/problems', {
    before: (kit, { params }, by) => makeProblems(kit, by, params.id),
    run: (ask, { params }, file) => noteProblems(ask, params.id, file),
  }),
  'GET /roster-template': makeTemplate,
  'POST /rosters/:id/submit': (ask, { params }) => submitRoster(ask, params.id),
  'POST /rosters/:id/recall': (ask, { params }) => recallRoster(ask, params.id),
};
