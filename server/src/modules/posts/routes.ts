import type { posts } from '@niangjia/shared/contract/posts';
import { type Routes, steps } from '../../core/route';
import { listAccounts } from './accounts';
import { beginActivation, finishActivation, preparePassword } from './activate';
import { disableAccount } from './disable';
import { endPost } from './end';
import { proposeGrant } from './grant';
import { invite } from './invite';
import { listPosts } from './list';

export const postRoutes: Routes<keyof typeof posts> = {
  'GET /posts': (ask, { query }) => listPosts(ask, query),
  'GET /accounts': (ask, { query }) => listAccounts(ask, query),
  'POST /grants': (ask, { body }) => proposeGrant(ask, body),
  'POST /posts/:id/end': (ask, { params, body }) => endPost(ask, params.id, body),
  'POST /accounts/:id/disable': (ask, { params, body }) => disableAccount(ask, params.id, body.reason),
  'POST /accounts/:id/invite': steps('POST /accounts/:id/invite', {
    run: (ask, { params }) => invite(ask, params.id),
    after: (kit, { message }) => kit.sms.send(message),
  }),
  'POST /activations': (ask, { body }) => beginActivation(ask, body),
  'POST /activations/finish': steps('POST /activations/finish', {
    before: (kit, { body }) => preparePassword(kit, body),
    run: (ask, { body }, prepared) => finishActivation(ask, body, prepared),
  }),
};
