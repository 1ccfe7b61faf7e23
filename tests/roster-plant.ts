/** A roster that is simply there: for benchmarks and crashes, which begin where people have done their part. */
import { ulid } from '@niangjia/server/core/ids';
import type { Kit } from '@niangjia/server/core/kit';
import { insert, update } from '@niangjia/server/core/sql';
import { DataKeyTable } from '@niangjia/server/core/tables';
import { JointActTable, JointSignatureTable } from '@niangjia/server/modules/joint/entity';
import { type Roster, RosterTable } from '@niangjia/server/modules/rosters/entity';
import { writeParts } from '@niangjia/server/modules/rosters/file';
import type { Union } from '@niangjia/server/modules/unions/entity';
import { csv, goodLine, HEADER } from './roster-files';

/** Seals the file part by part, as an upload does, and puts the roster behind it. */
export async function plantRoster(kit: Kit, union: Union, rows: number): Promise<string> {
  const id = ulid();
  const sealer = kit.secrets.newSealer(id, kit.now());
  const parts = writeParts(kit, id, sealer);
  let bytes = 0;
  const take = async (text: string) => {
    const chunk = Buffer.from(text);
    bytes += chunk.length;
    await parts.take(chunk);
  };
  await take(`${csv([HEADER])}\r\n`);
  for (let from = 0; from < rows; from += 1000)
    await take(`${csv(Array.from({ length: Math.min(1000, rows - from) }, (_, nth) => goodLine(from + nth)))}\r\n`);
  await parts.end();
  const at = kit.now().toISOString();
  const counts = { headerLine: 0, sheet: 0, total: 0, good: 0, same: 0, bad: 0, stopped: 0, entered: 0, atLine: 0 };
  const none = { problem: null, encoding: null, headerHash: null, jointId: null, earlierId: null, clearedAt: null };
  const roster: Roster = {
    ...{
      id,
      unionId: union.id,
      fileName: 'bench.csv',
      fileHash: '0'.repeat(64),
      bytes,
      state: 'reading',
      columns: '[]',
    },
    ...counts,
    ...none,
    ...{ progress: 0, uploadedBy: union.id, signer: null, uploadedAt: at, changedAt: at },
  };
  await kit.db.tx(async (db) => {
    await insert(db, DataKeyTable, sealer.row);
    await insert(db, RosterTable, roster);
  });
  return id;
}

/** What two people do in between. */
export async function confirmRoster(kit: Kit, union: Union, id: string): Promise<void> {
  const at = kit.now().toISOString();
  const actId = ulid();
  const none = { reason: null, barred: null, page: null, decidedAt: null, refusedBy: null, refusal: null };
  const act = { kind: 'roster', state: 'waiting', unionId: union.id, title: 'bench', facts: '[]' } as const;
  await kit.db.tx(async (db) => {
    const rest = { needs: 2, openKey: actId, proposedBy: union.id, proposedAt: at, dueOn: '2026-11-30' };
    await insert(db, JointActTable, { id: actId, payload: JSON.stringify({ rosterId: id }), ...act, ...rest, ...none });
    for (const [nth, slot] of (['first', 'rosters.confirm'] as const).entries())
      await insert(db, JointSignatureTable, {
        ...{ id: ulid(), actId, slot, accountId: union.id, unionId: union.id, signer: String(nth).repeat(64), at },
      });
    await update(db, JointActTable, { id: actId }, { state: 'done' });
    await update(db, RosterTable, { id }, { state: 'confirming', jointId: actId });
    await update(db, RosterTable, { id }, { state: 'entering', atLine: 0 });
  });
}
