/** The public data of a draw: who takes part was fixed when entering closed, and with the secret it is who wins. */
import type { EntityManager } from 'typeorm';
import type { Ask } from '../../core/ask';
import { appendAudit } from '../../core/audit';
import { sha256, ulid } from '../../core/ids';
import { insertMany, query } from '../../core/sql';
import { type CampaignOf, SELECT_CAMPAIGN } from '../vouchers/entitled';
import type { VoucherEntry } from '../vouchers/entity';
import { holdCampaign } from '../vouchers/hold';
import { DrawPageTable } from './draw-entity';
import { type DrawEntry, type DrawFile, drawWinners, listDigest } from './draw-rules';
import type { VoucherKind } from './entity';

/** Characters of a page: at most four bytes each, so that a page fits a text column of MySQL. */
const PAGE = /[\s\S]{1,16000}/gu;
/** Entries that one statement reads. */
const AT_ONCE = 10_000;
/** Who had a voucher of the organiser in so many months before entering closed comes behind the rest. */
const MONTHS = 12;

type EntryRow = Pick<VoucherEntry, 'number' | 'holder'> & { behind: number };

/** The text of the public data; null while it has not been fixed. */
export async function readDrawText(db: EntityManager, campaignId: string): Promise<string | null> {
  const pages = await query<{ text: string }>(db, 'SELECT text FROM draw_page WHERE campaignId = ? ORDER BY page', [
    campaignId,
  ]);
  return pages.length === 0 ? null : pages.map(({ text }) => text).join('');
}

function monthsBefore(instant: string, months: number): string {
  const day = new Date(instant);
  day.setUTCMonth(day.getUTCMonth() - months);
  return day.toISOString();
}

/**
 * A piece of the entries of a kind as they stood when entering closed, by number, and whether each comes behind. What
 * happened since then counts for nothing: a membership or an account that has ended, a voucher given or given back.
 */
const readPiece = (ask: Ask, campaign: CampaignOf, kindId: string, after: number): Promise<EntryRow[]> =>
  query<EntryRow>(
    ask.db,
    `SELECT e.number, e.holder,
       CASE WHEN ? = 1 AND EXISTS (SELECT 1 FROM voucher v JOIN campaign c ON c.id = v.campaignId
         WHERE v.personId = e.personId AND v.givenAt >= ? AND v.givenAt < ?
           AND (v.nth IS NOT NULL OR v.closedAt >= ?) AND c.unionId = ?)
       THEN 1 ELSE 0 END AS behind
     FROM voucher_entry e WHERE e.kindId = ? AND e.kind = 'draw' AND e.number > ?
       AND (e.state = 'waiting' OR (e.state = 'left' AND e.closedAt >= ?))
     ORDER BY e.number LIMIT ${AT_ONCE}`,
    [
      campaign.favourNew ? 1 : 0,
      monthsBefore(campaign.claimUntil, MONTHS),
      campaign.claimUntil,
      campaign.claimUntil,
      campaign.unionId,
      kindId,
      after,
      campaign.claimUntil,
    ],
  );

/** Who takes part in the draw of a kind. */
async function takePart(ask: Ask, campaign: CampaignOf, kindId: string, personOf: (holder: string) => number) {
  const entries: DrawEntry[] = [];
  for (let after = 0; ; ) {
    const piece = await readPiece(ask, campaign, kindId, after);
    for (const { number, holder, behind } of piece)
      entries.push([number, Number(behind) === 1 ? 1 : 0, personOf(holder)]);
    if (piece.length < AT_ONCE) return entries;
    after = piece.at(-1)?.number ?? after;
  }
}

/** Counts persons in the order in which they first stand in the list; without a limit nobody is counted. */
function counter({ perPerson }: Pick<CampaignOf, 'perPerson'>): (holder: string) => number {
  const known = new Map<string, number>();
  return (holder) => {
    if (perPerson === 0) return 0;
    const person = known.get(holder) ?? known.size + 1;
    known.set(holder, person);
    return person;
  };
}

/**
 * Fixes who wins, once, after the secret was opened and with the campaign held. The audit row holds the digest of the
 * public data.
 */
export async function fixDraw(ask: Ask, campaignId: string): Promise<void> {
  const stocks = await holdCampaign(ask.db, campaignId);
  if ((await readDrawText(ask.db, campaignId)) !== null) return;
  const [campaign] = await query<CampaignOf>(ask.db, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [campaignId]);
  if (!campaign) throw new Error('a draw of no campaign');
  const rows = await query<VoucherKind>(ask.db, 'SELECT * FROM voucher_kind WHERE campaignId = ? ORDER BY sort', [
    campaignId,
  ]);
  const personOf = counter(campaign);
  const kinds: DrawFile['kinds'] = [];
  for (const { id, title } of rows) {
    const total = stocks.find(({ kindId }) => kindId === id)?.remaining ?? 0;
    kinds.push({ id, title, total, entries: await takePart(ask, campaign, id, personOf), winners: [] });
  }
  const { number, title, commitment, secret, beacon, beaconValue, perPerson } = campaign;
  const file: DrawFile = {
    format: 'niangjia-draw',
    version: 1,
    campaign: { number, title },
    commitment: commitment ?? '',
    secret: secret ?? '',
    beacon,
    beaconValue,
    perPerson,
    kinds,
  };
  const winners = drawWinners(file);
  const whole = { ...file, kinds: kinds.map((kind, nth) => ({ ...kind, winners: winners[nth] ?? [] })) };
  const text = JSON.stringify(whole);
  const pages = (text.match(PAGE) ?? []).map((part, page) => ({ campaignId, page, text: part }));
  await insertMany(ask.db, DrawPageTable, pages);
  await appendAudit(ask.db, {
    at: ask.now.toISOString(),
    by: 'job',
    what: 'draw fixed',
    object: `campaign:${campaignId}`,
    outcome: 'done',
    detail: {
      entries: kinds.reduce((sum, { entries }) => sum + entries.length, 0),
      winners: winners.reduce((sum, { length }) => sum + length, 0),
      list: listDigest(kinds),
      file: sha256(text),
    },
    requestId: ulid(),
  });
}
