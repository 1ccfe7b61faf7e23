/** Experts as staff, and they themselves, see them. */
import type { Query } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import type { Skill } from '@niangjia/shared/rules/experts';
import { limits } from '@niangjia/shared/rules/limits';
import { maskPhone } from '@niangjia/shared/rules/masks';
import { type Ask, withinReach } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { expertPhonePlace } from './entity';
import { type FoundExpert, loadExpert } from './load';

const MILLION = 1_000_000;

interface Sums {
  expertId: string;
  coming: number | string | null;
  recorded: number | string | null;
}

/** Stars of the orders that an expert's visits served. */
interface Stars {
  expertId: string;
  stars: number | string | null;
}

export async function describeExperts(ask: Ask, experts: FoundExpert[]) {
  if (experts.length === 0) return [];
  const ids = among(experts.map(({ id }) => id));
  const today = dayOf(ask.now);
  const sums = await query<Sums>(
    ask.db,
    `SELECT expertId, SUM(CASE WHEN state IN ('proposed', 'agreed') AND startAt >= ? THEN 1 ELSE 0 END) AS coming,
       SUM(CASE WHEN state = 'recorded' THEN 1 ELSE 0 END) AS recorded
     FROM visit WHERE expertId IN (${ids.places}) GROUP BY expertId`,
    [`${today}T00:00:00.000Z`, ...ids.values],
  );
  const stars = await query<Stars>(
    ask.db,
    `SELECT v.expertId, AVG(o.stars) AS stars FROM visit v JOIN service_order o ON o.visitId = v.id
     WHERE v.expertId IN (${ids.places}) AND o.stars IS NOT NULL GROUP BY v.expertId`,
    ids.values,
  );
  const sumOf = new Map(sums.map((row) => [row.expertId, row]));
  const starsOf = new Map(stars.map((row) => [row.expertId, Number(row.stars)]));
  return Promise.all(
    experts.map(async (expert) => {
      const { id, latitude, longitude } = expert;
      const mean = starsOf.get(id);
      return {
        ...expert,
        phoneMasked: expert.phoneSealed
          ? maskPhone(await ask.kit.secrets.open(ask.db, expertPhonePlace(id), expert.phoneSealed))
          : '',
        skills: JSON.parse(expert.skills) as Skill[],
        latitude: latitude / MILLION,
        longitude: longitude / MILLION,
        coming: Number(sumOf.get(id)?.coming ?? 0),
        recorded: Number(sumOf.get(id)?.recorded ?? 0),
        stars: mean === undefined ? null : Math.round(mean * 10) / 10,
      };
    }),
  );
}

export async function describeExpert(ask: Ask, expert: FoundExpert) {
  const [one] = await describeExperts(ask, [expert]);
  if (!one) throw new Error('no expert described');
  return one;
}

export const leavesOf = (ask: Ask, expertId: string) =>
  query<{ id: string; fromDay: string; untilDay: string; reason: string; cancelledAt: string | null }>(
    ask.db,
    `SELECT id, fromDay, untilDay, reason, cancelledAt FROM expert_leave WHERE expertId = ?
     ORDER BY fromDay DESC, id DESC LIMIT 100`,
    [expertId],
  );

/** Within the reach of `menu.manage`, by name; `text` is a part of name or title. */
export async function listExperts(ask: Ask, { skill, text, after }: Query<'GET /experts'>) {
  const reach = withinReach(ask, 'menu.manage', 'u.path');
  const conditions = [reach.sql];
  const values: string[] = [...reach.values];
  if (skill) {
    conditions.push('EXISTS (SELECT 1 FROM expert_skill s WHERE s.expertId = e.id AND s.skill = ?)');
    values.push(skill);
  }
  if (text) {
    conditions.push('(INSTR(e.name, ?) > 0 OR INSTR(e.title, ?) > 0)');
    values.push(text, text);
  }
  const from = `FROM expert e JOIN trade_union u ON u.id = e.unionId WHERE ${conditions.join(' AND ')}`;
  const [count] = await query<{ total: number | string }>(ask.db, `SELECT COUNT(*) AS total ${from}`, values);
  const found = await query<FoundExpert>(
    ask.db,
    `SELECT e.*, u.name AS unionName, u.path AS unionPath ${from} AND e.id > ? ORDER BY e.id LIMIT ${limits.page + 1}`,
    [...values, after ?? ''],
  );
  const items = await describeExperts(ask, found.slice(0, limits.page));
  return {
    items,
    next: found.length > limits.page ? (items.at(-1)?.id ?? null) : null,
    total: Number(count?.total ?? 0),
  };
}

/** Refusal NOT_FOUND. */
export async function readExpert(ask: Ask, id: string) {
  const expert = await loadExpert(ask, id, 'menu.manage');
  return { ...(await describeExpert(ask, expert)), leaves: await leavesOf(ask, id) };
}
