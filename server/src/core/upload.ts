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

/** Boundaries, part headers and the few short fields around the file. */
const aroundBytes = 64 * 1024;
/** 10 MB over 1 Mbit/s take 80 s. Ends a client that drips when the server has no requestTimeout. */
const arriveMs = 150_000;
/** How long the rest of a refused body is thrown away, so that the client comes to read the answer. */
const lingerMs = 2_000;

const formFaults = /^FST_(PARTS_LIMIT|FILES_LIMIT|FIELDS_LIMIT|PROTO_VIOLATION|INVALID_MULTIPART|INVALID_JSON_FIELD)/;

/**
 * One file and its fields from a multipart body (the plugin is registered with the limits). The client says how long
 * the file is (`length`, bytes) and its `sha256` (64 hex digits); what arrived must be exactly that (D7).
 * Refuses TOO_LARGE (64 kB behind the limit at the latest), FILE_BROKEN (cut, stalled, other bytes than announced) and BAD_INPUT
 * (not a form, no file, two files, no length). Nothing of the body is used before all of it has arrived.
 */
export async function readUpload(request: FastifyRequest, withinMs = arriveMs): Promise<Upload> {
  let timer: NodeJS.Timeout | undefined;
  let arrived = 0;
  const over = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Refusal('FILE_BROKEN')), withinMs);
    // The plugin cuts a file at its limit and reads on, and does not limit what stands before, between and behind
    // the parts: either could go on for ever.
    request.raw.on('data', (chunk: Buffer) => {
      arrived += chunk.length;
      if (arrived > limits.file.bytes + aroundBytes) fail(new Refusal('TOO_LARGE'));
    });
  });
  try {
    return announced(await Promise.race([over, read(request)]));
  } catch (fault) {
    letGo(request.raw);
    throw asRefusal(fault);
  } finally {
    clearTimeout(timer);
  }
}

async function read(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new Refusal('BAD_INPUT');
  if (Number(request.headers['content-length']) > limits.file.bytes + aroundBytes) throw new Refusal('TOO_LARGE');
  const fields = new Map<string, string>();
  let bytes: Buffer | undefined;
  for await (const part of request.parts()) {
    const name = part.fieldname;
    if (part.type === 'file') {
      if (bytes) throw badField('file', '一次只能传一张照片。');
      bytes = await part.toBuffer();
      if (part.file.truncated) throw new Refusal('TOO_LARGE');
    } else if (typeof name !== 'string' || typeof part.value !== 'string' || fields.has(name)) {
      throw new Refusal('BAD_INPUT');
    } else if (part.valueTruncated) {
      throw badField(name, '这一项太长了。');
    } else {
      fields.set(name, part.value);
    }
  }
  if (!bytes) throw badField('file', '没有收到照片，请选择一张。');
  return { bytes, fields: Object.fromEntries(fields) };
}

function announced(upload: Upload): Upload {
  const { length = '', sha256 = '' } = upload.fields;
  if (!/^\d{1,9}$/.test(length)) throw badField('length', '缺少照片的长度，请返回重新选择照片。');
  if (!/^[0-9a-f]{64}$/i.test(sha256)) throw badField('sha256', '缺少照片的校验码，请返回重新选择照片。');
  const arrived = createHash('sha256').update(upload.bytes).digest('hex');
  const same = upload.bytes.length === Number(length) && arrived === sha256.toLowerCase();
  if (!same || upload.bytes.length === 0) throw new Refusal('FILE_BROKEN');
  return upload;
}

/** Whatever goes wrong while a stranger's body is read is the body's fault: never a 500. */
function asRefusal(fault: unknown): Refusal {
  if (fault instanceof Refusal) return fault;
  const { code = '', message = '' } = fault as { code?: string; message?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal('TOO_LARGE');
  if (code === 'FST_FILES_LIMIT') return badField('file', '一次只能传一张照片。');
  return new Refusal(formFaults.test(code) || /boundary/i.test(message) ? 'BAD_INPUT' : 'FILE_BROKEN');
}

/**
 * The answer goes out at once, while the client may still be sending: closing now would let it see a reset instead of
 * the answer, reading on would let it send for ever. So the rest is thrown away for 2 s, then the connection ends.
 */
function letGo(raw: IncomingMessage): void {
  if (raw.complete || raw.destroyed) return;
  raw.on('error', () => {});
  raw.unpipe();
  raw.resume();
  const timer = setTimeout(() => raw.destroy(), lingerMs).unref();
  for (const done of ['end', 'close']) raw.once(done, () => clearTimeout(timer));
}
