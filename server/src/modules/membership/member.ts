/** One member as an officer sees him: masked, with what became of the membership. */
import { dayOf } from '@niangjia/shared/rules/days';
import { bornOnOf, sexOf } from '@niangjia/shared/rules/identity';
import { maskIdNumber } from '@niangjia/shared/rules/masks';
import type { ChangeKind, ChangeSource } from '@niangjia/shared/rules/members';
import { mayAct, type Permission } from '@niangjia/shared/rules/roles';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { Person } from '../people/entity';
import { phoneMaskedOf } from '../people/person';
import { idNumberOfPerson } from '../people/proofs';
import { hasWithdrawn } from '../unions/consents';
import { type MemberRow, toMemberItem } from './book';
import { ageOn, isOwn } from './case';

export type Member = MemberRow &
  Pick<Person, 'idNumberIndex' | 'idNumberSealed' | 'phoneIndex' | 'phoneSealed' | 'signedInAt'> & {
    personId: string;
    unionPath: string;
    codeLabel: string | null;
  };

/** A membership within reach, whatever its state. Throws NOT_FOUND, also for other unions' members. */
export async function loadMember(ask: Ask, id: string, permission: Permission): Promise<Member> {
  const [found] = await query<Member>(
    ask.db,
    `SELECT m.id, m.number, m.personId, m.unionId, m.occupation, m.state, m.joinedOn, p.name, p.idNumberIndex,
       p.idNumberSealed, p.phoneIndex, p.phoneSealed, p.signedInAt, u.name AS unionName, u.path AS unionPath,
       c.label AS codeLabel
     FROM membership m JOIN person p ON p.id = m.personId JOIN trade_union u ON u.id = m.unionId
       LEFT JOIN application a ON a.id = m.applicationId LEFT JOIN join_code c ON c.token = a.codeToken
     WHERE m.id = ?`,
    [id],
  );
  if (!found) throw new Refusal('NOT_FOUND', { denied: `membership:${id}` });
  mustReach(ask, permission, found.unionPath, `membership:${id}`);
  return found;
}

interface ChangeRow {
  kind: ChangeKind;
  onDay: string;
  unionName: string;
  otherUnionName: string | null;
  source: ChangeSource;
  words: string | null;
}

/** What became of the membership, oldest first. */
async function changesOf(ask: Ask, membershipId: string) {
  const rows = await query<ChangeRow>(
    ask.db,
    `SELECT c.kind, c.onDay, u.name AS unionName, o.name AS otherUnionName, c.source, c.words
     FROM membership_change c JOIN trade_union u ON u.id = c.unionId LEFT JOIN trade_union o ON o.id = c.otherUnionId
     WHERE c.membershipId = ? ORDER BY c.id`,
    [membershipId],
  );
  return rows.map(({ onDay, ...row }) => ({ ...row, on: onDay }));
}

/** What the ID number tells; nothing of it once the person has withdrawn the consent to it (E2), or was erased. */
async function identityOf(ask: Ask, { personId, idNumberSealed }: Member) {
  if (idNumberSealed === null || (await hasWithdrawn(ask, personId, 'identity')))
    return { idNumberMasked: null, sex: null, age: null };
  const idNumber = await ask.kit.secrets.open(ask.db, idNumberOfPerson(personId), idNumberSealed);
  return {
    idNumberMasked: maskIdNumber(idNumber),
    sex: sexOf(idNumber),
    age: ageOn(bornOnOf(idNumber), dayOf(ask.now)),
  };
}

const mayExpel = (ask: Ask, member: Member): boolean =>
  member.state !== 'ended' &&
  mayAct(staffOf(ask).posts, 'members.change', member.unionPath) &&
  !(member.idNumberIndex !== null && isOwn(ask, { personId: member.personId, idNumberIndex: member.idNumberIndex }));

/** Refusals NOT_FOUND; CONSENT_MISSING once the person has withdrawn the consent to joining (E2). */
export async function showMember(ask: Ask, id: string) {
  const member = await loadMember(ask, id, 'members.read');
  if (await hasWithdrawn(ask, member.personId, 'joining')) throw new Refusal('CONSENT_MISSING');
  return {
    ...toMemberItem(member),
    ...(await identityOf(ask, member)),
    phoneMasked: await phoneMaskedOf(ask, { id: member.personId, phoneSealed: member.phoneSealed }),
    codeLabel: member.codeLabel,
    changes: await changesOf(ask, id),
    signedIn: member.signedInAt !== null,
    may: mayExpel(ask, member) ? (['expel'] as const).slice() : [],
  };
}
