/** Membership in full on the built mini-program: transfer, consent, inbox, own data, and the officer who files for a worker. */
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import { refusals } from '@niangjia/shared/rules/refusals';
import sharp from 'sharp';
import { application, openWorld, type StaffMember, type World } from '../world';
import { Bundle } from './bundle';
import { Phone } from './phone';

const app = new Bundle();
let world: World;
let officer: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.staff('officer');
});
afterAll(() => world.close());

const keep = (phone: Phone, name: string, { token, refresh }: { token: string; refresh: string }) =>
  phone.device.storage.set(name, JSON.stringify({ access: token, refresh, accessUntil: '' }));

/** A phone whose person has become a member of the street's union. */
async function member(nth: number, name = '王小满'): Promise<{ phone: Phone; number: string }> {
  world.clock.forward(61_000);
  const person = await world.signIn(madeUpPhone(nth));
  const body = await application(world.api, world.unions.street.id, { name, idNumber: madeUpIdNumber(nth) });
  const { id } = await person.api('POST /applications', { body });
  await officer.api('POST /applications/:id/approve', { params: { id } });
  const phone = new Phone(world, app, `member-${nth}`);
  keep(phone, 'session', person);
  return { phone, number: madeUpPhone(nth) };
}

async function atDesk(who: StaffMember): Promise<Phone> {
  const phone = new Phone(world, app, who.account);
  keep(phone, 'desk-session', who);
  await phone.open('desk/index');
  return phone;
}

const codeSentTo = (phone: string): string =>
  world.sent.sms.filter((one) => one.phone === phone).at(-1)?.params.code ?? '';

describe('a member moves to another city', () => {
  let rider: Phone;
  beforeAll(async () => {
    rider = (await member(8101)).phone;
  });
  afterAll(() => rider.close());

  it('asks from the page of the other union, in one reason and one tap', async () => {
    await rider.open(`join/union?unionId=${world.unions.elsewhere.id}`);
    await rider.tap('transfer');
    rider.see('转到深圳市总工会', '现在的工会：青州北部片区工会联合会');
    await rider.tap('submit');
    rider.see('请选一个原因。');
    await rider.tap('reason-newJob');
    await rider.tap('submit');
    expect(rider.page).toBe('transfer/index');
    rider.see('已提交，等两边工会答复', '最晚 11月26日 周四 前由深圳市总工会答复', '0755-0000401');
  });

  it('is asked once more before taking it back, and may ask again', async () => {
    await rider.tap('recall');
    rider.see('撤回转会申请？');
    await rider.tap('cancel');
    rider.see('已提交，等两边工会答复');
    await rider.tap('recall');
    await rider.tap('confirm');
    rider.see('转会申请已撤回');
    await rider.open(`transfer/ask?unionId=${world.unions.elsewhere.id}`);
    await rider.tap('reason-moved');
    await rider.tap('submit');
    rider.see('已提交，等两边工会答复');
  });

  it('a second one leads to the first', async () => {
    await rider.open(`transfer/ask?unionId=${world.unions.county.id}`);
    await rider.tap('reason-moved');
    await rider.tap('submit');
    rider.see(refusals.TRANSFER_OPEN[1]);
    await rider.tapWords('看进度');
    rider.see('深圳市总工会');
  });

  it('both officers agree on their phones; the inbox tells it and leads to its page', async () => {
    for (const [who, side] of [
      [officer, 'from'],
      [await world.staff('officer', world.unions.elsewhere), 'to'],
    ] as const) {
      const desk = await atDesk(who);
      desk.see('转会', '1 件等办');
      await desk.tap('go-transfers');
      await desk.tapWords('王**');
      await desk.tap(`agree-${side}`);
      await desk.tap('confirm');
      expect(desk.has(`agree-${side}`)).toBe(false);
      desk.close();
    }
    await rider.open();
    rider.see('条新消息', '深圳市总工会');
    await rider.tap('inbox');
    rider.see('未读');
    const first = rider.all(({ attr }) => String(attr.id ?? '').startsWith('notice-'))[0]?.attr.id;
    await rider.tap(String(first));
    expect(rider.page).toBe('transfer/index');
    rider.see('已转到深圳市总工会');
    await rider.back();
    await rider.tap('read-all');
    rider.unseen('未读');
    expect(rider.has('read-all')).toBe(false);
  });
});

