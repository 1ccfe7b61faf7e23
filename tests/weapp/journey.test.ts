/** The whole journey on the built mini-program, tapped through against the real server. */
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { refusals } from '@niangjia/shared/rules/refusals';
import { generateSync } from 'otplib';
import { openWorld, PASSWORD, type StaffMember, type World } from '../world';
import { Bundle } from './bundle';
import { Phone } from './phone';
import { wordsOf } from './view';

const UNION = '青州北部片区工会联合会';
const ID_NUMBER = madeUpIdNumber(7);
/** The same with a check digit that cannot be. */
const WRONG_DIGIT = ID_NUMBER.slice(0, 17) + (ID_NUMBER.endsWith('1') ? '2' : '1');
const SUBMIT = '/api/applications';

const app = new Bundle();
let world: World;
let member: StaffMember;
let rider: Phone;
let officer: Phone;
beforeAll(async () => {
  world = await openWorld();
  member = await world.staff('officer');
  rider = new Phone(world, app, 'rider');
  officer = new Phone(world, app, 'officer');
});
afterAll(async () => {
  await world.close();
  rider.close();
  officer.close();
});

/** What stands around a field: its label, and what is wrong with it. */
const around = (phone: Phone, id: string): string => {
  const field = phone.one(id).parent?.parent;
  return field ? wordsOf(field) : '';
};

/** Templates that WeChat was to ask about, a list for each time. */
const askedForMessage = () =>
  rider.device.calls.filter(({ name }) => name === 'requestSubscribeMessage').map(({ options }) => options.tmplIds);

const keysOf = (phone: Phone, path: string) =>
  phone.device.sent.filter((sent) => sent.path === path).map(({ header }) => header['idempotency-key']);

describe('from the code on the poster to the receipt', () => {
  it('opens the union of the scanned code, which WeChat hands over undecoded', async () => {
    await rider.open('join/union?scene=street%2Dcode', 1047);
    rider.see(UNION, '没有单位的也能加入', '提交后 3 个工作日内', '身份证号：确认本人，避免重复入会');
    expect(rider.device.sent.map(({ path }) => path)).toEqual(['/api/join-codes/street-code']);
    await rider.tap('join');
    expect(rider.page).toBe('join/apply');
  });

  it('says at the field which digit is wrong', async () => {
    await rider.type('name', '王小满');
    await rider.type('id-number', WRONG_DIGIT);
    expect(around(rider, 'id-number')).toMatch(/身份证号有一位不对.*最后一位应为/);
    expect(around(rider, 'name')).not.toMatch(/不对|请/);
    await rider.tap('occupation-FOOD_RIDER');
    await rider.tap('submit');
    rider.see('还有 3 处要改：身份证号、同意、手机号');
    expect(keysOf(rider, SUBMIT)).toEqual([]);
    expect(askedForMessage()).toEqual([]);
  });

  it('keeps the draft when the mini-program is closed', async () => {
    await rider.open();
    rider.see('您有一份入会申请没填完', UNION);
    await rider.tap('go-on');
    expect([rider.value('name'), rider.value('id-number')]).toEqual(['王小满', WRONG_DIGIT]);
    expect(rider.one('occupation-FOOD_RIDER').attr.class).toContain('on');
    await rider.type('id-number', ID_NUMBER);
    expect(around(rider, 'id-number')).not.toContain('不对');
  });

  it('takes the phone number by WeChat once both texts are agreed to', async () => {
    await rider.tap('consent-joining-text');
    rider.see('入会申请与个人信息使用说明', '我自愿加入工会');
    await rider.back();
    await rider.tap('consent-joining');
    await rider.tap('consent-identity');
    rider.device.phoneNumber = '13800138000';
    await rider.tap('phone-number');
    rider.see('138****8000（已验证）');
  });

  it('loses nothing with the network, and all tries together make one application', async () => {
    rider.device.net = 'down';
    const tap = rider.tap('submit');
    // In the tap itself: WeChat refuses the question at any later moment.
    expect(askedForMessage()).toEqual([['stand-in-template']]);
    await tap;
    rider.see('网络不通', '再试一次');
    rider.device.net = 'answers lost';
    await rider.tap('submit');
    rider.see('网络不通', '再试一次');
    expect([rider.value('name'), rider.value('id-number')]).toEqual(['王小满', ID_NUMBER]);
    rider.device.net = 'up';
    await rider.tap('submit');
    expect(rider.page).toBe('join/application');
    rider.see(`已提交，由${UNION}审核`, '受理号 RH20261123-0001', '最晚 11月26日');
    rider.see('结果会用微信通知或短信告诉您');
    expect(askedForMessage()).toHaveLength(1);
    const keys = keysOf(rider, SUBMIT);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(await world.sql('SELECT number FROM application')).toEqual([{ number: 'RH20261123-0001' }]);
    expect(rider.device.storage.has('draft')).toBe(false);
  });
});

