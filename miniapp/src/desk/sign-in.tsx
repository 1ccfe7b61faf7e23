import Taro from '@tarojs/taro';
import { useState } from 'react';
import { sentenceOf, staffApi } from '../api';
import { deskSession } from '../session';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Field } from '../ui/field';
import { Page } from '../ui/page';

definePageConfig({ navigationBarTitleText: '工作台登录' });

const empty = { account: '', password: '', otp: '' };
const asks: [keyof typeof empty, string][] = [
  ['account', '请填写账号。'],
  ['password', '请填写密码。'],
];

/** An officer signs in with what they know and what they have. */
export default function DeskSignIn() {
  const [typed, setTyped] = useState(empty);
  const [wrong, setWrong] = useState<Partial<typeof empty>>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const type = (patch: Partial<typeof empty>) => {
    setTyped({ ...typed, ...patch });
    setWrong({});
  };
  const signIn = async () => {
    const found = Object.fromEntries(asks.filter(([name]) => !typed[name]));
    if (!/^\d{6}$/.test(typed.otp)) found.otp = '动态码是验证器里的 6 位数字。';
    setWrong(found);
    setFailure(undefined);
    if (Object.keys(found).length) return;
    setBusy(true);
    try {
      deskSession.keep(await staffApi('POST /staff-sessions', { body: typed }));
      await Taro.redirectTo({ url: '/desk/index' });
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title="工作台登录"
      bar={
        <>
          {failure && <Notice tone="needs">{failure}</Notice>}
          <Big id="sign-in" busy={busy} onTap={signIn}>
            登录
          </Big>
        </>
      }
    >
      <Field
        id="account"
        label="账号"
        fill="username"
        value={typed.account}
        error={wrong.account}
        onInput={(account) => type({ account })}
      />
      <Field
        id="password"
        label="密码"
        kind="password"
        fill="current-password"
        max={200}
        value={typed.password}
        error={wrong.password}
        onInput={(password) => type({ password })}
      />
      <Field
        id="otp"
        label="动态码"
        kind="digits"
        fill="one-time-code"
        max={6}
        hint="打开手机上的验证器，输入 6 位数字。"
        value={typed.otp}
        error={wrong.otp}
        onInput={(otp) => type({ otp })}
        onSend={signIn}
      />
    </Page>
  );
}
