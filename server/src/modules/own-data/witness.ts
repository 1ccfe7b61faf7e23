/**
 * Erasures beside the database. A restored backup brings back the keys of people who were erased since: their ids
 * stand, signed, in a folder of the checkpoints, and what they name is erased anew before anything is served.
 */
import { timingSafeEqual } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeAsk } from '../../core/ask';
import { appendAudit } from '../../core/audit';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import type { Deliver } from '../../core/outbox';
import { DESTROYED } from '../../core/secrets';
import { query } from '../../core/sql';
import { erasePerson } from './erase';
import { isHeld } from './holds';

const folderOf = (kit: Kit): string => join(kit.config.checkpointFolder, 'erased');
const markOf = (kit: Kit, personId: string): string => kit.secrets.sign(`erased|${personId}`);

/** Leaves the id with the witness; the same again is no harm. */
export const witnessErasure: Deliver = async (kit, { personId = '' }) => {
  await mkdir(folderOf(kit), { recursive: true });
  const file = join(folderOf(kit), personId);
  await writeFile(`${file}.new`, markOf(kit, personId), { flush: true });
  await rename(`${file}.new`, file);
};

/** Removes the bytes of a photo whose row has gone. */
export const removeFile: Deliver = (kit, { fileKey = '' }) => kit.files.remove(fileKey);

const isOurs = (kit: Kit, personId: string, mark: string): boolean => {
  const [given, expected] = [Buffer.from(mark), Buffer.from(markOf(kit, personId))];
  return given.length === expected.length && timingSafeEqual(given, expected);
};

/** Erases again whoever came back with a backup, and returns how many. Where a hold came back as well, people decide. */
export async function repeatErasures(kit: Kit): Promise<number> {
  let again = 0;
  const names = await readdir(folderOf(kit)).catch(() => [] as string[]);
  for (const personId of names.filter((name) => /^[0-9A-Z]{26}$/.test(name))) {
    if (!isOurs(kit, personId, await readFile(join(folderOf(kit), personId), 'utf8'))) {
      kit.metrics.alarms.inc({ kind: 'erasure-forged' });
      continue;
    }
    const rows = await query(
      kit.db.reader,
      `SELECT p.id FROM person p LEFT JOIN data_key k ON k.subjectId = p.id
       WHERE p.id = ? AND (k.subjectId IS NULL OR k.wrapped <> ?)`,
      [personId, DESTROYED],
    );
    if (rows.length === 0) continue;
    if (await isHeld({ db: kit.db.reader }, personId)) {
      kit.metrics.alarms.inc({ kind: 'erasure-held' });
      continue;
    }
    await kit.db.tx(async (db) => {
      const { ask } = makeAsk(kit, db, { kind: 'nobody' });
      await erasePerson(ask, personId, { why: 'retention', actId: null });
      const detail = { why: 'restored' };
      const entry = { at: ask.now.toISOString(), by: 'job', what: 'repeat-erasure', object: `person:${personId}` };
      await appendAudit(db, { ...entry, outcome: 'done', detail, requestId: ulid() });
    });
    again += 1;
  }
  return again;
}
