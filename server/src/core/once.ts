/**
 * Idempotency (security.md C8). The same key with the same body has one effect and gets the first answer again.
 * A claim row is committed first; the effect and the answer are committed together, fenced by the claim's owner, so
 * that neither a crash nor a slow twin can do it twice. A refusal gives the key free: nothing took effect.
 */
import type { EntityManager } from 'typeorm';
import { type Caller, callerName } from './ask';
import { canonical } from './audit';
import { sha256, ulid } from './ids';
import type { Kit } from './kit';
import { Refusal } from './refusal';
import { insertOnce, query, update } from './sql';
import { type IdempotencyRow, IdempotencyTable } from './tables';

const LOCK_SECONDS = 30;

export interface Claim {
  id: string;
  owner: string;
}

/** Claims a key, or hands back the first answer. Refusals KEY_MISSING, KEY_REUSED, IN_FLIGHT. */
export async function claimKey(
  kit: Kit,
  by: Caller,
  route: string,
  key: string | undefined,
  request: unknown,
  expired?: () => boolean,
): Promise<Claim | { reply: unknown }> {
  if (!key || key.length > 255 || !/^[\x21-\x7e]+$/.test(key)) throw new Refusal('KEY_MISSING');
  const id = sha256(`${callerName(by)}\0${route}\0${key}`);
  // Keyed: a plain hash of a body with an ID number in it could be searched for the number (security.md E7).
  const bodyHash = kit.secrets.index('request', canonical(request));
  const owner = ulid();
  const now = kit.now();
  const lockedUntil = new Date(now.getTime() + LOCK_SECONDS * 1000).toISOString();
  return kit.db.tx(
    async (db) => {
      const row = {
        id,
        bodyHash,
        state: 'running' as const,
        owner,
        lockedUntil,
        reply: null,
        createdAt: now.toISOString(),
      };
      if (await insertOnce(db, IdempotencyTable, row)) return { id, owner };
      const [known] = await query<IdempotencyRow>(db, 'SELECT * FROM idempotency WHERE id = ?', [id]);
      if (!known) throw new Refusal('IN_FLIGHT');
      if (known.bodyHash !== bodyHash) throw new Refusal('KEY_REUSED');
      if (known.state === 'done') return { reply: JSON.parse(kit.secrets.openPlain(id, known.reply ?? '')) };
      if (known.lockedUntil > now.toISOString()) throw new Refusal('IN_FLIGHT');
      const taken = await update(
        db,
        IdempotencyTable,
        { id, owner: known.owner, state: 'running' },
        { owner, lockedUntil },
      );
      if (taken === 0) throw new Refusal('IN_FLIGHT');
      return { id, owner };
    },
    { expired },
  );
}

/** Keeps the answer, in the transaction of the effect. Throws IN_FLIGHT when another has taken the key over. */
export async function keepReply(kit: Kit, db: EntityManager, { id, owner }: Claim, reply: unknown): Promise<void> {
  const sealed = kit.secrets.sealPlain(id, JSON.stringify(reply));
  const kept = await update(db, IdempotencyTable, { id, owner, state: 'running' }, { state: 'done', reply: sealed });
  if (kept === 0) throw new Refusal('IN_FLIGHT');
}

/** Gives a key free after a refusal. */
export async function releaseKey(kit: Kit, { id, owner }: Claim): Promise<void> {
  await kit.db.tx((db) => db.delete(IdempotencyTable, { id, owner, state: 'running' }));
}
