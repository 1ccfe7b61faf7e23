/** Finding a visit: for whoever reads, plans, or is its expert; and holding it while it changes. */
import { showsCase } from '@niangjia/shared/rules/visits';
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { findOwnExpert } from '../experts/load';
import { type FoundOrder, maySee, mustOwn, SELECT_ORDER } from '../orders/load';
import type { Visit } from './entity';

export type FoundVisit = Visit & {
  title: string;
  prepare: string;
  expertName: string;
  ownerName: string;
  ownerPath: string;
};

export const SELECT_VISIT = `SELECT v.*, i.title, i.prepare, e.name AS expertName, w.name AS ownerName, w.path AS ownerPath
  FROM visit v JOIN menu_item i ON i.id = v.itemId JOIN expert e ON e.id = v.expertId
  JOIN trade_union w ON w.id = v.ownerId`;

export async function visitById(db: EntityManager, id: string): Promise<FoundVisit | undefined> {
  const [visit] = await query<FoundVisit>(db, `${SELECT_VISIT} WHERE v.id = ?`, [id]);
  return visit;
}

/** Two who change one visit: the second waits here, and then reads what the first has done. */
export async function heldVisit(ask: Ask, id: string): Promise<FoundVisit | undefined> {
  await ask.db.query('UPDATE visit SET people = people WHERE id = ?', [id]);
  return visitById(ask.db, id);
}

export const isOpen = ({ state }: Pick<Visit, 'state'>): boolean => state === 'proposed' || state === 'agreed';

/** The orders that are in it now, the host first. */
export const ordersIn = (db: EntityManager, visitId: string): Promise<FoundOrder[]> =>
  query<FoundOrder>(
    db,
    `${SELECT_ORDER} JOIN visit_part p ON p.orderId = o.id
     WHERE p.visitId = ? AND p.leftAt IS NULL AND o.visitId = p.visitId AND o.state IN ('assigned', 'scheduled')
     ORDER BY p.nth`,
    [visitId],
  );

/** Within the reach of whoever reads: the owner's union, or one that is served. Throws NOT_FOUND. */
export async function loadVisit(ask: Ask, id: string): Promise<FoundVisit> {
  const visit = await visitById(ask.db, id);
  if (!visit) throw new Refusal('NOT_FOUND', { denied: `visit:${id}` });
  const units = await query<{ unionPath: string }>(
    ask.db,
    `SELECT u.path AS unionPath FROM visit_part p JOIN service_order o ON o.id = p.orderId
     JOIN trade_union u ON u.id = o.unionId WHERE p.visitId = ? AND p.leftAt IS NULL`,
    [id],
  );
  const paths = [{ unionPath: visit.ownerPath }, ...units];
  if (!paths.some(({ unionPath }) => maySee(ask, { unionPath, ownerPath: visit.ownerPath }, 'orders.read')))
    throw new Refusal('NOT_FOUND', { denied: `visit:${id}` });
  return visit;
}

/** Held, for the department that serves it. Refusals NOT_FOUND, ORDER_ELSEWHERE, VISIT_STATE (it is over). */
export async function loadPlannedVisit(ask: Ask, id: string): Promise<FoundVisit> {
  const visit = await heldVisit(ask, id);
  const paths = visit && { unionPath: visit.ownerPath, ownerPath: visit.ownerPath };
  if (!visit || !paths || !maySee(ask, paths, 'orders.plan')) throw new Refusal('NOT_FOUND', { denied: `visit:${id}` });
  mustOwn(ask, visit);
  if (!isOpen(visit)) throw new Refusal('VISIT_STATE');
  ask.about(`visit:${id}`);
  return visit;
}

/** As its expert sees it: in the end without the place's address (security.md, role E). */
export const forExpert = (ask: Ask, visit: FoundVisit): FoundVisit =>
  showsCase(visit, ask.now) ? visit : { ...visit, address: '', latitude: null, longitude: null };

/** Of the expert who asks. Throws NOT_FOUND, also for whoever is no expert. */
export async function loadOwnVisit(ask: Ask, id: string): Promise<FoundVisit> {
  const expert = await findOwnExpert(ask);
  const visit = await visitById(ask.db, id);
  if (!expert || visit?.expertId !== expert.id) throw new Refusal('NOT_FOUND', { denied: `visit:${id}` });
  ask.about(`visit:${id}`);
  return visit;
}
