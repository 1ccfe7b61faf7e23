import { entryOf } from '@niangjia/shared/contract/index';
import { keys, methodOf, openScene, type Scene } from './cast';
import { mustBeWhole, STRINGS, tried } from './odd-texts';
import { probes } from './probes';
import { campaignWords } from './rows-campaigns';
import { eventWords } from './rows-events';
import { expertWords } from './rows-experts';
import { merchantWords } from './rows-merchants';
import { orderWords } from './rows-orders';
import { problemWords } from './rows-problems';
import { atPath, closeWires, forAll, post } from './wire';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => {
  closeWires();
  await scene.world.close();
});

describe('odd texts', () => {
  /** Kept as they are: the other file. The password goes with the account. */
  const elsewhere = ['name', 'reason', 'label', 'password', 'consents', 'words'].concat(
    merchantWords,
    campaignWords,
    expertWords,
    problemWords,
    eventWords,
    orderWords,
  );
  /** Fields in which a text of this form is a good one. */
  const plain: Record<string, RegExp> = {
    codeToken: /^[\w\-.~]{1,32}$/,
    districtCode: /^\d{2}(\d{2}(\d{2})?)?$/,
    phone: /^[\d-]{5,20}$/,
    contactPhone: /^[\d-]{7,20}$/,
    link: /^(https:\S+)?$/,
    after: /^[0-9A-Za-z:._-]{1,80}$/,
    // Whatever is searched for may find nothing.
    text: /^[\s\S]{2,}$/,
  };
  const bodies = keys.flatMap((key) => {
    const { shape = {} } = (entryOf(key).body ?? {}) as { shape?: object };
    return Object.keys(shape).flatMap((field) => (elsewhere.includes(field) ? [] : [[key, field] as const]));
  });
  it.each(bodies)('C2: to %s as its %s are refused, never more', async (key, field) => {
    const call = await probes[key](scene);
    // Each field gets a sixth of them, all fields together get each many times.
    const turn = bodies.findIndex(([one, at]) => one === key && at === field) % 6;
    const share = STRINGS.filter((_, nth) => nth % 6 === turn);
    await forAll(share, async (text) => {
      const body = {
        ...(call.body as object),
        [field]: text,
        ...(field === 'account' && { password: text.slice(0, 200) || 'x' }),
      };
      const { ok, body: reply } = await tried(scene, key, { ...call, body }, text);
      if (ok && key === 'POST /cards/check') expect(reply.valid).toBe(false);
      else if (ok) expect([field, text]).toEqual([field, expect.stringMatching(plain[field] ?? /^\b$/)]);
      if (ok && key === 'POST /applications')
        await scene.world.sql('UPDATE application SET openPerson = NULL, openIdNumber = NULL WHERE id = ?', [reply.id]);
    });
  });

  it.each(keys.filter((key) => key.includes('/:')))('C2: in the address of %s lead nowhere', async (key) => {
    const call = await probes[key](scene);
    const headers: Record<string, string> = call.token ? { authorization: `Bearer ${call.token}` } : {};
    const [before = '', after = ''] = (key.split(' ')[1] ?? '').split(/:\w+/);
    // Each route gets a part of them, all routes together get each several times.
    const share = STRINGS.filter((_, nth) => nth % 4 === keys.indexOf(key) % 4);
    await forAll(share, async (text, nth) => {
      const raw = Buffer.from(text).toString('hex').replace(/../g, '%$&');
      const query = call.query ? `?${new URLSearchParams(call.query as Record<string, string>)}` : '';
      const answer = await atPath(scene.world, methodOf(key), `/api${before}${raw}${after}${query}`, {
        ...headers,
        'idempotency-key': `path-${nth}`,
      });
      if (![400, 404].includes(answer.status))
        throw new Error(`${key} ${JSON.stringify(text)}: ${answer.status} ${answer.text}`);
    });
  });

  it('C2: as an idempotency key are kept apart from one another, or refused', async () => {
    const { body } = await probes['POST /join-codes'](scene);
    const seen = new Set<string>();
    await forAll(
      STRINGS.filter((text) => !/[\r\n]/.test(text)),
      async (text) => {
        const headers = [
          `authorization: Bearer ${scene.officer.token}`,
          'content-type: application/json',
          `idempotency-key: ${text}`,
        ];
        const answer = await post(scene.world, '/join-codes', headers, JSON.stringify(body));
        const { token, code } = JSON.parse(answer.text);
        if (answer.status === 200) seen.add(token);
        else
          expect([text, answer.status, code]).toEqual([text, 400, expect.stringMatching(/^(KEY_MISSING|BAD_JSON)$/)]);
      },
    );
    expect(seen.size).toBeGreaterThan(100);
  });

  it('C2: leave the audit whole, and every view still opens', () => mustBeWhole(scene));
});
