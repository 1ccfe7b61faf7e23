import type { experts } from '@niangjia/shared/contract/experts';
import type { Routes } from '../../core/route';
import { listExperts, readExpert } from './describe';
import { changeExpert, endExpert, registerExpert } from './keep';
import { cancelLeave, cancelOwnLeave, enterLeave, takeOwnLeave } from './leaves';
import { listOwnLeaves, readOwnExpert } from './own';
import { addRoom, closeRoom, listRooms } from './rooms';

export const expertRoutes: Routes<keyof typeof experts> = {
  'GET /experts': (ask, { query }) => listExperts(ask, query),
  'GET /experts/:id': (ask, { params }) => readExpert(ask, params.id),
  'POST /experts': (ask, { body }) => registerExpert(ask, body),
  'POST /experts/:id': (ask, { params, body }) => changeExpert(ask, params.id, body),
  'POST /experts/:id/end': (ask, { params, body }) => endExpert(ask, params.id, body.reason),
  'POST /experts/:id/leaves': (ask, { params, body }) => enterLeave(ask, params.id, body),
  'POST /leaves/:id/cancel': (ask, { params }) => cancelLeave(ask, params.id),
  'GET /rooms': (ask) => listRooms(ask),
  'POST /rooms': (ask, { body }) => addRoom(ask, body),
  'POST /rooms/:id/close': (ask, { params }) => closeRoom(ask, params.id),
  'GET /own-expert': (ask) => readOwnExpert(ask),
  'GET /own-leaves': (ask) => listOwnLeaves(ask),
  'POST /own-leaves': (ask, { body }) => takeOwnLeave(ask, body),
  'POST /own-leaves/:id/cancel': (ask, { params }) => cancelOwnLeave(ask, params.id),
};
