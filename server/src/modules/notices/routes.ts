import type { notices } from '@niangjia/shared/contract/notices';
import type { Routes } from '../../core/route';
import { choose, listChoices } from './choices';
import { listNotices, readAllNotices, readNotice } from './inbox';

export const noticeRoutes: Routes<keyof typeof notices> = {
  'GET /notices': (ask, { query }) => listNotices(ask, query.after),
  'POST /notices/:id/read': (ask, { params }) => readNotice(ask, params.id),
  'POST /notices/read-all': readAllNotices,
  'GET /notice-choices': listChoices,
  'POST /notice-choices': (ask, { body }) => choose(ask, body),
};
