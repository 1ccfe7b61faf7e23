/** Rows of the sweeps for the book of members and for filing on a worker's behalf. */
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import type { members } from '@niangjia/shared/contract/members';
import { type By, type Call, member, type Scene, steppedUp } from './cast';

type Keys = keyof typeof members;

export const membersMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'POST /members/search': /*             */ '1 33 22222233223323333332 2',
  'GET /members': /*                     */ '1 33 22222233223323333332 2',
  'GET /members/:id': /*                 */ '1 33 22222233223323333332 4',
  'POST /members/:id/expel': /*          */ '1 33 23333333333333333333 4',
  'POST /applications/file': /*          */ '1 33 23333333333333333333 4',
  'POST /applications/:id/refile': /*    */ '1 33 23333333333333333333 4',
};

const row = 'id joinedOn nameMasked number occupation state unionId unionName';
const rows = row.replace(/\S+/g, 'items[].$&');
const filed = 'dueOn id nameMasked number toldBySms unionName';

export const membersFields: Record<Keys, string> = {
  'POST /members/search': `by ${rows} next`,
  'GET /members': `${rows} next`,
  'GET /members/:id':
    `age changes[].kind changes[].on changes[].otherUnionName changes[].source changes[].unionName changes[].words ` +
    `codeLabel idNumberMasked may[] phoneMasked sex signedIn ${row}`,
  'POST /members/:id/expel':
    'dueOn facts[].label facts[].value id kind mayRecall maySign missing[] needsStepUp overdue page proposedAt reason ' +
    'refusal signatures[].as signatures[].at signatures[].name signatures[].unionName state title unionId unionName',
  'POST /applications/file': filed,
  'POST /applications/:id/refile': filed,
};

const about = (id: string) => ({ params: { id } });

/** A member of the street, by the membership's id. */
export async function membership(scene: Scene): Promise<{ id: string; idNumber: string }> {
  const { application, idNumber } = await member(scene);
  const [found] = await scene.world.sql<{ id: string }>('SELECT id FROM membership WHERE applicationId = ?', [
    application.id,
  ]);
  return { id: found?.id ?? '', idNumber };
}

const worker = (scene: Scene) => ({
  name: '刘阿姨',
  idNumber: madeUpIdNumber(scene.next()),
  occupation: 'DOMESTIC',
});
export const workerBody = (scene: Scene) => ({
  ...worker(scene),
  unionId: scene.world.unions.street.id,
  phone: null,
  paperFileId: null,
  agreed: true,
});

/** Filed by one officer and returned by another. */
export async function filedBack(scene: Scene): Promise<string> {
  const body = { ...workerBody(scene), occupation: 'DOMESTIC' as const, agreed: true as const };
  const { id } = await (await scene.world.staff('officer')).api('POST /applications/file', { body });
  await scene.officer.api('POST /applications/:id/return', { ...about(id), body: { reason: '姓名与证件不一致' } });
  return id;
}

export const membersProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'POST /members/search': async (scene, by = scene.officer) => {
    await member(scene);
    return { token: by.token, body: { text: '王小' } };
  },
  'GET /members': async (scene, by = scene.officer) => {
    await member(scene);
    return { token: by.token, query: { state: 'active', occupation: 'FOOD_RIDER' } };
  },
  'GET /members/:id': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about((await membership(scene)).id),
  }),
  'POST /members/:id/expel': async (scene, by = scene.officer) => {
    await steppedUp(scene, by.token);
    return { token: by.token, ...about((await membership(scene)).id), body: { reason: '严重违反工会章程' } };
  },
  'POST /applications/file': async (scene, by = scene.officer) => ({ token: by.token, body: workerBody(scene) }),
  'POST /applications/:id/refile': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about(await filedBack(scene)),
    body: worker(scene),
  }),
};
