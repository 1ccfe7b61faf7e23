/** How each refusal of the union tree comes about. */
import type { Key } from '@niangjia/shared/contract/index';
import { send, steppedUp } from './cast';
import { probes } from './probes';
import { ask, changed, type How, missing, NOWHERE, scene, twice } from './refusal-stage';
import { freshUnion } from './rows-tree';

/** The call of the probe by a colleague whose second factor was never asked for. */
const withoutStepUp =
  (key: Key, change: object = {}): How =>
  async () => {
    const call = await probes[key](scene);
    const { token } = await scene.world.staff('officer');
    return send(scene, key, { ...call, token, body: { ...(call.body as object), ...change } });
  };
/** On the union of the officer's own post. */
const onOwn =
  (key: Key, change: object = {}): How =>
  async () => {
    const call = await probes[key](scene);
    const params = { id: scene.world.unions.street.id };
    return send(scene, key, { ...call, params, body: { ...(call.body as object), ...change } });
  };
const onClosed =
  (key: Key): How =>
  async () => {
    const call = await probes[key](scene);
    await scene.world.sql("UPDATE trade_union SET closedAt = '2026-11-01T00:00:00.000Z' WHERE id = ?", [
      call.params?.id,
    ]);
    return send(scene, key, call);
  };
/** The call of the probe, with its body made from its own. */
const withBody =
  (key: Key, make: (id: string, body: Record<string, string>) => Promise<object>): How =>
  async () => {
    const call = await probes[key](scene);
    const body = call.body as Record<string, string>;
    const change = await make(call.params?.id ?? '', body);
    return send(scene, key, { ...call, body: { ...body, ...change } });
  };
/** Unions of one name below both: one goes with its upper union to where the other is. */
const clash =
  (key: Key, receiver: string): How =>
  () =>
    withBody(key, async (id, body) => {
      const name = '同一个名字的工会';
      await freshUnion(scene, { parentId: id, name });
      await freshUnion(scene, { parentId: body[receiver] ?? '', name });
      return {};
    })();
const misfit =
  (key: Key, receiver: string): How =>
  () =>
    withBody(key, async () => ({ [receiver]: (await freshUnion(scene, { level: 'group' })).id }))();

