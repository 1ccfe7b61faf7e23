import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import fastify, { type FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { Refusal } from '../server/src/core/refusal';
import { openSms } from '../server/src/core/sms';
import { memoryTokenStore, openWechat, type WechatConfig } from '../server/src/core/wechat';
import { openPushMessage, sealPushMessage, verifyPush } from '../server/src/core/wechat-push';
import { makeStandIn } from '../server/src/stand-in';

const appSecret = 'canary-secret-5f0e';
// The token and key of the example in WeChat's document of the message push.
const config: WechatConfig = {
  base: '',
  appId: 'wxba5fad812f8e6fb9',
  appSecret,
  pushToken: 'AAAAA',
  pushAesKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
};
const smsKey = 'canary-sms-key-77ab';

const standIn = makeStandIn({
  wechat: config,
  smsKey,
  demo: async () => [{ title: '演示账号', lines: ['admin <动态码> 123456'] }],
});

let app: FastifyInstance;
let origin = '';
let log = '';
/** The WeChat paths that were asked for, in order, without their queries. */
let asked: string[] = [];
/** In place of the stand-in's answer, while it returns something. */
let insteadOf: (path: string) => unknown = () => undefined;

const open = () => openWechat({ ...config, base: `${origin}/stand-in/wechat` });
const times = (path: string) => asked.filter((one) => one === path).length;

/** What a promise fails with. Whatever it is, nothing secret may stand anywhere in it. */
async function failureOf(work: Promise<unknown>): Promise<Error> {
  const failure = await work.then(
    (value) => {
      throw new Error(`should have failed, but gave ${inspect(value)}`);
    },
    (error: Error) => error,
  );
  const everything = `${inspect(failure, { depth: null, showHidden: true })} ${failure.stack}`;
  expect(everything).not.toMatch(/canary-|stand-in-token-|c3RhbmQtaW4tc2Vzc2lvbg/);
  return failure;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const failure = await failureOf(work);
  expect(failure).toBeInstanceOf(Refusal);
  return (failure as Refusal).code;
}

const others: Server[] = [];

/** A server of the test's own, gone at its end. */
async function listenAs(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  others.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += chunk;
      done();
    },
  });
  app = fastify({ logger: { level: 'trace', stream } });
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.replace(/^\/stand-in\/wechat|\?.*$/g, '');
    asked.push(path);
    const answer = insteadOf(path);
    if (answer !== undefined) return reply.send(answer);
  });
  await app.register(standIn.plugin, { prefix: '/stand-in' });
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(() => app.close());

afterEach(() => {
  for (const server of others.splice(0)) server.close().closeAllConnections();
});

beforeEach(() => {
  standIn.reset();
  asked = [];
  insteadOf = () => undefined;
});

