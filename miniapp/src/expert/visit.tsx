import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api, mustSignIn, newKey, sentenceOf } from '../api';
import { ReasonSheet } from '../desk/reason-sheet';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { Thanks, VisitAnswer, VisitFacts } from './visit-parts';
import { codeIsOn, declineReasons } from './words';

definePageConfig({ navigationBarTitleText: '上门服务' });

const go = (url: string) => Taro.navigateTo({ url });

/** One visit of the expert: answer it, go there, show the code, record it; later what was said of it. */
export default function OwnVisit() {
  const { id = '' } = useRouter().params;
  const params = { id };
  const { data, error, again } = useCall(() => api('GET /own-visits/:id', { params }), id);
  const [declining, setDeclining] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [said, setSaid] = useState<string>();
  const [key] = useState(newKey);
  const now = new Date().toISOString();

  const accept = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await api('POST /own-visits/:id/answer', { params, body: { agree: true, reason: null }, idempotencyKey: key });
      setSaid('已答应。单位也同意后就排定，会告诉您。');
      await again();
    } catch (problem) {
      setFailure(sentenceOf(problem));
    } finally {
      setBusy(false);
    }
  };
  const toAnswer = data?.state === 'proposed' && !data.expertAgreed;
  const stands = data?.state === 'proposed' || data?.state === 'agreed';
  const begun = data !== undefined && data.startAt <= now;
  const showsCode = data !== undefined && codeIsOn(data, now);
  const main = () => {
    if (!data) return null;
    if (toAnswer)
      return (
        <Big id="accept" busy={busy} onTap={accept}>
          答应这一次
        </Big>
      );
    if (data.state === 'agreed' && begun && data.endAt <= now)
      return (
        <Big id="record" icon="edit" onTap={() => go(`/expert/record?id=${id}`)}>
          填写记录
        </Big>
      );
    if (showsCode)
      return (
        <Big id="show-code" icon="scan" onTap={() => go(`/expert/code?id=${id}`)}>
          出示签到码
        </Big>
      );
    return null;
  };
  const first = main();
  const bar = data && !mustSignIn(error) && (first || stands || failure) && (
    <>
      {failure && <Notice tone="needs">{failure}</Notice>}
      {first}
      <View className="words">
        {data.state === 'agreed' && begun && data.endAt > now && (
          <Word id="record" icon="edit" onTap={() => go(`/expert/record?id=${id}`)}>
            填写记录
          </Word>
        )}
        {showsCode && data.endAt <= now && data.state === 'agreed' && (
          <Word id="show-code" icon="scan" onTap={() => go(`/expert/code?id=${id}`)}>
            出示签到码
          </Word>
        )}
        {stands && !begun && (
          <Word id="decline" needs={!toAnswer} onTap={() => setDeclining(true)}>
            来不了
          </Word>
        )}
      </View>
    </>
  );
  return (
    <Page title="上门服务" bar={bar}>
      {said && <Notice tone="done">{said}</Notice>}
      {data && !mustSignIn(error) ? (
        <>
          <VisitAnswer visit={data} />
          <Thanks visit={data} />
          <VisitFacts visit={data} />
        </>
      ) : error ? (
        <Failed error={error} again={again} />
      ) : (
        <Skeleton rows={6} />
      )}
      {declining && (
        <ReasonSheet
          title="这一次来不了"
          hint="安排会取消，单位回到排队，由办理部门另行安排。他们会看到这段话。"
          word="答复来不了"
          chips={declineReasons}
          act={(reason, idempotencyKey) =>
            api('POST /own-visits/:id/answer', { params, body: { agree: false, reason }, idempotencyKey })
          }
          onClose={() => setDeclining(false)}
          onDone={async () => {
            setSaid('已答复，这次安排取消了。');
            await again();
          }}
        />
      )}
    </Page>
  );
}
