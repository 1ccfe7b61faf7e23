/** Carries out what the public data of a draw says, a piece at a time: a piece that is there already is passed over. */
import { type Ask, below, makeAsk, rangeOf } from '../../core/ask';
import { appendAudit } from '../../core/audit';
import { sayFault } from '../../core/fault';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { query } from '../../core/sql';
import { among } from '../../core/together';
import { type CampaignOf, SELECT_CAMPAIGN } from '../vouchers/entitled';
import type { VoucherEntry } from '../vouchers/entity';
import { closeAsLeft, closeAsLost } from '../vouchers/entries';
import { giveVouchers } from '../vouchers/give';
import { holdCampaign } from '../vouchers/hold';
import { serveLine } from '../vouchers/line';
import { fixDraw, readDrawText } from './draw-file';
import { type DrawEntry, type DrawFile, type DrawKind, orderOf, seedOf } from './draw-rules';
import { tellDraw } from './draw-tell';

/** Entries of one transaction. */
const AT_ONCE = 500;
const go = () => Promise.resolve(true);

const inTurn = <T>(kit: Kit, work: (ask: Ask) => Promise<T>): Promise<T> =>
  kit.db.tx((db) => work(makeAsk(kit, db, { kind: 'nobody' }).ask), { again: true });

/** How many vouchers each person of the list wins. */
function winsOf(file: DrawFile): Map<number, number> {
  const wins = new Map<number, number>();
  for (const { entries, winners } of file.kinds) {
    const won = new Set(winners);
    for (const [number, , person] of entries) if (won.has(number)) wins.set(person, (wins.get(person) ?? 0) + 1);
  }
  return wins;
}

/** What becomes of one entry: it wins, waits in the line at a rank, or has lost. */
type Fate = 'won' | 'lost' | number;

/** Entries of a kind in the drawn order, with what becomes of each. Who has all that one may have does not wait. */
function fatesOf(file: DrawFile, kind: DrawKind, wins: Map<number, number>, line: boolean): [number, Fate][] {
  const won = new Set(kind.winners);
  const isFull = (person: number) => file.perPerson > 0 && (wins.get(person) ?? 0) >= file.perPerson;
  const fate = ([number, , person]: DrawEntry, nth: number): Fate =>
    won.has(number) ? 'won' : line && !isFull(person) ? nth + 1 : 'lost';
  return orderOf(seedOf(file), kind).map((entry, nth) => [entry[0], fate(entry, nth)]);
}

/**
 * Writes the fates of a piece. What is not waiting any more has its fate already, or its person has gone. Who wins and
 * is no member any more gets nothing: the voucher stays in the stock, and from there it goes to the line.
 */
async function writePiece(ask: Ask, campaign: CampaignOf, kindId: string, piece: [number, Fate][]): Promise<void> {
  const stocks = await holdCampaign(ask.db, campaign.id);
  const fates = new Map(piece);
  const numbers = among(piece.map(([number]) => String(number)));
  const open = await query<VoucherEntry & { member: number }>(
    ask.db,
    `SELECT e.*, CASE WHEN u.id IS NULL THEN 0 ELSE 1 END AS member FROM voucher_entry e
     LEFT JOIN membership m ON m.activePerson = e.personId AND m.state = 'active'
     LEFT JOIN trade_union u ON u.id = m.unionId AND ${below('u.path')}
     WHERE e.kindId = ? AND e.kind = 'draw' AND e.state = 'waiting'
       AND e.number IN (${numbers.places}) ORDER BY e.number`,
    [...rangeOf(campaign.unionPath), kindId, ...numbers.values.map(Number)],
  );
  const won = open.filter(({ number }) => fates.get(number) === 'won');
  const winners = won.filter(({ member }) => Number(member) === 1);
  const gone = won.filter(({ member }) => Number(member) === 0).map(({ id }) => id);
  await closeAsLeft(ask, gone);
  const takers = winners.map((entry) => ({ ...entry, nth: 1 }));
  const vouchers = await giveVouchers(ask, campaign, stocks, takers, { source: 'draw', what: 'draw' });
  for (const [nth, { id }] of winners.entries())
    await query(
      ask.db,
      `UPDATE voucher_entry SET state = 'won', openHolder = NULL, closedAt = ?, voucherId = ? WHERE id = ?`,
      [ask.now.toISOString(), vouchers[nth]?.id, id],
    );
  for (const { id, number } of open) {
    const fate = fates.get(number);
    if (typeof fate === 'number')
      await query(ask.db, `UPDATE voucher_entry SET kind = 'line', lineRank = ? WHERE id = ?`, [fate, id]);
  }
  const lost = open.filter(({ number }) => fates.get(number) === 'lost').map(({ id }) => id);
  await closeAsLost(ask, lost);
}

/** All is written: from now on the public data is there for everybody, and everybody is told. */
async function finish(ask: Ask, campaignId: string): Promise<void> {
  await holdCampaign(ask.db, campaignId);
  const at = ask.now.toISOString();
  const [open] = await query(ask.db, 'SELECT id FROM campaign WHERE id = ? AND drawnAt IS NULL', [campaignId]);
  if (!open) return;
  await query(ask.db, 'UPDATE campaign SET drawnAt = ? WHERE id = ?', [at, campaignId]);
  await tellDraw(ask, { campaignId, whom: 'won', after: '', piece: 1 });
  // What was given back while the results were written.
  await serveLine(ask, campaignId);
  const object = `campaign:${campaignId}`;
  await appendAudit(ask.db, { at, by: 'job', what: 'draw done', object, outcome: 'done', requestId: ulid() });
}

async function drawOne(kit: Kit, campaignId: string, keep: () => Promise<boolean>): Promise<void> {
  await inTurn(kit, (ask) => fixDraw(ask, campaignId));
  const file = JSON.parse((await readDrawText(kit.db.reader, campaignId)) ?? '') as DrawFile;
  const [campaign] = await query<CampaignOf>(kit.db.reader, `${SELECT_CAMPAIGN} WHERE c.id = ?`, [campaignId]);
  if (!campaign) return;
  const wins = winsOf(file);
  for (const kind of file.kinds) {
    const fates = fatesOf(file, kind, wins, Boolean(campaign.line));
    for (let from = 0; from < fates.length; from += AT_ONCE) {
      if (!(await keep())) return;
      await inTurn(kit, (ask) => writePiece(ask, campaign, kind.id, fates.slice(from, from + AT_ONCE)));
    }
  }
  await inTurn(kit, (ask) => finish(ask, campaignId));
}

/** Works on all draws that were begun, the oldest campaign first; one that fails does not hold up the others. */
export async function workDraws(kit: Kit, keep: () => Promise<boolean> = go): Promise<void> {
  const begun = await query<{ id: string }>(
    kit.db.reader,
    `SELECT id FROM campaign WHERE state IN ('published', 'paused', 'ended') AND way = 'lottery'
       AND secret IS NOT NULL AND drawnAt IS NULL ORDER BY id LIMIT 20`,
  );
  for (const { id } of begun)
    try {
      await drawOne(kit, id, keep);
    } catch (error) {
      kit.log.error({ campaign: id, fault: sayFault(error) }, 'draw not done');
      kit.metrics.alarms.inc({ kind: 'draw' });
    }
}
