/** The queue of a phone that had no network, taken line by line. Which use of a voucher came first, the database decides. */

import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import type { Bill } from '@niangjia/shared/rules/vouchers';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query, update } from '../../core/sql';
import { type FoundVoucher, loadUsable } from '../vouchers/usable';
import { OfflinePackTable } from './entity';
import { readOffline } from './offline-keys';
import { type FoundPack, holdPack, type Line, mustBeWhole } from './offline-pack';
import { holdVoucher, mustComeTo, tellUsed, useUp, writeRedemption } from './redeem';
import { describeRedemption, findByPass } from './show';

type LineAnswer = Reply<'POST /offline-packs/:id/sync'>['lines'][number];

const CLOCK_MS = 5 * 60_000;
const REDEEMED = '已入账。';
const CONFLICT = '这张券此前已在别处用过，或已退回。本店照常结算，损失由工会承担。';

/** Why a line is not paid; the same line again gets the same sentence. */
type Judged = { voucher: FoundVoucher; bill: Bill } | { sentence: string };

async function judge(ask: Ask, pack: FoundPack, line: Line): Promise<Judged> {
  const payload = readOffline(ask.kit, line.code);
  if (!payload) return { sentence: '不是福利券的离线码，不能入账。' };
  if (payload.s !== pack.shopId || payload.d !== pack.onDay)
    return { sentence: '这个离线码不是给本店当天的，不能入账。' };
  const at = new Date(line.at).toISOString();
  if (dayOf(at) !== pack.onDay || (pack.cashierEndedAt !== null && at > pack.cashierEndedAt))
    return { sentence: '核销时间不对，不能入账。请联系工会。' };
  await holdVoucher(ask, payload.v);
  const voucher = await loadUsable(ask, payload.v);
  const given = await query<{ issuedAt: string }>(
    ask.db,
    'SELECT issuedAt FROM offline_code WHERE voucherId = ? AND shopId = ? AND onDay = ?',
    [payload.v, payload.s, payload.d],
  );
  if (!voucher || !given[0]) return { sentence: '没有发出过这个离线码，不能入账。' };
  // Nothing is used before its code was handed out, whatever a phone's clock says; five minutes are a clock's.
  if (Date.parse(at) < Date.parse(given[0].issuedAt) - CLOCK_MS)
    return { sentence: '核销时间早于离线码发出的时间，不能入账。请联系工会。' };
  const here = await query(
    ask.db,
    `SELECT r.id FROM redemption r LEFT JOIN redemption x ON x.undoOf = r.id
     WHERE r.voucherId = ? AND r.shopId = ? AND r.undoOf IS NULL AND (x.id IS NULL OR r.source = 'offline')`,
    [payload.v, payload.s],
  );
  if (here.length > 0) return { sentence: '这张券在本店已核销过，不重复入账。' };
  try {
    return { voucher, bill: mustComeTo(voucher, line.spendFen) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { sentence: error.body('').sentence };
  }
}

const passOf = (pack: FoundPack, seq: number): string => `${pack.id}:${seq}`;

async function take(ask: Ask, pack: FoundPack, line: Line): Promise<LineAnswer> {
  const { seq } = line;
  const judged = await judge(ask, pack, line);
  if ('sentence' in judged) return { seq, outcome: 'refused', sentence: judged.sentence, redemption: null };
  const { voucher, bill } = judged;
  const told = new Date(line.at).toISOString();
  const now = ask.now.toISOString();
  // A phone's clock may be ahead of ours.
  const at = told < now ? told : now;
  // Of the last day: the job that lets vouchers run out may have been faster than the shop's network.
  const first =
    (await useUp(ask, voucher.id, at, null)) || (voucher.state === 'expired' && (await isFree(ask, voucher)));
  const id = await writeRedemption(ask, voucher, bill, {
    ...{ source: 'offline', pass: passOf(pack, seq), loss: !first, at, onDay: pack.onDay },
    ...{ latitude: null, longitude: null, shopId: pack.shopId, merchantId: pack.merchantId, cashierId: pack.cashierId },
  });
  if (id === null) throw new Error('a held voucher was used up by another');
  await tellUsed(ask, voucher, pack, at, bill);
  const redemption = await describeRedemption(ask, id);
  return first
    ? { seq, outcome: 'redeemed', sentence: REDEEMED, redemption }
    : { seq, outcome: 'conflict', sentence: CONFLICT, redemption };
}

/** Whether no redemption stands for a voucher. */
const isFree = async (ask: Ask, { id }: FoundVoucher): Promise<boolean> =>
  (await query(ask.db, 'SELECT id FROM redemption WHERE liveVoucher = ?', [id])).length === 0;

/** A line that came before: its redemption as it is now, or once more why it was refused. */
async function again(ask: Ask, pack: FoundPack, line: Line): Promise<LineAnswer> {
  const { seq } = line;
  const known = await findByPass(ask, passOf(pack, seq));
  if (known) {
    const [outcome, sentence] = known.loss ? (['conflict', CONFLICT] as const) : (['redeemed', REDEEMED] as const);
    return { seq, outcome, sentence, redemption: known.redemption };
  }
  const judged = await judge(ask, pack, line);
  const sentence = 'sentence' in judged ? judged.sentence : '这一笔没有入账。请联系工会。';
  return { seq, outcome: 'refused', sentence, redemption: null };
}

/** Takes the lines in their order; those that came before have no second effect. Refusals NOT_FOUND, QUEUE_BROKEN. */
export async function syncQueue(ask: Ask, id: string, lines: Line[]) {
  const pack = await holdPack(ask, id);
  mustBeWhole(ask, pack, lines);
  const answers: LineAnswer[] = [];
  for (const line of lines) answers.push(await (line.seq <= pack.seq ? again : take)(ask, pack, line));
  const last = lines.at(-1);
  if (last && last.seq > pack.seq) await update(ask.db, OfflinePackTable, { id }, { seq: last.seq, mark: last.mark });
  const count = (outcome: string) => answers.filter((one) => one.outcome === outcome).length;
  const counts = { redeemed: count('redeemed'), conflicts: count('conflict'), refused: count('refused') };
  ask.about(`offline-pack:${id}`, { shop: pack.shopId, lines: lines.length, ...counts });
  return { lines: answers };
}
