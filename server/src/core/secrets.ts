/**
 * Field encryption and look-up (security.md E5 to E7). Each person has a data key, wrapped by a versioned master key
 * that lives outside the database: destroying the data key makes every copy of that person's fields unreadable.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { insertOnce, query } from './sql';
import { DataKeyTable } from './tables';

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

/** AES-256-GCM; base64url of nonce, ciphertext and a tag of exactly 16 bytes. */
export function encrypt(key: Buffer, associated: string, plain: Buffer): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(associated, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Throws when one bit differs; no plaintext leaves before the tag is checked. */
export function decrypt(key: Buffer, associated: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE + TAG) throw new Error('sealed value is too short');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(associated, 'utf8'));
  decipher.setAuthTag(bytes.subarray(-TAG));
  const plain = decipher.update(bytes.subarray(NONCE, -TAG));
  return Buffer.concat([plain, decipher.final()]);
}

export type Secrets = ReturnType<typeof openSecrets>;

export function openSecrets(keys: SecretKeys) {
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
    return row && decrypt(master(row.masterVersion), wrapping(subjectId, row.masterVersion), row.wrapped);
  }

  async function makeDataKey(db: EntityManager, subjectId: string, now: Date): Promise<Buffer> {
    const fresh = randomBytes(32);
    const row = {
      subjectId,
      masterVersion: newest,
      wrapped: encrypt(master(newest), wrapping(subjectId, newest), fresh),
      createdAt: now.toISOString(),
    };
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
    /** Seals something that belongs to nobody in particular, such as a kept answer. */
    sealPlain: (label: string, plain: string): string =>
      `${newest}.${encrypt(master(newest), label, Buffer.from(plain, 'utf8'))}`,
    openPlain(label: string, sealed: string): string {
      const dot = sealed.indexOf('.');
      return decrypt(master(Number(sealed.slice(0, dot))), label, sealed.slice(dot + 1)).toString('utf8');
    },
    /** HMAC-SHA-256 under the index key, hex: finds an ID number or phone without storing it. Normalise first. */
    index: (kind: 'id-number' | 'phone' | 'attempt' | 'sms-code' | 'request', value: string): string =>
      createHmac('sha256', keys.index).update(`${kind}\0${value}`).digest('hex'),
    /** A short-lived signature over a text, base64url. */
    sign: (text: string): string => createHmac('sha256', keys.index).update(`sign\0${text}`).digest('base64url'),
  };
}
