/** What stands beside a visit in a reply: its orders, and how many have signed in. */
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import type { ServiceOrder } from '../orders/entity';

export type Part = ServiceOrder & { partOf: string; unionName: string; unionPath: string };

/** The orders of these visits, those of a cancelled one as they stood in it. */
export const partsOf = (db: EntityManager, visitIds: readonly string[]): Promise<Part[]> => {
  const some = among(visitIds);
  return query<Part>(
    db,
    `SELECT o.*, p.visitId AS partOf, u.name AS unionName, u.path AS unionPath FROM visit_part p JOIN service_order o ON o.id = p.orderId
     JOIN trade_union u ON u.id = o.unionId WHERE p.visitId IN (${some.places}) AND p.leftAt IS NULL
     ORDER BY p.visitId, p.nth`,
    some.values,
  );
};
export async function signedInOf(db: EntityManager, visitIds: readonly string[]): Promise<Map<string, number>> {
  const some = among(visitIds);
  const rows = await query<{ visitId: string; present: number | string }>(
    db,
    `SELECT visitId, COUNT(*) AS present FROM attendance WHERE visitId IN (${some.places}) GROUP BY visitId`,
    some.values,
  );
  return new Map(rows.map(({ visitId, present }) => [visitId, Number(present)]));
}

export const toOrder = (part: Part) => ({
  id: part.id,
  number: part.number,
  unionName: part.unionName,
  people: part.people,
  state: part.state,
  agreed: part.visitId === part.partOf && part.unitAgreedAt !== null,
});
