/**
 * The audit's outside witness (security.md F8). A checkpoint names the head (number, hash) under a signature; hourly
 * ones leave the machine, so that a cut tail and a rewritten tail show, which the chain alone cannot.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { auditHash, GENESIS } from './audit';
import { query } from './sql';
import type { AuditHead, AuditRow } from './tables';

export interface Checkpoint {
  seq: number;
  hash: string;
  at: string;
  signature: string;
}

/** Key of checkpoint signatures, derived from the index key so that there is one secret less to keep. */
export const checkpointKey = (indexKey: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', indexKey, '', 'audit checkpoint', 32));

const signatureOf = (key: Buffer, { seq, hash, at }: Omit<Checkpoint, 'signature'>): string =>
  createHmac('sha256', key).update(`${seq}|${hash}|${at}`).digest('hex');

/** Writes the head of this moment as a new file, `<seq>.json`; the newest one if nothing has happened since. */
export async function writeCheckpoint(db: EntityManager, folder: string, key: Buffer, now: Date): Promise<Checkpoint> {
  const [head] = await query<AuditHead>(db, 'SELECT seq, hash FROM audit_head WHERE id = 1');
  if (!head) throw new Error('audit_head is missing: run the migrations');
  const facts = { seq: Number(head.seq), hash: head.hash, at: now.toISOString() };
  const checkpoint = { ...facts, signature: signatureOf(key, facts) };
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${String(checkpoint.seq).padStart(12, '0')}.json`);
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null && JSON.parse(known).hash !== head.hash)
    throw new Error(`row ${checkpoint.seq} of the audit is not the one of its checkpoint: the older witness stays`);
  const handle = await open(`${file}.new`, 'w');
  await handle.writeFile(JSON.stringify(checkpoint));
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
  return checkpoint;
}

/** All checkpoints of a folder, oldest first. Throws when one was forged. */
export async function readCheckpoints(folder: string, key: Buffer): Promise<Checkpoint[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const found: Checkpoint[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const checkpoint = JSON.parse(await readFile(join(folder, name), 'utf8')) as Checkpoint;
    const expected = Buffer.from(signatureOf(key, checkpoint));
    const given = Buffer.from(String(checkpoint.signature));
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new Error(`checkpoint ${name} was forged`);
    found.push(checkpoint);
  }
  return found;
}

export interface Verdict {
  rows: number;
  /** The first thing that is wrong, as a Chinese sentence; null when all is well. */
  fault: string | null;
}

const PAGE = 2000;

/** Walks the chain from its first row and holds it against the head and the checkpoints. Reads only. */
export async function verifyAudit(db: EntityManager, checkpoints: Checkpoint[]): Promise<Verdict> {
  const witnesses = new Map(checkpoints.map((one) => [one.seq, one.hash]));
  let previous = GENESIS;
  let seq = 0;
  let wrongHead: string | null = null;
  const [before] = await query<AuditRow>(db, 'SELECT seq FROM audit_row WHERE seq < 1 LIMIT 1');
  if (before) return { rows: 0, fault: `第 1 行之前多出第 ${before.seq} 行` };
  for (;;) {
    const rows = await query<AuditRow>(
      db,
      `SELECT seq, at, \`by\`, what, object, outcome, detail, requestId, hash FROM audit_row WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
      [seq],
    );
    for (const row of rows) {
      const found = Number(row.seq);
      if (found !== seq + 1) return { rows: seq, fault: `第 ${seq + 1} 行缺失` };
      if (auditHash(previous, { ...row, seq: found }) !== row.hash) return { rows: seq, fault: `第 ${found} 行被改动` };
      const witness = witnesses.get(found);
      if (witness !== undefined && witness !== row.hash)
        return { rows: seq, fault: `第 ${found} 行与检查点不符，此前有行被重写` };
      seq = found;
      previous = row.hash;
    }
    if (rows.length === PAGE) continue;
    const [head] = await query<AuditHead>(db, 'SELECT seq, hash FROM audit_head WHERE id = 1');
    // Rows may be written while this walks: as long as there are more of them, the walk goes on.
    const more = await query(db, 'SELECT seq FROM audit_row WHERE seq > ? LIMIT 1', [seq]);
    if (Number(head?.seq) > seq && more.length > 0) continue;
    if (Number(head?.seq) !== seq || head?.hash !== previous) wrongHead = `表头记到第 ${head?.seq} 行，与最后一行不符`;
    break;
  }
  const beyond = checkpoints.find((one) => one.seq > seq);
  if (beyond) return { rows: seq, fault: `检查点记到第 ${beyond.seq} 行，表里只有 ${seq} 行：末尾被截断` };
  return { rows: seq, fault: wrongHead };
}
