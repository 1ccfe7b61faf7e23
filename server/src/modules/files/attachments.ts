/** Videos and documents: stored as they come, in parts of 1 MB, and given out by a signed address, also from the middle. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import { dayOf } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import type { AttachmentKind } from '@niangjia/shared/rules/problems';
import type { FastifyRequest } from 'fastify';
import { type Ask, type Caller, callerName } from '../../core/ask';
import { ulid } from '../../core/ids';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import type { FileReply } from '../../core/route';
import { insert, nextValue, query } from '../../core/sql';
import { receiveUpload } from '../../core/upload';
import { cleanVideo } from '../../core/video';
import { type Attachment, AttachmentTable } from './entity';

const PART = 1024 * 1024;
const ADDRESS_MS = 5 * 60_000;
/** 50 MB over 3 Mbit/s. */
const ARRIVE_MS = 150_000;
const types = { video: 'video/mp4', document: 'application/pdf' } as const;
const names = { video: 'video.mp4', document: 'document.pdf' } as const;

type Stored = Omit<Attachment, 'owner' | 'createdAt'>;

const partKey = (id: string, nth: number): string => `${id}V${String(nth).padStart(5, '0')}`;
/** The attachment to which a key of the file store belongs; null for any other file. */
export const attachmentOfKey = (key: string): string | null =>
  /^[0-9A-Z]{26}V\d{5}$/.test(key) ? key.slice(0, 26) : null;

const says = (code: 'TOO_LARGE' | 'WRONG_TYPE' | 'FILE_BROKEN' | 'DAY_QUOTA', sentence: string) =>
  new Refusal(code, { fields: [{ at: 'file', sentence }] });

/** Counts a sender's files of a day; the names of one day sort together. */
const COUNTER = 'attachment:';

/**
 * Takes one of the day's uploads before the first byte comes, so that many at once are no more than one after the
 * other; what is refused later gives it back.
 */
async function takeTurn(kit: Kit, by: Caller): Promise<() => Promise<unknown>> {
  const name = `${COUNTER}${dayOf(kit.now())}:${callerName(by)}`;
  await kit.db.tx(async (db) => {
    if ((await nextValue(db, name)) > limits.attachment.perDay)
      throw says('DAY_QUOTA', '今天上传的视频和文档已到上限，请明天再传。');
  });
  return () => kit.db.tx((db) => db.query('UPDATE counter SET value = value - 1 WHERE name = ?', [name]));
}

/** Those of the days before. */
export const forgetTurns = (kit: Kit): Promise<unknown> =>
  kit.db.tx((db) =>
    db.query('DELETE FROM counter WHERE name >= ? AND name < ?', [COUNTER, `${COUNTER}${dayOf(kit.now())}`]),
  );

/** What it is, by its first bytes; a document is taken as it is, because it is only ever handed out to be saved. */
function cleanerFor(first: Buffer) {
  if (first.toString('latin1', 4, 8) === 'ftyp') return { kind: 'video' as const, ...cleanVideo() };
  if (first.toString('latin1', 0, 5) === '%PDF-')
    return { kind: 'document' as const, take: (chunk: Buffer) => chunk, end: () => {} };
  throw new Refusal('WRONG_TYPE');
}

/** Writes the parts as they come. `drop` takes back what was written, also while more is coming. */
function writer(kit: Kit, id: string) {
  let waiting = Buffer.alloc(0);
  let first = Buffer.alloc(0);
  let cleaner: ReturnType<typeof cleanerFor> | undefined;
  let [arrived, stored, written, dropped] = [0, 0, 0, false];
  const hash = createHash('sha256');

  async function put(bytes: Buffer): Promise<void> {
    if (dropped) throw new Error('the upload has been given up');
    const key = partKey(id, written);
    written += 1;
    stored += bytes.length;
    hash.update(bytes);
    await kit.files.put(key, bytes);
    if (dropped) await kit.files.remove(key);
  }
  async function pass(chunk: Buffer, from: NonNullable<typeof cleaner>): Promise<void> {
    arrived += chunk.length;
    if (arrived > limits.attachment[from.kind])
      throw says(
        'TOO_LARGE',
        from.kind === 'video' ? '视频超过 50 MB，请剪短一些。' : '文档超过 10 MB，请压缩后再传。',
      );
    waiting = Buffer.concat([waiting, from.take(chunk)]);
    for (; waiting.length >= PART; waiting = waiting.subarray(PART)) await put(waiting.subarray(0, PART));
  }
  return {
    async take(chunk: Buffer): Promise<void> {
      if (cleaner) return pass(chunk, cleaner);
      first = Buffer.concat([first, chunk]);
      if (first.length < 12) return;
      cleaner = cleanerFor(first);
      await pass(first, cleaner);
    },
    async end(): Promise<Pick<Stored, 'kind' | 'bytes' | 'sha256'>> {
      if (!cleaner) throw new Refusal('WRONG_TYPE');
      cleaner.end();
      if (waiting.length > 0) await put(waiting);
      return { kind: cleaner.kind, bytes: stored, sha256: hash.digest('hex') };
    },
    async drop(): Promise<void> {
      dropped = true;
      for (let nth = 0; nth < written; nth += 1) await kit.files.remove(partKey(id, nth));
    },
  };
}

