/**
 * A program of its own that says whether a rush was right. It reads the clients' history and the database, and shares
 * no code with the server. `node checker.cjs <database URL> <campaign> <history file>`: a line of JSON; exit code 1 when
 * something does not hold.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import type { Event } from './clients';

interface Row {
  id: string;
  kindId: string;
  personId: string;
  holder: string;
  ticket: string;
  batch: string;
  state: string;
}
interface Verdict {
  given: number;
  refused: number;
  unanswered: number;
  /** What does not hold, the first few of each kind. */
  wrong: string[];
}

async function read(url: string, campaignId: string) {
  const connection = await createConnection(url);
  const rows = async <One>(sql: string, values: unknown[] = []) => (await connection.query(sql, values))[0] as One[];
  const vouchers = await rows<Row>('SELECT * FROM voucher WHERE campaignId = ? ORDER BY id', [campaignId]);
  const [stock] = await rows<{ total: number; remaining: number }>(
    'SELECT SUM(total) AS total, SUM(remaining) AS remaining FROM voucher_stock WHERE campaignId = ?',
    [campaignId],
  );
  const notes = await rows<{ object: string; detail: string }>(
    `SELECT object, detail FROM audit_row WHERE object LIKE 'batch:%' AND detail LIKE ?`,
    [`%${campaignId}%`],
  );
  await connection.end();
  return { vouchers, total: Number(stock?.total), remaining: Number(stock?.remaining), notes };
}

const grouped = <One>(items: One[], by: (one: One) => string): Map<string, One[]> => {
  const groups = new Map<string, One[]>();
  for (const one of items) {
    const group = groups.get(by(one));
    if (group) group.push(one);
    else groups.set(by(one), [one]);
  }
  return groups;
};

function judge({ vouchers, total, remaining, notes }: Awaited<ReturnType<typeof read>>, events: Event[]): Verdict {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const must = (holds: boolean, kind: string, which = '') => {
    if (holds) return;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if ((seen.get(kind) ?? 0) <= 3) wrong.push(`${kind} ${which}`.trim());
  };
  const live = vouchers.filter(({ state }) => state !== 'returned');
  must(live.length <= total, 'more vouchers than stock', `${live.length} of ${total}`);
  must(
    remaining >= 0 && remaining + live.length === total,
    'left and given are not the stock',
    `${remaining} + ${live.length}, ${total}`,
  );
  for (const [holder, own] of grouped(live, (one) => one.holder)) must(own.length === 1, 'two for one', holder);
  for (const [personId, own] of grouped(live, (one) => one.personId)) must(own.length === 1, 'two for one', personId);

  const byId = new Map(vouchers.map((one) => [one.id, one]));
  const asked = new Set(events.map(({ ticketId }) => ticketId));
  for (const { ticket, id } of vouchers) must(asked.has(ticket), 'a voucher that nobody asked for', id);
  const told = events.filter(({ what }) => what === 'given');
  for (const { said, personId, ticketId } of told) {
    const row = byId.get(said);
    must(row !== undefined, 'acknowledged and lost', said);
    must(!row || (row.personId === personId && row.ticket === ticketId), "somebody else's voucher", said);
  }
  for (const [ticketId, own] of grouped(told, (one) => one.ticketId))
    must(new Set(own.map(({ said }) => said)).size === 1, 'one ticket, two vouchers', ticketId);

  const holders = new Set(vouchers.map(({ personId }) => personId));
  let refused = 0;
  let unanswered = 0;
  for (const [ticketId, own] of grouped(events, (one) => one.ticketId)) {
    const last = own.at(-1);
    if (last?.what === 'unknown' || last?.what === 'invoke') unanswered += 1;
    if (last?.what !== 'refused') continue;
    refused += 1;
    const soldOut = last.said === 'SOLD_OUT';
    must(!soldOut || remaining === 0, 'told sold out, and some are left', ticketId);
    must(last.said === 'TAKEN_ALREADY' || !holders.has(last.personId), `refused (${last.said}), and has one`, ticketId);
  }

  const noted = new Map(notes.map(({ object, detail }) => [object.slice('batch:'.length), JSON.parse(detail)]));
  const batches = grouped(vouchers, (one) => one.batch);
  for (const [batch, own] of batches) {
    const digest = createHash('sha256')
      .update(own.map(({ id, kindId, holder, personId }) => [id, kindId, holder, personId].join(' ')).join('\n'))
      .digest('hex');
    const note = noted.get(batch) as { count: number; digest: string } | undefined;
    must(note?.count === own.length && note.digest === digest, 'a batch that is not as the audit says', batch);
  }
  for (const batch of noted.keys()) must(batches.has(batch), 'a batch without its vouchers', batch);
  return { given: live.length, refused, unanswered, wrong };
}

async function main([url = '', campaignId = '', history = '']: string[]): Promise<void> {
  const events = readFileSync(history, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Event);
  const verdict = judge(await read(url, campaignId), events);
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
  process.exit(verdict.wrong.length > 0 ? 1 : 0);
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(2);
});