export const treeRefusals: Record<string, How> = {
  'GET /union-tree NOT_FOUND': () => ask('GET /union-tree', { query: { under: NOWHERE } }),
  'GET /union-tree/:id NOT_FOUND': missing('GET /union-tree/:id'),

  'POST /union-tree NOT_FOUND': () => changed('POST /union-tree', { parentId: NOWHERE }),
  'POST /union-tree NOT_ALLOWED': async () =>
    ask('POST /union-tree', { token: (await scene.world.staff('legal')).token }),
  'POST /union-tree STEP_UP_FIRST': withoutStepUp('POST /union-tree'),
  'POST /union-tree UNION_CLOSED': async () => {
    const { id } = await freshUnion(scene);
    await scene.world.sql("UPDATE trade_union SET closedAt = '2026-11-01T00:00:00.000Z' WHERE id = ?", [id]);
    return changed('POST /union-tree', { parentId: id });
  },
  'POST /union-tree UNION_NAME_IN_USE': () => twice('POST /union-tree'),
  'POST /union-tree LEVEL_MISFIT': () => changed('POST /union-tree', { level: 'province' }),

  'POST /union-tree/:id/edit NOT_FOUND': missing('POST /union-tree/:id/edit'),
  'POST /union-tree/:id/edit NOT_ALLOWED': onOwn('POST /union-tree/:id/edit', { name: '自己改的名字' }),
  'POST /union-tree/:id/edit STEP_UP_FIRST': withoutStepUp('POST /union-tree/:id/edit', { name: '换一个名字' }),
  'POST /union-tree/:id/edit UNION_CLOSED': onClosed('POST /union-tree/:id/edit'),
  'POST /union-tree/:id/edit UNION_NAME_IN_USE': withBody('POST /union-tree/:id/edit', async () => ({
    name: (await freshUnion(scene)).name,
  })),
  'POST /union-tree/:id/edit LEVEL_MISFIT': withBody('POST /union-tree/:id/edit', async () => ({ level: 'county' })),

  'POST /union-tree/:id/move NOT_FOUND': missing('POST /union-tree/:id/move'),
  'POST /union-tree/:id/move NOT_ALLOWED': onOwn('POST /union-tree/:id/move'),
  'POST /union-tree/:id/move STEP_UP_FIRST': withoutStepUp('POST /union-tree/:id/move'),
  'POST /union-tree/:id/move UNION_CLOSED': onClosed('POST /union-tree/:id/move'),
  'POST /union-tree/:id/move UNION_NAME_IN_USE': withBody(
    'POST /union-tree/:id/move',
    async (id, { parentId = '' }) => {
      const [row] = await scene.world.sql<{ name: string }>('SELECT name FROM trade_union WHERE id = ?', [id]);
      await freshUnion(scene, { parentId, name: row?.name ?? '' });
      return {};
    },
  ),
  'POST /union-tree/:id/move LEVEL_MISFIT': misfit('POST /union-tree/:id/move', 'parentId'),
  'POST /union-tree/:id/move UNDER_ITSELF': withBody('POST /union-tree/:id/move', async (id) => ({
    parentId: (await freshUnion(scene, { parentId: id })).id,
  })),

  'POST /union-tree/:id/merge NOT_FOUND': missing('POST /union-tree/:id/merge'),
  'POST /union-tree/:id/merge NOT_ALLOWED': onOwn('POST /union-tree/:id/merge'),
  'POST /union-tree/:id/merge STEP_UP_FIRST': withoutStepUp('POST /union-tree/:id/merge'),
  'POST /union-tree/:id/merge UNION_CLOSED': () => twice('POST /union-tree/:id/merge'),
  'POST /union-tree/:id/merge UNION_NAME_IN_USE': clash('POST /union-tree/:id/merge', 'intoId'),
  'POST /union-tree/:id/merge LEVEL_MISFIT': misfit('POST /union-tree/:id/merge', 'intoId'),
  'POST /union-tree/:id/merge UNDER_ITSELF': withBody('POST /union-tree/:id/merge', async (id) => ({ intoId: id })),

  'POST /union-tree/:id/close NOT_FOUND': missing('POST /union-tree/:id/close'),
  'POST /union-tree/:id/close NOT_ALLOWED': onOwn('POST /union-tree/:id/close'),
  'POST /union-tree/:id/close STEP_UP_FIRST': withoutStepUp('POST /union-tree/:id/close'),
  'POST /union-tree/:id/close UNION_CLOSED': onClosed('POST /union-tree/:id/close'),
  'POST /union-tree/:id/close UNION_NAME_IN_USE': clash('POST /union-tree/:id/close', 'membersTo'),
  'POST /union-tree/:id/close UNION_NOT_EMPTY': withBody('POST /union-tree/:id/close', async (id) => {
    await freshUnion(scene, { parentId: id });
    return { membersTo: null };
  }),
  'POST /union-tree/:id/close LEVEL_MISFIT': misfit('POST /union-tree/:id/close', 'membersTo'),
  'POST /union-tree/:id/close UNDER_ITSELF': withBody('POST /union-tree/:id/close', async (id) => ({ membersTo: id })),

  'POST /union-tree/:id/review NOT_FOUND': missing('POST /union-tree/:id/review'),
  'POST /union-tree/:id/review NO_IDENTITY': async () => {
    const { id, token } = await scene.world.staff('officer');
    const call = await probes['POST /union-tree/:id/review'](scene);
    await steppedUp(scene, token);
    await scene.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [id]);
    return send(scene, 'POST /union-tree/:id/review', { ...call, token });
  },
  'POST /union-tree/:id/review STEP_UP_FIRST': withoutStepUp('POST /union-tree/:id/review'),
  'POST /union-tree/:id/review UNION_CLOSED': onClosed('POST /union-tree/:id/review'),
  'POST /union-tree/:id/review JOINT_OPEN': () => twice('POST /union-tree/:id/review'),
  'GET /join-codes/:token/applications NOT_FOUND': missing('GET /join-codes/:token/applications'),
};
