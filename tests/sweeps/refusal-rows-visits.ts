/** How each refusal comes about that visits, their experts and whoever is present can meet. */
import { plantRoom } from '../order-world';
import { type Call, person, send } from './cast';
import { changed, type How, missing, NOWHERE, scene as stage, twice } from './refusal-stage';
import {
  codeOf,
  expertOf,
  ordered,
  own,
  plannerOf,
  recordBody,
  START,
  type VisitKeys,
  visited,
  visitProbes,
} from './rows-visits';

type Planned = 'POST /visits' | 'POST /visits/:id/move';
const sql = (text: string, values: unknown[]) => stage.world.sql(text, values);
const bodyIn = ({ body }: Call) => body as { expertId: string; startAt: string; orderIds?: string[] };

/** The probe's call, after a change of what it is about; the change gives what differs in the body. */
const after =
  (key: VisitKeys, change: (call: Call) => Promise<object | undefined>): How =>
  async () => {
    const call = await visitProbes[key](stage);
    const different = await change(call);
    return send(stage, key, { ...call, ...(different && { body: { ...(call.body as object), ...different } }) });
  };
const onExpert = (key: Planned, set: string): How =>
  after(key, async (call) => {
    await sql(`UPDATE expert SET ${set} WHERE id = ?`, [bodyIn(call).expertId]);
    return undefined;
  });
/** Another visit of the same expert: at the same time, or at another one of that day. */
const withOther = (key: Planned, hours: number): How =>
  after(key, async (call) => {
    const { expertId, startAt } = bodyIn(call);
    const at = new Date(Date.parse(startAt) + hours * 3600_000).toISOString();
    await visited(stage, { expertId, visit: { startAt: at } });
    await sql('UPDATE expert SET perDay = 1 WHERE id = ?', [expertId]);
    return undefined;
  });
const inRoom = (key: Planned, given: object): How =>
  after(key, async () => ({ roomId: (await plantRoom(stage.world, given)).id }));
const roomBusy = (key: Planned): How =>
  after(key, async (call) => {
    const room = await plantRoom(stage.world);
    const { order } = await ordered(stage);
    const { startAt } = bodyIn(call);
    const body = { orderIds: [order.id], expertId: (await expertOf(stage)).id, roomId: room.id, startAt };
    await (await plannerOf(stage)).api('POST /visits', { body });
    return { roomId: room.id };
  });
const elsewhere =
  (key: VisitKeys): How =>
  async () =>
    send(stage, key, { ...(await visitProbes[key](stage)), token: (await stage.world.staff('legal')).token });

/** What a planner meets alike, planning and moving. */
const planned = (key: Planned): Record<string, How> => ({
  [`${key} NOT_FOUND`]: () => changed(key, { expertId: NOWHERE }),
  [`${key} ORDER_ELSEWHERE`]: elsewhere(key),
  [`${key} EXPERT_BUSY`]: withOther(key, 0),
  [`${key} EXPERT_FULL`]: withOther(key, 6),
  [`${key} EXPERT_ENDED`]: onExpert(key, "endedAt = '2026-11-01T00:00:00.000Z'"),
  [`${key} ROOM_BUSY`]: roomBusy(key),
  [`${key} ROOM_CLOSED`]: inRoom(key, { closedAt: '2026-11-01T00:00:00.000Z' }),
  [`${key} ROOM_TOO_SMALL`]: inRoom(key, { seats: 2 }),
  [`${key} SKILL_MISSING`]: onExpert(key, "skills = '[]'"),
  [`${key} OUT_OF_REACH`]: onExpert(key, 'reachKm = 1'),
  [`${key} OUT_OF_HOURS`]: () => changed(key, { startAt: '2026-12-03T13:00:00.000Z' }),
  [`${key} REST_DAY`]: () => changed(key, { startAt: '2026-12-05T02:00:00.000Z' }),
  [`${key} DAY_PAST`]: () => changed(key, { startAt: '2026-11-20T02:00:00.000Z' }),
});
const nobody =
  (key: VisitKeys): How =>
  async () =>
    send(stage, key, { ...(await visitProbes[key](stage)), token: (await person(stage)).token });
const over = (key: VisitKeys): How =>
  after(key, async (call) => {
    await sql("UPDATE visit SET state = 'cancelled' WHERE id = ?", [call.params?.id]);
    return undefined;
  });
const span =
  (key: 'GET /visits' | 'GET /own-visits', from: string, until: string): How =>
  async () =>
    send(stage, key, { ...(await visitProbes[key](stage)), query: { from, until } });
