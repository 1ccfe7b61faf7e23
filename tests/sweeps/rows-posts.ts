/** Rows of the sweeps for posts, accounts, and acts of two persons. */
import { ulid } from '@niangjia/server/core/ids';
import { staffPhonePlace } from '@niangjia/server/modules/people/entity';
import type { joint } from '@niangjia/shared/contract/joint';
import type { posts } from '@niangjia/shared/contract/posts';
import { generateSync } from 'otplib';
import { freshIdNumber, grantBody } from '../two-persons';
import { PASSWORD, type StaffMember } from '../world';
import { type By, type Call, type Scene, send, steppedUp } from './cast';

type Keys = keyof typeof posts | keyof typeof joint;

export const postsMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /posts': /*                       */ '1 33 22222233333323322332 2',
  'GET /accounts': /*                    */ '1 33 22222233333323322332 2',
  'POST /grants': /*                     */ '1 33 22222233333333333333 4',
  'POST /posts/:id/end': /*              */ '1 33 22222233333333323332 4',
  'POST /accounts/:id/disable': /*       */ '1 33 33333333333333323333 3',
  'POST /accounts/:id/invite': /*        */ '1 33 33333333333333323333 3',
  'POST /activations': /*                */ '2 22 22222222222222222222 2',
  'POST /activations/finish': /*         */ '2 22 22222222222222222222 2',
  // The act is the appointment of a guard: security admin and chair see and sign it.
  'GET /joint-acts': /*                  */ '1 33 22222222222222222222 2',
  'GET /joint-acts/:id': /*              */ '1 33 44444444444444424442 4',
  'POST /joint-acts/:id/sign': /*        */ '1 33 44444444444444424442 4',
  'POST /joint-acts/:id/refuse': /*      */ '1 33 44444444444444424442 4',
  'POST /joint-acts/:id/recall': /*      */ '1 33 22222244444444444444 4',
};

const waits =
  'dueOn facts[].label facts[].value id kind mayRecall maySign missing[] needsStepUp overdue page proposedAt reason ' +
  'refusal signatures[].as signatures[].at signatures[].name signatures[].unionName state title unionId unionName';
const over = waits.replace(' missing[]', '');
const inItems = (names: string) => names.replace(/\S+/g, 'items[].$&');
const post = 'account accountId fromOn id mayEnd name role roleLabel state toOn unionId unionName';
const account = 'account id idleDays mayDisable name state usedAt';
const held = 'posts[].role posts[].roleLabel posts[].toOn posts[].unionName';

export const postsFields: Record<Keys, string> = {
  'GET /posts': `${inItems(post)} next`,
  'GET /accounts': `${inItems(`${account} ${held}`)} next`,
  'POST /grants': waits,
  'POST /posts/:id/end': `${post.replace(/\S+/g, 'post.$&')} remaining risen successor`,
  'POST /accounts/:id/disable': `${account} ${held}`,
  'POST /accounts/:id/invite': `${account} ${held}`,
  'POST /activations': 'name otpAddress otpSecret ticket',
  'POST /activations/finish': 'done',
  'GET /joint-acts': `${inItems(waits)} next waitingForMe`,
  'GET /joint-acts/:id': waits,
  'POST /joint-acts/:id/sign': waits,
  'POST /joint-acts/:id/refuse': over.replace('refusal', 'refusal.at refusal.name refusal.reason'),
  'POST /joint-acts/:id/recall': over,
};

/** An account of the street with one post and a phone on record; nobody signs in to it. */
export async function planted({ world, officer }: Scene): Promise<{ id: string; account: string; post: string }> {
  const { kit, clock } = world;
  const [id, post] = [ulid(), ulid()];
  const account = `planted-${id.slice(-8).toLowerCase()}`;
  const phone = `1990000${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
  const sealed = await kit.db.tx((db) => kit.secrets.seal(db, staffPhonePlace(id), phone, clock.now));
  const person = kit.secrets.index('id-number', freshIdNumber());
  await world.sql(
    `INSERT INTO staff_account (id, account, name, idNumberIndex, passwordHash, otpSealed, lastOtpStep, phoneSealed, createdAt)
     SELECT ?, ?, name, ?, passwordHash, otpSealed, 0, ?, createdAt FROM staff_account WHERE id = ?`,
    [id, account, person, sealed, officer.id],
  );
  await world.sql("INSERT INTO post (id, accountId, role, unionId, fromOn) VALUES (?, ?, 'cashier', ?, '2026-01-01')", [
    post,
    id,
    world.unions.street.id,
  ]);
  return { id, account, post };
}

export const security = ({ world }: Scene): Promise<StaffMember> => world.staff('securityAdmin');
const about = (id: string) => ({ params: { id } });
const onPlanted = async (scene: Scene, by?: By): Promise<Call> => ({
  token: (by ?? (await security(scene))).token,
  ...about((await planted(scene)).id),
});

export async function invited(scene: Scene): Promise<{ account: string; code: string; id: string }> {
  const one = await planted(scene);
  const answer = await send(scene, 'POST /accounts/:id/invite', {
    token: (await security(scene)).token,
    ...about(one.id),
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return { ...one, code: scene.world.sent.sms.at(-1)?.params.code ?? '' };
}

/** The appointment of a guard waits for security admin and chair. */
export async function guardAct(scene: Scene, by: By = scene.officer): Promise<string> {
  const body = grantBody(scene.world, { role: 'auditAdmin' });
  return (await send(scene, 'POST /grants', { token: by.token, body })).body.id;
}
async function toSign(scene: Scene, given?: By): Promise<Call> {
  const by = given ?? (await security(scene));
  await steppedUp(scene, by.token);
  return { token: by.token, ...about(await guardAct(scene)) };
}

export const postsProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /posts': async (scene, by = scene.officer) => ({ token: by.token }),
  'GET /accounts': async (scene, by = scene.officer) => ({ token: by.token, query: { name: '张干事' } }),
  'POST /grants': async (scene, by = scene.officer) => ({ token: by.token, body: grantBody(scene.world) }),
  'POST /posts/:id/end': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about((await planted(scene)).post),
    body: { reason: '不再担任此岗位', successorId: null },
  }),
  'POST /accounts/:id/disable': async (scene, by) => ({
    ...(await onPlanted(scene, by)),
    body: { reason: '已调离本单位' },
  }),
  'POST /accounts/:id/invite': onPlanted,
  'POST /activations': async (scene) => {
    const { account, code } = await invited(scene);
    return { body: { account, code } };
  },
  'POST /activations/finish': async (scene) => {
    const { account, code } = await invited(scene);
    const { body } = await send(scene, 'POST /activations', { body: { account, code } });
    const otp = generateSync({ secret: body.otpSecret, epoch: Math.floor(scene.world.clock.now.getTime() / 1000) });
    return { body: { ticket: body.ticket, password: PASSWORD, otp } };
  },
  'GET /joint-acts': async (scene, by = scene.officer) => {
    await guardAct(scene);
    return { token: by.token, query: { view: 'sign' } };
  },
  'GET /joint-acts/:id': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about(await guardAct(scene)),
  }),
  'POST /joint-acts/:id/sign': toSign,
  'POST /joint-acts/:id/refuse': async (scene, by) => ({
    token: (by ?? (await security(scene))).token,
    ...about(await guardAct(scene)),
    body: { reason: '没有收到任命文件' },
  }),
  'POST /joint-acts/:id/recall': async (scene, by = scene.officer) => ({
    token: by.token,
    ...about(await guardAct(scene, by)),
  }),
};
