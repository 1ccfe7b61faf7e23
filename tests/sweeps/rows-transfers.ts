/** Rows of the sweeps for transfers between unions. */
import type { transfers } from '@niangjia/shared/contract/transfers';
import type { Applicant } from '../world';
import { type By, type Call, member, type Scene } from './cast';

type Keys = Extract<keyof typeof transfers, `${string} /transfers${string}`>;

export const transfersMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'POST /transfers': /*                  */ '1 22 33333333333333333333 3',
  'GET /transfers/mine': /*              */ '1 22 33333333333333333333 3',
  'POST /transfers/:id/recall': /*       */ '1 22 33333333333333333333 3',
  'GET /transfers': /*                   */ '1 33 22222233223323333332 2',
  'GET /transfers/:id': /*               */ '1 33 22222233223323333332 4',
  'POST /transfers/:id/agree': /*        */ '1 33 23333333333333333333 4',
  'POST /transfers/:id/refuse': /*       */ '1 33 23333333333333333333 4',
};

const side = (name: string) =>
  ['agreedAt', 'askPhone', 'decides', 'dueOn', 'risen', 'unionId', 'unionName']
    .map((one) => `${name}.${one}`)
    .join(' ');
const mine = `askedAt ${side('from')} id joinedOn number reason refusal state ${side('to')} workingDaysLeft`;
const refused = mine.replace(' refusal ', ' refusal.at refusal.reason refusal.side ');
const staff = (fields: string) => `${fields} memberNumber nameMasked urgency`;
const listed = (fields: string) =>
  fields
    .split(' ')
    .map((one) => `items[].${one}`)
    .join(' ');

export const transfersFields: Record<Keys, string> = {
  'POST /transfers': mine,
  'GET /transfers/mine': listed(mine),
  'POST /transfers/:id/recall': mine,
  'GET /transfers': `${listed(`${staff(mine)} may[]`)} next waitingForMe`,
  'GET /transfers/:id': `${staff(mine)} may[]`,
  'POST /transfers/:id/agree': staff(mine),
  'POST /transfers/:id/refuse': staff(refused),
};

/** A member of the street whose transfer to the riders' union below it is open. */
export async function transferring(scene: Scene): Promise<Applicant & { transferId: string }> {
  const rider = await member(scene);
  const body = { toUnionId: scene.world.unions.rider.id, reason: 'moved' as const };
  return { ...rider, transferId: (await rider.api('POST /transfers', { body })).id };
}
const about = (id: string) => ({ params: { id } });

export const transfersProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'POST /transfers': async (scene) => ({
    token: (await member(scene)).token,
    body: { toUnionId: scene.world.unions.rider.id, reason: 'newJob' },
  }),
  'GET /transfers/mine': async (scene) => ({ token: (await transferring(scene)).token }),
  'POST /transfers/:id/recall': async (scene) => {
    const { token, transferId } = await transferring(scene);
    return { token, ...about(transferId) };
  },
  'GET /transfers': async (scene, by = scene.officer) => {
    await transferring(scene);
    return { token: by.token, query: { state: 'open' } };
  },
  'GET /transfers/:id': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about((await transferring(scene)).transferId),
  }),
  'POST /transfers/:id/agree': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about((await transferring(scene)).transferId),
    body: { side: 'from' },
  }),
  'POST /transfers/:id/refuse': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about((await transferring(scene)).transferId),
    body: { side: 'to', reason: '请先办完工作交接手续' },
  }),
};
