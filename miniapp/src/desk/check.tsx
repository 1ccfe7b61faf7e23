import type { Reply } from '@niangjia/shared/contract/index';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, sentenceOf, staffApi } from '../api';
import { Answer, Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Field } from '../ui/field';
import { Page } from '../ui/page';
import { goDeskSignIn } from './go';

definePageConfig({ navigationBarTitleText: '查验会员码' });

type Checked = Reply<'POST /cards/check'>;

const Result = ({ valid, nameMasked, unionName, number }: Checked) =>
  valid ? (
    <Answer tone="done" word="有效" title={`${nameMasked}，是会员`}>
      <View className="second">{unionName}</View>
      <View className="second">会员编号 {number}</View>
    </Answer>
  ) : (
    <Answer tone="needs" word="无效" title="这个码不对，或者已经过期">
      <View className="second">请对方打开“会员卡”，等新码出来再扫一次。截屏的码不能用。</View>
    </Answer>
  );

/** Whether the code on a member's phone is good now: by camera in WeChat, typed in a browser. */
export default function Check() {
  const [typed, setTyped] = useState('');
  const [checked, setChecked] = useState<Checked>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const mini = process.env.TARO_ENV === 'weapp';
  const check = async (code: string) => {
    setChecked(undefined);
    if (!code) return setFailure('请填写会员码。');
    setBusy(true);
    setFailure(undefined);
    try {
      setChecked(await staffApi('POST /cards/check', { body: { code } }));
      setTyped('');
    } catch (error) {
      if (mustSignIn(error)) await goDeskSignIn();
      else setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const scan = async () => {
    const scanned = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => undefined);
    if (scanned) await check(scanned.result);
  };
  return (
    <Page
      title="查验会员码"
      bar={
        mini ? (
          <Big id="scan" icon="scan" busy={busy} onTap={scan}>
            扫会员码
          </Big>
        ) : (
          <Big id="check" busy={busy} onTap={() => check(typed.trim())}>
            查验
          </Big>
        )
      }
    >
      {checked && <Result {...checked} />}
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Field
        id="code"
        label={mini ? '扫不出来时，手工输入' : '会员码'}
        hint="会员码每 30 秒换一次。"
        max={80}
        value={typed}
        onInput={setTyped}
        onSend={() => check(typed.trim())}
      />
      {mini && typed !== '' && (
        <Big id="check" other busy={busy} onTap={() => check(typed.trim())}>
          查验
        </Big>
      )}
    </Page>
  );
}