/** What may stand in a name that is shown: no control or direction characters. */
const shownName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .toWellFormed()
    .trim()
    .slice(0, limits.attachment.name) || '附件';

const words: Partial<Record<Refusal['code'], string>> = {
  WRONG_TYPE: '只能上传 MP4 视频或 PDF 文档。',
  TOO_LARGE: '文件太大：视频最多 50 MB，文档最多 10 MB。',
  FILE_BROKEN: '文件没有传完整或打不开，请重新上传。',
};

/** Before the transaction: the bytes. Refusals DAY_QUOTA, WRONG_TYPE, TOO_LARGE, FILE_BROKEN. */
export async function takeAttachment(kit: Kit, by: Caller, fileName: string, request: FastifyRequest): Promise<Stored> {
  const giveBack = await takeTurn(kit, by);
  const id = ulid();
  const parts = writer(kit, id);
  const kind = { thing: '一个文件', bytes: limits.attachment.video, withinMs: ARRIVE_MS } as const;
  try {
    await receiveUpload(request, kind, parts.take);
    return { id, name: shownName(fileName), ...(await parts.end()) };
  } catch (error) {
    await giveBack();
    await parts.drop();
    const sentence = error instanceof Refusal && !error.more.fields ? words[error.code] : undefined;
    throw sentence ? says((error as Refusal).code as 'WRONG_TYPE', sentence) : error;
  }
}

export async function keepAttachment(ask: Ask, stored: Stored) {
  await insert(ask.db, AttachmentTable, { ...stored, owner: callerName(ask.by), createdAt: ask.now.toISOString() });
  ask.about(`attachment:${stored.id}`, { kind: stored.kind, bytes: stored.bytes });
  return stored;
}

/** Throws NOT_FOUND unless the caller has sent this attachment. */
export async function mustBeOwnAttachment(ask: Ask, id: string): Promise<AttachmentKind> {
  const [file] = await query<Attachment>(ask.db, 'SELECT owner, kind FROM attachment WHERE id = ?', [id]);
  if (file?.owner !== callerName(ask.by)) throw new Refusal('NOT_FOUND', { denied: `attachment:${id}` });
  return file.kind;
}

const signed = (kit: Kit, id: string, until: string): string => kit.secrets.sign(`attachment|${id}|${until}`);

/** Address of an attachment that belongs to a case, for somebody who may read that case: the caller has made sure of it. */
export function attachmentAddressOf(ask: Ask, id: string): string {
  const until = String(ask.now.getTime() + ADDRESS_MS);
  return `/api/attachments/${id}?until=${until}&signature=${signed(ask.kit, id, until)}`;
}

async function* range(kit: Kit, id: string, from: number, until: number): AsyncGenerator<Buffer> {
  for (let at = from; at < until; ) {
    const part = await kit.files.get(partKey(id, Math.floor(at / PART)));
    const piece = part.subarray(at % PART, Math.min(part.length, (at % PART) + until - at));
    if (piece.length === 0) throw new Error('an attachment is shorter than it was');
    at += piece.length;
    yield piece;
  }
}

/** What stands behind a signed address; a document is only ever saved, never shown. Refusals NOT_FOUND, LINK_EXPIRED. */
export async function readAttachment(kit: Kit, id: string, until: string, signature: string): Promise<FileReply> {
  const expected = Buffer.from(signed(kit, id, until));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal('NOT_FOUND');
  if (Number(until) <= kit.now().getTime()) throw new Refusal('LINK_EXPIRED');
  const [file] = await query<Attachment>(kit.db.reader, 'SELECT kind, bytes FROM attachment WHERE id = ?', [id]);
  if (!file) throw new Refusal('NOT_FOUND');
  // A part that has gone is told before the answer begins.
  await kit.files.get(partKey(id, 0));
  return {
    bytes: {
      length: file.bytes,
      read: (from, to) => Readable.from(range(kit, id, from, to), { objectMode: false }),
    },
    type: types[file.kind],
    name: names[file.kind],
    ...(file.kind === 'document' && { download: true }),
  };
}

/** Keys of an attachment's bytes in the file store. */
export const partKeysOf = ({ id, bytes }: Pick<Attachment, 'id' | 'bytes'>): string[] =>
  Array.from({ length: Math.ceil(bytes / PART) }, (_, nth) => partKey(id, nth));

/** Takes rows and bytes away; the bytes go by the sweeper when this stops in between. */
export async function removeAttachment(kit: Kit, one: Pick<Attachment, 'id' | 'bytes'>): Promise<void> {
  await kit.db.tx((db) => db.query('DELETE FROM attachment WHERE id = ?', [one.id]));
  for (const key of partKeysOf(one)) await kit.files.remove(key);
}
