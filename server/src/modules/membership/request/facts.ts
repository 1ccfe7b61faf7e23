/** What an officer is shown of a request: what the record says and what it shall say, masked (security.md E8). */

import { sayDay } from '@niangjia/shared/rules/days';
import { maskIdNumber, maskName, maskPhone } from '@niangjia/shared/rules/masks';
import { changeReasons } from '@niangjia/shared/rules/members';
import { occupations } from '@niangjia/shared/rules/membership';
import type { Ask } from '../../../core/ask';
import { query } from '../../../core/sql';
import type { Person } from '../../people/entity';
import { loadPerson, phoneMaskedOf } from '../../people/person';
import { idNumberOfPerson } from '../../people/proofs';
import type { Membership } from '../entity';
import type { Given, PersonRequest } from './entity';
import { givenOf } from './open';

interface Fact {
  label: string;
  value: string;
}

/** Who has given no name yet. */
const UNNAMED = '未实名';
const NONE = '没有';

const differing = (one: string, other: string): string => {
  const [a, b] = [[...one], [...other]];
  const places = Array.from({ length: Math.max(a.length, b.length) }, (_, nth) => nth + 1).filter(
    (place) => a[place - 1] !== b[place - 1],
  );
  return `第 ${places.join('、')} 位`;
};

async function membershipFacts(ask: Ask, personId: string): Promise<Fact[]> {
  const [row] = await query<Membership & { unionName: string }>(
    ask.db,
    `SELECT m.*, u.name AS unionName FROM membership m JOIN trade_union u ON u.id = m.unionId
     WHERE m.personId = ? ORDER BY m.id DESC LIMIT 1`,
    [personId],
  );
  if (!row) return [{ label: '会籍', value: NONE }];
  return [
    { label: '会籍所在工会', value: row.unionName },
    { label: '会员号', value: row.number },
    { label: '入会日期', value: `${row.joinedOn.slice(0, 4)}年${sayDay(row.joinedOn)}` },
    { label: '工种', value: occupations[row.occupation] },
  ];
}

async function idNumberOf(ask: Ask, person: Person): Promise<string | null> {
  if (person.idNumberSealed === null) return null;
  return ask.kit.secrets.open(ask.db, idNumberOfPerson(person.id), person.idNumberSealed);
}

/** Both records side by side: the one of who asks, and the other. */
async function holderFacts(ask: Ask, holderId: string): Promise<Fact[]> {
  const holder = await loadPerson(ask, holderId);
  return [
    { label: '原记录姓名', value: maskName(holder.name ?? UNNAMED) },
    { label: '原记录手机号', value: (await phoneMaskedOf(ask, holder)) ?? NONE },
    ...(await membershipFacts(ask, holderId)),
  ];
}

async function identityFacts(ask: Ask, person: Person, { name, idNumber }: Given): Promise<Fact[]> {
  const facts: Fact[] = [];
  if (name) {
    facts.push(
      { label: '现在的姓名', value: maskName(person.name ?? UNNAMED) },
      { label: '改为', value: maskName(name) },
    );
    facts.push({ label: '姓名不同之处', value: differing(person.name ?? '', name) });
  }
  const now = idNumber ? await idNumberOf(ask, person) : null;
  if (idNumber && now) {
    facts.push({ label: '现在的身份证号', value: maskIdNumber(now) }, { label: '改为', value: maskIdNumber(idNumber) });
    facts.push({ label: '身份证号不同之处', value: differing(now, idNumber) });
  }
  return [...facts, ...(await membershipFacts(ask, person.id))];
}

async function factsOfKind(ask: Ask, request: PersonRequest, person: Person, given: Given): Promise<Fact[]> {
  if (request.kind === 'phone')
    return [
      { label: '要释放的手机号', value: given.phone ? maskPhone(given.phone) : NONE },
      { label: '验证', value: '请求人已用短信验证码验证' },
      ...(await holderFacts(ask, request.holderId ?? '')),
    ];
  if (request.kind === 'merge')
    return [
      { label: '身份证号', value: given.idNumber ? maskIdNumber(given.idNumber) : NONE },
      { label: '换成手机号', value: (await phoneMaskedOf(ask, person)) ?? NONE },
      ...(await holderFacts(ask, request.holderId ?? '')),
    ];
  if (request.kind === 'name' || request.kind === 'idNumber') return identityFacts(ask, person, given);
  const reason = request.reason ? [{ label: '原因', value: changeReasons[request.reason] }] : [];
  return [...reason, ...(await membershipFacts(ask, person.id))];
}

/** Facts in plain words, and under what name who asks is known. The name is not masked yet. */
export async function factsOf(ask: Ask, request: PersonRequest, person: Person) {
  const given = await givenOf(ask, request);
  const facts = await factsOfKind(ask, request, person, given);
  return { name: person.name ?? given.name ?? UNNAMED, facts: [...facts, ...(await refusedAct(ask, request))] };
}

/** What the second person said, who did not agree. */
async function refusedAct(ask: Ask, { jointId, state }: PersonRequest): Promise<Fact[]> {
  if (jointId === null || state !== 'asked') return [];
  const [act] = await query<{ refusal: string | null }>(ask.db, 'SELECT refusal FROM joint_act WHERE id = ?', [
    jointId,
  ]);
  return act?.refusal ? [{ label: '复核人未同意', value: act.refusal }] : [];
}
