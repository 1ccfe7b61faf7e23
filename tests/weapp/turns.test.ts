/** The turns that a journey may take: on the built mini-program, against the real server. */
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { refusals } from '@niangjia/shared/rules/refusals';
import { generateSync } from 'otplib';
import { openWorld, PASSWORD, type StaffMember, type World } from '../world';
import { Bundle } from './bundle';
import { Phone } from './phone';

const app = new Bundle();
let world: World;
let member: StaffMember;
beforeAll(async () => {
  world = await openWorld();
  member = await world.staff('officer');
});
afterAll(() => world.close());

const otp = () => generateSync({ secret: member.otpSecret, epoch: world.clock.now.getTime() / 1000 });

/** Somebody who fills in the form up to the button. */
async function filled(nth: number, phoneNumber = `1390000${1000 + nth}`): Promise<Phone> {
  const phone = new Phone(world, app, `person${nth}`);
  phone.device.phoneNumber = phoneNumber;
  await phone.open('join/union?scene=street-code', 1047);
  await phone.tap('join');
  await phone.type('name', '李大山');
  await phone.type('id-number', madeUpIdNumber(nth));
  for (const id of ['occupation-COURIER', 'consent-joining', 'consent-identity', 'phone-number']) await phone.tap(id);
  return phone;
}

const codeSentTo = (phone: string): string =>
  world.sent.sms.filter((one) => one.phone === phone).at(-1)?.params.code ?? '';

async function atDesk(): Promise<Phone> {
  const phone = new Phone(world, app, 'officer');
  await phone.open('desk/sign-in');
  await phone.later(30_000);
  await phone.type('account', member.account);
  await phone.type('password', PASSWORD);
  await phone.type('otp', otp());
  await phone.tap('sign-in');
  expect(phone.page).toBe('desk/index');
  await phone.tap('go-queue');
  return phone;
}

it('a refusal comes with its reason and the way to appeal; whoever looked is named', async () => {
  const rider = await filled(21);
  await rider.tap('submit');
  const officer = await atDesk();
  await officer.tapWords('李** · 快递员');
  await officer.tap('reveal-idNumber');
  await officer.type('reason', '核对身份证号与姓名');
  await officer.tap('confirm');
  officer.see(refusals.STEP_UP_FIRST[1]);
  officer.unseen(madeUpIdNumber(21));
  await officer.later(30_000);
  await officer.type('otp', otp());
  await officer.tap('confirm');
  officer.see(madeUpIdNumber(21));
  await officer.tap('refuse');
  await officer.type('reason', '不在本片区工作，请到县总。');
  await officer.tap('confirm');
  expect(officer.page).toBe('desk/queue');
  await rider.look(true);
  await rider.look(false);
  rider.see('这次没有通过', '理由：不在本片区工作，请到县总。', '复核', '重新申请');
  await rider.open('account/looks');
  rider.see('看了身份证号', '张干事', '理由：核对身份证号与姓名');
  rider.close();
  officer.close();
});

it('a session that has run out goes on without a word', async () => {
  const rider = await filled(22);
  await rider.tap('submit');
  await rider.later(16 * 60_000);
  const before = rider.device.sent.length;
  await rider.open();
  rider.see('入会申请正在审核');
  const after = rider.device.sent.slice(before).map(({ path, status }) => `${status} ${path}`);
  expect(after.slice(0, 3)).toEqual(['401 /api/me', '200 /api/sessions/refresh', '200 /api/me']);
  // A month later the refresh token is gone too: WeChat signs in anew.
  await rider.later(60 * 86_400_000);
  await rider.open();
  rider.see('入会申请正在审核');
  rider.close();
});

it('an impatient second tap sends nothing twice', async () => {
  const rider = await filled(25);
  const first = rider.tap('submit');
  // The next event of the phone, not the same moment.
  await new Promise((resolve) => setTimeout(resolve, 0));
  await Promise.all([first, rider.tap('submit')]);
  expect(rider.page).toBe('join/application');
  expect(rider.device.sent.filter(({ path }) => path === '/api/applications')).toHaveLength(1);
  rider.close();
});

it('an application can be recalled', async () => {
  const rider = await filled(23);
  await rider.tap('submit');
  await rider.tap('recall');
  await rider.tap('cancel');
  rider.see('已提交');
  await rider.tap('recall');
  await rider.tap('confirm-recall');
  rider.see('申请已撤回', '重新申请');
  rider.close();
});

it('signing out takes everything personal off the phone, but not the size of the letters', async () => {
  const rider = await filled(24);
  await rider.open('mine/index');
  await rider.tap('letters');
  await rider.tap('letters-larger');
  await rider.back();
  await rider.tap('sign-out');
  await rider.tap('confirm');
  rider.see('登录后可以看');
  expect([...rider.device.storage.keys()]).toEqual(['letters']);
  const { header } = rider.device.lastSent('/api/sessions/end');
  const answer = await world.raw('GET', '/me', { headers: { authorization: header.authorization ?? '' } });
  expect(answer.status).toBe(401);
  rider.close();
});

