/** Sealed fields, their index, consents: security.md E1, E5, E7. */
import { createCipheriv, createHash } from 'node:crypto';
import { decrypt, encrypt, type Place } from '@niangjia/server/core/secrets';
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { application, openWorld, refusal, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const changed = (sealed: string, change: (bytes: Buffer) => Buffer) =>
  `1.${change(Buffer.from(sealed.slice(2), 'base64url')).toString('base64url')}`;

describe('E5 a sealed field', () => {
  const place: Place = { subjectId: 'PERSON-A', table: 'person', column: 'phone', rowId: 'ROW-1' };
  const seal = (at: Place, plain: string) =>
    world.kit.db.tx((db) => world.kit.secrets.seal(db, at, plain, world.clock.now));
  const open = (at: Place, sealed: string) => world.kit.secrets.open(world.kit.db.reader, at, sealed);
  let sealed: string;
  beforeAll(async () => {
    sealed = await seal(place, '19900008001');
    await seal({ ...place, subjectId: 'PERSON-B' }, 'so that B has a key');
  });

  it('E5 opens in its own place, and nowhere else', async () => {
    expect(await open(place, sealed)).toBe('19900008001');
    for (const other of [
      { subjectId: 'PERSON-B' },
      { subjectId: 'NOBODY' },
      { table: 'look' },
      { column: 'idNumber' },
      { rowId: 'ROW-2' },
    ])
      await expect(open({ ...place, ...other }, sealed)).rejects.toThrow();
  });

  it.each([4, 8, 12, 15])('E5 with its tag cut to %i bytes does not open', async (length) => {
    await expect(
      open(
        place,
        changed(sealed, (bytes) => bytes.subarray(0, bytes.length - 16 + length)),
      ),
    ).rejects.toThrow();
  });

  it('E5 does not open with any one bit of nonce, text or tag flipped', async () => {
    const length = Buffer.from(sealed.slice(2), 'base64url').length;
    expect(length).toBe(12 + 11 + 16);
    for (let nth = 0; nth < length; nth += 1) {
      const flipped = changed(sealed, (bytes) =>
        Buffer.from(bytes.map((byte, at) => (at === nth ? byte ^ (1 << (nth % 8)) : byte))),
      );
      await expect(open(place, flipped)).rejects.toThrow();
    }
  });

  it('E5 has a nonce of 96 bits that never comes twice', () => {
    const key = Buffer.alloc(32, 7);
    const nonces = new Set(
      Array.from({ length: 2_000 }, () =>
        Buffer.from(encrypt(key, 'x', Buffer.from('x')), 'base64url')
          .subarray(0, 12)
          .toString('hex'),
      ),
    );
    expect(nonces.size).toBe(2_000);
  });

  it('E5 is AES-256-GCM as published: cases 14 and 16 of McGrew and Viega', () => {
    const join16 = (iv: string, text: string, tag: string) => Buffer.from(iv + text + tag, 'hex').toString('base64url');
    const zero = join16('0'.repeat(24), 'cea7403d4d606b6e074ec5d3baf39d18', 'd0d1c8a799996bf0265b98b5d48ab919');
    expect(decrypt(Buffer.alloc(32), '', zero).toString('hex')).toBe('0'.repeat(32));
    const key = Buffer.from('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308', 'hex');
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.from('cafebabefacedbaddecaf888', 'hex'), {
      authTagLength: 16,
    });
    cipher.setAAD(Buffer.from('table|column|row'));
    const text = Buffer.concat([cipher.update('张三'), cipher.final()]);
    const whole = Buffer.concat([Buffer.from('cafebabefacedbaddecaf888', 'hex'), text, cipher.getAuthTag()]).toString(
      'base64url',
    );
    expect(decrypt(key, 'table|column|row', whole).toString()).toBe('张三');
    expect(() => decrypt(key, 'table|column|row2', whole)).toThrow();
  });

  it('E5 of two rows swapped in the database: the officer gets an error, never the other person', async () => {
    const [one, two] = [await world.applicant(8011), await world.applicant(8012)];
    const officer = await world.staff('officer');
    const rows = await world.sql<{ id: string; idNumberSealed: string }>(
      'SELECT id, idNumberSealed FROM application WHERE id IN (?, ?) ORDER BY id',
      [one.application.id, two.application.id],
    );
    const put = (id?: string, value?: string) =>
      world.sql('UPDATE application SET idNumberSealed = ? WHERE id = ?', [value, id]);
    await put(rows[0]?.id, rows[1]?.idNumberSealed);
    await put(rows[1]?.id, rows[0]?.idNumberSealed);
    for (const { id } of rows) {
      const answer = await world.raw('GET', `/applications/${id}`, { token: officer.token });
      expect([answer.status, Object.keys(answer.body).sort()]).toEqual([500, ['code', 'requestId', 'sentence']]);
    }
  });
});

