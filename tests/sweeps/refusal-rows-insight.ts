/** How the refusals of statistics and exported lists come about. */
import type { Key } from '@niangjia/shared/contract/index';
import { send } from './cast';
import { ask, changed, type How, missing, NOWHERE, scene } from './refusal-stage';
import { exportCall, insightProbes } from './rows-insight';

const span = { from: '2026-11-23', to: '2026-11-22' };
const tooLong = (key: Key, more: object = {}): How => {
  return () => ask(key, { query: { ...span, ...more } });
};
const elsewhere = (key: Key, more: object = {}): How => {
  return () => ask(key, { query: { unionId: NOWHERE, ...more } });
};

export const insightRefusals: Record<string, How> = {
  'GET /statistics NOT_FOUND': elsewhere('GET /statistics'),
  'GET /statistics SPAN_TOO_LONG': tooLong('GET /statistics'),
  'GET /statistics/by NOT_FOUND': elsewhere('GET /statistics/by', { by: 'month' }),
  'GET /statistics/by SPAN_TOO_LONG': tooLong('GET /statistics/by', { by: 'month' }),
  'GET /statistics/list NOT_FOUND': elsewhere('GET /statistics/list', { kind: 'joined' }),
  'GET /statistics/list SPAN_TOO_LONG': tooLong('GET /statistics/list', { kind: 'joined' }),
  'GET /statistics/table NOT_FOUND': elsewhere('GET /statistics/table', { by: 'month' }),
  'GET /statistics/table SPAN_TOO_LONG': tooLong('GET /statistics/table', { by: 'month' }),
  'POST /exports NOT_FOUND': () => changed('POST /exports', { unionId: NOWHERE }),
  'POST /exports STEP_UP_FIRST': async () => {
    const { token } = await scene.world.staff('officer');
    return ask('POST /exports', { token });
  },
  'POST /exports NOT_ALLOWED': async () =>
    send(scene, 'POST /exports', await exportCall(scene, await scene.world.staff('publicity'), ['idNumber'])),
  'POST /exports NO_IDENTITY': async () => {
    const by = await scene.world.staff('officer');
    await scene.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [by.id]);
    return send(scene, 'POST /exports', await exportCall(scene, by, ['phone']));
  },
  'POST /exports EXPORT_TOO_LARGE': async () => {
    const call = await exportCall(scene);
    const { id } = scene.world.unions.rider;
    await scene.world.sql('INSERT INTO union_tally SELECT id, path, 50001, 0 FROM trade_union WHERE id = ?', [id]);
    const answer = await send(scene, 'POST /exports', call);
    await scene.world.sql('DELETE FROM union_tally WHERE unionId = ?', [id]);
    return answer;
  },
  'GET /exports/:id/file NOT_FOUND': missing('GET /exports/:id/file'),
  'GET /exports/:id/file LINK_EXPIRED': async () => {
    const call = await insightProbes['GET /exports/:id/file'](scene);
    await scene.world.sql(`UPDATE person_export SET until = '2026-01-01T00:00:00.000Z' WHERE id = ?`, [
      call.params?.id,
    ]);
    return send(scene, 'GET /exports/:id/file', call);
  },
  'GET /exports/:id/file STEP_UP_FIRST': async () => {
    const by = await scene.world.staff('officer');
    const call = await insightProbes['GET /exports/:id/file'](scene, by);
    await scene.world.sql('UPDATE session SET stepUpAt = NULL WHERE subjectId = ?', [by.id]);
    return send(scene, 'GET /exports/:id/file', call);
  },
};
