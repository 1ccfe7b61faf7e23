import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { limits } from '@niangjia/shared/rules/limits';
import type { FastifyRequest } from 'fastify';
import { badField, Refusal } from './refusal';

interface Upload {
  bytes: Buffer;
  /** What stood beside the file, `length` and `sha256` among it; each name once, every value whole. */
  fields: Record<string, string>;
}

interface Received {
  length: number;
  sha256: string;
  fields: Record<string, string>;
}

/** What comes in: how long it may be, within which time, and the word for it. */
interface Kind {
  thing: '一张照片' | '一份名册' | '一个文件';
  bytes: number;
  withinMs: number;
}

/** Boundaries, part headers and the few short fields around the file. */
const aroundBytes = 64 * 1024;
/** 10 MB over 1 Mbit/s take 80 s. Ends a client that drips when the server has no requestTimeout. */
const arriveMs = 150_000;
/** How long the rest of a refused body is thrown away, so that the client comes to read the answer. */
const lingerMs = 2_000;

const formFaults = /^FST_(PARTS_LIMIT|FILES_LIMIT|FIELDS_LIMIT|PROTO_VIOLATION|INVALID_MULTIPART|INVALID_JSON_FIELD)/;

/**
 * One photo and its fields from a multipart body (the plugin is registered with the limits). The client says how long
 * the file is (`length`, bytes) and its `sha256` (64 hex digits); what arrived must be exactly that (D7).
 * Refuses TOO_LARGE (64 kB behind the limit at the latest), FILE_BROKEN (cut, stalled, other bytes than announced) and BAD_INPUT
 * (not a form, no file, two files, no length). Nothing of the body is used before all of it has arrived.
 */
export async function readUpload(request: FastifyRequest, withinMs = arriveMs): Promise<Upload> {
  const chunks: Buffer[] = [];
  const kind: Kind = { thing: '一张照片', bytes: limits.file.bytes, withinMs };
  const { fields } = await receiveUpload(request, kind, async (chunk) => void chunks.push(chunk));
  return { bytes: Buffer.concat(chunks), fields };
}

/**
 * The same for a file that is not kept in memory: `take` gets its bytes as they come, and while it waits the client
 * waits. What it took counts for nothing when this throws.
 */
export async function receiveUpload(
  request: FastifyRequest,
  kind: Kind,
  take: (chunk: Buffer) => Promise<void>,
): Promise<Received> {
  let timer: NodeJS.Timeout | undefined;
  let arrived = 0;
  const over = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Refusal('FILE_BROKEN')), kind.withinMs);
    // The plugin cuts a file at its limit and reads on, and does not limit what stands before, between and behind
    // the parts: either could go on for ever.
    request.raw.on('data', (chunk: Buffer) => {
      arrived += chunk.length;
      if (arrived > kind.bytes + aroundBytes) fail(new Refusal('TOO_LARGE'));
    });
  });
  try {
    return announced(await Promise.race([over, read(request, kind, take)]), kind);
  } catch (fault) {
    letGo(request.raw);
    throw asRefusal(fault, kind);
  } finally {
    clearTimeout(timer);
  }
}

const tooMany = ({ thing }: Kind): Refusal => badField('file', `一次只能传${thing}。`);

async function read(request: FastifyRequest, kind: Kind, take: (chunk: Buffer) => Promise<void>): Promise<Received> {
  if (!request.isMultipart()) throw new Refusal('BAD_INPUT');
  if (Number(request.headers['content-length']) > kind.bytes + aroundBytes) throw new Refusal('TOO_LARGE');
  const fields = new Map<string, string>();
  const hash = createHash('sha256');
  let length: number | undefined;
  for await (const part of request.parts({ limits: { fileSize: kind.bytes } })) {
    const name = part.fieldname;
    if (part.type === 'file') {
      if (length !== undefined) throw tooMany(kind);
      length = 0;
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        length += chunk.length;
        hash.update(chunk);
        await take(chunk);
      }
      if (part.file.truncated) throw new Refusal('TOO_LARGE');
    } else if (typeof name !== 'string' || typeof part.value !== 'string' || fields.has(name)) {
      throw new Refusal('BAD_INPUT');
    } else if (part.valueTruncated) {
      throw badField(name, '这一项太长了。');
    } else {
      fields.set(name, part.value);
    }
  }
  if (length === undefined) throw badField('file', `没有收到${kind.thing.slice(2)}，请选择${kind.thing.slice(0, 2)}。`);
  return { length, sha256: hash.digest('hex'), fields: Object.fromEntries(fields) };
}

function announced(received: Received, { thing }: Kind): Received {
  const { length = '', sha256 = '' } = received.fields;
  const what = thing.slice(2);
  if (!/^\d{1,9}$/.test(length)) throw badField('length', `缺少${what}的长度，请返回重新选择${what}。`);
  if (!/^[0-9a-f]{64}$/i.test(sha256)) throw badField('sha256', `缺少${what}的校验码，请返回重新选择${what}。`);
  const same = received.length === Number(length) && received.sha256 === sha256.toLowerCase();
  if (!same || received.length === 0) throw new Refusal('FILE_BROKEN');
  return received;
}

/** Whatever goes wrong while a stranger's body is read is the body's fault: never a 500. */
function asRefusal(fault: unknown, kind: Kind): Refusal {
  if (fault instanceof Refusal) return fault;
  const { code = '', message = '' } = fault as { code?: string; message?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal('TOO_LARGE');
  if (code === 'FST_FILES_LIMIT') return tooMany(kind);
  return new Refusal(formFaults.test(code) || /boundary/i.test(message) ? 'BAD_INPUT' : 'FILE_BROKEN');
}

/**
 * The answer goes out at once, while the client may still be sending: closing now would let it see a reset instead of
 * the answer, reading on would let it send for ever. So the rest is thrown away for 2 s, then the connection ends.
 */
export function letGo(raw: IncomingMessage): void {
  if (raw.complete || raw.destroyed) return;
  raw.on('error', () => {});
  raw.unpipe();
  raw.resume();
  const timer = setTimeout(() => raw.destroy(), lingerMs).unref();
  for (const done of ['end', 'close']) raw.once(done, () => clearTimeout(timer));
}