describe('signing in with WeChat', () => {
  test('a code says who holds the phone, and the session key stays behind', async () => {
    await expect(open().login('login-amei')).resolves.toStrictEqual({ openid: 'openid-amei' });
  });

  test('the same person signs in again with a new code', async () => {
    await expect(open().login('login-amei~2')).resolves.toStrictEqual({ openid: 'openid-amei' });
  });

  test('a code works only once', async () => {
    const wechat = open();
    await wechat.login('login-amei');
    await expect(refusalOf(wechat.login('login-amei'))).resolves.toBe('WECHAT_CODE_USED');
  });

  test('of two sign-ins with one code at the same moment, one is refused', async () => {
    const wechat = open();
    const both = await Promise.allSettled([wechat.login('login-amei'), wechat.login('login-amei')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test.each([40029, 40163, 40226])('errcode %i means that the code is spent', async (errcode) => {
    insteadOf = () => ({ errcode, errmsg: `rid ${appSecret}` });
    await expect(refusalOf(open().login('login-amei'))).resolves.toBe('WECHAT_CODE_USED');
  });

  test('a person who signs in more than a hundred times a minute is held back by WeChat', async () => {
    const wechat = open();
    for (let time = 1; time <= 100; time++) await wechat.login(`login-busybody~${time}`);
    await expect(refusalOf(wechat.login('login-busybody~101'))).resolves.toBe('WECHAT_DOWN');
  });

  test('the unionid comes along where WeChat gives one', async () => {
    insteadOf = () => ({ openid: 'o1', unionid: 'u1', session_key: 'k' });
    await expect(open().login('x')).resolves.toStrictEqual({ openid: 'o1', unionid: 'u1' });
  });
});

describe('the access token', () => {
  test('a hundred calls at the same moment fetch it once', async () => {
    const wechat = open();
    const phones = await Promise.all(
      Array.from({ length: 100 }, (_, index) => wechat.phoneNumber(`phone-13800138000-${index}`)),
    );
    expect(new Set(phones)).toEqual(new Set(['13800138000']));
    expect(times('/cgi-bin/stable_token')).toBe(1);
    expect(times('/wxa/business/getuserphonenumber')).toBe(100);
  });

  test('two processes with one store share it', async () => {
    const store = memoryTokenStore();
    const shared = { ...config, base: `${origin}/stand-in/wechat` };
    await openWechat(shared, store).phoneNumber('phone-13800138000-a');
    await openWechat(shared, store).phoneNumber('phone-13800138000-b');
    expect(times('/cgi-bin/stable_token')).toBe(1);
  });

  test('it is kept until a minute before its end and fetched anew after that', async () => {
    const kept: Date[] = [];
    let until = new Date(0);
    const store = {
      get: async () => ({ token: 'outlived', until }),
      set: async (_token: string, end: Date) => {
        kept.push(end);
        until = end;
      },
    };
    const before = Date.now();
    await openWechat({ ...config, base: `${origin}/stand-in/wechat` }, store).phoneNumber('phone-13800138000-a');
    expect(asked).toEqual(['/cgi-bin/stable_token', '/wxa/business/getuserphonenumber']);
    // 7200 s less 60 s.
    expect(Math.round(((kept[0]?.getTime() ?? 0) - before) / 10_000)).toBe(714);
  });

  test('when WeChat no longer knows it, a hundred calls fetch a new one once and all go through', async () => {
    const wechat = open();
    await wechat.phoneNumber('phone-13800138000-first');
    standIn.reset();
    asked = [];
    await Promise.all(Array.from({ length: 100 }, (_, index) => wechat.phoneNumber(`phone-13800138000-${index}`)));
    expect(times('/cgi-bin/stable_token')).toBe(1);
  });

  test('who was just refused does not take the same token again from a call that is still reading it', async () => {
    const store = memoryTokenStore();
    await store.set('outlived', new Date(Date.now() + 3_600_000));
    const slow = { ...store, get: () => pause(50).then(store.get) };
    const wechat = openWechat({ ...config, base: `${origin}/stand-in/wechat` }, slow);
    let second: Promise<string> | undefined;
    insteadOf = () => {
      // At the first question, the second call sets out; it is reading the store when the first one is refused.
      second ??= wechat.phoneNumber('phone-13800138000-b');
      return undefined;
    };
    await expect(wechat.phoneNumber('phone-13800138000-a')).resolves.toBe('13800138000');
    await expect(second).resolves.toBe('13800138000');
  });

  test.each([40001, 40014, 42001])('errcode %i is tried once more with a new token, not for ever', async (errcode) => {
    insteadOf = (path) => (path === '/cgi-bin/stable_token' ? undefined : { errcode });
    await expect(refusalOf(open().phoneNumber('phone-13800138000-a'))).resolves.toBe('WECHAT_DOWN');
    expect(times('/cgi-bin/stable_token')).toBe(2);
    expect(times('/wxa/business/getuserphonenumber')).toBe(2);
  });

  test('a wrong secret is noticed, and its text shows nowhere', async () => {
    const wechat = openWechat({ ...config, appSecret: 'canary-wrong', base: `${origin}/stand-in/wechat` });
    const failure = await failureOf(wechat.phoneNumber('phone-13800138000-a'));
    expect(failure).toMatchObject({ code: 'WECHAT_DOWN', cause: '/cgi-bin/stable_token: errcode 40125' });
  });
});

describe('when WeChat has trouble', () => {
  test('a busy WeChat (-1) is asked once more', async () => {
    let left = 1;
    insteadOf = () => (left-- > 0 ? { errcode: -1, errmsg: 'system error' } : undefined);
    await expect(open().login('login-amei')).resolves.toStrictEqual({ openid: 'openid-amei' });
    expect(times('/sns/jscode2session')).toBe(2);
  });

  test('a WeChat that stays busy is asked twice in all', async () => {
    insteadOf = () => ({ errcode: -1, errmsg: 'system error' });
    await expect(refusalOf(open().login('login-amei'))).resolves.toBe('WECHAT_DOWN');
    expect(times('/sns/jscode2session')).toBe(2);
  });

  test.each([45009, 45011, 40164, 48001])('errcode %i is an outage for people', async (errcode) => {
    insteadOf = (path) => (path === '/cgi-bin/stable_token' ? undefined : { errcode });
    await expect(refusalOf(open().phoneNumber('phone-13800138000-a'))).resolves.toBe('WECHAT_DOWN');
  });

  test.each(['<html>502 Bad Gateway</html>', '[]', 'null', '{}', '{"openid":7}'])(
    'so is the answer %s',
    async (body) => {
      insteadOf = () => body;
      await expect(refusalOf(open().login('login-amei'))).resolves.toBe('WECHAT_DOWN');
    },
  );

  test('so is a server that is not there, and an address that is none', async () => {
    await expect(refusalOf(openWechat({ ...config, base: 'http://127.0.0.1:1' }).login('x'))).resolves.toBe(
      'WECHAT_DOWN',
    );
    await expect(refusalOf(openWechat({ ...config, base: 'nonsense' }).login('x'))).resolves.toBe('WECHAT_DOWN');
  });

  test('the secret does not follow a redirect', async () => {
    const elsewhere = await listenAs((_request, response) => response.end('{"openid":"forged"}'));
    const moved = await listenAs((request, response) =>
      response.writeHead(302, { location: `${elsewhere}${request.url}` }).end(),
    );
    await expect(refusalOf(openWechat({ ...config, base: moved }).login('x'))).resolves.toBe('WECHAT_DOWN');
  });

  test('a server that hangs, at once or in the middle of its answer, is given up within 4 s', async () => {
    const silent = await listenAs(() => undefined);
    const halting = await listenAs((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"openid":');
    });
    // Two seconds for the token, and then nothing: both together have one deadline.
    const slowToken = await listenAs(async (request, response) => {
      if (!request.url?.startsWith('/cgi-bin/stable_token')) return;
      await pause(2000);
      response.end('{"access_token":"t","expires_in":7200}');
    });
    const frozenStore = { get: () => new Promise<never>(() => undefined), set: async () => undefined };
    const started = Date.now();
    const codes = await Promise.all([
      refusalOf(openWechat({ ...config, base: silent }).login('x')),
      refusalOf(openWechat({ ...config, base: silent }).phoneNumber('x')),
      refusalOf(openWechat({ ...config, base: halting }).login('x')),
      refusalOf(openWechat({ ...config, base: slowToken }).phoneNumber('x')),
      refusalOf(openWechat({ ...config, base: origin }, frozenStore).phoneNumber('x')),
      refusalOf(openSms({ base: silent, key: smsKey }).send(codeFor('13800138000', '482913'))),
    ]);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(codes).toEqual(['WECHAT_DOWN', 'WECHAT_DOWN', 'WECHAT_DOWN', 'WECHAT_DOWN', 'WECHAT_DOWN', 'SMS_DOWN']);
  });

  test('it works again as soon as WeChat does', async () => {
    const wechat = open();
    insteadOf = () => ({ errcode: -1 });
    await refusalOf(wechat.phoneNumber('phone-13800138000-a'));
    insteadOf = () => undefined;
    await expect(wechat.phoneNumber('phone-13800138000-a')).resolves.toBe('13800138000');
  });
});

describe('the phone number', () => {
  test('a code gives its eleven digits, once', async () => {
    const wechat = open();
    await expect(wechat.phoneNumber('phone-13912345678-a', 'openid-amei')).resolves.toBe('13912345678');
    await expect(refusalOf(wechat.phoneNumber('phone-13912345678-a'))).resolves.toBe('WECHAT_CODE_USED');
    await expect(refusalOf(wechat.phoneNumber('nonsense'))).resolves.toBe('WECHAT_CODE_USED');
  });

  test('the country code may be a number', async () => {
    const phone_info = { phoneNumber: '13912345678', purePhoneNumber: '13912345678', countryCode: 86 };
    insteadOf = (path) => (path === '/cgi-bin/stable_token' ? undefined : { errcode: 0, phone_info });
    await expect(open().phoneNumber('x')).resolves.toBe('13912345678');
  });

  test('a number from elsewhere is refused with a way on', async () => {
    const phone_info = { phoneNumber: '+4915123456789', purePhoneNumber: '15123456789', countryCode: '49' };
    insteadOf = (path) => (path === '/cgi-bin/stable_token' ? undefined : { errcode: 0, phone_info });
    await expect(refusalOf(open().phoneNumber('x'))).resolves.toBe('BAD_INPUT');
  });
});

describe('the code image', () => {
  test('it is a JPEG of the width that was asked for', async () => {
    const image = await open().codeImage({ scene: 'j=Zk3v9QxT1mB7', page: 'membership/join', width: 600 });
    expect(await sharp(image).metadata()).toMatchObject({ format: 'jpeg', width: 600, height: 600 });
  });

  test.each([
    ['a scene of 33 characters', `${'0123456789'.repeat(3)}012`, 'membership/join', 40169],
    ['a Chinese scene', '入会', 'membership/join', 40169],
    ['a page with a leading slash', 'j=1', '/membership/join', 41030],
  ])('%s comes back as JSON and is an error of ours, no picture and no outage', async (_what, scene, page, errcode) => {
    const failure = await failureOf(open().codeImage({ scene, page }));
    expect(failure).not.toBeInstanceOf(Refusal);
    expect(failure.message).toBe(`WeChat /wxa/getwxacodeunlimit: errcode ${errcode}`);
  });
});

describe('subscribe messages', () => {
  const message = { openid: 'openid-amei', templateId: 'decided', page: 'membership/application?id=1' };

  test('texts are cut to what their fields hold, and arrive', async () => {
    const data = {
      thing1: '青州市北部片区新业态新就业群体联合工会委员会',
      thing2: '第一行\n第二行',
      thing3: '',
      thing4: '一二三四五六七八九十一二三四五六七八😀九十',
      phrase5: '审核已通过啦！',
      name6: '阿卜杜热合曼·买买提艾力',
      name7: 'Abdurahman Memet',
      character_string8: 'QZ-2025-000123',
      time9: '2025年11月27日 09:30',
    };
    await expect(open().sendSubscribeMessage({ ...message, data })).resolves.toBe('sent');
    expect(standIn.sent.wechat).toMatchObject([
      {
        openid: 'openid-amei',
        templateId: 'decided',
        page: 'membership/application?id=1',
        data: {
          thing1: { value: '青州市北部片区新业态新就业群体联合工会…' },
          thing2: { value: '第一行 第二行' },
          thing3: { value: '无' },
          thing4: { value: '一二三四五六七八九十一二三四五六七八…' },
          phrase5: { value: '审核已通过' },
          name6: { value: '阿卜杜热合曼·买买…' },
          name7: { value: 'Abdurahman Memet' },
          character_string8: { value: 'QZ-2025-000123' },
          time9: { value: '2025年11月27日 09:30' },
        },
      },
    ]);
  });

  test('an amount is never cut: one that does not fit is an error', async () => {
    const failure = await failureOf(open().sendSubscribeMessage({ ...message, data: { amount1: '¥123456789012' } }));
    expect(failure.message).toBe('WeChat /cgi-bin/message/subscribe/send: errcode 47003');
    expect(standIn.sent.wechat).toEqual([]);
  });

  test('a person without a subscription gets none, and that is no error', async () => {
    const quiet = { ...message, openid: 'openid-quiet-lan', data: { thing1: '您好' } };
    await expect(open().sendSubscribeMessage(quiet)).resolves.toBe('not-subscribed');
    expect(standIn.sent.wechat).toEqual([]);
  });
});

describe('checking what people write and show', () => {
  const check = (content: string, openid = 'openid-amei') => open().checkText({ openid, scene: 2, content });

  test('errcode 0 is not yet clean: the suggestion decides', async () => {
    await expect(check('今天的活动很好')).resolves.toBe('pass');
    await expect(check('这句话存疑')).resolves.toBe('review');
    await expect(check('这句话违规')).resolves.toBe('risky');
  });

  test('what WeChat cannot judge, a person looks at', async () => {
    await expect(check('您好', 'openid-away-lan')).resolves.toBe('review');
    await expect(check('好'.repeat(2500))).resolves.toBe('pass');
    await expect(check('好'.repeat(2501))).resolves.toBe('review');
    insteadOf = (path) => (path === '/wxa/msg_sec_check' ? { errcode: 0 } : undefined);
    await expect(check('您好')).resolves.toBe('review');
  });

  test('an empty text passes without asking', async () => {
    await expect(check(' \n')).resolves.toBe('pass');
    expect(asked).toEqual([]);
  });

  test('a picture is handed in under a trace id', async () => {
    const url = 'https://files.example.org/a.jpg';
    await expect(open().checkImage({ openid: 'openid-amei', scene: 1, url })).resolves.toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('the message push', () => {
  const at = { timestamp: '1714112445', nonce: '415670741' };
  const verdict = {
    MsgType: 'event',
    Event: 'wxa_media_check',
    trace_id: 't1',
    result: { suggest: 'pass', label: '100' },
  };
  /** Opens with a right signature, so that what lies behind it has to notice. */
  const openSigned = (Encrypt: string) => {
    const parts = ['AAAAA', at.timestamp, at.nonce, Encrypt].sort().join('');
    const msg_signature = createHash('sha1').update(parts).digest('hex');
    return openPushMessage(config, { ...at, msg_signature }, { Encrypt });
  };
  const refused = (work: () => unknown) => refusalOf((async () => work())());

  test('the signatures of the documents are recognised, and no others', () => {
    const first = {
      signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
      timestamp: '1714036504',
      nonce: '1514711492',
    };
    const second = {
      signature: '899cf89e464efb63f54ddac96b0a0a235f53aa78',
      timestamp: '1714037059',
      nonce: '486452656',
    };
    expect(verifyPush(config, first)).toBe(true);
    expect(verifyPush(config, second)).toBe(true);
    expect(verifyPush({ pushToken: 'AAAAB' }, first)).toBe(false);
    expect(verifyPush(config, { ...first, signature: second.signature })).toBe(false);
    expect(verifyPush(config, { ...first, signature: '' })).toBe(false);
    expect(verifyPush(config, {} as typeof first)).toBe(false);
    for (const odd of [[first.signature], { 0: 'f' }]) {
      expect(verifyPush(config, { ...first, signature: odd as unknown as string })).toBe(false);
    }
  });

  test('the encrypted message of the documents opens', () => {
    const Encrypt =
      '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR' +
      '8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km3' +
      '2IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=';
    const query = { ...at, msg_signature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3' };
    expect(openPushMessage(config, query, { ToUserName: 'gh_97417a04a28d', Encrypt })).toEqual({
      ToUserName: 'gh_97417a04a28d',
      FromUserName: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
      CreateTime: 1714112445,
      MsgType: 'event',
      Event: 'debug_demo',
      debug_str: 'hello world',
    });
  });

  test('what is sealed opens again, whatever its length', () => {
    const ownKey = { ...config, pushAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
    for (let length = 0; length <= 64; length++) {
      const message = { ...verdict, note: '工'.repeat(length) };
      const { query, body } = sealPushMessage(ownKey, message, at);
      expect(verifyPush(ownKey, query)).toBe(true);
      expect(openPushMessage(ownKey, query, body)).toEqual(message);
    }
  });

  test('a message to another mini-program is refused, although token and key are the same', async () => {
    const { query, body } = sealPushMessage({ ...config, appId: 'wx0000000000000000' }, verdict, at);
    await expect(refused(() => openPushMessage(config, query, body))).resolves.toBe('NOT_ALLOWED');
  });

  test('one flipped bit is refused, by the signature and also behind it', async () => {
    const { query, body } = sealPushMessage(config, verdict, at);
    const bytes = Buffer.from(body.Encrypt, 'base64');
    // In each block in turn; the first holds only random bytes, so that there the signature alone protects.
    for (let place = 16; place < bytes.length; place += 16) {
      const bent = Buffer.from(bytes);
      bent.writeUInt8(bent.readUInt8(place) ^ 1, place);
      const Encrypt = bent.toString('base64');
      await expect(refused(() => openPushMessage(config, query, { Encrypt }))).resolves.toBe('NOT_ALLOWED');
    }
    const last = Buffer.from(bytes);
    last.writeUInt8(last.readUInt8(last.length - 1) ^ 1, last.length - 1);
    await expect(refused(() => openSigned(last.toString('base64')))).resolves.toBe('NOT_ALLOWED');
  });

  test('damage to the padding alone is refused', async () => {
    // 20 bytes of head, 58 of message and 18 of appid make 96: 32 bytes of padding follow, two blocks of AES.
    const { body } = sealPushMessage(config, { note: 'x'.repeat(47) }, at);
    expect(openSigned(body.Encrypt)).toEqual({ note: 'x'.repeat(47) });
    const bytes = Buffer.from(body.Encrypt, 'base64');
    expect(bytes.length).toBe(128);
    bytes.writeUInt8(bytes.readUInt8(96) ^ 1, 96);
    await expect(refused(() => openSigned(bytes.toString('base64')))).resolves.toBe('NOT_ALLOWED');
  });

  test('another time, another nonce, a wrong token and nonsense are refused alike', async () => {
    const { query, body } = sealPushMessage(config, verdict, at);
    for (const wrong of [
      () => openPushMessage(config, { ...query, timestamp: '1714112446' }, body),
      () => openPushMessage(config, { ...query, nonce: '1' }, body),
      () => openPushMessage({ ...config, pushToken: 'other' }, query, body),
      () => openPushMessage(config, {} as typeof query, body),
      () => openPushMessage(config, query, undefined),
      () => openPushMessage(config, query, { Encrypt: 7 }),
      () => openPushMessage(config, query, { Encrypt: '' }),
    ]) {
      await expect(refused(wrong)).resolves.toBe('NOT_ALLOWED');
    }
  });
});

function codeFor(phone: string, code: string) {
  return { phone, template: 'sign-in-code' as const, params: { code, minutes: '5' } };
}

describe('short messages', () => {
  const open = (key = smsKey) => openSms({ base: `${origin}/stand-in/sms`, key });

  test('the code arrives', async () => {
    await open().send(codeFor('13800138000', '482913'));
    expect(standIn.sent.sms).toMatchObject([
      { phone: '13800138000', template: 'sign-in-code', params: { code: '482913', minutes: '5' } },
    ]);
  });

  test('a wrong key, a wrong number and a provider that is not there are SMS_DOWN', async () => {
    const sms = codeFor('13800138000', '482913');
    await expect(refusalOf(open('canary-other').send(sms))).resolves.toBe('SMS_DOWN');
    await expect(refusalOf(open('canary-\nbroken').send(sms))).resolves.toBe('SMS_DOWN');
    await expect(refusalOf(open().send(codeFor('1380013800', '482913')))).resolves.toBe('SMS_DOWN');
    await expect(refusalOf(openSms({ base: 'http://127.0.0.1:1', key: smsKey }).send(sms))).resolves.toBe('SMS_DOWN');
    expect(standIn.sent.sms).toEqual([]);
  });
});

describe('the stand-in', () => {
  const post = (path: string, body: string, type = 'application/json') =>
    fetch(`${origin}/stand-in/wechat${path}`, { method: 'POST', headers: { 'content-type': type }, body }).then(
      (response) => response.json(),
    );
  const token = async () => {
    const grant = { grant_type: 'client_credential', appid: config.appId, secret: appSecret };
    return ((await post('/cgi-bin/stable_token', JSON.stringify(grant))) as { access_token: string }).access_token;
  };

  test('it refuses as WeChat does', async () => {
    const send = `/cgi-bin/message/subscribe/send?access_token=${await token()}`;
    const message = { touser: 'openid-amei', template_id: 't', data: { thing1: { value: '您好' } } };
    expect(await post('/wxa/msg_sec_check', '{}')).toMatchObject({ errcode: 41001 });
    expect(await post('/wxa/msg_sec_check?access_token=old', '{}')).toMatchObject({ errcode: 40001 });
    expect(await post(send, 'touser=openid-amei', 'application/x-www-form-urlencoded')).toMatchObject({
      errcode: 47001,
    });
    expect(await post(send, '{"touser":')).toMatchObject({ errcode: 47001 });
    const asText = { ...message, data: JSON.stringify(message.data) };
    expect(await post(send, JSON.stringify(asText))).toMatchObject({ errcode: 47003 });
    const tooLong = { ...message, data: { thing1: { value: '一'.repeat(21) } } };
    expect(await post(send, JSON.stringify(tooLong))).toEqual({
      errcode: 47003,
      errmsg: 'argument invalid! data.thing1.value invalid',
    });
    expect(await post(send, JSON.stringify({ ...message, touser: 'x' }))).toMatchObject({ errcode: 40003 });
    expect(await post(send, JSON.stringify({ ...message, template_id: '' }))).toMatchObject({ errcode: 40037 });
    expect(await post(send, JSON.stringify(message))).toMatchObject({ errcode: 0 });
  });

  test('its page shows what was sent, newest first, and runs nothing that people typed', async () => {
    const sms = openSms({ base: `${origin}/stand-in/sms`, key: smsKey });
    await sms.send(codeFor('13800138000', '111111'));
    await sms.send({
      phone: '13800138000',
      template: 'application-decided',
      params: { union: '<script>alert(1)</script>' },
    });
    await sms.send(codeFor('13800138000', '482913'));
    const response = await fetch(`${origin}/stand-in/`);
    const html = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(html.indexOf('482913')).toBeGreaterThan(0);
    expect(html.indexOf('482913')).toBeLessThan(html.indexOf('111111'));
    expect(html).not.toContain('<script');
    expect(html).toContain('&#60;script&#62;');
    expect(html).toContain('admin &#60;动态码&#62; 123456');
    expect(html).toContain('http-equiv="refresh" content="3"');
    expect(html).not.toMatch(/https?:\/\//);
  });

  test('it tells the messages as JSON and keeps the last 200', async () => {
    const sms = openSms({ base: `${origin}/stand-in/sms`, key: smsKey });
    for (let code = 100001; code <= 100201; code++) await sms.send(codeFor('13800138000', String(code)));
    const response = await fetch(`${origin}/stand-in/messages`);
    const told = (await response.json()) as { sms: { params: { code: string } }[]; wechat: unknown[] };
    expect(told.sms.length).toBe(200);
    expect(told.sms[0]?.params.code).toBe('100002');
    expect(told.sms[199]?.params.code).toBe('100201');
    expect(told.wechat).toEqual([]);
  });

  test('after all of the above, no secret, token or session key stands in the log of the server', () => {
    app.log.info('the log works');
    expect(log).toContain('the log works');
    expect(log).not.toMatch(/canary-|stand-in-token-|c3RhbmQtaW4tc2Vzc2lvbg/);
  });
});
