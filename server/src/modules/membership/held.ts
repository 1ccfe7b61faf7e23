/** Who decides on a case: officers whose posts reach the union that holds it now, and nobody on the own. */
import type { Permission } from '@niangjia/shared/rules/roles';
import { mayAct } from '@niangjia/shared/rules/roles';
import { type Ask, below, rangeOf, staffOf } from '../../core/ask';

/** Nobody decides on the own case, under whatever account (security.md d.3). */
export function isOwnCase(ask: Ask, person: { personId: string; idNumberIndex: string | null }): boolean {
  const { personId, idNumberIndex } = staffOf(ask);
  return personId === person.personId || (idNumberIndex !== null && idNumberIndex === person.idNumberIndex);
}

export const reaches = (ask: Ask, permission: Permission, path: string): boolean =>
  mayAct(staffOf(ask).posts, permission, path);

/** SQL condition that keeps paths in one of two columns within reach: of the union itself, or of the one that holds it. */
export function eitherWithin(reach: readonly string[], columns: readonly string[]): { sql: string; values: string[] } {
  if (reach.length === 0) return { sql: '1 = 0', values: [] };
  const parts = columns.flatMap((column) => reach.map(() => below(column)));
  return { sql: `(${parts.join(' OR ')})`, values: columns.flatMap(() => reach.flatMap(rangeOf)) };
}
