/**
 * Field encryption and look-up (security.md E5 to E7). Each person has a data key, wrapped by a versioned master key
 * that lives outside the database: destroying the data key makes every copy of that person's fields unreadable.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { insertOnce, query, update } from './sql';
import { type DataKey, DataKeyTable } from './tables';

export interface SecretKeys {
  /** version -> 32 bytes; the highest version wraps. */
  master: Map<number, Buffer>;
  /** 32 bytes of its own for the index. */
  index: Buffer;
}

/** Where a sealed value lives. It can be opened nowhere else: all of it is associated data. */
export interface Place {
  subjectId: string;
  table: string;
  column: string;
  rowId: string;
}

const NONCE = 12;
const TAG = 16;

/** Random bytes are fetched 16 kB at once: asking the system for a dozen costs more than a cipher. Each is used once. */
let pool = Buffer.alloc(0);
export function random(bytes: number): Buffer {
  if (pool.length < bytes) pool = randomBytes(16 * 1024);
  const taken = Buffer.from(pool.subarray(0, bytes));
  pool.fill(0, 0, bytes);
  pool = pool.subarray(bytes);
  return taken;
}

/** AES-256-GCM: nonce, ciphertext and a tag of exactly 16 bytes. */
function encryptBytes(key: Buffer, associated: string, plain: Buffer): Buffer {
  const nonce = random(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(associated, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The same as base64url. */
export const encrypt = (key: Buffer, associated: string, plain: Buffer): string =>
  encryptBytes(key, associated, plain).toString('base64url');

/** Throws when one bit differs; no plaintext leaves before the tag is checked. */
export const decrypt = (key: Buffer, associated: string, sealed: string): Buffer =>
  decryptBytes(key, associated, Buffer.from(sealed, 'base64url'));

function decryptBytes(key: Buffer, associated: string, bytes: Buffer): Buffer {
  if (bytes.length < NONCE + TAG) throw new Error('sealed value is too short');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(associated, 'utf8'));
  decipher.setAuthTag(bytes.subarray(-TAG));
  const plain = decipher.update(bytes.subarray(NONCE, -TAG));
  return Buffer.concat([plain, decipher.final()]);
}

/** What stands in place of a wrapped key once it was destroyed: the row stays, so that no new key is ever made. */
export const DESTROYED = '';

type Spot = Omit<Place, 'subjectId'>;

/** One subject's key at hand: thousands of fields without a look into the database for each. Keep it for one piece of work. */
export interface Sealer {
  seal(at: Spot, plain: string): string;
  /** Throws when the value was moved or changed. */
  open(at: Spot, sealed: string): string;
  /** The same for bytes that lie outside the database. */
  sealBytes(at: Spot, plain: Buffer): Buffer;
  openBytes(at: Spot, sealed: Buffer): Buffer;
}

export type Secrets = ReturnType<typeof openSecrets>;

export function openSecrets(keys: SecretKeys) {
  const indexKey = createSecretKey(keys.index);
  const newest = Math.max(...keys.master.keys());
  const master = (version: number): Buffer => {
    const key = keys.master.get(version);
    if (!key) throw new Error(`master key version ${version} is not configured`);
    return key;
  };
  const wrapping = (subjectId: string, version: number) => `data_key|${subjectId}|${version}`;
  const at = ({ subjectId, table, column, rowId }: Place) => `1|${subjectId}|${table}|${column}|${rowId}`;

  async function dataKey(db: EntityManager, subjectId: string): Promise<Buffer | undefined> {
    const [row] = await query<{ masterVersion: number; wrapped: string }>(
      db,
      'SELECT masterVersion, wrapped FROM data_key WHERE subjectId = ?',
      [subjectId],
    );
    if (!row || row.wrapped === DESTROYED) return undefined;
    return decrypt(master(row.masterVersion), wrapping(subjectId, row.masterVersion), row.wrapped);
  }

  const rowOf = (subjectId: string, fresh: Buffer, now: Date): DataKey => ({
    subjectId,
    masterVersion: newest,
    wrapped: encrypt(master(newest), wrapping(subjectId, newest), fresh),
    createdAt: now.toISOString(),
  });

  const sealerOf = (subjectId: string, key: Buffer): Sealer => ({
    seal: (spot, plain) => `1.${encrypt(key, at({ ...spot, subjectId }), Buffer.from(plain, 'utf8'))}`,
    open: (spot, sealed) => decrypt(key, at({ ...spot, subjectId }), sealed.slice(2)).toString('utf8'),
    sealBytes: (spot, plain) => encryptBytes(key, at({ ...spot, subjectId }), plain),
    openBytes: (spot, sealed) => decryptBytes(key, at({ ...spot, subjectId }), sealed),
  });

  async function makeDataKey(db: EntityManager, subjectId: string, now: Date): Promise<Buffer> {
    const fresh = random(32);
    const row = rowOf(subjectId, fresh, now);
    if (await insertOnce(db, DataKeyTable, row)) return fresh;
    const known = await dataKey(db, subjectId);
    if (!known) throw new Error('data key vanished while it was made');
    return known;
  }

  return {
    /** Seals a field under its person's key, which is made when missing. Prefix `1.`: version of this format. */
    async seal(db: EntityManager, place: Place, plain: string, now: Date): Promise<string> {
      const key = (await dataKey(db, place.subjectId)) ?? (await makeDataKey(db, place.subjectId, now));
      return `1.${encrypt(key, at(place), Buffer.from(plain, 'utf8'))}`;
    },
    /** Throws when the value was moved, changed, or its person erased. */
    async open(db: EntityManager, place: Place, sealed: string): Promise<string> {
      const key = await dataKey(db, place.subjectId);
      if (!key) throw new Error('the data key of this person has been destroyed');
      return decrypt(key, at(place), sealed.slice(2)).toString('utf8');
    },
    /** Destroys the key of a subject for good: nothing that it sealed can be opened again, and nothing new be sealed. */
    async destroy(db: EntityManager, subjectId: string, now: Date): Promise<void> {
      const gone = { masterVersion: 0, wrapped: DESTROYED };
      if ((await update(db, DataKeyTable, { subjectId }, gone)) > 0) return;
      await insertOnce(db, DataKeyTable, { subjectId, ...gone, createdAt: now.toISOString() });
    },
    /** Opens with a data key that was read along with the value: lists need no look-up a row. */
    openWith(dataKey: { masterVersion: number; wrapped: string }, place: Place, sealed: string): string {
      const { masterVersion, wrapped } = dataKey;
      const key = decrypt(master(Number(masterVersion)), wrapping(place.subjectId, Number(masterVersion)), wrapped);
      return decrypt(key, at(place), sealed.slice(2)).toString('utf8');
    },
    /** The key of a subject, read once; undefined when there is none (any more). */
    async sealer(db: EntityManager, subjectId: string): Promise<Sealer | undefined> {
      const key = await dataKey(db, subjectId);
      return key && sealerOf(subjectId, key);
    },
    /** A new subject's key, made in memory: what it sealed can be opened only once `row` is in `data_key`. */
    newSealer(subjectId: string, now: Date): Sealer & { row: DataKey } {
      const fresh = random(32);
      return { ...sealerOf(subjectId, fresh), row: rowOf(subjectId, fresh, now) };
    },
    /** Seals something that belongs to nobody in particular, such as a kept answer. */
    sealPlain: (label: string, plain: string): string =>
      `${newest}.${encrypt(master(newest), label, Buffer.from(plain, 'utf8'))}`,
    openPlain(label: string, sealed: string): string {
      const dot = sealed.indexOf('.');
      return decrypt(master(Number(sealed.slice(0, dot))), label, sealed.slice(dot + 1)).toString('utf8');
    },
    /** HMAC-SHA-256 under the index key, hex: finds an ID number or phone without storing it. Normalise first. */
    index: (
      kind: 'id-number' | 'phone' | 'attempt' | 'sms-code' | 'request' | 'holder' | 'voucher',
      value: string,
    ): string => createHmac('sha256', indexKey).update(`${kind}\0${value}`).digest('hex'),
    /** A short-lived signature over a text, base64url. */
    sign: (text: string): string => createHmac('sha256', indexKey).update(`sign\0${text}`).digest('base64url'),
  };
}
