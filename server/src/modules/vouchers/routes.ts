import type { vouchers } from '@niangjia/shared/contract/vouchers';
import { makeAsk } from '../../core/ask';
import type { Routes } from '../../core/route';
import { makeOfflineCode } from '../redemptions/offline-code';
import { claimVoucher } from './claim';
import { showVoucherCode } from './code';
import { extendVoucher } from './extend';
import { returnVoucher } from './give-back';
import { leaveEntry } from './line';
import { listOffers, showOffer } from './offers';
import { issueTicket } from './ticket';
import { listWallet, showOwn } from './wallet';

export const voucherRoutes: Routes<keyof typeof vouchers> = {
  'GET /offers': (ask, { query }) => listOffers(ask, query),
  'GET /offers/:id': (ask, { params }) => showOffer(ask, params.id),
  // Reads only: a transaction would queue a whole town's opened pages behind the one writer.
  'POST /offers/:id/ticket': {
    together: (kit, { params }, by) => issueTicket(makeAsk(kit, kit.db.reader, by).ask, params.id),
  },
  'POST /offers/:id/claim': {
    together: (kit, { params, body }, by, call) => claimVoucher(kit, params.id, body, by, call),
  },
  'POST /entries/:id/leave': (ask, { params }) => leaveEntry(ask, params.id),
  'GET /vouchers': (ask, { query }) => listWallet(ask, query),
  'GET /vouchers/:id': (ask, { params }) => showOwn(ask, params.id),
  'GET /vouchers/:id/code': (ask, { params }) => showVoucherCode(ask, params.id),
  'POST /vouchers/:id/offline-code': (ask, { params, body }) => makeOfflineCode(ask, params.id, body.shopId),
  'POST /vouchers/:id/return': (ask, { params }) => returnVoucher(ask, params.id),
  'POST /vouchers/:id/extend': (ask, { params }) => extendVoucher(ask, params.id),
};
