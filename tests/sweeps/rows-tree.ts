/** Rows of the sweeps for the union tree, and for who came by a joining code. */
import type { Input, Reply } from '@niangjia/shared/contract/index';
import type { tree } from '@niangjia/shared/contract/tree';
import { applicant, type By, type Call, type Scene, steppedUp } from './cast';

type Keys = keyof typeof tree | 'GET /join-codes/:token/applications';

export const treeMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /union-tree': /*                  */ '1 33 23222233333323323332 2',
  'GET /union-tree/:id': /*              */ '1 33 23222233333323323332 4',
  'POST /union-tree': /*                 */ '1 33 23333333333333333332 4',
  'POST /union-tree/:id/edit': /*        */ '1 33 23333333333333333332 4',
  'POST /union-tree/:id/move': /*        */ '1 33 23333333333333333332 4',
  'POST /union-tree/:id/merge': /*       */ '1 33 23333333333333333332 4',
  'POST /union-tree/:id/close': /*       */ '1 33 23333333333333333332 4',
  'POST /union-tree/:id/review': /*      */ '1 33 22222233333333333333 4',
  'GET /join-codes/:token/applications': '1 33 22222233333323333233 4',
};

const node =
  'children closedAt districtCode districtName holding id level members membersBelow name parentId unionsBelow';
const profile =
  'address approvalNumber approvedBy approvedOn chairName committeeFrom committeeTo creditCode economy email ' +
  'foundedOn fullTimeStaff industry kind officeAddress unitKind workers';
const ended =
  `${node} above[].id above[].name changes[].at changes[].by changes[].kind changes[].reason changes[].words ` +
  'needsCommittee phone posts profileAt review.decidedBy review.rises review.workingDays warnings[].at ' +
  `warnings[].sentence ${profile.replace(/\S+/g, 'profile.$&')}`;
const open = `${ended} may[]`;

export const treeFields: Record<Keys, string> = {
  'GET /union-tree': `${node.replace(/\S+/g, 'items[].$&')} next`,
  'GET /union-tree/:id': open,
  'POST /union-tree': open,
  'POST /union-tree/:id/edit': open,
  'POST /union-tree/:id/move': open,
  'POST /union-tree/:id/merge': ended,
  'POST /union-tree/:id/close': ended,
  'POST /union-tree/:id/review':
    'dueOn facts[].label facts[].value id kind mayRecall maySign missing[] needsStepUp overdue page proposedAt reason ' +
    'refusal signatures[].as signatures[].at signatures[].name signatures[].unionName state title unionId unionName',
  'GET /join-codes/:token/applications':
    'items[].id items[].nameMasked items[].number items[].state items[].submittedAt next',
};

/** As a county's officer would send it; the district is in no list, which is said and not refused. */
const founding = ({ world, next }: Scene): Input<'POST /union-tree'>['body'] => ({
  parentId: world.unions.street.id,
  name: `示范区快递员联合工会 ${next()}`,
  level: 'federation',
  districtCode: '370799',
  holding: false,
  phone: '0536-0000199',
  profile: { kind: 'joint', workers: 40 },
  reason: '按组建工会的批复办理',
});

/** A union below the street's. */
export async function freshUnion(
  scene: Scene,
  different: Partial<Input<'POST /union-tree'>['body']> = {},
): Promise<Reply<'POST /union-tree'>> {
  await steppedUp(scene, scene.officer.token);
  return scene.officer.api('POST /union-tree', { body: { ...founding(scene), ...different } });
}

/** A call about a fresh union, its caller's second factor just given. */
const aboutFresh = async (scene: Scene, by: By, body: object): Promise<Call> => {
  const { id } = await freshUnion(scene);
  await steppedUp(scene, by.token);
  return { token: by.token, params: { id }, body };
};
const reason = '按县总工会会议纪要办理';

export const treeProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /union-tree': async (scene, by = scene.officer) => ({ token: by.token, query: { name: '工会', closed: '1' } }),
  'GET /union-tree/:id': async (scene, by = scene.officer) => ({
    token: by.token,
    params: { id: (await freshUnion(scene)).id },
  }),
  'POST /union-tree': async (scene, by = scene.officer) => {
    await steppedUp(scene, by.token);
    return { token: by.token, body: founding(scene) };
  },
  'POST /union-tree/:id/edit': async (scene, by = scene.officer) => {
    const union = await freshUnion(scene);
    await steppedUp(scene, by.token);
    const body = { profile: { ...union.profile, chairName: '马主席' } };
    return { token: by.token, params: { id: union.id }, body };
  },
  'POST /union-tree/:id/move': async (scene, by = scene.officer) =>
    aboutFresh(scene, by, { parentId: (await freshUnion(scene)).id, districtCode: '370799', reason }),
  'POST /union-tree/:id/merge': async (scene, by = scene.officer) =>
    aboutFresh(scene, by, { intoId: (await freshUnion(scene)).id, reason }),
  'POST /union-tree/:id/close': async (scene, by = scene.officer) =>
    aboutFresh(scene, by, { membersTo: (await freshUnion(scene)).id, reason }),
  'POST /union-tree/:id/review': async (scene, by = scene.officer) =>
    aboutFresh(scene, by, { decidedBy: 'upper', workingDays: 5, rises: true, reason }),
  'GET /join-codes/:token/applications': async (scene, by = scene.officer) => {
    const rider = await applicant(scene);
    await scene.world.sql("UPDATE application SET codeToken = 'street-code' WHERE id = ?", [rider.application.id]);
    return { token: by.token, params: { token: 'street-code' } };
  },
};