/** Of an own visit a week from now. */
const early =
  (key: VisitKeys, body?: object): How =>
  async () =>
    send(stage, key, { ...(await own(() => ({ state: 'agreed', startAt: START }))(stage)), ...(body && { body }) });

export const visitRefusals: Record<string, How> = {
  ...planned('POST /visits'),
  'POST /visits ORDER_STATE': () => twice('POST /visits'),
  'POST /visits TOO_MANY_PEOPLE': after('POST /visits', async (call) => {
    await sql('UPDATE service_order SET people = 81 WHERE id = ?', [bodyIn(call).orderIds?.[0]]);
    return undefined;
  }),
  'POST /visits POOL_NOT_AGREED': after('POST /visits', async (call) => {
    const { order } = await ordered(stage);
    return { orderIds: [...(bodyIn(call).orderIds ?? []), order.id] };
  }),
  ...planned('POST /visits/:id/move'),
  'POST /visits/:id/move VISIT_STATE': over('POST /visits/:id/move'),
  'POST /visits/:id/cancel NOT_FOUND': missing('POST /visits/:id/cancel'),
  'POST /visits/:id/cancel VISIT_STATE': () => twice('POST /visits/:id/cancel'),
  'POST /visits/:id/cancel ORDER_ELSEWHERE': elsewhere('POST /visits/:id/cancel'),
  'GET /visits SPAN_TOO_LONG': span('GET /visits', '2026-11-01', '2026-12-13'),
  'GET /visits DAYS_TURNED': span('GET /visits', '2026-11-02', '2026-11-01'),
  'GET /visits/:id NOT_FOUND': missing('GET /visits/:id'),
  'GET /visits/:id/calendar NOT_FOUND': missing('GET /visits/:id/calendar'),
  'GET /own-visits NOT_AN_EXPERT': nobody('GET /own-visits'),
  'GET /own-visits SPAN_TOO_LONG': span('GET /own-visits', '2026-11-01', '2026-12-13'),
  'GET /own-visits DAYS_TURNED': span('GET /own-visits', '2026-11-02', '2026-11-01'),
  'GET /own-visits/:id NOT_FOUND': nobody('GET /own-visits/:id'),
  'GET /own-visits/:id/calendar NOT_FOUND': nobody('GET /own-visits/:id/calendar'),
  'POST /own-visits/:id/answer NOT_FOUND': nobody('POST /own-visits/:id/answer'),
  'POST /own-visits/:id/answer VISIT_STATE': over('POST /own-visits/:id/answer'),
  'POST /own-visits/:id/answer REASON_MISSING': () => changed('POST /own-visits/:id/answer', { agree: false }),
  'GET /own-visits/:id/code NOT_FOUND': nobody('GET /own-visits/:id/code'),
  'GET /own-visits/:id/code VISIT_STATE': over('GET /own-visits/:id/code'),
  'GET /own-visits/:id/code SIGN_IN_CLOSED': early('GET /own-visits/:id/code'),
  'POST /own-visits/:id/record NOT_FOUND': nobody('POST /own-visits/:id/record'),
  'POST /own-visits/:id/record VISIT_STATE': () => twice('POST /own-visits/:id/record'),
  'POST /own-visits/:id/record VISIT_NOT_BEGUN': early('POST /own-visits/:id/record', recordBody),
  'POST /own-visits/:id/record PHOTO_MISSING': () => changed('POST /own-visits/:id/record', { photoIds: [NOWHERE] }),
  'POST /attendances SIGN_IN_CODE_WRONG': () => changed('POST /attendances', { code: 'NJS1.made-up' }),
  'POST /attendances SIGN_IN_CLOSED': after('POST /attendances', async (call) => {
    const [, id] = (call.body as { code: string }).code.split('.');
    await sql("UPDATE visit SET state = 'cancelled' WHERE id = ?", [id]);
    return undefined;
  }),
  'POST /attendances MEMBERS_ONLY': async () =>
    send(stage, 'POST /attendances', { token: (await person(stage)).token, body: { code: await codeOf(stage) } }),
  'POST /attendances/:id/rate NOT_FOUND': nobody('POST /attendances/:id/rate'),
  'POST /attendances/:id/rate RATED_ALREADY': () => twice('POST /attendances/:id/rate'),
  'POST /attendances/:id/rate RATING_CLOSED': after('POST /attendances/:id/rate', async (call) => {
    const at = "endAt = '2026-11-08T04:00:00.000Z'";
    await sql(`UPDATE visit SET ${at} WHERE id = (SELECT visitId FROM attendance WHERE id = ?)`, [call.params?.id]);
    return undefined;
  }),
};
