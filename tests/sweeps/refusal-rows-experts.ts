/** How each refusal comes about that experts, leave and rooms can meet. */
import { person, send } from './cast';
import { ask, changed, closed, type How, missing, NOWHERE, scene as stage, twice } from './refusal-stage';
import { type ExpertKeys, expertProbes } from './rows-experts';

/** The probe's call about an expert, after a change of something of it. */
const after =
  (key: ExpertKeys, sql: string): How =>
  async () => {
    const call = await expertProbes[key](stage);
    await stage.world.sql(sql, [call.params?.id]);
    return send(stage, key, call);
  };
const ended = `UPDATE expert SET endedAt = '2026-11-01T00:00:00.000Z', openPhone = NULL WHERE id = ?`;
const nobody =
  (key: ExpertKeys): How =>
  async () =>
    send(stage, key, { ...(await expertProbes[key](stage)), token: (await person(stage)).token });

/** A number that another expert has. */
const known =
  (key: 'POST /experts' | 'POST /experts/:id'): How =>
  async () => {
    const { body } = await expertProbes['POST /experts'](stage);
    await send(stage, 'POST /experts', await expertProbes['POST /experts'](stage).then((call) => ({ ...call, body })));
    return changed(key, { phone: (body as { phone: string }).phone });
  };

/** A visit of the expert or in the room, as far as it counts here: a row and a cell of its time. */
const withVisit =
  (key: ExpertKeys, column: 'expertId' | 'roomId'): How =>
  async () => {
    const call = await expertProbes[key](stage);
    const id = call.params?.id ?? '';
    const { world } = stage;
    const expert = column === 'expertId' ? id : (await expertProbes['POST /experts/:id/end'](stage)).params?.id;
    const visitId = `V${String(stage.next()).padStart(25, '0')}`;
    await world.sql(
      `INSERT INTO visit (id, number, itemId, ownerId, department, expertId, roomId, state, startAt, endAt, placeName,
         address, metres, people, createdBy, createdAt)
       VALUES (?, ?, ?, ?, 'protection', ?, ?, 'agreed', '2027-03-02T01:00:00.000Z', '2027-03-02T02:00:00.000Z', '厂区',
         '示例路 1 号', 0, 10, ?, '2026-11-01T00:00:00.000Z')`,
      [visitId, visitId, NOWHERE, world.unions.street.id, expert, column === 'roomId' ? id : null, NOWHERE],
    );
    await world.sql('INSERT INTO booked (id, resourceId, cell, holdId) VALUES (?, ?, ?, ?)', [
      ...[`${id} 2027-03-02 018`, id, '2027-03-02 018', visitId],
    ]);
    return send(stage, key, call);
  };
const ownOverVisit: How = async () => {
  const call = await expertProbes['POST /own-leaves'](stage);
  const [one] = await stage.world.sql<{ id: string }>(
    'SELECT e.id FROM expert e JOIN person p ON p.phoneIndex = e.openPhone ORDER BY e.id DESC LIMIT 1',
  );
  await stage.world.sql('INSERT INTO booked (id, resourceId, cell, holdId) VALUES (?, ?, ?, ?)', [
    ...[`${one?.id} 2027-03-02 018`, one?.id, '2027-03-02 018', NOWHERE],
  ]);
  return send(stage, 'POST /own-leaves', call);
};

const leaves = (key: 'POST /experts/:id/leaves' | 'POST /own-leaves', overVisit: How): Record<string, How> => ({
  [`${key} DAY_PAST`]: () => changed(key, { fromDay: '2026-01-05' }),
  [`${key} DAYS_TURNED`]: () => changed(key, { untilDay: '2027-02-28' }),
  [`${key} LEAVE_TOO_LONG`]: () => changed(key, { untilDay: '2027-04-30' }),
  [`${key} LEAVE_KNOWN`]: () => twice(key),
  [`${key} LEAVE_OVER_VISIT`]: overVisit,
});

export const expertRefusals: Record<string, How> = {
  'GET /experts/:id NOT_FOUND': missing('GET /experts/:id'),
  'POST /experts NOT_FOUND': () => changed('POST /experts', { unionId: NOWHERE }),
  'POST /experts UNION_CLOSED': () => closed(() => ask('POST /experts')),
  'POST /experts EXPERT_KNOWN': known('POST /experts'),
  'POST /experts/:id NOT_FOUND': missing('POST /experts/:id'),
  'POST /experts/:id EXPERT_KNOWN': known('POST /experts/:id'),
  'POST /experts/:id EXPERT_ENDED': after('POST /experts/:id', ended),
  'POST /experts/:id STEP_UP_FIRST': async () => {
    const by = await stage.world.staff('protection');
    const call = await expertProbes['POST /experts/:id'](stage, by);
    await stage.world.sql('UPDATE session SET stepUpAt = NULL WHERE subjectId = ?', [by.id]);
    return send(stage, 'POST /experts/:id', call);
  },
  'POST /experts/:id EXPERT_HAS_VISITS': withVisit('POST /experts/:id', 'expertId'),
  'POST /experts/:id/end NOT_FOUND': missing('POST /experts/:id/end'),
  'POST /experts/:id/end EXPERT_ENDED': () => twice('POST /experts/:id/end'),
  'POST /experts/:id/end EXPERT_HAS_VISITS': withVisit('POST /experts/:id/end', 'expertId'),
  'POST /experts/:id/leaves NOT_FOUND': missing('POST /experts/:id/leaves'),
  'POST /experts/:id/leaves EXPERT_ENDED': after('POST /experts/:id/leaves', ended),
  ...leaves('POST /experts/:id/leaves', withVisit('POST /experts/:id/leaves', 'expertId')),
  'POST /leaves/:id/cancel NOT_FOUND': missing('POST /leaves/:id/cancel'),
  'POST /leaves/:id/cancel LEAVE_OVER': () => twice('POST /leaves/:id/cancel'),
  'POST /rooms NOT_FOUND': () => changed('POST /rooms', { unionId: NOWHERE }),
  'POST /rooms UNION_CLOSED': () => closed(() => ask('POST /rooms')),
  'POST /rooms/:id/close NOT_FOUND': missing('POST /rooms/:id/close'),
  'POST /rooms/:id/close ROOM_CLOSED': () => twice('POST /rooms/:id/close'),
  'POST /rooms/:id/close ROOM_HAS_VISITS': withVisit('POST /rooms/:id/close', 'roomId'),
  'GET /own-leaves NOT_AN_EXPERT': nobody('GET /own-leaves'),
  'POST /own-leaves NOT_AN_EXPERT': nobody('POST /own-leaves'),
  ...leaves('POST /own-leaves', ownOverVisit),
  'POST /own-leaves/:id/cancel NOT_FOUND': missing('POST /own-leaves/:id/cancel'),
  'POST /own-leaves/:id/cancel LEAVE_OVER': () => twice('POST /own-leaves/:id/cancel'),
};
