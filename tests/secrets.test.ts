/** Sealed fields, their index, consents, masks, and nothing of it anywhere else: security.md E1, E4, E5, E7, E8. */
import { createCipheriv, createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from '@niangjia/server/core/audit';
import { decrypt, encrypt, type Place } from '@niangjia/server/core/secrets';
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { generateSync } from 'otplib';
import { type Answer, application, onMysql, openWorld, PASSWORD, refusal, type StaffMember, type World } from './world';

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
      Array.from({ length: 20_000 }, () =>
        Buffer.from(encrypt(key, 'x', Buffer.from('x')), 'base64url')
          .subarray(0, 12)
          .toString('hex'),
      ),
    );
    expect(nonces.size).toBe(20_000);
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
    for (const [nth, change] of [
      (given) => given.filter(({ purpose }) => purpose === 'joining'),
      (given) => given.filter(({ purpose }) => purpose === 'identity'),
      () => [],
      (given) => given.map((one) => (one.purpose === 'identity' ? { ...one, hash: old } : one)),
      (given) => given.map((one, at) => ({ ...one, hash: given[1 - at]?.hash ?? '' })),
    ].entries() as IterableIterator<[number, Parameters<typeof submit>[1]]>) {
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

describe('E4 and E8 of three people', () => {
  const people: { phone: string; idNumber: string; token: string; id: string }[] = [];
  const answers: Answer[] = [];
  let officer: StaffMember;
  const bodies: string[] = [];
  const secretsOfTheRun: string[] = [PASSWORD, '错密码-canary-pw'];
  const ask = async (method: string, path: string, token?: string, body?: object) => {
    const headers = { 'idempotency-key': `e4-${answers.length}` };
    const answer = await world.raw(method, path, { token, body, headers });
    answers.push(answer);
    return answer;
  };
  const otp = () => {
    const code = generateSync({ secret: officer.otpSecret, epoch: Math.floor(world.clock.now.getTime() / 1000) });
    secretsOfTheRun.push(code);
    return code;
  };

  beforeAll(async () => {
    officer = await world.staff('officer');
    for (const nth of [8101, 8102, 8103]) {
      const made = await world.applicant(nth);
      people.push({ ...made, id: made.application.id });
      bodies.push(
        canonical([
          {},
          { ...(await application(world.api, world.unions.street.id)), idNumber: made.idNumber, codeToken: null },
        ]),
      );
      secretsOfTheRun.push(made.token, world.sent.sms.at(-1)?.params.code ?? '');
      await ask(
        'POST',
        '/applications',
        made.token,
        await application(world.api, world.unions.street.id, { idNumber: made.idNumber }),
      );
      await ask('POST', '/phone-sessions', undefined, { phone: made.phone, code: '000000' });
      await ask('POST', '/phone-codes', undefined, { phone: made.phone });
      await ask('POST', `/nowhere?phone=${made.phone}&id=${made.idNumber}`, made.token, { idNumber: made.idNumber });
      for (const path of ['/me', '/applications/mine', '/card', '/me/looks']) await ask('GET', path, made.token);
    }
    await ask('POST', '/staff-sessions', undefined, {
      account: officer.account,
      password: '错密码-canary-pw',
      otp: '000000',
    });
    const [one, two, three] = people;
    await ask('GET', '/applications', officer.token);
    for (const { id } of people) await ask('GET', `/applications/${id}`, officer.token);
    await ask('POST', `/applications/${one?.id}/return`, officer.token, { reason: '姓名与身份证不一致，请核对。' });
    await ask('POST', `/applications/${one?.id}/resubmit`, one?.token, {
      name: '王小明',
      idNumber: two?.idNumber,
      occupation: 'COURIER',
    });
    await ask('POST', `/applications/${one?.id}/resubmit`, one?.token, {
      name: '王小明',
      idNumber: '1',
      occupation: 'COURIER',
    });
    await ask('POST', `/applications/${two?.id}/approve`, officer.token);
    await ask('POST', `/applications/${three?.id}/refuse`, officer.token, {
      reason: '不在本片区工作，请向所在片区申请。',
    });
    await world.sql('ALTER TABLE look RENAME TO look_away');
    world.clock.forward(30_000);
    await ask('POST', '/staff/step-up', officer.token, { otp: otp() });
    expect(
      (
        await ask('POST', `/applications/${two?.id}/reveal`, officer.token, {
          field: 'phone',
          reason: '电话核实工作单位',
        })
      ).status,
    ).toBe(500);
    await world.sql('ALTER TABLE look_away RENAME TO look');
  });

  const reveal = (field: string, token = officer.token) =>
    world.raw('POST', `/applications/${people[1]?.id}/reveal`, { token, body: { field, reason: '电话核实工作单位' } });

  it('E8 every answer masks ID number and phone, also the refusals', () => {
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400, 401, 404, 409, 429, 500]));
    const text = answers.map((answer) => answer.text).join('\n');
    expect(text).toContain(`${people[0]?.idNumber.slice(0, 3)}***********${people[0]?.idNumber.slice(-4)}`);
    for (const { phone, idNumber } of people)
      expect([text.includes(phone), text.includes(idNumber)]).toEqual([false, false]);
  });

  it('E8 one field is shown in full for a reason and a fresh second factor; the person sees who looked', async () => {
    const other = await world.staff('officer');
    expect((await reveal('idNumber', other.token)).body.code).toBe('STEP_UP_FIRST');
    const short = await world.raw('POST', `/applications/${people[1]?.id}/reveal`, {
      token: officer.token,
      body: { field: 'phone', reason: '看' },
    });
    expect(short.body.code).toBe('BAD_INPUT');
    expect((await reveal('idNumber')).body).toEqual({ value: people[1]?.idNumber });
    expect((await reveal('phone')).body).toEqual({ value: people[1]?.phone });
    const looks = (await world.raw('GET', '/me/looks', { token: people[1]?.token })).body.items;
    expect(looks.map((look: Record<string, string>) => [look.field, look.reason, look.unionName]).sort()).toEqual([
      ['idNumber', '电话核实工作单位', '青州北部片区工会联合会'],
      ['phone', '电话核实工作单位', '青州北部片区工会联合会'],
    ]);
    const audit = await world.sql<{ detail: string }>(
      `SELECT detail FROM audit_row WHERE what = 'POST /applications/:id/reveal' AND outcome = 'done' ORDER BY seq`,
    );
    expect(audit.map(({ detail }) => detail)).toEqual(['{"field":"idNumber"}', '{"field":"phone"}']);
  });

  it('E8 the twenty-first look within an hour raises an alarm, the twentieth does not; five minutes later it takes a new code', async () => {
    const alarms = async () =>
      (await world.kit.metrics.alarms.get()).values.find(({ labels }) => labels.kind === 'many-reveals')?.value ?? 0;
    for (let nth = 3; nth <= 20; nth += 1) expect((await reveal('name')).status).toBe(200);
    expect(await alarms()).toBe(0);
    expect((await reveal('name')).status).toBe(200);
    expect(await alarms()).toBe(1);
    const [last] = await world.sql<{ detail: string }>('SELECT detail FROM audit_row ORDER BY seq DESC LIMIT 1');
    expect(last?.detail).toBe('{"alarm":"many-reveals","field":"name"}');
    world.clock.forward(301_000);
    expect((await reveal('name')).body.code).toBe('STEP_UP_FIRST');
  });

  it('E4 and E7 no ID number, phone, password, code, token or plain hash stands in the database, the log or the files', async () => {
    const tables = onMysql
      ? (await world.sql<Record<string, string>>('SHOW TABLES')).map((row) => Object.values(row)[0])
      : (await world.sql<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`)).map(
          ({ name }) => name,
        );
    expect(tables.length).toBeGreaterThan(18);
    const stores: Record<string, string> = { log: world.log.join('\n') };
    for (const table of tables) stores[`table ${table}`] = JSON.stringify(await world.sql(`SELECT * FROM ${table}`));
    const files = (folder: string): string[] =>
      existsSync(folder)
        ? readdirSync(folder).flatMap((name) =>
            statSync(join(folder, name)).isDirectory() ? files(join(folder, name)) : [join(folder, name)],
          )
        : [];
    for (const file of files(world.config.dataFolder)) stores[`file ${file}`] = readFileSync(file, 'latin1');
    if (!onMysql)
      for (const end of ['', '-wal'])
        stores[`raw${end}`] = readFileSync(`${world.config.databaseUrl.slice(7)}${end}`, 'latin1');
    const sha = (text: string) => ['sha256', 'sha1', 'md5'].map((kind) => createHash(kind).update(text).digest('hex'));
    const canaries = [
      ...people.flatMap(({ phone, idNumber }) => [
        phone,
        idNumber,
        ...sha(phone),
        ...sha(idNumber),
        ...sha(`id-number\0${idNumber}`),
        ...sha(`phone\0${phone}`),
      ]),
      ...bodies.flatMap(sha),
      ...secretsOfTheRun.filter((secret) => secret.length > 6),
      officer.otpSecret,
      officer.refresh.split('.')[1] ?? '?',
      officer.token,
    ];
    const codes = secretsOfTheRun
      .filter((secret) => secret.length === 6)
      .map((code) => new RegExp(`(?<![0-9a-f.])${code}(?![0-9a-f])`));
    const hits = Object.entries(stores).flatMap(([store, text]) => [
      ...canaries.filter((canary) => text.includes(canary)).map((canary) => `${store}: ${canary}`),
      ...codes.filter((code) => !store.startsWith('raw') && code.test(text)).map((code) => `${store}: ${code}`),
    ]);
    expect(hits).toEqual([]);
    expect(stores.log).toContain('"msg":"broken"');
    expect(stores['table person']).toContain('王小明');
    expect(stores.log).not.toContain('王小明');
  });
});
