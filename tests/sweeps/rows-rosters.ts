/** Rows of the sweeps for rosters. */

import { workRosters } from '@niangjia/server/modules/rosters/work';
import { pathOf } from '@niangjia/shared/client';
import type { rosters } from '@niangjia/shared/contract/rosters';
import type { RosterState } from '@niangjia/shared/rules/rosters';
import { csvOf, goodLine, HEADER, rosterForm } from '../roster-files';
import { confirmRoster } from '../roster-plant';
import { type By, type Call, type Scene, send } from './cast';

type Keys = keyof typeof rosters;

export const rosterMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'POST /rosters': /*                    */ '1 33 23333333333333333333 4',
  'GET /rosters': /*                     */ '1 33 23333333333333333333 2',
  'GET /rosters/:id': /*                 */ '1 33 22233333333333333333 4',
  'POST /rosters/:id/map': /*            */ '1 33 23333333333333333333 4',
  'GET /rosters/:id/rows': /*            */ '1 33 22233333333333333333 4',
  'GET /rosters/:id/problems': /*        */ '1 33 23333333333333333333 4',
  'GET /roster-template': /*             */ '1 33 23333333333333333333 2',
  'POST /rosters/:id/submit': /*         */ '1 33 23333333333333333333 4',
  'POST /rosters/:id/recall': /*         */ '1 33 23333333333333333333 4',
};

const plain =
  'counts.bad counts.entered counts.good counts.rows counts.same counts.stopped earlierId encoding fileName id ' +
  'jointId problem progress state unionId unionName uploadedAt uploadedBy';
const roster = `columns[].field columns[].name columns[].sample ${plain}`;
const inList = roster.replaceAll(/(^| )/g, '$1items[].');

export const rosterFields: Partial<Record<Keys, string>> = {
  'POST /rosters': plain,
  'GET /rosters': `${inList} next`,
  'GET /rosters/:id': roster,
  'POST /rosters/:id/map': roster,
  'GET /rosters/:id/rows':
    'items[].idNumberMasked items[].line items[].nameMasked items[].problems[].at items[].problems[].code ' +
    'items[].problems[].sentence items[].state next',
  'POST /rosters/:id/submit':
    'dueOn facts[].label facts[].value id kind mayRecall maySign needsStepUp overdue page proposedAt reason refusal ' +
    'signatures[].as signatures[].at signatures[].name signatures[].unionName state missing[] title unionId unionName',
  'POST /rosters/:id/recall': roster,
};

let nth = 500_000;
export const uploadPath = (scene: Scene, unionId = scene.world.unions.street.id, fileName = '名册.csv') =>
  ({ query: { unionId, fileName } }) as const;

/** A roster of two good rows and one without an occupation, brought as far as `state`. */
async function rosterIn(scene: Scene, state: RosterState, by: By = scene.officer): Promise<{ id: string }> {
  const { world } = scene;
  nth += 10;
  const file = csvOf(goodLine(nth), goodLine(nth + 1), [...goodLine(nth + 2).slice(0, 2), '太空人', '', '']);
  const url = pathOf('POST /rosters', undefined, uploadPath(scene).query);
  const made = await world.raw('POST', url, { token: by.token, body: rosterForm(file) });
  const { id } = made.body;
  if (state === 'reading') return { id };
  await workRosters(world.kit);
  if (state === 'mapping') return { id };
  const columns = ['name', 'idNumber', 'occupation', 'phone', 'joinedOn'];
  await send(scene, 'POST /rosters/:id/map', { token: by.token, params: { id }, body: { columns } });
  await workRosters(world.kit);
  if (state === 'entering') await confirmRoster(world.kit, world.unions.street, id);
  return { id };
}

export const rosterAt =
  (state: RosterState) =>
  async (scene: Scene, by: By = scene.officer): Promise<Call> => ({
    token: by.token,
    params: await rosterIn(scene, state, scene.officer),
  });

export const rosterProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'POST /rosters': async (scene, by = scene.officer) => ({
    token: by.token,
    ...uploadPath(scene),
    body: rosterForm(csvOf(goodLine((nth += 1)))),
  }),
  'GET /rosters': async (scene, by = scene.officer) => {
    await rosterIn(scene, 'mapping');
    return { token: by.token };
  },
  'GET /rosters/:id': rosterAt('checked'),
  'POST /rosters/:id/map': async (scene, by) => ({
    ...(await rosterAt('mapping')(scene, by)),
    body: { columns: HEADER.map((_, one) => ['name', 'idNumber', 'occupation', 'phone', 'joinedOn'][one]) },
  }),
  'GET /rosters/:id/rows': async (scene, by) => ({
    ...(await rosterAt('checked')(scene, by)),
    query: { state: 'bad' },
  }),
  'GET /rosters/:id/problems': rosterAt('checked'),
  'GET /roster-template': async (scene, by = scene.officer) => ({ token: by.token }),
  'POST /rosters/:id/submit': rosterAt('checked'),
  'POST /rosters/:id/recall': rosterAt('checked'),
};
