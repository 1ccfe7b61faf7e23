import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, staffApi } from '../api';
import { Big } from '../ui/button';
import { Choices } from '../ui/choices';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { ProblemRow } from '../ui/problem-parts';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { usePages } from '../use-pages';
import { goDeskSignIn } from './go';

definePageConfig({ navigationBarTitleText: '技术难题' });

const stages = { open: '办理中', closed: '已办结' } as const;

/** Problems of my unions, the overdue first; one act: file another. */
export default function Problems() {
  const [stage, setStage] = useState<keyof typeof stages>('open');
  const me = useCall(() => staffApi('GET /staff/me'));
  const list = usePages((after) => staffApi('GET /problems', { query: { stage, ...(after ? { after } : {}) } }), stage);
  const { first, items, error, again } = list;
  const mustEnter = mustSignIn(error);
  const show = () => {
    if (!first || mustEnter) return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton />;
    return (
      <>
        {items.map((row) => (
          <ProblemRow key={row.id} row={row} onTap={() => Taro.navigateTo({ url: `/desk/problem?id=${row.id}` })} />
        ))}
        {items.length === 0 && (
          <Empty
            icon="done"
            title={
              stage === 'open' ? '没有在办的难题。生产上遇到难题，可以请劳模工匠和专家一起解决。' : '还没有办结的难题。'
            }
          />
        )}
        <More {...list} />
      </>
    );
  };
  return (
    <Page
      title="技术难题"
      bar={
        !mustEnter &&
        me.data?.may.includes('orders.place') && (
          <Big id="new-problem" icon="edit" onTap={() => Taro.navigateTo({ url: '/desk/problem-file' })}>
            提一道难题
          </Big>
        )
      }
    >
      {!mustEnter && (
        <View className="gap">
          <Choices name="stage" label="看哪些" from={stages} chosen={stage} onChoose={setStage} />
        </View>
      )}
      {show()}
    </Page>
  );
}
