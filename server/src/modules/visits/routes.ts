import type { visits } from '@niangjia/shared/contract/visits';
import type { Routes } from '../../core/route';
import { answerOwnVisit } from './answer';
import { listAttendances, rateAttendance, signIn } from './attend';
import { giveCalendar, giveOwnCalendar } from './calendar-file';
import { showSignInCode } from './code';
import { listVisits, readVisit } from './list';
import { cancelVisit, moveVisit } from './move';
import { listOwnVisits, readOwnVisit } from './own';
import { planVisit } from './plan';
import { recordVisit } from './record';

/** Suggestions and plans of a week are another module's. */
type Keys = Exclude<keyof typeof visits, `${string}/plans${string}` | 'GET /orders/:id/suggestions'>;

export const visitRoutes: Routes<Keys> = {
  'POST /visits': (ask, { body }) => planVisit(ask, body),
  'POST /visits/:id/move': (ask, { params, body }) => moveVisit(ask, params.id, body),
  'POST /visits/:id/cancel': (ask, { params, body }) => cancelVisit(ask, params.id, body.reason),
  'GET /visits': (ask, { query }) => listVisits(ask, query),
  'GET /visits/:id': (ask, { params }) => readVisit(ask, params.id),
  'GET /visits/:id/calendar': (ask, { params }) => giveCalendar(ask, params.id),
  'GET /own-visits': (ask, { query }) => listOwnVisits(ask, query),
  'GET /own-visits/:id': (ask, { params }) => readOwnVisit(ask, params.id),
  'GET /own-visits/:id/calendar': (ask, { params }) => giveOwnCalendar(ask, params.id),
  'POST /own-visits/:id/answer': (ask, { params, body }) => answerOwnVisit(ask, params.id, body),
  'GET /own-visits/:id/code': (ask, { params }) => showSignInCode(ask, params.id),
  'POST /own-visits/:id/record': (ask, { params, body }) => recordVisit(ask, params.id, body),
  'POST /attendances': (ask, { body }) => signIn(ask, body.code),
  'GET /attendances': (ask) => listAttendances(ask),
  'POST /attendances/:id/rate': (ask, { params, body }) => rateAttendance(ask, params.id, body),
};
