/** A technical problem: filed on the officer's phone with a photo, matched in the console, answered by the expert, solved, thanked. */
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { freshPhone } from '../order-world';
import { contractBody, expertOf, judged, problemIn, sendAttachment, video } from '../problem-world';
import { steppedUp } from '../two-persons';
import type { StaffMember, World } from '../world';
import { openPhone, openSeen, type Seen, see, tap, type, walk } from './browser';
import { deskNow, look, openAt, shownId, signAt } from './console-desk';

let seen: Seen;
let world: World;
let unit: StaffMember;
let manager: StaffMember;
let expert: Awaited<ReturnType<typeof expertOf>>;
beforeAll(async () => {
  seen = await openSeen();
  world = seen.world;
  unit = await world.staff('officer', world.unions.rider);
  manager = await world.staff('production', world.unions.county);
  expert = await expertOf(world);
  await expertOf(world, '赵技师');
});
afterAll(() => seen.close());

interface Looks {
  dark?: boolean;
  letters?: number;
}

async function phoneOf(
  name: 'session' | 'desk-session',
  who: { token: string; refresh: string },
  looks: Looks = {},
): Promise<BrowserContext> {
  const phone = await seen.phone(looks);
  await phone.clock.setFixedTime(world.clock.now);
  const kept: Record<string, unknown> = { [name]: { access: who.token, refresh: who.refresh, accessUntil: '' } };
  if (looks.letters !== undefined) kept.letters = looks.letters;
  await phone.addInitScript((all) => {
    if (localStorage.getItem('given')) return;
    localStorage.setItem('given', '1');
    for (const [key, data] of Object.entries(all)) localStorage.setItem(key, JSON.stringify({ data }));
  }, kept);
  return phone;
}
async function atDesk(path: string, looks?: Looks): Promise<[BrowserContext, Page]> {
  world.clock.forward(31_000);
  const phone = await phoneOf('desk-session', await world.signInStaff(unit.account, unit.otpSecret), looks);
  return [phone, await openPhone(phone, world, path)];
}
async function atExpert(number: string, path: string, looks?: Looks): Promise<[BrowserContext, Page]> {
  world.clock.forward(61_000);
  const phone = await phoneOf('session', await world.signIn(number), looks);
  return [phone, await openPhone(phone, world, path)];
}

const photo = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: '#8899aa' } })
    .jpeg()
    .toBuffer();
async function attach(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await tap(page, 'add-photo');
  await (await chooser).setFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await see(page, '照片 1 已传上');
}

it('from the officer’s phone to the expert’s answer, the solution and the thanks', async () => {
  const [phone, page] = await atDesk('desk/problems');
  await see(page, '没有在办的难题');
  await walk(page, 'ph-problems-none');
  await tap(page, 'new-problem');
  await page.locator('#submit:visible').waitFor();
  await tap(page, 'submit');
  await see(page, '还有 5 处要改，请看红字。');
  await walk(page, 'ph-problem-missing');
  await type(page, 'title', '数控车床加工端面有振纹');
  await type(page, 'words', '材料 45 钢，转速 900 转，端面有 0.03 毫米振纹，换刀后仍有。');
  await attach(page);
  await tap(page, 'field-machining');
  await type(page, 'contact-name', '王工');
  await type(page, 'phone', '19900000388');
  await walk(page, 'ph-problem-form');
  await tap(page, 'submit');
  await see(page, '已提交。每一步都会写在这里，联系人会收到短信。');
  await see(page, /由受理部门对接专家/);
  await walk(page, 'ph-problem-filed');
  await phone.close();

  const desk = await deskNow(seen, manager, '/problems');
  await desk.locator('#problems tbody tr.ant-table-row').first().waitFor();
  await look(desk, 'problems');
  await desk.getByRole('link', { name: '数控车床加工端面有振纹' }).click();
  await desk.locator('#problem-match').waitFor();
  await look(desk, 'problem');
  const id = shownId(desk);
  await desk.locator('#problem-match').click();
  await desk.locator(`#expert-${expert.id}`).check();
  await look(desk, 'problem-match');
  await desk.locator('#match-confirm').click();
  await desk.getByText('等专家答复').first().waitFor();

  const [theirs, own] = await atExpert(expert.phone, 'expert/index');
  await see(own, '1 道等您答复');
  await tap(own, 'go-problems');
  await see(own, '有 1 道等您答复');
  await walk(own, 'ph-own-problems');
  await tap(own, `problem-${id}`);
  await see(own, '有一道难题请您解决');
  await walk(own, 'ph-own-problem');
  await tap(own, 'answer');
  await type(own, 'words', '主轴热伸长引起，先热机 20 分钟，再补偿 0.03 毫米。');
  await attach(own);
  await walk(own, 'ph-own-problem-answer');
  await tap(own, 'confirm');
  await see(own, '已答复，单位会收到短信。');
  await walk(own, 'ph-own-problem-answered');
  await theirs.close();

  await openAt(world, desk, `/problems/${id}`);
  await desk.locator('#problem-solve').click();
  await desk.locator('#solve_solution').waitFor();
  expect(await desk.locator('#solve_solution').inputValue()).toContain('主轴热伸长');
  await look(desk, 'problem-solve');
  await desk.locator('#solve-confirm').click();
  await desk.getByText('已记为解决。').waitFor();
  await look(desk, 'problem-solved');
  await desk.context().close();

  const [after, mine] = await atDesk(`desk/problem?id=${id}`);
  await see(mine, '已有解决方案');
  await tap(mine, 'thank');
  await tap(mine, 'star-5');
  await type(mine, 'words', '问题解决了，谢谢李高工');
  await tap(mine, 'confirm');
  await see(mine, '谢谢，已转告专家。');
  await walk(mine, 'ph-problem-thanked');
  await after.close();
});

