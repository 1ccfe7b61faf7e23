import type { Purpose } from '@niangjia/shared/rules/consents';
import { sayFullTime } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Chip } from '../ui/chip';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { useCall } from '../use-call';
import { consentLooks, type Own } from './data-form';

definePageConfig({ navigationBarTitleText: '我同意过的事' });

type Consent = Own['consents'][number];

const One = ({ consent, onWithdraw, onGive }: { consent: Consent; onWithdraw: () => void; onGive: () => void }) => {
  const { purpose, label, title, state, at, version, without } = consent;
  return (
    <View className="panel" id={`consent-${purpose}`}>
      <Chip {...consentLooks[state]} />
      <View className="answer-title">{label}</View>
      <View className="second">《{title}》</View>
      {at && (
        <View className="small">
          {state === 'withdrawn' ? '撤回于' : '同意于'} {sayFullTime(at)}
          {version ? `，版本 ${version}` : ''}
        </View>
      )}
      <View className="gap second">{state === 'given' ? `撤回后：${without}` : `现在：${without}`}</View>
      {state === 'given' ? (
        <Big id={`withdraw-${purpose}`} other onTap={onWithdraw}>
          撤回同意
        </Big>
      ) : (
        <Big id={`give-${purpose}`} onTap={onGive}>
          {state === 'withdrawn' ? '重新同意' : '同意'}
        </Big>
      )}
      <View className="words">
        <Word id={`text-${purpose}`} onTap={() => Taro.navigateTo({ url: `/join/text?purpose=${purpose}` })}>
          看全文
        </Word>
      </View>
    </View>
  );
};

/** Each consent with its withdrawal, as easy as the giving, on the same screen (个人信息保护法 15). */
export default function Consents() {
  const { data, error, again } = useCall(() => api('GET /me/data'));
  const [leaving, setLeaving] = useState<Purpose | null>(null);
  const [failure, setFailure] = useState<string>();
  const give = async ({ purpose, hash }: Consent) => {
    setFailure(undefined);
    try {
      await api('POST /me/consents/give', { body: { purpose, hash } });
      await again();
    } catch (problem) {
      setFailure(sentenceOf(problem));
    }
  };
  const wanted = data?.consents.find(({ purpose }) => purpose === leaving);
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    if (data.consents.length === 0) return <Empty icon="tick" title="您还没有同意过什么。入会时同意的会列在这里。" />;
    return data.consents.map((consent) => (
      <One
        key={consent.purpose}
        consent={consent}
        onWithdraw={() => setLeaving(consent.purpose)}
        onGive={() => void give(consent)}
      />
    ));
  };
  return (
    <Page title="我同意过的事">
      {failure && <Notice tone="needs">{failure}</Notice>}
      {show()}
      {wanted && (
        <SureSheet
          title={`撤回：${wanted.label}`}
          word="撤回同意"
          act={() => api('POST /me/consents/withdraw', { body: { purpose: wanted.purpose } })}
          onClose={() => {
            setLeaving(null);
            void again();
          }}
        >
          <View className="gap">{wanted.without}</View>
          <View className="second gap">撤回以前办好的事不受影响，随时可以在这里重新同意。</View>
        </SureSheet>
      )}
    </Page>
  );
}
