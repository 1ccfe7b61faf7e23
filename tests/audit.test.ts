/** The audit: one row for each write, in its transaction; a chain that shows every change: security.md F7 to F9, X18, X19. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendAudit, auditBytes, auditHash, canonical, GENESIS } from '@niangjia/server/core/audit';
import { checkpointKey, readCheckpoints, verifyAudit, writeCheckpoint } from '@niangjia/server/core/checkpoint';
import type { Database } from '@niangjia/server/core/db';
import { entry, NOW, tamperings } from './audit-tampering';
import { freshDatabase, onMysql } from './world';

let own: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let folder: string;
const key = checkpointKey(Buffer.alloc(32, 3));
beforeAll(async () => {
  own = await freshDatabase();
  db = own.db;
  folder = mkdtempSync(join(tmpdir(), 'niangjia-witness-'));
  for (let nth = 1; nth <= 12; nth += 1) {
    await db.tx((manager) => appendAudit(manager, entry(nth)));
    if (nth === 5 || nth === 12) await writeCheckpoint(db.reader, folder, key, NOW);
  }
});
afterAll(async () => {
  await own.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('F9 the bytes under the hash', () => {
  const first = {
    seq: 7,
    at: '2026-11-23T02:00:00.000Z',
    by: 'staff:01ARZ3NDEKTSV4RRFFQ69G5FAV',
    what: 'POST /applications/:id/approve',
    object: 'application:01ARZ3NDEKTSV4RRFFQ69G5FAW',
    outcome: 'done' as const,
    detail: '{"a":1,"b":"王"}',
    requestId: '01ARZ3NDEKTSV4RRFFQ69G5FAX',
  };
  const second = {
    ...first,
    seq: 8,
    at: '2026-11-23T02:00:01.000Z',
    by: 'nobody',
    what: 'POST /phone-codes',
    object: null,
    outcome: 'denied' as const,
    detail: null,
    requestId: '01ARZ3NDEKTSV4RRFFQ69G5FAY',
  };

  it('F9 are the golden ones, whatever the order of the properties', () => {
    const bytes =
      '[1,7,"2026-11-23T02:00:00.000Z","staff:01ARZ3NDEKTSV4RRFFQ69G5FAV","POST /applications/:id/approve","application:01ARZ3NDEKTSV4RRFFQ69G5FAW","done","{\\"a\\":1,\\"b\\":\\"王\\"}","01ARZ3NDEKTSV4RRFFQ69G5FAX"]';
    expect(auditBytes(first)).toBe(bytes);
    expect(auditBytes(Object.fromEntries(Object.entries(first).reverse()) as typeof first)).toBe(bytes);
    expect(auditBytes(second)).toBe(
      '[1,8,"2026-11-23T02:00:01.000Z","nobody","POST /phone-codes",null,"denied",null,"01ARZ3NDEKTSV4RRFFQ69G5FAY"]',
    );
  });

  it('F9 give the golden hashes, computed by another program', () => {
    expect(GENESIS).toBe('0000000000000000000000000000000000000000000000000000000000000000');
    expect(auditHash(GENESIS, first)).toBe('1fab25281173be1b9547f73d2fccc903f9342563a7eeda7fed9de4e01189cca6');
    expect(auditHash(auditHash(GENESIS, first), second)).toBe(
      '2d8142e87263f4e05ad0777f13efcd01ffb1610c235b577d7d4577e4edf00b88',
    );
  });

  it('F9 canonical puts keys in order at every depth, and leaves lists and numbers alone', () => {
    expect(canonical({ b: [{ z: 1, a: null }, 2], a: { d: '2', c: 1.5 }, é: true, B: false })).toBe(
      '{"B":false,"a":{"c":1.5,"d":"2"},"b":[{"a":null,"z":1},2],"é":true}',
    );
  });
});

describe('F8 the rows', () => {
  it('F8 can be neither changed nor deleted by the application', async () => {
    for (const sql of [
      `UPDATE audit_row SET outcome = 'denied' WHERE seq = 3`,
      'DELETE FROM audit_row WHERE seq = 12',
      'DELETE FROM audit_row',
    ])
      await expect(db.writer.query(sql)).rejects.toThrow(/append-only/);
    expect(await verifyAudit(db.reader, await readCheckpoints(folder, key))).toEqual({ rows: 12, fault: null });
  });
});

describe('F8 somebody with all rights over the database', () => {
  beforeAll(async () => {
    for (const act of ['update', 'delete']) await db.writer.query(`DROP TRIGGER audit_row_no_${act}`);
  });
  it.each(tamperings)('F8 who %s is found out', async (_, tamper, alone, witnessed) => {
    const checkpoints = await readCheckpoints(folder, key);
    const undo = new Error('undo');
    await db
      .tx(async (manager) => {
        await tamper(manager);
        expect((await verifyAudit(manager, [])).fault).toBe(alone);
        expect((await verifyAudit(manager, checkpoints)).fault).toBe(witnessed);
        throw undo;
      })
      .catch((error) => {
        if (error !== undo) throw error;
      });
    expect(await verifyAudit(db.reader, checkpoints)).toEqual({ rows: 12, fault: null });
  });

  it('F8 cannot forge a checkpoint, nor have a right one written over', async () => {
    const [, name = ''] = readdirSync(folder).sort();
    const text = readFileSync(join(folder, name), 'utf8');
    for (const forged of [
      text.replace('"seq":12', '"seq":11'),
      text.replace(/"hash":"./, '"hash":"g'),
      text.replace(/"signature":"[^"]*"/, '"signature":""'),
    ]) {
      writeFileSync(join(folder, name), forged);
      await expect(readCheckpoints(folder, key)).rejects.toThrow(/forged/);
    }
    writeFileSync(join(folder, name), text);
    await expect(readCheckpoints(folder, checkpointKey(Buffer.alloc(32, 4)))).rejects.toThrow(/forged/);
    const [{ hash } = { hash: '' }] = (await db.writer.query('SELECT hash FROM audit_head')) as { hash: string }[];
    await db.writer.query('UPDATE audit_head SET hash = ?', [GENESIS]);
    await expect(writeCheckpoint(db.reader, folder, key, NOW)).rejects.toThrow(/older witness/);
    await db.writer.query('UPDATE audit_head SET hash = ?', [hash]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('F8 the verifier raises no false alarm while rows are being written', async () => {
    let writing = true;
    const writer = (async () => {
      for (let nth = 0; writing; nth += 1) await db.tx((manager) => appendAudit(manager, entry(100 + nth)));
    })();
    const faults = [];
    for (let nth = 0; nth < 25; nth += 1) faults.push((await verifyAudit(db.reader, [])).fault);
    writing = false;
    await writer;
    expect(faults).toEqual(Array(25).fill(null));
  });

  it('F8 two hundred rows from many at once make one chain without gaps', async () => {
    const [{ seq: before } = { seq: 0 }] = (await db.writer.query('SELECT seq FROM audit_head')) as { seq: number }[];
    await Promise.all(
      Array.from({ length: 200 }, (_, nth) =>
        db.tx((manager) => appendAudit(manager, { ...entry(nth), requestId: randomUUID() })),
      ),
    );
    expect(await verifyAudit(db.reader, [])).toEqual({ rows: Number(before) + 200, fault: null });
  });
});

describe('F9 whatever an object is called', () => {
  it('F9 the chain stays whole: a character cut in half, a lone surrogate, controls, both databases', async () => {
    const objects = [
      `${'x'.repeat(79)}😀`,
      `\ud83d`,
      `a\u0000b\r\nc\u001b[31m\u202e\u2028`,
      '𠮷'.repeat(60),
      '',
      '\u0065\u0301',
    ];
    for (const object of objects)
      await db.tx((manager) => appendAudit(manager, { ...entry(1), object, what: `wechat push ${object}` }));
    expect((await verifyAudit(db.reader, [])).fault).toBe(null);
    const rows = (await db.writer.query(`SELECT object FROM audit_row ORDER BY seq DESC LIMIT ${objects.length}`)) as {
      object: string;
    }[];
    expect(rows[3]?.object).toBe('a\\u{0}b\\u{d}\\u{a}c\\u{1b}[31m\\u{202e}\\u{2028}');
    expect(onMysql).toBe(db.dialect !== 'sqlite');
  });
});
