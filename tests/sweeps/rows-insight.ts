/** Rows of the sweeps for statistics and exported lists. */
import type { statistics } from '@niangjia/shared/contract/statistics';
import { type By, type Call, member, type Scene, send, steppedUp } from './cast';

type Keys = keyof typeof statistics;

export const insightMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /statistics': /*                  */ '1 33 23222233333323333332 4',
  'GET /statistics/by': /*               */ '1 33 23222233333323333332 4',
  'GET /statistics/list': /*             */ '1 33 22222233223323333332 4',
  'GET /statistics/table': /*            */ '1 33 23222233333323333332 4',
  'POST /exports': /*                    */ '1 33 22223233223323333333 4',
  'GET /exports': /*                     */ '1 33 22223233223323333333 2',
  'GET /exports/:id/file': /*            */ '1 33 22223233223323333333 4',
};

const exported = 'askedAt columns[] fetched id jointId persons reason state unionName until';
export const insightFields: Partial<Record<Keys, string>> = {
  'GET /statistics':
    'at definitions[].definition definitions[].label definitions[].measure figures.daysMedian figures.daysNinetieth ' +
    'figures.decided figures.joined figures.left figures.members figures.movedIn figures.movedOut figures.retained ' +
    'figures.verified from to unionId unionName',
  'GET /statistics/by':
    'at rows[].joined rows[].key rows[].label rows[].left rows[].members rows[].movedIn rows[].movedOut',
  'GET /statistics/list':
    'items[].id items[].joinedOn items[].nameMasked items[].number items[].occupation items[].on items[].state ' +
    'items[].unionId items[].unionName next',
  'POST /exports': exported,
  'GET /exports':
    'items[].askedAt items[].columns[] items[].fetched items[].id items[].jointId items[].persons items[].reason ' +
    'items[].state items[].unionName items[].until next',
};

const query = (scene: Scene) => ({ unionId: scene.world.unions.street.id });
export async function exportCall(scene: Scene, by: By = scene.officer, clear: string[] = []): Promise<Call> {
  if (by.id) await steppedUp(scene, by.token);
  return { token: by.token, body: { unionId: scene.world.unions.rider.id, clear, reason: '年度会员核对' } };
}

export const insightProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /statistics': async (scene, by = scene.officer) => ({ token: by.token, query: query(scene) }),
  'GET /statistics/by': async (scene, by = scene.officer) => {
    await member(scene);
    return { token: by.token, query: { ...query(scene), by: 'occupation' } };
  },
  'GET /statistics/list': async (scene, by = scene.officer) => {
    await member(scene);
    return { token: by.token, query: { ...query(scene), kind: 'joined' } };
  },
  'GET /statistics/table': async (scene, by = scene.officer) => ({
    token: by.token,
    query: { ...query(scene), by: 'month' },
  }),
  'POST /exports': exportCall,
  'GET /exports': async (scene, by = scene.officer) => {
    await send(scene, 'POST /exports', await exportCall(scene, by));
    return { token: by.token };
  },
  'GET /exports/:id/file': async (scene, by = scene.officer) => {
    const made = await send(scene, 'POST /exports', await exportCall(scene, by));
    return { token: by.token, params: { id: made.body?.id ?? '01ARZ3NDEKTSV4RRFFQ69G5FAV' } };
  },
};
