import type { visits } from '@niangjia/shared/contract/visits';
import { type Routes, steps } from '../../core/route';
import { bookPlan, closePlan } from './book';
import { askForPlan, listPlans, readPlan } from './plans';
import { suggest } from './suggest';

type Keys = Extract<keyof typeof visits, `${string}/plans${string}` | 'GET /orders/:id/suggestions'>;

export const planningRoutes: Routes<Keys> = {
  'GET /orders/:id/suggestions': (ask, { params, query }) => suggest(ask, params.id, query),
  'POST /plans': (ask, { body }) => askForPlan(ask, body),
  'GET /plans': (ask) => listPlans(ask),
  'GET /plans/:id': (ask, { params }) => readPlan(ask, params.id),
  'POST /plans/:id/book': steps('POST /plans/:id/book', {
    before: (kit, { params }, by, from) => bookPlan(kit, by, from, params.id),
    run: (ask, { params }, booked) => closePlan(ask, params.id, booked),
  }),
};
