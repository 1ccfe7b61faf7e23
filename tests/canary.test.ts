/** What three people gave is masked by default, and stands in clear nowhere: security.md E4, E7, E8. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canonical } from '@niangjia/server/core/audit';
import { generateSync } from 'otplib';
import { type Answer, application, onMysql, openWorld, PASSWORD, type StaffMember, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

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
