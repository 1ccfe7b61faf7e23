/** How each refusal comes about that suggestions and plans of a week can meet. */
import { send } from './cast';
import { changed, type How, missing, NOWHERE, scene as stage, twice } from './refusal-stage';
import { planningProbes } from './rows-planning';

const ofWithdrawn: How = async () => {
  const call = await planningProbes['GET /orders/:id/suggestions'](stage);
  await stage.world.sql("UPDATE service_order SET state = 'submitted' WHERE id = ?", [call.params?.id]);
  return send(stage, 'GET /orders/:id/suggestions', call);
};
/** The same week again, as another wish. */
const whileItRuns: How = async () => {
  const call = await planningProbes['POST /plans'](stage);
  await send(stage, 'POST /plans', call);
  return send(stage, 'POST /plans', call);
};

/** A plan of the legal department, booked by protection. */
const ofOthers: How = async () => {
  const call = await planningProbes['POST /plans/:id/book'](stage);
  await stage.world.sql("UPDATE week_plan SET departments = 'protection legal' WHERE id = ?", [call.params?.id]);
  return send(stage, 'POST /plans/:id/book', call);
};

export const planningRefusals: Record<string, How> = {
  'GET /orders/:id/suggestions NOT_FOUND': missing('GET /orders/:id/suggestions'),
  'GET /orders/:id/suggestions ORDER_STATE': ofWithdrawn,
  'POST /plans NOT_FOUND': () => changed('POST /plans', { unionId: NOWHERE }),
  'POST /plans DAY_PAST': () => changed('POST /plans', { weekFrom: '2026-11-02' }),
  'POST /plans NOT_A_MONDAY': () => changed('POST /plans', { weekFrom: '2026-12-01' }),
  'POST /plans PLAN_RUNS': whileItRuns,
  'GET /plans/:id NOT_FOUND': missing('GET /plans/:id'),
  'POST /plans/:id/book NOT_FOUND': missing('POST /plans/:id/book'),
  'POST /plans/:id/book ORDER_ELSEWHERE': ofOthers,
  'POST /plans/:id/book PLAN_STATE': () => twice('POST /plans/:id/book'),
};
