/** An undo takes two natural persons (security.md d.3 row 16). */
import { ulid } from '@niangjia/server/core/ids';
import type { Reply } from '@niangjia/shared/contract/index';
import { codeOf, openTill, passOf, plantVoucher, rowsOf, saidBy, stateOf, type Till, useUp } from './redemption-world';
import { openWorld, type StaffMember, type World } from './world';

let world: World;
let second: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  second = await world.staff('protection');
});
afterAll(() => world.close());
const DAY = 86_400_000;

const askFor = async (till: Till, id: string) =>
  (await till.again()).api('POST /redemptions/:id/undo', { params: { id }, body: { reason: '收银员扫错了券' } });
/** The undo that waits for a redemption. */
const undoOf = async (redemptionId: string): Promise<string> =>
  (await world.sql<{ id: string }>('SELECT id FROM redemption_undo WHERE redemptionId = ?', [redemptionId]))[0]?.id ??
  '';
/** A redemption whose undo waits. */
async function asked() {
  const [till, held] = [await openTill(world), await plantVoucher(world)];
  const { id } = await useUp(till, held, 8850);
  await askFor(till, id);
  return { till, held, id, undo: await undoOf(id) };
}
const signInAgain = async () => world.as((await world.signInStaff(second.account, second.otpSecret)).token);
const agree = async (id: string, by = second): Promise<Reply<'POST /undos/:id/agree'>> =>
  by.api('POST /undos/:id/agree', { params: { id } });

