/** How the refusals of posts, accounts and acts of two persons come about. */
import type { Key } from '@niangjia/shared/contract/index';
import type { Role } from '@niangjia/shared/rules/roles';
import { grantBody, newcomer } from '../two-persons';
import type { Answer, StaffMember } from '../world';
import { send, steppedUp } from './cast';
import { alone, ask, changed, closed, type How, lock, missing, NOWHERE, scene, twice } from './refusal-stage';
import { guardAct, invited, planted, postsProbes, security } from './rows-posts';

const nameless = async (role: Role): Promise<StaffMember> => {
  const by = await scene.world.staff(role);
  await scene.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [by.id]);
  return by;
};
const grant = (different: Parameters<typeof grantBody>[1], token = scene.officer.token): Promise<Answer> =>
  send(scene, 'POST /grants', { token, body: grantBody(scene.world, different) });
/** Ends a cashier's post and names somebody for it. */
const handOver = async (successorId: string, token = scene.officer.token): Promise<Answer> =>
  ask('POST /posts/:id/end', { token, body: { reason: '移交给接任的人', successorId } });
const onSelf = async (key: Key, body?: object): Promise<Answer> => {
  const { token, id } = await security(scene);
  return send(scene, key, { token, params: { id }, ...(body && { body }) });
};
const other = (code: string): string => (code === '000000' ? '000001' : '000000');

/** A grant to somebody who is there, ready to be signed by one more. */
async function oneMore(role: Role, accountId: string) {
  const { body } = await grant({ role, accountId });
  const { token } = await security(scene);
  await steppedUp(scene, token);
  return () => send(scene, 'POST /joint-acts/:id/sign', { token, params: { id: body.id } });
}
const over = (key: Key): How => {
  return async () => {
    const call = await (postsProbes[key as keyof typeof postsProbes] as (typeof postsProbes)['GET /posts'])(scene);
    await send(scene, 'POST /joint-acts/:id/recall', { token: scene.officer.token, params: call.params ?? {} });
    return send(scene, key, call);
  };
};
const samePerson = (key: Key, body?: object): How => {
  return async () => {
    const { token } = await security(scene);
    await steppedUp(scene, token);
    const call = { token, params: { id: await guardAct(scene) } };
    await send(scene, 'POST /joint-acts/:id/sign', call);
    return send(scene, key, { ...call, ...(body && { body }) });
  };
};
const noIdentity = (key: Key): How => {
  return async () => {
    const { token } = await nameless('securityAdmin');
    await steppedUp(scene, token);
    return ask(key, { token });
  };
};

