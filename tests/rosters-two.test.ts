/** A roster and what the database knows; and the two persons that it takes. X28, X21, B6 row 13. */
import { query } from '@niangjia/server/core/sql';
import { workRosters } from '@niangjia/server/modules/rosters/work';
import { csvOf, goodLine, rosterName, rosterNumber, rosterPhone } from './roster-files';
import {
  check,
  closeRosters,
  counts,
  enter,
  fresh,
  look,
  officer,
  openRosters,
  rows,
  said,
  second,
  sign,
  submit,
  UPLOADER,
  work,
  world,
} from './roster-world';
import { refusal } from './world';

beforeAll(openRosters);
afterAll(closeRosters);

describe('whom the database knows', () => {
  it('X28 who is a member here stays; who is one elsewhere, or cannot be told for sure, stops', async () => {
    const here = await world.applicant(7001);
    await officer.api('POST /applications/:id/approve', { params: { id: here.application.id } });
    const away = await world.applicant(7002, world.unions.elsewhere);
    const stranger = await world.staff('officer', world.unions.elsewhere);
    await stranger.api('POST /applications/:id/approve', { params: { id: away.application.id } });
    const open = await world.applicant(7003);
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = fresh(5);
    await world.signIn(rosterPhone(d));
    const line = (name: string, number: string, phone: string) => [name, number, '快递员', phone, ''];
    const roster = await check(
      csvOf(
        line('王小明', here.idNumber, here.phone),
        line('王大明', here.idNumber, ''),
        line('王小明', away.idNumber, ''),
        line('王小明', open.idNumber, ''),
        line(rosterName(a), rosterNumber(a), here.phone),
        line(rosterName(c), rosterNumber(c), open.phone),
        line(rosterName(d), rosterNumber(d), rosterPhone(d)),
        line(rosterName(e), rosterNumber(e), ''),
      ).subarray(0),
    );
    // The first two bear the same number: both are told so, whatever the database knows.
    expect((await rows(roster.id)).map((row) => [row.state, ...said(row)])).toEqual(
      [
        ['bad', 'ID_TWICE idNumber'],
        ['bad', 'ID_TWICE idNumber'],
        ['stopped', 'MEMBER_ELSEWHERE idNumber'],
        ['stopped', 'APPLICATION_OPEN idNumber'],
        ['bad', 'PHONE_TWICE phone'],
        ['stopped', 'PHONE_OTHERS phone'],
        ['good'],
        ['good'],
      ].map((row, at) => (at === 0 ? ['bad', 'ID_TWICE idNumber', 'PHONE_TWICE phone'] : row)),
    );
    const one = await check(
      csvOf(
        line('王小明', here.idNumber, ''),
        line(rosterName(a), rosterNumber(a), here.phone),
        line(rosterName(b), rosterNumber(b), ''),
      ),
    );
    expect((await rows(one.id)).map((row) => [row.state, ...said(row)])).toEqual([
      ['same'],
      ['stopped', 'PHONE_OTHERS phone'],
      ['good'],
    ]);
    const two = await check(csvOf(line('王大明', here.idNumber, '')));
    expect((await rows(two.id)).map(said)).toEqual([['NAME_DIFFERS name']]);
    expect((await refusal(submit(two.id))).code).toBe('NOTHING_TO_ENTER');

    await sign((await submit(roster.id)).id);
    await work();
    expect((await look(roster.id)).counts).toEqual({ rows: 8, good: 0, same: 0, bad: 3, stopped: 3, entered: 2 });
    // Who had signed in by that phone before is that member now, and nobody was made twice.
    world.clock.forward(61_000);
    const known = await world.signIn(rosterPhone(d));
    expect((await known.api('GET /card')).name).toBe(rosterName(d));
  });

  it('X28 an ID number and a phone of two records stop; a former member comes back as the same person', async () => {
    const former = await world.applicant(7010);
    await officer.api('POST /applications/:id/approve', { params: { id: former.application.id } });
    await world.sql(
      `UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE applicationId = ?`,
      [former.application.id],
    );
    const other = await world.applicant(7011);
    await other.api('POST /applications/:id/recall', { params: { id: other.application.id } });
    const two = await check(csvOf(['王小明', former.idNumber, '快递员', other.phone, '']));
    expect((await rows(two.id)).map(said)).toEqual([['ID_PHONE_TWO phone']]);
    const back = await enter(csvOf(['王小明', former.idNumber, '快递员', former.phone, '']));
    expect(back.counts).toMatchObject({ entered: 1 });
    expect((await former.api('GET /card')).unionName).toBe('青州北部片区工会联合会');
    const people = await world.sql('SELECT id FROM person WHERE idNumberIndex = ?', [
      world.kit.secrets.index('id-number', former.idNumber),
    ]);
    expect(people).toHaveLength(1);
  });

  it('a former member without a phone comes back without one: the roster’s opens nobody’s record', async () => {
    const former = await world.applicant(7012);
    await officer.api('POST /applications/:id/approve', { params: { id: former.application.id } });
    await world.sql(
      `UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE applicationId = ?`,
      [former.application.id],
    );
    const index = world.kit.secrets.index('id-number', former.idNumber);
    await world.sql('UPDATE person SET phoneIndex = NULL, phoneSealed = NULL WHERE idNumberIndex = ?', [index]);
    const [a = 0] = fresh(1);
    const back = await enter(csvOf(['王小明', former.idNumber, '快递员', rosterPhone(a), '']));
    expect(back.counts).toMatchObject({ entered: 1 });
    const people = await world.sql('SELECT phoneIndex, phoneSealed FROM person WHERE idNumberIndex = ?', [index]);
    expect(people).toEqual([{ phoneIndex: null, phoneSealed: null }]);
    world.clock.forward(61_000);
    const stranger = await world.signIn(rosterPhone(a));
    expect((await refusal(stranger.api('GET /card'))).code).toBe('NOT_A_MEMBER');
  });

  it('X28 what has changed between the check and the entry is seen again', async () => {
    const [a = 0, b = 0] = fresh(2);
    const roster = await check(csvOf(goodLine(a), goodLine(b)));
    const act = await submit(roster.id);
    const meanwhile = await enter(csvOf(goodLine(a)));
    expect(meanwhile.counts).toMatchObject({ entered: 1 });
    await sign(act.id);
    await work();
    expect((await look(roster.id)).counts).toEqual({ rows: 2, good: 0, same: 1, bad: 0, stopped: 0, entered: 1 });
    expect((await rows(roster.id)).map(({ state }) => state)).toEqual(['same', 'entered']);
  });

  it('X21 the same file again changes nothing, and names the earlier one', async () => {
    const file = csvOf(...fresh(40).map(goodLine));
    const first = await enter(file);
    expect(first.counts).toMatchObject({ entered: 40 });
    const before = await counts();
    const again = await check(file);
    expect([again.earlierId, again.counts]).toEqual([
      first.id,
      { rows: 40, good: 0, same: 40, bad: 0, stopped: 0, entered: 0 },
    ]);
    expect((await refusal(submit(again.id))).code).toBe('NOTHING_TO_ENTER');
    const after = await counts();
    expect({
      ...after,
      data_key: after.data_key === before.data_key ? 0 : Number(after.data_key) - Number(before.data_key),
    }).toEqual({
      ...before,
      data_key: 1, // the key of the roster itself
    });
  });

  it('X21 two files with the same people, entered at the same moment, make each of them a member once', async () => {
    const people = fresh(300);
    const tally = async () =>
      Number(
        (
          await world.sql<{ n: number }>('SELECT active AS n FROM union_tally WHERE unionId = ?', [
            world.unions.street.id,
          ])
        )[0]?.n ?? 0,
      );
    const before = await tally();
    const [one, two] = [
      await check(csvOf(...people.map(goodLine))),
      await check(csvOf(...[...people].reverse().map(goodLine))),
    ];
    for (const roster of [one, two]) await sign((await submit(roster.id)).id);
    await Promise.all([work(), work(), work()]);
    await work();
    const [a, b] = [await look(one.id), await look(two.id)];
    expect([a.state, b.state, a.counts.entered + b.counts.entered, a.counts.same + b.counts.same]).toEqual([
      'done',
      'done',
      300,
      300,
    ]);
    expect((await tally()) - before).toBe(300);
  });
});

