/** The parts of an XLSX, which is a ZIP from a stranger: counted and measured before and while it is unpacked. */
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import { FileFault } from './cell';
import type { RosterFile } from './file';

/** 500,000 rows of a hundred thousand forms stay far below these. */
const ENTRIES = 1000;
const UNPACKED = 700 * 1024 * 1024;
/** A sheet packs 10 to 40 times; what is small may pack better. */
const RATIO = 200;
const SMALL = 10 * 1024 * 1024;

class RosterReader extends RandomAccessReader {
  constructor(private readonly file: RosterFile) {
    super();
  }
  override _readStreamForRange(start: number, end: number) {
    return this.file.stream(start, end);
  }
}

export interface Zip {
  has(name: string): boolean;
  names(): string[];
  /** Unpacked texts of one part, piece by piece; nothing for a part that is not there. Throws BOMB, BROKEN. */
  texts(name: string): AsyncGenerator<string>;
  close(): void;
}

const open = (file: RosterFile): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromRandomAccessReader(
      new RosterReader(file),
      file.bytes,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (fault, zip) => (fault ? reject(fault) : resolve(zip)),
    ),
  );

/** Reads the list of parts. Throws BOMB for what says itself that it is one, LOCKED and BROKEN. */
export async function openZip(file: RosterFile): Promise<Zip> {
  const zip = await open(file).catch(broken);
  if (zip.entryCount > ENTRIES) throw new FileFault('BOMB');
  const parts = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      // Two parts of one name: which of them a program shows is its own affair.
      if (parts.has(entry.fileName)) return reject(new FileFault('BROKEN'));
      parts.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', resolve);
    zip.on('error', reject);
    zip.readEntry();
  }).catch(broken);
  const all = [...parts.values()];
  if (all.some((entry) => entry.isEncrypted())) throw new FileFault('LOCKED');
  const sum = all.reduce((total, entry) => total + entry.uncompressedSize, 0);
  const packed = all.reduce((total, entry) => total + entry.compressedSize, 0);
  if (sum > UNPACKED || packed > file.bytes || (sum > SMALL && sum > RATIO * packed)) throw new FileFault('BOMB');
  let unpacked = 0;

  async function* texts(name: string): AsyncGenerator<string> {
    const entry = parts.get(name);
    if (!entry) return;
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
      zip.openReadStream(entry, (fault, opened) => (fault ? reject(fault) : resolve(opened))),
    ).catch(broken);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        unpacked += chunk.length;
        // What it says of itself may be a lie: what comes out is counted too.
        if (unpacked > 3 * UNPACKED) throw new FileFault('BOMB');
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } catch (fault) {
      broken(fault as Error);
    }
  }
  return { has: (name) => parts.has(name), names: () => [...parts.keys()], texts, close: () => zip.close() };
}

/** Whatever a stranger's ZIP does wrong is its own fault; a file store that is away is not. */
function broken(fault: Error & { code?: string }): never {
  if (fault instanceof FileFault || fault.name === 'Refusal') throw fault;
  if (/too many bytes/.test(fault.message)) throw new FileFault('BOMB');
  throw new FileFault('BROKEN');
}