describe('E7 an ID number is found', () => {
  it('E7 however it is typed: small x, blanks, full width', async () => {
    await world.applicant(8021);
    const first = await world.signIn('19900008022');
    await first.api('POST /applications', {
      body: await application(world.api, world.unions.street.id, { idNumber: '11010319700101006X' }),
    });
    const second = await world.signIn('19900008023');
    for (const idNumber of [
      '11010319700101006x',
      ' 110103 19700101 006X ',
      '１１０１０３１９７００１０１００６Ｘ',
      '11010319700101006ｘ',
    ]) {
      const body = await application(world.api, world.unions.street.id, { idNumber });
      expect((await refusal(second.api('POST /applications', { body }))).code).toBe('ID_IN_USE');
    }
  });

  it('E7 by an HMAC under a key of its own, kind by kind', () => {
    const { secrets, config } = world.kit;
    const index = secrets.index('id-number', '11010319700101006X');
    expect(index).toMatch(/^[0-9a-f]{64}$/);
    expect(secrets.index('phone', '11010319700101006X')).not.toBe(index);
    expect([...config.keys.master.values()].some((key) => key.equals(config.keys.index))).toBe(false);
  });
});

describe('E1 a consent', () => {
  const submit = async (
    phone: string,
    change: (given: { purpose: 'joining' | 'identity'; hash: string }[]) => typeof given,
  ) => {
    const person = await world.signIn(phone);
    const body = await application(world.api, world.unions.street.id, { idNumber: madeUpIdNumber(8031) });
    return refusal(person.api('POST /applications', { body: { ...body, consents: change(body.consents) } }));
  };

  it('E1 for the ID number is separate: without it, or for another text, nothing is stored', async () => {
    const before = await world.sql('SELECT id FROM consent');
    const old = createHash('sha256').update('身份证号单独同意\n旧文本').digest('hex');
    const changes: Parameters<typeof submit>[1][] = [
      (given) => given.filter(({ purpose }) => purpose === 'joining'),
      (given) => given.filter(({ purpose }) => purpose === 'identity'),
      () => [],
      (given) => given.map((one) => (one.purpose === 'identity' ? { ...one, hash: old } : one)),
      (given) => given.map((one, at) => ({ ...one, hash: given[1 - at]?.hash ?? '' })),
    ];
    for (const [nth, change] of changes.entries()) {
      const refused = await submit(`1990000804${nth}`, change);
      expect([refused.status, refused.code]).toEqual([403, 'CONSENT_MISSING']);
    }
    expect(await world.sql('SELECT id FROM consent')).toHaveLength(before.length);
    expect(
      await world.sql('SELECT id FROM application WHERE idNumberIndex = ?', [
        world.kit.secrets.index('id-number', madeUpIdNumber(8031)),
      ]),
    ).toEqual([]);
  });

  it('E1 leads to its very text, and neither row is ever changed or deleted', async () => {
    const rows = await world.sql<{ textHash: string; title: string; text: string }>(
      'SELECT c.textHash, t.title, t.text FROM consent c LEFT JOIN consent_text t ON t.hash = c.textHash',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(createHash('sha256').update(`${row.title}\n${row.text}`).digest('hex')).toBe(row.textHash);
    for (const sql of [
      `UPDATE consent SET state = 'withdrawn'`,
      'DELETE FROM consent',
      `UPDATE consent_text SET text = ''`,
      'DELETE FROM consent_text',
    ])
      await expect(world.sql(sql)).rejects.toThrow(/append-only/);
  });
});
