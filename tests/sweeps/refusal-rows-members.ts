/** How the refusals of the book of members and of filing come about, and those of deciding what was filed. */
import type { Key } from '@niangjia/shared/contract/index';
import type { Answer } from '../world';
import { applicant, member, send, steppedUp } from './cast';
import {
  ask,
  bodyOf,
  changed,
  closed,
  giveMembership,
  type How,
  missing,
  NOWHERE,
  scene,
  twice,
} from './refusal-stage';
import { filedBack, membership, membersProbes, workerBody } from './rows-members';

async function nameless(): Promise<string> {
  const { id, token } = await scene.world.staff('officer');
  await scene.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [id]);
  return token;
}
/** An officer who is this very natural person. */
const same = async (idNumber: string) => (await scene.world.staff('officer', undefined, undefined, idNumber)).token;
const about = (id: string) => ({ params: { id } });

const expel = async (token: string, id: string): Promise<Answer> => {
  await steppedUp(scene, token);
  return send(scene, 'POST /members/:id/expel', { token, ...about(id), body: { reason: '严重违反工会章程' } });
};
const withdrawn = async (purpose: string, where: string, id: string) =>
  scene.world.sql(
    `INSERT INTO consent (id, personId, purpose, textHash, version, channel, state, at)
     SELECT ?, personId, purpose, textHash, version, channel, 'withdrawn', '2026-12-01T00:00:00.000Z' FROM consent
     WHERE purpose = ? AND personId = (SELECT personId FROM ${where} WHERE id = ?)`,
    [`W${scene.next()}`.padEnd(26, '0'), purpose, id],
  );
/** What was filed waits to be decided by somebody unknown. */
const decidedByUnknown =
  (key: Key, body: object = {}): How =>
  async () => {
    const filed = await ask('POST /applications/file', { token: (await scene.world.staff('officer')).token });
    return send(scene, key, { token: await nameless(), ...about(filed.body.id), body });
  };
const refile = (different: object = {}, token = scene.officer.token) =>
  filedBack(scene).then(async (id) =>
    send(scene, 'POST /applications/:id/refile', {
      token,
      ...about(id),
      body: { ...(await bodyOf('POST /applications/:id/refile')), ...different },
    }),
  );

export const membersRefusals: Record<string, How> = {
  'GET /members NOT_FOUND': () => ask('GET /members', { query: { unionId: NOWHERE } }),
  'GET /members/:id NOT_FOUND': missing('GET /members/:id'),
  'GET /members/:id CONSENT_MISSING': async () => {
    const { id } = await membership(scene);
    await withdrawn('joining', 'membership', id);
    return ask('GET /members/:id', about(id));
  },
  'POST /members/:id/expel NOT_FOUND': missing('POST /members/:id/expel'),
  'POST /members/:id/expel MEMBER_GONE': async () => {
    const { id } = await membership(scene);
    await scene.world.sql(
      "UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE id = ?",
      [id],
    );
    return expel(scene.officer.token, id);
  },
  'POST /members/:id/expel STEP_UP_FIRST': async () =>
    ask('POST /members/:id/expel', { token: (await scene.world.staff('officer')).token }),
  'POST /members/:id/expel NO_IDENTITY': async () => expel(await nameless(), (await membership(scene)).id),
  'POST /members/:id/expel SAME_PERSON': async () => {
    const { id, idNumber } = await membership(scene);
    return expel(await same(idNumber), id);
  },
  'POST /members/:id/expel JOINT_OPEN': () => twice('POST /members/:id/expel'),
  'POST /applications/file NOT_FOUND': () => changed('POST /applications/file', { unionId: NOWHERE }),
  'POST /applications/file UNION_CLOSED': async () => {
    const call = await membersProbes['POST /applications/file'](scene);
    return closed(() => send(scene, 'POST /applications/file', call));
  },
  'POST /applications/file ALREADY_MEMBER': async () =>
    changed('POST /applications/file', { idNumber: (await membership(scene)).idNumber }),
  'POST /applications/file APPLICATION_OPEN': () => twice('POST /applications/file'),
  'POST /applications/file ID_IN_USE': async () =>
    changed('POST /applications/file', { idNumber: (await applicant(scene)).idNumber }),
  'POST /applications/file PHONE_IN_USE': async () => {
    const { phone } = await member(scene);
    return changed('POST /applications/file', { phone });
  },
  'POST /applications/file CONSENT_MISSING': async () => {
    const { id, idNumber } = await membership(scene);
    await scene.world.sql(
      "UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE id = ?",
      [id],
    );
    await withdrawn('joining', 'membership', id);
    return changed('POST /applications/file', { idNumber, name: '王小明' });
  },
  'POST /applications/file NO_IDENTITY': async () => ask('POST /applications/file', { token: await nameless() }),
  'POST /applications/file OWN_CASE': async () => {
    const body = workerBody(scene);
    return send(scene, 'POST /applications/file', { token: await same(body.idNumber), body });
  },
  'POST /applications/:id/refile NOT_FOUND': missing('POST /applications/:id/refile'),
  'POST /applications/:id/refile MOVE_NOT_ALLOWED': () => twice('POST /applications/:id/refile'),
  'POST /applications/:id/refile CONSENT_MISSING': async () => {
    const id = await filedBack(scene);
    await withdrawn('identity', 'application', id);
    return ask('POST /applications/:id/refile', about(id));
  },
  'POST /applications/:id/refile OWN_CASE': async () => {
    const { idNumber } = workerBody(scene);
    return refile({ idNumber }, await same(idNumber));
  },
  'POST /applications/:id/refile NO_IDENTITY': async () => refile({}, await nameless()),
  'POST /applications/:id/refile ID_IN_USE': async () => refile({ idNumber: (await applicant(scene)).idNumber }),
  'POST /applications/:id/refile PHONE_IN_USE': async () => {
    const [one, id] = [await member(scene), await filedBack(scene)];
    await giveMembership(one.application.id, id);
    return ask('POST /applications/:id/refile', about(id));
  },
  'POST /applications/:id/refile UNION_CLOSED': async () => {
    const call = await membersProbes['POST /applications/:id/refile'](scene);
    return closed(() => send(scene, 'POST /applications/:id/refile', call));
  },
  'GET /applications NOT_FOUND': () => ask('GET /applications', { query: { unionId: NOWHERE } }),
  'POST /applications/:id/approve NO_IDENTITY': decidedByUnknown('POST /applications/:id/approve'),
  'POST /applications/:id/return NO_IDENTITY': decidedByUnknown('POST /applications/:id/return', {
    reason: '请到工会核对证件',
  }),
  'POST /applications/:id/refuse NO_IDENTITY': decidedByUnknown('POST /applications/:id/refuse', {
    reason: '不在本片区工作',
  }),
};
