/** The lottery: what the server draws is what anybody works out again from the public data, in a process of its own. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AUDIENCE } from '@niangjia/server/core/session';
import { workDraws } from '@niangjia/server/modules/campaigns/draw-give';
import {
  type DrawFile,
  drawWinners,
  listDigest,
  orderOf,
  plainBeacon,
  seedOf,
} from '@niangjia/server/modules/campaigns/draw-rules';
import { tellDrawn } from '@niangjia/server/modules/campaigns/draw-tell';
import { deliverAll, plantEntries, plantVouchers } from './entry-plant';
import { steppedUp } from './two-persons';
import { type PlantedCampaign, plantCampaign, plantMembers } from './voucher-world';
import { openWorld, refusal, type StaffMember, type World } from './world';

let world: World;
let officer: StaffMember;
const folder = mkdtempSync(join(tmpdir(), 'niangjia-lottery-'));
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('protection');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

/** Entering closes in ten minutes. */
const lottery = (given: PlantedCampaign = {}) =>
  plantCampaign(world, {
    way: 'lottery',
    claimUntil: new Date(world.clock.now.getTime() + 600_000).toISOString(),
    ...given,
  });
const enter = (campaignId: string, kindId: string | undefined, members: { personId: string }[], repeat?: number) =>
  plantEntries(world, { campaignId, kindId: kindId ?? '', kind: 'draw' }, members, repeat);
async function ask(id: string, beaconValue: string | null = null) {
  await steppedUp(world, officer);
  return officer.api('POST /campaigns/:id/draw', { params: { id }, body: { beaconValue } });
}
async function draw(id: string, beaconValue: string | null = null): Promise<DrawFile> {
  world.clock.forward(600_000);
  officer = await world.staff('protection');
  await ask(id, beaconValue);
  await workDraws(world.kit);
  return fileOf(id);
}
/** The public data; asked for again while the server is busy. */
async function fileOf(id: string): Promise<DrawFile> {
  const { body } = await world.raw('GET', `/campaigns/${id}/draw`);
  return body.code === 'BUSY' ? fileOf(id) : body;
}

const endMembership = (member: { membershipId: string } | undefined) =>
  world.sql(`UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE id = ?`, [
    member?.membershipId,
  ]);

/** The command, in a process of its own. */
function command(place: string): Promise<{ code: number; out: string }> {
  const script = resolve(__dirname, '../scripts/lottery.mjs');
  return new Promise((done) => {
    execFile(process.execPath, [script, place], (error, out) => done({ code: Number(error?.code ?? 0), out }));
  });
}
function recompute(file: DrawFile): Promise<{ code: number; out: string }> {
  const place = join(folder, 'draw.json');
  writeFileSync(place, JSON.stringify(file));
  return command(place);
}
const lastLine = ({ out }: { out: string }) => out.trim().split('\n').at(-1);

const states = async (kindId: string | undefined) => {
  const rows = await world.sql<{ number: number; state: string; kind: string; lineRank: number | null }>(
    'SELECT number, state, kind, lineRank FROM voucher_entry WHERE kindId = ? ORDER BY number',
    [kindId],
  );
  return rows;
};
const numbers = (rows: { number: number }[]) => rows.map(({ number }) => number);
const stock = async (kindId: string | undefined) => {
  const [row] = await world.sql<{ total: number; remaining: number }>(
    'SELECT total, remaining FROM voucher_stock WHERE kindId = ?',
    [kindId],
  );
  const [given] = await world.sql<{ n: number | string }>(
    `SELECT COUNT(*) AS n FROM voucher WHERE kindId = ? AND state <> 'returned'`,
    [kindId],
  );
  return [row?.total, row?.remaining, Number(given?.n)];
};

