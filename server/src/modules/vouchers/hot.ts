/** What a batch of claims of one campaign has to know: read once for all of them, under the campaign's lock. */

import type { Audience } from '@niangjia/shared/rules/audience';
import type { MembershipState } from '@niangjia/shared/rules/members';
import type { Occupation } from '@niangjia/shared/rules/membership';
import type { Wave } from '@niangjia/shared/rules/vouchers';
import type { EntityManager } from 'typeorm';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import type { VoucherKind, VoucherStock } from '../campaigns/entity';
import { type CampaignOf, SELECT_CAMPAIGN } from './entitled';
import type { Voucher, VoucherEntry } from './entity';
import { holdCampaign } from './hold';
import type { Ticket } from './ticket';

export interface Claim {
  kindId: string;
  ticket: Ticket;
  /** The call has been answered with BUSY: it is to have no effect. */
  expired(): boolean;
  requestId: string;
}

export interface HotMember {
  personId: string;
  unionId: string;
  unionPath: string;
  occupation: Occupation;
  state: MembershipState;
}

export type HotKind = VoucherKind & { waves: string; plan: Wave[]; stock: VoucherStock };

export interface Hot {
  now: Date;
  campaign: CampaignOf;
  kinds: Map<string, HotKind>;
  members: Map<string, HotMember>;
  /** By holder; what the batch itself adds stands here at once. */
  vouchers: Map<string, Voucher[]>;
  entries: Map<string, VoucherEntry[]>;
  /** Of a campaign for the first time only: who has had a voucher of the organiser. */
  had: Set<string>;
  /** Waiting in the line, by kind. */
  queue: Map<string, number>;
}

const gathered = <Row extends { holder: string }>(rows: Row[]): Map<string, Row[]> => {
  const all = new Map<string, Row[]>();
  for (const row of rows) all.set(row.holder, [...(all.get(row.holder) ?? []), row]);
  return all;
};

/** Takes the campaign's lock, then reads. `claims`: at least one. */
export async function loadHot(db: EntityManager, campaignId: string, claims: Claim[], now: Date): Promise<Hot> {
  const stocks = await holdCampaign(db, campaignId);
  const [campaign] = await query<CampaignOf>(db, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [campaignId]);
  if (!campaign) throw new Error('a claim of no campaign');
  const rows = await query<VoucherKind>(db, 'SELECT * FROM voucher_kind WHERE campaignId = ?', [campaignId]);
  const kinds = new Map<string, HotKind>();
  for (const row of rows) {
    const stock = stocks.find(({ kindId }) => kindId === row.id);
    if (stock) kinds.set(row.id, { ...row, plan: JSON.parse(row.waves) as Wave[], stock });
  }
  const persons = among([...new Set(claims.map(({ ticket }) => ticket.p))]);
  const holders = among([...new Set(claims.map(({ ticket }) => ticket.h))]);
  const members = await membersOf(db, persons);
  const of = `campaignId = ? AND holder IN (${holders.places})`;
  const vouchers = await query<Voucher>(db, `SELECT * FROM voucher WHERE ${of}`, [campaignId, ...holders.values]);
  const waits = campaign.way === 'lottery' || Boolean(campaign.line);
  const entries = waits
    ? await query<VoucherEntry>(db, `SELECT * FROM voucher_entry WHERE ${of}`, [campaignId, ...holders.values])
    : [];
  return {
    now,
    campaign,
    kinds,
    members: new Map(members.map((member) => [member.personId, member])),
    vouchers: gathered(vouchers),
    entries: gathered(entries),
    had: (JSON.parse(campaign.audience) as Audience).firstTime ? await hadBefore(db, campaign, persons) : new Set(),
    queue: campaign.line && campaign.way === 'first' ? await queues(db, campaignId) : new Map(),
  };
}

/**
 * Two looks, not one with a join: beside a large union the database would begin with the union, and read each of its
 * members for a handful of them.
 */
async function membersOf(db: EntityManager, persons: ReturnType<typeof among>): Promise<HotMember[]> {
  const members = await query<Omit<HotMember, 'unionPath'>>(
    db,
    `SELECT activePerson AS personId, unionId, occupation, state FROM membership WHERE activePerson IN (${persons.places})`,
    persons.values,
  );
  if (members.length === 0) return [];
  const unions = among([...new Set(members.map(({ unionId }) => unionId))]);
  const rows = await query<{ id: string; path: string }>(
    db,
    `SELECT id, path FROM trade_union WHERE id IN (${unions.places})`,
    unions.values,
  );
  const paths = new Map(rows.map(({ id, path }) => [id, path]));
  return members.map((member) => ({ ...member, unionPath: paths.get(member.unionId) ?? '' }));
}

async function hadBefore(db: EntityManager, { unionId }: CampaignOf, persons: ReturnType<typeof among>) {
  const rows = await query<{ personId: string }>(
    db,
    `SELECT v.personId FROM voucher v JOIN campaign c ON c.id = v.campaignId
     WHERE v.personId IN (${persons.places}) AND v.nth IS NOT NULL AND c.unionId = ?`,
    [...persons.values, unionId],
  );
  return new Set(rows.map(({ personId }) => personId));
}

async function queues(db: EntityManager, campaignId: string): Promise<Map<string, number>> {
  const rows = await query<{ kindId: string; waiting: number | string }>(
    db,
    `SELECT k.id AS kindId, COUNT(e.id) AS waiting FROM voucher_kind k
     JOIN voucher_entry e ON e.kindId = k.id AND e.kind = 'line' AND e.state = 'waiting'
     WHERE k.campaignId = ? GROUP BY k.id`,
    [campaignId],
  );
  return new Map(rows.map(({ kindId, waiting }) => [kindId, Number(waiting)]));
}
