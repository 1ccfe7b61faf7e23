/** A good row, opened: what the person, the key and the card would be, made before any transaction begins. */
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { random } from '../../core/secrets';
import type { DataKey } from '../../core/tables';
import { codePlace } from '../membership/entity';
import type { Person } from '../people/entity';
import type { Compared } from './against';
import type { Values } from './judge';

export interface Entrant extends Compared {
  line: number;
  values: Values;
  /** For somebody who is not known yet. */
  fresh: { person: Person; key: DataKey; membershipId: string; codeSecretSealed: string };
}

export const idNumberSpot = (id: string) => ({ table: 'person', column: 'idNumber', rowId: id });
export const phoneSpot = (id: string) => ({ table: 'person', column: 'phone', rowId: id });

/** Seals the values of one row under a new person's own key. */
export function makeEntrant(kit: Kit, line: number, values: Values): Entrant {
  const { secrets } = kit;
  const [id, membershipId, now] = [ulid(), ulid(), kit.now()];
  const { row: key, ...sealer } = secrets.newSealer(id, now);
  const idNumberIndex = secrets.index('id-number', values.idNumber);
  const phoneIndex = values.phone === null ? null : secrets.index('phone', values.phone);
  const person: Person = {
    id,
    name: values.name,
    idNumberIndex,
    idNumberSealed: sealer.seal(idNumberSpot(id), values.idNumber),
    phoneIndex,
    phoneSealed: values.phone === null ? null : sealer.seal(phoneSpot(id), values.phone),
    openid: null,
    signedInAt: null,
    createdAt: now.toISOString(),
  };
  const codeSecretSealed = sealer.seal(codePlace(id, membershipId), random(16).toString('base64url'));
  return {
    line,
    values,
    name: values.name,
    idNumberIndex,
    phoneIndex,
    fresh: { person, key, membershipId, codeSecretSealed },
  };
}
