import type { unions } from '@niangjia/shared/contract/unions';
import { type Routes, steps } from '../../core/route';
import { listCodeApplications } from './code-applications';
import { createCode, listCodes, openCode, withdrawCode } from './codes';
import { listTexts } from './consents';
import { makePoster } from './poster';
import { describeInvitation, findUnions, listChoices, listDistricts } from './service';

export const unionRoutes: Routes<keyof typeof unions> = {
  'GET /join-codes/:token': (ask, { params }) => openCode(ask, params.token),
  'GET /unions/:id/invitation': (ask, { params }) => describeInvitation(ask, params.id),
  'GET /unions': (ask, { query }) => findUnions(ask, query),
  'GET /districts': (ask, { query }) => listDistricts(ask, query.under),
  'GET /consent-texts': listTexts,
  'GET /join-codes': listCodes,
  'POST /join-codes': (ask, { body }) => createCode(ask, body),
  'POST /join-codes/:token/withdraw': (ask, { params }) => withdrawCode(ask, params.token),
  'GET /join-codes/:token/poster': steps('GET /join-codes/:token/poster', {
    before: (kit, { params, query }, by) => makePoster(kit, params.token, query.as ?? 'png', by),
    run: async (_ask, _given, poster) => poster,
  }),
  'GET /join-codes/:token/applications': (ask, { params, query }) =>
    listCodeApplications(ask, params.token, query.after),
  'GET /union-choices': listChoices,
};
