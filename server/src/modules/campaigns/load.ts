/** A campaign with its kinds and stock, as staff see it. */
import type { Reply } from '@niangjia/shared/contract/index';
import type { Audience } from '@niangjia/shared/rules/audience';
import { mayAct, type Permission } from '@niangjia/shared/rules/roles';
import { phaseOf, type Wave } from '@niangjia/shared/rules/vouchers';
import type { EntityManager } from 'typeorm';
import { type Ask, mustReach, staffOf } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import { namesOf } from '../unions/service';
import { audienceWords } from './audience-words';
import type { Campaign, VoucherKind, VoucherStock } from './entity';

export type FoundCampaign = Campaign & { unionName: string; unionPath: string; makerName: string | null };

export const audienceOf = ({ audience }: Pick<Campaign, 'audience'>): Audience => JSON.parse(audience) as Audience;

/** A campaign within the reach of a permission. Throws NOT_FOUND, also for other unions' ones. */
export async function loadCampaign(ask: Ask, id: string, permission: Permission): Promise<FoundCampaign> {
  const [row] = await query<FoundCampaign>(
    ask.db,
    `SELECT c.*, u.name AS unionName, u.path AS unionPath, a.name AS makerName FROM campaign c
     JOIN trade_union u ON u.id = c.unionId LEFT JOIN staff_account a ON a.id = c.createdBy WHERE c.id = ?`,
    [id],
  );
  if (!row) throw new Refusal('NOT_FOUND', { denied: `campaign:${id}` });
  mustReach(ask, permission, row.unionPath, `campaign:${id}`);
  ask.about(`campaign:${id}`);
  return {
    ...row,
    line: Boolean(row.line),
    favourNew: Boolean(row.favourNew),
    budgetFen: Number(row.budgetFen),
  };
}

export type FoundKind = Omit<VoucherKind, 'waves' | 'merchantIds'> &
  Pick<VoucherStock, 'total' | 'remaining'> & { waves: Wave[]; merchantIds: string[] };

/** The kinds of a campaign in their order, with their stock. */
export async function kindsOf(db: EntityManager, campaignId: string): Promise<FoundKind[]> {
  const rows = await query<VoucherKind & Pick<VoucherStock, 'total' | 'remaining'>>(
    db,
    `SELECT k.*, s.total, s.remaining FROM voucher_kind k JOIN voucher_stock s ON s.kindId = k.id
     WHERE k.campaignId = ? ORDER BY k.sort`,
    [campaignId],
  );
  return rows.map((row) => ({
    ...row,
    waves: JSON.parse(row.waves) as Wave[],
    merchantIds: JSON.parse(row.merchantIds) as string[],
  }));
}

/** Vouchers can be given: neither before nor after. */
export const isRunning = ({ state }: Pick<Campaign, 'state'>): boolean => state === 'published' || state === 'paused';
/** The draw has begun and its results are not all written yet: who wins is fixed, so nothing else may move. */
export const isDrawing = ({ secret, drawnAt }: Pick<Campaign, 'secret' | 'drawnAt'>): boolean =>
  secret !== null && drawnAt === null;
/** Entering a lottery has closed and it is not drawn yet: its list and its stock stay as they are. */
export const awaitsDraw = (
  { way, claimUntil, drawnAt }: Pick<Campaign, 'way' | 'claimUntil' | 'drawnAt'>,
  now: Date,
): boolean => way === 'lottery' && drawnAt === null && now.toISOString() >= claimUntil;

/** How many persons the list of a campaign names. */
export async function listedIn(db: EntityManager, campaignId: string): Promise<number> {
  const [row] = await query<{ listed: number | string }>(
    db,
    'SELECT COUNT(*) AS listed FROM campaign_person WHERE campaignId = ?',
    [campaignId],
  );
  return Number(row?.listed ?? 0);
}

/** Union money at most: total × subsidy, over all kinds. */
export const budgetOf = (kinds: readonly { total: number; subsidyFen: number }[]): number =>
  kinds.reduce((sum, { total, subsidyFen }) => sum + total * subsidyFen, 0);

type Shown = Reply<'GET /campaigns/:id'>;

/** A campaign as it is answered. */
export async function toCampaign(ask: Ask, campaign: FoundCampaign): Promise<Shown> {
  const kinds = await kindsOf(ask.db, campaign.id);
  const audience = audienceOf(campaign);
  const manages = mayAct(staffOf(ask).posts, 'campaigns.manage', campaign.unionPath);
  return {
    ...campaign,
    audience,
    phase: phaseOf(campaign, ask.now.toISOString()),
    audienceWords: audienceWords(audience, await namesOf(ask, audience.unionIds)),
    kinds: kinds.map(({ remaining, ...kind }) => ({ ...kind, left: remaining })),
    budgetFen: budgetOf(kinds),
    listed: await listedIn(ask.db, campaign.id),
    createdBy: campaign.makerName ?? '',
    may: {
      edit: manages && campaign.state === 'draft',
      run: manages && isRunning(campaign),
    },
  };
}

/** The same by its id. Throws NOT_FOUND. */
export async function describeCampaign(ask: Ask, id: string, permission: Permission): Promise<Shown> {
  return toCampaign(ask, await loadCampaign(ask, id, permission));
}
