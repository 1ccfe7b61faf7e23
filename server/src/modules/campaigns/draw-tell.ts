/** Tells everybody what the draw has brought, once each, a piece of persons at a time: who won comes first. */
import { sayDay } from '@niangjia/shared/rules/days';
import { type Ask, makeAsk } from '../../core/ask';
import type { Deliver } from '../../core/outbox';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { notify } from '../notices/notify';
import { isFirst } from '../unions/tree-tell';
import type { VoucherEntry } from '../vouchers/entity';

/** Small, so that the messages of everybody else do not queue behind those of a large draw. */
const AT_ONCE = 100;

interface Piece {
  campaignId: string;
  whom: 'won' | 'rest';
  /** Holders after this one. */
  after: string;
  piece: number;
}

export const tellDraw = (ask: Ask, { campaignId, whom, after, piece }: Piece): Promise<void> =>
  ask.tell('drawn', { campaignId, whom, after, piece: String(piece) });

type Told = Pick<VoucherEntry, 'holder' | 'personId' | 'kind' | 'state' | 'voucherId'> & { title: string };

const WON = `e.state = 'won'`;
const REST = `(e.state = 'lost' OR (e.kind = 'line' AND e.state = 'waiting')) AND NOT EXISTS
  (SELECT 1 FROM voucher_entry w WHERE w.campaignId = e.campaignId AND w.holder = e.holder AND w.state = 'won')`;

async function toldOf(ask: Ask, { campaignId, whom, after }: Piece): Promise<Map<string, Told[]>> {
  const holders = await query<{ holder: string }>(
    ask.db,
    `SELECT DISTINCT e.holder FROM voucher_entry e WHERE e.campaignId = ? AND e.holder > ?
       AND ${whom === 'won' ? WON : REST} ORDER BY e.holder LIMIT ${AT_ONCE}`,
    [campaignId, after],
  );
  const told = new Map<string, Told[]>(holders.map(({ holder }) => [holder, []]));
  if (told.size === 0) return told;
  const { places, values } = among([...told.keys()]);
  const rows = await query<Told>(
    ask.db,
    `SELECT e.holder, e.personId, e.kind, e.state, e.voucherId, k.title FROM voucher_entry e
     JOIN voucher_kind k ON k.id = e.kindId WHERE e.campaignId = ? AND e.holder IN (${places}) ORDER BY e.holder, k.sort`,
    [campaignId, ...values],
  );
  for (const row of rows) told.get(row.holder)?.push(row);
  return told;
}

const names = (rows: Told[]): string => rows.map(({ title }) => `“${title}”`).join('、');

function sayResult(rows: Told[], useUntil: string): string {
  const won = rows.filter(({ state }) => state === 'won');
  const waiting = rows.filter(({ kind, state }) => kind === 'line' && state === 'waiting');
  const lost = rows.filter(({ state }) => state === 'lost');
  return [
    ...(won.length > 0 ? [`抽中${names(won)}，请在 ${sayDay(useUntil)}前使用（含当天）。`] : []),
    ...(waiting.length > 0 ? [`${names(waiting)}未抽中，已按抽签次序候补，有人退回就依次发给您。`] : []),
    ...(lost.length > 0 ? [`${names(lost)}未抽中。`] : []),
    '抽签数据已公开，谁都可以重算核对。',
  ].join('');
}

export const tellDrawn: Deliver = async (kit, { campaignId = '', whom = 'won', after = '', piece = '1' }) => {
  const now: Piece = { campaignId, whom: whom === 'won' ? 'won' : 'rest', after, piece: Number(piece) };
  await kit.db.tx(
    async (db) => {
      const { ask } = makeAsk(kit, db, { kind: 'nobody' });
      if (!(await isFirst(ask, `drawn:${campaignId}:${now.whom}`, now.piece))) return;
      const [campaign] = await query<{ title: string; useUntil: string }>(
        db,
        'SELECT title, useUntil FROM campaign WHERE id = ?',
        [campaignId],
      );
      if (!campaign) return;
      const told = await toldOf(ask, now);
      for (const rows of told.values())
        await notify(ask, rows[0]?.personId ?? '', {
          kind: 'voucher',
          title: now.whom === 'won' ? '您抽中了福利券' : '抽签结果：这次没有抽中',
          words: `“${campaign.title}”抽签结果：${sayResult(rows, campaign.useUntil)}`,
          page: `voucher/offer?id=${campaignId}`,
        });
      const last = [...told.keys()].at(-1);
      if (last !== undefined && told.size === AT_ONCE)
        await tellDraw(ask, { ...now, after: last, piece: now.piece + 1 });
      else if (now.whom === 'won') await tellDraw(ask, { campaignId, whom: 'rest', after: '', piece: 1 });
    },
    { again: true },
  );
};
