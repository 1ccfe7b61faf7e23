import type { tree } from '@niangjia/shared/contract/tree';
import type { Routes } from '../../core/route';
import { proposeReview } from './review-change';
import { describeUnion } from './tree-detail';
import { editUnion } from './tree-edit';
import { foundUnion } from './tree-found';
import { listTree } from './tree-list';
import { closeUnion, mergeUnion } from './tree-merge';
import { moveUnion } from './tree-move';

export const treeRoutes: Routes<keyof typeof tree> = {
  'GET /union-tree': (ask, { query }) => listTree(ask, query),
  'GET /union-tree/:id': (ask, { params }) => describeUnion(ask, params.id),
  'POST /union-tree': (ask, { body }) => foundUnion(ask, body),
  'POST /union-tree/:id/edit': (ask, { params, body }) => editUnion(ask, params.id, body),
  'POST /union-tree/:id/move': (ask, { params, body }) => moveUnion(ask, params.id, body),
  'POST /union-tree/:id/merge': (ask, { params, body }) => mergeUnion(ask, params.id, body),
  'POST /union-tree/:id/close': (ask, { params, body }) => closeUnion(ask, params.id, body),
  'POST /union-tree/:id/review': (ask, { params, body }) => proposeReview(ask, params.id, body),
};