describe('an undo', () => {
  it('takes the amounts back by a row of its own, gives the voucher back, and leaves the old code dead', async () => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    const code = await codeOf(held);
    const { id } = await useUp(till, held, 8850);
    expect((await askFor(till, id)).undo).toBe('asked');
    expect(await stateOf(world, held.voucherId)).toBe('used');
    const undo = await undoOf(id);
    const { items, waiting } = await second.api('GET /undos');
    expect([items[0]?.id, items[0]?.mayDecide, items[0]?.reason, waiting]).toEqual([undo, true, '收银员扫错了券', 1]);

    const done = await agree(undo);
    expect([done.state, done.decidedBy, done.askedBy, done.mayDecide]).toEqual(['agreed', '张干事', '收银小赵', false]);
    const [row, back] = await rowsOf(world, held.voucherId);
    expect([row?.liveVoucher, row?.offFen, back?.undoOf, back?.liveVoucher]).toEqual([null, 4000, id, null]);
    expect([back?.spendFen, back?.offFen, back?.subsidyFen, back?.merchantFen, back?.bankFen, back?.paysFen]).toEqual([
      -8850, -4000, -3000, -600, -400, -4850,
    ]);
    expect([back?.shopId, back?.onDay]).toEqual([till.shopId, row?.onDay]);
    expect(await stateOf(world, held.voucherId)).toBe('issued');
    const told = (await held.api('GET /notices')).items[0];
    expect([told?.title, told?.words.endsWith('这张券可以再用，请出示新的动态码。')]).toEqual(['一笔核销已撤销', true]);
    expect((await (await till.again()).api('GET /notices')).items[0]?.title).toBe('撤销核销：已同意');
    expect((await till.api('GET /cashier')).shops[0]).toMatchObject({ today: 0, todayOffFen: 0 });
    expect((await till.api('GET /redemptions/today', { query: { shopId: till.shopId } })).items).toMatchObject([
      { id, undo: 'agreed' },
    ]);

    // Still within its 30 seconds: the code has served, and serves no more.
    const look = (text: string) => till.api('POST /redemptions/look', { body: { shopId: till.shopId, code: text } });
    expect((await saidBy(look(code)))[0]).toBe('CODE_OLD');
    world.clock.forward(30_000);
    expect((await saidBy(look(code)))[0]).toBe('CODE_OLD');
    const fresh = await codeOf(held);
    await useUp(till, held, 5000);
    expect((await saidBy(look(fresh)))[0]).toBe('VOUCHER_USED');
    expect((await rowsOf(world, held.voucherId)).map(({ offFen }) => offFen)).toEqual([4000, -4000, 4000]);
  });

  it('makes no second redemption of a pass that was looked at before, nor of the one that was undone', async () => {
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    const [first, spare] = [await passOf(till, held), await passOf(till, held)];
    const send = (pass: string) => till.api('POST /redemptions', { body: { pass, spendFen: 6000, place: null } });
    const { id } = await send(first);
    await askFor(till, id);
    await agree(await undoOf(id));
    expect(await send(first)).toMatchObject({ id, undo: 'agreed' });
    expect((await saidBy(send(spare)))[0]).toBe('PASS_OLD');
    expect(await stateOf(world, held.voucherId)).toBe('issued');
  });

  it('is asked for once, also by ten calls at once, for today and yesterday, by a cashier of the shop', async () => {
    const [till, held, other] = [await openTill(world), await plantVoucher(world), await openTill(world)];
    const { id } = await useUp(till, held);
    expect((await saidBy(askFor(other, id)))[0]).toBe('NOT_FOUND');
    const ends = await Promise.allSettled(Array.from({ length: 10 }, () => askFor(till, id)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await saidBy(askFor(till, id)))[0]).toBe('UNDO_OVER');
    await agree(await undoOf(id));
    const [, back] = await rowsOf(world, held.voucherId);
    expect((await saidBy(askFor(till, back?.id ?? '')))[0]).toBe('UNDO_OVER');

    const [early, late] = [await plantVoucher(world), await plantVoucher(world)];
    const [one, two] = [await useUp(till, early), await useUp(till, late)];
    world.clock.forward(DAY);
    expect((await askFor(till, one.id)).undo).toBe('asked');
    world.clock.forward(DAY);
    expect(await saidBy(askFor(till, two.id))).toEqual(['UNDO_OVER', '只能撤销今天和昨天的核销。更早的请联系工会。']);
    second = { ...second, api: await signInAgain() };
  });

  it('can be refused with a reason: nothing changes, the cashier is told, and it is not asked again', async () => {
    const { till, held, id, undo } = await asked();
    const body = { reason: '小票与核销相符，不是扫错' };
    const done = await second.api('POST /undos/:id/refuse', { params: { id: undo }, body });
    expect([done.state, done.refusal]).toEqual(['refused', '小票与核销相符，不是扫错']);
    expect(await rowsOf(world, held.voucherId)).toHaveLength(1);
    expect(await stateOf(world, held.voucherId)).toBe('used');
    expect((await till.api('GET /notices')).items[0]?.words).toContain('原因：小票与核销相符，不是扫错。');
    expect((await saidBy(askFor(till, id)))[0]).toBe('UNDO_OVER');
    expect((await saidBy(agree(undo)))[0]).toBe('UNDO_OVER');
  });

  it('agreed to and refused at once ends one way', async () => {
    const { held, undo } = await asked();
    const third = await world.staff('publicity');
    const ends = await Promise.allSettled([
      agree(undo),
      third.api('POST /undos/:id/refuse', { params: { id: undo }, body: { reason: '小票与核销相符，不是扫错' } }),
      agree(undo, third),
    ]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason.body.code).toBe('UNDO_OVER');
    const rows = await rowsOf(world, held.voucherId);
    expect(await stateOf(world, held.voucherId)).toBe(rows.length === 2 ? 'issued' : 'used');
  });

  it('of a voucher whose last day has passed leaves it expired', async () => {
    const { held, undo } = await asked();
    await world.sql(`UPDATE voucher SET useUntil = '2026-11-20' WHERE id = ?`, [held.voucherId]);
    await agree(undo);
    expect(await stateOf(world, held.voucherId)).toBe('expired');
    const told = (await held.api('GET /notices')).items[0];
    expect(told?.words.endsWith('这张券的有效期已过，不能再用。')).toBe(true);
  });
});

