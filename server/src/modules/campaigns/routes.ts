import type { campaigns } from '@niangjia/shared/contract/campaigns';
import type { Routes } from '../../core/route';
import { drawCampaign, drawFile } from './draw';
import { campaignFigures } from './figures';
import { listGiven } from './given';
import { listCampaigns } from './list';
import { describeCampaign } from './load';
import { editCampaign, makeCampaign } from './make';
import { addToList, clearList } from './persons';
import { proposePublishing } from './publish';
import { endCampaign, pauseCampaign, resumeCampaign } from './run';
import { changeStock } from './stock';
import { listUnreached } from './unreached';

export const campaignRoutes: Routes<keyof typeof campaigns> = {
  'GET /campaigns': (ask, { query }) => listCampaigns(ask, query),
  'GET /campaigns/:id': (ask, { params }) => describeCampaign(ask, params.id, 'campaigns.read'),
  'POST /campaigns': (ask, { body }) => makeCampaign(ask, body),
  'POST /campaigns/:id': (ask, { params, body }) => editCampaign(ask, params.id, body),
  'POST /campaigns/:id/list': (ask, { params, body }) => addToList(ask, params.id, body.numbers),
  'POST /campaigns/:id/list/clear': (ask, { params }) => clearList(ask, params.id),
  'POST /campaigns/:id/publish': (ask, { params }) => proposePublishing(ask, params.id),
  'POST /campaigns/:id/pause': (ask, { params, body }) => pauseCampaign(ask, params.id, body.reason),
  'POST /campaigns/:id/resume': (ask, { params, body }) => resumeCampaign(ask, params.id, body.reason),
  'POST /campaigns/:id/end': (ask, { params, body }) => endCampaign(ask, params.id, body.reason),
  'POST /campaigns/:id/stock': (ask, { params, body }) => changeStock(ask, params.id, body),
  'POST /campaigns/:id/draw': (ask, { params, body }) => drawCampaign(ask, params.id, body.beaconValue),
  'GET /campaigns/:id/draw': (ask, { params }) => drawFile(ask, params.id),
  'GET /campaigns/:id/figures': (ask, { params, query }) => campaignFigures(ask, params.id, query.by),
  'GET /campaigns/:id/vouchers': (ask, { params, query }) => listGiven(ask, params.id, query),
  'GET /campaigns/:id/unreached': (ask, { params, query }) => listUnreached(ask, params.id, query),
};
