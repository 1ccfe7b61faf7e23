/** Proposing who is to hold a post: it takes effect when the others have signed (security.md d.3 row 8). */
import type { Body } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { maskIdNumber, maskName, maskPhone } from '@niangjia/shared/rules/masks';
import { isGuard, roles } from '@niangjia/shared/rules/roles';
import { type Ask, mustReach } from '../../core/ask';
import { ulid } from '../../core/ids';
import { badField, Refusal } from '../../core/refusal';
import { insertOnce, query } from '../../core/sql';
import { describeProposed } from '../joint/list';
import { propose } from '../joint/propose';
import { plainAccount, StaffAccountTable, staffPhonePlace } from '../people/entity';
import { loadUnion } from '../unions/service';
import { loadVisible } from './accounts';
import { type Grant, mustBeCompatible } from './compatible';

type Given = Body<'POST /grants'>;

/** What the effect of a grant is told. */
export interface GrantPayload extends Grant {
  /** The account was made with the proposal, and goes with it when nothing comes of it. */
  isNew: boolean;
  /** The post that ended for this one: then the proposer's own right may have ended with it. */
  after: string | null;
}

interface Grantee {
  id: string;
  idNumberIndex: string;
  /** As the title says it: masked for somebody of whom nothing is known here yet. */
  name: string;
  facts: { label: string; value: string }[];
}

async function knownGrantee(ask: Ask, id: string): Promise<Grantee> {
  const account = await loadVisible(ask, id);
  if (account.disabledAt !== null) throw badField('accountId', '这个账号已停用，请换一个人。');
  const { idNumberIndex } = account;
  if (idNumberIndex === null)
    throw new Refusal('NO_IDENTITY', { sentence: '这个账号还没有登记身份证号，不能任命。请联系安全管理员。' });
  return { id, idNumberIndex, name: account.name, facts: [{ label: '账号', value: account.account }] };
}

/** One phone under two ID numbers would make two natural persons of one: the account is activated by its SMS. */
async function mustBeOwnPhone(ask: Ask, phoneIndex: string, idNumberIndex: string): Promise<void> {
  const others = await query(
    ask.db,
    `SELECT id FROM staff_account WHERE phoneIndex = ? AND (idNumberIndex IS NULL OR idNumberIndex <> ?)
     UNION ALL SELECT id FROM person WHERE phoneIndex = ? AND idNumberIndex IS NOT NULL AND idNumberIndex <> ?`,
    [phoneIndex, idNumberIndex, phoneIndex, idNumberIndex],
  );
  if (others.length > 0) throw badField('newAccount.phone', '这个手机号已登记在另一个人名下，请填任职人本人的手机号。');
}

/** Keeps the account's name free for this person; nobody can sign in to it before the last signature. */
async function newGrantee(ask: Ask, given: NonNullable<Given['newAccount']>): Promise<Grantee> {
  const id = ulid();
  const idNumberIndex = ask.kit.secrets.index('id-number', given.idNumber);
  const phoneIndex = ask.kit.secrets.index('phone', given.phone);
  await mustBeOwnPhone(ask, phoneIndex, idNumberIndex);
  const made = await insertOnce(ask.db, StaffAccountTable, {
    ...plainAccount,
    id,
    account: given.account,
    name: given.name,
    idNumberIndex,
    passwordHash: '',
    otpSealed: '',
    phoneSealed: await ask.kit.secrets.seal(ask.db, staffPhonePlace(id), given.phone, ask.now),
    phoneIndex,
    waitsFor: 'signatures',
    createdAt: ask.now.toISOString(),
  });
  if (!made) throw new Refusal('ACCOUNT_IN_USE');
  const facts = [
    { label: '新账号', value: given.account },
    { label: '身份证号', value: maskIdNumber(given.idNumber) },
    { label: '手机', value: maskPhone(given.phone) },
  ];
  return { id, idNumberIndex, name: maskName(given.name), facts };
}

function mustBeTerm(ask: Ask, { fromOn, toOn }: Given): void {
  if (fromOn < dayOf(ask.now)) throw badField('fromOn', '开始日不能早于今天。');
  if (toOn !== null && toOn < fromOn) throw badField('toOn', '结束日不能早于开始日。');
}

/**
 * Proposes a post for an account, or for somebody for whom one is made. The grantee never signs. Refusals NOT_FOUND
 * (a union or account outside reach), UNION_CLOSED, INCOMPATIBLE_ROLES, ACCOUNT_IN_USE, SAME_PERSON, NO_IDENTITY,
 * JOINT_OPEN.
 */
export async function proposeGrant(ask: Ask, given: Given, after: string | null = null) {
  const union = await loadUnion(ask, given.unionId);
  mustReach(ask, 'posts.propose', union.path, `union:${union.id}`);
  if (union.closedAt !== null) throw new Refusal('UNION_CLOSED');
  mustBeTerm(ask, given);
  const { accountId, newAccount, role, fromOn, toOn } = given;
  if ((accountId === null) === (newAccount === null))
    throw badField('accountId', '请选一个已有的账号，或填写一个新账号，二者选一。');
  const grantee = accountId === null ? await newGrantee(ask, newAccount as never) : await knownGrantee(ask, accountId);
  const grant = { accountId: grantee.id, role, unionId: union.id, fromOn, toOn };
  if ((await mustBeCompatible(ask, grantee.idNumberIndex, grant)).held)
    throw badField('accountId', '此人在这段时间已担任这个岗位。');
  const payload: GrantPayload = { ...grant, isNew: accountId === null, after };
  const act = await propose(ask, {
    kind: isGuard(role) ? 'guard' : 'grant',
    union,
    subject: `${grantee.id}:${role}:${union.id}`,
    title: `任命${grantee.name}为${union.name}${roles[role].label}`,
    facts: [
      { label: '工会', value: union.name },
      { label: '岗位', value: roles[role].label },
      { label: '任职人', value: grantee.name },
      ...grantee.facts,
      { label: '任期', value: toOn === null ? `${fromOn} 起` : `${fromOn} 至 ${toOn}` },
    ],
    reason: given.reason,
    payload: { ...payload },
    barred: [grantee.idNumberIndex],
    page: '/posts',
  });
  return describeProposed(ask, act);
}