it('a contract is judged by two experts, paid for by two officers, and a video plays', async () => {
  const cast = { unit, manager, expert };
  const { id } = await problemIn(world, cast, 'discussing');
  const params = { id };
  const film = (await sendAttachment(world, unit.token, video())).body as { id: string };
  const said = { words: '补一段加工的视频', photoIds: [], attachmentIds: [film.id] };
  await unit.api('POST /problems/:id/say', { params, body: said });
  await manager.api('POST /problems/:id/contract', { params, body: contractBody(expert.id) });
  const desk = await deskNow(seen, manager, `/problems/${id}`);
  await desk.locator('#problem-review').click();
  await desk.getByText('赵技师').waitFor();
  await look(desk, 'problem-review');
  await desk.locator('#review-cancel').click();
  await judged(world, manager, id, [true, true]);
  await openAt(world, desk, `/problems/${id}`);
  await desk.locator('#problem-fund').click();
  await desk.locator('#fund_amountFen').fill('10000');
  await steppedUp(world, manager);
  await desk.locator('#fund-confirm').click();
  await desk.getByText('资助等另一人复核，看进度').waitFor();
  await look(desk, 'problem-funding');
  const releaser = await world.staff('releaser', world.unions.county);
  const other = await deskNow(seen, releaser);
  await signAt(other, world, releaser, /资助技术难题/);
  await other.getByText('已生效').first().waitFor();
  await openAt(world, desk, `/problems/${id}`);
  await desk.getByText('已资助').first().waitFor();
  expect(await desk.locator('video').count()).toBe(1);
  await look(desk, 'problem-funded');
  await other.context().close();
  await desk.context().close();
});

it('in the dark with the largest letters', async () => {
  const { id } = await problemIn(world, { unit, manager, expert }, 'matched');
  const looks = { dark: true, letters: 6 };
  for (const [name, path, words] of [
    ['ph-problem-form-largest', 'desk/problem-file', '难题名称'],
    ['ph-problem-largest', `desk/problem?id=${id}`, '数控车床加工端面振纹'],
  ] as const) {
    const [phone, page] = await atDesk(path, looks);
    await see(page, words);
    await walk(page, name);
    await phone.close();
  }
  const [phone, page] = await atExpert(expert.phone, `expert/problem?id=${id}`, looks);
  await see(page, '有一道难题请您解决');
  await walk(page, 'ph-own-problem-largest');
  await phone.close();
  const [nobody, empty] = await atExpert(freshPhone(), 'expert/problems');
  await see(empty, '现在没有请您解决的难题');
  await walk(empty, 'ph-own-problems-none');
  await nobody.close();
});
