import { badField } from './refusal';
import { fitField } from './wechat-fields';
import {
  memoryTokenStore,
  openWechatLine,
  type TokenStore,
  type WechatConfig,
  wechatDown,
  wechatText,
} from './wechat-line';

export { memoryTokenStore, type TokenStore, type WechatConfig } from './wechat-line';

export interface SubscribeMessage {
  openid: string;
  templateId: string;
  /** Opened by a tap on the message; without a leading slash, may carry a query. */
  page: string;
  /** Field of the template (`thing1`, `phrase2`, …) to its text; texts that are too long are cut here. */
  data: Record<string, string>;
}

export interface CodeImageRequest {
  /** At most 32 characters of `0-9a-zA-Z!#$&'()*+,/:;=?@-._~`. */
  scene: string;
  /** Without a leading slash and without a query. */
  page: string;
  /** Pixels, 280 to 1280; 430 if absent. */
  width?: number;
  envVersion?: 'release' | 'trial' | 'develop';
}

/** Where the words stand: 1 profile, 2 comment, 3 forum, 4 diary. WeChat judges them a little differently. */
export type CheckScene = 1 | 2 | 3 | 4;

/** What msg_sec_check reads of a text at most. */
const checkedCharacters = 2500;
const notSubscribed = 43101;
const notSeenForTwoHours = 61010;

/**
 * WeChat's server API, the calls that the project needs.
 *
 * Every act ends within 3 s. Errors: `Refusal('WECHAT_CODE_USED')` when a code from the phone is spent or false,
 * `Refusal('WECHAT_DOWN')` when asking later may help (network, quota, busy, account settings; `cause` says which),
 * and a plain Error when our own request was wrong. None of them ever holds the secret, the token or a url.
 */
export function openWechat(config: WechatConfig, tokens: TokenStore = memoryTokenStore()) {
  const line = openWechatLine(config, tokens);

  return {
    /** Who holds the phone. The session_key ends here: nobody needs it, and whoever has it can forge user data. */
    async login(code: string): Promise<{ openid: string; unionid?: string }> {
      const path = '/sns/jscode2session';
      const { appId, appSecret } = config;
      const query = { appid: appId, secret: appSecret, js_code: code, grant_type: 'authorization_code' };
      const answer = await line.ask(path, query);
      const openid = wechatText(path, answer.openid);
      return typeof answer.unionid === 'string' ? { openid, unionid: answer.unionid } : { openid };
    },

    /** The 11 digits of a mainland mobile number; any other number is refused as BAD_INPUT at `code`. */
    async phoneNumber(code: string, openid?: string): Promise<string> {
      const answer = await line.askWithToken('/wxa/business/getuserphonenumber', { code, ...(openid && { openid }) });
      const info = (answer.phone_info ?? {}) as { purePhoneNumber?: unknown; countryCode?: unknown };
      const phone = String(info.purePhoneNumber);
      // countryCode is documented as text and arrives as a number, too.
      if (String(info.countryCode) === '86' && /^1\d{10}$/.test(phone)) return phone;
      throw badField('code', '只支持中国大陆的手机号，请换一个手机号，或用短信验证码登录。');
    },

    /** A mini-program code as JPEG. WeChat draws 5000 a minute: keep the picture, do not ask for it again. */
    async codeImage({ scene, page, width, envVersion = 'release' }: CodeImageRequest): Promise<Buffer> {
      const path = '/wxa/getwxacodeunlimit';
      // WeChat looks for the page in the release; a trial may have pages that are not there yet.
      const body = { scene, page, width, env_version: envVersion, check_path: envVersion === 'release' };
      const { image } = await line.askWithToken(path, body);
      if (!image) throw wechatDown(path, 'an answer without its picture');
      return image;
    },

    /** 'not-subscribed' is everyday life (one consent pays for one message): note it, do not try again. */
    async sendSubscribeMessage(message: SubscribeMessage): Promise<'sent' | 'not-subscribed'> {
      const data: Record<string, { value: string }> = {};
      for (const [field, value] of Object.entries(message.data)) data[field] = { value: fitField(field, value) };
      const answer = await line.askWithToken(
        '/cgi-bin/message/subscribe/send',
        {
          touser: message.openid,
          template_id: message.templateId,
          page: message.page,
          data,
          miniprogram_state: 'formal',
          lang: 'zh_CN',
        },
        [notSubscribed],
      );
      return answer.errcode === notSubscribed ? 'not-subscribed' : 'sent';
    },

    /** 'review' also when WeChat cannot judge: the person was not in the mini-program for two hours, or the text is
     *  longer than the 2500 characters that it reads. A person of ours then looks at it. */
    async checkText(text: {
      openid: string;
      scene: CheckScene;
      content: string;
    }): Promise<'pass' | 'review' | 'risky'> {
      if (text.content.trim() === '') return 'pass';
      if (text.content.length > checkedCharacters) return 'review';
      const answer = await line.askWithToken('/wxa/msg_sec_check', { version: 2, ...text }, [notSeenForTwoHours]);
      // errcode 0 says only that the question was understood.
      const { suggest } = (answer.result ?? {}) as { suggest?: unknown };
      return suggest === 'pass' || suggest === 'risky' ? suggest : 'review';
    },

    /** Hands in a picture; the verdict is pushed within 30 minutes under the trace id that is returned. `url` must stay
     *  open to WeChat all that time: a picture that it cannot load passes as clean. */
    async checkImage({ openid, scene, url }: { openid: string; scene: CheckScene; url: string }): Promise<string> {
      const path = '/wxa/media_check_async';
      const answer = await line.askWithToken(path, { version: 2, media_type: 2, media_url: url, openid, scene });
      return wechatText(path, answer.trace_id);
    },
  };
}

export type Wechat = ReturnType<typeof openWechat>;
