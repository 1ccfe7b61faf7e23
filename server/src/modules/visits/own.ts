/** What an expert sees on the phone: the visits, and the route of a day. */
import { dayOf } from '@niangjia/shared/rules/days';
import { kmBetween } from '@niangjia/shared/rules/experts';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { ownExpert } from '../experts/load';
import { describeRows, describeVisit } from './describe';
import type { Visit } from './entity';
import { type Days, spanOf } from './list';
import { type FoundVisit, loadOwnVisit, SELECT_VISIT } from './load';

/** From the place before on the same day; null for the first of a day, and where a place is not on the map. */
function kmFrom(before: Visit | undefined, visit: Visit): number | null {
  if (!before || dayOf(before.startAt) !== dayOf(visit.startAt)) return null;
  if (before.latitude === null || before.longitude === null) return null;
  if (visit.latitude === null || visit.longitude === null) return null;
  const [a, b] = [before, visit] as { latitude: number; longitude: number }[];
  return a && b ? Math.round(kmBetween(a, b) * 10) / 10 : null;
}

/** By start, without those that were cancelled. Refusals NOT_AN_EXPERT, SPAN_TOO_LONG, DAYS_TURNED. */
export async function listOwnVisits(ask: Ask, days: Days) {
  const expert = await ownExpert(ask);
  const [start, end] = spanOf(days);
  const visits = await query<FoundVisit>(
    ask.db,
    `${SELECT_VISIT} WHERE v.expertId = ? AND v.startAt >= ? AND v.startAt < ? AND v.state <> 'cancelled'
     ORDER BY v.startAt, v.id`,
    [expert.id, start, end],
  );
  const rows = await describeRows(ask, visits, () => true);
  const items = rows.map((row, nth) => ({ ...row, fromLastKm: kmFrom(visits[nth - 1], visits[nth] as Visit) }));
  return { items };
}

/** Refusal NOT_FOUND. */
export async function readOwnVisit(ask: Ask, id: string) {
  await loadOwnVisit(ask, id);
  return describeVisit(ask, id);
}
