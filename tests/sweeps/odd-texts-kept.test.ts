import { merchantBody, openMerchant, shopBody } from '../settlement-plant';
import { applicant, member, openScene, type Scene, send } from './cast';
import { mustBeWhole, STRINGS, tried } from './odd-texts';
import { probes } from './probes';
import { closeWires, forAll } from './wire';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => {
  closeWires();
  await scene.world.close();
});

it('C2: the material is all there', () => {
  expect(STRINGS.length).toBeGreaterThanOrEqual(481 + 5);
});

describe('odd texts', () => {
  it('C2: as a reason are read back as they were written, or refused', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, () => applicant(scene)));
    const kept = new Map<string, string[]>(cases.map(({ application }) => [application.id, []]));
    const lines = cases.map(async ({ application: { id } }, line) => {
      for (const [nth, text] of STRINGS.entries()) {
        if (nth % cases.length !== line) continue;
        const call = { token: scene.officer.token, params: { id }, body: { reason: `理由：${text}` } };
        const { ok } = await tried(scene, 'POST /applications/:id/return', call, text);
        if (!ok) continue;
        kept.get(id)?.push(`理由：${text}`.trim());
        await scene.world.sql("UPDATE application SET state = 'submitted' WHERE id = ?", [id]);
      }
    });
    await Promise.all(lines);
    let count = 0;
    for (const [index, rider] of cases.entries()) {
      const id = rider.application.id;
      const opened = await scene.officer.api('GET /applications/:id', { params: { id } });
      const mine = (await rider.api('GET /applications/mine')).items[0];
      for (const { steps } of [opened, mine ?? opened])
        expect([index, steps.slice(1).map((step) => step.reason)]).toEqual([index, kept.get(id)]);
      count += kept.get(id)?.length ?? 0;
    }
    expect(count).toBeGreaterThan(350);
    expect((await scene.officer.api('GET /applications')).items).toHaveLength(12);
  });

  it('C2: as a name are read back as they were written, or refused', async () => {
    const rider = await applicant(scene);
    const { id } = rider.application;
    let count = 0;
    for (const text of STRINGS) {
      await scene.world.sql("UPDATE application SET state = 'returned' WHERE id = ?", [id]);
      const body = { name: text, idNumber: rider.idNumber, occupation: 'OTHER' };
      const { ok, body: reply } = await tried(
        scene,
        'POST /applications/:id/resubmit',
        { token: rider.token, params: { id }, body },
        text,
      );
      if (!ok) continue;
      count += 1;
      expect(reply.name).toBe(text.trim());
      const [row] = await scene.world.sql<{ name: string }>('SELECT name FROM application WHERE id = ?', [id]);
      expect(row?.name).toBe(text.trim());
    }
    expect(count).toBeGreaterThan(20);
    expect((await scene.officer.api('GET /applications')).items.some((item) => item.id === id)).toBe(true);
  });

  it('C2: as the label of a joining code are read back, shown to who scans it, and printed as a whole poster', async () => {
    const { officer, world } = scene;
    let posters = 0;
    await forAll(STRINGS, async (text, nth) => {
      const body = { unionId: world.unions.street.id, kind: 'area', label: text, expiresOn: null };
      const { ok, body: code } = await tried(scene, 'POST /join-codes', { token: officer.token, body }, text);
      if (!ok) return;
      expect(code.label).toBe(text.trim());
      const params = { token: String(code.token) };
      expect((await world.api('GET /join-codes/:token', { params })).label).toBe(text.trim());
      if (nth % 8 && text.length > 3) return;
      posters += 1;
      const query = { as: 'svg' };
      const poster = await send(scene, 'GET /join-codes/:token/poster', { token: officer.token, params, query });
      expect([text, poster.status]).toEqual([text, 200]);
      // The words are drawn as paths: whatever they were, nothing of them is markup.
      expect(poster.text).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|<text|<script/i);
      expect(poster.text.trimEnd().endsWith('</svg>')).toBe(true);
    });
    expect(posters).toBeGreaterThan(30);
    expect((await officer.api('GET /join-codes')).items).toHaveLength(200);
  });

  it('C2: as the words of a request are sealed and read back as they were written, or refused', async () => {
    const rider = await member(scene);
    let count = 0;
    for (const text of STRINGS) {
      const call = { token: rider.token, body: { kind: 'retain', reason: 'study', words: text } };
      const { ok, body } = await tried(scene, 'POST /requests/membership', call, text);
      if (!ok) continue;
      count += 1;
      expect(body.words).toBe(text.trim());
      await scene.world.sql("UPDATE person_request SET openKey = NULL, state = 'recalled' WHERE id = ?", [body.id]);
    }
    expect(count).toBeGreaterThan(350);
  });

  it('C2: as the words of a contract and a shop are read back as they were written, or refused', async () => {
    const by = await scene.world.staff('protection');
    const made = await openMerchant(by, scene.world.unions.street.id);
    const { unionId: _, ...contract } = merchantBody('');
    let [contracts, shops] = [0, 0];
    for (const text of STRINGS) {
      const body = { ...contract, contractNumber: text, serviceTitle: text };
      const call = { token: by.token, params: { id: made.id }, body };
      const one = await tried(scene, 'POST /merchants/:id', call, text);
      if (one.ok) {
        contracts += 1;
        expect([one.body.contractNumber, one.body.serviceTitle]).toEqual([text.trim(), text.trim()]);
      }
      const place = {
        token: by.token,
        params: { id: made.shopList[0]?.id ?? '' },
        body: { ...shopBody, address: text },
      };
      const two = await tried(scene, 'POST /shops/:id', place, text);
      if (!two.ok) continue;
      shops += 1;
      expect((two.body.shopList as { address: string }[])[0]?.address).toBe(text.trim());
    }
    expect([contracts > 200, shops > 350]).toEqual([true, true]);
  });

  it('C2: as the words of a campaign are read back as they were written, or refused; as a list they name nobody', async () => {
    const call = await probes['POST /campaigns'](scene);
    const body = call.body as object;
    const list = await probes['POST /campaigns/:id/list'](scene);
    let campaigns = 0;
    for (const text of STRINGS) {
      const made = await tried(
        scene,
        'POST /campaigns',
        { ...call, body: { ...body, title: text, words: text } },
        text,
      );
      if (made.ok) {
        campaigns += 1;
        expect([made.body.title, made.body.words]).toEqual([text.trim(), text.trim()]);
      }
      const named = await tried(scene, 'POST /campaigns/:id/list', { ...list, body: { numbers: text } }, text);
      if (named.ok) expect(named.body.added).toBe(0);
    }
    expect(campaigns).toBeGreaterThan(200);
  });

  it('C2: as a search for a union find nothing that does not hold them, and break nothing', async () => {
    await forAll(STRINGS, async (text) => {
      const { ok, body } = await tried(scene, 'GET /unions', { query: { name: text.toWellFormed() } }, text);
      for (const { name } of ok ? (body.items as { name: string }[]) : [])
        if (text !== '') expect(name.toLowerCase()).toContain(text.trim().toLowerCase());
    });
  });

  it('C2: leave the audit whole, and every view still opens', () => mustBeWhole(scene));
});
