/** security.md E13 and A7, on the built mini-program. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorld, type World } from '../world';
import { Bundle, builtWeapp } from './bundle';
import { Phone } from './phone';
import { components, declared, functions, inputKinds, openTypes } from './privacy-interfaces';

const files = readdirSync(builtWeapp, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile())
  .map((one) => join(one.parentPath, one.name));
const textOf = (ending: string) =>
  files
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

/** The privacy interfaces that are used anywhere in code and views. */
function usedIn(code: string, views: string): string[] {
  const called = functions.filter((name) => new RegExp(`\\.${name}\\b|\\[["']${name}["']\\]`).test(code));
  const opened = openTypes.filter((name) =>
    new RegExp(`open-?type["']?[:=]\\s*["'][^"']*\\b${name}\\b`, 'i').test(code + views),
  );
  const drawn = components.filter((tag) => new RegExp(`<${tag}[\\s>/]`).test(views));
  const kinds = inputKinds.filter((kind) => new RegExp(`\\btype["']?[:=]\\s*["']${kind}["']`).test(code + views));
  return [...new Set([...called, ...opened, ...drawn, ...kinds])].sort();
}

const app = new Bundle();
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const privacyCalls = (phone: Phone) => {
  const names: readonly string[] = [...functions, ...openTypes];
  return phone.device.calls.map(({ name }) => name).filter((name) => names.includes(name));
};

describe('E13', () => {
  it('the privacy interfaces in the build are those that are declared', () => {
    expect(usedIn(textOf('.js'), textOf('.wxml'))).toEqual(Object.keys(declared).sort());
  });

  it('none would be overlooked', () => {
    for (const name of functions) {
      expect(usedIn(`n().${name}({count:1})`, '')).toEqual([name]);
      expect(usedIn(`wx["${name}"]()`, '')).toEqual([name]);
    }
    for (const name of openTypes) {
      expect(usedIn(`{openType:"${name}",onClick:n}`, '')).toEqual([name]);
      expect(usedIn('', `<button open-type="${name}|agreePrivacyAuthorization">`)).toEqual([name]);
    }
    for (const tag of components) expect(usedIn('', `<${tag} id="a">`)).toEqual([tag]);
    expect(usedIn('{type:"nickname"}', '')).toEqual(['nickname']);
  });

  it('nothing private is asked for before both texts are agreed to', async () => {
    const phone = new Phone(world, app, 'careful');
    phone.device.phoneNumber = '13900139000';
    await phone.open();
    await phone.tapTab('我的');
    await phone.tap('texts');
    phone.see('身份证号单独同意');
    await phone.open('join/union?scene=street-code', 1047);
    await phone.tap('join');
    await phone.tap('phone-number');
    phone.see('请先看过并勾选');
    await phone.tap('consent-joining');
    await phone.tap('phone-number');
    expect(privacyCalls(phone)).toEqual([]);
    // Nor has anything about the person left the phone.
    expect(phone.device.sent.filter(({ method }) => method !== 'GET')).toEqual([]);
    await phone.tap('consent-identity');
    await phone.tap('phone-number');
    expect(privacyCalls(phone)).toEqual(['getPhoneNumber']);
    phone.see('139****9000（已验证）');
    phone.close();
  });

  it('whoever refuses is told why it is needed, and goes on browsing', async () => {
    const phone = new Phone(world, app, 'refuser');
    await phone.open('join/union?scene=street-code', 1047);
    await phone.tap('join');
    await phone.tap('consent-joining');
    await phone.tap('consent-identity');
    await phone.tap('phone-number');
    phone.see('没有拿到手机号', '审核结果要发到手机上');
    expect(phone.device.sent.filter(({ method }) => method !== 'GET')).toEqual([]);
    await phone.back();
    phone.see('没有单位的也能加入');
    await phone.open();
    await phone.tap('search');
    await phone.type('union-name', '青州');
    await phone.tap('find');
    phone.see('青州市总工会');
    await phone.open('mine/index');
    await phone.tap('texts');
    phone.see('入会申请与个人信息使用说明');
    phone.close();
  });
});

describe('A7', () => {
  it('no secret of the server is in the build', () => {
    const { config } = world;
    const keys = [...config.keys.master.values(), config.keys.index];
    const secrets = [
      config.tokenSecret,
      config.wechat.appSecret,
      config.wechat.pushToken,
      config.wechat.pushAesKey,
      config.sms.key,
      ...keys.flatMap((key) => [key.toString('base64'), key.toString('hex')]),
    ];
    const everything = files.map((file) => readFileSync(file, 'latin1')).join('\n');
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
    for (const word of ['session_key', 'access_token', 'appsecret', 'app_secret', 'APP_SECRET', 'MASTER_KEYS'])
      expect([word, everything.toLowerCase().includes(word.toLowerCase())]).toEqual([word, false]);
  });

  it('WeChat codes and keys stay at the server: none comes back to the phone, none is logged', async () => {
    const phone = new Phone(world, app, 'canary');
    await phone.open();
    await phone.tap('sign-in');
    const { body, status, answer } = phone.device.lastSent('/api/wechat-sessions');
    expect(status).toBe(200);
    const { code } = JSON.parse(body ?? '') as { code: string };
    const sessionKey = Buffer.from('stand-in-session').toString('base64');
    const heard = JSON.stringify([answer, [...phone.device.storage]]) + world.log.join('\n');
    for (const secret of [
      code,
      sessionKey,
      'session_key',
      'stand-in-token-',
      world.config.wechat.appSecret,
      'openid-canary',
    ])
      expect([secret, heard.includes(secret)]).toEqual([secret, false]);
    // The same code opens nothing a second time.
    expect((await world.raw('POST', '/wechat-sessions', { body: { code } })).status).toBe(401);
    phone.close();
  });
});
