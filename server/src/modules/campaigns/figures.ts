/** What a campaign has given, what was used and for how much, whom it reached. */
import { dayOf } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { loadCampaign } from './load';
import { membersFor, neverReached } from './members-of';

type Counted<Names extends string> = Record<Names, number | string | null>;
const count = (value: number | string | null | undefined) => Number(value ?? 0);

/** Columns over `voucher v`; the one place that says what counts. Twice today's Shanghai day. */
const COUNTS = `COUNT(CASE WHEN v.nth IS NOT NULL THEN 1 END) AS given,
  COUNT(CASE WHEN v.state = 'used' THEN 1 END) AS used,
  COUNT(CASE WHEN v.state = 'expired' OR (v.state = 'issued' AND v.useUntil < ?) THEN 1 END) AS expired`;

const GROUPS = {
  kind: { key: 'v.kindId', label: 'k.title', join: 'JOIN voucher_kind k ON k.id = v.kindId' },
  union: { key: 'v.unionId', label: 'u.name', join: 'JOIN trade_union u ON u.id = v.unionId' },
  day: { key: 'v.givenOn', label: 'v.givenOn', join: '' },
  occupation: { key: 'v.occupation', label: 'v.occupation', join: '' },
} as const;
type By = keyof typeof GROUPS;

/** `by`: how the rows are grouped, by kind of voucher when absent. Money in fen, undone redemptions taken off. NOT_FOUND. */
export async function campaignFigures(ask: Ask, id: string, by: By = 'kind') {
  const campaign = await loadCampaign(ask, id, 'campaigns.read');
  const today = dayOf(ask.now);
  const [all] = await query<Counted<'given' | 'used' | 'expired' | 'returned' | 'persons'>>(
    ask.db,
    `SELECT ${COUNTS}, COUNT(CASE WHEN v.state = 'returned' THEN 1 END) AS returned,
       COUNT(DISTINCT CASE WHEN v.nth IS NOT NULL THEN v.holder END) AS persons
     FROM voucher v WHERE v.campaignId = ?`,
    [today, id],
  );
  const [money] = await query<Counted<'subsidyFen' | 'merchantFen' | 'bankFen' | 'paysFen'>>(
    ask.db,
    `SELECT SUM(subsidyFen) AS subsidyFen, SUM(merchantFen) AS merchantFen, SUM(bankFen) AS bankFen,
       SUM(paysFen) AS paysFen FROM redemption WHERE campaignId = ?`,
    [id],
  );
  const [stock] = await query<Counted<'total'>>(
    ask.db,
    'SELECT SUM(total) AS total FROM voucher_stock WHERE campaignId = ?',
    [id],
  );
  return {
    at: ask.now.toISOString(),
    total: count(stock?.total),
    given: count(all?.given),
    used: count(all?.used),
    expired: count(all?.expired),
    returned: count(all?.returned),
    persons: count(all?.persons),
    subsidyFen: count(money?.subsidyFen),
    merchantFen: count(money?.merchantFen),
    bankFen: count(money?.bankFen),
    paysFen: count(money?.paysFen),
    ...(await coverage(ask, campaign)),
    rows: await grouped(ask, id, by, today),
  };
}

async function coverage(ask: Ask, campaign: { id: string; unionId: string; unionPath: string; audience: string }) {
  const members = await membersFor(ask, campaign);
  const never = neverReached(campaign.unionId);
  const from = `FROM membership m JOIN trade_union u ON u.id = m.unionId WHERE ${members.sql}`;
  const [row] = (await ask.db.query(
    `SELECT COUNT(*) AS entitled,
       COUNT(CASE WHEN EXISTS (SELECT 1 FROM voucher r WHERE r.personId = m.personId AND r.campaignId = ?
         AND r.nth IS NOT NULL) THEN 1 END) AS reached,
       COUNT(CASE WHEN ${never.sql} THEN 1 END) AS neverReached ${from}`,
    [campaign.id, ...never.values, ...members.values],
  )) as Counted<'entitled' | 'reached' | 'neverReached'>[];
  return { entitled: count(row?.entitled), reached: count(row?.reached), neverReached: count(row?.neverReached) };
}

async function grouped(ask: Ask, id: string, by: By, today: string) {
  const { key, label, join } = GROUPS[by];
  const rows = await query<Counted<'given' | 'used' | 'expired' | 'fen'> & { key: string; label: string }>(
    ask.db,
    `SELECT ${key} AS \`key\`, ${label} AS label, ${COUNTS}, SUM(r.subsidyFen) AS fen
     FROM voucher v ${join} LEFT JOIN redemption r ON r.liveVoucher = v.id
     WHERE v.campaignId = ? GROUP BY ${key}, ${label} ORDER BY ${by === 'day' ? '1' : 'given DESC, 2'} LIMIT 400`,
    [today, id],
  );
  return rows.map((row) => ({
    key: row.key,
    label: by === 'occupation' ? (occupations[row.key as keyof typeof occupations] ?? row.label) : row.label,
    given: count(row.given),
    used: count(row.used),
    expired: count(row.expired),
    fen: count(row.fen),
  }));
}