/** As the uploader's person, by plain SQL. */
const signBySql = (actId: string, accountId: string) =>
  world.sql(
    'INSERT INTO joint_signature (id, actId, slot, accountId, unionId, signer, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [
      actId.replace(/^./, '0'),
      actId,
      'rosters.confirm',
      accountId,
      world.unions.street.id,
      world.kit.secrets.index('id-number', UPLOADER),
      world.clock.now.toISOString(),
    ],
  );

describe('two persons', () => {
  it('B6 nothing enters before a second person signs; the uploader cannot be that one, under whatever account', async () => {
    const checked = await check(csvOf(...fresh(3).map(goodLine)));
    const before = await counts();
    const act = await submit(checked.id);
    await work();
    expect(await counts()).toEqual(before);
    const facts = Object.fromEntries(act.facts.map(({ label, value }) => [label, value]));
    expect([facts.将入册, facts['第 2 行'], act.page]).toEqual([
      '3 人',
      expect.stringMatching(/^\S\*{1,3}　379\*{11}\d{3}[\dX]$/),
      `/rosters/${checked.id}`,
    ]);
    const twin = await world.staff('approver', world.unions.street, 'uploader-twin', UPLOADER);
    for (const one of [officer, twin]) expect((await refusal(sign(act.id, one))).code).toBe('SAME_PERSON');
    await expect(signBySql(act.id, twin.id)).rejects.toThrow();
    await expect(world.sql("UPDATE roster SET state = 'entering' WHERE id = ?", [checked.id])).rejects.toThrow(
      /second person/,
    );
    await expect(world.sql("UPDATE roster SET state = 'done' WHERE id = ?", [checked.id])).rejects.toThrow(
      /second person/,
    );
    await expect(world.sql('UPDATE roster SET signer = NULL WHERE id = ?', [checked.id])).rejects.toThrow(
      /second person/,
    );
    expect((await look(checked.id)).state).toBe('confirming');
    await sign(act.id);
    await work();
    expect((await look(checked.id)).counts.entered).toBe(3);
  });

  it('B6 when a colleague submits, neither that one nor who uploaded confirms', async () => {
    const checked = await check(csvOf(...fresh(1).map(goodLine)));
    const colleague = await world.staff('officer', world.unions.street, 'colleague', rosterNumber(900_003));
    const act = await submit(checked.id, colleague);
    const twin = await world.staff('protection', world.unions.street, 'uploader-again', UPLOADER);
    for (const one of [officer, twin, colleague]) expect((await refusal(sign(act.id, one))).code).toBe('SAME_PERSON');
    await expect(signBySql(act.id, twin.id)).rejects.toThrow(/uploaded|concerns/);
    await sign(act.id);
    expect((await look(checked.id)).state).toBe('entering');
    await work();
  });

  it('refused or taken back, the roster waits as before; recalled, everything of it goes', async () => {
    const checked = await check(csvOf(...fresh(2).map(goodLine)));
    const params = { id: checked.id };
    const act = await submit(checked.id);
    const reason = '请先核对人数再提交';
    await second.api('POST /joint-acts/:id/refuse', { params: { id: act.id }, body: { reason } });
    expect(await look(checked.id)).toMatchObject({ state: 'checked', jointId: null });
    const other = await submit(checked.id);
    expect(
      (await refusal(officer.api('POST /rosters/:id/map', { params, body: { columns: ['name', 'idNumber'] } }))).code,
    ).toBe('ROSTER_STATE');
    const colleague = await world.staff('officer');
    expect((await refusal(colleague.api('POST /rosters/:id/recall', { params }))).code).toBe('ROSTER_STATE');
    expect(await officer.api('POST /rosters/:id/recall', { params })).toMatchObject({ state: 'recalled' });
    expect((await refusal(sign(other.id))).code).toBe('JOINT_OVER');
    expect((await refusal(officer.api('POST /rosters/:id/recall', { params }))).code).toBe('ROSTER_STATE');
    await work();
    expect(await query(world.kit.db.reader, 'SELECT line FROM roster_row WHERE rosterId = ?', [checked.id])).toEqual(
      [],
    );
  });
});