describe('the rules', () => {
  const A = '01JD0000000000000000000001';
  const B = '01JD0000000000000000000002';
  const vector: DrawFile = {
    format: 'niangjia-draw',
    version: 1,
    campaign: { number: 'HD20261122-0001', title: '中秋送福利' },
    commitment: 'c386d8e8d07342f2e39e189c8e6c57bb205bb373fe4e3a6f69404a8bb767b417',
    secret: '0000000000000000000000000000000000000000000000000000000000000001',
    beacon: '11 月 30 日双色球',
    beaconValue: '3051122',
    perPerson: 1,
    kinds: [
      {
        id: A,
        title: '电影券',
        total: 1,
        entries: [
          [1, 0, 1],
          [2, 0, 2],
          [3, 1, 3],
        ],
        winners: [2],
      },
      {
        id: B,
        title: '体检券',
        total: 2,
        entries: [
          [1, 0, 2],
          [2, 0, 1],
          [4, 1, 4],
        ],
        winners: [2, 4],
      },
    ],
  };

  it('give the bytes that docs/lottery.md writes out, here and in the command', async () => {
    expect(listDigest(vector.kinds)).toBe('664b3b10832c253b33c66ef0d5507e153865195ccbfd9cece920e9d25c97f43a');
    const seed = '31669aae5a47bccdfd1513894271deca20b06f3fa0ffafcc8b842bf2e869c327';
    expect(seedOf(vector)).toBe(seed);
    expect(vector.kinds.map((kind) => orderOf(seed, kind).map(([number]) => number))).toEqual([
      [2, 1, 3],
      [1, 2, 4],
    ]);
    expect(drawWinners(vector)).toEqual([[2], [2, 4]]);
    const said = await recompute(vector);
    expect([said.code, lastLine(said)]).toEqual([0, '一致']);
    expect(said.out).toContain(`种子：${seed}`);
  });

  it.each([
    ['3 05 11 22', '3051122'],
    ['３，０５，１１，２２', '3051122'],
    [' 10,482.17 ', '1048217'],
    ['第 ① 组 ab\u200b-c', '1ABC'],
    ['０x1f', '0X1F'],
    ['é、不详', ''],
    ['尚未公布', ''],
  ])('bring the public number %s to one form', (typed, plain) => {
    expect(plainBeacon(typed)).toBe(plain);
  });

  it('let whoever has won what one person may have be passed over, and not without such a limit', () => {
    const kinds = vector.kinds.map((kind) => ({
      ...kind,
      entries: kind.entries.map(([number, behind]): [number, 0 | 1, number] => [number, behind, 0]),
    }));
    expect(drawWinners({ ...vector, perPerson: 0, kinds })[1]).not.toEqual([2, 4]);
  });

  const changed = (change: (file: DrawFile) => void): DrawFile => {
    const file = structuredClone(vector);
    change(file);
    return file;
  };
  const first = (file: DrawFile) => file.kinds[0] as DrawFile['kinds'][number];
  const second = (file: DrawFile) => file.kinds[1] as DrawFile['kinds'][number];
  it.each<[string, (file: DrawFile) => void, RegExp]>([
    ['a changed secret', (file) => (file.secret = `${'0'.repeat(63)}2`), /^不一致：承诺值/],
    ['another commitment', (file) => (file.commitment = 'a'.repeat(64)), /^不一致：承诺值/],
    ['another public number', (file) => (file.beaconValue = '3051123'), /^不一致：“.*”第 \d 个中签/],
    ['a public number as it was typed', (file) => (file.beaconValue = '3 05 11 22'), /只能是数字和大写字母。$/],
    ['a dropped entry', (file) => first(file).entries.splice(1, 1), /^不一致：“电影券”第 1 个中签/],
    [
      'a swapped winner',
      (file) => (first(file).winners = [1]),
      /^不一致：“电影券”第 1 个中签：数据里是 1，重算是 2。$/,
    ],
    ['winners in another order', (file) => second(file).winners.reverse(), /第 1 个中签：数据里是 4，重算是 2。$/],
    ['a winner too many', (file) => second(file).winners.push(1), /第 3 个中签：数据里是 1，重算是 无。$/],
    ['a winner too few', (file) => second(file).winners.pop(), /第 2 个中签：数据里是 无，重算是 4。$/],
    ['an entry twice', (file) => first(file).entries.splice(1, 0, [1, 0, 1]), /编号 1 没有按从小到大排列。$/],
  ])('find %s', async (_what, change, sentence) => {
    const said = await recompute(changed(change));
    expect(said.code).toBe(1);
    expect(lastLine(said)).toMatch(sentence);
  });
});

