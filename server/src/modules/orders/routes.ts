import type { menu } from '@niangjia/shared/contract/menu';
import type { orders } from '@niangjia/shared/contract/orders';
import type { Routes } from '../../core/route';
import { answerVisit, cancelOrder } from './answer';
import { acceptOrder, forwardOrder, keepWish, mergeOrder, returnOrder } from './decide';
import { describeOrder } from './describe';
import { listItems } from './figures';
import { confirmOrder, rateOrder } from './finish';
import { listOrders } from './list';
import { describeItem, listMenu } from './menu';
import { placeOrder, resubmitOrder } from './place';
import { answerPool } from './pool-answer';
import { listPools, proposePool } from './pools';
import { changeItem, makeItem, offerItem, withdrawItem } from './upkeep';
import { listWishes } from './wishes';

export const orderRoutes: Routes<keyof typeof menu | keyof typeof orders> = {
  'GET /menu': (ask, { query }) => listMenu(ask, query.group),
  'GET /menu/:id': (ask, { params }) => describeItem(ask, params.id),
  'GET /menu-items': (ask, { query }) => listItems(ask, query.state),
  'POST /menu-items': (ask, { body }) => makeItem(ask, body),
  'POST /menu-items/:id': (ask, { params, body }) => changeItem(ask, params.id, body),
  'POST /menu-items/:id/withdraw': (ask, { params }) => withdrawItem(ask, params.id),
  'POST /menu-items/:id/offer': (ask, { params }) => offerItem(ask, params.id),
  'POST /orders': (ask, { body }) => placeOrder(ask, body),
  'GET /orders': (ask, { query }) => listOrders(ask, query),
  'GET /orders/:id': (ask, { params }) => describeOrder(ask, params.id),
  'POST /orders/:id/resubmit': (ask, { params, body }) => resubmitOrder(ask, params.id, body),
  'POST /orders/:id/cancel': (ask, { params, body }) => cancelOrder(ask, params.id, body.reason),
  'POST /orders/:id/answer': (ask, { params, body }) => answerVisit(ask, params.id, body),
  'POST /orders/:id/confirm': (ask, { params }) => confirmOrder(ask, params.id),
  'POST /orders/:id/rate': (ask, { params, body }) => rateOrder(ask, params.id, body),
  'POST /orders/:id/accept': (ask, { params }) => acceptOrder(ask, params.id),
  'POST /orders/:id/return': (ask, { params, body }) => returnOrder(ask, params.id, body.reason),
  'POST /orders/:id/forward': (ask, { params, body }) => forwardOrder(ask, params.id, body),
  'POST /orders/:id/merge': (ask, { params, body }) => mergeOrder(ask, params.id, body.into),
  'POST /orders/:id/keep': (ask, { params, body }) => keepWish(ask, params.id, body.reason),
  'GET /wishes': listWishes,
  'GET /pools': listPools,
  'POST /pools': (ask, { body }) => proposePool(ask, body.orderIds),
  'POST /orders/:id/pool-answer': (ask, { params, body }) => answerPool(ask, params.id, body),
};