describe('a member’s own data', () => {
  let rider: Phone;
  let number: string;
  beforeAll(async () => {
    ({ phone: rider, number } = await member(8102, '李大山'));
  });
  afterAll(() => rider.close());

  it('E2: a consent is withdrawn where it is shown, says what no longer works, and is given again there', async () => {
    await rider.open('mine/index');
    await rider.tap('own-data');
    rider.see('李大山', '会籍变动', '保存多久');
    rider.unseen(madeUpIdNumber(8102));
    await rider.tap('consents');
    await rider.tap('withdraw-identity');
    rider.see('撤回以前办好的事不受影响');
    await rider.tap('confirm');
    rider.see('已撤回', '重新同意');
    await rider.tap('give-identity');
    rider.unseen('已撤回');
    expect(rider.has('withdraw-identity')).toBe(true);
  });

  it('the kind of work is corrected on the spot', async () => {
    await rider.open('own-data/index');
    await rider.tap('change-occupation');
    await rider.tap('occupation-TRUCK');
    rider.see('货车司机');
  });

  it('E10: the export opens in WeChat as a table, once; as data its link is for a browser', async () => {
    await rider.open('own-data/export');
    await rider.later(61_000);
    await rider.tap('submit');
    rider.see('请填写短信里的 6 位数字。');
    await rider.tap('send-proof');
    await rider.type('proof', codeSentTo(number));
    await rider.tap('submit');
    rider.see('您的数据做好了', '链接只能打开一次');
    await rider.tap('take');
    rider.see('已经取走');
    expect(rider.device.calls.filter(({ name }) => name === 'openDocument')).toHaveLength(1);
    await rider.tap('anew');
    await rider.later(61_000);
    await rider.tap('form-json');
    await rider.tap('send-proof');
    await rider.type('proof', codeSentTo(number));
    await rider.tap('submit');
    rider.see('微信里打不开数据文件', '/api/me/exports/');
    expect(rider.has('take')).toBe(false);
  });

  it('leaving says what goes with it, and asks once more', async () => {
    await rider.open('request/index');
    await rider.tap('ask-leave');
    rider.see('会员卡停用');
    await rider.tap('reason-retired');
    await rider.tap('submit');
    rider.see('会籍就结束，不能撤销');
    await rider.tap('confirm');
    expect(rider.page).toBe('request/one');
    rider.see('已提交，等青州北部片区工会联合会答复');
    await rider.tap('recall');
    await rider.tap('confirm');
    rider.see('请求已撤回');
  });

  it('news is switched off by the way, never in the inbox', async () => {
    await rider.open('inbox/index');
    await rider.tap('choices');
    rider.see('不能关');
    expect(rider.one('progress-sms').attr.ariaChecked ?? rider.one('progress-sms').attr['aria-checked']).toBe(true);
    await rider.tap('progress-sms');
    expect(rider.one('progress-sms').attr.ariaChecked ?? rider.one('progress-sms').attr['aria-checked']).toBe(false);
  });

  it('A9: all devices are signed out at once', async () => {
    await rider.later(61_000);
    const other = new Phone(world, app, 'other-device');
    keep(other, 'session', await world.signIn(number));
    await rider.open('mine/index');
    await rider.tap('end-all');
    await rider.tap('confirm');
    expect(rider.device.storage.has('session')).toBe(false);
    await other.open('own-data/index');
    other.see('没有登记');
    other.unseen('李大山');
    other.close();
  });
});

describe('an officer files for a worker without a phone', () => {
  const ID_NUMBER = madeUpIdNumber(8203);
  let desk: Phone;
  beforeAll(async () => {
    desk = await atDesk(officer);
    const paper = await sharp({ create: { width: 900, height: 1200, channels: 3, background: '#eee' } })
      .jpeg()
      .toBuffer();
    desk.device.album.set('wxfile://paper.jpg', new Uint8Array(paper));
  });
  afterAll(() => desk.close());

  it('keeps what was typed when the mini-program is closed, but never the ID number', async () => {
    await desk.tap('go-file');
    await desk.tap('submit');
    desk.see('要先向本人说明');
    await desk.tap(`union-${world.unions.street.id}`);
    await desk.type('name', '赵大叔');
    await desk.type('id-number', ID_NUMBER);
    await desk.tap('occupation-CONSTRUCTION');
    await desk.tap('take-paper');
    desk.see('照片已传上');
    expect([...desk.device.storage.values()].join()).not.toContain(ID_NUMBER);
    await desk.open('desk/file');
    desk.see('上次没办完的还在');
    expect([desk.value('name'), desk.value('id-number')]).toEqual(['赵大叔', '']);
  });

  it('sends it with the photo of the signed paper; another person decides, with the paper before the eyes', async () => {
    await desk.type('id-number', ID_NUMBER);
    await desk.tap('agreed');
    await desk.tap('submit');
    desk.see('赵** 的申请已提交', '最晚 11月26日', '代办的人不能自己审核', '当面告诉本人');
    expect(desk.device.storage.has('desk-file')).toBe(false);
    const other = await atDesk(await world.staff('officer'));
    await other.tap('go-queue');
    await other.type('queue-text', '赵大叔');
    await other.tap('find');
    other.see('代办');
    await other.tapWords('赵** · 建筑工人');
    other.see('签字的申请表', '代办：');
    await other.tap('return');
    await other.tap('chip-0');
    expect(other.value('reason')).toBe('姓名与身份证不一致，请核对后重填。');
    await other.tap('cancel');
    await other.tap('approve');
    await other.tap('confirm');
    other.close();
    await desk.tap('another');
    expect(desk.value('name')).toBe('');
  });

  it('finds the member by name', async () => {
    await desk.open('desk/members');
    await desk.type('member-text', '赵大叔');
    await desk.tap('find');
    await desk.tapWords('赵** · 建筑工人');
    desk.see('会籍变动', '还没有登录过');
  });
});

it('an address that this version does not know leads home', async () => {
  const phone = new Phone(world, app, 'lost');
  await phone.open('lost/index');
  await phone.tap('to-home');
  expect(phone.page).toBe('home/index');
  phone.close();
});
