/** Joining codes of each kind, who came by them, and their posters as PNG, PDF and SVG. */
import { inflateSync } from 'node:zlib';
import { posterWords } from '@niangjia/server/modules/unions/poster-words';
import { HOTLINE } from '@niangjia/shared/rules/membership';
import { create } from 'qrcode';
import sharp from 'sharp';
import { application, openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
});
afterAll(() => world.close());

const newCode = (kind: 'union' | 'area' | 'campaign', label: string, expiresOn: string | null = null) =>
  officer.api('POST /join-codes', { body: { unionId: world.unions.street.id, kind, label, expiresOn } });
const poster = async (token: string, as?: string, by = officer) => {
  const begun = Date.now();
  const response = await fetch(`${world.address}/api/join-codes/${token}/poster${as ? `?as=${as}` : ''}`, {
    headers: { authorization: `Bearer ${by.token}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { response, bytes, type: response.headers.get('content-type'), ms: Date.now() - begun };
};
const named = (name: string) =>
  world.sql('UPDATE trade_union SET name = ? WHERE id = ?', [name, world.unions.street.id]);

describe('codes', () => {
  it('each says what it stands for, how many came by it, and how many of them are members', async () => {
    const code = await newCode('campaign', '夏季集中入会', '2026-12-31');
    expect(code).toMatchObject({ kind: 'campaign', applications: 0, members: 0, state: 'active' });
    const apply = async (phone: string, idNumber: string) => {
      const rider = await world.signIn(phone);
      const body = await application(world.api, world.unions.street.id, { codeToken: code.token, idNumber });
      return rider.api('POST /applications', { body });
    };
    const first = await apply('13800138000', '370784199001010025');
    const second = await apply('13800138001', '65010219660101005X');
    await officer.api('POST /applications/:id/approve', { params: { id: second.id } });
    const listed = (await officer.api('GET /join-codes')).items.find(({ token }) => token === code.token);
    expect([listed?.kind, listed?.applications, listed?.members]).toEqual(['campaign', 2, 1]);
    expect((await officer.api('GET /join-codes')).items.find(({ token }) => token === 'street-code')?.kind).toBe(
      'union',
    );

    const params = { token: code.token };
    const came = await officer.api('GET /join-codes/:token/applications', { params });
    expect(came).toEqual({
      items: [
        {
          id: second.id,
          number: second.number,
          state: 'approved',
          nameMasked: '王**',
          submittedAt: second.submittedAt,
        },
        { id: first.id, number: first.number, state: 'submitted', nameMasked: '王**', submittedAt: first.submittedAt },
      ],
      next: null,
    });
    const after = await officer.api('GET /join-codes/:token/applications', { params, query: { after: second.id } });
    expect(after.items.map(({ id }) => id)).toEqual([first.id]);
  });

  it('B2: those of another union’s code are not found, and neither is its poster', async () => {
    const stranger = await world.staff('officer', world.unions.elsewhere);
    const list = stranger.api('GET /join-codes/:token/applications', { params: { token: 'street-code' } });
    expect((await refusal(list)).code).toBe('NOT_FOUND');
    expect((await poster('street-code', 'png', stranger)).response.status).toBe(404);
  });

  it('a code of a union that has closed opens no invitation, though nobody withdrew it', async () => {
    const { token } = await newCode('union', '南门');
    const close = (at: string | null) =>
      world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [at, world.unions.street.id]);
    await close('2026-11-23T02:00:00.000Z');
    const opened = await world.api('GET /join-codes/:token', { params: { token } });
    const listed = (await officer.api('GET /join-codes')).items.find((one) => one.token === token);
    await close(null);
    expect([opened, listed?.state]).toEqual([{ state: 'withdrawn', label: '南门', invitation: null }, 'withdrawn']);
  });
});

describe('posters', () => {
  it('say what their kind is about, until when, and whom to call', () => {
    const facts = {
      kind: 'union' as const,
      state: 'active' as const,
      label: '骑手驿站',
      unionName: '青州市总工会',
      districtName: '山东省潍坊市青州市',
      expiresOn: null,
      phone: '0536-0000101',
    };
    expect(posterWords(facts)).toEqual({
      title: '扫码入会',
      union: '青州市总工会',
      place: '山东省潍坊市青州市',
      call: '微信扫一扫，三步加入工会',
      notes: ['免费入会，三步办完', '骑手、司机、快递员都可以'],
      foot: '骑手驿站　咨询电话 0536-0000101　工会热线 12351',
    });
    expect(posterWords({ ...facts, kind: 'area', label: '北部片区' })).toMatchObject({
      title: '北部片区 扫码入会',
      call: '在北部片区上班，扫一扫就能入会',
    });
    expect(posterWords({ ...facts, kind: 'campaign', label: '夏送清凉', expiresOn: '2026-08-31' })).toMatchObject({
      title: '夏送清凉',
      notes: ['有效期至2026年8月31日', '免费入会，三步办完', '骑手、司机、快递员都可以'],
    });
    expect(posterWords({ ...facts, phone: HOTLINE }).foot).toBe('骑手驿站　工会热线 12351');
    expect(posterWords({ ...facts, state: 'expired' }).call).toBe('此码已过期，请勿张贴');
  });

  it('the PNG is A4 at 300 dots an inch and holds the H5 address as a QR code, module by module', async () => {
    const { token, h5Address } = await newCode('union', '骑手驿站');
    const { bytes, type, ms } = await poster(token);
    expect([type, ms < 20_000]).toEqual(['image/png', true]);
    const { width, height, density } = await sharp(bytes).metadata();
    expect([width, height, density]).toEqual([2480, 3508, 300]);
    const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
    const { modules } = create(h5Address, { errorCorrectionLevel: 'M' });
    const scale = 800 / (modules.size + 8);
    for (let row = -4; row < modules.size + 4; row += 1)
      for (let column = -4; column < modules.size + 4; column += 1) {
        const [x, y] = [280 + (column + 4.5) * scale, 2430 + (row + 4.5) * scale].map(Math.round) as [number, number];
        const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
        const isDark = (data[y * info.width + x] ?? 0) < 128;
        expect([row, column, isDark]).toEqual([row, column, inside && Boolean(modules.get(row, column))]);
      }
    const again = await poster(token);
    expect([again.bytes.equals(bytes), again.ms < 2000]).toEqual([true, true]);
  });

  it('the PDF is one page of A4 without any font: letters are paths', async () => {
    const { token } = await newCode('area', '北部片区');
    const { bytes, type, ms } = await poster(token, 'pdf');
    const text = bytes.toString('latin1');
    expect([type, ms < 20_000, text.slice(0, 5)]).toEqual(['application/pdf', true, '%PDF-']);
    expect(text).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(text).not.toContain('/Type /Font');
    const stream = /\/FlateDecode[^>]*>>\nstream\n/.exec(text);
    const content = inflateSync(bytes.subarray((stream?.index ?? 0) + (stream?.[0].length ?? 0))).toString('latin1');
    expect(content.match(/ v\n/g)?.length).toBeGreaterThan(500);
    expect(content).not.toMatch(/\bTj\b/);
  });

  it.each([
    ['a usual name', '青州北部片区工会联合会'],
    ['40 characters', '中国铁路太原局集团有限公司太原北车辆段第十二检修车间外卖骑手快递员联合工会委员会一'],
    ['rare characters', '畲族乡垚鑫𠮷祥鱻𬭊工会'],
    ['nothing that a font has', '\u{10ffff}\u{f0000}工会\u{1f477}'],
    ['what XML forbids', '工会\u0001\u000b<&">\ufffe\uffff联合会'],
  ])('of %s comes in all three forms, without a word of text in the SVG', async (_what, name) => {
    const before = world.unions.street.name;
    await named(name);
    const { token } = await newCode('union', '大门口');
    const svg = (await poster(token, 'svg')).bytes.toString();
    expect(svg).not.toMatch(/<text|[^\x20-\x7e\n]/);
    expect(svg).toContain('<path ');
    for (const as of ['png', 'pdf']) {
      const { response, bytes, ms } = await poster(token, as);
      expect([response.status, bytes.length > 20_000, ms < 20_000]).toEqual([200, true, true]);
    }
    await named(before);
  });

  it('a renamed union has another poster; a form that there is not is refused', async () => {
    const { token } = await newCode('union', '改名');
    const old = await poster(token, 'svg');
    await named('青州北部片区新联合会');
    expect((await poster(token, 'svg')).bytes.equals(old.bytes)).toBe(false);
    expect((await poster(token, 'gif')).response.status).toBe(400);
  });

  it('four different posters at once all come', async () => {
    const codes = await Promise.all(Array.from({ length: 4 }, (_, nth) => newCode('union', `海报 ${nth}`)));
    const all = await Promise.all(codes.map(({ token }) => poster(token)));
    expect(all.map(({ response }) => response.status)).toEqual(Array(4).fill(200));
  });
});
