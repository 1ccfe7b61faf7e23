/** What is kept about me, on one page: masked, with its history, its consents and for how long (PIPL 45). */
import { maskIdNumber } from '@niangjia/shared/rules/masks';
import type { ChangeKind, ChangeSource } from '@niangjia/shared/rules/members';
import type { Occupation } from '@niangjia/shared/rules/membership';
import { keptInWords } from '@niangjia/shared/rules/retention';
import { type Ask, personOf } from '../../core/ask';
import { query } from '../../core/sql';
import { idNumberPlace } from '../membership/entity';
import { loadPerson, phoneMaskedOf } from '../people/person';
import { idNumberOfPerson } from '../people/proofs';
import { closingOf } from './close';
import { listConsents } from './consents';

interface Membership {
  number: string;
  unionName: string;
  occupation: Occupation;
  joinedOn: string;
}

interface Change {
  kind: ChangeKind;
  on: string;
  unionName: string;
  otherUnionName: string | null;
  source: ChangeSource;
  words: string | null;
}

/** From the person once a union has approved it, before that from the newest application. */
async function idNumberMaskedOf(ask: Ask, personId: string, sealed: string | null): Promise<string | null> {
  if (sealed !== null) return maskIdNumber(await ask.kit.secrets.open(ask.db, idNumberOfPerson(personId), sealed));
  const [newest] = await query<{ id: string; idNumberSealed: string }>(
    ask.db,
    `SELECT id, idNumberSealed FROM application WHERE personId = ? AND idNumberSealed <> '' ORDER BY id DESC LIMIT 1`,
    [personId],
  );
  if (!newest) return null;
  return maskIdNumber(
    await ask.kit.secrets.open(ask.db, idNumberPlace({ id: newest.id, personId }), newest.idNumberSealed),
  );
}

export async function describeOwnData(ask: Ask) {
  const person = await loadPerson(ask, personOf(ask).personId);
  const { id } = person;
  const [membership] = await query<Membership>(
    ask.db,
    `SELECT m.number, u.name AS unionName, m.occupation, m.joinedOn
     FROM membership m JOIN trade_union u ON u.id = m.unionId WHERE m.activePerson = ?`,
    [id],
  );
  const changes = await query<Change>(
    ask.db,
    `SELECT c.kind, c.onDay AS \`on\`, u.name AS unionName, o.name AS otherUnionName, c.source, c.words
     FROM membership_change c JOIN trade_union u ON u.id = c.unionId LEFT JOIN trade_union o ON o.id = c.otherUnionId
     WHERE c.personId = ? ORDER BY c.id DESC LIMIT 100`,
    [id],
  );
  const [counts] = await query<Record<'applications' | 'photos' | 'looks', number | string>>(
    ask.db,
    `SELECT (SELECT COUNT(*) FROM application WHERE personId = ? AND idNumberSealed <> '') AS applications,
       (SELECT COUNT(*) FROM stored_file WHERE owner = ?) AS photos,
       (SELECT COUNT(*) FROM look WHERE personId = ?) AS looks`,
    [id, `person:${id}`, id],
  );
  return {
    name: person.name,
    idNumberMasked: await idNumberMaskedOf(ask, id, person.idNumberSealed),
    phoneMasked: await phoneMaskedOf(ask, person),
    wechatBound: person.openid !== null,
    memberNumber: membership?.number ?? null,
    unionName: membership?.unionName ?? null,
    occupation: membership?.occupation ?? null,
    joinedOn: membership?.joinedOn ?? null,
    changes,
    applications: Number(counts?.applications),
    photos: Number(counts?.photos),
    looks: Number(counts?.looks),
    consents: await listConsents(ask, id),
    closing: await closingOf(ask, id),
    kept: keptInWords(),
  };
}
