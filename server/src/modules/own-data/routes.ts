import type { ownData } from '@niangjia/shared/contract/own-data';
import type { Ask } from '../../core/ask';
import { type Routes, steps } from '../../core/route';
import { endAllSessions } from '../../core/session';
import { askClosing, recallClosing, showReceipt } from './close';
import { listClosings, proposeErasure } from './closings';
import { giveConsent, withdrawConsent } from './consents';
import { changeOccupation, changePhone } from './correct';
import { makeExport, makeOwnFile, takeOwnFile } from './exports';
import { listHolds, placeHold, proposeLift } from './holds';
import { describeOwnData } from './mine';
import { makeProof } from './proof';

async function endAll(ask: Ask): Promise<{ done: true }> {
  if (ask.by.kind !== 'nobody')
    await endAllSessions(ask, ask.by.kind === 'person' ? ask.by.personId : ask.by.accountId);
  return { done: true };
}

export const ownDataRoutes: Routes<keyof typeof ownData> = {
  'GET /me/data': describeOwnData,
  'POST /me/occupation': (ask, { body }) => changeOccupation(ask, body.occupation),
  'POST /me/proofs': steps('POST /me/proofs', {
    run: (ask) => makeProof(ask),
    after: (kit, { phone, code }) => kit.sms.send({ phone, template: 'own-data-code', params: { code } }),
  }),
  'POST /me/phone-change': (ask, { body }) => changePhone(ask, body),
  'POST /me/consents/withdraw': (ask, { body }) => withdrawConsent(ask, body.purpose),
  'POST /me/consents/give': (ask, { body }) => giveConsent(ask, body.purpose, body.hash),
  'POST /me/exports': (ask, { body }) => makeExport(ask, body),
  'GET /me/exports/:token': steps('GET /me/exports/:token', {
    before: (kit, { params }) => makeOwnFile(kit, params.token),
    run: (ask, _, file) => takeOwnFile(ask, file),
  }),
  'POST /me/close': (ask, { body }) => askClosing(ask, body.proof),
  'POST /me/close/recall': recallClosing,
  'GET /erasures/:token': (ask, { params }) => showReceipt(ask, params.token),
  'POST /sessions/end-all': endAll,
  'GET /closings': (ask, { query }) => listClosings(ask, query.after),
  'POST /closings/:id/erase': (ask, { params }) => proposeErasure(ask, params.id),
  'POST /holds': (ask, { body }) => placeHold(ask, body.memberNumber, body.reason),
  'GET /holds': (ask, { query }) => listHolds(ask, query.after),
  'POST /holds/:id/lift': (ask, { params, body }) => proposeLift(ask, params.id, body.reason),
};