export const postsRefusals: Record<string, How> = {
  'GET /posts NOT_FOUND': () => ask('GET /posts', { query: { unionId: NOWHERE } }),
  'POST /grants NOT_FOUND': () => changed('POST /grants', { unionId: NOWHERE }),
  'POST /grants UNION_CLOSED': () => closed(() => ask('POST /grants')),
  'POST /grants INCOMPATIBLE_ROLES': async () => grant({ accountId: (await scene.world.staff('auditor')).id }),
  'POST /grants ACCOUNT_IN_USE': () => grant({ newAccount: newcomer({ account: scene.officer.account }) }),
  'POST /grants SAME_PERSON': () => grant({ role: 'publicity', accountId: scene.officer.id }),
  'POST /grants NO_IDENTITY': async () => grant({}, (await nameless('officer')).token),
  'POST /grants JOINT_OPEN': async () => {
    const { id: accountId } = await planted(scene);
    await grant({ accountId });
    return grant({ accountId });
  },
  'POST /posts/:id/end NOT_FOUND': missing('POST /posts/:id/end'),
  'POST /posts/:id/end NOT_ALLOWED': async () =>
    ask('POST /posts/:id/end', { token: (await scene.world.staff('auditor')).token }),
  'POST /posts/:id/end POST_ENDED': () => twice('POST /posts/:id/end'),
  'POST /posts/:id/end SAME_PERSON': () => handOver(scene.officer.id),
  'POST /posts/:id/end NO_IDENTITY': async () =>
    handOver((await scene.world.staff('legal')).id, (await nameless('officer')).token),
  'POST /posts/:id/end INCOMPATIBLE_ROLES': async () => handOver((await scene.world.staff('auditor')).id),
  'POST /posts/:id/end UNION_CLOSED': async () => {
    const { id } = await scene.world.staff('legal');
    return closed(() => handOver(id));
  },
  'POST /posts/:id/end JOINT_OPEN': async () => {
    const { id } = await scene.world.staff('legal');
    await grant({ role: 'cashier', accountId: id });
    return handOver(id);
  },
  'POST /accounts/:id/disable NOT_FOUND': missing('POST /accounts/:id/disable'),
  'POST /accounts/:id/disable SAME_PERSON': () => onSelf('POST /accounts/:id/disable', { reason: '我自己停用' }),
  'POST /accounts/:id/invite NOT_FOUND': missing('POST /accounts/:id/invite'),
  'POST /accounts/:id/invite ACCOUNT_DISABLED': async () => {
    const call = await postsProbes['POST /accounts/:id/invite'](scene);
    await send(scene, 'POST /accounts/:id/disable', { ...call, body: { reason: '已调离本单位' } });
    return send(scene, 'POST /accounts/:id/invite', call);
  },
  'POST /accounts/:id/invite SAME_PERSON': () => onSelf('POST /accounts/:id/invite'),
  'POST /accounts/:id/invite ACCOUNT_NO_PHONE': async () =>
    ask('POST /accounts/:id/invite', { params: { id: (await scene.world.staff('legal')).id } }),
  'POST /accounts/:id/invite CODE_TOO_SOON': () => twice('POST /accounts/:id/invite'),
  'POST /accounts/:id/invite SMS_DOWN': () => ask('POST /accounts/:id/invite', {}, alone),
  'POST /activations WRONG_CODE': async () => {
    const { account, code } = await invited(scene);
    return send(scene, 'POST /activations', { body: { account, code: other(code) } });
  },
  'POST /activations CODE_EXPIRED': async () => {
    const { id, account, code } = await invited(scene);
    await scene.world.sql('UPDATE invitation SET tries = 5 WHERE accountId = ?', [id]);
    return send(scene, 'POST /activations', { body: { account, code } });
  },
  'POST /activations LOCKED': () =>
    lock('POST /activations', async () => ({ body: { account: 'locked-here', code: '000000' } })),
  'POST /activations/finish CODE_EXPIRED': () => twice('POST /activations/finish'),
  'POST /activations/finish WEAK_PASSWORD': () => changed('POST /activations/finish', { password: 'password1234' }),
  'POST /activations/finish WRONG_PASSWORD': async () => {
    const { body } = await postsProbes['POST /activations/finish'](scene);
    const right = body as { otp: string };
    return send(scene, 'POST /activations/finish', { body: { ...right, otp: other(right.otp) } });
  },
  'POST /activations/finish LOCKED': async () => {
    const { body } = await postsProbes['POST /activations/finish'](scene);
    const right = body as { otp: string };
    return lock('POST /activations/finish', async () => ({ body: { ...right, otp: other(right.otp) } }));
  },

  'GET /joint-acts/:id NOT_FOUND': missing('GET /joint-acts/:id'),
  'POST /joint-acts/:id/sign NOT_FOUND': missing('POST /joint-acts/:id/sign'),
  'POST /joint-acts/:id/sign JOINT_OVER': over('POST /joint-acts/:id/sign'),
  'POST /joint-acts/:id/sign SAME_PERSON': samePerson('POST /joint-acts/:id/sign'),
  'POST /joint-acts/:id/sign NO_IDENTITY': noIdentity('POST /joint-acts/:id/sign'),
  'POST /joint-acts/:id/sign STEP_UP_FIRST': async () =>
    ask('POST /joint-acts/:id/sign', { token: (await security(scene)).token }),
  'POST /joint-acts/:id/sign JOINT_STALE': async () => {
    const { id } = await planted(scene);
    const sign = await oneMore('legal', id);
    await scene.world.sql('UPDATE staff_account SET disabledAt = createdAt WHERE id = ?', [id]);
    return sign();
  },
  'POST /joint-acts/:id/sign UNION_CLOSED': async () => {
    const sign = await oneMore('legal', (await planted(scene)).id);
    return closed(sign);
  },
  'POST /joint-acts/:id/sign INCOMPATIBLE_ROLES': async () => {
    const { id } = await scene.world.staff('legal');
    const [payer, releaser] = [await oneMore('payer', id), await oneMore('releaser', id)];
    await payer();
    return releaser();
  },
  'POST /joint-acts/:id/refuse NOT_FOUND': missing('POST /joint-acts/:id/refuse'),
  'POST /joint-acts/:id/refuse JOINT_OVER': over('POST /joint-acts/:id/refuse'),
  'POST /joint-acts/:id/refuse SAME_PERSON': samePerson('POST /joint-acts/:id/refuse', { reason: '想收回签字' }),
  'POST /joint-acts/:id/refuse NO_IDENTITY': noIdentity('POST /joint-acts/:id/refuse'),
  'POST /joint-acts/:id/recall NOT_FOUND': missing('POST /joint-acts/:id/recall'),
  'POST /joint-acts/:id/recall JOINT_OVER': () => twice('POST /joint-acts/:id/recall'),
};
