import { Refused } from '@niangjia/shared/client';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { personSession } from '../session';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Page } from '../ui/page';
import { PhoneProof } from '../ui/phone-proof';

definePageConfig({ navigationBarTitleText: '登录' });

/** In a browser: who I am, by phone number and a code in a text message. */
export default function SignIn() {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<{ phone?: string; code?: string }>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const signIn = async () => {
    setFailure(undefined);
    if (!/^\d{6}$/.test(code)) return setWrong({ code: '请填写短信里的 6 位数字。' });
    setBusy(true);
    try {
      personSession.keep(await api('POST /phone-sessions', { body: { phone, code } }));
      if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
      else await Taro.switchTab({ url: '/home/index' });
    } catch (error) {
      const at = error instanceof Refused && ['WRONG_CODE', 'CODE_EXPIRED'].includes(error.code) ? 'code' : undefined;
      if (at) setWrong({ code: sentenceOf(error) });
      else setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title="登录"
      bar={
        <>
          {failure && <Notice tone="needs">{failure}</Notice>}
          <Big id="submit" busy={busy} onTap={signIn}>
            登录
          </Big>
        </>
      }
    >
      <View className="lead">用入会时的手机号登录</View>
      <PhoneProof
        phone={phone}
        code={code}
        phoneError={wrong.phone || undefined}
        codeError={wrong.code}
        onPhone={(typed) => {
          setPhone(typed);
          setWrong({});
        }}
        onCode={(typed) => {
          setCode(typed);
          setWrong({});
        }}
        onWrong={setWrong}
      />
    </Page>
  );
}
