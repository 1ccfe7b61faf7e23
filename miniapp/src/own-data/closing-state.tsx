import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { HOTLINE } from '@niangjia/shared/rules/membership';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '../api';
import { Answer } from '../ui/answer';
import { Word } from '../ui/button';
import { CallRow } from '../ui/call-row';
import { Fact, Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { SureSheet } from '../ui/sure-sheet';
import { closingLooks, mayRecallClosing, type Own } from './data-form';

interface Props {
  closing: NonNullable<Own['closing']>;
  onChanged: () => Promise<unknown>;
}

/** How the closing stands, until when, and the number by which it is found afterwards. */
export const ClosingState = ({ closing, onChanged }: Props) => {
  const [recalling, setRecalling] = useState(false);
  const { state, number, token, dueOn, askedAt } = closing;
  return (
    <Page title="注销账号">
      <Answer {...closingLooks[state]}>
        <View className="second">最晚 {sayDay(dueOn)} 前办结，由两个人先后办理。</View>
        {state === 'held' && <View className="second">您的信息因案件依法留存，留存解除后继续办理。</View>}
      </Answer>
      <Facts title="回执">
        <Fact name="受理号">{number}</Fact>
        <Fact name="查询码">
          <Text userSelect>{token}</Text>
        </Fact>
        <Fact name="提交时间">{sayTime(askedAt)}</Fact>
        <View className="second gap">
          注销后就不能登录了。请记下查询码（长按可以复制），以后凭它在“我的 → 查注销结果”里看。这部手机上也存了一份。
        </View>
      </Facts>
      <Facts title="问谁">
        <CallRow who="全国工会职工服务热线" phone={HOTLINE} />
      </Facts>
      {mayRecallClosing(closing) && (
        <Word id="recall" onTap={() => setRecalling(true)}>
          撤回注销
        </Word>
      )}
      {recalling && (
        <SureSheet
          title="撤回注销申请？"
          word="撤回注销"
          act={() => api('POST /me/close/recall')}
          onClose={() => {
            setRecalling(false);
            void onChanged();
          }}
        >
          <View className="second gap">撤回后账号和会籍照旧，以后可以再申请。</View>
        </SureSheet>
      )}
    </Page>
  );
};
