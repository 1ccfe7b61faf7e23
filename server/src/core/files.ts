import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from './refusal';

/**
 * Bytes under a key that the caller made (a ULID: 20 to 40 letters and digits, anything else is NOT_FOUND).
 * Order for an upload (X17): `put`, then the row, then the answer. What has a key here and no row after an hour was
 * cut between the two: a sweeper compares `keys()` with the rows. Each call ends in 3 s, else BUSY.
 */
export interface FileStore {
  /** Durable when it resolves, never half visible; the same key again replaces. BUSY: no space, no answer. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** NOT_FOUND: no such key. */
  get(key: string): Promise<Buffer>;
  /** Resolves also when nothing was there, so that it can be repeated. */
  remove(key: string): Promise<void>;
  /** All keys in no order, with the time of the last `put`. */
  keys(): AsyncIterable<{ key: string; at: Date }>;
}

type DiskConfig = { kind: 'disk'; folder: string };
type S3Config = { kind: 's3'; endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string };

/** Opens nothing yet. The folder of a disk store must lie outside of every web root; it is made when missing. */
export const openFileStore = (config: DiskConfig | S3Config): FileStore =>
  config.kind === 'disk' ? openDisk(config.folder) : openS3(config);

const deadlineMs = 3_000;
const staleMs = 3_600_000;
const keyShape = /^[0-9A-Za-z]{20,40}$/;
/** A full disk, too many open files, a store that is away: the next try may well succeed. */
const passing = /\b(ENOSPC|EDQUOT|EMFILE|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)\b/;
const busy = (cause: unknown) => Object.assign(new Refusal('BUSY'), { cause });

/** The work, or BUSY after 3 s. The signal ends what can be ended; a hung disk cannot, so nobody waits for it. */
async function within<T>(work: (late: AbortSignal) => Promise<T>): Promise<T> {
  const ends = new AbortController();
  const late = ends.signal;
  const timer = setTimeout(() => ends.abort(new Error(`file store: no answer in ${deadlineMs} ms`)), deadlineMs);
  const over = new Promise<never>((_, fail) => late.addEventListener('abort', () => fail(busy(late.reason))));
  try {
    return await Promise.race([work(late), over]);
  } catch (fault) {
    if (fault instanceof Refusal) throw fault;
    const { name, code = '', $metadata } = fault as Fault;
    if (code === 'ENOENT' || name === 'NoSuchKey') throw new Refusal('NOT_FOUND');
    throw late.aborted || passing.test(`${code} ${fault}`) || ($metadata?.httpStatusCode ?? 0) >= 500
      ? busy(fault)
      : fault;
  } finally {
    clearTimeout(timer);
  }
}

type Fault = { name?: string; code?: string; $metadata?: { httpStatusCode?: number } };

function checked(key: string): string {
  if (!keyShape.test(key)) throw new Refusal('NOT_FOUND');
  return key;
}

function openDisk(folder: string): FileStore {
  // A ULID starts with its time, the same for months: its random end spreads the files.
  const shard = (key: string) => join(folder, checked(key).slice(-2));
  const path = (key: string) => join(shard(key), key);
  const names = (at: string) =>
    readdir(at).catch((fault: Fault) => (/ENOENT|ENOTDIR/.test(fault.code ?? '') ? [] : Promise.reject(fault)));

  async function write(key: string, bytes: Buffer): Promise<void> {
    const made = await mkdir(shard(key), { recursive: true, mode: 0o700 });
    const part = join(shard(key), `.${key}.${randomBytes(6).toString('hex')}.part`);
    try {
      await writeFile(part, bytes, { flag: 'wx', mode: 0o600, flush: true }); // flush: fsync before close
      await rename(part, path(key));
    } catch (fault) {
      await rm(part, { force: true });
      throw fault;
    }
    // Names are data too: without this a power cut forgets the rename, or the new folder.
    for (const changed of made ? [shard(key), folder] : [shard(key)]) {
      const handle = await open(changed).catch(() => undefined); // Windows opens no folder
      await handle?.sync().finally(() => handle.close());
    }
  }

  async function* keys() {
    for (const inner of await names(folder)) {
      for (const name of await names(join(folder, inner))) {
        const at = (await stat(join(folder, inner, name)).catch(() => undefined))?.mtime;
        if (at && keyShape.test(name)) yield { key: name, at };
        // What a killed process left half written is somebody's photo as well.
        const stale = at && name.endsWith('.part') && Date.now() - at.getTime() > staleMs;
        if (stale) await rm(join(folder, inner, name), { force: true });
      }
    }
  }

  return {
    put: (key, bytes) => within(() => write(key, bytes)),
    get: (key) => within((signal) => readFile(path(key), { signal })),
    remove: (key) => within(() => rm(path(key), { force: true })),
    keys,
  };
}

function openS3({ endpoint, region, bucket: Bucket, accessKey, secretKey }: S3Config): FileStore {
  const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey };
  const open = async () => {
    // Here, so that a start on disk never loads it. The newer checksum headers are what compatible stores stumble over.
    const sdk = await import('@aws-sdk/client-s3');
    const plain = { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' } as const;
    return { sdk, s3: new sdk.S3Client({ endpoint, region, credentials, forcePathStyle: true, ...plain }) };
  };
  const at = (key: string) => ({ Bucket, Key: checked(key) });
  const done = () => {};
  let opened: ReturnType<typeof open> | undefined;
  type Client = Awaited<NonNullable<typeof opened>>;
  async function ask<T>(work: (client: Client, late: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
    opened ??= open();
    const client = await opened;
    return within((abortSignal) => work(client, { abortSignal }));
  }

  async function* keys() {
    for (let ContinuationToken: string | undefined, more = true; more; more = ContinuationToken !== undefined) {
      const input = { Bucket, ContinuationToken };
      const page = await ask(({ sdk, s3 }, late) => s3.send(new sdk.ListObjectsV2Command(input), late));
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (Key && LastModified && keyShape.test(Key)) yield { key: Key, at: LastModified };
      }
      ContinuationToken = page.NextContinuationToken;
    }
  }

  return {
    put: (key, Body) =>
      ask(({ sdk, s3 }, late) => s3.send(new sdk.PutObjectCommand({ ...at(key), Body }), late)).then(done),
    get: (key) =>
      ask(async ({ sdk, s3 }, late) => {
        const { Body } = await s3.send(new sdk.GetObjectCommand(at(key)), late);
        late.abortSignal.addEventListener('abort', () => (Body as Readable).destroy());
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      }),
    remove: (key) => ask(({ sdk, s3 }, late) => s3.send(new sdk.DeleteObjectCommand(at(key)), late)).then(done),
    keys,
  };
}
