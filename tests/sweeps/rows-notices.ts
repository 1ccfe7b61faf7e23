/** Rows of the sweeps for the inbox and its choices. */
import type { notices } from '@niangjia/shared/contract/notices';
import { applicant, type By, type Call, person, type Scene, subjectOf } from './cast';

type Keys = keyof typeof notices;
const persons = '1 22 33333333333333333333 3';

export const noticesMatrix: Record<Keys, string> = {
  'GET /notices': persons,
  'POST /notices/:id/read': persons,
  'POST /notices/read-all': persons,
  'GET /notice-choices': persons,
  'POST /notice-choices': persons,
};

export const noticesFields: Record<Keys, string> = {
  'GET /notices':
    'items[].at items[].id items[].kind items[].page items[].read items[].title items[].words next unread',
  'POST /notices/:id/read': 'unread',
  'POST /notices/read-all': 'unread',
  'GET /notice-choices': 'items[].kind items[].label items[].ways[].label items[].ways[].on items[].ways[].way',
  'POST /notice-choices': 'done',
};

/** Somebody whose application has just been returned has been told so. */
async function told(scene: Scene): Promise<{ token: string; id: string }> {
  const rider = await applicant(scene);
  const params = { id: rider.application.id };
  await scene.officer.api('POST /applications/:id/return', { params, body: { reason: '姓名与证件不一致' } });
  const [notice] = await scene.world.sql<{ id: string }>('SELECT id FROM notice WHERE personId = ?', [
    subjectOf(rider.token),
  ]);
  return { token: rider.token, id: notice?.id ?? '' };
}
const asPerson = async (scene: Scene): Promise<Call> => ({ token: (await person(scene)).token });

export const noticesProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /notices': async (scene) => ({ token: (await told(scene)).token }),
  'POST /notices/:id/read': async (scene) => {
    const { token, id } = await told(scene);
    return { token, params: { id } };
  },
  'POST /notices/read-all': async (scene) => ({ token: (await told(scene)).token }),
  'GET /notice-choices': asPerson,
  'POST /notice-choices': async (scene) => ({
    ...(await asPerson(scene)),
    body: { kind: 'look', way: 'sms', on: true },
  }),
};
