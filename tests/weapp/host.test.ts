/** The host itself, on a mini-program written by hand: what WeChat does and what it refuses. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Bundle } from './bundle';
import { Phone } from './phone';

const words = [
  'URL',
  'fetch',
  'localStorage',
  'process',
  'Buffer',
  'TextEncoder',
  'FormData',
  'window',
  'document',
  'Intl',
];

const program: Record<string, unknown> = {
  'app.json': {
    pages: ['a/index', 'b/index'],
    subPackages: [
      { root: 'sub', pages: ['one'] },
      { root: 'other', pages: ['two'] },
    ],
    tabBar: { custom: true, list: ['a', 'b'].map((tab) => ({ pagePath: `${tab}/index`, text: tab })) },
  },
  'app.js': 'App({ onLaunch(o) { this.told = JSON.stringify(o.query) } })',
  'custom-tab-bar/index.json': { component: true },
  'custom-tab-bar/index.wxml': '<view id="to-b" bindtap="go">to b</view>',
  'custom-tab-bar/index.js': 'Component({ methods: { go() { wx.switchTab({ url: "/b/index" }) } } })',
  'counter/index.json': { component: true },
  'counter/index.wxml': '<view id="count" bindtap="add">{{label}} {{n}}</view>',
  'counter/index.js': `Component({ properties: { label: String }, data: { n: 0 },
    methods: { add() { this.setData({ n: this.data.n + 1 }) } } })`,
  'a/index.json': { usingComponents: { counter: '../counter/index' } },
  'a/index.wxml': `<view id="rename" bindtap="rename">rename</view><counter label="{{label}}"/>
    <view id="box" bindtap="bubble"><text id="inner" bindtap="inner">inner</text></view>
    <view id="upload" bindtap="upload">upload</view><view id="wait" bindtap="wait">wait</view>
    <view id="large" bindtap="large">large</view><view id="deep" bindtap="deep">deep</view>
    <view wx:for="{{said}}" wx:key="*this">{{item}}</view>`,
  'a/index.js': `Page({ data: { label: 'one', said: [] }, shown: 0,
    say(text) { this.setData({ ['said[' + this.data.said.length + ']']: text }) },
    onLoad(query) { this.say('loaded'); this.say('query ' + JSON.stringify(query)); this.say(getApp().told) },
    onShow() { this.say('shown ' + ++this.shown) },
    onHide() { this.say('hidden') },
    rename() { this.setData({ label: 'two' }) },
    bubble() { this.say('outer') },
    inner() { this.say('inner') },
    large() { this.setData({ large: 'x'.repeat(1024 * 1024) }) },
    deep() { wx.navigateTo({ url: '../sub/one?name=a%26b=c', fail: (e) => this.say(e.errMsg) }) },
    wait() { const began = Date.now(); setTimeout(() => this.say('waited ' + (Date.now() - began >= 60000)), 60000) },
    async upload() {
      const { tempFiles } = await wx.chooseMedia({ count: 1 })
      wx.uploadFile({ url: 'https://built.example/api/files', filePath: tempFiles[0].tempFilePath, name: 'file',
        formData: { kind: 'photo' }, success: (r) => this.say(r.statusCode + ' ' + r.data + ' ' + r.errMsg) })
    } })`,
  'b/index.json': {},
  'b/index.wxml': '<view id="back" bindtap="go">tab b</view>',
  'b/index.js': 'Page({ go() { wx.switchTab({ url: "/a/index" }) } })',
  'sub/one.json': {},
  'sub/one.wxml': `<view>{{query}} {{words}} {{dynamic}}</view><view id="alien" bindtap="alien">alien</view>
    <view id="nowhere" bindtap="nowhere">nowhere</view><view id="again" bindtap="again">again</view><view>{{said}}</view>`,
  'sub/one.js': `Page({ data: {},
    onLoad(query) {
      let dynamic = 'eval is refused'
      try { eval('1'); dynamic = 'eval works' } catch (e) {}
      const words = ${JSON.stringify(words)}.filter((word) => typeof globalThis[word] !== 'undefined').join()
      this.setData({ query: JSON.stringify(query), words: '[' + words + ']', dynamic })
      wx.somethingNew
    },
    alien() { require('../other/two') },
    nowhere() { wx.navigateTo({ url: '/none/such' }).catch((e) => this.setData({ said: e.errMsg })) },
    again() { wx.navigateTo({ url: '/sub/one' }).catch((e) => this.setData({ said: e.errMsg })) } })`,
  'other/two.json': {},
  'other/two.wxml': '<view/>',
  'other/two.js': 'Page({})',
};

const folder = mkdtempSync(join(tmpdir(), 'niangjia-host-'));
let server: Server;
let received = '';
let app: Bundle;
let phone: Phone;
beforeAll(async () => {
  for (const [file, content] of Object.entries(program)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  app = new Bundle(folder);
  server = createServer((request, response) => {
    request.setEncoding('latin1').on('data', (chunk: string) => {
      received += chunk;
    });
    request.on('end', () => response.writeHead(201).end('kept'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const clock = { now: new Date('2026-11-23T02:00:00Z'), forward: () => undefined };
  phone = new Phone({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, clock }, app, 'anyone');
  await phone.open('a/index?scene=a%3D1');
});

it('a component keeps what is its own and takes what its parent changes', async () => {
  await phone.tap('count');
  await phone.tap('count');
  phone.see('one 2');
  await phone.tap('rename');
  phone.see('two 2');
  phone.close();
});

it('a tap goes up to those around; launch and page hear the query undecoded', async () => {
  phone.see('query {"scene":"a%3D1"}', '\n{"scene":"a%3D1"}');
  await phone.tap('inner');
  phone.see('inner\nouter');
  phone.close();
});

it('a tab stays alive while another is shown', async () => {
  await phone.tap('to-b');
  expect(phone.page).toBe('b/index');
  await phone.tap('back');
  phone.see('loaded', 'shown 1\nhidden\nshown 2');
  await phone.tapTab('b');
  expect(phone.page).toBe('b/index');
  phone.close();
});

it('a subpackage knows ECMAScript and nothing of a browser or of Node', async () => {
  await phone.tap('deep');
  expect(phone.page).toBe('sub/one');
  phone.see('{"name":"a%26b=c"} [] eval is refused');
  await phone.back();
  phone.see('hidden\nshown 2');
  phone.close();
  expect([...phone.missing]).toEqual(['somethingNew']);
});

it('a subpackage cannot reach into another', async () => {
  await phone.tap('deep');
  await phone.tap('alien');
  expect(() => phone.close()).toThrow('sub/one.js requires other/two.js, which lies in another subpackage');
});

it('a way that leads nowhere fails, and so does an eleventh page', async () => {
  await phone.tap('deep');
  for (let open = 2; open < 10; open++) await phone.tap('again');
  phone.unseen('fail');
  await phone.tap('again');
  phone.see('navigateTo:fail webview count limit exceed');
  await phone.tap('nowhere');
  phone.see('navigateTo:fail page "/none/such" is not found');
  expect(() => phone.close()).toThrow('is not found');
});

it('more than 1 MB in one setData is a mistake', async () => {
  await phone.tap('large');
  expect(() => phone.close()).toThrow('setData of 1048588 bytes');
});

it('a chosen photo is uploaded over real HTTP to the server, whatever address the build has', async () => {
  phone.device.album.set('wxfile://tmp_1.jpg', Buffer.from('not really a photo'));
  await phone.tap('upload');
  phone.see('201 kept uploadFile:ok');
  expect(received).toMatch(
    /name="kind"\r\n\r\nphoto\r\n[\s\S]*name="file"; filename="tmp_1.jpg"[\s\S]*not really a photo/,
  );
  expect([...phone.device.origins]).toEqual(['https://built.example']);
  expect(phone.device.sent[0]?.path).toBe('/api/files');
  phone.close();
});

it('time can be moved on', async () => {
  await phone.tap('wait');
  phone.unseen('waited');
  await phone.later(60_000);
  phone.see('waited true');
  phone.close();
});

it('nothing can be tapped that does not hear it or is not there once', async () => {
  await expect(phone.tapWords('shown 1')).rejects.toThrow('nothing hears a tap on “shown 1”');
  await expect(phone.tap('nobody')).rejects.toThrow('no #nobody on a/index');
  phone.close();
});
