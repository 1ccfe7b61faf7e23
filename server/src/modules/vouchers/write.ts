/** Writes what a batch of claims came to, in one transaction, with one audit row over all that was given. */
import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../core/audit';
import { sha256, ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { insertMany, query } from '../../core/sql';
import type { Outcome } from '../../core/together';
import { type Voucher, type VoucherEntry, VoucherEntryTable, VoucherTable } from './entity';
import { type Claim, type Hot, loadHot } from './hot';
import { judge, type Verdict } from './judge';

export type Judged = Verdict & { hot: Hot };

/** Outcomes in the order of the claims. Runs again whole when the database asks for it: tickets find what is there. */
export const writeClaims = (kit: Kit, campaignId: string, claims: Claim[]): Promise<Outcome<Judged>[]> =>
  kit.db.tx((db) => writeIn(db, kit, campaignId, claims), {
    again: true,
    expired: () => claims.every((claim) => claim.expired()),
  });

async function writeIn(db: EntityManager, kit: Kit, campaignId: string, claims: Claim[]): Promise<Outcome<Judged>[]> {
  const batch = ulid();
  const hot = await loadHot(db, campaignId, claims, kit.now());
  const vouchers: Voucher[] = [];
  const entries: VoucherEntry[] = [];
  const outcomes = claims.map((claim): Outcome<Judged> => {
    // Nobody waits for it any more; the same ticket may come again.
    if (claim.expired()) return { error: new Refusal('BUSY') };
    try {
      const verdict = judge(hot, claim, batch);
      if (verdict.fresh) 'voucher' in verdict ? vouchers.push(verdict.voucher) : entries.push(verdict.entry);
      return { answer: { ...verdict, hot } };
    } catch (error) {
      return { error };
    }
  });
  if (vouchers.length + entries.length === 0) return outcomes;
  if (vouchers.length > 0) await insertMany(db, VoucherTable, vouchers);
  if (entries.length > 0) await insertMany(db, VoucherEntryTable, entries);
  await keepStocks(db, hot, new Set([...vouchers, ...entries].map(({ kindId }) => kindId)));
  await noteBatch(
    db,
    kit,
    {
      ...{ batch, campaignId, what: 'POST /offers/:id/claim', requestId: claims[0]?.requestId ?? '' },
      more: { entries: entries.length },
    },
    vouchers,
  );
  return outcomes;
}

async function keepStocks(db: EntityManager, hot: Hot, touched: Set<string>): Promise<void> {
  for (const { id, stock } of hot.kinds.values())
    if (touched.has(id))
      await query(db, 'UPDATE voucher_stock SET remaining = ?, dayOn = ?, dayGiven = ?, entries = ? WHERE kindId = ?', [
        stock.remaining,
        stock.dayOn,
        stock.dayGiven,
        stock.entries,
        id,
      ]);
}

type Witnessed = Pick<Voucher, 'id' | 'kindId' | 'holder' | 'personId'>;

/**
 * One audit row for all vouchers that are written together: how many, and a digest of them in order, so that one that
 * is added, taken away or given another holder afterwards is found (`batch` of each leads to its row). Call it last.
 */
export async function noteBatch(
  db: EntityManager,
  kit: Kit,
  {
    batch,
    campaignId,
    what,
    requestId,
    by = 'members',
    more = {},
  }: {
    batch: string;
    campaignId: string;
    what: string;
    requestId: string;
    by?: string;
    more?: Record<string, number>;
  },
  vouchers: Witnessed[],
): Promise<void> {
  await appendAudit(db, {
    at: kit.now().toISOString(),
    by,
    what,
    object: `batch:${batch}`,
    outcome: 'done',
    detail: { campaign: campaignId, count: vouchers.length, digest: digestOf(vouchers), ...more },
    requestId,
  });
}

/** SHA-256 over vouchers in their order, a line each: id, kind, holder, person. */
const digestOf = (vouchers: Witnessed[]): string =>
  sha256(vouchers.map(({ id, kindId, holder, personId }) => [id, kindId, holder, personId].join(' ')).join('\n'));
