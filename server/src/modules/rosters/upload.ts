/** The file comes in: who may, before the first byte of it; then sealed part by part; then the roster. */
import { limits } from '@niangjia/shared/rules/limits';
import type { FastifyRequest } from 'fastify';
import { type Ask, type Caller, makeAsk, mustReach, staffOf } from '../../core/ask';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import { insert, query } from '../../core/sql';
import { type DataKey, DataKeyTable } from '../../core/tables';
import { receiveUpload } from '../../core/upload';
import { loadUnion, mustBeJoinable } from '../unions/service';
import { type Roster, RosterTable } from './entity';
import { writeParts } from './file';
import { describeRoster } from './list';

/** Endings that spreadsheets give; what it really is, its bytes say. */
const ENDINGS = /\.(xlsx|xls|et|csv|txt|tsv)$/i;
/** 60 MB over 4 Mbit/s. */
const ARRIVE_MS = 150_000;

export interface Uploaded {
  id: string;
  key: DataKey;
  bytes: number;
  sha256: string;
}

/** Refusals NOT_FOUND, UNION_CLOSED, WRONG_TYPE, TOO_MANY before the body is looked at; then those of the upload. */
export async function takeFile(
  kit: Kit,
  by: Caller,
  given: { unionId: string; fileName: string },
  request: FastifyRequest,
): Promise<Uploaded> {
  await mustWelcome(makeAsk(kit, kit.db.reader, by, request.ip).ask, given);
  const id = ulid();
  const sealer = kit.secrets.newSealer(id, kit.now());
  const parts = writeParts(kit, id, sealer);
  const kind = { thing: '一份名册', bytes: limits.roster.bytes, withinMs: ARRIVE_MS } as const;
  try {
    const { length, sha256 } = await receiveUpload(request, kind, parts.take);
    await parts.end();
    return { id, key: sealer.row, bytes: length, sha256 };
  } catch (error) {
    await parts.drop();
    if (error instanceof Refusal && error.code === 'FILE_BROKEN')
      throw new Refusal('FILE_BROKEN', { fields: [{ at: 'file', sentence: '名册没有传完整，请重新上传。' }] });
    throw error;
  }
}

async function mustWelcome(ask: Ask, { unionId, fileName }: { unionId: string; fileName: string }): Promise<void> {
  const union = await loadUnion(ask, unionId);
  mustReach(ask, 'rosters.import', union.path, `union:${unionId}`);
  mustBeJoinable(union);
  if (!ENDINGS.test(fileName))
    throw new Refusal('WRONG_TYPE', { fields: [{ at: 'file', sentence: '名册应是电子表格，请用模板填写后上传。' }] });
  const since = new Date(ask.now.getTime() - 86_400_000).toISOString();
  const [count] = await query<{ uploads: number | string }>(
    ask.db,
    'SELECT COUNT(*) AS uploads FROM roster WHERE uploadedBy = ? AND uploadedAt > ?',
    [staffOf(ask).accountId, since],
  );
  if (Number(count?.uploads ?? 0) >= limits.roster.perDay) throw new Refusal('TOO_MANY');
}

/** What may stand in a name that is shown: no control or direction characters. */
const shownName = (name: string): string => name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').toWellFormed();

/** Keeps the upload as a roster that waits to be read; the same file of this union is named as the earlier one. */
export async function keepRoster(
  ask: Ask,
  { unionId, fileName }: { unionId: string; fileName: string },
  file: Uploaded,
) {
  const { accountId, idNumberIndex } = staffOf(ask);
  const at = ask.now.toISOString();
  const [earlier] = await query<{ id: string }>(
    ask.db,
    `SELECT id FROM roster WHERE unionId = ? AND fileHash = ? AND state NOT IN ('unreadable', 'recalled')
     ORDER BY id DESC LIMIT 1`,
    [unionId, file.sha256],
  );
  const roster: Roster = {
    id: file.id,
    unionId,
    fileName: shownName(fileName),
    fileHash: file.sha256,
    bytes: file.bytes,
    state: 'reading',
    problem: null,
    encoding: null,
    columns: '[]',
    headerHash: null,
    headerLine: 0,
    sheet: 0,
    total: 0,
    good: 0,
    same: 0,
    bad: 0,
    stopped: 0,
    entered: 0,
    atLine: 0,
    progress: 0,
    uploadedBy: accountId,
    signer: idNumberIndex,
    uploadedAt: at,
    changedAt: at,
    jointId: null,
    earlierId: earlier?.id ?? null,
    clearedAt: null,
  };
  await insert(ask.db, DataKeyTable, file.key);
  await insert(ask.db, RosterTable, roster);
  ask.about(`roster:${roster.id}`, { union: unionId, bytes: file.bytes });
  return describeRoster(ask, roster.id, 'rosters.import');
}
