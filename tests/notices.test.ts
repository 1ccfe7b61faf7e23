/** The inbox, and how a person is told elsewhere: WeChat first, else an SMS, by the own choice. */
import { makeAsk } from '@niangjia/server/core/ask';
import { sendDue } from '@niangjia/server/core/outbox';
import { deliveries } from '@niangjia/server/jobs';
import { notify } from '@niangjia/server/modules/notices/notify';
import { tellNotice } from '@niangjia/server/modules/notices/tell';
import type { Api } from '@niangjia/shared/client';
import type { NoticeKind } from '@niangjia/shared/rules/notices';
import { openWorld, refusal, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const idOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;
const tell = (personId: string, kind: NoticeKind, title = '会籍已转入青州', words = '回执号 ZH20261123-0001。') =>
  world.kit.db.tx((db) => notify(makeAsk(world.kit, db, { kind: 'nobody' }).ask, personId, { kind, title, words }));
async function send(): Promise<void> {
  while ((await sendDue(world.kit, deliveries)) > 0);
}
let nth = 0;
/** Somebody in WeChat; `phone` binds a number as well. */
async function inWechat(name: string, phone?: string): Promise<{ id: string; api: Api; openid: string }> {
  const { access } = await world.api('POST /wechat-sessions', { body: { code: `login-${name}` } });
  const api = world.as(access);
  if (phone) await api('POST /me/phone', { body: { code: `phone-${phone}-${(nth += 1)}` } });
  return { id: idOf(access), api, openid: `openid-${name}` };
}
const smsTo = (phone: string) =>
  world.sent.sms.filter((one) => one.phone === phone && one.template === 'notice').map(({ params }) => params);
const wechatTo = (openid: string) => world.sent.wechat.filter((one) => one.openid === openid);

describe('the inbox', () => {
  it('shows what one was told, the newest first, and what is not read yet', async () => {
    const { token, api } = await world.signIn('13800000101');
    await tell(idOf(token), 'decision', '入会申请已通过');
    await tell(idOf(token), 'progress', '转会已办结');
    const inbox = await api('GET /notices');
    expect(inbox.items.map(({ title, read }) => [title, read])).toEqual([
      ['转会已办结', false],
      ['入会申请已通过', false],
    ]);
    expect(inbox.unread).toBe(2);
    const id = inbox.items[0]?.id ?? '';
    expect(await api('POST /notices/:id/read', { params: { id } })).toEqual({ unread: 1 });
    expect(await api('POST /notices/:id/read', { params: { id } })).toEqual({ unread: 1 });
    expect(await api('POST /notices/read-all')).toEqual({ unread: 0 });
    expect((await api('GET /notices')).items.map(({ read }) => read)).toEqual([true, true]);
  });

  it('goes on after fifty by its cursor, and holds nobody else’s', async () => {
    const { token, api } = await world.signIn('13800000102');
    for (let one = 1; one <= 51; one += 1) await tell(idOf(token), 'union', `第 ${one} 条`);
    const first = await api('GET /notices');
    expect([first.items.length, first.items[0]?.title, first.unread]).toEqual([50, '第 51 条', 51]);
    const rest = await api('GET /notices', { query: { after: first.next ?? '' } });
    expect([rest.items.map(({ title }) => title), rest.next]).toEqual([['第 1 条'], null]);
    const other = await world.signIn('13800000103');
    expect((await other.api('GET /notices')).items).toEqual([]);
    const foreign = other.api('POST /notices/:id/read', { params: { id: first.items[0]?.id ?? '' } });
    expect((await refusal(foreign)).code).toBe('NOT_FOUND');
    expect((await api('GET /notices')).unread).toBe(51);
  });
});

describe('telling elsewhere', () => {
  it('goes to WeChat, and then not by SMS as well', async () => {
    const rider = await inWechat('notice1', '13800000111');
    await tell(rider.id, 'progress');
    await send();
    expect(
      wechatTo(rider.openid).map(({ data, page }) => [
        data.thing1?.value,
        data.phrase2?.value,
        data.character_string3?.value,
        data.time4?.value,
        page,
      ]),
    ).toEqual([['会籍已转入青州', '办理进度', 'ZH20261123-0001', '2026年11月23日 10:00', 'home/index']]);
    expect(smsTo('13800000111')).toEqual([]);
    expect(await world.sql('SELECT told FROM notice WHERE personId = ?', [rider.id])).toEqual([{ told: 'wechat' }]);
  });

  it('goes by SMS to whom WeChat does not reach, in words that say what and why', async () => {
    const quiet = await inWechat('quiet-notice', '13800000112');
    await tell(
      quiet.id,
      'decision',
      '退回补正',
      `您的申请（RH20261123-0007）被退回补正。原因：${'姓名与证件不一致'.repeat(20)}`,
    );
    await send();
    const [sms] = smsTo('13800000112');
    expect([sms?.number, sms?.result]).toEqual(['RH20261123-0007', '退回补正']);
    expect([...(sms?.words ?? '')].length).toBe(120);
    expect(sms?.words).toMatch(/^您的申请（RH20261123-0007）被退回补正。原因：姓名与证件不一致.*…$/);
  });

  it('follows the choice: nothing at all, SMS alone; the inbox stays', async () => {
    const rider = await inWechat('notice3', '13800000113');
    const looks = (await rider.api('GET /notice-choices')).items.find(({ kind }) => kind === 'look');
    expect(looks).toEqual({
      kind: 'look',
      label: '有人查看了我的完整信息',
      ways: [
        { way: 'wechat', label: '微信服务通知', on: true },
        { way: 'sms', label: '短信', on: false },
      ],
    });
    await rider.api('POST /notice-choices', { body: { kind: 'progress', way: 'wechat', on: false } });
    await tell(rider.id, 'progress', '转会已办结');
    await rider.api('POST /notice-choices', { body: { kind: 'look', way: 'wechat', on: false } });
    await rider.api('POST /notice-choices', { body: { kind: 'look', way: 'wechat', on: false } });
    await tell(rider.id, 'look', '有人查看了您的手机号');
    await send();
    expect(wechatTo(rider.openid)).toEqual([]);
    expect(smsTo('13800000113').map(({ result }) => result)).toEqual(['转会已办结']);
    expect((await rider.api('GET /notices')).items).toHaveLength(2);
    expect(await world.sql('SELECT told FROM notice WHERE personId = ? ORDER BY id', [rider.id])).toEqual([
      { told: 'sms' },
      { told: 'none' },
    ]);
  });

  it('of two who choose at the same moment, both are kept as one choice', async () => {
    const rider = await inWechat('notice4');
    await Promise.all(
      [true, false, true].map((on) => rider.api('POST /notice-choices', { body: { kind: 'data', way: 'sms', on } })),
    );
    expect(await world.sql('SELECT kind FROM notice_choice WHERE personId = ?', [rider.id])).toHaveLength(1);
  });

  it('is told once, however often the message is delivered, and not at all when it has gone', async () => {
    const { token } = await world.signIn('13800000115');
    await tell(idOf(token), 'data', '您导出了自己的数据');
    const [row] = await world.sql<{ id: string }>('SELECT id FROM notice WHERE personId = ?', [idOf(token)]);
    for (let time = 0; time < 3; time += 1) await tellNotice(world.kit, { noticeId: row?.id ?? '' });
    await send();
    expect(smsTo('13800000115')).toHaveLength(1);
    await tellNotice(world.kit, { noticeId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' });
  });

  it('an application that was decided on is told with its reason', async () => {
    const rider = await world.applicant(7301);
    const officer = await world.staff('officer');
    const params = { id: rider.application.id };
    await officer.api('POST /applications/:id/refuse', {
      params,
      body: { reason: '不在本片区工作，请向所在片区申请' },
    });
    await send();
    expect(smsTo(rider.phone).map(({ words }) => words)[0]).toContain('不在本片区工作');
    const [notice] = (await rider.api('GET /notices')).items;
    expect([notice?.kind, notice?.page]).toEqual(['decision', `join/application?id=${rider.application.id}`]);
  });
});
