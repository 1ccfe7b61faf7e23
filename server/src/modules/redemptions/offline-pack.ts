/** What a cashier's phone needs for a day without a network, and the mark that each line of its queue bears. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { LATE_DAYS } from '@niangjia/shared/rules/vouchers';
import { type Ask, personOf } from '../../core/ask';
import { randomToken, ulid } from '../../core/ids';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { mustOwnShop } from './cashier';
import { type OfflinePack, OfflinePackTable } from './entity';
import { mostOffFen } from './offline-code';
import { offlinePublicKey } from './offline-keys';

const sealedAt = (id: string): string => `offline-pack:${id}`;

/** A pack of its own for each phone that asks. Refusals NOT_FOUND, SHOP_NOT_OFFLINE. */
export async function givePack(ask: Ask, shopId: string) {
  const shop = await mustOwnShop(ask, shopId);
  if (shop.offlinePerDay === 0) throw new Refusal('SHOP_NOT_OFFLINE');
  const [id, key, onDay] = [ulid(), randomToken(32), dayOf(ask.now)];
  await insert(ask.db, OfflinePackTable, {
    ...{ id, shopId, cashierId: shop.cashierId, onDay },
    keySealed: ask.kit.secrets.sealPlain(sealedAt(id), key),
    ...{ seq: 0, mark: '', issuedAt: ask.now.toISOString() },
  });
  ask.about(`offline-pack:${id}`, { shop: shopId });
  const most = shop.offlinePerDay;
  return { id, shopId, onDay, most, mostOffFen: mostOffFen(most), publicKey: offlinePublicKey(ask.kit), key };
}

export type FoundPack = OfflinePack & {
  shopName: string;
  merchantId: string;
  merchantName: string;
  cashierEndedAt: string | null;
};

/**
 * A pack of the asking person, held until the transaction ends. One whose cashier has ended meanwhile is taken too:
 * what was redeemed before is owed to the shop. Refusals NOT_FOUND, QUEUE_BROKEN (too late).
 */
export async function holdPack(ask: Ask, id: string): Promise<FoundPack> {
  await ask.db.query('UPDATE offline_pack SET seq = seq WHERE id = ?', [id]);
  const [pack] = await query<FoundPack>(
    ask.db,
    `SELECT o.*, s.name AS shopName, m.id AS merchantId, m.name AS merchantName, c.endedAt AS cashierEndedAt
     FROM offline_pack o JOIN cashier c ON c.id = o.cashierId JOIN person p ON p.phoneIndex = c.phoneIndex
     JOIN shop s ON s.id = o.shopId JOIN merchant m ON m.id = s.merchantId WHERE o.id = ? AND p.id = ?`,
    [id, personOf(ask).personId],
  );
  if (!pack) throw new Refusal('NOT_FOUND', { denied: `offline-pack:${id}` });
  if (dayOf(ask.now) > addDays(pack.onDay, LATE_DAYS)) {
    const sentence = `这份离线记录已超过 ${LATE_DAYS} 天，不能自动上传。请保留手机上的记录，联系工会。`;
    throw new Refusal('QUEUE_BROKEN', { sentence });
  }
  return pack;
}

export interface Line {
  seq: number;
  code: string;
  spendFen: number | null;
  at: string;
  mark: string;
}

/**
 * Throws QUEUE_BROKEN unless the lines follow one another without a gap, begin no later than behind the last one that
 * came, and each bears its mark: HMAC-SHA-256 under the pack's key of the mark before it (empty for the first), seq,
 * code, spend (empty for none) and instant as it was sent, a line each. Nothing of a broken call is taken.
 */
export function mustBeWhole(ask: Ask, pack: FoundPack, lines: readonly Line[]): void {
  const key = Buffer.from(ask.kit.secrets.openPlain(sealedAt(pack.id), pack.keySealed), 'base64url');
  const markAfter = (before: string, { seq, code, spendFen, at }: Line): Buffer =>
    createHmac('sha256', key)
      .update([before, seq, code, spendFen ?? '', at].join('\n'))
      .digest();
  let before = lines[0]?.seq === 1 ? '' : lines[0]?.seq === pack.seq + 1 ? pack.mark : null;
  let seq = (lines[0]?.seq ?? 1) - 1;
  let whole = seq <= pack.seq;
  for (const line of lines) {
    const given = Buffer.from(line.mark, 'base64url');
    // Of lines that came before, the one ahead of the first may be missing here; its mark was looked at then.
    const fits = before === null || (given.length === 32 && timingSafeEqual(markAfter(before, line), given));
    whole &&= fits && line.seq === seq + 1 && (line.seq !== pack.seq || line.mark === pack.mark);
    [before, seq] = [line.mark, line.seq];
  }
  if (whole) return;
  ask.kit.metrics.alarms.inc({ kind: 'offline-queue' });
  throw new Refusal('QUEUE_BROKEN', { denied: `offline-pack:${pack.id}` });
}
