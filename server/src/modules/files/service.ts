/** Photos: cleaned, stored under a random name, and shown only by a signed address that ends after five minutes. */

import { timingSafeEqual } from 'node:crypto';
import { dayOf, endOfDay } from '@niangjia/shared/rules/days';
import { limits } from '@niangjia/shared/rules/limits';
import { type Ask, type Caller, callerName } from '../../core/ask';
import { ulid } from '../../core/ids';
import { cleanImage } from '../../core/images';
import type { Kit } from '../../core/kit';
import { Refusal } from '../../core/refusal';
import type { FileReply } from '../../core/route';
import { insert, query } from '../../core/sql';
import { attachmentOfKey } from './attachments';
import { type StoredFile, StoredFileTable } from './entity';

const ADDRESS_MS = 5 * 60_000;
type Stored = Omit<StoredFile, 'owner' | 'createdAt'>;

async function mustHaveRoom(kit: Kit, by: Caller): Promise<void> {
  const since = new Date(endOfDay(dayOf(kit.now())).getTime() - 86_400_000).toISOString();
  const [count] = await query<{ files: number | string }>(
    kit.db.reader,
    'SELECT COUNT(*) AS files FROM stored_file WHERE owner = ? AND createdAt > ?',
    [callerName(by), since],
  );
  if (Number(count?.files ?? 0) >= limits.file.perDay) throw new Refusal('DAY_QUOTA');
}

/** Outside the transaction: decode, re-encode, write the bytes. A row follows, or the sweeper takes the bytes away. */
export async function storeImage(kit: Kit, by: Caller, bytes: Buffer): Promise<Stored> {
  await mustHaveRoom(kit, by);
  const image = await cleanImage(bytes);
  const id = ulid();
  await kit.files.put(id, image.bytes);
  return {
    id,
    fileKey: id,
    type: image.type,
    bytes: image.bytes.length,
    width: image.width,
    height: image.height,
    sha256: image.sha256,
  };
}

const signed = (kit: Kit, id: string, until: string): string => kit.secrets.sign(`file|${id}|${until}`);

function addressOf(ask: Ask, id: string): { address: string; addressUntil: string } {
  const until = ask.now.getTime() + ADDRESS_MS;
  return {
    address: `/api/files/${id}?until=${until}&signature=${signed(ask.kit, id, String(until))}`,
    addressUntil: new Date(until).toISOString(),
  };
}

export async function keepFile(ask: Ask, stored: Stored) {
  await insert(ask.db, StoredFileTable, { ...stored, owner: callerName(ask.by), createdAt: ask.now.toISOString() });
  ask.about(`file:${stored.id}`);
  return { ...stored, ...addressOf(ask, stored.id) };
}

/** A new address for one's own file. Other people's are NOT_FOUND. */
export async function signAddress(ask: Ask, id: string) {
  await mustBeMine(ask, id);
  return addressOf(ask, id);
}

/** Address of a photo that belongs to a case, for somebody who may read that case: the caller has made sure of it. */
export const paperAddressOf = (ask: Ask, id: string): string => addressOf(ask, id).address;

/** Throws NOT_FOUND unless the caller has sent this photo. */
export async function mustBeMine(ask: Ask, id: string): Promise<void> {
  const [file] = await query<StoredFile>(ask.db, 'SELECT owner FROM stored_file WHERE id = ?', [id]);
  if (file?.owner !== callerName(ask.by)) throw new Refusal('NOT_FOUND', { denied: `file:${id}` });
}

/** The bytes behind a signed address. Refusals NOT_FOUND, LINK_EXPIRED. */
export async function readFile(kit: Kit, id: string, until: string, signature: string): Promise<FileReply> {
  const expected = Buffer.from(signed(kit, id, until));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal('NOT_FOUND');
  if (Number(until) <= kit.now().getTime()) throw new Refusal('LINK_EXPIRED');
  const [file] = await query<StoredFile>(kit.db.reader, 'SELECT fileKey, type FROM stored_file WHERE id = ?', [id]);
  if (!file) throw new Refusal('NOT_FOUND');
  return { bytes: await kit.files.get(file.fileKey), type: file.type, name: `photo.${file.type.slice(6)}` };
}

/**
 * Bytes without a row, older than a day: an upload that broke between the two. `isHeld` knows the bytes that others
 * keep without a row here. Returns how many went.
 */
export async function sweepFiles(kit: Kit, isHeld: (kit: Kit, key: string) => Promise<boolean>): Promise<number> {
  let gone = 0;
  for await (const { key, at } of kit.files.keys()) {
    if (kit.now().getTime() - at.getTime() < 86_400_000) continue;
    const attachment = attachmentOfKey(key);
    const rows = attachment
      ? await query(kit.db.reader, 'SELECT id FROM attachment WHERE id = ?', [attachment])
      : await query(kit.db.reader, 'SELECT id FROM stored_file WHERE fileKey = ?', [key]);
    if (rows.length > 0 || (await isHeld(kit, key))) continue;
    await kit.files.remove(key);
    gone += 1;
  }
  return gone;
}
