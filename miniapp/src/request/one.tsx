import { dayOf } from '@niangjia/shared/rules/days';
import { type RequestKind, requestKinds, requestStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { CallRow } from '../ui/call-row';
import { Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { Way } from '../ui/way';
import { useCall } from '../use-call';
import { type Asked, isRunning, requestTones, sayAnswerBy, sayRequest, stopsOf } from './request-form';

definePageConfig({ navigationBarTitleText: '请求进度' });

const card = { id: 'card', word: '看会员卡', url: '/card/index' };
const afterwards: Partial<Record<RequestKind, { id: string; word: string; url: string }>> = {
  phone: { id: 'bind', word: '去绑定手机号', url: '/own-data/phone' },
  merge: card,
  name: card,
  idNumber: card,
  retain: card,
  return: card,
};

const Case = ({ request, onRecall }: { request: Asked; onRecall: () => void }) => {
  const { kind, state, number, refusal, decides, askPhone } = request;
  return (
    <>
      <Answer tone={requestTones[state]} word={requestStates[state]} title={sayRequest(request)}>
        <View className="second">{requestKinds[kind].label}</View>
        {isRunning(request) && <View className="second">{sayAnswerBy(request, dayOf(new Date()))}</View>}
        {refusal && <View className="needed">理由：{refusal}</View>}
        <View className="small">受理号 {number}</View>
      </Answer>
      <Way title="办理经过" stops={stopsOf(request, new Date())} />
      <Facts title="问谁">
        <CallRow who={decides} phone={askPhone} />
      </Facts>
      {isRunning(request) && (
        <Word id="recall" onTap={onRecall}>
          撤回请求
        </Word>
      )}
    </>
  );
};

/** One request: who decides, by when, what was said, whom to call. */
export default function MyRequest() {
  const { id } = useRouter().params;
  const [recalling, setRecalling] = useState(false);
  const { data, error, again } = useCall(() => api('GET /requests/mine'));
  const request = data?.items.find((one) => !id || one.id === id);
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    if (request) return <Case request={request} onRecall={() => setRecalling(true)} />;
    return (
      <Empty icon="list" title="没有找到这份请求。">
        <Big id="requests" onTap={() => Taro.redirectTo({ url: '/request/index' })}>
          看我的全部请求
        </Big>
      </Empty>
    );
  };
  const act =
    request?.state === 'done'
      ? afterwards[request.kind]
      : request?.state === 'refused'
        ? { id: 'again', word: '重新提交', url: `/request/ask?kind=${request.kind}` }
        : undefined;
  return (
    <Page
      title="请求进度"
      bar={
        act && (
          <Big id={act.id} onTap={() => Taro.navigateTo({ url: act.url })}>
            {act.word}
          </Big>
        )
      }
    >
      {show()}
      {recalling && request && (
        <SureSheet
          title="撤回这份请求？"
          word="撤回"
          act={() => api('POST /requests/:id/recall', { params: { id: request.id } })}
          onClose={() => {
            setRecalling(false);
            void again();
          }}
        >
          <View className="second gap">撤回后工会不再办理，您可以随时重新提交。</View>
        </SureSheet>
      )}
    </Page>
  );
}
