import type { NoticeKind, NoticeWay } from '@niangjia/shared/rules/notices';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Answer, Notice } from '../ui/answer';
import { Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { SwitchRow } from '../ui/switch-row';
import { useCall } from '../use-call';

definePageConfig({ navigationBarTitleText: '消息设置' });

/** Which news comes by which way besides the inbox. Each tick counts at once. */
export default function NoticeChoices() {
  const { data, error, again } = useCall(() => api('GET /notice-choices'));
  const [failure, setFailure] = useState<string>();
  const turn = async (kind: NoticeKind, way: NoticeWay, on: boolean) => {
    setFailure(undefined);
    try {
      await api('POST /notice-choices', { body: { kind, way, on } });
      await again();
    } catch (problem) {
      setFailure(sentenceOf(problem));
    }
  };
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    return data.items.map(({ kind, label, ways }) => (
      <Facts key={kind} title={label}>
        {ways.map(({ way, label: word, on }) => (
          <SwitchRow
            key={way}
            id={`${kind}-${way}`}
            on={on}
            words={word}
            label={`${label}，${word}`}
            onTurn={(wanted) => turn(kind, way, wanted)}
          />
        ))}
      </Facts>
    ));
  };
  return (
    <Page title="消息设置">
      <Answer tone="told" word="消息设置" title="除了这里，还用什么方式告诉您">
        <View className="second">“消息”里的每一条都会留着，不能关，免得您错过审核结果和期限。</View>
        <View className="second">微信通知每次都要您点允许才能发；没有发成的改发短信。</View>
      </Answer>
      {failure && <Notice tone="needs">{failure}</Notice>}
      {show()}
    </Page>
  );
}
