import type { members } from '@niangjia/shared/contract/members';
import type { Routes } from '../../core/route';
import { listMembers } from './book';
import { proposeExpulsion } from './expel';
import { fileApplication, refileApplication } from './file';
import { showMember } from './member';
import { searchMembers } from './search';

export const memberRoutes: Routes<keyof typeof members> = {
  'POST /members/search': (ask, { body }) => searchMembers(ask, body),
  'GET /members': (ask, { query }) => listMembers(ask, query),
  'GET /members/:id': (ask, { params }) => showMember(ask, params.id),
  'POST /members/:id/expel': (ask, { params, body }) => proposeExpulsion(ask, params.id, body.reason),
  'POST /applications/file': (ask, { body }) => fileApplication(ask, body),
  'POST /applications/:id/refile': (ask, { params, body }) => refileApplication(ask, params.id, body),
};
