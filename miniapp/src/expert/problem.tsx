import { sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api, mustSignIn } from '../api';
import { ReasonSheet } from '../desk/reason-sheet';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Page } from '../ui/page';
import { ProblemFacts, ProblemHead } from '../ui/problem-parts';
import { Failed, Skeleton } from '../ui/states';
import { Thread } from '../ui/thread';
import { WordsSheet } from '../ui/words-sheet';
import { useCall } from '../use-call';
import { OpinionSheet } from './opinion-sheet';

definePageConfig({ navigationBarTitleText: '技术难题' });

/** One problem that I was asked to solve or to judge. */
export default function OwnProblem() {
  const { id = '' } = useRouter().params;
  const params = { id };
  const { data, error, again } = useCall(() => api('GET /own-problems/:id', { params }), id);
  const [asking, setAsking] = useState<'answer' | 'decline' | 'opinion'>();
  const [said, setSaid] = useState<string>();
  const close = () => setAsking(undefined);
  const done = (words: string) => async () => {
    setSaid(words);
    await again();
  };
  const can = (act: 'answer' | 'decline' | 'opinion') => data?.may.includes(act) ?? false;
  const bar = data && !mustSignIn(error) && data.may.length > 0 && (
    <>
      {can('answer') && (
        <Big id="answer" icon="edit" onTap={() => setAsking('answer')}>
          {data.work === 'asked' ? '答复' : '再补充答复'}
        </Big>
      )}
      {can('opinion') && (
        <Big id="opinion" icon="edit" onTap={() => setAsking('opinion')}>
          提交评审意见
        </Big>
      )}
      {can('decline') && (
        <View className="words">
          <Word id="decline" needs onTap={() => setAsking('decline')}>
            不能承接
          </Word>
        </View>
      )}
    </>
  );
  const mine = can('opinion')
    ? '请您评审是否资助这份合同'
    : data?.work === 'asked' && can('answer')
      ? '有一道难题请您解决'
      : undefined;
  const show = () => {
    if (!data || mustSignIn(error)) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    return (
      <>
        {said && <Notice tone="done">{said}</Notice>}
        <ProblemHead problem={data} {...(mine ? { title: mine } : {})} />
        {data.readableUntil && <Notice tone="told">已办结，您可以查看到 {sayDay(data.readableUntil)}。</Notice>}
        <Thread steps={data.steps} />
        <ProblemFacts problem={data} />
        {data.opinion && (
          <Notice tone="done">
            您的评审意见：{data.opinion.yes ? '同意' : '不同意'}。{data.opinion.reason}
          </Notice>
        )}
      </>
    );
  };
  return (
    <Page title="技术难题" bar={bar}>
      {show()}
      {asking === 'answer' && (
        <WordsSheet
          title="答复难题"
          hint="原因、办法、参数、要注意什么。单位和受理部门都看得到。"
          word="发出答复"
          by="person"
          act={(body, idempotencyKey) => api('POST /own-problems/:id/answer', { params, body, idempotencyKey })}
          onClose={close}
          onDone={done('已答复，单位会收到短信。')}
        />
      )}
      {asking === 'decline' && (
        <ReasonSheet
          title="不能承接"
          hint="受理部门会另请专家，也会看到这段话。答复后您不再看到这道难题。"
          word="答复不能承接"
          chips={['近期出差，赶不上', '不是我熟悉的领域', '手上的难题还没有办完']}
          act={(reason) => api('POST /own-problems/:id/decline', { params, body: { reason } })}
          onClose={close}
          onDone={() => Taro.navigateBack()}
        />
      )}
      {asking === 'opinion' && (
        <OpinionSheet
          act={(body) => api('POST /own-problems/:id/opinion', { params, body })}
          onClose={close}
          onDone={done('评审意见已提交，谢谢您。')}
        />
      )}
    </Page>
  );
}