describe('the second person', () => {
  it.each([
    [
      'with the same ID number',
      async (by: StaffMember, till: Till) =>
        world.sql(
          'UPDATE person SET idNumberIndex = (SELECT idNumberIndex FROM staff_account WHERE id = ?) WHERE id = ?',
          [by.id, till.personId],
        ),
    ],
    [
      'whose account names the person',
      async (by: StaffMember, till: Till) =>
        world.sql('UPDATE staff_account SET personId = ? WHERE id = ?', [till.personId, by.id]),
    ],
    [
      'whose account has the same phone number',
      async (by: StaffMember, till: Till) =>
        world.sql('UPDATE staff_account SET phoneIndex = ? WHERE id = ?', [
          world.kit.secrets.index('phone', till.phone),
          by.id,
        ]),
    ],
  ])('is not the cashier, %s, whenever it came to light', async (_, make) => {
    const by = await world.staff('protection');
    const { till, held, undo } = await asked();
    await make(by, till);
    expect((await by.api('GET /undos')).items.find(({ id }) => id === undo)?.mayDecide).toBe(false);
    expect((await saidBy(agree(undo, by)))[0]).toBe('SAME_PERSON');
    const body = { reason: '小票与核销相符，不是扫错' };
    expect((await saidBy(by.api('POST /undos/:id/refuse', { params: { id: undo }, body })))[0]).toBe('SAME_PERSON');
    expect(await rowsOf(world, held.voucherId)).toHaveLength(1);
    expect((await agree(undo)).state).toBe('agreed');
    await world.sql('UPDATE staff_account SET phoneIndex = NULL, personId = NULL WHERE id = ?', [by.id]);
  });

  it('is not who has asked, also when that person has another phone number by now', async () => {
    const by = await world.staff('protection');
    const [till, held] = [await openTill(world), await plantVoucher(world)];
    await world.sql(
      'UPDATE person SET idNumberIndex = (SELECT idNumberIndex FROM staff_account WHERE id = ?) WHERE id = ?',
      [by.id, till.personId],
    );
    const { id } = await useUp(till, held);
    await askFor(till, id);
    await world.sql('UPDATE person SET phoneIndex = NULL WHERE id = ?', [till.personId]);
    expect((await saidBy(agree(await undoOf(id), by)))[0]).toBe('SAME_PERSON');
    expect((await agree(await undoOf(id))).state).toBe('agreed');
  });

  it('is another one for the database as well, whoever writes', async () => {
    const { id, undo } = await asked();
    const set = (change: string) => world.sql(`UPDATE redemption_undo SET ${change} WHERE id = ?`, [undo]);
    await expect(set(`state = 'agreed', decider = asker`)).rejects.toThrow('an undo takes two persons');
    await expect(set(`state = 'agreed'`)).rejects.toThrow('an undo takes two persons');
    await expect(set(`asker = '${'0'.repeat(64)}'`)).rejects.toThrow('an undo takes two persons');
    await expect(
      world.sql(
        `INSERT INTO redemption_undo (id, redemptionId, state, reason, cashierId, asker, at, decider)
         SELECT '${ulid()}', redemptionId, 'agreed', reason, cashierId, asker, at, '${'1'.repeat(64)}'
         FROM redemption_undo WHERE id = ?`,
        [undo],
      ),
    ).rejects.toThrow('an undo begins as asked');
    await expect(world.sql('DELETE FROM redemption WHERE id = ?', [id])).rejects.toThrow('redemption is append-only');
    await agree(undo);
    await expect(set(`state = 'refused'`)).rejects.toThrow('an undo takes two persons');
  });

  it('has an ID number on the account, and reaches the merchant’s union', async () => {
    const { undo } = await asked();
    const unnamed = await world.staff('publicity');
    await world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [unnamed.id]);
    expect((await saidBy(agree(undo, unnamed)))[0]).toBe('NO_IDENTITY');
    const elsewhere = await world.staff('protection', world.unions.elsewhere);
    expect((await saidBy(agree(undo, elsewhere)))[0]).toBe('NOT_FOUND');
    expect(await elsewhere.api('GET /undos')).toEqual({ items: [], next: null, waiting: 0 });
    const below = await world.staff('protection', world.unions.rider);
    expect((await saidBy(agree(undo, below)))[0]).toBe('NOT_FOUND');
    const above = await world.staff('protection', world.unions.county);
    expect((await agree(undo, above)).state).toBe('agreed');
  });
});