it('whoever applied in a browser is known in WeChat by the phone number', async () => {
  const known = await world.applicant(31);
  const rider = await filled(31, known.phone);
  await rider.tap('submit');
  rider.see(refusals.APPLICATION_OPEN[1]);
  await rider.tapWords('看进度');
  expect(rider.page).toBe('join/application');
  rider.see(known.application.number);
  rider.close();
});

it('an ID number or a phone number of somebody else is told at the field, and nothing typed is lost', async () => {
  const first = await filled(32);
  await first.tap('submit');
  first.close();
  const twin = await filled(33, '13900001032');
  twin.see(refusals.PHONE_IN_USE[1]);
  twin.device.phoneNumber = '13900001033';
  await twin.tap('phone-number');
  twin.see('139****1033（已验证）');
  await twin.type('id-number', madeUpIdNumber(32));
  await twin.tap('submit');
  twin.see('还有 1 处要改：身份证号', '这个身份证号已');
  expect(twin.value('name')).toBe('李大山');
  twin.close();
});

it('whoever keeps the WeChat number back proves one by SMS, wrong code first', async () => {
  const rider = await filled(41, 'refuse');
  rider.see('没有拿到手机号');
  await rider.tap('by-sms');
  await rider.type('phone', '13900001041');
  await rider.tap('send-code');
  rider.see('秒后可重发');
  await rider.type('sms-code', '000000');
  await rider.tap('submit');
  rider.see('还有 1 处要改：验证码', refusals.WRONG_CODE[1]);
  await rider.type('sms-code', codeSentTo('13900001041'));
  await rider.tap('submit');
  expect(rider.page).toBe('join/application');
  rider.see('139****1041');
  expect(rider.device.lastSent('/api/me/phone-by-code').status).toBe(200);
  rider.close();
});

it.each(['reject', 'fail'])('whoever does not want a WeChat message has applied all the same: %s', async (answer) => {
  const rider = await filled(answer === 'fail' ? 48 : 49);
  let asked = 0;
  rider.on.wx.object.requestSubscribeMessage = (options: Record<'success' | 'fail', (told: unknown) => void>) => {
    asked += 1;
    if (answer === 'fail') options.fail({ errMsg: 'requestSubscribeMessage:fail', errCode: 20004 });
    else options.success({ errMsg: 'requestSubscribeMessage:ok', 'stand-in-template': answer });
  };
  await rider.tap('submit');
  expect([asked, rider.page]).toEqual([1, 'join/application']);
  rider.close();
});

it('by SMS too a person is known from the browser, and can go back to the WeChat number', async () => {
  const known = await world.applicant(42);
  world.clock.forward(61_000);
  const rider = await filled(42, 'refuse');
  await rider.tap('by-sms');
  await rider.tap('by-wechat');
  expect(rider.has('phone-number')).toBe(true);
  await rider.tap('by-sms');
  await rider.type('phone', known.phone);
  await rider.tap('send-code');
  await rider.type('sms-code', codeSentTo(known.phone));
  await rider.tap('submit');
  rider.see(refusals.APPLICATION_OPEN[1]);
  await rider.tapWords('看进度');
  rider.see(known.application.number);
  rider.close();
});