describe('the officer reviews on the same phone app', () => {
  it('signs in at the desk with password and dynamic code', async () => {
    await officer.open('mine/index');
    await officer.tap('desk');
    expect(officer.page).toBe('desk/sign-in');
    await officer.type('account', member.account);
    await officer.type('password', 'not the password');
    await officer.type('otp', '000000');
    await officer.tap('sign-in');
    officer.see(refusals.WRONG_PASSWORD[1]);
    // Each dynamic code opens the desk once.
    await officer.later(30_000);
    await officer.type('password', PASSWORD);
    await officer.type('otp', generateSync({ secret: member.otpSecret, epoch: world.clock.now.getTime() / 1000 }));
    await officer.tap('sign-in');
    expect(officer.page).toBe('desk/index');
    officer.see('1 件等办');
    await officer.tap('go-queue');
    officer.see('王** · 外卖配送员', '来自“北部片区”', '还剩 3 个工作日');
  });

  it('returns the application with a reason', async () => {
    await officer.tapWords('王** · 外卖配送员');
    expect(officer.page).toBe('desk/review');
    officer.see('379***********', '138****8000');
    officer.unseen(ID_NUMBER, '王小满');
    await officer.tap('return');
    await officer.tap('confirm');
    officer.see('请至少写 5 个字');
    await officer.type('reason', '姓名与身份证不一致，请核对。');
    await officer.tap('confirm');
    expect(officer.page).toBe('desk/queue');
    officer.see('现在没有要审核的申请');
  });

  it('gets it back mended', async () => {
    await rider.look(true);
    await rider.look(false);
    rider.see('需要您做：姓名与身份证不一致，请核对。');
    await rider.tap('mend');
    rider.see('需要补正：姓名与身份证不一致，请核对。', '上次填的是 379***********');
    expect(rider.value('name')).toBe('王小满');
    await rider.type('name', '王小曼');
    await rider.type('id-number', ID_NUMBER);
    await rider.tap('submit');
    expect(rider.page).toBe('join/application');
    rider.see(`已提交，由${UNION}审核`, '受理号 RH20261123-0001', '王小曼');
    // The message that told of the return is used up.
    expect(askedForMessage()).toHaveLength(2);
  });

  it('approves', async () => {
    await officer.look(true);
    await officer.look(false);
    await officer.tapWords('王** · 外卖配送员');
    await officer.tap('approve');
    await officer.tap('confirm');
    expect(officer.device.toasts).toEqual(['已办好', '已办好']);
    officer.see('现在没有要审核的申请');
  });
});

describe('the member holds a card', () => {
  const codeShown = () => {
    const picture = rider.all(({ tag }) => tag === 'image')[0]?.attr.src;
    const { code } = rider.device.lastSent('/api/card/code').answer as { code: string };
    return { picture, code };
  };

  it('whose code is another after 30 seconds, and is good at the desk', async () => {
    await rider.open();
    rider.see('王小曼，您好', UNION);
    await rider.tap('card');
    rider.see('王小曼', UNION, '37078100000001', '外卖配送员');
    const first = codeShown();
    expect(first.picture).toMatch(/^data:image\/gif/);
    await rider.later(30_000);
    const second = codeShown();
    expect(second.code).not.toBe(first.code);
    expect(second.picture).not.toBe(first.picture);

    officer.device.camera = { result: second.code };
    await officer.tap('check-card');
    await officer.tap('scan');
    officer.see('有效', '王**，是会员', '37078100000001');
    await officer.later(60_000);
    await officer.tap('scan');
    officer.see('无效', '已经过期');
  });

  it('which is not shown past its end when the network is gone', async () => {
    rider.device.net = 'down';
    await rider.later(30_000);
    rider.see('网络');
    expect(rider.all(({ tag }) => tag === 'image')).toEqual([]);
    rider.device.net = 'up';
    await rider.tapWords('再试一次');
    expect(codeShown().picture).toMatch(/^data:image\/gif/);
  });
});

describe('a code that leads to no union', () => {
  const newcomer = () => new Phone(world, app, 'newcomer');

  it.each([
    ['withdrawn-code', '这个入会码已停用'],
    ['expired-code', '这个入会码已过期'],
    ['nobody-knows', '这不是工会的入会码'],
    ['%E0%A4%A', '这不是工会的入会码'],
  ])('%s says so and leads to the search', async (scene, sentence) => {
    const phone = newcomer();
    await phone.open(`join/union?scene=${scene}`, 1047);
    phone.see(sentence);
    expect(phone.has('join')).toBe(false);
    await phone.tap('search');
    expect(phone.page).toBe('join/search');
    await phone.type('union-name', '北部片区');
    await phone.tap('find');
    await phone.tapWords(UNION);
    phone.see('没有单位的也能加入');
    expect(phone.has('join')).toBe(true);
    phone.close();
  });

  it('scanned inside the app, it leads on by district for those without a unit', async () => {
    const phone = newcomer();
    await phone.open();
    await phone.tap('scan');
    expect(phone.page).toBe('home/index');
    phone.device.camera = { result: 'https://example.com/' };
    await phone.tap('scan');
    phone.see('这不是工会的入会码');
    await phone.tap('search');
    await phone.tap('way-holding');
    await phone.tap('district-37');
    await phone.tap('district-3707');
    await phone.tap('district-370781');
    await phone.tapWords(UNION);
    expect(phone.has('join')).toBe(true);
    phone.close();
  });
});

it('the phone app keeps within what WeChat carries and offers', () => {
  for (const phone of [rider, officer]) {
    phone.close();
    expect([...phone.missing].sort()).toEqual(['cloud', 'env']);
    // One server, whose name can be put on WeChat's list.
    expect(phone.device.origins.size).toBe(1);
    for (const [route, { calls, largest }] of phone.device.traffic) {
      expect([route, largest < 32 * 1024]).toEqual([route, true]);
      expect([route, calls < 120]).toEqual([route, true]);
    }
  }
});
