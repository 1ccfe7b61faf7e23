/** Vouchers of a campaign that is over: taken by members, scanned at a shop, by the same services as everybody's. */
import { type Ask, makeAsk } from '../core/ask';
import { ulid } from '../core/ids';
import type { Kit } from '../core/kit';
import { query } from '../core/sql';
import { personByPhone } from '../modules/people/person';
import { lookAt } from '../modules/redemptions/look';
import { redeem } from '../modules/redemptions/redeem';
import { showVoucherCode } from '../modules/vouchers/code';
import { holderOf, loadKnown } from '../modules/vouchers/entitled';
import { writeClaims } from '../modules/vouchers/write';
import { madeUpPhone } from './people';
import { FIRST_CASHIER } from './voucher-plans';

/** The same server, some days ago. */
export const daysAgo = (kit: Kit, days: number): Kit => ({
  ...kit,
  now: () => new Date(kit.now().getTime() - days * 86_400_000),
});

const speakAs = <Result>(kit: Kit, personId: string, work: (ask: Ask) => Promise<Result>): Promise<Result> =>
  kit.db.tx((db) => work(makeAsk(kit, db, { kind: 'person', personId, sessionId: 'demo' }).ask));

/** The market of the demo: second of its merchants. */
const CASHIER = madeUpPhone(FIRST_CASHIER + 1);
const BILLS = [3560, 4280, 5105, 3990, 8800];

/** Members near the campaign take one each; five of them have used it a month ago. */
export async function useSome(kit: Kit, past: Kit, campaignId: string): Promise<void> {
  const [kind] = await query<{ id: string }>(kit.db.reader, 'SELECT id FROM voucher_kind WHERE campaignId = ?', [
    campaignId,
  ]);
  const members = await query<{ personId: string }>(
    kit.db.reader,
    `SELECT m.activePerson AS personId FROM membership m JOIN trade_union u ON u.id = m.unionId
     JOIN campaign c ON c.id = ? JOIN trade_union o ON o.id = c.unionId
     WHERE m.state = 'active' AND INSTR(u.path, o.path) = 1 ORDER BY m.id LIMIT 8`,
    [campaignId],
  );
  for (const { personId } of members) await takeOne(past, campaignId, kind?.id ?? '', personId);
  const taken = await query<{ id: string; personId: string }>(
    kit.db.reader,
    'SELECT id, personId FROM voucher WHERE campaignId = ? ORDER BY id',
    [campaignId],
  );
  for (const [nth, spendFen] of BILLS.entries()) {
    const voucher = taken[nth];
    if (voucher) await useOne(daysAgo(kit, 34 - nth), voucher, spendFen);
  }
}

async function takeOne(kit: Kit, campaignId: string, kindId: string, personId: string): Promise<void> {
  // Who takes a voucher has signed in on the phone.
  const seen = 'UPDATE membership SET verifiedAt = ? WHERE activePerson = ? AND verifiedAt IS NULL';
  await kit.db.tx((db) => query(db, seen, [kit.now().toISOString(), personId]));
  const h = await speakAs(kit, personId, async (ask) => holderOf(kit, campaignId, await loadKnown(ask, personId)));
  const ticket = { p: personId, c: campaignId, h, n: ulid(), at: kit.now().getTime() };
  const [outcome] = await writeClaims(kit, campaignId, [{ kindId, ticket, expired: () => false, requestId: 'demo' }]);
  if (outcome && 'error' in outcome) throw outcome.error;
}

async function useOne(kit: Kit, voucher: { id: string; personId: string }, spendFen: number): Promise<void> {
  const { code } = await speakAs(kit, voucher.personId, (ask) => showVoucherCode(ask, voucher.id));
  const cashier = await kit.db.tx((db) => personByPhone(makeAsk(kit, db, { kind: 'nobody' }).ask, CASHIER));
  await speakAs(kit, cashier, async (ask) => {
    const [shop] = await query<{ shopId: string }>(
      ask.db,
      'SELECT c.shopId FROM cashier c JOIN person p ON p.phoneIndex = c.openPhone WHERE p.id = ?',
      [cashier],
    );
    const { pass } = await lookAt(ask, { shopId: shop?.shopId ?? '', code });
    await redeem(ask, { pass, spendFen, place: null });
  });
}