it('by SMS no number leaves the phone before both texts are agreed to', async () => {
  const phone = new Phone(world, app, 'careful');
  await phone.open('join/union?scene=street-code', 1047);
  await phone.tap('join');
  await phone.tap('by-sms');
  await phone.type('phone', '13900001043');
  await phone.tap('send-code');
  phone.see('请先看过并勾选');
  expect(phone.device.sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  phone.close();
});

it('a draft stays while nothing has arrived, and goes once the application has, though its answer was lost', async () => {
  const rider = await filled(44);
  rider.device.net = 'down';
  await rider.tap('submit');
  rider.device.net = 'up';
  await rider.open();
  rider.see('您有一份入会申请没填完');
  await rider.tap('go-on');
  rider.device.net = 'answers lost';
  await rider.tap('submit');
  rider.close();
  expect(rider.device.storage.get('draft')).toContain(madeUpIdNumber(44));
  rider.device.net = 'up';
  await rider.open();
  rider.see('入会申请正在审核');
  expect([...rider.device.storage.values()].join()).not.toContain(madeUpIdNumber(44));
  rider.close();
});

it('so does the draft of an application that was mended', async () => {
  const rider = await filled(45);
  await rider.tap('submit');
  const [sent] = await world.sql<{ id: string }>('SELECT id FROM application ORDER BY id DESC LIMIT 1');
  const desk = await world.signInStaff(member.account, member.otpSecret).catch(async () => {
    world.clock.forward(30_000);
    return world.signInStaff(member.account, member.otpSecret);
  });
  const params = { id: sent?.id ?? '' };
  await desk.api('POST /applications/:id/return', { params, body: { reason: '请核对身份证号。' } });
  await rider.look(true);
  await rider.look(false);
  await rider.tap('mend');
  await rider.type('id-number', madeUpIdNumber(45));
  rider.device.net = 'answers lost';
  await rider.tap('submit');
  rider.close();
  expect(rider.device.storage.get('draft-mend')).toContain(madeUpIdNumber(45));
  rider.device.net = 'up';
  await rider.open('join/application');
  rider.see('已提交');
  expect(rider.device.storage.has('draft-mend')).toBe(false);
  // An old way in leads on, too.
  await rider.open(`join/apply?from=${params.id}`);
  rider.see('现在不用补正');
  await rider.tap('progress');
  rider.see('已提交');
  rider.close();
});

it('a union that is unknown or closed says so in plain words and leads to the search', async () => {
  const { id } = world.unions.rider;
  await world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', ['2026-11-01T00:00:00.000Z', id]);
  const rider = new Phone(world, app, 'seeker');
  const ways: [string, string][] = [
    [`unionId=${id.slice(0, -4)}ZZZZ`, '没有这家工会，不能在这里加入'],
    ['', '工会'],
    [`unionId=${id}`, '现在不接收入会申请，不能在这里加入'],
  ];
  for (const [query, sentence] of ways)
    for (const page of ['join/union', 'join/apply']) {
      await rider.open(`${page}?${query}`);
      rider.see(sentence);
      rider.unseen('再试一次', refusals.NOT_FOUND[1]);
      await rider.tap('search');
      expect(rider.page).toBe('join/search');
    }
  rider.close();
});

it('a union that closes while the form is filled in: the search is the way on, and what was typed goes along', async () => {
  const close = (at: string | null) =>
    world.sql('UPDATE trade_union SET closedAt = ? WHERE id = ?', [at, world.unions.street.id]);
  const rider = await filled(46);
  await close('2026-11-01T00:00:00.000Z');
  await rider.tap('submit');
  await close(null);
  rider.see('现在不接收入会申请');
  expect(rider.has('submit')).toBe(false);
  await rider.tap('search');
  await rider.type('union-name', '青州市总');
  await rider.tap('find');
  await rider.tapWords('青州市总工会');
  await rider.tap('join');
  expect([rider.value('name'), rider.value('id-number')]).toEqual(['李大山', madeUpIdNumber(46)]);
  await rider.tap('submit');
  rider.see('已提交，由青州市总工会审核');
  rider.close();
});

it('a text that nobody knows leads to all of them', async () => {
  const rider = new Phone(world, app, 'reader');
  await rider.open('join/text?purpose=nonsense');
  rider.see('入会申请与个人信息使用说明', '单独同意');
  rider.close();
});

it('a member sees what their own union offers', async () => {
  const rider = await filled(47);
  await rider.tap('submit');
  const [sent] = await world.sql<{ id: string; unionId: string }>(
    'SELECT id, unionId FROM application ORDER BY id DESC LIMIT 1',
  );
  world.clock.forward(30_000);
  const desk = await world.signInStaff(member.account, member.otpSecret);
  await desk.api('POST /applications/:id/approve', { params: { id: sent?.id ?? '' } });
  const before = rider.device.sent.length;
  await rider.open();
  rider.see('李大山，您好');
  const asked = rider.device.sent.slice(before).map(({ path }) => path);
  expect(asked).toEqual([
    '/api/me',
    '/api/transfers/mine',
    '/api/requests/mine',
    '/api/notices',
    '/api/bookings/next',
    '/api/offers',
    `/api/unions/${sent?.unionId}/invitation`,
  ]);
  expect(rider.device.storage.has('draft')).toBe(false);
  rider.close();
});

it('a desk whose session is over asks to sign in and shows nothing', async () => {
  const officer = new Phone(world, app, 'officer');
  await officer.open('desk/queue');
  officer.see(refusals.SIGN_IN_FIRST[1]);
  expect(officer.has('check-card')).toBe(false);
  await officer.tap('go-sign-in');
  expect(officer.page).toBe('desk/sign-in');
  officer.close();
});

it('a lost network is told everywhere, with a way to try again', async () => {
  const rider = new Phone(world, app, 'rider');
  for (const page of [
    'join/union?scene=street-code',
    'join/apply?scene=street-code',
    'join/text',
    'card/index',
    'desk/queue',
  ]) {
    rider.device.net = 'down';
    await rider.open(page);
    rider.see('网络', '再试一次');
    rider.device.net = 'up';
    await rider.tapWords('再试一次');
    rider.unseen('网络');
  }
  rider.close();
});
