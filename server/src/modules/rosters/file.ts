/**
 * The uploaded file, which is full of ID numbers: in parts of 1 MB, each sealed under the roster's own key, so that
 * neither memory nor disk ever holds it whole or in clear.
 */
import { Readable } from 'node:stream';
import type { Kit } from '../../core/kit';
import type { Sealer } from '../../core/secrets';
import type { Roster } from './entity';

const PART = 1024 * 1024;
/** What is handed on at once: parsing it takes a few milliseconds. */
const BITE = 64 * 1024;

/** Key of a part in the file store: the roster's id, `P`, a number. */
const partKey = (rosterId: string, nth: number): string => `${rosterId}P${String(nth).padStart(5, '0')}`;
/** The roster to which a key of the file store belongs; null for any other file. */
export const rosterOfKey = (key: string): string | null => (/^[0-9A-Z]{26}P\d{5}$/.test(key) ? key.slice(0, 26) : null);

const partPlace = (rosterId: string, nth: number) => ({
  table: 'roster',
  column: 'file',
  rowId: partKey(rosterId, nth),
});
const partsOf = (bytes: number): number => Math.ceil(bytes / PART);

/** Writes a file as its bytes come. `drop` takes back what was written, also while more is coming. */
export function writeParts(kit: Kit, rosterId: string, sealer: Sealer) {
  let waiting: Buffer[] = [];
  let size = 0;
  let written = 0;
  let dropped = false;

  async function put(bytes: Buffer): Promise<void> {
    if (dropped) throw new Error('the upload has been given up');
    const nth = written;
    written += 1;
    await kit.files.put(partKey(rosterId, nth), sealer.sealBytes(partPlace(rosterId, nth), bytes));
    if (dropped) await kit.files.remove(partKey(rosterId, nth));
  }

  return {
    async take(chunk: Buffer): Promise<void> {
      waiting.push(chunk);
      size += chunk.length;
      while (size >= PART) {
        const all = Buffer.concat(waiting);
        waiting = [all.subarray(PART)];
        size -= PART;
        await put(all.subarray(0, PART));
      }
    },
    async end(): Promise<void> {
      if (size > 0) await put(Buffer.concat(waiting));
    },
    async drop(): Promise<void> {
      dropped = true;
      for (let nth = 0; nth < written; nth += 1) await kit.files.remove(partKey(rosterId, nth));
    },
  };
}

export type RosterFile = ReturnType<typeof openRosterFile>;

/** The file in clear, from its beginning or in pieces. Throws once its key or a part of it has gone. */
export function openRosterFile(kit: Kit, roster: Pick<Roster, 'id' | 'bytes'>, sealer: Sealer) {
  let kept: { nth: number; bytes: Buffer } | undefined;
  async function part(nth: number): Promise<Buffer> {
    if (kept?.nth !== nth) {
      const sealed = await kit.files.get(partKey(roster.id, nth));
      kept = { nth, bytes: sealer.openBytes(partPlace(roster.id, nth), sealed) };
    }
    return kept.bytes;
  }
  let place = 0;
  async function* range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const bytes = await part(Math.floor(at / PART));
      const from = at % PART;
      const piece = bytes.subarray(from, Math.min(bytes.length, from + end - at, from + BITE));
      if (piece.length === 0) throw new Error('a roster file is shorter than it was');
      at += piece.length;
      place = at;
      yield piece;
      // Whoever waits for an answer of the server comes in between.
      await new Promise(setImmediate);
    }
  }
  return {
    bytes: roster.bytes,
    /** How far the last reading has come. */
    place: () => place,
    all: () => range(0, roster.bytes),
    /** From `start` up to, not with, `end`. */
    stream: (start: number, end: number) => Readable.from(range(start, end), { objectMode: false }),
  };
}

/** Takes the parts away; may be repeated. */
export async function removeParts(kit: Kit, roster: Pick<Roster, 'id' | 'bytes'>): Promise<void> {
  for (let nth = 0; nth < partsOf(roster.bytes); nth += 1) await kit.files.remove(partKey(roster.id, nth));
}
