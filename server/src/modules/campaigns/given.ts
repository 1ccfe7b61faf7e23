/** The vouchers behind a number. */
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import type { Occupation } from '@niangjia/shared/rules/membership';
import type { VoucherSource, VoucherState } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { query } from '../../core/sql';
import { nameMaskedOf } from '../membership/book';
import { loadCampaign } from './load';

interface Filter {
  state?: VoucherState;
  kindId?: string;
  unionId?: string;
  day?: string;
  occupation?: Occupation;
  after?: string;
}

interface Row {
  id: string;
  kindTitle: string;
  name: string | null;
  unionName: string;
  state: VoucherState;
  source: VoucherSource;
  givenAt: string;
  useUntil: string;
  usedAt: string | null;
  shopName: string | null;
  offFen: number | null;
}

/** Newest first. `day`: of giving. NOT_FOUND. */
export async function listGiven(ask: Ask, id: string, { state, kindId, unionId, day, occupation, after }: Filter) {
  await loadCampaign(ask, id, 'vouchers.read');
  const today = dayOf(ask.now);
  const given = Object.entries({ kindId, unionId, givenOn: day, occupation }).filter(([, value]) => value);
  const states = {
    issued: `v.state = 'issued' AND v.useUntil >= ?`,
    expired: `(v.state = 'expired' OR (v.state = 'issued' AND v.useUntil < ?))`,
    used: `v.state = 'used' AND ? <> ''`,
    returned: `v.state = 'returned' AND ? <> ''`,
  };
  const rows = await query<Row>(
    ask.db,
    `SELECT v.id, k.title AS kindTitle, p.name, u.name AS unionName, v.state, v.source, v.givenAt, v.useUntil, v.usedAt,
       s.name AS shopName, r.offFen
     FROM voucher v JOIN voucher_kind k ON k.id = v.kindId JOIN person p ON p.id = v.personId
     JOIN trade_union u ON u.id = v.unionId
     LEFT JOIN redemption r ON r.liveVoucher = v.id LEFT JOIN shop s ON s.id = r.shopId
     WHERE v.campaignId = ? AND ${state ? states[state] : `? <> ''`}
       ${given.map(([name]) => `AND v.${name} = ?`).join(' ')} AND v.id < ?
     ORDER BY v.id DESC LIMIT ${limits.page + 1}`,
    [id, today, ...given.map(([, value]) => value), after ?? '~'],
  );
  const page = rows.slice(0, limits.page);
  return {
    items: page.map(({ name, ...row }) => ({
      ...row,
      nameMasked: nameMaskedOf(name),
      state: row.state === 'issued' && row.useUntil < today ? ('expired' as const) : row.state,
    })),
    next: rows.length > limits.page ? (page.at(-1)?.id ?? null) : null,
  };
}