describe('a draw', () => {
  it('gives vouchers to whom the public data names, the others have lost, and the command says the same', async () => {
    const { campaignId, kindIds } = await lottery({ kinds: [{ title: '电影券', total: 4 }] });
    const members = await plantMembers(world, 10);
    await enter(campaignId, kindIds[0], members);
    expect((await world.raw('GET', `/campaigns/${campaignId}/draw`)).status).toBe(404);
    const before = await officer.api('GET /campaigns/:id', { params: { id: campaignId } });
    const file = await draw(campaignId);
    const [kind] = file.kinds;
    expect(file.commitment).toBe(before.commitment);
    expect(createHash('sha256').update(file.secret).digest('hex')).toBe(before.commitment);
    expect(kind?.entries).toHaveLength(10);
    expect(kind?.winners).toHaveLength(4);
    const rows = await states(kindIds[0]);
    expect(numbers(rows.filter(({ state }) => state === 'won'))).toEqual(
      [...(kind?.winners ?? [])].sort((a, b) => a - b),
    );
    expect(rows.filter(({ state }) => state === 'lost')).toHaveLength(6);
    expect(await stock(kindIds[0])).toEqual([4, 0, 4]);
    const said = await recompute(file);
    expect([said.code, lastLine(said)]).toEqual([0, '一致']);
    const online = await command(`${world.address}/api/campaigns/${campaignId}/draw`);
    expect([online.code, lastLine(online)]).toEqual([0, '一致']);
    const after = await officer.api('GET /campaigns/:id', { params: { id: campaignId } });
    expect(after.drawnAt).toBe(world.clock.now.toISOString());
    const [voucher] = await world.sql<{ source: string; personId: string; batch: string }>(
      `SELECT v.source, v.personId, v.batch FROM voucher v JOIN voucher_entry e ON e.voucherId = v.id
       WHERE e.kindId = ? AND e.number = ?`,
      [kindIds[0], kind?.winners[0]],
    );
    expect(voucher).toMatchObject({ source: 'draw', personId: members[(kind?.winners[0] ?? 0) - 1]?.personId });
    const [note] = await world.sql<{ detail: string }>('SELECT detail FROM audit_row WHERE object = ?', [
      `batch:${voucher?.batch}`,
    ]);
    expect(JSON.parse(note?.detail ?? '')).toMatchObject({ campaign: campaignId, count: 4 });
  });

  it('holds no name and nothing that leads to a person', async () => {
    const { campaignId, kindIds } = await lottery({ title: '中秋抽奖' });
    const members = await plantMembers(world, 3);
    await enter(campaignId, kindIds[0], members);
    await draw(campaignId);
    const { text } = await world.raw('GET', `/campaigns/${campaignId}/draw`);
    const kept = await world.sql<{ id: string; holder: string; name: string }>(
      'SELECT e.id, e.holder, p.name FROM voucher_entry e JOIN person p ON p.id = e.personId WHERE e.campaignId = ?',
      [campaignId],
    );
    const secrets = [...members.flatMap(({ personId, number }) => [personId, number]), ...kept.flatMap(Object.values)];
    expect(secrets.filter((one) => text.includes(String(one)))).toEqual([]);
    expect(secrets.length).toBe(15);
  });

  it('puts who had none of the organiser within twelve months before the others', async () => {
    const earlier = await plantCampaign(world, { kinds: [{ total: 30 }] });
    const { campaignId, kindIds } = await lottery({ favourNew: true, line: true, kinds: [{ total: 5 }] });
    const members = await plantMembers(world, 8);
    const [old, back] = [members.slice(0, 4), members.slice(4, 5)];
    const [kindId = ''] = earlier.kindIds;
    const at = { campaignId: earlier.campaignId, kindId };
    const months = 13 * 31 * 86_400_000;
    // One had it 13 months ago, one has given it back.
    world.clock.forward(-months);
    await plantVouchers(world, at, old.slice(0, 1));
    world.clock.forward(months);
    await plantVouchers(world, at, [...old.slice(1), ...back]);
    await world.sql(`UPDATE voucher SET state = 'returned', nth = NULL WHERE personId = ?`, [back[0]?.personId]);
    await enter(campaignId, kindIds[0], members);
    const [kind] = (await draw(campaignId)).kinds;
    expect(kind?.entries.map(([, behind]) => behind)).toEqual([0, 1, 1, 1, 0, 0, 0, 0]);
    expect([...(kind?.winners ?? [])].sort()).toEqual([1, 5, 6, 7, 8]);
    const rest = (await states(kindIds[0])).filter(({ state }) => state === 'waiting');
    expect(rest.map(({ number, kind: as, lineRank }) => [number, as, typeof lineRank])).toEqual([
      [2, 'line', 'number'],
      [3, 'line', 'number'],
      [4, 'line', 'number'],
    ]);
    expect(rest.map(({ lineRank }) => lineRank).sort()).toEqual([6, 7, 8]);
  });

  it('passes over who has won what one person may have of all kinds, and lets nobody wait who has it', async () => {
    const kinds = [{ total: 3 }, { total: 3 }];
    const { campaignId, kindIds } = await lottery({ perPerson: 1, line: true, kinds });
    const members = await plantMembers(world, 6);
    await enter(campaignId, kindIds[0], members.slice(0, 4));
    await enter(campaignId, kindIds[1], members.slice(0, 5));
    const file = await draw(campaignId);
    expect(file.kinds.map(({ winners }) => winners.length)).toEqual([3, 2]);
    const won = await world.sql<{ holder: string }>('SELECT holder FROM voucher WHERE campaignId = ?', [campaignId]);
    expect(new Set(won.map(({ holder }) => holder)).size).toBe(5);
    expect(await stock(kindIds[1])).toEqual([3, 1, 2]);
    const open = await world.sql(`SELECT id FROM voucher_entry WHERE campaignId = ? AND state = 'waiting'`, [
      campaignId,
    ]);
    expect(open).toEqual([]);
    expect(lastLine(await recompute(file))).toBe('一致');
  });

  it('goes by the list of when entering closed, and gives nothing to who has gone since', async () => {
    const { campaignId, kindIds } = await lottery({ line: true, kinds: [{ title: '电影券', total: 3 }] });
    const members = await plantMembers(world, 6);
    const [, , , second = ''] = await enter(campaignId, kindIds[0], members);
    await world.as(members[3]?.token ?? '')('POST /entries/:id/leave', { params: { id: second } });
    world.clock.forward(600_000);
    // One has closed the account since, and of the others half have left the union.
    const closed = `UPDATE voucher_entry SET state = 'left', openHolder = NULL, closedAt = ? WHERE personId = ?`;
    await world.sql(closed, [world.clock.now.toISOString(), members[0]?.personId]);
    await endMembership(members[1]);
    await endMembership(members[2]);
    world.clock.forward(-600_000);
    const file = await draw(campaignId);
    expect(file.kinds[0]?.entries.map(([number]) => number)).toEqual([1, 2, 3, 5, 6]);
    expect(file.kinds[0]?.winners).toHaveLength(3);
    expect(lastLine(await recompute(file))).toBe('一致');
    const given = (await states(kindIds[0])).filter(({ state }) => state === 'won' || state === 'served');
    expect(numbers(given)).toEqual([5, 6]);
    expect(await stock(kindIds[0])).toEqual([3, 1, 2]);
    const waiting = (await states(kindIds[0])).filter(({ state }) => state === 'waiting');
    expect(waiting).toEqual([]);
  });

  it('lets nobody leave from the moment when entering closes, and whoever waits in the line afterwards again', async () => {
    const { campaignId, kindIds } = await lottery({ line: true, kinds: [{ total: 1 }] });
    const members = await plantMembers(world, 2);
    const entries = await enter(campaignId, kindIds[0], members);
    const leave = async (nth: number) => {
      const token = await plantTokenOf(members[nth]?.personId);
      return world.as(token ?? '')('POST /entries/:id/leave', { params: { id: entries[nth] ?? '' } });
    };
    world.clock.forward(600_000);
    const { code, body } = await refusal(leave(0));
    expect([code, body.sentence]).toEqual(['ENTRY_OVER', '报名已截止，名单不再变动。抽中了用不上，可以把券退回。']);
    world.clock.forward(-600_000);
    await draw(campaignId);
    const loser = (await states(kindIds[0])).findIndex(({ kind }) => kind === 'line');
    expect(await leave(loser)).toEqual({ done: true });
  });

  it('puts nobody behind for a voucher that was given, or before one that was given back, after entering closed', async () => {
    const earlier = await plantCampaign(world, { kinds: [{ total: 30 }] });
    const { campaignId, kindIds } = await lottery({ favourNew: true, kinds: [{ total: 1 }] });
    const members = await plantMembers(world, 3);
    const [kindId = ''] = earlier.kindIds;
    await plantVouchers(world, { campaignId: earlier.campaignId, kindId }, members.slice(0, 1));
    await enter(campaignId, kindIds[0], members);
    world.clock.forward(600_000);
    await plantVouchers(world, { campaignId: earlier.campaignId, kindId }, members.slice(1, 2));
    const back = `UPDATE voucher SET state = 'returned', nth = NULL, closedAt = ? WHERE personId = ?`;
    await world.sql(back, [world.clock.now.toISOString(), members[0]?.personId]);
    world.clock.forward(-600_000);
    const file = await draw(campaignId);
    expect(file.kinds[0]?.entries.map(([, behind]) => behind)).toEqual([1, 0, 0]);
  });

  it('takes the public number in one form, however it was typed', async () => {
    const { campaignId, kindIds } = await lottery({ beacon: '11 月 30 日双色球' });
    await enter(campaignId, kindIds[0], await plantMembers(world, 2));
    world.clock.forward(600_000);
    officer = await world.staff('protection');
    for (const typed of ['未公布', '㎮'.repeat(120)])
      expect((await refusal(ask(campaignId, typed))).code).toBe('BEACON_MISSING');
    await ask(campaignId, '３，05－11 ａｂ');
    await workDraws(world.kit);
    const file = await fileOf(campaignId);
    expect(file.beaconValue).toBe('30511AB');
    expect(lastLine(await recompute(file))).toBe('一致');
  });

  it('passes over who has left before entering closed', async () => {
    const { campaignId, kindIds } = await lottery({ kinds: [{ total: 9 }] });
    const members = await plantMembers(world, 4);
    const [, second] = await enter(campaignId, kindIds[0], members);
    const leaving = world.as(members[1]?.token ?? '');
    await leaving('POST /entries/:id/leave', { params: { id: second ?? '' } });
    const [kind] = (await draw(campaignId)).kinds;
    expect(kind?.entries).toEqual([
      [1, 0, 0],
      [3, 0, 0],
      [4, 0, 0],
    ]);
    expect((await states(kindIds[0])).map(({ state }) => state)).toEqual(['won', 'left', 'won', 'won']);
  });

  it('is refused before entering has closed, without the public number, without a fresh factor, and twice', async () => {
    const { campaignId, kindIds } = await lottery({ beacon: '11 月 30 日双色球' });
    await enter(campaignId, kindIds[0], await plantMembers(world, 2));
    expect((await refusal(ask(campaignId, '3 05'))).code).toBe('DRAW_TOO_EARLY');
    world.clock.forward(600_000);
    officer = await world.staff('protection');
    expect((await refusal(ask(campaignId))).code).toBe('BEACON_MISSING');
    const stale = await world.staff('protection');
    const call = stale.api('POST /campaigns/:id/draw', { params: { id: campaignId }, body: { beaconValue: '3 05' } });
    expect((await refusal(call)).code).toBe('STEP_UP_FIRST');
    const [one, other] = await Promise.allSettled([ask(campaignId, '3 05'), ask(campaignId, '4 06')]);
    expect([one?.status, other?.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect((await refusal(ask(campaignId, '3 05'))).code).toBe('CAMPAIGN_STATE');
    await workDraws(world.kit);
    expect((await refusal(ask(campaignId, '3 05'))).code).toBe('CAMPAIGN_STATE');
    expect(lastLine(await recompute(await fileOf(campaignId)))).toBe('一致');
    const first = await plantCampaign(world);
    expect((await refusal(ask(first.campaignId))).code).toBe('CAMPAIGN_STATE');
  });

  it('stopped in the middle goes on where it was, shows nothing before it is done, and lets nobody leave', async () => {
    const { campaignId, kindIds } = await lottery({ line: true, kinds: [{ total: 550 }] });
    const members = await plantMembers(world, 30);
    const entries = await enter(campaignId, kindIds[0], members, 40);
    world.clock.forward(600_000);
    officer = await world.staff('protection');
    await ask(campaignId);
    let pieces = 0;
    await workDraws(world.kit, async () => (pieces += 1) <= 1);
    expect(await stock(kindIds[0])).toEqual([550, 50, 500]);
    expect((await world.raw('GET', `/campaigns/${campaignId}/draw`)).status).toBe(404);
    const [open] = await world.sql<{ id: string; personId: string }>(
      `SELECT id, personId FROM voucher_entry WHERE campaignId = ? AND state = 'waiting'`,
      [campaignId],
    );
    const token = (await plantTokenOf(open?.personId)) ?? '';
    const left = world.as(token)('POST /entries/:id/leave', { params: { id: open?.id ?? '' } });
    expect((await refusal(left)).code).toBe('ENTRY_OVER');
    await Promise.all([workDraws(world.kit), workDraws(world.kit)]);
    const file = await fileOf(campaignId);
    expect([entries.length, file.kinds[0]?.entries.length, await stock(kindIds[0])]).toEqual([
      1200,
      1200,
      [550, 0, 550],
    ]);
    const line = (await states(kindIds[0])).filter(({ kind }) => kind === 'line');
    expect(line.map(({ lineRank }) => lineRank).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 650 }, (_, nth) => 551 + nth),
    );
    expect(lastLine(await recompute(file))).toBe('一致');
    const [changed] = await world.sql('UPDATE draw_page SET text = ? WHERE campaignId = ?', ['', campaignId]).then(
      () => ['changed'],
      () => ['refused'],
    );
    expect(changed).toBe('refused');
  });

  async function plantTokenOf(personId: string | undefined): Promise<string | undefined> {
    const [session] = await world.sql<{ id: string }>('SELECT id FROM session WHERE subjectId = ?', [personId]);
    return world.kit.tokens.sign(
      { sub: personId ?? '', sid: session?.id ?? '', aud: AUDIENCE.person },
      world.kit.now(),
    );
  }

  it('tells each person once what came of it', async () => {
    const { campaignId, kindIds } = await lottery({
      title: '三种券',
      line: true,
      kinds: [
        { title: '电影券', total: 60 },
        { title: '体检券', total: 1 },
      ],
    });
    const members = await plantMembers(world, 130);
    await enter(campaignId, kindIds[0], members);
    await enter(campaignId, kindIds[1], members.slice(0, 5));
    await draw(campaignId);
    await deliverAll(world, 'drawn', tellDrawn);
    // A message that is delivered twice tells nobody twice.
    await tellDrawn(world.kit, { campaignId, whom: 'won', after: '', piece: '1' });
    const notices = await world.sql<{ personId: string; title: string; words: string; page: string }>(
      'SELECT personId, title, words, page FROM notice WHERE page = ?',
      [`voucher/offer?id=${campaignId}`],
    );
    expect([notices.length, new Set(notices.map(({ personId }) => personId)).size]).toEqual([130, 130]);
    const winners = await world.sql<{ personId: string }>(
      'SELECT DISTINCT personId FROM voucher WHERE campaignId = ?',
      [campaignId],
    );
    const won = notices.filter(({ title }) => title === '您抽中了福利券').map(({ personId }) => personId);
    expect(won.sort()).toEqual(winners.map(({ personId }) => personId).sort());
    const [lost] = notices.filter(({ title }) => title === '抽签结果：这次没有抽中');
    expect(lost?.words).toMatch(/^“三种券”抽签结果：“电影券”.*未抽中，已按抽签次序候补，有人退回就依次发给您。/);
  });

  it('of 20,000 entries is done, and worked out again', async () => {
    const { campaignId, kindIds } = await lottery({ kinds: [{ title: '满减券', total: 1000 }] });
    const members = await plantMembers(world, 100);
    world.clock.forward(600_000);
    officer = await world.staff('protection');
    await enter(campaignId, kindIds[0], members, 200);
    // So much at once may keep the database busy for a moment.
    while ((await ask(campaignId).catch((refused) => refused.code)) === 'BUSY');
    await workDraws(world.kit);
    const file = await fileOf(campaignId);
    expect([file.kinds[0]?.entries.length, file.kinds[0]?.winners.length]).toEqual([20_000, 1000]);
    expect(await stock(kindIds[0])).toEqual([1000, 0, 1000]);
    const said = await recompute(file);
    expect([said.code, lastLine(said)]).toEqual([0, '一致']);
    expect(said.out).toContain('“满减券”：20000 人次报名，1000 张，中签 1000。');
  });
});
