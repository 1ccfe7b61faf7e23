import type { Reply } from '@niangjia/shared/contract/index';
import type { Urgency } from '@niangjia/shared/rules/membership';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, sentenceOf, staffApi } from '../api';
import { deskSession } from '../session';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { Counts } from './counts';
import { goDeskSignIn, urgencies } from './go';
import { QueueRow } from './queue-row';

definePageConfig({ navigationBarTitleText: '入会审核' });

type Queue = Reply<'GET /applications'>;

const fetchPage = (urgency: Urgency | null, after?: string) =>
  staffApi('GET /applications', {
    query: { state: 'submitted', ...(urgency ? { urgency } : {}), ...(after ? { after } : {}) },
  });

/** What waits for this officer, oldest term first. */
export default function QueuePage() {
  const [urgency, setUrgency] = useState<Urgency | null>(null);
  const [more, setMore] = useState<Queue>();
  const [failure, setFailure] = useState<string>();
  const { data, error, again } = useCall(() => {
    setMore(undefined);
    return fetchPage(urgency);
  }, urgency ?? '');
  const mustEnter = mustSignIn(error);
  const next = (more ?? data)?.next;
  const items = data ? [...data.items, ...(more?.items ?? [])] : [];

  const showMore = async () => {
    setFailure(undefined);
    try {
      const page = await fetchPage(urgency, next ?? undefined);
      setMore({ ...page, items: [...(more?.items ?? []), ...page.items] });
    } catch (problem) {
      setFailure(sentenceOf(problem));
    }
  };
  const show = () => {
    if (!data || mustEnter) return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton />;
    return (
      <>
        <Counts counts={data.counts} chosen={urgency} onChoose={setUrgency} />
        {items.map((row) => (
          <QueueRow
            key={row.id}
            {...row}
            onTap={() => Taro.navigateTo({ url: `/desk/review?id=${row.id}${urgency ? `&urgency=${urgency}` : ''}` })}
          />
        ))}
        {items.length === 0 && (
          <Empty
            icon="done"
            title={urgency ? `没有${urgencies[urgency]}的申请。` : '现在没有要审核的申请。新的申请会排在这里。'}
          >
            {urgency && <Word onTap={() => setUrgency(null)}>看全部</Word>}
          </Empty>
        )}
        {failure && <Notice tone="needs">{failure}</Notice>}
        {next && (
          <Big id="more" other onTap={showMore}>
            再看一些
          </Big>
        )}
      </>
    );
  };
  return (
    <Page
      title="入会审核"
      bar={
        deskSession.tokens() &&
        !mustEnter && (
          <Big id="check-card" icon="scan" other onTap={() => Taro.navigateTo({ url: '/desk/check' })}>
            查验会员码
          </Big>
        )
      }
    >
      {show()}
    </Page>
  );
}
