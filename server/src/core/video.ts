/**
 * A stranger's MP4 as it comes in: its boxes are walked, and what phones write beside picture and sound (place, names,
 * notes) becomes empty space of the same length, so that nothing moves and nothing has to be decoded.
 */
import { Refusal } from './refusal';

/** Major brands of MP4; QuickTime, HEIC, AVIF and audio have others. */
const BRANDS = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|3gp[4-7]|dash|XAVC)$/;
/** Looked into for what is to be emptied. */
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf']);
/** Tracks of anything but picture and sound: the way that the phone took (camm, gpmd, timed metadata). */
const TRACKS = new Set(['vide', 'soun']);
const TRACES = new Set(['camm', 'gpmd', 'mett', 'metx', 'mebx', 'urim']);
/** Where a box names what its track is: a kind in 8 bytes, the form of its samples in 12. */
const NAMES: Record<string, { at: number; fits(name: string): boolean }> = {
  hdlr: { at: 8, fits: (name) => TRACKS.has(name) },
  stsd: { at: 12, fits: (name) => !TRACES.has(name) },
};
/** Made empty: user data and metadata (GPS of the recording among them), and boxes of anybody's making. */
const EMPTIED = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'wide', 'XMP_']);
/** A file of many empty boxes would only take time. */
const MOST_BOXES = 20_000;

const broken = () =>
  new Refusal('FILE_BROKEN', { fields: [{ at: 'file', sentence: '视频打不开，请重新录制或导出。' }] });

const traced = () =>
  new Refusal('WRONG_TYPE', {
    fields: [{ at: 'file', sentence: '视频里除了画面和声音还有别的记录（如行走的位置），请重新录制或剪辑后再传。' }],
  });

/** `take` gives the bytes to keep, as many as it was given up to now; `end` throws when the file was not whole. */
export function cleanVideo() {
  let at = 0;
  let head = Buffer.alloc(0);
  let left = 0;
  let empties = false;
  let boxes = 0;
  const ends: number[] = [];
  const around: string[] = [];
  /** What the open box has to say of its track, as far as it has arrived. */
  let naming: (typeof NAMES)[string] | undefined;
  let name = Buffer.alloc(0);
  const seen = new Set<string>();

  /** Bytes of the header that are needed before its box is known: the first box also says the brand. */
  const wanted = (): number => (at === 0 ? 12 : head.length >= 8 && head.readUInt32BE(0) === 1 ? 16 : 8);

  function open(): Buffer {
    const type = head.toString('latin1', 4, 8);
    const short = head.readUInt32BE(0);
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    const [start, end] = [at, at + size];
    if (start === 0 && !(type === 'ftyp' && BRANDS.test(head.toString('latin1', 8, 12)) && size <= 4096))
      throw new Refusal('WRONG_TYPE');
    while (ends.length > 0 && start >= (ends.at(-1) as number)) {
      ends.pop();
      around.pop();
    }
    boxes += 1;
    // A size of 0 is "up to the end of the file": nothing that is cut would be noticed.
    if (size < head.length || end > (ends.at(-1) ?? Number.POSITIVE_INFINITY) || boxes > MOST_BOXES) throw broken();
    seen.add(type);
    at += head.length;
    empties = EMPTIED.has(type);
    const kept = head;
    if (empties) kept.write('free', 4, 'latin1');
    // QuickTime has a second `hdlr` in `minf`, which names how the data is reached.
    naming = type === 'hdlr' && around.at(-1) !== 'mdia' ? undefined : NAMES[type];
    name = Buffer.alloc(0);
    if (naming && end - at < naming.at + 4) throw broken();
    if (CONTAINERS.has(type)) {
      ends.push(end);
      around.push(type);
    } else left = end - at;
    head = Buffer.alloc(0);
    return kept;
  }

  /** Refuses a track that is neither picture nor sound, once its name is there. */
  function read(part: Buffer): void {
    if (!naming) return;
    name = Buffer.concat([name, part.subarray(0, naming.at + 4 - name.length)]);
    if (name.length < naming.at + 4) return;
    if (!naming.fits(name.toString('latin1', naming.at, naming.at + 4))) throw traced();
    naming = undefined;
  }

  return {
    take(chunk: Buffer): Buffer {
      const kept: Buffer[] = [];
      let from = 0;
      while (from < chunk.length) {
        if (left > 0) {
          const part = chunk.subarray(from, from + left);
          read(part);
          kept.push(empties ? Buffer.alloc(part.length) : part);
          from += part.length;
          at += part.length;
          left -= part.length;
          continue;
        }
        const missing = wanted() - head.length;
        head = Buffer.concat([head, chunk.subarray(from, from + missing)]);
        from += Math.min(missing, chunk.length - from);
        if (head.length === wanted()) kept.push(open());
      }
      return Buffer.concat(kept);
    },
    end(): void {
      const whole = left === 0 && head.length === 0 && at >= (ends[0] ?? 0);
      if (!whole || !seen.has('moov') || !seen.has('mdat')) throw broken();
    },
  };
}