describe('a union that has ended', () => {
  const end = (closedAt: string | null) =>
    world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [closedAt, world.unions.street.id]);
  const keys = (id: string) => world.sql('SELECT subjectId FROM data_key WHERE subjectId = ?', [id]);
  afterEach(() => end(null));

  it('B6 takes nobody: not at the submission, not at the last signature; what waits ends with its key', async () => {
    const [checked, waiting] = [
      await check(csvOf(...fresh(1).map(goodLine))),
      await check(csvOf(...fresh(1).map(goodLine))),
    ];
    const act = await submit(waiting.id);
    await end(world.clock.now.toISOString());
    expect((await refusal(submit(checked.id))).code).toBe('UNION_CLOSED');
    expect((await refusal(sign(act.id))).code).toBe('UNION_CLOSED');
    await work();
    for (const { id } of [checked, waiting]) {
      expect(await world.sql('SELECT state, jointId FROM roster WHERE id = ?', [id])).toEqual([
        { state: 'recalled', jointId: null },
      ]);
      expect(await keys(id)).toEqual([]);
    }
    expect((await refusal(sign(act.id))).code).toBe('JOINT_OVER');
  });

  it('X28 ends in the middle of an entry: who has entered stays, nobody follows, the counts are true', async () => {
    const checked = await check(csvOf(...fresh(1500).map(goodLine)));
    await sign((await submit(checked.id)).id);
    const tally = () =>
      world.sql<{ active: number }>('SELECT active FROM union_tally WHERE unionId = ?', [world.unions.street.id]);
    const before = await tally();
    let asked = 0;
    await workRosters(world.kit, async () => {
      // Asked before the roster, and before each piece of a thousand.
      asked += 1;
      if (asked === 3) await end(world.clock.now.toISOString());
      return true;
    });
    await end(null);
    const roster = await look(checked.id);
    expect([roster.state, roster.counts]).toEqual([
      'done',
      { rows: 1500, good: 0, same: 0, bad: 0, stopped: 500, entered: 1000 },
    ]);
    expect((await rows(roster.id, 'stopped'))[0]?.problems[0]?.code).toBe('UNION_CLOSED');
    expect(await world.sql('SELECT id FROM membership WHERE applicationId = ?', [roster.id])).toHaveLength(1000);
    expect(await keys(roster.id)).toEqual([]);
    expect(Number((await tally())[0]?.active) - Number(before[0]?.active)).toBe(1000);
  });
});
