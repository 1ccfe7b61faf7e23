/** The members whom a campaign is for, as a condition of SQL: for coverage and for the list of those never reached. */
import type { Audience } from '@niangjia/shared/rules/audience';
import { type Ask, below, rangeOf } from '../../core/ask';
import { query } from '../../core/sql';
import { among } from '../../core/together';

interface Part {
  sql: string;
  values: unknown[];
}

const anyOf = (parts: Part[]): Part => ({
  sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`,
  values: parts.flatMap(({ values }) => values),
});

/**
 * Condition on `membership m JOIN trade_union u ON u.id = m.unionId`. Age is left out (ID numbers are sealed), and so
 * is "for the first time" (it changes with every voucher): both only make the true number smaller.
 */
export async function membersFor(
  ask: Ask,
  campaign: { id: string; unionPath: string; audience: string },
): Promise<Part> {
  const audience = JSON.parse(campaign.audience) as Audience;
  const parts: Part[] = [
    {
      sql: `m.state = 'active' AND m.verifiedAt IS NOT NULL AND ${below('u.path')}`,
      values: rangeOf(campaign.unionPath),
    },
  ];
  if (audience.unionIds.length > 0) {
    const ids = among(audience.unionIds);
    const unions = await query<{ path: string }>(
      ask.db,
      `SELECT path FROM trade_union WHERE id IN (${ids.places})`,
      ids.values,
    );
    parts.push(anyOf(unions.map(({ path }) => ({ sql: below('u.path'), values: rangeOf(path) }))));
  }
  if (audience.districts.length > 0)
    parts.push(anyOf(audience.districts.map((code) => ({ sql: 'u.districtCode LIKE ?', values: [`${code}%`] }))));
  if (audience.occupations.length > 0) {
    const some = among(audience.occupations);
    parts.push({ sql: `m.occupation IN (${some.places})`, values: some.values });
  }
  if (audience.listed)
    parts.push({
      sql: 'EXISTS (SELECT 1 FROM campaign_person x WHERE x.campaignId = ? AND x.personId = m.personId)',
      values: [campaign.id],
    });
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) };
}

/** Condition on `membership m`: never had a voucher of this organiser. */
export const neverReached = (unionId: string): Part => ({
  sql: `NOT EXISTS (SELECT 1 FROM voucher v JOIN campaign c ON c.id = v.campaignId
    WHERE v.personId = m.personId AND v.nth IS NOT NULL AND c.unionId = ?)`,
  values: [unionId],
});
